#!/usr/bin/env python3
"""Two-way sentiment on fields that taught nothing, beside a model trained on the same texts.

    Benchmarks/unseen.py PATH-TO-VOC [--data FOLDER] [--write docs/accuracy.md]

For each field, the sets of that field are left out, the learned words are fitted again on the others (`voc lexicon learn`, as
scripts/learn.sh does it) and TF-IDF with logistic regression is trained on the same rows; both then read the field's dev
files. Beside them, both with the field's own training rows. A score of 0 is an error. The lexicons are those of the repository;
scikit-learn is installed into .build/tfidf. Takes some ten minutes.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from accuracy import ROOT, Voc, mean, number, rows_of, table, two_way, write

FIELDS = {
    "fr": [["gplay_fr"], ["insurance_fr"], ["mabsa_fr"], ["minibar_fr"], ["tripadvisor_resto_fr"], ["webis_cls_fr", "webis_cls_fr_titles"]],
    "en": [["airline_en"], ["amazon_sdcard_en"], ["apple_tweets_en", "brand_tweets_en"], ["cr_en", "vader_amazon_en"], ["minibar_en"],
           ["semeval14_laptop_en"], ["semeval14_resto_en"], ["trustpilot_en"], ["vader_tweets_en"], ["webis_cls_en", "webis_cls_en_titles"]],
}
SIDES = ("positive", "negative")


def tfidf(python, train, test):
    lines = [json.dumps({"text": row["text"], "positive": row["sentiment"] == "positive"}) for row in train]
    lines += [json.dumps({"text": row["text"]}) for row in test]
    run = subprocess.run(
        [python, ROOT / "Benchmarks" / "tfidf_peer.py"], input="\n".join(lines), capture_output=True, text=True, check=True)
    return [int(line) for line in run.stdout.split()]


def scores(voc, lexicons, rows, language):
    found = Voc(voc, lexicons).classify([row["text"] for row in rows], [language] * len(rows))
    return [answer["sentiment"]["score"] for answer in found]


def learned_without(voc, data, language, corpora, field, folder):
    """A copy of the lexicons whose learned words know nothing of the sets of a field."""
    lexicons = Path(folder) / "lexicons"
    shutil.copytree(ROOT / "lexicons", lexicons)
    (lexicons / language / "tags.tsv").unlink()
    out = Path(folder) / "learned.tsv"
    files = [data / f"{name}.train.jsonl" for name in corpora if name not in field] + [data / "gold_friction.train.jsonl"]
    subprocess.run(
        [voc, "lexicon", "learn", "--from", *files, "--language", language, "--fresh", "--exclude-source", "semeval16_", "xlmt_tweets_",
         *field, "--date", "2026-11-21", "--lexicons", lexicons, "--out", out, "-q"], check=True, stdout=subprocess.DEVNULL)
    shutil.copy(out, lexicons / language / "learned.tsv")
    return lexicons


def section(voc, python, data, language):
    fields, lines, columns = FIELDS[language], [], []
    corpora = [name for field in fields for name in field]
    train = {name: [row for row in rows_of(data / f"{name}.train.jsonl") if row["sentiment"] in SIDES] for name in corpora}
    everything = [row for name in corpora for row in train[name]]
    for field in fields:
        others = [row for name in corpora if name not in field for row in train[name]]
        with tempfile.TemporaryDirectory() as folder:
            lexicons = learned_without(voc, data, language, corpora, field, folder)
            for name in field:
                rows = [row for row in rows_of(data / f"{name}.dev.jsonl") if row["sentiment"] in SIDES]
                answers = [scores(voc, lexicons, rows, language), tfidf(python, others, rows),
                           scores(voc, ROOT / "lexicons", rows, language), tfidf(python, everything, rows)]
                columns.append([two_way(rows, answer) for answer in answers])
                lines.append([name, len(rows), *map(number, columns[-1])])
                print(*lines[-1], file=sys.stderr, flush=True)
    lines.append(["**mean of sets**", "", *[f"**{number(mean(column))}**" for column in zip(*columns)]])
    return table(["set", "texts", "**voc**, field unseen", "TF-IDF, field unseen", "**voc**, field seen", "TF-IDF, field seen"], lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("voc")
    parser.add_argument("--data", default=os.environ.get("VOC_DATA", ROOT.parent / "shared" / "data"))
    parser.add_argument("--write", metavar="DOCUMENT")
    options = parser.parse_args()
    peers = ROOT / ".build" / "tfidf"
    if not peers.exists():
        venv.create(peers, with_pip=True)
        subprocess.run([peers / "bin" / "python", "-m", "pip", "install", "-q", "scikit-learn"], check=True)
    voc = os.path.abspath(options.voc)
    done = {f"unseen {language}": section(voc, peers / "bin" / "python", Path(options.data), language) for language in FIELDS}
    for body in done.values():
        print(body)
    if options.write:
        write(options.write, done)


if __name__ == "__main__":
    main()
