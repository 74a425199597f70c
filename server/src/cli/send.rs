//! `parindex send`: hands in ballots of a file that came by hand, as a tablet would, and writes their receipts beside it.

mod carried;
mod receipts;
mod road;

use std::path::PathBuf;
use std::time::Duration;

use shared::carry::CarriedReceipt;
use shared::message::{self, Language, number, text};
use shared::problem::{Diagnostic, Problem};

use super::report::{Failure, say};
use super::stop;
use carried::Carried;
use receipts::Receipts;
use road::{Came, Road};

/// What to send, and where to.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A file of sealed ballots: on each line a digest and the bytes in hex.
    file: PathBuf,
    /// The server's address, such as `https://cchc.example.vn`
    #[arg(long, value_name = "URL")]
    server: String,
    /// A file with the token of a script: an admin's token answers for who asked, any other leaves that to a person.
    #[arg(long, value_name = "FILE")]
    token_file: PathBuf,
    /// For how many seconds to go on without an answer.
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    patience: u64,
}

/// Sends. Whatever comes of it, the receipts that came are written.
pub async fn run(arguments: Arguments, language: Language) -> Result<(), Failure> {
    let Arguments { file, server, token_file, patience } = arguments;
    let stopped = stop::listen()?;
    let mut carried = Carried::read(&file)?;
    let mut receipts = Receipts::beside(&file)?;
    let mut road = Road::new(&server, &token_file, Duration::from_secs(patience))?;
    let all = carried.count();
    let (mut came, mut broken_off) = (Came::default(), None);
    let work = async {
        for round in carried.rounds() {
            road.bring(&carried, round, &mut came, |done| progress(language, done, all)).await?;
        }
        Ok(())
    };
    tokio::select! {
        done = work => broken_off = done.err(),
        () = stopped => broken_off = Some(Problem::new("send.stopped")).or(broken_off),
    }
    let left = all - came.receipts.len() - came.refused.len();
    let shown = |n: usize| number(language, &n.to_string());
    let counts = came.counts(&carried).map(shown);
    let is_there = |it: &&CarriedReceipt| carried.is_apart(&it.receipt.digest) && !it.receipt.let_go;
    let apart = came.receipts.iter().filter(is_there).count();
    let let_go = came.receipts.iter().filter(|it| it.receipt.let_go).count();
    receipts.add(std::mem::take(&mut came.receipts));
    let to = receipts.write()?.display().to_string();
    let [new, known, waiting] = counts.each_ref().map(String::as_str);
    let n = shown(all - carried.count_apart());
    let params = [("n", &*n), ("new", new), ("known", known), ("waiting", waiting), ("file", &to)];
    println!("{}", text(language, "server.sent", &params));
    if carried.count_apart() > 0 {
        let params = [("n", &*shown(carried.count_apart())), ("there", &*shown(apart))];
        println!("{}", text(language, "server.sent_apart", &params));
        if let_go > 0 {
            println!("{}", text(language, "server.sent_let_go", &[("n", &shown(let_go))]));
        }
    }
    let mut faults = std::mem::take(&mut carried.faults);
    let refused =
        came.refused.into_iter().map(|(line, id, why)| Diagnostic::fault(carried.at(line, id), why));
    faults.extend(refused);
    if let Some(why) = broken_off {
        say(language, &faults);
        let why = message::problem(language, &why);
        return Err(Failure::Refused(Problem::new("send.broken_off").with("left", left).with("why", why)));
    }
    match faults.is_empty() {
        true => Ok(()),
        false => Err(Failure::Input { diagnostics: faults, json: false }),
    }
}

/// Says on a terminal how far it is; elsewhere nobody watches.
fn progress(language: Language, done: usize, all: usize) {
    use std::io::IsTerminal as _;
    if std::io::stderr().is_terminal() {
        let [done, all] = [done, all].map(|n| number(language, &n.to_string()));
        eprint!("\r{} ", text(language, "server.sending", &[("done", &done), ("all", &all)]));
    }
}
