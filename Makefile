# make run · make test · make doccano · make lint
PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: install run test test-fast test-trf lint format lock doccano doccano-down package benchmark clean

install: $(VENV)/.installed

$(VENV)/.installed: requirements/dev.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "make: $(PYTHON) not found; install Python 3.11 or run 'make PYTHON=python3.12 …'"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

run: install
	$(BIN)/python -m weasel run all
	@echo
	@echo "evaluation report: evaluation/report.html"
	@echo "table of facts:    output/facts.xlsx (also .csv), pages with the highlighted text: output/pages/"

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test: lint
	$(BIN)/pytest

test-fast: install
	$(BIN)/pytest -m "not slow and not doccano and not browser"

test-trf: requirements/trf.lock
	$(PYTHON) -m venv .venv-trf
	.venv-trf/bin/python -m pip install --quiet --disable-pip-version-check -r requirements/trf.lock
	.venv-trf/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	.venv-trf/bin/python -m pytest tests/training/test_trf.py

doccano: install
	$(BIN)/govreport doccano up

doccano-down: install
	$(BIN)/govreport doccano down

package: install
	$(BIN)/python -m weasel run package

lock: install
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --python-version 3.11 --extra dev --no-emit-index-url --no-emit-find-links --no-header \
		--output-file requirements/dev.lock pyproject.toml

clean:
	rm -rf $(VENV) training/corpus training/models training/folds training/packages output .mypy_cache .pytest_cache .ruff_cache
