"""What is said to a person when something cannot be done."""


class MentorError(Exception):
    """A problem a person can act on; a face shows it as it stands, without a traceback.

    Attributes:
        message: What is wrong, and where (file, row, column, field).
        hint: What to do about it; empty where the message says it all.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Both sentences on one line each."""
        return f"{self.message}\n{self.hint}" if self.hint else self.message
