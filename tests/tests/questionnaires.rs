//! Questionnaire versions by forms: uploading, looking, publishing, retiring, and what differs between two. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::questionnaire::listed::State;
use app::domain::role::{Reach, Role};
use axum::http::StatusCode;
use server::instrument::file;
use server::store::audit::Wanted;
use server::store::{Database, Store};
use tests::client::{Answer, TestApp};
use tests::database::TestDatabase;
use tests::staff::{Browser, add};
use tests::world::{World, built_in, fill};
use tests::{NOW, on_both_databases};

on_both_databases!(
    a_version_is_uploaded_looked_at_published_and_retired,
    what_is_wrong_with_a_file_is_shown_beside_its_text,
    a_draft_changes_until_it_is_published,
    a_published_version_never_changes,
    what_differs_is_told_item_by_item,
    a_version_is_seen_as_citizens_see_it,
    whoever_reaches_some_units_only_reads,
);

const SEE_OTHER: StatusCode = StatusCode::SEE_OTHER;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const PATH: &str = "/manage/questionnaires";

/// The small world with a manager of the province, which is above all units.
async fn start(db: &TestDatabase) -> (TestApp, Browser, World) {
    let world = fill(&db.store).await;
    add(&db.store, "province", Role::Manager, "tinh").await;
    let app = TestApp::at(&db.store, NOW + 1);
    let browser = Browser::signed_in(&app, "province").await;
    (app, browser, world)
}

/// The text of the one-stop questionnaire, changed.
fn text(changes: &[(&str, &str)]) -> String {
    let mut text = file::write(&built_in("one-stop-service")).unwrap();
    for (from, to) in changes {
        assert!(text.contains(from), "{from} in\n{text}");
        text = text.replace(from, to);
    }
    text
}

async fn upload(browser: &mut Browser, text: &str) -> Answer {
    browser.post_parts(PATH, &[("file", b""), ("text", text.as_bytes())]).await
}

async fn states(store: &Store) -> Vec<(u32, State)> {
    let all = store.all_versions().await.unwrap();
    all.into_iter()
        .filter(|(listed, _)| listed.code.as_str() == "one-stop-service")
        .map(|(listed, _)| (listed.number, listed.state))
        .collect()
}

async fn a_version_is_uploaded_looked_at_published_and_retired(db: TestDatabase) {
    let (_, mut browser, _) = start(&db).await;
    let new = text(&[("minutes = 1", "minutes = 2")]);
    let answer = browser.post_parts(PATH, &[("file", new.as_bytes()), ("text", b"typed before")]).await;
    let draft = format!("{PATH}/one-stop-service/draft");
    assert_eq!((answer.status, answer.header("location")), (SEE_OTHER, format!("{draft}?done").as_str()), "{}", answer.text());
    assert_eq!(states(&db.store).await, [(0, State::Draft), (1, State::Published)]);
    let page = browser.get(&draft).await;
    assert!(page.text().contains("Bản nháp") && page.text().contains(&format!("action=\"{draft}/publication\"")));
    assert!(browser.get(PATH).await.text().contains("Bản nháp"));
    let answer = browser.post(&format!("{draft}/publication"), &[]).await;
    assert_eq!((answer.status, answer.header("location")), (SEE_OTHER, format!("{PATH}/one-stop-service/2?done").as_str()));
    let published = db.store.numbered_version(&"one-stop-service".parse().unwrap(), 2).await.unwrap().unwrap();
    assert_eq!((published.1.number(), published.1.minutes(), published.0.since), (2, 2, NOW + 1));
    assert_eq!(browser.get(&draft).await.status, StatusCode::NOT_FOUND, "there is no draft any more");
    let file = browser.get(&format!("{PATH}/one-stop-service/2/file")).await;
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"one-stop-service-2.toml\"");
    assert_eq!(file::read(file.text()).unwrap(), *published.1);

    let form = browser.get("/manage/campaigns").await;
    let option = format!("value=\"{}\"", published.0.id);
    assert!(form.text().contains(&option), "a campaign may ask it");
    let two = format!("{PATH}/one-stop-service/2");
    assert_eq!(browser.post(&format!("{two}/retirement"), &[]).await.status, StatusCode::BAD_REQUEST);
    assert!(browser.get(&format!("{two}/retirement")).await.text().contains("Đợt khảo sát mới không dùng"));
    assert_eq!(browser.post(&format!("{two}/retirement"), &[("sure", "yes")]).await.status, SEE_OTHER);
    assert_eq!(states(&db.store).await, [(1, State::Published), (2, State::Retired)]);
    assert!(!browser.get("/manage/campaigns").await.text().contains(&option), "no new one does");
    let wanted = Wanted { subject: "questionnaire one-stop-service".into(), ..Wanted::default() };
    let log = db.store.audit(&Reach::Everything, &wanted, 10).await.unwrap();
    let actions: Vec<_> = log.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["questionnaire-retired", "questionnaire-published", "questionnaire-drafted"]);
}

async fn what_is_wrong_with_a_file_is_shown_beside_its_text(db: TestDatabase) {
    let (_, mut browser, _) = start(&db).await;
    let good = text(&[]);
    let bad = good.replacen("kind = \"satisfaction\"", "kind = \"smiley\"", 1);
    let page = upload(&mut browser, &bad).await;
    assert_eq!(page.status, WRONG);
    assert!(page.text().contains("smiley`; phải là") && page.text().contains("Dòng "), "{}", page.text());
    assert!(page.text().contains("kind = &quot;smiley&quot;"), "what was typed stays");
    let shape = good.replacen("minutes = 1", "minutes = \"one\"", 1);
    let line = shape.lines().position(|line| line.starts_with("minutes")).unwrap() + 1;
    let page = browser.post_parts(PATH, &[("file", shape.as_bytes()), ("text", b"")]).await;
    assert!(page.text().contains(&format!("Dòng {line}, cột ")), "{}", page.text());
    assert!(page.text().contains("minutes = &quot;one&quot;"), "a file's text is there to be mended");
    let hostile = "</textarea><script>alert(1)</script>";
    let page = upload(&mut browser, hostile).await;
    assert!(page.status == WRONG && !page.text().contains("<script>alert"), "{}", page.text());
    for (parts, words) in [
        (vec![("file", &b""[..]), ("text", &b" \n"[..])], "Xin chọn một tệp"),
        (vec![("file", &b"\xff\xfe"[..]), ("text", &b"typed"[..])], "không phải văn bản UTF-8"),
    ] {
        let page = browser.post_parts(PATH, &parts).await;
        assert!(page.status == WRONG && page.text().contains(words), "{words}: {}", page.text());
    }
    let long = vec![b'#'; file::LARGEST + 1];
    assert!(browser.post_parts(PATH, &[("file", &long)]).await.text().contains("Tệp dài hơn 262.144 byte"));
    let longer = vec![b'#'; 3 * file::LARGEST];
    assert_eq!(browser.post_parts(PATH, &[("file", &longer)]).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(browser.post(PATH, &[("text", &good)]).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(states(&db.store).await, [(1, State::Published)]);
}

async fn a_draft_changes_until_it_is_published(db: TestDatabase) {
    let (_, mut browser, world) = start(&db).await;
    upload(&mut browser, &text(&[("minutes = 1", "minutes = 2")])).await;
    let (draft, _) = db.store.numbered_version(&"one-stop-service".parse().unwrap(), 0).await.unwrap().unwrap();
    // A campaign may be prepared with it, and sees what becomes of it.
    let id = draft.id.to_string();
    let fields =
        [("name-vi", "Đợt"), ("version", id.as_str()), ("sampling", "census"), ("owner", "tinh"), ("from", "2026-04-01")];
    let answer = browser.post("/manage/campaigns", &fields).await;
    assert_eq!(answer.status, SEE_OTHER, "{}", answer.text());
    let campaign = answer.header("location").to_owned();
    assert!(browser.get(&campaign).await.text().contains("phiếu còn là bản nháp"));
    let revision = db.store.directory().await.unwrap().revision();
    upload(&mut browser, &text(&[("minutes = 1", "minutes = 3")])).await;
    assert!(db.store.directory().await.unwrap().revision() > revision);
    let (again, version) = db.store.numbered_version(&"one-stop-service".parse().unwrap(), 0).await.unwrap().unwrap();
    assert_eq!((again.id, version.minutes()), (draft.id, 3), "the same draft with another text");
    let removal = format!("{PATH}/one-stop-service/draft/removal");
    assert!(browser.get(&removal).await.text().contains("đợt khảo sát"));
    assert_eq!(browser.post(&removal, &[("sure", "yes")]).await.status, StatusCode::CONFLICT);
    browser.post(&format!("{PATH}/one-stop-service/draft/publication"), &[]).await;
    assert!(!browser.get(&campaign).await.text().contains("phiếu còn là bản nháp"));
    assert_eq!(db.store.version(draft.id).await.unwrap().unwrap().number(), 2);
    // A draft that nobody uses goes.
    let other = text(&[("one-stop-service", "of-our-own")]);
    assert_eq!(upload(&mut browser, &other).await.status, SEE_OTHER);
    let own = format!("{PATH}/of-our-own/draft");
    assert_eq!(browser.post(&format!("{own}/removal"), &[]).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(browser.post(&format!("{own}/removal"), &[("sure", "yes")]).await.header("location"), format!("{PATH}?removed"));
    assert_eq!(browser.get(&own).await.status, StatusCode::NOT_FOUND);
    assert_ne!(world.feedback.version_id, draft.id);
}

async fn a_published_version_never_changes(db: TestDatabase) {
    let (_, mut browser, world) = start(&db).await;
    upload(&mut browser, &text(&[("minutes = 1", "minutes = 2")])).await;
    for statement in [
        "UPDATE questionnaire_version SET document = '{}' WHERE state = 'published'",
        "UPDATE questionnaire_version SET number = 9 WHERE state = 'published'",
        "UPDATE questionnaire_version SET state = 'retired', document = '{}' WHERE state = 'published'",
        "UPDATE questionnaire_version SET state = 'draft', number = 0 WHERE state = 'published'",
        "DELETE FROM questionnaire_version WHERE state = 'published'",
        "UPDATE questionnaire_version SET state = 'published' WHERE state = 'draft'",
    ] {
        assert!(run(&db.store, statement).await.is_err(), "{statement}");
    }
    assert!(run(&db.store, "UPDATE questionnaire_version SET published_at = 5 WHERE state = 'draft'").await.is_ok());
    assert!(run(&db.store, "UPDATE questionnaire_version SET state = 'retired' WHERE state = 'published'").await.is_ok());
    assert!(run(&db.store, "UPDATE questionnaire_version SET state = 'published' WHERE state = 'retired'").await.is_err());
    assert_eq!(db.store.version(world.feedback.version_id).await.unwrap().unwrap().minutes(), 1);
}

async fn run(store: &Store, statement: &'static str) -> Result<(), sqlx::Error> {
    match store.database() {
        Database::Sqlite { write, .. } => sqlx::query(statement).execute(write).await.map(drop),
        Database::Postgres(pool) => sqlx::query(statement).execute(pool).await.map(drop),
    }
}

async fn what_differs_is_told_item_by_item(db: TestDatabase) {
    let (_, mut browser, _) = start(&db).await;
    let version = built_in("one-stop-service");
    let (_, item) = version.index_items().next().unwrap();
    let old = item.text.tagged("vi").to_owned();
    upload(&mut browser, &text(&[(&old, &format!("{old} hôm nay"))])).await;
    let page = browser.get(&format!("{PATH}/one-stop-service/draft/difference?from=1")).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("thêm: </span> hôm nay</ins>"), "{}", page.text());
    assert!(page.text().contains("1 câu thay đổi nội dung") && page.text().contains("Chuỗi số liệu bị ngắt"));
    assert!(page.text().contains("Vẫn so sánh được từng yếu tố"));
    // What enters no index leaves the series as it is, whichever version is named first.
    upload(&mut browser, &text(&[("minutes = 1", "minutes = 2")])).await;
    for path in ["draft/difference?from=1", "1/difference?from=draft"] {
        let page = browser.get(&format!("{PATH}/one-stop-service/{path}")).await;
        assert!(page.text().contains("Chuỗi số liệu tiếp tục") && page.text().contains("0 câu thêm mới"), "{}", page.text());
        assert!(page.text().contains("<del>1</del>") && page.text().contains("<ins>2</ins>"));
    }
    let same = browser.get(&format!("{PATH}/one-stop-service/1/difference?from=1")).await;
    assert!(same.text().contains("giống nhau từng câu"));
    for (query, status) in [("", StatusCode::BAD_REQUEST), ("?from=9", StatusCode::NOT_FOUND), ("?from=x", StatusCode::NOT_FOUND)]
    {
        assert_eq!(browser.get(&format!("{PATH}/one-stop-service/1/difference{query}")).await.status, status, "{query}");
    }
}

async fn a_version_is_seen_as_citizens_see_it(db: TestDatabase) {
    let (app, mut browser, _) = start(&db).await;
    let citizen = app.get("/s/ffffff?lang=en").await;
    let questions = |page: &str| page.matches("class=\"item\"").count();
    let view = browser.get(&format!("{PATH}/everything/1/view?lang=en")).await;
    assert!(questions(view.text()) > 5);
    assert_eq!(questions(view.text()), questions(citizen.text()), "all that a citizen may be asked, sensitive questions too");
    assert!(view.text().contains("<html lang=\"en\"") && view.text().contains("A preview cannot be sent."));
    assert!(view.text().contains("disabled") && !view.text().contains("action=\"/s/"));
    assert!(!view.text().contains("hailong-draft") && !view.text().contains("leptos-island data-component=\"Draft"));
    let vi = browser.get(&format!("{PATH}/everything/1/view?lang=vi")).await;
    assert!(vi.text().contains("<html lang=\"vi\"") && vi.text().contains("Bản xem trước không gửi được."));
    assert_eq!(browser.get(&format!("{PATH}/everything/7/view")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get(&format!("{PATH}/everything/0/view")).await.status, StatusCode::NOT_FOUND);
}

async fn whoever_reaches_some_units_only_reads(db: TestDatabase) {
    let (app, mut browser, _) = start(&db).await;
    upload(&mut browser, &text(&[("minutes = 1", "minutes = 2")])).await;
    add(&db.store, "commune", Role::Manager, "xa-mot").await;
    let mut commune = Browser::signed_in(&app, "commune").await;
    let list = commune.get(PATH).await;
    assert!(list.text().contains("Phiếu dùng chung cho mọi đơn vị") && !list.text().contains("multipart/form-data"));
    assert_eq!(upload(&mut commune, &text(&[])).await.status, StatusCode::FORBIDDEN);
    for (version, noun) in [("draft", "publication"), ("draft", "removal"), ("1", "retirement")] {
        let path = format!("{PATH}/one-stop-service/{version}/{noun}");
        assert_eq!(commune.post(&path, &[("sure", "yes")]).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(commune.get(&format!("{PATH}/one-stop-service/1/view")).await.status, 200);
    // The store holds it too.
    let (reach, by) = (Reach::Units(vec!["xa-mot".parse().unwrap()]), server::audit::Author::Program);
    let code = "one-stop-service".parse().unwrap();
    assert_eq!(db.store.publish_draft(&by, NOW, &reach, &code).await.unwrap(), None);
    let version = built_in("one-stop-service");
    assert!(!db.store.keep_draft(&by, NOW, &reach, (uuid::Uuid::nil(), &version)).await.unwrap());
    let (one, _) = db.store.numbered_version(&code, 1).await.unwrap().unwrap();
    assert!(!db.store.retire_version(&by, NOW, &reach, &one).await.unwrap());
    assert_eq!(states(&db.store).await, [(0, State::Draft), (1, State::Published)]);
}
