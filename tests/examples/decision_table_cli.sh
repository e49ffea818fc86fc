#!/usr/bin/env bash
# Runs the program decision_table as people do: options, messages, exit statuses, files. The models are made up here or
# lie beside the program; the DMN compatibility kit's cases are run too when MUSTER_SHARED names a folder that has them.
# shellcheck disable=SC2016 # messages put names between backquotes
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=cli.sh
. "$(dirname "${BASH_SOURCE[0]}")/cli.sh" "$@"
data=$here/../../examples/decision_table

# bad NAME REGEX FILE: a model that no task accepts.
bad() { refused "$1" "decision_table: $3[:,].*$2" "$3" --prove --json kept.json; }

# csv FILE HEAD ROW...: a table, or cases, in a file
csv() { printf '%s\n' "${@:2}" >"$1"; }

# ---- options ---------------------------------------------------------------------------------------------------------

accepted 'help' --help
cp out help
for option in --prove --decide --why --keep --tck --test --junit --coverage --diff --log --by --decision --budget \
    --json --language --example; do
    holds "help names $option" "^ +$option( |$)" help
done
holds 'help says what the status means' '^Exit status' help

cp "$data"/* .
refused 'unknown option' 'nonsense' response_level.dmn --nonsense
refused 'no task' 'exactly one' response_level.dmn
refused 'two tasks' 'exactly one' response_level.dmn --prove --test response_level_cases.csv
refused 'task without a model' 'model' --prove
refused 'why without a case' 'why.*decide' response_level.dmn --prove --why
refused 'coverage without cases' 'coverage.*test' response_level.dmn --prove --coverage
refused 'log without another version' 'log.*diff' response_level.dmn --log response_level_log.csv --prove
refused 'column without a log' 'by.*log' response_level.dmn --diff response_level.dmn --by area
refused 'junit without cases' 'junit.*test' response_level.dmn --prove --junit out.xml
refused 'budget without a proof' 'budget.*prove' response_level.dmn --budget 5 --test response_level_cases.csv
refused 'budget that is no number' 'budget' response_level.dmn --prove --budget many
refused 'language' 'language' response_level.dmn --prove --language xx
refused 'a decision that there is not' 'no decision `height`.*`response level`' response_level.dmn \
    --decision height --prove
refused 'missing model' 'nowhere.dmn: no such file' nowhere.dmn --prove
refused 'model of another kind' 'notes.txt: .*\.dmn' notes.txt --prove
mkdir folder.dmn
refused 'a folder' 'folder.dmn: is a folder' folder.dmn --prove

# ---- proofs ----------------------------------------------------------------------------------------------------------

for table in response_level.dmn response_level.csv; do
    accepted "$table is proven" "$table" --prove --json proof.json
    holds "$table: nothing is found" 'nothing found' out
    holds "$table: the proof is finished" '"finished": true' proof.json
done
ends 'the draft has faults' 1 response_level_draft.csv --prove --json proof.json
holds 'a gap with its witness' 'gap: .*storeys.* 8' out
holds 'a clash with both rules' 'clash: .*`high-rise fire, few`.*`low fire, few`' out
holds 'an overlap' 'overlap: .*`collapse or chemicals, few`.*`gas leak`' out
for kind in gap clash overlap; do holds "$kind in the JSON file" "\"kind\": \"$kind\"" proof.json; done
ends 'the draft in Chinese' 1 response_level_draft.csv --prove --language zh
holds 'findings in Chinese' '空白' out
ends 'a proof beyond its budget' 2 response_level.dmn --prove --budget 3
holds 'it says that it ended early' 'budget' out

csv clash.csv 'rule,a : boolean,=> b : text' 'r,true,x' 's,true,y' 't,false,x'
ends 'a clash alone' 1 clash.csv --prove
csv overlap.csv 'rule,a : boolean,=> b : text' 'r,true,x' 's,true,x' 't,false,x'
ends 'an overlap alone' 1 overlap.csv --prove
csv masked.csv 'table,t,policy,first' 'rule,a : boolean,=> b : text' 'r,-,x' 's,true,y'
ends 'a masked rule alone' 1 masked.csv --prove
holds 'it is named' 'masked: rule `s`' out
csv redundant.csv 'table,t,policy,first' 'rule,a : boolean,=> b : text' 'r,true,x' 's,-,x'
accepted 'a redundant rule does no harm' redundant.csv --prove
holds 'but is named' 'redundant: .*`r`' out
csv gap.csv 'rule,a : boolean,=> b : text' 'r,true,x'
ends 'a gap alone' 1 gap.csv --prove
csv default.csv 'rule,a : boolean,=> b : text' 'r,true,x' 'otherwise,,y'
accepted 'a gap that the default fills' default.csv --prove
holds 'is told all the same' 'gap: ' out

# ---- one case --------------------------------------------------------------------------------------------------------

accepted 'a case' response_level.dmn --decide response_level_case.json
holds 'its outcome' '^response level: level: "II", tier: "street"$' out
holds 'its rule' 'by rule `low fire, people`' out
lacks 'reasons only when asked for' 'what would change' out
accepted 'a case with reasons' response_level.dmn --decide response_level_case.json --why --json case.json
holds 'how far a condition was off' 'storeys is 7, 1 below 8' out
holds 'what would change it' '^what would change it: .*-> ' out
holds 'the case in JSON' '"level": "II"' case.json
accepted 'a change that keeps the type' response_level.csv --decide response_level_case.json --why --keep type
holds 'then the height does it' '^what would change it: storeys: 7 -> at least 8' out
refused 'keeping what is no input' 'no input is called .colour.' response_level.dmn \
    --decide response_level_case.json --why --keep colour
accepted 'a case in Chinese' response_level.csv --decide response_level_case.json --why --language zh
holds 'reasons in Chinese' '何种变化' out
echo '{"type": "fire"}' >few.json
accepted 'a case that says little' response_level.dmn --decide few.json
holds 'what it does not say' 'not stated, so unknown: people, storeys' out
echo '{"type": "fire", "people": -1, "storeys": 3}' >outside.json
ends 'a value outside the range' 1 response_level.dmn --decide outside.json
holds 'it says which' '`people` is outside' out
echo '{"type": "fire", "people": 5, "storeys": 8}' >gap.json
ends 'a case in a gap' 1 response_level_draft.csv --decide gap.json --why
holds 'no rule holds' 'no rule holds' out

echo '{"storys": 3}' >typo.json
refused 'a fact that there is not' 'typo.json.*/storys.*no fact is called `storys`.*`storeys`' response_level.dmn \
    --decide typo.json
echo '{"people": "many"}' >words.json
refused 'a fact of another kind' 'words.json.*/people.*number' response_level.dmn --decide words.json
echo '{"people": 3' >torn.json
refused 'JSON that ends early' 'torn.json:[0-9]+:[0-9]+: not JSON' response_level.dmn --decide torn.json
echo '[3]' >list.json
refused 'JSON that is no object' 'list.json.*expected an object' response_level.dmn --decide list.json
refused 'a case that is not there' 'nowhere.json: no such file' response_level.dmn --decide nowhere.json
printf '{"type": "\xff"}' >bytes.json
refused 'JSON that is not UTF-8' 'bytes.json:1' response_level.dmn --decide bytes.json

csv calendar.csv 'rule,on : date,at : time,=> b : text' \
    'r,">= date(""2026-03-01"")","< time(""08:00:00"")",early' \
    's,">= date(""2026-03-01"")",">= time(""08:00:00"")",late' \
    't,"< date(""2026-03-01"")",-,before'
echo '{"on": "2026-03-01", "at": "07:59:59"}' >calendar.json
accepted 'dates and times' calendar.csv --decide calendar.json
holds 'are read plainly' '"early"' out
echo '{"on": "2026-02-30"}' >calendar.json
refused 'a date that there is not' 'calendar.json, /on: ' calendar.csv --decide calendar.json
echo '{"people": 2.5}' >half.json
refused 'half a person' 'half.json, /people: 2.5' response_level.csv --decide half.json
echo '{"type": {"of/what": 1}}' >deep.json
refused 'a fact inside a fact' 'deep.json, /type/of~1what: no fact is called `type.of/what`' response_level.csv \
    --decide deep.json

# ---- golden cases ----------------------------------------------------------------------------------------------------

for table in response_level.dmn response_level.csv; do
    accepted "$table passes its cases" "$table" --test response_level_cases.csv
    holds "$table: they are counted" '^31 passed, 0 failed$' out
done
ends 'the next version fails some' 1 response_level_next.csv --test response_level_cases.csv --junit junit.xml \
    --json run.json
holds 'a failure with its place' '^FAIL people one floor lower \(response_level_cases.csv:8' out
holds 'expected and found' 'level: expected "II", found "I"' out
holds 'the rule that decided' 'by rule `high-rise fire, people`' out
holds 'failures are counted' '^28 passed, 3 failed$' out
holds 'JUnit counts them' '<testsuite [^>]*tests="31" failures="3"' junit.xml
holds 'JUnit names them' '<testcase [^>]*name="people one floor lower">' junit.xml
holds 'the JSON file counts them' '"failed": 3' run.json
cp junit.xml first.xml
ends 'again' 1 response_level_next.csv --test response_level_cases.csv --junit junit.xml
same 'the same JUnit file again' first.xml junit.xml
if command -v xmllint >/dev/null; then
    if xmllint --noout junit.xml 2>err; then pass; else fail 'JUnit' 'it is not well-formed XML'; fi
fi
accepted 'coverage' response_level.dmn --test response_level_cases.csv --coverage --json covered.json
holds 'how many rules are covered' 'rules 12 of 12' out
holds 'the count of cases stays the last line' '31 passed, 0 failed' <(tail -n 1 out)
head -n 3 response_level_cases.csv >two.csv
accepted 'coverage of two cases' response_level.dmn --test two.csv --coverage
holds 'most rules are left' 'rules 2 of 12' out
accepted 'cases in Chinese' response_level.dmn --test response_level_cases.csv --language zh
holds 'programs read the last line in any language' '^31 passed, 0 failed$' out

csv nothing_said.csv 'type,people,storeys,=> level' 'fire,5,8,'
accepted 'a case that expects no value' response_level_draft.csv --test nothing_said.csv
ends 'but finds one' 1 response_level.csv --test nothing_said.csv
holds 'and says so' 'expected no value, found "I"' out
csv list.csv 'table,t,policy,collect' 'rule,a : boolean,=> b : text' 'r,-,x' 's,true,y'
csv lists.csv 'case,a,=>' 'both,true,y; x' 'one,false,x'
accepted 'a list in any order' list.csv --test lists.csv
sed 's/collect/rule order/' list.csv >ordered.csv
ends 'a list in its order' 1 ordered.csv --test lists.csv
holds 'fails by its order' 'expected "y"; "x", found "x"; "y"' out
csv sum.csv 'table,t,policy,collect sum' 'rule,a : boolean,=> b : number' 'r,-,0.1' 's,true,0.2'
csv sums.csv 'a,=> b' 'true,0.3' 'false,0.1'
accepted 'a sum' sum.csv --test sums.csv
csv longer.csv 'a,=> b' 'true,x;y;z'
ends 'a list that is longer' 1 list.csv --test longer.csv

printf 'type,people,=> level\nfire,3,I\n' >lacking.csv
refused 'a fact without a column' 'lacking.csv:1: no column called .storeys' response_level.dmn --test lacking.csv
printf 'type,people,storeys\nfire,3,1\n' >nothing.csv
refused 'nothing expected' 'nothing.csv:1: .*expected: `=> level`' response_level.dmn --test nothing.csv
printf 'type,people,storeys,=> colour\nfire,3,1,red\n' >other.csv
refused 'an output that there is not' 'other.csv:1: .*`colour`.*`level`, `tier`' response_level.dmn --test other.csv
printf 'type,people,storeys,=> level,=> level\nfire,3,1,I,I\n' >twice.csv
refused 'an output twice' 'twice.csv:1: .*two columns' response_level.dmn --test twice.csv
printf 'type,people,storeys,=> level\nfire,3,1,II\nfire,many,1,I\n' >kind.csv
refused 'a value of another kind' 'kind.csv:3:6: .*many' response_level.dmn --test kind.csv
printf 'type,people,storeys,=> level\n' >empty.csv
refused 'no case' 'empty.csv:1: no case' response_level.dmn --test empty.csv
printf 'type,people,storeys,=> level\nf\xffre,3,1,II\n' >bytes.csv
refused 'cases that are not UTF-8' 'bytes.csv:2.*UTF-8' response_level.dmn --test bytes.csv
printf 'type,people,storeys,=> level\n"fire,3,1,II\n' >quote.csv
refused 'a quote that is not closed' 'quote.csv:2:1: .*quote' response_level.dmn --test quote.csv
refused 'JUnit in a folder that there is not' 'nowhere/out.xml: cannot be written' response_level.dmn --test \
    response_level_cases.csv --junit nowhere/out.xml
refused 'JSON in a folder that there is not' 'nowhere/out.json: cannot be written' response_level.dmn --prove --json \
    nowhere/out.json
mkdir taken.xml
refused 'JUnit over a folder' 'taken.xml: cannot be written' response_level.dmn --test response_level_cases.csv \
    --junit taken.xml

# ---- differences -----------------------------------------------------------------------------------------------------

accepted 'the DMN model and the CSV table are the same' response_level.dmn --diff response_level.csv
holds 'proven to be the same' 'no case is decided differently: proven' out
accepted 'the next version' response_level.csv --diff response_level_next.csv --log response_level_log.csv --by area \
    --json diff.json
holds 'a region with its witness' '"II".* -> "I".*for example' out
holds 'cases that change' '^[0-9]+ of 60 cases change$' out
holds 'from what to what' '^  "II", "street" -> "I", "district": [0-9]+ \(first: 2026-' out
holds 'where' '^  (Harbour|Riverside): [0-9]+ of [0-9]+$' out
holds 'the difference in JSON' '"changed": [0-9]+' diff.json
lacks 'no progress outside a terminal' $'[\r\033]' err
accepted 'the next version in Chinese' response_level.csv --diff response_level_next.csv --log response_level_log.csv \
    --language zh
holds 'the log in Chinese' '起案例中有' out
csv more.csv 'rule,a : boolean,=> b : text,=> c : text' 'r,true,x,z' 's,false,y,z'
csv less.csv 'rule,a : boolean,=> b : text' 'r,true,x' 's,false,y'
csv log.csv 'a' true false
accepted 'a version with one output more' less.csv --diff more.csv --log log.csv
holds 'changes no case by that' '^0 of 2 cases change$' out
csv asks.csv 'rule,a : boolean,d : number?,=> b : text' 'r,true,-,x' 's,false,null,z' 't,false,>= 0,y' 'u,false,< 0,y'
accepted 'a version that asks for one fact more' less.csv --diff asks.csv --log log.csv
holds 'says that the log has it not' 'log.csv: no column `d`, so unknown in every case' err
holds 'and decides without it' '^1 of 2 cases change$' out
csv empty_log.csv 'b' x
refused 'a log that states no fact' 'no column called .a' less.csv --diff more.csv --log empty_log.csv
refused 'a column that the log has not' 'no column called .colour' response_level.csv --diff response_level_next.csv \
    --log response_level_log.csv --by colour
refused 'a log that is not there' 'nowhere.csv: no such file' response_level.csv --diff response_level_next.csv \
    --log nowhere.csv
refused 'another version that is not there' 'nowhere.csv: no such file' response_level.csv --diff nowhere.csv

# ---- the demonstration -----------------------------------------------------------------------------------------------

accepted 'the demonstration'
cp out first.txt
accepted 'the demonstration again'
same 'it says the same again' first.txt out
accepted 'its files' --example made
for file in "$data"/response_level*; do
    name=$(basename "$file")
    if [[ $name == response_level.dmn ]]; then continue; fi
    same "the file $name" "$file" "made/$name"
done
refused 'files over files' 'made/.*there already' --example made

# ---- bad models: status 2, the file and the place, nothing half-done -------------------------------------------------

csv policy.csv 'table,t,policy,best' 'rule,a : number,=> b : text' 'r,1,x'
bad 'unknown hit policy' 'no hit policy.*best' policy.csv
csv kind.csv 'rule,a : colour,=> b : text' 'r,1,x'
bad 'unknown kind' 'colour' kind.csv
csv mismatch.csv 'rule,a : number,=> b : text' 'r,"""ten""",x'
bad 'type mismatch' '2:3.*rule `r`.*column `a`' mismatch.csv
csv swapped.csv 'rule,a : number,=> b : text' 'r,[5..3],x'
bad 'swapped interval' '2:3.*rule `r`.*column `a`' swapped.csv
csv names.csv 'rule,a : number,=> b : text' 'r,1,x' 'r,2,y'
bad 'duplicate rule name' '`r`' names.csv
csv cell.csv 'rule,a : number,=> b : text' 'r,>= ,x'
bad 'unparsable cell' '2:3.*rule `r`.*column `a`' cell.csv
csv sum.csv 'rule,a : number,=> b : text' 'r,a + 1,x'
bad 'an expression' '2:3.*rule `r`.*column `a`' sum.csv
csv outcome.csv 'rule,a : number,=> b : text' 'r,1,'
bad 'missing outcome' '2:5.*rule `r`.*column `b`' outcome.csv
csv output.csv 'rule,a : number' 'r,1'
bad 'no output' '1.*no output' output.csv
csv input.csv 'rule,=> b : text' 'r,x'
bad 'no input' 'input' input.csv
csv fields.csv 'rule,a : number,=> b : text' 'r,1'
bad 'a short row' '2.*fields' fields.csv
csv columns.csv 'rule,a : number,a : number,=> b : text' 'r,1,2,x'
bad 'duplicate column' '`a`' columns.csv
csv otherwise.csv 'rule,a : number,=> b : text' 'otherwise,1,x'
bad 'a condition on the default' '2:11.*otherwise' otherwise.csv
csv priority.csv 'table,t,policy,priority' 'rule,a : number,=> b : text' 'r,1,x'
bad 'priority without a ranking' 'priorit|values' priority.csv
printf 'rule,a : text,=> b : text\nr,\xff,x\n' >bytes.csv
bad 'a table that is not UTF-8' '2:3.*UTF-8' bytes.csv
: >nothing.csv
bad 'an empty file' 'empty' nothing.csv
{
    printf 'rule,a : text,=> b : text\nr,'
    head -c 10000000 /dev/zero | tr '\0' x
    printf ',x\n'
} >huge.csv
bad 'a cell of ten megabytes' 'bytes, more than' huge.csv

# dmn FILE TABLE...: a model with one decision `d` over the number `a`
dmn() {
    {
        echo '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="n" id="m">'
        echo '<inputData name="a" id="a"><variable name="a" typeRef="number"/></inputData>'
        echo '<decision name="d" id="d"><variable name="d" typeRef="string"/>'
        printf '%s\n' "${@:2}"
        echo '</decision></definitions>'
    } >"$1"
}
input='<input><inputExpression typeRef="number"><text>a</text></inputExpression></input>'
output='<output name="b" typeRef="string"/>'
rule='<rule id="r"><inputEntry><text>1</text></inputEntry><outputEntry><text>"x"</text></outputEntry></rule>'
dmn good.dmn '<decisionTable hitPolicy="FIRST">' "$input$output$rule" '</decisionTable>'
ends 'a sound model' 1 good.dmn --prove
holds 'with a gap all the same' 'gap' out
dmn policy.dmn '<decisionTable hitPolicy="BEST">' "$input$output$rule" '</decisionTable>'
bad 'unknown hit policy in DMN' '4.*hit policy.*BEST' policy.dmn
dmn mismatch.dmn '<decisionTable>' "$input$output" "${rule/1/\"one\"}" '</decisionTable>'
bad 'type mismatch in DMN' '6.*column `a`' mismatch.dmn
dmn swapped.dmn '<decisionTable>' "$input$output" "${rule/1/[5..3]}" '</decisionTable>'
bad 'swapped interval in DMN' '6.*column `a`' swapped.dmn
dmn cell.dmn '<decisionTable>' "$input$output" "${rule/1/if a then b}" '</decisionTable>'
bad 'an expression in DMN' '6.*column `a`.*if' cell.dmn
dmn entries.dmn '<decisionTable>' "$input$output" "${rule/<outputEntry>*<\/outputEntry>/}" '</decisionTable>'
bad 'missing output in DMN' '6.*`?r`?' entries.dmn
dmn literal.dmn '<literalExpression><text>a + 1</text></literalExpression>'
bad 'no decision table' '4.*literalExpression' literal.dmn
dmn torn.dmn '<decisionTable>' "$input"
bad 'XML that ends early' '[0-9]+:[0-9]+' torn.dmn
echo '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>' >bpmn.dmn
bad 'XML that is not DMN' '1.*not DMN' bpmn.dmn
echo 'no XML at all' >words.dmn
bad 'no XML' '' words.dmn
{
    echo '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    echo '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY e "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
    echo '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/">&e;</definitions>'
} >bomb.dmn
bad 'an entity bomb' '1.*DOCTYPE|document type' bomb.dmn
printf '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="\xff"/>' >bytes.dmn
bad 'a model that is not UTF-8' '1.*UTF-8' bytes.dmn
{
    sed 's/<rule.*//; /decisionTable>/,$d' good.dmn
    echo "${rule/1/$(head -c 10000000 /dev/zero | tr '\0' 1)}"
    echo '</decisionTable></decision></definitions>'
} >huge.dmn
bad 'a cell of ten megabytes in DMN' 'bytes' huge.dmn
cat >cyclic.dmn <<'END'
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="n" id="m">
<decision name="hen" id="hen"><variable name="hen" typeRef="number"/>
<informationRequirement><requiredDecision href="#egg"/></informationRequirement>
<decisionTable><input><inputExpression typeRef="number"><text>egg</text></inputExpression></input>
<output name="b" typeRef="number"/>
<rule id="r"><inputEntry><text>1</text></inputEntry><outputEntry><text>2</text></outputEntry></rule>
</decisionTable></decision>
<decision name="egg" id="egg"><variable name="egg" typeRef="number"/>
<informationRequirement><requiredDecision href="#hen"/></informationRequirement>
<decisionTable><input><inputExpression typeRef="number"><text>hen</text></inputExpression></input>
<output name="b" typeRef="number"/>
<rule id="r"><inputEntry><text>1</text></inputEntry><outputEntry><text>2</text></outputEntry></rule>
</decisionTable></decision>
</definitions>
END
bad 'cyclic decisions' 'cyclic decisions: `hen` -> `egg` -> `hen`' cyclic.dmn
# two FROM: a model with the decisions `first` and `second`, which reads FROM
two() {
    cat <<END
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="n" id="m">
<inputData name="a" id="a"><variable name="a" typeRef="number"/></inputData>
<decision name="first" id="first"><variable name="first" typeRef="number"/>
<decisionTable><input><inputExpression typeRef="number"><text>a</text></inputExpression></input>
<output name="b" typeRef="number"/>
<rule label="low"><inputEntry><text>&lt; 5</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>
<rule label="high"><inputEntry><text>&gt;= 5</text></inputEntry><outputEntry><text>2</text></outputEntry></rule>
</decisionTable></decision>
<decision name="second" id="second"><variable name="second" typeRef="string"/>
<decisionTable><input><inputExpression typeRef="number"><text>$1</text></inputExpression></input>
<output name="c" typeRef="string"/>
<rule label="one"><inputEntry><text>&lt;= 1</text></inputEntry><outputEntry><text>"one"</text></outputEntry></rule>
<rule label="two"><inputEntry><text>&gt; 1</text></inputEntry><outputEntry><text>"two"</text></outputEntry></rule>
</decisionTable></decision></definitions>
END
}
two first >chain.dmn
two a >loose.dmn
echo '{"a": 4}' >four.json
accepted 'the decision that the others lead to' chain.dmn --decide four.json
holds 'is decided through them' '^second: "one"$' out
accepted 'another one on request' chain.dmn --decision first --decide four.json
holds 'is that one' '^first: 1$' out
refused 'two that lead nowhere' 'several decisions.*`first`, `second`.*--decision' loose.dmn --decide four.json
accepted 'all of them are proven' loose.dmn --prove
holds 'the first' 'table `first`' out
holds 'and the second' 'table `second`' out
accepted 'or the one asked for' loose.dmn --prove --decision second
lacks 'not the first' 'table `first`' out
sed 's/5</6</' chain.dmn >chain_next.dmn
csv chain_log.csv 'a' 4 5 6
accepted 'a change behind a decision' chain.dmn --diff chain_next.dmn --log chain_log.csv
holds 'is found where it is' '^first: 1 region' out
holds 'and not elsewhere' '^second: no case' out
holds 'but reaches the cases' '^1 of 3 cases change$' out
for task in '--decide few.json' '--test response_level_cases.csv' '--tck cases.xml' '--diff response_level.csv'; do
    # shellcheck disable=SC2086 # an option and its value
    refused "cyclic decisions under ${task%% *}" 'cyclic decisions' cyclic.dmn $task --json kept.json
done
refused 'a bad second version' 'swapped.csv:2:3' response_level.csv --diff swapped.csv --json kept.json

# ---- the compatibility kit -------------------------------------------------------------------------------------------

cat >cases.xml <<'END'
<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:xsd="http://www.w3.org/2001/XMLSchema">
<testCase id="one"><inputNode name="a"><value xsi:type="xsd:decimal">1</value></inputNode>
<resultNode name="d" type="decision"><expected><value xsi:type="xsd:string">x</value></expected></resultNode></testCase>
<testCase id="two"><inputNode name="a"><value xsi:type="xsd:decimal">1</value></inputNode>
<resultNode name="d" type="decision"><expected><value xsi:type="xsd:string">y</value></expected></resultNode></testCase>
</testCases>
END
ends 'a case file of the kit' 1 good.dmn --tck cases.xml --junit kit.xml --json kit.json
holds 'its failure' 'FAIL two \(cases.xml:5' out
holds 'what it expected and found' 'd: expected "y", found "x"' out
holds 'its count is the last line' '^1 passed, 1 failed$' <(tail -n 1 out)
holds 'the kit in JUnit' 'tests="2" failures="1"' kit.xml
holds 'the kit in JSON' '"failed": 1' kit.json
refused 'kit cases that are no cases' 'response_level.dmn:' good.dmn --tck response_level.dmn --json kept.json
refused 'kit cases that are not there' 'nowhere.xml: no such file' good.dmn --tck nowhere.xml --json kept.json
sed 's/<testCase /<testCase>/; q' cases.xml >torn.xml
refused 'kit cases that end early' 'torn.xml:' good.dmn --tck torn.xml --json kept.json

kit=${MUSTER_SHARED-}/bench/dmn_tck
if [[ -d $kit ]]; then
    for cases in "$kit"/*/*-test-*.xml; do
        model=${cases%-test-*}.dmn
        accepted "kit: $(basename "$cases")" "$model" --tck "$cases"
        holds "kit: $(basename "$cases") is counted" '^[1-9][0-9]* passed, 0 failed$' out
    done
else
    echo 'SKIP the compatibility kit: MUSTER_SHARED names no folder with bench/dmn_tck'
fi

ends_here
