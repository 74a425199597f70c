#!/usr/bin/env bash
# Guessed: the locale vi_VN of the GNU C library, by which sort and Python's locale.strxfrm go, orders as ICU's Vietnamese does, and as
# dictionaries: a ă â, o ô ơ are letters of their own, and a tone counts where the letters are equal (Tăng, Tâm, Tân, Tấn).
# What happens: a letter that has no tone stands where it should, and with a tone it goes to the letter without any mark: mầm comes before
# mang, Tấn before Tăng, Hồng before Hôi, while mâm comes behind măng and Hôi before Hơi as they should. Spaces are not
# looked at, so that Nam Mẫu comes before Nà Phặc. The same from sort and from Python.
# Why it matters: lists of units and people come ordered by the system's locale from scripts and databases. It looks Vietnamese at
# first sight; two lists of the same names, of which one was made in a browser, do not agree, and who looks for Tấn behind Tân misses it.
# Versions: glibc 2.36 (Debian locales 2.36-9), ICU of node 20 or later.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
dpkg -s locales > installed 2>&1 || apt-get install -qq --no-install-recommends locales > installed 2>&1
localedef --inputfile vi_VN --charmap UTF-8 ./vi_VN.UTF-8
in_vietnamese() { env LOCPATH="$work" LC_ALL=vi_VN.UTF-8 "$@"; }
echo "versions: locales $(dpkg-query --show --showformat '${Version}' locales), ICU $(node -p process.versions.icu)"
echo 'guess: the same order from all'
printf '%s\n' mang măng mâm mầm Tăng Tâm Tân Tấn Hoi Hôi Hồng Hơi 'Nà Phặc' 'Nam Mẫu' > names
c_library=$(in_vietnamese sort names | paste -sd ' ')
python=$(in_vietnamese python3 -c 'import locale; locale.setlocale(locale.LC_ALL, ""); print(*sorted(open("names").read().split("\n")[:-1], key=locale.strxfrm))')
icu=$(node -p 'require("fs").readFileSync("names", "utf8").trim().split("\n").sort(new Intl.Collator("vi").compare).join(" ")')
echo "seen: sort $c_library"
echo "seen: ICU  $icu"
[ "$c_library" = 'Hoi Hồng Hôi Hơi mầm mang măng mâm Nam Mẫu Nà Phặc Tấn Tăng Tâm Tân' ]
[ "$python" = "$c_library" ]
[ "$icu" = 'Hoi Hôi Hồng Hơi mang măng mâm mầm Nà Phặc Nam Mẫu Tăng Tâm Tân Tấn' ]
echo 'the guess missed, as recorded'
