"""What is written down, what is asked for, what it adds up to: pure models and functions."""
