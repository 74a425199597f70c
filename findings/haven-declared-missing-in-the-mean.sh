#!/usr/bin/env bash
# Guessed: a value that haven knows as missing (is.na says TRUE) is left out by mean(x, na.rm = TRUE).
# What happens: with the codes 98 and 99 declared as missing, mean, sd, sum and max take them: of 1, 2, 2, 98, 99 the
# mean is 40.4, and is.na is TRUE for the last two. weighted.mean, and mean of x[!is.na(x)], give 1.67. So after
# read_sav(user_na = TRUE) of a file of which PSPP and plain read_sav say 1.67.
# Why it matters: user_na = TRUE is how one keeps "no opinion" and "refused" apart, which an index has to. Two ways to
# write the same mean differ, and with codes such as 9 on a scale to 5 the wrong one does not catch the eye.
# Versions: r-cran-haven 2.5.1-1 (R 4.2.2) and pspp 1.6.2-2 of Debian 12.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8
dpkg -s r-cran-haven pspp > installed 2>&1 ||
  apt-get install -qq --no-install-recommends r-cran-haven=2.5.1-1 pspp=1.6.2-2 > installed 2>&1
[ "$(dpkg-query -W -f '${Version} ' pspp r-cran-haven)" = '1.6.2-2 2.5.1-1 ' ]
echo 'versions: r-cran-haven=2.5.1-1 pspp=1.6.2-2 (Debian 12)'
echo 'guess: 1.67 everywhere'
cat > show.R <<'R'
library(haven)
x <- labelled_spss(c(1, 2, 2, 98, 99), c("No opinion" = 98, "Refused" = 99), na_values = c(98, 99))
write_sav(data.frame(q = x), "a.sav")
stopifnot(identical(is.na(x), c(FALSE, FALSE, FALSE, TRUE, TRUE)))
kept <- read_sav("a.sav", user_na = TRUE)$q
means <- c(mean(x, na.rm = TRUE), mean(kept, na.rm = TRUE), mean(read_sav("a.sav")$q, na.rm = TRUE),
           mean(kept[!is.na(kept)]), weighted.mean(kept, rep(1, 5), na.rm = TRUE))
cat("seen:", round(means, 2), "\n")
stopifnot(identical(round(means, 2), c(40.4, 40.4, 1.67, 1.67, 1.67)))
stopifnot(as.numeric(max(kept, na.rm = TRUE)) == 99, as.numeric(sum(kept, na.rm = TRUE)) == 202)
R
Rscript --vanilla show.R
printf 'GET FILE="a.sav".\nDESCRIPTIVES q /STATISTICS=MEAN.\n' > a.sps
pspp -O format=csv -o seen.csv a.sps
grep -q '^q,3,1.67$' seen.csv
echo 'the guess missed, as recorded'
