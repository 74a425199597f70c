//! Evidence: files of units, uploaded in chunks and read again, by whom they concern.

use std::fs;

use futures::stream::{self, StreamExt as _};
use reqwest::{Method, Response};
use server::evidence::UPLOADS;
use server::files::{FILES, Files, Kept};
use shared::ballot::Digest;
use shared::wire::{
    AccountChange, Condition, Entry, Evidence, EvidenceFile, EvidenceList, FileKind, Grant, MAX_CHUNK, Phase,
    Role, Upload,
};
use tempfile::TempDir;

use crate::client::{Client, read, refusal};
use crate::doctor::doctor;
use crate::process::{Process, folder, parindex};
use crate::sample::ID;
use crate::served::PASSWORD;
use crate::year::{UNIT, Year, enter};

/// A PDF of so many bytes, another for each `n`; what is between its ends says nothing.
pub fn pdf(n: u64, bytes: usize) -> Vec<u8> {
    let mut file = format!("%PDF-1.4\n% {n}\n").into_bytes();
    let end = |start: usize| format!("\nxref\n0 0\ntrailer\n<< /Size 0 >>\nstartxref\n{start}\n%%EOF\n");
    let mut state = n + 1;
    let until = bytes - end(bytes).len();
    while file.len() < until {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        file.extend(((state >> 33) | 0x0101_0101).to_le_bytes());
    }
    file.truncate(until);
    file.extend(end(until).into_bytes());
    assert_eq!(file.len(), bytes);
    file
}

fn address(unit: &str, digest: &Digest) -> String {
    format!("/api/campaigns/{ID}/units/{unit}/files/{digest}")
}

/// Where a chunk goes.
fn chunk_address(unit: &str, name: &str, file: &[u8], from: usize) -> String {
    let name: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let upload = format!("{}/upload", address(unit, &Digest::of(file)));
    format!("{upload}?from={from}&bytes={}&name={name}", file.len())
}

/// Sends a chunk.
pub async fn put(
    client: &Client,
    unit: &str,
    name: &str,
    file: &[u8],
    from: usize,
    chunk: &[u8],
) -> Response {
    let path = chunk_address(unit, name, file, from);
    client.request(Method::PUT, &path).body(chunk.to_vec()).send().await.unwrap()
}

/// Goes on with an upload to its end.
pub async fn upload(client: &Client, unit: &str, name: &str, file: &[u8]) -> EvidenceFile {
    let path = format!("{}/upload", address(unit, &Digest::of(file)));
    let mut upload: Upload = read(client.get(&path).await).await;
    loop {
        if let Some(file) = upload.file {
            return file;
        }
        let from = usize::try_from(upload.received).unwrap();
        let chunk = &file[from..file.len().min(from + MAX_CHUNK)];
        upload = read(put(client, unit, name, file, from, chunk).await).await;
    }
}

async fn served_bytes(client: &Client, file: &EvidenceFile) -> Vec<u8> {
    let answer = client.get(&address(&file.unit, &file.digest)).await;
    assert!(answer.status().is_success());
    answer.bytes().await.unwrap().to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_given_once_named_by_several_leaves_and_read_by_whom_it_concerns() {
    let year = Year::begin(&[UNIT]).await;
    year.phase(Phase::SelfScoring, true).await;
    let bytes = pdf(1, 3_000_000);
    let file = upload(&year.staff, UNIT, "thu\u{323} tu\u{323}c/Kế hoạch 12.pdf", &bytes).await;
    assert_eq!(
        (&*file.name, file.kind, file.condition),
        ("Kế hoạch 12.pdf", FileKind::Pdf, Condition::Sound)
    );
    assert_eq!((file.bytes, &*file.by, file.digest), (3_000_000, "staff", Digest::of(&bytes)));
    // Given again, under another name, nothing is sent and nothing is said twice.
    assert_eq!(upload(&year.head, UNIT, "khác.pdf", &bytes).await, file);
    let list: EvidenceList = year.staff.of_sample(&format!("/units/{UNIT}/files")).await;
    assert_eq!((list.files, list.most_bytes), (vec![file.clone()], 20 << 20));
    let said = |digest| Entry {
        evidence: vec![Evidence { file: Some(digest), pages: "2, 5–7".to_owned(), ..Evidence::default() }],
        note: "theo kế hoạch".to_owned(),
        ..Entry::default()
    };
    for leaf in ["1.1.1", "1.1.2"] {
        let entered = enter(&year.staff, UNIT, leaf, &said(file.digest), &[]).await;
        assert!(entered.status().is_success(), "{}", entered.text().await.unwrap());
    }
    let unknown = enter(&year.staff, UNIT, "1.1.1", &said(Digest::of(b"x")), &[]).await;
    assert_eq!(refusal(unknown).await, (400, "assessments.no_file".into()));
    year.served.holder("khac", vec![Grant::at(Role::Head, ID, "STC")]).await;
    let other = year.served.sign_in("khac").await;
    for (client, may) in [
        (&year.staff, true),
        (&year.head, true),
        (&year.appraisers[0], true),
        (&year.admin, true),
        (&year.served.sign_in("viewer").await, true),
        (&other, false),
        (&year.served.sign_in("dtv01").await, false),
    ] {
        let answer = client.get(&address(UNIT, &file.digest)).await;
        assert_eq!(answer.status().as_u16(), if may { 200 } else { 403 });
        if may {
            assert_eq!(answer.bytes().await.unwrap(), bytes);
        }
    }
    // Whoever knows a digest has not given the file.
    let of_other: Upload = read(other.get(&format!("{}/upload", address("STC", &file.digest))).await).await;
    assert_eq!(of_other, Upload { received: 0, file: None });
    let theirs = other.get(&address("STC", &file.digest)).await;
    assert_eq!(refusal(theirs).await, (404, "evidence.absent".into()));
    let elsewhere = put(&other, UNIT, "a.pdf", &bytes, 0, &bytes[..9]).await;
    assert_eq!(refusal(elsewhere).await, (403, "assessments.not_yours".into()));
    assert_eq!(upload(&other, "STC", "a.pdf", &bytes).await.digest, file.digest);
    let kept = fs::read_dir(year.served.data().join(FILES)).unwrap().count();
    assert_eq!(kept, 1, "the same bytes are kept once");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_or_not_what_it_should_be_is_refused_with_its_reason() {
    let year = Year::begin(&[UNIT]).await;
    let file = pdf(2, 40_000);
    let refused = async |name: &str, query: &str, body: Vec<u8>| {
        let path = format!("{}/upload?{query}&name={name}", address(UNIT, &Digest::of(&file)));
        refusal(year.staff.request(Method::PUT, &path).body(body).send().await.unwrap()).await
    };
    let too_large = refused("a.pdf", "from=0&bytes=20971521", b"%PDF".to_vec()).await;
    assert_eq!(too_large, (413, "evidence.too_large".into()));
    let chunk = refused("a.pdf", "from=0&bytes=20971520", vec![b'x'; MAX_CHUNK + 1]).await;
    assert_eq!(chunk, (413, "evidence.chunk".into()));
    assert_eq!(refused("..", "from=0&bytes=40000", file.clone()).await, (400, "evidence.name".into()));
    for name in ["a.html", "a.svg", "a.exe", "pdf", "a.pdf.js"] {
        assert_eq!(refused(name, "from=0&bytes=40000", file.clone()).await, (400, "evidence.kind".into()));
    }
    let mut other = file.clone();
    other[100] ^= 1;
    assert_eq!(refused("a.pdf", "from=0&bytes=40000", other).await, (409, "evidence.differs".into()));
    let odd = year.staff.get(&format!("/api/campaigns/{ID}/units/{UNIT}/files/xyz")).await;
    assert_eq!(refusal(odd).await, (400, "evidence.digest_unreadable".into()));
    assert_eq!(upload(&year.staff, UNIT, "a.pdf", &file).await.bytes, 40_000, "and it begins again");
    let empty = upload_empty(&year.staff).await;
    assert_eq!((empty.bytes, empty.condition), (0, Condition::Empty));
}

async fn upload_empty(client: &Client) -> EvidenceFile {
    read::<Upload>(put(client, UNIT, "trống.pdf", b"", 0, b"").await).await.file.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_in_a_file_runs_in_our_origin() {
    let year = Year::begin(&[UNIT]).await;
    let scripts =
        [&pdf(3, 5000)[..], b"\n% /OpenAction << /S /JavaScript /JS (app.alert(1)) >>\n%%EOF\n"].concat();
    for (name, bytes, media, how) in [
        ("Báo cáo \"số 1\".pdf", scripts, "application/pdf", "inline"),
        ("ảnh.png", b"\x89PNG\r\n\x1a\nIEND\xaeB`\x82".to_vec(), "image/png", "inline"),
        (
            "a.pdf",
            b"<html><script>alert(1)</script></html>".to_vec(),
            "application/octet-stream",
            "attachment",
        ),
        (
            "a.png",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".to_vec(),
            "application/octet-stream",
            "attachment",
        ),
        (
            "a.docx",
            b"<!doctype html><script src=/x.js></script>".to_vec(),
            "application/octet-stream",
            "attachment",
        ),
    ] {
        let file = upload(&year.staff, UNIT, name, &bytes).await;
        let answer = year.appraisers[0].get(&address(UNIT, &file.digest)).await;
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), media, "{name}");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("x-frame-options"), "SAMEORIGIN");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin");
        assert_eq!(header("cache-control"), "no-store");
        let policy = header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'self'"),
            "{policy}"
        );
        assert!(!policy.contains("script-src") && !policy.contains("allow-"), "{policy}");
        assert_eq!(policy.contains("sandbox"), media != "application/pdf", "{name}: {policy}");
        let disposition = header("content-disposition");
        assert!(disposition.starts_with(&format!("{how}; filename*=UTF-8''")), "{disposition}");
        assert!(!disposition.contains('"') && disposition.is_ascii(), "{disposition}");
        assert_eq!(served_bytes(&year.appraisers[0], &file).await, bytes);
    }
}

/// A folder with the sample, and people of the unit.
async fn with_staff() -> TempDir {
    let data = folder().await;
    let process = Process::start(data.path());
    let staff = AccountChange {
        username: Some("staff".to_owned()),
        give: vec![Grant::at(Role::Unit, ID, UNIT)],
        password: Some(PASSWORD.to_owned()),
        ..AccountChange::default()
    };
    assert!(process.admin().await.post("/api/accounts", &staff).await.status().is_success());
    data
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_was_cut_three_times_goes_on_and_is_in_the_backup() {
    let data = with_staff().await;
    let mut process = Process::start(data.path());
    let file = pdf(4, 7_500_000);
    let path = format!("{}/upload", address(UNIT, &Digest::of(&file)));
    for cut in 1..=3_usize {
        let staff = Client::sign_in(process.url(), "staff", PASSWORD).await;
        let upload: Upload = read(staff.get(&path).await).await;
        let from = usize::try_from(upload.received).unwrap();
        assert!(from >= (cut - 1) * 2 * MAX_CHUNK, "what was acked is there: {from}");
        let chunk = |from: usize| &file[from..from + MAX_CHUNK];
        for from in [from, from + MAX_CHUNK] {
            let after: Upload = read(put(&staff, UNIT, "a.pdf", &file, from, chunk(from)).await).await;
            assert_eq!(after.received as usize, from + MAX_CHUNK);
        }
        // The third is on its way when the server dies.
        let (later, at) = (file.clone(), from + 2 * MAX_CHUNK);
        let sending = tokio::spawn(async move {
            let chunk = later[at..later.len().min(at + MAX_CHUNK)].to_vec();
            let path = chunk_address(UNIT, "a.pdf", &later, at);
            drop(staff.request(Method::PUT, &path).body(chunk).send().await);
        });
        process.kill_and_start_again();
        sending.await.unwrap();
    }
    let staff = Client::sign_in(process.url(), "staff", PASSWORD).await;
    let kept = upload(&staff, UNIT, "a.pdf", &file).await;
    assert_eq!((kept.bytes, kept.digest, kept.condition), (7_500_000, Digest::of(&file), Condition::Sound));
    assert_eq!(served_bytes(&staff, &kept).await, file);
    assert_eq!(fs::read_dir(data.path().join(UPLOADS)).unwrap().count(), 0, "no part is left");

    // It belongs to the store as its rows do.
    let elsewhere = TempDir::new().unwrap();
    let (archive, back) = (elsewhere.path().join("b.zip"), elsewhere.path().join("back"));
    let name = archive.display().to_string();
    for (data, arguments) in
        [(data.path(), ["backup", &name, "--drill"].as_slice()), (&back, &["restore", &name])]
    {
        let output = parindex(data, arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let restored = Process::start(&back);
    let admin = restored.admin().await;
    assert_eq!(served_bytes(&admin, &kept).await, file);
    let digest = kept.digest.to_string();
    let stored = back.join(FILES).join(&digest[..2]).join(&digest);
    fs::write(&stored, &file[1..]).unwrap();
    let said = doctor(&back).1;
    assert!(said.contains(&digest), "{said}");
    fs::remove_file(&stored).unwrap();
    assert_eq!(refusal(admin.get(&address(UNIT, &kept.digest)).await).await, (404, "evidence.lost".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn many_uploads_at_once_do_not_grow_the_memory() {
    // 5 GB by hand, as `FILES_OF_20_MB=250`.
    let files: u64 = std::env::var("FILES_OF_20_MB").ok().and_then(|n| n.parse().ok()).unwrap_or(10);
    let data = with_staff().await;
    let process = Process::start(data.path());
    let staff = Client::sign_in(process.url(), "staff", PASSWORD).await;
    for n in 0..4 {
        upload(&staff, UNIT, "a.pdf", &pdf(100 + n, 1 << 20)).await;
    }
    let before = process.resident_kb();
    let uploads = stream::iter(0..files).map(|n| {
        let staff = staff.clone();
        async move {
            let file = pdf(n, 20 << 20);
            let kept = upload(&staff, UNIT, "a.pdf", &file).await;
            assert!(served_bytes(&staff, &kept).await == file);
        }
    });
    uploads.buffer_unordered(4).collect::<Vec<_>>().await;
    let after = process.resident_kb();
    println!("{files} files of 20 MB: {before} kB, then {after} kB");
    // Of each upload a chunk is in memory, by the buffers of its connection.
    assert!(after < before + 48 * 1024, "{before} kB, then {after} kB");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_disk_lost_or_changed_is_never_shown_and_can_be_given_again() {
    let year = Year::begin(&[UNIT]).await;
    year.phase(Phase::SelfScoring, true).await;
    let bytes = pdf(1, 50_000);
    let file = upload(&year.staff, UNIT, "a.pdf", &bytes).await;
    let path = Files::of(year.served.data()).path(&Kept { digest: file.digest, bytes: file.bytes });
    let mut changed = bytes.clone();
    changed[0] ^= 1;
    for damage in [None, Some(&changed[..]), Some(&bytes[1..]), Some(&[&bytes[..], b"more"].concat())] {
        fs::remove_file(&path).unwrap();
        if let Some(damage) = damage {
            fs::write(&path, damage).unwrap();
        }
        let lost = year.staff.get(&address(UNIT, &file.digest)).await;
        assert_eq!(refusal(lost).await, (404, "evidence.lost".into()));
        assert_eq!(upload(&year.staff, UNIT, "a.pdf", &bytes).await, file);
        assert_eq!(served_bytes(&year.staff, &file).await, bytes);
    }
}
