# Placeholder until the set-up is written: the checks alone.
.PHONY: check
check:
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
