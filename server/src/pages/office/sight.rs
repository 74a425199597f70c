//! A unit as somebody may see it: the office all of it, others what a publication shows of it.

use shared::campaign::Method;
use shared::points::Points;
use shared::publication::PublicUnit;
use shared::run::{Node, Run, RunTable, RunUnit};

use super::Reader;

/// A unit, and who sees it.
pub struct Sight<'a> {
    /// Who reads.
    pub reader: &'a Reader,
    /// The run.
    pub run: &'a Run,
    /// Its table.
    pub table: &'a RunTable,
    /// The unit.
    pub unit: &'a RunUnit,
    /// What is public of it, to who sees no more.
    pub public: Option<&'a PublicUnit>,
}

impl Sight<'_> {
    /// Its code.
    pub fn code(&self) -> &str {
        &self.unit.result.unit
    }

    /// A node of its framework.
    pub fn node(&self, code: &str) -> Option<&Node> {
        self.table.framework.iter().find(|node| node.code == code)
    }

    /// The name of a node, after its code.
    pub fn name(&self, code: &str) -> String {
        let name = self.node(code).map_or("", |node| node.name.get(self.reader.language.code()));
        format!("{code} {name}")
    }

    /// The points of a node; `None` where it has none, and where they are hidden.
    pub fn points(&self, code: &str) -> Option<&str> {
        let (leaves, sums) = match self.public {
            Some(public) => (&public.leaves, &public.domains),
            None => (&self.unit.result.leaves, &self.unit.sums),
        };
        leaves.iter().chain(sums).find(|(it, _)| it == code).map(|(_, points)| &**points)
    }

    /// Points of an earlier year, with as many decimals as this one's.
    pub fn earlier(&self, points: &str) -> String {
        let shown = Points::parse(points).map(|points| points.shown(self.run.campaign.decimals));
        self.reader.number(shown.unwrap_or_else(|_| points.to_owned()))
    }

    /// Whether the points of a node are there and not for who sees it.
    pub fn is_hidden(&self, code: &str) -> bool {
        self.public.is_some_and(|public| public.hidden.iter().any(|it| it == code))
    }

    /// Whether all of it is seen.
    pub fn is_whole(&self) -> bool {
        self.public.is_none()
    }

    /// What a node lost, as shown.
    pub fn lost(&self, node: &Node) -> Option<String> {
        let all = |of: &[String]| of.iter().any(|code| is_below(code, &node.code));
        if all(&self.unit.excused) || all(&self.unit.result.missing) {
            return None;
        }
        let points = Points::parse(self.points(&node.code)?).ok()?;
        let lost = &Points::parse(&node.max_points).ok()? - &points;
        Some(lost.shown(self.run.campaign.decimals))
    }

    /// What all units of the type got of a node on average. Few people's answers could be told from it.
    pub fn mean(&self, code: &str) -> Option<&str> {
        let found = self.table.weakest.iter().find(|share| share.code == code).filter(|_| self.is_whole());
        found.map(|share| &*share.mean)
    }

    /// Where the points of a leaf come from.
    pub fn cause(&self, node: &Node) -> Option<String> {
        let (unit, leaf) = (self.code(), &*node.code);
        match (node.method?, self.is_whole()) {
            (Method::Survey, true) => {
                let of = [("type", &*self.table.unit_type.code), ("unit", unit), ("leaf", leaf)];
                Some(self.reader.screen("survey", &of))
            }
            (Method::SelfScored, true) => {
                Some(self.reader.screen("appraisal", &[("by", "unit"), ("unit", unit), ("leaf", leaf)]))
            }
            (Method::Survey, false) => None,
            (Method::SelfScored, false) => Some(self.reader.desk(unit, &["leaves", leaf])),
        }
    }
}

fn is_below(code: &str, node: &str) -> bool {
    code.strip_prefix(node).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
