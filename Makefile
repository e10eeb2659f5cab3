# The portal's commands. `make run` and `make test` need nothing but python3 (3.11 or newer) and make.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
TEST_WORKERS ?= 2

.PHONY: run test test-postgres test-browser bench pictures prove check lock setup setup-dev python

python:
	@command -v $(PYTHON) >/dev/null || { echo "✗ Máy chưa có $(PYTHON). Cài bằng: sudo apt-get install python3 python3-venv"; exit 1; }

setup: python
	@$(PYTHON) tools/setup.py $(VENV) requirements/runtime.txt

setup-dev: python
	@$(PYTHON) tools/setup.py $(VENV) requirements/dev.txt

run: setup
	@$(BIN)/python tools/run.py

test: setup-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/lint-imports --no-cache
	@KHOI_DEBUG=1 $(BIN)/mypy
	@$(BIN)/python -m pytest -q -n $(TEST_WORKERS) -m "not browser and not served and not long"

test-postgres: setup-dev
	@$(BIN)/python tools/with_postgres.py $(BIN)/python -m pytest -q -n $(TEST_WORKERS) -m "not browser and not served and not long"

test-browser: setup-dev
	@$(BIN)/python -m pytest -q -m browser tests/browser

# The pictures of docs/bien-tap, taken anew.
pictures: setup-dev
	@KHOI_TAKE_PICTURES=1 $(BIN)/python -m pytest -q tests/browser/test_pictures_of_the_pages.py

bench: setup-dev
	@$(BIN)/python tools/bench.py

# Everything that is claimed, shown in one go; may take an hour.
prove: setup-dev
	@$(BIN)/python tools/prove.py

check: setup-dev
	@$(BIN)/python tools/check.py

# Needs uv; run it after changing a requirements/*.in file.
lock:
	for name in runtime dev ckeditor; do uv pip compile --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links -q requirements/$$name.in -o requirements/$$name.txt; done
