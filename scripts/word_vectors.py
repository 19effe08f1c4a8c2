"""Vectors of words and pairs of words from unlabelled texts: what stands among the same words points the same way.

Positive pointwise mutual information of a term and the words up to WINDOW places away, the near ones counting more, and
the DIMENSIONS strongest directions of it (a truncated singular value decomposition by random projection, seeded). The
context's probability is smoothed by the power 0.75, the singular values by the root: Levy, Goldberg and Dagan 2015,
"Improving Distributional Similarity with Lessons Learned from Word Embeddings".
"""
import collections
import re
import unicodedata

import numpy as np
import scipy.sparse as sp

WINDOW, DIMENSIONS, SPARE = 6, 150, 20
LEAST_WORDS, LEAST_PAIRS = 4, 8  # how often a word or pair must stand in the texts
MOST_CONTEXTS, SMOOTHING, POWER_ROUNDS = 15_000, 0.75, 4
TOKEN = re.compile(r"[a-z0-9]+|[^\x00-\x7f\s]")


def tokens(text):
    """The words as lexicons write them: no case, no accents, a number as <num>."""
    folded = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("æ", "ae").replace("ß", "ss"))
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return ["<num>" if word.isdigit() else word for word in TOKEN.findall(plain)]


class Counts:
    """How often each term stands near each context word."""

    def __init__(self, texts):
        documents = [tokens(text) for text in texts]
        frequency = collections.Counter(word for words in documents for word in words)
        words = sorted(word for word, count in frequency.items() if count >= LEAST_WORDS)
        place = {word: number for number, word in enumerate(words)}
        pairs = collections.Counter(
            pair for words_ in documents for pair in zip(words_, words_[1:]) if pair[0] in place and pair[1] in place)
        pairs = sorted(pair for pair, count in pairs.items() if count >= LEAST_PAIRS)
        pair_place = {pair: number + len(words) for number, pair in enumerate(pairs)}
        self.terms, self.words = words + [" ".join(pair) for pair in pairs], len(words)
        common = sorted(sorted(words, key=lambda word: (-frequency[word], word))[:MOST_CONTEXTS])
        context = {word: number for number, word in enumerate(common)}
        self.table = sp.csr_matrix((len(self.terms), len(common)), dtype=np.float32)
        gap = [-1] * (WINDOW + 1)  # between texts, so that none reaches into the next
        single = np.array([number for text in documents for number in [place.get(word, -1) for word in text] + gap])
        double = np.array([
            number for text in documents for number in
            [pair_place.get(pair, -1) for pair in zip(text, text[1:])] + ([-1] if text else []) + gap])
        near = np.array([number for text in documents for number in [context.get(word, -1) for word in text] + gap])
        for distance in range(1, WINDOW + 1):
            weight = 1 - (distance - 1) / (WINDOW + 1)
            self.add(single[:-distance], near[distance:], weight)
            self.add(single[distance:], near[:-distance], weight)
            self.add(double[: -distance - 1], near[distance + 1 :], weight)
            self.add(double[distance:], near[:-distance], weight)

    def add(self, rows, columns, weight):
        known = (rows >= 0) & (columns >= 0)
        values = np.full(known.sum(), weight, np.float32)
        self.table = self.table + sp.csr_matrix((values, (rows[known], columns[known])), shape=self.table.shape)

    def information(self):
        """Positive pointwise mutual information."""
        rows = np.asarray(self.table.sum(1)).ravel()
        columns = np.asarray(self.table[: self.words].sum(0)).ravel() ** SMOOTHING
        columns /= columns.sum()
        table = self.table.tocoo()
        values = np.log(table.data / np.maximum(rows[table.row] * columns[table.col], 1e-9))
        kept = values > 0
        return sp.csr_matrix(
            (values[kept].astype(np.float32), (table.row[kept], table.col[kept])), shape=table.shape)


def vectors(texts):
    """Each term's place, and the matrix of their vectors, each of length 1."""
    counts = Counts(texts)
    information = counts.information()
    words = information[: counts.words]
    random = np.random.RandomState(0).standard_normal((words.shape[1], DIMENSIONS + SPARE))
    basis = random.astype(np.float32)
    for _ in range(POWER_ROUNDS):
        basis, _ = np.linalg.qr(words.T @ (words @ basis))
    _, strengths, right = np.linalg.svd(words @ basis, full_matrices=False)
    directions = (basis @ right.T)[:, :DIMENSIONS] / np.sqrt(strengths[:DIMENSIONS])
    found = information @ directions
    found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
    return {term: number for number, term in enumerate(counts.terms)}, found.astype(np.float32)
