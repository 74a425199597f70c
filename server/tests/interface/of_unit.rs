//! The ballots behind a number of the survey: those of a unit are those that the run counts, form by form.

use std::collections::{BTreeMap, BTreeSet};

use shared::run::Run;
use shared::wire::{BallotPage, Status};

use crate::client::{Client, read};
use crate::sample::{ID, TWO_TIERS};
use crate::served::Served;

/// All ballots of a filter, page by page; each is on one page.
async fn all(client: &Client, campaign: &str, filter: &str) -> BTreeSet<i64> {
    let (mut found, mut after) = (BTreeSet::new(), String::new());
    loop {
        let path = format!("/api/campaigns/{campaign}/ballots?{filter}&after={after}");
        let page: BallotPage = read(client.get(&path).await).await;
        assert!(page.ballots.len() <= 200 && page.ballots.is_sorted_by(|a, b| a.key > b.key), "{path}");
        for row in page.ballots {
            assert!(row.status == Status::Valid && found.insert(row.key), "{path}: {row:?}");
        }
        match page.next {
            Some(next) => after = next,
            None => return found,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_of_the_survey_opens_to_the_ballots_that_it_counts() {
    let served = Served::start_whole(&[ID, TWO_TIERS]).await;
    let admin = served.sign_in("admin").await;
    for id in [ID, TWO_TIERS] {
        admin.post(&format!("/api/campaigns/{id}/runs"), &()).await;
        let run: Run = read(admin.get(&format!("/api/campaigns/{id}/runs/1")).await).await;
        let mut looked = 0;
        for table in &run.tables {
            // The first is chosen by some respondents, judged by all of others, and judged by its own; a few more do.
            for unit in table.units.iter().step_by(9) {
                let code = &unit.result.unit;
                // Of a group with one form and one leaf the run says how many ballots answered: no fewer are listed.
                let mut least = BTreeMap::<&str, u64>::new();
                for group in unit.survey.iter().flat_map(|leaf| &leaf.groups) {
                    let forms: BTreeSet<&str> = group.questions.iter().map(|it| &*it.form).collect();
                    if let [form] = forms.into_iter().collect::<Vec<_>>()[..] {
                        let least = least.entry(form).or_default();
                        *least = (*least).max(group.respondents);
                    }
                }
                assert!(!least.is_empty(), "{id} {code}");
                let mut of_forms = BTreeSet::new();
                for (form, least) in least {
                    let listed = all(&admin, id, &format!("status=valid&form={form}&unit={code}")).await;
                    assert_eq!(listed.len() as u64, least, "{id} {code} {form}");
                    of_forms.extend(listed);
                    looked += 1;
                }
                assert_eq!(
                    all(&admin, id, &format!("status=valid&unit={code}")).await,
                    of_forms,
                    "{id} {code}"
                );
                let page = admin.get(&format!("/r/{id}/units/{code}")).await.text().await.unwrap();
                let link = format!("/office/{id}/ballots?status=valid&amp;form=");
                assert!(page.contains(&link) && page.contains(&format!("&amp;unit={code}\"")), "{id} {code}");
            }
        }
        assert!(looked > 10, "{id}: {looked}");
        assert_eq!(all(&admin, id, "status=valid&unit=nobody").await.len(), 0);
    }
}
