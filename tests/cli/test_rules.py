"""`rules`: a test as it was on a day, and a rule book of one's own against its examples."""

from pathlib import Path

from mentor_tui.resources import rulebook_file
from tests.cli.outcome import Run

EXAMPLE = """
[[examples]]
key = "{key}"
title = "Two years"
rule = "requirement/two-years"
test = "A5"
as_of = 2023-12-29
work = [{{ first = 2022-01-07, weeks = 104, hours = 40, kind = "car", area = "brakes" }}]
expect = {{ state = "{state}" }}
"""


def own_book(folder: Path, *examples: tuple[str, str]) -> Path:
    path = folder / "own.toml"
    path.write_bytes(rulebook_file().read_bytes())
    for number, (key, state) in enumerate(examples):
        name = f"own-examples{f'-{number}' if number else ''}.toml"
        (folder / name).write_text(EXAMPLE.format(key=key, state=state), encoding="utf-8")
    return path


def test_a_test_is_shown_as_it_was(shop: Run) -> None:
    now = shop("rules", "A1", "--as-of", "2026-01-01").out
    assert "Questions: 45 scored, 50 until 2025-12-31\n" in now
    assert "Price: $62, and $34 once an order; recertification tests of one order cost $186\n" in now
    assert "Next attempt: 30 full days after a test, then it can be booked again (official)\n" in now
    assert "To be sat: within 90 days of the purchase (official)\n" in now
    then = shop("rules", "A1", "--as-of", "2025-12-31").out
    assert "Questions: 50 scored\n" in then
    assert "Price:" not in then
    (before,) = shop("rules", "A1", "--as-of", "2024-06-01", "--json").json["tests"]
    assert (before["questions"], before["fee_cents"]) == (50, None)
    (test,) = shop("rules", "L1", "--as-of", "2026-06-01", "--json").json["tests"]
    assert (test["questions"], test["fee_cents"], test["certificate_years"]) == (50, 12400, 5)
    assert (test["renewed_by"], test["retest_days"], test["booking_days"]) == (["test"], 30, 90)


def test_what_renews_a_certificate_is_said(shop: Run) -> None:
    assert "by the recertification test or the renewal app" in " ".join(shop("rules", "A5").out.split())
    assert "Certificate: 5 years; renewed by the recertification test (secondary)" in shop("rules", "T4").out
    entry_level = shop("rules", "ELA5").out
    assert "Certificate: 2 years; never renewed (secondary)" in entry_level
    assert "Price:" not in entry_level


def test_a_prerequisite_of_the_day_is_listed(shop: Run) -> None:
    def line(day: str) -> str:
        lines = shop("rules", "--as-of", day).out.splitlines()
        return next(line for line in lines if line.startswith("L4 "))

    assert "A6 or B5" in line("2024-12-31")
    assert "A6" not in line("2025-01-01")


def test_a_rule_book_is_checked_against_its_examples(run: Run, tmp_path: Path) -> None:
    path = own_book(tmp_path, ("one", "ready"), ("two", "ready"))
    right = run("rules", "check", str(path))
    assert (right.code, right.out) == (0, "2 of 2 examples come out as expected\n")
    path = own_book(tmp_path, ("one", "ready"), ("two", "building"))
    wrong = run("rules", "check", str(path))
    assert (wrong.code, wrong.out) == (
        1,
        'two: Two years\n  state: "building" expected, "ready" found\n1 of 2 examples come out as expected\n',
    )
    told = run("rules", "check", str(path), "--json").json
    assert (told["format"], told["file"], told["examples"]) == ("mentor-tui/rules-check", str(path), 2)
    assert told["differing"] == [
        {
            "key": "two",
            "title": "Two years",
            "rule": "requirement/two-years",
            "differences": ['state: "building" expected, "ready" found'],
        }
    ]


def test_a_rule_book_without_examples_or_with_a_fault_is_told(run: Run, tmp_path: Path) -> None:
    alone = run("rules", "check", str(own_book(tmp_path)))
    assert (alone.code, alone.out) == (
        0,
        "The rule book can be read. It has no examples; they would be in own-examples.toml beside it.\n",
    )
    missing = run("rules", "check", str(tmp_path / "none.toml"))
    assert (missing.code, "none.toml: cannot be read" in missing.err) == (2, True)
    (tmp_path / "own-examples.toml").write_text("examples = 1", encoding="utf-8")
    broken = run("rules", "check", str(tmp_path / "own.toml"))
    assert (broken.code, "own-examples.toml: examples: should be a valid tuple" in broken.err) == (2, True)
    astray = run("rules", "A5", str(tmp_path / "own.toml"))
    assert (astray.code, "a file goes with check" in astray.err) == (2, True)
