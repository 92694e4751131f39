"""What a shop decides for itself, where ASE leaves it open."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from mentor_tui.domain.model import Model
from mentor_tui.domain.weeks import Weekday


def _weekday(value: object) -> object:
    """`Friday` is 4."""
    known = Weekday.__members__
    return known.get(value.strip().upper(), value) if isinstance(value, str) else value


class HouseRules(Model):
    """The shop's own assumptions; each result names those it used. A field's description is its help in the settings."""

    hours_per_year: int = Field(
        default=2000,
        ge=1000,
        le=3000,
        strict=True,
        title="Hours of a full-time year",
        description="ASE gives no figure; US programmes use 2000 or 2080, Canadian ones 1800",
    )
    week_ends: Annotated[Weekday, BeforeValidator(_weekday)] = Field(
        default=Weekday.FRIDAY,
        title="Last day of the week",
        description="`friday`, or 4 (0 is Monday, 6 is Sunday); a week is named by this day",
    )
    area_hours: int = Field(
        default=100,
        ge=0,
        le=2000,
        strict=True,
        title="Hours in a test's own area",
        description="Work in the area of a test before it is called ready; the shop's own rule, not ASE's; 0 asks for none",
    )
    count_drafts: bool = Field(
        default=False,
        title="Count drafts",
        description="Count sheets that nobody has approved yet; a returned sheet never counts",
    )
    count_assisted: bool = Field(
        default=True,
        title="Count assisted work",
        description="Count work done as somebody's helper; observed work never counts",
    )
    renew_months: int = Field(
        default=6,
        ge=1,
        le=24,
        strict=True,
        title="Months to renew in",
        description="How many months before it expires a certificate is shown as to be renewed",
    )
    hold_years: int = Field(
        default=5,
        ge=1,
        le=10,
        strict=True,
        title="Years a pass is held",
        description="How long a passed test waits for experience; ASE's own figure is not confirmed",
    )

    @property
    def year_minutes(self) -> int:
        """Minutes of a full-time year."""
        return self.hours_per_year * 60

    @property
    def month_minutes(self) -> int:
        """Minutes of a full-time month, a twelfth of a year."""
        return self.hours_per_year * 5
