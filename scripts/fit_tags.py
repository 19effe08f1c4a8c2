#!/usr/bin/env python3
"""Fits lexicons/{fr,en}/tags.tsv, what frictions, intents and steps are weighed by, on labelled feedback.

    VOC_DATA=../shared/data scripts/fit_tags.py fit [fr]   writes tags.tsv: same data, same cue files, same bytes
    VOC_DATA=../shared/data scripts/fit_tags.py reweigh    writes each cue's own precision into the cue files, where it was seen
    VOC_DATA=../shared/data scripts/fit_tags.py measure    cross-validates, holds sets out, then reads the dev file once

Needs numpy 2.4.6 and scipy 1.17.1, and a release binary (VOC, default .build/release/voc): the features are the
analyser's own. Rows of sets marked "evaluation only", and dev files, are never learned from. The corpora's labels are joined
by the project's own (labels/README.md): rows read later, and texts written for fields that no corpus holds.

One logistic regression a category, all of a language at once: learned words and pairs, the score of the hand-written
cues, and the text's attitude. A cue's score is judged on the other rows alone, since cues were written from these
rows. What the readers quoted counts as a short text of its own; so do the invented + and - lines of the cue files.
A term's weight is its own part and a smooth one, the same function of the term's vector (word_vectors.py) for all
terms: what no labelled text holds learns from what stands among the same words. Then the fitted model labels unlabelled
feedback of the same kinds, half of it with its hand-written cues hidden, and everything is fitted again: words that keep
company with a cue learn from it. The weights that tell most are kept and fitted once more without the others.

An area of frictions is fitted as a category is. A friction's z is less where many others are likely (tag_limits.py).
"""
import collections
import glob
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # sums in one order: the same bytes each time

import numpy as np
import scipy.sparse as sp

import project_labels
import tag_limits
import word_vectors
from tag_limits import logistic

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DATA = os.environ.get("VOC_DATA", os.path.join(ROOT, "../shared/data"))
VOC = os.environ.get("VOC", os.path.join(ROOT, ".build/release/voc"))
LEXICONS = os.environ.get("VOC_LEXICONS", os.path.join(ROOT, "lexicons"))
EVALUATION_ONLY = ("semeval16", "xlmt")
FOLDERS = {"friction": "frictions", "intents": "intents", "steps": "step"}
CROWD = 4.0  # TagModel.crowd
PRIOR, PRIOR_ROWS = 0.45, 3.0  # a cue's precision before any row is seen, and how many rows that is worth
PENALTY, ITERATIONS = 0.1, 120
CUE_SCALE = 1.5
# By language, as measured on texts that taught nothing.
# Where a category's weight for its own cues is pulled to: few rows must not silence a rare one.
OWN_CUE = {"fr": 4.0, "en": 0.0}
QUOTE_WEIGHT, EXAMPLE_WEIGHT, POOL_WEIGHT = 0.5, 0.5, 0.3
READ_WEIGHT, WRITTEN_WEIGHT = 1, 0.7
POOL_CAP = 1200
HINT = 0.7  # how far a set's own labels bend a guess
SMOOTH = 0.7  # the smooth part's prior spread, as a share of the own part's
MOST_WEIGHTS = 175_000  # of terms, for all categories and areas
REPAIRS = 30  # steps of the last fit, of the kept weights alone
SMALLEST = 0.02  # of any other weight
ATTITUDES = 4  # tone and three labels, the last features of a row
ROUNDS, HAIR = 15, 0.04
HAIR_ROUNDS = 6  # from then on right is enough: lines that contradict each other would be pushed without end
TERM = re.compile(r"(NOT_)?([^\x00-\x7f]+|[a-z0-9]+|<num>)|([a-z0-9]+|<num>) ([a-z0-9]+|<num>)")
# What the limit of a friction rises by where the text praises. On texts that taught nothing: in the texts that taught, the
# analyser knows praise too well to tell.
PRAISING = {"fr": 5.0, "en": 5.0}
# Sets of one field, left out together to see how a field that taught nothing fares.
FIELDS = [("airline", "apple_tweets"), ("gplay", "minibar"), ("mcdonalds", "semeval14_resto", "tripadvisor", "mabsa"), ("trustpilot",),
          ("webis", "amazon", "vader_amazon"), ("insurance",), ("spplus",), ("free_tweets",)]
OF_PRAISE = 3.0  # how much less likely a friction is where the set's own label says praise


def examples(language):
    """The + and - lines of the cue files: (text, code, whether it holds)."""
    rows = []
    for folder in FOLDERS:
        for path in sorted(glob.glob(f"{LEXICONS}/{language}/{folder}/*.tsv")):
            code = os.path.basename(path)[:-4]
            for line in open(path, encoding="utf-8"):
                if line[:2] in ("+ ", "- "):
                    rows.append({"text": line[2:].rstrip("\n"), "code": code, "holds": line[0] == "+"})
    return rows


def gold(split, language):
    rows = project_labels.read_jsonl(f"{DATA}/gold_friction.{split}.jsonl")
    if split == "train":
        rows = [row for row in rows if not row["source"].startswith(EVALUATION_ONLY)]
    return [row for row in rows if row["lang"] == language]


def pool(language, labelled):
    """Feedback nobody labelled, complaints first: at most POOL_CAP a set, a fifth more of the rest."""
    known = {row["id"] for row in labelled}
    seen, rows = set(), []
    shuffled = np.random.RandomState(0)
    for path in sorted(glob.glob(f"{DATA}/*.train.jsonl") + glob.glob(f"{DATA}/*.unlabelled.jsonl")):
        name = os.path.basename(path)
        if name.startswith(EVALUATION_ONLY + ("gold", "vader_tweets", "brand")):
            continue
        found = []
        for row in project_labels.read_jsonl(path):
            if row["lang"] == language and row["id"] not in known and row["text"] not in seen:
                seen.add(row["text"])
                found.append({"text": row["text"][:3000], "source": row["source"], "hints": hints(row),
                              "praises": row["sentiment"] == "positive"})
        shuffled.shuffle(found)
        rows.append(found[: 4 * POOL_CAP])
    rows = [row for found in rows for row in found_features(found, language)]
    return rows


def unlabelled(language):
    """Every text there is to learn words from, each once."""
    seen, rows = set(), []
    for path in sorted(glob.glob(f"{DATA}/*.train.jsonl") + glob.glob(f"{DATA}/*.unlabelled.jsonl")):
        if os.path.basename(path).startswith(EVALUATION_ONLY + ("gold",)):
            continue
        for row in project_labels.read_jsonl(path):
            wanted = row["lang"] == language and not row["source"].startswith(EVALUATION_ONLY)
            if wanted and row["text"] not in seen:
                seen.add(row["text"])
                rows.append({**row, "text": row["text"][:3000]})
    return rows


def hints(row):
    """What the set's own annotators said of a row."""
    return sorted({str(label) for label in row.get("labels") or []})


def add_hints(rows):
    """Gives each row its set's own labels: gold rows are drawn from those sets."""
    for source in sorted({row["source"] for row in rows}):
        known = {}
        for path in glob.glob(f"{DATA}/{source}.train.jsonl"):
            known = {row["id"]: hints(row) for row in project_labels.read_jsonl(path)}
        for row in rows:
            if row["source"] == source:
                row["hints"] = known.get(row["id"])


def found_features(found, language):
    add_features(found, language)
    blame = [row for row in found if row["tone"] < 0.1][:POOL_CAP]
    return blame + [row for row in found if row["tone"] >= 0.1][: POOL_CAP // 5]


def add_features(rows, language):
    """Asks the analyser for terms, fired cues, tone and label of each row."""
    lines = "".join(json.dumps({"text": row["text"], "language": language}) + "\n" for row in rows)
    command = [VOC, "lexicon", "features", "--lexicons", BARE]
    out = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    for row, line in zip(rows, out.decode().splitlines(), strict=True):
        row.update(json.loads(line))


def copy_without_weights():
    """A copy of the lexicons without what is fitted here, so that it never feeds on itself."""
    folder = tempfile.mkdtemp()
    shutil.copytree(LEXICONS, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("tags.tsv"))
    return folder


BARE = copy_without_weights()


class Corpus:
    """The rows of one language, with their features."""

    def __init__(self, language, with_pool=True):
        self.language = language
        self.train, self.dev = gold("train", language), gold("dev", language)
        self.examples = examples(language)
        self.quotes = [
            {"text": quote, "code": code, "id": row["id"],
             "same": [c for c, q in row["quotes"].items() if q and (quote in q or q in quote)]}
            for row in self.train for code, quote in sorted(row["quotes"].items()) if code in row["frictions"] and quote
        ]
        self.read = project_labels.read_rows(DATA, language, READ_WEIGHT)
        self.written = project_labels.written_rows(language, WRITTEN_WEIGHT)
        add_hints(self.train + self.read)
        for rows in (self.train, self.read, self.written, self.dev, self.examples, self.quotes):
            add_features(rows, language)
        self.pool = pool(language, self.train + self.read) if with_pool else []
        if with_pool:
            texts = [row["text"] for row in unlabelled(language)]
            self.vector_place, self.vectors = word_vectors.vectors(texts)
        self.kinds = {}
        for folder, field in FOLDERS.items():
            for path in glob.glob(f"{LEXICONS}/{language}/{folder}/*.tsv"):
                self.kinds[os.path.basename(path)[:-4]] = field
        self.columns = tag_limits.Columns(self.kinds)
        self.codes, self.index = self.columns.codes, self.columns.index


def blank(rows, corpus):
    """Targets, none of them meant."""
    return np.zeros((len(rows), len(corpus.columns.names)))


def labels(rows, corpus):
    """Targets and their weights: what only one of two readers saw is left out."""
    targets = blank(rows, corpus)
    weights = np.ones_like(targets)
    for number, row in enumerate(rows):
        weights[number] = row.get("trust", 1)
        for field in FOLDERS.values():
            for code in row[field]:
                mark(targets[number], code, corpus)
        for field in FOLDERS.values():
            for code in row.get(field + "_optional", []):
                for column in columns_of(code, corpus):
                    weights[number, column] *= targets[number, column]
    return targets, weights


def columns_of(code, corpus):
    """The column of a code, and of its area when it is a friction."""
    if corpus.kinds[code] != "frictions":
        return [corpus.index[code]]
    return [corpus.index[code], corpus.columns.area_column(code)]


def mark(targets, code, corpus):
    for column in columns_of(code, corpus):
        targets[column] = 1


def quote_labels(rows, corpus):
    targets = blank(rows, corpus)
    for number, row in enumerate(rows):
        for code in [row["code"], *row["same"]]:
            mark(targets[number], code, corpus)
    return targets, np.tile(corpus.columns.is_friction * QUOTE_WEIGHT, (len(rows), 1))


def example_labels(rows, corpus):
    """A line that shows what a code is not may well be of its area."""
    targets = blank(rows, corpus)
    weights = np.zeros_like(targets)
    for number, row in enumerate(rows):
        if row["holds"]:
            mark(targets[number], row["code"], corpus)
        for column in columns_of(row["code"], corpus) if row["holds"] else [corpus.index[row["code"]]]:
            weights[number, column] = EXAMPLE_WEIGHT * row.get("boost", 1)
    return targets, weights


def cue_counts(rows, corpus):
    """By cue: rows it fired in, and those of them that carry its code."""
    fired, right = collections.Counter(), collections.Counter()
    for row in rows:
        for cue in row["cues"]:
            fired[cue["rule"]] += 1
            right[cue["rule"]] += cue["code"] in row[corpus.kinds[cue["code"]]]
    return fired, right


def precision(right, fired):
    return round((right + PRIOR_ROWS * PRIOR) / (fired + PRIOR_ROWS), 2)


def cue_scores(rows, corpus, counts, own):
    """1 − Π (1 − precision) by category. `own`: 1 the rows are among those counted, 2 unseen cues are left out."""
    fired, right = counts
    doubt = np.ones((len(rows), len(corpus.codes)))
    for number, row in enumerate(rows):
        for cue in row["cues"]:
            rule, code = cue["rule"], cue["code"]
            n, k = fired[rule], right[rule]
            if own == 1:
                n, k = n - 1, k - (code in row.get(corpus.kinds[code], row.get("same", [])))
            if own and n <= 0:
                continue
            doubt[number, corpus.index[code]] *= 1 - precision(max(k, 0), n) * cue["factor"]
    return 1 - doubt


def attitude(rows):
    return np.array(
        [[row["tone"], row["label"] == "positive", row["label"] == "negative", row["label"] == "neutral"] for row in rows],
        float)


class Model:
    """Terms with their weights for every category of a language."""

    def __init__(self, corpus, train, fold=False):
        self.corpus, self.counts = corpus, cue_counts(train, corpus)
        frequency = collections.Counter(term for row in train + corpus.written for term in row["terms"])
        wide = collections.Counter(term for row in corpus.pool for term in row["terms"])
        self.terms = sorted(t for t in set(frequency) | set(wide) if frequency[t] >= 2 or wide[t] >= 8)
        self.terms = [term for term in self.terms if TERM.fullmatch(term)]
        count = len(train) + len(corpus.written) + len(corpus.pool)
        self.rarity = {t: math.log(count / (frequency[t] + wide[t])) / 5 for t in self.terms}
        ids = {row["id"] for row in train}
        quotes = [row for row in corpus.quotes if row["id"] in ids]
        parts = self.parts(train, quotes)
        self.fit(parts)
        hidden = np.random.RandomState(5).rand(len(corpus.pool)) < 0.5
        guesses = self.guesses(train)
        parts.append((self.matrix(corpus.pool, 0, hidden), guesses, np.full(guesses.shape, POOL_WEIGHT)))
        self.fit(parts)
        self.keep_what_tells_most(parts)

    def guesses(self, train):
        """The model's view of the pool, bent by what the set's own label has meant to the readers elsewhere."""
        corpus, pool = self.corpus, self.corpus.pool
        odds = self.matrix(pool, 0) @ self.weights + self.bias
        targets, _ = labels(train, corpus)
        for source in sorted({row["source"] for row in pool}):
            read = [number for number, row in enumerate(train) if row["source"] == source and row["hints"] is not None]
            if len(read) < 30:
                continue
            here = [number for number, row in enumerate(pool) if row["source"] == source]
            share = (targets[read].sum(0) + 0.5) / (len(read) + 1)
            counted = collections.Counter(hint for number in read for hint in train[number]["hints"])
            for hint in sorted(hint for hint, count in counted.items() if count >= 10):
                for holds in (True, False):
                    same = [number for number in read if (hint in train[number]["hints"]) == holds]
                    given = (targets[same].sum(0) + 3 * share) / (len(same) + 3)
                    shift = np.clip(np.log(given / (1 - given)) - np.log(share / (1 - share)), -3, 3)
                    bent = [number for number in here if (hint in pool[number]["hints"]) == holds]
                    odds[bent] += HINT * shift
        return logistic(odds - OF_PRAISE * np.outer([row["praises"] for row in pool], corpus.columns.is_friction))

    def parts(self, train, quotes):
        self.number_terms()
        corpus = self.corpus
        shown, written = corpus.examples, corpus.written
        return [(self.matrix(train, 1), *labels(train, corpus)), (self.matrix(quotes, 1), *quote_labels(quotes, corpus)),
                (self.matrix(shown, 0), *example_labels(shown, corpus)), (self.matrix(written, 0), *labels(written, corpus))]

    def number_terms(self):
        self.scale = np.array([self.rarity[term] for term in self.terms])
        self.place = {term: number for number, term in enumerate(self.terms)}

    def fit(self, parts):
        features, targets, weights = stack(parts)
        words = features[:, : len(self.terms)]
        smooth = self.smooth_features()
        self.weights, self.bias, of_vectors = regress(
            features, words @ smooth, targets, weights, len(self.corpus.codes), OWN_CUE[self.corpus.language])
        self.weights[: len(self.terms)] += smooth @ of_vectors

    def smooth_features(self):
        """Each term's vector, nought where it has none."""
        vectors = np.zeros((len(self.terms), self.corpus.vectors.shape[1]), np.float32)
        for number, term in enumerate(self.terms):
            if term in self.corpus.vector_place:
                vectors[number] = SMOOTH * self.corpus.vectors[self.corpus.vector_place[term]]
        return vectors

    def keep_what_tells_most(self, parts):
        """Drops most weights of terms, the small ones of rare terms first, and fits what is left to do without them."""
        count = len(self.terms)
        features, self.targets, self.trust = stack(parts)
        frequency = np.asarray((features[:, :count] > 0).sum(0)).ravel()
        telling = np.abs(self.weights[:count] * self.scale[:, None]) * (frequency[:, None] + 1.0) ** 0.25
        least = np.partition(telling.ravel(), -MOST_WEIGHTS)[-MOST_WEIGHTS]
        self.weights[:count][telling < least] = 0
        kept = np.flatnonzero((telling >= least).any(1))
        self.terms = [self.terms[number] for number in kept]
        self.weights = np.vstack([self.weights[kept], self.weights[count:]])
        self.number_terms()
        # What is dropped no longer counts among the terms of a text.
        words, others = features[:, :count], features[:, count:]
        left = words[:, kept].tocsr()
        grown = np.sqrt((np.diff(words.indptr) + CROWD) / (np.diff(left.indptr) + CROWD))
        self.features = sp.hstack([sp.diags(grown) @ left, others]).tocsr().astype(np.float32)
        first = parts[0][0].shape[0] + parts[1][0].shape[0]
        self.shown = slice(first, first + parts[2][0].shape[0])
        self.repair()

    def repair(self):
        self.trust[self.shown] = example_labels(self.corpus.examples, self.corpus)[1]
        self.weights, self.bias = repair(self.features, self.targets, self.trust, self.weights, self.bias)

    def matrix(self, rows, own, hidden=None):
        places, starts, values = [], [0], []
        for row in rows:
            found = sorted(self.place[term] for term in row["terms"] if term in self.place)
            places += found
            values += list(self.scale[found] / math.sqrt(len(found) + CROWD))
            starts.append(len(places))
        words = sp.csr_matrix((values, places, starts), shape=(len(rows), len(self.terms)))
        cues = CUE_SCALE * cue_scores(rows, self.corpus, self.counts, own)
        if hidden is not None:
            cues[hidden] = 0
        return sp.hstack([words, sp.csr_matrix(cues), sp.csr_matrix(attitude(rows))]).tocsr()

    def odds(self, rows, own=0):
        """z, before what rivals and praise take from it."""
        return self.matrix(rows, own) @ self.weights + self.bias


def stack(parts):
    return (sp.vstack([part[0] for part in parts]).tocsr().astype(np.float32),
            *(np.vstack([part[place] for part in parts]).astype(np.float32) for place in (1, 2)))


class Adam:
    """Steps of one table of parameters: Kingma and Ba 2015."""

    def __init__(self, table):
        self.table = table.astype(np.float32)
        self.mean, self.square, self.count = np.zeros_like(self.table), np.zeros_like(self.table), 0

    def step(self, gradient, rate):
        self.count += 1
        self.mean = 0.9 * self.mean + 0.1 * gradient
        self.square = 0.99 * self.square + 0.01 * gradient * gradient
        size = np.sqrt(self.square / (1 - 0.99**self.count)) + 1e-8
        self.table -= np.float32(rate / (1 - 0.9**self.count)) * self.mean / size


def regress(features, smooth, targets, weights, codes, own_cue):
    """Weighted logistic loss on the whole set, weights pulled to 0 and a code's own cues to own_cue."""
    back, smooth_back = features.T.tocsr(), np.ascontiguousarray(smooth.T)
    centre = np.zeros((features.shape[1], targets.shape[1]), np.float32)
    own = np.arange(codes)
    centre[features.shape[1] - ATTITUDES - codes + own, own] = own_cue
    w, d = Adam(centre), Adam(np.zeros((smooth.shape[1], targets.shape[1])))
    b = Adam(np.log((targets * weights).sum(0) + 0.5) - np.log(((1 - targets) * weights).sum(0) + 0.5))
    for step in range(1, ITERATIONS + 1):
        rate = 0.05 * (1 if step < ITERATIONS * 0.6 else 0.3 if step < ITERATIONS * 0.85 else 0.1)
        gradient = (logistic(features @ w.table + smooth @ d.table + b.table) - targets) * weights
        w.step(back @ gradient + np.float32(PENALTY) * (w.table - centre), rate)
        d.step(smooth_back @ gradient + np.float32(PENALTY) * d.table, rate)
        b.step(gradient.sum(0), rate)
    return w.table.astype(float), b.table.astype(float), d.table.astype(float)


def repair(features, targets, weights, start, bias):
    """A few steps from `start` on, weights of 0 staying 0."""
    back, w, b = features.T.tocsr(), Adam(start), Adam(bias)
    kept, centre = (w.table != 0).astype(np.float32), w.table.copy()
    for step in range(1, REPAIRS + 1):
        rate = 0.02 if step < REPAIRS * 0.6 else 0.004
        gradient = (logistic(features @ w.table + b.table) - targets) * weights
        w.step((back @ gradient + np.float32(PENALTY) * (w.table - centre)) * kept, rate)
        b.step(gradient.sum(0), rate)
    return w.table.astype(float), b.table.astype(float)


# Measures


def report(name, corpus, rows, z, limits):
    z = tag_limits.settled(corpus.columns, rows, z, PRAISING[corpus.language])
    for field in FOLDERS.values():
        stands = limits[field].chosen(corpus.columns, field, z)
        truth = tag_limits.Truth(corpus.columns, rows, field)
        right, wrong, missed = truth.counts(stands)
        said = f"{name} {corpus.language} {field}: F1 {tag_limits.f1((right, wrong, missed)):.3f}"
        said += f" P {right / max(right + wrong, 1):.3f} R {right / max(right + missed, 1):.3f}"
        if field == "frictions":
            said += f" areas {tag_limits.f1(truth.counts(stands, True)):.3f}"
        print(said, flush=True)


def choose(corpus, rows, z):
    return tag_limits.choose(corpus.columns, rows, z, PRAISING[corpus.language])


def cross_validate(corpus, rows, folds=3):
    """z of each row, as a model has it that was fitted without it."""
    order = np.random.RandomState(1).permutation(len(rows))
    z = np.zeros((len(rows), len(corpus.columns.names)))
    for fold in range(folds):
        held = [int(number) for place, number in enumerate(order) if place % folds == fold]
        out = set(held)
        model = Model(corpus, [row for number, row in enumerate(rows) if number not in out])
        z[held] = model.odds([rows[number] for number in held], 2)
    return z


def hold_out(corpus):
    """Each field's rows, as a model sees them that was fitted without any text of the field: rows and z."""
    rows, z, everything = [], [], (corpus.train, corpus.read, corpus.pool)
    for field in FIELDS:
        held = [row for row in corpus.train if row["source"].startswith(field)]
        train, corpus.read, corpus.pool = ([row for row in of if not row["source"].startswith(field)] for of in everything)
        if held:
            rows += held
            z.append(Model(corpus, train + corpus.read).odds(held, 2))
        corpus.read, corpus.pool = everything[1:]
    return rows, np.vstack(z)


# Writing


def number(value):
    text = f"{value:.2f}"
    return "0" if text in ("-0.00", "0.00") else text


def line(name, codes, values, keep_all=False):
    pairs = [f"{code}={number(value)}" for code, value in zip(codes, values) if keep_all or abs(value) >= SMALLEST]
    return f"{name}\t{' '.join(pairs)}\n" if pairs else ""


def write(corpus, model, limits):
    columns, terms = corpus.columns, len(model.terms)
    names = columns.names
    of_codes = [limits[corpus.kinds[code]] for code in columns.codes]
    starts = [limit.tag for limit in of_codes] + [limits["frictions"].area for _ in columns.areas]
    tone, positive, negative, neutral = model.weights[-ATTITUDES:]
    out = ["# What tags are weighed by, fitted on labelled feedback by scripts/fit_tags.py. See docs/lexicons.md.\n",
           "# Every text: where a tag starts, from where on it stands, and what the text's attitude adds.\n",
           line("<bias>", names, model.bias, True), line("<limit>", names, starts, True),
           line("<tone>", names, tone), line("<positive>", names, positive), line("<negative>", names, negative),
           line("<neutral>", names, neutral), line("<praising>", names, -PRAISING[corpus.language] * columns.is_friction),
           "# What the hand-written cues of a category add to which tags, times their score 1 - (1 - weight)...\n"]
    for code in columns.codes:
        out.append(line(f"<{code}>", names, model.weights[terms + corpus.index[code]] * CUE_SCALE))
    out.append("# Words, negated words and pairs of words, divided by the root of their number and 4.\n")
    for place, term in enumerate(model.terms):
        weights = model.weights[place] * model.scale[place]
        out.append(line(term, names, weights))
    with open(f"{LEXICONS}/{corpus.language}/tags.tsv", "w", encoding="utf-8") as file:
        file.write("".join(out))


def reweigh(language):
    corpus = Corpus(language, with_pool=False)
    fired, right = cue_counts(corpus.train + corpus.read, corpus)
    for folder in FOLDERS:
        for path in sorted(glob.glob(f"{LEXICONS}/{language}/{folder}/*.tsv")):
            name = f"{language}/{folder}/{os.path.basename(path)}"
            lines = open(path, encoding="utf-8").read().split("\n")
            for place, text in enumerate(lines):
                if not text or text[0] == "#" or text[:2] in ("+ ", "- ") or "\t" not in text:
                    continue
                columns = text.split("\t")
                rule = f"{name}:{place + 1}"
                if not fired[rule]:  # nothing seen of it yet: the value its author gave
                    continue
                columns[1] = f"{precision(right[rule], fired[rule]):.2f}".rstrip("0")
                lines[place] = "\t".join(columns)
            open(path, "w", encoding="utf-8").write("\n".join(lines))


def failing(corpus, model, limits, hair):
    """The + and - lines the model gets wrong, or right by less than a hair."""
    columns, rows, wrong = corpus.columns, corpus.examples, []
    z = tag_limits.settled(columns, rows, model.odds(rows), PRAISING[corpus.language])
    for field in FOLDERS.values():
        sure, near = (limits[field].moved(by).chosen(columns, field, z) for by in (hair, -hair))
        for number, row in enumerate(rows):
            if corpus.kinds[row["code"]] == field:
                column = corpus.index[row["code"]]
                if not sure[number, column] if row["holds"] else near[number, column]:
                    wrong.append(row)
    return wrong


def fit_until_examples_hold(corpus, limits):
    """Fits, then goes on with more weight on the lines that fail, until none does."""
    model = Model(corpus, corpus.train + corpus.read)
    for place in range(ROUNDS):
        wrong = failing(corpus, model, limits, HAIR if place < HAIR_ROUNDS else 0)
        print(f"{corpus.language}: {len(wrong)} of {len(corpus.examples)} examples fail", flush=True)
        for row in wrong[:10]:
            print(f"  {row['code']}: {row['text']}")
        if not wrong:
            break
        for row in wrong:
            row["boost"] = row.get("boost", 1) * 3
        model.repair()
    return model


def main(mode, languages=("fr", "en")):
    for language in languages:
        if mode == "reweigh":
            reweigh(language)
            continue
        corpus = Corpus(language)
        rows = corpus.train + corpus.read
        z = cross_validate(corpus, rows)
        limits = choose(corpus, rows, z)
        print(language, limits)
        report("cross-validated", corpus, rows, z, limits)
        if mode == "measure":
            rows, unseen = hold_out(corpus)
            report("fields held out", corpus, rows, unseen, choose(corpus, rows, unseen))
        model = fit_until_examples_hold(corpus, limits)
        if mode == "fit":
            write(corpus, model, limits)
        else:
            report("dev", corpus, corpus.dev, model.odds(corpus.dev), limits)


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in ("fit", "reweigh", "measure"):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:] or ("fr", "en"))
