"""Reads the written files back with the standard parsers and checks that they tell the story."""

import csv
import json
import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from datetime import datetime, timedelta

from . import phrases_en, phrases_fr
from .story import QUIET_WEEK, SALE_WEEK, WEEKS, is_broken, paris_offset, week_of
from .texts import fold, lines, phrasings

SIZE_LIMIT = 6_100_000  # bytes, all files together
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def check(folder):
    check_banks()
    rows = survey_rows(folder)
    texts = verbatims(folder, rows)
    check_unlike([text for _, text in texts])
    check_personal([row["Q4"] for row in rows])
    check_scores(rows)
    check_links(folder, rows)
    size = sum(path.stat().st_size for path in folder.iterdir() if path.suffix in (".csv", ".json", ".xml", ".log"))
    assert size <= SIZE_LIMIT, f"{size} bytes is over {SIZE_LIMIT}"
    for name, count in Counter(name for name, _ in texts).items():
        print(f"{name}: {count} texts")
    print(f"{len(texts)} texts, no two alike; {size / 1e6:.2f} MB")


def check_banks():
    for bank in (phrases_fr, phrases_en):
        for topic, block in bank.TOPICS.items():
            count = sum(map(phrasings, lines(block)))
            assert count >= 25, f"{bank.__name__}: {topic} has {count} phrasings"
        assert sum(len(lines(block)) for block in bank.OPENERS.values()) >= 60


def survey_rows(folder):
    with open(folder / "enquete-qualtrics.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert json.loads(rows[1]["RecordedDate"])["timeZone"] == "Europe/Paris"
    return rows[2:]


def verbatims(folder, rows):
    """Every text of a customer, with its file; retweets repeat another post and do not count."""
    found = [("enquete-qualtrics.csv", row["Q4"]) for row in rows]
    with open(folder / "satisfaction-magasins.csv", encoding="cp1252", newline="") as file:
        stores = list(csv.DictReader(file, delimiter=";"))
    found += [("satisfaction-magasins.csv", row["Commentaire"]) for row in stores]
    with open(folder / "google-play.csv", encoding="utf-16", newline="") as file:
        plays = list(csv.DictReader(file))
    assert len(plays[0]) == 16
    found += [("google-play.csv", row["Review Text"]) for row in plays]
    for entry in ElementTree.parse(folder / "app-store.xml").getroot().findall("a:entry", ATOM):
        found += [("app-store.xml", entry.find(path, ATOM).text) for path in ("a:title", "a:content[@type='text']")]
    for review in read(folder, "trustpilot.json")["reviews"]:
        found += [("trustpilot.json", review["title"]), ("trustpilot.json", review["text"])]
    for post in read(folder, "x-posts.json")["data"]:
        if "referenced_tweets" not in post:
            found.append(("x-posts.json", post.get("note_tweet", post)["text"]))
    for ticket in read(folder, "tickets.json")["tickets"]:
        own = [comment["body"] for comment in ticket["comments"] if comment["author_id"] == ticket["requester"]["id"]]
        found += [("tickets.json", text) for text in own + [ticket["satisfaction_rating"].get("comment")]]
    return [(name, text) for name, text in found if text]


def read(folder, name):
    return json.loads((folder / name).read_text(encoding="utf-8"))


def check_unlike(texts):
    """No text twice, and no two of more than twelve words that share over 80 % of their 4-grams."""
    seen, grams, sizes = {}, {}, []
    for text in texts:
        folded = fold(text)
        assert folded not in seen, f"twice: {text}"
        seen[folded] = text
        words = folded.split()
        if len(words) <= 12:
            continue
        own = {tuple(words[i : i + 4]) for i in range(len(words) - 3)}
        common = Counter(other for gram in own for other in grams.get(gram, ()))
        for other, count in common.items():
            assert count <= 0.8 * min(len(own), sizes[other][0]), f"alike: {text} / {sizes[other][1]}"
        for gram in own:
            grams.setdefault(gram, []).append(len(sizes))
        sizes.append((len(own), text))


def counted(rows):
    """(moment, score, step's page) of the responses that count."""
    for row in rows:
        try:
            moment = datetime.fromisoformat(row["RecordedDate"])
            if row["Status"] == "IP Address" and row["Finished"] == "True" and 0 <= int(row["Q1"]) <= 10:
                yield moment, int(row["Q1"]), row["page"]
        except ValueError:
            continue  # one of the rows made bad on purpose


def nps(scores):
    scores = list(scores)
    return 100 * (sum(s > 8 for s in scores) - sum(s < 7 for s in scores)) / len(scores)


def standard_error(scores):
    scores = list(scores)
    mean = nps(scores) / 100
    return 100 * ((sum(s > 8 or s < 7 for s in scores) / len(scores) - mean * mean) / len(scores)) ** 0.5


def check_scores(rows):
    answers = list(counted(rows))
    assert len(rows) - len(answers) >= 4
    weeks = {week: [score for moment, score, _ in answers if week_of(moment) == week] for week in range(1, WEEKS + 1)}
    print("NPS a week: " + "  ".join(f"{nps(scores):.0f} (n {len(scores)})" for scores in weeks.values()))
    assert all(len(scores) >= 150 for scores in weeks.values())
    calm = [score for week in range(1, 9) if week != QUIET_WEEK for score in weeks[week]]
    after = [score for week in range(10, WEEKS + 1) for score in weeks[week]]
    assert 33 <= nps(calm) <= 42, nps(calm)
    assert 15 <= nps(calm) - nps(after) <= 26, nps(calm) - nps(after)
    dip, error = (
        nps(calm) - nps(weeks[QUIET_WEEK]),
        (standard_error(calm) ** 2 + standard_error(weeks[QUIET_WEEK]) ** 2) ** 0.5,
    )
    assert 4 < dip < 1.6 * error, f"week {QUIET_WEEK} is {dip:.1f} points low, standard error {error:.1f}"
    assert len(weeks[SALE_WEEK]) > 1.8 * len(weeks[SALE_WEEK - 1])
    paid = {
        broken: [
            score for moment, score, page in answers if page.startswith("/paiement") and is_broken(moment) == broken
        ]
        for broken in (False, True)
    }
    print(f"NPS at the payment: {nps(paid[False]):.0f} before, {nps(paid[True]):.0f} after the release")
    assert nps(paid[False]) - nps(paid[True]) > 60
    early, late = (
        [s for m, s, p in answers if p in ("/suivi", "/commande/livraison") and w(week_of(m))]
        for w in (lambda k: k <= 3, lambda k: k >= 10)
    )
    print(f"NPS of the delivery: {nps(early):.0f} in weeks 1 to 3, {nps(late):.0f} in weeks 10 to 12")


def check_links(folder, rows):
    events = [json.loads(line) for line in (folder / "sessions-posthog.json").read_text(encoding="utf-8").splitlines()]
    ends, orders = {}, set()
    for event in events:
        ends[event["properties"]["$session_id"]] = event["timestamp"]
        orders.add(event["properties"].get("order_id"))
    linked = [row["session_id"] for row in rows if row["session_id"]]
    assert set(linked) <= set(ends)
    check_delays(rows, ends)
    blocked = sum(
        e["event"] == "$exception"
        and e["properties"]["$current_url"].endswith("/3ds")
        and e["timestamp"] >= "2026-09-29T08"
        for e in events
    )
    reviews = read(folder, "trustpilot.json")["reviews"]
    known = sum(review["referenceId"] in orders for review in reviews if review["referenceId"])
    print(
        f"{len(ends)} sessions, {len(events)} events, {len(orders) - 1} orders; {len(linked)} survey responses name "
        f"their session ({len(linked) / len(rows):.0%}); {known} of {len(reviews)} Trustpilot reviews name a known order; "
        f"{blocked} bank errors after the release"
    )


def check_delays(rows, ends):
    """A response that names its session comes one to eight minutes after the session's last event."""
    for row in rows:
        try:
            begin = datetime.fromisoformat(row["StartDate"])
        except ValueError:
            continue  # one of the rows made bad on purpose
        if row["session_id"]:
            end = datetime.fromisoformat(ends[row["session_id"]].replace("Z", "")) + timedelta(
                hours=paris_offset(begin)
            )
            assert timedelta(0) < begin - end < timedelta(minutes=8), f"{row['ResponseId']}: {begin - end}"


def check_personal(texts):
    """The six verbatims with personal data are there, and their IBANs have right check digits."""
    ibans = [match for text in texts for match in re.findall(r"FR\d\d(?: ?[0-9]{1,4})+", text)]
    assert len(ibans) == 2, ibans
    for iban in ibans:
        digits = iban.replace(" ", "")
        assert int(digits[4:] + "1527" + digits[2:4]) % 97 == 1, iban
    assert sum("@example.org" in text or "06 39 98" in text or "FR" in text and "9999" in text for text in texts) == 6
