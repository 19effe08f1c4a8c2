#!/usr/bin/env bash
# The main job on Samples/: imports the exports, shows scores, frictions, the drop and its cause, the journey with the sessions
# behind it, and writes the report.
# usage: scripts/demo.sh PATH-TO-VOC
set -euo pipefail

voc=$1
folder=demo
rm -rf "$folder"
mkdir -p "$folder"
export VOC_STORE="$folder/voc.db"

show() {
    printf '\n\033[1m$ voc %s\033[0m\n' "$*" | sed "s/$(printf '\033')\[[0-9]*m//g"
    local code=0
    "$voc" "$@" || code=$?
    # 3: rows were put aside, on purpose in the samples; 10: an alert fires, which is the point of the demo.
    case $code in 0 | 3 | 10) ;; *) exit "$code" ;; esac
}

show import Samples --quiet
show mark add web-5.2 --at 2026-09-29
show scores
show scores --metric nps --every week --since 2026-08-31
show top --limit 5
show change --metric nps --from 2026-09-01..2026-09-28 --to 2026-09-29..2026-10-25
show journey
show link
show link report
show explain /paiement/3ds
show sessions --matrix
show sessions --silent --limit 3
show segments
show segments --rfm --min 30
show person sarah.vasseur16@example.fr
show alerts check --now 2026-10-26
show report --out "$folder/report.html"

cat <<END

The store is $VOC_STORE; the report is $folder/report.html.
Try next:
    export VOC_STORE=$VOC_STORE
    $voc top --step pay --since 2026-09-29
    $voc why --text "Livraison rapide mais le paiement est refusé trois fois"
    $voc search "code sms"
    $voc top --where segment=hesitant
    $voc journey acc --by-channel
    $voc --help
END
