//! What stays of responses that were erased: what they add to the counts and, of random samples, what intervals are computed from.

use app::domain::answer::{Answer, Answers};
use app::domain::questionnaire::Version;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::StoreError;
use super::tally::{Cell, Count};

pub(super) const CELL: &str = "SELECT responses, rated, answers FROM disposed_cell \
    WHERE campaign_id = $1 AND unit = $2 AND sector = $3 AND mode = $4 AND month = $5";
pub(super) const WRITE_CELL: &str = "INSERT INTO disposed_cell (campaign_id, unit, sector, mode, month, responses, rated, answers) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (campaign_id, unit, sector, mode, month) \
    DO UPDATE SET responses = excluded.responses, rated = excluded.rated, answers = excluded.answers";
pub(super) const CELLS: &str = "SELECT campaign_id, unit, sector, mode, month, responses, rated, answers FROM disposed_cell \
    WHERE campaign_id = $1";
pub(super) const ALL_CELLS: &str = "SELECT campaign_id, unit, sector, mode, month, responses, rated, answers FROM disposed_cell";
pub(super) const ADD_PERSON: &str = "INSERT INTO disposed_person (campaign_id, hash, unit, sector, mode, month, answers, stratum, psu, \
    weight, persons) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1) \
    ON CONFLICT (campaign_id, hash) DO UPDATE SET persons = disposed_person.persons + 1";
pub(super) const HASHES: &str = "SELECT campaign_id, responses, counts_hash FROM disposal WHERE counts_hash IS NOT NULL";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[CELL, WRITE_CELL, CELLS, ALL_CELLS, ADD_PERSON, HASHES];

/// A stored cell.
pub(super) type CellRow = (Uuid, String, String, String, i64, i64, i64, String);

/// A stored cell with its count.
pub(super) fn read(
    (campaign_id, unit, sector, mode, month, responses, rated, answers): CellRow,
) -> Result<(Cell, Count), StoreError> {
    Ok((Cell { campaign_id, unit, sector, mode, month }, Count::read(responses, rated, &answers)?))
}

/// How many responses cells count, and SHA-256 over the cells, in whatever order they come. Whoever changes one afterwards changes the hash,
/// which stands in the log.
pub(super) fn fingerprint<'a>(cells: impl Iterator<Item = (&'a Cell, &'a Count)>) -> (i64, String) {
    let line = |(cell, count): (&Cell, &Count)| {
        let Cell { unit, sector, mode, month, .. } = cell;
        format!("{unit}\t{sector}\t{mode}\t{month}\t{}\t{}\t{}\n", count.responses, count.rated, count.answers_json())
    };
    let (mut responses, mut lines) = (0, Vec::new());
    for cell in cells {
        responses += cell.1.responses;
        lines.push(line(cell));
    }
    lines.sort_unstable();
    (responses, HEXLOWER.encode(&Sha256::digest(lines.concat())))
}

/// Answers without those that people wrote in their own words; how many these were.
pub(super) fn without_texts(version: &Version, stored: &str) -> Result<(String, usize), StoreError> {
    reduced(version, stored, |answer| !matches!(answer, Answer::Text(_)))
}

/// The answers to satisfaction items, which are all that figures need.
pub(super) fn only_ratings(version: &Version, stored: &str) -> Result<String, StoreError> {
    reduced(version, stored, |answer| matches!(answer, Answer::Scale(_) | Answer::NoOpinion)).map(|(answers, _)| answers)
}

fn reduced(version: &Version, stored: &str, stays: impl Fn(&Answer) -> bool) -> Result<(String, usize), StoreError> {
    // What was written is not repeated here: it is about to be erased.
    let unreadable = |misfit| StoreError::Unreadable { what: "response", value: format!("{misfit:?}") };
    let answers = Answers::from_json(version, stored).map_err(unreadable)?;
    let all = answers.iter().count();
    let kept: Answers =
        answers.iter().filter(|(_, answer)| stays(answer)).map(|(item, answer)| (item.clone(), answer.clone())).collect();
    let erased = all - kept.iter().count();
    Ok((kept.to_json(), erased))
}

/// A response on its way out.
pub(super) type Leaving = (Uuid, String, String, String, i64, String, Option<String>, Option<String>, Option<f64>);

/// The key of a person of whom only ratings stay: equal persons have the same.
pub(super) fn key(leaving: &Leaving, ratings: &str) -> Vec<u8> {
    let (_, unit, sector, mode, month, _, stratum, psu, weight) = leaving;
    let weight = weight.map(f64::to_bits);
    Sha256::digest(format!("{unit}\t{sector}\t{mode}\t{month}\t{stratum:?}\t{psu:?}\t{weight:?}\t{ratings}")).to_vec()
}

#[cfg(test)]
mod tests {
    use app::domain::answer::{Answer, Answers, Satisfaction};
    use uuid::Uuid;

    use super::{fingerprint, only_ratings, without_texts};
    use crate::instrument::builtin;
    use crate::store::tally::{Cell, Count};

    #[test]
    fn texts_go_and_nothing_else_does() {
        let version = builtin::all().unwrap().into_iter().find(|version| version.code().as_str() == "one-stop-service").unwrap();
        let text =
            version.items().find(|(_, item)| matches!(item.kind, app::domain::questionnaire::item::Kind::LongText)).unwrap();
        let mut answers = Answers::default();
        answers.insert("a1".parse().unwrap(), Answer::Scale(Satisfaction::new(4).unwrap()));
        answers.insert("b1".parse().unwrap(), Answer::NoOpinion);
        let without = answers.to_json();
        answers.insert(text.1.code.clone(), Answer::Text("viết tay".into()));
        assert_eq!(without_texts(&version, &answers.to_json()).unwrap(), (without.clone(), 1));
        assert_eq!(without_texts(&version, &without).unwrap(), (without.clone(), 0));
        assert_eq!(only_ratings(&version, &answers.to_json()).unwrap(), without);
    }

    #[test]
    fn a_fingerprint_knows_no_order_and_every_number() {
        let cell = |unit: &str| Cell {
            campaign_id: Uuid::nil(),
            unit: unit.into(),
            sector: "land".into(),
            mode: "phone".into(),
            month: 1,
        };
        let count = |responses| Count { responses, ..Count::default() };
        let (a, b) = ((cell("a"), count(1)), (cell("b"), count(2)));
        let of = |cells: [&(Cell, Count); 2]| fingerprint(cells.into_iter().map(|(cell, count)| (cell, count)));
        assert_eq!(of([&a, &b]), of([&b, &a]));
        assert_eq!(of([&a, &b]).0, 3);
        assert_ne!(of([&a, &b]).1, of([&(cell("a"), count(2)), &(cell("b"), count(1))]).1);
    }
}
