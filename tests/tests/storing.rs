//! One behavioural suite of the store, run on both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::response::Storing;
use app::domain::sample_place::{SamplePlace, Weight};
use server::figures::SectorCount;
use server::store::counts::Selection;
use server::store::{Database, Store, StoreError};
use tests::database::TestDatabase;
use tests::world::{LAND, World, answers, fill, ids, in_sample, response};
use tests::{NOW, on_both_databases};

on_both_databases!(
    a_response_is_stored_once,
    many_at_once_are_all_stored_and_counted,
    a_group_with_one_impossible_response_keeps_the_others,
    the_same_twice_in_one_group_is_stored_once,
    what_responses_refer_to_stays,
    a_change_by_another_instance_shows_within_two_seconds,
    a_published_version_never_changes,
    what_is_stored_survives_opening_again,
    vietnamese_text_is_kept_in_both_forms,
    a_place_in_the_sample_is_kept_whole,
);

async fn a_response_is_stored_once(db: TestDatabase) {
    let world = fill(&db.store).await;
    let id = ids().make(NOW + 1);
    let first = response(&world, &world.feedback, id, ("xa-mot", "land"), answers(&[("overall", 5), ("a1", 4)]));
    let other = response(&world, &world.feedback, id, ("xa-mot", "land"), answers(&[("overall", 5), ("a1", 3)]));
    assert_eq!(db.store.store(first.clone()).await.unwrap(), Storing::Stored);
    assert_eq!(db.store.store(first).await.unwrap(), Storing::AlreadyStored);
    assert_eq!(db.store.store(other).await.unwrap(), Storing::Conflict);
    assert_eq!(db.store.response_count().await.unwrap(), 1);
    let count = land(&db, &world).await;
    assert_eq!((count.rated, count.items["a1"]), (1, [0, 0, 0, 0, 1, 0]));
}

async fn many_at_once_are_all_stored_and_counted(db: TestDatabase) {
    let world = fill(&db.store).await;
    let ids = ids();
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..400_u32 {
        let points: &[(&str, u8)] = if number % 4 == 0 { &[("a1", 0)] } else { &[("a1", 5), ("b1", 2)] };
        let new = response(&world, &world.feedback, ids.make(NOW), ("xa-mot", "land"), answers(points));
        let store = db.store.clone();
        tasks.spawn(async move {
            // Each is sent twice, as by an impatient thumb.
            (store.store(new.clone()).await.unwrap(), store.store(new).await.unwrap())
        });
    }
    while let Some(outcome) = tasks.join_next().await {
        assert_eq!(outcome.unwrap(), (Storing::Stored, Storing::AlreadyStored));
    }
    assert_eq!(db.store.response_count().await.unwrap(), 400);
    let count = land(&db, &world).await;
    assert_eq!(count.rated, 300);
    assert_eq!(count.items["a1"], [100, 0, 0, 0, 0, 300]);
    assert_eq!(count.items["b1"], [0, 0, 300, 0, 0, 0]);
    assert_eq!(differences(&db).await, Vec::<String>::new());
}

async fn a_group_with_one_impossible_response_keeps_the_others(db: TestDatabase) {
    let world = fill(&db.store).await;
    let ids = ids();
    let new = |unit: &str| response(&world, &world.feedback, ids.make(NOW), (unit, "land"), answers(&[("a1", 5)]));
    // Nothing that the program makes is refused, so the database is told to refuse something.
    match db.store.database() {
        Database::Sqlite { .. } => raw(
            &db,
            "CREATE TRIGGER refuse BEFORE INSERT ON response WHEN NEW.unit = 'refused' BEGIN SELECT RAISE(ABORT, 'refused'); END",
        ),
        Database::Postgres(_) => raw(&db, "ALTER TABLE response ADD CHECK (unit <> 'refused')"),
    }
    .await
    .unwrap();
    let sent: Vec<_> = ["xa-mot", "refused", "xa-hai", "xa-mot", "refused"].into_iter().map(new).collect();
    let group = sent.iter().map(|new| db.store.store(new.clone()));
    let outcomes: Vec<_> = futures_util::future::join_all(group).await;
    for (new, outcome) in sent.iter().zip(outcomes) {
        if new.response().unit.as_str() == "refused" {
            assert!(outcome.unwrap_err().is_about_a_row());
        } else {
            assert_eq!(outcome.unwrap(), Storing::Stored);
        }
    }
    assert_eq!(db.store.response_count().await.unwrap(), 3);
    assert_eq!(differences(&db).await, Vec::<String>::new());
}

async fn the_same_twice_in_one_group_is_stored_once(db: TestDatabase) {
    let world = fill(&db.store).await;
    let id = ids().make(NOW);
    let new = |point| response(&world, &world.feedback, id, ("xa-mot", "land"), answers(&[("a1", point)]));
    let outcomes = db.store.store_all(&[new(5), new(5), new(4)]).await.unwrap();
    assert_eq!(outcomes, [Storing::Stored, Storing::AlreadyStored, Storing::Conflict]);
    assert_eq!(land(&db, &world).await.items["a1"], [0, 0, 0, 0, 0, 1]);
    // More than one statement holds.
    let ids = ids();
    let many: Vec<_> = (0..150)
        .map(|_| response(&world, &world.feedback, ids.make(NOW + 9), ("xa-mot", "land"), answers(&[("a1", 1)])))
        .collect();
    assert!(db.store.store_all(&many).await.unwrap().iter().all(|outcome| *outcome == Storing::Stored));
    assert!(db.store.store_all(&many).await.unwrap().iter().all(|outcome| *outcome == Storing::AlreadyStored));
    assert_eq!(db.store.store_all(&[]).await.unwrap(), []);
    assert_eq!(land(&db, &world).await.items["a1"], [0, 150, 0, 0, 0, 1]);
}

async fn what_responses_refer_to_stays(db: TestDatabase) {
    let world = fill(&db.store).await;
    let new = response(&world, &world.feedback, ids().make(NOW), ("xa-mot", "land"), answers(&[("a1", 5)]));
    db.store.store(new).await.unwrap();
    let refused = raw(&db, "DELETE FROM collection_point WHERE code = 'aaaaaa'").await.unwrap_err();
    assert!(refused.to_string().contains("a collection point with responses cannot be removed"), "{refused}");
    raw(&db, "DELETE FROM collection_point WHERE code <> 'aaaaaa'").await.unwrap();
    assert!(raw(&db, "DELETE FROM campaign").await.is_err());
    assert!(raw(&db, "DELETE FROM questionnaire_version").await.is_err());
    assert!(raw(&db, "DELETE FROM unit WHERE code = 'xa-mot'").await.is_err());
}

async fn a_change_by_another_instance_shows_within_two_seconds(db: TestDatabase) {
    let world = fill(&db.store).await;
    let other = Store::open(&db.url).await.unwrap();
    assert_eq!(other.directory().await.unwrap().campaigns.len(), 6);
    let code = LAND.parse().unwrap();
    assert_eq!(other.survey(&code).await.unwrap().unwrap().campaign.closes_at, None);
    raw(&db, "UPDATE campaign SET closes_at = 7 WHERE opens_at = 0").await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(1_200)).await;
    let survey = other.survey(&code).await.unwrap().unwrap();
    assert_eq!((survey.campaign.id, survey.campaign.closes_at), (world.feedback.id, Some(7)));
    other.close().await;
}

async fn a_published_version_never_changes(db: TestDatabase) {
    let world = fill(&db.store).await;
    let ids = ids();
    let again = db.store.publish(ids.make(NOW + 5), &world.version, NOW).await.unwrap();
    assert_eq!(again, world.feedback.version_id, "the same text again is the version that is there");
    let source = tests::world::EVERYTHING_FILE.replace("code = \"everything\"", "code = \"one-stop-service\"");
    let other = server::instrument::file::read(&source).unwrap();
    let refused = db.store.publish(ids.make(NOW + 6), &other, NOW).await;
    assert!(matches!(refused, Err(StoreError::VersionDiffers { number: 1, .. })));
    let error = raw(&db, "UPDATE questionnaire_version SET document = '{}'").await.unwrap_err();
    assert!(error.to_string().contains("a published questionnaire version never changes"), "{error}");
}

async fn what_is_stored_survives_opening_again(db: TestDatabase) {
    let world = fill(&db.store).await;
    let new = response(&world, &world.feedback, ids().make(NOW + 1), ("xa-mot", "land"), answers(&[("a1", 5)]));
    db.store.store(new.clone()).await.unwrap();
    db.store.close().await;
    assert!(matches!(db.store.store(new).await, Err(StoreError::Stopped)));
    let again = Store::open(&db.url).await.unwrap();
    assert_eq!(again.response_count().await.unwrap(), 1);
    assert_eq!(again.campaigns().await.unwrap().len(), 6);
    assert_eq!(again.version(world.feedback.version_id).await.unwrap().as_deref(), Some(&world.version));
}

async fn vietnamese_text_is_kept_in_both_forms(db: TestDatabase) {
    let world = fill(&db.store).await;
    let ids = ids();
    let mut ids_made = Vec::new();
    for text in ["Đất đai: chờ lâu quá! 🙂", "Đa\u{302}\u{301}t decomposed", "a'b\"c\\d\n\te", "0"] {
        let mut given = answers(&[("overall", 5)]);
        given.insert("comment".parse().unwrap(), app::domain::answer::Answer::Text(text.to_owned()));
        let new = response(&world, &world.feedback, ids.make(NOW), ("xa-mot", "land"), given.clone());
        db.store.store(new.clone()).await.unwrap();
        ids_made.push(given.to_json());
        assert_eq!(db.store.store(new).await.unwrap(), Storing::AlreadyStored, "{text}");
    }
    let stored: Vec<String> =
        db.store.survey_responses(world.feedback.id).await.unwrap().into_iter().map(|row| row.answers).collect();
    for json in ids_made {
        assert!(stored.contains(&json));
    }
}

async fn a_place_in_the_sample_is_kept_whole(db: TestDatabase) {
    let world = fill(&db.store).await;
    let plain = response(&world, &world.sample, ids().make(NOW + 1), ("xa-mot", "land"), answers(&[("a1", 5)]));
    let place = Some(SamplePlace {
        stratum: "rural".parse().unwrap(),
        psu: "xa-mot-1".parse().unwrap(),
        weight: Weight::new(0.1 + 0.2).unwrap(),
    });
    db.store.store(in_sample(&world, &plain, place.clone())).await.unwrap();
    let rows = db.store.survey_responses(world.sample.id).await.unwrap();
    assert_eq!(rows[0].sample_place, place, "to the last digit");
    for impossible in [
        "UPDATE response SET weight = NULL",
        "UPDATE response SET psu = NULL",
        "UPDATE response SET stratum = NULL",
        "UPDATE response SET weight = 0",
    ] {
        assert!(raw(&db, impossible).await.is_err(), "{impossible}");
    }
    raw(&db, "UPDATE response SET stratum = NULL, psu = NULL, weight = NULL").await.unwrap();
    assert_eq!(db.store.survey_responses(world.sample.id).await.unwrap()[0].sample_place, None);
}

async fn land(db: &TestDatabase, world: &World) -> SectorCount {
    let counts = db.store.counts(Selection::default()).await.unwrap();
    SectorCount::of(&world.version, &counts[&(world.feedback.id, "land".to_owned(), "phone".to_owned())]).unwrap()
}

async fn differences(db: &TestDatabase) -> Vec<String> {
    db.store.recount(&mut |_| {}).await.unwrap().differences
}

async fn raw(db: &TestDatabase, text: &'static str) -> Result<(), sqlx::Error> {
    match db.store.database() {
        Database::Sqlite { write, .. } => sqlx::query(text).execute(write).await.map(drop),
        Database::Postgres(pool) => sqlx::query(text).execute(pool).await.map(drop),
    }
}
