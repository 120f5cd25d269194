# Short names for what people and CI run. Each works alone on a fresh clone.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
LOCK := --quiet --generate-hashes --allow-unsafe --strip-extras --no-header \
  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links
.DEFAULT_GOAL := site
.PHONY: docs site test serve check bench bench-search torture law corpora lint unit lock clean audit release fuzz

site: $(VENV)/site
	$(RUN) -m builder
	@echo
	@echo "网站在 dist/public，看一看：make serve   (the site is in dist/public; look at it: make serve)"

serve: $(VENV)/site
	$(RUN) -m builder serve --open

check: $(VENV)/site
	$(RUN) -m builder check

test: $(VENV)/test
	$(RUN) tests/setup_browser.py
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/pytest

lint: $(VENV)/test
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

unit: $(VENV)/test
	$(VENV)/bin/pytest tests/unit tests/rules tests/contract tests/properties

# The laws of what is kept in their long forms: random deeds, each compared with a clean build, and
# with a report made with nothing kept.
law: $(VENV)/test
	$(RUN) -m tests.law 300
	$(RUN) -m tests.reports 300

bench: $(VENV)/test
	-$(VENV)/bin/pip install --quiet --require-hashes -r requirements/bench.txt
	$(RUN) -m bench.build

# make bench-search WHAT=folder: ask the search page of a site of ours; a number: of generated items.
bench-search: $(VENV)/test
	$(RUN) -m bench.search $(or $(WHAT),.)

# Every trial of docs/security.md in its long form; TRIALS="disk-full readers" runs some.
torture: $(VENV)/test
	PYTHONPATH=. $(RUN) -m tests.torture $(TRIALS)

# Asks the advisory database about every pinned package; needs a network.
audit: $(VENV)/test
	-$(VENV)/bin/pip install --quiet --require-hashes -r requirements/audit.txt
	$(RUN) -m release.audit

# Wheel, sdist, list of what they need (SBOM) and checksums, in build/release.
release: $(VENV)/test
	$(RUN) -m release

# The long form of the fuzzer: a hundred thousand items.
fuzz: $(VENV)/test
	$(RUN) -m tests.torture.fuzz 100000

docs: $(VENV)/site
	$(RUN) -m builder.reference

# make corpora DIR=folder: import a folder of documents from elsewhere and build it.
corpora: $(VENV)/site
	@test -n "$(DIR)" || { echo "make corpora DIR=<folder> [MAP=docs/examples/….map.yml]"; exit 2; }
	rm -rf build/corpora && mkdir -p build/corpora
	$(RUN) -m builder import "$(DIR)" --map "$(or $(MAP),docs/examples/$(notdir $(DIR:%/=%)).map.yml)" --root build/corpora
	$(RUN) -m builder --root build/corpora

lock: $(VENV)/test
	$(VENV)/bin/pip install --quiet pip-tools
	$(VENV)/bin/pip-compile $(LOCK) -o requirements/site.txt pyproject.toml requirements/build.in
	$(VENV)/bin/pip-compile $(LOCK) --extra dev -o requirements/dev.txt pyproject.toml requirements/build.in
	$(VENV)/bin/pip-compile $(LOCK) -o requirements/audit.txt requirements/audit.in

clean:
	rm -rf dist build .cache $(VENV)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/site: requirements/site.txt pyproject.toml | $(VENV)/bin/python
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/site.txt
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/site
