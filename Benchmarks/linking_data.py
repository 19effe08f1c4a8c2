#!/usr/bin/env python3
"""Makes the visits and the feedback of one shop over four weeks, with the truth of which answer was given in which visit.

    Benchmarks/linking_data.py FOLDER [--sessions 20000] [--seed 1] [--items-per-session 0.2] [--keyed 0.35] [--rough|--hard] [--ip]

FOLDER gets `events.ndjson` (PostHog events), `feedback.csv` and `truth.csv` (external_id, session_id, channel, keyed). The rates
below are those of the task that the linker is measured by; the same seed gives the same bytes. `--rough` is a shop with few pages and
cities, slower answers, times to the minute, twice as much missing and wrong, other words for the same values, French headers
and no channel. `--hard` is one where most visits look alike (one browser, one city), that asks either at once or when the page is
left, whose survey's clock is at times behind, and where 2 % of the answers carry another visitor's facts altogether. `--ip` adds addresses on both sides, from draws of their own: networks of 256 addresses, half of the telephones behind
one of 60 that a carrier shares among all; of web answers 4 % have none and 4 % that of another network, of e-mail answers 40 % another.
Standard library only.
"""

import argparse
import csv
import datetime
import json
import math
import random
from pathlib import Path

START = datetime.datetime(2026, 9, 7, tzinfo=datetime.timezone.utc)
DAYS = 28
KEYED = 0.35
NO_SESSION = 0.15
CHANNELS = [("web", 0.62), ("e-mail", 0.26), ("store", 0.12)]
# Of a web answer: how often the export leaves the field out, and how often it is another one's.
MISSING = {"page_url": 0.05, "device": 0.05, "browser": 0.08, "language": 0.06, "country": 0.04, "city": 0.12}
WRONG = {"page_url": 0.02, "device": 0.02, "browser": 0.03, "language": 0.02, "country": 0.01, "city": 0.04}
HOURS = [1, 0.6, 0.4, 0.3, 0.3, 0.5, 1.2, 2.4, 3.6, 4.3, 4.8, 5.2, 6, 5.6, 5, 4.9, 5, 5.4, 6, 6.8, 7.4, 6.8, 4.6, 2.4]
COUNTRIES = [("FR", 0.74), ("BE", 0.09), ("CH", 0.06), ("GB", 0.05), ("DE", 0.03), ("US", 0.03)]
CITIES = {
    "FR": ["Paris", "Lyon", "Marseille", "Toulouse", "Bordeaux", "Lille", "Nantes", "Strasbourg", "Montpellier", "Rennes",
           "Nice", "Grenoble", "Rouen", "Toulon", "Dijon", "Angers", "Nîmes", "Reims", "Saint-Étienne", "Le Havre",
           "Clermont-Ferrand", "Brest", "Tours", "Limoges", "Amiens", "Metz", "Besançon", "Perpignan", "Orléans", "Caen",
           "Mulhouse", "Nancy", "Avignon", "Poitiers", "La Rochelle", "Pau", "Annecy", "Chambéry", "Lorient", "Valence"],
    "BE": ["Bruxelles", "Liège", "Namur", "Charleroi", "Mons", "Anvers", "Gand"],
    "CH": ["Genève", "Lausanne", "Fribourg", "Neuchâtel", "Zurich", "Sion"],
    "GB": ["London", "Manchester", "Bristol", "Leeds", "Edinburgh"], "DE": ["Berlin", "Köln", "München", "Hamburg"],
    "US": ["New York", "Boston", "Chicago", "San Francisco", "Austin", "Seattle"],
}
LANGUAGES = {
    "FR": [("fr-FR", 0.93), ("en-US", 0.04), ("en-GB", 0.03)], "BE": [("fr-BE", 0.6), ("fr-FR", 0.1), ("nl-BE", 0.25), ("en-US", 0.05)],
    "CH": [("fr-CH", 0.75), ("de-CH", 0.2), ("en-US", 0.05)], "GB": [("en-GB", 0.95), ("fr-FR", 0.05)],
    "DE": [("de-DE", 0.9), ("en-US", 0.1)], "US": [("en-US", 0.95), ("es-US", 0.05)],
}
DEVICES = [("Mobile", 0.6), ("Desktop", 0.34), ("Tablet", 0.06)]
BROWSERS = {
    "Mobile": [("Mobile Safari", 0.45), ("Chrome", 0.42), ("Samsung Internet", 0.09), ("Firefox", 0.04)],
    "Desktop": [("Chrome", 0.58), ("Safari", 0.14), ("Microsoft Edge", 0.15), ("Firefox", 0.13)],
    "Tablet": [("Mobile Safari", 0.7), ("Chrome", 0.3)],
}
LOOKALIKE_BROWSERS = BROWSERS | {"Mobile": [("Chrome", 0.7), ("Mobile Safari", 0.25), ("Firefox", 0.05)]}
TEXTS = ["Livraison trop longue", "Très bon site", "Le paiement a échoué deux fois", "Impossible de trouver ma taille", "Parfait",
         "Service client injoignable", "Prix trop élevé", "Site clair et rapide", "Le code promo ne marche pas", "Checkout was easy"]


ROUGH_HEADERS = {"response_id": "id", "submitted_at": "date", "session_id": "session_id", "order_id": "numero de commande",
                 "page_url": "page", "device": "appareil", "browser": "navigateur", "language": "langue", "country": "pays",
                 "city": "ville", "nps": "note nps", "comment": "commentaire"}
ROUGH_VALUES = {"Mobile": "smartphone", "Desktop": "ordinateur", "Tablet": "tablette", "FR": "France", "BE": "Belgique",
                "CH": "Suisse", "GB": "Royaume-Uni", "DE": "Allemagne", "US": "États-Unis", "Mobile Safari": "Safari"}


def pick(dice, weighted):
    at = dice.random()
    for value, weight in weighted:
        at -= weight
        if at <= 0:
            return value
    return weighted[-1][0]


class Shop:
    def __init__(self, seed, rough=False, hard=False):
        self.dice = random.Random(f"linking-{seed}")
        self.rough, self.hard = rough, hard
        self.browsers = LOOKALIKE_BROWSERS if hard else BROWSERS
        self.lands = {land: towns[:8] if rough else towns for land, towns in CITIES.items()}
        products = 25 if rough else 40 if hard else 140
        self.products = [f"/p/{['robe', 'pull', 'veste', 'jean', 'sac', 'lampe', 'table'][n % 7]}-{n}" for n in range(products)]
        self.popularity = [1 / (n + 2) ** 0.9 for n in range(products)]
        self.cities = {land: [1 / (n + 1) ** (1.5 if hard else 0.8) for n in range(len(towns))] for land, towns in self.lands.items()}
        self.days = [self.dice.uniform(0.8, 1.2) * (1.3 if day % 7 >= 5 else 1) for day in range(DAYS)]

    def moment(self):
        day = self.dice.choices(range(DAYS), self.days)[0]
        hour = self.dice.choices(range(24), HOURS)[0]
        return day * 86400 + hour * 3600 + self.dice.random() * 3600

    def visitor(self):
        dice = self.dice
        country = pick(dice, COUNTRIES)
        device = pick(dice, DEVICES)
        return {"device": device, "browser": pick(dice, self.browsers[device]), "language": pick(dice, LANGUAGES[country]),
                "country": country, "city": dice.choices(self.lands[country], self.cities[country])[0]}

    def path(self):
        """The pages of one visit: a walk with the back button, sometimes to the cart and through to the order."""
        dice, pages = self.dice, []
        page = dice.choices(["/", "/soldes", "product", "/recherche"], [5, 1, 4, 1])[0]
        while len(pages) < 40:
            if page == "product":
                page = dice.choices(self.products, self.popularity)[0]
            pages.append(page)
            if page.startswith("/p/"):
                page = dice.choices(["end", "product", "/panier", "/recherche"], [30, 45, 15, 10])[0]
            else:
                page = dice.choices(*{
                    "/panier": (["end", "/commande/livraison", "product"], [40, 40, 20]),
                    "/commande/livraison": (["end", "/paiement"], [20, 80]),
                    "/paiement": (["end", "/commande/confirmation", "/paiement"], [20, 70, 10]),
                    "/commande/confirmation": (["end", "/compte"], [85, 15]),
                    "/compte": (["end", "/aide", "product"], [50, 20, 30]), "/aide": (["end", "/compte"], [70, 30]),
                }.get(page, (["end", "product", "/recherche", "/compte"], [25, 60, 10, 5])))[0]
            if page == "end":
                break
        return pages


class Networks:
    """Who is behind which address; draws apart from the shop's, so that all else stays as it is without addresses."""

    def __init__(self, seed, sessions):
        self.dice = random.Random(f"linking-ip-{seed}")
        self.sessions = sessions
        self.pools = {}

    def network(self, facts):
        dice = self.dice
        if facts["device"] == "Mobile" and dice.random() < 0.5:
            return 5 << 16 | min(59, int(dice.paretovariate(0.8)) - 1)
        # A town's networks: one for each four of its visits.
        base, size = self.pools.setdefault(facts["city"], ((129 << 16) + len(self.pools) * 40_000, max(4, self.sessions // 400)))
        return base + dice.randrange(size)

    def address(self, network):
        return f"{network >> 16}.{network >> 8 & 255}.{network & 255}.{self.dice.randrange(1, 255)}"

    def of_answer(self, network, facts, channel):
        dice = self.dice
        if channel == "store" or dice.random() < 0.04:
            return ""
        if dice.random() < (0.4 if channel == "e-mail" else 0.04):
            network = self.network(facts)
        return self.address(network)


def iso(seconds, millis=True):
    moment = START + datetime.timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z" if millis else moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def make_sessions(shop, count, networks=None):
    """All sessions, and their events as lines in the order of time."""
    dice, sessions, lines = shop.dice, [], []
    for number in range(count):
        facts, start = shop.visitor(), shop.moment()
        identity = f"{dice.getrandbits(64):016x}{number:08x}"
        views, at, order = [], start, None
        for page in shop.path():
            views.append((at, page))
            at += min(1500, 3 + dice.lognormvariate(math.log(32), 1.0))
        common = {"$session_id": identity, "$browser": facts["browser"], "$device_type": facts["device"],
                  "$browser_language": facts["language"], "$geoip_country_code": facts["country"],
                  "$geoip_city_name": facts["city"], "$lib": "web"}
        if networks:
            facts["network"] = networks.network(facts)
            common["$ip"] = networks.address(facts["network"])
        for field in ("$browser_language", "$geoip_city_name"):
            if dice.random() < 0.02:
                del common[field]
        for at, page in views:
            event = "$pageview"
            extra = {"$current_url": "https://shop.example" + page + ("?utm_source=mail" if dice.random() < 0.1 else "")}
            add_event(lines, event, at, identity, common | extra)
            if page == "/commande/confirmation" and order is None:
                order = f"CMD-{number:08d}"
                add_event(lines, "order_completed", at + 0.4, identity, common | extra | {"order_id": order, "revenue": round(dice.lognormvariate(4, 0.6), 2)})
        sessions.append((identity, views, facts, order))
    lines.sort()
    return sessions, [line for _, line in lines]


def add_event(lines, name, at, identity, properties):
    line = {"event": name, "timestamp": iso(at), "distinct_id": "v-" + identity[-10:], "properties": properties}
    lines.append((at, json.dumps(line, separators=(",", ":"), ensure_ascii=False)))


def feedback(shop, sessions, number, share_keyed=KEYED, networks=None):
    """One answer and its truth."""
    dice = shop.dice
    channel = pick(dice, CHANNELS)
    orphan = dice.random() < NO_SESSION
    identity, views, facts, order = dice.choice(sessions)
    if channel != "web" and not orphan:
        for _ in range(30):  # those who are asked afterwards have mostly bought
            if order or dice.random() < 0.03:
                break
            identity, views, facts, order = dice.choice(sessions)
    at, page = dice.choice(views)
    row = {"page_url": "https://shop.example" + page, **{field: facts[field] for field in ("device", "browser", "language", "country", "city")}}
    if channel == "web":
        if shop.hard:
            at += dice.uniform(8, 14) if dice.random() < 0.6 else dice.uniform(30, 1600)
            at += dice.gauss(-15, 8) if dice.random() < 0.1 else 0
        else:
            at += min(1700, 2 + dice.lognormvariate(math.log(150 if shop.rough else 55), 1.0))
    else:
        at = views[-1][0] + dice.lognormvariate(math.log(26 if channel == "e-mail" else 60), 0.8) * 3600
        row["page_url"] = ""
        if channel == "store":
            row["browser"] = row["device"] = ""
    if orphan:
        identity, order, at = "", None, shop.moment()
        other = shop.visitor()
        row.update({field: other[field] for field in ("device", "browser", "language", "country", "city") if row[field]})
    if shop.hard and dice.random() < 0.02:
        other = shop.visitor()
        row.update({field: other[field] for field in ("device", "browser", "language", "country", "city") if row[field]})
    times = 2 if shop.rough else 1
    for field in MISSING:
        if row[field] and dice.random() < times * MISSING[field]:
            row[field] = ""
        elif row[field] and dice.random() < times * WRONG[field]:
            other = shop.visitor()
            row[field] = "https://shop.example" + dice.choices(shop.products, shop.popularity)[0] if field == "page_url" else other[field]
    if networks:
        network = networks.network(row if orphan and row["device"] else facts) if orphan else facts["network"]
        row["ip_address"] = networks.of_answer(network, facts, channel)
    keyed = not orphan and dice.random() < share_keyed / (1 - NO_SESSION)
    keys = {"session_id": "", "order_id": ""}
    if keyed:
        keys = {"session_id": "", "order_id": order} if order and (channel != "web" or dice.random() < 0.3) else {"session_id": identity, "order_id": ""}
    return {"response_id": f"F{number:07d}", "submitted_at": iso(at, False), "channel": channel, **keys, **row,
            "nps": dice.randrange(11), "comment": dice.choice(TEXTS)}, (f"F{number:07d}", identity, channel, int(keyed))


def roughened(row):
    """The same answer as another tool would export it."""
    row["submitted_at"] = row["submitted_at"][:16].replace("T", " ")
    row["language"] = row["language"][:2]
    return {ROUGH_HEADERS.get(name, name): ROUGH_VALUES.get(value, value) for name, value in row.items() if name != "channel"}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sessions", type=int, default=20_000)
    parser.add_argument("--items-per-session", type=float, default=0.2)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--keyed", type=float, default=KEYED)
    parser.add_argument("--rough", action="store_true")
    parser.add_argument("--hard", action="store_true")
    parser.add_argument("--ip", action="store_true")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    shop = Shop(options.seed, options.rough, options.hard)
    networks = Networks(options.seed, options.sessions) if options.ip else None
    sessions, lines = make_sessions(shop, options.sessions, networks)
    with open(options.folder / "events.ndjson", "w", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in lines)
    rows = [feedback(shop, sessions, number, options.keyed, networks) for number in range(int(options.sessions * options.items_per_session))]
    if options.rough:
        rows = [(roughened(row), truth) for row, truth in rows]
    with open(options.folder / "feedback.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, rows[0][0].keys())
        out.writeheader()
        out.writerows(row for row, _ in rows)
    with open(options.folder / "truth.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["external_id", "session_id", "channel", "keyed"])
        out.writerows(truth for _, truth in rows)


if __name__ == "__main__":
    main()
