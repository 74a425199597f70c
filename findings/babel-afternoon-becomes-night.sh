#!/usr/bin/env bash
# Guessed: parse_time of Babel reads what its format_time wrote in the same locale and format: "3:30 CH" (chiều, the
# afternoon) is half past three in the afternoon, as "3:30 PM" is. (Taken for granted, not written down; met while looking.)
# What happens: it is 03:30; CH is not looked at, SA (sáng, the morning) neither. In the locale vi no hour after noon
# comes back, also where the format h:mm a is given. In German, which keeps AM and PM, it does. No error.
# Why it matters: hours of an interview and of a deadline are written so on phones set to Vietnamese with twelve hours.
# The times stay plausible, and interviews fall into the night, which is a sign of cheating in the check of ballots.
# Versions: babel 2.19.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check babel==2.19.0
echo 'versions: babel==2.19.0'
echo 'guess: 15:30 again'
env/bin/python - <<'PYTHON'
from datetime import time
from babel.dates import format_time, parse_time
hour = time(15, 30)
seen = {}
for locale in ["vi", "de"]:
    text = format_time(hour, "h:mm a", locale=locale)
    seen[locale] = text, str(parse_time(text, locale=locale, format="h:mm a"))
print("seen:", seen)
assert seen == {"vi": ("3:30 CH", "03:30:00"), "de": ("3:30 PM", "15:30:00")}
assert parse_time("3:30 CH", locale="vi") == parse_time("3:30 SA", locale="vi") == time(3, 30)
assert parse_time("3:30 PM", locale="en") == hour == parse_time("15:30", locale="vi")
PYTHON
echo 'the guess missed, as recorded'
