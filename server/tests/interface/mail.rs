//! A letter a day to each for whom something new waits, handed to a real mail server (aiosmtpd) and read by another program.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use reqwest::StatusCode;
use serde::Deserialize;
use serde_json::json;
use server::mail::{Mail, Post, round};
use shared::wire::{Account, Phase};
use tempfile::TempDir;

use crate::client::{read, refusal};
use crate::process::{Process, folder, parindex};
use crate::sample::{self, ID};
use crate::served::Served;
use crate::year::{UNIT, Year};

/// Takes letters into a folder, and of each recipient none at the first try.
const GREYLISTING: &str = "
from aiosmtpd.handlers import Mailbox
class Greylisting(Mailbox):
    seen = set()
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address not in self.seen:
            self.seen.add(address)
            return '451 4.7.1 come again'
        envelope.rcpt_tos.append(address)
        return '250 OK'
";
/// Reads letters as a mail program does, and tells what they say.
const READING: &str = "
import email, email.policy, json, pathlib, sys
from email.header import decode_header, make_header
# The parser of addresses in Python 3.11 puts a blank between parts of a name that belong together; the older one does not.
both = [(email.message_from_bytes(raw, policy=email.policy.default), email.message_from_bytes(raw))
    for raw in (p.read_bytes() for p in pathlib.Path(sys.argv[1]).glob('new/*'))]
print(json.dumps([dict(to=str(make_header(decode_header(older['To']))),
    sender=m['From'], subject=m['Subject'], id=m['Message-ID'], date=m['Date'],
    auto=m['Auto-Submitted'], kind=m.get_content_type(), body=m.get_content(),
    plain=all(b < 128 for b in m.as_bytes()), longest=max(map(len, m.as_bytes().split(b'\\n')))) for m, older in both]))
";

/// A letter, as a mail program shows it.
#[derive(Debug, Deserialize)]
struct Read {
    to: String,
    sender: String,
    subject: String,
    id: String,
    date: String,
    auto: String,
    kind: String,
    body: String,
    plain: bool,
    longest: usize,
}

/// A mail server of its own, which ends when it is dropped.
struct MailServer {
    child: Child,
    kept: TempDir,
    address: SocketAddr,
}

impl MailServer {
    /// The usual one, which takes all; none where the program is not installed.
    fn start() -> Option<Self> {
        Self::start_at(free(), &["aiosmtpd.handlers.Mailbox"], &[])
    }

    fn start_at(address: SocketAddr, class: &[&str], more: &[&str]) -> Option<Self> {
        let kept = TempDir::new().unwrap();
        std::fs::write(kept.path().join("greylisting.py"), GREYLISTING).unwrap();
        let folder = kept.path().join("mail");
        let mut command = Command::new("aiosmtpd");
        command.args(["-n", "-l", &address.to_string()]).args(more).arg("-c").args(class).arg(&folder);
        let silent = command.env("PYTHONPATH", kept.path()).stdout(Stdio::null()).stderr(Stdio::null());
        let Ok(child) = silent.spawn() else {
            println!("SKIPPED: mail: aiosmtpd is not here");
            return None;
        };
        let server = Self { child, kept, address };
        let answers = |_| {
            std::thread::sleep(Duration::from_millis(50));
            TcpStream::connect(address).is_ok()
        };
        assert!((0..400).any(answers), "the mail server does not start");
        Some(server)
    }

    /// What it took so far, by who got it.
    fn letters(&self) -> Vec<Read> {
        let folder = self.kept.path().join("mail");
        let output = Command::new("python3").args(["-c", READING]).arg(folder).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let mut letters: Vec<Read> = serde_json::from_slice(&output.stdout).unwrap();
        letters.sort_by(|a, b| a.to.cmp(&b.to));
        letters
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// An address at which nobody listens.
fn free() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap()
}

fn mail(server: SocketAddr) -> Mail {
    Mail {
        post: Post::to(&format!("smtp://{server}"), "cchc.bk.gov.vn", None).unwrap(),
        from: "Cải cách hành chính <cchc@bk.gov.vn>".parse().unwrap(),
        hour: 7,
        zone: TimeZone::get("Asia/Ho_Chi_Minh").unwrap(),
        home: "https://cchc.bk.gov.vn/".to_owned(),
    }
}

/// A year in which self-scoring ends in three days, with addresses of a unit's two people.
async fn near_the_end() -> Year {
    let year = Year::begin(&[UNIT]).await;
    year.phase(Phase::SelfScoring, true).await;
    until(&year, "2019-11-22").await;
    for (account, name) in [("staff", "Nguyễn Thị Ánh Tuyết, “chuyên viên”"), ("head", "Đỗ\r\nBcc: x@y.vn")]
    {
        let change = json!({ "name": name, "email": format!("{account}@bk.gov.vn") });
        let answer = year.admin.patch(&format!("/api/accounts/{account}"), &change).await;
        assert_eq!(answer.status(), StatusCode::OK, "{}", answer.text().await.unwrap());
    }
    year
}

/// Self-scoring ends with this day.
async fn until(year: &Year, day: &str) {
    let longer = json!({ "phase": "self_scoring", "open": true, "closes": day, "reason": "thử" });
    let answer = year.admin.post(&format!("/api/campaigns/{ID}/phases"), &longer).await;
    assert!(answer.status().is_success());
}

/// Sends what is due now.
async fn send(served: &Served, mail: &Mail) -> bool {
    round(&served.site, mail, mail.day(served.site.now()).unwrap()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_gets_one_letter_a_day_and_none_where_nothing_is_new() {
    let Some(server) = MailServer::start() else { return };
    let mut year = near_the_end().await;
    let mail = mail(server.address);
    assert!(send(&year.served, &mail).await);
    let letters = server.letters();
    let [staff, head] = &letters[..] else { panic!("{letters:?}") };
    assert!(head.to.ends_with("<head@bk.gov.vn>") && !head.to.contains('\n'), "{}", head.to);
    assert_eq!(staff.to, "Nguyễn Thị Ánh Tuyết, “chuyên viên” <staff@bk.gov.vn>");
    assert_eq!(staff.sender, "Cải cách hành chính <cchc@bk.gov.vn>");
    assert_eq!(staff.subject, "Việc đang chờ ngày 20/11/2019 (1)");
    assert_eq!(staff.id, "<2019-11-20.staff@bk.gov.vn>");
    assert_eq!(staff.date, "Wed, 20 Nov 2019 02:00:00 +0000");
    assert_eq!((&*staff.auto, &*staff.kind), ("auto-generated", "text/plain"));
    assert!(staff.plain && staff.longest < 200, "as every server on the way takes it");
    let unit = &sample::campaign().unit(UNIT).unwrap().name.vi;
    let title = &sample::campaign().settings.title.vi;
    let body = staff.body.replace("\r\n", "\n");
    assert!(body.starts_with("Kính gửi Nguyễn Thị Ánh Tuyết, “chuyên viên”,\n\n"), "{body}");
    assert!(body.contains(&format!("\n{title}\n- {unit}: tự chấm đến hết ngày 22/11/2019\n")), "{body}");
    assert!(body.contains("https://cchc.bk.gov.vn/"), "{body}");

    // What changes on the same day is told on the next, also when the server was started again meanwhile.
    until(&year, "2019-11-23").await;
    assert!(send(&year.served, &mail).await);
    let at = year.served.site.now();
    year.served = Served::start_on(year.served.stop().await, &at.to_string()).await;
    assert!(send(&year.served, &mail).await);
    assert_eq!(server.letters().len(), 2, "one a day to each");
    year.served.wait(SignedDuration::from_hours(24));
    assert!(send(&year.served, &mail).await);
    assert_eq!(server.letters().len(), 4);
    year.served.wait(SignedDuration::from_hours(24));
    assert!(send(&year.served, &mail).await);
    assert_eq!(server.letters().len(), 4, "nothing is new");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_mail_server_did_not_take_is_tried_again_and_what_it_refused_tomorrow() {
    let address = free();
    let year = near_the_end().await;
    let mail = mail(address);
    assert!(!send(&year.served, &mail).await, "nobody is there");
    let Some(server) = MailServer::start_at(address, &["greylisting.Greylisting"], &[]) else { return };
    assert!(!send(&year.served, &mail).await, "come again");
    assert_eq!(server.letters().len(), 0);
    assert!(send(&year.served, &mail).await);
    assert_eq!(server.letters().len(), 2, "on the same day");
    drop(server);

    until(&year, "2019-11-24").await;
    year.served.wait(SignedDuration::from_hours(24));
    let small = MailServer::start_at(address, &["aiosmtpd.handlers.Mailbox"], &["-s", "100"]).unwrap();
    assert!(send(&year.served, &mail).await, "refused for good");
    assert!(send(&year.served, &mail).await);
    assert_eq!(small.letters().len(), 0);
    drop(small);
    let server = MailServer::start_at(address, &["aiosmtpd.handlers.Mailbox"], &[]).unwrap();
    assert!(send(&year.served, &mail).await);
    assert_eq!(server.letters().len(), 0, "not again today");
    year.served.wait(SignedDuration::from_hours(24));
    assert!(send(&year.served, &mail).await);
    assert_eq!(server.letters().len(), 2);
}

#[test]
fn letters_go_out_from_their_hour_on_by_the_clock_of_the_office() {
    let mail = mail(free());
    let day = |at: &str| mail.day(at.parse().unwrap()).map(|day| day.to_string());
    assert_eq!(day("2019-11-19T23:59:59Z"), None, "06:59 there");
    assert_eq!(day("2019-11-20T00:00:00Z").as_deref(), Some("2019-11-20"));
    assert_eq!(day("2019-11-20T16:59:59Z").as_deref(), Some("2019-11-20"));
    assert_eq!(day("2019-11-20T17:00:00Z"), None, "the next day has begun");
}

#[tokio::test]
async fn an_address_is_kept_as_it_is_or_refused() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let set = |email: &'static str| {
        let change = json!({ "email": email });
        let admin = &admin;
        async move { admin.patch("/api/accounts/dtv01", &change).await }
    };
    let kept: Account = read(set(" dtv01@bk.gov.vn ").await).await;
    assert_eq!(kept.email, "dtv01@bk.gov.vn");
    for wrong in ["dtv01", "@bk.gov.vn", "a b@bk.gov.vn", "a@b.vn\r\nBcc: c@d.vn", "a@b.vn, c@d.vn"] {
        assert_eq!(refusal(set(wrong).await).await, (400, "account.email_wrong".to_owned()), "{wrong}");
    }
    let kept: Account = read(set("").await).await;
    assert_eq!(kept.email, "");
}

/// What `serve` says when it is given these options, and does not start.
fn refused(data: &Path, more: &[&str]) -> String {
    let from = ["--mail-from", "cchc@bk.gov.vn", "--public-url", "https://cchc.bk.gov.vn"];
    let output = parindex(data, &[&["serve", "--listen", "127.0.0.1:0"], &from[..], more].concat());
    assert!(!output.status.success());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_password_stands_in_no_option_and_goes_over_tls_alone() {
    let data = TempDir::new().unwrap();
    let file = data.path().join("secret");
    std::fs::write(&file, "bí mật\n").unwrap();
    let said = refused(data.path(), &["--mail-server", "smtps://cchc:bimat@mail.bk.gov.vn"]);
    assert!(said.contains("give them apart") && !said.contains("bimat"), "{said}");
    let login = ["--mail-user", "cchc", "--mail-password-file", file.to_str().unwrap()];
    let said = refused(data.path(), &[&login[..], &["--mail-server", "smtp://mail.bk.gov.vn"]].concat());
    assert!(said.contains("over TLS alone") && !said.contains("bí mật"), "{said}");
    let said = refused(data.path(), &["--mail-server", "mail.bk.gov.vn"]);
    assert!(said.contains("smtps://HOST"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_told_of_a_mail_server_sends_by_itself() {
    let Some(server) = MailServer::start() else { return };
    let data = folder().await;
    let made = [
        &["account", "add", "staff", "--role", "unit", "--campaign", ID, "--unit", UNIT][..],
        &["account", "email", "staff", "staff@bk.gov.vn"],
    ];
    made.iter().for_each(|made| assert!(parindex(data.path(), made).status.success()));
    let address = format!("smtp://{}", server.address);
    let options = ["--mail-server", &address, "--mail-from", "cchc@bk.gov.vn", "--mail-hour", "0"];
    let serving = [&options[..], &["--public-url", "https://cchc.bk.gov.vn"]].concat();
    let process = Process::start_with(data.path(), &serving);
    // In the campaign of years ago, a phase that is opened with a last day near now.
    let tomorrow =
        server::clock::system().now().to_zoned(TimeZone::UTC).date().tomorrow().unwrap().to_string();
    let opened = json!({ "phase": "self_scoring", "open": true, "closes": tomorrow, "reason": "thử" });
    let answer = process.admin().await.post(&format!("/api/campaigns/{ID}/phases"), &opened).await;
    assert!(answer.status().is_success());
    drop(process);
    let _again = Process::start_with(data.path(), &serving);
    let came = |_| {
        std::thread::sleep(Duration::from_millis(100));
        !server.letters().is_empty()
    };
    assert!((0..200).any(came), "no letter came");
    assert_eq!(server.letters()[0].to, "staff <staff@bk.gov.vn>");
}
