#!/bin/sh
# Make what the browser loads of the protocol again, from crypto/js and the locked packages. `make vendor` calls this; the
# packages are fetched when the lock file changed, else no network is needed.
set -eu
cd "$(dirname "$0")/.."
cmp -s package-lock.json node_modules/installed.json || {
    # The Makefile says which npm; by hand it is the one on the path.
    ${NPM:-npm} ci --ignore-scripts
    cp package-lock.json node_modules/installed.json
}
node vendor/build.mjs
node vendor/build.mjs --check
