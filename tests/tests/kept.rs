//! Whoever changes language or look in the middle of a form of the staff loses nothing of it, and does nothing by it. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::role::{Reach, Role};
use axum::http::StatusCode;
use server::forms::body;
use server::store::audit::Wanted;
use tests::client::encode;
use tests::database::TestDatabase;
use tests::desk::start;
use tests::on_both_databases;
use tests::staff::{Browser, add};
use tests::world::LAND;

on_both_databases!(what_was_typed_comes_back_in_the_other_language, a_stranger_cannot_send_much_to_be_kept);

/// Every field of the form that carries what was typed, with something that it may hold.
fn typed(page: &str) -> Vec<(String, String)> {
    let form = page.split_once("id=\"form\"").unwrap().1.split_once("</form>").unwrap().0;
    let mut fields = Vec::new();
    for (start, end) in [("<input ", ">"), ("<textarea ", ">"), ("<select ", "</select>")] {
        for part in form.split(start).skip(1) {
            let element = part.split_once(end).unwrap().0;
            let of = |name: &str| Some(element.split_once(&format!("{name}=\""))?.1.split_once('"')?.0);
            let value = match of("type") {
                Some("hidden" | "file" | "checkbox" | "radio") => continue,
                Some("date") => "2027-03-04".to_owned(),
                _ if start == "<select " => {
                    element.rsplit("<option value=\"").next().unwrap().split_once('"').unwrap().0.to_owned()
                }
                _ => format!("gõ dở ở {}", of("name").unwrap()),
            };
            fields.push((of("name").unwrap().to_owned(), value));
        }
    }
    fields
}

async fn what_was_typed_comes_back_in_the_other_language(db: TestDatabase) {
    let (app, mut boss, world) = start(&db).await;
    add(&db.store, "manager", Role::Manager, "").await;
    let mut manager = Browser::signed_in(&app, "manager").await;
    let colleague = add(&db.store, "colleague", Role::Analyst, "").await;
    assert_eq!(boss.post("/manage/targets", &crate::targets::TARGET).await.status, StatusCode::SEE_OTHER);
    let (target, _) = db.store.targets_within(&Reach::Everything).await.unwrap().remove(0);
    let campaign = world.feedback.id;
    assert_eq!(boss.post("/manage/classifications", &crate::classifications::FORM).await.status, StatusCode::SEE_OTHER);
    let (classification, _) = db.store.classifications_within(&Reach::Everything).await.unwrap().remove(0);
    let of_boss = [
        "/manage/units",
        "/manage/units/xa-mot",
        "/manage/units/merging?find=a",
        "/manage/classifications",
        "/manage/sectors?find=a",
        "/manage/sectors/land",
        "/manage/targets",
        "/manage/themes?find=a",
        "/manage/tokens?find=a",
        "/manage/themes/waiting",
        "/manage/themes/minimum",
    ];
    let of_boss = of_boss.map(str::to_owned).into_iter().chain([
        format!("/manage/targets/{target}"),
        format!("/manage/classifications/{classification}"),
        "/manage/users".to_owned(),
        format!("/manage/users/{}", colleague.id),
    ]);
    let of_manager = ["/manage/campaigns", "/manage/questionnaires", "/manage/points"].map(str::to_owned).into_iter();
    let of_manager = of_manager.chain([format!("/manage/campaigns/{campaign}"), format!("/manage/points/{LAND}")]);
    for (mut browser, paths) in [(boss, of_boss.collect::<Vec<_>>()), (manager.clone(), of_manager.collect())] {
        for path in paths {
            let page = browser.get(&path).await;
            let change = format!("{path}{}show=language-en", if path.contains('?') { '&' } else { '?' });
            assert!(page.text().contains(&format!("formaction=\"{}\"", change.replace('&', "&amp;"))), "{path}: {}", page.text());
            let fields = typed(page.text());
            assert!(!fields.is_empty(), "{path}");
            let before = db.store.audit(&Reach::Everything, &Wanted::default(), 1).await.unwrap().remove(0).number;
            let pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            // A browser of these tests keeps one cookie, and this answer has another one.
            let again = browser.clone().post(&change, &pairs).await;
            assert_eq!(again.status, StatusCode::OK, "{path}: {}", again.text());
            assert!(again.text().contains("<html lang=\"en\""), "{path}");
            assert!(again.header("set-cookie").starts_with("hailong-view=en"), "{path}: {}", again.header("set-cookie"));
            assert_eq!(typed(again.text()).len(), fields.len(), "{path}");
            for (name, value) in &fields {
                let stands = [format!("value=\"{value}\""), format!(">{value}</textarea>"), format!(">\n{value}</textarea>")];
                assert!(stands.iter().any(|stands| again.text().contains(stands)), "{path}: {name} is {value}: {}", again.text());
            }
            let after = db.store.audit(&Reach::Everything, &Wanted::default(), 1).await.unwrap().remove(0).number;
            assert_eq!(before, after, "{path}: nothing is done by it");
        }
    }
    // Who is let in is asked here as anywhere.
    assert_eq!(manager.post("/manage/users?show=language-en", &[]).await.status, StatusCode::FORBIDDEN);
    let mut stranger = Browser::new(&app);
    let refused = stranger.post("/manage/users?show=language-en", &[("full-name", "A")]).await;
    assert_eq!(refused.header("location"), format!("/sign-in?to={}", encode("/manage/users")));
}

async fn a_stranger_cannot_send_much_to_be_kept(db: TestDatabase) {
    let (app, ..) = start(&db).await;
    let mut stranger = Browser::new(&app);
    let page =
        stranger.clone().post("/sign-in?show=language-en", &[("name", "an"), ("password", "gõ dở"), ("to", "/account")]).await;
    assert_eq!((page.status, page.hidden("to").as_str()), (StatusCode::OK, "/account"), "{}", page.text());
    assert!(page.text().contains("<html lang=\"en\"") && page.text().contains("value=\"an\"") && !page.text().contains("gõ dở"));
    let much = "a".repeat(body::LARGEST);
    let refused = stranger.post("/sign-in?show=language-en", &[("name", &much)]).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
}
