//! What is known of each ballot, by its number: a list, since ballots come in the order of their numbers and stay.

/// One thing of each ballot.
#[derive(Clone, Debug)]
pub struct ByNumber<T> {
    all: Vec<(i64, T)>,
}

impl<T> Default for ByNumber<T> {
    fn default() -> Self {
        Self { all: Vec::new() }
    }
}

impl<T> FromIterator<(i64, T)> for ByNumber<T> {
    /// Of each number once, in whatever order.
    fn from_iter<I: IntoIterator<Item = (i64, T)>>(all: I) -> Self {
        let mut all: Vec<_> = all.into_iter().collect();
        all.sort_unstable_by_key(|(number, _)| *number);
        Self { all }
    }
}

impl<T> ByNumber<T> {
    /// Puts it down, in place of what was there under the number.
    pub fn insert(&mut self, number: i64, it: T) {
        match self.at(number) {
            Ok(place) => self.all[place].1 = it,
            Err(place) => self.all.insert(place, (number, it)),
        }
    }

    /// That of a ballot.
    pub fn get(&self, number: i64) -> Option<&T> {
        self.at(number).ok().map(|place| &self.all[place].1)
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, number: i64) -> Option<&mut T> {
        self.at(number).ok().map(|place| &mut self.all[place].1)
    }

    /// Those with a smaller number, the first first.
    pub fn before(&self, number: i64) -> impl DoubleEndedIterator<Item = (i64, &T)> {
        let end = self.at(number).unwrap_or_else(|place| place);
        self.all[..end].iter().map(|(number, it)| (*number, it))
    }

    /// All of them.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (i64, &T)> {
        self.all.iter().map(|(number, it)| (*number, it))
    }

    /// Where a number stands, or where it would.
    fn at(&self, number: i64) -> Result<usize, usize> {
        match self.all.last() {
            Some((last, _)) if *last < number => Err(self.all.len()),
            _ => self.all.binary_search_by_key(&number, |(number, _)| *number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_found_by_their_number_in_whatever_order_they_came() {
        let mut all = ByNumber::default();
        for (number, it) in [(2, 'b'), (7, 'g'), (5, 'e'), (2, 'B')] {
            all.insert(number, it);
        }
        assert_eq!(all.iter().collect::<Vec<_>>(), [(2, &'B'), (5, &'e'), (7, &'g')]);
        let at_once: ByNumber<char> = [(7, 'g'), (2, 'B'), (5, 'e')].into_iter().collect();
        assert!(at_once.iter().eq(all.iter()));
        assert_eq!(all.before(6).rev().collect::<Vec<_>>(), [(5, &'e'), (2, &'B')]);
        assert_eq!(all.before(5).count(), 1);
        *all.get_mut(7).unwrap() = 'G';
        assert_eq!((all.get(7), all.get(6)), (Some(&'G'), None));
    }
}
