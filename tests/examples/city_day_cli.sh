#!/usr/bin/env bash
# Runs the program city_day as people do: options, messages, exit statuses, files. San Francisco's data is made up here,
# two square neighbourhoods and a week of calls; the real data is used too when MUSTER_SHARED names a folder that has it.
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=cli.sh
. "$(dirname "${BASH_SOURCE[0]}")/cli.sh" "$@"
golden=$here/plans

# refused NAME REGEX ARGUMENT...: ends with status 2 and a message, prints no result, leaves the JSON file alone.
refused() {
    local name=$1 regex=$2
    echo old >kept.json
    run "${@:3}" --json kept.json
    if ((status != 2)); then
        fail "$name" "status $status, not 2"
    elif ! grep -Eq -- "$regex" err out; then # CLI11 prints what it refuses on stderr
        fail "$name" "no message like $regex"
    elif [[ $(<kept.json) != old || -e kept.json.part ]]; then
        fail "$name" 'the JSON file was touched'
    elif grep -q '^By response level\|^San Francisco' out; then
        fail "$name" 'results were printed all the same'
    else
        pass
    fi
}

# A JSON file without what differs from run to run.
without_timing() { sed '/"timing"/,$d' "$1"; }

# ---- options ---------------------------------------------------------------------------------------------------------

accepted 'help' --help
holds 'help names every option' '--skip-bad-rows' out
for option in --seed --incidents --language --show --json --no-script --plans --data --calls --train --test; do
    holds "help names $option" "^ +$option " out
done

refused 'unknown option' '--nonsense' --nonsense
refused 'stray argument' 'stray' stray
refused 'language' 'language' --language xx
refused 'no incidents' 'incidents' --incidents 0
refused 'incidents that are no number' 'incidents' --incidents many
refused 'negative seed' 'seed' --seed -1
refused 'calls without data' '--data' --calls calls.csv
refused 'training without data' '--data|--test' --train calls.csv
refused 'incident that is not there' 'G99999999-0001' --incidents 3 --show G99999999-0001

# ---- the made-up district --------------------------------------------------------------------------------------------

accepted 'district' --seed 3 --incidents 150 --json one.json
mv out one.txt
if [[ $(wc -l <err) -eq 1 ]] && ! grep -q $'[\r\033]' err; then
    pass
else
    fail 'progress' 'more than one plain line on stderr though it is no terminal'
fi
accepted 'district again' --seed 3 --incidents 150 --json two.json
mv out two.txt
same 'same seed, same bytes' one.txt two.txt
without_timing one.json >one.plain
without_timing two.json >two.plain
same 'same seed, same numbers' one.plain two.plain
for key in schema schema_version decisions levels targets units_per_incident gaps located classified ended timing; do
    holds "district JSON has $key" "^  \"$key\":" one.json
done
holds 'decisions are counted' '^  "decisions": 219,' one.json # and 69 scripted ones
holds 'scripted ones are counted' '^  "scripted": 69,' one.json
for key in modes mode_changes departments_per_incident departments cases with_clash automatic_aid experts rule_gaps \
    posts questions static_card; do
    holds "district JSON has $key" "^    \"$key\":" one.json
done
accepted 'without the script' --seed 3 --incidents 150 --no-script --json plain.json
holds 'only the day is decided' '^  "decisions": 150,' plain.json
mv out plain.txt
accepted 'another seed' --seed 4 --incidents 150
if cmp -s out one.txt; then fail 'another seed' 'the same day'; else pass; fi
accepted 'Chinese' --seed 3 --incidents 150 --language zh
holds 'Chinese report' '按响应级别' out
if grep -q 'By response level' out; then fail 'Chinese report' 'English headings'; else pass; fi

number=$(grep -Eo 'G[0-9]{8}-[0-9]{4}' plain.txt | head -n 1)
accepted 'one decision' --seed 3 --incidents 150 --show "$number"
holds 'one decision in full' "^Incident $number, decided " out
accepted 'the first decision' --seed 3 --incidents 1 --show "${number%-*}-0001"
holds 'the first decision in full' "^Incident ${number%-*}-0001, decided " out

run --incidents 3 --json nowhere/out.json
if ((status == 2)) && grep -q 'nowhere/out.json' err; then pass; else fail 'JSON that cannot be written' "status $status"; fi

# ---- the scripted incidents ----------------------------------------------------------------------------------------

# Their plans as whoever commands reads them. To renew them after a change that is meant:
#     city_day --plans tests/examples/plans/en; city_day --language zh --plans tests/examples/plans/zh
for language in en zh; do
    mkdir -p "plans/$language"
    accepted "the plans ($language)" --language "$language" --plans "plans/$language"
    if [[ $language == en ]]; then cp out out.surge; fi
    if diff -r "$golden/$language" "plans/$language" >differences; then
        pass
    else
        fail "the plans ($language)" "they differ from $golden/$language"
        head -n 40 differences
    fi
done
# What each scene is there to show.
holds 'the e-bike fire is met by the station beside it' 'Micro Fire Station .* first attack on a fire' plans/en/e_bike_fire.txt
holds 'the site collapse is a major incident' '^Level   I ' plans/en/site_collapse.txt
holds 'the slope needs a joint deliberation' 'plans clash: .*to be deliberated jointly' plans/en/slope_failure.txt
holds 'experts assess before anybody decides' '^Assessed: ' plans/en/slope_failure.txt
holds 'dissent is kept' '^Dissent: [A-Z]' plans/en/slope_failure.txt
holds 'one slope failure at low load is convergent' '^Mode    convergent is recommended' plans/en/slope_failure.txt
holds 'what belongs elsewhere is transferred' 'which transfers the case' plans/en/belongs_elsewhere.txt
holds 'and not commanded here' '^Command none is set up' plans/en/belongs_elsewhere.txt
holds 'the neighbours come without being asked' "a neighbour's automatic aid" plans/en/automatic_aid.txt
holds 'nothing known: the static card' '^Card .*neither place nor type is known' plans/en/silent_call.txt
holds 'nothing heard: the static card' '^Card .*nothing was heard of the units' plans/en/stale.txt
holds 'the surge is seen' 'go over to convergent' out.surge
holds 'and its end' 'end it, back to routine' out.surge
run --plans nowhere
if ((status == 2)) && grep -q 'nowhere/.*the plan cannot be written' err; then pass; else fail 'plans that cannot be written' "status $status"; fi

# ---- a made-up San Francisco -----------------------------------------------------------------------------------------

square() { # square WEST SOUTH EAST NORTH: a ring
    echo "[[[$1,$2],[$3,$2],[$3,$4],[$1,$4],[$1,$2]]]"
}
feature() { # feature PROPERTY VALUE RING
    echo "{\"type\":\"Feature\",\"properties\":{\"$1\":\"$2\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":$3}}"
}
collection() { # collection FEATURE...: one feature a line
    local IFS=$'\n'
    printf '{"type":"FeatureCollection","features":[\n%s\n]}\n' "$(printf '%s' "$*" | sed '$!s/$/,/')"
}

mkdir -p city/geo city/facilities city/calls
west=$(square -122.50 37.70 -122.45 37.80)
east=$(square -122.45 37.70 -122.40 37.80)
neighbourhoods=city/geo/sf_analysis_neighborhoods_41.geojson
collection "$(feature nhood Castro "$west")" "$(feature nhood Mission "$east")" >"$neighbourhoods"
collection "$(feature tractce10 000100 "$west")" "$(feature tractce10 000200 "$east")" \
    >city/geo/sf_census_tracts_2010_195.geojson
cat >city/facilities/truck_engine_fire_station.csv <<'CSV'
Unit,Type,Fire Station,facility_id
E01,E,01,11
E02,E,02,12
T01,T,01,11
CSV
cat >city/facilities/city_facilities_fire_police.csv <<'CSV'
facility_id,common_name,latitude,longitude
11,Station 1,37.75,-122.43
12,Station 2,37.75,-122.47
CSV

header='Call Number,Unit ID,Call Type,Received DtTm,Dispatch DtTm,On Scene DtTm,Available DtTm,Station Area,Battalion,'
header+='Original Priority,Call Type Group,Unit Type,Unit sequence in call dispatch,'
header+='Neighborhooods - Analysis Boundaries,Location'

# row NUMBER UNIT UNIT_TYPE DAY SEQUENCE: odd calls are alarms in the Mission, even ones fires in the Castro.
row() {
    local kind=Alarms where='Mission,"(37.76, -122.42)"'
    if (($1 % 2 == 0)); then kind='Outside Fire' where='Castro,"(37.76, -122.48)"'; fi
    printf '%d,%s,%s,04/%02d/2020 10:00:00 AM,04/%02d/2020 10:01:00 AM,04/%02d/2020 10:06:00 AM,' \
        "$1" "$2" "$kind" "$4" "$4" "$4"
    printf '04/%02d/2020 10:30:00 AM,01,B01,3,Alarm,%s,%d,%s\n' "$4" "$3" "$5" "$where"
}
week() { # the rows of seven days with two calls each
    local day
    for day in 1 2 3 4 5 6 7; do
        row $((day * 10 + 1)) E01 ENGINE "$day" 1
        row $((day * 10 + 1)) T01 TRUCK "$day" 2
        row $((day * 10 + 2)) E02 ENGINE "$day" 1
    done
}
calls=city/calls/week.csv
{ echo "$header" && week; } >"$calls"

accepted 'a week' --data city --json week.json
mv out week.txt
without_timing week.json >week.plain
for key in schema schema_version calls located_agreement joint_exact joint_f1 joint_exact_baseline joint_f1_baseline \
    first_engine_top1 first_engine_top3 top3_stations decisions timing; do
    holds "replay JSON has $key" "^  \"$key\":" week.json
done
holds 'calls are counted' '^  "calls": 14,' week.json
holds 'every call is decided' '^  "decisions": 14,' week.json
holds 'all are located' '^  "located_agreement": 1(\.0)?,' week.json
holds 'the columns used are told' 'week\.csv: neighbourhood = "Neighborhooods - Analysis Boundaries"' err
if grep -q $'[\r\033]' err; then fail 'progress' 'shown though stderr is no terminal'; else pass; fi
accepted 'a week again' --data city --json again.json
without_timing again.json >again.plain
same 'same files, same numbers' week.plain again.plain
same 'same files, same report' week.txt out

accepted 'calls by name' --data city --calls "$calls" --json named.json
without_timing named.json >named.plain
same 'calls by name or by folder' week.plain named.plain
accepted 'a fixed table' --data city --train "$calls" --test "$calls" --json fixed.json
holds 'a fixed table scores all calls' '^  "joint_scored": 14,' fixed.json
holds 'a fixed table learns the sets' '^  "joint_exact": 1(\.0)?,' fixed.json
accepted 'replay in Chinese' --data city --language zh
holds 'Chinese replay report' '旧金山' out
refused 'training without a test' '--test' --data city --train "$calls"
refused 'a test without training' '--train' --data city --test "$calls"
refused 'training and calls' '--calls|--train' --data city --calls "$calls" --train "$calls" --test "$calls"

# Slices of the city's file differ: what they say is the same.
same_week() { # same_week NAME: slice.csv says what week.csv says
    accepted "$1" --data city --calls slice.csv --json slice.json
    without_timing slice.json >slice.plain
    same "$1" week.plain slice.plain
}
{ printf '\357\273\277' && sed 's/$/\r/' "$calls"; } >slice.csv
same_week 'byte order mark and CR LF'
sed 's/Alarms/"Alarms"/' "$calls" >slice.csv
same_week 'quoted fields'
sed '1s/Call Number/CALL_NUMBER/; 1s/Received DtTm/received dttm/; 1s/Unit ID/unit-id/' "$calls" >slice.csv
same_week 'headers in other case and punctuation'
for name in 'Neighborhoods (Analysis)' 'Neighborhood District' 'neighborhoods_analysis_boundaries'; do
    sed "1s/Neighborhooods - Analysis Boundaries/$name/" "$calls" >slice.csv
    same_week "neighbourhood column $name"
done
sed -E '1s/Location/case_location/; s/"\((.*), (.*)\)"/POINT (\2 \1)/' "$calls" >slice.csv
same_week 'well-known text'
sed -E 's#04/0([0-9])/2020 10:([0-9:]+) AM#2020-04-0\1T10:\2.000#g' "$calls" >slice.csv
same_week 'ISO times'
awk -F, -v OFS=, '{ $6 = "" } NR == 1 { $6 = "Note" } { print }' "$calls" >slice.csv
same_week 'no column for the arrival on scene'
head -n 1 "$calls" >slice.csv && week | sed '1s/Alarm,/"Alarm\nbell",/' >>slice.csv
accepted 'a quoted line end' --data city --calls slice.csv
{ sed 4d "$calls" | tr '\n' '@' | sed 's/@/@@/g' | tr '@' '\n' && sed -n 4p "$calls"; } >slice.csv
same_week 'blank lines and another order'
{ cat "$calls" && tail -n 3 "$calls"; } >slice.csv
same_week 'rows that are there twice'
head -n 1 "$calls" >slice.csv
refused 'no calls' 'slice\.csv: no calls' --data city --calls slice.csv
refused 'no calls to learn from' 'slice\.csv: no calls' --data city --train slice.csv --test "$calls"
refused 'no calls to decide' 'slice\.csv: no calls' --data city --train "$calls" --test slice.csv

# ---- what is refused, where it is ------------------------------------------------------------------------------------

refused 'no such folder' '/no/such/folder' --data /no/such/folder
refused 'a file for a folder' 'week\.csv' --data "$calls"
refused 'no such call file' 'absent\.csv' --data city --calls absent.csv
mkdir -p hollow && cp -r city/geo city/facilities hollow/
refused 'no folder of calls' 'hollow/calls' --data hollow
mkdir hollow/calls
refused 'a folder without calls' 'hollow/calls' --data hollow
rm hollow/facilities/truck_engine_fire_station.csv && cp "$calls" hollow/calls/
refused 'no stations' 'truck_engine_fire_station\.csv' --data hollow

: >bad.csv
refused 'empty file' 'bad\.csv:.*empty' --data city --calls bad.csv
sed '1s/Call Type,/Kind,/; 1s/Received DtTm/When/' "$calls" >bad.csv
refused 'missing columns, all at once' 'bad\.csv:1.*"Call Type".*"Received DtTm"' --data city --calls bad.csv

# bad_row NAME REGEX SED: line 3 of the file is edited; the message names the line and the column. The program goes on
# with --skip-bad-rows, without the call.
bad_row() {
    sed "3$3" "$calls" >bad.csv
    refused "$1" "bad\.csv:3(:[0-9]+)?: .*$2" --data city --calls bad.csv
    accepted "$1, skipped" --data city --calls bad.csv --skip-bad-rows list.txt --json skipped.json
    holds "$1, listed" "bad\.csv:3(:[0-9]+)?: .*$2" list.txt
    holds "$1, counted" '1 bad rows? skipped, 1 calls? dropped' err
    holds "$1, dropped" '^  "calls": 13,' skipped.json
}
column=$(sed -n 3p "$calls" | awk '{ print index($0, "04/01/2020 10:01") }')
bad_row 'a bad time' '"Dispatch DtTm"' 's#04/01/2020 10:01:00 AM#yesterday#'
refused 'a bad time, by column' "bad\.csv:3:$column: " --data city --calls bad.csv
bad_row 'a date that is none' '"Received DtTm"' 's#04/01/2020 10:00:00 AM#02/30/2020 10:00:00 AM#'
bad_row 'no receipt' '"Received DtTm"' 's#04/01/2020 10:00:00 AM##'
bad_row 'coordinates that are none' '"Location"' 's/(37.76, -122.42)/(nan, nan)/'
bad_row 'coordinates out of range' '"Location"' 's/(37.76, -122.42)/(97.76, -122.42)/'
bad_row 'coordinates swapped' '"Location"' 's/(37.76, -122.42)/(-122.42, 37.76)/'
bad_row 'well-known text swapped' '"Location"' 's/(37.76, -122.42)/POINT (37.76 -122.42)/'
bad_row 'too few fields' 'field' 's/,TRUCK//'
bad_row 'too many fields' 'field' 's/,TRUCK/,TRUCK,TRUCK/'
bad_row 'a sequence that is no number' '"Unit sequence in call dispatch"' 's/TRUCK,2/TRUCK,second/'
bad_row 'available before it is sent' '"Available DtTm"' 's#04/01/2020 10:30:00 AM#04/01/2020 09:30:00 AM#'
bad_row 'another type in the same call' '"Call Type"' 's/Alarms/Other/'
bad_row 'text after a quote' 'quote' 's/"(37.76, -122.42)"/"(37.76, -122.42)"x/'
last=$(wc -l <"$calls")
sed "$last"'s/"$//' "$calls" >bad.csv
refused 'a quote never closed' "bad\\.csv:$last.*quote" --data city --calls bad.csv
refused 'a quote never closed cannot be skipped' "bad\\.csv:$last.*quote" --data city --calls bad.csv --skip-bad-rows list.txt
accepted 'nothing bad, nothing listed' --data city --skip-bad-rows list.txt
if [[ -e list.txt && ! -s list.txt ]]; then pass; else fail 'nothing bad' 'the list is not empty'; fi
sed '3s/,TRUCK//' "$calls" >bad.csv
accepted 'the list has a name of its own' --data city --calls bad.csv --skip-bad-rows
holds 'the list has a name of its own' 'bad\.csv:3' bad_rows.txt

broken=$(mktemp -d "$work/broken.XXXXXX")
bad_city() { # bad_city NAME REGEX FILE SED
    rm -rf "$broken" && cp -r city "$broken"
    sed -i -E "$4" "$broken/${3#city/}"
    refused "$1" "${3##*/}$2" --data "$broken"
}
bad_city 'GeoJSON cut short' ':[0-9]+:[0-9]+: ' "$neighbourhoods" 4d
bad_city 'GeoJSON with a stray comma' ':2:[0-9]+: ' "$neighbourhoods" '2s/"type":/"type":,/'
bad_city 'GeoJSON without the property' '.*nhood' "$neighbourhoods" '3s/"nhood"/"other"/'
bad_city 'GeoJSON of lines' ', feature 1, /features/1/geometry' "$neighbourhoods" '3s/Polygon/LineString/'
bad_city 'GeoJSON swapped' ', feature 1, /features/1/geometry' "$neighbourhoods" '3s/(-122\.[0-9]+),(37\.[0-9]+)/\2,\1/g'
bad_city 'GeoJSON ring not closed' ', feature 1, /features/1/geometry' "$neighbourhoods" '3s/,\[-122.45,37.70\]\]\]/]]/'
bad_city 'the same neighbourhood twice' '.*Castro' "$neighbourhoods" '3s/Mission/Castro/'
bad_city 'GeoJSON in other units' ', feature 1, /features/1/geometry' "$neighbourhoods" '3s/-122\./-1220000./g'
bad_city 'an empty GeoJSON file' ': .*empty' "$neighbourhoods" 'd'
bad_city 'a station out of range' ':2:[0-9]+: .*latitude' city/facilities/city_facilities_fire_police.csv '2s/37.75/137.75/'
bad_city 'a unit twice' ':4:[0-9]+: .*Unit' city/facilities/truck_engine_fire_station.csv '4s/T01/E01/'
bad_city 'stations without a column' ':1.*facility_id' city/facilities/city_facilities_fire_police.csv '1s/facility_id/number/'

# ---- the real data ---------------------------------------------------------------------------------------------------

real=${MUSTER_SHARED-}/data/sf
if [[ -d $real ]]; then
    accepted 'the real data' --data "$real" --json real.json
    holds 'the real data is located' '^  "located_agreement": 0\.9' real.json
else
    echo 'skipped: the real data (MUSTER_SHARED names the folder that has data/sf)'
fi

ends_here
