# make demo    the main job on Samples/          make test    every test
# make install the binary under PREFIX           make lint    the style checks      make bench   the measurements
# make golden  rewrites the golden files          make fuzz    five minutes a reader and detector
# make accuracy  the tables of docs/accuracy.md, from the corpora of VOC_DATA

PREFIX ?= /usr/local
RELEASE = .build/release/voc
SWIFT_RELEASE = swift build -c release --static-swift-stdlib --product voc

.PHONY: build release setup test lint demo install bench reader-bench alert-bench accuracy golden fuzz learn-check clean

build: setup
	swift build

setup:
	@scripts/setup.sh

release: setup
	$(SWIFT_RELEASE)

demo: release
	@scripts/demo.sh $(RELEASE)

test: setup
	swift test --parallel

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests Fuzz

install: release
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/voc"
	install -m 755 $(RELEASE) "$(DESTDIR)$(PREFIX)/bin/voc"
	rm -rf "$(DESTDIR)$(PREFIX)/share/voc/lexicons" "$(DESTDIR)$(PREFIX)/share/voc/seeds"
	cp -R lexicons seeds "$(DESTDIR)$(PREFIX)/share/voc/"

golden:
	VOC_REWRITE_GOLDENS=1 swift test

bench: release
	python3 Benchmarks/benchmark.py $(RELEASE)

# The shipped learned weights are what the corpora of VOC_DATA give, bit for bit.
learn-check: release
	VOC=$(RELEASE) scripts/learn.sh --check

# How often rules cry wolf and how soon they see a fall, simulated: the figures of docs/alerts.md.
alert-bench:
	swift build -c release --static-swift-stdlib --product AlertSimulation
	.build/release/AlertSimulation --season none --scale 2

# Parsing alone, MB a second of a core: the figures of Benchmarks/README.md.
reader-bench:
	swift build -c release --static-swift-stdlib --product ReaderSpeed
	.build/release/ReaderSpeed

accuracy: release
	python3 Benchmarks/accuracy.py $(RELEASE) --write docs/accuracy.md

fuzz:
	Fuzz/run.sh 300

clean:
	rm -rf .build demo
