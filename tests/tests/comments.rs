//! What people write in their own words: masked before it is stored, found without marks, shown only where nobody is recognised, gone with the
//! answers in which it stands. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::answer::Answer as Given;
use app::domain::campaign::Sampling;
use app::domain::collection_point::CollectionPoint;
use app::domain::mode::Mode;
use app::domain::receipt::Receipt;
use app::domain::response::Response;
use app::domain::role::{Reach, Role};
use app::domain::texts::Texts;
use axum::http::StatusCode;
use server::audit::Author;
use server::retention::{LITTLE, erase};
use server::store::responses::NewResponse;
use server::store::{Database, Store};
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::desk::{SEE_OTHER, WRONG, last_entry};
use tests::devices::{KIOSK, Tablet, add_device, add_points, body};
use tests::everything::dump;
use tests::retention::{WRITTEN, day, ended};
use tests::staff::{Browser, add};
use tests::world::{LAND, World, answers, fill, ids, response, sources};
use tests::{NOW, on_both_databases};

on_both_databases!(
    numbers_are_masked_whatever_way_an_answer_takes,
    what_was_written_before_is_masked_and_found,
    comments_are_found_without_marks_and_by_what_they_are_about,
    comments_of_few_stand_under_the_unit_above_or_nowhere,
    a_mode_of_few_is_not_told_apart,
    the_list_goes_on_page_by_page,
    only_what_is_in_reach_is_read,
    themes_are_added_changed_and_removed_and_count_at_once,
    a_comment_goes_with_its_answers,
    comments_are_erased_when_texts_are,
);

const PATH: &str = "/analysis/comments";
/// A place for forms of paper.
const PAPER: &str = "pppppp";

/// Everything that is stored.
async fn everything_stored(store: &Store) -> String {
    dump(store).await.into_values().flatten().collect()
}

async fn number_of_comments(store: &Store) -> i64 {
    let text = "SELECT COUNT(*) FROM comment";
    match store.database() {
        Database::Sqlite { read, .. } => sqlx::query_scalar(text).fetch_one(read).await.unwrap(),
        Database::Postgres(pool) => sqlx::query_scalar(text).fetch_one(pool).await.unwrap(),
    }
}

async fn run(store: &Store, text: &'static str) {
    match store.database() {
        Database::Sqlite { write, .. } => drop(sqlx::query(text).execute(write).await.unwrap()),
        Database::Postgres(pool) => drop(sqlx::query(text).execute(pool).await.unwrap()),
    }
}

/// Answers about a unit and land, in a mode, by so many people; those among them who write, write this.
pub async fn give(store: &Store, world: &World, (unit, mode): (&str, Mode), people: usize, written: &[(u8, &str)]) {
    let ids = ids();
    let before = i64::try_from(store.response_count().await.unwrap()).unwrap();
    let one = |number: usize| {
        let (points, text) = written.get(number).map_or((4, None), |(points, text)| (*points, Some(*text)));
        let mut given = answers(&[("a1", 4), ("overall", points)]);
        if let Some(text) = text {
            given.insert("comment".parse().unwrap(), Given::Text(text.to_owned()));
        }
        let at = NOW + before * 1_000 + i64::try_from(number).unwrap();
        let new = response(world, &world.feedback, ids.make(at), (unit, "land"), given);
        NewResponse::new(Response { mode, ..new.response().clone() }, &world.version)
    };
    let group: Vec<NewResponse> = (0..people).map(one).collect();
    store.store_all(&group).await.unwrap();
}

async fn analyst(db: &TestDatabase, unit: &str) -> Browser {
    let name = format!("analyst{unit}");
    add(&db.store, &name, Role::Analyst, unit).await;
    Browser::signed_in(&TestApp::at(&db.store, NOW + 1), &name).await
}

#[track_caller]
fn shows(page: &str, yes: &[&str], no: &[&str]) {
    for text in yes {
        assert!(page.contains(text), "{text} is not in {page}");
    }
    for text in no {
        assert!(!page.contains(text), "{text} is in {page}");
    }
}

async fn numbers_are_masked_whatever_way_an_answer_takes(db: TestDatabase) {
    let world = fill(&db.store).await;
    let app = TestApp::new(&db.store);
    // On a phone, at a counter.
    let id = app.get(&format!("/s/{LAND}")).await.hidden("id");
    let text = "Gọi tôi 0912 345 678, CCCD 001099012345, thu@example.vn";
    let fields = [("id", id.as_str()), ("q-overall", "2"), ("q-comment", text)];
    assert_eq!(app.post(&format!("/s/{LAND}"), &fields).await.status, SEE_OTHER);
    assert_eq!(app.post(&format!("/s/{LAND}"), &fields).await.status, SEE_OTHER, "the same again is the same");
    // On a form of paper, entered once and then twice.
    let paper = CollectionPoint {
        code: PAPER.parse().unwrap(),
        campaign_id: world.feedback.id,
        unit: "xa-mot".parse().unwrap(),
        sector: None,
        mode: Mode::Paper,
        name: Texts::new([("vi", "Phiếu giấy")]),
        withdrawn_at: None,
        by_invitation: false,
    };
    db.store.add_collection_points(&[paper]).await.unwrap();
    add(&db.store, "collector", Role::Collector, "xa-mot").await;
    let mut collector = Browser::signed_in(&TestApp::at(&db.store, NOW + 1), "collector").await;
    for (number, twice) in [("1", false), ("2", true)] {
        let everywhere = (world.feedback.id, "tinh", twice);
        db.store.set_entered_twice(&Author::Program, NOW, &Reach::Everything, everywhere).await.unwrap();
        let id = collector.get(&format!("/manage/entry/{PAPER}")).await.hidden("id");
        let written = [("q-overall", "1"), ("q-comment", "０９８７ 654 321 đã gọi")];
        let head = [("id", id.as_str()), ("day", "2026-03-10"), ("sector", "land"), ("batch", "Lô 1"), ("number", number)];
        let answer = collector.post(&format!("/manage/entry/{PAPER}"), &[head.as_slice(), &written].concat()).await;
        assert_eq!(answer.status, SEE_OTHER, "{}", answer.text());
    }
    // On a tablet, which sends what it kept.
    add_points(&db.store, &world.feedback).await;
    let link = add_device(&db.store, uuid::Uuid::from_u128(1)).await;
    let mut tablet = Tablet::register(&app, &link).await;
    tablet.answer(KIOSK, NOW - 60_000, &format!("{}&q-comment=CMND+123456789", body(3, 2)));
    tablet.call(&app, NOW).await;
    let stored = everything_stored(&db.store).await;
    shows(
        &stored,
        &["Gọi tôi [số điện thoại], CCCD [số căn cước], [thư điện tử]"],
        &["0912 345", "345 678", "001099012345", "example.vn", "654 321", "123456789"],
    );
    shows(&stored, &["[số điện thoại] đã gọi", "CMND [số căn cước]"], &[]);
    assert_eq!(number_of_comments(&db.store).await, 3, "and one waits for its second entry");
    // In the pages of the file too, if the database is one.
    if let Some(file) = db.url.strip_prefix("sqlite://") {
        let bytes = ["", "-wal"].map(|end| std::fs::read(format!("{file}{end}")).unwrap_or_default()).concat();
        assert!(bytes.len() > 10_000);
        for number in ["0912 345 678", "001099012345", "654 321", "CMND 123456789", "thu@example.vn"] {
            assert!(!bytes.windows(number.len()).any(|window| window == number.as_bytes()), "{number}");
        }
    }
}

async fn what_was_written_before_is_masked_and_found(db: TestDatabase) {
    let world = fill(&db.store).await;
    give(&db.store, &world, ("xa-mot", Mode::Phone), 40, &[(2, "Số 0912345678"), (5, "Tốt")]).await;
    run(&db.store, "DELETE FROM comment").await;
    run(&db.store, "INSERT INTO setting (name, value) VALUES ('comments', '')").await;
    let again = Store::open(&db.url).await.unwrap();
    let stored = everything_stored(&again).await;
    shows(&stored, &["Số [số điện thoại]", "Tốt"], &["0912345678"]);
    assert_eq!(number_of_comments(&again).await, 2);
    assert_eq!(again.recount(&mut |_| {}).await.unwrap().differences, Vec::<String>::new());
    let page = analyst(&db, "xa-mot").await.get(PATH).await;
    shows(page.text(), &["<p>Số [số điện thoại]</p>", "<p>Tốt</p>"], &[]);
}

async fn comments_are_found_without_marks_and_by_what_they_are_about(db: TestDatabase) {
    let world = fill(&db.store).await;
    let written = [
        (2, "Chờ lâu quá"),
        (5, "Cán bộ nhiệt tình"),
        (3, "Ch\u{1a1}\u{300} th\u{ea}m gh\u{ea}\u{301} ngồi"),
        (1, "Phải đưa phong bì"),
    ];
    give(&db.store, &world, ("xa-mot", Mode::Phone), 40, &written).await;
    let mut analyst = analyst(&db, "xa-mot").await;
    let mut found = async |query: &str| analyst.get(&format!("{PATH}?{query}")).await.text().to_owned();
    shows(&found("").await, &["Chờ lâu quá", "nhiệt tình", "phong bì", "Có 4 góp ý", "Xã Một · "], &["không hiện"]);
    for query in ["find=cho", "find=CH%E1%BB%9C", "find=ch%C6%A1%CC%80", "find=lau+qua,"] {
        shows(&found(query).await, &["Chờ lâu quá"], &["nhiệt tình</p>"]);
    }
    shows(&found("find=ghe").await, &["ngồi</p>"], &["lâu quá</p>"]);
    shows(&found("score=satisfied").await, &["nhiệt tình</p>"], &["lâu quá</p>"]);
    shows(&found("score=not-satisfied").await, &["lâu quá</p>", "phong bì</p>", "ngồi</p>"], &["nhiệt tình</p>"]);
    shows(&found("score=1").await, &["phong bì</p>"], &["lâu quá</p>"]);
    shows(&found("theme=waiting").await, &["lâu quá</p>"], &["ngồi</p>", "phong bì</p>"]);
    shows(&found("theme=premises").await, &["ngồi</p>"], &["lâu quá</p>", "phong bì</p>"]);
    shows(&found("theme=integrity").await, &["phong bì</p>", "Luật Tố cáo"], &["lâu quá</p>"]);
    shows(&found("period=2026&sector=land&mode=phone").await, &["lâu quá</p>"], &[]);
    shows(&found("period=2020").await, &["Không có góp ý nào như vậy"], &["lâu quá</p>"]);
    for query in ["theme=nothing", "sector=nothing", "mode=x", "score=9", "period=x", "after=x"] {
        assert_eq!(analyst.get(&format!("{PATH}?{query}")).await.status, StatusCode::BAD_REQUEST, "{query}");
    }
    // Fewer than ten are not counted out.
    shows(analyst.get(PATH).await.text(), &["dưới 10"], &[]);
    assert!(analyst.get(&format!("{PATH}?lang=en")).await.text().contains("2 – Dissatisfied"));
}

async fn comments_of_few_stand_under_the_unit_above_or_nowhere(db: TestDatabase) {
    let world = fill(&db.store).await;
    give(&db.store, &world, ("xa-mot", Mode::Phone), 40, &[(2, "Ở xã đông người")]).await;
    give(&db.store, &world, ("xa-hai", Mode::Phone), 29, &[(1, "Ở xã ít người")]).await;
    let mut of_province = analyst(&db, "tinh").await;
    let page = of_province.get(PATH).await;
    shows(page.text(), &["Ở xã đông người", "1 góp ý trong đó không hiện"], &["Ở xã ít người"]);
    // However it is asked: nobody can be singled out by narrowing.
    for query in ["unit=xa-hai", "score=1", "find=it+nguoi", "score=1&unit=xa-hai&period=2026-03", "mode=phone", "sector=land"] {
        let page = of_province.get(&format!("{PATH}?{query}")).await;
        shows(page.text(), &[], &["Ở xã ít người"]);
    }
    // One more, of the province itself: together they are enough, and stand under it.
    give(&db.store, &world, ("tinh", Mode::Phone), 1, &[]).await;
    let page = of_province.get(PATH).await;
    shows(page.text(), &["Ở xã ít người", "Tỉnh Thử hoặc đơn vị bên dưới"], &["không hiện"]);
    let page = of_province.get(&format!("{PATH}?unit=xa-hai")).await;
    shows(page.text(), &["không hiện"], &["Ở xã ít người"]);
    // One more of the commune: it stands under its own name, and nobody else does under the province's.
    give(&db.store, &world, ("xa-hai", Mode::Phone), 1, &[]).await;
    let page = of_province.get(&format!("{PATH}?unit=xa-hai")).await;
    shows(page.text(), &["Ở xã ít người", "Xã Hai · "], &["không hiện"]);
    db.store.rollup_all().await.unwrap();
    let again = of_province.get(&format!("{PATH}?unit=xa-hai")).await;
    shows(again.text(), &["Ở xã ít người", "Xã Hai · "], &["không hiện"]);
    // A greater minimum holds at once.
    let (by, all) = (Author::Program, Reach::Everything);
    assert!(db.store.set_comment_minimum(&by, NOW, &all, 100).await.unwrap());
    shows(of_province.get(PATH).await.text(), &["không hiện"], &["Ở xã ít người", "Ở xã đông người"]);
}

async fn a_mode_of_few_is_not_told_apart(db: TestDatabase) {
    let world = fill(&db.store).await;
    give(&db.store, &world, ("xa-mot", Mode::Phone), 60, &[(2, "Bằng điện thoại")]).await;
    give(&db.store, &world, ("xa-mot", Mode::Link), 40, &[(2, "Bằng liên kết")]).await;
    give(&db.store, &world, ("xa-mot", Mode::Paper), 3, &[(2, "Bằng giấy")]).await;
    let mut analyst = analyst(&db, "xa-mot").await;
    shows(analyst.get(PATH).await.text(), &["Bằng điện thoại</p>", "Bằng liên kết</p>", "Bằng giấy</p>"], &[]);
    shows(analyst.get(&format!("{PATH}?mode=phone")).await.text(), &["Bằng điện thoại</p>"], &["Bằng giấy</p>"]);
    // If those by a link were shown, what is left would be that on paper.
    for mode in ["paper", "link"] {
        let page = analyst.get(&format!("{PATH}?mode={mode}")).await;
        shows(page.text(), &["Không có góp ý nào như vậy"], &["Bằng giấy</p>", "Bằng liên kết</p>"]);
    }
}

async fn the_list_goes_on_page_by_page(db: TestDatabase) {
    let world = fill(&db.store).await;
    let texts: Vec<String> = (0..60).map(|number| format!("Góp ý số {}", number + 100)).collect();
    let written: Vec<(u8, &str)> = texts.iter().map(|text| (4, text.as_str())).collect();
    give(&db.store, &world, ("xa-mot", Mode::Phone), 60, &written).await;
    let mut analyst = analyst(&db, "xa-mot").await;
    let (mut path, mut seen, mut pages) = (PATH.to_owned(), Vec::new(), 0);
    loop {
        let page = analyst.get(&path).await;
        seen.extend(texts.iter().filter(|text| page.text().contains(&format!("<p>{text}</p>"))).cloned());
        pages += 1;
        let mut links = page.text().split("href=\"").map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"));
        let next = links.find(|link| link.contains("after="));
        let Some(next) = next else { break };
        path = next;
    }
    seen.sort();
    let mut all = texts.clone();
    all.sort();
    assert_eq!((seen, pages), (all, 3), "each once");
}

async fn only_what_is_in_reach_is_read(db: TestDatabase) {
    let world = fill(&db.store).await;
    give(&db.store, &world, ("xa-mot", Mode::Phone), 40, &[(2, "Ở xã một")]).await;
    give(&db.store, &world, ("xa-hai", Mode::Phone), 40, &[(2, "Ở xã hai")]).await;
    let mut analyst = analyst(&db, "xa-mot").await;
    shows(analyst.get(PATH).await.text(), &["Ở xã một"], &["Ở xã hai"]);
    for unit in ["xa-hai", "tinh", "nowhere"] {
        let page = analyst.get(&format!("{PATH}?unit={unit}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{unit}");
    }
}

async fn themes_are_added_changed_and_removed_and_count_at_once(db: TestDatabase) {
    let world = fill(&db.store).await;
    let written: Vec<(u8, &str)> = (0..12).map(|number| (if number < 9 { 2 } else { 5 }, "Bãi giữ xe xa")).collect();
    give(&db.store, &world, ("xa-mot", Mode::Phone), 40, &written).await;
    add(&db.store, "boss", Role::Administrator, "").await;
    let mut boss = Browser::signed_in(&TestApp::at(&db.store, NOW + 2), "boss").await;
    let mut analyst = analyst(&db, "xa-mot").await;
    let theme = [("name-vi", "Chỗ để xe"), ("name-en", "Parking"), ("keywords", "bai giu xe"), ("hint-vi", ""), ("hint-en", "")];
    let wrong = [("name-vi", "Chỗ để xe"), ("name-en", ""), ("keywords", "?"), ("hint-vi", "Ghi dở"), ("hint-en", "")];
    let answer = boss.post("/manage/themes", &wrong).await;
    assert_eq!(answer.status, WRONG);
    shows(answer.text(), &["Ghi dở", "value=\"Chỗ để xe\""], &[]);
    let answer = boss.post("/manage/themes", &theme).await;
    assert_eq!((answer.status, answer.header("location")), (SEE_OTHER, "/manage/themes/cho-de-xe?done"));
    let (action, subject, _, _, after) = last_entry(&db.store).await;
    assert_eq!(
        (action.as_str(), subject.as_str(), &after["keywords"][0]),
        ("theme-added", "theme cho-de-xe", &"bai giu xe".into())
    );
    let page = analyst.get(&format!("{PATH}?theme=cho-de-xe")).await;
    shows(page.text(), &["Bãi giữ xe xa", "<td class=\"number\">12</td>", "25"], &[]);

    let changed =
        [("name-vi", "Nơi để xe"), ("name-en", ""), ("keywords", "máy lạnh"), ("hint-vi", "Chuyển văn phòng"), ("hint-en", "")];
    assert_eq!(boss.post("/manage/themes/cho-de-xe", &changed).await.status, SEE_OTHER);
    let (action, _, _, before, after) = last_entry(&db.store).await;
    assert_eq!(
        (action.as_str(), &before["keywords"][0], &after["keywords"][0]),
        ("theme-changed", &"bai giu xe".into(), &"máy lạnh".into())
    );
    let page = analyst.get(&format!("{PATH}?theme=cho-de-xe")).await;
    shows(page.text(), &["Chuyển văn phòng", "Nơi để xe"], &["<p>Bãi giữ xe xa</p>"]);

    assert_eq!(boss.post("/manage/themes/cho-de-xe/removal", &[]).await.status, StatusCode::BAD_REQUEST, "it asks first");
    assert_eq!(boss.post("/manage/themes/cho-de-xe/removal", &[("sure", "yes")]).await.status, SEE_OTHER);
    assert_eq!(last_entry(&db.store).await.0, "theme-removed");
    assert_eq!(analyst.get(&format!("{PATH}?theme=cho-de-xe")).await.status, StatusCode::BAD_REQUEST);
    shows(boss.get("/manage/themes?find=cho+doi").await.text(), &["Thời gian, chờ đợi"], &["Phí, lệ phí</a>"]);

    assert_eq!(boss.post("/manage/themes/minimum", &[("least-respondents", "5")]).await.status, WRONG);
    assert_eq!(boss.post("/manage/themes/minimum", &[("least-respondents", "50")]).await.status, SEE_OTHER);
    let (action, _, _, before, after) = last_entry(&db.store).await;
    assert_eq!(
        (action.as_str(), &before["least_respondents"], &after["least_respondents"]),
        ("comment-minimum-set", &30.into(), &50.into())
    );
    shows(analyst.get(PATH).await.text(), &["12 góp ý trong đó không hiện"], &["<p>Bãi giữ xe xa</p>"]);
}

async fn a_comment_goes_with_its_answers(db: TestDatabase) {
    let world = fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let id = app.get(&format!("/s/{LAND}")).await.hidden("id");
    let fields = [("id", id.as_str()), ("q-overall", "2"), ("q-comment", "Xin rút lại")];
    assert_eq!(app.post(&format!("/s/{LAND}"), &fields).await.status, SEE_OTHER);
    give(&db.store, &world, ("xa-mot", Mode::Phone), 40, &[(2, "Ở lại")]).await;
    assert_eq!(number_of_comments(&db.store).await, 2);
    let receipt = Receipt::of(id.parse().unwrap()).to_string();
    app.post("/withdraw", &[("code", receipt.as_str()), ("sure", "yes")]).await;
    assert_eq!(number_of_comments(&db.store).await, 1);
    shows(&everything_stored(&db.store).await, &["Ở lại"], &["Xin rút lại"]);
    shows(analyst(&db, "xa-mot").await.get(PATH).await.text(), &["Ở lại"], &["Xin rút lại"]);
}

async fn comments_are_erased_when_texts_are(db: TestDatabase) {
    let world = fill(&db.store).await;
    ended(&db.store, &world, (1, Sampling::SelfSelected), 60).await;
    db.store.begin_retention(NOW).await.unwrap();
    assert_eq!(number_of_comments(&db.store).await, 60);
    let secrets = || sources(NOW).secrets;
    let before = places(&db.store).await;
    erase(&db.store, day("2026-04-30"), &secrets(), LITTLE).await.unwrap();
    assert_eq!(number_of_comments(&db.store).await, 60, "they go on with their answers, under other identifiers");
    let after = places(&db.store).await;
    assert!(before.iter().all(|place| !after.contains(place)), "a receipt no longer tells where a comment is");
    erase(&db.store, day("2028-01-31"), &secrets(), LITTLE).await.unwrap();
    assert_eq!(number_of_comments(&db.store).await, 0);
    assert_eq!(db.store.response_count().await.unwrap(), 60);
    shows(&everything_stored(&db.store).await, &[], &[WRITTEN]);
}

async fn places(store: &Store) -> Vec<i64> {
    let text = "SELECT position FROM comment";
    match store.database() {
        Database::Sqlite { read, .. } => sqlx::query_scalar(text).fetch_all(read).await.unwrap(),
        Database::Postgres(pool) => sqlx::query_scalar(text).fetch_all(pool).await.unwrap(),
    }
}
