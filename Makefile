# The recipes that people, pre-commit and CI share. `make site` and `make test` set up what they need.
PYTHON ?= python3
BIN := .venv/bin
NPM := $(shell command -v npm 2>/dev/null || echo $(BIN)/npm)
# npm and what it runs find the Node that may have come with it.
NODE := PATH="$(CURDIR)/$(BIN):$$PATH"
ASSETS := site_templates/assets/site.js
TIDY := NO_MKDOCS_2_WARNING=1
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-virtualenv
# A lock names all there is: nothing is chosen at installation, so that what came out since cannot get in.
LOCKED := $(PIP) --no-deps --require-hashes -r
# Cards are written in two weights of each font: the others, a hundred megabytes, need not stay.
TWO_WEIGHTS := find node_modules/@expo-google-fonts -name '*.ttf*' ! -name '*_400Regular.ttf' ! -name '*_700Bold.ttf' -delete

# What waits for a browser or for one core does so while what starts servers and processes is tested.
BESIDE := tests/browser tests/property tests/spec tests/unit

.DEFAULT_GOAL := help
.PHONY: help site serve check fix test nightly bench pages growth screenshots accessibility lock clean

help: ## show these recipes
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: .venv/.run $(ASSETS) ## validate, build site/, queue posts
	$(TIDY) $(BIN)/daylight build

serve: .venv/.run $(ASSETS) ## preview at http://127.0.0.1:8000 and rebuild on every save
	$(TIDY) $(BIN)/daylight serve

check: .venv/.dev node_modules/.dev ## everything that can be said without running: content, style, types, layers
	$(BIN)/daylight check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(NODE) $(NPM) run --silent check

fix: .venv/.dev ## mend style where the mending is certain
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test: .venv/.dev node_modules/.dev $(ASSETS) .venv/.browser .venv/.engines .venv/.servers ## pass all tests
	@echo "$(BESIDE) run at the same time as the others; what they say is shown at the end."
	@$(TIDY) $(BIN)/python -m pytest -m "not shared" $(BESIDE) >.venv/beside.log 2>&1 & beside=$$!; \
	trap "kill $$beside" INT TERM; \
	$(TIDY) $(BIN)/python -m pytest -m "not shared" $(addprefix --ignore=,$(BESIDE)); others=$$?; \
	wait $$beside; these=$$?; cat .venv/beside.log; test $$others = 0 && test $$these = 0

nightly: .venv/.dev .venv/.servers ## compare 20,000 random packages with frictionless; kill workers over 600 deliveries
	DAYLIGHT_CASES=20000 DAYLIGHT_FIRST_CASE=1000 $(BIN)/python -m pytest -q tests/property/test_screen.py
	DAYLIGHT_POSTS=150 DAYLIGHT_KILLS=100 $(BIN)/python -m pytest -q tests/live/test_chaos.py

bench: .venv/.bench $(ASSETS) .venv/.browser benchmarks/beside_others/node_modules/.locked site ## measure against peers, side by side
	$(TIDY) $(BIN)/python benchmarks/scale.py --datasets 1000
	$(TIDY) $(BIN)/python benchmarks/live_reload.py
	$(BIN)/python benchmarks/tables.py
	$(BIN)/python benchmarks/feeds.py
	$(TIDY) $(BIN)/python benchmarks/cards.py
	$(BIN)/python benchmarks/finding.py
	$(TIDY) $(BIN)/python benchmarks/all_rows.py
	$(MAKE) --no-print-directory pages

pages: .venv/.bench $(ASSETS) .venv/.browser benchmarks/beside_others/node_modules/.locked ## weigh pages beside others with Lighthouse
	$(TIDY) $(BIN)/python benchmarks/pages.py

screenshots: .venv/.dev node_modules/.dev $(ASSETS) .venv/.browser ## show every kind of page in docs/pages.md
	GOLDEN=update $(BIN)/python -m pytest -q tests/browser/test_shown.py

accessibility: .venv/.dev node_modules/.dev $(ASSETS) .venv/.browser ## ask IBM's engine, write docs/accessibility-ibm.md
	GOLDEN=update $(BIN)/python -m pytest -q tests/browser/test_ibm.py

growth: .venv/.dev $(ASSETS) ## fail where a step of a build grows faster than the number of datasets
	$(TIDY) $(BIN)/python benchmarks/scale.py --growth

lock: ## choose new versions of every dependency (needs uv)
	uv pip compile -q -U --universal --python-version 3.11 --generate-hashes --no-header \
	  pyproject.toml requirements/build.in -o requirements/run.txt
	uv pip compile -q -U --universal --python-version 3.11 --generate-hashes --no-header --extra dev \
	  pyproject.toml requirements/build.in -c requirements/run.txt -o requirements/dev.txt
	uv pip compile -q -U --universal --python-version 3.11 --generate-hashes --no-header --extra bench \
	  pyproject.toml requirements/build.in -c requirements/run.txt -c requirements/dev.txt -o requirements/bench.txt
	uv pip compile -q -U --universal --python-version 3.11 --generate-hashes --no-header \
	  requirements/node.in -o requirements/node.txt
	uv pip compile -q -U --universal --python-version 3.11 --generate-hashes --no-header \
	  requirements/engines.in -o requirements/engines.txt
	uv pip compile -q -U --universal --python-version 3.11 --generate-hashes --no-header \
	  requirements/synapse.in -o requirements/synapse.txt

clean: ## remove what was made (not what was installed)
	rm -rf site .site.staging .site.previous .daylight

# Setting up. Each stamp is older than what it was made from only when that changed.
.venv/bin/python:
	$(PYTHON) -m venv .venv || { echo "Python's venv is missing. On Debian: apt-get install python3-venv." >&2; exit 1; }

.venv/.run: requirements/run.txt pyproject.toml | .venv/bin/python
	$(LOCKED) requirements/run.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.run
	$(LOCKED) requirements/dev.txt
	@touch $@

.venv/.bench: requirements/bench.txt .venv/.dev
	$(LOCKED) requirements/bench.txt
	@touch $@

.venv/.npm: requirements/node.txt | .venv/bin/python
	@command -v npm >/dev/null || $(LOCKED) requirements/node.txt
	@touch $@

node_modules/.run: package-lock.json .venv/.npm
	@test -e node_modules/.dev && test node_modules/.dev -nt package-lock.json || \
	  $(NODE) $(NPM) ci --ignore-scripts --omit=dev --no-audit --no-fund --loglevel=error
	@$(TWO_WEIGHTS)
	@touch $@

node_modules/.dev: package-lock.json .venv/.npm
	$(NODE) $(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@$(TWO_WEIGHTS)
	@touch $@ node_modules/.run

# Lighthouse and its many parts, for `make pages` alone.
benchmarks/beside_others/node_modules/.locked: benchmarks/beside_others/package-lock.json .venv/.npm
	cd benchmarks/beside_others && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# What `site_templates/scripts` becomes in the browser, and the font of the pages.
$(ASSETS): node_modules/.run $(wildcard site_templates/scripts/*.ts)
	@rm -f site_templates/assets/*.js
	$(NODE) $(NPM) run --silent build -- --log-level=warning
	@cp node_modules/@fontsource-variable/public-sans/files/public-sans-latin-wght-normal.woff2 site_templates/assets/public-sans.woff2
	@cp node_modules/@fontsource-variable/public-sans/files/public-sans-latin-ext-wght-normal.woff2 site_templates/assets/public-sans-ext.woff2
	@touch $@

# Other engines for prose, each of which wants its own versions of what they share.
.venv/.engines: requirements/engines.txt | .venv/bin/python
	@test -e .venv/engines/bin/python || $(PYTHON) -m venv .venv/engines
	.venv/engines/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/engines.txt
	@touch $@

# Chromium, Java, an old browser and one without styles for the tests of the finished pages: Debian's, where this may install them.
.venv/.browser: | .venv/bin/python
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  { command -v chromium && command -v java && command -v wkhtmltopdf && command -v w3m && command -v pdftotext; } >/dev/null || \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium default-jre-headless wkhtmltopdf w3m poppler-utils >/dev/null; }; \
	fi
	@touch $@

# Real servers for the tests of what is posted: snac and PostgreSQL are Debian's, where this may install them; Bluesky's is npm's,
# and Matrix's is PyPI's.
# SQLite is compiled for it, of what the lock names alone: in half a minute, where Node's own -O3 takes six.
# What cannot be had is said here, and again by the tests that are skipped for it.
.venv/.servers: tests/live/servers/package-lock.json requirements/synapse.txt .venv/.npm
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  { command -v snac && command -v g++ && command -v ssh-keygen && ls /usr/lib/postgresql/*/bin/initdb; } >/dev/null 2>&1 || { \
	    . /etc/os-release; \
	    [ "$$ID" != debian ] || grep -qsr -- -backports /etc/apt/sources.list /etc/apt/sources.list.d || \
	      echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian $$VERSION_CODENAME-backports main" \
	        >/etc/apt/sources.list.d/daylight-backports.list; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq snac2 postgresql g++ openssh-client >/dev/null || \
	    echo "snac2, postgresql, g++ and openssh-client were not installed." >&2; }; \
	fi
	@test -e .venv/synapse/bin/python || $(PYTHON) -m venv .venv/synapse
	.venv/synapse/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/synapse.txt
	cd tests/live/servers && $(NODE) npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@cd tests/live/servers && export $(NODE) && headers=$$(node -p "path.resolve(process.execPath, '../..')") && \
	  { test ! -e "$$headers/include/node/node.h" || export npm_config_nodedir="$$headers"; } && \
	  CFLAGS=-O1 CXXFLAGS=-O1 npm_config_jobs=max npm_config_build_from_source=true npm rebuild better-sqlite3 >/dev/null 2>&1 || \
	    echo "SQLite was not compiled for Node, which needs g++ and Python: there is no Bluesky here." >&2
	@touch $@
