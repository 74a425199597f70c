//! Files of statistics programs, of one moment: a step reads a piece of the ballots, so memory holds one. First all is measured,
//! then each file is written, and the codebook at the end.

use std::mem;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use shared::export::{Format, Measure, Statistical, codebook, entries, repeats};
use shared::message::Language;
use shared::problem::Diagnostic;

use super::Moment;
use super::marks::Marks;
use crate::service::{Error, Site};
use crate::store::StoreError;

/// What stands beside the files.
pub const CODEBOOK: &str = "codebook.csv";

/// While all is measured nothing is packed: ballots are opened on so many threads at least.
const MEASURING: usize = 2;

/// What a step gave.
#[derive(Default)]
pub struct Step {
    /// The file that begins.
    pub begun: Option<String>,
    /// What is to be written to the file that began last.
    pub bytes: Vec<u8>,
    /// A ballot that cannot be read again. It is told of once, and in no file.
    pub unreadable: Option<Diagnostic>,
}

/// Files that are being made.
pub struct Statistics {
    moment: Moment,
    language: Language,
    files: Arc<[Statistical]>,
    measures: Vec<Measure>,
    marks: Arc<Marks>,
    stage: Stage,
    behind: i64,
    rows: u64,
    /// How many ballots were read for what is being written.
    read: u32,
    /// How many ballots were measured.
    pub ballots: usize,
}

#[derive(Clone, Copy)]
enum Stage {
    Measuring,
    Beginning(usize),
    Rows(usize),
    LongTexts(usize),
    Codebook,
    Done,
}

impl Statistics {
    /// Those of a campaign at a moment.
    pub fn of(moment: &Moment, format: Format, language: Option<&str>, now: Timestamp) -> Self {
        let campaign = &moment.known.campaign;
        let zone = TimeZone::get(&campaign.settings.timezone).unwrap_or(TimeZone::UTC);
        let made = zone.to_datetime(now);
        let language = language.unwrap_or(&campaign.settings.default_language);
        let of =
            |repeat: Option<&str>| Statistical::of(campaign, repeat, language, (zone.clone(), made), format);
        let repeats = repeats(&campaign.definitions);
        let files: Arc<[_]> =
            [of(None)].into_iter().chain(repeats.iter().map(|repeat| of(Some(repeat)))).collect();
        Self {
            moment: moment.clone(),
            language: Language::from_code(language),
            measures: files.iter().map(Statistical::begin_measure).collect(),
            marks: Arc::new(Marks::of(files.len())),
            files,
            stage: Stage::Measuring,
            behind: 0,
            rows: 0,
            read: 0,
            ballots: 0,
        }
    }

    /// The next step; `None` when all is written. Refused where a ballot was withdrawn since it was measured.
    pub async fn step(&mut self, site: &Site) -> Result<Option<Step>, Error> {
        let whole = self.behind >= self.moment.to.ballots;
        match self.stage {
            Stage::Measuring if whole => {
                self.stage = Stage::Beginning(0);
                let measures = mem::take(&mut self.measures);
                self.files.iter().zip(measures).for_each(|(file, measure)| file.measured(measure));
                Ok(Some(Step::default()))
            }
            Stage::Measuring => Ok(Some(self.measure(site).await?)),
            Stage::Beginning(file) => {
                self.begin(Stage::Rows(file));
                let bytes = self.files[file].beginning();
                Ok(Some(Step { begun: Some(self.files[file].name()), bytes, ..Step::default() }))
            }
            Stage::Rows(file) if whole => {
                self.marks.all_read(file, self.read)?;
                let made = &self.files[file];
                let bytes = made.before_long_texts().to_vec();
                if made.has_long_texts() {
                    self.begin(Stage::LongTexts(file));
                    return Ok(Some(Step { bytes, ..Step::default() }));
                }
                Ok(Some(self.end(file, bytes)))
            }
            Stage::Rows(file) => Ok(Some(self.piece(site, file, Statistical::write_rows).await?)),
            Stage::LongTexts(file) if whole => {
                self.marks.all_read(file, self.read)?;
                Ok(Some(self.end(file, Vec::new())))
            }
            Stage::LongTexts(file) => Ok(Some(self.piece(site, file, Statistical::write_long_texts).await?)),
            Stage::Codebook => {
                self.stage = Stage::Done;
                let rows = self.files.iter().flat_map(|file| entries(&file.name(), file, self.language));
                let bytes = codebook(rows).into_bytes();
                Ok(Some(Step { begun: Some(CODEBOOK.to_owned()), bytes, unreadable: None }))
            }
            Stage::Done => Ok(None),
        }
    }

    fn begin(&mut self, stage: Stage) {
        (self.behind, self.rows, self.read, self.stage) = (0, 0, 0, stage);
    }

    fn end(&mut self, file: usize, mut bytes: Vec<u8>) -> Step {
        bytes.extend(self.files[file].end());
        let next = file + 1;
        self.stage = if next < self.files.len() { Stage::Beginning(next) } else { Stage::Codebook };
        Step { bytes, ..Step::default() }
    }

    async fn measure(&mut self, site: &Site) -> Result<Step, StoreError> {
        let files = Arc::clone(&self.files);
        let (measures, marks) = (mem::take(&mut self.measures), mem::take(&mut self.marks));
        let begun = (0, measures, Arc::unwrap_or_clone(marks));
        let threads = self.moment.threads.max(MEASURING);
        let piece = Moment { threads, ..self.moment.clone() }
            .piece(site, self.behind, begun, move |(n, measures, marks), exported| {
                *n += 1;
                marks.mark(files.iter().map(|file| &file.frame), exported);
                for (file, measure) in files.iter().zip(measures) {
                    measure.add(&file.frame, exported);
                }
            })
            .await?;
        let (n, marks);
        (n, self.measures, marks) = piece.made;
        self.marks = Arc::new(marks);
        self.ballots += n;
        self.behind = piece.last + i64::from(piece.unreadable.is_some());
        Ok(Step { unreadable: piece.unreadable, ..Step::default() })
    }

    async fn piece(
        &mut self,
        site: &Site,
        file: usize,
        write: fn(&Statistical, &shared::export::Exported, &mut u64, &mut Vec<u8>),
    ) -> Result<Step, StoreError> {
        let (files, marks) = (Arc::clone(&self.files), Arc::clone(&self.marks));
        let (begun, wanted) = ((0, self.rows, Vec::new()), move |number| marks.has(file, number));
        let piece = self
            .moment
            .piece_of(site, self.behind, begun, wanted, move |(n, rows, bytes), exported| {
                *n += 1;
                write(&files[file], exported, rows, bytes);
            })
            .await?;
        let (n, rows, bytes) = piece.made;
        (self.read, self.rows) = (self.read + n, rows);
        self.behind = piece.last + i64::from(piece.unreadable.is_some());
        Ok(Step { bytes, ..Step::default() })
    }
}
