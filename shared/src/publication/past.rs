//! The earlier years of a unit, on the page of it that may leave the office.

use super::PublicUnit;
use crate::run::{Line, OF_A_RUN, RunUnit, Year};

/// Its earlier years as far as they are public: a year of a run with its total alone, where this publication shows that too. A run may
/// not have been published, or without what it holds of the domains.
pub fn public_past(unit: &RunUnit, public: &PublicUnit) -> Line {
    let mut past = unit.past.clone();
    let is_of_a_run = |year: &Year| year.basis == OF_A_RUN;
    let is_shown = |year: &Year| {
        public.last_year.as_ref().is_some_and(|it| (it.year, &it.total) == (year.year, &year.total))
    };
    past.years.retain(|year| !is_of_a_run(year) || is_shown(year));
    past.years.iter_mut().filter(|year| is_of_a_run(year)).for_each(|year| year.domains.clear());
    past.before.iter_mut().for_each(|unit| unit.years.retain(|year| !is_of_a_run(year)));
    past
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publication::disclose;
    use crate::publication::tests::made::{run, surveyed};
    use crate::run::LastYear;

    #[test]
    fn of_a_run_the_total_is_told_where_it_is_public_and_never_the_domains() {
        let year = |year, basis: &str| Year {
            year,
            total: format!("{}.00", year - 1940),
            basis: basis.to_owned(),
            domains: vec![("1".to_owned(), "9.00".to_owned())],
        };
        let mut run = run(vec![("A", vec![surveyed("1.1", 130, &[40])])]);
        let unit = &mut run.tables[0].units[0];
        unit.past.years = vec![year(2017, "published"), year(2018, OF_A_RUN)];
        unit.last_year = Some(LastYear { year: 2018, total: "78.00".to_owned(), change: None });
        let mut public = disclose(&run, &[], None);
        let (unit, public) = (&run.tables[0].units[0], &mut public.tables[0].units[0]);
        assert_eq!(public.last_year, None, "last year's campaign published nothing");
        assert_eq!(public_past(unit, public).years, [year(2017, "published")]);
        public.last_year = unit.last_year.clone();
        let bare = Year { domains: Vec::new(), ..year(2018, OF_A_RUN) };
        assert_eq!(public_past(unit, public).years, [year(2017, "published"), bare]);
    }
}
