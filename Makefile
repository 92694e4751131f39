# `make demo` and `make test` do all their own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check format lint types imports bench screenshots keys lock wheel clean

demo: $(READY)
	@$(BIN)/mentor-tui --demo

test: $(READY)
	$(BIN)/pytest -n 2

check: lint types imports test

# Rebuilt when the lock file or the project's own metadata is newer than the last installation.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "mentor-tui needs Python 3.11 or later; try: make PYTHON=python3.12")'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

format: $(READY)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python -m tests.bench

screenshots: $(READY)
	$(BIN)/python screenshots/make.py

keys: $(READY)
	$(BIN)/python -c 'from mentor_tui.tui import commands; print(commands.manual(), end="")' > mentor_tui/tui/KEYS.md

# Needs uv; the file holds names, versions and hashes only.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --quiet --group dev --output-file requirements.lock pyproject.toml

wheel: $(READY)
	$(BIN)/python -m hatchling build -t wheel

clean:
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
