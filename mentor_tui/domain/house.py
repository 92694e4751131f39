"""What a shop decides for itself, where ASE leaves it open."""

from typing import Annotated

from pydantic import Field

from mentor_tui.domain.model import Model
from mentor_tui.domain.weeks import Weekday


class HouseRules(Model):
    """The shop's own assumptions; each result names those it used.

    Attributes:
        hours_per_year: Hours that make a full-time year. ASE gives no figure.
        week_ends: The last day of the week.
        area_hours: Hours of work in a test's own area before the test is called ready; 0 asks for none. The shop's rule, not ASE's.
        count_drafts: Count sheets that nobody has approved yet.
        count_assisted: Count work done as somebody's helper.
        renew_months: Months before expiry in which a certificate is shown as to be renewed.
        hold_years: Years that a passed test waits for experience. Not confirmed by ASE.
    """

    hours_per_year: Annotated[int, Field(ge=1000, le=3000, strict=True)] = 2000
    week_ends: Weekday = Weekday.FRIDAY
    area_hours: Annotated[int, Field(ge=0, le=2000, strict=True)] = 100
    count_drafts: bool = False
    count_assisted: bool = True
    renew_months: Annotated[int, Field(ge=1, le=24, strict=True)] = 6
    hold_years: Annotated[int, Field(ge=1, le=10, strict=True)] = 5

    @property
    def year_minutes(self) -> int:
        """Minutes of a full-time year."""
        return self.hours_per_year * 60

    @property
    def month_minutes(self) -> int:
        """Minutes of a full-time month, a twelfth of a year."""
        return self.hours_per_year * 5
