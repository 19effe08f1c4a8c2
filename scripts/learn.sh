#!/bin/sh
# Writes lexicons/fr/learned.tsv and lexicons/en/learned.tsv from the labelled corpora, bit for bit as they are shipped.
#
#   VOC_DATA=../shared/data scripts/learn.sh           writes both
#   VOC_DATA=../shared/data scripts/learn.sh --check   writes nothing, fails when a file would differ
#
# VOC names the program (default: the release build). Sets marked evaluation only (semeval16_*, xlmt_tweets_*) are left out,
# also where other sets quote them; development and test files are never read.
set -eu
cd "$(dirname "$0")/.."
data="${VOC_DATA:-../shared/data}"
voc="${VOC:-.build/release/voc}"
date="2026-11-21"
french="gplay_fr insurance_fr mabsa_fr minibar_fr tripadvisor_resto_fr webis_cls_fr webis_cls_fr_titles"
english="airline_en amazon_sdcard_en apple_tweets_en brand_tweets_en cr_en minibar_en semeval14_laptop_en
    semeval14_resto_en trustpilot_en vader_amazon_en vader_tweets_en webis_cls_en webis_cls_en_titles"

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
# What tags are weighed by is fitted after these words (scripts/fit_tags.py), so it has no part in them.
cp -R lexicons "$folder/lexicons"
rm "$folder"/lexicons/*/tags.tsv

learn() { # language, corpora
    language="$1"
    shift
    from=""
    for corpus in "$@"; do from="$from $data/$corpus.train.jsonl"; done
    # shellcheck disable=SC2086
    "$voc" lexicon learn --from $from "$data/gold_friction.train.jsonl" --language "$language" --fresh \
        --exclude-source semeval16_ xlmt_tweets_ --date "$date" --lexicons "$folder/lexicons" --out "$folder/$language.tsv"
}

# shellcheck disable=SC2086
learn fr $french
# shellcheck disable=SC2086
learn en $english

if [ "${1:-}" = "--check" ]; then
    cmp "$folder/fr.tsv" lexicons/fr/learned.tsv
    cmp "$folder/en.tsv" lexicons/en/learned.tsv
    echo "lexicons/fr/learned.tsv and lexicons/en/learned.tsv are what the corpora give."
else
    mv "$folder/fr.tsv" lexicons/fr/learned.tsv
    mv "$folder/en.tsv" lexicons/en/learned.tsv
fi
