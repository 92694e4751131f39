"""Log a week: hours line by line, what was understood beside them, absence, note, approval."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from mentor_tui.domain.problem import Problem
from mentor_tui.domain.vocabulary import Absence, SignOffState
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import Change
from mentor_tui.logbook.differences import ChangedMeanwhileError
from mentor_tui.logbook.typed import keep_typed
from mentor_tui.logbook.typedweek import full_time_week
from mentor_tui.tui import commands
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.entry import Conflict, Entry
from mentor_tui.tui.dialogs.form import Field, Form
from mentor_tui.tui.dialogs.questions import Ask
from mentor_tui.tui.week_entry import WeekEntry
from mentor_tui.tui.widgets.week_look import state_line, total_line, week_line
from mentor_tui.tui.widgets.work_lines import WorkLines
from mentor_tui.words.hours import format_hours
from mentor_tui.words.problems import problem_text

_STRIP = 16
_ABSENCES = (("", "none"), *((one.value, one.value) for one in Absence))


class _Sheet(VerticalScroll, inherit_bindings=False):
    """Scrolls with the cursor; its own keys would hide those that go to other weeks."""


class LogWeek(Entry):
    """The week sheet of one apprentice, one week, one placement."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("form_dialog", "log_week")
    HELP = """
Hours in grey are those of the last sheet: ctrl+y takes all of them, = those of one line; they are not kept before. Type
hours as 7.5, 7:30, 7h30 or 4+3.5; beside them stands what will be kept. On the last line type the name of another area.

PgUp and PgDn go to other weeks, ctrl+n to the next one without a sheet. ctrl+s keeps the sheet as a draft, ctrl+o keeps
and approves it. What is typed in several weeks stays typed until each is kept.
"""

    head = getters.query_one("#head", Static)
    state = getters.query_one("#state", Static)
    total = getters.query_one("#total", Static)
    lines = getters.query_one(WorkLines)

    def __init__(self, app: MentorApp, key: str, *, week: str = "", placement: str = "") -> None:
        self._entry = WeekEntry(app.session, key, app.week_chosen)
        super().__init__(app, f"Log a week: {self._entry.record.apprentice.name}", f"week-{key}")
        if self.before:
            self._entry.restore(self.before)
        if week:
            self._entry.go(date.fromisoformat(week), placement)
        self._being_kept: tuple[date, str] | None = None

    def body(self) -> ComposeResult:
        """The week, its lines, and what else belongs to the sheet."""
        placements = self._entry.record.apprentice.placements
        shops = tuple((placement.key, placement.shop) for placement in placements if not placement.voided)
        yield Static(id="head")
        yield Static(id="state")
        yield Static(id="notice")
        with _Sheet(can_focus=False):
            yield WorkLines(self._entry, self.session.rulebook)
            yield Static(id="total")
            yield Form(
                (
                    Field("placement", "Placement", "Two placements fall into this week.", shops),
                    Field("absence", "Absence", "Why no work, or less, was done.", _ABSENCES),
                    Field("note", "Note", "What there is to say about the week."),
                ),
                {},
            )

    def on_mount(self) -> None:
        """Show this week, or the one that was typed last."""
        self._show()
        self.lines.focus()

    # What is shown

    def _show(self) -> None:
        entry = self._entry
        self.warned = ()
        self.head.update(week_line(entry.week, entry.strip(_STRIP)), layout=False)
        shop = entry.placement.shop if entry.placement else ""
        self.state.update(state_line(entry.sheet, shop), layout=False)
        self.lines.show()
        self.form.set_shown("placement", shown=len(entry.placements) > 1)
        self.form.fill(
            {
                "placement": entry.typed.placement,
                "absence": entry.typed.absence or "",
                "note": entry.typed.note,
            }
        )
        self.form.disabled = entry.locked
        self._sum()

    def _sum(self) -> None:
        cap = full_time_week(self.session.settings.house, self.session.rulebook)
        self.total.update(total_line(self._entry.typed, cap), layout=False)
        self.total.display = self._entry.placement is not None
        self.refresh_bindings()

    @on(WorkLines.Edited)
    def _hours(self) -> None:
        self.warned = ()
        self._take()
        self._sum()

    @on(Form.Changed)
    def _rest(self) -> None:
        entry, placement = self._entry, self.form.values["placement"]
        if entry.placement is not None and placement not in {"", entry.placement.key}:
            entry.go(entry.week, placement)
            self._show()
        else:
            self._take()
            self.lines.put()
            self._sum()

    def _take(self) -> None:
        """Take up what stands in the form; its messages may still be on the way."""
        values = self.form.values
        absence = Absence(values["absence"]) if values["absence"] else None
        self._entry.typed = self._entry.typed.changed(absence=absence, note=values["note"])

    @on(WorkLines.NoteWanted)
    def _ask_note(self, message: WorkLines.NoteWanted) -> None:
        line = self._entry.typed.lines[message.position]

        def take(note: str) -> None:
            self._take()
            self._entry.typed = self._entry.typed.with_line(message.position, line.changed(note=note))
            self.lines.put()

        text = "What was done, in the words of the shop."
        Ask("Note on this line", text, line.note, what="").ask(self.app, take)

    @on(Form.Finished)
    def _round(self) -> None:
        self.lines.focus()

    # Other weeks

    def action_step(self, weeks: int) -> None:
        """So many weeks on."""
        self._take()
        if self._entry.step(weeks):
            self._turned()
        else:
            self.say("This is the week of today." if weeks > 0 else "The programme starts in this week.")

    def action_missing(self) -> None:
        """To the next older week without a sheet."""
        self._take()
        week = self._entry.next_missing()
        if week is None:
            self.say("Every week has a sheet.")
            return
        self._entry.go(week)
        self._turned()

    def _turned(self) -> None:
        """Show another week; the next dialog begins there too."""
        self.app.week_chosen = self._entry.week
        self._show()
        self.say("")

    # What is kept

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the sheet can have done to it."""
        if not hasattr(self, "_entry"):
            return True
        entry, sheet = self._entry, self._entry.sheet
        if action in {"keep", "approve", "accept", "drop"}:
            return not entry.locked and (action != "accept" or bool(entry.typed.proposed))
        if action == "send_back":
            return sheet is not None and sheet.sign_off.state is SignOffState.DRAFT
        if action == "reopen":
            return sheet is not None and sheet.sign_off.state is not SignOffState.DRAFT
        return super().check_action(action, parameters)

    def unkept(self) -> dict[str, Any] | None:
        """Every week that is typed and not kept."""
        if self.is_mounted:
            self._take()
        return self._entry.unkept()

    def drop(self) -> None:
        """Show what is written down for this week."""
        self._entry.drop()
        self._show()

    def action_accept(self) -> None:
        """Take all hours in grey."""
        self._take()
        self._entry.typed = self._entry.typed.accepted()
        self.lines.put()
        self._sum()

    def action_keep(self) -> None:
        """Keep the sheet as a draft."""
        self._take()
        if self._entry.sheet is not None and not self._entry.touched:
            self._go_on()
        else:
            self._keep(approve=False)

    def action_approve(self) -> None:
        """Keep the sheet and approve it."""
        self._take()
        self._keep(approve=True)

    def action_send_back(self) -> None:
        """Return the sheet with a reason."""
        self._take()
        if self._entry.touched:
            self.say("Keep or drop what is typed here first.")
            return
        text = "It does not count until it is approved. What is to be corrected?"
        self._sign("Return the sheet", text, "Returned", self._entry.returned)

    def action_reopen(self) -> None:
        """Make the sheet a draft again, with a reason."""
        text = "It can be changed again, and counts once it is approved. Why?"
        self._sign("Reopen the sheet", text, "Reopened", self._entry.reopened)

    def durable(self) -> None:
        """The week that was kept is no draft any more; others that are typed still are."""
        super().durable()
        if self._being_kept is not None:
            self._entry.forget(*self._being_kept)
        if self not in self.app.screen_stack and (rest := self._entry.unkept()):
            keep_typed(self.folder, self.file, rest)

    def written(self) -> None:
        """On to the next week that is not kept yet, or out; a sheet that was reopened is shown."""
        self._entry.reload()
        if self._being_kept is not None:
            self._go_on()
        else:
            self._show()
            self.say("")

    def refused(self, error: MentorError) -> bool:
        """Say why; where somebody else changed the sheet, ask which version is to be kept."""
        super().refused(error)
        if not isinstance(error, ChangedMeanwhileError):
            self.say(str(error))
            return True
        self._entry.reload()
        self._show()

        def decide(mine: bool) -> None:  # noqa: FBT001 - the dialog's answer
            if mine:
                self._keep(approve=False)
            else:
                self.action_drop()

        rows = [(change.field, change.after, change.before) for change in error.differences]
        Conflict(error, rows).ask(self.app, decide)
        return True

    def _sign(self, title: str, text: str, label: str, signed: Callable[[str], Change]) -> None:
        def sign(reason: str) -> None:
            try:
                self._apply(label, signed(reason))
            except MentorError as error:
                self.say(str(error))

        Ask(title, text).ask(self.app, sign)

    def _keep(self, *, approve: bool) -> None:
        change = self.checked(lambda: self._entry.change(approve=approve))
        if change is not None:
            self._apply("Kept", change, self._entry.here)

    def say_again(self) -> None:
        """Say that what was warned of can be kept all the same, below what it is."""
        self.say(f"{self.notice.content}\nKeep once more if it is right.".strip())

    def _apply(self, label: str, change: Change, typed: tuple[date, str] | None = None) -> None:
        if not self.busy:
            self._being_kept = typed
            self.keep(label, lambda: self.session.logbook.apply(change))

    def mark(self, problems: tuple[Problem, ...]) -> None:
        """Say under the lines and fields what is wrong with them, and above them the rest."""
        of_lines = [problem for problem in problems if problem.field.startswith("lines.")]
        self.lines.mark({int(problem.field.split(".")[1]): problem_text(problem) for problem in of_lines})
        rest = self.form.mark(problem for problem in problems if problem not in of_lines)
        said = [text[0].upper() + text[1:] for text in map(problem_text, rest)]
        if any(problem.field == "lines" for problem in rest) and self._entry.typed.proposed:
            said.append(f"ctrl+y takes the {format_hours(self._entry.typed.proposed)} h in grey.")
        self.say("\n".join(said))

    def _go_on(self) -> None:
        if self._entry.go_to_unkept():
            self._show()
            self.say("This week is typed too, and not kept yet.")
        else:
            self.dismiss(None)


def open_log(app: MentorApp) -> None:
    """Log a week of the selected apprentice."""
    app.push_screen(LogWeek(app, app.selected or ""))
