#!/usr/bin/env python3
"""Scores the links of a store against the truth of linking_data.py, and Splink on the same files.

    Benchmarks/linking_peer.py FOLDER [--store voc.db] [--splink]

FOLDER is what linking_data.py made. `--store` reads the view `v_links` of a store that imported it and ran `voc link`. `--splink`
links the same keyless web answers to the same page views with Splink 5 on DuckDB (`pip install splink duckdb pandas`): the same
fields, term frequencies on browser, language and city, u from random pairs, m by EM, accepted at 0.8 with the runner-up at 0.1.
"""

import argparse
import csv
import json
import sqlite3
import time
from datetime import datetime
from pathlib import Path

FIELDS = {"device": "$device_type", "browser": "$browser", "language": "$browser_language", "country": "$geoip_country_code",
          "city": "$geoip_city_name"}


def truth_of(folder):
    with open(folder / "truth.csv", encoding="utf-8") as file:
        return {row["external_id"]: row for row in csv.DictReader(file)}


def report(name, truth, links, seconds=None):
    """`links`: for each id the session, the odds and whether it is accepted."""
    for group, channels in (("keyless web answers", {"web"}), ("keyless later answers", {"e-mail", "store"})):
        rows = [row for row in truth.values() if row["channel"] in channels and row["keyed"] == "0"]
        linked = [row for row in rows if row["external_id"] in links]
        if not linked:
            continue
        accepted = [row for row in linked if links[row["external_id"]][2]]
        right = sum(links[row["external_id"]][0] == row["session_id"] for row in accepted)
        findable = sum(bool(row["session_id"]) for row in rows)
        band = [row for row in linked if 0.8 <= links[row["external_id"]][1] < 0.9]
        in_band = sum(links[row["external_id"]][0] == row["session_id"] for row in band)
        print(f"{name:7} {group}: {len(rows)} of which {findable} have a visit; accepted {len(accepted)}, precision "
              f"{right / max(1, len(accepted)):.3f}, recall {right / max(1, findable):.3f}; of {len(band)} at 0.8-0.9, "
              f"{in_band / max(1, len(band)):.3f} right" + (f"; {seconds:.1f} s" if seconds else ""))


def score_store(folder, store):
    truth, best, exact = truth_of(folder), {}, [0, 0]
    query = """SELECT external_id, session_id, method, probability, accepted FROM v_links
        WHERE target = 'session' ORDER BY probability"""
    for item, session, method, odds, accepted in sqlite3.connect(store).execute(query):
        if method.startswith("exact"):
            exact[0] += 1
            exact[1] += truth[item]["session_id"] == session
        else:
            best[item] = (session, odds, accepted)
    keyed = sum(row["keyed"] == "1" for row in truth.values())
    print(f"voc     exact links: {exact[0]}, {exact[1]} right, {keyed} have a key")
    report("voc", truth, best)


def frames(folder, truth):
    import pandas
    items, views = [], []
    with open(folder / "feedback.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if truth[row["response_id"]]["keyed"] == "0" and row["channel"] == "web":
                items.append({"unique_id": row["response_id"], "at": datetime.fromisoformat(row["submitted_at"]).timestamp(),
                              "page": row["page_url"].removeprefix("https://shop.example") or None,
                              **{field: (row[field].lower() or None) for field in FIELDS}})
    with open(folder / "events.ndjson", encoding="utf-8") as file:
        for line in file:
            event = json.loads(line)
            if event["event"] != "$pageview":
                continue
            facts = event["properties"]
            views.append({"unique_id": f"{facts['$session_id']}|{len(views)}", "session": facts["$session_id"],
                          "at": datetime.fromisoformat(event["timestamp"]).timestamp(),
                          "page": facts["$current_url"].removeprefix("https://shop.example").split("?")[0],
                          **{field: (facts.get(name) or "").lower() or None for field, name in FIELDS.items()}})
    return pandas.DataFrame(items).assign(session=None), pandas.DataFrame(views)


def link_with_splink(folder):
    import duckdb
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator
    truth = truth_of(folder)
    items, views = frames(folder, truth)
    start = time.perf_counter()
    levels = [{"sql_condition": '"at_l" IS NULL OR "at_r" IS NULL', "label_for_charts": "null", "is_null_level": True}]
    for limit in (10, 30, 60, 120, 300, 600):
        levels.append({"sql_condition": f'abs("at_l" - "at_r") <= {limit}', "label_for_charts": f"{limit} s"})
    levels.append({"sql_condition": "ELSE", "label_for_charts": "more"})
    comparisons = [{"output_column_name": "at", "comparison_levels": levels}]
    for field in FIELDS:
        exact = compare.ExactMatch(field)
        comparisons.append(exact.configure(term_frequency_adjustments=field in ("browser", "language", "city")))
    near = "l.page = r.page and l.at >= r.at - 5 and l.at <= r.at + 1800"
    settings = SettingsCreator(
        link_type="link_only", comparisons=comparisons, blocking_rules_to_generate_predictions=[near],
        additional_columns_to_retain=["session"], retain_matching_columns=False,
        probability_two_random_records_match=0.8 / len(views))
    api = DuckDBAPI(connection=duckdb.connect())
    linker = Linker([api.register(items), api.register(views)], settings, log_level=40)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (near + " and l.city = r.city", near + " and l.browser = r.browser and l.device = r.device"):
        linker.training.estimate_parameters_using_expectation_maximisation(rule, record_sample_proportion=1.0)
    found = linker.inference.predict(threshold_match_probability=0.01).as_pandas_dataframe()
    seconds = time.perf_counter() - start
    links = {}
    item, other = ("l", "r") if found["unique_id_l"].iloc[0].startswith("F") else ("r", "l")
    best = found.groupby([f"unique_id_{item}", f"session_{other}"])["match_probability"].max().reset_index()
    for answer, rows in best.groupby(f"unique_id_{item}"):
        rows = rows.sort_values("match_probability", ascending=False)
        odds = list(rows["match_probability"])
        accepted = odds[0] >= 0.8 and (len(odds) < 2 or odds[1] <= 0.1)
        links[answer] = (rows[f"session_{other}"].iloc[0], odds[0], accepted)
    report("splink", truth, links, seconds)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--store")
    parser.add_argument("--splink", action="store_true")
    options = parser.parse_args()
    if options.store:
        score_store(options.folder, options.store)
    if options.splink:
        link_with_splink(options.folder)


if __name__ == "__main__":
    main()
