#!/usr/bin/env bash
# Install the pinned packages into a virtual environment of the project. Usage: install.sh VENV PYTHON
set -euo pipefail

venv=$1 python=$2

need() {  # need COMMAND PACKAGE...: install Debian packages when a command is missing
    local command=$1
    shift
    command -v "$command" >/dev/null 2>&1 && return 0
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        echo "$command is missing. Please install it, on Debian with: sudo apt-get install $*" >&2
        exit 1
    fi
    echo "Installing $* ..."
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
}

need "$python" python3.11 python3.11-venv
if ! "$python" -c "import ensurepip" 2>/dev/null; then
    need no-ensurepip python3.11-venv
fi
if [ ! -x "$venv/bin/python" ]; then
    echo "Creating $venv ..."
    "$python" -m venv "$venv"
fi
echo "Installing packages (about 1.5 GB the first time) ..."
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check "uv>=0.6,<1"
"$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --require-hashes --no-deps --compile-bytecode \
    --requirements requirements.txt
"$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --no-deps --no-build-isolation --editable .
touch "$venv/.installed"
echo "Installed."
