#!/usr/bin/env bash
# Guessed: pandas.read_json keeps a quoted "001" as text, and quoted digits as text or a number whatever the column.
# What happens: quoted "001" becomes 1 and "1.10" becomes 1.1; and in a column whose NAME ends in _at, quoted digits
# become a moment of 1973, though the same digits under another name become a number.
# Why it matters: commune codes and criterion numbers in a JSON export are quoted on purpose. Readers need
# dtype=False and convert_dates=False, and an export should not name a code column like a time.
# Versions: pandas 2.3.3, numpy 2.4.6.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pandas==2.3.3 numpy==2.4.6
echo 'versions: pandas==2.3.3 numpy==2.4.6'
echo 'guess: "001" stays text; digits in ma_at are text or a number'
env/bin/python - <<'PYTHON'
import io, pandas
text = '[{"xa": "001", "tieu_chi": "1.10", "so": "100000000", "ma_at": "100000000"}]'
row = pandas.read_json(io.StringIO(text)).iloc[0].to_dict()
kept = pandas.read_json(io.StringIO(text), dtype=False, convert_dates=False).iloc[0].to_dict()
print("seen:", row, "\nwith dtype=False, convert_dates=False:", kept)
assert row["xa"] == 1 and row["tieu_chi"] == 1.1 and row["so"] == 100000000
assert row["ma_at"] == pandas.Timestamp("1973-03-03 09:46:40")
assert kept == {"xa": "001", "tieu_chi": "1.10", "so": "100000000", "ma_at": "100000000"}
PYTHON
echo 'the guess missed, as recorded'
