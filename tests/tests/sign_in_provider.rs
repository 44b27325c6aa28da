//! Sign-in by a provider of identities: whom it lets in with which roles, and everything by which it could be deceived.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use app::domain::account::Account;
use app::domain::role::{Grant, Reach, Role, Scope};
use axum::http::StatusCode;
use serde_json::{Value, json};
use server::accounts::totp::Secret;
use server::audit::Author;
use server::config::SingleSignOn;
use server::sources::Clock;
use server::store::Store;
use server::store::audit::Wanted;
use server::store::single_sign_on::Subject;
use tempfile::TempDir;
use tests::NOW;
use tests::client::{Answer, TestApp};
use tests::database::TestDatabase;
use tests::http;
use tests::issuer::{CLIENT, Conduct, Issuer};
use tests::on_both_databases;
use tests::program::{Program, free_address, run};
use tests::staff::{Browser, PASSWORD, add};
use tests::world::fill;

on_both_databases!(
    somebody_comes_in_under_an_account_of_their_own,
    roles_follow_the_groups_at_each_sign_in,
    who_is_suspended_stays_so,
    what_the_provider_tells_is_not_changed_here,
    a_way_is_gone_once_in_time_by_the_browser_that_left,
    an_authenticator_app_is_asked_for_where_that_is_set,
);

const MINUTE: i64 = 60_000;

const GROUPS: &str = r#"
[[group]]
name = "analysts"
role = "analyst"
unit = "xa-mot"

[[group]]
name = "bosses"
role = "administrator"

[[group]]
name = "bosses"
role = "manager"
unit = "tinh"

[[group]]
name = "dreamers"
role = "administrator"
unit = "nowhere"
"#;

/// A provider and an application that trusts it, at a time that goes when it is told to.
struct Setting {
    issuer: Issuer,
    app: TestApp,
    now: Arc<AtomicI64>,
    _folder: TempDir,
}

impl Setting {
    async fn new(store: &Store) -> Self {
        Self::with(store, |_| {}).await
    }

    async fn with(store: &Store, set: impl FnOnce(&mut SingleSignOn)) -> Self {
        fill(store).await;
        let issuer = Issuer::start().await;
        let folder = tempfile::tempdir().unwrap();
        let groups = folder.path().join("groups.toml");
        fs::write(&groups, GROUPS).unwrap();
        let now = Arc::new(AtomicI64::new(NOW));
        let time = Arc::clone(&now);
        let app = TestApp::with(store, Clock::new(move || time.load(Ordering::Relaxed)), |config| {
            config.single_sign_on = SingleSignOn {
                oidc_issuer: Some(issuer.address.clone()),
                oidc_client_id: Some(CLIENT.0.into()),
                oidc_client_secret: Some(CLIENT.1.into()),
                oidc_scopes: "profile groups".into(),
                oidc_groups_claim: "groups".into(),
                oidc_groups: Some(groups),
                ..SingleSignOn::default()
            };
            set(&mut config.single_sign_on);
        });
        Self { issuer, app, now, _folder: folder }
    }

    fn pass(&self, milliseconds: i64) {
        self.now.fetch_add(milliseconds, Ordering::Relaxed);
    }

    /// A browser that was led to the provider, and the path by which it comes back.
    async fn leave(&self, to: &str) -> (Browser, String) {
        let mut browser = Browser::new(&self.app);
        let answer = browser.get(&format!("/sign-in/provider?to={to}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let back = self.issuer.sign_in(answer.header("location"));
        (browser, back)
    }

    /// Somebody goes the whole way, to a provider that behaves like this.
    async fn sign_in(&self, conduct: Conduct) -> (Browser, Answer) {
        self.issuer.behave(conduct);
        let (mut browser, back) = self.leave("").await;
        let answer = browser.get(&back).await;
        (browser, answer)
    }
}

/// A provider that says this in the ID token.
fn saying(claims: Value) -> Conduct {
    Conduct { claims, ..Conduct::default() }
}

async fn account_of(store: &Store, issuer: &Issuer, subject: &str) -> Option<Account> {
    store.account_of(&Subject { issuer: issuer.address.clone(), subject: subject.into() }).await.unwrap()
}

/// What stands in the log since an entry, the oldest first: action, who, about what.
async fn log(store: &Store) -> Vec<(String, Option<String>, String)> {
    let mut noted = store.audit(&Reach::Everything, &Wanted::default(), 100).await.unwrap();
    noted.reverse();
    noted.into_iter().map(|noted| (noted.action, noted.actor, noted.subject)).collect()
}

fn roles(account: &Account) -> Vec<String> {
    let mut roles: Vec<_> = account.grants.iter().map(|grant| format!("{} {}", grant.role.word(), grant.scope.word())).collect();
    roles.sort();
    roles
}

async fn somebody_comes_in_under_an_account_of_their_own(db: TestDatabase) {
    // Somebody here has the name already: a name at the provider is nobody's here.
    let setting = Setting::new(&db.store).await;
    let local = add(&db.store, "le.an", Role::Administrator, "").await;
    let (mut browser, back) = setting.leave("%2Faccount%3Fx%3D1").await;
    assert!(browser.cookie.starts_with("hailong-way="));
    let answer = browser.get(&back).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/account?x=1"), "{}", answer.text());
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap()).collect();
    assert!(cookies[0].starts_with("hailong=") && cookies[0].contains("; HttpOnly; SameSite=Lax"), "{cookies:?}");
    assert!(cookies[1].starts_with("hailong-way=; Path=/; Max-Age=0"), "{cookies:?}");
    let page = browser.get("/account").await;
    assert!(page.text().contains("Lê Thị An") && page.text().contains("le.an-2"), "{}", page.text());
    assert!(!page.text().contains("name=\"present\""), "there is no password to change");
    let account = account_of(&db.store, &setting.issuer, "an-1").await.unwrap();
    assert_eq!((account.name.as_str(), roles(&account)), ("le.an-2", vec!["analyst xa-mot".to_owned()]));
    assert!(account.from_provider && !account.has_password && account.id != local.id);
    assert_eq!(db.store.own_account(local.id).await.unwrap().unwrap().grants, local.grants);
    let logged = log(&db.store).await;
    let [.., added, signed_in] = &logged[..] else { panic!("{logged:?}") };
    assert_eq!(*added, ("account-added".to_owned(), None, "account le.an-2".to_owned()));
    assert_eq!(*signed_in, ("signed-in".to_owned(), Some("le.an-2".to_owned()), "account le.an-2".to_owned()));

    // The next time it is the same account, whatever its holder is called by then; and the session is one like any other.
    let (mut again, answer) = setting.sign_in(saying(json!({"preferred_username": "boss", "name": "Lê An"}))).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/account"));
    let renamed = account_of(&db.store, &setting.issuer, "an-1").await.unwrap();
    assert_eq!((renamed.id, renamed.name.as_str(), renamed.full_name.as_str()), (account.id, "le.an-2", "Lê An"));
    assert_ne!(again.cookie, browser.cookie);
    assert_eq!(db.store.sessions(account.id, NOW).await.unwrap().len(), 2);
    // Signing out is a matter of this place; the way to do so at the provider too is shown.
    assert_eq!(again.post("/sign-out", &[]).await.header("location"), "/sign-in?signed-out");
    let page = again.get("/sign-in?signed-out").await;
    assert!(page.text().contains(&format!("href=\"{}/end?client_id=hailong\"", setting.issuer.address)), "{}", page.text());
    assert_eq!(browser.get("/account").await.status, StatusCode::OK);
    // Another subject with the same name is another person.
    let (_, answer) = setting.sign_in(saying(json!({"sub": "an-2"}))).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(account_of(&db.store, &setting.issuer, "an-2").await.unwrap().name.as_str(), "le.an-3");
}

async fn roles_follow_the_groups_at_each_sign_in(db: TestDatabase) {
    let setting = Setting::new(&db.store).await;
    // Whoever has no group with a role gets no account.
    for groups in [json!([]), json!(null), json!(["others", "ANALYSTS"]), json!(["dreamers"]), json!({"analysts": true})] {
        let (mut browser, answer) = setting.sign_in(saying(json!({ "groups": groups }))).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{groups}");
        assert!(answer.text().contains("chưa có vai trò ở đây"), "{}", answer.text());
        assert_eq!(browser.get("/account").await.status, StatusCode::SEE_OTHER);
    }
    assert!(account_of(&db.store, &setting.issuer, "an-1").await.is_none());
    let last = log(&db.store).await.pop().unwrap();
    assert_eq!(last, ("sign-in-failed".to_owned(), None, "subject an-1".to_owned()));

    let (mut browser, _) = setting.sign_in(saying(json!({"groups": ["bosses", "others"]}))).await;
    let account = account_of(&db.store, &setting.issuer, "an-1").await.unwrap();
    assert_eq!(roles(&account), ["administrator ", "manager tinh"]);
    assert_eq!(browser.get("/manage/users").await.status, StatusCode::OK);
    let before = log(&db.store).await.len();
    setting.sign_in(saying(json!({"groups": ["bosses"]}))).await;
    assert_eq!(log(&db.store).await.len(), before + 1, "nothing changed but that somebody signed in");
    setting.sign_in(saying(json!({"groups": "analysts"}))).await;
    assert_eq!(roles(&account_of(&db.store, &setting.issuer, "an-1").await.unwrap()), ["analyst xa-mot"]);
    assert_eq!(browser.get("/manage/users").await.status, StatusCode::FORBIDDEN, "at once, in every session");
    let noted = db.store.audit(&Reach::Everything, &Wanted::default(), 2).await.unwrap().pop().unwrap();
    let json = |text: &Option<String>| serde_json::from_str::<Value>(text.as_ref().unwrap()).unwrap();
    assert_eq!((noted.action.as_str(), noted.unit.as_deref()), ("account-changed", Some("xa-mot")));
    assert_eq!(json(&noted.before)["roles"][0]["role"], "administrator");
    assert_eq!(json(&noted.after)["roles"], json!([{"role": "analyst", "unit": "xa-mot"}]));

    // Whoever is in none of them any more is out, in every session.
    let (_, answer) = setting.sign_in(saying(json!({"groups": []}))).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(account_of(&db.store, &setting.issuer, "an-1").await.unwrap().grants, []);
    assert_eq!(browser.get("/account").await.status, StatusCode::SEE_OTHER);
    let (_, answer) = setting.sign_in(Conduct::default()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "and in again with the group");
    assert!(db.store.check_audit().await.unwrap().is_ok());
}

async fn who_is_suspended_stays_so(db: TestDatabase) {
    let setting = Setting::new(&db.store).await;
    add(&db.store, "boss", Role::Administrator, "").await;
    let (mut browser, _) = setting.sign_in(Conduct::default()).await;
    let account = account_of(&db.store, &setting.issuer, "an-1").await.unwrap();
    let mut boss = Browser::signed_in(&setting.app, "boss").await;
    let address = format!("/manage/users/{}/suspension", account.id);
    assert_eq!(boss.post(&address, &[("suspended", "yes")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get("/account").await.status, StatusCode::SEE_OTHER);
    let (_, answer) = setting.sign_in(saying(json!({"groups": ["bosses"]}))).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text().contains("tạm khóa"), "{}", answer.text());
    let after = account_of(&db.store, &setting.issuer, "an-1").await.unwrap();
    assert_eq!((after.suspended_at.is_some(), after.grants), (true, account.grants));
    boss.post(&address, &[("suspended", "no")]).await;
    assert_eq!(setting.sign_in(Conduct::default()).await.1.status, StatusCode::SEE_OTHER);
}

async fn what_the_provider_tells_is_not_changed_here(db: TestDatabase) {
    let setting = Setting::new(&db.store).await;
    add(&db.store, "boss", Role::Administrator, "").await;
    setting.sign_in(Conduct::default()).await;
    let account = account_of(&db.store, &setting.issuer, "an-1").await.unwrap();
    let mut boss = Browser::signed_in(&setting.app, "boss").await;
    let address = format!("/manage/users/{}", account.id);
    let page = boss.get(&address).await;
    assert!(page.text().contains("tài khoản cơ quan") && !page.text().contains("name=\"full-name\""), "{}", page.text());
    let fields = [("full-name", "Tên khác"), ("role", "administrator"), ("unit", "")];
    assert_eq!(boss.post(&address, &fields).await.status, StatusCode::FORBIDDEN);
    assert_eq!(boss.post(&format!("{address}/link"), &[]).await.status, StatusCode::FORBIDDEN);
    let grants = [Grant { role: Role::Administrator, scope: Scope::Everything }];
    let changed = db.store.change_account(&Author::Program, NOW, &Reach::Everything, &account, ("Tên khác", &grants)).await;
    assert!(!changed.unwrap(), "nor by another way through the store");
    assert_eq!(account_of(&db.store, &setting.issuer, "an-1").await.unwrap(), account);
    let refused = Browser::new(&setting.app).post("/sign-in", &[("name", "le.an"), ("password", PASSWORD)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "there is no password to sign in with");
}

async fn a_way_is_gone_once_in_time_by_the_browser_that_left(db: TestDatabase) {
    let setting = Setting::new(&db.store).await;
    let unknown = |answer: &Answer, why: &str| {
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{why}");
        assert!(answer.text().contains("không còn dùng được"), "{why}");
        assert!(!answer.text().contains("code-"), "{why}: what is good once does not stand in the page");
    };
    let (mut browser, back) = setting.leave("").await;
    let left = browser.cookie.clone();
    unknown(&Browser::new(&setting.app).get(&back).await, "in a browser that did not leave");
    unknown(&setting.leave("").await.0.get(&back).await, "in a browser that left on another way");
    unknown(&browser.clone().get(&back.replace("state=", "state=x")).await, "with another state");
    unknown(&browser.get("/sign-in/provider/return?code=code-1").await, "without a state");
    assert_eq!(browser.cookie, left, "another site cannot end a way by leading somebody there");
    assert_eq!(browser.get(&back).await.status, StatusCode::SEE_OTHER);
    browser.cookie = left;
    unknown(&browser.get(&back).await, "a second time");

    // A code that was used already, along a way that is still open.
    let (mut browser, again) = setting.leave("").await;
    let code = |path: &str| path.split("code=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let stale = again.replace(&code(&again), &code(&back));
    let answer = browser.get(&stale).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text().contains("invalid_grant"), "{}", answer.text());
    // A code that was given to somebody who left from another browser.
    let ((mut mine, my_back), (_, their_back)) = (setting.leave("").await, setting.leave("").await);
    let answer = mine.get(&my_back.replace(&code(&my_back), &code(&their_back))).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "the verifier does not fit");

    let (mut browser, late) = setting.leave("").await;
    setting.pass(10 * MINUTE);
    unknown(&browser.get(&late).await, "after ten minutes");
    let (mut browser, back) = setting.leave("").await;
    setting.pass(10 * MINUTE - 1);
    assert_eq!(browser.get(&back).await.status, StatusCode::FORBIDDEN, "in time, but the ID token is too old by now");
}

async fn an_authenticator_app_is_asked_for_where_that_is_set(db: TestDatabase) {
    let setting = Setting::with(&db.store, |set| set.oidc_needs_second_factor = true).await;
    let (mut browser, _) = setting.sign_in(Conduct::default()).await;
    assert_eq!(browser.get("/account").await.header("location"), "/account/second-factor");
    let page = browser.get("/account/second-factor").await;
    let groups = page.hidden("secret");
    let secret = Secret::from_groups(&groups).unwrap();
    let totp = |at: i64| {
        let app = totp_rs::Builder::new().with_secret(*secret.as_bytes()).build_noncompliant();
        app.generate(u64::try_from(at / 1000).unwrap()).to_string()
    };
    let set = browser.post("/account/second-factor", &[("secret", &groups), ("code", &totp(NOW))]).await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.text());
    assert!(!browser.get("/account").await.text().contains("/account/second-factor/removal"));
    setting.pass(MINUTE);
    let (mut half, answer) = setting.sign_in(Conduct::default()).await;
    assert_eq!(answer.header("location"), "/sign-in/code?to=");
    assert_eq!(half.get("/account").await.status, StatusCode::SEE_OTHER, "half signed in is not signed in");
    let answer = half.post("/sign-in/code", &[("code", &totp(NOW + MINUTE)), ("to", "")]).await;
    assert_eq!(answer.header("location"), "/account", "{}", answer.text());
    assert_eq!(half.get("/account").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_token_that_does_not_hold_opens_nothing() {
    let db = TestDatabase::sqlite().await;
    let setting = Setting::new(&db.store).await;
    let now = NOW / 1000;
    let told = |claims: Value| saying(claims);
    for (conduct, why) in [
        (told(json!({"nonce": "another"})), "of another way"),
        (told(json!({"nonce": null})), "of no way"),
        (told(json!({"aud": "another"})), "for another client"),
        (told(json!({"aud": ["hailong", "another"]})), "for another client too"),
        (told(json!({"azp": "another"})), "issued to another client"),
        (told(json!({"iss": "http://127.0.0.1:1"})), "of another issuer"),
        (told(json!({"exp": now})), "too old"),
        (told(json!({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"})), "with another access token"),
        (told(json!({"sub": ""})), "of nobody"),
        (told(json!({"sub": "a\u{0}b"})), "of a subject that is no text"),
        (told(json!({"sub": "a".repeat(256)})), "of a subject that is too long"),
        (Conduct { signed_by: Some("none"), ..Conduct::default() }, "signed by nothing"),
        (Conduct { signed_by: Some("HS256"), ..Conduct::default() }, "signed by the secret"),
        (Conduct { tampered: true, ..Conduct::default() }, "changed"),
        (Conduct { foreign_key: true, ..Conduct::default() }, "signed by another key"),
    ] {
        let (browser, answer) = setting.sign_in(conduct).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{why}");
        assert!(answer.text().contains("Không xác minh được lần đăng nhập này"), "{why}: {}", answer.text());
        assert_eq!(browser.cookie, "hailong-way=", "{why}");
        setting.pass(1);
    }
    assert!(account_of(&db.store, &setting.issuer, "an-1").await.is_none());
    // Whoever goes on trying must wait, like whoever guesses passwords.
    for _ in 0..6 {
        setting.sign_in(told(json!({"nonce": null}))).await;
    }
    let (_, answer) = setting.sign_in(Conduct::default()).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    setting.pass(MINUTE);
    assert_eq!(setting.sign_in(Conduct::default()).await.1.status, StatusCode::SEE_OTHER);
    // Without the hash of the access token, which need not be there, a token holds too.
    assert_eq!(setting.sign_in(told(json!({"at_hash": null}))).await.1.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_program_starts_without_the_provider_and_says_what_is_wrong_with_its_settings() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("a.db").display());
    let [good, bad] = ["good.toml", "bad.toml"].map(|name| folder.path().join(name).display().to_string());
    fs::write(&good, GROUPS).unwrap();
    fs::write(&bad, GROUPS.replace("\"manager\"", "\"boss\"")).unwrap();
    // Nobody listens there.
    let issuer = format!("http://{}", free_address());
    let options =
        ["--oidc-issuer", issuer.as_str(), "--oidc-client-id", "hailong", "--oidc-client-secret", "secret", "--oidc-groups"];
    let mut program = Program::start(&url, &[&options[..], &[good.as_str()]].concat());
    program.ready().await;
    let page = http::get(program.address(), "/sign-in").await.unwrap();
    assert!(page.text().contains("/sign-in/provider?to="), "{}", page.text());
    assert_eq!(http::get(program.address(), "/sign-in/provider").await.unwrap().status, 503);
    let log = program.log();
    assert!(log.contains("there is no such unit") && log.contains("line=19") && log.contains("unit=nowhere"), "{log}");
    assert!(program.stop().success());

    let serve = ["serve", "--listen", "127.0.0.1:0", "--database-url", &url];
    for (more, why) in
        [(&["--oidc-groups", bad.as_str()][..], "bad.toml: TOML parse error at line 13, column 8"), (&[], "HAILONG_OIDC_GROUPS")]
    {
        let refused = run(&[&serve[..], &options[..6], more].concat());
        assert!(!refused.success && refused.errors.contains(why), "{refused:?}");
    }
}

#[tokio::test]
async fn the_provider_may_change_its_keys_and_be_away() {
    let db = TestDatabase::sqlite().await;
    let setting = Setting::new(&db.store).await;
    setting.issuer.behave(Conduct { out_of_order: true, ..Conduct::default() });
    let away = Browser::new(&setting.app).get("/sign-in/provider").await;
    assert_eq!((away.status, away.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "5"));
    assert!(away.text().contains("Chưa liên hệ được"), "{}", away.text());
    assert_eq!(setting.sign_in(Conduct::default()).await.1.status, StatusCode::SEE_OTHER, "and back again");
    for _ in 0..3 {
        setting.sign_in(Conduct::default()).await;
    }
    assert_eq!(setting.issuer.asked_for_keys(), 1, "what it says of itself is kept");
    setting.pass(MINUTE);
    setting.issuer.change_key();
    assert_eq!(setting.sign_in(Conduct::default()).await.1.status, StatusCode::SEE_OTHER, "with its new key");
    assert_eq!(setting.issuer.asked_for_keys(), 2);
    for _ in 0..3 {
        setting.sign_in(Conduct { foreign_key: true, ..Conduct::default() }).await;
    }
    assert_eq!(setting.issuer.asked_for_keys(), 2, "strange keys do not make us ask more often");
    let (mut browser, back) = setting.leave("").await;
    setting.issuer.behave(Conduct { out_of_order: true, ..Conduct::default() });
    assert_eq!(browser.get(&back).await.status, StatusCode::SERVICE_UNAVAILABLE, "away in the middle");
    // Nor does it hinder anybody else.
    add(&db.store, "binh", Role::Analyst, "tinh").await;
    Browser::signed_in(&setting.app, "binh").await;
    assert!(Browser::new(&setting.app).get("/sign-in").await.text().contains("/sign-in/provider?to="));
}

#[tokio::test]
async fn groups_may_stand_where_the_provider_tells_more() {
    let db = TestDatabase::sqlite().await;
    let setting = Setting::new(&db.store).await;
    let without = json!({"groups": null, "name": null});
    let more = json!({"sub": "an-1", "groups": ["bosses"], "name": "Lê An"});
    let (_, answer) = setting.sign_in(Conduct { claims: without.clone(), more, ..Conduct::default() }).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let account = account_of(&db.store, &setting.issuer, "an-1").await.unwrap();
    assert_eq!((account.full_name.as_str(), roles(&account).len()), ("Lê An", 2));
    let other = json!({"sub": "boss-1", "groups": ["bosses"]});
    let (_, answer) = setting.sign_in(Conduct { claims: without, more: other, ..Conduct::default() }).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "what is told of somebody else");
}

#[tokio::test]
async fn the_way_leads_to_the_provider_and_nowhere_else() {
    let db = TestDatabase::sqlite().await;
    let setting = Setting::with(&db.store, |set| set.oidc_label = Some("Cổng <Sở>".into())).await;
    let page = setting.app.get("/sign-in?to=%2Fmanage%2Funits%3Ffind%3Da").await;
    assert!(page.text().contains("href=\"/sign-in/provider?to=%2Fmanage%2Funits%3Ffind%3Da\""), "{}", page.text());
    assert!(page.text().contains("Cổng &lt;Sở&gt;"));
    assert!(page.header("content-security-policy").contains("form-action 'self';"), "the way needs nothing more");
    for to in ["https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%00", "%2Fa%0d%0aX"] {
        let (mut browser, back) = setting.leave(to).await;
        assert_eq!(browser.get(&back).await.header("location"), "/account", "{to}");
    }
    let answer = setting.app.get("/sign-in/provider").await;
    assert!(answer.header("location").contains("scope=openid+profile+groups"), "{}", answer.header("location"));
    assert!(answer.header("location").contains("ui_locales=vi"));
    assert_eq!(answer.header("cache-control"), "no-store");
    // Neither another site nor a browser that looks ahead begins it.
    for headers in [&[("sec-fetch-site", "cross-site")], &[("sec-fetch-site", "same-site")], &[("sec-purpose", "prefetch")]] {
        let answer = setting.app.get_with("/sign-in/provider?to=%2Faccount", headers).await;
        assert_eq!((answer.header("location"), answer.header("set-cookie")), ("/sign-in?to=%2Faccount", ""), "{headers:?}");
    }
    // The provider says no, in its own word; what else it says is not shown.
    let (mut browser, back) = setting.leave("").await;
    let state = back.split("state=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let no = format!("/sign-in/provider/return?error=access_denied&error_description=Visit+evil.example&state={state}");
    let answer = browser.get(&no).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text().contains("access_denied") && !answer.text().contains("evil"), "{}", answer.text());
    let (mut browser, back) = setting.leave("").await;
    let answer = browser.get(&back.replace("&iss=", "&iss=x")).await;
    assert!(answer.text().contains("Không xác minh được"), "another provider's answer");

    let without = TestApp::new(&db.store);
    for path in ["/sign-in/provider", "/sign-in/provider/return?code=a&state=b"] {
        assert_eq!(without.get(path).await.status, StatusCode::NOT_FOUND);
    }
    assert!(!without.get("/sign-in").await.text().contains("/sign-in/provider"));
}
