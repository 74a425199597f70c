//! Paths of questions: `/sex`, and `/districts[TPBK]/P6_1` about a unit. Groups are not part of them.

use super::interview::Instance;
use crate::form::plan::Part;

impl Instance {
    /// The path of a node, as seen from the `nth` unit.
    pub(in crate::form) fn path(&self, node: usize, nth: usize) -> String {
        let planned = &self.plan.nodes[node];
        let Some(repeat) = planned.scope else { return format!("/{}", planned.name) };
        let name = &self.plan.nodes[self.plan.repeats[repeat].node].name;
        let unit = &self.units[repeat][nth];
        match planned.part {
            Part::Instance(_) => format!("/{name}[{unit}]"),
            _ => format!("/{name}[{unit}]/{}", planned.name),
        }
    }

    /// The node at a path and the number of its unit.
    pub(super) fn locate(&self, path: &str) -> Option<(usize, usize)> {
        let path = path.strip_prefix('/')?;
        let Some((repeat, rest)) = path.split_once('[') else {
            return Some((*self.plan.names.get(path)?, 0));
        };
        let (unit, rest) = rest.split_once(']')?;
        let Part::Repeat(index) = self.plan.nodes[*self.plan.names.get(repeat)?].part else { return None };
        let nth = self.units[index].number(unit)?;
        let planned = &self.plan.repeats[index];
        match rest.strip_prefix('/') {
            Some(name) => Some((*planned.names.get(name)?, nth)),
            None if rest.is_empty() => Some((planned.node + 1, nth)),
            None => None,
        }
    }
}
