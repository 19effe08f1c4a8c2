"""Customers: invented names, addresses in `example` domains, the device they keep, the order numbers they get."""

import unicodedata
from dataclasses import dataclass

from . import phrases_en, phrases_fr
from .story import START

# (type, browser, operating system, share)
DEVICES = [
    ("Mobile", "Chrome", "Android", 26),
    ("Mobile", "Mobile Safari", "iOS", 26),
    ("Desktop", "Chrome", "Windows", 20),
    ("Desktop", "Firefox", "Windows", 7),
    ("Desktop", "Safari", "Mac OS X", 9),
    ("Desktop", "Edge", "Windows", 6),
    ("Tablet", "Mobile Safari", "iOS", 6),
]
ABROAD = [("BE", "Bruxelles"), ("CH", "Genève"), ("LU", "Luxembourg"), ("IE", "Dublin"), ("GB", "London")]


@dataclass
class Person:
    number: int
    first: str
    last: str
    email: str
    language: str
    country: str
    city: str
    device: tuple
    uses_app: bool
    identified: bool  # signs in: the same id in the sessions and in the survey

    @property
    def customer(self):
        return f"c-{self.number}"


def ascii_letters(text):
    flat = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in flat if c.isascii() and c.isalnum())


class People:
    def __init__(self, rng):
        self.rng = rng
        self.count = 0
        self.orders = set()

    def person(self, english=0.14):
        rng = self.rng
        language = "en" if rng.random() < english else "fr"
        names = phrases_en if language == "en" else phrases_fr
        first, last = rng.choice(names.FIRST_NAMES), rng.choice(names.LAST_NAMES)
        self.count += 1
        abroad = rng.random() < (0.45 if language == "en" else 0.06)
        country, city = rng.choice(ABROAD) if abroad else ("FR", rng.choice(phrases_fr.CITIES))
        device = rng.choices(DEVICES, [share for *_, share in DEVICES])[0]
        domain = "example.com" if language == "en" else "example.fr"
        return Person(
            100_000 + self.count * 7,
            first,
            last,
            f"{ascii_letters(first)}.{ascii_letters(last)}{self.count % 97}@{domain}",
            language,
            country,
            city,
            device,
            device[0] != "Desktop" and rng.random() < 0.28,
            rng.random() < 0.4,
        )

    def order(self, moment):
        """The next free order number: they rise with time."""
        number = 25_000 + int((moment - START).total_seconds() / 60 * 0.5)
        while number in self.orders:
            number += 1
        self.orders.add(number)
        return f"ML26{number:05d}"
