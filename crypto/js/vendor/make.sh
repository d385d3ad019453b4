#!/bin/sh
# Make the vendored modules again from the locked packages. `make vendor` calls this; it needs the network once.
set -eu
cd "$(dirname "$0")/.."
npm ci --ignore-scripts
node vendor/build.mjs
node vendor/build.mjs --check
