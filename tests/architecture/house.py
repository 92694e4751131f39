"""`python -m tests.architecture.house [FOLDER]`: the house in figures, of this tree or of another one to compare with."""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple

_PACKAGE = "mentor_tui"
_FLOORS = (
    ("errors", "resources"),
    ("domain",),
    ("words",),
    ("settings",),
    ("exchange", "store"),
    ("logbook",),
    ("cli", "tui"),
)
"""From the ground up; an import from a lower floor to a higher one goes upward."""
_SMALL, _LARGE = 60, 400
_VAGUE = frozenset({"one", "found", "held", "known", "place", "told"})
"""Names that say nothing of the field."""
_Scope = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


class Module(NamedTuple):
    """One file.

    Attributes:
        lines: How many lines it has.
        statements: Nodes of `ast.stmt`, docstrings aside.
        imports: The modules of the package that it imports, anywhere in it.
        defines: Public functions and classes at its top.
        vague: Arguments and assigned names that say nothing of the field, each use counted.
    """

    lines: int
    statements: int
    imports: frozenset[str]
    defines: frozenset[str]
    vague: int


def read_house(folder: Path) -> dict[str, Module]:
    """Every module of the package below `folder`, by its dotted name without that of the package."""
    sources = {
        ".".join(path.relative_to(folder / _PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted((folder / _PACKAGE).rglob("*.py"))
        if path != folder / _PACKAGE / "__init__.py"
    }
    return {name: _read(path.read_text(encoding="utf-8"), sources.keys()) for name, path in sources.items()}


def _read(source: str, names: AbstractSet[str]) -> Module:
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    docstrings = sum(isinstance(node, _Scope) and ast.get_docstring(node) is not None for node in nodes)
    return Module(
        lines=len(source.splitlines()),
        statements=sum(isinstance(node, ast.stmt) for node in nodes) - docstrings,
        imports=frozenset(_imports(nodes, names)),
        defines=frozenset(
            node.name
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        ),
        vague=sum(
            (isinstance(node, ast.arg) and node.arg in _VAGUE)
            or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in _VAGUE)
            for node in nodes
        ),
    )


def _imports(nodes: list[ast.AST], names: AbstractSet[str]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{_PACKAGE}."):
            module = str(node.module).removeprefix(f"{_PACKAGE}.")
            for alias in node.names:
                inner = f"{module}.{alias.name}"
                yield inner if inner in names else module


def circles(house: Mapping[str, Module]) -> list[tuple[str, ...]]:
    """The groups of modules that import each other, directly or by way of others."""
    reach: dict[str, set[str]] = {}
    for name in house:
        seen: set[str] = set()
        ahead = [name]
        while ahead:
            for other in house[ahead.pop()].imports:
                if other in house and other not in seen:
                    seen.add(other)
                    ahead.append(other)
        reach[name] = seen
    found = {
        tuple(sorted(other for other in seen if name in reach[other]))
        for name, seen in reach.items()
        if name in seen
    }
    return sorted(found)


def upward(house: Mapping[str, Module]) -> list[str]:
    """Imports from a lower floor to a higher one."""
    floor = {room: height for height, rooms in enumerate(_FLOORS) for room in rooms}
    return [
        f"{name} -> {other}"
        for name, module in house.items()
        for other in sorted(module.imports)
        if floor.get(name.partition(".")[0], len(_FLOORS)) < floor.get(other.partition(".")[0], 0)
    ]


def small_with_one_importer(house: Mapping[str, Module]) -> list[str]:
    """Modules of under 60 lines that one other module imports."""
    importers: dict[str, list[str]] = defaultdict(list)
    for name, module in house.items():
        for other in module.imports:
            importers[other].append(name)
    return [
        f"{name} ({module.lines} lines, for {importers[name][0]})"
        for name, module in house.items()
        if module.lines < _SMALL and len(importers[name]) == 1
    ]


def homonyms(house: Mapping[str, Module]) -> list[str]:
    """Public names that are defined at the top of more than one module."""
    where: dict[str, list[str]] = defaultdict(list)
    for name, module in house.items():
        for defined in module.defines:
            where[defined].append(name)
    return [f"{name} in {', '.join(modules)}" for name, modules in sorted(where.items()) if len(modules) > 1]


def main() -> None:
    """Print the figures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2]
    house = read_house(folder)
    rooms: dict[str, list[Module]] = defaultdict(list)
    for name, module in house.items():
        rooms[name.partition(".")[0] if "." in name else "(top)"].append(module)
    for room, modules in sorted(rooms.items()):
        print(_figures(room, modules))
    print(_figures("together", list(house.values())))
    lists = {
        "circles": [" <-> ".join(circle) for circle in circles(house)],
        "upward arrows": upward(house),
        "small, with one importer": small_with_one_importer(house),
        "over 400 lines": [
            f"{name} ({module.lines})" for name, module in house.items() if module.lines > _LARGE
        ],
        "homonyms": homonyms(house),
    }
    for title, entries in lists.items():
        print(f"{title}: {len(entries)}")
        for entry in entries:
            print(f"  {entry}")
    print(f"names that say nothing of the field: {sum(module.vague for module in house.values())}")


def _figures(room: str, modules: list[Module]) -> str:
    lines, statements = sum(module.lines for module in modules), sum(module.statements for module in modules)
    return f"{room:<10} {len(modules):4} modules {lines:7,} lines {statements:7,} statements"


if __name__ == "__main__":
    main()
