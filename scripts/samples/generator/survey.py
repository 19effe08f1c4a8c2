"""The survey after a visit, as a Qualtrics CSV with its three header rows."""

import csv
import io
import json
from datetime import timedelta

from .draws import contact, level, pick
from .story import (
    DAYS_BACK,
    END,
    STEP_PAGES,
    STEP_PRAISE,
    SURVEY_NOISE,
    SURVEY_STEPS,
    SURVEY_VOLUMES,
    delivery_gain,
    is_broken,
    moment_in,
    step_troubles,
)

COLUMNS = [  # (export tag, label in the account's language, ImportId)
    ("StartDate", "Date de début", "startDate"),
    ("EndDate", "Date de fin", "endDate"),
    ("Status", "Type de réponse", "status"),
    ("IPAddress", "Adresse IP", "ipAddress"),
    ("Progress", "Progression", "progress"),
    ("Duration (in seconds)", "Durée (en secondes)", "duration"),
    ("Finished", "Terminé", "finished"),
    ("RecordedDate", "Date d'enregistrement", "recordedDate"),
    ("ResponseId", "ID de réponse", "_recordId"),
    ("RecipientLastName", "Nom de famille du destinataire", "recipientLastName"),
    ("RecipientFirstName", "Prénom du destinataire", "recipientFirstName"),
    ("RecipientEmail", "E-mail du destinataire", "recipientEmail"),
    ("ExternalReference", "Référence de données externe", "externalDataReference"),
    ("LocationLatitude", "Latitude du lieu", "locationLatitude"),
    ("LocationLongitude", "Longitude du lieu", "locationLongitude"),
    ("DistributionChannel", "Canal de distribution", "distributionChannel"),
    ("UserLanguage", "Langue de l'utilisateur", "userLanguage"),
    ("Q1_NPS_GROUP", "Recommanderiez-vous Maison Lumen à un proche ? - Groupe", "QID1_NPS_GROUP"),
    ("Q1", "Recommanderiez-vous Maison Lumen à un proche ?", "QID1"),
    ("Q2", "Dans l'ensemble, êtes-vous satisfait(e) de votre visite ? (1 = pas du tout, 5 = tout à fait)", "QID2"),
    (
        "Q3",
        "Maison Lumen m'a permis de faire facilement ce que je voulais "
        "(1 = pas du tout d'accord, 7 = tout à fait d'accord)",
        "QID3",
    ),
    ("Q4", "Pourquoi cette note ?", "QID4_TEXT"),
    ("session_id", "session_id", "session_id"),
    ("order_id", "order_id", "order_id"),
    ("page", "page", "page"),
    ("device", "device", "device"),
    ("channel", "channel", "channel"),
    ("consent", "consent", "consent"),
]
TAGS = [tag for tag, _, _ in COLUMNS]
DATES = ("startDate", "endDate", "recordedDate")
SESSION_SHARE = 0.46  # responses that carry the visit they come from
SILENT_VISIT_SHARE = (
    0.05  # responses whose visit is in the sessions file, without its id: only a probable link finds it
)

# (language, words) of the six verbatims with personal data, all of it invented; the IBANs' check digits are right.
PERSONAL = [
    ("fr", " Vous pouvez me joindre au {phone}."),
    ("fr", " Mon mail : {email}"),
    ("fr", " Voici mon IBAN pour le remboursement : {iban}"),
    ("en", " Call me on {phone}, please."),
    ("fr", " Écrivez-moi à {email} ou appelez le {phone}"),
    ("en", " Refund to {iban}, my email is {email}"),
]


class Survey:
    def __init__(self, rng, people, visits, composer):
        self.rng, self.people, self.visits, self.composer = rng, people, visits, composer
        self.rows = []
        self.personal = list(PERSONAL)

    def fill(self):
        for week, volume in enumerate(SURVEY_VOLUMES, 1):
            for (step, score), moment in self.plan(week, volume):
                self.answer(step, score, moment)
        assert not self.personal, "a verbatim with personal data found no place"
        self.add_dropped()
        self.rows.sort(key=lambda row: row["RecordedDate"])
        self.add_bad()

    # MARK: Scores

    def plan(self, week, volume):
        """The week's responses with scores in fixed shares, so that the story holds whatever the dice say."""
        planned = []
        left = volume
        for position, (step, (share, before, after)) in enumerate(SURVEY_STEPS.items()):
            count = left if position == len(SURVEY_STEPS) - 1 else round(volume * share)
            left -= count
            moments = [moment_in(self.rng, week) for _ in range(count)]
            if step == "delivery":
                mix = delivery_gain(week)
                before = after = tuple(old + (new - old) * mix for old, new in zip(before, after))
            for broken, shares in ((False, before), (True, after)):
                own = [moment for moment in moments if is_broken(moment) == broken]
                planned += [
                    ((step, score), moment) for score, moment in zip(self.scores(len(own), shares, week, broken), own)
                ]
        return planned

    def scores(self, count, shares, week, broken):
        promoters, detractors = (share + sign * SURVEY_NOISE[week - 1] / 200 for share, sign in zip(shares, (1, -1)))
        high, low = round(count * promoters), round(count * max(detractors, 0))
        scores = [self.rng.choice([9, 9, 10, 10, 10]) for _ in range(high)]
        scores += [
            self.rng.choices(range(7), [6, 4, 6, 8, 9, 16, 20] if not broken else [18, 10, 12, 14, 10, 10, 8])[0]
            for _ in range(low)
        ]
        scores += [self.rng.choice([7, 8, 8]) for _ in range(count - high - low)]
        self.rng.shuffle(scores)
        return scores

    # MARK: One response

    def answer(self, step, score, moment):
        rng = self.rng
        person, order = self.respondent(step, moment)
        page = rng.choice(STEP_PAGES[step])
        linked = rng.random()
        visit = None
        if linked < SESSION_SHARE + SILENT_VISIT_SHARE:
            visit = self.visits.visit(person, moment, self.goal(step, score, moment), page)
            begin = visit.end + timedelta(seconds=rng.randint(60, 420))
        else:
            begin = moment
        end = begin + timedelta(seconds=rng.randint(25, 280))
        if step in ("pay", "order"):
            order = visit.order if visit else (self.people.order(moment) if score > 6 or step == "order" else None)
        row = self.blank(begin, min(end, END - timedelta(seconds=2)), person)
        row |= self.ratings(score) | {
            "Q4": self.text(step, score, person.language, moment, order),
            "page": page,
            "device": person.device[0].lower(),
            "channel": "app" if person.uses_app else "web",
            "consent": rng.choices(["true", "false", ""], [86, 3, 11])[0],
            "session_id": visit.session_id if visit and linked < SESSION_SHARE else "",
            "order_id": order if order and rng.random() < 0.85 else "",
        }
        self.rows.append(row)

    def respondent(self, step, moment):
        """Whom the survey asks; after an order, often somebody whose visit is known."""
        if step in ("delivery", "returns") and self.rng.random() < 0.6:
            earlier = [
                v for v in self.visits.all if v.order and timedelta(days=3) < moment - v.end < timedelta(days=30)
            ]
            if earlier:
                visit = self.rng.choice(earlier)
                return visit.person, visit.order
        order = (
            self.people.order(moment - timedelta(days=self.rng.randint(*DAYS_BACK)))
            if step in ("delivery", "returns")
            else None
        )
        return self.people.person(), order

    def goal(self, step, score, moment):
        if step not in ("pay", "order"):
            return "page"
        if step == "pay" and score <= 6 and is_broken(moment):
            return self.rng.choices(["blocked", "retried"], [88, 12])[0]
        if step == "pay" and score <= 6:
            return self.rng.choices(["order", "abandoned", "blocked"], [62, 34, 4])[0]
        return "retried" if is_broken(moment) and self.rng.random() < 0.15 else "order"

    def blank(self, begin, end, person):
        rng = self.rng
        mailed = rng.random() < 0.18
        row = dict.fromkeys(TAGS, "")
        row |= {
            "StartDate": f"{begin:%Y-%m-%d %H:%M:%S}",
            "EndDate": f"{end:%Y-%m-%d %H:%M:%S}",
            "Status": "IP Address",
            "IPAddress": f"{rng.choice(['192.0.2', '198.51.100', '203.0.113'])}.{rng.randint(1, 254)}",
            "Progress": "100",
            "Duration (in seconds)": str(int((end - begin).total_seconds())),
            "Finished": "True",
            "RecordedDate": f"{end + timedelta(seconds=1):%Y-%m-%d %H:%M:%S}",
            "ResponseId": "R_"
            + "".join(rng.choices("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789", k=15)),
            "DistributionChannel": "email" if mailed else "anonymous",
            "UserLanguage": person.language.upper(),
            "ExternalReference": person.customer if person.identified else "",
        }
        if mailed:
            row |= {
                "RecipientLastName": person.last,
                "RecipientFirstName": person.first,
                "RecipientEmail": person.email,
            }
        return row

    def ratings(self, score):
        rng = self.rng
        satisfied = rng.choices(
            [1, 2, 3, 4, 5],
            [[60, 30, 8, 2, 0], [14, 42, 34, 10, 0], [0, 4, 30, 56, 10], [0, 0, 3, 32, 65]][level(score)],
        )[0]
        easy = rng.choices(
            range(1, 8),
            [[50, 30, 14, 4, 2, 0, 0], [10, 24, 30, 20, 12, 4, 0], [0, 3, 8, 22, 34, 25, 8], [0, 0, 1, 5, 14, 38, 42]][
                level(score)
            ],
        )[0]
        return {
            "Q1": str(score),
            "Q1_NPS_GROUP": "Promoter" if score > 8 else "Passive" if score > 6 else "Detractor",
            "Q2": "" if rng.random() < 0.04 else str(satisfied),
            "Q3": "" if rng.random() < 0.06 else str(easy),
        }

    def text(self, step, score, language, moment, order):
        rng = self.rng
        if rng.random() < (0.34 if score > 8 else 0.30 if score > 6 else 0.10):
            return ""
        sentiment, topics = self.mood(step, score, moment)
        length = rng.choices(["short", "medium", "long"], [30, 48, 22])[0]
        text = self.composer.verbatim(
            language, topics, sentiment, moment, rough=0.5, emoji=0.05, length=length, order=order
        )
        if rng.random() < 0.02 and ". " in text:
            text = text.replace(". ", ".\n", 1)
        if sentiment == "negative" and len(text) > 60 and rng.random() < (0.04 if language == "fr" else 0.3):
            text = self.with_contact(language, text)
        return text

    def with_contact(self, language, text):
        """The text with personal data behind it, while any of the six is left."""
        line = next((line for line in self.personal if line[0] == language), None)
        if line is None:
            return text
        self.personal.remove(line)
        return text.rstrip(" .") + "." + line[1].format(**contact(self.rng))

    def mood(self, step, score, moment):
        rng = self.rng
        troubles = step_troubles(step, moment)
        if score > 8:
            return "positive", pick(rng, STEP_PRAISE[step], 1 + (rng.random() < 0.18))
        if score > 6:
            kind = rng.choices(["positive", "neutral", "suggestion", "negative"], [40, 22, 16, 22])[0]
            if kind == "positive":
                return kind, pick(rng, STEP_PRAISE[step], 1)
            if kind != "negative":
                return "neutral", [kind]
        elif score > 4 and rng.random() < 0.1:
            return "neutral", ["neutral"]
        return "negative", pick(rng, troubles, 1 + (rng.random() < 0.16))

    # MARK: Rows that do not count

    def add_dropped(self):
        """Unfinished responses, the authors' own previews, and spam."""
        for kind, count in (("unfinished", 38), ("Survey Preview", 14), ("Spam", 12)):
            for number in range(count):
                moment = moment_in(self.rng, 1 if kind == "Survey Preview" else self.rng.randint(1, 12))
                row = self.blank(moment, moment + timedelta(seconds=self.rng.randint(5, 60)), self.people.person())
                if kind == "unfinished":
                    row |= {"Finished": "False", "Progress": str(self.rng.choice([20, 40, 60])), "page": "/"}
                    if number % 2:
                        row |= {
                            key: value
                            for key, value in self.ratings(self.rng.randint(0, 10)).items()
                            if key.startswith("Q1")
                        }
                else:
                    row |= self.ratings(self.rng.randint(0, 10)) | {"Status": kind, "page": "/"}
                    row["Q4"] = (
                        f"test affichage {number + 1}"
                        if kind != "Spam"
                        else f"Cheap loans, visit https://loans{number + 1}.example now"
                    )
                self.rows.append(row)

    def add_bad(self):
        """Four rows no import can keep: two ratings off the scale, two dates that do not exist."""
        for index, change in (
            (211, {"Q1": "11"}),
            (702, "2026-09-31 14:02:11"),
            (1204, {"Q1": "11"}),
            (1890, "2026-10-12 25:61:00"),
        ):
            row = self.rows[index]
            if isinstance(change, str):
                change = {"StartDate": change, "EndDate": change, "RecordedDate": change}
            row |= change

    def export(self):
        output = io.StringIO()
        writer = csv.writer(output, lineterminator="\n")
        writer.writerow(TAGS)
        writer.writerow(label for _, label, _ in COLUMNS)
        writer.writerow(
            json.dumps(
                {"ImportId": key} | ({"timeZone": "Europe/Paris"} if key in DATES else {}), separators=(",", ":")
            )
            for _, _, key in COLUMNS
        )
        writer.writerows([row[tag] for tag in TAGS] for row in self.rows)
        return output.getvalue()
