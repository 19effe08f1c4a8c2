"""Composes the verbatims: phrases from the banks, joined as people write, then roughened; no two read alike."""

import re
import unicodedata
from datetime import timedelta

from . import phrases_en, phrases_fr
from .noise import Noise
from .story import AREAS, SALE_WEEK, week_of

CHOICE = re.compile(r"\[([^\[\]]*)\]")
SLOT = re.compile(r"\{(\w+)\}")
PRICES = [19, 24, 29, 35, 39, 45, 49, 59, 69, 79, 89, 99, 119, 129, 149, 189, 219, 259, 320]
MONTHS_FR = ["", "", "", "", "", "", "", "juillet", "août", "septembre", "octobre"]
MONTHS_EN = ["", "", "", "", "", "", "", "July", "August", "September", "October"]
DAYS_FR = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
DAYS_EN = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
NUMBERS_FR = ["deux", "trois", "quatre", "cinq", "six", "sept", "huit", "dix"]
NUMBERS_EN = ["two", "three", "four", "five", "six", "seven", "eight", "ten"]


def lines(block):
    return [line.strip() for line in block.strip().split("\n")]


def fold(text):
    """Lower case, without accents, punctuation and emojis: what two texts are compared by."""
    flat = unicodedata.normalize("NFD", text.lower())
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in flat if not unicodedata.combining(c))).strip()


def phrasings(line):
    """How many different phrases the choices of a line spell."""
    count = 1
    for choice in CHOICE.findall(line):
        count *= choice.count("|") + 1
    return count


def sentence(text):
    for position, character in enumerate(text):
        if character.isalpha():
            return text[:position] + character.upper() + text[position + 1 :]
        if character.isdigit():
            break
    return text


ANY_KIND = ("light", "hard", "soft")
KINDS = {
    "defective": ("light",),
    "question": ("light",),
    "info": ("light",),
    "damaged": ("light", "hard"),
    "praise_product": ("light", "hard"),
}


class Registry:
    """Refuses a text that reads like one before it."""

    def __init__(self, limit=0.6):
        self.limit = limit  # share of 4-grams two texts of more than seven words may have in common
        self.seen = set()
        self.grams = {}
        self.sizes = []

    def accepts(self, text):
        folded = fold(text)
        words = folded.split()
        if not words or folded in self.seen:
            return False
        grams = {tuple(words[i : i + 4]) for i in range(len(words) - 3)} if len(words) > 7 else set()
        common = {}
        for gram in grams:
            for other in self.grams.get(gram, ()):
                common[other] = common.get(other, 0) + 1
        if any(count > self.limit * min(len(grams), self.sizes[other]) for other, count in common.items()):
            return False
        self.seen.add(folded)
        for gram in grams:
            self.grams.setdefault(gram, []).append(len(self.sizes))
        if grams:
            self.sizes.append(len(grams))
        return True


class Deck:
    """Deals the lines of a bank evenly: every line once before any comes again."""

    def __init__(self, cards):
        self.cards = cards
        self.left = []

    def deal(self, rng):
        if not self.left:
            self.left = list(self.cards)
            rng.shuffle(self.left)
        return self.left.pop()


class Composer(Noise):
    """Writes texts in both languages; holds the registry that keeps them apart."""

    def __init__(self, rng):
        self.rng = rng
        self.registry = Registry()
        self.banks = {"fr": phrases_fr, "en": phrases_en}
        self.decks = {}

    # MARK: Phrases

    def phrase(self, language, block, values):
        """One filled phrase of a bank's block."""
        key = id(block)
        if key not in self.decks:
            self.decks[key] = Deck(lines(block) if isinstance(block, str) else block)
        return self.fill(self.decks[key].deal(self.rng), values)

    def fill(self, line, values):
        while True:
            line, changed = CHOICE.subn(lambda match: self.rng.choice(match.group(1).split("|")), line)
            if not changed:
                break
        line = line.replace("de {le_o}", "{du_o}").replace("à {le_o}", "{au_o}")
        line = SLOT.sub(lambda match: values[match.group(1)], line)
        line = re.sub(r"\b([Ss])i il", r"\1'il", line)
        line = re.sub(r"\bque (il|elle)\b", r"qu'\1", line)
        return re.sub(r"\s+([,.])", r"\1", re.sub(r" {2,}", " ", line)).strip()

    def values(self, language, moment, area="site", order=None, kinds=ANY_KIND):
        """What the slots stand for in one text: the same object and the same person throughout."""
        rng = self.rng
        before = moment - timedelta(days=rng.randint(4, 24))
        count = rng.randint(2, 9)
        values = {
            "n": str(rng.randint(3, 9)),
            "prix": f"{rng.choice(PRICES)} €",
            "cmd": order or f"ML{rng.randint(2600000, 2699999)}",
            "heure": f"{rng.randint(8, 20)}h",
        }
        if language == "fr":
            number = rng.choice(NUMBERS_FR) if rng.random() < 0.6 else str(count)
            values |= self.french_object(kinds) | {
                "jours": f"{number} jours",
                "semaines": f"{rng.choice(NUMBERS_FR[:4])} semaines",
                "minutes": f"{rng.choice([15, 20, 25, 30, 35, 40, 45])} {rng.choice(['minutes', 'min', 'minutes'])}",
                "jour": rng.choice(DAYS_FR),
                "date": f"le {before.day if before.day > 1 else '1er'} {MONTHS_FR[before.month]}",
                "ville": rng.choice(phrases_fr.CITIES),
                "prenom": rng.choice(phrases_fr.FIRST_NAMES),
                "ee": rng.choice(["", "e"]),
                "ce_q": rng.choice(phrases_fr.SEARCHES),
                "sujet": rng.choice(phrases_fr.SUBJECTS[area]),
            }
        else:
            number = rng.choice(NUMBERS_EN) if rng.random() < 0.6 else str(count)
            noun, kind = rng.choice([entry for entry in phrases_en.OBJECTS if entry[1] in kinds])
            noun = f"{rng.choice(phrases_en.COLLECTIONS + phrases_en.MATERIALS[kind])} {noun}".strip()
            article = "an" if noun[0].lower() in "aeiou" else "a"
            values |= {
                "object": noun,
                "a_o": f"{article} {noun}",
                "my_o": f"my {noun}",
                "the_o": f"the {noun}",
                "price": values["prix"].replace(" ", ""),
                "days": f"{number} days",
                "weeks": f"{rng.choice(NUMBERS_EN[:4])} weeks",
                "minutes": f"{rng.choice([15, 20, 30, 40, 45])} minutes",
                "day": rng.choice(DAYS_EN),
                "date": f"on {before.day} {MONTHS_EN[before.month]}",
                "city": rng.choice(phrases_en.CITIES),
                "name": rng.choice(phrases_fr.FIRST_NAMES),
                "subject": rng.choice(phrases_en.SUBJECTS[area]),
            }
        return values

    def french_object(self, kinds):
        noun, feminine, vowel, kind = self.rng.choice([entry for entry in phrases_fr.OBJECTS if entry[3] in kinds])
        name = f"{noun} {self.rng.choice(phrases_fr.COLLECTIONS + phrases_fr.MATERIALS[kind])}".strip()
        return {
            "un_o": f"{'une' if feminine else 'un'} {name}",
            "mon_o": f"{'ma' if feminine and not vowel else 'mon'} {name}",
            "le_o": f"l'{name}" if vowel else f"{'la' if feminine else 'le'} {name}",
            "ce_o": f"{'cette' if feminine else 'cet' if vowel else 'ce'} {name}",
            "e": "e" if feminine else "",
            "du_o": f"de l'{name}" if vowel else f"de la {name}" if feminine else f"du {name}",
            "au_o": f"à l'{name}" if vowel else f"à la {name}" if feminine else f"au {name}",
            "il": "elle" if feminine else "il",
            "beau": "belle" if feminine else "beau",
        }

    # MARK: Texts

    def unique(self, write, attempts=400):
        """The first text `write` gives that reads like none before."""
        for _ in range(attempts):
            text = write()
            if self.registry.accepts(text):
                return text
        raise RuntimeError(f"the banks are too small: {text}")

    def verbatim(self, language, topics, sentiment, moment, rough=0.5, emoji=0.05, length="medium", order=None):
        """One customer's text about `topics`, the first one mainly."""
        return self.unique(
            lambda: self.roughen(
                language, self.draft(language, topics, sentiment, moment, length, order), sentiment, rough, emoji
            )
        )

    def draft(self, language, topics, sentiment, moment, length, order=None):
        rng, bank, area = self.rng, self.banks[language], AREAS[topics[0]]
        values = self.values(language, moment, area, order, KINDS.get(topics[0], ANY_KIND))
        if length == "short":
            vague = topics[0] != "suggestion" and not (sentiment == "negative" and area == "site")
            if vague and rng.random() < 0.4:
                return sentence(self.phrase(language, bank.SHORT[sentiment], values))
            return sentence(self.phrase(language, bank.TOPICS[topics[0]], values))
        clauses = [self.phrase(language, bank.TOPICS[topic], values) for topic in topics]
        if sentiment == "negative" and rng.random() < 0.16:
            clauses[0] = f"{self.phrase(language, bank.CONCESSIONS, values)}, {rng.choice(bank.CONTRASTS)}{clauses[0]}"
        if sentiment == "negative" and area in bank.CONSEQUENCES and rng.random() < 0.42:
            clauses.append(self.phrase(language, bank.CONSEQUENCES[area], values))
        if rng.random() < (0.7 if length == "long" else 0.4):
            clauses.insert(0, self.opener(language, sentiment, moment, values, area))
        if rng.random() < (0.75 if length == "long" else 0.42):
            clauses.append(self.phrase(language, bank.CLOSERS[sentiment], values))
        return self.join(language, clauses)

    def opener(self, language, sentiment, moment, values, area="site"):
        openers = self.banks[language].OPENERS
        if week_of(moment) == SALE_WEEK and area not in ("store", "app") and self.rng.random() < 0.4:
            return self.phrase(language, openers["sale"], values)
        if sentiment in openers and self.rng.random() < 0.5:
            return self.phrase(language, openers[sentiment], values)
        return self.phrase(language, openers[area if area in openers else "any"], values)

    def join(self, language, clauses):
        """Sentences, mostly; some people never use a full stop."""
        rng, style = self.rng, self.rng.random()
        if style < 0.12:
            return sentence(", ".join(clauses))
        usual = rng.choices([".", "!", "..."], [88, 6, 6])[0]
        text = ""
        for clause in clauses:
            stop = "" if clause.endswith(("?", "!")) else usual if rng.random() < 0.8 else "."
            if stop == "!" and language == "fr":
                stop = " !"
            text += (" " if text else "") + sentence(clause) + stop
        return text[:-1] if text.endswith(".") and not text.endswith("..") and style > 0.7 else text

    def title(self, language, topic, sentiment, moment):
        """A review's title."""
        bank = self.banks[language]
        family = AREAS[topic] if sentiment == "negative" else "praise" if sentiment == "positive" else "neutral"
        values = self.values(language, moment, AREAS[topic])

        moods = bank.MOODS["positive" if family == "praise" else "neutral" if family == "neutral" else "negative"]

        def write():
            title = self.phrase(language, bank.TITLES[family], values)
            if self.rng.random() < 0.35:
                colon = " : " if language == "fr" else ": "
                title = self.phrase(language, moods, values) + self.rng.choice([", ", colon, "... "]) + title
            return (
                sentence(title)
                + self.rng.choices(["", " !" if language == "fr" else "!", " !!", "...", "."], [70, 8, 6, 10, 6])[0]
            )

        return self.unique(write)

    def reply(self, language, sentiment, topic, values):
        """What the shop answers; not a customer's words, so it may repeat."""
        bank = self.banks[language].REPLIES
        middle = bank["positive"] if sentiment == "positive" else bank["negative"]
        action = [] if sentiment == "positive" else [self.rng.choice(bank["pay" if topic == "pay3ds" else "other"])]
        parts = [self.rng.choice(bank["hello"]), self.rng.choice(middle), *action, self.rng.choice(bank["bye"])]
        return " ".join(self.fill(part, values) for part in parts)
