"""Posts that mention the shop, as the X API v2 returns them."""

import json
from datetime import timedelta

from .draws import pick
from .people import ascii_letters
from .phrases_fr import FIRST_NAMES
from .story import END, START, is_broken, iso_utc, json_lines, milliseconds, moment_in, online_troubles, spread

TAGS = {
    "fr": ["#déco", "#luminaire", "#MaisonLumen", "#SAV", "#livraison"],
    "en": ["#homedecor", "#MaisonLumen", "#lighting"],
}
PRAISE = {"praise_product": 40, "praise_delivery": 16, "praise_store": 16, "praise_site": 8, "praise_support": 8}


class Posts:
    def __init__(self, rng, people, composer):
        self.rng, self.people, self.composer = rng, people, composer
        self.users, self.originals = [], []

    def export(self, total=364, retweets=36):
        weeks = spread(total, boost={9: 1.5, 10: 1.5, 11: 1.2})
        moments = sorted(moment_in(self.rng, week) for week, count in enumerate(weeks, 1) for _ in range(count))
        posts = [self.post(moment) for moment in moments]
        posts += [self.retweet(self.rng.choice(posts[:total])) for _ in range(retweets)]
        posts.sort(key=lambda post: int(post["id"]), reverse=True)
        rest = {
            "includes": {"users": self.users, "tweets": self.originals},
            "meta": {"newest_id": posts[0]["id"], "oldest_id": posts[-1]["id"], "result_count": len(posts)},
        }
        return json_lines("", "data", posts, "," + json.dumps(rest, ensure_ascii=False, separators=(",", ":"))[1:-1])

    def post(self, moment):
        rng = self.rng
        language = "en" if rng.random() < 0.2 else "fr"
        sentiment = "negative" if rng.random() < 0.52 else rng.choice(["positive", "positive", "neutral"])
        if is_broken(moment) and rng.random() < 0.3:
            sentiment = "negative"
        is_long = sentiment != "neutral" and rng.random() < 0.05
        length = "long" if is_long else rng.choices(["short", "medium", "long"], [25, 55, 20])[0]
        topics = self.topics(sentiment, moment, 4 if is_long else 1)
        text = self.composer.verbatim(language, topics, sentiment, moment, 0.6, 0.3, length)
        text = self.address(text, language)
        user = self.user(language, moment)
        post = {
            "id": snowflake(rng, moment),
            "text": text,
            "author_id": user,
            "created_at": iso_utc(moment, 3),
            "lang": language,
            "public_metrics": {
                "retweet_count": rng.choice([0, 0, 0, 1, 3]),
                "reply_count": rng.choice([0, 0, 1, 2]),
                "like_count": rng.choice([0, 0, 1, 2, 5, 11]),
                "quote_count": 0,
                "impression_count": rng.randint(12, 2400),
            },
        }
        post["conversation_id"] = post["id"]
        if len(text) > 280:  # a long post: the API cuts `text` and keeps the whole in `note_tweet`
            post["note_tweet"] = {"text": text}
            post["text"] = text[:276].rsplit(" ", 1)[0] + "…"
        return post

    def topics(self, sentiment, moment, count):
        if sentiment == "neutral":
            return [self.rng.choice(["neutral", "suggestion"])]
        troubles = online_troubles(moment) | {"queue": 8, "crash": 6, "rude": 2}
        return pick(self.rng, troubles if sentiment == "negative" else PRAISE, count)

    def address(self, text, language):
        """The handle in front, behind or within, sometimes with a tag or a link."""
        rng = self.rng
        text = rng.choice(
            [
                f"@MaisonLumen {text}",
                f"{text} @MaisonLumen",
                f".@MaisonLumen {text}",
                f"{text} #MaisonLumen",
                f"@MaisonLumen {text}",
            ]
        )
        if rng.random() < 0.18:
            text += " " + rng.choice(TAGS[language])
        if rng.random() < 0.08:
            text += f" https://t.co/{rng.getrandbits(52):x}"[:24]
        return text.replace("&", "&amp;")

    def user(self, language, moment):
        rng = self.rng
        number = str(rng.randint(10**8, 10**10))
        first = rng.choice(FIRST_NAMES)
        self.users.append({"id": number, "name": first, "username": f"{ascii_letters(first)}_{rng.randint(10, 9999)}"})
        return number

    def retweet(self, original):
        moment = self.later(original)
        if original["id"] not in {tweet["id"] for tweet in self.originals}:
            self.originals.append(original)
        name = next(user["username"] for user in self.users if user["id"] == original["author_id"])
        text = f"RT @{name}: {original['text']}"
        identifier = snowflake(self.rng, moment)
        return {
            "id": identifier,
            "text": text if len(text) <= 140 else text[:139] + "…",
            "author_id": self.user("fr", moment),
            "created_at": iso_utc(moment, 3),
            "lang": original["lang"],
            "conversation_id": identifier,
            "referenced_tweets": [{"type": "retweeted", "id": original["id"]}],
            "public_metrics": {
                "retweet_count": 1,
                "reply_count": 0,
                "like_count": 0,
                "quote_count": 0,
                "impression_count": 0,
            },
        }

    def later(self, original):
        """Some hours after the original, from its own id: what a snowflake keeps of its time, back in Paris time."""
        sent = (int(original["id"]) >> 22) + 1288834974657
        moment = (
            START + timedelta(milliseconds=sent - milliseconds(START)) + timedelta(minutes=self.rng.randint(4, 900))
        )
        return min(moment, END - timedelta(minutes=self.rng.randint(1, 30)))


def snowflake(rng, moment):
    return str((milliseconds(moment) - 1288834974657) << 22 | rng.getrandbits(22))
