# Every gesture of the project; `make help` lists them.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
NPM := $(shell command -v npm 2>/dev/null || echo $(BIN)/npm)
PORT ?= 8000
TYPED := maillage tests bench conftest.py
TEMPLATES = $(shell git ls-files "maillage/**/*.html")

.PHONY: help setup contours demo run test check fix bench browser docs
help: ## liste ces commandes
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

.venv/base: requirements/base.txt requirements/uv.txt pyproject.toml
	@echo "Installation dans .venv…"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 ou plus est nécessaire : make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --require-hashes -r requirements/uv.txt
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes -r requirements/base.txt
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/base requirements/dev.txt
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

node_modules/.installed: package.json package-lock.json | .venv/base
	@command -v npm >/dev/null || VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes -r requirements/npm.txt
	@PATH="$(PATH):$(CURDIR)/$(BIN)" $(NPM) ci --no-audit --no-fund --loglevel=error
	@touch $@

setup: .venv/base node_modules/.installed ## installe, prépare la base et charge les communes de France
	$(BIN)/maillage migrate --verbosity 0
	$(BIN)/maillage geography load

contours: setup ## installe de quoi télécharger les contours de l’IGN, et les charge
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes -r requirements/contours.txt
	$(BIN)/maillage geography contours --download

demo: setup ## tout préparer et servir la démonstration sur http://127.0.0.1:8000
	MAILLAGE_DEMO=1 $(BIN)/maillage demo load
	MAILLAGE_DEMO=1 $(BIN)/maillage serve --port $(PORT)

run: setup ## sert les pages pendant qu’on les écrit
	MAILLAGE_DEBUG=1 MAILLAGE_DEMO=1 $(BIN)/maillage runserver 127.0.0.1:$(PORT)

test: .venv/dev node_modules/.installed ## tous les tests (SQLite, ou la base de DATABASE_URL)
	$(BIN)/pytest -q

check: .venv/dev node_modules/.installed ## style, types, couches, gabarits, migrations, réglages, règles
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(TYPED)
	$(BIN)/lint-imports
	@$(BIN)/djade --check $(TEMPLATES)
	@$(BIN)/djhtml --check --tabwidth 2 $(TEMPLATES)
	$(BIN)/maillage makemigrations --check --dry-run
	$(BIN)/maillage rules write --check
	MAILLAGE_URL=https://exemple.fr DATABASE_URL=sqlite:///var/check.sqlite3 \
	  MAILLAGE_SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))') \
	  $(BIN)/maillage check --deploy --fail-level WARNING

fix: .venv/dev ## met en forme ce qui peut l’être sans réfléchir
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	@$(BIN)/djade $(TEMPLATES) || true
	@$(BIN)/djhtml --tabwidth 2 $(TEMPLATES)

bench: .venv/dev node_modules/.installed ## mesure la grande instance contre les budgets (plusieurs minutes)
	$(BIN)/python -m bench $(BENCH)

browser: .venv/dev node_modules/.installed ## les parcours dans un vrai navigateur (chromium de Debian)
	$(BIN)/pytest -q tests/journeys -p playwright --numprocesses=0

docs: .venv/base ## écrit les pages des règles (docs/regles) depuis les règles
	$(BIN)/maillage rules write
