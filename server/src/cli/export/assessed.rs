//! What stands of units: the files of assessments and of bonus and penalty points.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;
use shared::message::{Language, text};
use shared::problem::{Diagnostic, Location, Problem};

use super::made::{Making, finish};
use super::shown;
use crate::cli::report::{Failure, say};
use crate::service::export::Assessed;

/// A file that is being made, and its name.
pub type Named = Option<(Making, PathBuf)>;

/// Writes those that are asked for. Assessments alone give another total where appraisers gave points beside them: that is said.
pub fn write(
    found: &Assessed,
    assessments: Named,
    adjustments: Named,
    language: Language,
) -> Result<(), Failure> {
    let left = found.adjustments.len();
    let left_out =
        (adjustments.is_none() && left > 0).then(|| Problem::new("export.adjustments").with("n", left));
    if let Some((making, file)) = assessments {
        write_lines(&found.lines, making, &file, ("server.exported_assessments", language))?;
        say(language, &found.flags);
        let at = Location { file: file.display().to_string(), ..Location::default() };
        say(
            language,
            &left_out.map(|problem| Diagnostic::warning(at, problem)).into_iter().collect::<Vec<_>>(),
        );
    }
    if let Some((making, file)) = adjustments {
        write_lines(&found.adjustments, making, &file, ("server.exported_adjustments", language))?;
    }
    Ok(())
}

fn write_lines(
    lines: &[impl Serialize],
    making: Making,
    to: &Path,
    (key, language): (&str, Language),
) -> Result<(), Failure> {
    let mut file = making.open("")?;
    for line in lines {
        serde_json::to_writer(&mut file, line).map_err(anyhow::Error::from)?;
        file.write_all(b"\n")?;
    }
    finish(file)?;
    making.end(true)?;
    let params = [("n", &*shown(language, lines.len())), ("file", &to.display().to_string())];
    println!("{}", text(language, key, &params));
    Ok(())
}
