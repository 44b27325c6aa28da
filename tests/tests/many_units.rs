//! Where there are more units than a list can hold: a unit is typed, and asked for again where several are called so; what is long comes part
//! by part. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::campaign::{Campaign, State};
use app::domain::collection_point::CollectionPoint;
use app::domain::mode::Mode;
use app::domain::role::{Reach, Role};
use app::domain::texts::Texts;
use app::domain::unit::{Unit, UnitKind};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use server::point_codes;
use server::store::Store;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::desk::{SEE_OTHER, WRONG, start};
use tests::staff::{Browser, add};
use tests::world::World;
use tests::{NOW, on_both_databases};

on_both_databases!(
    a_unit_is_typed_and_asked_for_where_several_are_called_so,
    nobody_reaches_further_by_typing_a_name,
    units_are_chosen_step_by_step_where_figures_are_read,
    points_and_posters_come_part_by_part,
    the_units_of_a_campaign_come_part_by_part,
);

/// How many communes each of two provinces has.
const COMMUNES: usize = 100;

/// Adds two provinces. In both there is a commune An Bình.
async fn country(store: &Store) {
    let unit = |code: &str, parent: Option<&str>, kind, name: &str| Unit {
        code: code.parse().unwrap(),
        parent: parent.map(|parent| parent.parse().unwrap()),
        kind,
        name: Texts::new([("vi", name)]),
        valid_from: 0,
        valid_to: None,
        successor: None,
    };
    let mut units = Vec::new();
    for (province, name) in [("dong", "Tỉnh Đông"), ("tay", "Tỉnh Tây")] {
        units.push(unit(province, None, UnitKind::Province, name));
        for number in 0..COMMUNES {
            let name = if number == 7 { "Xã An Bình".to_owned() } else { format!("Xã {name} số {number}") };
            units.push(unit(&format!("{province}-{number}"), Some(province), UnitKind::Commune, &name));
        }
    }
    store.add_units(&units).await.unwrap();
}

/// The form of a target of a unit.
fn target(units: &[&'static str]) -> Vec<(&'static str, &'static str)> {
    let rest = [
        ("sector", "health"),
        ("from", "2026"),
        ("to", "2030"),
        ("operator", ">"),
        ("percent", "92,5"),
        ("legal-basis", "Kế hoạch thử"),
    ];
    units.iter().map(|unit| ("unit", *unit)).chain(rest).collect()
}

async fn a_unit_is_typed_and_asked_for_where_several_are_called_so(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    country(&db.store).await;
    let page = boss.get("/manage/targets").await;
    assert!(page.text().contains("<input type=\"text\" id=\"unit\" name=\"unit\""), "{}", page.text());
    assert!(page.text().contains("<datalist id=\"unit-list\">") && page.text().contains("Tỉnh Đông (dong)"));
    assert!(!page.text().contains("dong-55"), "a list of all would be long");
    // A part of a name is enough where it is clear.
    let set = |answer: &tests::client::Answer| answer.header("location").to_owned();
    let clear = boss.post("/manage/targets", &target(&["dong so 55"])).await;
    assert_eq!(clear.status, SEE_OTHER, "{}", clear.text());
    let shown = boss.get(&set(&clear)).await;
    assert!(shown.text().contains("value=\"Xã Tỉnh Đông số 55 (dong-55)\""), "{}", shown.text());
    // Where it is not, both are there to choose from, each with what is above it, and the field for another name.
    let unclear = boss.post("/manage/targets", &target(&["an binh"])).await;
    assert_eq!(unclear.status, WRONG);
    for shown in
        ["<option value=\"dong-7\">Xã An Bình (dong-7)", "– Tỉnh Tây", "id=\"unit-other\"", "value=\"an binh\"", "value=\"92,5\""]
    {
        assert!(unclear.text().contains(shown), "{shown}: {}", unclear.text());
    }
    let unpicked = boss.post("/manage/targets", &target(&["", "an binh"])).await;
    assert!(unpicked.status == WRONG && unpicked.text().contains("<option value=\"tay-7\">"));
    let picked = boss.post("/manage/targets", &target(&["tay-7", "an binh"])).await;
    assert_eq!(picked.status, SEE_OTHER, "{}", picked.text());
    let unknown = boss.post("/manage/targets", &target(&["Xã Nào Đó"])).await;
    assert!(unknown.status == WRONG && unknown.text().contains("value=\"Xã Nào Đó\""), "what was typed stays");
    let all = db.store.targets_within(&Reach::Everything).await.unwrap();
    let mut units: Vec<String> = all.iter().map(|(_, target)| target.unit.to_string()).collect();
    units.retain(|unit| unit.contains('-'));
    units.sort();
    assert_eq!(units, ["dong-55", "tay-7"]);
}

async fn nobody_reaches_further_by_typing_a_name(db: TestDatabase) {
    let (_, _, _) = start(&db).await;
    country(&db.store).await;
    add(&db.store, "east", Role::Administrator, "dong").await;
    let app = TestApp::at(&db.store, NOW + 2);
    let mut east = Browser::signed_in(&app, "east").await;
    // In the east there is one commune of this name, so it is clear; the one in the west is not there.
    assert_eq!(east.post("/manage/targets", &target(&["an binh"])).await.status, SEE_OTHER);
    for foreign in ["tay-7", "Xã An Bình (tay-7)", "Tỉnh Tây"] {
        let answer = east.post("/manage/targets", &target(&[foreign])).await;
        assert_eq!(answer.status, WRONG, "{foreign}");
        assert!(!answer.text().contains("Tỉnh Tây số"), "{foreign}");
    }
    let all = db.store.targets_within(&Reach::Everything).await.unwrap();
    assert!(all.iter().any(|(_, target)| target.unit.as_str() == "dong-7"));
    assert!(!all.iter().any(|(_, target)| target.unit.as_str().starts_with("tay")));
}

async fn units_are_chosen_step_by_step_where_figures_are_read(db: TestDatabase) {
    let (app, _, _) = start(&db).await;
    country(&db.store).await;
    let options = |text: &str| -> Vec<String> {
        let list = text.split("id=\"unit\"").nth(1).and_then(|rest| rest.split("</select>").next()).unwrap().to_owned();
        list.split("<option value=\"").skip(2).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    let top = options(app.get("/results").await.text());
    assert!(top.contains(&"dong".to_owned()) && !top.contains(&"dong-8".to_owned()), "{top:?}");
    let below = options(app.get("/results?unit=dong-7").await.text());
    assert!(below.contains(&"dong-8".to_owned()) && !below.contains(&"tay-8".to_owned()), "{below:?}");
    let home = app.get("/").await;
    assert!(home.text().contains("Tỉnh Tây"));
    let found = app.get("/?find=tinh").await;
    assert!(found.text().contains("đơn vị khác. Xin tìm theo tên để thu hẹp."), "{}", found.text());
    assert!(app.get("/?find=an+binh").await.text().matches("Xã An Bình").count() == 2);
}

/// Adds a point of the world's open campaign in each commune of the east.
async fn points(store: &Store, world: &World) {
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let points: Vec<CollectionPoint> = (0..COMMUNES)
        .map(|number| CollectionPoint {
            code: point_codes::draw(&mut rng),
            campaign_id: world.feedback.id,
            unit: format!("dong-{number}").parse().unwrap(),
            sector: None,
            mode: Mode::Phone,
            name: Texts::new([("vi", "Bảng tin")]),
            withdrawn_at: None,
            by_invitation: false,
        })
        .collect();
    store.add_collection_points(&points).await.unwrap();
}

async fn points_and_posters_come_part_by_part(db: TestDatabase) {
    let (_, _, world) = start(&db).await;
    country(&db.store).await;
    points(&db.store, &world).await;
    add(&db.store, "manager", Role::Manager, "").await;
    add(&db.store, "of-the-east", Role::Manager, "dong").await;
    let app = TestApp::at(&db.store, NOW + 2);
    for name in ["manager", "of-the-east"] {
        let mut manager = Browser::signed_in(&app, name).await;
        let list = manager.get("/manage/points?find=so+55").await;
        assert_eq!(list.text().matches("<code>").count(), 1, "{name}: {}", list.text());
        let sheets = |text: &str| text.matches("<article").count();
        let first = manager.get("/manage/points/posters?unit=dong").await;
        assert_eq!(sheets(first.text()), 30, "{name}");
        assert!(first.text().contains("unit=dong&amp;format=a4&amp;page=2"), "{name}: {}", first.text());
        let fourth = manager.get("/manage/points/posters?unit=dong&format=a4&page=4").await;
        assert_eq!(sheets(fourth.text()), COMMUNES - 90, "{name}");
        assert_eq!(sheets(manager.get("/manage/points/posters?unit=dong&format=tent&page=99").await.text()), 10, "{name}");
    }
    // What another instance, or this one, adds is there at once.
    let mut manager = Browser::signed_in(&app, "manager").await;
    let one = CollectionPoint {
        code: "zzzzzz".parse().unwrap(),
        campaign_id: world.feedback.id,
        unit: "tay-3".parse().unwrap(),
        sector: None,
        mode: Mode::Phone,
        name: Texts::new([("vi", "Bảng tin mới")]),
        withdrawn_at: None,
        by_invitation: false,
    };
    db.store.add_collection_points(&[one]).await.unwrap();
    let after = manager.get("/manage/points?unit=tay").await;
    assert!(after.text().contains("Bảng tin mới"), "{}", after.text());
}

async fn the_units_of_a_campaign_come_part_by_part(db: TestDatabase) {
    let (app, _, world) = start(&db).await;
    country(&db.store).await;
    add(&db.store, "manager", Role::Manager, "").await;
    let mut boss = Browser::signed_in(&app, "manager").await;
    let id = uuid::Uuid::from_u128(77);
    let measured = |count: usize| (0..count).map(|number| format!("dong-{number}").parse().unwrap()).collect();
    let campaign = Campaign { id, units: measured(COMMUNES), state: State::Draft, ..world.feedback };
    db.store.add_campaign(&campaign).await.unwrap();
    let address = format!("/manage/campaigns/{id}/units");
    let list = |answer: &tests::client::Answer| {
        let card = answer.text().split("<section class=\"card\">").nth(1).unwrap().split("</section>").next().unwrap().to_owned();
        (card.matches("type=\"checkbox\"").count(), card)
    };
    let (shown, card) = list(&boss.get(&address).await);
    assert_eq!(shown, 50, "{card}");
    assert!(card.contains("100 mục") || card.contains("100"), "how many there are: {card}");
    assert!(card.find("số 2 <").unwrap() < card.find("số 10 <").unwrap(), "by their names");
    let (shown, card) = list(&boss.get(&format!("{address}?page=2")).await);
    assert!(shown == 50 && card.contains("số 99 <") && !card.contains("số 2 <"), "{card}");
    // Without diacritics, and without losing what is looked for among the others.
    let answer = boss.get(&format!("{address}?measured=an%20binh&find=tinh%20tay%20so%2055")).await;
    let (shown, card) = list(&answer);
    assert!(shown == 1 && card.contains("Xã An Bình") && card.contains("value=\"an binh\""), "{card}");
    assert!(card.contains("name=\"find\" value=\"tinh tay so 55\"") && answer.text().contains("tay-55"));
    let (shown, card) = list(&boss.get(&format!("{address}?measured=khong")).await);
    assert!(shown == 0 && card.contains("value=\"khong\""), "{card}");
    // What is ticked of a part is taken out, and the rest stays.
    assert_eq!(boss.post(&format!("{address}/removal"), &[("unit", "dong-7")]).await.status, SEE_OTHER);
    let left = db.store.campaigns().await.unwrap().into_iter().find(|campaign| campaign.id == id).unwrap().units;
    assert!(left.len() == COMMUNES - 1 && !left.contains(&"dong-7".parse().unwrap()));
    // A short list is read at a glance.
    let few = Campaign { id: uuid::Uuid::from_u128(78), units: measured(3), ..campaign };
    db.store.add_campaign(&few).await.unwrap();
    let (shown, card) = list(&boss.get(&format!("/manage/campaigns/{}/units", few.id)).await);
    assert!(shown == 3 && !card.contains("type=\"search\""), "{card}");
}
