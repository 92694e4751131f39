"""How far long work is, and how long it will still take."""


def how_far(done: int, of: int, what: str, seconds: float) -> str:
    """`120,000 of 500,000 rows, about 5 s to go`; without the time as long as nothing is done.

    Args:
        done: How many are done.
        of: How many there are.
        what: What they are, in the plural.
        seconds: How long it has taken so far.
    """
    said = f"{done:,} of {of:,} {what}"
    return f"{said}, about {seconds / done * (of - done):.0f} s to go" if done else said
