"""One command: what it is called, what it does, its keys, and where it applies."""

from dataclasses import dataclass
from enum import Flag, StrEnum, auto

from textual.binding import Binding

STAYS = 85
"""From this place in the footer on a key stays there, however narrow the screen."""


class Group(StrEnum):
    """Under which heading the help lists a command."""

    VIEWS = "Views"
    APPRENTICE = "This apprentice"
    VIEW = "This view"
    LIST = "In a list"
    FORM = "In a form"
    BOOK = "Logbook"
    PROGRAM = "Program"


class Needs(Flag):
    """What must be there for a command to apply; it is greyed out where it is not."""

    NOTHING = 0
    APPRENTICE = auto()
    BOOK = auto()
    WRITING = auto()
    OWN_BOOK = auto()


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a key, the palette or a click can do.

    Attributes:
        id: Stable name: `place.verb`. The settings give other keys under it.
        title: One or two words for the footer and the palette.
        help: What it does, as a sentence.
        keys: Default keys, with commas between; empty for the palette alone.
        group: Heading in the help.
        where: Places it belongs to; `app` is everywhere.
        action: The Textual action that does it. Empty where `opens` does.
        opens: `module:name` below `mentor_tui.tui`, imported when it is used: a function that takes the app, or for a view
            its screen.
        footer: Place in the footer, the lowest first; 0 for none.
        needs: What must be there.
        priority: Holds even while a field is typed into.
    """

    id: str
    title: str
    help: str
    keys: str
    group: Group
    where: tuple[str, ...] = ("app",)
    action: str = ""
    opens: str = ""
    footer: int = 0
    needs: Needs = Needs.NOTHING
    priority: bool = False

    @property
    def view(self) -> str:
        """The name of the view it switches to; empty where it does something else."""
        return self.id.removeprefix("view.") if self.group is Group.VIEWS else ""

    @property
    def does(self) -> str:
        """The Textual action."""
        if self.view:
            return f"app.view('{self.view}')"
        return self.action or f"app.command('{self.id}')"

    @property
    def binding(self) -> Binding:
        """As Textual binds it."""
        return Binding(
            self.keys,
            self.does,
            self.title,
            show=self.footer > 0,
            priority=self.priority,
            tooltip=self.help,
            id=self.id,
        )
