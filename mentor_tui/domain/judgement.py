"""The rules applied to one test: the facts, and the state that follows from them."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property

from mentor_tui.domain.clocks import Experience
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.forecast import Forecast, Prospect
from mentor_tui.domain.rule import Requirement, Test
from mentor_tui.domain.standing import DateMeaning, StandingState
from mentor_tui.domain.vocabulary import Status
from mentor_tui.domain.weeks import add_months


class Judgement:
    """One test of one history: every fact that a state, a date or a reason is made of.

    Attributes:
        missing: Groups of which one test each has yet to be passed.
        area_minutes: Work in the test's own area that counts, be it over the cap of a week.
        area_needed: What the shop asks for there.
    """

    def __init__(self, judged: JudgedRecord, test: Test) -> None:
        self.judged = judged
        self.test = test
        self.today = judged.today
        self.requirement: Requirement = judged.rulebook.requirement[test.requirement]
        self.certificate = judged.certificate(test.code)
        self.prerequisite = test.prerequisite_on(self.today)
        self.missing = self._missing_groups()
        self.area_minutes = sum(
            judged.logged_by_area.get((kind, area), 0) for kind in test.kinds for area in test.areas
        )
        wants_area = self.requirement.months and test.areas
        self.area_needed = judged.house.area_hours * 60 if wants_area else 0

    @property
    def asks_prerequisite(self) -> bool:
        """Whether other tests have to be passed first; for recertification as the rule book says."""
        again = self.certificate.certified and not self.judged.rulebook.recertification.asks_prerequisites
        return self.prerequisite is not None and not again

    @property
    def renewable(self) -> bool:
        """Whether anything renews a certificate of the test."""
        return bool(self.judged.rulebook.renewed_by(self.test.code))

    @property
    def closed(self) -> bool:
        """Whether the test cannot be taken again because its certificate is never renewed."""
        return self.certificate.certified and not self.renewable

    def _missing_groups(self) -> tuple[tuple[str, ...], ...]:
        if self.prerequisite is None or not self.asks_prerequisite:
            return ()
        return tuple(
            group
            for group in self.prerequisite.all_of
            if not any(self.judged.certificate(code).ever_passed for code in group)
        )

    @cached_property
    def status(self) -> Status:
        """Where the apprentice stands in the programme."""
        return self.judged.record.apprentice.status_on(self.today)

    @property
    def gone(self) -> bool:
        """Whether the apprentice has left or finished: nothing is built any more, and nobody is ready."""
        return self.status in {Status.LEFT, Status.FINISHED}

    @cached_property
    def experience(self) -> Experience:
        """What there is on the test's tracks."""
        return self.judged.experience(self.test.tracks, self.requirement)

    @property
    def must_wait(self) -> bool:
        """Whether a failed attempt still bars the next."""
        retest = self.certificate.retest_from
        return retest is not None and self.today < retest

    @property
    def booked(self) -> bool:
        """Whether a booking is open."""
        until = self.certificate.booked_until
        return until is not None and self.today <= until

    @property
    def held_until(self) -> date | None:
        """The last day on which a pass waits for experience."""
        return self.certificate.held_until(self.judged.house.hold_years)

    @property
    def area_met(self) -> bool:
        """Whether there is as much work in the test's own area as the shop asks for."""
        return self.area_minutes >= self.area_needed

    @cached_property
    def ready_since(self) -> date | None:
        """First day of the present unbroken run of experience, own-area hours and prerequisites in force.

        Waits and bookings do not break the run, and it does not begin before the programme. None where today is not in it,
        and for who has left or finished.
        """
        if self.gone or self.missing or not self.area_met or self.experience.met_on is None:
            return None
        return max(
            self.judged.record.apprentice.start,
            self.experience.met_on,
            self._area_met_on(),
            self._prerequisite_since(),
        )

    def _area_met_on(self) -> date:
        """The week end on which the hours of the own area were reached."""
        left = self.area_needed
        for week, minutes in sorted(self.judged.logged_in_areas(self.test.kinds, self.test.areas).items()):
            if left <= 0:
                break
            left -= minutes
            if left <= 0:
                return week
        return date.min

    def _prerequisite_since(self) -> date:
        """First day of the unbroken run up to today on which the prerequisite that held on each day was met."""
        rules = self.test.prerequisites
        passes = {code: day for code in self._named() if (day := self.judged.certificate(code).first_passed)}
        days = {*passes.values(), *(rule.since for rule in rules if rule.since)}
        days |= {rule.until + timedelta(days=1) for rule in rules if rule.until}
        since = self.today
        for day in sorted((day for day in days if day <= self.today), reverse=True):
            if not self._prerequisite_met(day, passes):
                return since
            since = day
        before = since - timedelta(days=1)
        return date.min if self._prerequisite_met(before, passes) else since

    def _named(self) -> set[str]:
        return {code for rule in self.test.prerequisites for group in rule.all_of for code in group}

    def _prerequisite_met(self, day: date, passes: Mapping[str, date]) -> bool:
        rule = self.test.prerequisite_on(day)
        return rule is None or all(
            any(passes.get(code, date.max) <= day for code in group) for group in rule.all_of
        )

    @property
    def relevant(self) -> bool:
        """Whether there is a record of the test, or work in its field and area."""
        if self.judged.record.tests_by_code.get(self.test.code):
            return True
        if not self.requirement.months:
            return False
        in_area = self.area_minutes > 0 or not self.test.areas or not self.area_needed
        return in_area and self.experience.total > 0

    @cached_property
    def state(self) -> StandingState:
        """The one state that holds; certificates decide before passes, passes before bookings, bookings before work."""
        certificate = self.certificate
        if certificate.certified and certificate.expires:
            if certificate.expires >= self.today:
                renewal = add_months(certificate.expires, -self.judged.house.renew_months)
                early = self.today < renewal or not self.renewable
                return StandingState.CERTIFIED if early else StandingState.RENEW
            return self._attempt or StandingState.LAPSED
        if self.held_until:
            if self.today <= self.held_until or self.form_sent_in_time:
                return StandingState.PAPERWORK if self.experience.met else StandingState.PASSED_WAITING
            return self._attempt or StandingState.LAPSED
        if self._attempt:
            return self._attempt
        if self.missing:
            return StandingState.BLOCKED
        return StandingState.READY if self.ready_since else StandingState.BUILDING

    @property
    def _attempt(self) -> StandingState | None:
        """The state of an attempt that is booked, or that has to wait."""
        if self.booked:
            return StandingState.BOOKED
        return StandingState.RETEST_WAIT if self.must_wait else None

    @property
    def form_sent_in_time(self) -> bool:
        """Whether the form was sent while the pass was held and after the experience was met: ASE's answer is to come."""
        sent, met = self.certificate.form_sent_on, self.experience.met_on
        return bool(sent and met and self.held_until and met <= sent <= self.held_until)

    def forecast(self, prospect: Prospect) -> Forecast | None:
        """What is missing and when it will be there; None where nobody will be at work who could make it good."""
        area_minutes = 0 if self.certificate.ever_passed else self.area_needed - self.area_minutes
        return prospect.forecast(self.test.tracks, self.requirement, area_minutes)

    def day(self, forecast: Forecast | None) -> tuple[date | None, DateMeaning | None]:
        """The date that matters in this state, and what it is."""
        certificate = self.certificate
        match self.state:
            case StandingState.CERTIFIED | StandingState.RENEW:
                return certificate.expires, DateMeaning.EXPIRES
            case StandingState.LAPSED:
                return certificate.expires or self.held_until, DateMeaning.EXPIRED
            case StandingState.PAPERWORK:
                return self.held_until, DateMeaning.HELD_UNTIL
            case StandingState.BOOKED:
                return certificate.booked_until, DateMeaning.WINDOW_ENDS
            case StandingState.RETEST_WAIT:
                return certificate.retest_from, DateMeaning.RETEST_FROM
            case StandingState.READY:
                return self.ready_since, DateMeaning.READY_SINCE
            case _:
                if forecast and forecast.likely:
                    return forecast.likely, DateMeaning.EXPECTED
                return None, None
