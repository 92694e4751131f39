"""What a shop decides for itself, where ASE leaves it open."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from mentor_tui.domain.model import Model
from mentor_tui.domain.weeks import Weekday


def _weekday(value: object) -> object:
    """`Friday` is 4."""
    days = Weekday.__members__
    return days.get(value.strip().upper(), value) if isinstance(value, str) else value


class HouseRules(Model):
    """The shop's own assumptions; each result names those it used. What each is called and for is said in `settings`."""

    hours_per_year: int = Field(
        default=2000,
        ge=1000,
        le=3000,
        strict=True,
    )
    week_ends: Annotated[Weekday, BeforeValidator(_weekday)] = Field(
        default=Weekday.FRIDAY,
    )
    area_hours: int = Field(
        default=100,
        ge=0,
        le=2000,
        strict=True,
    )
    count_drafts: bool = Field(
        default=False,
    )
    count_assisted: bool = Field(
        default=True,
    )
    renew_months: int = Field(
        default=6,
        ge=1,
        le=24,
        strict=True,
    )
    hold_years: int = Field(
        default=5,
        ge=1,
        le=10,
        strict=True,
    )

    @property
    def year_minutes(self) -> int:
        """Minutes of a full-time year."""
        return self.hours_per_year * 60

    @property
    def month_minutes(self) -> int:
        """Minutes of a full-time month, a twelfth of a year."""
        return self.hours_per_year * 5
