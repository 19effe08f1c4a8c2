#!/usr/bin/env python3
"""Measures voc against sqlite3's own import, on data this script makes from Samples/ with a fixed seed.

    Benchmarks/benchmark.py PATH-TO-VOC [--rows 500000] [--keep FOLDER]

Each figure is taken in one run, the peer first and on the same disk; the ratio is what counts, since machines differ.
Standard library only.
"""

import argparse
import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[1] / "Samples"
HEADER = [
    "ResponseId", "RecordedDate", "Canal", "Langue", "Page", "Appareil", "Recommanderiez-vous Maison Lumen ? (0 à 10)",
    "Êtes-vous satisfait(e) de votre visite ? (1 à 5)", "Effort : c'était facile (1 à 7)", "Pourquoi cette note ?",
]


def sample_texts():
    texts = []
    with open(SAMPLES / "enquete-qualtrics.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    column = rows[0].index("Q4")
    texts += [row[column] for row in rows[3:] if row[column]]
    with open(SAMPLES / "trustpilot.json", encoding="utf-8") as file:
        texts += [review["text"] for review in json.load(file)["reviews"]]
    return texts


def write_survey(path, rows):
    dice = random.Random("voc-benchmark")
    texts = sample_texts()
    pages = ["/", "/recherche", "/panier", "/paiement", "/paiement/3ds", "/suivi", "/retours", "/aide/contact"]
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        for row in range(rows):
            day = dice.randrange(84)
            text = f"{dice.choice(texts)} {dice.choice(texts)} Commande {row}."
            out.writerow([
                f"R_{row:08d}", f"2026-{8 + day // 28:02d}-{1 + day % 28:02d} {dice.randrange(24):02d}:{dice.randrange(60):02d}:00",
                dice.choice(["web", "app", "e-mail"]), dice.choice(["fr", "fr", "fr", "en"]), dice.choice(pages),
                dice.choice(["mobile", "desktop", "tablet"]), dice.randrange(11), dice.randrange(1, 6), dice.randrange(1, 8), text,
            ])


def apart(make, *arguments):
    """Does what takes memory in a process of its own: what a program is measured at begins with ours."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            make(*arguments)
            code = 0
        finally:
            os._exit(code)
    if os.waitpid(child, 0)[1] != 0:
        sys.exit(f"could not make {arguments[0]}")


def timed(arguments, **options):
    """Wall seconds and peak memory in MB of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(arguments, **options)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    return seconds, usage.ru_maxrss / 1024, code


def best(count, arguments, **options):
    return min((timed(arguments, **options) for _ in range(count)), key=lambda run: run[0])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("voc")
    parser.add_argument("--rows", type=int, default=500_000)
    parser.add_argument("--keep")
    options = parser.parse_args()
    voc = os.path.abspath(options.voc)
    folder = Path(options.keep or tempfile.mkdtemp(prefix="voc-bench-"))
    folder.mkdir(exist_ok=True)
    try:
        measure(voc, options.rows, folder)
    finally:
        if not options.keep:
            shutil.rmtree(folder)


def measure(voc, rows, folder):
    survey, store, bare = folder / "survey.csv", folder / "voc.db", folder / "bare.db"
    apart(write_survey, survey, rows)
    size = survey.stat().st_size / 1e6
    print(f"survey: {rows:,} responses, {size:.0f} MB")
    for file in folder.glob("*.db*"):
        file.unlink()

    peer, _, _ = timed(["sqlite3", str(bare), "-cmd", ".mode csv", f".import {survey} survey"])
    print(f"sqlite3 .import into one bare table: {peer:.2f} s")
    seconds, memory, code = timed([voc, "import", str(survey), "--store", str(store), "--quiet"], stdout=subprocess.DEVNULL)
    assert code == 0, f"import ended with {code}"
    print(f"voc import: {seconds:.2f} s = {seconds / peer:.1f} times the peer, {rows / seconds:,.0f} responses/s, peak {memory:.0f} MB")
    print(f"store: {store.stat().st_size / 1e6:.0f} MB")

    quiet = {"stdout": subprocess.DEVNULL}
    for arguments in (["top"], ["top", "--step", "pay", "--since", "2026-09-01"], ["scores"], ["journey"],
                      ["change", "--metric", "nps", "--from", "2026-08", "--to", "2026-09"], ["search", "paiement"]):
        first, _, code = timed([voc, *arguments, "--store", str(store)], **quiet)
        assert code == 0, f"{arguments} ended with {code}"
        again, peak, _ = best(5, [voc, *arguments, "--store", str(store)], **quiet)
        print(f"voc {' '.join(arguments)}: first {first * 1000:.0f} ms, best of 5 {again * 1000:.0f} ms, peak {peak:.0f} MB")
    start, _, _ = best(20, [voc, "--version"], **quiet)
    print(f"voc --version: {start * 1000:.1f} ms (best of 20)")
    classify(voc, folder)


def classify(voc, folder):
    dice = random.Random("voc-classify")
    texts = sample_texts()
    path = folder / "texts.ndjson"
    with open(path, "w", encoding="utf-8") as file:
        for row in range(300_000):
            file.write(json.dumps({"id": row, "text": f"{dice.choice(texts)} {dice.choice(texts)}"}, ensure_ascii=False) + "\n")
    size = path.stat().st_size / 1e6
    for threads in (1, 2):
        seconds, peak, _ = run_classify(voc, path, threads)
        print(f"voc classify --threads {threads}: {size / seconds:.0f} MB/s ({size:.0f} MB in {seconds:.2f} s), peak {peak:.0f} MB")
    one = folder / "one.ndjson"
    one.write_text('{"text": "Livraison rapide, merci"}\n', encoding="utf-8")
    runs = []
    for _ in range(5):
        with open(one, "rb") as file:
            runs.append(timed([voc, "classify"], stdin=file, stdout=subprocess.DEVNULL)[0])
    print(f"voc classify of one line: {min(runs) * 1000:.0f} ms")


def run_classify(voc, path, threads):
    runs = []
    for _ in range(3):
        with open(path, "rb") as file:
            runs.append(timed([voc, "classify", "--threads", str(threads)], stdin=file, stdout=subprocess.DEVNULL))
    return min(runs, key=lambda run: run[0])


if __name__ == "__main__":
    main()
