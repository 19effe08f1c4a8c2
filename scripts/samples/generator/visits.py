"""Visits to the shop and their export: PostHog events, one JSON object a line."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .people import Person
from .phrases_fr import SEARCHES
from .story import PRODUCT_PAGES, RELEASE, SITE, iso_utc, milliseconds

BANK_ERRORS = [
    ("ThreeDSTimeoutError", "3-D Secure challenge not completed after 60 s"),
    ("ThreeDSLoopError", "challenge restarted 4 times"),
    ("PaymentError", "authentication_required: empty challenge response"),
]
OTHER_ERRORS = [
    ("TypeError", "Cannot read properties of undefined (reading 'price')"),
    ("ChunkLoadError", "Loading chunk 48 failed"),
    ("NetworkError", "Failed to fetch"),
]
REFERRERS = [
    None,
    None,
    None,
    "https://www.google.com/",
    "https://www.google.fr/",
    "https://www.instagram.com/",
    "https://www.pinterest.fr/",
]


@dataclass
class Visit:
    person: Person
    session_id: str
    start: datetime
    events: list = field(default_factory=list)  # (moment, event, page, properties)
    order: str = None

    @property
    def end(self):
        return self.events[-1][0]

    @property
    def visitor(self):
        return self.person.customer if self.person.identified else f"v-{self.person.number * 2654435761 % 2**40:010x}"


def uuid7(rng, moment):
    """A time-ordered UUID, as PostHog gives its sessions and events."""
    bits = milliseconds(moment) << 80 | 0x7 << 76 | rng.getrandbits(12) << 64 | 0b10 << 62 | rng.getrandbits(62)
    text = f"{bits:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


class Visits:
    def __init__(self, rng, people):
        self.rng = rng
        self.people = people
        self.all = []

    def visit(self, person, start, goal, page=None):
        """A visit with a goal: `order` (or `retried`, `blocked`, `abandoned` on the way), one `page`, or `browse`."""
        visit = Visit(person, uuid7(self.rng, start), start)
        if goal in ("order", "retried", "blocked", "abandoned"):
            self.fill_basket(visit)
            if goal != "abandoned":
                self.pay(visit, goal)
        else:
            self.view(visit, self.rng.choice(["/", "/", self.any_page(), self.rng.choice(PRODUCT_PAGES)]))
            if goal == "page":
                self.look_at(visit, page)
            else:
                for _ in range(self.rng.randint(0, 2)):
                    self.view(visit, self.any_page())
        self.all.append(visit)
        return visit

    def add(self, visit, event, page, **properties):
        last = visit.events[-1][0] if visit.events else visit.start
        gap = timedelta(
            seconds=self.rng.randint(2, 9) if event != "$pageview" else self.rng.randint(8, 70),
            milliseconds=self.rng.randrange(1000),
        )
        visit.events.append((last + gap if visit.events else last, event, page, properties))

    def view(self, visit, page):
        self.add(visit, "$pageview", page)
        if self.rng.random() < 0.012:
            kind, message = self.rng.choice(OTHER_ERRORS)
            self.add(visit, "$exception", page, **{"$exception_type": kind, "$exception_message": message})
        elif self.rng.random() < 0.008:
            self.add(visit, "$rageclick", page)
        elif self.rng.random() < 0.005:
            self.add(
                visit, "page_not_found", "/luminaires/" + self.rng.choice(["spots-jardin", "lampe-2019", "promo-ete"])
            )

    def any_page(self):
        search = f"/recherche?q={self.rng.choice(SEARCHES).replace(' ', '+')}"
        return self.rng.choice(PRODUCT_PAGES * 2 + [search, search, "/aide", "/compte/connexion", "/suivi"])

    def look_at(self, visit, page):
        if page == "/aide/contact":
            self.view(visit, "/aide")
        if page == "/recherche":
            page += f"?q={self.rng.choice(SEARCHES).replace(' ', '+')}"
        if visit.events[-1][2] != page:
            self.view(visit, page)

    def fill_basket(self, visit):
        if self.rng.random() < 0.2:
            self.view(visit, self.any_page())
        product = self.rng.choice(PRODUCT_PAGES)
        self.view(visit, product)
        self.add(visit, "add_to_cart", product)
        self.view(visit, "/panier")

    def pay(self, visit, goal):
        if self.rng.random() < 0.2:
            self.view(visit, "/compte/connexion")
        self.add(visit, "begin_checkout", "/commande/livraison")
        self.view(visit, "/commande/livraison")
        for _ in range({"order": 0, "retried": 1, "blocked": self.rng.randint(2, 4)}[goal]):
            self.fail_at_bank(visit)
        if goal == "blocked":
            if self.rng.random() < 0.4:
                self.view(visit, self.rng.choice(["/panier", "/aide/contact", "/aide"]))
            return
        self.view(visit, "/paiement")
        self.view(visit, "/paiement/3ds")
        self.view(visit, "/commande/confirmation")
        visit.order = self.people.order(visit.end)
        value = self.rng.choice([19, 35, 49, 59, 79, 89, 119, 149, 189, 259, 320]) + 0.9
        self.add(visit, "purchase", "/commande/confirmation", order_id=visit.order, value=value, currency="EUR")

    def fail_at_bank(self, visit):
        self.view(visit, "/paiement")
        self.view(visit, "/paiement/3ds")
        if self.rng.random() < 0.6:
            self.add(visit, "$rageclick", "/paiement/3ds")
        if self.rng.random() < 0.7:
            kind, message = self.rng.choice(BANK_ERRORS)
            self.add(visit, "$exception", "/paiement/3ds", **{"$exception_type": kind, "$exception_message": message})

    def export(self):
        """The events of all visits in time order, NDJSON."""
        rows = []
        for visit in self.all:
            for position, (moment, event, page, properties) in enumerate(visit.events):
                own = {"$session_id": visit.session_id, "$current_url": SITE + page} | properties
                if position == 0:
                    own |= self.context(visit)
                rows.append(
                    (
                        moment,
                        {
                            "uuid": uuid7(self.rng, moment),
                            "event": event,
                            "distinct_id": visit.visitor,
                            "timestamp": iso_utc(moment, 3),
                            "properties": own,
                        },
                    )
                )
        rows.sort(key=lambda row: (milliseconds(row[0]), row[1]["uuid"]))
        return "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for _, row in rows)

    def context(self, visit):
        """What the tracker sends of the visitor; kept on a visit's first event only, to keep the file small."""
        person = visit.person
        kind, browser, system, _ = person.device
        context = {
            "$device_type": kind,
            "$browser": browser,
            "$os": system,
            "$browser_language": "en-GB" if person.language == "en" else "fr-FR",
            "$geoip_country_code": person.country,
            "$geoip_city_name": person.city,
            "$app_version": version(visit.start),
        }
        if person.uses_app:
            context |= {"$lib": "posthog-ios" if system == "iOS" else "posthog-android"}
        referrer = self.rng.choice(REFERRERS)
        return context | ({"$referrer": referrer} if referrer else {})


def version(moment):
    """The site's release at a moment; the app opens the site's own payment page."""
    return "web-5.2" if moment >= RELEASE else "web-5.1"
