//! Making a run: a function of its inputs and of nothing else.

use super::ballots::{Ballots, Polled};
use super::draw::{self, DRAWS, UnitPlan, fixed};
use super::survey::Survey;
use super::unit_of::{Measure, Sides, unit};
use super::{
    ClassCount, Heading, Inputs, Interval, Named, Node, PROGRAM, RULE, Run, RunTable, RunUnit, inputs, past,
    weak,
};
use crate::campaign::{Adjustment, Campaign};
use crate::index::{Appraisals, Assessment, Fed, Reckoned, Scheme, reckon, table};
use crate::points::{Points, Sum};

/// The run of a campaign: of these ballots, of what stands of each leaf, of the bonus and penalty points that appraisers gave
/// beside those of the package, beside last year's run where there is one.
pub fn make(
    campaign: &Campaign,
    scheme: &Scheme,
    ballots: Ballots,
    assessments: &[Assessment],
    adjustments: &[Adjustment],
    previous: Option<&Run>,
) -> Run {
    let polled = ballots.end();
    let inputs = Inputs {
        package: inputs::package(campaign, scheme, &polled.tallies),
        ballots: polled.digest,
        ballots_given: polled.given,
        ballots_counted: polled.counted.len() as u64,
        assessments: inputs::assessments(assessments),
        adjustments: inputs::adjustments(adjustments),
        previous: previous.map(Run::digest),
    };
    let seed = inputs::seed(&inputs);
    let campaign = &campaign.with_adjustments(adjustments.iter().cloned());
    let reckoned = reckon(campaign, scheme, &polled.tallies, &Appraisals::of(campaign, scheme, assessments));
    let fed: Vec<_> = campaign.unit_types.iter().map(|of| scheme.fed(&of.code)).collect();
    let types = campaign.units.iter().map(|unit| {
        let of = campaign.unit_types.iter().position(|of| of.code == unit.unit_type);
        of.unwrap_or_default()
    });
    let survey = Survey::of(campaign, &polled, &fed, &types.collect::<Vec<_>>());
    let earlier = past::years(campaign, previous);
    let sides = Sides { campaign, survey: &survey, assessments, earlier: &earlier };
    let tables: Vec<_> =
        reckoned.iter().zip(&fed).map(|(of, fed)| run_table(&sides, of, fed, &polled, seed)).collect();
    let settings = &campaign.settings;
    Run {
        inputs,
        rule: RULE.to_owned(),
        program: PROGRAM.to_owned(),
        seed: format!("{seed:016x}"),
        draws: u32::try_from(DRAWS).expect("some thousands"),
        campaign: Heading {
            id: settings.id.clone(),
            title: settings.title.clone(),
            year: settings.year,
            criteria_decision: settings.criteria_decision.clone(),
            province: settings.province.clone(),
            office: settings.office.clone(),
            practice: settings.practice,
            simulated: campaign.is_reconstructed(),
            combine: settings.combine,
            dont_know: settings.dont_know,
            min_answers: settings.min_answers,
            decimals: settings.decimals,
        },
        groups: campaign
            .groups
            .iter()
            .map(|group| Named { code: group.code.clone(), name: group.name.clone() })
            .collect(),
        weights: campaign.groups.iter().map(|group| group.weight.clone()).collect(),
        tables,
    }
}

fn run_table(sides: &Sides, of: &Reckoned, fed: &[Fed], polled: &Polled, seed: u64) -> RunTable {
    let campaign = sides.campaign;
    let decimals = campaign.settings.decimals;
    let shown = table(campaign, of);
    let leaves: Vec<_> =
        campaign.leaves_of(of.unit_type()).map(|(node, leaf)| (&*node.code, &leaf.max_points)).collect();
    let framework = framework(campaign, of, &leaves);
    let mut bands: Vec<_> = campaign.bands.iter().filter(|band| band.unit_type == of.unit_type()).collect();
    bands.sort_by(|a, b| b.min.cmp(&a.min));
    let measure = Measure { framework: &framework, bands: &bands, leaves: &leaves, fed };
    let mut units: Vec<_> = shown
        .units
        .into_iter()
        .zip(shown.sums)
        .zip(&of.units)
        .map(|((result, sums), (_, points))| unit(sides, &measure, result, &sums, points))
        .collect();
    sure(sides, of, fed, polled, seed, &mut units);
    let reached = |code: Option<&str>| {
        let ranked = units.iter().filter(|unit| unit.result.total.is_some());
        u32::try_from(ranked.filter(|unit| unit.result.class.as_deref() == code).count()).unwrap_or(u32::MAX)
    };
    let classes = bands.iter().map(|band| ClassCount {
        code: band.code.clone(),
        name: band.name.clone(),
        min: band.min.shown(decimals),
        units: reached(Some(&band.code)),
    });
    let name = campaign.unit_types.iter().find(|it| it.code == of.unit_type()).map(|it| it.name.clone());
    RunTable {
        unit_type: Named { code: of.unit_type().to_owned(), name: name.unwrap_or_default() },
        maximum: of.maximum().shown(decimals),
        classes: classes.collect(),
        without_class: reached(None),
        weakest: weak::weakest(&framework, &leaves, of, decimals),
        framework,
        units,
    }
}

fn framework(campaign: &Campaign, of: &Reckoned, leaves: &[(&str, &Points)]) -> Vec<Node> {
    let decimals = campaign.settings.decimals;
    let below = |code: &str| -> Points {
        let below = of.headings().iter().filter(|(own, _)| own == code).flat_map(|(_, below)| below);
        below.map(|leaf| leaves[*leaf].1.clone()).sum()
    };
    let nodes = campaign.criteria.iter().filter(|node| node.unit_type == of.unit_type());
    let nodes = nodes.map(|node| Node {
        code: node.code.clone(),
        name: node.name.clone(),
        level: node.level,
        max_points: match &node.leaf {
            Some(leaf) => leaf.max_points.shown(decimals),
            None => below(&node.code).shown(decimals),
        },
        method: node.leaf.as_ref().map(|leaf| leaf.method),
    });
    nodes.collect()
}

/// Draws, and says of each unit how sure its numbers are.
fn sure(sides: &Sides, of: &Reckoned, fed: &[Fed], polled: &Polled, seed: u64, units: &mut [RunUnit]) {
    let (campaign, decimals) = (sides.campaign, sides.campaign.settings.decimals);
    let number = |code: &str| campaign.units.iter().position(|unit| unit.code == code).unwrap_or_default();
    let with_data = |points: &[Option<Sum>]| -> Vec<usize> {
        (0..fed.len()).filter(|nth| points[fed[*nth].leaf].is_some()).collect()
    };
    let plans: Vec<_> = of
        .units
        .iter()
        .map(|(code, points)| UnitPlan {
            leaves: with_data(&points.leaves)
                .into_iter()
                .filter_map(|nth| {
                    let real = points.leaves[fed[nth].leaf].as_ref()?;
                    Some(sides.survey.plan(number(code), &fed[nth], real))
                })
                .collect(),
        })
        .collect();
    let strata =
        draw::strata(polled.counted.iter().map(|ballot| (ballot.form as usize, ballot.place as usize)));
    let drawn = draw::draws(seed, |ballot| polled.marked(&polled.counted[ballot]), &strata, &plans);
    let (mut ranked, mut totals, mut ranks) = (Vec::new(), Vec::new(), Vec::new());
    for (at, (((_, points), drawn), own)) in of.units.iter().zip(drawn).zip(units.iter_mut()).enumerate() {
        let survey = points.survey.exact();
        if let (Some(total), Some(rank)) = (&points.total, own.result.rank) {
            let (real, base, factor) = (fixed(total), fixed(&survey), fixed(&points.factor));
            let moved = |sum: &i64| {
                let more = (i128::from(sum - base) * i128::from(factor)) >> draw::POINT_BITS;
                real + i64::try_from(more).unwrap_or_default()
            };
            let moved: Vec<i64> = drawn.sums.iter().map(moved).collect();
            own.total_interval = Some(draw::interval(&moved.iter().copied().collect(), total, decimals));
            ranked.push(at);
            totals.push(moved);
            ranks.push(rank);
        }
        own.survey_interval = draw::interval(&drawn.sums.into_iter().collect(), &survey, decimals);
        let leaves = with_data(&points.leaves);
        for (nth, drawn) in leaves.into_iter().zip(&drawn.leaves) {
            let real = points.leaves[fed[nth].leaf].as_ref().map(Sum::exact);
            let leaf = own.survey.iter_mut().find(|leaf| leaf.code == fed[nth].code);
            if let (Some(real), Some(leaf)) = (real, leaf) {
                leaf.interval = Some(draw::interval(drawn, &real, decimals));
            }
        }
    }
    for (at, range) in ranked.into_iter().zip(draw::rank_ranges(&totals, &ranks, decimals)) {
        units[at].ranks = Some(range);
    }
}

impl Interval {
    /// Before anything was drawn.
    pub(super) fn none() -> Self {
        Self { low: String::new(), high: String::new() }
    }
}
