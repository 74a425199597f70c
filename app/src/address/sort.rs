//! The order of a table: a column and a direction, as a name in the address (`valid`, or `-valid` for downwards).

/// A column by which a table may be sorted.
pub trait Column: Copy + PartialEq + 'static {
    /// All of them.
    const ALL: &'static [Self];

    /// The name in addresses.
    fn code(self) -> &'static str;

    /// Whether the first press puts the highest on top, as for numbers.
    fn starts_down(self) -> bool;
}

/// An order of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort<C> {
    /// By this column.
    pub column: C,
    /// The highest on top.
    pub down: bool,
}

impl<C: Column> Sort<C> {
    /// Reads the name in an address.
    pub fn read(text: &str) -> Option<Self> {
        let (name, down) = text.strip_prefix('-').map_or((text, false), |name| (name, true));
        C::ALL.iter().find(|column| column.code() == name).map(|column| Self { column: *column, down })
    }

    /// The name in an address.
    pub fn write(self) -> String {
        format!("{}{}", if self.down { "-" } else { "" }, self.column.code())
    }

    /// What a press on a column's head gives: that column, then the other direction, then the table's own order.
    pub fn pressed(now: Option<Self>, column: C) -> Option<Self> {
        let first = column.starts_down();
        match now {
            Some(sort) if sort.column == column && sort.down == first => Some(Self { column, down: !first }),
            Some(sort) if sort.column == column => None,
            _ => Some(Self { column, down: first }),
        }
    }

    /// The value of `aria-sort` of a column's head.
    pub fn aria(now: Option<Self>, column: C) -> &'static str {
        match now {
            Some(sort) if sort.column == column && sort.down => "descending",
            Some(sort) if sort.column == column => "ascending",
            _ => "none",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Two {
        Name,
        Total,
    }

    impl Column for Two {
        const ALL: &'static [Self] = &[Self::Name, Self::Total];

        fn code(self) -> &'static str {
            match self {
                Self::Name => "name",
                Self::Total => "total",
            }
        }

        fn starts_down(self) -> bool {
            self == Self::Total
        }
    }

    #[test]
    fn an_order_is_read_back_from_its_address() {
        for text in ["name", "-name", "total", "-total"] {
            assert_eq!(Sort::<Two>::read(text).unwrap().write(), text);
        }
        assert_eq!(Sort::<Two>::read("odd"), None);
    }

    #[test]
    fn three_presses_go_round() {
        let once = Sort::pressed(None, Two::Total);
        let twice = Sort::pressed(once, Two::Total);
        assert_eq!((once.unwrap().write(), twice.unwrap().write()), ("-total".into(), "total".into()));
        assert_eq!(Sort::pressed(twice, Two::Total), None);
        assert_eq!(Sort::pressed(once, Two::Name).unwrap().write(), "name");
        assert_eq!((Sort::aria(once, Two::Total), Sort::aria(once, Two::Name)), ("descending", "none"));
    }
}
