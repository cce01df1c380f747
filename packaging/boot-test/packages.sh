#!/bin/sh
# packages.sh PACKAGE DIRECTORY: writes now.deb, the package, and next.deb, the same with a higher version
# for upgrades, into DIRECTORY.
set -eu
package=$1
directory=$2
mkdir -p "$directory"
cp "$package" "$directory/now.deb"
dpkg-deb --raw-extract "$package" "$directory/next"
sed -i 's/^Version: .*/&+next/' "$directory/next/DEBIAN/control"
dpkg-deb --build -Znone --root-owner-group "$directory/next" "$directory/next.deb" >/dev/null
rm -r "$directory/next"
