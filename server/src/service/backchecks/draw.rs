//! Draws which ballots are asked again: of each interviewer as many as are missing to the share of their valid ones, among those that came since
//! the draw before, and where these are too few among the earlier ones that no draw chose. `shared::draw`, begun with the seed of the campaign,
//! the number of the draw and the account, gives the same ballots to whoever draws again.

use std::collections::{BTreeMap, BTreeSet};

use shared::campaign::Backcheck;
use shared::draw::order;
use shared::problem::Problem;
use shared::wire::{ActKind, Fact};

use super::super::log::{self, Actor};
use super::super::oversight::Oversight;
use super::super::session::Caller;
use super::super::{Error, Kind, KnownCampaign, Site, ballots};
use crate::secret;
use crate::store::{BackcheckDraw, BackcheckRow, DrawnOf, Repositories, Standing};

/// The forms that ask anything that is asked again.
pub(super) fn forms(known: &KnownCampaign) -> BTreeSet<&str> {
    let rule = known.campaign.settings.backcheck.as_ref();
    let concerned =
        |form: &&str| rule.zip(known.campaign.definition(form)).is_some_and(|(rule, it)| rule.concerns(it));
    known.campaign.forms.iter().map(|row| &*row.form).filter(concerned).collect()
}

/// What a draw begins with: the campaign's seed, else one that nobody can know before. Whoever holds some of their ballots back until the
/// lot spares those that they invented would have to.
fn seed(rule: &Backcheck, drawn: String) -> String {
    if rule.seed.is_empty() { drawn } else { rule.seed.clone() }
}

/// Draws after the last draw that was seen. Who leads some places alone does not draw for all.
pub async fn draw(site: &Site, caller: Caller, campaign: String, seen: i64) -> Result<(), Error> {
    let (known, now, drawn) = (site.known.clone(), site.now(), secret::token(site.random.as_ref()));
    site.store
        .write(move |store| {
            let known = known.get(store, &campaign)?;
            if !Oversight::led(store, &caller, &campaign)?.is_whole() {
                return Err(Error::Refused(Kind::Forbidden, Problem::new("backchecks.office")));
            }
            let no_rule = || Error::conflict(Problem::new("backchecks.no_rule"));
            let rule = known.campaign.settings.backcheck.as_ref().ok_or_else(no_rule)?;
            let draws = store.draws(&campaign)?;
            let (last, behind) = draws.last().map_or((0, 0), |draw| (draw.position, draw.ballots));
            if seen != last {
                return Err(Error::conflict(Problem::new("backchecks.meanwhile").with("draw", last)));
            }
            let forms = forms(&known);
            let mut all = store.interviewed(&campaign)?;
            all.retain(|it| forms.contains(&*it.form));
            let ballots = all.iter().map(|it| it.ballot).max().unwrap_or_default().max(behind);
            let valid = u32::try_from(all.len()).unwrap_or(u32::MAX);
            let number = last + 1;
            let seed = seed(rule, drawn);
            let before: BTreeSet<i64> = store.backchecks(&campaign)?.iter().map(|row| row.ballot).collect();
            let (mut shares, mut chosen) = (Vec::new(), Vec::new());
            for (interviewer, of) in by_interviewer(all) {
                let lot = Lot { seed: format!("{seed} {number} {interviewer}"), behind, rule };
                let (share, ballots) = lot.draw(interviewer, of, &before);
                shares.push(share);
                chosen.extend(ballots);
            }
            if chosen.is_empty() {
                let problem = Problem::new("backchecks.nothing").with("percent", rule.percent);
                return Err(Error::conflict(problem));
            }
            let (percent, by) = (rule.percent, caller.username.clone());
            let it =
                BackcheckDraw { position: 0, seed, percent, behind, ballots, valid, by, at: now, shares };
            let number = store.put_draw(&campaign, &it)?;
            for ballot in &chosen {
                store.put_backcheck(&campaign, &row(store, number, ballot)?)?;
            }
            log::act(ActKind::BackchecksDrawn, number.to_string())
                .within(Some(&campaign))
                .after(Fact::Ballots, chosen.len())
                .write(store, &Actor::from(&caller), now)?;
            Ok(())
        })
        .await
}

fn by_interviewer(all: Vec<Standing>) -> BTreeMap<String, Vec<Standing>> {
    let mut by = BTreeMap::<_, Vec<_>>::new();
    all.into_iter().for_each(|it| by.entry(it.interviewer.clone()).or_default().push(it));
    by
}

/// By what one interviewer's ballots are chosen.
struct Lot<'a> {
    seed: String,
    /// The last ballot of the draw before.
    behind: i64,
    rule: &'a Backcheck,
}

impl Lot<'_> {
    /// Chooses among these valid ballots what is missing to their share; what is not valid any more is none of it.
    fn draw(
        &self,
        interviewer: String,
        of: Vec<Standing>,
        before: &BTreeSet<i64>,
    ) -> (DrawnOf, Vec<Standing>) {
        let valid = of.len();
        let left: Vec<Standing> = of.into_iter().filter(|it| !before.contains(&it.ballot)).collect();
        let before = valid - left.len();
        let missing = self.rule.share_of(valid).saturating_sub(before);
        let (new, earlier): (Vec<_>, Vec<_>) = left.into_iter().partition(|it| it.ballot > self.behind);
        let fresh = missing.min(new.len());
        let mut chosen = self.some(&new, fresh);
        chosen.extend(self.some(&earlier, missing - fresh));
        chosen.sort_unstable_by_key(|it| it.ballot);
        (DrawnOf { interviewer, valid, before, chosen: chosen.len() }, chosen)
    }

    fn some(&self, among: &[Standing], most: usize) -> Vec<Standing> {
        order(&self.seed, among.len(), most).into_iter().map(|place| among[place].clone()).collect()
    }
}

fn row(store: &dyn Repositories, draw: i64, it: &Standing) -> Result<BackcheckRow, Error> {
    let finished = ballots::header(&ballots::find(store, &it.campaign, it.ballot)?)?.finished;
    Ok(BackcheckRow {
        position: 0,
        draw,
        ballot: it.ballot,
        form: it.form.clone(),
        place: it.place.clone(),
        interviewer: it.interviewer.clone(),
        finished,
        account: None,
        missed: None,
        answers: Vec::new(),
        noted: None,
        stands: Some(it.status),
    })
}
