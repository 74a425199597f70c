#!/usr/bin/env bash
# Guessed: the npm package sav-writer writes a number that is null as missing, as it does a date that is null. (Taken for
# granted, not written down; met while looking.)
# What happens: it is 0 in the file; the date is missing. pyreadstat and PSPP read 0, and the mean of 4 and an unanswered
# one is 2. A number that is undefined or not there at all is missing. No error or warning.
# Why it matters: answers in JSON are null where somebody left a question. On a scale from 1 the noughts are seen in
# a table, and for points, where 0 is the worst, they are not: who did not answer has judged worst.
# Versions: sav-writer 1.0.0, pyreadstat 1.3.7, pandas 2.3.3, numpy 2.4.6, pspp 1.6.2-2 of Debian 12.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8
dpkg -s pspp > installed 2>&1 || apt-get install -qq --no-install-recommends pspp=1.6.2-2 > installed 2>&1
[ "$(dpkg-query -W -f '${Version}' pspp)" = 1.6.2-2 ]
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . sav-writer@1.0.0
python3 -m venv env
pins='pyreadstat==1.3.7 pandas==2.3.3 numpy==2.4.6'
env/bin/pip install --quiet --disable-pip-version-check $pins
echo "versions: sav-writer@1.0.0 $pins pspp=1.6.2-2"
echo 'guess: missing'
cat > write.js <<'NODE'
const { saveToFile, VariableAlignment, VariableMeasure, VariableType } = require("sav-writer");
const plain = { width: 8, decimal: 2, columns: 8, alignment: VariableAlignment.Right, measure: VariableMeasure.Continuous };
const variables = [
  { ...plain, name: "diem", label: "Điểm", type: VariableType.Numeric },
  { ...plain, name: "ngay", label: "Ngày", type: VariableType.Date, width: 11, decimal: 0 },
];
const day = new Date(Date.UTC(2019, 2, 2));
saveToFile("a.sav", [{ diem: 4, ngay: day }, { diem: null, ngay: null }, { diem: undefined, ngay: day }, { ngay: day }],
  variables);
NODE
node write.js
cat > read.py <<'PYTHON'
import pyreadstat
table, _ = pyreadstat.read_sav("a.sav")
print("seen:", table.diem.tolist(), table.ngay.isna().tolist())
assert table.diem.tolist()[:2] == [4, 0] and table.diem.isna().tolist() == [False, False, True, True]
assert table.ngay.isna().tolist() == [False, True, False, False]
PYTHON
env/bin/python read.py
printf 'GET FILE="a.sav".\nDESCRIPTIVES diem /STATISTICS=MEAN.\n' > a.sps
pspp -O format=csv -o a.csv a.sps
echo 'PSPP:' && cat a.csv
grep -q '^Điểm,2,2.00' a.csv
echo 'the guess missed, as recorded'
