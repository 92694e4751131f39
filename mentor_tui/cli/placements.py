"""`placement`: the shops where an apprentice works."""

from argparse import Namespace
from typing import Any

from mentor_tui.cli.called import kind_called, shop_type_called
from mentor_tui.cli.opening import keep, opened
from mentor_tui.domain.apprentice import Apprentice, Placement
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import build
from mentor_tui.logbook.people import next_key, put_placement, void_placement
from mentor_tui.logbook.session import Session


def place_fields(args: Namespace, session: Session) -> dict[str, Any]:
    """What was given about a shop, as fields of a placement.

    Raises:
        MentorError: there is no such shop type or kind of vehicle.
    """
    fields = {
        name: getattr(args, name)
        for name in ("shop", "address", "supervisor")
        if getattr(args, name) is not None
    }
    if args.shop_type is not None:
        shop_type = shop_type_called(session.rulebook, args.shop_type)
        fields |= {"shop_type": shop_type.key, "kind": shop_type.kind}
    if args.kind is not None:
        fields["kind"] = kind_called(args.kind)
    return fields


def run_add(args: Namespace) -> int:
    with opened(args, writing=True) as session:
        apprentice = session.logbook.find(args.name)
        placement = build(
            Placement,
            key=next_key("p", (placement.key for placement in apprentice.placements)),
            starts=args.starts or session.today,
            ends=args.ends,
            **place_fields(args, session),
        )
        return _keep(args, session, apprentice, placement)


def run_edit(args: Namespace) -> int:
    with opened(args, writing=True) as session:
        apprentice = session.logbook.find(args.name)
        placement = apprentice.placement(args.placement)
        if placement is None:
            placements = (
                ", ".join(f"{placement.key} ({placement.shop})" for placement in apprentice.placements)
                or "none"
            )
            raise MentorError(
                f"{apprentice.name} has no placement {args.placement}.", hint=f"There is {placements}."
            )
        fields = place_fields(args, session)
        if args.starts:
            fields["starts"] = args.starts
        if args.ends or args.goes_on:
            fields["ends"] = args.ends
        return _keep(args, session, apprentice, build(Placement, **{**placement.model_dump(), **fields}))


def _keep(args: Namespace, session: Session, apprentice: Apprentice, placement: Placement) -> int:
    change = put_placement(apprentice, placement, session.frame)
    shape = placement.model_dump(mode="json")
    return keep(args, session, "placement", change, apprentice=apprentice, placement=shape)


def run_void(args: Namespace) -> int:
    with opened(args, writing=True) as session:
        apprentice = session.logbook.find(args.name)
        change = void_placement(apprentice, args.placement, args.reason)
        return keep(args, session, "placement", change, apprentice=apprentice)
