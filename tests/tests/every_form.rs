//! Every form of the staff, and of those who are strangers still or were invited, found on the pages themselves, under every payload: in every
//! field that takes text, in every other field, and in a file. What is taken is stored, and every page is read again; so is what came to be
//! stored otherwise.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use app::domain::account::Account;
use app::domain::role::{Grant, Reach, Role, Scope};
use app::domain::sample::column::Column;
use app::domain::sample::{Clusters, Design, Element, FrameFacts, Plan, Sample, Stratum};
use app::pages::manage::audit::{ACTIONS, KINDS, parts};
use app::pages::manage::audit_changes::is_known;
use axum::http::StatusCode;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha20Rng;
use server::accounts::passkeys::NewKey;
use server::accounts::token::{Purpose, Token};
use server::accounts::totp::Secret;
use server::audit::Author;
use server::sources::Clock;
use server::store::audit::Wanted;
use server::store::batches::NewBatch;
use server::store::{Database, Store};
use tests::NOW;
use tests::client::{Answer, TestApp};
use tests::database::TestDatabase;
use tests::forms::{Form, Kind, posted};
use tests::invitations::{self, INVITED};
use tests::markup::Vocabulary;
use tests::staff::{Browser, PASSWORD, add};
use tests::subjects::{OWN, Subjects};
use tests::world::fill;
use uuid::Uuid;

/// Longer than any answer takes, and shorter than payloads that wait in the database would make it.
const AT_ONCE: Duration = Duration::from_secs(8);
/// All pages are read again after so many payloads.
const ROUND: usize = 16;

/// The forms whose fields need nobody to type: what they ask is answered by a button, as whether something is to be removed. Other tests press
/// these.
const BUTTONS: [&str; 24] = [
    "/manage/tokens/{id}/revocation",
    "/analysis/review",
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
    "/analysis/exports/{id}/cancellation",
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
    app: TestApp,
    store: Store,
    browser: Browser,
    /// The draft of a random sample.
    draft: Uuid,
    /// Whose password a link sets, and who needs a second factor.
    accounts: (Account, Account),
    /// Each link and each key is another.
    rng: ChaCha20Rng,
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
    invitations::add_point(&db.store, &world.feedback).await;
    let second = add(&db.store, "an", Role::Analyst, "tinh").await;
    db.store.set_second_factor(&Author::Program, NOW, &second, (&Secret::from_bytes([9; 20]), 0, &[])).await.unwrap();
    let accounts = (add(&db.store, "binh", Role::Analyst, "tinh").await, second);
    let mut stage = Stage::over((&app, &db.store), &subjects, accounts).await;
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
    everything_in_the_log_has_a_name(&db.store).await;
}

/// What readers of the log are told, they are told in words: what was done, to what, and which fields it had.
async fn everything_in_the_log_has_a_name(store: &Store) {
    let (mut unnamed, mut beyond) = (BTreeSet::new(), None);
    loop {
        let wanted = Wanted { beyond, ..Wanted::default() };
        let entries = store.audit(&Reach::Everything, &wanted, 1_000).await.unwrap();
        let Some(last) = entries.last() else { break };
        beyond = Some(last.number);
        for entry in &entries {
            let has_name = ACTIONS.iter().any(|(word, _)| *word == entry.action);
            unnamed.extend((!has_name).then(|| entry.action.clone()));
            let kind = parts(&entry.subject).0;
            unnamed.extend((!KINDS.iter().any(|(known, _)| *known == kind)).then(|| entry.subject.clone()));
            for json in [&entry.before, &entry.after].into_iter().flatten() {
                let told: serde_json::Map<String, serde_json::Value> = serde_json::from_str(json).unwrap();
                unnamed.extend(told.into_iter().map(|(field, _)| field).filter(|field| !is_known(field)));
            }
        }
    }
    assert!(unnamed.is_empty(), "{unnamed:?}");
}

impl Stage {
    /// Reads every page, finds its forms, and learns what pages and answers consist of.
    async fn over((app, store): (&TestApp, &Store), subjects: &Subjects, accounts: (Account, Account)) -> Self {
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
        let draft = subjects.path("/manage/campaigns/{id}", OWN).rsplit('/').next().unwrap().parse().unwrap();
        let rng = ChaCha20Rng::seed_from_u64(2711);
        let mut stage = Self { app: app.clone(), store: store.clone(), browser, draft, accounts, rng, ours, pages, forms };
        for harmless in ["?", "một", "1", "", "a;b\n;c\na;d\ne"] {
            let mut answers = stage.answers(harmless).await;
            answers.extend(stage.strangers(harmless).await);
            answers.extend(stage.stored(harmless).await);
            for answer in answers {
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

    /// What comes of the forms before anybody is signed in, or wholly so, and of those who were invited.
    async fn strangers(&mut self, text: &str) -> Vec<(String, Answer)> {
        // Whoever failed need not wait, so that each text is looked at.
        forget_failures(&self.store).await;
        let mut stranger = Browser::new(&self.app);
        let mut answers = Vec::new();
        for path in ["/sign-in", "/withdraw"] {
            fill_in(&mut stranger, path, text, &[], &mut answers).await;
        }
        forget_failures(&self.store).await;
        let mut half = Browser::new(&self.app);
        let password = [("name", self.accounts.1.name.as_str()), ("password", PASSWORD), ("to", text)];
        assert_eq!(half.post("/sign-in", &password).await.status, StatusCode::SEE_OTHER);
        fill_in(&mut half, "/sign-in/code", text, &[], &mut answers).await;
        // A link that sets a password, which may be any long text.
        let token = Token::random(&mut self.rng);
        let link = (token.hash(Purpose::Invitation), NOW + 1_000_000);
        assert!(self.store.add_link(&Author::Program, NOW, &Reach::Everything, &self.accounts.0, link).await.unwrap());
        fill_in(&mut stranger, &format!("/invitation/{}", token.reveal()), text, &[], &mut answers).await;
        // Links that take an answer.
        let batch = Uuid::from_u128(self.rng.random());
        for (_, token) in invitations::issue(&self.store, batch, &["HS-1", "HS-2"]).await {
            let ratings = ["q-a1", "q-a2", "q-b1", "q-c1", "q-overall"].map(|name| (name, "5"));
            fill_in(&mut stranger, &format!("/i/{}", token.reveal()), text, &ratings, &mut answers).await;
        }
        answers
    }

    /// The pages on which something is read that was stored with a text wherever it has one, though no form gave it like this: names of lists, of
    /// passkeys, of strata and columns of a frame, and what the log tells of them.
    async fn stored(&mut self, text: &str) -> Vec<(String, Answer)> {
        // What NUL there is, forms have taken out.
        let text = text.replace('\0', "");
        let (by, all) = (Author::Account { name: "boss".to_owned(), session: None }, Reach::Everything);
        let batch = NewBatch {
            id: Uuid::from_u128(self.rng.random()),
            point: INVITED.parse().unwrap(),
            name: text.clone(),
            expires_at: NOW + 1_000_000,
            references: vec![text.clone(), format!("{text} 2")],
        };
        let rng = &mut self.rng;
        assert!(self.store.issue(&by, NOW, &all, (&batch, "tinh"), || Token::random(rng)).await.unwrap());
        let boss = self.store.account_named(&"boss".parse().unwrap()).await.unwrap().unwrap();
        let key = NewKey { credential_id: Uuid::from_u128(self.rng.random()).as_bytes().to_vec(), credential: "{}".to_owned() };
        let passkey = Uuid::from_u128(self.rng.random());
        assert!(self.store.add_passkey(&by, NOW, &boss, (passkey, &text, &key), &[]).await.unwrap());
        let (sample, elements) = drawn(self.draft, &text);
        assert!(self.store.freeze_sample(&by, NOW, &all, (&sample, &elements, "xa-mot")).await.unwrap());
        let campaign = format!("/manage/campaigns/{}", self.draft);
        let paths = [
            "/account".to_owned(),
            format!("/account/passkeys/{passkey}/removal"),
            "/manage/invitations".to_owned(),
            format!("/manage/invitations/{}", batch.id),
            format!("/manage/invitations/{}/withdrawal", batch.id),
            format!("/manage/points/{INVITED}"),
            campaign.clone(),
            format!("{campaign}/sample"),
            format!("{campaign}/sample/verification"),
            format!("{campaign}/sample/removal"),
            "/manage/audit".to_owned(),
            "/manage/audit?action=sample-drawn".to_owned(),
            format!("/manage/audit?subject=invitations%20{}", batch.id),
        ];
        let mut answers = Vec::new();
        for path in paths {
            answers.push((path.clone(), self.browser.get(&path).await));
        }
        // Whatever a form ordered to be kept may be discarded again.
        self.store.lift_hold(&by, NOW, &all, (self.draft, "tinh")).await.unwrap();
        assert!(self.store.discard_sample(&by, NOW, &all, self.draft).await.unwrap());
        answers.push(("after".to_owned(), self.browser.get("/manage/audit?action=sample-discarded").await));
        assert!(self.store.remove_passkey(&by, NOW, &boss, passkey).await.unwrap());
        answers
    }

    async fn send(&mut self, payload: &str) {
        let mut answers = self.answers(payload).await;
        answers.extend(self.strangers(payload).await);
        answers.extend(self.stored(payload).await);
        for (asked, answer) in answers {
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

/// Sends every form of a page with a text in all its fields, and with it where somebody types and answers beside it; and reads where that leads.
async fn fill_in(browser: &mut Browser, path: &str, text: &str, beside: &[(&str, &str)], answers: &mut Vec<(String, Answer)>) {
    let page = browser.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}");
    let forms = posted(page.text());
    assert!(forms.iter().any(Form::takes_text), "{path} has a form");
    answers.push((path.to_owned(), page));
    for form in forms {
        let action = if form.action.is_empty() { path } else { &form.action };
        let everywhere = form.filled(|_| text);
        let mut typed = form.filled(|field| if field.kind == Kind::Text { text } else { &field.value });
        typed.extend(beside);
        for fields in [everywhere, typed] {
            let begun = Instant::now();
            let answer = browser.post(action, &fields).await;
            assert!(begun.elapsed() < AT_ONCE, "{action} waits for {text}");
            let to = answer.header("location").to_owned();
            answers.push((action.to_owned(), answer));
            if !to.is_empty() {
                answers.push((to.clone(), browser.get(&to).await));
            }
        }
    }
}

async fn forget_failures(store: &Store) {
    let text = "DELETE FROM sign_in_failure";
    match store.database() {
        Database::Sqlite { write, .. } => drop(sqlx::query(text).execute(write).await.unwrap()),
        Database::Postgres(pool) => drop(sqlx::query(text).execute(pool).await.unwrap()),
    }
}

/// A sample with a text for every name.
fn drawn(campaign: Uuid, text: &str) -> (Sample, Vec<Element>) {
    let clusters = Clusters { all: 3, drawn: 1, size: 9, certain: vec![text.to_owned()] };
    let sample = Sample {
        campaign_id: campaign,
        drawn_at: NOW,
        drawn_by: "boss".to_owned(),
        frame: FrameFacts { hash: "0".repeat(64), elements: 3 },
        plan: Plan {
            design: Design::Systematic { n: 1 },
            columns: Column::ALL.map(|column| (column, text.to_owned())).into_iter().collect(),
        },
        seed: "2711".parse().unwrap(),
        seed_typed: true,
        algorithm: 1,
        strata: vec![Stratum {
            code: "s1".to_owned(),
            name: text.to_owned(),
            elements: 3,
            drawn: 1,
            clusters: Some(clusters),
            weights: (3.0, 3.0),
        }],
        result_hash: "0".repeat(64),
        size: 1,
        listed: 1,
    };
    let element = Element {
        position: 1,
        reference: text.to_owned(),
        names: (text.to_owned(), text.to_owned()),
        place: ("s1".to_owned(), "c1".to_owned()),
        probability: 1.0 / 3.0,
        weight: 3.0,
    };
    (sample, vec![element])
}
