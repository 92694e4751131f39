"""`placement`: the shops where an apprentice works."""

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from mentor_tui.cli.arguments import add_command, add_group, day, exact_day
from mentor_tui.cli.opening import keep, opened
from mentor_tui.errors import MentorError

if TYPE_CHECKING:
    from mentor_tui.cli.arguments import Commands, Parser
    from mentor_tui.domain.apprentice import Apprentice, Placement
    from mentor_tui.domain.rulebook import Rulebook
    from mentor_tui.domain.workplace import ShopType
    from mentor_tui.logbook.session import Session


def register(commands: "Commands") -> None:
    """Add the commands."""
    group = add_group(commands, "placement", "add, change or void a placement")
    add = add_command(group, "add", _add, "add a placement")
    add.add_argument("name", metavar="NAME", help="the apprentice: a key, a name or a part of one")
    add_place_arguments(add, needed=True)
    add.add_argument("--starts", type=day, required=True, metavar="DATE", help="first day there")
    add.add_argument("--ends", type=exact_day, metavar="DATE", help="last day there")
    edit = add_command(group, "edit", _edit, "change a placement")
    _add_which(edit)
    add_place_arguments(edit, needed=False)
    edit.add_argument("--starts", type=exact_day, metavar="DATE", help="first day there")
    ends = edit.add_mutually_exclusive_group()
    ends.add_argument("--ends", type=exact_day, metavar="DATE", help="last day there")
    ends.add_argument("--goes-on", action="store_true", help="take the last day away")
    void = add_command(group, "void", _void, "take a placement out; its sheets stay, and are not counted")
    _add_which(void)
    void.add_argument("--reason", required=True, help="why; it stands in the history")
    for parser in (add, edit):
        parser.add_argument("--yes", action="store_true", help="keep it in spite of a warning")


def _add_which(parser: "Parser") -> None:
    parser.add_argument("name", metavar="NAME", help="the apprentice: a key, a name or a part of one")
    parser.add_argument(
        "placement", metavar="KEY", help="the placement, such as p1; `standing NAME` shows them"
    )


def add_place_arguments(parser: "Parser", *, needed: bool) -> None:
    """What describes a shop."""
    parser.add_argument("--shop", required=needed, help="name of the shop")
    parser.add_argument(
        "--shop-type", required=needed, metavar="TYPE", help="such as diesel-shop, dealership, body-shop"
    )
    parser.add_argument(
        "--kind", help="kind of vehicle proposed for work there; the shop type's where it is left out"
    )
    parser.add_argument("--address", help="address of the shop")
    parser.add_argument("--supervisor", help="who supervises the work there")


def place_fields(args: Namespace, session: "Session") -> dict[str, Any]:
    """What was given about a shop, as fields of a placement.

    Raises:
        MentorError: there is no such shop type or kind of vehicle.
    """
    from mentor_tui.cli.work import kind_called

    fields = {
        name: getattr(args, name)
        for name in ("shop", "address", "supervisor")
        if getattr(args, name) is not None
    }
    if args.shop_type is not None:
        found = shop_type_called(session.rulebook, args.shop_type)
        fields |= {"shop_type": found.key, "kind": found.kind}
    if args.kind is not None:
        fields["kind"] = kind_called(args.kind)
    return fields


def _add(args: Namespace) -> int:
    from mentor_tui.domain.apprentice import Placement
    from mentor_tui.logbook.changes import build
    from mentor_tui.logbook.people import next_key

    with opened(args, writing=True) as session:
        apprentice = session.logbook.find(args.name)
        place = build(
            Placement,
            key=next_key("p", (one.key for one in apprentice.placements)),
            starts=args.starts or session.today,
            ends=args.ends,
            **place_fields(args, session),
        )
        return _keep(args, session, apprentice, place)


def _edit(args: Namespace) -> int:
    from mentor_tui.domain.apprentice import Placement
    from mentor_tui.logbook.changes import build

    with opened(args, writing=True) as session:
        apprentice = session.logbook.find(args.name)
        held = apprentice.placement(args.placement)
        if held is None:
            known = ", ".join(f"{one.key} ({one.shop})" for one in apprentice.placements) or "none"
            raise MentorError(
                f"{apprentice.name} has no placement {args.placement}.", hint=f"There is {known}."
            )
        fields = place_fields(args, session)
        if args.starts:
            fields["starts"] = args.starts
        if args.ends or args.goes_on:
            fields["ends"] = args.ends
        return _keep(args, session, apprentice, build(Placement, **{**held.model_dump(), **fields}))


def _keep(args: Namespace, session: "Session", apprentice: "Apprentice", place: "Placement") -> int:
    from mentor_tui.logbook.people import put_placement

    change = put_placement(apprentice, place, session.rulebook)
    shape = place.model_dump(mode="json")
    return keep(args, session, "placement", change, apprentice=apprentice, placement=shape)


def _void(args: Namespace) -> int:
    from mentor_tui.logbook.people import void_placement

    with opened(args, writing=True) as session:
        apprentice = session.logbook.find(args.name)
        change = void_placement(apprentice, args.placement, args.reason)
        return keep(args, session, "placement", change, apprentice=apprentice)


def shop_type_called(rulebook: "Rulebook", word: str) -> "ShopType":
    """The shop type of that key, title or other name.

    Raises:
        MentorError: there is none.
    """
    from mentor_tui.domain.rulebook_names import nearest

    found = rulebook.find_shop_type(word)
    if found is None:
        known = [shop_type.key for shop_type in rulebook.shop_types]
        raise MentorError(
            f"there is no shop type {word!r}{nearest(word, known)}", hint=f"There are {', '.join(known)}."
        )
    return found
