#!/bin/sh
# Fuzzes each reader (CSV JSON XML Zip Workbook Mail) for SECONDS (default 20) with libFuzzer; stops at the first crash.
# Usage: Fuzz/run.sh [SECONDS [NAME]]      The build, the corpus and crashes go to .build/fuzz.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
seconds=${1:-20}
work="$root/.build/fuzz"
mkdir -p "$work"

# swift-backtrace would hold a crashed run open.
export SWIFT_BACKTRACE=enable=no

seed() { # NAME: a few small texts to start from
    mkdir -p "$work/corpus-$1"
    case $1 in
    CSV)
        printf 'id;"texte"\r\n1;"dit ""oui"", non"\r\n2;"a\nb"\r\n' >"$work/corpus-CSV/1"
        printf 'sep=,\na,b\n1,"x"y,z\n"\\"",3\r4\t5|6\n' >"$work/corpus-CSV/2"
        printf '\357\273\277id,n\n1,tr\303\203\302\250s\n\376\377\000a' >"$work/corpus-CSV/3" ;;
    JSON)
        printf '{"n":1,"a":{"b":[{"c":"\\u00e9\\ud83d\\ude42"},[1,-2.5e3,null]]},"data":[{"x":true}]}' >"$work/corpus-JSON/1"
        printf '{"a":1}\n{"a":["x"]}\n\n{"a":{"b":"c"}}' >"$work/corpus-JSON/2"
        printf "x.y = [{'a': None}, {'a': u'b',}];" >"$work/corpus-JSON/3" ;;
    XML)
        printf '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE f><f xmlns:a="u"><r a="1">t&amp;<b/><![CDATA[x]]></r><!--c--></f>' \
            >"$work/corpus-XML/1"
        printf '<feed><entry>a & b<c></entry></d>\n<r>&#233;&nbsp;</r></feed>' >"$work/corpus-XML/2" ;;
    Zip)
        printf 'id,avis\n1,bien\n' | gzip -c >"$work/corpus-Zip/1"
        printf 'id,avis\n1,bien\n' >"$work/avis.csv"
        python3 -m zipfile -c "$work/corpus-Zip/2" "$work/avis.csv" "$work/corpus-Zip/1" ;;
    Workbook)
        printf '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" s="1"><v>46083.5</v></c><c t="inlineStr"><is><r><t>a_x000D_</t></r><rPh><t>b</t></rPh></is></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>' \
            >"$work/corpus-Workbook/1"
        printf '<sst><si><t>a</t></si><si><r><t>b</t></r></si></sst>' >"$work/corpus-Workbook/2"
        printf '<o:s xmlns:o="o"><o:table><o:table-row o:number-rows-repeated="2"><o:table-cell o:number-columns-repeated="3" o:value-type="float" o:value="1.5"><o:p>a<o:s o:c="2"/></o:p></o:table-cell></o:table-row></o:table></o:s>' \
            >"$work/corpus-Workbook/3" ;;
    Mail)
        printf 'From a@b.fr Mon Mar  2 09:12:41 2026\nFrom: =?UTF-8?Q?L=C3=A9a?= <a@b.fr>\nSubject: x\nContent-Type: multipart/alternative; boundary="=_b"\n\n--=_b\nContent-Type: text/plain; charset=iso-8859-15; format=flowed\nContent-Transfer-Encoding: quoted-printable\n\nD=E9lai \n>From x=\n\n--=_b\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHA+YTwvcD4=\n--=_b--\n\nFrom a@b.fr Mon Mar  2 09:12:42 2026\nSubject: y\n\nz\n' \
            >"$work/corpus-Mail/1" ;;
    esac
}

for name in ${2:-CSV JSON XML Zip Workbook Mail}; do
    seed "$name"
    swiftc -O -sanitize=fuzzer -parse-as-library -swift-version 6 -enable-experimental-feature Lifetimes \
        -enable-upcoming-feature MemberImportVisibility -module-name Fuzz \
        -I "$root/Sources/CLibXML2" -I "$root/Sources/CZip" -I "$root/Sources/CZlib" $(pkg-config --cflags libxml-2.0 | sed 's/-I/-Xcc -I/g') \
        "$root"/Sources/Readers/*.swift "$root/Fuzz/FuzzSource.swift" "$root/Fuzz/Fuzz$name.swift" -o "$work/fuzz-$name"
    echo "$name: $seconds seconds"
    "$work/fuzz-$name" -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
        -artifact_prefix="$work/crash-$name-" "$work/corpus-$name" >"$work/$name.log" 2>&1 || {
        tail -30 "$work/$name.log"
        exit 1
    }
    grep 'number_of_executed_units' "$work/$name.log"
done
