# The two commands of the README, and what they stand on. Needs make and Python 3.11
# or newer; everything else is put into .venv (and .venv-next for the tests).
PYTHON ?= python3
SERVE ?= 1
WORKSPACE ?= workspace
WORKERS ?= 2

# What reads the example office told to its end stays on one worker: it is told once.
SPREAD = --quiet --numprocesses $(WORKERS) --dist loadgroup
PIP = -m pip install --quiet --disable-pip-version-check
COMPILE = .venv/bin/uv pip compile pyproject.toml --quiet --universal \
	--python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	--custom-compile-command "make lock"

OFFLINE = $(if $(filter 0,$(shell id -u)),unshare --net)

.PHONY: demo test check offline example lock benchmark docs environments tools
.DEFAULT_GOAL := demo

# ---- make demo: the whole main job on the example office, then the dashboards

demo: .venv/has-runtime
	.venv/bin/fundtrack --workspace $(WORKSPACE) demo $(if $(filter 0,$(SERVE)),--no-serve)

# ---- make test: the checks, every test, and all but the browser's on DuckDB 2

test: environments tools check
	.venv/bin/pytest $(SPREAD) --cov --cov-report=
	.venv/bin/coverage report
	.venv/bin/coverage report --fail-under=100 \
		--include="*/fundtrack/domain/*,*/fundtrack/metrics/*,*/fundtrack/evaluation/*,*/fundtrack/returns/*"
	.venv-next/bin/pytest $(SPREAD) --ignore=tests/browser

check: .venv/has-dev
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy

benchmark: .venv/has-dev
	set -e; for script in benchmarks/*.py; do PYTHONPATH=. .venv/bin/python $$script; done

# Gather the whole program, install it with the network off, and make an office: a
# minute or two, and 136 MB from the registry. The tests do it with one small library.
offline: .venv/has-runtime
	rm -rf out/bundle && mkdir -p out/bundle
	.venv/bin/fundtrack bundle out/bundle/fundtrack
	$(OFFLINE) sh -c 'cd out/bundle && PYTHON=$(CURDIR)/.venv/bin/python \
		sh fundtrack/install.sh program && program/bin/fundtrack --workspace office init'

# Write the pages that are made from the program itself.
docs: .venv/has-dev
	.venv/bin/python -m fundtrack.cli.reference > docs/commands.md
	.venv/bin/python -m fundtrack.cli.checks_page > docs/return-checks.md

# Make the example office's workbooks and docs/registers.md anew.
example: .venv/has-runtime
	.venv/bin/python data/example/builder

# Write the locks anew: the newest of everything that pyproject.toml allows, but
# DuckDB 1.5.6 (2.0.0 in the lock that only the second run of the tests uses).
lock: .venv/has-dev
	echo "duckdb==1.5.6" > .venv/engine
	$(COMPILE) --upgrade --constraints .venv/engine --output-file requirements.lock
	$(COMPILE) --upgrade --group dev --constraints requirements.lock \
		--output-file requirements-dev.lock
	cp requirements-dev.lock requirements-next.lock
	$(COMPILE) --group dev --upgrade-package duckdb==2.0.0 \
		--output-file requirements-next.lock

# ---- environments: made once, renewed when their lock or pyproject.toml changes

environments:
	@$(MAKE) --no-print-directory --jobs 2 .venv/has-dev .venv-next/has-next

.venv/has-runtime: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Setting up .venv ..."
	@.venv/bin/python $(PIP) --no-deps --requirement requirements.lock
	@.venv/bin/python $(PIP) --no-deps --editable .
	@touch $@

.venv/has-dev: requirements-dev.lock pyproject.toml | .venv/bin/python
	@echo "Setting up .venv for the tests ..."
	@.venv/bin/python $(PIP) --no-deps --requirement requirements-dev.lock
	@.venv/bin/python $(PIP) --no-deps --editable .
	@touch .venv/has-runtime $@

.venv-next/has-next: requirements-next.lock pyproject.toml | .venv-next/bin/python
	@echo "Setting up .venv-next ..."
	@.venv-next/bin/python $(PIP) --no-deps --requirement requirements-next.lock
	@.venv-next/bin/python $(PIP) --no-deps --editable .
	@touch $@

%/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("fundtrack needs Python 3.11 or newer: name it with make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $*

# ---- programs outside Python: a browser for the pages, a spreadsheet for the returns

tools:
	@missing=""; \
	command -v chromium > /dev/null || missing="chromium fonts-liberation"; \
	command -v soffice > /dev/null || missing="$$missing libreoffice-calc"; \
	test -z "$$missing" && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
			apt-get install -qq --no-install-recommends $$missing > /dev/null; \
	else \
		echo "make test needs these packages: $$missing" >&2; exit 1; \
	fi
