//! The lists of appraisers are kept and follow what is said: at each step of a year they are, to the byte, those of who has kept
//! nothing.

use std::collections::BTreeSet;

use server::service::Site;
use server::service::assess::{Books, leaves, overview, worklist};
use server::service::import::{Import, import};
use shared::assessment::standing;
use shared::campaign::Rule;
use shared::points::Points;
use shared::wire::{
    Answer, Appraisal, Edition, Entry, Evidence, LeafRecord, Phase, Question, WorkQuery, WorkRow,
};

use crate::evidence::{pdf, upload};
use crate::sample::{self, ID};
use crate::served::admin;
use crate::year::{UNIT, Year, another, appraise, enter, put, record};

const OTHER: &str = "STC";
const NEXT: &str = "nam-sau";

/// The same numbers in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// The worklist, the tree of leaves and the tree of units, as they are answered.
async fn lists(site: &Site, campaign: &str) -> String {
    let (admin, id) = (admin(site).await, || campaign.to_owned());
    let work = worklist(site, admin.clone(), id(), WorkQuery::default()).await.unwrap();
    let rows: Vec<WorkRow> = serde_json::from_slice(&work).unwrap();
    assert!(serde_json::to_vec(&rows).unwrap() == work, "{campaign}: as rows are written");
    let tree = leaves(site, admin.clone(), id()).await.unwrap();
    let units = overview(site, admin, id()).await.unwrap();
    serde_json::to_string(&(rows, tree, units)).unwrap()
}

/// Holds what is kept against what nothing kept gives; gives it, too.
async fn compared(year: &Year, campaign: &str, step: &str) -> String {
    let kept = lists(&year.served.site, campaign).await;
    let mut site = year.served.site.clone();
    site.books = Books::default();
    assert!(kept == lists(&site, campaign).await, "{campaign}: {step}");
    kept
}

/// What stands, or nothing, as of who did not see it.
fn over<T>(numbers: &mut Numbers, versions: &[Edition<T>]) -> Vec<i64> {
    let seen = numbers.below(4) > 0;
    standing(versions).iter().filter(|_| seen).map(|version| version.position).collect()
}

async fn said_of(year: &Year, unit: &str, leaf: &str) -> LeafRecord {
    let found = record(&year.admin, unit).await.leaves.into_iter().find(|record| record.leaf == leaf);
    found.unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn kept_lists_are_at_each_step_of_a_year_those_of_who_has_kept_nothing() {
    let (units, numbers) = ([UNIT, OTHER], &mut Numbers(9));
    let year = Year::begin(&units).await;
    year.phase(Phase::SelfScoring, true).await;
    let campaign = sample::campaign();
    let own = campaign.leaves_of(&campaign.unit(UNIT).unwrap().unit_type);
    let by_steps = own.filter(|(_, leaf)| leaf.rule.is_some_and(|rule| rule != Rule::Ratio));
    let pool: Vec<_> = by_steps.take(8).map(|(node, leaf)| (&*node.code, leaf.max_points.clone())).collect();
    let files = [pdf(1, 2000), pdf(2, 2000), pdf(3, 2000)[..1500].to_vec()];
    let mut digests = Vec::new();
    for file in &files {
        digests.push(upload(&year.staff, UNIT, "tệp.pdf", file).await.digest);
    }
    let mut seen = BTreeSet::from([compared(&year, ID, "nothing is said").await]);

    for step in 0..45_usize {
        // Only later the other unit gives the same files.
        let unit = if step < 15 { UNIT } else { *numbers.one(&units) };
        if let Some(file) = step.checked_sub(15).and_then(|nth: usize| files.get(nth)) {
            upload(&year.staff, OTHER, "tệp.pdf", file).await;
        }
        let (leaf, maximum) = numbers.one(&pool);
        let mut evidence = |digest| {
            numbers.below(2).checked_sub(1).map(|_| Evidence { file: Some(digest), ..Evidence::default() })
        };
        let evidence = digests.iter().copied().filter_map(&mut evidence).collect();
        let points = Some(maximum.clone()).filter(|_| numbers.below(5) > 0);
        let said = Entry { points, note: "đã làm".to_owned(), evidence, ..Entry::default() };
        let over = over(numbers, &said_of(&year, unit, leaf).await.entries);
        drop(enter(&year.staff, unit, leaf, &said, &over).await);
        seen.insert(compared(&year, ID, &format!("entry {step}")).await);
    }
    year.phase(Phase::SelfScoring, false).await;
    year.phase(Phase::Appraisal, true).await;
    year.phase(Phase::Explanation, true).await;
    let mut next = campaign.clone();
    (next.settings.id, next.settings.previous) = (NEXT.to_owned(), Some(ID.to_owned()));
    import(&year.served.site, Import::of(next)).await.unwrap();
    for step in 0..40 {
        let (unit, (leaf, maximum)) = (*numbers.one(&units), numbers.one(&pool));
        let record = said_of(&year, unit, leaf).await;
        let entry = standing(&record.entries).first().map(|entry| entry.position);
        match numbers.below(4) {
            0 => {
                let text = "Vì sao?".to_owned();
                drop(
                    put(&year.appraisers[0], unit, leaf, "questions", another(), Question { text }, &[])
                        .await,
                );
            }
            1 => {
                let Some(question) = record.questions.first().map(|it| it.position) else { continue };
                let file = Some(*numbers.one(&digests));
                let evidence = vec![Evidence { file, ..Evidence::default() }];
                let said = Answer { question, text: "Vì vậy.".to_owned(), evidence };
                let over = over(numbers, &record.answers);
                drop(put(&year.staff, unit, leaf, "answers", another(), said, &over).await);
            }
            other => {
                let points = Some(maximum.clone()).filter(|_| other == 2);
                let excused = points.is_none();
                let said =
                    Appraisal { entry, points, excused, reason: "xét".to_owned(), ..Appraisal::default() };
                let over = over(numbers, &record.appraisals);
                drop(appraise(&year.appraisers[0], unit, leaf, &said, &over).await);
            }
        }
        for id in [ID, NEXT] {
            seen.insert(compared(&year, id, &format!("appraisal {step}")).await);
        }
    }
    // What an earlier program or a package changes is seen, too.
    for id in [ID, NEXT] {
        let mut lowered = campaign.clone();
        let previous = (id == NEXT).then(|| ID.to_owned());
        (lowered.settings.id, lowered.settings.previous) = (id.to_owned(), previous);
        let of_pool =
            lowered.criteria.iter_mut().filter(|node| pool.iter().any(|(code, _)| *code == node.code));
        for leaf in of_pool.filter_map(|node| node.leaf.as_mut()) {
            leaf.max_points = Points::parse("0.01").unwrap();
        }
        import(&year.served.site, Import::of(lowered)).await.unwrap();
        for id in [ID, NEXT] {
            seen.insert(compared(&year, id, "a lowered maximum").await);
        }
    }
    assert!(seen.len() > 60, "{} steps changed a list", seen.len());
    for code in ["flag.shared", "flag.many_leaves", "flag.cut", "assessments.given_outside", "last_year"] {
        assert!(seen.iter().any(|lists| lists.contains(&format!("\"{code}\""))), "{code}");
    }
}
