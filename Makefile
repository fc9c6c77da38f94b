# Two commands do everything on a fresh Debian 12: `make demo` and `make test`. Both may be run again at any time.
JOBS ?= $(shell nproc)
ISA ?= auto
PREFIX ?= /usr/local
CMAKE_FLAGS = -G Ninja -DCMAKE_BUILD_TYPE=Release -DREWIRE_ISA=$(ISA)

.PHONY: help build install demo python page web docs test bench lint format clean
help:
	@echo "make demo    installs what it needs, builds, simulates ten minutes of a resting brain, prints where the report is"
	@echo "make test    installs what it needs, builds, runs every test"
	@echo "make page    a page to play with, in the browser of this machine"
	@echo "make python  the module: \`import rewire as rw\` in a virtual environment, .venv"
	@echo "make docs    the guides and the methods book as a site with search, for the browser, without a network"
	@echo "make install the program, its manual page, completions of bash, zsh and fish into PREFIX (/usr/local)"
	@echo "make build   build/rewire        make bench  timings        make lint  formatting, includes, clang-tidy"

build:
	@scripts/setup build
	@cmake -S . -B build $(CMAKE_FLAGS) >build.log 2>&1 || { cat build.log; exit 1; }
	@rm -f build.log
	@cmake --build build -j $(JOBS) --target rewire

install: build
	@cmake --install build --prefix "$(PREFIX)" >/dev/null
	@echo "$(DESTDIR)$(PREFIX)/bin/rewire"

demo: build
	@build/rewire demo
	@echo "next: make page (to play with, in a browser)   make python (import rewire as rw; notebooks/)"

# The page is built once, and again where its sources have changed; the program holds it.
web:
	@scripts/setup page
	@scripts/page
page: web build
	@build/rewire serve

# Debian's Python, which pybind11 is for, and Debian's NumPy, xarray and Jupyter.
python:
	@scripts/setup python
	@/usr/bin/python3 -m venv --system-site-packages .venv
	@REWIRE_BUILD_DIR=$(CURDIR)/build REWIRE_JOBS=$(JOBS) .venv/bin/python -m pip install --quiet --no-build-isolation --no-index --no-deps .
	@.venv/bin/python -m ipykernel install --sys-prefix >.venv/kernel.log 2>&1 || { cat .venv/kernel.log; exit 1; } # so that notebooks run where rewire is
	@.venv/bin/python -c 'import rewire as rw; print("rewire", rw.__version__, "in .venv; try: .venv/bin/python -m notebook notebooks")'

# The guides, and what the program prints of its own equations, as pages in build/docs.
docs: build
	@scripts/setup docs
	@/usr/bin/python3 scripts/docs

test:
	@scripts/setup test
	@JOBS=$(JOBS) ISA=$(ISA) scripts/test

bench:
	@scripts/setup dev
	@cmake -S . -B build $(CMAKE_FLAGS) -DREWIRE_BENCH=ON >/dev/null
	@cmake --build build -j $(JOBS) --target benches
	@for b in build/bench/*_bench; do echo "== $$b"; $$b --benchmark_min_time=0.2 || exit 1; done
	@if ls build/python/rewire/_rewire*.so >/dev/null 2>&1; then echo "== bench/python_bench.py"; \
	  PYTHONPATH=build/python /usr/bin/python3 bench/python_bench.py; fi

lint:
	@scripts/setup dev
	@scripts/lint

format:
	@git ls-files '*.hpp' '*.cpp' | xargs clang-format -i

clean:
	rm -rf build build-plain build-watched build-threads build-alone build-lint build-python .venv web/dist web/node_modules out
