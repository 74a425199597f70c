//! The order in which what a form computes is computed, and what of it goes around in a circle.

use super::lists::Lists;
use crate::problem::Problem;

/// What is computed, as groups, each before all that it depends on; a group of several depends on itself.
///
/// `after[n]` are those that read what `n` computes.
pub fn groups(after: &Lists<usize>) -> Lists<usize> {
    const NEW: usize = usize::MAX;
    let count = after.len();
    let (mut number, mut low) = (vec![NEW; count], vec![0; count]);
    let (mut stack, mut on_stack) = (Vec::new(), vec![false; count]);
    let (mut groups, mut next, mut open) = (Lists::default(), 0, Vec::new());
    // Tarjan's way without recursion: how long a chain is is up to who wrote the form.
    for start in 0..count {
        open.extend((number[start] == NEW).then_some((start, 0)));
        while let Some((at, edge)) = open.pop() {
            if edge == 0 {
                (number[at], low[at], next) = (next, next, next + 1);
                stack.push(at);
                on_stack[at] = true;
            } else if let Some(below) = after[at].get(edge - 1) {
                low[at] = low[at].min(if on_stack[*below] { low[*below] } else { NEW });
            }
            match after[at].get(edge) {
                Some(below) => {
                    open.push((at, edge + 1));
                    if number[*below] == NEW {
                        open.push((*below, 0));
                    }
                }
                None if low[at] == number[at] => {
                    let from = stack.iter().rposition(|one| *one == at).unwrap_or_default();
                    stack[from..].iter().for_each(|one| on_stack[*one] = false);
                    groups.add(stack.drain(from..));
                }
                None => {}
            }
        }
    }
    groups
}

/// The members of each circle among the groups, in the order in which one leads to the next.
pub fn circles<'a>(
    after: &'a Lists<usize>,
    groups: &'a Lists<usize>,
) -> impl Iterator<Item = Vec<usize>> + 'a {
    let around = |group: &&[usize]| group.len() > 1 || after[group[0]].contains(&group[0]);
    groups.iter().rev().filter(around).map(|group| way(after, group))
}

/// That questions go around in a circle, by their names from one to the next.
pub fn circle<'a>(names: impl Iterator<Item = &'a str>) -> Problem {
    Problem::new("form.cycle").with("questions", round(names))
}

/// The names of a circle, from one to the next and to the first again.
pub fn round<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut names: Vec<&str> = names.collect();
    names.extend(names.first().copied());
    names.dedup();
    if names.len() == 1 {
        names.push(names[0]);
    }
    names.join(" → ")
}

/// One way around within a group: forward until something comes again.
fn way(after: &Lists<usize>, group: &[usize]) -> Vec<usize> {
    let mut members = vec![false; after.len()];
    group.iter().for_each(|one| members[*one] = true);
    let mut way: Vec<usize> = Vec::new();
    let mut at = group.iter().copied().min().unwrap_or_default();
    loop {
        if let Some(from) = way.iter().position(|one| *one == at) {
            return way.split_off(from);
        }
        way.push(at);
        match after[at].iter().find(|next| members[**next]) {
            Some(next) => at = *next,
            None => return way,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists<const N: usize>(all: [&[usize]; N]) -> Lists<usize> {
        let mut lists = Lists::default();
        all.into_iter().for_each(|list| lists.add(list.iter().copied()));
        lists
    }

    #[test]
    fn what_is_read_comes_last_and_circles_are_found() {
        let in_order = groups(&lists([&[], &[0], &[1, 0]]));
        assert_eq!(in_order.iter().rev().collect::<Vec<_>>(), [[2], [1], [0]]);
        let around = lists([&[1], &[2], &[0, 3], &[]]);
        assert_eq!(groups(&around).iter().rev().map(<[usize]>::len).collect::<Vec<_>>(), [3, 1]);
        let found = |after: &Lists<usize>| circles(after, &groups(after)).collect::<Vec<_>>();
        assert_eq!(found(&around), [[0, 1, 2]]);
        assert_eq!(found(&lists([&[0]])), [[0]]);
        assert!(found(&lists([&[1, 2], &[2], &[]])).is_empty());
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let mut chain = Lists::default();
        (0..200_000_usize).for_each(|at| chain.add(at.checked_sub(1)));
        let order = groups(&chain);
        assert_eq!((order.len(), &order[199_999]), (200_000, &[199_999][..]));
    }
}
