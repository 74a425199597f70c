#!/usr/bin/env bash
# Guessed: as_label of R's sjlabelled, which makes a factor of codes with value labels, keeps a code without a label as that code, as
# haven's as_factor does: of a scale whose ends alone have labels (1 and 5), the answers 2, 3 and 4 stay.
# What happens: what has no label is missing. Of the answers 1, 2, 3, 4, 5, 5 three are left, without a warning, and every share is of
# these three: 67 % are very satisfied, where 33 % are. With add.non.labelled = TRUE all six are there.
# Why it matters: scales of satisfaction are labelled at their ends, in files from SPSS and from forms alike. The table that comes out
# has the right labels, adds up to 100 %, and leaves out whoever did not choose an end.
# Versions: r-cran-sjlabelled 1.2.0-1 and r-cran-haven 2.5.1-1 of Debian 12.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8
dpkg -s r-cran-sjlabelled r-cran-haven > installed 2>&1 ||
  apt-get install -qq --no-install-recommends r-cran-sjlabelled=1.2.0-1 r-cran-haven=2.5.1-1 > installed 2>&1
[ "$(dpkg-query -W -f '${Version} ' r-cran-sjlabelled r-cran-haven)" = '2.5.1-1 1.2.0-1 ' ]
echo 'versions: r-cran-sjlabelled=1.2.0-1 r-cran-haven=2.5.1-1 (Debian 12)'
echo 'guess: six answers of each'
cat > show.R <<'R'
options(warn = 2)
q <- haven::labelled(c(1, 2, 3, 4, 5, 5), c("Rất không hài lòng" = 1, "Rất hài lòng" = 5))
count <- function(answers) as.integer(table(answers))
seen <- list(haven = count(haven::as_factor(q)), sjlabelled = count(sjlabelled::as_label(q)),
             all = count(sjlabelled::as_label(q, add.non.labelled = TRUE)))
cat("seen: haven", seen$haven, "sjlabelled", seen$sjlabelled, "with add.non.labelled", seen$all, "\n")
stopifnot(identical(seen$haven, c(1L, 1L, 1L, 1L, 2L)), identical(seen$sjlabelled, c(1L, 2L)), sum(seen$all) == 6)
R
Rscript --vanilla show.R
echo 'the guess missed, as recorded'
