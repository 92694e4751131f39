"""All that is said about the data: the same words and shapes for the screen, the commands and the reports."""
