#!/usr/bin/env bash
# Regenerates the bindings under java/ from dpdk.h and dpdk.includes, against the DPDK that pkg-config finds.
# Needs: jextract on the PATH, libdpdk-dev. Nothing under java/ is edited by hand.
set -euo pipefail
cd "$(dirname "$0")"

command -v jextract > /dev/null || { echo "regenerate.sh: no jextract on the PATH" >&2; exit 1; }
version=$(pkg-config --modversion libdpdk)
case $version in
  22.11*) ;;
  *) echo "regenerate.sh: found DPDK $version, the bindings are for 22.11" >&2; exit 1 ;;
esac

# By soname, so that a DPDK with another ABI is never loaded by mistake.
libraries=(-l :librte_eal.so.23 -l :librte_ethdev.so.23 -l :librte_mbuf.so.23 -l :librte_mempool.so.23)

# jextract hands the compiler's flags to clang from a compile_flags.txt in the current directory.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pkg-config --cflags libdpdk | sed 's/-include rte_config.h//' | tr ' ' '\n' | grep -E '^-(I|march)' > "$work/compile_flags.txt"
here=$PWD
grep -v '^#' dpdk.includes > "$work/includes"
rm -rf java
(cd "$work" && jextract @includes "${libraries[@]}" --target-package org.dpdk --header-class-name dpdk --output "$here/java" "$here/dpdk.h" 2> jextract.log) ||
  { cat "$work/jextract.log" >&2; exit 1; }
echo "regenerated $(find java -name '*.java' | wc -l) files from DPDK $version"
