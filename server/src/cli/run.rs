//! Reads the arguments and runs the command.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use shared::message::Language;

use super::form;
use super::report::Failure;
use super::stop::{unless_told, unless_told_on_a_thread};
use super::{
    account, backup, check, demo, doctor, draw, export, import, publish, rebuild, restore, runs, score, send,
    serve, token,
};

/// The commands that work on a folder of data while a server does. All others that take one are its only ones.
pub(super) const BESIDE_A_SERVER: [&str; 8] =
    ["account", "backup", "doctor", "export", "import", "publish", "run", "token"];

/// Parindex: surveys without network, and the index of administrative reform.
#[derive(Debug, Parser)]
#[command(name = "parindex", version)]
struct Arguments {
    /// Language of what is printed: vi or en.
    #[arg(long, global = true, env = "PARINDEX_LANGUAGE", default_value = "vi", value_parser = ["vi", "en"])]
    language: String,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the app and its interface.
    Serve(serve::Arguments),
    /// Serve a sample campaign, loading what is missing of it, with accounts to try it.
    Demo(demo::Arguments),
    /// Check a campaign package: a folder or .zip.
    Check(check::Arguments),
    /// Compute the index of a package from its ballots and assessments, without a server.
    Score(score::Arguments),
    /// Make a run: results with their intervals and causes, named by their inputs; from files, or of a campaign in the store.
    Run(runs::Arguments),
    /// Look at a form by itself.
    #[command(subcommand)]
    Form(form::Command),
    /// Draw by lot who is asked, from a list.
    Draw(draw::Arguments),
    /// Load a package into the store.
    Import(import::Arguments),
    /// Write what the store holds into the files of a package.
    Export(export::Arguments),
    /// Hand in the sealed ballots of a file, and write their receipts beside it.
    Send(send::Arguments),
    /// Publish the newest run of a campaign, or a correction.
    Publish(publish::Arguments),
    /// Compute everything derived again.
    Rebuild(rebuild::Arguments),
    /// Look whether the store is what was written into it, while a server runs or not.
    Doctor(doctor::Arguments),
    /// Copy everything into one archive, while a server runs or not.
    Backup(backup::Arguments),
    /// Lay a backup into a folder that holds no data yet.
    Restore(restore::Arguments),
    /// Make accounts, set passwords, give and take roles, assign places.
    Account(account::Arguments),
    /// Make, list and revoke the tokens of scripts.
    Token(token::Arguments),
}

/// Runs what the command line asks for.
pub fn run() -> ExitCode {
    let Arguments { language, command } = Arguments::parse();
    let language = Language::from_code(&language);
    let outcome = match command {
        Command::Serve(arguments) => block_on(serve::run(arguments, language)),
        Command::Demo(arguments) => block_on(demo::run(arguments, language)),
        Command::Check(arguments) => check::run(arguments, language),
        Command::Score(arguments) => score::run(&arguments, language),
        Command::Run(arguments) => runs::run(arguments, language),
        Command::Form(command) => form::run(command, language),
        Command::Draw(arguments) => draw::run(&arguments, language),
        Command::Import(arguments) => block_on(unless_told(import::run(arguments, language))),
        Command::Export(arguments) => block_on(unless_told(export::run(arguments, language))),
        Command::Send(arguments) => block_on(send::run(arguments, language)),
        Command::Publish(arguments) => block_on(unless_told(publish::run(arguments, language))),
        Command::Rebuild(arguments) => block_on(unless_told(rebuild::run(arguments, language))),
        Command::Doctor(arguments) => unless_told_on_a_thread(move || doctor::run(&arguments, language)),
        Command::Backup(arguments) => unless_told_on_a_thread(move || backup::run(&arguments, language)),
        Command::Restore(arguments) => unless_told_on_a_thread(move || restore::run(&arguments, language)),
        Command::Account(arguments) => block_on(unless_told(account::run(arguments, language))),
        Command::Token(arguments) => block_on(unless_told(token::run(arguments, language))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(language),
    }
}

pub(super) fn block_on<T>(command: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    tokio::runtime::Runtime::new()?.block_on(command)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn each_command_works_beside_a_server_or_alone_and_readme_says_which() {
        const ALONE: [&str; 4] = ["demo", "rebuild", "restore", "serve"];
        let all = Arguments::command();
        let with_data = |it: &&clap::Command| it.get_arguments().any(|argument| argument.get_id() == "data");
        let found: BTreeSet<&str> =
            all.get_subcommands().filter(with_data).map(clap::Command::get_name).collect();
        assert_eq!(found, BESIDE_A_SERVER.into_iter().chain(ALONE).collect());
        let named = BESIDE_A_SERVER.map(|name| format!("`{name}`"));
        let (last, others) = named.split_last().unwrap();
        let said = format!("{} and {last} work beside it", others.join(", "));
        assert!(include_str!("../../../README.md").contains(&said), "{said}");
    }
}
