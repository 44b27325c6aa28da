//! Reports about a small world, as they are handed over.

use app::domain::language::Language;
use app::domain::overview::Question;
use app::text::Words;
use server::figures::people::People;
use server::figures::report::report;
use server::handover::{Verification, page, verify, workbook};
use server::store::{Database, Store};
use uuid::Uuid;

use crate::NOW;
use crate::database::TestDatabase;
use crate::world::{World, answers, fill, response};

/// A unit's name with every difficulty that Vietnamese has: composed and decomposed forms, all tones, and letters of other peoples.
pub const NAME: &str = "Xã Đắk Rơ Ông – Tiếng Việt – Tie\u{302}\u{301}ng Vie\u{323}\u{302}t – à ả ã á ạ ỹ – Bahnar ƀ, Ê Đê č ơ̆";

/// Some responses about land in both communes, and a name that is hard to write.
pub async fn filled(db: &TestDatabase) -> World {
    let world = fill(&db.store).await;
    let given = (0..60_u128).map(|n| {
        let unit = if n.is_multiple_of(3) { "xa-hai" } else { "xa-mot" };
        let point = if n.is_multiple_of(4) { 2 } else { 5 };
        let given = answers(&[("a1", point), ("b1", 4), ("c1", 3), ("overall", 5)]);
        response(&world, &world.feedback, Uuid::from_u128(7 << 76 | 2 << 62 | n), (unit, "land"), given)
    });
    db.store.store_all(&given.collect::<Vec<_>>()).await.expect("it can be made");
    rename(&db.store, "unit", "xa-mot").await;
    world
}

/// Gives a unit or a sector the name that is hard to write.
pub async fn rename(store: &Store, table: &str, code: &str) {
    let name = serde_json::json!({ "vi": NAME, "en": NAME }).to_string();
    raw(store, &format!("UPDATE {table} SET name = '{name}' WHERE code = '{code}'")).await;
    raw(store, "UPDATE revision SET number = number + 1").await;
}

/// Runs a statement that must change something.
pub async fn raw(store: &Store, text: &str) {
    let text = sqlx::AssertSqlSafe(text.to_owned());
    let changed = match store.database() {
        Database::Sqlite { write, .. } => sqlx::query(text).execute(write).await.expect("it can be made").rows_affected(),
        Database::Postgres(pool) => sqlx::query(text).execute(pool).await.expect("it can be made").rows_affected(),
    };
    assert!(changed > 0, "nothing was changed");
}

/// A unit in a period.
#[must_use]
pub fn question(unit: &str, period: &str) -> Question {
    let mut question = Question::default();
    question.filter.unit = Some(unit.parse().expect("it can be made"));
    question.filter.period = Some(period.parse().expect("it can be made"));
    question
}

/// The workbook and the page of the province, as they are now.
pub async fn written(store: &Store, language: Language) -> (Vec<u8>, String) {
    let offer = report(store, &People::default(), &question("tinh", "2026"), NOW, 10).await.expect("it can be made");
    let report = offer.report.expect("it can be made");
    let words = Words(language);
    (
        workbook::write(&report, words).expect("it can be made"),
        page::write(&report, words).expect("it can be made").expect("it can be made"),
    )
}

/// A file checked against the database.
pub async fn checked(store: &Store, file: &[u8]) -> Verification {
    verify(store, file, 10, &mut |_| ()).await.expect("it can be made")
}
