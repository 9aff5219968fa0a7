# Each target sets up what it needs; a second run finds it in place.
VENV := .venv
PYTHON_IN_VENV := $(VENV)/bin/python
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed
WHAT_DECIDES := pyproject.toml hatch_build.py scripts/setup src/evenstride/capture/model_files.py

.DEFAULT_GOAL := help
BENCH := .venv-bench
BENCH_READY := $(BENCH)/.installed
TUNING_SETS := tune tune-real hurdle-tune hurdle-tune-real bird-dog-tune
PHANTOM_SETS := $(TUNING_SETS) judge judge-real hurdle-judge hurdle-judge-real bird-dog-judge
.PHONY: help demo test lint format words bench accuracy clean

help:  ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

demo: $(RUNTIME)  ## run the main job on the clips that ship with the package
	$(PYTHON_IN_VENV) -m evenstride demo

test: lint  ## check style, types and house rules, then run the tests
	$(PYTHON_IN_VENV) -m pytest -n auto --cov --cov-report=term

lint: $(DEV)  ## check style, types and house rules
	$(PYTHON_IN_VENV) -m ruff check .
	$(PYTHON_IN_VENV) -m ruff format --check .
	$(PYTHON_IN_VENV) -m mypy
	$(VENV)/bin/lint-imports

format: $(DEV)  ## put the style right
	$(PYTHON_IN_VENV) -m ruff check --fix .
	$(PYTHON_IN_VENV) -m ruff format .

words: $(DEV)  ## gather the messages of today into the catalogues of other languages
	$(PYTHON_IN_VENV) -m scripts.words

bench: $(DEV) $(BENCH_READY)  ## render the phantoms, set the error model, judge it: docs/ACCURACY.md (hours)
	for name in $(PHANTOM_SETS); do $(BENCH)/bin/python -m bench.phantom set $$name --jobs 2 || exit 1; done
	$(PYTHON_IN_VENV) -m bench.calibrate_view tune tune-real
	$(PYTHON_IN_VENV) -m bench.calibrate $(TUNING_SETS)
	$(PYTHON_IN_VENV) -m bench.archive write $(PHANTOM_SETS)
	$(PYTHON_IN_VENV) -m bench.accuracy --archived
	$(PYTHON_IN_VENV) -m bench.frozen

accuracy: $(DEV)  ## judge again from kept poses: docs/ACCURACY.md (a minute)
	$(PYTHON_IN_VENV) -m bench.accuracy --archived

$(BENCH_READY): bench/requirements.txt
	$(PYTHON_IN_VENV) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install -q -r bench/requirements.txt
	@touch $@

clean:  ## remove everything that was made
	rm -rf $(VENV) $(BENCH) build dist evenstride-demo .coverage .coverage.* htmlcov
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(RUNTIME): $(WHAT_DECIDES)
	@scripts/setup runtime
	@touch $@

$(DEV): $(WHAT_DECIDES)
	@scripts/setup dev
	@touch $(RUNTIME) $@
