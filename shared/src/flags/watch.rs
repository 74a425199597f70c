//! The ballots of a campaign as the rules see them, and what these say of each.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::cells::AllCells;
use super::durations::Durations;
use super::own::{Beside, Own, changed};
use super::seen::{Layout, Names, Seen};
use super::{ByNumber, Flag, Rule, Rules};
use crate::ballot::{Ballot, DoneAgain, Mode, Status};
use crate::campaign::{Campaign, Limit, Limits};
use crate::day::Day;
use crate::message::{date, date_time};
use crate::problem::Problem;

/// All ballots of a campaign that were read.
#[derive(Debug)]
pub struct Watch {
    limits: Limits,
    zone: TimeZone,
    days: [Day; 2],
    layouts: HashMap<(String, String), Layout>,
    current: HashMap<String, String>,
    names: Names,
    seen: ByNumber<Seen>,
    cells: AllCells,
    durations: HashMap<(u32, Mode), Durations>,
    usual: HashMap<(u32, Mode), i64>,
    own: BTreeMap<u32, Own>,
    done_again: DoneAgain,
    /// Of each ballot that is not rejected another of the same interview that is not either.
    beside: BTreeMap<i64, i64>,
    /// The ballots that were made in place of another, with that one's id.
    copies: BTreeMap<i64, Uuid>,
    /// They, and those that they name.
    linked: BTreeSet<i64>,
    /// The ids that were named since, and those of who named them: to be looked for.
    named: HashSet<Uuid>,
    /// Of those that say what the other said, the other.
    unchanged: BTreeMap<i64, i64>,
    /// The ballots that came since.
    new: Vec<i64>,
    /// Whether one was rejected since, or a rejection taken back.
    decided: bool,
}

/// A ballot that meets a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flagged<'a> {
    /// Its number.
    pub number: i64,
    /// What it meets.
    pub rules: Rules,
    /// Whether a person accepted or rejected it last.
    pub decided: bool,
    /// What it is about.
    pub about: About<'a>,
}

/// What can be asked of a ballot beside its flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About<'a> {
    /// Its form.
    pub form: &'a str,
    /// Its place.
    pub place: &'a str,
    /// Who asked; empty where the respondent answered alone.
    pub interviewer: &'a str,
}

impl Watch {
    /// Begins with none. The zone is that of the campaign's settings.
    pub fn of(campaign: &Campaign, zone: TimeZone) -> Self {
        let layout = |it: &crate::form::FormDefinition| ((it.id.clone(), it.version.clone()), Layout::of(it));
        let current = |form: &crate::campaign::CampaignForm| {
            Some((form.form.clone(), campaign.definition(&form.form)?.version.clone()))
        };
        Self {
            limits: campaign.settings.limits.clone(),
            zone,
            days: [campaign.settings.survey_opens, campaign.settings.survey_closes],
            layouts: campaign.definitions.iter().map(layout).collect(),
            current: campaign.forms.iter().filter_map(current).collect(),
            names: Names::default(),
            seen: ByNumber::default(),
            cells: AllCells::default(),
            durations: HashMap::new(),
            usual: HashMap::new(),
            own: BTreeMap::new(),
            done_again: DoneAgain::default(),
            beside: BTreeMap::new(),
            copies: BTreeMap::new(),
            linked: BTreeSet::new(),
            named: HashSet::new(),
            unchanged: BTreeMap::new(),
            new: Vec::new(),
            decided: false,
        }
    }

    /// Reads a ballot: its number, what its device's clock was behind when it sent (milliseconds), and the status that it came with.
    pub fn add(&mut self, number: i64, ballot: &Ballot, clock_offset_ms: Option<i64>, arrived: Status) {
        let header = &ballot.header;
        let offset = clock_offset_ms.unwrap_or(0) / 1000;
        let (started, finished) = (header.started.as_second() + offset, header.finished.as_second() + offset);
        let (names, cells) = (&mut self.names, &mut self.cells);
        let layout = self.layouts.get(&(header.form.clone(), header.version.clone()));
        let judged = layout.map(|layout| layout.read(&ballot.answers, names, cells)).unwrap_or_default();
        let it = Seen {
            form: names.number(&header.form),
            version: names.number(&header.version),
            place: names.number(&header.place),
            interviewer: header.interviewer.as_deref().map(|name| names.number(name)),
            mode: header.mode,
            started,
            finished,
            behind: clock_offset_ms.map(minutes),
            id: header.id,
            rejected: arrived == Status::Rejected,
            decided: false,
            is_current: self.current.get(&header.form).is_none_or(|current| *current == header.version),
            screened_out: arrived == Status::ScreenedOut,
            at_night: header.mode == Mode::Tablet
                && [started, finished].into_iter().any(|it| self.is_night(it)),
            outside: self.is_outside(finished),
            judged,
            answers: layout.map(|layout| layout.number_of(&ballot.answers)),
            met: Rules::default(),
        };
        self.done_again.add(header);
        if let Some(replaced) = header.replaces {
            self.copies.insert(number, replaced);
            self.named.extend([replaced, header.id]);
        }
        // Of several ballots of an id one may name another.
        let named = [self.done_again.made_instead(it.id).next(), self.done_again.replaced(it.id).next()];
        if named != [None, None] {
            self.linked.insert(number);
        }
        if !it.screened_out && finished >= started {
            self.durations.entry((it.form, it.mode)).or_default().add(finished - started);
        }
        if let Some(interviewer) = it.interviewer {
            self.own.entry(interviewer).or_default().add(number);
        }
        self.seen.insert(number, it);
        self.new.push(number);
    }

    /// Notes as what a person lets a ballot stand; none where they took that back.
    pub fn decide(&mut self, number: i64, stands: Option<Status>) {
        if let Some(it) = self.seen.get_mut(number) {
            let rejected = stands == Some(Status::Rejected);
            self.decided |= it.rejected != rejected;
            (it.rejected, it.decided) = (rejected, stands.is_some());
        }
    }

    /// Holds what came against the rest: to be called before anything is asked. Of the others only those are looked at again of which
    /// something may have changed by it.
    pub fn settle(&mut self) {
        let new = std::mem::take(&mut self.new);
        if !std::mem::take(&mut self.decided) && new.is_empty() {
            return;
        }
        let mut moved: BTreeSet<i64> = new.into_iter().collect();
        moved.extend(self.settle_usual());
        for own in self.own.values_mut() {
            moved.extend(own.settle((&self.seen, &self.cells), &self.copies, &self.limits));
        }
        self.settle_linked();
        moved.extend(self.settle_beside());
        moved.extend(self.settle_unchanged());
        for number in moved {
            let rules = self.seen.get(number).map(|it| self.rules(number, it)).unwrap_or_default();
            if let Some(it) = self.seen.get_mut(number) {
                it.met = rules;
            }
        }
    }

    /// How long ballots usually take, and those that are fast by that and were not, or were and are not.
    fn settle_usual(&mut self) -> Vec<i64> {
        let least = self.limits.of(Limit::FastBallots);
        let usual = self.durations.iter().filter_map(|(of, it)| Some((*of, it.median(least)?)));
        let before = std::mem::replace(&mut self.usual, usual.collect());
        let changed = |of: &(u32, Mode)| before.get(of) != self.usual.get(of);
        let of: Vec<(u32, Mode)> = self.durations.keys().copied().filter(changed).collect();
        let all = self.seen.iter().filter(|(_, it)| of.contains(&(it.form, it.mode)));
        let moved = all.filter(|(_, it)| self.is_fast(it, &before) != self.is_fast(it, &self.usual));
        moved.map(|(number, _)| number).collect()
    }

    /// Looks for the ballots that were named since.
    fn settle_linked(&mut self) {
        let named = std::mem::take(&mut self.named);
        if !named.is_empty() {
            let found = self.seen.iter().filter(|(_, it)| named.contains(&it.id));
            self.linked.extend(found.map(|(number, _)| number));
        }
    }

    /// The ballots that name another or are named, with their numbers.
    fn linked(&self) -> impl Iterator<Item = (i64, &Seen)> {
        self.linked.iter().filter_map(|number| Some((*number, self.seen.get(*number)?)))
    }

    /// Which ballots stand beside another of their interview, and those of which that has changed.
    fn settle_beside(&mut self) -> Vec<i64> {
        let standing = self.linked().filter(|(_, it)| !it.rejected).map(|(number, it)| (it.id, number));
        let beside = self.done_again.beside(standing);
        let before = std::mem::replace(&mut self.beside, beside);
        changed(&before, &self.beside)
    }

    /// Which ballots say in everything what the one says in whose place they were made, and those of which that has changed.
    fn settle_unchanged(&mut self) -> Vec<i64> {
        let mut by_id = BTreeMap::<Uuid, Vec<(i64, &Seen)>>::new();
        self.linked().for_each(|(number, it)| by_id.entry(it.id).or_default().push((number, it)));
        let as_before = |(&number, replaced): (&i64, &Uuid)| {
            let it = self.seen.get(number)?;
            let before = by_id.get(replaced)?.iter();
            let same = |(other, that): &&(i64, &Seen)| {
                *other != number
                    && that.answers.is_some()
                    && (that.form, that.answers) == (it.form, it.answers)
            };
            before.clone().find(same).map(|(other, _)| (number, *other))
        };
        let now = self.copies.iter().filter_map(as_before).collect();
        let before = std::mem::replace(&mut self.unchanged, now);
        changed(&before, &self.unchanged)
    }

    /// The forms of which too few ballots came one way to tell whether one was fast, with how many it takes.
    pub fn unmeasured(&self) -> (Vec<&str>, u32) {
        let asks = self.limits.of(Limit::FastPercent) > 0;
        let without = |of: &&(u32, Mode)| asks && !self.usual.contains_key(*of);
        let forms: BTreeSet<&str> =
            self.durations.keys().filter(without).map(|(form, _)| self.names.name(*form)).collect();
        (forms.into_iter().collect(), self.limits.of(Limit::FastBallots))
    }

    /// The ballots before a number that meet a rule, the newest first.
    pub fn flagged(&self, before: i64) -> impl Iterator<Item = Flagged<'_>> {
        let flagged = self.seen.before(before).rev().filter(|(_, it)| !it.met.is_empty());
        flagged.map(|(number, it)| Flagged {
            number,
            rules: it.met,
            decided: it.decided,
            about: self.about_of(it),
        })
    }

    /// What a ballot is about.
    pub fn about(&self, number: i64) -> Option<About<'_>> {
        Some(self.about_of(self.seen.get(number)?))
    }

    fn about_of(&self, it: &Seen) -> About<'_> {
        let name = |number| self.names.name(number);
        let interviewer = it.interviewer.map_or("", name);
        About { form: name(it.form), place: name(it.place), interviewer }
    }

    /// The flags of a ballot, with their figures.
    pub fn flags(&self, number: i64) -> Vec<Flag> {
        let Some(it) = self.seen.get(number) else { return Vec::new() };
        let rules = self.rules(number, it);
        rules.iter().map(|rule| Flag { rule, reason: self.reason(rule, number, it) }).collect()
    }

    fn rules(&self, number: i64, it: &Seen) -> Rules {
        let beside = self.beside(number, it);
        let share = |part: u32, percent: Limit, least: Limit| {
            let (n, percent) = (it.judged.n(), self.limits.of(percent));
            percent > 0
                && n >= self.limits.of(least)
                && u64::from(part) * 100 >= u64::from(n) * u64::from(percent)
        };
        let no_opinion = share(it.judged.no_opinion, Limit::NoOpinionPercent, Limit::NoOpinionAnswers);
        let met = |rule: &Rule| match rule {
            Rule::Fast => self.is_fast(it, &self.usual),
            // Who has no opinion on anything is flagged for that alone.
            Rule::Alike => !no_opinion && share(it.judged.alike, Limit::AlikePercent, Limit::AlikeAnswers),
            Rule::NoOpinion => no_opinion,
            Rule::Twin => beside.twin.is_some(),
            Rule::Overlap => beside.overlap.is_some(),
            Rule::Hours => it.at_night,
            Rule::Days => it.outside,
            Rule::Clock => beside.set_back.is_some() || it.finished < it.started,
            Rule::Version => !it.is_current,
            Rule::ScreenedOut => it.screened_out,
            Rule::DoneAgain => self.beside.contains_key(&number),
            Rule::Unchanged => self.unchanged.contains_key(&number),
        };
        Rule::ALL.into_iter().filter(met).collect()
    }

    /// What the interviewer's other ballots say of it.
    fn beside(&self, number: i64, it: &Seen) -> Beside {
        let own = it.interviewer.and_then(|interviewer| self.own.get(&interviewer));
        own.map(|own| own.beside(number)).unwrap_or_default()
    }

    fn is_fast(&self, it: &Seen, usual: &HashMap<(u32, Mode), i64>) -> bool {
        let seconds = it.finished - it.started;
        let usual = usual.get(&(it.form, it.mode)).filter(|_| !it.screened_out && seconds >= 0);
        usual.is_some_and(|usual| seconds * 100 < usual * i64::from(self.limits.of(Limit::FastPercent)))
    }

    fn reason(&self, rule: Rule, number: i64, it: &Seen) -> Problem {
        let beside = self.beside(number, it);
        let (n, name) = (it.judged.n(), |number| self.names.name(number));
        match rule {
            Rule::Fast => {
                let seconds = it.finished - it.started;
                let usual = self.usual.get(&(it.form, it.mode)).copied().unwrap_or_default();
                let problem = Problem::new("flags.fast").with("minutes", seconds / 60);
                let problem = problem.with("seconds", seconds % 60).with("usual", usual / 60);
                problem.with("form", name(it.form)).with("percent", self.limits.of(Limit::FastPercent))
            }
            Rule::Alike => {
                let problem = Problem::new("flags.alike").with("same", it.judged.alike).with("of", n);
                problem.with("option", name(it.judged.option))
            }
            Rule::NoOpinion => {
                Problem::new("flags.no_opinion").with("none", it.judged.no_opinion).with("of", n)
            }
            Rule::Twin => {
                let (other, same) = beside.twin.unwrap_or_default();
                Problem::new("flags.twin").with("same", same).with("of", n).with("other", other)
            }
            Rule::Overlap => {
                let (other, seconds) = beside.overlap.unwrap_or_default();
                Problem::new("flags.overlap").with("minutes", seconds / 60).with("other", other)
            }
            Rule::Hours => {
                let problem = self.times("flags.hours", it).with("from", self.limits.of(Limit::HoursFrom));
                problem.with("to", self.limits.of(Limit::HoursTo))
            }
            Rule::Days => {
                let [opens, closes] = self.days.map(|day| date(&day.to_string()));
                self.times("flags.days", it).with("opens", opens).with("closes", closes)
            }
            Rule::Clock => match beside.set_back {
                Some(minutes) => Problem::new("flags.clock").with("minutes", minutes),
                None => self.times("flags.clock_within", it),
            },
            Rule::Version => {
                let current = self.current.get(name(it.form)).map_or("", String::as_str);
                let problem = Problem::new("flags.version").with("form", name(it.form));
                problem.with("version", name(it.version)).with("current", current)
            }
            Rule::ScreenedOut => Problem::new("flags.screened_out"),
            Rule::DoneAgain => {
                let other = self.beside.get(&number).copied().unwrap_or_default();
                Problem::new("flags.done_again").with("other", other)
            }
            Rule::Unchanged => {
                let other = self.unchanged.get(&number).copied().unwrap_or_default();
                Problem::new("flags.unchanged").with("other", other)
            }
        }
    }

    fn times(&self, code: &str, it: &Seen) -> Problem {
        let shown = |second| match Timestamp::from_second(second) {
            Ok(at) => date_time(&at.to_zoned(self.zone.clone()).datetime().to_string()),
            Err(_) => String::new(),
        };
        Problem::new(code).with("started", shown(it.started)).with("finished", shown(it.finished))
    }

    fn is_night(&self, second: i64) -> bool {
        let (from, to) = (self.limits.of(Limit::HoursFrom), self.limits.of(Limit::HoursTo));
        Timestamp::from_second(second).is_ok_and(|at| {
            let hour = u32::from(at.to_zoned(self.zone.clone()).hour().unsigned_abs());
            !(from..to).contains(&hour)
        })
    }

    fn is_outside(&self, second: i64) -> bool {
        let [opens, closes] = self.days.map(|day| day.date());
        Timestamp::from_second(second)
            .is_ok_and(|at| !(opens..=closes).contains(&at.to_zoned(self.zone.clone()).date()))
    }
}

/// Milliseconds as whole minutes.
fn minutes(ms: i64) -> i32 {
    i32::try_from(ms / 60_000).unwrap_or(if ms < 0 { i32::MIN } else { i32::MAX })
}

#[cfg(test)]
mod tests;
