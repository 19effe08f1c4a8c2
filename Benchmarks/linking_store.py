#!/usr/bin/env python3
"""Fills a voc store with visits and answers directly, to time `voc link` alone at a size that would take an hour to import.

    Benchmarks/linking_store.py VOC STORE [--sessions 10000000] [--items 1000000] [--seed 1]

The store's tables are made by VOC itself, from one small import; then rows are added in bulk, as an import would have left them:
four weeks, 4.5 page views a visit, 35 % of the answers with a key, 15 % with no visit, web answers only. Afterwards `external_id`
is `session_id-answer` (or `none-answer`), so that the links can be scored. Standard library only.
"""

import argparse
import sqlite3
import subprocess
import tempfile
from pathlib import Path

from linking_data import START, Shop


def seed_store(voc, store):
    with tempfile.TemporaryDirectory() as folder:
        row = Path(folder) / "one.csv"
        row.write_text("id,date,nps,comment\n1,2026-09-07,9,Parfait et rapide\n", encoding="utf-8")
        subprocess.run([voc, "import", str(row), "--store", store, "-q"], check=True, stdout=subprocess.DEVNULL)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("voc")
    parser.add_argument("store")
    parser.add_argument("--sessions", type=int, default=10_000_000)
    parser.add_argument("--items", type=int, default=1_000_000)
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    seed_store(options.voc, options.store)
    shop = Shop(options.seed)
    dice = shop.dice
    visitors = [shop.visitor() for _ in range(200_000)]
    pages = ["/", "/recherche", "/soldes", "/panier", "/paiement", "/commande/confirmation", "/aide", "/compte"] + shop.products
    weights = [20, 8, 4, 8, 5, 4, 2, 2] + [70 * share / sum(shop.popularity) for share in shop.popularity]
    drawn = dice.choices(pages, weights, k=1_000_000)
    moments = [int(1000 * (START.timestamp() + shop.moment())) for _ in range(1_000_000)]
    every = options.sessions / options.items
    db = sqlite3.connect(options.store, isolation_level=None)
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA journal_mode = MEMORY")
    db.execute("BEGIN")
    items = made = 0
    for block in range(0, options.sessions, 100_000):
        sessions, events, answers = [], [], []
        for number in range(block + 1, min(block + 100_000, options.sessions) + 1):
            facts = visitors[int(dice.random() * 200_000)]
            start = at = moments[int(dice.random() * 1_000_000)] + int(dice.random() * 3_600_000)
            views = []
            for _ in range(min(30, 1 + int(dice.expovariate(0.27)))):
                views.append((at, drawn[int(dice.random() * 1_000_000)]))
                at += 3_000 + int(dice.lognormvariate(10.4, 1.0))
            identity = f"s{number:08d}"
            sessions.append((number, identity, facts["device"].lower(), facts["browser"], facts["language"], facts["country"], facts["city"],
                             start, views[-1][0], len(views), views[0][1], views[-1][1]))
            events += [(number, seq, *view) for seq, view in enumerate(views)]
            if number >= made * every:
                made += 1
                answers.append(answer(dice, made, identity, views, facts, visitors, moments))
        db.executemany("""INSERT INTO session (id, batch, source, session_id, device, browser, language, country, city, started_at, ended_at,
            page_views, landing_page, exit_page, outcome, errors, not_found, rage_clicks, dead_clicks, form_abandons, content_hash)
            VALUES (?, 1, 'posthog', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'browsed', 0, 0, 0, 0, 0, 0)""", sessions)
        db.executemany("INSERT INTO session_event (session, seq, kind, at, page) VALUES (?, ?, 'page_view', ?, ?)", events)
        db.executemany("""INSERT INTO item (batch, natural_key, content_hash, source, external_id, kind, channel, created_at, session_key,
            page_url, device, browser, declared_language, country, city)
            VALUES (1, ?, 0, 'widget', ?, 'survey', 'web', ?, ?, ?, ?, ?, ?, ?, ?)""", answers)
        items += len(answers)
        print(f"{block + len(sessions)} sessions, {items} items", flush=True)
    db.execute("COMMIT")


def answer(dice, number, identity, views, facts, visitors, moments):
    at, page = views[int(dice.random() * len(views))]
    at += 2_000 + min(1_700_000, int(1000 * dice.lognormvariate(4, 1.0)))
    key = identity if dice.random() < 0.35 / 0.85 else None
    if dice.random() < 0.15:
        identity, key, facts = "none", None, visitors[int(dice.random() * 200_000)]
        at = moments[int(dice.random() * 1_000_000)]
    row = [facts["device"].lower(), facts["browser"], facts["language"], facts["country"], facts["city"]]
    for place, field in enumerate(("device", "browser", "language", "country", "city")):
        chance = dice.random()
        if chance < 0.06:
            row[place] = None
        elif chance < 0.085:
            row[place] = visitors[int(dice.random() * 200_000)][field]
    page = None if dice.random() < 0.05 else "https://shop.example" + page
    return (number.to_bytes(16, "big"), f"{identity}-{number}", at - at % 1000, key, page, *row)


if __name__ == "__main__":
    main()
