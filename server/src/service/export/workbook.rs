//! The ballots of one moment as a workbook, part by part: sheets of ballots and of each repeat, the next one where Excel's sheets
//! end, what was asked again and what was keyed, and the codebook.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use jiff::tz::TimeZone;
use shared::export::{
    Frame, HEADS, SHEET_END, SHEET_ROWS, Shape, described, heads, is_cut, repeats, sheet_beginning,
    sheet_name, sheet_part, workbook_parts, write_cells, write_texts,
};
use shared::message::{Language, number, text};

use super::marks::Marks;
use super::{Moment, Step};
use crate::service::papers::{self, Table};
use crate::service::{Error, Site, backchecks};
use crate::store::StoreError;

/// A workbook that is being made.
pub struct Workbook {
    moment: Moment,
    language: Language,
    tables: Arc<[(Option<String>, Frame)]>,
    /// In which tables each ballot is, when the first of them is written.
    marks: Arc<Marks>,
    /// The most rows of a sheet, its head among them.
    longest: u64,
    /// The table that is being written; behind the last one comes the codebook.
    table: usize,
    /// How many sheets of it there are.
    parts: usize,
    /// The rows of the sheet that began last.
    rows: u64,
    /// How many ballots were read for the table.
    read: u32,
    behind: i64,
    sheets: Vec<String>,
    /// By table: the columns of which texts were cut.
    cut: BTreeMap<usize, BTreeSet<usize>>,
    /// What was made and not yet given.
    ready: VecDeque<Step>,
    /// How many ballots are in it.
    pub ballots: usize,
}

impl Workbook {
    /// That of a campaign at a moment.
    pub fn of(moment: &Moment, language: Option<&str>) -> Self {
        Self::with_sheets_of(moment, language, SHEET_ROWS)
    }

    /// The same with sheets of at most so many rows.
    pub fn with_sheets_of(moment: &Moment, language: Option<&str>, longest: u64) -> Self {
        let campaign = &moment.known.campaign;
        let zone = TimeZone::get(&campaign.settings.timezone).unwrap_or(TimeZone::UTC);
        let language = language.unwrap_or(&campaign.settings.default_language);
        let repeats = repeats(&campaign.definitions).into_iter().map(Some);
        let tables = [None].into_iter().chain(repeats).map(|repeat| {
            let frame = Frame::of(campaign, repeat.as_deref(), language, zone.clone(), Shape::Sheet);
            (repeat, frame)
        });
        let tables: Arc<[_]> = tables.collect();
        Self {
            moment: moment.clone(),
            language: Language::from_code(language),
            marks: Arc::new(Marks::of(tables.len())),
            tables,
            longest,
            table: 0,
            parts: 0,
            rows: 0,
            read: 0,
            behind: 0,
            sheets: Vec::new(),
            cut: BTreeMap::new(),
            ready: VecDeque::new(),
            ballots: 0,
        }
    }

    /// The next step; `None` when all is written. Refused where a ballot was withdrawn of which some rows are written.
    pub async fn step(&mut self, site: &Site) -> Result<Option<Step>, Error> {
        if let Some(step) = self.ready.pop_front() {
            return Ok(Some(step));
        }
        if self.table > self.tables.len() {
            return Ok(None);
        }
        if self.table == self.tables.len() {
            self.beside(site).await?;
            self.codebook();
        } else if self.parts == 0 {
            self.begin();
        } else if self.behind >= self.moment.to.ballots {
            if self.table > 0 {
                self.marks.all_read(self.table, self.read)?;
            }
            self.ready.push_back(Step { bytes: SHEET_END.into(), ..Step::default() });
            (self.table, self.parts, self.behind, self.read) = (self.table + 1, 0, 0, 0);
        } else {
            self.piece(site).await?;
        }
        Ok(self.ready.pop_front())
    }

    /// Begins a sheet of the table.
    fn begin(&mut self) {
        let (repeat, frame) = &self.tables[self.table];
        self.parts += 1;
        self.rows = 1;
        self.sheets.push(sheet_name(repeat.as_deref(), self.parts));
        let begun = Some(sheet_part(self.sheets.len()));
        self.ready.push_back(Step { begun, bytes: sheet_beginning(heads(frame)).into(), unreadable: None });
    }

    async fn piece(&mut self, site: &Site) -> Result<(), StoreError> {
        let (tables, table, longest) = (Arc::clone(&self.tables), self.table, self.longest);
        let marks = if table == 0 { std::mem::take(&mut self.marks) } else { Arc::default() };
        let known = Arc::clone(&self.marks);
        let begun = (0, self.rows, vec![String::new()], BTreeSet::new(), Arc::unwrap_or_clone(marks));
        let wanted = move |number| table == 0 || known.has(table, number);
        let piece = self
            .moment
            .piece_of(site, self.behind, begun, wanted, move |(n, rows, parts, cut, marks), exported| {
                *n += 1;
                if table == 0 {
                    marks.mark(tables.iter().map(|(_, frame)| frame), exported);
                }
                tables[table].1.each_row(exported, &mut |cells| {
                    if *rows == longest {
                        parts.push(String::new());
                        *rows = 1;
                    }
                    *rows += 1;
                    cut.extend((0..cells.len()).filter(|place| is_cut(&cells[*place])));
                    if let Some(part) = parts.last_mut() {
                        write_cells(&cells, part);
                    }
                });
            })
            .await?;
        let (n, rows, parts, cut, marks) = piece.made;
        self.cut.entry(table).or_default().extend(cut);
        self.behind = piece.last + i64::from(piece.unreadable.is_some());
        self.read += n;
        for (place, part) in parts.into_iter().enumerate() {
            if place > 0 {
                self.ready.push_back(Step { bytes: SHEET_END.into(), ..Step::default() });
                self.begin();
            }
            self.ready.push_back(Step { bytes: part.into(), ..Step::default() });
        }
        self.rows = rows;
        if self.table == 0 {
            self.marks = Arc::new(marks);
            self.ballots += n as usize;
            if let Some(last) = self.ready.back_mut() {
                last.unreadable = piece.unreadable;
            }
        }
        Ok(())
    }

    /// How far second answers agree, batches of papers and what was keyed of them, each where there is something of it.
    async fn beside(&mut self, site: &Site) -> Result<(), Error> {
        let settings = &self.moment.known.campaign.settings;
        let (campaign, zone) = (&settings.id, TimeZone::get(&settings.timezone).unwrap_or(TimeZone::UTC));
        let tables = [
            (backchecks::table::FILE, backchecks::table::table(site, campaign.clone()).await?),
            (Table::Batches.file(), papers::table(site, campaign.clone(), Table::Batches).await?),
            (Table::Entries.file(), papers::table(site, campaign.clone(), Table::Entries).await?),
        ];
        for (file, lines) in tables.into_iter().filter(|(_, lines)| !lines.is_empty()) {
            self.sheets.push(file.trim_end_matches(".csv").to_owned());
            let begun = Some(sheet_part(self.sheets.len()));
            self.ready.push_back(Step { begun, bytes: lines.sheet(&zone).into(), unreadable: None });
        }
        Ok(())
    }

    fn codebook(&mut self) {
        self.table += 1;
        let name = text(self.language, "variable.codebook", &[]);
        let mut rows = sheet_beginning(HEADS.into_iter());
        for (table, (repeat, frame)) in self.tables.iter().enumerate() {
            let sheet = sheet_name(repeat.as_deref(), 1);
            if self.sheets.contains(&sheet_name(repeat.as_deref(), 2)) {
                let most = number(self.language, &self.longest.to_string());
                let said = text(self.language, "variable.sheet-goes-on", &[("n", &most)]);
                write_texts([&*sheet, "", "", "", "", "", "", "", &said].into_iter(), &mut rows);
            }
            let cut = self.cut.remove(&table).unwrap_or_default();
            let remark = |place| match cut.contains(&place) {
                true => text(self.language, "variable.cell-cut", &[]),
                false => String::new(),
            };
            for row in described(&sheet, frame, remark) {
                write_texts(row.iter().map(String::as_str), &mut rows);
            }
        }
        rows.push_str(SHEET_END);
        self.sheets.push(name);
        let begun = Some(sheet_part(self.sheets.len()));
        self.ready.push_back(Step { begun, bytes: rows.into(), unreadable: None });
        for (name, part) in workbook_parts(&self.sheets) {
            self.ready.push_back(Step { begun: Some(name.to_owned()), bytes: part.into(), unreadable: None });
        }
    }
}
