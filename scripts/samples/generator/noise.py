"""Roughens a text: typing as people do on a phone, in a hurry, or angry."""

import re
import unicodedata

EMOJI = {
    "negative": ["😡", "😤", "🙄", "😞", "👎", "😠", "🤬", "😩"],
    "positive": ["😍", "👍", "🥰", "✨", "💡", "😊", "🙏", "❤️"],
    "neutral": ["🤔", "🙂", "😐"],
}
SMS_FR = [
    ("beaucoup", "bcp"),
    ("pourquoi", "pk"),
    ("quand", "qd"),
    ("c'est", "c"),
    ("s'il vous plaît", "svp"),
    ("toujours", "tjrs"),
    ("vraiment", "vrmt"),
    ("pas", "pas"),
    ("jamais", "jms"),
    ("tout", "tt"),
    ("plus", "+"),
    ("est-ce que", "esk"),
    ("j'ai", "jai"),
]
SMS_EN = [
    ("you", "u"),
    ("are", "r"),
    ("please", "pls"),
    ("because", "cos"),
    ("thanks", "thx"),
    ("going to", "gonna"),
    ("really", "rly"),
]
ELONGATED = {
    "fr": ["trop", "nul", "super", "vraiment", "jamais", "très", "énorme", "tellement", "bravo", "franchement"],
    "en": ["so", "really", "bad", "never", "love", "slow", "way", "great", "please"],
}


class Noise:
    """What a composer does to a clean text; needs its `rng`."""

    def roughen(self, language, text, sentiment, rough, emoji):
        """Typing as it comes: `rough` is the share of texts that are not typed with care."""
        rng = self.rng
        if rng.random() < rough:
            for noise, chance in (
                (self.without_accents, 0.25 if language == "fr" else 0),
                (self.lower_case, 0.35),
                (self.misspelt, 0.45),
                (self.texted, 0.12),
                (self.elongated, 0.10),
                (self.shouted, 0.04),
                (self.unpunctuated, 0.14),
            ):
                if rng.random() < chance:
                    text = noise(language, text)
        if rng.random() < emoji:
            text += " " + rng.choice(EMOJI[sentiment]) * rng.choices([1, 2, 3], [8, 2, 1])[0]
        return text

    def without_accents(self, language, text):
        return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))

    def lower_case(self, language, text):
        return text.lower().replace("ml26", "ML26")

    def unpunctuated(self, language, text):
        return re.sub(r"\s*[.,!…]+(?=\s|$)", "", text).strip()

    def shouted(self, language, text):
        words = text.split()
        if len(words) < 9:
            return text.upper()
        start = self.rng.randrange(len(words) - 3)
        return " ".join(word.upper() if start <= i < start + 3 else word for i, word in enumerate(words))

    def texted(self, language, text):
        for word, short in SMS_FR if language == "fr" else SMS_EN:
            text = re.sub(rf"(?<![\w']){re.escape(word)}(?![\w'])", short, text, flags=re.I)
        return text

    def elongated(self, language, text):
        for word in self.rng.sample(ELONGATED[language], len(ELONGATED[language])):
            match = re.search(rf"\b{word}\b", text, re.I)
            if match:
                vowel = next(i for i, c in enumerate(word) if c in "aeiouéè")
                stretched = (
                    match.group()[:vowel] + match.group()[vowel] * self.rng.randint(3, 5) + match.group()[vowel + 1 :]
                )
                return text[: match.start()] + stretched + text[match.end() :]
        return text

    def misspelt(self, language, text):
        """One or two mistakes people really make."""
        for _ in range(self.rng.randint(1, 2)):
            text = self.rng.choice(self.MISTAKES_FR if language == "fr" else self.MISTAKES_EN)(self, text)
        return text

    def swap_letters(self, text):
        words = [m for m in re.finditer(r"[a-zà-ÿ]{6,}", text)]
        if not words:
            return text
        at = self.rng.choice(words)
        i = self.rng.randint(at.start() + 1, at.end() - 3)
        return text[:i] + text[i + 1] + text[i] + text[i + 2 :]

    def drop_letter(self, text):
        words = [m for m in re.finditer(r"[a-zà-ÿ]{6,}", text)]
        if not words:
            return text
        at = self.rng.choice(words)
        i = self.rng.randint(at.start() + 2, at.end() - 2)
        return text[:i] + text[i + 1 :]

    def replaced(pattern, replacement):
        return lambda self, text: re.sub(pattern, replacement, text, count=1)

    MISTAKES_FR = [
        swap_letters,
        drop_letter,
        replaced(r"\b(j'ai|jamais|pas|avais|a) (\w+)é\b", r"\1 \2er"),
        replaced(r"\bça\b", "sa"),
        replaced(r"\bc'est\b", "s'est"),
        replaced(r"\bà\b", "a"),
        replaced(r"\bn'", ""),
        replaced(r"\bj'ai\b", "jai"),
        replaced(r"\bces\b", "ses"),
        replaced(r"ffr", "fr"),
        replaced(r"\bne (\w+) pas\b", r"\1 pas"),
        replaced(r"mm", "m"),
        replaced(r"\bqu'", "que "),
        replaced(r"reçu", "recu"),
        replaced(r"\b(les|des|mes) (\w+)s\b", r"\1 \2"),
    ]
    MISTAKES_EN = [
        swap_letters,
        drop_letter,
        replaced(r"\bI\b", "i"),
        replaced(r"n't\b", "nt"),
        replaced(r"receiv", "reciev"),
        replaced(r"\btheir\b", "there"),
        replaced(r"\bit's\b", "its"),
        replaced(r"tt", "t"),
        replaced(r"definitely", "definately"),
        replaced(r"\btoo\b", "to"),
    ]
