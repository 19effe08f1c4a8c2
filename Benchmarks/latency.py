#!/usr/bin/env python3
"""Measures how long each question takes on a large store: every run a process of its own.

    Benchmarks/latency.py PATH-TO-VOC [--items 1000000] [--store FILE] [--keep FOLDER] [--runs 5]

Without --store it makes one first, of the survey of benchmark.py: a few minutes. The store's pages are in the system's cache
from the first run on. Standard library only.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
from benchmark import apart, timed, write_survey

# What is asked, and the milliseconds it may take on a million items; none where no bar is set.
QUESTIONS = [
    ("scores", 100), ("scores --by step --every week", 100), ("scores --by device", None),
    ("top", 100), ("top --step pay --since 2026-09-01", 100), ("top --by channel", 100), ("top --where device=mobile", None),
    ("change --metric nps --from 2026-08 --to 2026-09", 1000),
    ("compare --at 2026-09-15", 1000), ("compare --where-a device=mobile --where-b device=desktop", 1000),
    ("drivers", 1000), ("rising", 1000), ("rising --from 2026-08 --to 2026-09", 1000),
    ("journey", None), ("journey acc", None), ("urgent", None), ("ideas", None), ("mismatch", None), ("sessions", None),
    ("search paiement", None), ("alerts check --now 2026-10-26T12:00", None), ("report --out REPORT", 3000),
]


def make_store(voc, items, folder):
    survey, store = folder / "survey.csv", folder / "voc.db"
    apart(write_survey, survey, items)
    seconds, peak, code = timed([voc, "import", str(survey), "--store", str(store), "--quiet"], stdout=subprocess.DEVNULL)
    assert code == 0, f"import ended with {code}"
    survey.unlink()
    print(f"import of {items:,} responses: {seconds:.1f} s, peak {peak:.0f} MB, store {store.stat().st_size / 1e6:.0f} MB")
    return store


def ask(voc, store, question, runs, folder):
    arguments = [voc, *question.replace("REPORT", str(folder / "report.html")).split(), "--store", str(store)]
    seconds, peaks = [], []
    for _ in range(runs + 1):
        second, peak, code = timed(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        # 10 and 11 are an alert's answers.
        assert code in (0, 10, 11), f"{question} ended with {code}"
        seconds.append(second)
        peaks.append(peak)
    return seconds[0] * 1000, min(seconds[1:]) * 1000, statistics.median(seconds[1:]) * 1000, max(peaks)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("voc")
    parser.add_argument("--items", type=int, default=1_000_000)
    parser.add_argument("--store")
    parser.add_argument("--keep")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    voc = os.path.abspath(options.voc)
    folder = Path(options.keep or tempfile.mkdtemp(prefix="voc-latency-"))
    folder.mkdir(exist_ok=True)
    try:
        store = Path(options.store) if options.store else make_store(voc, options.items, folder)
        print(f"{'question':<56} {'first':>7} {'best':>7} {'median':>7}  ms  {'peak':>6} MB  wanted")
        for question, bar in QUESTIONS:
            first, best, median, peak = ask(voc, store, question, options.runs, folder)
            wanted = "" if bar is None else f"{bar} ms" + ("" if best <= bar else "  MISSED")
            print(f"{question:<56} {first:7.0f} {best:7.0f} {median:7.0f}      {peak:6.0f}     {wanted}", flush=True)
    finally:
        if not options.keep:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
