#!/usr/bin/env bash
# Guessed: pycspro reads the records of a CSPro data file as its dictionary says: an item of four digits with two decimal places
# and no decimal character (CSPro's own default) holds 62.50 where 6250 stands, and an item that occurs three times gives three values.
# What happens: the decimal places are not looked at, so 6250 comes out as the whole number 6250, a hundred times the points; with the
# character written (62.50) it is 62.5. Of the item that occurs three times only the first is there. No error, no warning.
# Why it matters: surveys of provinces that were held with CSPro are read with it for comparison with this year's. A column of points
# a hundredfold is seen; one of minutes or shares with one decimal place may not be, and answers that are not there are missed by nobody.
# Versions: pycspro 1.1.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pycspro==1.1.0
echo 'versions: pycspro==1.1.0'
echo 'guess: 62.5 both ways, and three services'
cat > survey.dcf <<'DCF'
[Dictionary]
Version=CSPro 7.3
Label=Survey
Name=SURVEY_DICT
RecordTypeStart=1
RecordTypeLen=1
Positions=Relative
ZeroFill=No
DecimalChar=No

[Level]
Label=Ballot
Name=BALLOT

[IdItems]

[Item]
Label=Number
Name=NUMBER
Start=2
Len=3
ZeroFill=Yes

[Record]
Label=Answers
Name=ANSWERS
RecordTypeValue='1'
RecordLen=16

[Item]
Label=Points
Name=POINTS
Start=5
Len=4
Decimal=2

[Item]
Label=Points with the character
Name=WRITTEN
Start=9
Len=5
Decimal=2
DecimalChar=Yes

[Item]
Label=Service
Name=SERVICE
Start=14
Len=1
Occurrences=3
DCF
cat > run.py <<'PYTHON'
from pycspro import CaseParser, DictionaryParser

dictionary = DictionaryParser(open("survey.dcf", encoding="utf-8").read()).parse()
answers = CaseParser(dictionary).parse(["1001625062.50123"])["ANSWERS"]
print("seen:", {name: values for name, values in answers.items()})
assert answers["POINTS"] == [6250] and answers["WRITTEN"] == [62.5]
assert answers["SERVICE"] == [1] and len(answers) == 4
PYTHON
env/bin/python run.py
echo 'the guess missed, as recorded'
