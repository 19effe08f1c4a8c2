"""One front-end server's access log around the release, in the combined format."""

from datetime import timedelta

from .story import PRODUCT_PAGES, SITE, is_broken, moment_in, paris_offset

BROWSERS = [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Mobile Safari/604.1",
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/139.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/139.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; rv:142.0) Gecko/20100101 Firefox/142.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15",
]
BOTS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "curl/8.5.0",
    "python-requests/2.32",
]
PROBES = ["/wp-login.php", "/.env", "/admin/config.php", "/phpmyadmin/", "/%2e%2e/etc/passwd"]
MISSING = ["/luminaires/lampe-2019", "/luminaires/spots-jardin", "/promo-ete", "/img/old/hero.jpg", "/collection-hiver"]
FIRST_WEEK, LAST_WEEK = 8, 10


class AccessLog:
    def __init__(self, rng):
        self.rng = rng
        self.lines = []

    def export(self, total=4000):
        while len(self.lines) < total:
            moment = moment_in(self.rng, self.rng.randint(FIRST_WEEK, LAST_WEEK))
            self.crawl(moment) if self.rng.random() < 0.14 else self.visit(moment)
        return "".join(line + "\n" for _, _, line in sorted(self.lines))

    def visit(self, moment):
        rng = self.rng
        client = self.address(), rng.choice(BROWSERS), rng.random() < 0.4
        referer = rng.choice(["-", "-", "https://www.google.com/"])
        moment, referer = self.browse(client, moment, referer)
        if rng.random() < 0.32:
            self.order(client, moment, referer)

    def browse(self, client, moment, referer):
        pages = [self.rng.choice(["/", "/", self.rng.choice(PRODUCT_PAGES)])]
        pages += [
            self.rng.choice(PRODUCT_PAGES + ["/recherche?q=lampe", "/aide", "/suivi", "/retours"])
            for _ in range(self.rng.randint(0, 3))
        ]
        for page in pages:
            if self.rng.random() < 0.04:
                page = self.rng.choice(MISSING)
            moment, referer = self.hit(client, moment, page, referer, 404 if page in MISSING else 200)
        return moment, referer

    def order(self, client, moment, referer):
        rng = self.rng
        for page in ("/panier", "/commande/livraison"):
            moment, referer = self.hit(client, moment, page, referer)
        tries = rng.choice([1, 2, 2, 3, 4])
        broken = is_broken(moment) and rng.random() < 0.6
        for _ in range(tries if broken else 1):
            moment, referer = self.hit(client, moment, "/paiement", referer)
            failed = broken and rng.random() < 0.75
            moment, referer = self.hit(
                client, moment, "/paiement/3ds", referer, 500 if failed else 302 if not broken else 200, "POST"
            )
        if not broken:
            self.hit(client, moment, "/commande/confirmation", referer)

    def crawl(self, moment):
        rng = self.rng
        client = self.address(), rng.choice(BOTS), True
        for _ in range(rng.randint(1, 6)):
            page = (
                rng.choice(PRODUCT_PAGES + ["/robots.txt", "/sitemap.xml"])
                if rng.random() < 0.75
                else rng.choice(PROBES)
            )
            moment, _ = self.hit(client, moment, page, "-", 404 if page in PROBES else 200)

    def hit(self, client, moment, path, referer, status=200, method="GET"):
        address, agent, is_discreet = client
        zone = f"+0{paris_offset(moment)}00"
        month = {8: "Aug", 9: "Sep", 10: "Oct"}[moment.month]
        size = self.rng.randint(900, 48_000) if status == 200 else self.rng.randint(150, 900)
        when = f"{moment:%d}/{month}/{moment:%Y:%H:%M:%S} {zone}"
        line = f'{address} - - [{when}] "{method} {path} HTTP/1.1" {status} {size} "{referer}" "{agent}"'
        self.lines.append((moment, len(self.lines), line))
        return moment + timedelta(seconds=self.rng.randint(4, 75)), "-" if is_discreet else SITE + path

    def address(self):
        rng = self.rng
        if rng.random() < 0.06:
            return f"2001:db8:{rng.randrange(1, 9999):x}::{rng.randrange(1, 999):x}"
        return f"{rng.choice(['192.0.2', '198.51.100', '203.0.113'])}.{rng.randint(1, 254)}"
