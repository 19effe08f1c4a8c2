#!/usr/bin/env python3
"""Writes the sample files of Maison Lumen, an invented shop, in Samples/, whose README.md tells their story.

    python3 scripts/samples/generate.py           writes the files and checks them
    python3 scripts/samples/generate.py --check   only checks that the files are what this script writes

Standard library only; the same files on every run. The phrases are in `generator/phrases_{fr,en}.py`, the calendar and
the likelihood of each trouble in `generator/story.py`.
"""

import random
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from generator.checks import check
from generator.orders import Orders
from generator.people import People
from generator.posts import Posts
from generator.reviews import Reviews
from generator.story import SURVEY_VOLUMES, WEEKS, is_broken, moment_in
from generator.stores import StoreSurvey
from generator.survey import Survey
from generator.texts import Composer
from generator.tickets import Tickets
from generator.visits import Visits
from generator.weblog import AccessLog

SEED = "maison-lumen-2026"
OTHER_VISITS = 560  # visits nobody was asked about


def dice(purpose):
    """A generator of its own for each file, so that a change to one leaves the others as they are."""
    return random.Random(f"{SEED}/{purpose}")


def other_visits(visits, people, rng):
    """Visits without feedback; after the release, payments fail here too."""
    for _ in range(OTHER_VISITS):
        week = rng.choices(range(1, WEEKS + 1), SURVEY_VOLUMES)[0]
        moment = moment_in(rng, week)
        goal = rng.choices(["browse", "abandoned", "order"], [60, 24, 16])[0]
        if goal == "order" and is_failing(moment, rng):
            goal = rng.choice(["blocked", "blocked", "retried"])
        visits.visit(people.person(), moment, goal)


def is_failing(moment, rng):
    return rng.random() < (0.55 if is_broken(moment) else 0.02)


def build():
    """The files' names and bytes."""
    composer = Composer(dice("texts"))
    people = People(dice("people"))
    visits = Visits(dice("visits"), people)
    survey = Survey(dice("survey"), people, visits, composer)
    survey.fill()
    other_visits(visits, people, dice("other visits"))
    reviews = Reviews(dice("reviews"), people, composer)
    stores = StoreSurvey(dice("stores"), people, composer).export()
    texts = {
        "enquete-qualtrics.csv": survey.export(),
        "app-store.xml": reviews.app_store(),
        "trustpilot.json": reviews.trustpilot(visits),
        "x-posts.json": Posts(dice("posts"), people, composer).export(),
        "sessions-posthog.json": visits.export(),
        "access.log": AccessLog(dice("log")).export(),
        "tickets.json": Tickets(dice("tickets"), people, visits, composer).export(),
    }
    # The last: earlier files take their orders from the visits.
    texts["orders.csv"] = Orders(dice("orders"), visits).export()
    files = {name: text.encode() for name, text in texts.items()}
    files["satisfaction-magasins.csv"] = stores.encode("cp1252")
    files["google-play.csv"] = reviews.google_play()
    return files


def main():
    folder = Path(__file__).resolve().parents[2] / "Samples"
    files = build()
    if "--check" in sys.argv[1:]:
        stale = [
            name
            for name, data in files.items()
            if not (folder / name).is_file() or (folder / name).read_bytes() != data
        ]
        if stale:
            sys.exit(f"not what generate.py writes: {', '.join(stale)}; run python3 scripts/samples/generate.py")
    else:
        for name, data in files.items():
            (folder / name).write_bytes(data)
    check(folder)


if __name__ == "__main__":
    main()
