//! Packages that an admin sends: checked without a change, and imported as they were checked.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};

use reqwest::{Method, Response};
use server::service;
use server::service::import::{File, Import};
use shared::campaign::{Campaign, RowChangeKind};
use shared::message::{self, Language};
use shared::points::Points;
use shared::wire::{
    ActKind, CampaignSummary, CheckedPackage, Fact, Grant, ImportedPackage, IndexView, MAX_PACKAGE,
    PackageImport, Role,
};
use tempfile::TempDir;
use zip::unstable::write::FileOptionsExt as _;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::acts::acts;
use crate::client::{Client, read, refusal};
use crate::sample::{self, ID};
use crate::served::{BEGIN, Served};

type Files = Vec<(String, Vec<u8>)>;

/// The files of the sample.
pub fn files() -> Files {
    let forms = (1..=7).map(|n| format!("forms/P{n}.xlsx"));
    let names = ["campaign.xlsx".to_owned()].into_iter().chain(forms);
    names.map(|name| (name.clone(), fs::read(sample::path(&name)).unwrap())).collect()
}

/// The same, with texts of one workbook replaced.
pub fn edited(file: &str, replaced: &[(&str, &str)]) -> Files {
    let mut files = files();
    let (_, bytes) = files.iter_mut().find(|(name, _)| name == file).unwrap();
    let mut book = ZipArchive::new(Cursor::new(bytes.clone())).unwrap();
    let mut parts = Vec::new();
    for nth in 0..book.len() {
        let mut part = book.by_index(nth).unwrap();
        let (name, mut text) = (part.name().unwrap().into_owned(), String::new());
        part.read_to_string(&mut text).unwrap();
        for (old, new) in replaced {
            text = text.replace(old, new);
        }
        parts.push((name, text.into_bytes()));
    }
    *bytes = zipped(&parts);
    files
}

pub fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    zipped_with(files, SimpleFileOptions::default())
}

fn zipped_with(files: &[(String, Vec<u8>)], options: SimpleFileOptions) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(&**name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn renamed(name: impl Fn(&str) -> String) -> Vec<u8> {
    let files: Files = files().into_iter().map(|(file, bytes)| (name(&file), bytes)).collect();
    zipped(&files)
}

async fn send(admin: &Client, zip: Vec<u8>) -> Response {
    admin.request(Method::POST, "/api/packages?name=goi.zip").body(zip).send().await.unwrap()
}

pub async fn check(admin: &Client, zip: Vec<u8>) -> CheckedPackage {
    let checked: CheckedPackage = read(send(admin, zip).await).await;
    assert_eq!(checked.digest.is_some(), checked.refused_for() == 0, "{checked:?}");
    for problem in checked.faults.iter().flat_map(|kind| &kind.first).map(|it| &it.problem) {
        for language in Language::ALL {
            let text = message::problem(language, problem);
            assert!(text.contains(' ') && !text.contains('{'), "{text}");
        }
    }
    checked
}

/// The faults, each kind once: file, sheet, row, column, code, how many.
fn faults(checked: &CheckedPackage) -> Vec<(String, String, u32, String, String, usize)> {
    let text = |it: &Option<String>| it.clone().unwrap_or_default();
    checked
        .faults
        .iter()
        .map(|kind| {
            let (at, problem) = (&kind.first[0].at, &kind.first[0].problem);
            let row = at.row.unwrap_or(0);
            (at.file.clone(), text(&at.sheet), row, text(&at.column), problem.code.clone(), kind.n)
        })
        .collect()
}

pub async fn import(admin: &Client, checked: &CheckedPackage) -> Response {
    let path = format!("/api/packages/{}/imports", checked.digest.unwrap());
    admin.post(&path, &PackageImport { generation: checked.generation }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_package_is_checked_without_a_change_and_imported_as_it_was_checked() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let same = check(&admin, zipped(&files())).await;
    assert_eq!((&same.faults[..], &same.changes[..], same.generation), (&[][..], &[][..], 1));
    let held = same.campaign.as_ref().unwrap();
    assert_eq!((&*held.id, held.units, held.places, held.questions, held.ballots), (ID, 27, 116, 74, 1034));

    let other = zipped(&edited("campaign.xlsx", &[("<t>Sở Nội vụ</t>", "<t>Sở Nội vụ và Lao động</t>")]));
    let checked = check(&admin, other).await;
    let [units] = &checked.changes[..] else { panic!("{:?}", checked.changes) };
    let [row] = &units.rows[..] else { panic!("{units:?}") };
    assert_eq!(
        (&*units.sheet, units.changed, &*row.key, row.kind),
        ("units", 1, "SNV", RowChangeKind::Changed)
    );
    let cell = &row.cells[0];
    assert_eq!(
        (&*cell.column, &*cell.before, &*cell.after),
        ("name_vi", "Sở Nội vụ", "Sở Nội vụ và Lao động")
    );
    let before = acts(&admin, "").await.len();
    let stored: shared::campaign::Campaign = admin.of_sample("").await;
    assert_eq!(stored.unit("SNV").unwrap().name.vi, "Sở Nội vụ", "nothing changed yet");

    let done: ImportedPackage = read(import(&admin, &checked).await).await;
    assert_eq!(done, ImportedPackage { campaign: ID.to_owned(), versions: 0 });
    let stored: shared::campaign::Campaign = admin.of_sample("").await;
    assert_eq!(stored.unit("SNV").unwrap().name.vi, "Sở Nội vụ và Lao động");
    let after = acts(&admin, "").await;
    assert_eq!(
        (after.len(), after[0].kind, after[0].by.as_deref()),
        (before + 1, ActKind::Imported, Some("admin"))
    );
    let package = after[0].after.get(&Fact::Package);
    assert_eq!(package, Some(&checked.digest.unwrap().to_string()));
    // It waits no longer, and what was shown of another is not what is here now.
    assert_eq!(refusal(import(&admin, &checked).await).await, (404, "package.not_checked".to_owned()));
    assert_eq!(refusal(import(&admin, &same).await).await, (409, "import.moved".to_owned()));
    let again = check(&admin, zipped(&files())).await;
    assert_eq!((again.generation, again.changes.len()), (2, 1));
    read::<ImportedPackage>(import(&admin, &again).await).await;

    // It comes out as it went in, and goes in again.
    let out = admin.get(&format!("/api/campaigns/{ID}/package.zip")).await;
    let named = out.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert!(named.contains("bac-kan-2019-3.zip"), "{named}");
    let out = out.bytes().await.unwrap().to_vec();
    let mut archive = ZipArchive::new(Cursor::new(out.clone())).unwrap();
    for (name, bytes) in files() {
        let mut found = Vec::new();
        archive.by_name(&name).unwrap().read_to_end(&mut found).unwrap();
        assert!(found == bytes, "{name}");
    }
    assert_eq!(check(&admin, out).await.digest, again.digest);
    assert!(
        fs::read_dir(served.data()).unwrap().all(|it| !it
            .unwrap()
            .file_name()
            .to_string_lossy()
            .starts_with(".parindex-check")),
        "the workshop is gone"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn points_that_a_package_takes_no_more_are_named_by_unit_and_leaf() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let mut raised = sample::campaign().clone();
    let leaf = raised.criteria.iter_mut().find(|node| node.code == "1.2").unwrap();
    leaf.leaf.as_mut().unwrap().max_points = Points::whole(3);
    let line =
        r#"{"unit":"SNV","code":"1.2","self":2,"evidence":["a"],"note":"","appraised":2.5,"comment":"x"}"#;
    let assessments = Some(File::of("assessments.jsonl", line));
    let request = Import { assessments, ..Import::of(raised) };
    service::import::import(&served.site, request).await.unwrap();
    let checked = check(&admin, zipped(&files())).await;
    let above = ["campaign.xlsx", "criteria", "", "import.points_above"].map(str::to_owned);
    let [file, sheet, column, code] = above;
    assert_eq!(faults(&checked), [(file, sheet, 0, column, code, 2)]);
    let named = &checked.faults[0].first[0].problem.params;
    assert_eq!((&*named["unit"], &*named["code"], &*named["points"]), ("SNV", "1.2", "2"));
    read::<ImportedPackage>(import(&admin, &checked).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_named_by_sheet_row_and_column_those_of_a_kind_together() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let text = |text: &str| text.to_owned();
    let replaced = [("<t>forms/P3.xlsx</t>", "<t>forms/P9.xlsx</t>"), ("<t>ratio</t>", "<t>share</t>")];
    let checked = check(&admin, zipped(&edited("campaign.xlsx", &replaced))).await;
    let found = faults(&checked);
    let file = found.iter().find(|it| it.4 == "forms.file_missing").unwrap();
    assert_eq!(
        (&*file.0, &*file.1, file.2, &*file.3),
        ("campaign.xlsx", "forms", 4, "file"),
        "where the name stands"
    );
    assert!(
        found.contains(&(text("forms/P3.xlsx"), text(""), 0, text(""), text("forms.unlisted"), 1)),
        "{found:?}"
    );
    let rules =
        checked.faults.iter().find(|kind| kind.first[0].at.column.as_deref() == Some("rule")).unwrap();
    assert!(rules.n > 2 && rules.first.len() == rules.n.min(50), "{rules:?}");
    assert!(checked.campaign.is_none() && checked.changes.is_empty());

    // A form with other words under the version that tablets have: the import would refuse it, so the check says it.
    let label = ("Phiếu 7 - Người dân, tổ chức, doanh nghiệp", "Phiếu 7 - Người dân");
    let checked = check(&admin, zipped(&edited("forms/P7.xlsx", &[label]))).await;
    let found = faults(&checked);
    assert_eq!((found.len(), &*found[0].0, &*found[0].4), (1, "forms/P7.xlsx", "import.version_changed"));
    let raised = [label, ("<t>2019.1</t>", "<t>2019.2</t>")];
    let checked = check(&admin, zipped(&edited("forms/P7.xlsx", &raised))).await;
    assert_eq!(faults(&checked), []);
    let row = &checked.changes[0].rows[0];
    assert_eq!((&*checked.changes[0].sheet, &*row.key, &*row.cells[0].column), ("forms", "P7", "version"));
    let done: ImportedPackage = read(import(&admin, &checked).await).await;
    assert_eq!(done.versions, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_zip_as_people_make_it_is_read_and_what_cannot_be_is_said() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let plain = check(&admin, zipped(&files())).await;
    let mut from_a_mac: Files =
        files().into_iter().map(|(name, it)| (format!("Gói 2019/{name}"), it)).collect();
    for rubbish in
        ["Gói 2019/.DS_Store", "__MACOSX/Gói 2019/._campaign.xlsx", "__MACOSX/Gói 2019/forms/._P1.xlsx"]
    {
        from_a_mac.push((rubbish.to_owned(), b"rubbish".to_vec()));
    }
    for zip in [
        zipped(&from_a_mac),
        renamed(|name| name.replace('/', "\\")),
        renamed(|name| format!("go\u{301}i/{}", name.to_uppercase())),
        renamed(|name| name.replace("campaign", "Campaign").replace("forms/P", "Forms/p")),
    ] {
        assert_eq!(check(&admin, zip).await.digest, plain.digest, "the same package");
    }

    let bomb: Files = (1..=6)
        .map(|n| (format!("forms/P{n}.xlsx"), vec![0; 15 << 20]))
        .chain(files().into_iter().filter(|(name, _)| name == "campaign.xlsx"))
        .collect();
    let one_large: Files = files().into_iter().chain([("forms/P8.xlsx".to_owned(), vec![])]).collect();
    let large = one_large.iter().map(|(name, it)| {
        (name.clone(), if name == "forms/P1.xlsx" { vec![0; 17 << 20] } else { it.clone() })
    });
    let two_of_a_name: Files = files()
        .into_iter()
        .filter(|(name, _)| name != "forms/P1.xlsx")
        .chain(["forms/p1.xlsx", "forms/p1.XLSX"].map(|name| (name.to_owned(), vec![])))
        .collect();
    let sealed = SimpleFileOptions::default().with_deprecated_encryption(b"1234").unwrap();
    for (zip, file, code) in [
        (zipped(&bomb), "forms/P5.xlsx", "package.too_many_all_bytes"),
        (zipped(&large.collect::<Files>()), "forms/P1.xlsx", "package.too_many_bytes"),
        (renamed(|name| format!("../{name}")), "../campaign.xlsx", "package.outside"),
        (renamed(|name| format!("/etc/{name}")), "/etc/campaign.xlsx", "package.outside"),
        (renamed(|name| format!("C:\\goi\\{name}")), "C:/goi/campaign.xlsx", "package.outside"),
        (renamed(|name| format!("a/b/{name}")), "goi.zip", "package.no_campaign"),
        (zipped(&two_of_a_name), "forms/P1.xlsx", "package.same_name"),
        (zipped_with(&files(), sealed), "campaign.xlsx", "package.sealed"),
        (fs::read(sample::path("forms/P1.xlsx")).unwrap(), "goi.zip", "package.workbook"),
        (b"Rar!\x1a\x07\x01".to_vec(), "goi.zip", "package.not_a_package"),
        (zipped(&files())[..4000].to_vec(), "goi.zip", "package.not_a_package"),
        (Vec::new(), "goi.zip", "package.not_a_package"),
        (zipped(&files()[..7]), "campaign.xlsx", "forms.file_missing"),
    ] {
        let found = faults(&check(&admin, zip).await);
        assert_eq!((found.len(), &*found[0].0, &*found[0].4), (1, file, code));
    }
    let too_large = vec![0; usize::try_from(MAX_PACKAGE).unwrap() + 1];
    assert_eq!(refusal(send(&admin, too_large).await).await, (413, "package.too_large".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_of_an_empty_server_loads_the_sample() {
    let served = Served::start_on(TempDir::new().unwrap(), BEGIN).await;
    served.holder("admin", vec![Grant::of(Role::Admin)]).await;
    let admin = served.sign_in("admin").await;
    let checked: CheckedPackage =
        read(admin.request(Method::POST, "/api/packages/sample").send().await.unwrap()).await;
    assert_eq!((checked.generation, checked.refused_for()), (0, 0));
    let units = checked.changes.iter().find(|it| it.sheet == "units").unwrap();
    assert_eq!((units.added, units.rows.len()), (27, 0));
    assert_eq!(read::<Vec<CampaignSummary>>(admin.get("/api/campaigns").await).await, []);
    read::<ImportedPackage>(import(&admin, &checked).await).await;
    let all: Vec<CampaignSummary> = read(admin.get("/api/campaigns").await).await;
    assert_eq!((all.len(), &*all[0].id), (1, ID));
    assert_eq!(
        &read::<shared::campaign::Campaign>(admin.get(&format!("/api/campaigns/{ID}")).await).await,
        sample::campaign()
    );
}

#[tokio::test]
async fn a_campaign_whose_package_was_not_kept_says_so() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let answer = admin.get(&format!("/api/campaigns/{ID}/package.zip")).await;
    assert_eq!(refusal(answer).await, (404, "package.none_kept".to_owned()));
    let path = format!("/api/packages/{}/imports", "0".repeat(64));
    let answer = admin.post(&path, &PackageImport { generation: 1 }).await;
    assert_eq!(refusal(answer).await, (404, "package.not_checked".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_package_goes_on_as_the_beginning_of_next_years() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let path = |id: &str| format!("/api/campaigns/{id}/next-package.zip");
    let none = admin.get(&path(ID)).await;
    assert_eq!(refusal(none).await, (404, "package.none_kept".into()), "it was not imported of a package");
    import(&admin, &check(&admin, zipped(&files())).await).await;
    let file = |name: &str| Some(File::of(name, fs::read(sample::path(name)).unwrap()));
    let (ballots, assessments) = (file("ballots.jsonl"), file("assessments.jsonl"));
    let outcome = Import { ballots, assessments, ..Import::of(sample::campaign().clone()) };
    service::import::import(&served.site, outcome).await.unwrap();
    let view: IndexView = admin.of_sample("/index").await;

    let answer = admin.get(&path(ID)).await;
    assert_eq!(answer.headers()["content-type"], "application/zip");
    let zip = answer.bytes().await.unwrap().to_vec();
    let checked = check(&admin, zip).await;
    assert_eq!(faults(&checked), [], "what `check` says: it is right");
    let done: ImportedPackage = read(import(&admin, &checked).await).await;
    assert_eq!(done.campaign, "bac-kan-2020");
    let next: Campaign = read(admin.get("/api/campaigns/bac-kan-2020").await).await;
    let this = sample::campaign();
    assert_eq!((next.settings.year, next.settings.previous.as_deref()), (2020, Some(ID)));
    assert_eq!(next.settings.survey_opens.date().year(), 2020);
    assert!(next.settings.title.vi.contains("2020") && !next.settings.title.vi.contains("2019"));
    assert_eq!(
        (&next.units, &next.criteria, &next.quotas, &next.bands),
        (&this.units, &this.criteria, &this.quotas, &this.bands)
    );
    let gained = &next.history[this.history.len()..];
    let totals = view.tables.iter().flat_map(|table| &table.units);
    let expected: Vec<_> = totals.map(|unit| (&*unit.unit, unit.total.clone().unwrap())).collect();
    let found: Vec<_> = gained.iter().map(|row| (&*row.unit, row.total.shown(2))).collect();
    assert_eq!(found, expected, "the table of this year, in the order of the units");
    assert!(gained.iter().all(|row| (row.year, &*row.basis) == (2019, "simulated")));
    assert_eq!(served.sign_in("viewer").await.get(&path(ID)).await.status(), 403);
}
