#!/usr/bin/env bash
# Install Chromium for the tests in a real browser, where that is possible. Never fails: without it those tests are skipped.
set -euo pipefail

if command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1; then
    exit 0
fi
skipped() {
    echo "$1 The tests in a browser are skipped. To run them, on Debian: sudo apt-get install chromium" >&2
    exit 0
}
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    skipped "Chromium is missing."
fi
echo "Installing Chromium for the tests in a browser ..."
if ! apt-get update -qq || ! DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; then
    skipped "Chromium could not be installed."
fi
