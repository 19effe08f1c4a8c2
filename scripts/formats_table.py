#!/usr/bin/env python3
"""The table of docs/formats.md: what an import makes of every file of a folder of exports.

    scripts/formats_table.py            prints the table for the exports beside the folder VOC_DATA names
    scripts/formats_table.py --write    puts it into docs/formats.md, between its two marks
    scripts/formats_table.py FOLDER     for another folder

VOC is the program, .build/release/voc by default. Only names of files and counts are written, no row of a file.
"""

import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BEGIN, END = "<!-- table:begin -->", "<!-- table:end -->"


def files(folder):
    for path, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name != "SOURCE.md" and not name.startswith("."):
                yield os.path.join(path, name)


def cell(text):
    return text.replace("|", "\\|").replace("\n", " ")


def inspected(program, path):
    """Format and outcome of one file: what --dry-run says, which is what an import does."""
    run = subprocess.run(
        [program, "import", path, "--dry-run", "--json", "--quiet", "--store", os.devnull + ".db"],
        capture_output=True, text=True)
    try:
        return json.loads(run.stdout).get("batches", []), run.stderr
    except json.JSONDecodeError:
        return [], run.stderr


def refusal(stderr, path):
    """The sentence that says why, without the path the reader of the table does not have."""
    lines = [line for line in stderr.splitlines() if line.strip()]
    text = " ".join(lines[:2]) if lines else "?"
    for prefix in ("error: ", "voc: "):
        text = text[len(prefix):] if text.startswith(prefix) else text
    return cell(text.replace(path, "").lstrip(": "))


def rows(program, folder):
    for path in files(folder):
        batches, stderr = inspected(program, path)
        name = os.path.relpath(path, folder)
        if not batches:
            yield f"| `{name}` | refused | | | | | | {refusal(stderr, path)} |"
        for batch in batches:
            dropped = ", ".join(f"{count} {reason}" for reason, count in sorted(batch["dropReasons"].items()))
            inner = batch["file"]
            # A part of the file, or another one that it names: the data of a survey beside its definition.
            label = name + inner.removeprefix(path) if inner.startswith(path) else os.path.relpath(inner, folder)
            yield (
                f"| `{label}` | {batch['format']} | {batch['confidence']:.2f} | {batch['read']} | "
                f"{batch['new'] + batch['updated'] + batch['duplicate']} | {batch['dropped']} | "
                f"{batch['quarantined']} | {cell(dropped)} |")


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--write"]
    data = os.environ.get("VOC_DATA", os.path.join(ROOT, "../shared/data"))
    folder = arguments[0] if arguments else os.path.join(data, "../exports")
    program = os.environ.get("VOC", os.path.join(ROOT, ".build/release/voc"))
    table = "\n".join(
        ["| file | format | confidence | records | items | left out | put aside | left out by reason, or why refused |",
         "| --- | --- | --- | --- | --- | --- | --- | --- |", *rows(program, folder)])
    if "--write" not in sys.argv:
        return print(table)
    page = os.path.join(ROOT, "docs/formats.md")
    with open(page, encoding="utf-8") as file:
        before, rest = file.read().split(BEGIN)
    after = rest.split(END)[1]
    with open(page, "w", encoding="utf-8") as file:
        file.write(f"{before}{BEGIN}\n{table}\n{END}{after}")


if __name__ == "__main__":
    main()
