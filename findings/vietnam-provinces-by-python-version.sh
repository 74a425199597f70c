#!/usr/bin/env bash
# Guessed: the codes of the communes since July 2025 are official, so releases of vietnam-provinces after that month
# agree in them; and pip install gives the newest release, or says that it does not.
# What happens: the newest release wants Python 3.12, so pip of a Python 3.11 (that of Debian 12) quietly takes one of a
# year before. Of the 3,305 communes that province and name tell apart, the same in both, 123 have another code: 9 codes
# name another commune of the same province (1537 is Vinh Quý in one, Lý Quốc in the other), and 114 codes are gone.
# (Which list is right is not shown here.)
# Why it matters: a roster made on one machine and results joined to it on another meet by these codes. Three communes
# of Cao Bằng change their answers in a ring, and nothing is missing; the rest lose theirs.
# Versions: vietnam-provinces 2025.10.1 and 2026.9.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
for python in 3.11 3.12; do
  env/bin/pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --python-version "$python" \
    --dest "$python" 'vietnam-provinces<=2026.9.0'
done
ls 3.11 3.12
echo 'versions: vietnam-provinces==2025.10.1 (by Python 3.11) and vietnam-provinces==2026.9.0 (by Python 3.12)'
[ -e 3.11/vietnam_provinces-2025.10.1-py3-none-any.whl ] && [ -e 3.12/vietnam_provinces-2026.9.0-py3-none-any.whl ]
echo 'guess: the same codes'
env/bin/python - <<'PYTHON'
import glob, json, zipfile
def communes(folder):
    (wheel,) = glob.glob(folder + "/*.whl")
    provinces = json.loads(zipfile.ZipFile(wheel).read("vietnam_provinces/data/nested-divisions.json"))
    return [(ward["code"], (of["code"], ward["codename"])) for of in provinces for ward in of["wards"]]
old, new = communes("3.11"), communes("3.12")
def codes(listed):
    names = [name for _, name in listed]
    return {name: code for code, name in listed if names.count(name) == 1}
code_then, code_now = codes(old), codes(new)
name_then, name_now = dict(old), dict(new)
moved = [name for name in code_then if code_now[name] != code_then[name]]
other = [code for code in name_then if code in name_now and name_now[code] != name_then[code]]
gone = set(name_then) - set(name_now)
print("seen:", len(old), len(new), len(code_then), len(moved), sorted(other), len(gone))
assert len(old) == len(new) == 3321 and set(code_then) == set(code_now) and len(code_then) == 3305
assert len(moved) == 123 and len(gone) == 114 and len(other) == 9
assert all(name_then[code][0] == name_now[code][0] for code in other)
ring = {1537: ("xa_vinh_quy", "xa_ly_quoc"), 1558: ("xa_ly_quoc", "xa_ha_lang"), 1561: ("xa_ha_lang", "xa_vinh_quy")}
assert all((name_then[code][1], name_now[code][1]) == names for code, names in ring.items())
PYTHON
echo 'the guess missed, as recorded'
