//! How fast forms of strangers open and take an answer, on the generated forms of ../shared/oracle/perf: natively, in this process.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context;
use jiff::tz::{TimeZone, offset};
use shared::form::session::{Around, Seen, Session};
use shared::form::sheets;
use tests::binary::root;

use crate::row;

/// The forms: without rules, a chain of calculations, one switch that everything depends on, and a mix.
const FORMS: [&str; 12] = [
    "flat_100",
    "flat_1000",
    "flat_5000",
    "chain_100",
    "chain_1000",
    "chain_5000",
    "fanout_100",
    "fanout_1000",
    "fanout_5000",
    "mixed_100",
    "mixed_1000",
    "mixed_5000",
];

/// As many answers are given to the first question and to the last.
const ANSWERS: usize = 20;

/// Reads, opens and answers each form.
#[expect(clippy::disallowed_methods, reason = "a measurement")]
pub fn measure() -> anyhow::Result<()> {
    let beside = root().join("../shared/oracle");
    let folder = std::env::var_os("PARINDEX_ORACLE").map_or(beside, PathBuf::from).join("perf");
    if !folder.is_dir() {
        row("forms of strangers", format!("not measured: no {}", folder.display()));
        return Ok(());
    }
    for name in FORMS {
        let bytes = std::fs::read(folder.join(format!("{name}.xlsx")))?;
        let began = Instant::now();
        let book = server::package::open_form(name, &bytes).map_err(|error| anyhow::anyhow!("{error:?}"))?;
        let form = sheets::read(&book, None).0.context(name)?;
        let read = began.elapsed();
        let around =
            Around { now: "2026-11-29T01:02:03Z".parse()?, zone: TimeZone::fixed(offset(7)), seed: 1 };
        let began = Instant::now();
        let opened = Session::open(form, around);
        let open = began.elapsed();
        let mut session = opened.map_err(|_| anyhow::anyhow!("{name} does not open"))?.session;
        let asked: Vec<Seen> = session.look().into_iter().filter(is_asked).collect();
        let (first, last) = (asked.first().context(name)?, asked.last().context(name)?);
        row(
            &format!("{name}: workbook read, opened, its first question answered, its last"),
            format!(
                "{}, {}, {}, {}",
                shown(read),
                shown(open),
                shown(answered(&mut session, first)?),
                shown(answered(&mut session, last)?)
            ),
        );
    }
    Ok(())
}

fn is_asked(seen: &Seen) -> bool {
    seen.relevant && !seen.readonly && matches!(seen.kind, "input" | "select")
}

/// The median of some answers, each another than the one before.
#[expect(clippy::disallowed_methods, reason = "a measurement")]
fn answered(session: &mut Session, seen: &Seen) -> anyhow::Result<Duration> {
    let mut took = Vec::new();
    for at in 0..ANSWERS {
        let began = Instant::now();
        let done = match seen.choices.as_deref() {
            Some(choices) => {
                let chosen = choices.get(at % 2).map(|one| one.value.clone());
                session.choose(&seen.reference, chosen.as_slice())
            }
            None => session.answer(&seen.reference, &(at % 2 + 1).to_string()),
        };
        took.push(began.elapsed());
        done.map_err(|refusal| anyhow::anyhow!("{}: {refusal:?}", seen.reference))?;
    }
    took.sort_unstable();
    Ok(took[ANSWERS / 2])
}

fn shown(took: Duration) -> String {
    format!("{:.3} ms", took.as_secs_f64() * 1000.0)
}
