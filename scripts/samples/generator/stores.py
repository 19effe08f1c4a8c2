"""The two shops' survey, kept in a French spreadsheet: `;`, decimal comma, dd/mm/yyyy."""

import csv
import io

from .draws import level, pick
from .story import STORES, STORE_TROUBLES, moment_in, spread


class StoreSurvey:
    """The two shops' paper-like survey, typed into a French spreadsheet; nothing happens there but queues."""

    HEADER = [
        "Date",
        "Magasin",
        "Note de satisfaction (1 à 5)",
        "Recommanderiez-vous notre magasin ? (0 à 10)",
        "Commentaire",
        "Panier moyen",
        "Email client",
    ]

    def __init__(self, rng, people, composer):
        self.rng, self.people, self.composer = rng, people, composer

    def export(self, total=700):
        moments = sorted(
            moment_in(self.rng, week, True) for week, count in enumerate(spread(total), 1) for _ in range(count)
        )
        output = io.StringIO()
        writer = csv.writer(output, delimiter=";", lineterminator="\r\n")
        writer.writerow(self.HEADER)
        writer.writerows(self.row(moment) for moment in moments)
        return output.getvalue()

    def row(self, moment):
        rng = self.rng
        score = rng.choices(range(11), [1, 1, 1, 2, 2, 3, 4, 10, 18, 26, 32])[0]
        satisfied = max(1, [1.5, 2.5, 4, 5][level(score)] + rng.choice([-0.5, 0, 0, 0, -1 if score > 2 else 0]))
        person = self.people.person(english=0.08)
        text = self.text(score, moment, person.language) if rng.random() < 0.68 else ""
        return [
            f"{moment:%d/%m/%Y}",
            rng.choice(STORES),
            f"{satisfied:g}".replace(".", ","),
            score,
            text,
            f"{rng.uniform(8, 190):.2f}".replace(".", ","),
            person.email if rng.random() < 0.35 else "",
        ]

    def text(self, score, moment, language):
        rng = self.rng
        if score > 6 and rng.random() < 0.82:
            sentiment, topics = "positive", pick(
                rng, {"praise_store": 70, "praise_product": 16}, 1 + (rng.random() < 0.12)
            )
        elif score > 4 and rng.random() < 0.35:
            sentiment, topics = "neutral", [rng.choice(["neutral", "suggestion"])]
        else:
            sentiment, topics = "negative", pick(rng, STORE_TROUBLES, 1 + (rng.random() < 0.15))
        length = rng.choices(["short", "medium"], [46, 54])[0]
        return self.composer.verbatim(language, topics, sentiment, moment, rough=0.35, emoji=0, length=length)
