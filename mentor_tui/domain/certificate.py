"""What the events of one test add up to on a day."""

from dataclasses import dataclass
from datetime import date

from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.testrecord import TestEvent, TestRecord
from mentor_tui.domain.vocabulary import Renewal, TestStep
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
        renewed_on: Day of the last renewal after the last pass.
        not_renewed_on: Day of a renewal that was written down and does not count.
        retest_from: First day after the last attempt on which it can be bought and booked again.
    """

    passed_on: date | None = None
    certified: bool = False
    expires: date | None = None
    form_sent_on: date | None = None
    booked_until: date | None = None
    failed_on: date | None = None
    retest_from: date | None = None
    renewed_on: date | None = None
    not_renewed_on: date | None = None

    @property
    def ever_passed(self) -> bool:
        """Whether the test was passed at any time, which is what prerequisites and recertification ask for."""
        return self.passed_on is not None or self.certified

    def held_until(self, years: int) -> date | None:
        """The last day on which the pass waits for experience, where it waits so many years."""
        return self.passed_on and add_years(self.passed_on, years)

    def take(self, event: TestEvent, code: str, rulebook: Rulebook) -> None:
        """Add what one event of the test `code` changes, by the rule book of its day."""
        rule = rulebook.recertification
        match event.step:
            case TestStep.BOOKED:
                self.booked_until = event.until or rule.window_ends(event.on)
            case TestStep.FAILED:
                self.booked_until = None
                self.failed_on = event.on
                self.retest_from = event.until or rule.again_from(event.on)
            case TestStep.PASSED:
                self.booked_until = self.failed_on = self.renewed_on = self.not_renewed_on = None
                self.retest_from = rule.again_from(event.on)
                self._pass(event, code, rulebook)
            case TestStep.FORM_SENT:
                self.form_sent_on = event.on
            case TestStep.CERTIFIED:
                self.certified = True
                self.expires = event.until or add_years(self.passed_on or event.on, rulebook.years_of(code))
            case TestStep.RENEWED if renews(event, code, rulebook):
                self.certified = True
                self.renewed_on, self.not_renewed_on = event.on, None
                from_day = self.expires if self.expires and self.expires >= event.on else event.on
                self.expires = event.until or add_years(from_day, rule.renewal_app_years)
            case TestStep.RENEWED:
                self.not_renewed_on = event.on

    def _pass(self, event: TestEvent, code: str, rulebook: Rulebook) -> None:
        """A pass renews a certificate where the test does, and is one where no experience is asked for."""
        again = self.certified
        if again and Renewal.TEST not in rulebook.renewed_by(code):
            return
        self.passed_on = event.on
        self.certified = again or rulebook.asks_no_experience(code)
        if self.certified:
            self.expires = event.until or add_years(event.on, rulebook.years_of(code))
        else:
            self.form_sent_on = None


def renews(event: TestEvent, code: str, rulebook: Rulebook) -> bool:
    """Whether a renewal extends the certificate: where the app covers the test, or ASE's own last day was written down."""
    by_app = Renewal.APP in rulebook.renewed_by(code)
    return by_app or (event.until is not None and bool(rulebook.test[code].renewed_by))


def certificate(record: TestRecord | None, code: str, rulebook: Rulebook, today: date) -> Certificate:
    """Go through the events of the test `code` up to `today` in order of date.

    Source: rule `recertification` of the rule book, as it was on the day of each event; the series' own life.
    """
    found = Certificate()
    for event in record.known(today) if record else ():
        found.take(event, code, rulebook.on(event.on))
    return found
