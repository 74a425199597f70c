#!/usr/bin/env bash
# Guessed: a rule in JsonLogic, which exists to be the same on the page and in the server, has the same outcome in
# json-logic-js and in json-logic-qubit for Python: "minutes < 5" for a ballot without minutes, "5.0" == 5, -3 % 2.
# What happens: of these none. Without minutes the rule is true in JavaScript and false in Python; ">= 0" as well. "5.0"
# == 5 and 0 == "" are true in JavaScript and false in Python; -3 % 2 is -1 and 1. "4.5" < 5, sums of texts, and a rule
# on an empty list are the same. No error.
# Why it matters: a check runs on the tablet while the answers are given, and once more in the server. The tablet says too
# fast, the server has no flag, or a ballot is let in that the page would not have sent.
# Versions: json-logic-js 2.0.5, json-logic-qubit 0.9.1.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check json-logic-qubit==0.9.1
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . json-logic-js@2.0.5
echo 'versions: json-logic-js@2.0.5 json-logic-qubit==0.9.1'
echo 'guess: the same from both'
cat > rules.json <<'JSON'
[{"<": [{"var": "minutes"}, 5]}, {">=": [{"var": "minutes"}, 0]}, {"==": ["5.0", 5]}, {"==": [0, ""]}, {"%": [-3, 2]},
 {"<": ["4.5", 5]}, {"+": ["4.5", "2"]}, {"all": [[], {">": [{"var": ""}, 1]}]}, {"==": ["1", 1]}]
JSON
cat > run.js <<'NODE'
const { apply } = require("json-logic-js");
console.log(JSON.stringify(require("./rules.json").map((rule) => apply(rule, { minutes: null }))));
NODE
cat > run.py <<'PYTHON'
import json
from json_logic import jsonLogic
print(json.dumps([jsonLogic(rule, {"minutes": None}) for rule in json.load(open("rules.json"))], separators=(",", ":")))
PYTHON
page=$(node run.js)
server=$(env/bin/python run.py)
echo "seen: json-logic-js $page"
echo "seen: json-logic-qubit $server"
[ "$page" = '[true,true,true,true,-1,true,6.5,false,true]' ]
[ "$server" = '[false,false,false,false,1,true,6.5,false,true]' ]
echo 'the guess missed, as recorded'
