#!/usr/bin/env python3
"""Writes a stream of visits to standard output, in the order of time, as events or as lines of an access log.

    Benchmarks/event_stream.py posthog|access-log EVENTS [--seed 1] [--a-day 2000000] > FILE

To see that importing them takes no more memory when there are more: about 4.5 events a visit, interleaved as a busy shop's are.
The same seed gives the same bytes, and a longer stream begins with a shorter one. Standard library only.
"""

import argparse
import heapq
import random
import sys
from datetime import datetime, timedelta, timezone

START = datetime(2026, 9, 7, tzinfo=timezone.utc)
PAGES = ["/", "/recherche", "/soldes", "/panier", "/paiement", "/commande/confirmation", "/aide", "/compte"]
PAGES += [f"/p/{['robe', 'pull', 'veste', 'jean', 'sac', 'lampe', 'table'][n % 7]}-{n}" for n in range(400)]
AGENTS = [("Mobile Safari", "Mobile", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
           "Version/17.5 Mobile/15E148 Safari/604.1"),
          ("Chrome", "Desktop", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"),
          ("Firefox", "Desktop", "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0")]
CITIES = ["Paris", "Lyon", "Marseille", "Toulouse", "Bordeaux", "Lille", "Nantes", "Rennes", "Nice", "Dijon"]
# Of ten thousand events.
SIGNALS = [("$rageclick", 40), ("$exception", 60), ("add_to_cart", 500), ("form_abandoned", 20)]


def visits(dice, gap):
    """Endless events as (seconds, visit, number in the visit), the earliest first."""
    waiting, at, number = [], 0.0, 0
    while True:
        at += dice.expovariate(1 / gap)
        while waiting and waiting[0][0] < at:
            moment, visit, place = heapq.heappop(waiting)
            yield moment, visit, place
            if dice.random() < 0.78:
                heapq.heappush(waiting, (moment + 1 + dice.expovariate(1 / 45), visit, place + 1))
        heapq.heappush(waiting, (at, number, 0))
        number += 1


def signal(dice):
    chance = dice.random() * 10_000
    for name, share in SIGNALS:
        chance -= share
        if chance < 0:
            return name
    return "$pageview"


def posthog(dice, moment, visit, place):
    browser, device, _ = AGENTS[visit % 3]
    first = "" if place else f',"$browser":"{browser}","$device_type":"{device}","$browser_language":"fr-FR","$geoip_country_code":"FR","$geoip_city_name":"{CITIES[visit % 10]}"'
    page = PAGES[int(len(PAGES) * dice.random() ** 2)]
    return (f'{{"uuid":"{visit:08x}-{place:04x}-7000-8000-{dice.getrandbits(48):012x}","event":"{signal(dice)}","timestamp":"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z",'
            f'"distinct_id":"v{visit % 3_000_000}","properties":{{"$session_id":"s{visit:09d}","$current_url":"https://shop.example{page}","$lib":"web"{first}}}}}\n')


def access_log(dice, moment, visit, place):
    status = 200 if dice.random() > 0.01 else 404
    page = PAGES[int(len(PAGES) * dice.random() ** 2)]
    return (f'198.{18 + (visit >> 16) % 2}.{(visit >> 8) % 256}.{visit % 256} - - [{moment:%d/%b/%Y:%H:%M:%S} +0000] "GET {page} HTTP/1.1" {status} '
            f'{dice.randrange(2000, 60000)} "https://shop.example/" "{AGENTS[visit % 3][2]}"\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("form", choices=["posthog", "access-log"])
    parser.add_argument("events", type=int)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--a-day", type=int, default=2_000_000)
    options = parser.parse_args()
    dice = random.Random(f"events-{options.seed}")
    line = posthog if options.form == "posthog" else access_log
    stream = visits(dice, 86_400 * 4.5 / options.a_day)
    for (seconds, visit, place), _ in zip(stream, range(options.events)):
        sys.stdout.write(line(dice, START + timedelta(seconds=seconds), visit, place))


if __name__ == "__main__":
    main()
