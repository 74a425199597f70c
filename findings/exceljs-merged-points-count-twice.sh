#!/usr/bin/env bash
# Guessed: of cells that are merged exceljs gives the value at the first, and nothing at the others, as the file has it.
# What happens: each of the merged cells gives it. Of 10 points that stand over two units, and 5, eachRow sums 25; the
# values of the row have it too. The streaming reader of the same library gives 15, and so does SheetJS.
# Why it matters: sheets of units have points, dossiers and domains merged over several rows. Sums and means count them
# once a row, each row looks right by itself, and the result changes when the file grows and one turns to streaming.
# Versions: exceljs 4.4.0, xlsx 0.18.5.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . exceljs@4.4.0 xlsx@0.18.5
echo 'versions: exceljs@4.4.0 xlsx@0.18.5'
echo 'guess: 15 from each'
cat > sum.js <<'NODE'
const assert = require("assert"), ExcelJS = require("exceljs"), { Readable } = require("stream"), XLSX = require("xlsx");
(async () => {
  const made = new ExcelJS.Workbook();
  const sheet = made.addWorksheet("diem");
  [["Đơn vị", "Điểm"], ["Sở A", 10], ["Sở B", null], ["Sở C", 5]].forEach((row) => sheet.addRow(row));
  sheet.mergeCells("B2:B3");
  const bytes = Buffer.from(await made.xlsx.writeBuffer());
  const seen = { whole: 0, rows: 0, stream: 0, sheetjs: 0 };
  const read = new ExcelJS.Workbook();
  await read.xlsx.load(bytes);
  read.getWorksheet("diem").eachRow((row, at) => {
    if (at === 1) return;
    seen.whole += row.getCell(2).value || 0;
    seen.rows += row.values[2] || 0;
  });
  for await (const page of new ExcelJS.stream.xlsx.WorkbookReader(Readable.from([bytes]), {}))
    for await (const row of page) if (row.number > 1) seen.stream += row.values[2] || 0;
  const plain = XLSX.read(bytes);
  for (const row of XLSX.utils.sheet_to_json(plain.Sheets.diem)) seen.sheetjs += row["Điểm"] || 0;
  console.log("seen:", seen);
  assert.deepStrictEqual(seen, { whole: 25, rows: 25, stream: 15, sheetjs: 15 });
})();
NODE
node sum.js
echo 'the guess missed, as recorded'
