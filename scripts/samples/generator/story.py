"""The story of Maison Lumen's twelve weeks: its calendar, its volumes, and how likely each trouble is when."""

import json
from datetime import datetime, timedelta

START = datetime(2026, 8, 3)  # Monday of week 1, Paris time
WEEKS = 12
END = START + timedelta(weeks=WEEKS)  # Monday after the last day
RELEASE = datetime(2026, 9, 29, 10, 0)  # "web-5.2" goes live: card authentication breaks
SALE_WEEK = 7  # volume doubles, nothing else changes
QUIET_WEEK = 5  # fewer answers and a lower score, by chance only

SITE = "https://maisonlumen.example"
STORES = ["Lyon Presqu'île", "Nantes Graslin"]
PRODUCT_PAGES = [
    f"/luminaires/{name}"
    for name in (
        "suspension-solene",
        "lustre-aube",
        "applique-nacre",
        "lampe-halo",
        "lampadaire-brume",
        "plafonnier-oree",
        "liseuse-ambre",
        "guirlande-marelle",
    )
]

# Items a week of the sources whose volume follows the shop's traffic, before scaling.
TRAFFIC = [1.0, 0.97, 1.0, 0.98, 0.85, 1.02, 2.0, 1.05, 1.08, 1.08, 1.03, 1.0]
# Valid survey responses a week: never under 150, about double in the sale week.
SURVEY_VOLUMES = [178, 174, 181, 176, 154, 182, 352, 186, 192, 190, 186, 182]
# Points the weekly NPS is off by chance; week 5 is the decoy dip.
SURVEY_NOISE = [0, 2, -2, 1, -8, 1, 0, 2, 0, -2, 2, 0]

# Steps the survey asks about: share of responses, promoters and detractors before and after the release.
SURVEY_STEPS = {
    "pay": (0.27, (0.58, 0.17), (0.18, 0.57)),
    "order": (0.27, (0.62, 0.13), (0.59, 0.16)),
    "delivery": (0.20, (0.42, 0.31), (0.58, 0.15)),  # not the release: moved evenly over the weeks, see delivery_gain
    "returns": (0.07, (0.41, 0.27), (0.41, 0.27)),
    "help": (0.05, (0.39, 0.30), (0.39, 0.30)),
    "login": (0.04, (0.47, 0.19), (0.47, 0.19)),
    "browse": (0.10, (0.62, 0.13), (0.62, 0.13)),
}
STEP_PAGES = {
    "pay": ["/paiement", "/paiement", "/paiement/3ds"],
    "order": ["/commande/confirmation"],
    "delivery": ["/suivi", "/suivi", "/suivi", "/commande/livraison"],
    "returns": ["/retours"],
    "help": ["/aide", "/aide/contact"],
    "login": ["/compte/connexion"],
    "browse": ["/", "/recherche"] + PRODUCT_PAGES[:4],
}

AREAS = {  # topic → the family its consequences and titles come from
    "pay3ds": "pay",
    "promo": "site",
    "billing": "site",
    "form": "site",
    "late": "delivery",
    "missing": "delivery",
    "carrier": "delivery",
    "tracking": "delivery",
    "damaged": "product",
    "wrong": "product",
    "defective": "product",
    "quality": "product",
    "stock": "site",
    "info": "site",
    "search": "site",
    "slow": "site",
    "login": "site",
    "fees": "site",
    "price": "site",
    "unreachable": "support",
    "wait": "support",
    "bot": "support",
    "refund": "support",
    "return": "support",
    "crash": "app",
    "appbug": "app",
    "queue": "store",
    "rude": "store",
    "comfort": "store",
    "collect": "store",
    "praise_delivery": "delivery",
    "praise_product": "product",
    "praise_site": "site",
    "praise_store": "store",
    "praise_support": "support",
    "praise_app": "app",
    "neutral": "site",
    "suggestion": "site",
}


def week_of(moment):
    """The story's week a moment falls in, 1…12."""
    return (moment - START).days // 7 + 1


def is_broken(moment):
    """Whether card authentication is down at this moment."""
    return moment >= RELEASE


def paris_offset(moment):
    """Hours east of UTC of a Paris wall-clock time: summer time ends on 2026-10-25 at 03:00."""
    return 2 if moment < datetime(2026, 10, 25, 3) else 1


def utc(moment):
    return moment - timedelta(hours=paris_offset(moment))


def milliseconds(moment):
    return int((utc(moment) - datetime(1970, 1, 1)).total_seconds() * 1000)


def iso_utc(moment, digits=0):
    """`2026-08-03T08:12:41Z`, with `digits` zeros' worth of milliseconds when asked."""
    text = utc(moment).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{text}.{moment.microsecond // 1000:03d}Z" if digits else text + "Z"


DAYS_BACK = (4, 24)  # how long before a delivery or return answer its order was placed


def json_lines(head, name, records, tail=""):
    """A JSON object whose records stand one a line, for readable diffs; compact, as the interfaces send them."""
    body = ",\n".join(json.dumps(record, ensure_ascii=False, separators=(",", ":")) for record in records)
    return f'{{{head}"{name}":[\n{body}\n]{tail}}}\n'


# Weights of the hours: evenings and lunch, nobody from two to five.
HOURS = [2, 1, 0, 0, 0, 1, 2, 4, 5, 7, 8, 8, 10, 9, 7, 7, 7, 8, 9, 10, 13, 14, 10, 5]


def moment_in(rng, week, opening_hours=False):
    """A random Paris time in a week."""
    day = rng.choices(range(7), [10, 10, 10, 10, 10, 12, 12])[0]
    hour = rng.randint(10, 18) if opening_hours else rng.choices(range(24), HOURS)[0]
    start = START + timedelta(weeks=week - 1, days=day)
    moment = start + timedelta(
        hours=hour, minutes=rng.randrange(60), seconds=rng.randrange(60), milliseconds=rng.randrange(1000)
    )
    return (
        min(moment, moment.replace(hour=22)) if END - moment < timedelta(hours=1) else moment
    )  # room for a visit and its survey


def spread(total, boost=None):
    """How many of `total` items fall in each week, following the traffic (× `boost[week]`)."""
    weights = [share * (boost or {}).get(week, 1) for week, share in enumerate(TRAFFIC, 1)]
    counts = [int(total * weight / sum(weights)) for weight in weights]
    counts[SALE_WEEK - 1] += total - sum(counts)
    return counts


def delivery_gain(week):
    """How much of the delivery recovery is done: 0 in week 1 to 1 in week 12."""
    return (week - 1) / (WEEKS - 1)


def online_troubles(moment):
    """Weights of the troubles an online customer complains about at a moment."""
    gain = delivery_gain(min(max(week_of(moment), 1), WEEKS))
    return {
        "pay3ds": 46 if is_broken(moment) else 0,
        "promo": 4,
        "billing": 3,
        "form": 4,
        "late": 26 - 15 * gain,
        "missing": 6,
        "carrier": 7 - 3 * gain,
        "tracking": 6 - 2 * gain,
        "damaged": 7,
        "wrong": 7,
        "defective": 6,
        "quality": 6,
        "stock": 5,
        "info": 5,
        "search": 3,
        "slow": 4,
        "login": 4,
        "fees": 5,
        "price": 4,
        "unreachable": 5,
        "wait": 5,
        "bot": 3,
        "refund": 8,
        "return": 5,
    }


def app_troubles(moment):
    crash = 40 if datetime(2026, 8, 24) <= moment < datetime(2026, 9, 14) else 18  # version 3.8.0
    return {
        "crash": crash,
        "appbug": 16,
        "slow": 7,
        "login": 8,
        "pay3ds": 40 if is_broken(moment) else 0,
        "search": 4,
        "late": 6,
        "promo": 5,
        "unreachable": 3,
    }


STORE_TROUBLES = {
    "queue": 30,
    "rude": 10,
    "comfort": 14,
    "collect": 12,
    "stock": 12,
    "price": 8,
    "quality": 4,
    "return": 4,
}
STEP_TROUBLES = {  # what the survey's detractors talk about, by the step they were asked about
    "pay": {"promo": 22, "billing": 12, "form": 16, "slow": 10, "fees": 10, "login": 4},
    "order": {"promo": 12, "form": 14, "fees": 18, "stock": 12, "slow": 10, "info": 10, "price": 10, "late": 6},
    "delivery": {"late": 44, "missing": 12, "carrier": 14, "tracking": 14, "damaged": 12, "wrong": 6},
    "returns": {"refund": 30, "return": 26, "wrong": 12, "defective": 14, "damaged": 8, "quality": 8},
    "help": {"unreachable": 24, "wait": 24, "bot": 16, "refund": 8},
    "login": {"login": 40, "slow": 6, "form": 4},
    "browse": {"search": 20, "info": 18, "stock": 16, "price": 14, "slow": 14, "fees": 6},
}
STEP_PRAISE = {
    "pay": {"praise_site": 60, "praise_product": 10},
    "order": {"praise_site": 40, "praise_product": 20, "praise_delivery": 6},
    "delivery": {"praise_delivery": 60, "praise_product": 26},
    "returns": {"praise_support": 50, "praise_product": 8},
    "help": {"praise_support": 60},
    "login": {"praise_site": 30},
    "browse": {"praise_site": 36, "praise_product": 20},
}


def step_troubles(step, moment):
    """The survey's troubles at a step; once authentication is down it crowds out the others at the payment."""
    troubles = dict(STEP_TROUBLES[step])
    if is_broken(moment):
        troubles["pay3ds"] = {"pay": 420, "order": 22, "help": 24, "browse": 4}.get(step, 0)
    if step == "delivery":
        troubles["late"] = 54 - 30 * delivery_gain(week_of(moment))
    return troubles
