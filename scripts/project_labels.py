"""The labels made for this project: scripts/labels/README.md says what they are."""
import glob
import json
import os

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "labels")


def read_jsonl(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def read_rows(data, language, trust):
    """Rows of the corpora in the folder `data` that were labelled here, those whose text is there."""
    rows = {}
    for line in open(f"{FOLDER}/{language}.read.tsv", encoding="utf-8"):
        name, frictions, sentiment, intents, step = line.rstrip("\n").split("\t")
        rows[name] = {"id": name, "frictions": frictions.split(), "intents": intents.split(), "step": step.split(),
                      "sentiment": [sentiment], "quotes": {}, "trust": trust}
    for path in sorted(glob.glob(f"{data}/*.train.jsonl") + glob.glob(f"{data}/*.unlabelled.jsonl")):
        if os.path.basename(path).startswith("gold"):
            continue
        for row in read_jsonl(path):
            if row["id"] in rows and row["lang"] == language:
                rows[row["id"]].update(text=row["text"], source=os.path.basename(path).split(".")[0])
    return [row for row in rows.values() if "text" in row]


def written_rows(language, trust):
    """Feedback that was written here."""
    rows = read_jsonl(f"{FOLDER}/{language}.written.jsonl")
    for row in rows:
        row.update(step=[row["step"]] if row["step"] else [], trust=trust)
    return rows


def double_rows(data, language):
    """Rows of the corpora's dev files that two readers labelled here, for measuring only."""
    names = ("frictions", "frictions_optional", "sentiment", "intents", "intents_optional", "step")
    rows = {}
    for line in open(f"{FOLDER}/{language}.double.tsv", encoding="utf-8"):
        name, *fields = line.rstrip("\n").split("\t")
        rows[name] = {"id": name, "lang": language, **{key: field.split() for key, field in zip(names, fields)}}
    for path in sorted(glob.glob(f"{data}/*_{language}.dev.jsonl")):
        for row in read_jsonl(path):
            if row["id"] in rows:
                rows[row["id"]].update(text=row["text"])
    return [row for row in rows.values() if "text" in row]
