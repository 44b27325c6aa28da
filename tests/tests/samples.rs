//! `/manage/campaigns/{id}/sample`: a frame is looked at, a sample is drawn, frozen, listed, drawn again and discarded, and its people are
//! invited. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::campaign::{Campaign, Sampling, State};
use app::domain::role::{Reach, Role};
use app::domain::sample::Sample;
use axum::http::StatusCode;
use server::audit::Author;
use server::store::audit::Wanted;
use server::store::{Database, Store};
use sqlx::AssertSqlSafe;
use tests::client::{Answer, TestApp};
use tests::database::TestDatabase;
use tests::desk::{SEE_OTHER, WRONG, last_entry};
use tests::everything::dump;
use tests::invitations::{INVITED, add_point, make_links};
use tests::staff::{Browser, add};
use tests::world::{fill, ids};
use tests::{NOW, on_both_databases};
use uuid::Uuid;

on_both_databases!(
    a_sample_is_looked_at_drawn_and_frozen,
    a_workbook_draws_the_same_as_its_csv,
    what_is_wrong_with_a_frame_is_told_and_nothing_is_drawn,
    what_was_not_looked_at_is_not_drawn,
    a_size_is_proposed,
    of_two_draws_at_once_one_counts,
    a_sample_is_discarded_while_its_campaign_is_a_draft,
    the_database_itself_refuses_to_change_a_sample,
    who_is_invited_is_drawn_no_more_and_can_be_drawn_again,
    nothing_tells_who_of_the_drawn_answered,
    whoever_is_invited_by_a_file_is_erased_from_the_drawn,
    only_who_runs_the_campaign_sees_its_sample,
    the_checklist_tells_of_the_sample,
    a_design_comes_back_in_the_other_language,
);

const ID: Uuid = Uuid::from_u128(77);

fn address() -> String {
    format!("/manage/campaigns/{ID}/sample")
}

/// The small world with a draft that is to be a random sample, and a manager of its owner, who is signed in.
async fn start(db: &TestDatabase) -> (TestApp, Browser, Campaign) {
    let world = fill(&db.store).await;
    let draft = Campaign {
        id: ID,
        sampling: Sampling::Probability,
        state: State::Draft,
        sectors: vec!["land".parse().unwrap()],
        ..world.sample.clone()
    };
    db.store.add_campaign(&draft).await.unwrap();
    add(&db.store, "manager", Role::Manager, "tinh").await;
    let app = TestApp::at(&db.store, NOW + 1);
    let manager = Browser::signed_in(&app, "manager").await;
    (app, manager, draft)
}

/// 60 households in two communes of three villages each, the last of them large.
fn frame() -> String {
    let line = |number: usize| {
        let (commune, village) = (number / 30, number / 10);
        format!("HS-{number:02};Xã {commune};Thôn {village};{}\n", if village == 5 { 900 } else { 40 + 10 * village })
    };
    format!("Mã;Xã;Thôn;Số hộ\n{}", (0..60).map(line).collect::<String>())
}

/// The form of a design of two stages, with changes.
fn form<'a>(frame: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("frame", frame),
        ("column-reference", "0"),
        ("column-stratum", "1"),
        ("column-psu", "2"),
        ("column-size", "3"),
        ("design", "two-stage"),
        ("psus", "4"),
        ("each", "3"),
        ("within", "systematic"),
        ("act", "look"),
    ];
    let kept = usual.into_iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    kept.chain(changes.iter().copied()).collect()
}

async fn send(browser: &mut Browser, fields: &[(&str, &str)]) -> Answer {
    browser.upload(&address(), fields, ("file", b"")).await
}

/// Looks, and draws what was looked at.
async fn draw(browser: &mut Browser, frame: &str, changes: &[(&str, &str)]) -> Answer {
    let looked = send(browser, &form(frame, changes)).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.text());
    let token = looked.hidden("looked");
    send(browser, &form(frame, &[changes, &[("looked", token.as_str()), ("act", "draw")]].concat())).await
}

async fn sample(store: &Store) -> Option<Sample> {
    store.sample(&Reach::Everything, ID).await.unwrap()
}

/// The references of a list as it is downloaded.
fn listed(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!((answer.header("content-type"), answer.header("cache-control")), ("text/csv; charset=utf-8", "no-store"));
    let mut reader = csv::Reader::from_reader(answer.text().trim_start_matches('\u{feff}').as_bytes());
    reader.records().map(|row| row.unwrap()[0].to_owned()).collect()
}

async fn a_sample_is_looked_at_drawn_and_frozen(db: TestDatabase) {
    let (_, mut browser, _) = start(&db).await;
    let page = browser.get(&address()).await;
    assert!(page.text().contains("Đọc dàn mẫu") && !page.text().contains("Cách chọn mẫu"), "{}", page.text());
    let page = browser.upload(&address(), &[("act", "look"), ("frame", "")], ("file", frame().as_bytes())).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert!(page.text().contains("Đọc được 60 dòng") && page.text().contains("<td>HS-02</td>"));
    assert!(page.text().contains("<option value=\"2\" selected>3. Thôn</option>"), "known by its name: {}", page.text());
    assert!(page.text().contains("HS-59;Xã 1;Thôn 5;900"), "the table now stands in the form");
    let looked = send(&mut browser, &form(&frame(), &[])).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.text());
    assert!(looked.text().contains("Mẫu gồm 12 đơn vị") && looked.text().contains("Chọn 12 đơn vị"));
    assert!(looked.text().contains("3 cụm lớn chắc chắn được chọn:") && looked.text().contains("Thôn 5"));
    assert!(looked.text().contains("<svg"), "the division as a picture");
    assert!(sample(&db.store).await.is_none(), "nothing is drawn by looking");

    let drawn = draw(&mut browser, &frame(), &[("seed", "07 15 22 31 08 44")]).await;
    assert_eq!(
        (drawn.status, drawn.header("location")),
        (SEE_OTHER, format!("{}?drawn", address()).as_str()),
        "{}",
        drawn.text()
    );
    let sample = sample(&db.store).await.unwrap();
    assert_eq!(
        (sample.seed.as_str(), sample.seed_typed, sample.algorithm, sample.size, sample.listed),
        ("071522310844", true, 1, 12, 12)
    );
    assert_eq!((sample.drawn_by.as_str(), sample.drawn_at, sample.frame.elements), ("manager", NOW + 1, 60));
    let page = browser.get(&format!("{}?drawn", address())).await;
    for told in ["Đã chọn mẫu.", "071522310844", &sample.frame.hash, &sample.result_hash, "manager", "60 đơn vị", "Kiểm tra mẫu"]
    {
        assert!(page.text().contains(told), "{told}: {}", page.text());
    }
    assert!(!page.text().contains("HS-"), "whom it drew is only in the list");
    let (action, subject, unit, _, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), subject, unit.as_deref()), ("sample-drawn", format!("sample {ID}"), Some("tinh")));
    assert_eq!((after["seed"].as_str(), after["size"].as_u64()), (Some("071522310844"), Some(12)));
    assert_eq!(after["plan"]["design"]["psus"].as_u64(), Some(4));
    assert!(!after.to_string().contains("HS-"), "the log does not have whom it drew");

    let list = browser.get(&format!("{}.csv", address())).await;
    let references = listed(&list);
    assert_eq!(references.len(), 12);
    assert!(list.text().contains("Mã,Tầng,Cụm,stratum,psu,probability,weight\r\n"), "{}", list.text());
    let elements = db.store.sample_elements(&Reach::Everything, ID).await.unwrap();
    assert_eq!(elements.iter().map(|element| element.reference.as_str()).collect::<Vec<_>>(), references);
    assert!(elements.iter().filter(|element| element.names.1 == "Thôn 5").all(|element| element.place.0.contains("-p")));
    let (action, subject, _, _, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), subject, after["elements"].as_u64()), ("exported", format!("sample {ID}"), Some(12)));
    // Another draw changes nothing, and the campaign remains a random sample.
    let again = draw_blindly(&mut browser, &frame()).await;
    assert_eq!((again.status, again.header("location")), (SEE_OTHER, format!("{}?already", address()).as_str()));
    assert!(db.store.check_audit().await.unwrap().is_ok());
}

async fn draw_blindly(browser: &mut Browser, frame: &str) -> Answer {
    send(browser, &form(frame, &[("act", "draw"), ("looked", "x")])).await
}

async fn a_workbook_draws_the_same_as_its_csv(db: TestDatabase) {
    let (_, mut browser, _) = start(&db).await;
    let workbook = include_bytes!("../fixtures/drawing/frame.xlsx");
    let page = browser.upload(&address(), &[("act", "look"), ("frame", "")], ("file", workbook)).await;
    assert!(page.text().contains("Đọc được 60 dòng"), "{}", page.text());
    assert_eq!(draw(&mut browser, &frame(), &[("seed", "1")]).await.status, SEE_OTHER);
    let verified = browser.upload(&format!("{}/verification", address()), &[("frame", "")], ("file", workbook)).await;
    assert_eq!(verified.status, StatusCode::OK);
    assert!(verified.text().contains("Đúng: từ dàn mẫu này"), "{}", verified.text());
    let other = frame().replace("HS-59", "HS-60");
    let verified = browser.upload(&format!("{}/verification", address()), &[("frame", &other)], ("file", b"")).await;
    assert!(verified.text().contains("Đây là dàn mẫu khác"), "{}", verified.text());
    let empty = browser.upload(&format!("{}/verification", address()), &[("frame", "")], ("file", b"")).await;
    assert_eq!(empty.status, WRONG);
}

async fn what_is_wrong_with_a_frame_is_told_and_nothing_is_drawn(db: TestDatabase) {
    let (_, mut browser, _) = start(&db).await;
    let broken = frame().replace("HS-07;Xã 0", "HS-06;Xã 0").replace(";900", ";0");
    let page = send(&mut browser, &form(&broken, &[("act", "draw")])).await;
    assert_eq!(page.status, WRONG);
    for told in ["11 điều chưa đúng", "Dòng 9, cột “Mã”: mã này đã có ở dòng 8.", "Dòng 52, cột “Số hộ”: không phải là quy mô"]
    {
        assert!(page.text().contains(told), "{told}: {}", page.text());
    }
    let page = send(&mut browser, &form(&frame(), &[("psus", "1")])).await;
    assert!(page.status == WRONG && page.text().contains("Cần chọn 1 mà có 2 tầng"), "{}", page.text());
    let page = send(&mut browser, &form(&frame(), &[("each", "11")])).await;
    assert!(page.text().contains("Cụm “Thôn 0” chỉ có 10 đơn vị mà mỗi cụm cần chọn 11"), "{}", page.text());
    let page = send(&mut browser, &form(&frame(), &[("psus", "nhiều"), ("column-psu", ""), ("seed", "hôm nay")])).await;
    assert_eq!(page.status, WRONG);
    for told in ["Xin nhập một số nguyên từ 1", "Cách chọn này cần cột này", "Số gốc chỉ gồm chữ số"]
    {
        assert!(page.text().contains(told), "{told}");
    }
    assert!(page.text().contains("value=\"nhiều\"") && page.text().contains("HS-59;Xã 1"), "what was typed stays");
    let page = browser.upload(&address(), &[("act", "look")], ("file", b"\x89PNG\r\n\x1a\n\0")).await;
    assert!(page.status == WRONG && page.text().contains("Tệp này không phải là bảng"), "{}", page.text());
    let page = send(&mut browser, &[("act", "look"), ("frame", " ")]).await;
    assert!(page.status == WRONG && page.text().contains("Xin chọn một tệp"), "{}", page.text());
    let script = frame().replace("Thôn 0", "<script>alert(1)</script>").replace("HS-00", "</textarea><script>");
    let page = send(&mut browser, &form(&script, &[])).await;
    assert!(
        page.status == StatusCode::OK && !page.text().contains("<script>alert") && !page.text().contains("</textarea><script>")
    );
    assert!(sample(&db.store).await.is_none());
}

async fn what_was_not_looked_at_is_not_drawn(db: TestDatabase) {
    let (_, mut browser, _) = start(&db).await;
    let looked = send(&mut browser, &form(&frame(), &[])).await;
    let token = looked.hidden("looked");
    for changes in [[("looked", "x"), ("each", "3")], [("looked", token.as_str()), ("each", "2")]] {
        let page = send(&mut browser, &form(&frame(), &[&changes[..], &[("act", "draw")]].concat())).await;
        assert!(page.status == WRONG && page.text().contains("đã thay đổi sau lần xem"), "{}", page.text());
    }
    let text = frame();
    let fields = form(&text, &[("act", "draw"), ("looked", &token)]);
    let page = browser.upload(&address(), &fields, ("file", text.as_bytes())).await;
    assert_eq!(page.status, StatusCode::OK, "a new file is looked at first");
    assert!(sample(&db.store).await.is_none());
}

async fn a_size_is_proposed(db: TestDatabase) {
    let (_, mut browser, _) = start(&db).await;
    let precision = [("act", "propose"), ("share", "50"), ("margin", "10"), ("deff", "1"), ("rate", "100"), ("each", "6")];
    let page = send(&mut browser, &form(&frame(), &precision)).await;
    // 96.04 / (1 + 95.04 / 60) = 37.2, so 38 households of 7 villages, of which there are 6.
    assert!(page.text().contains("Đề xuất hỏi 38 đơn vị"), "{}", page.text());
    assert!(page.status == WRONG && page.text().contains("Cần chọn 7 mà chỉ có 6"), "{}", page.text());
}

async fn of_two_draws_at_once_one_counts(db: TestDatabase) {
    let (_, mut browser, _) = start(&db).await;
    let token = send(&mut browser, &form(&frame(), &[])).await.hidden("looked");
    let mut sent = tokio::task::JoinSet::new();
    for seed in ["1", "2", "3", "4"] {
        let (mut browser, token) = (browser.clone(), token.clone());
        sent.spawn(async move {
            let frame = frame();
            let changes = [("looked", token.as_str()), ("act", "draw"), ("seed", seed)];
            send(&mut browser, &form(&frame, &changes)).await.header("location").to_owned()
        });
    }
    let said = sent.join_all().await;
    assert_eq!(said.iter().filter(|location| location.ends_with("?drawn")).count(), 1, "{said:?}");
    let sample = sample(&db.store).await.unwrap();
    assert_eq!(db.store.sample_elements(&Reach::Everything, ID).await.unwrap().len() as u64, sample.size);
    let wanted = Wanted { action: "sample-drawn".to_owned(), ..Wanted::default() };
    assert_eq!(db.store.audit(&Reach::Everything, &wanted, 9).await.unwrap().len(), 1);
}

async fn a_sample_is_discarded_while_its_campaign_is_a_draft(db: TestDatabase) {
    let (_, mut browser, draft) = start(&db).await;
    assert_eq!(draw(&mut browser, &frame(), &[]).await.status, SEE_OTHER);
    let made = sample(&db.store).await.unwrap();
    assert!(!made.seed_typed && made.seed.as_str().len() == 20, "the program chose a seed");
    // A draft with a sample is neither removed nor made anything but a random sample.
    let campaign = format!("/manage/campaigns/{ID}");
    let refused = browser.post(&format!("{campaign}/removal"), &[("sure", "yes")]).await;
    assert!(refused.status == StatusCode::CONFLICT && refused.text().contains("mẫu đã chọn"), "{}", refused.text());
    let version = draft.version_id.to_string();
    let changed =
        [("name-vi", "Đợt"), ("version", version.as_str()), ("sampling", "census"), ("owner", "tinh"), ("from", "2026-03-01")];
    let refused = browser.post(&campaign, &changed).await;
    assert!(refused.status == WRONG && refused.text().contains("Đợt này đã có mẫu được chọn"), "{}", refused.text());

    let removal = format!("{}/removal", address());
    assert!(browser.get(&removal).await.text().contains("name=\"sure\" value=\"yes\""));
    assert_eq!(browser.post(&removal, &[]).await.status, StatusCode::BAD_REQUEST, "it asks first");
    let discarded = browser.post(&removal, &[("sure", "yes")]).await;
    assert_eq!((discarded.status, discarded.header("location")), (SEE_OTHER, format!("{}?discarded", address()).as_str()));
    assert!(browser.get(discarded.header("location")).await.text().contains("Đã bỏ mẫu."));
    assert!(sample(&db.store).await.is_none() && db.store.sample_elements(&Reach::Everything, ID).await.unwrap().is_empty());
    let (action, _, unit, before, _) = last_entry(&db.store).await;
    assert_eq!(
        (action.as_str(), unit.as_deref(), before["seed"].as_str()),
        ("sample-discarded", Some("tinh"), Some(made.seed.as_str()))
    );
    assert_eq!(draw(&mut browser, &frame(), &[]).await.status, SEE_OTHER, "another one can be drawn");
    open(&db).await;
    assert_eq!(browser.get(&removal).await.status, SEE_OTHER);
    let refused = browser.post(&removal, &[("sure", "yes")]).await;
    assert_eq!(refused.header("location"), address());
    assert!(sample(&db.store).await.is_some(), "the sample of an open campaign stays");
    assert!(browser.get(&address()).await.text().contains("Mẫu theo tầng"), "and is seen");
}

/// Opens the campaign without asking what it lacks.
async fn open(db: &TestDatabase) {
    run(db, "UPDATE campaign SET state = 'open' WHERE title LIKE '%Đợt thử%'").await.unwrap();
}

async fn run(db: &TestDatabase, text: &str) -> Result<u64, sqlx::Error> {
    let text = AssertSqlSafe(text.to_owned());
    match db.store.database() {
        Database::Sqlite { write, .. } => sqlx::query(text).execute(write).await.map(|done| done.rows_affected()),
        Database::Postgres(pool) => sqlx::query(text).execute(pool).await.map(|done| done.rows_affected()),
    }
}

async fn the_database_itself_refuses_to_change_a_sample(db: TestDatabase) {
    let (_, mut browser, _) = start(&db).await;
    assert_eq!(draw(&mut browser, &frame(), &[]).await.status, SEE_OTHER);
    let changes =
        ["UPDATE sample SET seed = '1'", "UPDATE sample_element SET reference = 'x'", "UPDATE sample_element SET weight = 7"];
    for text in changes {
        assert!(run(&db, text).await.is_err(), "{text}");
    }
    open(&db).await;
    for text in [
        "DELETE FROM sample_element",
        "DELETE FROM sample",
        "INSERT INTO sample_element SELECT campaign_id, 999, 'x', '', '', 's1', 'e1', 1, 1 FROM sample",
    ] {
        assert!(run(&db, text).await.is_err(), "{text}");
    }
    assert_eq!(db.store.sample_elements(&Reach::Everything, ID).await.unwrap().len(), 12);
}

/// Issues the drawn as the form has them that the page of the sample leads to, and gives the identifier of the list.
async fn invite(browser: &mut Browser) -> Uuid {
    let page = browser.get(&format!("/manage/points/{INVITED}/invitations?sample")).await;
    let list = page.text().split("name=\"list\"").nth(1).unwrap().split_once('>').unwrap().1.split_once("</textarea>").unwrap().0;
    let list = list.trim_start_matches('\n').replace("&quot;", "\"");
    let id = page.hidden("id");
    let fields = [
        ("id", id.as_str()),
        ("name", "Mẫu"),
        ("last-day", "2026-04-30"),
        ("list", &list),
        ("first-line", "entry"),
        ("act", "issue"),
    ];
    let issued = browser.upload(&format!("/manage/points/{INVITED}/invitations"), &fields, ("file", b"")).await;
    assert_eq!(issued.status, SEE_OTHER, "{}", issued.text());
    id.parse().unwrap()
}

async fn who_is_invited_is_drawn_no_more_and_can_be_drawn_again(db: TestDatabase) {
    let (_, mut browser, draft) = start(&db).await;
    add_point(&db.store, &draft).await;
    assert_eq!(draw(&mut browser, &frame(), &[]).await.status, SEE_OTHER);
    let page = browser.get(&address()).await;
    assert!(page.text().contains(&format!("/manage/points/{INVITED}/invitations?sample")), "{}", page.text());
    let references = listed(&browser.get(&format!("{}.csv", address())).await);
    let batch = invite(&mut browser).await;
    assert_eq!(db.store.batch(&Reach::Everything, batch).await.unwrap().unwrap().totals.open, 12);
    let kept = sample(&db.store).await.unwrap();
    assert_eq!((kept.size, kept.listed), (12, 0), "the sample stays, the list went over to the invitations");
    assert_eq!(browser.get(&format!("{}.csv", address())).await.status, SEE_OTHER);
    assert!(browser.get(&address()).await.text().contains("Tất cả đã được mời"));
    // It can be neither discarded nor drawn anew, which would write down again who was invited.
    assert_eq!(browser.post(&format!("{}/removal", address()), &[("sure", "yes")]).await.header("location"), address());
    // Whoever has the frame has the list.
    let again =
        browser.upload(&format!("{}/verification", address()), &[("frame", &frame()), ("act", "list")], ("file", b"")).await;
    assert_eq!(listed(&again), references);
    assert_eq!(last_entry(&db.store).await.0, "exported");
}

/// What was drawn and what is still open would together tell who answered: so the database, read whole, has whoever did nowhere any more.
async fn nothing_tells_who_of_the_drawn_answered(db: TestDatabase) {
    let (app, mut browser, draft) = start(&db).await;
    add_point(&db.store, &draft).await;
    assert_eq!(draw(&mut browser, &frame(), &[("seed", "3")]).await.status, SEE_OTHER);
    let batch = invite(&mut browser).await;
    assert!(db.store.open_campaign(&Author::Program, NOW, &Reach::Everything, ID).await.unwrap());
    let mut rng = <rand_chacha::ChaCha20Rng as rand::SeedableRng>::seed_from_u64(5);
    let links = make_links(&db.store, batch, &mut rng).await;
    let (answered, token) = &links[4];
    let id = ids().make(NOW + 5).to_string();
    let sent = app.post(&format!("/i/{}", token.reveal()), &[("id", &id), ("point", INVITED), ("q-overall", "2")]).await;
    assert_eq!(sent.status, SEE_OTHER, "{}", sent.text());
    let everything: Vec<String> = dump(&db.store).await.into_values().flatten().collect();
    assert!(!everything.iter().any(|row| row.contains(answered.as_str())), "whoever answered stands nowhere any more");
    assert!(links.iter().filter(|(reference, _)| everything.iter().any(|row| row.contains(reference.as_str()))).count() == 11);
    let placed = db.store.survey_responses(ID).await.unwrap();
    assert!(placed.len() == 1 && placed[0].sample_place.is_none(), "an answer by a link has no place in the sample");
}

/// By the frame itself, in which letters may be decomposed, or by the list as it was downloaded, in which a sign at the beginning has an
/// apostrophe before it: who was invited stands among the drawn no more.
async fn whoever_is_invited_by_a_file_is_erased_from_the_drawn(db: TestDatabase) {
    let (_, mut browser, draft) = start(&db).await;
    add_point(&db.store, &draft).await;
    let frame: String =
        frame().lines().enumerate().map(|(line, text)| text.replace("HS-", ["Hộ-", "-", "'=", "HS-"][line % 4]) + "\n").collect();
    let decomposed: String = frame.chars().map(|c| if c == 'ộ' { "o\u{323}\u{302}".to_owned() } else { c.to_string() }).collect();
    assert_eq!(draw(&mut browser, &decomposed, &[("seed", "3")]).await.status, SEE_OTHER);
    let drawn = db.store.sample_elements(&Reach::Everything, ID).await.unwrap();
    let has = |sign: &str| drawn.iter().any(|element| element.reference.starts_with(sign));
    assert!(has("Hộ-") && has("-") && has("="), "{drawn:?}");
    let list = browser.get(&format!("{}.csv", address())).await.bytes;
    let invite = async |browser: &mut Browser, file: &[u8]| {
        let address = format!("/manage/points/{INVITED}/invitations");
        let id = browser.get(&address).await.hidden("id");
        let fields = [("id", id.as_str()), ("name", "Mẫu"), ("last-day", "2026-04-30"), ("first-line", "names"), ("act", "look")];
        let looked = browser.upload(&address, &fields, ("file", file)).await;
        assert_eq!(looked.status, StatusCode::OK, "{}", looked.text());
        let text = looked.text().split("name=\"list\"").nth(1).unwrap().split_once('>').unwrap().1;
        let text = text.split_once("</textarea>").unwrap().0.trim_start_matches('\n');
        let text = text.replace("&quot;", "\"").replace("&#x27;", "'").replace("&#39;", "'");
        let fields = fields.map(|(name, value)| if name == "act" { (name, "issue") } else { (name, value) });
        let fields = [&fields[..], &[("list", text.as_str())]].concat();
        let issued = browser.upload(&address, &fields, ("file", b"")).await;
        assert_eq!(issued.status, SEE_OTHER, "{}", issued.text());
    };
    // Half of the list, then everybody in the frame.
    let list = String::from_utf8(list).unwrap();
    let half: String = list.lines().take(7).flat_map(|line| [line, "\r\n"]).collect();
    invite(&mut browser, half.as_bytes()).await;
    assert_eq!(sample(&db.store).await.unwrap().listed, 6);
    invite(&mut browser, decomposed.as_bytes()).await;
    assert_eq!((sample(&db.store).await.unwrap().listed, sample(&db.store).await.unwrap().size), (0, 12));
}

async fn only_who_runs_the_campaign_sees_its_sample(db: TestDatabase) {
    let (app, mut browser, _) = start(&db).await;
    assert_eq!(draw(&mut browser, &frame(), &[]).await.status, SEE_OTHER);
    open(&db).await;
    add(&db.store, "commune", Role::Manager, "xa-mot").await;
    let mut measured = Browser::signed_in(&app, "commune").await;
    assert_eq!(
        measured.get(&format!("/manage/campaigns/{ID}")).await.status,
        StatusCode::OK,
        "it is measured, and sees the campaign"
    );
    for path in [address(), format!("{}.csv", address()), format!("{}/verification", address()), format!("{}/removal", address())]
    {
        assert_eq!(measured.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let commune = Reach::Units(vec!["xa-mot".parse().unwrap()]);
    assert!(db.store.sample(&commune, ID).await.unwrap().is_none());
    assert!(db.store.sample_elements(&commune, ID).await.unwrap().is_empty());
    // A campaign of another kind has no sample, and says so.
    let other = db.store.campaigns().await.unwrap().into_iter().find(|other| other.sampling == Sampling::SelfSelected).unwrap();
    let page = browser.get(&format!("/manage/campaigns/{}/sample", other.id)).await;
    assert!(page.text().contains("không có mẫu nào được chọn ở đây"), "{}", page.text());
}

async fn the_checklist_tells_of_the_sample(db: TestDatabase) {
    let (_, mut browser, _) = start(&db).await;
    let campaign = format!("/manage/campaigns/{ID}");
    let page = browser.get(&campaign).await;
    assert!(page.text().contains("chưa chọn mẫu ngẫu nhiên ở đây") && page.text().contains("Chọn mẫu"), "{}", page.text());
    assert_eq!(draw(&mut browser, &frame(), &[]).await.status, SEE_OTHER);
    let page = browser.get(&campaign).await;
    assert!(!page.text().contains("chưa chọn mẫu ngẫu nhiên ở đây"));
    assert!(page.text().contains("Đã chọn 12 trong 60 đơn vị của dàn mẫu"), "{}", page.text());
}

async fn a_design_comes_back_in_the_other_language(db: TestDatabase) {
    let (_app, mut manager, _) = start(&db).await;
    let frame = frame();
    let looked = send(&mut manager, &form(&frame, &[])).await.hidden("looked");
    let page = manager.clone().post(&format!("{}?show=language-en", address()), &form(&frame, &[("seed", "0123")])).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    for kept in ["<html lang=\"en\"", "HS-59;Xã 1;Thôn 5;900", "value=\"0123\"", "value=\"4\"", "value=\"two-stage\" selected"]
    {
        assert!(page.text().contains(kept), "{kept}: {}", page.text());
    }
    assert_eq!(page.hidden("looked"), looked, "what was looked at can still be drawn");
    let unread = manager.clone().post(&format!("{}?show=theme-dark", address()), &[("frame", " ")]).await;
    assert_eq!(unread.status, StatusCode::OK, "an empty form is not a mistake: {}", unread.text());
    let again = manager.clone().post(&format!("{}/verification?show=language-en", address()), &[("frame", &frame)]).await;
    assert_eq!(again.header("location"), address(), "there is nothing to draw once more");
    assert_eq!(sample(&db.store).await, None);
}
