#!/usr/bin/env bash
# Guessed: an event for the whole day that one library read from a calendar keeps its day when another writes it, in Việt Nam
# too: 2 March as node-ical reads it is 2 March from ical-generator.
# What happens: it is 1 March. node-ical gives the midnight of the place, and ical-generator takes the day at that instant in
# UTC, which east of Greenwich is still the day before; so for new Date(2019, 2, 2). In UTC and west of it the day is
# right, and so it is with the time zone given to the calendar, or from ics, which takes year, month and day. No warning.
# Why it matters: what is due on a day goes out as an invitation for the day before from each machine set to the time of
# Việt Nam, and rightly from those set to UTC, where tests run.
# Versions: node-ical 0.26.1, ical-generator 10.2.0, ics 3.12.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . node-ical@0.26.1 ical-generator@10.2.0 ics@3.12.0
echo 'versions: node-ical@0.26.1 ical-generator@10.2.0 ics@3.12.0'
echo 'guess: 20190302 wherever the machine is'
cat > show.js <<'NODE'
const assert = require("assert"), { createEvent } = require("ics"), reader = require("node-ical");
const { default: calendar } = require("ical-generator");
const day = (text) => text.match(/DTSTART;VALUE=DATE:(\d+)/)[1];
const { value: sent } = createEvent({ title: "Due", start: [2019, 3, 2], duration: { days: 1 } });
const { start } = Object.values(reader.sync.parseICS(sent)).find(({ type }) => type === "VEVENT");
const written = (date, options) => {
  const made = calendar({ name: "Due", ...options });
  made.createEvent({ start: date, allDay: true, summary: "Due" });
  return day(made.toString());
};
const seen = [day(sent), written(start), written(new Date(2019, 2, 2)), written(start, { timezone: process.env.TZ })];
console.log("seen:", process.env.TZ, "sent, passed on, new, with the time zone:", seen.join(" "));
const before = process.env.TZ === "Asia/Ho_Chi_Minh" ? "20190301" : "20190302";
assert.deepStrictEqual(seen, ["20190302", before, before, "20190302"]);
NODE
for zone in Asia/Ho_Chi_Minh UTC America/New_York; do TZ=$zone node show.js; done
echo 'the guess missed, as recorded'
