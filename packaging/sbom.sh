#!/bin/sh
# Prints the bill of materials (CycloneDX) of target/rulewarden: the jars, which Maven lists in
# target/sbom.json, and the Java runtime, which Maven does not know.
set -eu
cd -- "$(dirname -- "$0")/.."
runtime=target/rulewarden/runtime

if [ ! -e target/sbom.json ]; then
  echo "rulewarden: target/sbom.json is missing: run Maven without -o, because the plugin that makes it works online only" >&2
  exit 1
fi

property() {
  "$runtime/bin/java" -XshowSettings:properties -version 2>&1 | sed -n "s/^ *$1 = //p"
}

version=$(property java.version)
exec jq \
  --arg version "$version" \
  --arg build "$(property java.runtime.version)" \
  --arg vendor "$(property java.vendor)" \
  --arg modules "$(sed -n 's/^MODULES="\(.*\)"/\1/p' "$runtime/release")" \
  --arg sum "$(sha256sum "$runtime/lib/modules" | cut -d ' ' -f 1)" \
  '
  ("pkg:generic/openjdk@" + ($build | @uri)) as $reference
  | .metadata.component."bom-ref" as $whole
  # The pom of nanojson does not name the license.
  | (.components[] | select(.name == "nanojson")).licenses = [{expression: "Apache-2.0 OR MIT"}]
  | .components += [{
      type: "platform",
      "bom-ref": $reference,
      publisher: $vendor,
      name: "openjdk",
      version: $version,
      description: "The Java runtime, cut down to the modules that are used",
      hashes: [{alg: "SHA-256", content: $sum}],
      licenses: [{expression: "GPL-2.0-only WITH Classpath-exception-2.0"}],
      cpe: "cpe:2.3:a:oracle:openjdk:\($version):*:*:*:*:*:*:*",
      purl: $reference,
      properties: [
        {name: "rulewarden:build", value: $build},
        {name: "rulewarden:modules", value: $modules}
      ]
    }]
  | (.dependencies[] | select(.ref == $whole) | .dependsOn) += [$reference]
  | .dependencies += [{ref: $reference, dependsOn: []}]
  ' target/sbom.json
