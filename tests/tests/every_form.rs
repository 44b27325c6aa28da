//! Every form of the staff, found on the pages themselves, under every payload: in every field that takes text, in every other field, and in a
//! file. What is taken is stored, and every page is read again.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use app::domain::role::{Grant, Reach, Role, Scope};
use axum::http::StatusCode;
use server::audit::Author;
use server::sources::Clock;
use tests::NOW;
use tests::client::{Answer, TestApp};
use tests::database::TestDatabase;
use tests::forms::{Form, Kind, posted};
use tests::markup::Vocabulary;
use tests::staff::{Browser, add};
use tests::subjects::{OWN, Subjects};
use tests::world::fill;

/// Longer than any answer takes, and shorter than payloads that wait in the database would make it.
const AT_ONCE: Duration = Duration::from_secs(8);
/// All pages are read again after so many payloads.
const ROUND: usize = 16;

/// The forms whose fields need nobody to type: what they ask is answered by a button, as whether something is to be removed. Other tests press
/// these.
const BUTTONS: [&str; 21] = [
    "/sign-out",
    "/account/passkeys/new",
    "/account/sessions",
    "/account/second-factor",
    "/manage/users/{id}/link",
    "/manage/users/{id}/suspension",
    "/manage/campaigns/archive",
    "/manage/campaigns/{id}/sectors",
    "/manage/campaigns/{id}/opening",
    "/manage/campaigns/{id}/closing",
    "/manage/campaigns/{id}/archiving",
    "/manage/points/{code}/withdrawal",
    "/manage/devices/{id}/link",
    "/manage/devices/{id}/revocation",
    "/manage/invitations/{id}/links",
    "/manage/invitations/{id}/withdrawal",
    "/manage/questionnaires/{code}/{number}/publication",
    "/manage/questionnaires/{code}/{number}/retirement",
    "/manage/paper-forms/{id}",
    "/manage/campaigns/{id}/sample/verification",
    "/manage/retention/{id}/lifting",
];

mod every_form_and_every_page {
    use tests::payloads::{SQL, XSS};

    #[tokio::test]
    async fn sqlite() {
        let payloads: Vec<&str> = XSS.iter().chain(SQL).copied().collect();
        super::under(tests::database::TestDatabase::sqlite().await, &payloads).await;
    }

    #[tokio::test]
    async fn postgres() {
        // What makes markup of a payload is the same program on both.
        super::under(tests::database::TestDatabase::postgres().await, SQL).await;
    }
}

/// What is sent to, and who sends.
struct Stage {
    browser: Browser,
    ours: Vocabulary,
    pages: Vec<String>,
    forms: Vec<(String, Form)>,
}

async fn under(db: TestDatabase, payloads: &[&str]) {
    let world = fill(&db.store).await;
    let subjects = Subjects::add(&db.store, &world).await;
    let boss = add(&db.store, "boss", Role::Administrator, "").await;
    let grants: Vec<Grant> = Role::ALL.map(|role| Grant { role, scope: Scope::Everything }).into();
    let changed = (boss.full_name.as_str(), grants.as_slice());
    assert!(db.store.change_account(&Author::Program, NOW, &Reach::Everything, &boss, changed).await.unwrap());
    let app = TestApp::with(&db.store, Clock::fixed(NOW + 1), |config| {
        // Under a name, there are passkeys too.
        config.public_url = Some("http://localhost:3000".to_owned());
    });
    let mut stage = Stage::over(&app, &subjects).await;
    let accounts = db.store.accounts(&Reach::Everything).await.unwrap().len();
    for (number, payload) in payloads.iter().enumerate() {
        stage.send(payload).await;
        if number % ROUND == ROUND - 1 || number == payloads.len() - 1 {
            stage.read(payload).await;
        }
    }
    // What was typed added accounts, perhaps, and took none away.
    assert!(db.store.accounts(&Reach::Everything).await.unwrap().len() >= accounts);
    assert!(db.store.units().await.unwrap().get("xa-mot").is_some());
    assert!(db.store.check_audit().await.unwrap().is_ok());
}

impl Stage {
    /// Reads every page, finds its forms, and learns what pages and answers consist of.
    async fn over(app: &TestApp, subjects: &Subjects) -> Self {
        let mut browser = Browser::signed_in(app, "boss").await;
        let mut ours = Vocabulary::default();
        // The way to more of a list, once it is long.
        ours.learn("<a class=button href=/manage/audit rel=next></a><a class=button href=/manage/audit rel=prev></a>");
        let (mut pages, mut forms, mut posts) = (Vec::new(), Vec::<(String, Form)>::new(), BTreeSet::new());
        for (address, _) in app.staff_addresses() {
            let path = subjects.path(address, OWN);
            let is_button = BUTTONS.contains(&address) || address.ends_with("/removal");
            if !is_button && browser.clone().post(&path, &[("nothing", "")]).await.status != StatusCode::METHOD_NOT_ALLOWED {
                posts.insert(path.clone());
            }
            let page = browser.get(&path).await;
            ours.learn(page.text());
            for mut form in posted(page.text()) {
                if form.action.is_empty() {
                    form.action.clone_from(&path);
                }
                if form.action != "/sign-out" && !forms.iter().any(|(_, known)| *known == form) {
                    forms.push((path.clone(), form));
                }
            }
            pages.push(path);
        }
        // Those whose pages a stranger sees, and those that stand before a link.
        posts.retain(|path| !path.starts_with("/sign-in") && !path.starts_with("/invitation"));
        let met: BTreeSet<String> = forms.iter().map(|(_, form)| form.action.clone()).collect();
        let missed: Vec<&String> = posts.difference(&met).collect();
        assert!(missed.is_empty(), "no page has a form for {missed:?}");
        let public =
            ["/", "/results", "/results?unit=xa-mot", "/methods", "/privacy", "/withdraw", "/s/jjjjjj", "/manage/audit?before=9"];
        pages.extend(public.map(str::to_owned));
        let mut stage = Self { browser, ours, pages, forms };
        for harmless in ["?", "một", "1", "", "a;b\n;c\na;d\ne"] {
            for answer in stage.answers(harmless).await {
                stage.ours.learn(answer.1.text());
            }
        }
        for path in stage.pages.clone() {
            let page = stage.browser.get(&path).await;
            stage.ours.learn(page.text());
        }
        stage
    }

    /// What comes of every form with a text in all its fields, and with it only where somebody types.
    async fn answers(&mut self, text: &str) -> Vec<(String, Answer)> {
        let mut answers = Vec::new();
        for (page, form) in &self.forms {
            let everywhere = form.filled(|_| text);
            let typed = form.filled(|field| if field.kind == Kind::Text { text } else { &field.value });
            for fields in [Some(everywhere), form.takes_text().then_some(typed)].into_iter().flatten() {
                let begun = Instant::now();
                let answer = match form.file() {
                    Some(name) if form.multipart => self.browser.upload(&form.action, &fields, (name, text.as_bytes())).await,
                    _ => self.browser.post(&form.action, &fields).await,
                };
                assert!(begun.elapsed() < AT_ONCE, "{} waits for {text}", form.action);
                answers.push((form.action.clone(), answer));
            }
            if form.takes_text() {
                answers.push((page.clone(), self.browser.get(page).await));
            }
        }
        answers
    }

    async fn send(&mut self, payload: &str) {
        for (asked, answer) in self.answers(payload).await {
            self.judge(&asked, payload, &answer);
        }
    }

    async fn read(&mut self, payload: &str) {
        for path in self.pages.clone() {
            let answer = self.browser.get(&path).await;
            self.judge(&path, payload, &answer);
        }
    }

    fn judge(&self, asked: &str, payload: &str, answer: &Answer) {
        assert!(answer.status.as_u16() < 500, "{} {asked} with {payload}", answer.status);
        if !answer.header("content-type").starts_with("text/html") {
            return;
        }
        assert_eq!(self.ours.strange(answer), Vec::<String>::new(), "{} {asked} with {payload}", answer.status);
    }
}
