//! `parindex send`: ballots of a file that came by hand, handed in by the real binary to a real server.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::SignedDuration;
use shared::ballot::{NoAnswer, Sealed};
use shared::carry::{self, BALLOTS, CarriedReceipt, RECEIPTS};
use shared::wire::{Counts, Role};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

use crate::nonresponse::missed;
use crate::personal::{asking, personal};
use crate::sample::{another, plain};
use crate::served::Served;
use crate::tokens::made;

/// A folder with a file of ballots and a token.
struct Stick {
    folder: TempDir,
}

impl Stick {
    fn with(ballots: &[Sealed], token: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let lines: String = ballots.iter().map(carry::line).collect();
        std::fs::write(folder.path().join("phieu"), format!("{BALLOTS}\n{lines}")).unwrap();
        std::fs::write(folder.path().join("token"), format!("{token}\n")).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Adds lines to the file.
    fn add(&self, lines: &str) {
        let text = std::fs::read_to_string(self.path("phieu")).unwrap();
        std::fs::write(self.path("phieu"), text + lines).unwrap();
    }

    /// Runs the command; gives its exit status and what it said.
    async fn send(&self, server: &str, patience: u32) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_parindex"));
        command.arg("send").arg(self.path("phieu")).args(["--server", server, "--token-file"]);
        command.arg(self.path("token")).args(["--patience", &patience.to_string()]);
        command.env("PARINDEX_LANGUAGE", "en").stdin(Stdio::null());
        let done = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
    }

    fn receipts(&self) -> Vec<CarriedReceipt> {
        receipts(&self.path("phieu.receipts"))
    }
}

fn receipts(path: &Path) -> Vec<CarriedReceipt> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some(RECEIPTS));
    lines.map(|line| CarriedReceipt::read(line).unwrap()).collect()
}

async fn counted(served: &Served) -> (u32, u32) {
    let counts: Counts = served.sign_in("viewer").await.of_sample("/counts").await;
    counts.rows.iter().fold((0, 0), |(valid, pending), row| (valid + row.valid, pending + row.pending))
}

fn ballots(n: u128) -> Vec<Sealed> {
    (1..=n).map(|n| plain(n).1).collect()
}

/// A way to the server that breaks the first connections off when so many bytes have passed.
async fn broken_road(to: &str, breaks: usize, after: usize) -> (String, Arc<AtomicUsize>) {
    let to = to.strip_prefix("http://").unwrap().to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let broken = Arc::new(AtomicUsize::new(0));
    let count = broken.clone();
    tokio::spawn(async move {
        while let Ok((mut near, _)) = listener.accept().await {
            let (to, count) = (to.clone(), count.clone());
            tokio::spawn(async move {
                let mut far = TcpStream::connect(to).await.unwrap();
                if count.load(Ordering::SeqCst) >= breaks {
                    let _ = copy_bidirectional(&mut near, &mut far).await;
                    return;
                }
                count.fetch_add(1, Ordering::SeqCst);
                // What was asked arrives, of the answer only a part comes back.
                let mut asked = vec![0; after];
                let (mut from_near, mut to_near) = near.split();
                let (mut from_far, mut to_far) = far.split();
                let ask = async {
                    while let Ok(n @ 1..) = from_near.read(&mut asked).await {
                        if to_far.write_all(&asked[..n]).await.is_err() {
                            break;
                        }
                    }
                };
                let answer = async {
                    let mut part = [0; 100];
                    let n = from_far.read(&mut part).await.unwrap_or(0);
                    let _ = to_near.write_all(&part[..n]).await;
                };
                tokio::select! { () = ask => {}, () = answer => {} }
            });
        }
    });
    (address, broken)
}

#[tokio::test]
async fn ballots_of_a_file_arrive_once_however_often_and_on_whichever_road_they_are_sent() {
    let served = Served::start().await;
    let token = made(&served, "usb", Role::Admin, None).await.secret;
    let all = ballots(120);
    // One went over the network before.
    assert_eq!(served.sign_in("dtv01").await.put(&plain(7)).await.0, 201);
    let stick = Stick::with(&all, &token);
    let (status, out, err) = stick.send(&served.url, 20).await;
    assert_eq!((status, &*err), (0, ""), "{out}");
    assert!(out.starts_with("Of 120 ballots the server now has 119 new ones and 0 that wait"), "{out}");
    assert!(out.contains("1 it had before"), "{out}");
    let first = stick.receipts();
    let of = |sealed: &Sealed| first.iter().find(|it| it.receipt.digest == sealed.digest).unwrap();
    assert!(all.iter().all(|sealed| of(sealed).epoch.is_some()) && first.len() == 120);
    assert_eq!(counted(&served).await, (120, 0));
    // Twice on the same road, and a colleague's file that holds some of them once more.
    let (status, out, _) = stick.send(&served.url, 20).await;
    assert!(status == 0 && out.contains("0 new ones") && out.contains("120 it had before"), "{out}");
    assert_eq!(stick.receipts(), first, "the receipts are those of the first time");
    let other = Stick::with(&[&all[100..], &ballots(125)[120..]].concat(), &token);
    let (status, out, _) = other.send(&format!("{}/", served.url), 20).await;
    assert!(status == 0 && out.contains("5 new ones") && out.contains("20 it had before"), "{out}");
    assert_eq!(counted(&served).await, (125, 0));
}

#[tokio::test]
async fn a_network_that_breaks_in_the_middle_loses_and_doubles_nothing() {
    let served = Served::start().await;
    let token = made(&served, "usb", Role::Admin, None).await.secret;
    let all = ballots(120);
    let stick = Stick::with(&all, &token);
    let (road, broken) = broken_road(&served.url, 3, 4096).await;
    let (status, out, err) = stick.send(&road, 60).await;
    assert_eq!((status, &*err), (0, ""), "{out}");
    assert_eq!(broken.load(Ordering::SeqCst), 3, "it did break");
    assert_eq!((counted(&served).await, stick.receipts().len()), ((120, 0), 120));
}

#[tokio::test]
async fn what_tells_who_somebody_is_goes_the_same_way_and_is_no_ballot() {
    let served = asking().await;
    let token = made(&served, "usb", Role::Admin, None).await.secret;
    let agreed = |n| another(n, |ballot| ballot.header.consented = Some(ballot.header.started)).1;
    let told = ["Hoàng Thị Mai", "Nông Văn Tú"].map(|name| personal(name).1);
    let (_, refused) = missed(9, NoAnswer::Refused, "01837");
    let stick = Stick::with(&[agreed(1), told[0].clone(), agreed(2), told[1].clone(), refused], &token);
    for (new, known) in [(3, 0), (0, 3)] {
        let (status, out, err) = stick.send(&served.url, 20).await;
        assert_eq!((status, &*err), (0, ""), "{out}");
        let ballots = format!("Of 3 ballots the server now has {new} new ones and 0 that wait");
        assert!(out.starts_with(&ballots) && out.contains(&format!("{known} it had before")), "{out}");
        assert!(out.contains("2 personal parts") && out.contains("now has 2 of them"), "{out}");
    }
    assert_eq!((counted(&served).await, stick.receipts().len()), ((2, 0), 5), "each has its receipt");
    let of_viewer = made(&served, "xem", Role::Viewer, None).await.secret;
    let (status, out, _) = Stick::with(&told, &of_viewer).send(&served.url, 20).await;
    assert!(status == 0 && out.starts_with("Of 0 ballots"), "{out}");
    // BEGIN is in November 2019: the last day of keeping is over.
    served.wait(SignedDuration::from_hours(24 * 300));
    let late = Stick::with(&told, &token);
    let (status, out, _) = late.send(&served.url, 20).await;
    assert!(status == 0 && out.contains("now has 0 of them"), "{out}");
    assert!(out.contains("2 of them the server did not keep"), "{out}");
    assert!(late.receipts().iter().all(|it| it.receipt.let_go), "what carries them back is told");
}

#[tokio::test]
async fn what_is_wrong_with_one_stops_none_and_is_named() {
    let served = Served::start().await;
    let token = made(&served, "usb", Role::Admin, None).await.secret;
    let none = Sealed {
        bytes: b"parindex-ballot 1\n{}\n{}".to_vec(),
        digest: shared::ballot::Digest::of(b"parindex-ballot 1\n{}\n{}"),
    };
    let doubted = another(3, |ballot| ballot.header.place = "xxx".into()).1;
    let same_id = another(1, |ballot| drop(ballot.answers.insert("age".into(), "60_plus".into()))).1;
    let mut unreadable = plain(4).1.bytes;
    unreadable.truncate(unreadable.len() - 2);
    let unreadable = Sealed { digest: shared::ballot::Digest::of(&unreadable), bytes: unreadable };
    let stick = Stick::with(&[plain(1).1, none, unreadable, doubted, same_id], &token);
    let whole = carry::line(&plain(5).1);
    stick.add(&format!("xin chào\n{}\n{}", &whole[..201], carry::line(&plain(2).1)));
    let (status, out, err) = stick.send(&served.url, 20).await;
    assert_eq!(status, 1, "{out}{err}");
    assert!(out.starts_with("Of 5 ballots the server now has 2 new ones and 2 that wait"), "{out}");
    let said: Vec<&str> = err.lines().collect();
    for (line, text) in
        [(3, "cannot be read"), (4, "cannot be read"), (7, "holds no ballot"), (8, "is not as the tablet")]
    {
        let of_line = |it: &&&str| it.contains(&format!(", line {line}"));
        assert!(said.iter().any(|it| of_line(&it) && it.contains(text)), "line {line}: {err}");
    }
    assert_eq!(said.len(), 4, "{err}");
    assert_eq!((counted(&served).await, stick.receipts().len()), ((2, 2), 4));
}

#[tokio::test]
async fn who_may_not_and_what_is_no_such_file_is_told_before_anything_is_sent() {
    let served = Served::start().await;
    let token = made(&served, "usb", Role::Admin, None).await.secret;
    let stick = Stick::with(&ballots(2), "no-such-token");
    let (status, _, err) = stick.send(&served.url, 20).await;
    assert!(status == 1 && err.starts_with("2 ballots are not on the server yet. Please sign in."), "{err}");
    std::fs::write(stick.path("token"), "").unwrap();
    let (status, out, err) = stick.send(&served.url, 20).await;
    assert!((status, &*out) == (1, "") && err.contains("holds no token"), "{err}");
    std::fs::write(stick.path("token"), &token).unwrap();
    let (status, out, err) = stick.send("cchc.example.vn", 20).await;
    assert!((status, &*out) == (1, "") && err.contains("no address of a server"), "{err}");
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let (status, _, err) = stick.send(&format!("http://{nobody}"), 1).await;
    assert!(status == 1 && err.contains("2 ballots are not on the server yet"), "{err}");
    assert_eq!(counted(&served).await, (0, 0));
    std::fs::write(stick.path("phieu"), "{\"id\":1}\n").unwrap();
    let (status, out, err) = stick.send(&served.url, 20).await;
    assert!((status, &*out) == (1, "") && err.contains("line 1: This is no file of ballots"), "{err}");
    let other = Stick::with(&ballots(1), &token);
    std::fs::write(other.path("phieu.receipts"), "thư\n").unwrap();
    let (status, out, err) = other.send(&served.url, 20).await;
    assert!((status, &*out) == (1, "") && err.contains("holds no receipts"), "{err}");
    assert_eq!(std::fs::read_to_string(other.path("phieu.receipts")).unwrap(), "thư\n");
    assert_eq!(counted(&served).await, (0, 0));
}
