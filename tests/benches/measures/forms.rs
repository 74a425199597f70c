//! How fast forms of strangers open and take an answer, on the generated forms of ../shared/oracle/perf: natively, and in Chromium as
//! wasm beside ODK's engine. All in one run, so that the ratios hold on any machine.

mod page;

use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use jiff::tz::{TimeZone, offset};
use shared::form::session::{Around, Seen, Session};
use shared::form::{sheets, xform};
use tests::oracle;

use crate::row;
use page::Page;

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

/// So often is each form opened here; the middle one counts.
const OPENED: usize = 9;

/// As many answers are given to the first question and to the last.
const ANSWERS: usize = 20;

/// What is to hold: the form, what of it, and the most milliseconds that it may take natively.
const TARGETS: [(&str, &str, Took, f64); 4] = [
    ("mixed_5000", "opened", |times| times.open, 100.0),
    ("chain_5000", "its head answered", |times| times.first, 10.0),
    ("mixed_5000", "its last question answered", |times| times.last, 0.1),
    ("flat_5000", "its first question answered", |times| times.first, 0.1),
];

/// The list of which few choices are offered at a time, and the most milliseconds until they are.
const LIST: (usize, f64) = (100_000, 20.0);

/// How many times faster than ODK's engine ours is to be, natively and as wasm, in what that one takes longest for.
const FASTER: (f64, f64) = (100.0, 30.0);

/// What that is: the form, and what of it.
const LONGEST: [(&str, &str, Took); 5] = [
    ("mixed_1000", "opened", |times| times.open),
    ("mixed_1000", "answered", |times| times.first),
    ("flat_5000", "opened", |times| times.open),
    ("fanout_5000", "opened", |times| times.open),
    ("fanout_5000", "switched", |times| times.first),
];

/// One of the times of a form.
type Took = fn(&Times) -> f64;

/// What a form takes, in milliseconds: read as an XForm and opened, its first question answered, its last.
#[derive(Clone, Copy, Debug, Default)]
struct Times {
    open: f64,
    first: f64,
    last: f64,
}

/// Reads, opens and answers each form, here and in the browser.
pub async fn measure() -> anyhow::Result<()> {
    let folder = oracle::folder().join("perf");
    if !folder.is_dir() {
        row("forms of strangers", format!("not measured: no {}", folder.display()));
        return Ok(());
    }
    let list = long_list();
    let (mut written, mut native) = (vec![("choices".to_owned(), list.clone())], Vec::new());
    for name in FORMS {
        let bytes = std::fs::read(folder.join(format!("{name}.xlsx")))?;
        let (xml, read) = clocked(|| written_as_xml(name, &bytes));
        let (xml, mut times): (String, Vec<Times>) = (xml?, Vec::new());
        // The first opening warms what the machine keeps near.
        for _ in 0..OPENED {
            times.push(here(&xml).with_context(|| name.to_owned())?);
        }
        let of = |what: fn(&Times) -> f64| median(times.iter().map(what).collect());
        let times = Times { open: of(|it| it.open), first: of(|it| it.first), last: of(|it| it.last) };
        row(
            &format!("{name}: workbook read; XForm opened, first question answered, last"),
            format!("{}; {}", ms(read), shown(&times)),
        );
        native.push((name, times));
        written.push((name.to_owned(), xml));
    }
    let filtered = filtered(&list)?;
    for (name, what, of, most) in TARGETS {
        let took = native.iter().find(|(known, _)| *known == name).map_or(f64::NAN, |(_, times)| of(times));
        row(&format!("target: {name} {what} in less than {most} ms"), verdict(took < most, ms(took)));
    }
    let (choices, most) = LIST;
    row(
        &format!("target: {choices} choices filtered in less than {most} ms"),
        verdict(filtered < most, ms(filtered)),
    );
    beside(written, &native).await
}

/// The same in Chromium, and how many times faster than ODK's engine.
async fn beside(written: Vec<(String, String)>, native: &[(&str, Times)]) -> anyhow::Result<()> {
    let page = match Page::open(written).await? {
        Ok(page) => page,
        Err(lacks) => {
            row("forms beside ODK's engine", format!("not measured: {lacks}"));
            return Ok(());
        }
    };
    row("100,000 choices filtered, as wasm", ms(page.filtered("choices").await?));
    for (name, native) in native {
        let (wasm, theirs) = page.measured(name).await?;
        row(&format!("{name} as wasm, in Chromium"), shown(&wasm));
        row(&format!("{name} in ODK's engine, in the same"), shown(&theirs));
        let told = |ours: &Times| {
            let times: [Took; 3] = [|it| it.open, |it| it.first, |it| it.last];
            times.map(|of| format!("{:.0}", of(&theirs) / of(ours))).join(", ")
        };
        row(
            &format!("{name}: so many times faster, natively; as wasm"),
            format!("{}; {}", told(native), told(&wasm)),
        );
        for (_, what, of) in LONGEST.iter().filter(|(form, ..)| form == name) {
            for ((ours, how), times) in
                [(native, "natively"), (&wasm, "as wasm")].into_iter().zip([FASTER.0, FASTER.1])
            {
                let faster = of(&theirs) / of(ours);
                let target = format!("target: {name} {what} {times} times faster {how}");
                row(&target, verdict(faster >= times, format!("{faster:.0}")));
            }
        }
    }
    page.close().await
}

fn written_as_xml(name: &str, bytes: &[u8]) -> anyhow::Result<String> {
    let book = server::package::open_form(name, bytes).map_err(|error| anyhow::anyhow!("{error:?}"))?;
    Ok(xform::write(&sheets::read(book, None).0.context("no form")?))
}

/// What an XForm takes in this process.
fn here(xml: &str) -> anyhow::Result<Times> {
    let (session, open) = clocked(|| opened(xml));
    let mut session = session?;
    let asked: Vec<Seen> = session.look().into_iter().filter(is_asked).collect();
    let (first, last) = (asked.first().context("no question")?, asked.last().context("no question")?);
    Ok(Times { open, first: answered(&mut session, first)?, last: answered(&mut session, last)? })
}

fn opened(xml: &str) -> anyhow::Result<Session> {
    let form = xform::read(xml).map_err(|problem| anyhow::anyhow!("{problem:?}"))?;
    let around = Around { now: "2026-11-29T01:02:03Z".parse()?, zone: TimeZone::fixed(offset(7)), seed: 1 };
    Ok(Session::open(form, around).map_err(|flaws| anyhow::anyhow!("{flaws:?}"))?.session)
}

fn is_asked(seen: &Seen) -> bool {
    seen.relevant && !seen.readonly && matches!(seen.kind, "input" | "select")
}

/// The median of some answers, each another than the one before.
fn answered(session: &mut Session, seen: &Seen) -> anyhow::Result<f64> {
    let mut took = Vec::new();
    for at in 0..ANSWERS {
        let (done, time) = clocked(|| match seen.choices.as_deref() {
            Some(choices) => {
                let chosen = choices.get(at % 2).map(|one| one.value.clone());
                session.choose(&seen.reference, chosen.as_slice())
            }
            None => session.answer(&seen.reference, &(at % 2 + 1).to_string()),
        });
        done.map_err(|refusal| anyhow::anyhow!("{}: {refusal:?}", seen.reference))?;
        took.push(time);
    }
    Ok(median(took))
}

/// A question that offers a hundredth of a long list, by another answer.
fn long_list() -> String {
    let item = |n: usize| format!("<item><name>c{n}</name><label>C {n}</label><of>{}</of></item>", n % 100);
    let items: String = (0..LIST.0).map(item).collect();
    format!(
        r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>L</h:title><model><instance><data id="l"><k/><c/></data></instance><instance id="l"><root>{items}</root></instance><bind nodeset="/data/k" type="int"/></model></h:head><h:body><input ref="/data/k"/><select1 ref="/data/c"><itemset nodeset="instance('l')/root/item[of = /data/k]"><value ref="name"/><label ref="label"/></itemset></select1></h:body></h:html>"#
    )
}

/// How long it takes until the choices are offered that an answer lets through.
fn filtered(list: &str) -> anyhow::Result<f64> {
    let mut session = opened(list)?;
    let mut took = Vec::new();
    for at in 0..ANSWERS {
        let (seen, time) =
            clocked(|| session.answer("/data/k", &(at % 100).to_string()).map(|()| session.look()));
        let seen = seen.map_err(|refusal| anyhow::anyhow!("{refusal:?}"))?;
        let offered = seen.iter().find_map(|seen| seen.choices.as_ref()).map_or(0, Vec::len);
        ensure!(offered == LIST.0 / 100, "{offered} choices are offered");
        took.push(time);
    }
    Ok(median(took))
}

/// What comes of it, and in how many milliseconds.
#[expect(clippy::disallowed_methods, reason = "a measurement")]
fn clocked<T>(act: impl FnOnce() -> T) -> (T, f64) {
    let began = Instant::now();
    let done = act();
    let took: Duration = began.elapsed();
    (done, took.as_secs_f64() * 1000.0)
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_unstable_by(f64::total_cmp);
    all[all.len() / 2]
}

fn shown(times: &Times) -> String {
    [times.open, times.first, times.last].map(ms).join(", ")
}

fn ms(took: f64) -> String {
    format!("{took:.3} ms")
}

fn verdict(met: bool, said: String) -> String {
    format!("{}: {said}", if met { "met" } else { "not met" })
}
