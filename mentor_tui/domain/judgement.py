"""The rules applied to one test: the facts, and the state that follows from them."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property

from mentor_tui.domain.apprentice import Status
from mentor_tui.domain.certificate import Certificate
from mentor_tui.domain.experience import Experience, History
from mentor_tui.domain.projection import Projection, later, project
from mentor_tui.domain.rulebook import Requirement, Test
from mentor_tui.domain.standing import DateMeaning, StandingState
from mentor_tui.domain.weeks import add_months


class Judgement:
    """One test of one history: every fact that a state, a date or a reason is made of.

    Attributes:
        missing: Groups of which one test each has yet to be passed.
        area_minutes: Work in the test's own area that counts, be it over the cap of a week.
        area_needed: What the shop asks for there.
    """

    def __init__(self, history: History, test: Test) -> None:
        self.history = history
        self.test = test
        self.today = history.today
        self.requirement: Requirement = history.rulebook.requirement[test.requirement]
        self.certificate = self.certificate_of(test.code)
        self.prerequisite = test.prerequisite_on(self.today)
        self.missing = self._missing_groups()
        self.area_minutes = sum(
            history.logged_by_area.get((kind, area), 0) for kind in test.kinds for area in test.areas
        )
        wants_area = self.requirement.months and test.areas
        self.area_needed = history.house.area_hours * 60 if wants_area else 0

    def certificate_of(self, code: str) -> Certificate:
        """What happened with any test of the same apprentice."""
        return self.history.certificate(code)

    @property
    def asks_prerequisite(self) -> bool:
        """Whether other tests have to be passed first; for recertification as the rule book says."""
        again = self.certificate.certified and not self.history.rulebook.recertification.asks_prerequisites
        return self.prerequisite is not None and not again

    @property
    def renewable(self) -> bool:
        """Whether anything renews a certificate of the test."""
        return bool(self.history.rulebook.renewed_by(self.test.code))

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
            if not any(self.certificate_of(code).ever_passed for code in group)
        )

    @cached_property
    def experience(self) -> Experience:
        """What there is on the test's tracks."""
        return self.history.experience(self.test.tracks, self.requirement)

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
        return self.certificate.held_until(self.history.house.hold_years)

    @property
    def area_met(self) -> bool:
        """Whether there is as much work in the test's own area as the shop asks for."""
        return self.area_minutes >= self.area_needed

    @cached_property
    def ready_since(self) -> date | None:
        """First day of the present unbroken run of experience, own-area hours and prerequisites in force.

        Waits and bookings do not break the run, and it does not begin before the programme. None where today is not in it.
        """
        if self.missing or not self.area_met or self.experience.met_on is None:
            return None
        return max(
            self.history.record.apprentice.start,
            self.experience.met_on,
            self._area_met_on(),
            self._prerequisite_since(),
        )

    def _area_met_on(self) -> date:
        """The week end on which the hours of the own area were reached."""
        left = self.area_needed
        for week, minutes in sorted(self.history.logged_in_areas(self.test.kinds, self.test.areas).items()):
            if left <= 0:
                break
            left -= minutes
            if left <= 0:
                return week
        return date.min

    def _prerequisite_since(self) -> date:
        """First day of the unbroken run up to today on which the prerequisite that held on each day was met."""
        rules = self.test.prerequisites
        passes = {code: day for code in self._named() if (day := self.history.first_passed(code))}
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
        if self.history.record.tests_by_code.get(self.test.code):
            return True
        if not self.requirement.months:
            return False
        in_area = self.area_minutes > 0 or not self.test.areas or not self.area_needed
        return in_area and self.experience.total > 0

    @cached_property
    def state(self) -> StandingState:
        """The one state that holds; certificates decide before passes, passes before bookings, bookings before work."""
        held = self.certificate
        if held.certified and held.expires:
            if held.expires >= self.today:
                renewal = add_months(held.expires, -self.history.house.renew_months)
                early = self.today < renewal or not self.renewable
                return StandingState.CERTIFIED if early else StandingState.RENEW
            return StandingState.BOOKED if self.booked else StandingState.LAPSED
        if self.held_until:
            if self.today > self.held_until:
                return StandingState.BOOKED if self.booked else StandingState.LAPSED
            return StandingState.PAPERWORK if self.experience.met else StandingState.PASSED_WAITING
        if self.booked:
            return StandingState.BOOKED
        if self.must_wait:
            return StandingState.RETEST_WAIT
        if self.missing:
            return StandingState.BLOCKED
        return StandingState.READY if self.experience.met and self.area_met else StandingState.BUILDING

    def projection(self) -> Projection | None:
        """When what is missing will be there; None where nobody is at work who could make it good."""
        apprentice = self.history.record.apprentice
        place = apprentice.placement_on(self.today)
        if apprentice.status_on(self.today) is not Status.ACTIVE or place is None:
            return None
        year, per_year = self.history.house.year_minutes, self.history.rulebook.clock.calendar_days_per_year
        found = self.experience
        whole: Projection | None = None
        area: Projection | None = None
        days = self.history.employment(self.test.tracks).periods
        since = date.fromordinal(days[0][0]) if days else place.starts
        if not found.met:
            wanted = found.needed - found.earlier - found.training
            whole = project(
                self.history.weekly(self.test.tracks),
                since,
                self.today,
                minutes_missing=wanted - found.hours_clock,
                days_missing=-(-(wanted - found.calendar_clock) * per_year // year),
            )
        if not self.area_met and not self.certificate.ever_passed:
            weekly = self.history.logged_in_areas(self.test.kinds, self.test.areas)
            area = project(weekly, since, self.today, self.area_needed - self.area_minutes, 0)
        return later(whole, area)

    def day(self, projection: Projection | None) -> tuple[date | None, DateMeaning | None]:
        """The date that matters in this state, and what it is."""
        held = self.certificate
        match self.state:
            case StandingState.CERTIFIED | StandingState.RENEW:
                return held.expires, DateMeaning.EXPIRES
            case StandingState.LAPSED:
                return held.expires or self.held_until, DateMeaning.EXPIRED
            case StandingState.PAPERWORK:
                return self.held_until, DateMeaning.HELD_UNTIL
            case StandingState.BOOKED:
                return held.booked_until, DateMeaning.WINDOW_ENDS
            case StandingState.RETEST_WAIT:
                return held.retest_from, DateMeaning.RETEST_FROM
            case StandingState.READY:
                return self.ready_since, DateMeaning.READY_SINCE
            case _:
                if projection and projection.earliest:
                    return projection.earliest, DateMeaning.EXPECTED
                return None, None
