# `make` lists what there is. Everything it makes stays in this folder.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
# Through the environment, so that a question may hold quotation marks.
export Q ?= Who invited Sadr to Tehran?
# The package index that PyTorch comes from; empty: chosen, see $(PYTORCH) below.
TORCH_INDEX ?=
PIP := $(BIN)/pip install --disable-pip-version-check --quiet --no-cache-dir -c constraints.txt
# Neighbours stay together, since they share what is costly to make.
PYTEST := $(BIN)/pytest -n 2 --dist worksteal
# As the dateline command does: see bot/cli.py.
export ORT_DISABLE_TELEMETRY := 1
export HF_HOME := $(CURDIR)/$(VENV)/huggingface

.PHONY: help demo quick test check bench bench-dates bench-discord bench-faults bench-followups \
	bench-fuzz bench-libraries bench-million bench-mixing bench-own bench-ranking bench-readers bench-reading bench-reindex \
	bench-refusal bench-sizes bench-unanswerable bench-watching pictures clean

help: ## this list
	@echo 'make TARGET, where TARGET is one of:'
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# A file that cannot be read (2) and a refusal (1) are answers too.
demo: $(VENV)/installed ## install, index source_docs/ and ask; Q="..." asks something else
	$(BIN)/dateline index || [ $$? -eq 2 ]
	$(BIN)/dateline ask "$$Q" || [ $$? -eq 1 ]

quick: $(VENV)/installed-dev ## the tests that need no index, model or socket
	$(PYTEST) -m "not index and not model and not socket and not slow"

test: check ## format, lint, types and all tests
	$(PYTEST)

check: $(VENV)/installed-dev ## format, lint and types
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy

bench: $(VENV)/installed-dev ## measure speed and memory, and the bot under load
	$(BIN)/python bench/speed.py
	PYTHONPATH=bench $(BIN)/python bench/dates.py
	PYTHONPATH=bench:tests/support $(BIN)/python bench/discord_load.py load

bench-million: $(VENV)/installed-dev ## measure a library of 1,000,000 passages: 40 minutes, 6 GB
	BENCH_PASSAGES=1000000 $(BIN)/python bench/large.py

bench-discord: $(VENV)/installed-dev ## measure the bot under load and with faults
	PYTHONPATH=bench:tests/support $(BIN)/python bench/discord_load.py

bench-reindex: $(VENV)/installed-dev ## measure the bot under load while /reindex runs
	PYTHONPATH=bench:tests/support $(BIN)/python bench/reindex_load.py

bench-faults: $(VENV)/installed-dev ## kill, fill and damage some 800 times, and count what is lost
	PYTHONPATH=bench:tests/support $(BIN)/python bench/faults.py

bench-followups: $(VENV)/installed-dev ## measure how follow-ups are understood
	$(BIN)/python bench/followups.py

bench-fuzz: $(VENV)/installed-dev ## try millions of headers and dates, guided by coverage: 10 minutes
	$(PIP) -e ".[fuzz]"
	PYTHONPATH=bench $(BIN)/python bench/fuzz.py

bench-libraries: $(VENV)/installed-dev ## measure what is found in a library that is 1% of the passages
	$(BIN)/python bench/libraries.py

bench-own: $(VENV)/installed-dev ## measure the three libraries of tests/: answered, marked, dated, refused
	$(BIN)/python bench/own_sets.py

bench-dates: $(VENV)/installed-dev ## measure which time expressions are found
	PYTHONPATH=bench $(BIN)/python bench/dates.py

bench-reading: $(VENV)/installed-dev ## measure how fast texts are read, cut and dated
	PYTHONPATH=bench $(BIN)/python bench/reading.py

bench-readers: $(VENV)/installed-dev ## read 1,000 mixed files, some 80 of them hostile
	PYTHONPATH=bench $(BIN)/python bench/pages.py
	PYTHONPATH=bench:tests/support $(BIN)/python bench/readers.py

bench-ranking: $(VENV)/installed-dev ## measure how often the right passage comes first
	PYTHONPATH=bench $(BIN)/python bench/ranking.py

bench-refusal: $(VENV)/installed-dev ## measure what is refused; fits the rule again
	PYTHONPATH=bench $(BIN)/python bench/refusal.py

bench-sizes: $(VENV)/installed-dev ## measure what is answered and refused in libraries of three sizes
	PYTHONPATH=bench $(BIN)/python bench/refusal_sizes.py

bench-mixing: $(VENV)/installed-dev ## measure what each part of the order of passages is worth
	PYTHONPATH=bench $(BIN)/python bench/mixing.py

bench-unanswerable: $(VENV)/installed-dev ## measure what is refused late in conversations
	PYTHONPATH=bench $(BIN)/python bench/unanswerable.py

bench-watching: $(VENV)/installed-dev ## measure how soon a bot that watches answers from a file
	PYTHONPATH=bench:tests/support $(BIN)/python bench/watching.py

# Needs more than the tests do: see bench/pictures.py.
pictures: $(VENV)/installed-dev ## draw the pictures of docs/
	PYTHONPATH=bench $(BIN)/python bench/pictures.py docs

clean: ## remove all that make made, the index too
	rm -rf $(VENV) .dateline .dateline-bench .hypothesis .mypy_cache .pytest_cache .ruff_cache

# On Linux, PyPI's PyTorch brings several GB of CUDA. Where there is no NVIDIA GPU, the CPU build
# from PyTorch's own index is tried once; where that index cannot be reached, PyPI's is taken.
# PyTorch comes first and alone: its index need not hold the tested versions of what it depends on.
CPU_INDEX := https://download.pytorch.org/whl/cpu
define PYTORCH
if [ -n "$(TORCH_INDEX)" ]; then \
	echo "PyTorch: from $(TORCH_INDEX)."; \
	$(PIP) --no-deps --index-url $(TORCH_INDEX) torch; \
elif $(BIN)/pip show --quiet torch >/dev/null 2>&1; then \
	echo "PyTorch: the one that is installed is kept."; \
elif [ "$$(uname -s)" != Linux ] || nvidia-smi -L >/dev/null 2>&1; then \
	echo "PyTorch: from pip's own index."; \
elif $(PIP) --no-deps --timeout 10 --retries 0 --index-url $(CPU_INDEX) torch >/dev/null 2>&1; then \
	echo "PyTorch: the CPU build, from $(CPU_INDEX)."; \
else \
	echo "PyTorch: from pip's own index, with several GB of CUDA; $(CPU_INDEX) cannot be reached."; \
fi
endef

$(VENV)/installed: pyproject.toml constraints.txt
	@echo "Installing into $(VENV)/; the first time takes some minutes."
	$(PYTHON) -m venv $(VENV)
	@$(PYTORCH)
	$(PIP) -e ".[reranker]"
	touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(PIP) -e ".[dev,charts]"
	touch $@
