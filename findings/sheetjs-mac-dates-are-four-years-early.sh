#!/usr/bin/env bash
# Guessed: a workbook whose dates count from 1904, as Excel for Mac long wrote them, gives the same dates as any other
# with each reader.
# What happens: SheetJS with cellDates: true gives 1 March 2015 for 2 March 2019, and the number 42064 without it, as if
# the workbook counted from 1900; xlsx-populate gives the same number, and its numberToDate 1 March 2015. With raw:
# false SheetJS shows 02/03/2019. exceljs and openpyxl give 2 March 2019. No error.
# Why it matters: evidence has to be of the year that is judged, and a date four years and a day early is another year.
# A page that shows the text of the cell and computes with its date has two dates of one document.
# Versions: xlsx 0.18.5, xlsx-populate 1.21.0, exceljs 4.4.0, openpyxl 3.1.5.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=UTC
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . xlsx@0.18.5 xlsx-populate@1.21.0 exceljs@4.4.0
echo 'versions: xlsx@0.18.5 xlsx-populate@1.21.0 exceljs@4.4.0 openpyxl==3.1.5'
echo 'guess: 2019-03-02 by all'
env/bin/python - <<'PYTHON'
import datetime, openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904
book = openpyxl.Workbook()
book.epoch = CALENDAR_MAC_1904
book.active["A1"] = datetime.date(2019, 3, 2)
book.active["A1"].number_format = "dd/mm/yyyy"
book.save("mac.xlsx")
assert openpyxl.load_workbook("mac.xlsx").active["A1"].value == datetime.datetime(2019, 3, 2)
PYTHON
cat > show.js <<'NODE'
const assert = require("assert"), SheetJS = require("xlsx"), Populate = require("xlsx-populate");
const { Workbook } = require("exceljs");
const cell = (how, options) => {
  const book = SheetJS.readFile("mac.xlsx", how);
  return SheetJS.utils.sheet_to_json(book.Sheets[book.SheetNames[0]], { header: 1, ...options })[0][0];
};
(async () => {
  const number = (await Populate.fromFileAsync("mac.xlsx")).sheet(0).cell("A1").value(), excel = new Workbook();
  await excel.xlsx.readFile("mac.xlsx");
  const days = [cell({ cellDates: true }), Populate.numberToDate(number), excel.worksheets[0].getCell("A1").value];
  const seen = days.map((day) => day.toISOString().slice(0, 10));
  console.log("seen:", JSON.stringify([seen, cell({}), number, cell({}, { raw: false })]));
  assert.deepStrictEqual(seen, ["2015-03-01", "2015-03-01", "2019-03-02"]);
  assert.deepStrictEqual([cell({}), number, cell({}, { raw: false })], [42064, 42064, "02/03/2019"]);
})();
NODE
node --unhandled-rejections=strict show.js
echo 'the guess missed, as recorded'
