"""The shop's orders, as its own system exports them: those of the visits, and what the same customers had bought before."""

import csv
import io
import math
from datetime import timedelta

from .story import START, iso_utc

HEADER = ["order_number", "created_at", "email", "total", "status", "channel"]
# Orders before the first week, of a customer who orders in the twelve weeks.
EARLIER = ([0, 1, 2, 3, 4, 6], [58, 22, 10, 5, 3, 2])
DAYS_BEFORE = 240


class Orders:
    def __init__(self, rng, visits):
        self.rng = rng
        self.visits = visits

    def export(self):
        """CSV, the oldest order first."""
        rows = [self.placed(visit) for visit in self.visits.all if visit.order]
        seen = {}
        for visit in self.visits.all:
            if visit.order:
                seen.setdefault(visit.person.email, visit.person)
        earlier = [(self.moment(), email, person) for email, person in seen.items() for _ in range(self.rng.choices(*EARLIER)[0])]
        earlier.sort(key=lambda row: (row[0], row[1]))
        for number, (moment, email, person) in enumerate(earlier):
            total = min(900, 18 + self.rng.lognormvariate(math.log(62), 0.7))
            channel = "store" if self.rng.random() < 0.2 else "app" if person.uses_app else "web"
            rows.append((moment, f"ML26{10_000 + 9 * number:05d}", email, round(total) + 0.9, "delivered", channel))
        rows.sort(key=lambda row: (row[0], row[1]))
        text = io.StringIO()
        out = csv.writer(text, lineterminator="\n")
        out.writerow(HEADER)
        for moment, number, email, total, status, channel in rows:
            out.writerow([number, iso_utc(moment, 0), email, f"{total:.2f}", status, channel])
        return text.getvalue()

    def placed(self, visit):
        """The order of a visit, at the moment and with the total its purchase event has."""
        moment, total = next((at, facts["value"]) for at, event, _, facts in visit.events if event == "purchase")
        status = self.rng.choices(["delivered", "returned"], [94, 6])[0]
        return moment, visit.order, visit.person.email, total, status, "app" if visit.person.uses_app else "web"

    def moment(self):
        return START - timedelta(days=self.rng.uniform(1, DAYS_BEFORE))
