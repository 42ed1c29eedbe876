# The two commands of the README are `make demo` and `make test`; `make help` lists the rest.
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
.PHONY: screenshots train-repair help setup demo test test-slow test-faults coverage bench samples lock format reference promise train-ner

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

setup: .venv/.ready  ## install programs and make .venv

.venv/.ready: requirements.txt pyproject.toml tools/setup.sh
	sh tools/setup.sh

demo: setup  ## read samples/ into ketluan.db and print the tasks
	.venv/bin/ketluan ingest samples/notice.txt samples/notice.pdf samples/notice-scan.pdf
	.venv/bin/ketluan tasks

test: setup  ## ruff, mypy, import-linter and pytest
	sh tools/setup.sh test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/pytest -n 2

test-faults: setup  ## every fault at every step, 200 rounds of kill -9
	.venv/bin/pytest tests/faults -m "slow or not slow"

test-slow: setup  ## the long suites
	.venv/bin/pytest -m slow

coverage: setup  ## lines and branches that the tests reach, and those they do not
	sh tools/setup.sh test
	PYTHONPATH=$(CURDIR)/tools/measured .venv/bin/pytest -n 2 --cov --cov-report=term-missing

bench: setup  ## every published figure into benchmarks/results.md (QUICK=1: minutes; NAMES='ocr web': only these)
	sh tools/setup.sh bench
	$(PYTHON) -m benchmarks $(if $(QUICK),--quick) $(NAMES)

samples: setup  ## make samples/ anew
	$(PYTHON) -m samples.make

reference: setup  ## write the reference pages that follow from the code
	$(PYTHON) -m tools.reference

promise: setup  ## at a release: what the API has gained joins docs/reference/api-v1.json
	$(PYTHON) -m tools.promise

format: setup  ## let ruff put the code in shape
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

train-repair: setup  ## rebuild the data of the repair from ../shared; network: tools/train_network.py
	$(PYTHON) -m samples.compose --count 400 --seed 71 --out build/notices
	$(PYTHON) -m ocr.repair.train --corpus ../shared/corpus --gazetteers ../shared/gazetteers \
		--notices build/notices --exclude ../shared/pairs ../shared/gold ../shared/seed

train-ner: setup  ## train the recogniser of names on ../shared/corpus
	$(PYTHON) -m extract.ner.train --corpus ../shared/corpus

lock:  ## pin requirements*.txt anew: development, servers, benchmarks (needs uv)
	uv pip compile --universal --generate-hashes --python-version 3.11 --extra dev \
		--no-header --no-annotate --quiet pyproject.toml -o requirements.txt
	uv pip compile --universal --generate-hashes --python-version 3.11 --extra second --extra s3 \
		-c requirements.txt \
		--no-header --no-annotate --quiet pyproject.toml -o requirements-run.txt
	uv pip compile --universal --generate-hashes --python-version 3.11 --extra dev --extra bench \
		-c requirements.txt \
		--no-header --no-annotate --quiet pyproject.toml -o requirements-bench.txt

screenshots: setup  ## pictures of the pages, into docs/images
	sh tools/setup.sh test
	$(PYTHON) -m tools.screenshots
