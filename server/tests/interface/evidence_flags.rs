//! Evidence that does not fit, over the server: the sample with a real file for each of its documents, and among them each that people
//! complain of. What is wrong is flagged with its reason beside the leaf, and nothing else is.

use std::collections::{BTreeMap, BTreeSet};

use futures::stream::{self, StreamExt as _};
use reqwest::Method;
use server::service::import::{Import, import};
use shared::ballot::Digest;
use shared::index::Assessment;
use shared::wire::{
    Entry, Evidence, Grant, LeafRecord, Phase, Role, UnitProgress, UnitRecord, Upload, WorkRow,
};

use crate::client::{Client, read};
use crate::evidence::{pdf, upload};
use crate::sample;
use crate::year::{Year, enter, entry, lines, record};

const LAST: &str = "bac-kan-2018";

/// What a unit gives for a leaf that is not as it should be, and the flag that it must raise.
struct Planted {
    file: Option<Vec<u8>>,
    day: &'static str,
    flag: &'static str,
}

fn planted(file: Vec<u8>, flag: &'static str) -> Planted {
    Planted { file: Some(file), day: "", flag }
}

/// A sound file, another for each number.
fn sound(n: u64) -> Vec<u8> {
    pdf(n, 900)
}

/// By the leaves of the sample: one of each kind, one for two units, one for five leaves.
fn wrong(own: &[Assessment]) -> BTreeMap<(String, String), Planted> {
    let of_unit = |unit: &str, from: usize, n: usize| -> Vec<(String, String)> {
        let leaves = own.iter().filter(|it| it.unit == unit).map(|it| (it.unit.clone(), it.code.clone()));
        leaves.skip(from).take(n).collect()
    };
    let mut found = BTreeMap::new();
    let one = of_unit("SNV", 0, 5);
    let kinds = [
        planted(Vec::new(), "flag.empty"),
        planted(sound(1_000_001)[..600].to_vec(), "flag.cut"),
        planted(b"<html>not what its name says</html>".to_vec(), "flag.unreadable"),
        planted(sound(1_000_002), "flag.previous"),
        Planted { file: None, day: "2017-11-30", flag: "flag.outside_year" },
    ];
    found.extend(one.into_iter().zip(kinds));
    for unit in ["STC", "SYT"] {
        found
            .extend(of_unit(unit, 3, 1).into_iter().map(|at| (at, planted(sound(1_000_003), "flag.shared"))));
    }
    let many = of_unit("VPUBND", 2, 5).into_iter();
    found.extend(many.map(|at| (at, planted(sound(1_000_004), "flag.many_leaves"))));
    found
}

/// Last year's campaign with a file that the unit gave there.
async fn last_year(year: &Year, file: &[u8]) {
    let mut then = sample::campaign().clone();
    then.settings.id = LAST.to_owned();
    import(&year.served.site, Import::of(then)).await.unwrap();
    let mut now = sample::campaign().clone();
    now.settings.previous = Some(LAST.to_owned());
    import(&year.served.site, Import::of(now)).await.unwrap();
    year.served.holder("last-year", vec![Grant::at(Role::Unit, LAST, "SNV")]).await;
    let staff = year.served.sign_in("last-year").await;
    let path = format!(
        "/api/campaigns/{LAST}/units/SNV/files/{}/upload?from=0&bytes={}&name=a.pdf",
        Digest::of(file),
        file.len()
    );
    let answer = staff.request(Method::PUT, &path).body(file.to_vec()).send().await.unwrap();
    assert!(read::<Upload>(answer).await.file.is_some());
}

/// Gives the file, if there is one, and enters the leaf upon it.
async fn give(staff: &Client, line: &Assessment, name: &str, file: Option<&[u8]>, day: &str) {
    let digest = match file {
        Some(file) => Some(upload(staff, &line.unit, name, file).await.digest),
        None => None,
    };
    let number = if digest.is_none() { "12/BC" } else { "" };
    let date = (!day.is_empty()).then(|| day.parse().unwrap());
    let evidence = vec![Evidence { file: digest, number: number.to_owned(), date, ..Evidence::default() }];
    let said = Entry { evidence, ..entry(line) };
    read::<LeafRecord>(enter(staff, &line.unit, &line.code, &said, &[]).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_the_samples_evidence_as_files_what_is_wrong_is_flagged_and_nothing_else() {
    let units: Vec<&str> = sample::campaign().units.iter().map(|unit| &*unit.code).collect();
    let year = Year::begin(&units).await;
    last_year(&year, &sound(1_000_002)).await;
    year.phase(Phase::SelfScoring, true).await;
    let own: Vec<Assessment> = lines().into_iter().filter(|line| line.self_points.is_some()).collect();
    let wrong = wrong(&own);
    stream::iter(own.iter().enumerate())
        .for_each_concurrent(16, |(n, line)| {
            let (staff, at) = (year.staff.clone(), (line.unit.clone(), line.code.clone()));
            let planted = wrong.get(&at);
            async move {
                let named = line.evidence.first().map_or("a.pdf", |name| name);
                match planted {
                    Some(it) => give(&staff, line, named, it.file.as_deref(), it.day).await,
                    None if line.evidence.is_empty() => {
                        read::<LeafRecord>(enter(&staff, &line.unit, &line.code, &entry(line), &[]).await)
                            .await;
                    }
                    None => give(&staff, line, named, Some(&sound(n as u64)), "2019-05-06").await,
                }
            }
        })
        .await;

    let rows: Vec<WorkRow> = year.admin.of_sample("/worklist").await;
    let flagged: BTreeMap<(String, String), BTreeSet<String>> = rows
        .iter()
        .filter(|row| !row.flags.is_empty())
        .map(|row| {
            let codes = row.flags.iter().map(|flag| flag.code.clone()).collect();
            ((row.unit.clone(), row.leaf.clone()), codes)
        })
        .collect();
    let expected: BTreeMap<_, _> =
        wrong.iter().map(|(at, it)| (at.clone(), BTreeSet::from([it.flag.to_owned()]))).collect();
    assert_eq!(flagged, expected);
    let kinds: BTreeSet<&str> = wrong.values().map(|it| it.flag).collect();
    assert_eq!(kinds.len(), 7);
    assert!(flagged.len() * 20 < rows.len(), "{} of {} leaves", flagged.len(), rows.len());

    // The office sees how many each unit has; a unit sees its own, but not whose file it shares.
    let progress: Vec<UnitProgress> = year.admin.of_sample("/assessments").await;
    for unit in &progress {
        let leaves = expected.keys().filter(|(code, _)| *code == unit.unit).count();
        assert_eq!((unit.flagged, unit.flags), (leaves, leaves), "{}", unit.unit);
    }
    let seen: UnitRecord = record(&year.staff, "SNV").await;
    assert_eq!(seen.flags.len(), 5);
    assert!(record(&year.staff, "STC").await.flags.is_empty(), "it does not hear of others");
    assert_eq!(record(&year.appraisers[0], "STC").await.flags.len(), 1);
}
