//! Whether what a file says still holds: everything is made again from the responses and compared place by place.

use std::collections::BTreeMap;
use std::fmt;

use app::domain::report::{Inputs, Report};
use app::report::manifest::{METHOD, Manifest, Said, spoken};
use app::report::{Document, document};
use app::text::Words;

use super::{Kind, fingerprint, page, page_reader, workbook, workbook_reader};
use crate::figures::people::People;
use crate::figures::report::report;
use crate::store::{Store, StoreError};

/// Why a file cannot be checked.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// It is neither a workbook nor a page.
    #[error("this is neither a workbook (XLSX) nor a report (HTML) of this program")]
    Unknown,
    /// It is a workbook that cannot be read.
    #[error("the workbook cannot be read: {0}")]
    Workbook(String),
    /// It has no manifest, or one that cannot be read.
    #[error("the file has no manifest, or its manifest was damaged: nobody can tell what it should be compared with")]
    NoManifest,
    /// What it says it is about is not in this database.
    #[error("the file is about something that this database does not have: {0}")]
    Foreign(String),
    /// The figures could not be made.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a file has.
pub(super) struct Contents {
    pub manifest: Manifest,
    /// What stands at the places that are compared one by one.
    pub said: Vec<Said>,
    /// Everything else, in its order.
    pub around: Vec<Around>,
}

/// What stands around the places of a part: headings, drawings, notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Around {
    /// The part or the sheet; empty before the first.
    pub part: String,
    pub pieces: Vec<String>,
}

/// A place that says something else than it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    /// The title of its part.
    pub part: String,
    /// Its row and column, in words.
    pub place: String,
    /// What the file says; `None` where the file does not have the place.
    pub file: Option<String>,
    /// What it should say; `None` where it should not be there.
    pub now: Option<String>,
}

/// Why figures may be other than when a file was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The file says something else than when it was written.
    File,
    /// The responses are others.
    Data,
    /// The kept counts are not those of the responses.
    Counts,
    /// The targets are others.
    Targets,
    /// The classes are others.
    Classes,
    /// The questionnaire version is another.
    Questionnaire,
    /// Units or sectors are others.
    Catalogue,
    /// Figures are made in another way by now.
    Method,
    /// Another privacy minimum holds.
    Minimum,
    /// Another version of the program wrote it.
    Program,
    /// None of these: the sampling design, or a file that was never written like this.
    Unknown,
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::File => "the file was changed after it was written",
            Self::Data => "the responses are others than when the file was written",
            Self::Counts => "the kept counts are not those of the stored responses (see `hailong check`)",
            Self::Targets => "the targets are others than when the file was written",
            Self::Classes => "the classes are others than when the file was written",
            Self::Questionnaire => "the questionnaire version is another than when the file was written",
            Self::Catalogue => "units or sectors are others than when the file was written",
            Self::Method => "this program makes figures in another way than the one that wrote the file",
            Self::Minimum => "another privacy minimum holds than when the file was written",
            Self::Program => "another version of this program wrote the file, which may have put things in other words",
            Self::Unknown => {
                "nothing that the file names has changed: either the design of the sample did, or the file was never written like this"
            }
        })
    }
}

/// What came out.
#[derive(Clone, Debug)]
pub struct Verification {
    /// What the file is about.
    pub subject: String,
    /// How many places were compared.
    pub compared: usize,
    /// Those that do not hold.
    pub differing: Vec<Differing>,
    /// Why, as far as can be told; also what changed without touching a figure.
    pub causes: Vec<Cause>,
}

/// Compares a file with what its figures are now, counted from the responses themselves. `progress` is told how many were counted.
///
/// # Errors
/// When the file cannot be read or is about something else, or when the database does not answer.
pub async fn verify(
    store: &Store,
    bytes: &[u8],
    privacy_minimum: u64,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<Verification, Unreadable> {
    let (kind, Contents { manifest, said, around }) = read(bytes)?;
    let foreign = |what: &str| Unreadable::Foreign(what.to_owned());
    let question = manifest.asked.question().ok_or_else(|| foreign(&manifest.asked.unit))?;
    let recount = store.recount(progress).await?;
    let counts_hold = recount.differences.is_empty();
    let store = store.as_recounted(&recount);
    // The file's own moment decides which months it looks at.
    let offer = report(&store, &People::default(), &question, manifest.as_of, privacy_minimum).await?;
    let asked = || format!("{}, {}, {}", manifest.asked.unit, manifest.asked.period, manifest.asked.version);
    let report = offer.report.ok_or_else(|| Unreadable::Foreign(asked()))?;
    let words = manifest.words();
    let document = document(words, &report);
    let now = spoken(&document, |cell| kind.say(words, cell));
    let mut differing = compare(&document, &said, &now);
    let all_hold = differing.is_empty();
    differing.extend(compare_around(&document, &around, &written_now(kind, &report, words)?));
    let changed = changed(&manifest, &report);
    let mut causes = Vec::new();
    // What stands around the figures follows from the same: where they hold and nothing else changed, somebody wrote into it.
    let around_only = all_hold && !differing.is_empty() && counts_hold && changed.is_empty();
    if fingerprint(&said) != manifest.figures || around_only {
        causes.push(Cause::File);
    }
    if !counts_hold {
        causes.push(Cause::Counts);
    }
    causes.extend(changed);
    if causes.is_empty() && !differing.is_empty() {
        causes.push(Cause::Unknown);
    }
    Ok(Verification { subject: document.subject, compared: now.len(), differing, causes })
}

/// What stands around the figures of a file that is written now.
fn written_now(kind: Kind, report: &Report, words: Words) -> Result<Vec<Around>, Unreadable> {
    // The question came from a manifest, so it is a whole one.
    let contents = match kind {
        Kind::Workbook => {
            let bytes = workbook::write(report, words).map_err(|error| Unreadable::Workbook(error.to_string()))?;
            workbook_reader::read(&bytes)?
        }
        Kind::Page => {
            let page = page::write(report, words).ok().flatten().ok_or(Unreadable::NoManifest)?;
            page_reader::read(&page)?
        }
    };
    Ok(contents.around)
}

fn read(bytes: &[u8]) -> Result<(Kind, Contents), Unreadable> {
    if bytes.starts_with(b"PK") {
        return Ok((Kind::Workbook, workbook_reader::read(bytes)?));
    }
    let page = std::str::from_utf8(bytes).map_err(|_| Unreadable::Unknown)?;
    if !page.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        return Err(Unreadable::Unknown);
    }
    Ok((Kind::Page, page_reader::read(page)?))
}

/// Which of the inputs are others.
fn changed(manifest: &Manifest, report: &Report) -> Vec<Cause> {
    let (Inputs { data, targets, classes, questionnaire, catalogue }, now) = (&manifest.inputs, &report.method.inputs);
    let others = [
        (Cause::Data, *data != now.data),
        (Cause::Targets, *targets != now.targets),
        (Cause::Classes, *classes != now.classes),
        (Cause::Questionnaire, *questionnaire != now.questionnaire),
        (Cause::Catalogue, *catalogue != now.catalogue),
        (Cause::Method, manifest.method != METHOD),
        (Cause::Minimum, manifest.privacy_minimum != report.overview.panel.minimum),
        (Cause::Program, manifest.program != env!("CARGO_PKG_VERSION")),
    ];
    others.into_iter().filter(|(_, other)| *other).map(|(cause, _)| cause).collect()
}

/// The places that differ, in the order of the document; those that only the file has come last.
fn compare(document: &Document, file: &[Said], now: &[Said]) -> Vec<Differing> {
    fn place(said: &Said) -> (&str, &str, usize) {
        (&said.section, &said.row, said.column)
    }
    let mut in_file: BTreeMap<_, &str> = BTreeMap::new();
    let mut twice = Vec::new();
    for said in file {
        if in_file.insert(place(said), &said.text).is_some() {
            twice.push(said);
        }
    }
    let mut differing = Vec::new();
    for said in now {
        let found = in_file.remove(&place(said));
        if found != Some(said.text.as_str()) {
            differing.push(described(document, said, (found.map(str::to_owned), Some(said.text.clone()))));
        }
    }
    let only = in_file.into_iter().map(|((section, row, column), text)| Said {
        section: section.to_owned(),
        row: row.to_owned(),
        column,
        text: text.to_owned(),
    });
    for said in only.chain(twice.into_iter().cloned()) {
        differing.push(described(document, &said, (Some(said.text.clone()), None)));
    }
    differing
}

/// Where what stands around the figures begins to differ, once for each part.
fn compare_around(document: &Document, file: &[Around], now: &[Around]) -> Vec<Differing> {
    let nothing = Around::default();
    let pairs = (0..file.len().max(now.len())).map(|at| (file.get(at).unwrap_or(&nothing), now.get(at).unwrap_or(&nothing)));
    let mut differing = Vec::new();
    for (file, now) in pairs.filter(|(file, now)| file.pieces != now.pieces) {
        let first = file.pieces.iter().zip(&now.pieces).take_while(|(one, other)| one == other).count();
        let code = if now.part.is_empty() { &file.part } else { &now.part };
        let section = document.sections.iter().find(|section| section.code == *code);
        let part = section.map_or(code.as_str(), |section| section.title.as_str());
        differing.push(Differing {
            part: if part.is_empty() { document.title.clone() } else { part.to_owned() },
            place: "headings, drawings and notes".to_owned(),
            file: file.pieces.get(first).cloned(),
            now: now.pieces.get(first).cloned(),
        });
    }
    differing
}

fn described(document: &Document, said: &Said, (file, now): (Option<String>, Option<String>)) -> Differing {
    let section = document.sections.iter().find(|section| section.code == said.section);
    let table = section.and_then(|section| section.table.as_ref());
    let row = table.and_then(|table| table.rows.iter().find(|row| row.key == said.row));
    let name = row.and_then(|row| row.cells.first()).map(|cell| match cell {
        app::report::Cell::Text(text) => format!("{text} ({})", said.row),
        _ => said.row.clone(),
    });
    let column = table.and_then(|table| table.columns.get(said.column)).map(|column| column.title.as_str());
    let name = name.unwrap_or_else(|| said.row.clone());
    Differing {
        part: section.map_or_else(|| said.section.clone(), |section| section.title.clone()),
        place: column.map_or(name.clone(), |column| format!("{name} – {column}")),
        file,
        now,
    }
}
