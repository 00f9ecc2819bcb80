# Drover: what people and CI run. Each goal installs the system packages that are missing first (scripts/install-dependencies).

# A release build that is there already is kept up to date and used; otherwise a debug build, which is quicker to make.
CONFIGURATION := $(if $(wildcard .build/release/drover),release,debug)

.PHONY: help demo build release test bench clean dependencies

help:
	@echo "make demo     start a server, run example jobs, show what comes of them"
	@echo "make build    debug build"
	@echo "make release  optimised build: .build/release/drover"
	@echo "make test     build and run all tests"
	@echo "make bench    measure throughput and latency on this machine"
	@echo "make clean    remove what was built"

demo: dependencies
	swift build -c $(CONFIGURATION) --product drover
	.build/$(CONFIGURATION)/drover demo

build: dependencies
	swift build

release: dependencies
	swift build -c release --product drover

test:
	@scripts/install-dependencies --tests
	@scripts/install-container-engine
	@scripts/install-api-checker
	swift build --build-tests
	swift test --no-parallel

bench: release
	.build/release/drover bench

clean:
	swift package clean

dependencies:
	@scripts/install-dependencies
