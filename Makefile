# Each goal does its own set-up, once: all it needs is Python 3.11 or newer and make.

SOURCE ?= sources/us-russia-thaw.yaml
BIN := .venv/bin
THEMES = $(patsubst styles/%/theme.toml,%,$(wildcard styles/*/theme.toml))
export PYTHON

# Homebrew's libraries are not on the loader's path, and macOS clears this variable from what a
# shell inherits: it has to stand before each command.
ifeq ($(shell uname -s),Darwin)
RUN := DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib:/usr/local/lib:/usr/lib
endif

.PHONY: help report test format soak bench docs guide pictures lock clean

help:
	@echo "make report   the example, into out/ (SOURCE=sources/… for another)"
	@echo "make test     formatting, lint, types, tests"
	@echo "make format   put the code into its form"
	@echo "make soak     the long random tests"
	@echo "make bench    how long reports take, into benchmarks/RESULTS.md"
	@echo "make docs     the guides that are made from the code"
	@echo "make guide    the guide of reportkit, into out/"
	@echo "make pictures the pictures of the documentation"
	@echo "make lock     lock the newest versions that pyproject.toml allows"
	@echo "make clean    remove all that was made, except out/"

report:
	@$(RUN) scripts/setup.sh report
	@$(RUN) $(BIN)/reportkit build $(SOURCE)

test:
	@$(RUN) scripts/setup.sh test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(RUN) $(BIN)/python -m pytest -n auto --dist worksteal

format:
	@$(RUN) scripts/setup.sh test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

soak:
	@$(RUN) scripts/setup.sh test
	HYPOTHESIS_PROFILE=soak $(RUN) $(BIN)/python -m pytest -m "soak or hypothesis" -n auto

docs:
	@$(RUN) scripts/setup.sh test
	@$(RUN) $(BIN)/python docs/reference.py
	@$(RUN) $(BIN)/python docs/findings.py
	@$(RUN) $(BIN)/python docs/templates.py
	@$(RUN) $(BIN)/python docs/commands.py
	@$(RUN) $(BIN)/python docs/architecture.py

guide:
	@$(RUN) scripts/setup.sh test
	@$(RUN) $(BIN)/reportkit build --strict docs/guide/sources/guide.yaml

pictures:
	@$(RUN) scripts/setup.sh test
	@$(RUN) $(BIN)/reportkit build sources/us-russia-thaw.yaml
	$(BIN)/python docs/sheet.py out/us-russia-thaw.pdf docs/example.png
	@for theme in $(THEMES); do \
	  $(RUN) $(BIN)/reportkit themes show $$theme -o .reportkit/themes >.reportkit/shown || exit; \
	  cp .reportkit/themes/$$theme.png docs/themes/; \
	done

LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

bench:
	@$(RUN) scripts/setup.sh test
	@$(RUN) $(BIN)/python -m benchmarks

lock:
	@scripts/setup.sh test
	$(BIN)/python -m pip install --quiet uv
	$(LOCK) --group build --output-file requirements/lock.txt
	$(LOCK) --group dev --constraint requirements/lock.txt --output-file requirements/dev.txt

clean:
	rm -rf .venv .tools .reportkit .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist
