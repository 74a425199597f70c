//! Papers that were keyed and are on their way: kept until the server has answered, sent one after the other and as often as it takes.

use shared::problem::{Diagnostic, Problem};
use shared::wire::PaperEntry;
use uuid::Uuid;

/// A paper that was keyed.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyed {
    /// The campaign.
    pub campaign: String,
    /// The batch.
    pub batch: i64,
    /// The paper.
    pub paper: u32,
    /// Under which id it is sent, however often.
    pub id: Uuid,
    /// What was read on it.
    pub entry: PaperEntry,
    /// Whether it decides between two others' entries.
    pub decides: bool,
    /// Who keyed it: nobody else sends it.
    pub by: String,
}

impl Keyed {
    /// Whether this person keyed it, in this batch.
    fn is_of(&self, campaign: &str, batch: i64, by: &str) -> bool {
        (&*self.campaign, self.batch, &*self.by) == (campaign, batch, by)
    }
}

/// How far a paper is on its way.
#[derive(Clone, Debug, PartialEq)]
pub enum Way {
    /// Kept for a moment, in which its author may still take it back.
    Held,
    /// To be sent.
    Waiting,
    /// The server does not take it, for this reason.
    Refused(Problem, Vec<Diagnostic>),
}

/// What became of an attempt to send.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The server has it.
    Kept,
    /// Nothing was heard, or nothing of the paper: the same again later.
    Unheard,
    /// The server wants to know who it is first.
    SignedOut,
    /// It is not taken.
    Refused(Problem, Vec<Diagnostic>),
}

/// All papers on their way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outbox {
    rows: Vec<(Keyed, Way)>,
    /// How often in a row nothing was heard.
    unheard: u32,
}

/// Seconds between two attempts, at most.
const LONGEST_WAIT_S: u32 = 30;

impl Outbox {
    /// Takes a paper in and holds it for a moment; those before go.
    pub fn put(&mut self, keyed: Keyed) {
        self.let_go();
        // What somebody keyed of a paper and was refused is over once they key it again.
        let same = |other: &Keyed| {
            other.is_of(&keyed.campaign, keyed.batch, &keyed.by) && other.paper == keyed.paper
        };
        self.rows.retain(|(other, way)| !(same(other) && matches!(way, Way::Refused(..))));
        self.rows.push((keyed, Way::Held));
    }

    /// What is held goes.
    pub fn let_go(&mut self) {
        for (_, way) in self.rows.iter_mut().filter(|(_, way)| *way == Way::Held) {
            *way = Way::Waiting;
        }
    }

    /// Whether this one is held.
    pub fn holds(&self, id: Uuid) -> bool {
        self.rows.iter().any(|(keyed, way)| keyed.id == id && *way == Way::Held)
    }

    /// Gives this person back what is held of a batch.
    pub fn take_back(&mut self, campaign: &str, batch: i64, by: &str) -> Option<Keyed> {
        let is_it = |(keyed, way): &(Keyed, Way)| *way == Way::Held && keyed.is_of(campaign, batch, by);
        let nth = self.rows.iter().position(is_it)?;
        Some(self.rows.remove(nth).0)
    }

    /// Gives this person back what the server did not take; it is no longer here.
    pub fn reopen(&mut self, id: Uuid, by: &str) -> Option<Keyed> {
        let is_it =
            |(keyed, way): &(Keyed, Way)| keyed.id == id && keyed.by == by && matches!(way, Way::Refused(..));
        let nth = self.rows.iter().position(is_it)?;
        Some(self.rows.remove(nth).0)
    }

    /// The paper that this person sends next.
    pub fn next(&self, by: &str) -> Option<&Keyed> {
        self.rows.iter().find(|(keyed, way)| *way == Way::Waiting && keyed.by == by).map(|(keyed, _)| keyed)
    }

    /// Notes what became of an attempt. Gives after how many seconds the next one is due; none where who it is has to be said first.
    pub fn noted(&mut self, id: Uuid, outcome: Outcome) -> Option<u32> {
        let nth = self.rows.iter().position(|(keyed, _)| keyed.id == id);
        self.unheard = if outcome == Outcome::Unheard { self.unheard + 1 } else { 0 };
        match (outcome, nth) {
            (Outcome::Kept, Some(nth)) => {
                self.rows.remove(nth);
            }
            (Outcome::Refused(problem, faults), Some(nth)) => {
                self.rows[nth].1 = Way::Refused(problem, faults)
            }
            (Outcome::Unheard, _) => return Some((1_u32 << self.unheard.min(5)).min(LONGEST_WAIT_S)),
            (Outcome::SignedOut, _) => return None,
            _ => {}
        }
        Some(0)
    }

    /// How many are on their way, what is held among them.
    pub fn unsent(&self) -> usize {
        self.rows.iter().filter(|(_, way)| !matches!(way, Way::Refused(..))).count()
    }

    /// All of them, what was not taken among them.
    pub fn keyed(&self) -> impl Iterator<Item = &Keyed> {
        self.rows.iter().map(|(keyed, _)| keyed)
    }

    /// How many are here, what was not taken among them.
    pub fn all(&self) -> usize {
        self.rows.len()
    }

    /// Whether the last attempts were not heard.
    pub fn is_cut_off(&self) -> bool {
        self.unheard > 0
    }

    /// Papers of a batch that this person keyed and that are on their way or were not taken: they are not asked to key them again.
    pub fn papers(&self, campaign: &str, batch: i64, by: &str) -> Vec<u32> {
        let of = self.rows.iter().filter(|(keyed, _)| keyed.is_of(campaign, batch, by));
        of.map(|(keyed, _)| keyed.paper).collect()
    }

    /// What the server did not take of this person, and why.
    pub fn refused(&self, by: &str) -> impl Iterator<Item = (&Keyed, &Problem, &[Diagnostic])> {
        self.rows.iter().filter_map(move |(keyed, way)| match way {
            Way::Refused(problem, faults) if keyed.by == by => Some((keyed, problem, &**faults)),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keyed(paper: u32) -> Keyed {
        Keyed {
            campaign: "c".to_owned(),
            batch: 1,
            paper,
            id: Uuid::from_u128(paper.into()),
            entry: PaperEntry::default(),
            decides: false,
            by: "nhap1".to_owned(),
        }
    }

    fn next(outbox: &Outbox) -> Option<u32> {
        outbox.next("nhap1").map(|keyed| keyed.paper)
    }

    #[test]
    fn the_last_paper_can_be_taken_back_until_the_next_one_is_begun() {
        let mut outbox = Outbox::default();
        outbox.put(keyed(1));
        assert_eq!((next(&outbox), outbox.unsent()), (None, 1));
        assert_eq!(outbox.take_back("c", 2, "nhap1"), None, "it is of another batch");
        assert_eq!(outbox.take_back("c", 1, "nhap1"), Some(keyed(1)));
        assert_eq!(outbox, Outbox::default());
        outbox.put(keyed(1));
        outbox.put(keyed(2));
        assert_eq!((next(&outbox), outbox.unsent()), (Some(1), 2));
        outbox.let_go();
        assert_eq!(outbox.take_back("c", 1, "nhap1"), None);
    }

    #[test]
    fn what_is_not_heard_stays_and_is_tried_again_ever_more_slowly() {
        let mut outbox = Outbox::default();
        outbox.put(keyed(1));
        outbox.let_go();
        let id = Uuid::from_u128(1);
        let waits: Vec<_> = (0..6).map(|_| outbox.noted(id, Outcome::Unheard)).collect();
        assert_eq!(waits, [2, 4, 8, 16, 30, 30].map(Some));
        assert_eq!((next(&outbox), outbox.is_cut_off()), (Some(1), true));
        assert_eq!(outbox.noted(id, Outcome::SignedOut), None);
        assert_eq!(next(&outbox), Some(1), "it goes once somebody has signed in again");
        assert_eq!(outbox.next("nhap2"), None, "and with nobody else's name");
        assert_eq!(outbox.noted(id, Outcome::Kept), Some(0));
        assert_eq!(outbox, Outbox::default());
    }

    #[test]
    fn what_is_refused_keeps_no_other_back_and_is_there_to_be_keyed_again() {
        let mut outbox = Outbox::default();
        (1..=2).for_each(|paper| outbox.put(keyed(paper)));
        outbox.let_go();
        let refused = Outcome::Refused(Problem::new("papers.done"), Vec::new());
        assert_eq!(outbox.noted(Uuid::from_u128(1), refused), Some(0));
        assert_eq!(
            (next(&outbox), outbox.unsent(), outbox.papers("c", 1, "nhap1")),
            (Some(2), 1, vec![1, 2])
        );
        assert_eq!(outbox.refused("nhap1").map(|(keyed, ..)| keyed.paper).collect::<Vec<_>>(), [1]);
        assert_eq!(outbox.reopen(Uuid::from_u128(1), "nhap1"), Some(keyed(1)));
        assert_eq!(outbox.refused("nhap1").count(), 0);
        outbox.noted(Uuid::from_u128(2), Outcome::Refused(Problem::new("papers.done"), Vec::new()));
        outbox.put(Keyed { id: Uuid::from_u128(9), ..keyed(2) });
        assert_eq!((outbox.refused("nhap1").count(), outbox.unsent()), (0, 1), "it is keyed anew");
    }

    #[test]
    fn nobody_sees_takes_back_or_replaces_what_another_one_keyed() {
        let mut outbox = Outbox::default();
        outbox.put(keyed(1));
        assert_eq!(outbox.take_back("c", 1, "nhap2"), None);
        outbox.let_go();
        outbox.noted(Uuid::from_u128(1), Outcome::Refused(Problem::new("papers.done"), Vec::new()));
        assert_eq!((outbox.refused("nhap2").count(), outbox.papers("c", 1, "nhap2")), (0, vec![]));
        assert_eq!(outbox.reopen(Uuid::from_u128(1), "nhap2"), None);
        outbox.put(Keyed { id: Uuid::from_u128(9), by: "nhap2".to_owned(), ..keyed(1) });
        assert_eq!((outbox.refused("nhap1").count(), outbox.unsent(), outbox.all()), (1, 1, 2));
    }
}
