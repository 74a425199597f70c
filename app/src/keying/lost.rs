//! Papers that were keyed in a page that closed before they went: the browser remembers which they were, and nothing of what they say.

use super::outbox::Keyed;

/// A paper, and who keyed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Who.
    pub by: String,
    /// The campaign.
    pub campaign: String,
    /// The batch.
    pub batch: i64,
    /// The paper.
    pub paper: u32,
}

impl From<&Keyed> for Mark {
    fn from(keyed: &Keyed) -> Self {
        let Keyed { by, campaign, batch, paper, .. } = keyed;
        Self { by: by.clone(), campaign: campaign.clone(), batch: *batch, paper: *paper }
    }
}

/// As it is remembered: a line each, without blanks in any name.
pub fn written(marks: &[Mark]) -> String {
    let line = |it: &Mark| format!("{} {} {} {}\n", it.by, it.campaign, it.batch, it.paper);
    marks.iter().map(line).collect()
}

/// What was remembered; a line that is none is left out.
pub fn read(text: &str) -> Vec<Mark> {
    let line = |line: &str| {
        let mut parts = line.split(' ');
        let (by, campaign) = (parts.next()?.to_owned(), parts.next()?.to_owned());
        Some(Mark { by, campaign, batch: parts.next()?.parse().ok()?, paper: parts.next()?.parse().ok()? })
    };
    text.lines().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_read_again_and_nothing_else() {
        let mark = |paper| Mark { by: "nhap1".to_owned(), campaign: "c-1".to_owned(), batch: 2, paper };
        let marks = [mark(3), mark(4)];
        assert_eq!(read(&written(&marks)), marks);
        assert_eq!(read("nhap1 c-1 2\n\nnhap1 c-1 x 3\nnhap1 c-1 2 3"), [mark(3)]);
    }
}
