#!/usr/bin/env bash
# Guessed: date-holidays (npm) and holidays (PyPI) give the same days off for Vietnam, the day in lieu included: the
# feast of the Hùng kings is a Sunday in 2026 and the Monday after it is free.
# What happens: they differ in 4 weekdays of 2026: date-holidays has no 27 April (the day in lieu), no 31 August, no 1
# September (the second day of the national day) and no 24 November. Besides, holidays counts Saturday 22 August as a
# working day, and date-holidays has no such notion. The lunar feasts agree.
# Why it matters: whether a dossier was answered in time is counted in working days, and the share in time is a
# criterion of the index. Two programs that each ask "the" holiday library judge the same dossier late and in time.
# Versions: holidays 0.109, date-holidays 3.37.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=Asia/Ho_Chi_Minh
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check holidays==0.109
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . date-holidays@3.37.0
echo 'versions: holidays==0.109 date-holidays@3.37.0'
echo 'guess: the same days'
cat > days.js <<'NODE'
const Holidays = require("date-holidays"), vietnam = new Holidays("VN");
for (let day = new Date("2026-01-01T12:00:00+07:00"); day.getFullYear() === 2026; day.setDate(day.getDate() + 1)) {
  const found = vietnam.isHoliday(day);
  if (found && found.some(({ type }) => type === "public")) console.log(day.toISOString().slice(0, 10));
}
NODE
node days.js > days
env/bin/python - <<'PYTHON'
import datetime, holidays
npm, pypi = set(open("days").read().split()), holidays.VN(years=2026)
weekdays = {str(day) for day in pypi if day.weekday() < 5}
only_pypi, only_npm = sorted(weekdays - npm), sorted(npm - {str(day) for day in pypi})
print("seen: only in holidays", only_pypi, "only in date-holidays", only_npm)
assert only_pypi == ["2026-04-27", "2026-08-31", "2026-09-01", "2026-11-24"]
assert only_npm == [] and {"2026-02-17", "2026-04-26"} <= npm
assert pypi.is_working_day(datetime.date(2026, 8, 22))
PYTHON
echo 'the guess missed, as recorded'
