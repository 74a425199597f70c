//! A clerk at a batch: what each key does, from a paper's number to the entry that is sent. Without a browser: what it asks for beyond
//! itself is an [`Act`].

use std::collections::BTreeMap;

use shared::problem::Problem;
use shared::wire::{FieldKind, PaperDifference, PaperEntry, PaperWork};

use super::foot;
use super::keys::{Act, REASONS, Reason, Stroke};
use super::paper::{Both, Paper, keep_typed, step};
use super::said::{SPOILED, Said, Typed, as_typed, read};
use super::sheet::{Form, Sheet, Why, said};

/// A clerk at a batch.
#[derive(Clone, Debug)]
pub struct Station {
    form: Form,
    /// The batch as the server told it last.
    pub work: PaperWork,
    /// The paper on the desk; without one its number is asked.
    pub paper: Option<Paper>,
    /// What was left before it was whole.
    halves: BTreeMap<u32, Sheet>,
    /// Papers that are on their way to the server.
    pub on_way: Vec<u32>,
    /// The paper that was done last.
    done: u32,
    /// Whether who stands here keyed papers of the batch, and did not only compare.
    keys: bool,
    /// What is wrong with what was typed.
    pub told: Option<Problem>,
    /// What is doubted of the field that was just keyed.
    pub doubt: Option<(usize, Why)>,
}

impl Station {
    /// Nothing lies on the desk.
    pub fn new(work: PaperWork) -> Result<Self, Problem> {
        let form = Form::of(&work)?;
        Ok(Self {
            form,
            keys: work.last.is_some(),
            work,
            paper: None,
            halves: BTreeMap::new(),
            on_way: Vec::new(),
            done: 0,
            told: None,
            doubt: None,
        })
    }

    /// Takes over how far the batch is by now.
    pub fn refresh(&mut self, work: PaperWork) {
        self.work = work;
    }

    /// How many papers were begun that are not whole.
    pub fn begun(&self) -> usize {
        usize::from(self.paper.is_some()) + self.halves.len()
    }

    /// The numbers of papers that were begun here and left.
    pub fn left(&self) -> impl Iterator<Item = u32> {
        self.halves.keys().copied()
    }

    /// The paper that Enter alone begins. Who keys goes on keying, and compares when all is keyed; who did not key yet came to compare,
    /// where papers wait for it.
    pub fn next(&self) -> Option<u32> {
        let here = |number: &&u32| !self.on_way.contains(number);
        let open = || self.work.open.iter().filter(here);
        let mut left = self.halves.keys().filter(here);
        let mut differing = self.work.differing.iter().filter(here);
        let first = if self.keys || self.begun() > 0 { None } else { differing.next() };
        let keyed = || open().find(|number| **number > self.done).or_else(|| open().next());
        first.or_else(keyed).or_else(|| left.next()).or_else(|| differing.next()).copied()
    }

    /// Whether a paper was begun here and left.
    pub fn was_left(&self, number: u32) -> bool {
        self.halves.contains_key(&number)
    }

    /// What stands in the field at first: of what is typed what was said, as choices are shown beside it.
    pub fn value(&self) -> String {
        let Some(paper) = self.paper.as_ref().filter(|paper| !paper.spoiling && !paper.decides_here()) else {
            return String::new();
        };
        match paper.sheet.field() {
            Some(field) if !matches!(field.kind, FieldKind::One | FieldKind::Several) => {
                as_typed(field, paper.sheet.said(paper.sheet.at()))
            }
            _ => String::new(),
        }
    }

    /// Something was typed; this stands in the field.
    pub fn typed(&mut self, text: &str) -> Act {
        self.told = None;
        let Some(paper) = &mut self.paper else { return Act::Stay };
        let digit = text.trim().parse::<u32>().ok();
        if paper.spoiling {
            // Behind a blank a digit begins a reason in words.
            let lone = digit.filter(|digit| text.len() == 1 && (1..=REASONS).contains(digit));
            return match lone {
                Some(digit) => Act::Spoil(paper.number, Reason::Common(digit)),
                None => Act::Stay,
            };
        }
        if text.trim() == SPOILED && (paper.sheet.field().is_none() || paper.is_whole()) {
            paper.spoiling = true;
            return Act::Show;
        }
        if paper.is_whole() {
            return if text.is_empty() { Act::Stay } else { self.ask_to_take() };
        }
        let Some(field) = paper.sheet.field() else { return Act::Show };
        let typed = read(field, text, false);
        self.take(typed)
    }

    /// A key was pressed; this stands in the field.
    pub fn press(&mut self, stroke: Stroke, text: &str) -> Act {
        self.told = None;
        let Some(paper) = &mut self.paper else { return self.press_at_number(stroke, text) };
        match stroke {
            Stroke::Enter if paper.spoiling && text.trim().is_empty() => {
                self.told = Some(Problem::new("keying.nothing_typed"));
                Act::Stay
            }
            Stroke::Enter if paper.spoiling => {
                Act::Spoil(paper.number, Reason::Words(text.trim().to_owned()))
            }
            Stroke::Enter if paper.is_whole() => {
                (paper.both, paper.sheet) = (None, Sheet::new(&self.form));
                Act::Show
            }
            Stroke::Enter => {
                let Some(field) = paper.sheet.field() else {
                    return Act::Finish(paper.number, paper.sheet.entry());
                };
                let chosen = matches!(field.kind, FieldKind::One | FieldKind::Several);
                let (is_empty, decides) = (text.trim().is_empty(), paper.decides_here());
                if (chosen || decides) && is_empty && *paper.sheet.said(paper.sheet.at()) != Said::Open {
                    paper.sheet.go_on();
                    self.doubt = None;
                    return Act::Show;
                }
                if decides && is_empty {
                    return self.ask_to_take();
                }
                let typed = read(field, text, true);
                self.take(typed)
            }
            Stroke::Take(nth) => self.take_entry(nth),
            Stroke::Step { .. } if paper.spoiling => {
                paper.spoiling = false;
                Act::Show
            }
            Stroke::Step { down, any } => {
                self.doubt = None;
                keep_typed(paper, text);
                if !paper.is_whole() {
                    step(paper, down, any);
                }
                Act::Show
            }
            Stroke::Leave => {
                keep_typed(paper, text);
                self.lay_aside();
                Act::Show
            }
        }
    }

    /// A paper was asked for in the list of batches: it lies there already, or what lies there is laid aside first.
    pub fn ask_for(&mut self, number: u32) -> Act {
        if self.paper.as_ref().is_some_and(|paper| paper.number == number) {
            return Act::Stay;
        }
        self.press(Stroke::Leave, "");
        self.press(Stroke::Enter, &number.to_string())
    }

    /// Whether one sign chooses something now.
    pub fn takes_one_sign(&self) -> bool {
        self.paper.as_ref().is_some_and(|paper| {
            let chosen = |kind| matches!(kind, FieldKind::One | FieldKind::Several);
            paper.spoiling || paper.is_whole() || paper.sheet.field().is_some_and(|field| chosen(field.kind))
        })
    }

    /// Whether an entry of others can be taken while this stands in the field.
    pub fn takes_entry(&self, text: &str) -> bool {
        text.is_empty() && self.paper.as_ref().is_some_and(Paper::decides_here)
    }

    /// Makes room for a paper from beside; one that decides is not laid aside, as what was chosen of it would be lost.
    pub fn make_room(&mut self, text: &str) -> bool {
        if let Some(paper) = self.paper.as_ref().filter(|paper| paper.decides) {
            self.told = Some(Problem::new("keying.decide_first").with("paper", paper.number));
            return false;
        }
        self.press(Stroke::Leave, text);
        true
    }

    /// Goes to a field that was pointed at; this stands in the field before.
    pub fn go_to(&mut self, nth: usize, text: &str) -> Act {
        if let Some(paper) = self.paper.as_mut().filter(|paper| paper.both.is_none()) {
            keep_typed(paper, text);
            paper.sheet.go_to(nth);
            paper.spoiling = false;
            self.doubt = None;
        }
        Act::Show
    }

    /// The paper on the desk is done: the next one is asked for.
    pub fn done(&mut self) {
        if let Some(paper) = &self.paper {
            self.done = paper.number;
            self.keys |= !paper.decides;
            self.halves.remove(&paper.number);
            let is_other = |number: &u32| *number != paper.number;
            self.work.open.retain(is_other);
            self.work.differing.retain(is_other);
        }
        self.clear();
    }

    /// Lays a paper on the desk again of which this was keyed.
    pub fn correct(&mut self, number: u32, entry: &PaperEntry, decides: bool) {
        let sheet = match entry.spoiled.is_empty() {
            true => Sheet::with(&self.form, entry),
            false => Sheet::new(&self.form),
        };
        self.lay(Paper { number, sheet, decides, both: None, spoiling: false });
    }

    /// Lays a paper on the desk of which two others' entries differ.
    pub fn compare(&mut self, number: u32, difference: PaperDifference) {
        let Ok(entries) = <[PaperEntry; 2]>::try_from(difference.entries) else { return };
        let said = [said(&self.form, &entries[0]), said(&self.form, &entries[1])];
        let mut sheet = Sheet::new(&self.form);
        for (nth, (one, other)) in said[0].iter().zip(&said[1]).enumerate() {
            if one == other {
                sheet.say(nth, one.clone());
            }
        }
        sheet.open_what_is_not_asked();
        sheet.go_to(0);
        sheet.go_on();
        let both = Some(Both { entries, said });
        self.lay(Paper { number, sheet, decides: true, both, spoiling: false });
    }

    fn lay(&mut self, paper: Paper) {
        self.lay_aside();
        self.paper = Some(paper);
    }

    /// What was keyed of the paper on the desk stays; what decides is chosen anew.
    fn lay_aside(&mut self) {
        if let Some(paper) = self.paper.take().filter(|paper| !paper.decides) {
            self.halves.insert(paper.number, paper.sheet);
        }
        self.clear();
    }

    fn clear(&mut self) {
        (self.paper, self.told, self.doubt) = (None, None, None);
    }

    fn press_at_number(&mut self, stroke: Stroke, text: &str) -> Act {
        match stroke {
            Stroke::Enter => {
                let wanted = if text.trim().is_empty() { self.next() } else { self.number(text) };
                match wanted {
                    Some(number) => self.begin(number),
                    None if self.told.is_some() => Act::Stay,
                    None => self.say(Problem::new("keying.no_more")),
                }
            }
            Stroke::Step { down: false, .. } if text.trim().is_empty() => Act::Back(self.work.last),
            Stroke::Step { .. } | Stroke::Leave | Stroke::Take(_) => Act::Stay,
        }
    }

    /// The number that was typed, or read by a scanner with that of the batch before it.
    fn number(&mut self, text: &str) -> Option<u32> {
        let batch = self.work.batch.position;
        match foot::numbers(text).as_deref() {
            Some([of, _]) if i64::from(*of) != batch => {
                self.told = Some(Problem::new("keying.other_batch").with("batch", of).with("here", batch));
                None
            }
            Some([.., number]) => Some(*number),
            _ => {
                self.told = Some(Problem::new("keying.no_number"));
                None
            }
        }
    }

    fn begin(&mut self, number: u32) -> Act {
        let batch = &self.work.batch;
        if batch.back.is_none() {
            self.told = Some(Problem::new("papers.not_back").with("n", batch.position));
        } else if !(1..=batch.what.issued).contains(&number) {
            let problem = Problem::new("papers.no_paper").with("paper", number);
            self.told = Some(problem.with("batch", batch.position).with("issued", batch.what.issued));
        } else if self.on_way.contains(&number) {
            self.told = Some(Problem::new("keying.on_its_way").with("paper", number));
        } else if let Some(sheet) = self.halves.remove(&number) {
            self.lay(Paper { number, sheet, decides: false, both: None, spoiling: false });
            return Act::Begin;
        } else if self.work.differing.contains(&number) {
            return Act::Compare(number);
        } else if self.work.last == Some(number) {
            return Act::Again(number);
        } else if self.work.open.contains(&number) {
            let sheet = Sheet::new(&self.form);
            self.lay(Paper { number, sheet, decides: false, both: None, spoiling: false });
            return Act::Begin;
        } else {
            self.told = Some(Problem::new("keying.not_open").with("paper", number));
        }
        Act::Stay
    }

    fn say(&mut self, problem: Problem) -> Act {
        self.told = Some(problem);
        Act::Stay
    }

    fn take(&mut self, typed: Typed) -> Act {
        let Some(paper) = &mut self.paper else { return Act::Stay };
        match typed {
            Typed::Waits => Act::Stay,
            Typed::Is(said) => {
                let at = paper.sheet.at();
                paper.sheet.key(said);
                self.doubt = paper.sheet.doubt(at).map(|why| (at, why));
                Act::Show
            }
            Typed::Spoiled => {
                paper.spoiling = true;
                Act::Show
            }
            Typed::Wrong(problem) => {
                let field = paper.sheet.field();
                let typed = field.is_some_and(|it| !matches!(it.kind, FieldKind::One | FieldKind::Several));
                self.told = Some(problem);
                // A word can be mended; a digit is typed again.
                if typed { Act::Stay } else { Act::Show }
            }
        }
    }

    fn ask_to_take(&mut self) -> Act {
        self.told = Some(Problem::new("keying.choose"));
        Act::Show
    }

    /// Takes what one entry says: of this field, or where one calls the paper spoiled, all of it.
    fn take_entry(&mut self, nth: usize) -> Act {
        let Some(paper) = &mut self.paper else { return Act::Stay };
        let Some(both) = &paper.both else { return Act::Stay };
        if !paper.is_whole() {
            let said = both.said[nth].get(paper.sheet.at()).cloned().unwrap_or_default();
            return self.take(Typed::Is(said));
        }
        let entry = both.entries[nth].clone();
        if !entry.spoiled.is_empty() {
            return Act::Spoil(paper.number, Reason::Words(entry.spoiled));
        }
        (paper.both, paper.sheet) = (None, Sheet::with(&self.form, &entry));
        Act::Show
    }
}
