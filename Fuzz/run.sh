#!/bin/sh
# Fuzzes each reader for SECONDS (default 20) with libFuzzer; stops at the first crash.
# Usage: Fuzz/run.sh [SECONDS [CSV|JSON|XML]]      The build, the corpus and crashes go to .build/fuzz.
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
    esac
}

for name in ${2:-CSV JSON XML}; do
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
