"""The terminal face, on Textual."""
