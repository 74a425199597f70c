//! Lists by number, all side by side.

use std::ops::Index;

/// A list for each number.
#[derive(Debug)]
pub(in crate::form) struct Lists<T> {
    all: Vec<T>,
    /// Where each ends.
    ends: Vec<usize>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { all: Vec::new(), ends: Vec::new() }
    }
}

impl<T> Index<usize> for Lists<T> {
    type Output = [T];

    fn index(&self, number: usize) -> &[T] {
        let begin = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[begin..self.ends[number]]
    }
}

impl<T> Lists<T> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Each of them, in their order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &[T]> {
        (0..self.len()).map(|number| &self[number])
    }

    /// Adds a list.
    pub fn add(&mut self, list: impl IntoIterator<Item = T>) {
        self.all.extend(list);
        self.ends.push(self.all.len());
    }

    /// The same lists of something else.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Lists<U> {
        Lists { all: self.all.into_iter().map(change).collect(), ends: self.ends }
    }
}

impl<T: Copy> Lists<T> {
    /// So many lists of what belongs to each number, in the order in which it comes.
    pub fn of(len: usize, pairs: &[(usize, T)]) -> Self {
        let mut next = vec![0; len + 1];
        pairs.iter().for_each(|(number, _)| next[number + 1] += 1);
        (0..len).for_each(|number| next[number + 1] += next[number]);
        let ends = next[1..].to_vec();
        let mut all: Vec<T> = pairs.iter().map(|(_, one)| *one).collect();
        for (number, one) in pairs {
            all[next[*number]] = *one;
            next[*number] += 1;
        }
        Self { all, ends }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_a_number_keeps_its_order() {
        let lists = Lists::of(4, &[(2, 'a'), (0, 'b'), (2, 'c'), (3, 'd')]);
        assert_eq!(lists.iter().collect::<Vec<_>>(), [&['b'][..], &[], &['a', 'c'], &['d']]);
        let mut same = Lists::default();
        lists.iter().for_each(|list| same.add(list.iter().copied()));
        assert_eq!((&same[1], &same[2], same.len()), (&[][..], &['a', 'c'][..], 4));
    }
}
