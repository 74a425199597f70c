//! A questionnaire on paper, made from the same definition as an interview: boxes with the digit that is keyed in, a table where units are
//! judged, and on each page which paper it is.

use jiff::Timestamp;
use shared::campaign::{Campaign, PROVINCE};
use shared::form::{
    Choice, Condition, FormDefinition, Kind, Numbered, Piece, Repeat, Scope, Text, UNIT_WIDTH, tables,
};
use shared::message::{Language, date, text};

use super::paper::{Align, Block, Column, Heading, Opening, Paper, Row, Table};
use super::words::Words;

/// Which paper it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copy {
    /// The code of the place where it is handed out, where that is known.
    pub place: Option<String>,
    /// The number of its batch and its own within that; room to write them by hand where there is none.
    pub number: Option<(i64, u32)>,
}

/// Makes it.
pub fn questionnaire(
    campaign: &Campaign,
    form: &FormDefinition,
    copy: &Copy,
    language: Option<Language>,
    at: Timestamp,
) -> Paper {
    let writer = Writer::of(campaign, form, copy.place.as_deref(), language, at);
    let mut body = writer.beginning();
    writer.pieces(&form.on_paper(), &mut body);
    writer.paper("paper-title", body, Some(writer.code(copy)))
}

/// What tells who somebody is, on a sheet that bears no number and names no place: it is handed in apart, and nobody keys it. None
/// where the form does not ask.
pub fn personal_sheet(
    campaign: &Campaign,
    form: &FormDefinition,
    language: Option<Language>,
    at: Timestamp,
) -> Option<Paper> {
    let pieces = form.on_its_own_paper();
    let writer = Writer::of(campaign, form, None, language, at);
    let mut body = vec![Block::Text(writer.say("paper-apart-how", &[]))];
    body.extend(writer.told());
    writer.pieces(&pieces, &mut body);
    (!pieces.is_empty()).then(|| writer.paper("paper-apart", body, None))
}

/// Where papers are handed out, as people call it: a place, a unit, or the whole province.
pub fn place_name(campaign: &Campaign, code: &str, language: &str) -> String {
    let place = campaign.places.get(code).map(|place| place.name.clone());
    let unit = || campaign.unit(code).map(|unit| unit.name.get(language).to_owned());
    let province = || {
        let named = campaign.settings.province.get(language);
        if named.is_empty() {
            text(Language::from_code(language), "document.province", &[])
        } else {
            named.to_owned()
        }
    };
    place.or_else(unit).unwrap_or_else(|| if code == PROVINCE { province() } else { code.to_owned() })
}

struct Writer<'a> {
    campaign: &'a Campaign,
    form: &'a FormDefinition,
    words: Words<'a>,
    place: Option<&'a str>,
}

impl<'a> Writer<'a> {
    fn of(
        campaign: &'a Campaign,
        form: &'a FormDefinition,
        place: Option<&'a str>,
        language: Option<Language>,
        at: Timestamp,
    ) -> Self {
        let mut words = Words::of(campaign, at);
        words.language = language.unwrap_or(words.language);
        Self { campaign, form, words, place }
    }
}

impl Writer<'_> {
    fn paper(&self, title: &str, body: Vec<Block>, foot: Option<String>) -> Paper {
        let Heading { above, office, .. } =
            self.words.heading(self.name(&self.campaign.settings.office), None, String::new());
        let heading = Heading { above, office, number: String::new(), place_and_date: String::new() };
        Paper {
            language: self.words.language,
            opening: Opening::Issued(heading),
            title: self.say(title, &[]),
            subject: self.form.title.clone(),
            body,
            recipients: Vec::new(),
            signatures: Vec::new(),
            foot,
        }
    }

    fn say(&self, key: &str, params: &[(&str, &str)]) -> String {
        self.words.say(key, params)
    }

    fn name<'n>(&self, name: &'n shared::campaign::Name) -> &'n str {
        name.get(self.words.language.code())
    }

    fn text<'t>(&'t self, text: &'t Text) -> &'t str {
        self.form.text(text, self.words.language.code())
    }

    fn room(&self) -> String {
        self.say("room", &[])
    }

    fn code(&self, copy: &Copy) -> String {
        let (batch, paper) = match copy.number {
            Some((batch, paper)) => (batch.to_string(), format!("{paper:04}")),
            None => (self.say("paper-blank", &[]), self.say("paper-blank", &[])),
        };
        let FormDefinition { id, version, .. } = self.form;
        self.say("paper-code", &[("form", id), ("version", version), ("batch", &batch), ("paper", &paper)])
    }

    /// Who answers, where and how, and what becomes of it.
    fn beginning(&self) -> Vec<Block> {
        let settings = &self.campaign.settings;
        let group = self.campaign.forms.iter().find(|row| row.form == self.form.id);
        let group = group.and_then(|row| self.campaign.groups.iter().find(|group| group.code == row.group));
        let language = self.words.language.code();
        let place = self.place.map_or_else(|| self.room(), |code| place_name(self.campaign, code, language));
        let mut lines = vec![self.name(&settings.title).to_owned()];
        lines.extend(group.map(|group| self.say("paper-for", &[("group", self.name(&group.name))])));
        lines.push(self.say("paper-place", &[("place", &place)]));
        let mut blocks = vec![Block::Text(lines.join("\n")), Block::Text(self.say("paper-how", &[]))];
        blocks.extend(self.told());
        blocks.push(Block::Text(self.say("paper-free", &[])));
        blocks
    }

    /// What becomes of the data, where the package says it.
    fn told(&self) -> Vec<Block> {
        let notice = &self.campaign.settings.notice;
        let mut told = Vec::new();
        for (key, name) in [
            ("paper-controller", &notice.controller),
            ("paper-collected", &notice.collected),
            ("paper-purpose", &notice.purpose),
            ("paper-contact", &notice.contact),
        ] {
            let said = self.name(name);
            told.extend((!said.is_empty()).then(|| self.say(key, &[("said", said)])));
        }
        let until = notice.kept_until.filter(|day| *day >= self.words.today());
        told.extend(until.map(|day| self.say("paper-kept", &[("day", &date(&day.to_string()))])));
        if told.is_empty() {
            return Vec::new();
        }
        vec![Block::Head(2, self.say("paper-data", &[])), Block::Text(told.join("\n"))]
    }

    fn pieces(&self, pieces: &[Piece<'_>], body: &mut Vec<Block>) {
        for piece in pieces {
            match piece {
                Piece::Head(text) => body.push(Block::Head(1, self.text(text).to_owned())),
                Piece::Note(text) => body.push(Block::Text(self.text(text).to_owned())),
                // A head, which never ends a page alone.
                Piece::Only(condition) => body.push(Block::Head(2, self.only(condition))),
                Piece::Asked(asked) => self.question(asked, true, body),
                Piece::Judged(repeat, inner) => self.judged(repeat, inner, body),
            }
        }
    }

    /// A question with what it is answered by, or without where that stands elsewhere.
    fn question(&self, asked: &Numbered<'_>, answered: bool, body: &mut Vec<Block>) {
        let Numbered { number, question, options, .. } = asked;
        let number = number.to_string();
        let mut said = self.say("paper-question", &[("n", &number), ("label", self.text(&question.label))]);
        if matches!(question.kind, Kind::SelectMultiple(_)) {
            said = format!("{said} {}", self.say("paper-several", &[]));
        }
        let hint = self.text(&question.hint);
        if !hint.is_empty() {
            said = format!("{said}\n{hint}");
        }
        if options.is_empty() && answered {
            said = format!("{said}\n{}", self.room().repeat(if question.kind == Kind::Text { 3 } else { 1 }));
        }
        body.push(Block::Head(2, said));
        if answered && !options.is_empty() {
            body.push(Block::Choices(self.boxes(options)));
        }
    }

    fn boxes(&self, options: &[Choice]) -> Vec<(String, String)> {
        let digits = (1..).map(|digit: usize| digit.to_string());
        digits.zip(options).map(|(digit, option)| (digit, self.text(&option.label).to_owned())).collect()
    }

    /// One unit: its questions as all others. Several: what is asked first, and then a row for each.
    fn judged(&self, repeat: &Repeat, inner: &[Piece<'_>], body: &mut Vec<Block>) {
        if repeat.target.scope == Scope::Own {
            let own = self.place.and_then(|place| self.campaign.own_unit(place, &repeat.target.unit_type));
            let unit = own.map_or_else(|| self.room(), |unit| self.name(&unit.name).to_owned());
            body.push(Block::Text(self.say("paper-unit", &[("unit", &unit)])));
            return self.pieces(inner, body);
        }
        let mut scale: (usize, &[Choice]) = (0, &[]);
        for piece in inner {
            let Piece::Asked(question) = piece else {
                self.pieces(std::slice::from_ref(piece), body);
                continue;
            };
            self.question(question, false, body);
            if question.options.is_empty() {
                continue;
            }
            // What is answered as another question has its boxes there, which may be overleaf: here they stand in a line.
            if question.options == scale.1 {
                let options: Vec<_> = self
                    .boxes(scale.1)
                    .into_iter()
                    .map(|(digit, label)| format!("{digit} {label}"))
                    .collect();
                let said = [("n", &*scale.0.to_string()), ("options", &options.join("; "))];
                body.push(Block::Text(self.say("paper-as", &said)));
            } else {
                body.push(Block::Choices(self.boxes(question.options)));
                scale = (question.number, question.options);
            }
        }
        body.push(Block::Text(self.rows(repeat)));
        for columns in tables(inner) {
            body.push(Block::Table(self.table(repeat, &columns)));
        }
    }

    fn rows(&self, repeat: &Repeat) -> String {
        let chosen = match &repeat.target.scope {
            Scope::Used(name) => self.number_of(name),
            _ => None,
        };
        match chosen {
            Some(n) => self.say("paper-rows-chosen", &[("n", &n.to_string())]),
            None => self.say("paper-rows", &[]),
        }
    }

    fn number_of(&self, name: &str) -> Option<usize> {
        self.form.on_paper().iter().find_map(|piece| match piece {
            Piece::Asked(asked) if asked.question.name == name => Some(asked.number),
            _ => None,
        })
    }

    fn table(&self, repeat: &Repeat, asked: &[&Numbered<'_>]) -> Table {
        let column = |title: String, width, align| Column { title, width, align };
        let mut columns = vec![column(self.say("unit", &[]), UNIT_WIDTH, Align::Start)];
        columns.extend(asked.iter().map(|it| {
            column(self.say("paper-column", &[("n", &it.number.to_string())]), it.width(), Align::Center)
        }));
        let cells: Vec<String> = asked.iter().map(|it| digits(it)).collect();
        let units = self.campaign.units.iter().filter(|unit| unit.unit_type == repeat.target.unit_type);
        let row =
            |name: &str| Row { cells: [vec![name.to_owned()], cells.clone()].concat(), ..Row::default() };
        Table { columns, rows: units.map(|unit| row(self.name(&unit.name))).collect() }
    }

    fn only(&self, condition: &Condition<'_>) -> String {
        match condition {
            Condition::Chosen(of, options) => {
                let option = |digit: &usize| {
                    let label = of.options.get(digit - 1).map_or("", |option| self.text(&option.label));
                    format!("{digit} ({label})")
                };
                let options = options.iter().map(option).collect::<Vec<_>>().join(", ");
                self.say("paper-only", &[("n", &of.number.to_string()), ("options", &options)])
            }
            Condition::Depends(of) => {
                let of = of.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
                self.say("paper-depends", &[("n", &of)])
            }
        }
    }
}

/// What a ring is drawn around.
fn digits(asked: &Numbered<'_>) -> String {
    (1..=asked.options.len()).map(|digit| digit.to_string()).collect::<Vec<_>>().join("  ")
}
