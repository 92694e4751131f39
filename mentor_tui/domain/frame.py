"""In what a record is judged."""

from dataclasses import dataclass
from datetime import date

from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.rulebook import Rulebook


@dataclass(frozen=True)
class Frame:
    """The rules, the shop's own decisions and the day: whoever judges in the same frame finds the same.

    Attributes:
        rulebook: With all that it said before; what is judged on a day asks it with `rules`.
        today: The day as of which everything is judged; what happens later is not known.
    """

    rulebook: Rulebook
    house: HouseRules
    today: date

    @property
    def rules(self) -> Rulebook:
        """What the rule book says on the day."""
        return self.rulebook.on(self.today)
