# Everything a clone can do. Each target sets up what it needs, or says what to install; no server is needed.
PYTHON ?= python3
VENV := .venv/bin
.DEFAULT_GOAL := help
# Every process would compile everything anew: some 8 s each for the tests.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help run serve test test-all lint format diagrams bench clean

help: ## List what make can do
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

run: ## Try it: the demo on http://localhost:8000 (PORT=8001 moves it)
	@$(PYTHON) -m scripts.set_up
	@exec $(VENV)/python -m scripts.run

serve: ## Run it for real, on DATABASE_URL (PostgreSQL) and REDIS_URL
	@$(PYTHON) -m scripts.set_up
	@exec $(VENV)/python -m scripts.serve

test: ## Run every test but the slow proof
	@$(PYTHON) -m scripts.set_up --dev
	@$(VENV)/python -m scripts.run_tests

test-all: ## Run every test
	@$(PYTHON) -m scripts.set_up --dev
	@$(VENV)/python -m scripts.run_tests --nightly

lint: ## Check style, types, layers, migrations and settings
	@$(PYTHON) -m scripts.set_up --dev
	@$(VENV)/python -m scripts.lint

format: ## Lay out the code
	@$(PYTHON) -m scripts.set_up --dev --no-assets
	@$(VENV)/ruff check --fix-only --quiet .
	@$(VENV)/ruff format .

diagrams: ## Draw the lifecycles for the docs again
	@$(PYTHON) -m scripts.set_up --dev --no-assets
	@$(VENV)/python manage.py draw_lifecycles

bench: ## Measure queue, detail, submit and sweeps (docs/performance.md)
	@$(PYTHON) -m scripts.set_up --dev
	@$(VENV)/python -m benchmarks

screenshots: ## Take the README's pictures anew, from a fresh demo
	@$(PYTHON) -m scripts.set_up --dev
	@$(VENV)/python -m scripts.take_screenshots

clean: ## Forget the demo's data, the builds and .venv
	@$(PYTHON) -m scripts.clean
