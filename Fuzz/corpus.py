#!/usr/bin/env python3
"""Makes the inputs the fuzzer starts from: Fuzz/corpus.py FOLDER [EXPORTS].

FOLDER/corpus-NAME gets a few small texts for each reader, each format's own sample, and, where a folder of collected exports
is given, its files cut to 8 KiB: to the reader their kind goes to. What a fuzzer has found before stays. Standard library only.
"""

import gzip
import io
import sys
import zipfile
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[1] / "Tests" / "FormatSamples"
LONGEST = 8192

SEEDS = {
    "CSV": [
        b'id;"texte"\r\n1;"dit ""oui"", non"\r\n2;"a\nb"\r\n',
        b'sep=,\na,b\n1,"x"y,z\n"\\"",3\r4\t5|6\n',
        b"\xef\xbb\xbfid,n\n1,tr\xc3\x83\xc2\xa8s\n\xfe\xff\x00a",
    ],
    "JSON": [
        b'{"n":1,"a":{"b":[{"c":"\\u00e9\\ud83d\\ude42"},[1,-2.5e3,null]]},"data":[{"x":true}]}',
        b'{"a":1}\n{"a":["x"]}\n\n{"a":{"b":"c"}}',
        b"x.y = [{'a': None}, {'a': u'b',}];",
        b'callback({"data":[{"a":1},{"a":2}]});',
        b")]}',\n[{\"a\":1}]",
    ],
    "XML": [
        b'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE f><f xmlns:a="u"><r a="1">t&amp;<b/><![CDATA[x]]></r><!--c--></f>',
        b"<feed><entry>a & b<c></entry></d>\n<r>&#233;&nbsp;</r></feed>",
    ],
    "Workbook": [
        b'<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" s="1"><v>46083.5</v></c><c t="inlineStr"><is>'
        b'<r><t>a_x000D_</t></r><rPh><t>b</t></rPh></is></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row></sheetData>'
        b'<mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>',
        b"<sst><si><t>a</t></si><si><r><t>b</t></r></si></sst>",
        b'<o:s xmlns:o="o"><o:table><o:table-row o:number-rows-repeated="2"><o:table-cell o:number-columns-repeated="3"'
        b' o:value-type="float" o:value="1.5"><o:p>a<o:s o:c="2"/></o:p></o:table-cell></o:table-row></o:table></o:s>',
    ],
    "Page": [
        b'<html><body><table><tr><th>Note<th colspan=2>Avis<tr><td>9<td rowspan="2">bien &amp; <b>vite</b><br>oui<td>x</tr>'
        b"<tr><td>3</td></tr></table><!-- c --></body></html>",
        b'<script type="application/ld+json">{"@type":"Product","review":[{"@type":"Review","reviewBody":"a"},]}</script>',
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:'
        b'office:spreadsheet"><Styles><Style ss:ID="p"><NumberFormat ss:Format="0%"/></Style></Styles><Worksheet ss:Name="A"><Table>'
        b'<Row ss:Index="2"><Cell ss:MergeAcross="1"><Data ss:Type="String">Note</Data></Cell><Cell ss:Index="4" ss:StyleID="p">'
        b'<Data ss:Type="Number">0.5</Data><Comment><ss:Data>c</ss:Data></Comment></Cell></Row></Table></Worksheet></Workbook>',
    ],
    "Mail": [
        b"From a@b.fr Mon Mar  2 09:12:41 2026\nFrom: =?UTF-8?Q?L=C3=A9a?= <a@b.fr>\nSubject: x\nContent-Type: multipart/alternative;"
        b' boundary="=_b"\n\n--=_b\nContent-Type: text/plain; charset=iso-8859-15; format=flowed\nContent-Transfer-Encoding:'
        b" quoted-printable\n\nD=E9lai \n>From x=\n\n--=_b\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n"
        b"PHA+YTwvcD4=\n--=_b--\n\nFrom a@b.fr Mon Mar  2 09:12:42 2026\nSubject: y\n\nz\n"
    ],
    "Text": [
        "trÃ¨s dÃ©Ã§ue â€™ ðŸ™‚ Ã‚Â£".encode(), "Déçue, 12 € l’été".encode("cp1252"), "Déçue".encode("mac_roman"),
        "Déçue 🙂".encode("utf-16"), "Déçue".encode("utf-16-be"),
        b"<p>a&nbsp;&eacute;<br>b</p><script>x</script>&#x1F642;<!-- c -->",
        b"Bonjour\n\nLe 3 mars 2026, A a \xc3\xa9crit :\n> citation\n> suite\n-- \nsignature", b"[b]gras[/b] [url=x]y[/url]",
    ],
    "Values": [
        "2026-03-02T09:12:41.5+01:00\n02/03/2026 09h12\n3 mars 2026\nMarch 3rd, 2026 5:04 PM\nlun. 2 févr. 2026".encode(),
        b"1767225600\n1767225600000\n1767225600000000\n46083.5\n20260302\n99999999999999999",
        "4,5/5\n★★★★☆\n85 %\n1 234,56 €\n5 - Très satisfait\n4 out of 5\n1.2E+17\n-0".encode(),
        b"Europe/Paris\nUTC+5:30\nGMT\n09:05 pm\ndd/MM/yyyy",
        b"https://shop.example/panier?utm_source=x&id=%C3%A9#a\nMozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Safari/1\nFrance",
    ],
    "Mask": [
        "Écrivez à léa.martin@exemple.fr ou au 06 12 34 56 78, +33 (0)1 23 45 67 89".encode(),
        b"IBAN FR76 3000 6000 0112 3456 7890 189, carte 4111 1111 1111 1111, NIR 2 69 05 49 588 157 80, SIRET 732 829 320 00074",
        "Madame Dupont, 12 bis rue de la Paix 75002 Paris, IP 192.168.1.12, commande 123456789012".encode(),
        b"mailto:a%40b.fr http://x.example/?email=a@b.fr 2001:db8::1",
    ],
}


def archive(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return buffer.getvalue()


def reader_of(path, head):
    """The reader a file goes to, by its first bytes."""
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if head[:2] == b"PK":
        return ["Zip", "Workbook"]
    if head[:2] == b"\x1f\x8b":
        return ["Zip"]
    if path.suffix.lower() in (".eml", ".mbox"):
        return ["Mail"]
    if text[:1] == b"<":
        return ["XML", "Page", "Text"]
    if text[:1] in (b"{", b"["):
        return ["JSON"]
    return ["CSV", "Text", "Mask"]


def put(folder, name, label, content):
    place = folder / f"corpus-{name}"
    place.mkdir(parents=True, exist_ok=True)
    file = place / f"seed-{label}"
    if not file.exists():
        file.write_bytes(content[:LONGEST])


def main():
    folder = Path(sys.argv[1])
    for name, texts in SEEDS.items():
        for number, text in enumerate(texts):
            put(folder, name, number, text)
    table = b"id,avis\n1,bien\n"
    packed = gzip.compress(table)
    put(folder, "Zip", "gzip", packed)
    put(folder, "Zip", "archive", archive({"avis.csv": table, "avis.csv.gz": packed}))
    put(folder, "Zip", "nested", archive({"a.zip": archive({"avis.csv": table})}))
    definition = (SAMPLES / "triple-s.sss").read_bytes()
    put(folder, "Fixed", "0", definition + b"\0" + (SAMPLES / "triple-s.asc").read_bytes())
    for path in sorted(SAMPLES.iterdir()):
        if path.is_dir():
            continue
        content = path.read_bytes()
        if path.suffix not in (".lss", ".qsf", ".sss"):
            put(folder, path.name.split(".")[0], "sample", content)
        for name in reader_of(path, content):
            put(folder, name, path.name, content)
    for path in sorted(Path(sys.argv[2]).rglob("*")) if len(sys.argv) > 2 else []:
        if path.is_file() and path.name != "SOURCE.md":
            content = path.read_bytes()
            for name in reader_of(path, content[:64]):
                put(folder, name, f"export-{path.parent.name}-{path.name}", content)


if __name__ == "__main__":
    main()
