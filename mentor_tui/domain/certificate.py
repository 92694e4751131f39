"""What the events of one test add up to on a day, and the titles that certificates in force give together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mentor_tui.domain.rule import Designation, DesignationGroup
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.testrecord import TestEvent, TestRecord
from mentor_tui.domain.vocabulary import Confidence, Renewal, TestStep
from mentor_tui.domain.weeks import add_years


@dataclass(slots=True)
class Certificate:
    """Where a test stands by its events alone, whatever the experience.

    Attributes:
        first_passed: The day from which on the test counts as passed, if it does.
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

    first_passed: date | None = None
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
        return self.first_passed is not None

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
        if self.first_passed is None and (self.passed_on or self.certified):
            self.first_passed = event.on

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


class GroupStanding(NamedTuple):
    """A group of tests of which so many have to be certified.

    Attributes:
        held: Those with a certificate in force.
        lapsed: Those with a certificate that has ended, each with its last day.
    """

    group: DesignationGroup
    held: tuple[str, ...]
    lapsed: tuple[tuple[str, date], ...]

    @property
    def met(self) -> bool:
        """Whether enough are in force."""
        return len(self.held) >= self.group.at_least

    @property
    def missing(self) -> int:
        """How many more have to be certified that never were."""
        return max(0, self.group.at_least - len(self.held) - len(self.lapsed))

    @property
    def never(self) -> tuple[str, ...]:
        """Those that were never certified."""
        ever = {*self.held, *(code for code, _ in self.lapsed)}
        return tuple(code for code in self.group.any_of if code not in ever)


class DesignationStanding(NamedTuple):
    """How far an apprentice is with a title such as Master Automobile Technician.

    Attributes:
        expires: Until when it is held, if nothing is renewed; None where it is not held.
    """

    rule: Designation
    groups: tuple[GroupStanding, ...]
    expires: date | None

    @property
    def unconfirmed(self) -> bool:
        """Whether ASE's own text for it has not been seen."""
        return self.rule.confidence is Confidence.UNCONFIRMED

    @property
    def held(self) -> bool:
        """Whether enough of each group are in force."""
        return self.expires is not None

    @property
    def lost(self) -> bool:
        """Whether it would be held, had no part lapsed."""
        return not self.held and not any(group.missing for group in self.groups)

    @property
    def relevant(self) -> bool:
        """Whether any part has ever been certified."""
        return any(group.held or group.lapsed for group in self.groups)


def designations(
    certificate_of: Callable[[str], Certificate], rulebook: Rulebook, today: date
) -> tuple[DesignationStanding, ...]:
    """Every title of the rule book, in its order.

    Source: rules `designations`.
    """
    return tuple(_designation(rule, certificate_of, today) for rule in rulebook.designations)


def _designation(
    rule: Designation, certificate_of: Callable[[str], Certificate], today: date
) -> DesignationStanding:
    groups: list[GroupStanding] = []
    ends: list[date] = []
    for group in rule.groups:
        ends_of = {code: day for code in group.any_of if (day := certificate_of(code).expires)}
        held = tuple(code for code, day in ends_of.items() if day >= today)
        lapsed = tuple((code, day) for code, day in ends_of.items() if day < today)
        groups.append(GroupStanding(group, held, lapsed))
        if groups[-1].met:
            # The longest-lived are what counts.
            ends.append(sorted((ends_of[code] for code in held), reverse=True)[group.at_least - 1])
    expires = min(ends) if len(ends) == len(groups) else None
    return DesignationStanding(rule, tuple(groups), expires)
