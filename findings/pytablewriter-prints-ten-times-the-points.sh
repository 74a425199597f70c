#!/usr/bin/env bash
# Guessed: what prints a table of texts prints the texts: "001", "1.10" and "62,5" come out so, in Markdown as in a plain
# table.
# What happens: each guesses numbers first. pytablewriter prints 1, 1.1 and 625, ten times the points, and its JSON holds
# these as numbers; texttable prints 1 and 1.100; tabulate keeps 001 and prints 1.1. prettytable prints what it was
# given. With tabulate's disable_numparse and a column type of text in texttable the texts are kept.
# Why it matters: this is the last step before an annex or a mail, behind all that was read as text with care. Nobody
# checks a printer of tables, and 625 stands in a column of points.
# Versions: pytablewriter 1.2.1, texttable 1.7.2, tabulate 0.10.0, prettytable 3.18.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
pins='pytablewriter==1.2.1 texttable==1.7.2 tabulate==0.10.0 prettytable==3.18.0'
env/bin/pip install --quiet --disable-pip-version-check $pins
echo "versions: $pins"
echo 'guess: 001, 1.10 and 62,5 from each'
cat > print.py <<'PYTHON'
import json, prettytable, pytablewriter, tabulate, texttable
heads, row = ["ma", "tieu_chi", "diem"], ["001", "1.10", "62,5"]
def cells(line):
    return [cell.strip() for cell in line.strip("|").split("|")]
plain = texttable.Texttable()
plain.add_rows([heads, row])
pretty = prettytable.PrettyTable(heads)
pretty.add_row(row)
markdown = pytablewriter.MarkdownTableWriter(table_name="a", headers=heads, value_matrix=[row])
seen = {
    "pytablewriter": cells(markdown.dumps().splitlines()[3]),
    "texttable": cells(plain.draw().splitlines()[3]),
    "tabulate": cells(tabulate.tabulate([row], heads, "pipe").splitlines()[2]),
    "prettytable": cells(pretty.get_string().splitlines()[3]),
}
print("seen:", seen)
assert seen == {
    "pytablewriter": ["1", "1.1", "625"],
    "texttable": ["1", "1.100", "62,5"],
    "tabulate": ["001", "1.1", "62,5"],
    "prettytable": row,
}
told = pytablewriter.JsonTableWriter(table_name="a", headers=heads, value_matrix=[row]).dumps()
assert json.loads(told)["a"] == [{"ma": 1, "tieu_chi": 1.1, "diem": 625}]
assert cells(tabulate.tabulate([row], heads, "pipe", disable_numparse=True).splitlines()[2]) == row
typed = texttable.Texttable()
typed.set_cols_dtype(["t", "t", "t"])
typed.add_rows([heads, row])
assert cells(typed.draw().splitlines()[3]) == row
PYTHON
env/bin/python print.py
echo 'the guess missed, as recorded'
