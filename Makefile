PYTHON := /usr/bin/python3
VENV := .venv/bin/python
export PYTHONDONTWRITEBYTECODE := 1
export QT_QPA_PLATFORM := offscreen

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-matrix lint format scan check-package release build zip install screenshot bench bench-quick bench-layouts bench-sampling bench-algorithms bench-product bench-suggest strings fuzz faults soak clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## install QGIS and its Python packages where they are missing (apt)
	@.ci/setup qgis

demo: setup build ## classify the sample with qgis_process; map and picture in build/demo
	@$(PYTHON) resources/demo/demo.py

test: build ## run the whole test suite in a real QGIS
	@.ci/setup tests
	@PYTHONUNBUFFERED=1 $(VENV) -m pytest -n auto --dist worksteal $(ARGS)

test-matrix: ## run it in this QGIS and in those of newer Debians (20 minutes, 6 GB; needs root)
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

scan: ## look for insecure calls, secrets and broken names in the zip, as plugins.qgis.org does
	@.ci/setup lint
	@.ci/scan "$$($(MAKE) --silent zip)"

check-package: ## check the zip against the rules of plugins.qgis.org, and install it in a real QGIS
	@$(PYTHON) .ci/check_package.py "$$($(MAKE) --silent zip)"
	@.ci/install_check "$$($(MAKE) --silent zip)"

release: ## prepare changelog, version, commit, tag and zip: make release VERSION=1.2.3 (ARGS=--dry-run)
	@.ci/setup build
	@$(PYTHON) .ci/release.py "$(VERSION)" $(ARGS)

build: ## assemble the plugin in build/s2_kmeans_plugin
	@.ci/setup build
	@$(PYTHON) .ci/package.py build

zip: ## pack the plugin, the same bytes every time
	@.ci/setup build
	@$(PYTHON) .ci/package.py zip

install: ## put the plugin into your QGIS profile (QGIS_PROFILE, default: default)
	@.ci/setup build
	@$(PYTHON) .ci/package.py install

screenshot: setup build ## make the pictures of the README and the guide in the real desktop
	@resources/demo/screenshot

bench: build ## measure speed and memory beside other ways (half an hour, 25 GB of memory)
	@.ci/setup tests
	@$(PYTHON) tests/bench/bench.py $(ARGS)

bench-quick: build ## the same on a small raster
	@.ci/setup tests
	@$(PYTHON) tests/bench/bench.py --quick $(ARGS)

bench-layouts: ## the tile striped, tiled, compressed, as a VRT, as JPEG 2000 (half an hour, 20 GB of disk)
	@.ci/setup tests
	@$(PYTHON) tests/bench/bench.py --layouts $(ARGS)

bench-sampling: ## what a sample misses, and how good its fit is (half an hour)
	@.ci/setup tests
	@$(PYTHON) tests/bench/sampling.py $(ARGS)

bench-algorithms: ## the tile by each algorithm (ten minutes)
	@.ci/setup tests
	@$(PYTHON) tests/bench/bench.py --algorithms $(ARGS)

bench-product: ## a tile from a product's folder and zips (ten minutes, 3 GB of disk)
	@.ci/setup tests
	@$(PYTHON) tests/bench/bench.py --product $(ARGS)

bench-suggest: ## how often the number of classes is found on synthetic scenes (half an hour)
	@.ci/setup tests
	@$(VENV) tests/bench/suggest.py $(ARGS)

strings: ## bring the translations in resources/i18n up to date with the code
	@.ci/setup qgis
	@$(PYTHON) .ci/strings.py $(ARGS)

fuzz: ## 10,000 odd rasters classified in odd ways, against an oracle (half an hour)
	@.ci/setup tests
	@$(VENV) tests/fuzz/readers.py 3000
	@$(VENV) tests/fuzz/run.py $(ARGS)

faults: build ## disks that fill up, servers that stall, kills and other faults, for real (ten minutes)
	@.ci/setup tests
	@PYTHONUNBUFFERED=1 $(VENV) -m pytest tests/faults/faults.py $(ARGS)

soak: build ## 200 runs in one session of QGIS: what is held after each, as a table and a picture in build
	@.ci/setup tests
	@$(VENV) tests/soak/soak.py $(ARGS)

clean: ## remove what was built and the environments
	rm -rf build .venv .venv-lint .pytest_cache .ruff_cache .mypy_cache .hypothesis .qgis-settings
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
