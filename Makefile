# The single door: make run, make test, make check, make bench. `make help` says what each does.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test test-fast test-long fuzz check lints bench pictures dist app server tools tools-test tools-check

DATA ?= data
LISTEN ?= 127.0.0.1:8080
SAMPLE := tests/corpus/bac-kan-2019
TARGET := $(or $(CARGO_TARGET_DIR),target)
# The targets of tests, by what they need; a tidy test keeps both lists whole.
FAST := cheats contract fuzz hostile interface form_fixtures package sample_ballots score_sample odk tidy
IN_BROWSERS := road tablet office desk screens
# What `make test-fast` leaves to `make test`: parts of the names of tests that take seconds each.
SLOW := every_history random_histories three_hundred the_samples_come the_sample_entered whatever_import_accepts \
  two_tiers cannot_be_taken_over is_never_called_damaged one_byte_that_changed a_row_that_is_gone that_is_dropped \
  told_to_stop_leaves a_locked_store_is_said a_page_that_is_lost they_follow_ballots everything_of_an_older_store \
  with_its_results_and_rebuilt carries_the_files_and_no all_ballots_in_any_order decisions_quarantine_and_a_year \
  both_engines_say_the_same what_was_killed_is_completed ballots_that_arrive_meanwhile a_wrong_line_at_the_end \
  opens_to_the_ballots every_file_of_every_version what_is_exported_gives_the_table every_command_leaves_one_file \
  a_run_of_the_store where_it_lost_and_what the_pages_give_the_expected a_file_on_its_way_breaks_off \
  the_pdf_is_tagged is_listed_and_nothing_else a_unit_reads_its_own_page haven_and_pspp a_network_that_breaks \
  an_upload_that_was_cut a_correction_stands_beside body_that_drips a_zip_as_people opens_in_libreoffice \
  another_process_changes has_real_headings of_an_appraiser_count it_follows_the_pages \
  is_refused_for_what what_cannot_be_a_form_is that_read_everything converters_verdict that_office_software_wrote
# How often `make test-long` tries each property, how often it kills a server that takes ballots from so many tablets at once, and how
# many answers it gives each form in both engines.
CASES ?= 20000
KILLS ?= 100
TABLETS ?= 48
STEPS ?= 400
# How many forms that chance made are read beside the reference converter.
FORMS ?= 3000
# How long `make fuzz` tries each of its targets, and the way that it takes.
SECONDS ?= 900
SEED ?= 1
AXE := $(TARGET)/npm/node_modules/axe-core/axe.min.js
# What is written in Python: clients of what the server says in OData 4 and OpenAPI, the reference converter of forms, and what puts office files
# behind a password.
PYTHON := $(TARGET)/python/made
# The form engine of ODK, which the test odk holds ours against.
ODK := $(TARGET)/npm/node_modules/@getodk/xforms-engine/package.json
# What `make bench` opens the sign-in page with.
LIGHTHOUSE := $(TARGET)/npm/node_modules/lighthouse/package.json

help: ## say what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/'

run: app ## install what is missing, build, load the sample, serve at http://localhost:8080
	cargo build --quiet --release -p server
	exec $(TARGET)/release/parindex demo --data $(DATA) --package $(SAMPLE) --listen $(LISTEN)

# The app is made while the tests compile: linked as one program, it keeps one core busy for minutes.
test: tools-test ## all tests, and make check
	cargo build --quiet --bin bundle
	mkdir -p app/dist
	$(TARGET)/debug/bundle & app=$$!; cargo test --quiet --workspace --no-run; wait $$app
	cargo test --quiet --workspace
	$(MAKE) --no-print-directory lints

test-fast: ## the tests that need no browser and no patience
	cargo test --quiet --workspace --lib --bins $(FAST:%=--test %) -- $(SLOW:%=--skip %)

test-long: tools-test dist ## what takes long: properties (CASES=), both form engines (STEPS=), the converter of forms (FORMS=), intervals over 500 populations, servers killed while ballots come (KILLS=, TABLETS=), the release installed
	PROPTEST_CASES=$(CASES) cargo test --quiet -p shared --lib
	cargo test --quiet -p shared --lib -- --ignored
	PARINDEX_STEPS=$(STEPS) PARINDEX_FORMS=$(FORMS) cargo test --quiet -p tests --test odk
	for kill in $$(seq $(KILLS)); do PARINDEX_CONNECTIONS=$(TABLETS) cargo test --quiet -p server --test interface durability; done
	$(call install,debootstrap:debootstrap curl:curl)
	server/packaging/try $(TARGET)/dist/*.deb

fuzz: ## inputs changed at random, by hand: SECONDS= of the processor for each target, SEED= says the way, finds lie in target/fuzz
	for target in workbooks xforms expressions steps; do \
	  FUZZ_SECONDS=$(SECONDS) FUZZ_SEED=$(SEED) cargo test --quiet -p tests --test fuzz $$target:: -- --nocapture; done

check: app lints ## formatting, lints, documentation, licences and bans, weight of the first load

lints: tools-check
	cargo fmt --all --check
	cargo clippy --quiet --workspace --all-targets -- -D warnings
	cargo clippy --quiet -p app --bin desk --profile wasm-quick --target wasm32-unknown-unknown -- -D warnings
	cargo clippy --quiet -p app --bin app --no-default-features --features store --profile wasm-quick --target wasm32-unknown-unknown -- -D warnings
	cargo clippy --quiet -p app --bin office --bin keying --no-default-features --profile wasm-quick --target wasm32-unknown-unknown -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --quiet --workspace --no-deps --document-private-items
	RUSTDOCFLAGS="-D warnings" cargo doc --quiet -p app --lib --profile wasm-quick --target wasm32-unknown-unknown --no-deps --document-private-items
	cargo deny --log-level error check licenses bans sources
	@if cargo deny --log-level error fetch db >/dev/null 2>&1; then cargo deny --log-level error check advisories; \
	else echo "advisories not checked: the advisory database cannot be reached from here"; fi

bench: tools-test $(LIGHTHOUSE) app ## measure speed and size; prints the README's table
	cargo bench --quiet -p tests

pictures: tools-test ## take the pictures of the guides anew, after a change of a screen that they show
	cargo run --quiet --bin bundle -- --quick
	PARINDEX_PICTURES=1 cargo test --quiet -p tests --test screens -- tour:: desk:: appraisal:: keying:: results::

dist: app ## a release: a .deb and a tarball with the one binary, in target/dist
	cargo build --quiet --release -p server
	rm -rf $(TARGET)/dist
	server/packaging/build $(TARGET)/release/parindex $(TARGET)/dist

app: tools ## build the app into app/dist
	cargo run --quiet --bin bundle

# Installs the Debian packages named in $(1), each given as command:package, where a command is missing.
define install
	@missing=""; for pair in $(1); do command -v "$${pair%%:*}" >/dev/null || missing="$$missing $${pair##*:}"; done; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing >/dev/null; \
	  else echo "Please install:$$missing (Debian: sudo apt-get install$$missing)"; exit 1; fi; fi
endef

tools:
	$(call install,clang:clang)
	@rustup target list --installed | grep -q wasm32-unknown-unknown || rustup target add wasm32-unknown-unknown
	@rustup component list --installed | grep -q rust-src || rustup component add rust-src

tools-test: tools $(AXE) $(ODK) $(PYTHON)
	$(call install,chromium:chromium chromedriver:chromium-driver firefox-esr:firefox-esr soffice:libreoffice-calc-nogui soffice:libreoffice-writer-nogui pdftotext:poppler-utils pspp:pspp aiosmtpd:python3-aiosmtpd java:default-jre-headless)
	@command -v geckodriver >/dev/null || cargo install --quiet --locked geckodriver
	@fc-list 2>/dev/null | grep -qi noto || { [ "$$(id -u)" != 0 ] || DEBIAN_FRONTEND=noninteractive apt-get install -y -qq fonts-noto-core >/dev/null; }

$(AXE):
	$(call install,npm:npm)
	npm install --silent --no-audit --no-fund --prefix $(TARGET)/npm axe-core@4

$(ODK): | $(AXE)
	npm install --silent --no-audit --no-fund --prefix $(TARGET)/npm @getodk/xforms-engine@0.22.0 jsdom@29.1.1

$(LIGHTHOUSE): | $(AXE)
	npm install --silent --no-audit --no-fund --prefix $(TARGET)/npm lighthouse@12.8.2

# It is made anew when the packages that are named here change.
$(PYTHON): Makefile
	$(call install,python3:python3)
	@python3 -c 'import ensurepip' 2>/dev/null || { [ "$$(id -u)" != 0 ] || DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null; }
	rm -rf $(@D)
	python3 -m venv $(@D)
	$(@D)/bin/pip install --quiet --disable-pip-version-check pyxform==4.5.0 python-odata==0.8.1 openapi-spec-validator==0.9.0 jsonschema==4.26.0 msoffcrypto-tool==6.1.0
	touch $@

tools-check:
	@command -v cargo-deny >/dev/null || cargo install --quiet --locked cargo-deny
