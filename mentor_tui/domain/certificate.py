"""What the events of one test add up to on a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from mentor_tui.domain.rulebook import Recertification
from mentor_tui.domain.testrecord import TestEvent, TestRecord, TestStep
from mentor_tui.domain.weeks import add_years

PASSES = frozenset({TestStep.PASSED, TestStep.CERTIFIED, TestStep.RENEWED})
"""The steps after which a test has ever been passed."""


@dataclass(slots=True)
class Certificate:
    """Where a test stands by its events alone, whatever the experience.

    Attributes:
        passed_on: Day of the last pass, if there is one.
        certified: Whether ASE has certified it, be it lapsed since or not.
        expires: Last day of the certificate.
        form_sent_on: Day the work experience form was sent after the last pass.
        booked_until: Last day of a booking that has had no result yet.
        failed_on: Day of a failed attempt with no pass since.
        retest_from: First day on which it may be tried again.
    """

    passed_on: date | None = None
    certified: bool = False
    expires: date | None = None
    form_sent_on: date | None = None
    booked_until: date | None = None
    failed_on: date | None = None
    retest_from: date | None = None

    @property
    def ever_passed(self) -> bool:
        """Whether the test was passed at any time, which is what prerequisites and recertification ask for."""
        return self.passed_on is not None or self.certified

    def held_until(self, years: int) -> date | None:
        """The last day on which the pass waits for experience, where it waits so many years."""
        return self.passed_on and add_years(self.passed_on, years)

    def take(self, event: TestEvent, rule: Recertification) -> None:
        """Add what one event changes."""
        match event.step:
            case TestStep.BOOKED:
                self.booked_until = event.until or event.on + timedelta(days=rule.booking_days)
            case TestStep.FAILED:
                self.booked_until = None
                self.failed_on = event.on
                self.retest_from = event.until or event.on + timedelta(days=rule.retest_days)
            case TestStep.PASSED:
                self.booked_until = self.failed_on = self.retest_from = None
                self.passed_on = event.on
                if self.certified:
                    self.expires = event.until or add_years(event.on, rule.years)
                else:
                    self.form_sent_on = None
            case TestStep.FORM_SENT:
                self.form_sent_on = event.on
            case TestStep.CERTIFIED:
                self.certified = True
                self.expires = event.until or add_years(self.passed_on or event.on, rule.years)
            case TestStep.RENEWED:
                self.certified = True
                from_day = self.expires if self.expires and self.expires >= event.on else event.on
                self.expires = event.until or add_years(from_day, rule.renewal_app_years)


def certificate(record: TestRecord | None, rule: Recertification, today: date) -> Certificate:
    """Go through the events up to `today` in order of date.

    Source: rule `recertification` of the rule book.
    """
    found = Certificate()
    for event in record.known(today) if record else ():
        found.take(event, rule)
    return found
