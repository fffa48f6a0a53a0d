# Two commands: `make map` draws the example dossier, `make test` checks everything. `make help` lists the others.
# What a task does is in tasks.py, which also runs without make. Here a Python for it is found.
# Written for the make of macOS (3.81) and any POSIX shell.

SHELL = /bin/sh
TASKS = map test quick style types test-viewer test-unit test-trials test-python test-machine test-quick soak coverage browser bundle \
	tables fuzz audit format lock wheels docs release clean

.PHONY: help $(TASKS)
.DEFAULT_GOAL = help

# PYTHON=/path/to/python3 names one. WORKERS=8 runs more tests at once than three, LOCK=--upgrade takes newest versions.
help $(TASKS):
	@for python in $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    exec $$python tasks.py $@; \
	  fi; \
	done; \
	echo 'No Python 3.11 or newer was found: install one, or name it with make PYTHON=/path/to/python3.' >&2; exit 1
