"""The core returns facts: what is said about them is said in `words`."""

import ast
from pathlib import Path

import pytest

_DOMAIN = Path(__file__).parents[2] / "mentor_tui" / "domain"


def _sentences(source: str) -> list[str]:
    """Literals with a space beside letters, docstrings and annotations in quotes aside."""
    tree = ast.parse(source)
    docstrings = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    annotations = {
        id(node.annotation)
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation is not None
    }
    annotations |= {id(node.returns) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and " " in node.value
        and node.value.strip()
        and id(node) not in docstrings | annotations
    ]


@pytest.mark.parametrize("module", sorted(file.stem for file in _DOMAIN.glob("*.py")))
def test_the_core_makes_no_sentence(module: str) -> None:
    sentences = _sentences((_DOMAIN / f"{module}.py").read_text())
    assert sentences == []
