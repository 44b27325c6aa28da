//! Passkeys: how they are added, how they sign somebody in, and everything by which somebody might come in who should not. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use app::domain::account::Account;
use app::domain::role::{Reach, Role};
use axum::http::header::SET_COOKIE;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use server::audit::Author;
use server::config::Serve;
use server::sources::Clock;
use server::store::accounts::NewAccount;
use server::store::audit::Wanted;
use server::store::single_sign_on::Subject;
use server::store::{Database, Store};
use tests::NOW;
use tests::authenticator::Authenticator;
use tests::client::{Answer, TestApp, encode};
use tests::database::TestDatabase;
use tests::on_both_databases;
use tests::staff::{PASSWORD, add};
use tests::world::{fill, ids};

on_both_databases!(
    a_passkey_is_added_and_signs_in_without_a_password,
    after_the_password_a_passkey_or_a_recovery_code_is_asked_for,
    either_an_app_or_a_passkey_does_after_the_password,
    an_answer_opens_the_door_once,
    an_answer_is_worth_nothing_for_another_question,
    who_cannot_be_believed_is_not_let_in,
    suspended_removed_and_unknown_look_the_same,
    a_counter_that_goes_back_is_refused_and_noted,
    whoever_guesses_must_wait_before_passkeys_too,
    a_passkey_is_the_second_factor_that_administrators_need,
    what_is_wrong_with_a_new_passkey_is_said,
    a_passkey_is_removed_by_its_holder_with_the_password,
    there_are_none_without_a_name_or_from_a_provider,
    what_was_not_answered_is_forgotten,
    whoever_asks_without_end_fills_nothing,
);

const URL: &str = "http://localhost:3000";
const MINUTE: i64 = 60_000;

/// The application, and a clock to be moved.
struct Stage {
    app: TestApp,
    now: Arc<AtomicI64>,
    store: Store,
}

/// A browser that keeps all its cookies.
#[derive(Clone)]
struct Jar {
    app: TestApp,
    cookies: BTreeMap<String, String>,
    address: &'static str,
}

impl Stage {
    async fn new(db: &TestDatabase) -> Self {
        Self::with(db, |_| {}).await
    }

    async fn with(db: &TestDatabase, set: impl FnOnce(&mut Serve)) -> Self {
        fill(&db.store).await;
        let now = Arc::new(AtomicI64::new(NOW));
        let told = now.clone();
        let app = TestApp::with(&db.store, Clock::new(move || told.load(Ordering::Relaxed)), |config| {
            config.public_url = Some(URL.to_owned());
            set(config);
        });
        Self { app, now, store: db.store.clone() }
    }

    fn later(&self, milliseconds: i64) {
        self.now.fetch_add(milliseconds, Ordering::Relaxed);
    }

    fn jar(&self) -> Jar {
        Jar { app: self.app.clone(), cookies: BTreeMap::new(), address: "192.0.2.1" }
    }

    /// A browser in which somebody signed in by the password of all.
    async fn signed_in(&self, name: &str) -> Jar {
        let mut jar = self.jar();
        let answer = jar.post("/sign-in", &[("name", name), ("password", PASSWORD)]).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/account"), "{name}");
        jar
    }

    /// Somebody with a passkey, and the recovery codes that came with it.
    async fn holder(&self, name: &str, number: u8) -> (Account, Authenticator, Vec<String>) {
        add(&self.store, name, Role::Analyst, "tinh").await;
        let mut jar = self.signed_in(name).await;
        let mut authenticator = authenticator(number);
        let page = jar.add("Điện thoại", &mut authenticator).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        (self.store.account_named(&name.parse().unwrap()).await.unwrap().unwrap(), authenticator, codes(page.text()))
    }

    async fn noted(&self, action: &str) -> Vec<server::store::audit::Noted> {
        let wanted = Wanted { action: action.to_owned(), ..Wanted::default() };
        self.store.audit(&Reach::Everything, &wanted, 50).await.unwrap()
    }

    async fn challenges(&self) -> i64 {
        let text = "SELECT COUNT(*) FROM passkey_challenge";
        match self.store.database() {
            Database::Sqlite { read, .. } => sqlx::query_scalar(text).fetch_one(read).await.unwrap(),
            Database::Postgres(pool) => sqlx::query_scalar(text).fetch_one(pool).await.unwrap(),
        }
    }
}

impl Jar {
    async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, Vec::new()).await
    }

    async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect::<Vec<_>>();
        self.send(Method::POST, path, body.join("&").into_bytes()).await
    }

    async fn send(&mut self, method: Method, path: &str, body: Vec<u8>) -> Answer {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let headers = [
            ("cookie", cookies.as_str()),
            ("content-type", "application/x-www-form-urlencoded"),
            ("x-forwarded-for", self.address),
            ("origin", URL),
        ];
        let answer = self.app.send(method, path, &headers, body).await;
        for set in answer.headers.get_all(SET_COOKIE) {
            let (name, value) = set.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
            if value.is_empty() {
                self.cookies.remove(name);
            }
        }
        answer
    }

    /// The first step of adding a passkey, by which the authenticator is asked.
    async fn begin_adding(&mut self, name: &str) -> Value {
        let page = self.post("/account/passkeys", &[("passkey", name), ("present", PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        let options = page.text().split("data-options=\"").nth(1).unwrap().split('"').next().unwrap();
        serde_json::from_str(&options.replace("&quot;", "\"").replace("&amp;", "&")).unwrap()
    }

    async fn finish_adding(&mut self, name: &str, answer: &Value) -> Answer {
        self.post("/account/passkeys/new", &[("passkey", name), ("answer", &answer.to_string())]).await
    }

    async fn add(&mut self, name: &str, authenticator: &mut Authenticator) -> Answer {
        let options = self.begin_adding(name).await;
        self.finish_adding(name, &authenticator.make(&options)).await
    }

    /// What a passkey is to sign so that somebody is signed in.
    async fn asked(&mut self) -> Value {
        self.asked_at("/sign-in/passkey/challenge").await
    }

    async fn asked_at(&mut self, path: &str) -> Value {
        let told = self.post(path, &[]).await;
        assert_eq!((told.status, told.header("content-type")), (StatusCode::OK, "application/json"), "{path}");
        assert_eq!(told.header("cache-control"), "no-store");
        serde_json::from_slice(&told.bytes).unwrap()
    }

    async fn answer(&mut self, answer: &Value) -> Answer {
        self.post("/sign-in/passkey", &[("answer", &answer.to_string()), ("to", "")]).await
    }

    async fn is_signed_in(&mut self) -> bool {
        self.get("/account").await.status == StatusCode::OK
    }

    /// Fails where somebody is let in, or told why not.
    async fn is_refused(&mut self, answer: &Value, context: &str) {
        let page = self.answer(answer).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{context}");
        assert!(page.text().contains("Tên đăng nhập, mật khẩu hoặc khóa truy cập không đúng."), "{context}: {}", page.text());
        assert!(!self.is_signed_in().await, "{context}");
    }
}

fn authenticator(number: u8) -> Authenticator {
    Authenticator::new(number, "localhost", URL)
}

/// The recovery codes on a page.
fn codes(page: &str) -> Vec<String> {
    page.split("<li><code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

async fn a_passkey_is_added_and_signs_in_without_a_password(db: TestDatabase) {
    let stage = Stage::new(&db).await;
    add(&db.store, "an", Role::Analyst, "tinh").await;
    let mut jar = stage.signed_in("an").await;
    assert!(jar.get("/account").await.text().contains("href=\"/account/passkeys\""));
    let mut authenticator = authenticator(7);
    let options = jar.begin_adding("Điện thoại <b>").await;
    let asked = &options["publicKey"];
    assert_eq!((asked["rp"]["id"].as_str(), asked["user"]["name"].as_str()), (Some("localhost"), Some("an")));
    let selection = &asked["authenticatorSelection"];
    assert_eq!((&selection["userVerification"], &selection["residentKey"]), (&json!("required"), &json!("required")));
    assert!(jar.cookies.contains_key("hailong-passkey"));
    let page = jar.finish_adding("Điện thoại <b>", &authenticator.make(&options)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(codes(page.text()).len(), 10, "what stands in for a lost key: {}", page.text());
    assert!(!jar.cookies.contains_key("hailong-passkey"));
    let page = jar.get("/account").await;
    assert!(page.text().contains("Điện thoại &lt;b&gt;") && page.text().contains("Chưa dùng"), "{}", page.text());
    assert!(page.text().contains("Còn 10 mã dự phòng"));
    // A second one brings no codes: those on paper stay good. The authenticator learns which keys there are.
    stage.later(1);
    let options = jar.begin_adding("Khóa").await;
    assert_eq!(options["publicKey"]["excludeCredentials"].as_array().unwrap().len(), 1);
    let answer = jar.finish_adding("Khóa", &self::authenticator(8).make(&options)).await;
    assert_eq!(answer.header("location"), "/account?done=passkey");
    assert!(jar.get("/account?done=passkey").await.text().contains("Đã thêm khóa truy cập."));

    stage.later(MINUTE);
    let mut jar = stage.jar();
    let page = jar.get("/sign-in?to=/manage/audit").await;
    assert!(page.text().contains("data-passkey=\"/sign-in/passkey/challenge\""), "{}", page.text());
    let options = jar.asked().await;
    assert_eq!(options["publicKey"]["userVerification"], "required");
    assert_eq!(options["publicKey"]["allowCredentials"], json!([]), "nobody is named");
    let answer = authenticator.sign_next(&options).to_string();
    let answer = jar.post("/sign-in/passkey", &[("answer", &answer), ("to", "/manage/audit")]).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/manage/audit"));
    assert!(!jar.cookies.contains_key("hailong-passkey"));
    let page = jar.get("/account").await;
    assert_eq!(page.status, StatusCode::OK, "the session is whole");
    let (account, keys) = {
        let account = db.store.account_named(&"an".parse().unwrap()).await.unwrap().unwrap();
        (account.clone(), db.store.passkeys(account.id).await.unwrap())
    };
    assert_eq!((account.signed_in_at, account.factors.passkey), (Some(NOW + MINUTE + 1), true));
    assert_eq!(keys.iter().map(|key| key.used_at).collect::<Vec<_>>(), [Some(NOW + MINUTE + 1), None]);
    let signed_in = stage.noted("signed-in").await;
    assert_eq!((signed_in.len(), signed_in[0].subject.as_str()), (2, "account an"));
    assert_eq!(stage.noted("passkey-added").await.len(), 2);
    assert_eq!(stage.challenges().await, 0);
    assert!(db.store.check_audit().await.unwrap().is_ok());
}

async fn after_the_password_a_passkey_or_a_recovery_code_is_asked_for(db: TestDatabase) {
    let stage = Stage::new(&db).await;
    let (_, mut authenticator, codes) = stage.holder("an", 7).await;
    let (_, mut other, _) = stage.holder("binh", 8).await;
    let first = [("name", "an"), ("password", PASSWORD), ("to", "/account?x=1")];
    let challenge = "/sign-in/code/passkey/challenge";
    let mut jar = stage.jar();
    assert_eq!(jar.post(challenge, &[]).await.status, StatusCode::NOT_FOUND, "not before the password");
    assert_eq!(jar.post("/sign-in", &first).await.header("location"), "/sign-in/code?to=%2Faccount%3Fx%3D1");
    assert!(!jar.is_signed_in().await, "the password alone opens nothing any more");
    let page = jar.get("/sign-in/code?to=/account").await;
    assert!(page.text().contains("data-passkey=\"/sign-in/code/passkey/challenge\""));
    assert!(page.text().contains("Mã dự phòng") && !page.text().contains("ứng dụng xác thực"), "{}", page.text());
    let options = jar.asked_at(challenge).await;
    assert_eq!(options["publicKey"]["allowCredentials"].as_array().unwrap().len(), 1, "only keys of the account");
    // The key of somebody else does not do, though it may open their own account.
    let wrong = [("answer", other.sign_next(&options).to_string()), ("to", String::new())];
    let wrong = wrong.each_ref().map(|(name, value)| (*name, value.as_str()));
    assert_eq!(jar.post("/sign-in/code/passkey", &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!jar.is_signed_in().await);
    // An authenticator that was told which key may leave out whose it is.
    let options = jar.asked_at(challenge).await;
    let mut terse = authenticator.sign_next(&options);
    terse["response"]["userHandle"] = Value::Null;
    let right = [("answer", terse.to_string()), ("to", "/account?x=1".to_owned())];
    let right = right.each_ref().map(|(name, value)| (*name, value.as_str()));
    let half = jar.clone();
    assert_eq!(jar.post("/sign-in/code/passkey", &right).await.header("location"), "/account?x=1");
    assert!(jar.is_signed_in().await);
    let again = half.clone().post("/sign-in/code/passkey", &right).await;
    assert_eq!(again.header("location"), "/sign-in", "the half session is over");

    let mut jar = stage.jar();
    jar.post("/sign-in", &first).await;
    assert_eq!(jar.post("/sign-in/code", &[("code", &codes[0])]).await.status, StatusCode::SEE_OTHER);
    assert!(jar.is_signed_in().await);
    assert!(jar.get("/account").await.text().contains("Còn 9 mã dự phòng"));
}

async fn either_an_app_or_a_passkey_does_after_the_password(db: TestDatabase) {
    let stage = Stage::new(&db).await;
    let (account, mut authenticator, codes) = stage.holder("an", 7).await;
    let secret = server::accounts::totp::Secret::from_bytes([9; 20]);
    db.store.set_second_factor(&Author::Program, NOW, &account, (&secret, 0, &[])).await.unwrap();
    let mut jar = stage.jar();
    jar.post("/sign-in", &[("name", "an"), ("password", PASSWORD)]).await;
    let page = jar.get("/sign-in/code").await;
    assert!(page.text().contains("ứng dụng xác thực") && page.text().contains("/sign-in/code/passkey/challenge"));
    let code = totp_rs::Builder::new().with_secret([9; 20]).build_noncompliant();
    let code = code.generate(u64::try_from(NOW / 1000).unwrap()).to_string();
    let mut by_app = jar.clone();
    assert_eq!(by_app.post("/sign-in/code", &[("code", &codes[0])]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "replaced");
    assert_eq!(by_app.post("/sign-in/code", &[("code", &code)]).await.status, StatusCode::SEE_OTHER);
    let mut jar = stage.jar();
    jar.post("/sign-in", &[("name", "an"), ("password", PASSWORD)]).await;
    let options = jar.asked_at("/sign-in/code/passkey/challenge").await;
    let answer = authenticator.sign_next(&options).to_string();
    assert_eq!(jar.post("/sign-in/code/passkey", &[("answer", &answer)]).await.status, StatusCode::SEE_OTHER);
    assert!(jar.is_signed_in().await);
    // Without the app, the passkey is still asked for.
    assert!(jar.post("/account/second-factor/removal", &[("present", PASSWORD)]).await.header("location").contains("removed"));
    let mut jar = stage.jar();
    let answer = jar.post("/sign-in", &[("name", "an"), ("password", PASSWORD)]).await;
    assert_eq!(answer.header("location"), "/sign-in/code?to=");
}

async fn an_answer_opens_the_door_once(db: TestDatabase) {
    let stage = Stage::new(&db).await;
    let (_, mut authenticator, _) = stage.holder("an", 7).await;
    let mut jar = stage.jar();
    let options = jar.asked().await;
    let answer = authenticator.sign_next(&options);
    // Somebody sees both the cookie and the answer.
    let mut thief = jar.clone();
    assert_eq!(jar.answer(&answer).await.status, StatusCode::SEE_OTHER);
    thief.is_refused(&answer, "the same once more").await;
    thief.asked().await;
    thief.is_refused(&answer, "the same for another question").await;
    // A wrong answer uses the question up, too.
    let mut jar = stage.jar();
    let options = jar.asked().await;
    let kept = jar.clone();
    jar.is_refused(&json!({}), "nothing").await;
    kept.clone().is_refused(&authenticator.sign_next(&options), "after a wrong answer").await;
    // Of two at the same moment, one comes in.
    let mut jar = stage.jar();
    let options = jar.asked().await;
    let answer = authenticator.sign_next(&options);
    let mut twin = jar.clone();
    let (one, two) = tokio::join!(jar.answer(&answer), twin.answer(&answer));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY]);
}

async fn an_answer_is_worth_nothing_for_another_question(db: TestDatabase) {
    let stage = Stage::new(&db).await;
    let (_, mut authenticator, _) = stage.holder("an", 7).await;
    let (mut mine, mut theirs) = (stage.jar(), stage.jar());
    let options = mine.asked().await;
    theirs.asked().await;
    theirs.is_refused(&authenticator.sign_next(&options), "asked of another browser").await;
    stage.jar().is_refused(&authenticator.sign_next(&options), "without the cookie").await;
    // In the very last millisecond it still counts.
    let options = mine.asked().await;
    stage.later(5 * MINUTE - 1);
    assert_eq!(mine.clone().answer(&authenticator.sign_next(&options)).await.status, StatusCode::SEE_OTHER);
    let options = mine.asked().await;
    stage.later(5 * MINUTE);
    mine.is_refused(&authenticator.sign_next(&options), "too late").await;

    // What was asked after the password of somebody is no sign-in by itself, and the other way round.
    let mut half = stage.jar();
    half.post("/sign-in", &[("name", "an"), ("password", PASSWORD)]).await;
    let options = half.asked_at("/sign-in/code/passkey/challenge").await;
    half.clone().is_refused(&authenticator.sign_next(&options), "asked after the password").await;
    let options = half.asked().await;
    let answer = authenticator.sign_next(&options).to_string();
    let page = half.post("/sign-in/code/passkey", &[("answer", &answer)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "asked before the password");
    // Nor is it what another half session was asked.
    let options = half.asked_at("/sign-in/code/passkey/challenge").await;
    let mut other = stage.jar();
    other.post("/sign-in", &[("name", "an"), ("password", PASSWORD)]).await;
    let cookie = half.cookies["hailong-passkey"].clone();
    other.cookies.insert("hailong-passkey".to_owned(), cookie);
    let answer = authenticator.sign_next(&options).to_string();
    let page = other.post("/sign-in/code/passkey", &[("answer", &answer)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "asked in another half session");
    // What was asked of a new key signs nobody in, even if the key signs it.
    add(&db.store, "binh", Role::Analyst, "tinh").await;
    let mut adding = stage.signed_in("binh").await;
    let options = adding.begin_adding("Khóa").await;
    let mut jar = stage.jar();
    jar.cookies.insert("hailong-passkey".to_owned(), adding.cookies["hailong-passkey"].clone());
    jar.is_refused(&authenticator.sign_next(&options), "asked of a new key").await;
}

async fn who_cannot_be_believed_is_not_let_in(db: TestDatabase) {
    let stage = Stage::new(&db).await;
    let (_, mut authenticator, _) = stage.holder("an", 7).await;
    let (other, ..) = stage.holder("binh", 8).await;
    let stranger = self::authenticator(9);
    authenticator.counter = 100;
    let real = authenticator.clone();
    let it = || real.clone();
    let cases = [
        ("not verified", it().careless()),
        ("another site", it().at("https://localhost.example")),
        ("another port", it().at("http://localhost:3001")),
        ("without a port", it().at("http://localhost")),
        ("a site below", it().at("http://a.localhost:3000")),
        ("another name", it().under("hailong.example")),
        ("nobody's", it().of(None)),
        ("said to be somebody else's", it().of(Some(other.id.as_bytes()))),
        ("another key under the name", it().with_key_of(&stranger)),
    ];
    for (context, lying) in cases {
        let mut jar = stage.jar();
        let options = jar.asked().await;
        jar.is_refused(&lying.sign(&options), context).await;
    }
    let mut jar = stage.jar();
    let options = jar.asked().await;
    let mut changed = real.sign(&options);
    let data = changed["response"]["authenticatorData"].as_str().unwrap().replace('A', "B");
    changed["response"]["authenticatorData"] = json!(data);
    jar.is_refused(&changed, "changed after it was signed").await;
    let options = jar.asked().await;
    assert_eq!(jar.answer(&real.sign(&options)).await.status, StatusCode::SEE_OTHER, "the same without a lie");
    tokio::task::yield_now().await;
    let failed = stage.noted("sign-in-failed").await;
    assert!(failed.iter().all(|entry| entry.subject == "account an") && !failed.is_empty(), "{}", failed.len());
}

async fn suspended_removed_and_unknown_look_the_same(db: TestDatabase) {
    let stage = Stage::new(&db).await;
    let (suspended, mut of_suspended, _) = stage.holder("an", 7).await;
    let (_, mut removed, _) = stage.holder("binh", 8).await;
    assert!(db.store.suspend_account(&Author::Program, NOW, &Reach::Everything, &suspended, true).await.unwrap());
    let account = db.store.account_named(&"binh".parse().unwrap()).await.unwrap().unwrap();
    let key = db.store.passkeys(account.id).await.unwrap().remove(0);
    assert!(db.store.remove_passkey(&Author::Program, NOW, &account, key.id).await.unwrap());
    let mut unknown = authenticator(9);
    unknown.holder = Some(account.id.as_bytes().to_vec());
    let mut pages = std::collections::BTreeSet::new();
    for authenticator in [&mut of_suspended, &mut removed, &mut unknown] {
        let mut jar = stage.jar();
        let options = jar.asked().await;
        let page = jar.answer(&authenticator.sign_next(&options)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let policy = page.header("content-security-policy").to_owned();
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
        pages.insert(page.text().replace(nonce, "NONCE"));
    }
    let mut jar = stage.jar();
    let page = jar.post("/sign-in", &[("name", "nobody"), ("password", "sai rồi sai rồi")]).await;
    let policy = page.header("content-security-policy").to_owned();
    let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
    pages.insert(page.text().replace(nonce, "NONCE").replace("value=\"nobody\"", "value=\"\""));
    assert_eq!(pages.len(), 1, "and like a wrong password: {pages:?}");
    assert!(db.store.suspend_account(&Author::Program, NOW, &Reach::Everything, &suspended, false).await.unwrap());
    let options = jar.asked().await;
    assert_eq!(jar.answer(&of_suspended.sign_next(&options)).await.status, StatusCode::SEE_OTHER, "open again");
}

async fn a_counter_that_goes_back_is_refused_and_noted(db: TestDatabase) {
    let stage = Stage::new(&db).await;
    let (account, mut authenticator, _) = stage.holder("an", 7).await;
    authenticator.counter = 9;
    let mut jar = stage.jar();
    let options = jar.asked().await;
    assert_eq!(jar.answer(&authenticator.sign_next(&options)).await.status, StatusCode::SEE_OTHER);
    for (counter, noted) in [(10, 1), (9, 2), (0, 3)] {
        authenticator.counter = counter;
        let mut jar = stage.jar();
        let options = jar.asked().await;
        jar.is_refused(&authenticator.sign(&options), "a counter that went back").await;
        let entries = stage.noted("passkey-went-back").await;
        assert_eq!((entries.len(), entries[0].subject.as_str()), (noted, "account an"));
        assert!(entries[0].before.as_deref().unwrap().contains("Điện thoại"));
    }
    authenticator.counter = 11;
    let mut jar = stage.jar();
    let options = jar.asked().await;
    assert_eq!(jar.answer(&authenticator.sign(&options)).await.status, StatusCode::SEE_OTHER, "the real one goes on");
    // One that never counts, as those have that are kept on several devices, is no copy.
    let mut jar = stage.signed_in_by(&mut authenticator).await;
    let mut uncounted = self::authenticator(8);
    uncounted.counter = 0;
    assert_eq!(jar.add("Đám mây", &mut uncounted).await.status, StatusCode::SEE_OTHER);
    for _ in 0..2 {
        let mut jar = stage.jar();
        let options = jar.asked().await;
        assert_eq!(jar.answer(&uncounted.sign(&options)).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(stage.noted("passkey-went-back").await.len(), 3);
    assert_eq!(db.store.passkeys(account.id).await.unwrap().len(), 2);
}

impl Stage {
    async fn signed_in_by(&self, authenticator: &mut Authenticator) -> Jar {
        let mut jar = self.jar();
        let options = jar.asked().await;
        assert_eq!(jar.answer(&authenticator.sign_next(&options)).await.status, StatusCode::SEE_OTHER);
        jar
    }
}

async fn whoever_guesses_must_wait_before_passkeys_too(db: TestDatabase) {
    let stage = Stage::new(&db).await;
    let (_, mut authenticator, _) = stage.holder("an", 7).await;
    let mut jar = stage.jar();
    let options = jar.asked().await;
    let (answer, ready) = (authenticator.sign_next(&options), jar.clone());
    for number in 0..21 {
        let page = stage.jar().answer(&json!({"number": number})).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{number}");
    }
    let page = ready.clone().answer(&answer).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.text().contains("Xin chờ"), "{}", page.text());
    assert_eq!(stage.jar().post("/sign-in/passkey/challenge", &[]).await.status, StatusCode::TOO_MANY_REQUESTS);
    let password = stage.jar().post("/sign-in", &[("name", "an"), ("password", PASSWORD)]).await;
    assert_eq!(password.status, StatusCode::TOO_MANY_REQUESTS, "they are counted together");
    // Whoever had to wait did not use the question up; and others do not wait.
    let mut elsewhere = Jar { address: "198.51.100.1", ..stage.jar() };
    let options = elsewhere.asked().await;
    assert_eq!(elsewhere.answer(&authenticator.sign_next(&options)).await.status, StatusCode::SEE_OTHER);
}

async fn a_passkey_is_the_second_factor_that_administrators_need(db: TestDatabase) {
    let stage = Stage::with(&db, |config| config.administrators_need_second_factor = true).await;
    add(&db.store, "boss", Role::Administrator, "").await;
    let mut jar = stage.signed_in("boss").await;
    let held = jar.get("/account").await;
    assert_eq!(held.header("location"), "/account/second-factor");
    assert!(jar.get("/account/second-factor").await.text().contains("href=\"/account/passkeys\""));
    assert_eq!(jar.get("/account/passkeys").await.status, StatusCode::OK);
    let mut authenticator = authenticator(7);
    assert_eq!(jar.add("Khóa", &mut authenticator).await.status, StatusCode::OK);
    assert_eq!(jar.get("/manage/users").await.status, StatusCode::OK);
    let mut jar = stage.signed_in_by(&mut authenticator).await;
    let page = jar.get("/manage/users").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Hoạt động, xác thực hai bước"));
    // Without it, the next page is again that by which one is set up.
    let id = db.store.passkeys(db.store.account_named(&"boss".parse().unwrap()).await.unwrap().unwrap().id).await.unwrap()[0].id;
    let path = format!("/account/passkeys/{id}/removal");
    assert_eq!(jar.post(&path, &[("present", PASSWORD)]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(jar.get("/manage/users").await.header("location"), "/account/second-factor");
}

async fn what_is_wrong_with_a_new_passkey_is_said(db: TestDatabase) {
    let stage = Stage::new(&db).await;
    let (_, known, _) = stage.holder("binh", 8).await;
    add(&db.store, "an", Role::Analyst, "tinh").await;
    let mut jar = stage.signed_in("an").await;
    let long = "a".repeat(61);
    for (name, password, words) in [
        ("", PASSWORD, "Tên của khóa có từ 1 đến 60 ký tự."),
        (" ", PASSWORD, "Tên của khóa có từ 1 đến 60 ký tự."),
        (long.as_str(), PASSWORD, "Tên của khóa có từ 1 đến 60 ký tự."),
        ("Máy ở nhà", "sai rồi sai rồi", "Mật khẩu hiện tại không đúng."),
        ("Máy ở nhà", "", "Mật khẩu hiện tại không đúng."),
    ] {
        let page = jar.post("/account/passkeys", &[("passkey", name), ("present", password)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(page.text().contains(words) && page.text().contains(&format!("value=\"{name}\"")), "{name}: {}", page.text());
        assert!(!page.text().contains("data-options"), "nothing is asked");
    }
    assert_eq!(stage.challenges().await, 0);
    let english =
        jar.clone().post("/account/passkeys?show=language-en", &[("passkey", "Máy ở nhà"), ("present", PASSWORD)]).await;
    assert!(english.text().contains("<html lang=\"en\"") && english.text().contains("value=\"Máy ở nhà\""));
    assert!(!english.text().contains("data-options") && !english.text().contains(PASSWORD), "only shown in a new look");
    let lies = [
        ("not verified", authenticator(7).careless()),
        ("another site", authenticator(7).at("https://localhost.example")),
        ("another name", authenticator(7).under("hailong.example")),
    ];
    for (context, mut lying) in lies {
        let page = jar.add("Khóa", &mut lying).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{context}");
        assert!(page.text().contains("Không xác minh được khóa truy cập."), "{context}");
    }
    let options = jar.begin_adding("Khóa").await;
    let mut hidden = authenticator(7).make(&options);
    hidden["extensions"]["credProps"]["rk"] = json!(false);
    assert_eq!(jar.finish_adding("Khóa", &hidden).await.status, StatusCode::UNPROCESSABLE_ENTITY, "one that nobody finds");
    // Nobody gets the key of somebody else: under its name there is one already.
    let mut same = known.clone();
    let page = jar.add("Khóa", &mut same).await;
    assert!(page.text().contains("Khóa này đã được thêm rồi."), "{}", page.text());
    // Too late; twice; in another session; for a sign-in.
    let options = jar.begin_adding("Khóa").await;
    let answer = authenticator(7).make(&options);
    let mut other = stage.signed_in("an").await;
    other.cookies.insert("hailong-passkey".to_owned(), jar.cookies["hailong-passkey"].clone());
    let mut kept = jar.clone();
    assert!(other.finish_adding("Khóa", &answer).await.text().contains("Xin làm lại từ đầu."), "in another session");
    assert!(kept.finish_adding("Khóa", &answer).await.text().contains("Xin làm lại từ đầu."), "it was answered");
    let options = jar.begin_adding("Khóa").await;
    stage.later(5 * MINUTE);
    assert!(jar.finish_adding("Khóa", &authenticator(7).make(&options)).await.text().contains("Xin làm lại từ đầu."));
    let mut options = jar.asked().await;
    options["publicKey"]["user"] = json!({"id": "AA"});
    let page = jar.finish_adding("Khóa", &authenticator(7).make(&options)).await;
    assert!(page.text().contains("Xin làm lại từ đầu."), "asked for a sign-in");
    let account = db.store.account_named(&"an".parse().unwrap()).await.unwrap().unwrap();
    assert!(db.store.passkeys(account.id).await.unwrap().is_empty() && !account.factors.passkey);
    assert_eq!(stage.noted("passkey-added").await.len(), 1);
    // Signing out ends what was asked.
    let before = stage.challenges().await;
    jar.begin_adding("Khóa").await;
    assert_eq!(stage.challenges().await, before + 1);
    jar.post("/sign-out", &[]).await;
    assert_eq!(stage.challenges().await, before);
}

async fn a_passkey_is_removed_by_its_holder_with_the_password(db: TestDatabase) {
    let stage = Stage::new(&db).await;
    let (account, mut authenticator, _) = stage.holder("an", 7).await;
    let (_, mut of_other, _) = stage.holder("binh", 8).await;
    let id = db.store.passkeys(account.id).await.unwrap()[0].id;
    let path = format!("/account/passkeys/{id}/removal");
    let mut other = stage.signed_in_by(&mut of_other).await;
    assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "somebody else's");
    assert_eq!(other.post(&path, &[("present", PASSWORD)]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.post("/account/passkeys/x/removal", &[("present", PASSWORD)]).await.status, StatusCode::NOT_FOUND);
    let mut jar = stage.signed_in_by(&mut authenticator).await;
    let page = jar.get(&path).await;
    assert!(page.text().contains("Điện thoại") && page.text().contains("chỉ cần mật khẩu"), "{}", page.text());
    let wrong = jar.post(&path, &[("present", "sai rồi sai rồi")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(db.store.passkeys(account.id).await.unwrap().len(), 1);
    assert_eq!(jar.post(&path, &[("present", PASSWORD)]).await.header("location"), "/account?done=passkey-removed");
    assert_eq!(db.store.recovery_codes(account.id).await.unwrap(), 0, "they stand in for nothing any more");
    assert_eq!(jar.post(&path, &[("present", PASSWORD)]).await.status, StatusCode::NOT_FOUND);
    let noted = stage.noted("passkey-removed").await;
    assert_eq!((noted.len(), noted[0].actor.as_deref()), (1, Some("an")));
    stage.signed_in("an").await;
    let options = stage.jar().asked().await;
    stage.jar().is_refused(&authenticator.sign_next(&options), "removed").await;
}

async fn there_are_none_without_a_name_or_from_a_provider(db: TestDatabase) {
    let stage = Stage::with(&db, |config| config.public_url = Some("http://127.0.0.1:3000".to_owned())).await;
    add(&db.store, "an", Role::Analyst, "tinh").await;
    // Where it is no name, nothing is offered, and the account says why.
    let mut jar = Jar { address: "192.0.2.9", ..stage.jar() };
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("x-forwarded-for", "192.0.2.9")];
    let body = format!("name=an&password={}", encode(PASSWORD)).into_bytes();
    let answer = stage.app.send(Method::POST, "/sign-in", &headers, body).await;
    let cookie = answer.header("set-cookie").split(';').next().unwrap().split_once('=').unwrap();
    jar.cookies.insert(cookie.0.to_owned(), cookie.1.to_owned());
    let page = jar.get("/account").await;
    assert!(page.text().contains("được mở tại http://127.0.0.1:3000."), "{}", page.text());
    assert!(!page.text().contains("href=\"/account/passkeys\""));
    assert_eq!(jar.get("/account/passkeys").await.status, StatusCode::NOT_FOUND);
    assert!(!stage.jar().get("/sign-in").await.text().contains("passkey"));
    for path in ["/sign-in/passkey", "/sign-in/passkey/challenge", "/sign-in/code/passkey"] {
        assert_eq!(stage.app.send(Method::POST, path, &headers, Vec::new()).await.status, StatusCode::NOT_FOUND, "{path}");
    }

    let stage = {
        let app = TestApp::with(&db.store, Clock::fixed(NOW + 1), |config| config.public_url = Some(URL.to_owned()));
        Stage { app, now: stage.now, store: db.store.clone() }
    };
    let subject = Subject { issuer: "https://provider.example".to_owned(), subject: "1".to_owned() };
    let new = NewAccount {
        id: ids().make(NOW + 77),
        name: "chi".parse().unwrap(),
        full_name: "Chi".to_owned(),
        grants: Vec::new(),
        demonstration_password: None,
        subject: Some(subject),
    };
    assert!(db.store.add_account(&Author::Program, NOW, &new).await.unwrap());
    let account = db.store.account_named(&new.name).await.unwrap().unwrap();
    let token = tests::world::sources(NOW + 5).secrets.make(server::accounts::token::Token::random);
    let session = server::store::sessions::Session {
        id: ids().make(NOW + 78),
        account_id: account.id,
        complete: true,
        created_at: NOW,
        seen_at: NOW,
        expires_at: NOW + MINUTE,
        browser: String::new(),
    };
    let hash = token.hash(server::accounts::token::Purpose::Session);
    db.store.open_session(&account, &session, hash).await.unwrap();
    let mut jar = stage.jar();
    jar.cookies.insert("hailong".to_owned(), token.reveal());
    let page = jar.get("/account").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text().contains("Khóa truy cập"), "{}", page.text());
    assert_eq!(jar.get("/account/passkeys").await.status, StatusCode::NOT_FOUND);
    let fields = [("passkey", "Khóa"), ("present", PASSWORD)];
    assert_eq!(jar.post("/account/passkeys", &fields).await.status, StatusCode::NOT_FOUND);
    assert_eq!(jar.post("/account/passkeys/new", &fields).await.status, StatusCode::NOT_FOUND);
}

async fn what_was_not_answered_is_forgotten(db: TestDatabase) {
    let stage = Stage::new(&db).await;
    for _ in 0..3 {
        stage.jar().asked().await;
    }
    assert_eq!(stage.challenges().await, 3);
    stage.later(5 * MINUTE);
    stage.jar().asked().await;
    assert_eq!(stage.challenges().await, 1);
    // What the public sees has nothing of it.
    let public = stage.app.public();
    for (address, _) in stage.app.staff_addresses().iter().filter(|(address, _)| address.contains("passkey")) {
        let path = address.replace("{id}", "x");
        for method in [Method::GET, Method::POST] {
            let kind = [("content-type", "application/x-www-form-urlencoded")];
            assert_eq!(public.send(method, &path, &kind, Vec::new()).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

async fn whoever_asks_without_end_fills_nothing(db: TestDatabase) {
    const FLOOD: [&str; 2] = [
        "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 5000) INSERT INTO passkey_challenge \
         SELECT randomblob(32), NULL, '{}', (SELECT MIN(expires_at) FROM passkey_challenge) + 1 + n / 2 FROM n",
        "INSERT INTO passkey_challenge SELECT decode(md5(n::text) || md5('x' || n), 'hex'), NULL, '{}', \
         (SELECT MIN(expires_at) FROM passkey_challenge) + 1 + n / 2 FROM generate_series(1, 5000) AS n",
    ];
    const CHALLENGE: &str = "/sign-in/code/passkey/challenge";
    let stage = Stage::new(&db).await;
    let (_, mut authenticator, _) = stage.holder("an", 7).await;
    // Somebody begins to sign in, and another to sign in after the password.
    let (mut slow, mut half, mut quick) = (stage.jar(), stage.jar(), stage.jar());
    let asked = slow.asked().await;
    let password = [("name", "an"), ("password", PASSWORD), ("to", "")];
    half.post("/sign-in", &password).await;
    let code = half.asked_at(CHALLENGE).await;
    // Meanwhile thousands are asked for that nobody answers.
    let text = FLOOD[usize::from(matches!(stage.store.database(), Database::Postgres(_)))];
    match stage.store.database() {
        Database::Sqlite { write, .. } => drop(sqlx::query(text).execute(write).await.unwrap()),
        Database::Postgres(pool) => drop(sqlx::query(text).execute(pool).await.unwrap()),
    }
    stage.later(MINUTE);
    let last = quick.asked().await;
    // What was asked in a session stands beside them.
    assert_eq!(stage.challenges().await, server::store::passkeys::MOST_OPEN + 1);
    // Who is quick does not notice; who is too slow is asked anew; who showed the password is not driven out.
    assert_eq!(quick.answer(&authenticator.sign_next(&last)).await.status, StatusCode::SEE_OTHER);
    slow.is_refused(&authenticator.sign_next(&asked), "driven out").await;
    let signed = authenticator.sign_next(&code).to_string();
    let answer = half.clone().post("/sign-in/code/passkey", &[("answer", &signed), ("to", "")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    // In a session the last question is the only one.
    let mut half = stage.jar();
    half.post("/sign-in", &password).await;
    let before = stage.challenges().await;
    for _ in 0..3 {
        half.asked_at(CHALLENGE).await;
    }
    assert_eq!(stage.challenges().await, before + 1);
}
