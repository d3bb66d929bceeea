# `make help` lists what can be made. The environment is made once, in .venv.

PYTHON ?= python3
VENV   := .venv
RUN    := $(VENV)/bin/
READY  := $(VENV)/.ready
PIP    := $(RUN)pip install --quiet --disable-pip-version-check --no-deps
SAMPLE := data/sample/campaign
# Tests write many small files and sync each: in memory, where there is room for all of them and
# programs may be run from there, that takes no time.
ROOMY  := $(shell test -w /dev/shm && ! grep -qs ' /dev/shm [^ ]* [^ ]*noexec' /proc/mounts && \
	df -Pk /dev/shm | awk 'NR == 2 && $$4 > 4000000 { print "/dev/shm" }')
PYTEST := $(if $(ROOMY),PYTEST_DEBUG_TEMPROOT=$(ROOMY)) $(RUN)pytest --numprocesses 2 \
	--dist loadfile --no-loadscope-reorder $(if $(ROOMY),--override-ini tmp_path_retention_policy=failed)
FUZZ_MINUTES ?= 10

# What is installed is compiled when first imported, for most of it never is; and compiled once, not
# in each of the hundreds of processes that the tests start.
unexport PYTHONDONTWRITEBYTECODE
export PIP_COMPILE := 0

.DEFAULT_GOAL := help
.PHONY: help setup sample briefings lab test thorough check fix bench fuzz lock browser

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## Make the environment from the lock (done by itself when needed)

# Every package is checked against its hash in the lock; only this project comes without one. Where
# only pip has been told of a mirror, pip installs what uv cannot find.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed") if sys.version_info < (3, 11) else None'
	test -x $(RUN)python || $(PYTHON) -m venv $(VENV)
	awk '/^[a-z]/ { is_uv = /^uv==/ } is_uv' requirements.lock >$(VENV)/uv.lock
	$(PIP) --require-hashes -r $(VENV)/uv.lock
	VIRTUAL_ENV=$(VENV) UV_SYSTEM_CERTS=1 $(RUN)uv pip install --quiet --no-deps \
		--require-hashes -r requirements.lock || $(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-build-isolation --editable .
	$(RUN)jupyter kernelspec install --log-level=ERROR --sys-prefix --name hustings-warm lib/hustings/kernels/spec
	@touch $@

sample: $(READY) ## Write the sample campaign as raw export files
	@test -e $(SAMPLE)/hustings-sample.json || $(RUN)hustings sample $(SAMPLE) --state IN-JH --weeks 26 --seed 1

briefings: sample ## Sample exports in, every briefing out: reports/index.html
	$(RUN)hustings import $(SAMPLE)
	$(RUN)hustings press weekly_state weekly_seat training_camps speakers leaders_voice claims_watch retention

lab: $(READY) ## Open JupyterLab on the notebooks
	$(RUN)jupyter lab --notebook-dir=notebooks

# In the order they are collected: the long ones come first, and no core idles at the end.
test: $(READY) browser ## Run every test, of long proofs a part
	$(PYTEST)

thorough: $(READY) browser ## The same, with every long proof to its end
	HUSTINGS_TESTS=thorough $(PYTEST)

check: $(READY) ## Form, types, layers; edits nothing
	$(RUN)ruff check .
	$(RUN)ruff format --check .
	$(RUN)mypy
	$(RUN)lint-imports

fix: $(READY) ## Mend form where a tool can
	$(RUN)ruff check --fix .
	$(RUN)ruff format .
	$(RUN)python -m tests.docs.generated

bench: $(READY) ## Compare with named alternatives, as ratios in one run
	$(RUN)python -m benchmarks

fuzz: $(READY) ## Damaged files for every reader, FUZZ_MINUTES (10) each; what falls is kept
	$(RUN)python -m tests.fuzz --minutes $(FUZZ_MINUTES)

lock: $(READY) ## Pin every dependency anew, with hashes
	$(RUN)uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --extra setup --extra cluster --extra test --output-file requirements.lock pyproject.toml

browser:
	@sh .ci/browser
