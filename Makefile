# Everything that a person or CI runs. `make run` and `make test` set up all they need by themselves.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test conformance check lint types floors wheel browser samples train evaluate docs lock clean help

help:       ## this list
	@grep -hE '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.run      ## ingest the sample articles and open the server at http://127.0.0.1:8000
	$(BIN)/kg up

test: $(VENV)/.dev browser   ## every test
	$(BIN)/python -m pytest

check: lint types floors test wheel   ## what CI runs

lint: $(VENV)/.dev     ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev    ## mypy --strict
	$(BIN)/mypy

floors: $(VENV)/.dev   ## who may import whom
	$(BIN)/lint-imports

wheel: $(VENV)/.dev    ## build the wheel, install it into a clean environment, run its entry point
	rm -rf build/wheel && $(BIN)/python -m build --no-isolation --wheel --outdir build/wheel >/dev/null
	$(PYTHON) -m venv --clear build/clean
	build/clean/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements.txt
	build/clean/bin/python -m pip --disable-pip-version-check --quiet install --no-deps build/wheel/*.whl
	cd build && clean/bin/kg --version && clean/bin/kg ingest --store clean/store && clean/bin/kg info --store clean/store

browser:    ## a Chromium for the browser tests, where none is installed
	@command -v chromium chromium-browser google-chrome >/dev/null 2>&1 \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk >/dev/null; } \
	  || $(BIN)/playwright install chromium \
	  || echo "no Chromium could be installed: the browser tests will say that they are skipped"

conformance: $(VENV)/.dev  ## the W3C's SPARQL 1.1 tests over HTTP: make conformance W3C=DIR
	W3C=$(W3C) $(BIN)/python -m pytest tests/conformance

train: $(VENV)/.dev    ## learn the entity and relation models again from benchmarks/articles
	$(BIN)/python benchmarks/train_entities.py
	$(BIN)/python benchmarks/industry_words.py
	$(BIN)/python benchmarks/train_relations.py

evaluate: $(VENV)/.dev ## score extraction on benchmarks/articles/dev and compare with the recorded figures
	$(BIN)/kg evaluate benchmarks/articles/dev

docs: $(VENV)/.dev     ## write the generated pages of docs/reference again
	$(BIN)/python -m typer api.cli utils docs --name kg --output docs/reference/cli.md
	$(BIN)/python benchmarks/report.py
	$(BIN)/python benchmarks/calibration.py > docs/reference/confidence.md

lock:       ## resolve the dependencies again into the hashed requirements files
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements.txt
	uv pip compile pyproject.toml --group build --group dev --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements-dev.txt -c requirements.txt

clean:      ## remove what was set up here
	rm -rf $(VENV) build dist node_modules kg-store

$(VENV)/.run: requirements.txt pyproject.toml package.json hatch_build.py
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	$(PIP) install --require-hashes -r requirements-dev.txt
	touch $@
