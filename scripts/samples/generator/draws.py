"""Draws that several files share: topics by weight, and invented contact details."""


def level(score):
    """0 very low, 1 low, 2 passive, 3 promoter."""
    return 0 if score <= 3 else 1 if score <= 6 else 2 if score <= 8 else 3


def pick(rng, weights, count):
    """`count` different topics, drawn by weight."""
    chosen = []
    while len(chosen) < min(count, len(weights)):
        topic = rng.choices(list(weights), list(weights.values()))[0]
        if topic not in chosen and weights[topic] > 0:
            chosen.append(topic)
        if sum(weight for other, weight in weights.items() if other not in chosen) <= 0:
            break
    return chosen


def contact(rng):
    """Invented contact details: a phone of the range kept for fiction, an example address, an IBAN of no bank."""
    account = f"99999{rng.randrange(10**5):05d}{rng.randrange(10**11):011d}{rng.randrange(100):02d}"
    check = 98 - int(account + "152700") % 97  # F = 15, R = 27
    iban = f"FR{check:02d}{account}"
    return {
        "phone": "06 39 98 " + " ".join(f"{rng.randrange(100):02d}" for _ in range(2)),
        "email": f"{rng.choice(['nadia', 'paul', 'claire.d', 'jo'])}{rng.randrange(10, 99)}@example.org",
        "iban": " ".join(iban[i : i + 4] for i in range(0, len(iban), 4)),
    }
