//! `/manage/retention`, `/privacy` and the page of a campaign say what is erased when, as it is set. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::campaign::Sampling;
use app::domain::retention::Periods;
use app::domain::role::{Reach, Role};
use server::audit::Author;
use server::retention::{LITTLE, erase};
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::desk::{SEE_OTHER, WRONG, last_entry, says, start};
use tests::retention::{day, ended};
use tests::staff::{Browser, add};
use tests::world::{fill, sources};
use tests::{NOW, on_both_databases};

on_both_databases!(
    periods_are_set_by_who_reaches_everything,
    the_list_says_what_goes_when,
    citizens_are_told_what_is_set,
    who_runs_a_campaign_is_told_what_goes_when,
);

async fn periods_are_set_by_who_reaches_everything(db: TestDatabase) {
    let (app, mut boss, _) = start(&db).await;
    db.store.begin_retention(NOW).await.unwrap();
    let page = boss.get("/manage/retention").await;
    for stands in [
        "id=\"texts\" name=\"texts\" value=\"24\"",
        "id=\"links\" name=\"links\" value=\"3\"",
        "id=\"responses\" name=\"responses\" value=\"60\"",
    ] {
        assert!(page.text().contains(stands), "{stands}: {}", page.text());
    }
    assert!(page.text().contains("Chưa xóa gì trước ngày 29/3/2026"));
    for (fields, words) in [
        ([("texts", "1"), ("links", "3"), ("responses", "60")], "Số tháng giữ lời người dân viết phải từ 2 đến 60"),
        ([("texts", ""), ("links", ""), ("responses", "")], "Số tháng giữ dấu vết dẫn tới người phải từ 2 đến 24"),
        ([("texts", "3"), ("links", "3"), ("responses", "abc")], "Số tháng giữ phiếu trả lời phải từ 12 đến 120"),
        ([("texts", ""), ("links", "3"), ("responses", "60")], "không thể giữ lâu hơn phiếu"),
    ] {
        let wrong = boss.post("/manage/retention", &fields).await;
        assert!(wrong.status == WRONG && says(&wrong, words), "{words}: {}", wrong.text());
        for (name, value) in fields {
            assert!(wrong.text().contains(&format!("name=\"{name}\" value=\"{value}\"")), "{name} stays as it was typed");
        }
    }
    assert_eq!(db.store.retention(NOW).await.unwrap().periods, Periods::default());
    let set = boss.post("/manage/retention", &[("texts", "12"), ("links", "2"), ("responses", "")]).await;
    assert_eq!((set.status, set.header("location")), (SEE_OTHER, "/manage/retention?done"));
    let periods = Periods { texts: Some(12), links: 2, responses: None };
    assert_eq!(db.store.retention(NOW).await.unwrap().periods, periods);
    let (action, subject, unit, before, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), subject.as_str(), unit), ("retention-set", "retention", None));
    assert_eq!((before["links"].as_i64(), after["links"].as_i64(), after["responses"].is_null()), (Some(3), Some(2), true));

    add(&db.store, "province", Role::Administrator, "tinh").await;
    let mut province = Browser::signed_in(&app, "province").await;
    let page = province.get("/manage/retention").await;
    assert!(page.text().contains("Thời hạn do quản trị viên toàn hệ thống đặt") && !page.text().contains("name=\"texts\""));
    assert!(page.text().contains("12 tháng") && page.text().contains("Không xóa"));
    assert_eq!(province.post("/manage/retention", &[("texts", "2"), ("links", "2"), ("responses", "")]).await.status, 403);
    assert_eq!(db.store.retention(NOW).await.unwrap().periods, periods);
}

async fn the_list_says_what_goes_when(db: TestDatabase) {
    let (_, mut boss, world) = start(&db).await;
    let campaign = ended(&db.store, &world, (1, Sampling::SelfSelected), 12).await;
    db.store.begin_retention(NOW).await.unwrap();
    // The title is "Đợt thử", found without its marks.
    for find in ["dot%20thu", "tinh%20thu"] {
        let page = boss.get(&format!("/manage/retention?find={find}&sort=next")).await;
        assert!(page.text().contains(&format!("/manage/retention/{}", campaign.id)), "{find}");
    }
    assert!(boss.get("/manage/retention?find=khong-co").await.text().contains("Không có đợt"));
    let one = format!("/manage/retention/{}", campaign.id);
    let page = boss.get(&one).await;
    for told in ["Xóa từ ngày 30/4/2026", "Xóa từ ngày 31/1/2028", "Xóa từ ngày 31/1/2031", "Tỉnh Thử", "31/1/2026"]
    {
        assert!(page.text().contains(told), "{told}: {}", page.text());
    }
    assert!(page.text().contains(&format!("formaction=\"{one}?show=language-en\"")), "what is typed is kept in another language");
    // A browser of these tests keeps one cookie, and this answer has another one.
    let english = boss.clone().post(&format!("{one}?show=language-en"), &[("reason", "Đang gõ")]).await;
    assert!(english.text().contains("value=\"Đang gõ\"") && english.text().contains("Hold the data of this campaign"));
    let secrets = sources(NOW).secrets;
    erase(&db.store, day("2026-04-30"), &secrets, LITTLE).await.unwrap();
    let page = boss.get(&one).await;
    assert!(page.text().contains("Đã xóa ngày 30/4/2026") && page.text().contains("12 phiếu"), "{}", page.text());
    let wanted = (campaign.id, "tinh", "Thanh tra");
    assert!(db.store.place_hold(&Author::Program, NOW, &Reach::Everything, wanted).await.unwrap());
    let list = boss.get("/manage/retention").await;
    let first = list.text().split("<tbody>").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(first.contains(&campaign.id.to_string()) && first.contains("Đang giữ"), "what is held comes first: {first}");
    for address in ["/manage/retention/x".to_owned(), format!("/manage/retention/{}", uuid::Uuid::nil())] {
        assert_eq!(boss.get(&address).await.status, 404, "{address}");
    }
}

async fn citizens_are_told_what_is_set(db: TestDatabase) {
    fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let page = app.get("/privacy").await;
    assert!(page.text().contains("sau 24 tháng") && page.text().contains("sau 3 tháng") && page.text().contains("sau 60 tháng"));
    let periods = Periods { texts: None, links: 7, responses: None };
    assert!(db.store.set_retention(&Author::Program, NOW, &Reach::Everything, periods).await.unwrap());
    let page = app.get("/privacy").await;
    assert!(page.text().contains("sau 7 tháng") && !page.text().contains("sau 60 tháng"));
    assert!(page.text().contains("chưa đặt thời hạn xóa riêng") && page.text().contains("Phiếu trả lời: chưa đặt thời hạn xóa."));
    let english = app.get("/privacy?lang=en").await;
    assert!(english.text().contains("after 7 months") && english.text().contains("no time is set"));
}

async fn who_runs_a_campaign_is_told_what_goes_when(db: TestDatabase) {
    let (app, _, world) = start(&db).await;
    let campaign = ended(&db.store, &world, (1, Sampling::SelfSelected), 12).await;
    db.store.begin_retention(NOW).await.unwrap();
    add(&db.store, "manager", Role::Manager, "tinh").await;
    add(&db.store, "commune", Role::Manager, "xa-mot").await;
    let mut manager = Browser::signed_in(&app, "manager").await;
    let address = format!("/manage/campaigns/{}", campaign.id);
    let page = manager.get(&address).await;
    assert!(
        page.text().contains("Xóa từ ngày 30/4/2026") && !page.text().contains("/manage/retention/"),
        "no way to where they may not go"
    );
    let endless = manager.get(&format!("/manage/campaigns/{}", world.feedback.id)).await;
    assert!(endless.text().contains("Đợt chưa có ngày cuối"));
    // Whoever has both tasks is shown the way.
    add(&db.store, "both", Role::Administrator, "tinh").await;
    let both = db.store.account_named(&"both".parse().unwrap()).await.unwrap().unwrap();
    let mut boss = Browser::signed_in(&app, "boss").await;
    let fields = [("full-name", "Người both"), ("keep", "administrator tinh"), ("role", "manager"), ("unit", "tinh")];
    assert_eq!(boss.post(&format!("/manage/users/{}", both.id), &fields).await.status, SEE_OTHER);
    let mut both = Browser::signed_in(&app, "both").await;
    assert!(both.get(&address).await.text().contains(&format!("href=\"/manage/retention/{}\"", campaign.id)));
    let mut commune = Browser::signed_in(&app, "commune").await;
    assert!(!commune.get(&address).await.text().contains("id=\"retention\""), "who is only measured is told totals");
}
