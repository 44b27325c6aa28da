//! `/manage/tokens`: tokens of the API are made, shown once and revoked, by administrators of their units. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::role::{Reach, Role};
use axum::http::{Method, StatusCode};
use serde_json::json;
use tests::database::TestDatabase;
use tests::desk::{SEE_OTHER, WRONG, last_entry, start};
use tests::on_both_databases;
use tests::staff::{Browser, add};

use crate::api::submission;

on_both_databases!(tokens_are_made_shown_once_and_revoked, administrators_see_the_tokens_of_their_units_alone,);

async fn tokens_are_made_shown_once_and_revoked(db: TestDatabase) {
    let (app, mut boss, _) = start(&db).await;
    let form = [("name", "Một cửa xã Một"), ("unit", "xa-mot"), ("right", "submissions"), ("last-day", "2026-12-31")];
    let wrong = boss.post("/manage/tokens", &[("name", "Dở dang"), ("unit", "xa-mot"), ("last-day", "2020-01-01")]).await;
    assert_eq!(wrong.status, WRONG);
    assert!(
        wrong.text().contains("value=\"Dở dang\"") && wrong.text().contains("value=\"2020-01-01\""),
        "what was typed is kept"
    );
    let made = boss.post("/manage/tokens", &form).await;
    assert_eq!(made.status, StatusCode::CREATED);
    let secret = made.text().split("<code class=\"link\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let token = db.store.tokens_within(&Reach::Everything).await.unwrap().remove(0);
    let (action, subject, unit, _, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), subject, unit.as_deref()), ("token-made", format!("token {}", token.id), Some("xa-mot")));
    assert_eq!((&after["name"], &after["rights"]), (&json!("Một cửa xã Một"), &json!(["submissions"])));
    let bearer = format!("Bearer {secret}");
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    let send = async |number| {
        app.send(Method::POST, "/api/v1/submissions", &headers, submission(number).to_string().into_bytes()).await.status
    };
    assert_eq!(send(1).await, StatusCode::CREATED);
    let address = format!("/manage/tokens/{}", token.id);
    for page in ["/manage/tokens", "/manage/tokens?find=mot+cua&sort=-used", address.as_str()] {
        let page = boss.get(page).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text().contains("Một cửa xã Một") && !page.text().contains(&secret), "it is shown once");
    }
    let revocation = format!("{address}/revocation");
    assert_eq!(boss.get(&revocation).await.status, StatusCode::OK);
    assert_eq!(boss.post(&revocation, &[]).await.status, StatusCode::BAD_REQUEST, "it asks first");
    assert_eq!(boss.post(&revocation, &[("sure", "yes")]).await.status, SEE_OTHER);
    assert_eq!(send(2).await, StatusCode::UNAUTHORIZED);
    assert_eq!(last_entry(&db.store).await.0, "token-revoked");
    assert_eq!(boss.post(&revocation, &[("sure", "yes")]).await.status, SEE_OTHER, "twice does no harm");
    // A unit for which there was a token stays.
    let removal = boss.post("/manage/units/xa-mot/removal", &[("sure", "yes")]).await;
    assert!(removal.text().contains("Mã truy cập API"));
}

async fn administrators_see_the_tokens_of_their_units_alone(db: TestDatabase) {
    let (app, mut boss, _) = start(&db).await;
    let form = |unit| [("name", "Phần mềm"), ("unit", unit), ("right", "invitations"), ("last-day", "2026-12-31")];
    for unit in ["", "tinh", "xa-mot", "xa-hai"] {
        assert_eq!(boss.post("/manage/tokens", &form(unit)).await.status, StatusCode::CREATED, "{unit}");
    }
    add(&db.store, "commune", Role::Administrator, "xa-mot").await;
    let mut commune = Browser::signed_in(&app, "commune").await;
    for unit in ["", "tinh", "xa-hai", "nowhere"] {
        assert_eq!(commune.post("/manage/tokens", &form(unit)).await.status, WRONG, "{unit}");
    }
    assert_eq!(commune.post("/manage/tokens", &form("xa-mot")).await.status, StatusCode::CREATED);
    for token in db.store.tokens_within(&Reach::Everything).await.unwrap() {
        let address = format!("/manage/tokens/{}", token.id);
        let (seen, revoked) = if token.scope.word() == "xa-mot" {
            (StatusCode::OK, SEE_OTHER)
        } else {
            (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND)
        };
        assert_eq!(commune.get(&address).await.status, seen);
        assert_eq!(commune.post(&format!("{address}/revocation"), &[("sure", "yes")]).await.status, revoked);
    }
    let left = db.store.tokens_within(&Reach::Everything).await.unwrap();
    assert_eq!(left.iter().filter(|token| token.revoked_at.is_none()).count(), 3);
}
