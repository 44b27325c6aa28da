//! Every case of every statistics fixture against the engine.
//!
//! Cases are found by the `kind` of their file, never by name. A kind, case or key that no check reads is a failure,
//! so that nothing is passed over in silence. `STATISTICS_FIXTURES` names another folder of the same kinds.

#![expect(clippy::cast_precision_loss, reason = "counts of fixtures are far below 2^53")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod expected;
mod fixture;
mod kinds;
mod survey;

use std::fs;

use fixture::{Fixture, folder};

#[test]
fn every_case_of_every_fixture() {
    let folder = folder();
    let mut files: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no fixtures in {}", folder.display());
    let mut failures = Vec::new();
    let mut checks = 0;
    for file in files {
        let fixture = Fixture::read(&file);
        let found = kinds::check(&fixture);
        println!("{}: {} checks", fixture.name(), found.checks);
        assert!(found.checks > 0, "{}: nothing was checked", fixture.name());
        checks += found.checks;
        failures.extend(found.failures);
    }
    println!("{checks} checks");
    assert!(failures.is_empty(), "{} of {checks}:\n{}", failures.len(), failures.join("\n"));
}
