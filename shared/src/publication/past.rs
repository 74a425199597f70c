//! The earlier years of a unit, on the page of it that may leave the office.

use super::PublicUnit;
use crate::run::{Line, OF_A_RUN, RunUnit, Year};

/// Its earlier years as far as they are public: a year of a run with its total alone, and last year, where this publication shows
/// that too. A run may not have been published, or without what it holds of the domains; and the sheet may hold what was not.
pub fn public_past(unit: &RunUnit, public: &PublicUnit) -> Line {
    let mut past = unit.past.clone();
    let is_of_a_run = |year: &Year| year.basis == OF_A_RUN;
    let is_shown = |year: &Year| {
        public.last_year.as_ref().is_some_and(|it| (it.year, &it.total) == (year.year, &year.total))
    };
    let is_last = |year: &Year| unit.last_year.as_ref().is_some_and(|last| last.year == year.year);
    past.years.retain(|year| !is_of_a_run(year) && !is_last(year) || is_shown(year));
    past.years.iter_mut().filter(|year| is_of_a_run(year)).for_each(|year| year.domains.clear());
    past.before.iter_mut().for_each(|unit| unit.years.retain(|year| !is_of_a_run(year)));
    past
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publication::tests::made::{run, surveyed};
    use crate::publication::{Public, disclose};
    use crate::run::LastYear;

    #[test]
    fn what_last_year_s_campaign_withholds_the_sheet_does_not_tell_either() {
        let mut run = run(vec![("A", vec![surveyed("1.1", 130, &[40])])]);
        let unit = &mut run.tables[0].units[0];
        let (total, basis) = ("78.00".to_owned(), "published".to_owned());
        unit.past.years = vec![Year { year: 2018, total: total.clone(), basis, domains: Vec::new() }];
        unit.last_year = Some(LastYear { year: 2018, total, change: None });
        let mut last = disclose(&run, &[], None);
        let years = |last: Option<&Public>| {
            let public = disclose(&run, &[], last);
            let (unit, public) = (&run.tables[0].units[0], &public.tables[0].units[0]);
            (public.last_year.is_some(), public_past(unit, public).years.len())
        };
        assert_eq!(years(None), (true, 1), "an office writes what was published");
        assert_eq!(years(Some(&last)), (true, 1));
        let before = &mut last.tables[0].units[0];
        (before.total, before.hidden) = (None, vec!["1.1".to_owned()]);
        assert_eq!(years(Some(&last)), (false, 0));
    }

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
