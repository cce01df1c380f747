#!/bin/sh
# install.sh DESTDIR: installs all files below DESTDIR, for packages and for systems without a package.
# Requires the output of `mvn -P deb package` or `mvn -P rpm package` in target/.
set -eu
destination=${1:?usage: install.sh DESTDIR}
cd -- "$(dirname -- "$0")/.."
home=$destination/usr/lib/rulewarden

# put FILE DIRECTORY [NAME]
put() {
  install -D -p -m 644 "$1" "$destination/$2/${3:-$(basename -- "$1")}"
}

# Keep the times: the AOT cache is bound to those of the jars.
mkdir -p "$home" "$destination/usr/bin"
cp -R --preserve=mode,timestamps,links target/rulewarden/. "$home"
ln -s ../lib/rulewarden/bin/rulewarden "$destination/usr/bin/rulewarden"

packaging/sbom.sh >"$home/rulewarden.cdx.json"

put packaging/rulewarden.toml etc/rulewarden
put systemd/rulewarden.service usr/lib/systemd/system
put systemd/rulewarden.sysusers usr/lib/sysusers.d rulewarden.conf
put packaging/dbus/io.github.rulewarden.conf usr/share/dbus-1/system.d
put packaging/dbus/io.github.rulewarden.service usr/share/dbus-1/system-services
put packaging/polkit/io.github.rulewarden.policy usr/share/polkit-1/actions
put packaging/completion/rulewarden.bash usr/share/bash-completion/completions rulewarden
put packaging/completion/rulewarden.zsh usr/share/zsh/vendor-completions _rulewarden
put packaging/completion/rulewarden.fish usr/share/fish/vendor_completions.d
for page in packaging/man/*; do
  put "$page" "usr/share/man/man${page##*.}"
done
for example in systemd/examples/*; do
  if [ -e "$example" ]; then
    put "$example" usr/share/doc/rulewarden/examples
  fi
done
