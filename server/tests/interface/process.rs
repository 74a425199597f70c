//! The real binary as a process of its own, on a folder with the sample campaign.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use server::service::import::Import;
use server::service::log::Actor;
use server::service::{accounts, import};
use server::{Config, open};
use shared::wire::{AccountChange, Grant, Role};
use tempfile::TempDir;

use crate::client::Client;
use crate::sample;
use crate::served::PASSWORD;

/// A folder with the sample campaign, open and empty, and the account admin.
pub async fn folder() -> TempDir {
    let data = TempDir::new().unwrap();
    let site = open(&Config::new(data.path(), ([127, 0, 0, 1], 0).into())).unwrap();
    let campaign = sample::campaign().clone();
    import::import(&site, Import::of(campaign)).await.unwrap();
    let admin = AccountChange {
        username: Some("admin".to_owned()),
        give: vec![Grant::of(Role::Admin)],
        password: Some(PASSWORD.to_owned()),
        ..AccountChange::default()
    };
    accounts::make(&site, Actor::Command, admin).await.unwrap();
    data
}

/// Runs a command on a folder, in English.
pub fn parindex(data: &Path, arguments: &[&str]) -> Output {
    command(data, arguments).output().unwrap()
}

/// The command, not yet run.
pub fn command(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parindex"));
    command.args(arguments).env("PARINDEX_DATA", data).env("PARINDEX_LANGUAGE", "en");
    command.stdin(Stdio::null());
    command
}

/// A running `parindex serve`, killed when it is dropped.
pub struct Process {
    child: Child,
    data: PathBuf,
    url: String,
}

impl Process {
    /// Starts it on a free port and waits until it says where it listens.
    pub fn start(data: &Path) -> Self {
        Self::start_with(data, &[])
    }

    /// The same, with these arguments more.
    pub fn start_with(data: &Path, more: &[&str]) -> Self {
        Self::start_command(data, &[&["serve"], more].concat())
    }

    /// The same with the command that serves.
    pub fn start_command(data: &Path, serving: &[&str]) -> Self {
        Self::of(data, command(data, &[serving, &["--listen", "127.0.0.1:0"]].concat()))
    }

    /// Starts it where a process may have so many open files until it asks for more.
    pub fn start_with_files(data: &Path, files: u32) -> Self {
        let ours = command(data, &[]);
        let mut shell = Command::new("sh");
        let script = format!("ulimit -Sn {files} && exec \"$0\" serve --listen 127.0.0.1:0");
        shell.args(["-c", &script]).arg(ours.get_program()).stdin(Stdio::null());
        shell.envs(ours.get_envs().filter_map(|(name, value)| Some((name, value?))));
        Self::of(data, shell)
    }

    fn of(data: &Path, mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let url = lines.find_map(|line| line.unwrap().split_once(" is at ").map(|(_, url)| url.to_owned()));
        Self { child, data: data.to_owned(), url: url.expect("it says where it listens") }
    }

    /// Where it listens.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Nobody.
    pub fn anonymous(&self) -> Client {
        Client::anonymous(&self.url)
    }

    /// The memory that it holds.
    pub fn resident_kb(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.split_whitespace().next().unwrap().parse().unwrap()
    }

    /// How many files it may open: now, and at most.
    pub fn open_files(&self) -> (u64, u64) {
        let limits = std::fs::read_to_string(format!("/proc/{}/limits", self.child.id())).unwrap();
        let line = limits.lines().find_map(|line| line.strip_prefix("Max open files")).unwrap();
        let mut limits = line.split_whitespace().map(|limit| limit.parse().unwrap());
        (limits.next().unwrap(), limits.next().unwrap())
    }

    /// Signs the admin in.
    pub async fn admin(&self) -> Client {
        Client::sign_in(&self.url, "admin", PASSWORD).await
    }

    /// SIGKILL, then a start on the same folder.
    pub fn kill_and_start_again(&mut self) {
        self.kill();
        *self = Self::start(&self.data);
    }

    /// SIGTERM; it must end by itself, and well.
    pub fn terminate(&mut self) {
        let signalled = Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        assert!(signalled.success());
        assert!(self.child.wait().unwrap().success(), "it stops with exit status 0");
    }

    /// SIGKILL.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have been stopped already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
