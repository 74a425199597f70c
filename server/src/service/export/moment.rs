//! The ballots of one moment, in commit order, piece by piece: no read lasts long, memory holds one piece, and what comes
//! meanwhile changes nothing. Ballots never change, and the status of each follows from the reviews up to the moment; one that was
//! withdrawn since is of no moment any more.

use std::ops::ControlFlow;
use std::sync::Arc;

use shared::ballot::{Ballot, BallotLine, Decided};
use shared::check::Clock;
use shared::export::Exported;
use shared::problem::{Diagnostic, Problem};
use shared::wire::{ActKind, Fact, ReviewRow};

use crate::in_order::each;
use crate::service::log::{self, Actor};
use crate::service::{Error, KnownCampaign, KnownCampaigns, Site, ballots, review};
use crate::store::{Position, Repositories, StoreError, Stored};

/// A piece ends when the ballots in it have so many bytes.
const PIECE_BYTES: usize = 128 * 1024;

/// A campaign at a moment.
#[derive(Clone)]
pub struct Moment {
    /// The campaign as it is defined then.
    pub known: Arc<KnownCampaign>,
    /// The last ballot and the last review.
    pub to: Position,
    /// Its ballots are opened on so many threads: a server has other work beside.
    pub threads: usize,
}

/// What a read of some ballots gave.
pub struct Piece<T> {
    /// What was made of them.
    pub made: T,
    /// The number of the last of them.
    pub last: i64,
    /// The next one, if it cannot be read again.
    pub unreadable: Option<Diagnostic>,
}

/// Begins to take away files: writes it into the log, and gives the moment that they are of, this one where none is asked for.
pub async fn begin(
    site: &Site,
    by: Actor,
    campaign: String,
    files: String,
    moment: Option<Position>,
) -> Result<Moment, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .write(move |store| {
            let begun = at(store, &known, &campaign, moment)?;
            log::act(ActKind::Exported, &campaign)
                .within(Some(&campaign))
                .after(Fact::Files, files)
                .write(store, &by, now)?;
            Ok(begun)
        })
        .await
}

/// The same, of which nothing is taken: it is in no log.
pub async fn look(site: &Site, campaign: String, moment: Option<Position>) -> Result<Moment, Error> {
    let known = site.known.clone();
    site.store.read(move |store| at(store, &known, &campaign, moment)).await
}

fn at(
    store: &dyn Repositories,
    known: &KnownCampaigns,
    campaign: &str,
    moment: Option<Position>,
) -> Result<Moment, Error> {
    let (known, here) = (known.get(store, campaign)?, store.position(campaign)?);
    let to = moment.unwrap_or(here);
    if to.is_beyond(here) {
        let problem = Problem::new("export.moment").with("moment", to).with("here", here);
        return Err(Error::invalid(problem));
    }
    Ok(Moment { known, to, threads: 1 })
}

impl Moment {
    /// How many ballots come behind this one; those that were withdrawn do not.
    pub async fn to_come(&self, site: &Site, behind: i64) -> Result<i64, StoreError> {
        let (campaign, to) = (self.known.campaign.settings.id.clone(), self.to.ballots);
        let erased =
            site.store.read::<_, StoreError>(move |store| store.erased(&campaign, behind, to)).await?;
        Ok((to - behind).max(0) - erased)
    }

    /// Makes something of the ballots behind this one, a piece of them. `last` is where the next begins.
    pub async fn piece<T: Send + 'static>(
        &self,
        site: &Site,
        behind: i64,
        begun: T,
        add: impl FnMut(&mut T, &Exported) + Send + 'static,
    ) -> Result<Piece<T>, StoreError> {
        self.piece_of(site, behind, begun, |_| true, add).await
    }

    /// The same of the ballots that are wanted, by their numbers: the others are not opened.
    pub async fn piece_of<T: Send + 'static>(
        &self,
        site: &Site,
        behind: i64,
        begun: T,
        wanted: impl Fn(i64) -> bool + Send + 'static,
        mut add: impl FnMut(&mut T, &Exported) + Send + 'static,
    ) -> Result<Piece<T>, StoreError> {
        let Self { known, to, threads } = self.clone();
        let mut piece = Piece { made: begun, last: behind, unreadable: None };
        site.store
            .read(move |store| {
                let (mut some, mut bytes) = (Vec::new(), 0);
                let campaign = &known.campaign.settings.id;
                store.each_ballot(campaign, behind, to, &mut |stored, last| {
                    bytes += stored.ballot.bytes.len();
                    let position = stored.position;
                    let wanted = wanted(position) && !stored.is_erased();
                    some.push((position, wanted.then_some((stored, last))));
                    Ok(if bytes < PIECE_BYTES { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
                })?;
                let opened = each(threads, some, |(position, wanted)| {
                    let opened = wanted.map(|(stored, last)| {
                        let exported = exported(&known, &stored, last);
                        (stored, exported)
                    });
                    (position, opened)
                });
                for (position, opened) in opened {
                    match opened {
                        None => {}
                        Some((_, Ok(exported))) => add(&mut piece.made, &exported),
                        Some((stored, Err(error))) => {
                            piece.unreadable = Some(ballots::name_unreadable(&stored, error)?);
                            break;
                        }
                    }
                    piece.last = position;
                }
                Ok(piece)
            })
            .await
    }
}

fn exported(known: &KnownCampaign, stored: &Stored, last: Option<ReviewRow>) -> Result<Exported, StoreError> {
    let line = line(known, stored, last)?;
    let kept = &stored.ballot;
    let sent_by = kept.sent_by.clone();
    Ok(Exported {
        number: stored.position,
        received: kept.received,
        sent_by,
        reasons: kept.reasons.clone(),
        line,
    })
}

/// A ballot as files carry it: with the status that its last decision gave it.
pub fn line(
    known: &KnownCampaign,
    stored: &Stored,
    last: Option<ReviewRow>,
) -> Result<BallotLine, StoreError> {
    let ballot = ballots::told(Some(known), stored)?;
    let status = match &last {
        None => stored.ballot.arrived,
        Some(row) => review::after(Some(known), stored, &ballot, row.decision)
            .map_err(|cause| StoreError::unreadable("a review", cause))?,
    };
    let Ballot { header, answers } = ballot;
    let row = known.campaign.forms.iter().find(|row| row.form == header.form);
    let decision = last.map(|ReviewRow { by, at, reason, .. }| Decided { by, at, reason });
    // What the device's clock was off is told where the day would be doubted without it.
    let doubted = known.forms.outside_survey(&known.campaign.settings, header.finished, Clock::Unknown);
    Ok(BallotLine {
        id: header.id,
        group: row.map(|row| row.group.clone()).unwrap_or_default(),
        form: header.form,
        version: header.version,
        place: header.place,
        interviewer: header.interviewer,
        mode: header.mode,
        started: header.started,
        finished: header.finished,
        status,
        decision,
        clock_offset_ms: stored.ballot.clock_offset_ms.filter(|_| doubted.is_some()),
        replaces: header.replaces,
        consented: header.consented,
        answers,
    })
}
