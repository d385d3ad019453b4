#!/bin/sh
# Make the vendored modules again from the locked packages. `make vendor` calls this; it needs the network once.
set -eu
cd "$(dirname "$0")/.."
# The Makefile says which npm; by hand it is the one on the path.
${NPM:-npm} ci --ignore-scripts
node vendor/build.mjs
node vendor/build.mjs --check
