//! `parindex check`: is a campaign package right, and if not, where is each fault.

use std::path::PathBuf;

use shared::campaign::Campaign;
use shared::message::{self, Language};

use super::import::read_quietly;
use super::report::{Failure, say, say_as_json};
use crate::service::import;

/// What `check` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The package: a folder or a .zip.
    package: PathBuf,
    /// Print the faults and warnings as JSON on stdout (an empty list where there is none).
    #[arg(long)]
    json: bool,
}

/// Checks the package and says what it holds.
pub fn run(arguments: Arguments, language: Language) -> Result<(), Failure> {
    let Arguments { package, json } = arguments;
    let (campaign, warnings) = read_quietly(&package, json)?;
    if json {
        say_as_json(language, &warnings);
    } else {
        say(language, &warnings);
        println!("{}", summary(&campaign, language));
    }
    Ok(())
}

fn summary(campaign: &Campaign, language: Language) -> String {
    let number = |n: usize| message::number(language, &n.to_string());
    let held = import::summary(campaign);
    message::text(
        language,
        "package.right",
        &[
            ("id", &held.id),
            ("units", &number(held.units)),
            ("places", &number(held.places)),
            ("forms", &number(held.forms)),
            ("questions", &number(held.questions)),
            ("ballots", &number(held.ballots)),
        ],
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn the_summary_of_the_sample_counts_what_is_in_it() {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus/bac-kan-2019");
        let (campaign, _) = read_quietly(&sample, false).unwrap();
        assert_eq!(
            summary(&campaign, Language::En),
            "The package is right: campaign bac-kan-2019, 27 units, 116 places, 7 forms, 74 scored questions, \
             1,034 ballots planned."
        );
    }
}
