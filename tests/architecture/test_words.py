"""The core returns facts: what is said about them is said in `words`."""

import ast
from pathlib import Path

import pytest

_DOMAIN = Path(__file__).parents[2] / "mentor_tui" / "domain"
_TO_DO = frozenset(
    {
        "house",
        "workplace",
    }
)
"""Modules of the core whose sentences are still on their way to `words`."""


def _sentences(source: str) -> list[str]:
    """Literals with a space in them, docstrings aside."""
    tree = ast.parse(source)
    docstrings = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and " " in node.value
        and id(node) not in docstrings
    ]


@pytest.mark.parametrize("module", sorted(file.stem for file in _DOMAIN.glob("*.py")))
def test_the_core_makes_no_sentence(module: str) -> None:
    sentences = _sentences((_DOMAIN / f"{module}.py").read_text())
    assert bool(sentences) is (module in _TO_DO), sentences
