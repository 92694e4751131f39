"""Files in and out: one writer a format, one reader, and the rows of a report."""
