# make run    everything from nothing to a served site with invented figures (http://127.0.0.1:8000)
# make test   everything that must hold: lint, types, import contracts, all tests
# make setup  only the program, in .venv          make lint   only the checks that run nothing
# make words  brings the catalogues of other languages up to date with the texts in the code
# make clean  removes .venv and what tools leave behind; never instance/, which holds the database
#
# PYTHON=python3.12 chooses another Python; HOST and PORT where to serve.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet -c constraints.txt
# Debian packages that the tests need: a database server, a browser, and what turns documents into pictures.
DEBIAN := postgresql chromium-headless-shell libreoffice-calc libreoffice-writer poppler-utils

# What Python compiles is kept, whatever the environment says: three processes read the same tests, and many start
# the program anew.
export PYTHONDONTWRITEBYTECODE =

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test setup setup-test system-test lint words clean

help:
	@sed -n 's/^# \{0,1\}//p;/^$$/q' Makefile

run: setup
	$(BIN)/tracker init || $(BIN)/tracker upgrade
	$(BIN)/tracker demo --if-empty
	$(BIN)/tracker edition publish --fictional
	$(BIN)/tracker report 2024-T2 -o instance/2024-T2.xlsx
	$(BIN)/tracker serve --host $(HOST) --port $(PORT)

test: system-test setup-test lint
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

setup: .venv/installed

setup-test: .venv/installed-test

# The checks run in the order of their speed, so that the cheapest fault is seen first.
lint: setup-test
	$(BIN)/ruff check .
	$(BIN)/djlint templates --lint --profile=jinja --quiet
	$(BIN)/lint-imports
	$(BIN)/mypy

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Python 3.11 or later is needed; choose one with make PYTHON=…'; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(MAKE) --no-print-directory system PACKAGES=python3-venv
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python setup.cfg pyproject.toml constraints.txt
	@echo 'Installing into .venv: the program and its libraries (versions in constraints.txt)'
	$(PIP) -e .
	@touch $@

.venv/installed-test: .venv/installed
	@echo 'Installing into .venv: the test tools (extra "test" in setup.cfg)'
	$(PIP) -e .[test]
	@touch $@

# What is new stands in tracker/locale/*/LC_MESSAGES/tracker.po without a translation; what is gone is taken out.
words: setup-test
	@mkdir -p build
	$(BIN)/pybabel -q extract -F pyproject.toml -k lazy --no-location --sort-output -w 120 -o build/tracker.pot tracker exports templates
	$(BIN)/pybabel -q update -i build/tracker.pot -d tracker/locale -D tracker -w 120 --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

system-test:
	@$(MAKE) --no-print-directory system PACKAGES='$(DEBIAN)'

# Installs the Debian packages in PACKAGES that are missing, where it may; otherwise one line says what to do.
.PHONY: system
system:
	@command -v dpkg-query >/dev/null || \
	  { echo 'Not a Debian system: install what corresponds to $(PACKAGES) by hand'; exit 1; }; \
	missing=; for package in $(PACKAGES); do \
	  dpkg-query -W -f '$${db:Status-Status}' $$package 2>/dev/null | grep -qx installed || missing="$$missing $$package"; \
	done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" != 0 ]; then echo "Missing; run: sudo apt-get install$$missing"; exit 1; fi; \
	echo "Installing with apt-get:$$missing"; \
	export DEBIAN_FRONTEND=noninteractive; \
	apt-get update -qq && apt-get install -y -qq --no-install-recommends $$missing >/dev/null

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage* htmlcov
	find . -name __pycache__ -prune -exec rm -rf {} +
