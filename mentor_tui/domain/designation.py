"""Titles that certificates in force give together, such as Master Automobile Technician."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.rulebook import Designation, DesignationGroup
from mentor_tui.domain.standing import Standing
from mentor_tui.domain.vocabulary import Confidence
from mentor_tui.words.phrases import code_list, listed


class GroupStanding(NamedTuple):
    """Tests of which `at_least` have to be certified.

    Attributes:
        held: Those with a certificate in force.
        lapsed: Those with a certificate that has ended.
    """

    codes: tuple[str, ...]
    at_least: int
    held: tuple[str, ...]
    lapsed: tuple[str, ...]

    @property
    def met(self) -> bool:
        """Whether enough are in force."""
        return len(self.held) >= self.at_least


class DesignationStanding(NamedTuple):
    """How far an apprentice is with one title.

    Attributes:
        lost: Whether it would be held, had no part lapsed.
        missing: What is missing or lapsed, in words; empty where the title is held.
        expires: Until when it is held, if nothing is renewed.
        relevant: Whether any part has ever been certified.
        unconfirmed: Whether ASE's own text for it has not been seen.
    """

    key: str
    title: str
    held: bool
    lost: bool
    groups: tuple[GroupStanding, ...]
    missing: str
    expires: date | None
    relevant: bool
    unconfirmed: bool

    @property
    def text(self) -> str:
        """One line: `Master Automobile Technician: A5 is missing`."""
        if self.held:
            return f"{self.title}: held until {self.expires}"
        return f"{self.title}: {'lost; ' if self.lost else ''}{self.missing}"


def designations(judged: JudgedRecord, standings: Iterable[Standing]) -> tuple[DesignationStanding, ...]:
    """Every title of the rule book, in its order.

    Source: rules `designations`.
    """
    expires = {one.code: one.expires for one in standings if one.expires}
    return tuple(_standing(rule, expires, judged.today) for rule in judged.rulebook.designations)


def _standing(rule: Designation, expires: dict[str, date], today: date) -> DesignationStanding:
    groups = tuple(_group(group, expires, today) for group in rule.groups)
    held = all(group.met for group in groups)
    return DesignationStanding(
        key=rule.key,
        title=rule.title,
        held=held,
        lost=not held and all(len(group.held) + len(group.lapsed) >= group.at_least for group in groups),
        groups=groups,
        missing="; ".join(_missing(groups, expires)),
        expires=min(_last_day(group, expires) for group in groups) if held else None,
        relevant=any(group.held or group.lapsed for group in groups),
        unconfirmed=rule.confidence is Confidence.UNCONFIRMED,
    )


def _group(group: DesignationGroup, expires: dict[str, date], today: date) -> GroupStanding:
    certified = [code for code in group.any_of if code in expires]
    return GroupStanding(
        codes=group.any_of,
        at_least=group.at_least,
        held=tuple(code for code in certified if expires[code] >= today),
        lapsed=tuple(code for code in certified if expires[code] < today),
    )


def _last_day(group: GroupStanding, expires: dict[str, date]) -> date:
    """The last day on which enough of the group are in force: the longest-lived are what counts."""
    return sorted((expires[code] for code in group.held), reverse=True)[group.at_least - 1]


def _missing(groups: tuple[GroupStanding, ...], expires: dict[str, date]) -> Iterable[str]:
    never: list[str] = []
    lapsed: list[str] = []
    for group in groups:
        if group.met:
            continue
        lapsed.extend(f"{code} lapsed on {expires[code]}" for code in group.lapsed)
        short = group.at_least - len(group.held) - len(group.lapsed)
        open_codes = [code for code in group.codes if code not in group.held and code not in group.lapsed]
        if short <= 0:
            continue
        if short == len(open_codes):
            never.append(code_list(open_codes))
        elif short == 1:
            never.append(f"one of {listed(open_codes, 'or')}")
        else:
            never.append(f"{short} of {code_list(open_codes)}")
    yield from lapsed
    if never:
        yield f"{listed(never)} missing"
