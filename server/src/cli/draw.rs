//! `parindex draw`: draws who is asked from a list, by a written seed, with those who take their places.

mod list;

use std::path::PathBuf;

use shared::ballot::Digest;
use shared::draw::{self, Error};
use shared::export::guarded;
use shared::message::{Language, number, text};
use shared::problem::Problem;
use shared::sheet::csv;

use super::report::Failure;
use list::List;

/// What to draw from, and how many.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("how_many").required(true))]
pub struct Arguments {
    /// The list: a .csv, .xlsx or .xls with heads in its first row.
    list: PathBuf,
    /// The seed: any text, written down before the draw, such as the number of the decision.
    #[arg(long, value_name = "TEXT")]
    seed: String,
    /// How many are asked.
    #[arg(long, value_name = "N", group = "how_many")]
    number: Option<usize>,
    /// The error that is put up with, such as 0.05: of N in the list N/(1 + N·e²) are asked.
    #[arg(long, value_name = "E", group = "how_many")]
    error: Option<Error>,
    /// How many take their places; without it as many again, as far as the list goes.
    #[arg(long, value_name = "N")]
    replacements: Option<usize>,
    /// The sheet, where several hold something.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
}

/// Draws, and prints the draw as a table.
pub fn run(arguments: &Arguments, language: Language) -> Result<(), Failure> {
    let Arguments { list, seed, number: wanted, error, replacements, sheet } = arguments;
    if seed.trim().is_empty() {
        return Err(Failure::Refused(Problem::new("draw.no_seed")));
    }
    let List { heads, rows } = list::read(list, sheet.as_deref())?;
    let asked = wanted.or_else(|| error.map(|error| error.sample_of(rows.len()))).unwrap_or_default();
    let most = rows.len();
    if asked == 0 || asked > most {
        let problem = Problem::new("draw.too_many").with("n", asked).with("most", most);
        return Err(Failure::Refused(problem));
    }
    let behind = replacements.unwrap_or(asked).min(most - asked);
    let name = |key| text(language, key, &[]);
    let (chosen, replacement) = (name("draw.chosen"), name("draw.replacement"));
    let own = [name("draw.order"), name("draw.kind"), name("draw.row")];
    // A spreadsheet takes the file for UTF-8 only if it says so.
    let mut table = "\u{feff}".to_owned();
    csv::write_line(&mut table, own.iter().chain(&heads).map(|head| guarded(head)));
    for (nth, place) in draw::order(seed, most, asked + behind).into_iter().enumerate() {
        let (row, cells) = &rows[place];
        let kind = if nth < asked { &chosen } else { &replacement };
        let own = [(nth + 1).to_string(), kind.clone(), row.to_string()];
        csv::write_line(&mut table, own.iter().chain(cells).map(|cell| guarded(cell)));
    }
    print!("{table}");
    let [n, behind, most] = [asked, behind, most].map(|n| number(language, &n.to_string()));
    let digest = digest(&heads, &rows).to_string();
    let params =
        [("n", &*n), ("behind", &behind), ("most", &most), ("seed", seed.trim()), ("digest", &digest)];
    eprintln!("{}", text(language, "draw.drawn", &params));
    Ok(())
}

/// By which two people see that they drew from the same list: of its cells, whichever kind of file they stand in.
fn digest(heads: &[String], rows: &[(u32, Vec<String>)]) -> Digest {
    let mut all = csv::line(heads.iter().map(String::as_str));
    rows.iter().for_each(|(_, cells)| csv::write_line(&mut all, cells));
    Digest::of(all.as_bytes())
}
