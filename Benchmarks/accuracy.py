#!/usr/bin/env python3
"""Measures how good and how fast the analyser is on labelled corpora, beside the open tools people use instead.

    Benchmarks/accuracy.py PATH-TO-VOC [--data FOLDER] [--lexicons FOLDER] [--no-peers]
        [--only TABLE…] [--write docs/accuracy.md]

FOLDER (or VOC_DATA) holds the *.dev.jsonl files. Figures of voc come from `voc eval`, those of the peers from the same
texts; the peers are installed into .build/peers. --write replaces the tables between the markers of the document.
Standard library only. No text leaves this machine, and none is written.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))
import project_labels  # noqa: E402

PEERS = ["vaderSentiment", "textblob", "textblob-fr", "langdetect", "py3langid"]
SENTIMENT_PEERS = {"fr": ["textblob_fr", "vader"], "en": ["vader", "textblob"]}
NAMES = {
    "vader": "vaderSentiment", "textblob": "TextBlob", "textblob_fr": "textblob-fr", "langdetect": "langdetect",
    "py3langid": "py3langid",
}
HUMAN = {"human", "human-aspect"}
# The reasons that public sets label, and the categories that say the same; an intent counts where its name stands.
REASONS = {
    "bug_problem": ["bug", "perf", "account.login", "product.defective"],
    "feature_request": ["product.missing_feature", "suggestion"],
    "wait_delay": ["onsite.queue", "support.wait", "delivery.late"],
    "cancellation": ["onsite.booking"],
    "lost_damaged": ["delivery.missing", "delivery.damaged"],
    "staff_attitude": ["support.rude"],
    "service_staff": ["support", "onsite.queue"],
    "customer_service": ["support"],
    "product_quality": ["product.quality", "product.defective"],
    "price_value": ["price"],
    "cleanliness_ambience": ["onsite.comfort"],
}


def rows_of(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


class Voc:
    def __init__(self, path, lexicons):
        self.path = os.path.abspath(path)
        self.options = ["--lexicons", os.path.abspath(lexicons)] if lexicons else []

    def eval(self, *files):
        """The result of `voc eval --json`, its metrics by name."""
        command = [self.path, "eval", *map(str, files), "--json", "--worst", "0", *self.options]
        run = subprocess.run(command, capture_output=True, text=True)
        if run.returncode:
            sys.exit(f"{' '.join(command)}\n{run.stderr}")
        result = json.loads(run.stdout)
        result["metrics"] = {metric["name"]: metric for metric in result["metrics"]}
        return result

    def classify(self, texts, languages=None):
        lines = [
            json.dumps({"id": index, "text": text, **({"language": languages[index]} if languages else {})})
            for index, text in enumerate(texts)
        ]
        run = subprocess.run(
            [self.path, "classify", *self.options], input="\n".join(lines) + "\n", capture_output=True, text=True)
        return [json.loads(line) for line in run.stdout.splitlines()]


class Peers:
    """Open tools in a virtual environment of their own, made on first use."""

    def __init__(self, folder):
        self.python = Path(folder) / "bin" / "python"
        if not self.python.exists():
            print(f"installing {', '.join(PEERS)} into {folder}", file=sys.stderr)
            venv.create(folder, with_pip=True)
            subprocess.run([self.python, "-m", "pip", "install", "-q", *PEERS], check=True)

    def answers(self, name, texts):
        """One answer a text, and the processor seconds they took."""
        lines = "\n".join(json.dumps({"text": text}) for text in texts) + "\n"
        run = subprocess.run(
            [self.python, ROOT / "Benchmarks" / "peers.py", name], input=lines, capture_output=True, text=True, check=True)
        *answers, timing = [json.loads(line) for line in run.stdout.splitlines()]
        return answers, timing["seconds"]


def f1(pairs, label):
    right = sum(1 for gold, found in pairs if gold == found == label)
    others = sum(1 for gold, found in pairs if gold != found and label in (gold, found))
    return 2 * right / (2 * right + others) if right + others else None


def macro_f1(pairs, labels):
    values = [f1(pairs, label) for label in labels if any(gold == label for gold, _ in pairs)]
    return sum(values) / len(values) if values else None


def two_way(rows, scores):
    """Macro-F1 of praise against blame by the sign of the score; zero is an error."""
    sides = {True: "positive", False: "negative"}
    pairs = [
        (row["sentiment"], None if score == 0 else sides[score > 0]) for row, score in zip(rows, scores)
        if row.get("sentiment") in ("positive", "negative")
    ]
    return macro_f1(pairs, ["positive", "negative"])


def three_way(rows, scores, threshold=0.05):
    labels = ["positive", "neutral", "negative"]
    found = ["positive" if s >= threshold else "negative" if s <= -threshold else "neutral" for s in scores]
    pairs = [
        (row["sentiment"], label) for row, label in zip(rows, found)
        if row.get("sentiment") in labels and row.get("sentiment_src") in HUMAN
    ]
    return macro_f1(pairs, labels) if len({gold for gold, _ in pairs}) == 3 else None


def number(value):
    return "–" if value is None else f"{value:.3f}"


def mean(values):
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def table(header, rows):
    alignment = ["---"] + ["---:"] * (len(header) - 1)
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in [header, alignment, *rows])


def value(metrics, name):
    return metrics[name]["value"] if name in metrics else None


def spread(metrics, name):
    metric = metrics.get(name)
    if not metric:
        return "–"
    interval = metric.get("interval")
    return number(metric["value"]) + (f" [{interval['low']:.3f}, {interval['high']:.3f}]" if interval else "")


def sentiment_section(voc, peers, data, language):
    """One line a set: two-way, ECE, three-way of voc, then the peers' two- and three-way."""
    sets = [path for path in sorted(data.glob(f"*_{language}*.dev.jsonl")) if not path.name.startswith("friction_")]
    names = SENTIMENT_PEERS[language] if peers else []
    header = ["set", "texts", "**voc** 2-way", "ECE", "**voc** 3-way"]
    header += [f"{NAMES[name]} 2-way" for name in names] + [f"{NAMES[name]} 3-way" for name in names]
    lines, columns, pooled = [], [], []
    for path in sets:
        rows = rows_of(path)
        if not any(row.get("sentiment") in ("positive", "negative") for row in rows):
            continue
        metrics = voc.eval(path)["metrics"]
        has_neutral = len({row.get("sentiment") for row in rows if row.get("sentiment_src") in HUMAN} - {None}) == 3
        figures = [
            value(metrics, f"{language}.polarity.macro_f1"), value(metrics, f"{language}.polarity.ece"),
            value(metrics, f"{language}.sentiment.macro_f1") if has_neutral else None,
        ]
        answers = [peers.answers(name, [row["text"] for row in rows])[0] for name in names]
        figures += [two_way(rows, scores) for scores in answers] + [three_way(rows, scores) for scores in answers]
        columns.append((".natural." in path.name, figures))
        pooled += [] if ".natural." in path.name else [path]
        lines.append([path.name.removesuffix(".dev.jsonl"), len(rows), *map(number, figures)])
    for name, chosen in [
        ("mean of sets", [figures for _, figures in columns]),
        ("mean without the natural ones", [figures for is_natural, figures in columns if not is_natural]),
    ]:
        means = [mean(column) for column in zip(*chosen)]
        lines.append([f"**{name}**", "", *[f"**{number(figure)}**" for figure in means]])
    metrics = voc.eval(*pooled)["metrics"]
    figures = [value(metrics, f"{language}.polarity.{name}") for name in ("macro_f1", "ece")]
    count = sum(len(rows_of(path)) for path in pooled)
    lines.append(["**all their texts as one set**", count, *[f"**{number(figure)}**" for figure in figures]]
                 + ["–"] * (len(header) - 4))
    return table(header, lines)


def tag_lines(metrics):
    lines = []
    kinds = [("frictions", "50 categories"), ("areas", "13 areas"), ("steps", "steps"), ("intents", "intents")]
    for language in ["fr", "en"]:
        for kind, label in kinds:
            prefix = f"{language}.{kind}"
            lines.append([
                f"{language}: {label}", metrics.get(f"{prefix}.micro_f1", {}).get("count", 0),
                number(value(metrics, f"{prefix}.precision")), number(value(metrics, f"{prefix}.recall")),
                spread(metrics, f"{prefix}.micro_f1"), number(value(metrics, f"{prefix}.macro_f1")),
            ])
    return table(["tag", "labelled", "precision", "recall", "micro-F1", "macro-F1"], lines)


def tags_section(voc, data):
    result = voc.eval(data / "gold_friction.dev.jsonl")
    weak = []
    for tag in result["tags"]:
        wrong = tag["wrong"] + tag["missed"]
        if tag["kind"] == "frictions" and wrong >= 3:
            weak.append((wrong, tag))
    weak.sort(key=lambda pair: (-pair[0], pair[1]["code"]))
    rows = [
        [f"{tag['language']} `{tag['code']}`", tag["right"], tag["wrong"], tag["missed"]] for _, tag in weak[:14]
    ]
    weakest = table(["category", "right", "wrongly given", "missed"], rows)
    return f"{tag_lines(result['metrics'])}\n\nWhere most is lost:\n\n{weakest}"


def readers_section(voc, data):
    """The same on the rows that two readers labelled for this project, and what is tagged in praise by their word."""
    rows = [row for language in ["fr", "en"] for row in project_labels.double_rows(data, language)]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
        file.flush()
        metrics = voc.eval(file.name)["metrics"]
    found = voc.classify([row["text"] for row in rows], [row["lang"] for row in rows])
    lines = []
    for language in ["fr", "en"]:
        praise = [(row, tags) for row, tags in zip(rows, found) if row["lang"] == language and row["sentiment"] == ["positive"]]
        clean = [tags for row, tags in praise if not row["frictions"] + row["frictions_optional"]]
        for label, of in [("called praise by both", [tags for _, tags in praise]), ("of them, no friction seen", clean)]:
            lines.append([f"{language}: {label}", len(of), sum(1 for tags in of if tags["frictions"])])
    return tag_lines(metrics) + "\n\n" + table(["texts", "number", "with a friction"], lines)


def reasons_section(voc, data):
    """Reasons that other people's labellers gave; a text is judged only on reasons that its source labels at all."""
    lines = []
    for language in ["fr", "en"]:
        rows = rows_of(data / f"friction_{language}.dev.jsonl")
        carried = {}
        for row in rows:
            carried.setdefault(row["source"], set()).update(set(row["labels"]) & REASONS.keys())
        counts = {reason: [0, 0, 0] for reason in REASONS}
        for row, found in zip(rows, voc.classify([row["text"] for row in rows])):
            codes = {tag["code"] for tag in found["frictions"] + found["intents"]}
            for reason in carried[row["source"]]:
                wanted = [code for code in codes if any(code == c or code.startswith(c + ".") for c in REASONS[reason])]
                given, labelled = bool(wanted), reason in row["labels"]
                counts[reason][0] += given and labelled
                counts[reason][1] += given and not labelled
                counts[reason][2] += labelled and not given
        totals = [sum(column) for column in zip(*counts.values())]
        for reason, (right, wrong, missed) in [*counts.items(), ("**all**", totals)]:
            if right + missed:
                share = [right / (right + wrong) if right + wrong else None, right / (right + missed)]
                lines.append([
                    f"{language}: {reason}", right + missed, *map(number, share),
                    number(2 * right / (2 * right + wrong + missed)),
                ])
    return table(["reason", "labelled", "precision", "recall", "F1"], lines)


def praise_section(voc, data):
    files = [path for path in sorted(data.glob("*.dev.jsonl")) if path.name not in ("langid.dev.jsonl",)]
    files = [path for path in files if not path.name.startswith("friction_") and ".natural." not in path.name]
    files = [path for path in files if any(row.get("sentiment") for row in rows_of(path))]
    metrics = voc.eval(*files)["metrics"]
    return table(["language", "positive texts", "with a friction"], [
        [language, metrics[f"{language}.praise.with_friction"]["count"], spread(metrics, f"{language}.praise.with_friction")]
        for language in ["fr", "en"]
    ])


def language_section(voc, peers, data):
    path = data / "langid.dev.jsonl"
    rows, metrics = rows_of(path), voc.eval(path)["metrics"]
    short = [len(row["text"].split()) <= 8 for row in rows]
    lines = [["**voc**", spread(metrics, "all.language.accuracy"), spread(metrics, "all.language_short.accuracy")]]
    for name in ["py3langid", "langdetect"] if peers else []:
        answers = [code if code in ("fr", "en") else "other" for code in peers.answers(name, [r["text"] for r in rows])[0]]
        right = [row["label"] == answer for row, answer in zip(rows, answers)]
        lines.append([NAMES[name], number(sum(right) / len(right)), number(mean([r for r, s in zip(right, short) if s]))])
    return table(["", f"{len(rows)} texts", f"the {sum(short)} of 8 words or fewer"], lines)


def pair_rate(voc, language):
    rows = []
    for line in open(ROOT / f"Tests/AnalysisTests/Resources/pairs-{language}.tsv", encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            rows.append(line.rstrip("\n").split("\t"))
    texts = [text for row in rows for text in (row[1], row[3])]
    found = voc.classify(texts, [language] * len(texts))
    def meets(expected, answer, other):
        score, codes = answer["sentiment"]["score"], [tag["code"] for tag in answer["frictions"]]
        checks = {
            "+": score > 0, "-": score < 0, "!+": score <= 0, "!-": score >= 0, "?": answer["needsReview"],
            ">": score > other["sentiment"]["score"], "<": score < other["sentiment"]["score"],
            "~": answer["sentiment"]["label"] == "mixed", "0": answer["sentiment"]["label"] == "neutral",
        }
        if expected in checks:
            return checks[expected]
        return expected[1:] not in codes if expected.startswith("!") else expected in codes
    right = 0
    for index, row in enumerate(rows):
        first, second = found[2 * index], found[2 * index + 1]
        right += all(meets(e, first, second) for e in row[2].split()) and all(meets(e, second, first) for e in row[4].split())
    return right, len(rows)


def pairs_section(voc):
    lines = []
    for language in ["fr", "en"]:
        right, total = pair_rate(voc, language)
        lines.append([language, total, right, f"{100 * right / total:.1f} %"])
    return table(["language", "pairs", "right", "share"], lines)


def seconds_of(voc, path, threads):
    """Wall and processor seconds of one run over the file."""
    start = time.perf_counter()
    with open(path, "rb") as file:
        process = subprocess.Popen(
            [voc.path, "classify", "--threads", str(threads), *voc.options], stdin=file, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit("voc classify failed")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime


def speed_section(voc, peers, data):
    """Megabytes of text a second, on the texts of the dev files, none of them twice; a peer takes a part of them."""
    lines = []
    for language in ["fr", "en"]:
        texts = []
        for path in sorted(data.glob(f"*_{language}*.dev.jsonl")):
            if not path.name.startswith("friction_"):
                texts += [row["text"] for row in rows_of(path)]
        size = sum(len(text.encode()) for text in texts)
        repeats = max(1, 60_000_000 // size)
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            for repeat in range(repeats):
                for index, text in enumerate(texts):
                    # A number at the end: a text that comes again is remembered, and costs next to nothing.
                    print(json.dumps({"id": index, "text": f"{text} {repeat}"}, ensure_ascii=False), file=file)
            file.flush()
            megabytes = size * repeats / 1e6
            part = texts[:: max(1, len(texts) // 1500)]
            peer = None
            if peers:
                seconds = min(peers.answers("vader", part)[1] for _ in range(2))
                peer = sum(len(text.encode()) for text in part) / 1e6 / seconds
            one = min((seconds_of(voc, file.name, 1) for _ in range(3)), key=lambda pair: pair[1])
            two = min(seconds_of(voc, file.name, 2)[0] for _ in range(3))
        core = megabytes / one[1]
        lines.append([
            language, f"{megabytes:.0f}", f"{core:.1f}", f"{megabytes / one[0]:.1f}", f"{megabytes / two:.1f}",
            "–" if peer is None else f"{peer:.2f}", "–" if peer is None else f"{core / peer:.0f}",
        ])
    return table(
        ["language", "MB of text", "MB/s a core", "one thread, wall", "two threads, wall", "vaderSentiment MB/s", "ratio"],
        lines)


def write(document, sections):
    """Replaces what stands between `<!-- NAME -->` and `<!-- end -->` for every section."""
    text = Path(document).read_text(encoding="utf-8")
    for name, body in sections.items():
        head, marker, rest = text.partition(f"<!-- {name} -->\n")
        if not marker:
            sys.exit(f"{document}: the marker <!-- {name} --> is not there")
        text = head + marker + "\n" + body + "\n\n" + rest[rest.index("<!-- end -->"):]
    Path(document).write_text(text, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("voc")
    parser.add_argument("--data", default=os.environ.get("VOC_DATA", ROOT.parent / "shared" / "data"))
    parser.add_argument("--lexicons", default=ROOT / "lexicons")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--only", nargs="+", metavar="TABLE", help="some of the tables, by the names of their markers")
    parser.add_argument("--write", metavar="DOCUMENT")
    options = parser.parse_args()
    data = Path(options.data)
    if not (data / "gold_friction.dev.jsonl").exists():
        sys.exit(f"{data} has no labelled corpora. Name their folder with --data or VOC_DATA.")
    voc = Voc(options.voc, options.lexicons)
    peers = None if options.no_peers else Peers(ROOT / ".build" / "peers")
    sections = {
        "sentiment fr": lambda: sentiment_section(voc, peers, data, "fr"),
        "sentiment en": lambda: sentiment_section(voc, peers, data, "en"),
        "tags": lambda: tags_section(voc, data), "readers": lambda: readers_section(voc, data),
        "reasons": lambda: reasons_section(voc, data), "praise": lambda: praise_section(voc, data),
        "language": lambda: language_section(voc, peers, data), "pairs": lambda: pairs_section(voc),
        "speed": lambda: speed_section(voc, peers, data),
    }
    for name in options.only or []:
        if name not in sections:
            parser.error(f"there is no table '{name}'. Use {', '.join(sections)}.")
    if options.only:
        sections = {name: sections[name] for name in options.only}
    done = {}
    for name, make in sections.items():
        done[name] = make()
        print(f"## {name}\n\n{done[name]}\n", flush=True)
    if options.write:
        write(options.write, done)


if __name__ == "__main__":
    main()
