//! The real server as a process: started on a free port, stopped or killed, started again on the same data.

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::binary::{parindex, released};
use crate::sample;
use crate::template;

/// A server with the sample and the practice campaign, on a data folder of its own.
pub struct Served {
    data: TempDir,
    address: SocketAddr,
    process: Option<Child>,
    binary: PathBuf,
    app: Option<PathBuf>,
    /// The package of the sample; absent on an empty server.
    package: Option<PathBuf>,
}

impl Served {
    /// Starts `parindex demo` on an empty data folder.
    pub fn start() -> Self {
        Self::start_binary(parindex(), None, sample::WHOLE[0])
    }

    /// The same with another campaign of the corpus.
    pub fn start_on(campaign: &str) -> Self {
        Self::start_binary(parindex(), None, campaign)
    }

    /// Starts `parindex serve` on an empty data folder: no campaign, and the first admin's account.
    pub fn start_empty() -> Self {
        let mut served = Self::prepare(parindex(), None, None);
        served.start_again();
        served
    }

    /// The same, with the app of this folder.
    pub fn start_with_app(folder: &Path) -> Self {
        Self::start_binary(parindex(), Some(folder.to_owned()), sample::WHOLE[0])
    }

    /// Starts the binary that people run, for measurements.
    pub fn start_released() -> Self {
        Self::start_released_on(sample::WHOLE[0])
    }

    /// The same with another campaign of the corpus.
    pub fn start_released_on(campaign: &str) -> Self {
        Self::start_binary(released(), None, campaign)
    }

    /// Starts another version, with the app of this folder, to measure it beside.
    pub fn start_version(binary: &Path, app: &Path, campaign: &str) -> Self {
        let mut served = Self::prepare(binary, Some(app.to_owned()), Some(sample::folder(campaign)));
        served.start_again();
        served
    }

    fn start_binary(binary: &Path, app: Option<PathBuf>, campaign: &str) -> Self {
        let mut served = Self::prepare(binary, app, Some(sample::folder(campaign)));
        template::fill(&served);
        served.start_again();
        template::keep(&served);
        served
    }

    fn prepare(binary: &Path, app: Option<PathBuf>, package: Option<PathBuf>) -> Self {
        let free =
            TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port");
        let data = TempDir::new().expect("a data folder");
        Self { data, address: free, process: None, binary: binary.to_owned(), app, package }
    }

    /// Starts it again on the same port and data, and waits until it answers.
    #[expect(clippy::disallowed_methods, reason = "a deadline of the harness")]
    pub fn start_again(&mut self) {
        let log = std::fs::File::create(self.data.path().join("server.log")).expect("a log");
        let process = Command::new(&self.binary)
            .args([if self.package.is_some() { "demo" } else { "serve" }, "--data"])
            .arg(self.data.path())
            .args(self.package.iter().flat_map(|package| [Path::new("--package"), package]))
            .args(["--listen", &self.address.to_string()])
            .args(self.app.iter().flat_map(|folder| [Path::new("--app"), folder]))
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("a log"))
            .stderr(log)
            .spawn()
            .expect("parindex starts");
        self.process = Some(process);
        let patience = Instant::now() + Duration::from_secs(60);
        while std::net::TcpStream::connect(self.address).is_err() {
            assert!(Instant::now() < patience, "the server does not listen:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Lets it stand still, with its connections open, or go on.
    pub fn freeze(&self, still: bool) {
        let process = self.process.as_ref().expect("it runs").id().to_string();
        let signal = if still { "-STOP" } else { "-CONT" };
        assert!(Command::new("kill").args([signal, &process]).status().expect("kill is there").success());
    }

    /// Ends it at once, as a power cut would.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().expect("it can be killed");
            process.wait().expect("it ends");
        }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://localhost:PORT`, which browsers take for a secure context.
    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.address.port())
    }

    /// The data folder.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// The binary that serves.
    pub fn binary(&self) -> &Path {
        &self.binary
    }

    /// The package of the sample that is served, where one is.
    pub fn package(&self) -> Option<&Path> {
        self.package.as_deref()
    }

    /// What the server has printed.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.data.path().join("server.log")).unwrap_or_default()
    }

    /// The disk is lost; what the backup holds is laid back, and served.
    pub fn lay_back(&mut self, backup: &Path) {
        self.kill();
        for name in ["parindex.db", "parindex.db-wal", "parindex.db-shm"].map(|name| self.file(name)) {
            if name.exists() {
                std::fs::remove_file(name).expect("it goes");
            }
        }
        self.command(&["restore", &backup.display().to_string()]);
        self.start_again();
    }

    /// Runs `parindex` with `--data` on this folder; returns what it printed.
    pub fn command(&self, args: &[&str]) -> String {
        let output = Command::new(&self.binary)
            .args(args)
            .arg("--data")
            .arg(self.data.path())
            .output()
            .expect("it runs");
        assert!(output.status.success(), "parindex {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("utf-8")
    }

    /// The password that the demo generated for one of its accounts.
    pub fn password(&self, username: &str) -> anyhow::Result<String> {
        let accounts: BTreeMap<String, String> =
            serde_json::from_slice(&std::fs::read(self.file("sample-accounts.json"))?)?;
        accounts.get(username).cloned().ok_or_else(|| anyhow::anyhow!("the demo has no account {username}"))
    }

    /// Lets all sessions of an account run out now, as time would.
    pub fn expire_sessions_of(&self, username: &str) {
        let db = rusqlite::Connection::open(self.file("parindex.db")).expect("the store");
        let changed =
            db.execute("UPDATE session SET expires = CAST(unixepoch('subsec') * 1000 AS INTEGER) WHERE username = ?1", [username]).expect("sessions");
        assert!(changed > 0, "{username} has no session");
    }

    /// The process, for looking at its memory.
    pub fn process_id(&self) -> Option<u32> {
        self.process.as_ref().map(Child::id)
    }

    /// A place for this test's files.
    pub fn file(&self, name: &str) -> PathBuf {
        self.data.path().join(name)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("server log:\n{}", self.log());
        }
        self.kill();
    }
}
