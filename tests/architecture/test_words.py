"""The core returns facts: what is said about them is said in `words`."""

import ast
from pathlib import Path

import pytest

_DOMAIN = Path(__file__).parents[2] / "mentor_tui" / "domain"


def _sentences(source: str) -> list[str]:
    """Literals with a space beside letters, docstrings aside."""
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
        and node.value.strip()
        and id(node) not in docstrings
    ]


@pytest.mark.parametrize("module", sorted(file.stem for file in _DOMAIN.glob("*.py")))
def test_the_core_makes_no_sentence(module: str) -> None:
    sentences = _sentences((_DOMAIN / f"{module}.py").read_text())
    assert sentences == []
