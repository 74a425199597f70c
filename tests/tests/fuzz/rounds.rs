//! The rounds: an input is taken from the pool, changed and tried; one that leads to something new comes into the pool.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Seek as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use tests::binary::root;

use crate::change::Dice;

/// What is tried.
pub struct Target {
    /// What its inputs are called.
    pub name: &'static str,
    /// Inputs of people.
    pub seeds: Vec<Vec<u8>>,
    /// One input, changed, perhaps with pieces of another.
    pub change: fn(&[u8], &[u8], &mut Dice) -> Vec<u8>,
    /// Tries an input, and says in a few words what came of it.
    pub attempt: fn(&[u8]) -> BTreeSet<String>,
}

/// How many rounds are walked where no time is given.
const ROUNDS: u64 = 150;

/// And from about how many inputs of people it begins.
const FEW: usize = 40;

/// An input for which more time is needed is a find, and one that takes longer than this three times ends the run. It is time of the
/// processor, not of the wall: what is busy beside it makes no input slow.
const SLOW: Duration = Duration::from_secs(5);

/// More inputs than this no pool needs.
const POOL: usize = 3_000;

/// Tries a target: for FUZZ_SECONDS of the processor by a way that FUZZ_SEED says, or for a few rounds that are always the same.
pub fn run(target: &Target) {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().expect("a number"));
    let (seconds, seed) = (number("FUZZ_SECONDS"), number("FUZZ_SEED").unwrap_or(1));
    let folder = kept();
    let current = folder.join(format!("{}-current", target.name));
    let mut last = seconds.map(|_| File::create(&current).expect("a file"));
    let began = taken(ClockId::ThreadCPUTime);
    let goes_on = |round: u64| match seconds {
        Some(seconds) => (taken(ClockId::ThreadCPUTime) - began).as_secs() < seconds,
        None => round < ROUNDS,
    };
    let mut dice = Dice::new(seed);
    let mut pool = target.seeds.clone();
    match seconds {
        Some(_) => pool.extend(found_before(&folder, target.name)),
        // The short walk begins with some of all kinds.
        None => pool = pool.into_iter().step_by(target.seeds.len() / FEW + 1).collect(),
    }
    let seeds = pool.len();
    let (mut known, mut finds): (BTreeSet<String>, BTreeMap<String, PathBuf>) = Default::default();
    let (mut round, mut slowest) = (0, Duration::ZERO);
    while goes_on(round) {
        let input = match pool.get(round as usize) {
            // First all as they are.
            Some(input) if (round as usize) < seeds => input.clone(),
            _ => {
                let (one, other) = (dice.below(pool.len()), dice.below(pool.len()));
                (target.change)(&pool[one], &pool[other], &mut dice)
            }
        };
        round += 1;
        if let Some(last) = &mut last {
            // What ends the process, such as a stack that is used up, leaves its input here.
            overwrite(last, &input).expect("written");
        }
        let watch = seconds.map(|_| Watch::over(&current, SLOW * 3));
        let tried = taken(ClockId::ThreadCPUTime);
        let said = caught(|| (target.attempt)(&input));
        let took = taken(ClockId::ThreadCPUTime) - tried;
        drop(watch);
        if took > slowest {
            slowest = took;
            if seconds.is_some() {
                // To be looked into, and tried first the next time.
                std::fs::write(folder.join(format!("{}-slowest", target.name)), &input).expect("written");
            }
        }
        let find = match said {
            Err(panic) => Some(panic),
            Ok(_) if seconds.is_some() && took > SLOW => Some(format!("it took {took:?}")),
            Ok(said) => {
                let fresh = said.into_iter().filter(|word| known.insert(word.clone())).count();
                if fresh > 0 && pool.len() < POOL {
                    pool.push(input.clone());
                }
                None
            }
        };
        if let Some(find) = find.filter(|find| !finds.contains_key(find)) {
            let path = folder.join(format!("{}-{}", target.name, finds.len() + 1));
            std::fs::write(&path, &input).expect("written");
            println!("{}: {find}: {}", target.name, path.display());
            finds.insert(find, path);
        }
    }
    let (name, pool, known) = (target.name, pool.len(), known.len());
    let all = taken(ClockId::ThreadCPUTime) - began;
    println!("{name}: {round} rounds, {pool} inputs in the pool, {known} outcomes, seed {seed}");
    println!("{name}: {all:.0?} of the processor, {slowest:.1?} for the slowest input");
    assert!(finds.is_empty(), "{name}: {finds:#?}");
}

/// Puts these bytes in place of what a file holds. It is made shorter behind them and never empty before: a file that is emptied and
/// written again goes to the disk by the rules of some file systems, and takes longer than what is tried.
fn overwrite(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    file.rewind()?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)
}

/// The time of the processor that a thread or the process took so far.
fn taken(clock: ClockId) -> Duration {
    clock_gettime(clock).try_into().expect("no clock of a processor goes back")
}

/// What was found in earlier runs: whether it is mended is tried first.
fn found_before(folder: &Path, name: &str) -> Vec<Vec<u8>> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let its = |path: &PathBuf| {
        let file = path.file_name().and_then(|file| file.to_str()).unwrap_or_default();
        file.strip_prefix(name).is_some_and(|rest| rest.starts_with('-'))
    };
    let mut files: Vec<PathBuf> = files.filter(its).collect();
    files.sort();
    files.iter().filter_map(|path| std::fs::read(path).ok()).collect()
}

/// Where finds are kept.
fn kept() -> PathBuf {
    let folder = root().join("target/fuzz");
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

thread_local! {
    /// Whether an input is being tried, and where it panicked, with the words.
    static TRIED: Cell<bool> = const { Cell::new(false) };
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

fn caught<T>(attempt: impl FnOnce() -> T) -> Result<T, String> {
    static HEARD: Once = Once::new();
    HEARD.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| match TRIED.get() {
            true => PANIC.set(panic.to_string()),
            false => usual(panic),
        }));
    });
    TRIED.set(true);
    let done = catch_unwind(AssertUnwindSafe(attempt));
    TRIED.set(false);
    done.map_err(|_| PANIC.take())
}

/// Ends the process where an input takes without end.
struct Watch(u64);

static WATCHED: AtomicU64 = AtomicU64::new(0);

impl Watch {
    fn over(current: &Path, patience: Duration) -> Self {
        static BEGUN: Once = Once::new();
        let current = current.to_owned();
        BEGUN.call_once(move || {
            std::thread::spawn(move || {
                let (mut last, mut since) = (u64::MAX, Duration::ZERO);
                loop {
                    std::thread::sleep(Duration::from_secs(1));
                    let (now, all) = (WATCHED.load(Ordering::Relaxed), taken(ClockId::ProcessCPUTime));
                    if now != last {
                        (last, since) = (now, all);
                    }
                    if now % 2 == 1 && all - since > patience {
                        eprintln!("one input takes without end: {}", current.display());
                        std::process::exit(1);
                    }
                }
            });
        });
        Self(WATCHED.fetch_add(1, Ordering::Relaxed))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        WATCHED.store(self.0 + 2, Ordering::Relaxed);
    }
}
