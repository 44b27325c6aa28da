//! Signing in: passwords, links, the second factor, sessions, and what happens to those who guess.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::role::{Reach, Role};
use axum::http::StatusCode;
use server::accounts::token::{Purpose, Token};
use server::accounts::totp::Secret;
use server::audit::Author;
use tests::NOW;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::on_both_databases;
use tests::staff::{Browser, PASSWORD, add};
use tests::world::{fill, sources};

on_both_databases!(
    a_link_sets_a_password_once_and_signs_nobody_in_by_itself,
    a_link_that_can_still_be_used_is_not_replaced_unasked,
    a_session_ends_by_signing_out_by_idleness_and_by_age,
    each_signing_in_makes_a_token_of_its_own,
    whoever_guesses_must_wait_and_nobody_learns_who_exists,
    many_guesses_at_once_are_no_more_than_one_after_another,
    the_second_factor_is_asked_for_and_each_code_is_taken_once,
    ones_own_password_and_sessions_are_ones_own_to_change,
    who_is_suspended_is_out_at_once,
    demonstration_accounts_open_nothing_but_a_demonstration,
);

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

async fn a_link_sets_a_password_once_and_signs_nobody_in_by_itself(db: TestDatabase) {
    fill(&db.store).await;
    let account = add(&db.store, "an", Role::Analyst, "tinh").await;
    let token = sources(NOW).secrets.make(Token::random);
    let link = (token.hash(Purpose::Invitation), NOW + HOUR);
    assert!(db.store.add_link(&Author::Program, NOW, &Reach::Everything, &account, link).await.unwrap());
    let address = format!("/invitation/{}", token.reveal());
    let app = TestApp::new(&db.store);
    let mut browser = Browser::new(&app);
    let page = browser.get(&address).await;
    assert_eq!(
        (page.status, page.header("cache-control"), page.header("referrer-policy")),
        (StatusCode::OK, "no-store", "same-origin")
    );
    assert!(page.text().contains("Người an"));
    for (password, again, words) in [
        ("ngắn quá", "ngắn quá", "ít nhất 12 ký tự"),
        ("matkhau123456", "matkhau123456", "nhiều người dùng"),
        ("một câu dài dễ nhớ", "một câu dài khác", "không giống nhau"),
    ] {
        let page = browser.post(&address, &[("password", password), ("again", again)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{password}");
        assert!(page.text().contains(words), "{password}: {}", page.text());
        assert!(!page.text().contains(password), "a password never comes back in a page");
    }
    let fields = [("password", "một câu dài dễ nhớ"), ("again", "một câu dài dễ nhớ")];
    let set = browser.post(&address, &fields).await;
    assert_eq!(
        (set.status, set.header("location"), browser.cookie.as_str()),
        (StatusCode::SEE_OTHER, "/sign-in?password-set", "")
    );
    assert_eq!(browser.post(&address, &fields).await.status, StatusCode::GONE);
    assert_eq!(browser.get(&address).await.status, StatusCode::GONE);
    assert_eq!(browser.get("/invitation/x").await.status, StatusCode::GONE);
    let typed = [("name", " AN "), ("password", "một câu dài dễ nhớ"), ("to", "/account")];
    assert_eq!(browser.post("/sign-in", &typed).await.header("location"), "/account");
    // An address of a link that is too old opens nothing.
    let late = (token.hash(Purpose::Invitation), NOW);
    assert!(db.store.add_link(&Author::Program, NOW, &Reach::Everything, &account, late).await.unwrap());
    assert_eq!(browser.get(&address).await.status, StatusCode::GONE);
}

async fn a_link_that_can_still_be_used_is_not_replaced_unasked(db: TestDatabase) {
    fill(&db.store).await;
    add(&db.store, "boss", Role::Administrator, "").await;
    let account = add(&db.store, "an", Role::Analyst, "tinh").await;
    let app = TestApp::new(&db.store);
    let mut boss = Browser::signed_in(&app, "boss").await;
    let user = format!("/manage/users/{}", account.id);
    let address = format!("{user}/link");
    let made = |answer: &tests::client::Answer| {
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        format!("/invitation/{}", answer.text().split("/invitation/").nth(1).unwrap().split('<').next().unwrap())
    };
    // The first is made at once.
    assert!(boss.get(&user).await.text().contains(&format!("action=\"{address}\"")));
    let first = made(&boss.post(&address, &[]).await);
    // Another would end it: that is said and asked, and nothing happens without an answer.
    let page = boss.get(&user).await;
    assert!(page.text().contains(&format!("href=\"{address}\"")) && !page.text().contains(&format!("action=\"{address}\"")));
    assert!(page.text().contains("còn dùng được đến"), "{}", page.text());
    let unasked = boss.post(&address, &[]).await;
    assert_eq!((unasked.status, unasked.header("location")), (StatusCode::SEE_OTHER, address.as_str()));
    assert!(boss.get(&address).await.text().contains("còn dùng được đến"));
    assert_eq!(Browser::new(&app).get(&first).await.status, StatusCode::OK);
    let second = made(&boss.post(&address, &[("sure", "yes")]).await);
    assert_eq!(Browser::new(&app).get(&first).await.status, StatusCode::GONE);
    // Once it was used, or is too old, nothing is asked any more.
    let fields = [("password", "một câu dài dễ nhớ"), ("again", "một câu dài dễ nhớ")];
    assert_eq!(Browser::new(&app).post(&second, &fields).await.status, StatusCode::SEE_OTHER);
    made(&boss.post(&address, &[]).await);
    let later = TestApp::at(&db.store, NOW + 8 * 24 * HOUR);
    made(&Browser::signed_in(&later, "boss").await.post(&address, &[]).await);
}

async fn a_session_ends_by_signing_out_by_idleness_and_by_age(db: TestDatabase) {
    fill(&db.store).await;
    add(&db.store, "an", Role::Analyst, "tinh").await;
    let app = TestApp::new(&db.store);
    assert_eq!(Browser::new(&app).get("/account").await.header("location"), "/sign-in?to=%2Faccount");
    let mut browser = Browser::signed_in(&app, "an").await;
    assert!(browser.get("/account").await.text().contains("Người an"));
    let stolen = browser.clone();
    assert_eq!(browser.post("/sign-out", &[]).await.header("location"), "/sign-in");
    assert_eq!(browser.cookie, "hailong=");
    assert_eq!(stolen.before(&app).get("/account").await.status, StatusCode::SEE_OTHER, "the token opens nothing any more");

    let browser = Browser::signed_in(&app, "an").await;
    let at = |moment: i64| browser.before(&TestApp::at(&db.store, moment));
    assert_eq!(at(NOW + 2 * HOUR).get("/account").await.status, StatusCode::SEE_OTHER, "idle for two hours");
    let mut moment = NOW;
    while moment < NOW + 12 * HOUR {
        assert_eq!(at(moment).get("/account").await.status, StatusCode::OK, "{} minutes", (moment - NOW) / MINUTE);
        moment += 2 * HOUR - MINUTE;
    }
    assert_eq!(at(NOW + 12 * HOUR).get("/account").await.status, StatusCode::SEE_OTHER, "a working day is over");
}

async fn each_signing_in_makes_a_token_of_its_own(db: TestDatabase) {
    fill(&db.store).await;
    add(&db.store, "an", Role::Analyst, "tinh").await;
    let app = TestApp::new(&db.store);
    let mut browser = Browser::new(&app);
    // Somebody planted a cookie.
    browser.cookie = format!("hailong={}", sources(1).secrets.make(Token::random).reveal());
    let planted = browser.cookie.clone();
    let answer = browser.post("/sign-in", &[("name", "an"), ("password", PASSWORD)]).await;
    assert_ne!(browser.cookie, planted);
    let set = answer.header("set-cookie");
    assert!(set.contains("; HttpOnly") && set.contains("; SameSite=Lax") && !set.contains("Secure"), "{set}");
    let mut other = Browser::new(&app);
    other.cookie = planted;
    assert_eq!(other.get("/account").await.status, StatusCode::SEE_OTHER);
    let again = Browser::signed_in(&TestApp::at(&db.store, NOW + 1), "an").await;
    assert_ne!(again.cookie, browser.cookie);
}

async fn whoever_guesses_must_wait_and_nobody_learns_who_exists(db: TestDatabase) {
    fill(&db.store).await;
    add(&db.store, "an", Role::Analyst, "tinh").await;
    add(&db.store, "binh", Role::Analyst, "tinh").await;
    let app = TestApp::new(&db.store);
    let mut browser = Browser::new(&app);
    let mut pages = std::collections::BTreeSet::new();
    for name in ["an", "nobody", "Không ai"] {
        let page = browser.post("/sign-in", &[("name", name), ("password", "sai rồi sai rồi")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!page.text().contains("sai rồi"), "what was typed as a password does not come back");
        assert_eq!(page.header("set-cookie"), "");
        let policy = page.header("content-security-policy").to_owned();
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
        pages.insert(page.text().replace(&format!("value=\"{name}\""), "NAME").replace(nonce, "NONCE"));
    }
    assert_eq!(pages.len(), 1, "an account that exists looks like one that does not");
    for _ in 0..6 {
        browser.post("/sign-in", &[("name", "an"), ("password", "sai rồi sai rồi")]).await;
    }
    let right = [("name", "an"), ("password", PASSWORD)];
    let page = browser.post("/sign-in", &right).await;
    assert_eq!(
        (page.status, page.header("set-cookie")),
        (StatusCode::TOO_MANY_REQUESTS, ""),
        "even the right one is not compared"
    );
    assert!(page.text().contains("Xin chờ"));
    Browser::signed_in(&app, "binh").await;
    Browser::signed_in(&TestApp::at(&db.store, NOW + MINUTE), "an").await;
    // It is forgotten after that.
    let later = TestApp::at(&db.store, NOW + MINUTE + 1);
    assert_eq!(Browser::new(&later).post("/sign-in", &right).await.status, StatusCode::SEE_OTHER);
}

async fn many_guesses_at_once_are_no_more_than_one_after_another(db: TestDatabase) {
    fill(&db.store).await;
    add(&db.store, "an", Role::Analyst, "tinh").await;
    let app = TestApp::new(&db.store);
    for name in ["an", "nobody"] {
        let guesses = (0..100).map(|guess| {
            let mut browser = Browser::new(&app);
            async move { browser.post("/sign-in", &[("name", name), ("password", &format!("đoán {guess}"))]).await.status }
        });
        let answers = futures_util::future::join_all(guesses).await;
        let compared = answers.iter().filter(|status| **status == StatusCode::UNPROCESSABLE_ENTITY).count();
        // Five failures are free, so the sixth guess is compared as well.
        assert_eq!(compared, 6, "{name}");
        assert!(answers.iter().filter(|status| **status == StatusCode::TOO_MANY_REQUESTS).count() == 94, "{name}");
    }
    let later = TestApp::at(&db.store, NOW + MINUTE);
    Browser::signed_in(&later, "an").await;
}

async fn the_second_factor_is_asked_for_and_each_code_is_taken_once(db: TestDatabase) {
    fill(&db.store).await;
    add(&db.store, "an", Role::Administrator, "").await;
    let app = TestApp::new(&db.store);
    let mut browser = Browser::signed_in(&app, "an").await;
    let page = browser.get("/account/second-factor").await;
    let groups = page.hidden("secret");
    let secret = Secret::from_groups(&groups).unwrap();
    assert!(page.text().contains("<svg") && page.text().contains(&groups));
    let wrong = browser.post("/account/second-factor", &[("secret", &groups), ("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.hidden("secret"), groups, "the same secret, so that the app need not be set up again");
    let set = browser.post("/account/second-factor", &[("secret", &groups), ("code", &code(&secret, NOW))]).await;
    assert_eq!(set.status, StatusCode::OK);
    let recovery: Vec<String> =
        set.text().split("<li><code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect();
    assert_eq!(recovery.len(), 10);

    let first = [("name", "an"), ("password", PASSWORD), ("to", "/manage/users")];
    let mut browser = Browser::new(&app);
    assert_eq!(browser.post("/sign-in", &first).await.header("location"), "/sign-in/code?to=%2Fmanage%2Fusers");
    assert_eq!(browser.get("/account").await.status, StatusCode::SEE_OTHER, "the password alone opens nothing");
    let half = browser.cookie.clone();
    let typed = |code: &str| [("code", code.to_owned()), ("to", "/manage/users".to_owned())];
    let send = async |browser: &mut Browser, code: &str| {
        let fields = typed(code);
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        browser.post("/sign-in/code", &fields).await
    };
    assert_eq!(send(&mut browser, "000000").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let used = send(&mut browser, &code(&secret, NOW)).await;
    assert_eq!(used.status, StatusCode::UNPROCESSABLE_ENTITY, "the code by which the app was set up is used up");
    let later = TestApp::at(&db.store, NOW + MINUTE);
    let mut browser = browser.before(&later);
    let right = code(&secret, NOW + MINUTE);
    assert_eq!(send(&mut browser, &right).await.header("location"), "/manage/users");
    assert_ne!(browser.cookie, half);
    assert_eq!(browser.get("/manage/users").await.status, StatusCode::OK);
    let mut thief = Browser::new(&later);
    thief.cookie = half;
    assert_eq!(send(&mut thief, &right).await.header("location"), "/sign-in", "the half session is over");

    let mut browser = Browser::new(&later);
    browser.post("/sign-in", &first).await;
    assert_eq!(send(&mut browser, &right).await.status, StatusCode::UNPROCESSABLE_ENTITY, "each code once");
    let lenient = recovery[0].to_uppercase().replace('-', " ");
    assert_eq!(send(&mut browser, &lenient).await.status, StatusCode::SEE_OTHER);
    assert!(browser.get("/account").await.text().contains("Còn 9 mã dự phòng"));
    let mut browser = Browser::new(&later);
    browser.post("/sign-in", &first).await;
    assert_eq!(send(&mut browser, &recovery[0]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "each recovery code once");
    assert_eq!(send(&mut browser, &recovery[1]).await.status, StatusCode::SEE_OTHER);

    let wrong = browser.post("/account/second-factor/removal", &[("present", "sai rồi sai rồi")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let removed = browser.post("/account/second-factor/removal", &[("present", PASSWORD)]).await;
    assert_eq!(removed.header("location"), "/account?done=second-factor-removed");
    Browser::signed_in(&later, "an").await;
}

/// The code that an app shows at a moment.
fn code(secret: &Secret, now: i64) -> String {
    let app = totp_rs::Builder::new().with_secret(*secret.as_bytes()).build_noncompliant();
    app.generate(u64::try_from(now / 1000).unwrap()).to_string()
}

async fn ones_own_password_and_sessions_are_ones_own_to_change(db: TestDatabase) {
    fill(&db.store).await;
    add(&db.store, "an", Role::Analyst, "tinh").await;
    add(&db.store, "binh", Role::Analyst, "tinh").await;
    let app = TestApp::new(&db.store);
    let (mut one, mut other) =
        (Browser::signed_in(&app, "an").await, Browser::signed_in(&TestApp::at(&db.store, NOW + 1), "an").await);
    let mut stranger = Browser::signed_in(&app, "binh").await;
    let page = one.get("/account").await;
    assert!(page.text().contains("Trình duyệt thử"));
    let of_other = page.hidden("session");
    assert_eq!(stranger.post("/account/sessions", &[("session", &of_other)]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.before(&app).get("/account").await.status, StatusCode::OK);
    assert_eq!(one.post("/account/sessions", &[("session", &of_other)]).await.header("location"), "/account?done=session");
    assert_eq!(other.before(&app).get("/account").await.status, StatusCode::SEE_OTHER);
    other = Browser::signed_in(&TestApp::at(&db.store, NOW + 2), "an").await;

    let new = "một mật khẩu khác hẳn";
    let wrong = [("present", "sai rồi sai rồi"), ("password", new), ("again", new)];
    assert_eq!(one.post("/account/password", &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = [("present", PASSWORD), ("password", new), ("again", new)];
    assert_eq!(one.post("/account/password", &right).await.header("location"), "/account?done=password");
    assert_eq!(one.get("/account").await.status, StatusCode::OK);
    assert_eq!(other.before(&app).get("/account").await.status, StatusCode::SEE_OTHER, "other sessions end");
    let mut browser = Browser::new(&app);
    assert_eq!(
        browser.post("/sign-in", &[("name", "an"), ("password", PASSWORD)]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    // The same password as another keyboard sends it, each letter and its marks apart.
    let apart: String = unicode_normalization::UnicodeNormalization::nfd(new).collect();
    assert_ne!(apart, new);
    assert_eq!(browser.post("/sign-in", &[("name", "an"), ("password", &apart)]).await.status, StatusCode::SEE_OTHER);
}

async fn who_is_suspended_is_out_at_once(db: TestDatabase) {
    fill(&db.store).await;
    let account = add(&db.store, "an", Role::Analyst, "tinh").await;
    let app = TestApp::new(&db.store);
    let mut browser = Browser::signed_in(&app, "an").await;
    let program = Author::Program;
    assert!(db.store.suspend_account(&program, NOW, &Reach::Everything, &account, true).await.unwrap());
    assert!(!db.store.suspend_account(&program, NOW, &Reach::Everything, &account, true).await.unwrap(), "already");
    assert_eq!(browser.get("/account").await.status, StatusCode::SEE_OTHER);
    let page = browser.post("/sign-in", &[("name", "an"), ("password", PASSWORD)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(db.store.suspend_account(&program, NOW, &Reach::Everything, &account, false).await.unwrap());
    Browser::signed_in(&app, "an").await;
}

async fn demonstration_accounts_open_nothing_but_a_demonstration(db: TestDatabase) {
    use server::demo;
    demo::fill_to(&db.store, NOW, demo::Size { responses: Some(1000), communes: demo::Size::FEWEST_COMMUNES }, &mut |_, _| {})
        .await
        .unwrap();
    let accounts = demo::accounts::add(&db.store, &sources(NOW)).await.unwrap();
    assert_eq!(accounts.iter().map(|(role, ..)| *role).collect::<Vec<_>>(), Role::ALL);
    let app = TestApp::new(&db.store);
    for (_, name, password) in &accounts {
        let mut browser = Browser::new(&app);
        let answer = browser.post("/sign-in", &[("name", name), ("password", password)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{name}");
    }
    match db.store.database() {
        server::store::Database::Sqlite { write, .. } => {
            sqlx::query("DELETE FROM setting WHERE name = 'demonstration'").execute(write).await.map(drop)
        }
        server::store::Database::Postgres(pool) => {
            sqlx::query("DELETE FROM setting WHERE name = 'demonstration'").execute(pool).await.map(drop)
        }
    }
    .unwrap();
    for (_, name, password) in &accounts {
        let mut browser = Browser::new(&app);
        let answer = browser.post("/sign-in", &[("name", name), ("password", password)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
    }
}
