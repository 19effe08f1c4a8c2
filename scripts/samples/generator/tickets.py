"""Support tickets, as Zendesk's API returns them, with their conversation and satisfaction rating."""

from datetime import timedelta

from .draws import pick
from .story import AREAS, END, iso_utc, json_lines, moment_in, online_troubles, spread
from .texts import ANY_KIND, KINDS

AGENT = 900_417


class Tickets:
    def __init__(self, rng, people, visits, composer):
        self.rng, self.people, self.visits, self.composer = rng, people, visits, composer

    def export(self, total=350):
        weeks = spread(total, boost={7: 0.75, 9: 1.7, 10: 1.6, 11: 1.3})
        moments = sorted(moment_in(self.rng, week) for week, count in enumerate(weeks, 1) for _ in range(count))
        tickets = [self.ticket(48_100 + number * 3, moment) for number, moment in enumerate(moments)]
        return json_lines("", "tickets", tickets, f',"next_page":null,"count":{len(tickets)}')

    def ticket(self, number, moment):
        rng = self.rng
        person, order = self.requester(moment)
        topic = self.topic(moment)
        question = topic == "question"
        area = "site" if question else AREAS[topic]
        values = self.composer.values(person.language, moment, area, order, KINDS.get(topic, ANY_KIND))
        bank = self.composer.banks[person.language]
        body = self.composer.unique(lambda: self.body(person, topic, moment, values, order))
        solved = moment + timedelta(hours=rng.randint(3, 120))
        status = rng.choices(["open", "pending", "solved", "closed"], [8, 10, 42, 40])[0]
        comments = [self.comment(number, 1, person.number, body, moment)]
        comments += self.answers(number, person, topic, moment, values, status)
        return {
            "id": number,
            "url": f"https://maisonlumen.example/api/v2/tickets/{number}.json",
            "external_id": None,
            "subject": self.composer.fill(rng.choice(bank.SUBJECT_LINES[area]), values),
            "description": body,
            "status": status,
            "priority": rng.choice(["low", "normal", "normal", "high", "urgent" if topic == "pay3ds" else "normal"]),
            "type": "question" if question else "problem",
            "via": {"channel": rng.choices(["email", "web", "chat", "mobile"], [44, 36, 14, 6])[0]},
            "requester": {
                "id": person.number,
                "name": f"{person.first} {person.last}",
                "email": person.email,
                "locale": person.language,
            },
            "assignee_id": AGENT,
            "tags": [area, person.language],
            "custom_fields": [{"id": 36_000_117, "value": order}],
            "satisfaction_rating": self.rating(person, topic, moment, values, status),
            "created_at": iso_utc(moment),
            "updated_at": iso_utc(min(solved, END + timedelta(days=2))),
            "comments": comments,
        }

    def requester(self, moment):
        """Half the tickets come from somebody whose order is in the sessions file."""
        earlier = [v for v in self.visits.all if v.order and timedelta(days=1) < moment - v.end < timedelta(days=25)]
        if earlier and self.rng.random() < 0.5:
            visit = self.rng.choice(earlier)
            return visit.person, visit.order
        return self.people.person(), self.people.order(moment - timedelta(days=self.rng.randint(2, 24)))

    def topic(self, moment):
        rng = self.rng
        kind = rng.choices(["problem", "question", "praise"], [78, 17, 5])[0]
        if kind == "question":
            return kind
        if kind == "praise":
            return rng.choice(["praise_support", "praise_product"])
        usual = online_troubles(moment) | {"crash": 4, "collect": 5}
        return pick(rng, usual | {"search": 0, "price": 0, "slow": 1}, 1)[0]

    def body(self, person, topic, moment, values, order):
        """Greeting, story, order number, request, name: some leave out most of it."""
        rng, composer = self.rng, self.composer
        bank = composer.banks[person.language]
        sentiment = "positive" if topic.startswith("praise") else "negative"
        if topic == "question":
            story = composer.phrase(person.language, bank.QUESTIONS, values)
            story = story[0].upper() + story[1:]
            if rng.random() < 0.6:
                story = f"{composer.opener(person.language, 'neutral', moment, values).capitalize()}. {story}"
        else:
            story = composer.draft(
                person.language, [topic], sentiment, moment, rng.choice(["medium", "long", "long"]), order
            )
        parts = [rng.choice(bank.TICKET["hello"]), story.rstrip()]
        if sentiment == "negative" and rng.random() < 0.6 and topic not in ("pay3ds", "question", "crash", "appbug"):
            parts.append({"fr": f"Commande {order}.", "en": f"Order {order}."}[person.language])
        if sentiment == "negative" and rng.random() < 0.75 and topic != "question":
            ask = composer.phrase(person.language, bank.TICKET["ask"], values)
            parts.append(ask[0].upper() + ask[1:] + ("" if ask.endswith("?") else "."))
        text = parts[0] + "\n" + " ".join(parts[1:]) if parts[0] else " ".join(parts[1:])
        if rng.random() < 0.7:
            text += (
                "\n"
                + rng.choice(bank.TICKET["bye"] + [""])
                + rng.choice([f"\n{person.first}", f"\n{person.first} {person.last}", ""])
            )
        return composer.roughen(person.language, text.strip(), sentiment, 0.25, 0.01)

    def comment(self, ticket, position, author, body, moment):
        return {
            "id": ticket * 100 + position,
            "type": "Comment",
            "author_id": author,
            "body": body,
            "public": True,
            "created_at": iso_utc(moment),
        }

    def answers(self, number, person, topic, moment, values, status):
        """What the agent wrote and, at times, what the customer wrote back."""
        rng, composer = self.rng, self.composer
        if status == "open":
            return []
        sentiment = "positive" if topic.startswith("praise") else "negative"
        replied = moment + timedelta(hours=rng.randint(1, 50))
        answers = [self.comment(number, 2, AGENT, composer.reply(person.language, sentiment, topic, values), replied)]
        if rng.random() < 0.3:
            block = composer.banks[person.language].TICKET["follow"]
            text = composer.unique(
                lambda: composer.roughen(
                    person.language,
                    composer.phrase(
                        person.language, block, composer.values(person.language, moment, order=values["cmd"])
                    ),
                    "neutral",
                    0.4,
                    0.02,
                )
            )
            answers.append(self.comment(number, 3, person.number, text, replied + timedelta(hours=rng.randint(1, 40))))
        return answers

    def rating(self, person, topic, moment, values, status):
        rng, composer = self.rng, self.composer
        if status not in ("solved", "closed") or rng.random() < 0.5:
            return {"score": rng.choice(["offered", "unoffered"])}
        good = rng.random() < (0.35 if topic == "pay3ds" else 0.68)
        rating = {"score": "good" if good else "bad", "comment": None}
        if rng.random() < 0.45:
            block = composer.banks[person.language].TICKET["csat_good" if good else "csat_bad"]
            rating["comment"] = composer.unique(
                lambda: composer.roughen(
                    person.language,
                    composer.phrase(person.language, block, composer.values(person.language, moment)),
                    "neutral",
                    0.4,
                    0,
                )
            )
        return rating
