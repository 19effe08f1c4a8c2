#!/bin/sh
# Fuzzes readers, detectors and formats with libFuzzer; stops at the first crash and says where it is kept.
#
#   Fuzz/run.sh [SECONDS]                    each target, then each format, SECONDS each (default 20)
#   Fuzz/run.sh [SECONDS] TARGET…            CSV JSON XML Zip Workbook Page Mail Fixed Text Values Mask
#   Fuzz/run.sh [SECONDS] --format NAME…     detection, mapping and reading of a format, or `all`
#   Fuzz/run.sh --list                       what there is to fuzz
#
# Starts from what Fuzz/corpus.py makes of Tests/FormatSamples and of VOC_EXPORTS (a folder of collected exports). The build,
# the corpora (which grow) and crashes go to .build/fuzz. Needs a release build for the libraries (make release).
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
work="$root/.build/fuzz"
release="$root/.build/release"
targets="CSV JSON XML Zip Workbook Page Mail Fixed Text Values Mask"
samples="$root/Tests/FormatSamples"
formats=$(ls "$samples" | sed -n 's/^\([a-z0-9-]*\)\.[a-z]*$/\1/p' | sort -u)

case ${1:-} in
--list)
    echo "targets: $targets"
    echo "formats: $(echo $formats)"
    exit 0 ;;
[0-9]*) seconds=$1; shift ;;
*) seconds=20 ;;
esac
chosen_formats=
if [ "${1:-}" = --format ]; then
    shift
    targets=
    chosen_formats=$*
    [ "$chosen_formats" = all ] && chosen_formats=$formats
elif [ $# -gt 0 ]; then
    targets=$*
else
    chosen_formats=$formats
fi
mkdir -p "$work"
python3 "$root/Fuzz/corpus.py" "$work" ${VOC_EXPORTS:+"$VOC_EXPORTS"}

# swift-backtrace would hold a crashed run open.
export SWIFT_BACKTRACE=enable=no

flags="-O -sanitize=fuzzer -parse-as-library -swift-version 6 -package-name voc -enable-testing -enable-experimental-feature Lifetimes
    -enable-upcoming-feature ExistentialAny -enable-upcoming-feature MemberImportVisibility
    -enable-upcoming-feature InternalImportsByDefault -enable-upcoming-feature NonisolatedNonsendingByDefault
    -I $work -I $root/Sources/CLibXML2 -I $root/Sources/CZip -I $root/Sources/CZlib"
flags="$flags $(pkg-config --cflags libxml-2.0 | sed 's/-I/-Xcc -I/g')"
libraries="Feedback Readers Ingestion"
if [ ! -d "$release/Crypto.build" ]; then
    swift build --package-path "$root" -c release --static-swift-stdlib --product voc
fi
for name in CCryptoBoringSSL CCryptoBoringSSLShims; do
    map=$(find "$root/.build/checkouts/swift-crypto/Sources/$name" "$release/$name.build" -name module.modulemap 2>/dev/null | head -1)
    [ -n "$map" ] && flags="$flags -Xcc -fmodule-map-file=$map"
done
map=$(find "$root/.build/checkouts/Yams/Sources/CYaml" "$release/CYaml.build" -name module.modulemap 2>/dev/null | head -1)
flags="$flags -Xcc -fmodule-map-file=$map -I $release/Modules"
objects=$(find "$release"/Crypto.build "$release"/CryptoBoringWrapper.build "$release"/CCryptoBoringSSL.build \
    "$release"/CCryptoBoringSSLShims.build "$release"/Yams.build "$release"/CYaml.build "$release"/CXKCP*.build -name '*.o' 2>/dev/null)

# Our own modules are built once, with what the fuzzer needs to see which way the input goes.
fresh=$(cd "$root" && cat $(find Sources/Feedback Sources/Readers Sources/Ingestion -name '*.swift' | sort) | cksum)
if [ ! -f "$work/built" ] || [ "$(cat "$work/built")" != "$fresh" ]; then
    rm -f "$work"/fuzz-* "$work/built"
    for name in $libraries; do
        swiftc $flags -wmo -module-name "$name" -emit-module -emit-module-path "$work/$name.swiftmodule" \
            -c $(find "$root/Sources/$name" -name '*.swift' | sort) -o "$work/$name.o"
    done
    echo "$fresh" >"$work/built"
fi

compile() { # TARGET
    [ "$work/fuzz-$1" -nt "$root/Fuzz/Fuzz$1.swift" ] && return
    swiftc $flags -static-stdlib -module-name Fuzz "$root/Fuzz/FuzzSource.swift" "$root/Fuzz/Fuzz$1.swift" \
        "$work/Feedback.o" "$work/Readers.o" "$work/Ingestion.o" $objects -lxml2 -lzip -lz -lstdc++ -o "$work/fuzz-$1" 2>"$work/link.log" || {
        cat "$work/link.log"
        exit 1
    }
}

fuzz() { # TARGET LABEL: crashes of LABEL are told apart by it
    log="$work/$2.log"
    "$work/fuzz-$1" -max_total_time="$seconds" -max_len=8192 -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
        -artifact_prefix="$work/crash-$2-" "$work/corpus-$2" >"$log" 2>&1 || {
        tail -30 "$log"
        echo "$2: a crash; the input is kept as $(ls -t "$work"/crash-"$2"-* | head -1)"
        exit 1
    }
    echo "$2: $seconds seconds, $(sed -n 's/stat::number_of_executed_units: *//p' "$log") runs, no crash"
}

for name in $targets; do
    compile "$name"
    fuzz "$name" "$name"
done
for format in $chosen_formats; do
    compile Import
    # The input takes the place of the sample, beside the questionnaire that comes with it.
    place=$(mktemp -d)
    for file in "$samples/$format".*; do
        case $file in
        *.lss | *.qsf | *.sss) cp "$file" "$place/$format.${file##*.}" ;;
        *) VOC_FUZZ_FILE="$place/$format.${file##*.}" ;;
        esac
    done
    export VOC_FUZZ_FILE VOC_FUZZ_FORMAT="$format"
    fuzz Import "$format"
    rm -rf "$place"
done
