//! `parindex form check` and `xml`: is a form right, and what does it look like as an XForm. A file is told by its content.

use std::borrow::Cow;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use encoding_rs::Encoding;
use shared::form::model::{Control, Form};
use shared::form::session::{Flaw, Plan};
use shared::form::{sheets, xform};
use shared::message::{self, Language};
use shared::problem::{Diagnostic, Location, Problem};

use crate::cli::report::{Failure, json, say};
use crate::package::open_form;

/// What `form check` takes.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// The form: an .xlsx, an .xls or an XForm.
    file: PathBuf,
    /// Print the verdict and what was found as JSON on stdout.
    #[arg(long)]
    json: bool,
}

/// What `form xml` takes.
#[derive(Debug, clap::Args)]
pub struct Xml {
    /// The form: an .xlsx, an .xls or an XForm.
    file: PathBuf,
    /// What the root of the answers is called, where the sheet settings does not say it.
    #[arg(long)]
    name: Option<String>,
}

/// More bytes than any form has.
pub(super) const LARGEST: u64 = 64 << 20;

/// Prints the form as XForm XML.
pub fn xml(Xml { file, name }: &Xml, language: Language) -> Result<(), Failure> {
    let (form, diagnostics) = read(file, name.as_deref());
    let Some(form) = form else { return Err(Failure::Input { diagnostics, json: false }) };
    say(language, &diagnostics);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let written = write!(out, "{}", xform::Written(&form)).and_then(|()| out.flush());
    Ok(written.map_err(anyhow::Error::from)?)
}

/// Says whether the form is accepted, and what was found.
pub fn check(Check { file, json: as_json }: &Check, language: Language) -> Result<(), Failure> {
    let (form, mut diagnostics) = read(file, None);
    let as_json = *as_json;
    let accepted = form.as_ref().map(|form| {
        let version = form.version().map(str::to_owned);
        (form.id().to_owned(), version, summary(form, language))
    });
    if let Some(form) = form {
        diagnostics.extend(expressions(form, file));
    }
    if as_json {
        let found: Vec<_> = diagnostics.iter().map(|it| json(language, it)).collect();
        let said = serde_json::json!({
            "accepted": accepted.is_some(),
            "id": accepted.as_ref().map(|(id, ..)| id),
            "version": accepted.as_ref().and_then(|(_, version, _)| version.as_deref()),
            "diagnostics": found,
        });
        println!("{said:#}");
    } else {
        say(language, &diagnostics);
    }
    match accepted {
        Some((.., summary)) if !as_json => println!("{summary}"),
        Some(_) => {}
        None => return Err(Failure::Said),
    }
    Ok(())
}

/// What of the expressions would not work. The converter takes them as they are, so they refuse nothing.
fn expressions(form: Form, file: &Path) -> Vec<Diagnostic> {
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
    let warning = |flaw: &Flaw| {
        let column = [&*flaw.path, &*flaw.part].join(" ").trim_end().to_owned();
        let at = Location { file: name.clone(), column: Some(column), ..Location::default() };
        Diagnostic::warning(at, flaw.problem.clone())
    };
    Plan::of(form).flaws().iter().map(warning).collect()
}

fn summary(form: &Form, language: Language) -> String {
    let number = |n: usize| message::number(language, &n.to_string());
    let params = [
        ("title", form.title.as_str()),
        ("id", form.id()),
        ("questions", &number(questions(&form.body))),
        ("languages", &number(form.translations.len().max(1))),
    ];
    message::text(language, "package.form_accepted", &params)
}

fn questions(controls: &[Control]) -> usize {
    let asked = |control: &Control| usize::from(!["group", "repeat"].contains(&&*control.tag));
    controls.iter().map(|control| asked(control) + questions(&control.children)).sum()
}

/// The form, where nothing is wrong with it, and all that was found.
pub(super) fn read(file: &Path, root: Option<&str>) -> (Option<Form>, Vec<Diagnostic>) {
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
    let fault = |problem: Problem| {
        let at = Location { file: name.clone(), ..Location::default() };
        (None, vec![Diagnostic::fault(at, problem)])
    };
    let Some(bytes) = at_most(file, LARGEST + 1) else {
        return fault(Problem::new("package.unreadable"));
    };
    if bytes.len() as u64 > LARGEST {
        return fault(Problem::new("package.too_many_bytes").with("limit", LARGEST));
    }
    if let Some(text) = as_xml(&bytes) {
        return match xform::read(&text) {
            Ok(form) => {
                let found = xform::judge(&form, &name);
                (Some(form).filter(|_| !found.iter().any(Diagnostic::is_fault)), found)
            }
            Err(problem) => fault(problem),
        };
    }
    match open_form(&name, &bytes) {
        Ok(book) => {
            let (form, mut found) = sheets::read(book, root);
            found.extend(form.iter().flat_map(|form| xform::of_themselves(form, &name)));
            (form, found)
        }
        Err(error) => (None, vec![error.diagnostic()]),
    }
}

/// So many bytes of a file that can be read.
pub(super) fn at_most(file: &Path, most: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(file).and_then(|file| file.take(most).read_to_end(&mut bytes)).ok()?;
    Some(bytes)
}

/// The text of a file that is XML, in UTF-8 or in the encoding that it says.
fn as_xml(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
            let (text, _, broken) = marked.or_else(|| declared(bytes))?.decode(bytes);
            Some(text).filter(|_| !broken)?
        }
    };
    text.trim_start_matches('\u{feff}').trim_start().starts_with('<').then_some(text)
}

/// The encoding in `<?xml version="1.0" encoding="…"?>`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let (declaration, _) = head.trim_start().strip_prefix("<?xml")?.split_once("?>")?;
    let (_, label) = declaration.split_once("encoding")?;
    let label = label.trim_start().strip_prefix('=')?.trim_start();
    let quote = label.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
    Encoding::for_label(label[1..].split(quote).next()?.as_bytes())
}
