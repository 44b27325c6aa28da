//! Running a campaign: preparing, opening, closing, putting away; who runs it and who is only measured. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::campaign::{Campaign, Sampling, State};
use app::domain::collection_point::CollectionPoint;
use app::domain::mode::Mode;
use app::domain::role::{Reach, Role};
use app::domain::texts::Texts;
use axum::http::StatusCode;
use server::store::Store;
use server::store::audit::Wanted;
use server::store::campaign_desk::Standing;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::staff::{Browser, add};
use tests::world::{LAND, World, answers, fill, ids, response};
use tests::{NOW, on_both_databases};
use uuid::Uuid;

on_both_databases!(
    a_campaign_goes_from_draft_to_archive,
    what_is_missing_is_told_and_keeps_it_from_opening,
    a_draft_takes_no_answers_and_shows_no_figures,
    the_measured_sees_totals_and_changes_nothing,
    of_an_open_campaign_only_some_things_change,
    only_a_draft_without_points_is_removed,
    what_is_wrong_is_said_and_what_was_typed_stays,
    a_campaign_may_demand_more_respondents,
    citizens_choose_among_the_sectors_of_the_campaign,
    campaigns_are_found_sorted_and_paged,
    managers_land_on_their_campaigns,
);

const SEE_OTHER: StatusCode = StatusCode::SEE_OTHER;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// The small world with a manager of the province, who is signed in.
async fn start(db: &TestDatabase) -> (TestApp, Browser, World) {
    let world = fill(&db.store).await;
    add(&db.store, "province", Role::Manager, "tinh").await;
    // Identifiers begin anew in each application, so the moment makes the difference to those of the world.
    let app = TestApp::at(&db.store, NOW + 1);
    let browser = Browser::signed_in(&app, "province").await;
    (app, browser, world)
}

/// The form of a campaign, with changes.
fn form<'a>(version: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("name-vi", "Đợt quý II"),
        ("name-en", "Second quarter"),
        ("version", version),
        ("sampling", "self_selected"),
        ("owner", "tinh"),
        ("from", "2026-03-01"),
        ("to", "2026-06-30"),
        ("minimum", ""),
    ];
    let kept = usual.into_iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    kept.chain(changes.iter().copied()).collect()
}

/// Begins a draft by the form, and gives its address and identifier.
async fn draft(browser: &mut Browser, world: &World, changes: &[(&str, &str)]) -> (String, Uuid) {
    let version = world.feedback.version_id.to_string();
    let answer = browser.post("/manage/campaigns", &form(&version, changes)).await;
    assert_eq!(answer.status, SEE_OTHER, "{}", answer.text());
    let address = answer.header("location").strip_suffix("?done").unwrap().to_owned();
    let id = address.rsplit('/').next().unwrap().parse().unwrap();
    (address, id)
}

async fn point(store: &Store, code: &str, campaign: Uuid, unit: &str, sector: Option<&str>) {
    let point = CollectionPoint {
        code: code.parse().unwrap(),
        campaign_id: campaign,
        unit: unit.parse().unwrap(),
        sector: sector.map(|sector| sector.parse().unwrap()),
        mode: Mode::Phone,
        name: Texts::new([("vi", "Quầy")]),
        withdrawn_at: None,
        by_invitation: false,
    };
    store.add_collection_points(&[point]).await.unwrap();
}

async fn stored(store: &Store, id: Uuid) -> Campaign {
    store.campaign(id).await.unwrap().unwrap()
}

/// The actions in the log about a campaign, the latest first, with the unit whose auditors read each.
async fn told(store: &Store, id: Uuid) -> Vec<(String, Option<String>)> {
    let wanted = Wanted { subject: format!("campaign {id}"), ..Wanted::default() };
    let noted = store.audit(&Reach::Everything, &wanted, 50).await.unwrap();
    noted.into_iter().map(|entry| (entry.action, entry.unit)).collect()
}

/// Makes a draft ready: a unit, a sector and a point.
async fn complete(browser: &mut Browser, store: &Store, (address, id): &(String, Uuid), code: &str) {
    assert_eq!(browser.post(&format!("{address}/units"), &[("unit", "xa-mot")]).await.status, SEE_OTHER);
    assert_eq!(browser.post(&format!("{address}/sectors"), &[("sector", "land")]).await.status, SEE_OTHER);
    point(store, code, *id, "xa-mot", Some("land")).await;
}

async fn a_campaign_goes_from_draft_to_archive(db: TestDatabase) {
    let (app, mut browser, world) = start(&db).await;
    let campaign = draft(&mut browser, &world, &[("minimum", "30"), ("sensitive", "yes")]).await;
    let (address, id) = &campaign;
    let new = stored(&db.store, *id).await;
    assert_eq!(
        (new.state, new.sampling, new.minimum, new.asks_sensitive),
        (State::Draft, Sampling::SelfSelected, Some(30), true)
    );
    assert_eq!((new.owner.as_str(), new.title.all().collect::<Vec<_>>()), ("tinh", vec!["Second quarter", "Đợt quý II"]));
    complete(&mut browser, &db.store, &campaign, "hhhhhh").await;
    let page = browser.get(address).await;
    assert!(page.text().contains("Mọi điều cần thiết đã có") && page.text().contains("Xã Một"), "{}", page.text());
    assert!(page.text().contains("Đang chuẩn bị"));

    let revision = db.store.directory().await.unwrap().revision();
    let opened = browser.post(&format!("{address}/opening"), &[]).await;
    assert_eq!((opened.status, opened.header("location")), (SEE_OTHER, format!("{address}?done").as_str()));
    assert!(db.store.directory().await.unwrap().revision() > revision, "every instance notices");
    let open = stored(&db.store, *id).await;
    assert_eq!((open.state, open.opens_at), (State::Open, NOW + 1), "its period begins when it is opened, not before");
    assert_eq!(app.get("/s/hhhhhh").await.status, 200);
    assert_eq!(browser.post(&format!("{address}/opening"), &[]).await.status, WRONG, "it is open already");

    let asks = browser.get(&format!("{address}/closing")).await;
    assert!(asks.text().contains("Đóng đợt khảo sát") && asks.text().contains("name=\"sure\" value=\"yes\""));
    assert_eq!(browser.post(&format!("{address}/closing"), &[]).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(stored(&db.store, *id).await.state, State::Open, "nothing is closed without being asked for");
    let later = TestApp::at(&db.store, NOW + 60_000);
    let mut browser = browser.before(&later);
    assert_eq!(browser.post(&format!("{address}/closing"), &[("sure", "yes")]).await.status, SEE_OTHER);
    let closed = stored(&db.store, *id).await;
    assert_eq!((closed.state, closed.closes_at), (State::Closed, Some(NOW + 60_000)));
    let refused = later.get("/s/hhhhhh").await;
    assert_eq!(refused.status, StatusCode::GONE);
    assert!(refused.text().contains("lúc 10:01 ngày 15/3/2026"), "{}", refused.text());
    let sent = later.post("/s/hhhhhh", &[("q-a1", "5")]).await;
    assert_eq!(sent.status, StatusCode::GONE, "nor is an answer taken that was begun before");
    assert_eq!(browser.get(&format!("{address}/closing")).await.status, SEE_OTHER, "its page says what can be done");

    assert!(browser.get(&format!("{address}/archiving")).await.text().contains("Lưu trữ đợt khảo sát"));
    assert_eq!(browser.post(&format!("{address}/archiving"), &[("sure", "yes")]).await.status, SEE_OTHER);
    assert_eq!(stored(&db.store, *id).await.state, State::Archived);
    assert!(!browser.get("/manage/campaigns").await.text().contains("Đợt quý II"));
    assert!(browser.get("/manage/campaigns/archive").await.text().contains("Đợt quý II"));
    let page = browser.get(address).await;
    assert!(page.text().contains("Đã lưu trữ") && !page.text().contains(&format!("action=\"{address}\"")));
    let version = world.feedback.version_id.to_string();
    assert_eq!(browser.post(address, &form(&version, &[])).await.status, WRONG, "nothing of it changes any more");
    assert_eq!(later.get(&format!("/results?campaign={id}")).await.status, 200, "its figures stay");
    assert_eq!(later.get("/s/hhhhhh").await.status, StatusCode::GONE);

    let actions: Vec<_> = told(&db.store, *id).await;
    let names: Vec<&str> = actions.iter().map(|(action, _)| action.as_str()).collect();
    let expected =
        ["campaign-archived", "campaign-closed", "campaign-opened", "campaign-changed", "campaign-changed", "campaign-added"];
    assert_eq!(names, expected);
    assert!(actions.iter().all(|(_, unit)| unit.as_deref() == Some("tinh")));
}

async fn what_is_missing_is_told_and_keeps_it_from_opening(db: TestDatabase) {
    let (_, mut browser, world) = start(&db).await;
    let campaign = draft(&mut browser, &world, &[("name-en", ""), ("sampling", "probability"), ("to", "")]).await;
    let (address, id) = &campaign;
    let page = browser.get(address).await;
    for missing in ["chưa chọn đơn vị được khảo sát", "chưa chọn lĩnh vực được hỏi", "chưa có điểm lấy ý kiến nào"]
    {
        assert!(page.text().contains(missing), "{missing}");
    }
    for doubtful in ["không có ngày kết thúc", "tên đợt chưa có bản English", "chưa chọn mẫu ngẫu nhiên ở đây"]
    {
        assert!(page.text().contains(doubtful), "{doubtful}");
    }
    for way in [format!("href=\"{address}/units\""), "href=\"#sectors\"".into(), format!("href=\"/manage/points?campaign={id}\"")]
    {
        assert!(page.text().contains(&way), "{way}");
    }
    assert!(!page.text().contains(&format!("action=\"{address}/opening\"")), "the button comes when nothing stands in the way");
    let refused = browser.post(&format!("{address}/opening"), &[]).await;
    assert_eq!(refused.status, WRONG);
    assert!(refused.text().contains("Chưa mở được"));
    assert_eq!(stored(&db.store, *id).await.state, State::Draft);
    complete(&mut browser, &db.store, &campaign, "hhhhhh").await;
    let ready = browser.get(address).await;
    assert!(ready.text().contains(&format!("action=\"{address}/opening\"")), "what is doubtful does not stand in the way");
    // A period that is over meanwhile does.
    let version = world.feedback.version_id.to_string();
    let past = form(&version, &[("from", "2026-01-01"), ("to", "2026-01-31")]);
    assert_eq!(browser.post(address, &past).await.status, SEE_OTHER, "a draft may be anything");
    assert_eq!(browser.post(&format!("{address}/opening"), &[]).await.status, WRONG);
    let program = server::audit::Author::Program;
    assert!(!db.store.open_campaign(&program, NOW + 1, &Reach::Everything, *id).await.unwrap(), "nor does the store open it");
}

async fn a_draft_takes_no_answers_and_shows_no_figures(db: TestDatabase) {
    let (app, mut browser, world) = start(&db).await;
    let (_, id) = draft(&mut browser, &world, &[]).await;
    point(&db.store, "hhhhhh", id, "xa-mot", Some("land")).await;
    let closed = app.get("/s/hhhhhh").await;
    assert_eq!(closed.status, StatusCode::FORBIDDEN);
    assert!(closed.text().contains("đang được chuẩn bị"), "{}", closed.text());
    assert_eq!(app.post("/s/hhhhhh", &[("q-a1", "5")]).await.status, StatusCode::FORBIDDEN);
    assert!(!app.get("/results").await.text().contains("Đợt quý II"));
    assert_eq!(app.get(&format!("/results?campaign={id}")).await.status, StatusCode::BAD_REQUEST);
}

async fn the_measured_sees_totals_and_changes_nothing(db: TestDatabase) {
    let (app, mut province, world) = start(&db).await;
    let (address, id) = draft(&mut province, &world, &[]).await;
    complete(&mut province, &db.store, &(address.clone(), id), "hhhhhh").await;
    add(&db.store, "measured", Role::Manager, "xa-mot").await;
    add(&db.store, "neighbour", Role::Manager, "xa-hai").await;
    let mut measured = Browser::signed_in(&app, "measured").await;
    let mut neighbour = Browser::signed_in(&app, "neighbour").await;
    assert_eq!(measured.get(&address).await.status, StatusCode::NOT_FOUND, "a draft is between those who prepare it");
    assert_eq!(province.post(&format!("{address}/opening"), &[]).await.status, SEE_OTHER);

    // Three answered about the first commune, two about the second.
    let campaign = stored(&db.store, id).await;
    let ids = ids();
    let people = ["xa-mot", "xa-mot", "xa-mot", "xa-hai", "xa-hai"];
    let responses: Vec<_> =
        people.iter().map(|unit| response(&world, &campaign, ids.make(NOW + 5), (unit, "land"), answers(&[("a1", 5)]))).collect();
    db.store.store_all(&responses[..2]).await.unwrap();
    db.store.rollup_all().await.unwrap();
    db.store.store_all(&responses[2..]).await.unwrap();
    let whole = province.get(&address).await;
    assert!(whole.text().contains("<strong>5</strong>"), "{}", whole.text());
    let own = measured.get(&address).await;
    assert_eq!(own.status, 200);
    assert!(own.text().contains("<strong>3</strong>"), "counted and pending, of the own unit: {}", own.text());
    assert!(own.text().contains("Tháng 3/2026") && own.text().contains("không thay đổi được gì"));
    for offered in ["method=\"post\" action=\"/manage/campaigns", "/closing", "/units\"", "/manage/points?campaign="] {
        assert!(!own.text().contains(offered), "{offered}");
    }
    let list = measured.get("/manage/campaigns").await;
    let row = list.text().split("Đợt quý II").nth(1).unwrap().split("</tr>").next().unwrap().to_owned();
    assert!(row.contains("Khảo sát đơn vị của Ông/Bà") && row.contains(">3<"), "{row}");
    let row = province.get("/manage/campaigns").await.text().split("Đợt quý II").nth(1).unwrap().to_owned();
    assert!(row.split("</tr>").next().unwrap().contains(">5<"), "{row}");

    for noun in ["", "/units", "/units/removal", "/sectors", "/opening", "/closing", "/archiving", "/removal"] {
        let path = format!("{address}{noun}");
        let fields = [("sure", "yes"), ("unit", "xa-hai"), ("sector", "health"), ("name-vi", "Khác")];
        assert_eq!(measured.post(&path, &fields).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(neighbour.post(&path, &fields).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(neighbour.get(&address).await.status, StatusCode::NOT_FOUND);
    assert!(!neighbour.get("/manage/campaigns").await.text().contains("Đợt quý II"));
    assert_eq!(stored(&db.store, id).await, campaign, "nothing was changed");
    // A campaign that measures the province measures its communes.
    let standing = |unit: &str| Reach::Units(vec![unit.parse().unwrap()]);
    assert_eq!(db.store.standing(&standing("xa-hai"), world.feedback.id).await.unwrap(), Some(Standing::Measured));
    assert_eq!(db.store.standing(&standing("tinh"), world.feedback.id).await.unwrap(), Some(Standing::Runs));
    assert_eq!(db.store.standing(&Reach::Units(Vec::new()), world.feedback.id).await.unwrap(), None);
    // Nested reaches count nobody twice.
    let nested = Reach::Units(vec!["tinh".parse().unwrap(), "xa-mot".parse().unwrap()]);
    assert_eq!(db.store.campaign_totals(&nested).await.unwrap()[&id], 5);
}

async fn of_an_open_campaign_only_some_things_change(db: TestDatabase) {
    let (_, mut browser, world) = start(&db).await;
    let campaign = draft(&mut browser, &world, &[]).await;
    complete(&mut browser, &db.store, &campaign, "hhhhhh").await;
    let (address, id) = &campaign;
    assert_eq!(browser.post(&format!("{address}/opening"), &[]).await.status, SEE_OTHER);
    let open = stored(&db.store, *id).await;
    let version = world.sample.version_id.to_string();
    let changes = [("name-vi", "Tên khác"), ("sampling", "census"), ("owner", "xa-mot"), ("to", "2026-07-31"), ("minimum", "50")];
    assert_eq!(browser.post(address, &form(&version, &changes)).await.status, SEE_OTHER);
    let after = stored(&db.store, *id).await;
    let kept = Campaign { title: after.title.clone(), closes_at: after.closes_at, ..open.clone() };
    assert_eq!(after, kept);
    assert_eq!((after.title.tagged("vi"), after.closes_at > open.closes_at), ("Tên khác", true));
    let past = browser.post(address, &form(&version, &[("to", "2026-03-14")])).await;
    assert_eq!(past.status, WRONG);
    assert!(past.text().contains("Ngày kết thúc đã qua"));
    // Units and sectors come, but do not go.
    browser.post(&format!("{address}/units"), &[("unit", "xa-hai"), ("unit", "nowhere")]).await;
    browser.post(&format!("{address}/units/removal"), &[("unit", "xa-mot")]).await;
    browser.post(&format!("{address}/sectors"), &[("sector", "construction"), ("sector", "nothing")]).await;
    let grown = stored(&db.store, *id).await;
    let codes = |codes: &[app::domain::code::Code]| codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    assert_eq!((codes(&grown.units), codes(&grown.sectors)), ("xa-hai xa-mot".into(), "construction land".into()));
    // Of a draft they go.
    let (address, id) = draft(&mut browser, &world, &[]).await;
    browser.post(&format!("{address}/units"), &[("unit", "xa-hai"), ("unit", "xa-mot")]).await;
    browser.post(&format!("{address}/units/removal"), &[("unit", "xa-mot")]).await;
    browser.post(&format!("{address}/sectors"), &[("sector", "construction"), ("sector", "land")]).await;
    browser.post(&format!("{address}/sectors"), &[("sector", "land")]).await;
    let shrunk = stored(&db.store, id).await;
    assert_eq!((codes(&shrunk.units), codes(&shrunk.sectors)), ("xa-hai".into(), "land".into()));
    let found = browser.get(&format!("{address}/units?find=xa%20mot")).await;
    assert!(found.text().contains("value=\"xa-mot\"") && !found.text().contains("value=\"tinh\""), "found without diacritics");
    let unit = db.store.references_to_unit(&"xa-hai".parse().unwrap()).await.unwrap();
    assert!(unit.contains(&app::domain::reference::Reference::Campaigns), "a unit that is measured stays");
}

async fn only_a_draft_without_points_is_removed(db: TestDatabase) {
    let (_, mut browser, world) = start(&db).await;
    let campaign = draft(&mut browser, &world, &[]).await;
    complete(&mut browser, &db.store, &campaign, "hhhhhh").await;
    let (address, id) = &campaign;
    assert!(browser.get(&format!("{address}/removal")).await.text().contains("điểm lấy ý kiến"));
    assert_eq!(browser.post(&format!("{address}/removal"), &[("sure", "yes")]).await.status, StatusCode::CONFLICT);
    assert!(db.store.campaign(*id).await.unwrap().is_some());
    let (address, id) = draft(&mut browser, &world, &[]).await;
    browser.post(&format!("{address}/units"), &[("unit", "xa-mot")]).await;
    assert_eq!(browser.post(&format!("{address}/removal"), &[]).await.status, StatusCode::BAD_REQUEST);
    let answer = browser.post(&format!("{address}/removal"), &[("sure", "yes")]).await;
    assert_eq!((answer.status, answer.header("location")), (SEE_OTHER, "/manage/campaigns?removed"));
    assert!(db.store.campaign(id).await.unwrap().is_none());
    assert_eq!(told(&db.store, id).await[0].0, "campaign-removed");
    let open = format!("/manage/campaigns/{}/removal", world.feedback.id);
    assert_eq!(browser.post(&open, &[("sure", "yes")]).await.status, WRONG);
    assert!(db.store.campaign(world.feedback.id).await.unwrap().is_some());
}

async fn what_is_wrong_is_said_and_what_was_typed_stays(db: TestDatabase) {
    let (_, mut browser, world) = start(&db).await;
    let before = db.store.campaigns().await.unwrap().len();
    let version = world.feedback.version_id.to_string();
    for (field, value, words) in [
        ("name-vi", " ", "Xin nhập tên tiếng Việt"),
        ("version", "", "Xin chọn một phiếu đang dùng được"),
        ("sampling", "", "Xin chọn cách chọn người trả lời"),
        ("owner", "nowhere", "Xin chọn một đơn vị trong phạm vi"),
        ("to", "2026-02-28", "Ngày kết thúc không được trước ngày bắt đầu"),
        ("minimum", "5", "Mức này thấp hơn mức chung"),
        ("minimum", "mười", "Xin nhập một số nguyên"),
    ] {
        let page = browser.post("/manage/campaigns", &form(&version, &[("name-en", "Typed & kept"), (field, value)])).await;
        assert_eq!(page.status, WRONG, "{field} {value}");
        assert!(page.text().matches(words).count() >= 2, "{field} {value}: at the top and at the field");
        assert!(page.text().contains("value=\"Typed &amp; kept\""), "{field} {value}");
    }
    assert_eq!(db.store.campaigns().await.unwrap().len(), before);
    // A manager of a commune gives no campaign to the province.
    add(&db.store, "commune", Role::Manager, "xa-mot").await;
    let app = TestApp::at(&db.store, NOW + 2);
    let mut commune = Browser::signed_in(&app, "commune").await;
    assert_eq!(commune.post("/manage/campaigns", &form(&version, &[])).await.status, WRONG);
    let own = commune.post("/manage/campaigns", &form(&version, &[("owner", "xa-mot")])).await;
    assert_eq!(own.status, SEE_OTHER);
    let address = own.header("location").strip_suffix("?done").unwrap().to_owned();
    commune.post(&format!("{address}/units"), &[("unit", "xa-hai"), ("unit", "xa-mot")]).await;
    let id = address.rsplit('/').next().unwrap().parse().unwrap();
    let units = stored(&db.store, id).await.units;
    assert_eq!(units.iter().map(ToString::to_string).collect::<Vec<_>>(), ["xa-mot"], "only own units are measured");
}

async fn a_campaign_may_demand_more_respondents(db: TestDatabase) {
    let (app, mut browser, world) = start(&db).await;
    let campaign = draft(&mut browser, &world, &[("minimum", "30")]).await;
    complete(&mut browser, &db.store, &campaign, "hhhhhh").await;
    let (address, id) = &campaign;
    assert_eq!(browser.post(&format!("{address}/opening"), &[]).await.status, SEE_OTHER);
    let strict = stored(&db.store, *id).await;
    let ids = ids();
    let of = |campaign: &Campaign, people: usize| -> Vec<_> {
        let one = |_| response(&world, campaign, ids.make(NOW + 5), ("xa-mot", "land"), answers(&[("a1", 5)]));
        (0..people).map(one).collect()
    };
    db.store.store_all(&of(&world.feedback, 12)).await.unwrap();
    let status = |app: TestApp, query: String| async move {
        let figures: serde_json::Value = serde_json::from_str(app.get(&format!("/results.json{query}")).await.text()).unwrap();
        let land = figures["figures"].as_array().unwrap().iter().find(|line| line["sector"] == "land").cloned();
        land.map(|line| line["status"].as_str().unwrap().to_owned())
    };
    assert_eq!(status(app.clone(), String::new()).await.as_deref(), Some("shown"), "the strict one has no answers yet");
    db.store.store_all(&of(&strict, 17)).await.unwrap();
    assert_eq!(status(app.clone(), format!("?campaign={id}")).await.as_deref(), Some("hidden"));
    assert_eq!(status(app.clone(), String::new()).await.as_deref(), Some("hidden"), "29 together, of which some are under 30");
    assert_eq!(status(app.clone(), format!("?campaign={}", world.feedback.id)).await.as_deref(), Some("shown"));
    let page = app.get(&format!("/results?campaign={id}")).await;
    assert!(page.text().contains("dưới 30 người trả lời"), "{}", page.text());
    db.store.store_all(&of(&strict, 13)).await.unwrap();
    assert_eq!(status(app.clone(), format!("?campaign={id}")).await.as_deref(), Some("shown"));
}

async fn citizens_choose_among_the_sectors_of_the_campaign(db: TestDatabase) {
    let (app, mut browser, world) = start(&db).await;
    let (address, id) = draft(&mut browser, &world, &[]).await;
    browser.post(&format!("{address}/units"), &[("unit", "xa-mot")]).await;
    browser.post(&format!("{address}/sectors"), &[("sector", "land"), ("sector", "construction")]).await;
    point(&db.store, "hhhhhh", id, "xa-mot", None).await;
    assert_eq!(browser.post(&format!("{address}/opening"), &[]).await.status, SEE_OTHER);
    let offered = |page: &str| page.matches("name=\"sector\"").count();
    assert_eq!(offered(app.get("/s/hhhhhh").await.text()), 2);
    assert!(
        offered(app.get("/s/bbbbbb").await.text()) > 2,
        "a campaign that names no sectors leaves the choice to the questionnaire"
    );
    browser.post(&format!("{address}/sectors"), &[("sector", "administrative-procedures")]).await;
    assert!(offered(app.get("/s/hhhhhh").await.text()) > 2, "a group stands for all below it");
    let sector = db.store.references_to_sector(&"construction".parse().unwrap()).await.unwrap();
    assert!(sector.contains(&app::domain::reference::Reference::Campaigns), "a sector that is asked about stays");
}

async fn campaigns_are_found_sorted_and_paged(db: TestDatabase) {
    let (_, mut browser, world) = start(&db).await;
    for number in 0..60_u32 {
        let title = Texts::new([("vi", format!("Chiến dịch {number:02}").as_str())]);
        let id = Uuid::from_u128(u128::from(number) + 100);
        db.store.add_campaign(&Campaign { id, title, ..world.feedback.clone() }).await.unwrap();
    }
    let all = browser.get("/manage/campaigns?sort=title").await;
    assert_eq!(all.text().matches("<tr>").count(), 51, "a page has fifty, below its head");
    assert!(all.text().contains("66 mục"), "{}", all.text());
    let found = browser.get("/manage/campaigns?find=chien%20dich%2007").await;
    assert!(found.text().contains("Chiến dịch 07") && !found.text().contains("Chiến dịch 08"));
    let last = browser.get("/manage/campaigns?sort=-title&page=2").await;
    assert!(last.text().contains("Chiến dịch 00") && !last.text().contains("Chiến dịch 59"));
    assert!(browser.get("/manage/campaigns?find=nothing").await.text().contains("Không có đợt khảo sát nào như vậy"));
}

async fn managers_land_on_their_campaigns(db: TestDatabase) {
    let (app, _, _) = start(&db).await;
    add(&db.store, "analyst", Role::Analyst, "tinh").await;
    for (name, to, expected) in
        [("province", "", "/manage/campaigns"), ("province", "/account", "/account"), ("analyst", "", "/account")]
    {
        let answer =
            Browser::new(&app).post("/sign-in", &[("name", name), ("password", tests::staff::PASSWORD), ("to", to)]).await;
        assert_eq!(answer.header("location"), expected, "{name} {to}");
    }
    assert_eq!(app.get(&format!("/s/{LAND}")).await.status, 200);
}
