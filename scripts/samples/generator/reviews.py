"""Reviews: Google Play (UTF-16 CSV), App Store (Atom XML), Trustpilot (API JSON)."""

import csv
import io
from datetime import datetime, timedelta
from xml.sax.saxutils import escape

from .draws import pick
from .story import app_troubles, is_broken, iso_utc, json_lines, milliseconds, moment_in, online_troubles, spread, utc

APP = "com.maisonlumen.app"
STORE = "https://itunes.apple.com/fr"
CONSOLE = "http://play.google.com/console/developers/50312/app/49720/user-feedback/review-details"
VERSIONS = [  # (since, code, name)
    (datetime(2026, 7, 1), 371, "3.7.1"),
    (datetime(2026, 8, 24), 380, "3.8.0"),
    (datetime(2026, 9, 14), 381, "3.8.1"),
    (datetime(2026, 10, 12), 390, "3.9.0"),
]
PHONES = ["a52sxq", "a54x", "panther", "oriole", "m53x", "r8q", "spes", "dm1q", "a15x", "lynx", "beyond1", "violet"]
APP_PRAISE = {"praise_app": 50, "praise_site": 14, "praise_product": 18, "praise_delivery": 12}
SHOP_PRAISE = {"praise_product": 36, "praise_delivery": 34, "praise_site": 14, "praise_support": 18}


class Reviews:
    def __init__(self, rng, people, composer):
        self.rng, self.people, self.composer = rng, people, composer

    def written(self, moment, language, troubles, praise, stars_weights, hit, emoji, order=None):
        """(stars, topic, sentiment, text) of one review; `hit` is the share that the broken payment takes over."""
        rng = self.rng
        blocked = is_broken(moment) and rng.random() < hit
        stars = rng.choice([1, 1, 1, 2]) if blocked else rng.choices([1, 2, 3, 4, 5], stars_weights)[0]
        topics = ["pay3ds"] if blocked else None
        if stars >= 4:
            sentiment, topics = "positive", pick(rng, praise, 1 + (rng.random() < 0.2))
        elif stars == 3 and rng.random() < 0.45:
            sentiment, topics = "neutral", [rng.choice(["neutral", "suggestion"])]
        else:
            usual = {topic: weight for topic, weight in troubles.items() if topic != "pay3ds" and weight}
            sentiment, topics = "negative", topics or pick(rng, usual, 1 + (rng.random() < 0.25))
        length = rng.choices(["short", "medium", "long"], [22, 50, 28])[0]
        return (
            stars,
            topics[0],
            sentiment,
            self.composer.verbatim(language, topics, sentiment, moment, 0.5, emoji, length, order),
        )

    def moments(self, total):
        return sorted(moment_in(self.rng, week) for week, count in enumerate(spread(total), 1) for _ in range(count))

    def answer(self, language, sentiment, topic, moment):
        return self.composer.reply(language, sentiment, topic, self.composer.values(language, moment))

    # MARK: Google Play

    PLAY_HEADER = [
        "Package Name",
        "App Version Code",
        "App Version Name",
        "Reviewer Language",
        "Device",
        "Review Submit Date and Time",
        "Review Submit Millis Since Epoch",
        "Review Last Update Date and Time",
        "Review Last Update Millis Since Epoch",
        "Star Rating",
        "Review Title",
        "Review Text",
        "Developer Reply Date and Time",
        "Developer Reply Millis Since Epoch",
        "Developer Reply Text",
        "Review Link",
    ]

    def google_play(self, total=450):
        """UTF-16LE with BOM, as the console hands it out."""
        output = io.StringIO()
        writer = csv.writer(output, lineterminator="\n")
        writer.writerow(self.PLAY_HEADER)
        writer.writerows(self.play_row(moment) for moment in self.moments(total))
        return b"\xff\xfe" + output.getvalue().encode("utf-16-le")

    def play_row(self, moment):
        rng = self.rng
        language = "en" if rng.random() < 0.18 else "fr"
        stars, topic, sentiment, text = self.written(
            moment, language, app_troubles(moment), APP_PRAISE, [15, 9, 11, 24, 41], 0.30, 0.22
        )
        _, code, name = app_version(moment)
        edited = moment + timedelta(days=rng.randint(1, 9)) if rng.random() < 0.04 else moment
        reply = ["", "", ""]
        link = ""
        if rng.random() < 0.1:
            text = ""  # a rating only: the console gives those no link either
        else:
            link = f"{CONSOLE}?reviewId=gp%3AAOq{rng.getrandbits(64):016x}&corpus=PUBLIC_REVIEWS"
            if rng.random() < (0.4 if sentiment == "negative" else 0.12):
                when = edited + timedelta(hours=rng.randint(5, 90))
                reply = [iso_utc(when), milliseconds(when), self.answer(language, sentiment, topic, moment)]
        versions = ["", ""] if rng.random() < 0.08 else [code, name]
        return [
            APP,
            *versions,
            language,
            rng.choice(PHONES),
            iso_utc(moment),
            milliseconds(moment),
            iso_utc(edited),
            milliseconds(edited),
            stars,
            "",
            text,
            *reply,
            link,
        ]

    # MARK: App Store

    def app_store(self, total=250):
        entries = [self.store_entry(moment) for moment in reversed(self.moments(total))]
        feed = f"{STORE}/rss/customerreviews/id=1609482277/sortby=mostrecent/xml"
        return "\n".join(
            [
                '<?xml version="1.0" encoding="UTF-8"?>',
                '<feed xmlns:im="http://itunes.apple.com/rss" xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">',
                f"  <id>{feed}</id>",
                "  <title>iTunes Store : avis des clients</title>",
                "  <updated>2026-10-26T01:10:00-07:00</updated>",
                f'  <link rel="self" href="{feed}"/>',
                "  <icon>http://itunes.apple.com/favicon.ico</icon>",
                "  <author><name>iTunes Store</name><uri>http://www.apple.com/fr/itunes/</uri></author>",
                "  <rights>Copyright 2008 Apple Inc.</rights>",
                *entries,
                "</feed>",
                "",
            ]
        )

    def store_entry(self, moment):
        rng = self.rng
        language = "en" if rng.random() < 0.2 else "fr"
        person = self.people.person(english=1 if language == "en" else 0)
        stars, topic, sentiment, text = self.written(
            moment, language, app_troubles(moment), APP_PRAISE, [14, 8, 11, 23, 44], 0.28, 0.15
        )
        title = self.composer.title(language, topic, sentiment, moment)
        pacific = utc(moment) - timedelta(hours=7)
        voters = rng.choice([0, 0, 0, 0, 1, 2, 5])
        name = escape(
            f"{person.first}{rng.choice(['', '_', '.'])}{rng.choice([person.last[:3], str(rng.randint(1, 99)), ''])}"
        )
        body = escape(text)
        html = escape(f"<p>{body}</p>")
        return "\n".join(
            [
                "  <entry>",
                f"    <updated>{pacific:%Y-%m-%dT%H:%M:%S}-07:00</updated>",
                f"    <id>{12_900_000_000 + milliseconds(moment) // 1000 % 10**9}</id>",
                f"    <title>{escape(title)}</title>",
                f'    <content type="text">{body}</content>',
                '    <im:contentType term="Application" label="Application"/>',
                f"    <im:voteSum>{rng.randint(0, voters)}</im:voteSum>",
                f"    <im:voteCount>{voters}</im:voteCount>",
                f"    <im:rating>{stars}</im:rating>",
                f"    <im:version>{app_version(moment)[2]}</im:version>",
                f"    <author><name>{name}</name><uri>{STORE}/reviews/id{person.number + 524_000_000}</uri></author>",
                f'    <link rel="related" href="{STORE}/review?id=1609482277&amp;type=Purple%20Software"/>',
                f'    <content type="html">{html}</content>',
                "  </entry>",
            ]
        )

    # MARK: Trustpilot

    def trustpilot(self, visits, total=500):
        orders = [visit for visit in visits.all if visit.order]
        self.rng.shuffle(orders)
        reviews = [self.trust_review(moment, orders) for moment in reversed(self.moments(total))]
        return json_lines('"links":[],', "reviews", reviews)

    def trust_review(self, moment, orders):
        rng = self.rng
        visit = self.earlier_order(moment, orders) if rng.random() < 0.68 else None
        person = visit.person if visit else self.people.person()
        hit = 0.05 if visit else 0.85  # who never got to pay has no order number
        stars, topic, sentiment, text = self.written(
            moment,
            person.language,
            online_troubles(moment),
            SHOP_PRAISE,
            [17, 8, 9, 20, 46],
            hit,
            0.05,
            visit.order if visit else None,
        )
        invited = visit is not None or (topic != "pay3ds" and rng.random() < 0.4)
        reference = (
            visit.order
            if visit
            else self.people.order(moment - timedelta(days=rng.randint(4, 24))) if invited else None
        )
        experienced = visit.end if visit else moment - timedelta(days=rng.randint(0, 9))
        review = {
            "id": f"{rng.getrandbits(96):024x}",
            "consumer": {
                "id": f"{rng.getrandbits(96):024x}",
                "displayName": f"{person.first} {person.last[0]}.",
                "displayLocation": person.city,
                "numberOfReviews": rng.choice([1, 1, 1, 2, 3, 7]),
            },
            "businessUnit": {
                "id": "5f3ce0a1b2c84d0001a7e9d4",
                "identifyingName": "maisonlumen.example",
                "displayName": "Maison Lumen",
            },
            "stars": stars,
            "title": self.composer.title(person.language, topic, sentiment, moment),
            "text": text,
            "language": person.language,
            "createdAt": iso_utc(moment, 3),
            "updatedAt": None,
            "experiencedAt": iso_utc(experienced, 3),
            "companyReply": None,
            "isVerified": invited,
            "numberOfLikes": rng.choice([0, 0, 0, 1, 2]),
            "status": "active",
            "countsTowardsTrustScore": True,
            "referenceId": reference,
            "source": "InvitationLinkApi" if invited else "Organic",
            "tags": [],
        }
        if rng.random() < (0.5 if sentiment == "negative" else 0.15):
            when = iso_utc(moment + timedelta(hours=rng.randint(4, 70)), 3)
            review["companyReply"] = {
                "text": self.answer(person.language, sentiment, topic, moment),
                "createdAt": when,
                "updatedAt": None,
            }
        return review

    def earlier_order(self, moment, orders):
        """Takes a visit that ordered 4 to 21 days before."""
        for index, visit in enumerate(orders):
            if timedelta(days=4) < moment - visit.end < timedelta(days=21):
                return orders.pop(index)
        return None


def app_version(moment):
    return [version for version in VERSIONS if version[0] <= moment][-1]
