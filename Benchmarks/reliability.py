#!/usr/bin/env python3
"""Breaks imports on purpose and checks that nothing is lost, doubled or half written.

    Benchmarks/reliability.py PATH-TO-VOC [--kills 200] [--rows 220000] [--only kill|faults] [--seed 1]

Kills: an import is ended with SIGKILL at random moments, several times in a row, then given again; the store must then hold
what an undisturbed import holds (hash of `voc export`, counts of the batch) and pass SQLite's check and the index's own.
Faults: a full disk (a small tmpfs, as root), a folder that cannot be written, a store another process holds, two imports at
once. Prints one line a check and ends with 1 when one failed. Standard library only.
"""

import argparse
import csv
import hashlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from benchmark import write_survey  # noqa: E402

failures = []


def check(name, holds, detail=""):
    print(f"{'ok  ' if holds else 'FAIL'}  {name}{'  ' + str(detail) if detail != '' else ''}", flush=True)
    if not holds:
        failures.append(name)


def run(voc, *arguments, **options):
    return subprocess.run([voc, *arguments, "--lang", "en"], capture_output=True, text=True, **options)


def poison(path):
    """One row in a hundred gets a rating that is off its scale: it must be put aside, once."""
    rows = list(csv.reader(open(path, newline="", encoding="utf-8")))
    for index in range(57, len(rows), 100):
        rows[index][6] = "11"
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def contents(voc, store):
    """What a store holds, whatever the order it came in: the export's hash, and what each batch counted."""
    process = subprocess.Popen([voc, "export", "--store", str(store)], stdout=subprocess.PIPE)
    digest = hashlib.sha256()
    while piece := process.stdout.read(1 << 20):
        digest.update(piece)
    assert process.wait() == 0, "export failed"
    database = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    counts = database.execute(
        "SELECT records_read, items_new, items_updated, items_duplicate, records_dropped, rows_quarantined, status FROM batch"
    ).fetchall()
    aside = database.execute("SELECT count(*), count(DISTINCT line) FROM quarantine").fetchone()
    texts = database.execute("SELECT count(*) FROM verbatim").fetchone()
    indexed = database.execute("SELECT count(*) FROM verbatim_fts_docsize").fetchone()
    sound = [row[0] for row in database.execute("PRAGMA integrity_check")]
    database.close()
    return (digest.hexdigest(), tuple(counts), aside), sound == ["ok"] and texts == indexed


def kills(voc, folder, survey, count, dice):
    store = folder / "whole.db"
    start = time.perf_counter()
    reference = run(voc, "import", str(survey), "--store", str(store), "--quiet")
    seconds = time.perf_counter() - start
    assert reference.returncode == 3, reference.stderr
    wanted, sound = contents(voc, store)
    check("an undisturbed import is sound", sound, f"{seconds:.1f} s")
    done, resumed, bad = 0, 0, []
    while done < count:
        store = folder / "killed.db"
        for suffix in ("", "-wal", "-shm", ".key"):
            Path(f"{store}{suffix}").unlink(missing_ok=True)
        # The pseudonyms of both stores must be the same.
        shutil.copy(folder / "whole.db.key", folder / "killed.db.key")
        moments = []
        for _ in range(min(dice.randrange(1, 6), count - done)):
            process = subprocess.Popen([voc, "import", str(survey), "--store", str(store), "--quiet"],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            moment = dice.uniform(0.0, seconds * 1.05)
            moments.append(round(moment, 3))
            try:
                process.wait(moment)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
                done += 1
        last = run(voc, "import", str(survey), "--store", str(store))
        resumed += "went on after record" in last.stdout
        got, sound = contents(voc, store)
        doctor = run(voc, "doctor", "--store", str(store)).returncode
        # A run that ended before its kill is a batch of its own that found everything there already.
        whole = got[0] == wanted[0] and got[2][1] == wanted[2][1] and got[1][0] == wanted[1][0]
        if not (last.returncode == 3 and whole and sound and doctor == 0):
            bad.append((moments, last.returncode, whole, sound, doctor, last.stderr[-200:]))
            print("      ", bad[-1], flush=True)
        print(f"      {done} kills, {resumed} runs went on from a commit, {len(bad)} wrong", flush=True)
    check(f"{done} kills at random moments, then the same command", not bad, f"{resumed} went on from a commit")


def disk_full(voc, folder, survey):
    if os.geteuid() != 0:
        return print("skip  a full disk: mounting a tmpfs needs root")
    mount = folder / "small"
    mount.mkdir()
    for megabytes in (2, 8, 24):
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(mount)], check=True)
        try:
            store = mount / "voc.db"
            outcome = run(voc, "import", str(survey), "--store", str(store))
            said = "disk is full" in outcome.stderr
            check(f"a disk of {megabytes} MB that fills up is said", outcome.returncode in (1, 2) and said,
                  f"exit {outcome.returncode} {outcome.stderr.strip()[-90:]}")
            subprocess.run(["mount", "-o", "remount,size=1g", str(mount)], check=True)
            again = run(voc, "import", str(survey), "--store", str(store))
            check("with room again, the same command finishes", again.returncode == 3, again.stderr[-90:].strip())
            (_, counts, aside), sound = contents(voc, store)
            check("and nothing is lost or doubled", sound and len(counts) == 1 and aside[0] == aside[1], counts)
        finally:
            subprocess.run(["umount", str(mount)], check=True)


def read_only(voc, folder, survey):
    place = folder / "locked-folder"
    place.mkdir()
    if os.geteuid() == 0:
        # Root writes through permissions: only a read-only file system stops it.
        subprocess.run(["mount", "-t", "tmpfs", "-o", "ro,size=1m", "tmpfs", str(place)], check=True)
    else:
        place.chmod(0o500)
    try:
        outcome = run(voc, "import", str(survey), "--store", str(place / "voc.db"))
        check("a folder that cannot be written is said before anything is read",
              outcome.returncode == 2 and "cannot be written" in outcome.stderr and not list(place.iterdir()),
              outcome.stderr.strip()[-90:])
    finally:
        if os.geteuid() == 0:
            subprocess.run(["umount", str(place)], check=True)


def held(voc, folder, survey):
    store = folder / "held.db"
    assert run(voc, "import", str(survey), "--store", str(store), "--quiet").returncode == 3
    before, _ = contents(voc, store)
    other = folder / "more.csv"
    write_survey(other, 1000)
    holder = sqlite3.connect(store, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    start = time.perf_counter()
    outcome = run(voc, "import", str(other), "--store", str(store), "--source", "more")
    waited = time.perf_counter() - start
    check("a store another process writes to is waited for, then said",
          outcome.returncode == 1 and "another process" in outcome.stderr and waited > 4,
          f"exit {outcome.returncode} after {waited:.1f} s")
    holder.execute("ROLLBACK")
    holder.close()
    check("and nothing of it is half written", contents(voc, store)[0] == before)
    check("then it imports", run(voc, "import", str(other), "--store", str(store), "--source", "more").returncode == 0)


def together(voc, folder, survey):
    store = folder / "both.db"
    other = folder / "other.csv"
    write_survey(other, 30_000)
    for name, files in (("two files", (survey, other)), ("the same file twice", (survey, survey))):
        for suffix in ("", "-wal", "-shm", ".key"):
            Path(f"{store}{suffix}").unlink(missing_ok=True)
        running = [
            subprocess.Popen([voc, "import", str(file), "--store", str(store), "--source", f"s{int(file == other)}"],
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for file in files
        ]
        results = [(process.communicate()[1].strip()[-100:], process.returncode) for process in running]
        clean = all(code in (0, 3) or code == 1 and "another process" in error for error, code in results)
        check(f"{name} at once: each finishes or says who is in the way", clean, results)
        for file in files:
            code = run(voc, "import", str(file), "--store", str(store), "--source", f"s{int(file == other)}").returncode
            assert code in (0, 3), code
        database = sqlite3.connect(store)
        items, keys = database.execute("SELECT count(*), count(DISTINCT natural_key) FROM item").fetchone()
        expected = sum(len(list(csv.reader(open(file, newline="", encoding="utf-8")))) - 1 for file in set(files))
        aside, lines = database.execute(
            "SELECT count(*), count(DISTINCT batch || ':' || line) FROM quarantine WHERE batch = (SELECT min(batch) FROM quarantine)"
        ).fetchone()
        unbalanced = database.execute(
            "SELECT count(*) FROM batch WHERE records_read <> items_new + items_updated + items_duplicate + records_dropped"
            " + rows_quarantined OR position <> records_read").fetchone()[0]
        database.close()
        _, sound = contents(voc, store)
        whole = items == keys == expected - aside and aside == lines and unbalanced == 0
        check(f"{name} at once: every response is there once, or put aside once", sound and whole,
              f"{items} items and {aside} rows put aside of {expected} responses")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("voc")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--rows", type=int, default=220_000)
    parser.add_argument("--only", choices=["kill", "faults"])
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    voc = os.path.abspath(options.voc)
    folder = Path(tempfile.mkdtemp(prefix="voc-reliability-"))
    try:
        survey = folder / "survey.csv"
        write_survey(survey, options.rows)
        poison(survey)
        if options.only != "kill":
            read_only(voc, folder, survey)
            held(voc, folder, survey)
            together(voc, folder, survey)
            disk_full(voc, folder, survey)
        if options.only != "faults":
            kills(voc, folder, survey, options.kills, random.Random(options.seed))
    finally:
        shutil.rmtree(folder)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
