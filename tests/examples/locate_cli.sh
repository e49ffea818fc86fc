#!/usr/bin/env bash
# Runs the program locate as people do: options, messages, exit statuses, files. The maps are made up here; those of San
# Francisco and Taipei are used too when MUSTER_SHARED names a folder that has them.
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=cli.sh
. "$(dirname "${BASH_SOURCE[0]}")/cli.sh" "$@"

# feature NAME WEST SOUTH EAST NORTH [PROPERTIES]: a rectangle
feature() {
    printf '{"type":"Feature","properties":{"code":"%s"%s},"geometry":{"type":"Polygon","coordinates":' "$1" "${6:+,$6}"
    printf '[[[%s,%s],[%s,%s],[%s,%s],[%s,%s],[%s,%s]]]}}' "$2" "$3" "$4" "$3" "$4" "$5" "$2" "$5" "$2" "$3"
}
# collection FILE FEATURE...
collection() {
    local file=$1 all
    shift
    all=$(printf ',%s' "$@")
    printf '{"type":"FeatureCollection","features":[%s]}' "${all:1}" >"$file"
}
lines() { printf '%s\n' "${@:2}" >"$1"; }

collection streets.geojson "$(feature S 10 50 12 51)" "$(feature N 10 51 12 52)"
collection grids.geojson "$(feature S1 10 50 11 51)" "$(feature S2 11 50 12 51)" "$(feature N1 10 51 11 52)" \
    "$(feature N2 11 51 12 52)"
lines points.csv name,x,y 'inside,10.5,50.5' 'corner,11,51' '"far, far",13,51.5' 'unknown,,'
map=(--tiers 'streets.geojson,grids.geojson')
columns=(--lon x --lat y)

# ---- options ---------------------------------------------------------------------------------------------------------

accepted 'help' --help
cp out help
for option in --tiers --leaves --parent-key --key --name --points --lon --lat --position --keep --within --out --json \
    --validate --least-area --blind-spots --exposure --weight --false-alarms --threads --language; do
    holds "help names $option" "^ +$option( |$)" help
done
holds 'help says what the status means' '^Exit status' help
refused 'unknown option' 'nonsense' --nonsense
refused 'points without a map' 'tiers.*leaves' --points points.csv
refused 'a map and nothing to do' 'points.*validate' "${map[@]}"
refused 'tiers and leaves' 'excludes' "${map[@]}" --leaves grids.geojson --parent-key code
refused 'leaves without parents' 'parent-key' --leaves grids.geojson --points points.csv
refused 'radius without points' 'points' "${map[@]}" --within 5
refused 'a negative radius' 'within' "${map[@]}" --points points.csv --within -5
refused 'too many keys' '3 properties for 2 tiers' "${map[@]}" --points points.csv --key a,b,c
refused 'no threads' 'threads' "${map[@]}" --points points.csv --threads 0
refused 'language' 'language' "${map[@]}" --validate --language xx

# ---- paths -----------------------------------------------------------------------------------------------------------

accepted 'paths' "${map[@]}" --points points.csv "${columns[@]}" --keep name --json summary.json
lines expected 'row,name,status,streets,grids,nearest,distance_m' '1,inside,inside,S,S1,,' '2,corner,inside,N,N2,,' \
    '3,"far, far",outside,,,N2,' '4,unknown,no_position,,,,'
cp out whole
sed -i 's/,N2,[0-9.]*$/,N2,/' out # another test says how far
same 'paths are as worked out by hand' out expected
holds 'what was taken as a key is said' 'grids.geojson: a cell.s key is its property "code"' err
holds 'the summary counts' '"outside": 1' summary.json
accepted 'paths to a file' "${map[@]}" --points points.csv "${columns[@]}" --keep name --out paths.csv
holds 'the file is whole' '^4,unknown,no_position' paths.csv
accepted 'threads' "${map[@]}" --points points.csv "${columns[@]}" --keep name --threads 4
same 'threads change nothing' out whole
accepted 'a radius' "${map[@]}" --points points.csv "${columns[@]}" --within 100
holds 'a corner belongs to all four' '^2,inside,N,N2,,,.*N1 0\.2[45].*' out

accepted 'leaves and their parents' --leaves <(collection /dev/stdout "$(feature A 10 50 11 51 '"in":"W"')" \
    "$(feature B 11 50 12 51 '"in":"E"')") --parent-key in --key code --points points.csv "${columns[@]}"
holds 'a path from leaves' '^1,inside,W,A,' out

lines positions.csv where '"(50.5, 10.5)"' 'POINT (11 51)'
accepted 'one column' "${map[@]}" --points positions.csv --position where
holds 'latitude first in brackets' '^1,inside,S,S1' out
holds 'longitude first in POINT' '^2,inside,N,N2' out

# ---- what is wrong with points ---------------------------------------------------------------------------------------

refused 'no such file' 'nowhere.csv: no such file' "${map[@]}" --points nowhere.csv
refused 'no such columns' 'no column called "lon".*"lat"' "${map[@]}" --points points.csv
lines words.csv x,y '10.5,north'
refused 'words for numbers' 'words.csv:2:6: column "y": expected a latitude' "${map[@]}" --points words.csv "${columns[@]}"
lines half.csv x,y '10.5,'
refused 'half a position' 'half.csv:2:6: .*the other one is there' "${map[@]}" --points half.csv "${columns[@]}"
lines infinite.csv x,y 'inf,50'
refused 'infinity' 'infinite.csv:2:1: .*longitude' "${map[@]}" --points infinite.csv "${columns[@]}"
refused 'swapped columns' '2 of 3 points.*swapped' "${map[@]}" --points points.csv --lon y --lat x
lines beyond.csv x,y '50,110'
refused 'latitudes that cannot be' 'beyond.csv:2:4: .*swapped' "${map[@]}" --points beyond.csv "${columns[@]}"
lines torn.csv x,y '10.5,"50.5'
refused 'a quote that is never closed' 'torn.csv:2:6: a quote' "${map[@]}" --points torn.csv "${columns[@]}"

# ---- what is wrong with maps -----------------------------------------------------------------------------------------

refused 'no map' 'nowhere.geojson: no such file' --tiers nowhere.geojson --points points.csv "${columns[@]}"
bad_map() { # bad_map NAME REGEX TEXT
    lines bad.geojson "$3"
    refused "$1" "bad.geojson.*$2" --tiers bad.geojson --points points.csv "${columns[@]}"
}
bad_map 'no JSON' ':[0-9]+:[0-9]+: not JSON' '{"type":'
bad_map 'NaN' ':1:' '{"type":"FeatureCollection","features":[NaN]}'
bad_map 'no features' 'at least one Feature' '{"type":"FeatureCollection","features":[]}'
bad_map 'another kind of file' 'FeatureCollection' '{"type":"Something"}'
bad_map 'points among polygons' 'Point' \
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"k":1},"geometry":{"type":"Point","coordinates":[1,2]}}]}'
bad_map 'three positions' 'position' \
    '{"type":"Feature","properties":{"k":1},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}}'
bad_map 'an open ring' 'closed' \
    '{"type":"Feature","properties":{"k":1},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}}'
bad_map 'latitude 91' '91' \
    '{"type":"Feature","properties":{"k":1},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,91],[1,1],[0,0]]]}}'
bad_map 'the antimeridian' 'antimeridian' \
    '{"type":"Feature","properties":{"k":1},"geometry":{"type":"Polygon","coordinates":[[[179,0],[-179,0],[-179,1],[179,1],[179,0]]]}}'
bad_map 'a nesting bomb' 'nest|deep' "$(printf '[%.0s' $(seq 100000))"
collection twice.geojson "$(feature A 10 50 11 51)" "$(feature A 11 50 12 51)"
refused 'a key twice' "'A'" --tiers twice.geojson --key code --points points.csv "${columns[@]}"

collection some.geojson "$(feature A 10 50 12 52)" '{"type":"Feature","properties":{"code":"B"},"geometry":null}'
accepted 'a cell without an area' --tiers some.geojson --points points.csv "${columns[@]}"
holds 'what is left out is said' "some.geojson: cell 'B' has no area and is left out" err
lines none.geojson '{"type":"Feature","properties":{"code":"B"},"geometry":null}'
refused 'no area at all' "'none' has no cells" --tiers none.geojson --points points.csv "${columns[@]}"
collection swapped.geojson "$(feature S1 50 10 51 11)" "$(feature S2 50 11 51 12)"
refused 'a tier with its coordinates swapped' 'swapped.geojson.*swapped' --tiers streets.geojson,swapped.geojson \
    --points points.csv "${columns[@]}"
lines nothing.geojson '{"type":"Feature","properties":{"p":"x","k":"y"},"geometry":null}'
accepted 'a map without any area' --leaves nothing.geojson --parent-key p --key k --points points.csv "${columns[@]}"

# ---- validate --------------------------------------------------------------------------------------------------------

accepted 'a good map' "${map[@]}" --validate
holds 'nothing to tell' '^0 faults$' out
collection laps.geojson "$(feature S1 10 50 11.001 51)" "$(feature S2 11 50 12 51)" "$(feature N1 10 51 11 52)"
ends 'an overlap and a gap' 1 --tiers streets.geojson,laps.geojson --validate --json faults.json
holds 'the overlap' "'S1': overlaps cell 'S2' by [0-9.]+ k?m2 near" out
holds 'the gap' "'N': no cell of tier 'laps' covers" out
holds 'faults as JSON' '"kind": "overlap"' faults.json
ends 'in Chinese' 1 --tiers streets.geojson,laps.geojson --validate --language zh
holds 'an overlap in Chinese' '重叠' out
ends 'beside points' 1 --tiers streets.geojson,laps.geojson --points points.csv "${columns[@]}" --validate
holds 'paths beside faults' '^1,inside,S,S1' out
holds 'faults beside paths' 'overlaps' err
lines open.geojson \
    '{"type":"Feature","properties":{"k":1},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}}'
ends 'an open ring is listed' 1 --tiers open.geojson --validate
holds 'the open ring' 'not closed|does not end' out

# ---- blind spots -----------------------------------------------------------------------------------------------------

cells=()
for x in 0 1 2 3 4; do
    for y in 0 1 2 3 4; do cells+=("$(feature "c$x$y" "10.$x" "50.$y" "10.$((x + 1))" "50.$((y + 1))")"); done
done
collection many.geojson "${cells[@]}"
{
    echo lon,lat
    for x in 0 1 2 3 4; do
        for y in 0 1 2 3 4; do
            if ((x == 2 && y == 2)); then continue; fi
            for ((i = 0; i < 60; ++i)); do echo "10.${x}5,50.${y}5"; done
        done
    done
} >reports.csv
accepted 'a silent cell' --tiers many.geojson --key code --points reports.csv --blind-spots --json quiet.json
holds 'the silent cell' '^c22: 0 reported' out
holds 'no other' '1 quiet' out
holds 'as JSON' '"verdict": "quiet"' quiet.json
accepted 'too few to compare' "${map[@]}" --points points.csv "${columns[@]}" --blind-spots
holds 'none could be judged' '4 nothing to compare with. None could be judged' out
refused 'paths of blind spots' 'exclude' --tiers many.geojson --points reports.csv --blind-spots --out x.csv
{
    echo lon,lat,w
    for ((i = 0; i < 3; ++i)); do echo '10.05,50.05,900000000'; done
} >heavy.csv
refused 'weights beyond all measure' "heavy.csv: the weights in cell 'c00'" --tiers many.geojson --key code \
    --points reports.csv --blind-spots --exposure heavy.csv --weight w
refused 'blind spots without reports' 'points' --tiers many.geojson --blind-spots

# ---- real maps -------------------------------------------------------------------------------------------------------

accepted 'demonstration'
real=${MUSTER_SHARED-}/data
if [[ -d $real/sf/geo ]]; then
    geo=$real/sf/geo
    gzip -dc "$real/sf/buildings/sf_buildings_centroids.csv.gz" >buildings.csv
    accepted 'San Francisco' --json sf.json --points buildings.csv \
        --tiers "$geo/sf_analysis_neighborhoods_41.geojson,$geo/sf_census_tracts_2010_195.geojson" --out sf.csv
    holds 'the share of buildings on piers and islands is as published' '"outside": 2107' sf.json
    ends 'precincts that cross themselves' 1 --tiers "$geo/elect_precincts.topo.json" --validate
    holds 'the crossing' "crosses itself" out
    ends 'Taipei' 1 --leaves "$real/taipei/geo/taipei_city_villages.geojson" --parent-key COUNTYNAME,TOWNNAME --validate
    holds 'the two villages without an area' '^2 faults$' out
else
    echo 'SKIP real maps: MUSTER_SHARED names no folder with data/sf'
fi

ends_here
