# Two commands: `make map` draws the example dossier, `make test` checks everything. `make help` lists the others.
# Written for the make of macOS (3.81) and any POSIX shell. Neither Node nor uv need be installed: both come from PyPI.

SHELL = /bin/sh
BIN = .venv/bin
READY = .venv/ready
# --only-binary: nothing is compiled and no package's own build script runs.
PIP_INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
PIP_LOCKED = $(PIP_INSTALL) --require-hashes --only-binary :all:
OR_SAY_WHY = || { echo 'pip could not install the libraries (its reason is above): check the network connection' \
	"or pip's index setting, and run the same command again." >&2; exit 1; }
UV_COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" $(LOCK)
# Two at once; more where there are more cores and memory for as many browsers: make test WORKERS=8.
WORKERS = 2
PYTEST = $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal

.PHONY: help map test quick style types test-viewer test-python test-quick coverage browser bundle tables fuzz audit \
	format lock clean
.DEFAULT_GOAL = help

help:
	@echo 'make map      set up .venv and write outputs/map.html and outputs/events.geojson from seeds/'
	@echo 'make test     set up and run every check: style, types, viewer, Python, wheel, browser, QGIS'
	@echo 'make quick    what to run before each commit: all checks but those that need a browser, QGIS or a minute'
	@echo 'make coverage run the Python tests and write how much of the code they run to outputs/coverage/'
	@echo 'make tables   write the reference tables of docs/ anew from mapper/vocabulary'
	@echo 'make format   put the source code into the form that make test asks for'
	@echo 'make fuzz     search for inputs that break the readers; what is found becomes a test case'
	@echo 'make audit    look for known vulnerabilities in the locked packages'
	@echo 'make lock     renew requirements/ after a change in pyproject.toml (LOCK=--upgrade: newest versions)'
	@echo 'make clean    remove all that make made'

# Setting up: each step leaves a file in .venv/ready and is done again when what it depends on is newer ---------------

$(READY)/venv:
	@found=; for python in $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo 'No Python 3.11 or newer was found: install one, or name it with make PYTHON=/path/to/python3.' >&2; exit 1; \
	fi; \
	$$found -m venv --clear .venv || { \
	  echo "$$found cannot make a virtual environment: install its venv module (Debian, Ubuntu: python3-venv)." >&2; \
	  exit 1; }
	@mkdir -p $(READY) && touch $@

$(READY)/run-time: $(READY)/venv requirements/runtime.txt requirements/build.txt
	@echo 'Installing the libraries into .venv …'
	@$(PIP_LOCKED) -r requirements/runtime.txt -r requirements/build.txt $(OR_SAY_WHY)
	@touch $@

$(READY)/project: $(READY)/run-time pyproject.toml
	@echo 'Building the map viewer …'
	@$(BIN)/python hatch_build.py
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(READY)/test: $(READY)/project requirements/test.txt requirements/lint.txt
	@echo 'Installing what the checks need into .venv …'
	@$(PIP_LOCKED) -r requirements/test.txt -r requirements/lint.txt $(OR_SAY_WHY)
	@touch $@

$(READY)/maintain: $(READY)/run-time requirements/maintain.txt
	@$(PIP_LOCKED) -r requirements/maintain.txt $(OR_SAY_WHY)
	@touch $@

bundle: $(READY)/project
	@$(BIN)/python hatch_build.py

browser: $(READY)/test
	@$(BIN)/python -m tests.machine --install-browser

# The two commands ----------------------------------------------------------------------------------------------------

map: bundle
	@$(BIN)/mapper map seeds --title "Mali and its neighbours in five articles" -o outputs/map.html
	@$(BIN)/mapper export seeds -o outputs/events.geojson

test: style types test-viewer test-python

style: $(READY)/test
	$(BIN)/ruff check --output-format concise
	$(BIN)/ruff format --check

types: $(READY)/test
	$(BIN)/mypy

test-viewer: bundle
	$(BIN)/python hatch_build.py npm run --silent format:check
	$(BIN)/python hatch_build.py npm run --silent lint
	$(BIN)/python hatch_build.py npm run --silent types
	$(BIN)/python hatch_build.py npm test --silent

test-python: bundle browser
	$(PYTEST)

quick: style types test-viewer test-quick

test-quick: bundle $(READY)/test
	$(PYTEST) --quiet -m 'not (browser or qgis or wheel or slow)'

# Maintenance ---------------------------------------------------------------------------------------------------------

format: $(READY)/test
	$(BIN)/ruff check --fix-only --exit-zero
	$(BIN)/ruff format
	$(BIN)/python hatch_build.py npm run --silent format

coverage: bundle browser
	$(PYTEST) --quiet --cov --cov-report term:skip-covered --cov-report html:outputs/coverage

tables: $(READY)/project
	$(BIN)/python -m docs.tables

fuzz: $(READY)/test
	$(BIN)/python -m tests.fuzz.fuzz

# --strict: a package that the advisory service does not know is a failure, not a pass.
audit: $(READY)/maintain $(READY)/project
	$(BIN)/pip-audit --strict --disable-pip --require-hashes -r requirements/runtime.txt -r requirements/build.txt \
	  -r requirements/test.txt -r requirements/lint.txt -r requirements/maintain.txt
	$(BIN)/python hatch_build.py npm audit

lock: $(READY)/maintain
	$(UV_COMPILE) pyproject.toml -o requirements/runtime.txt
	$(UV_COMPILE) -c requirements/runtime.txt --group build -o requirements/build.txt
	$(UV_COMPILE) -c requirements/runtime.txt -c requirements/build.txt --group test -o requirements/test.txt
	$(UV_COMPILE) -c requirements/runtime.txt -c requirements/test.txt --group lint -o requirements/lint.txt
	$(UV_COMPILE) -c requirements/runtime.txt -c requirements/test.txt --group maintain -o requirements/maintain.txt

clean:
	rm -rf .venv .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache mapper/viewer/dist mapper/viewer/node_modules
	find outputs -type f ! -name README.md -delete
	find outputs -type d -empty -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
