"""What of a fitted model's z becomes a tag: the limits, and how a row's frictions are told from them.

A friction stands from its limit on. Where an area is sure and none of its frictions is, its likeliest one stands. The more
frictions are likely in a text, the surer each of them has to be: readers name few.
"""
import math

import numpy as np

FIELDS = ("frictions", "intents", "step")
AREA_REACH = 1.0  # TagModel.areaReach
RIVALRY, ALONE, FAINT = 0.6, 0.2, -5.0  # TagModel.Rivals
GRID = [number / 40 for number in range(3, 28)]
AREA_GRID = [number / 20 for number in range(5, 15)]
PRAISE_COST = 0.75  # what each per cent of praise with a friction may cost of F1
EVEN = 0.004  # limits of frictions as good as the best within this are even: what chooses between them is praise


def logistic(z):
    return 1 / (1 + np.exp(-z))


def logit(chance):
    return math.log(chance / (1 - chance))


def area_of(code):
    return code.split(".")[0]


def praising(rows):
    """How far each row leans to praise, 0 to 1: Analyzer.attitude."""
    return np.clip((np.array([row["tone"] for row in rows]) + 0.2) * 2.5, 0, 1)


class Columns:
    """Which columns of z are what: every code's, then every area's."""

    def __init__(self, kinds):
        self.codes = sorted(kinds)
        self.areas = sorted({area_of(code) for code in kinds if kinds[code] == "frictions"})
        self.names = self.codes + [area + ".*" for area in self.areas]
        self.index = {name: number for number, name in enumerate(self.names)}
        self.of_field = {
            field: np.array([number for number, code in enumerate(self.codes) if kinds[code] == field])
            for field in FIELDS}
        self.of_area = [
            np.array([self.index[code] for code in self.codes if kinds[code] == "frictions" and area_of(code) == area])
            for area in self.areas]
        self.is_friction = np.array(
            [kinds.get(name, "frictions") == "frictions" for name in self.names], np.float32)

    def area_column(self, code):
        return self.index[area_of(code) + ".*"]


def settled(columns, rows, z, praise):
    """z less what praise takes from it, and what its rivals take from a friction."""
    z = z - praise * np.outer(praising(rows), columns.is_friction)
    likely = z[:, columns.of_field["frictions"]]
    rivals = np.where(likely > FAINT, logistic(likely), 0).sum(1)
    return z - RIVALRY * np.outer(np.log(ALONE + rivals), columns.is_friction)


class Limits:
    """From which settled z on a field's tags stand, or an area does."""

    def __init__(self, tag, area=math.inf):
        self.tag, self.area = tag, area

    def moved(self, by):
        """The same, `by` more of a probability asked for."""
        shifted = [z if math.isinf(z) else logit(logistic(z) + by) for z in (self.tag, self.area)]
        return Limits(*shifted)

    def __repr__(self):
        return f"from {self.tag:.2f} on, areas {self.area:.2f}"

    def chosen(self, columns, field, z):
        """Rows × codes: what stands."""
        own = columns.of_field[field]
        stands = np.zeros((len(z), len(columns.codes)), bool)
        stands[:, own] = z[:, own] >= self.tag
        if math.isinf(self.area):
            return stands
        for number, of_area in enumerate(columns.of_area):
            best = of_area[np.argmax(z[:, of_area], 1)]
            alone = (z[:, len(columns.codes) + number] >= self.area) & ~stands[:, of_area].any(1)
            alone &= z[np.arange(len(z)), best] >= self.tag - AREA_REACH
            stands[alone, best[alone]] = True
        return stands


class Truth:
    """What readers saw in rows of a field: 1 seen, 0 not, −1 by one of two."""

    def __init__(self, columns, rows, field):
        self.columns = columns
        self.codes = np.zeros((len(rows), len(columns.codes)), np.int8)
        for number, row in enumerate(rows):
            for code in row.get(field + "_optional", []):
                self.codes[number, columns.index[code]] = -1
            for code in row[field]:
                self.codes[number, columns.index[code]] = 1

    def counts(self, stands, by_area=False):
        """Right, wrong and missed."""
        truth = self.codes
        if by_area:
            stands = np.stack([stands[:, of].any(1) for of in self.columns.of_area], 1)
            of_areas = [truth[:, of] for of in self.columns.of_area]
            truth = np.stack([np.where((of == 1).any(1), 1, -(of == -1).any(1).astype(int)) for of in of_areas], 1)
        return (stands & (truth == 1)).sum(), (stands & (truth == 0)).sum(), (~stands & (truth == 1)).sum()


def f1(counts):
    right, wrong, missed = counts
    return 2 * right / max(2 * right + wrong + missed, 1)


def choose(columns, rows, z, praise):
    """The limits of each field with the best micro-F1, for frictions of categories and areas together and with few in praise.

    Around the best the curve is flat: of limits that are even, the one with the fewest frictions in praise is taken.
    """
    limits, z = {}, settled(columns, rows, z, praise)
    praises = np.array([row["sentiment"] == ["positive"] for row in rows])
    for field in FIELDS:
        truth = Truth(columns, rows, field)
        areas = AREA_GRID if field == "frictions" else [None]

        def worth(limit):
            """What it is worth, and the share of praise it gives a friction."""
            stands = limit.chosen(columns, field, z)
            if field != "frictions":
                return f1(truth.counts(stands)), 0
            in_praise = stands[praises].any(1).mean()
            return f1(truth.counts(stands)) + f1(truth.counts(stands, True)) - PRAISE_COST * in_praise, in_praise

        tried = [Limits(logit(tag), logit(area) if area else math.inf) for tag in GRID for area in areas]
        worths = [worth(limit) for limit in tried]
        best = max(value for value, _ in worths)
        even = [number for number, (value, _) in enumerate(worths) if value >= best - EVEN]
        number = min(even, key=lambda number: (worths[number][1], -worths[number][0]))
        limits[field] = tried[number]
    return limits
