PYTHON := /usr/bin/python3
VENV := .venv/bin/python
export PYTHONDONTWRITEBYTECODE := 1
export QT_QPA_PLATFORM := offscreen

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-matrix lint format scan check-package release build zip install screenshot bench bench-quick bench-layouts bench-sampling bench-algorithms bench-product bench-suggest strings fuzz faults soak clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## install QGIS and its Python packages if they are missing (apt)
	@.ci/setup qgis

demo: setup build ## classify the sample with qgis_process (map and picture in build/demo)
	@$(PYTHON) resources/demo/demo.py

test: build ## run all tests in a real QGIS
	@.ci/setup tests
	@PYTHONUNBUFFERED=1 $(VENV) -m pytest -n auto --dist worksteal $(ARGS)

test-matrix: ## run all tests in this QGIS and in those of newer Debians (20 minutes, 6 GB, needs root)
	@.ci/setup roots
	@.ci/setup tests
	@$(PYTHON) .ci/matrix.py $(ARGS)

lint: ## check style, order of imports, types, and that Qt 6 has all names of Qt
	@.ci/setup lint
	@.venv-lint/bin/ruff check .
	@.venv-lint/bin/ruff format --check .
	@.venv-lint/bin/lint-imports --no-cache --no-logo
	@.venv-lint/bin/mypy
	@.venv-lint/bin/python .ci/qt_names.py s2_kmeans_plugin resources tests

format: ## fix style where ruff can, and format the code
	@.ci/setup lint
	@.venv-lint/bin/ruff check --fix .
	@.venv-lint/bin/ruff format .

scan: ## scan the zip for insecure calls and secrets, as plugins.qgis.org does
	@.ci/setup lint
	@.ci/scan "$$($(MAKE) --silent zip)"

check-package: ## check the zip by the rules of plugins.qgis.org, and install it in a real QGIS
	@$(PYTHON) .ci/check_package.py "$$($(MAKE) --silent zip)"
	@.ci/install_check "$$($(MAKE) --silent zip)"

release: ## prepare a release: make release VERSION=1.2.3 (ARGS=--dry-run)
	@.ci/setup build
	@$(PYTHON) .ci/release.py "$(VERSION)" $(ARGS)

build: ## assemble the plugin in build/s2_kmeans_plugin
	@.ci/setup build
	@$(PYTHON) .ci/package.py build

zip: ## pack the plugin (reproducible)
	@.ci/setup build
	@$(PYTHON) .ci/package.py zip

install: ## install the plugin in your QGIS profile (QGIS_PROFILE, default: default)
	@.ci/setup build
	@$(PYTHON) .ci/package.py install

screenshot: setup build ## take the pictures of README and guide in a real desktop
	@resources/demo/screenshot

bench: build ## measure speed and memory beside scikit-learn (half an hour, 25 GB of memory)
	@.ci/setup tests
	@$(PYTHON) tests/bench/bench.py $(ARGS)

bench-quick: build ## the same on a small raster (two minutes)
	@.ci/setup tests
	@$(PYTHON) tests/bench/bench.py --quick $(ARGS)

bench-layouts: ## measure a tile in several file layouts (half an hour, 20 GB of disk)
	@.ci/setup tests
	@$(PYTHON) tests/bench/bench.py --layouts $(ARGS)

bench-sampling: ## measure the quality of the sample (half an hour)
	@.ci/setup tests
	@$(PYTHON) tests/bench/sampling.py $(ARGS)

bench-algorithms: ## measure a tile with each algorithm (ten minutes)
	@.ci/setup tests
	@$(PYTHON) tests/bench/bench.py --algorithms $(ARGS)

bench-product: ## measure a tile of a Sentinel-2 product (ten minutes, 3 GB of disk)
	@.ci/setup tests
	@$(PYTHON) tests/bench/bench.py --product $(ARGS)

bench-suggest: ## measure the suggested number of classes on synthetic scenes (half an hour)
	@.ci/setup tests
	@$(VENV) tests/bench/suggest.py $(ARGS)

strings: ## update the translations in resources/i18n from the code
	@.ci/setup qgis
	@$(PYTHON) .ci/strings.py $(ARGS)

fuzz: ## compare 10,000 random cases with an oracle (half an hour)
	@.ci/setup tests
	@$(VENV) tests/fuzz/readers.py 3000
	@$(VENV) tests/fuzz/run.py $(ARGS)

faults: build ## cause real faults: full disks, stalled servers, kills (ten minutes)
	@.ci/setup tests
	@PYTHONUNBUFFERED=1 $(VENV) -m pytest tests/faults/faults.py $(ARGS)

soak: build ## measure memory over 200 runs in one session of QGIS (table and picture in build)
	@.ci/setup tests
	@$(VENV) tests/soak/soak.py $(ARGS)

clean: ## remove builds and environments
	rm -rf build .venv .venv-lint .pytest_cache .ruff_cache .mypy_cache .hypothesis .qgis-settings
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
