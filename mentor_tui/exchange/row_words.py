"""Words in the cells of a list of hours that say what a row is, in plain small letters."""

import re

TOTAL = re.compile(r"^(grand |sub ?)?totals?\b|^sum( of hours)?$")
"""A row that adds up others."""

CLASSROOM = frozenset(
    (
        "classroom",
        "class",
        "school",
        "training",
        "theory",
        "rti",
        "rsi",
        "course",
        "related instruction",
        "related training",
        "related technical instruction",
    )
)
"""Types that are schooling."""

ABSENT = frozenset(
    ("vacation", "holiday", "sick", "sick leave", "leave", "pto", "time off", "absent", "absence")
)
"""Types and areas that are no work at all."""

HANDS_ON = frozenset(
    (
        "ojt",
        "ojl",
        "on the job",
        "on the job training",
        "on the job learning",
        "hands on",
        "work",
        "shop",
        "reg",
        "regular",
        "ot",
        "overtime",
        "worked",
        "",
    )
)
"""Types that are work; no type says the same."""

APPROVED = frozenset(("yes", "y", "true", "x", "1", "approved", "signed", "signed off", "ok"))
"""What says that a row was approved."""

NOT_APPROVED = frozenset(
    (
        "",
        "no",
        "n",
        "false",
        "0",
        "pending",
        "draft",
        "open",
        "submitted",
        "not approved",
        "returned",
        "rejected",
    )
)
"""What says that it was not."""
