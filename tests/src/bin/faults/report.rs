//! What all rounds found, as a table that is Markdown too.

use std::fmt::Write;
use std::time::Duration;

use ::tests::proof::Found;
use ::tests::small_disk::NOT_POSSIBLE;

use crate::kinds::Fault;

/// One fault's line; without anything found where it could not be made.
pub struct Line {
    /// The fault.
    pub fault: Fault,
    /// What its rounds found.
    pub found: Option<Found>,
    /// How long they took.
    pub time: Duration,
}

/// The table, and below it everything that was wrong.
pub fn table(lines: &[Line]) -> String {
    let mut text = String::from(
        "| fault | database | rounds | submissions | acknowledged | told to try later | lost | doubled | `hailong check` agrees | longest wait | time |\n\
         | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    let mut wrong = Vec::new();
    for Line { fault, found, time } in lines {
        let (name, database) = (fault.name(), fault.database());
        let row = found.as_ref().map_or_else(
            || format!("| {name} | {database} | {NOT_POSSIBLE} |"),
            |found| {
                format!(
                    "| {name} | {database} | {} | {} | {} | {} | {} | {} | {} of {} | {:.1} s | {} s |",
                    found.rounds,
                    found.submissions,
                    found.acknowledged,
                    found.told_later,
                    found.lost,
                    found.doubled,
                    found.checked,
                    found.rounds,
                    found.longest.as_secs_f64(),
                    time.as_secs(),
                )
            },
        );
        let _ = writeln!(text, "{row}");
        let found = found.iter().flat_map(|found| &found.wrong);
        wrong.extend(found.map(|what| format!("- {name}, {database}, {what}")));
    }
    if !wrong.is_empty() {
        let _ = writeln!(text, "\nWrong:\n\n{}", wrong.join("\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_stands_below_the_table() {
        let good = Found { rounds: 2, submissions: 30, acknowledged: 20, checked: 2, ..Found::default() };
        let bad = Found { wrong: vec!["round 1: 1 lost".into()], lost: 1, ..good.clone() };
        let line = |found| Line { fault: Fault::PostgresKilled, found, time: Duration::from_secs(3) };
        let text = table(&[line(Some(good.clone())), line(None)]);
        assert!(text.contains("| database killed | PostgreSQL | 2 | 30 | 20 | 0 | 0 | 0 | 2 of 2 | 0.0 s | 3 s |"), "{text}");
        assert!(text.contains(NOT_POSSIBLE) && !text.contains("Wrong"), "{text}");
        assert!(table(&[line(Some(bad))]).ends_with("- database killed, PostgreSQL, round 1: 1 lost\n"));
    }
}
