#!/usr/bin/env bash
# Installs the system libraries voc is built with, when they are missing: by apt as root or through sudo,
# else prints the one line to run.
set -euo pipefail

packages=(libxml2-dev libsqlite3-dev libzip-dev zlib1g-dev pkg-config)
missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
[ "${#missing[@]}" -eq 0 ] && exit 0

install="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
echo "setup: installing ${missing[*]}" >&2
if [ "$(id -u)" -eq 0 ]; then
    DEBIAN_FRONTEND=noninteractive bash -c "$install" >&2
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    sudo DEBIAN_FRONTEND=noninteractive bash -c "$install" >&2
else
    echo "setup: these system libraries are missing; run this, then the same command again:" >&2
    echo "    sudo sh -c '$install'" >&2
    exit 2
fi
