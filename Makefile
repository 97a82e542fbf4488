# Two commands on a fresh machine with Python and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# One constraints file: a fresh machine gets what we tested. No bytecode at install: it is made on first use.
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --no-compile -c constraints.txt
TORCH := torch==2.13.0
# What the shipped model has not learnt yet: written after it, they wait for the next one.
WAITING := $(foreach name,ye yf yg yh yi yj yk,seeds/train/$(name).jsonl)
TRAIN := $(filter-out $(WAITING),$(wildcard seeds/train/*.jsonl))

.PHONY: demo test test-slow check model clean score-install dev-install

demo: score-install  ## score the sample clippings and print the summary
	@mkdir -p out
	$(BIN)/uratori score seeds/clippings -o out/scores.jsonl
	@echo "look at one file with the words behind its scores: $(BIN)/uratori explain seeds/clippings/05_regional_paper_cp932.txt"

test: dev-install  ## run the tests that end within minutes
	$(BIN)/python -m pytest

test-slow: dev-install  ## run the tests that take long
	$(BIN)/python -m pytest -m slow

check: dev-install  ## style and types
	$(BIN)/ruff check .
	$(BIN)/mypy

model: dev-install  ## the whole recipe: fine-tune, publish and measure the shipped model again (under 90 minutes on two cores)
	$(BIN)/python -m training.finetune --train $(TRAIN) -o out/network
	$(BIN)/python -m training.publish out/network --train $(TRAIN) --dev seeds/dev --test seeds/test -o models/uratori-2

score-install: $(VENV)/.score
dev-install: $(VENV)/.dev

$(VENV)/.score: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(PIP) -e .
	@touch $@

# The CPU build of torch where the platform has it: a local file, then the CPU index, then the default index.
$(VENV)/.dev: $(VENV)/.score
	$(PIP) $(TORCH)+cpu || $(PIP) --index-url https://download.pytorch.org/whl/cpu $(TORCH) || $(PIP) $(TORCH)
	$(PIP) -e '.[dev]'
	@touch $@

clean:  ## remove what the other targets made
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
