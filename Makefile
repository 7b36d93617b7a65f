# The targets people type: site, serve, test, check. Each sets up what it needs.

PYTHON ?= python3
SITE_ENV := .venv
TEST_ENV := .venv-test

# Otherwise each process of pytest compiles all tests, in each run: that takes some seconds.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: site serve manual test test-matrix check lock bundle schema translations clean

site: $(SITE_ENV)/ready ## build the shipped course into site/
	$(SITE_ENV)/bin/answerable build

serve: $(SITE_ENV)/ready ## preview it at http://127.0.0.1:8000/
	$(SITE_ENV)/bin/answerable serve

manual: $(SITE_ENV)/ready ## build the manual into build/manual/
	NO_MKDOCS_2_WARNING=1 $(SITE_ENV)/bin/mkdocs build --quiet --strict -f docs/mkdocs.yml

test: $(TEST_ENV)/ready frontend/node_modules/ready ## all tests, against the built wheel
	rm -rf dist
	$(TEST_ENV)/bin/python -m build --wheel --no-isolation --outdir dist .
	$(TEST_ENV)/bin/python -m pip install --quiet --no-deps --force-reinstall dist/*.whl
	$(TEST_ENV)/bin/python -m tests.support.chromium
	$(TEST_ENV)/bin/python -m tests.support.engines
	$(TEST_ENV)/bin/python -m tests.support.office
	$(TEST_ENV)/bin/python -m tests.support.typefaces
	cd frontend && PATH="$(CURDIR)/$(TEST_ENV)/bin:$$PATH" npm test
	$(TEST_ENV)/bin/python -m pytest -n 3 --dist worksteal --durations=10

test-matrix: $(TEST_ENV)/ready ## all tests but the browser's, under each Python from 3.11 to 3.14 that is here
	rm -rf dist
	$(TEST_ENV)/bin/python -m build --wheel --no-isolation --outdir dist .
	$(TEST_ENV)/bin/python -m tests.support.matrix

check: $(TEST_ENV)/ready frontend/node_modules/ready ## static checks and freshness of made files
	$(TEST_ENV)/bin/ruff check .
	$(TEST_ENV)/bin/ruff format --check .
	$(TEST_ENV)/bin/mypy
	PYTHONPATH=generator $(TEST_ENV)/bin/lint-imports
	cd frontend && PATH="$(CURDIR)/$(TEST_ENV)/bin:$$PATH" npm run typecheck
	cd frontend && PATH="$(CURDIR)/$(TEST_ENV)/bin:$$PATH" npm run build -- --check

bundle: $(TEST_ENV)/ready frontend/node_modules/ready ## make the browser's script and styles anew
	cd frontend && PATH="$(CURDIR)/$(TEST_ENV)/bin:$$PATH" npm run build

schema: $(SITE_ENV)/ready ## make the JSON schemas of the scenario files anew
	$(SITE_ENV)/bin/python -m answerable.model.schema scenarios

translations: $(SITE_ENV)/ready ## carry new words of the sources into the catalogues
	$(SITE_ENV)/bin/python -m answerable.i18n.extraction

lock: $(TEST_ENV)/ready ## pin the newest versions that pyproject.toml allows
	$(TEST_ENV)/bin/uv pip compile pyproject.toml --group build --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --upgrade --quiet -o requirements.lock
	$(TEST_ENV)/bin/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --upgrade --quiet -o requirements-dev.lock

clean: ## remove all that make has made
	rm -rf $(SITE_ENV) $(TEST_ENV) site dist build frontend/node_modules

$(SITE_ENV)/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(SITE_ENV)
	$(SITE_ENV)/bin/python -m pip install --quiet --require-hashes -r requirements.lock
	$(SITE_ENV)/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(TEST_ENV)/ready: requirements-dev.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(TEST_ENV)
	$(TEST_ENV)/bin/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	touch $@

frontend/node_modules/ready: $(TEST_ENV)/ready frontend/package-lock.json
	cd frontend && PATH="$(CURDIR)/$(TEST_ENV)/bin:$$PATH" npm ci --no-audit --no-fund
	touch $@
