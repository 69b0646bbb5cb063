#!/bin/sh
# Installs fundtrack @VERSION@ from this folder, without a network:
#
#     sh install.sh /opt/fundtrack
#
# The folder named is made. It needs Python @PYTHON@ with its venv module; another
# python3 than the one on the path is named like this: PYTHON=/usr/bin/python3.12 sh ...
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
python=${PYTHON:-python3}
made="@PYTHON@ @PLATFORM@"

if [ $# -ne 1 ]; then
    echo "Name the folder to install into: sh install.sh /opt/fundtrack" >&2
    exit 2
fi
target=$1

asked='import sys, sysconfig
print("%d.%d" % sys.version_info[:2], sysconfig.get_platform())'
found=$("$python" -c "$asked")
if [ "$found" != "$made" ]; then
    echo "This bundle is for Python $made; $python is $found." >&2
    echo "Name another with PYTHON=, or make a bundle for this one." >&2
    exit 1
fi

echo "Checking every file ..."
(cd "$here" && sha256sum --quiet --check SHA256SUMS)

echo "Installing into $target ..."
"$python" -m venv "$target"
"$target/bin/python" -m pip install --quiet --disable-pip-version-check \
    --no-index --no-deps "$here"/wheels/*.whl

"$target/bin/fundtrack" --version
echo "Begin with: $target/bin/fundtrack --workspace FOLDER init"
echo "How to serve the pages and keep backups: $here/docs/administrators.md"
