#!/usr/bin/env python3
"""Writes Tests/InsightsTests/Resources/tables.tsv: 1,000 random tables as SciPy and statsmodels judge them.

    python3 scripts/reference_tables.py > Tests/InsightsTests/Resources/tables.tsv

Needs scipy and statsmodels; the tests read the file and need neither.
"""
import math
import random

from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest

random.seed(20261122)
names = "a n b m wilson_low wilson_high newcombe_low newcombe_high z fisher g2 t df t_p"
print("# a of n against b of m; G2 of b of m against a of n; Welch's t of two means (mean, sd, count); q of each hundred z")
print("\t".join((names + " mean0 sd0 mean1 sd1 q").split()))
rows = []


def draw(count, share):
    return sum(random.random() < share for _ in range(count))


for _ in range(1000):
    n, m = (int(math.exp(random.uniform(math.log(5), math.log(5000)))) for _ in range(2))
    share = random.betavariate(1, 2)
    a, b = draw(n, share), draw(m, min(1, share * random.uniform(0.7, 1.3)))
    low, high = proportion_confint(a, n, method="wilson")
    new_low, new_high = confint_proportions_2indep(b, m, a, n, method="newcomb", compare="diff")
    degenerate = a + b in (0, n + m)
    z = 0.0 if degenerate else proportions_ztest([b, a], [m, n])[0] * math.sqrt((n + m - 1) / (n + m))
    fisher = stats.fisher_exact([[a, n - a], [b, m - b]])[1]
    g2 = 0.0 if degenerate else stats.chi2_contingency(
        [[a, n - a], [b, m - b]], correction=False, lambda_="log-likelihood")[0]
    mean0, sd0, mean1, sd1 = (random.uniform(*ends) for ends in ((2, 5), (0.5, 2), (2, 5), (0.5, 2)))
    t, t_p = stats.ttest_ind_from_stats(mean1, sd1, m, mean0, sd0, n, equal_var=False)
    v0, v1 = sd0**2 / n, sd1**2 / m
    df = (v0 + v1) ** 2 / (v0**2 / (n - 1) + v1**2 / (m - 1))
    rows.append([a, n, b, m, low, high, new_low, new_high, z, fisher, g2, t, df, t_p, mean0, sd0, mean1, sd1])
for start in range(0, 1000, 100):
    block = rows[start:start + 100]
    q = multipletests([2 * stats.norm.sf(abs(row[8])) for row in block], method="fdr_bh")[1]
    for row, value in zip(block, q):
        print("\t".join(str(cell) if isinstance(cell, int) else f"{cell:.12g}" for cell in row + [value]))
