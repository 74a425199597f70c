//! The commands about forms.

use shared::message::Language;

use super::{definition, eval, run as interview};
use crate::cli::report::Failure;

/// What can be done with a form.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Say whether a form is accepted, and where each fault is.
    Check(definition::Check),
    /// Print a form as XForm XML.
    Xml(definition::Xml),
    /// Run an interview by a script and print what is seen in it.
    Run(interview::Run),
    /// Evaluate expressions of which the results are known.
    Eval(eval::Arguments),
}

/// Runs one of them.
pub fn run(command: Command, language: Language) -> Result<(), Failure> {
    match command {
        Command::Check(arguments) => definition::check(&arguments, language),
        Command::Xml(arguments) => definition::xml(&arguments, language),
        Command::Run(arguments) => interview::run(&arguments, language),
        Command::Eval(arguments) => eval::run(&arguments, language),
    }
}
