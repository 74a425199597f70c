#!/usr/bin/env bash
# Guessed: dateparser and the Vietnamese part of chrono-node read dates as minutes have them: "15 giờ 30 phút ngày
# 02/03/2019" is half past three on 2 March, "Thứ Hai, ngày 4/3/2019" the fourth of March, a Monday.
# What happens: dateparser takes the first for "15 hours and 30 minutes ago" and drops the date that stands there: asked
# on 28 November 2026 at noon, it is 27 November 2026, 20:30. parseDate of chrono-node takes the hour for one of the day
# on which it is asked, and the second for the nearest Monday; parse gives the date as a second result. No error.
# Why it matters: this is how documents are dated here. The answer is a day near today, so it looks like a date, and it
# is another one tomorrow; what is judged by its date, as evidence is, falls into the wrong year.
# Versions: dateparser 1.5.0, chrono-node 2.10.3.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=UTC
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check dateparser==1.5.0
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . chrono-node@2.10.3
echo 'versions: dateparser==1.5.0 chrono-node@2.10.3'
echo 'guess: 2019-03-02 15:30 and 2019-03-04 by both'
env/bin/python - <<'PYTHON'
import datetime, dateparser
asked = {"RELATIVE_BASE": datetime.datetime(2026, 11, 28, 12)}
time, day = (str(dateparser.parse(text, languages=["vi"], settings=asked)) for text in
             ("15 giờ 30 phút ngày 02/03/2019", "Thứ Hai, ngày 4/3/2019"))
print("seen: dateparser", time, day)
assert time == "2026-11-27 20:30:00" and day == "2019-03-04 00:00:00"
PYTHON
cat > show.mjs <<'NODE'
import assert from "node:assert";
import { vi } from "chrono-node";
const asked = new Date("2026-11-28T12:00:00Z");
const [time, day] = ["15 giờ 30 phút ngày 02/03/2019", "Thứ Hai, ngày 4/3/2019"]
  .map((text) => vi.parseDate(text, asked));
console.log("seen: chrono-node", time.toISOString(), day.toISOString());
assert.strictEqual(time.toISOString(), "2026-11-28T15:30:00.000Z");
assert.deepStrictEqual(vi.parse("Thứ Hai, ngày 4/3/2019", asked).map(({ text }) => text), ["Thứ Hai", "4/3/2019"]);
assert.strictEqual(day.toISOString().slice(0, 10), "2026-11-30");
NODE
node show.mjs
echo 'the guess missed, as recorded'
