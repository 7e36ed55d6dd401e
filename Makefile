# Every command of the project; `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PYTHON ?= python3.11
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export PYTHONWARNINGS ?= ignore
export DO_NOT_TRACK := 1

.PHONY: help install run train chat test check bench evaluate lock clean

help: ## List the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

install: $(STAMP) ## Install everything into .venv

$(STAMP): requirements.txt scripts/install.sh
	@bash scripts/install.sh $(VENV) $(PYTHON)

run: install ## Prepare the database, train when the data changed, serve on port 5005
	@$(BIN)/python -m bot serve

train: install ## Train when the training data changed (FORCE=1: always)
	@$(BIN)/python -m bot train $(if $(FORCE),--force)

chat: install ## Talk to the assistant in the terminal
	@$(BIN)/python -m bot chat

test: install ## Run all tests
	@bash scripts/install-chromium.sh
	$(BIN)/python -m bot train
	$(BIN)/python -m pytest $(ARGS)

check: install ## Lint, format, types, content, licences
	@$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m bot content check
	$(BIN)/reuse lint --quiet

bench: install ## Measure speed and memory against Rasa's default pipeline
	@$(BIN)/python -m benchmarks

evaluate: install ## Measure the understanding; writes reports/understanding.md
	@$(BIN)/python -m evaluation

lock: install ## Renew the pinned versions
	@$(BIN)/uv pip compile --universal --generate-hashes --group dev pyproject.toml \
	    -o requirements.txt --no-header --no-annotate --python-version 3.11 --upgrade --quiet

clean: ## Remove what was installed, trained and stored
	@rm -rf $(VENV) models .local .rasa reports
