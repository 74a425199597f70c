#!/usr/bin/env bash
# Guessed: arrow.get reads what arrow's format wrote in the same locale and format, for each month in Vietnamese, or
# raises; so "2019 Tháng Mười Một" is November 2019.
# What happens: it is October, and so is "2019 Tháng Mười Hai", December: where the month is the last part of the format,
# Tháng Mười (the tenth) is found in them, and the word after it is left over without an error. With "MMMM YYYY", where the
# year follows, all months come back; with the short names and the other languages tried they do in either order.
# Why it matters: reports of the last quarter are filed under one month, the last two of the year vanish, and ten months
# of tests are right.
# Versions: arrow 1.4.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 TZ=UTC
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check arrow==1.4.0 python-dateutil==2.9.0.post0 tzdata==2026.6
echo 'versions: arrow==1.4.0'
echo 'guess: each month is read as the one that was written'
env/bin/python -W error - <<'PYTHON'
import arrow
def wrong(pattern, locale):
    written = {month: arrow.get(2019, month, 1).format(pattern, locale=locale) for month in range(1, 13)}
    read = {text: arrow.get(text, pattern, locale=locale).month for text in written.values()}
    return {text: read[text] for month, text in written.items() if read[text] != month}
seen = {pattern: wrong(pattern, "vi") for pattern in ["YYYY MMMM", "D MMMM", "MMMM YYYY", "YYYY MMM"]}
for pattern, months in seen.items():
    print("seen:", pattern, months)
assert seen["YYYY MMMM"] == {"2019 Tháng Mười Một": 10, "2019 Tháng Mười Hai": 10}
assert seen["D MMMM"] == {"1 Tháng Mười Một": 10, "1 Tháng Mười Hai": 10}
assert seen["MMMM YYYY"] == seen["YYYY MMM"] == {}
assert not any(wrong("YYYY MMMM", locale) for locale in ["en", "fr", "de", "ko", "zh"])
PYTHON
echo 'the guess missed, as recorded'
