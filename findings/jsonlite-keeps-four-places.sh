#!/usr/bin/env bash
# Guessed: toJSON of R's jsonlite writes a number so that fromJSON gives it back.
# What happens: four places are written, whatever the number: 62.62345 is 62.6234, 2/3 is 0.6667, a share of 0.00004 is 0
# (4e-05 in R). write_json does the same. With digits = NA, said to be all, there are fifteen digits, and 2/3 is still not
# the same number; 62.62345 is.
# Why it matters: points of an index are sums and shares with more than four places, and ranks and classes hang on them.
# A table that went through R is another by a little, so that a comparison of digits, or a digest of the file, fails; and
# a small share becomes none at all.
# Versions: r-cran-jsonlite 1.8.4+dfsg-1 (R 4.2.2) of Debian 12.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8
dpkg -s r-cran-jsonlite > installed 2>&1 || apt-get install -qq --no-install-recommends r-cran-jsonlite=1.8.4+dfsg-1 > installed 2>&1
[ "$(dpkg-query -W -f '${Version}' r-cran-jsonlite)" = 1.8.4+dfsg-1 ]
echo 'versions: r-cran-jsonlite=1.8.4+dfsg-1 (Debian 12)'
echo 'guess: the numbers as they are'
cat > a.R <<'R'
library(jsonlite)
points <- c(62.62345, 2 / 3, 0.00004, 93.5)
seen <- toJSON(points)
cat("seen:", seen, "with digits = NA:", toJSON(points, digits = NA), "\n")
stopifnot(seen == "[62.6234,0.6667,0,93.5]")
stopifnot(identical(fromJSON(toJSON(points, digits = NA)) == points, c(TRUE, FALSE, TRUE, TRUE)))
write_json(data.frame(unit = "001", points = 2 / 3), "a.json")
stopifnot(readLines("a.json") == '[{"unit":"001","points":0.6667}]')
R
Rscript --vanilla a.R
echo 'the guess missed, as recorded'
