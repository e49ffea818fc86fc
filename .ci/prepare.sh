# Sourced by tests/run, examples/run, benchmarks/run and .ci/run: installs what is missing and configures build/.
# shellcheck shell=bash
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/build
jobs=$(nproc 2>/dev/null || echo 2)

say() { printf '%s\n' "$*" >&2; }

# What a package is recognised by: a command, or a header that the compiler finds. So a machine without apt that has
# everything by other means is as welcome.
declare -A sign=(
    [g++]="${CXX:-c++}" [cmake]=cmake [ninja-build]=ninja [clang]=clang++ [jq]=jq [shellcheck]=shellcheck
    [libeigen3-dev]=eigen3/Eigen/Core [doctest-dev]=doctest/doctest.h [nlohmann-json3-dev]=nlohmann/json.hpp
    [libcsv-dev]=csv.h [libcli11-dev]=CLI/CLI.hpp [libbenchmark-dev]=benchmark/benchmark.h
    [libboost-dev]=boost/version.hpp [libpugixml-dev]=pugixml.hpp [libclips-dev]=clips/clips.h
    [libgeos-dev]=geos_c.h [libs2-dev]=s2/s2shape_index.h [zlib1g-dev]=zlib.h
)
# shellcheck disable=SC2034 # used by the scripts that source this
always=(g++ cmake ninja-build libeigen3-dev nlohmann-json3-dev libcsv-dev libpugixml-dev)

present() { # present PACKAGE
    case ${sign[$1]-} in
        '') dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed' ;;
        */* | *.h) printf '#if !__has_include(<%s>)\n#error\n#endif\n' "${sign[$1]}" |
            "${CXX:-c++}" -E -x c++ - >/dev/null 2>&1 ;;
        *) command -v "${sign[$1]}" >/dev/null ;;
    esac
}

# packages [--yes] PACKAGE...: installs those that are not there. Ends the script with status 2 when it may not.
packages() {
    local agreed='' package sudo=() missing=() answer=''
    if [[ ${1-} == --yes ]]; then agreed=y && shift; fi
    for package; do
        present "$package" || missing+=("$package")
    done
    if ((${#missing[@]} == 0)); then return; fi

    if ! command -v apt-get >/dev/null; then
        say "These are missing, by their Debian names: ${missing[*]}. Please install them and start again."
        exit 2
    fi
    if ((EUID != 0)); then
        if ! command -v sudo >/dev/null; then
            say "These packages are missing: ${missing[*]}. Please have them installed and start again."
            exit 2
        fi
        sudo=(sudo)
        if [[ $agreed != y && -t 0 ]]; then
            read -r -p "Install with sudo apt-get: ${missing[*]}? [y/N] " answer
            [[ $answer == [yY]* ]] && agreed=y
        fi
        if [[ $agreed != y ]]; then
            say "Not installed: ${missing[*]}. Install them, or start again with --yes to let sudo apt-get do it."
            exit 2
        fi
    fi
    say "Installing ${missing[*]} ..."
    "${sudo[@]}" apt-get update -qq >&2
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o DPkg::Lock::Timeout=300 "${missing[@]}" >&2
}

# configure NAME=VALUE...: makes build/ with these settings. Does nothing when it has them: `cmake --build` configures
# again by itself when a CMakeLists.txt changed.
configure() {
    local cache=$build/CMakeCache.txt setting changed=()
    if [[ ! -e $cache ]]; then
        # One build/ serves all three scripts; each switches on what it needs.
        changed=(-DMUSTER_BUILD_TESTS=OFF -DMUSTER_BUILD_EXAMPLES=OFF -DMUSTER_BUILD_BENCHMARKS=OFF)
        if command -v ninja >/dev/null; then changed+=(-G Ninja); fi
    fi
    for setting; do
        grep -qx "${setting%%=*}:[A-Z]*=${setting#*=}" "$cache" 2>/dev/null || changed+=("-D$setting")
    done
    if ((${#changed[@]})) || [[ ! -e $build/build.ninja && ! -e $build/Makefile ]]; then
        cmake -S "$root" -B "$build" "${changed[@]}" >&2
    fi
}

compile() { # compile TARGET...
    cmake --build "$build" --parallel "$jobs" --target "$@" >&2
}

# The folder with the data sets that some tests read when they are there.
if [[ -z ${MUSTER_SHARED-} && -d $root/../shared ]]; then
    MUSTER_SHARED=$(cd "$root/../shared" && pwd)
    export MUSTER_SHARED
fi
