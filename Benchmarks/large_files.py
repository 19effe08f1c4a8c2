#!/usr/bin/env python3
"""Memory and time of imports of very large files that are not CSV, made from Samples/ with a fixed seed.

    Benchmarks/large_files.py PATH-TO-VOC [--objects 1000000] [--rows 300000] [--elements 500000] [--only json|xlsx|ods|xml|zip]
                              [--keep FOLDER]

Makes one JSON array of objects, one XLSX workbook whose texts are shared strings (as Excel saves them) and one with texts in the
cells (as libraries write them), one ODS, one XML document and one ZIP with a gzipped CSV in it; imports each into a store of its
own and prints wall seconds and peak resident memory. Ends with 1 when an import took more than 200 MB or did not store every row.
Standard library only.
"""

import argparse
import gzip
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).resolve().parent))
from benchmark import HEADER, apart, sample_texts, timed, write_survey  # noqa: E402

LIMIT = 200  # MB
LETTERS = "ABCDEFGHIJ"


def responses(count):
    """The survey of benchmark.py, as rows."""
    dice = random.Random("voc-large")
    texts = sample_texts()
    pages = ["/", "/recherche", "/panier", "/paiement", "/paiement/3ds", "/suivi", "/retours", "/aide/contact"]
    for row in range(count):
        day = dice.randrange(84)
        yield [
            f"R_{row:08d}",
            f"2026-{8 + day // 28:02d}-{1 + day % 28:02d} {dice.randrange(24):02d}:{dice.randrange(60):02d}:00",
            dice.choice(["web", "app", "e-mail"]), dice.choice(["fr", "fr", "fr", "en"]), dice.choice(pages),
            dice.choice(["mobile", "desktop", "tablet"]), dice.randrange(11), dice.randrange(1, 6), dice.randrange(1, 8),
            f"{dice.choice(texts)} {dice.choice(texts)} Commande {row}.",
        ]


def write_json(path, count):
    with open(path, "w", encoding="utf-8") as file:
        file.write("[")
        for index, row in enumerate(responses(count)):
            file.write((",\n" if index else "\n") + json.dumps(dict(zip(HEADER, row)), ensure_ascii=False))
        file.write("\n]\n")


def write_xml(path, count):
    names = ["id", "date", "canal", "langue", "page", "appareil", "nps", "csat", "ces", "commentaire"]
    with open(path, "w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<reponses>\n')
        for row in responses(count):
            cells = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in zip(names, row))
            file.write(f"<reponse>{cells}</reponse>\n")
        file.write("</reponses>\n")


WORKBOOK = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Réponses" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def write_xlsx(path, count, shared):
    numbers, order = {}, []

    def cell(reference, value):
        if isinstance(value, int):
            return f'<c r="{reference}"><v>{value}</v></c>'
        if not shared:
            return f'<c r="{reference}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        if value not in numbers:
            numbers[value] = len(order)
            order.append(value)
        return f'<c r="{reference}" t="s"><v>{numbers[value]}</v></c>'

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for name, text in WORKBOOK.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f"<worksheet {MAIN}><sheetData>".encode())
            sheet.write(f'<row r="1">{"".join(cell(f"{c}1", v) for c, v in zip(LETTERS, HEADER))}</row>'.encode())
            for line, row in enumerate(responses(count), 2):
                cells = "".join(cell(f"{letter}{line}", value) for letter, value in zip(LETTERS, row))
                sheet.write(f'<row r="{line}">{cells}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as texts:
            texts.write(f'<sst {MAIN} count="{len(order)}" uniqueCount="{len(order)}">'.encode())
            for text in order:
                texts.write(f"<si><t>{escape(text)}</t></si>".encode())
            texts.write(b"</sst>")


def write_ods(path, count):
    names = " ".join(f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "table", "text"))

    def cell(value):
        if isinstance(value, int):
            return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
        return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        with archive.open("content.xml", "w", force_zip64=True) as content:
            content.write(f'<office:document-content {names} office:version="1.2"><office:body><office:spreadsheet>'.encode())
            content.write('<table:table table:name="Réponses">'.encode())
            for row in [HEADER]:
                content.write(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>".encode())
            for row in responses(count):
                content.write(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>".encode())
            content.write(b"</table:table></office:spreadsheet></office:body></office:document-content>")


def write_zip(path, count):
    survey = path.with_suffix(".csv")
    write_survey(survey, count)
    packed = path.with_suffix(".csv.gz")
    with open(survey, "rb") as plain, gzip.open(packed, "wb", compresslevel=4) as file:
        shutil.copyfileobj(plain, file, 1 << 20)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.write(packed, "export/reponses.csv.gz")
    survey.unlink()
    packed.unlink()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("voc")
    parser.add_argument("--objects", type=int, default=1_000_000)
    parser.add_argument("--rows", type=int, default=300_000)
    parser.add_argument("--elements", type=int, default=500_000)
    parser.add_argument("--only", choices=["json", "xlsx", "ods", "xml", "zip"])
    parser.add_argument("--keep")
    options = parser.parse_args()
    voc = os.path.abspath(options.voc)
    folder = Path(options.keep or tempfile.mkdtemp(prefix="voc-large-"))
    folder.mkdir(exist_ok=True)
    files = [
        ("json", f"array-{options.objects}.json", options.objects, write_json),
        ("xlsx", f"shared-{options.rows}.xlsx", options.rows, lambda path, count: write_xlsx(path, count, True)),
        ("xlsx", f"inline-{options.rows}.xlsx", options.rows, lambda path, count: write_xlsx(path, count, False)),
        ("ods", f"sheet-{options.rows}.ods", options.rows, write_ods),
        ("xml", f"reponses-{options.elements}.xml", options.elements, write_xml),
        ("zip", f"packed-{options.rows}.zip", options.rows, write_zip),
    ]
    failed = False
    try:
        for kind, name, count, write in files:
            if options.only not in (None, kind):
                continue
            path, store = folder / name, folder / "large.db"
            if not path.exists():
                apart(write, path, count)
            for file in folder.glob("large.db*"):
                file.unlink()
            seconds, peak, code = timed([voc, "import", str(path), "--store", str(store), "--quiet"], stdout=subprocess.DEVNULL)
            stored = sqlite3.connect(store).execute("SELECT count(*) FROM item").fetchone()[0] if code == 0 else 0
            good = code == 0 and stored == count and peak < LIMIT
            failed = failed or not good
            print(f"{'ok  ' if good else 'FAIL'}  {name}: {path.stat().st_size / 1e6:.0f} MB, {stored:,} of {count:,} stored,"
                  f" {seconds:.1f} s, peak {peak:.0f} MB, exit {code}", flush=True)
    finally:
        if not options.keep:
            shutil.rmtree(folder)
    sys.exit(failed)


if __name__ == "__main__":
    main()
