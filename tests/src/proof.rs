//! The proof that nothing is lost and nothing is there twice: what was acknowledged is stored exactly once, what is sent again is stored
//! exactly once, nothing else is stored, and every count agrees.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use server::store::Store;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::load::{Outcome, Submission};
use crate::program::{self, Program};
use crate::world::fill;

/// How many forms are sent again at the same time.
const AT_ONCE: usize = 16;
/// How long an answer may take while the database is away: a little more than twice what the program itself waits for it, because a
/// page and what it stores are asked for one after the other.
const CLEAR: Duration = Duration::from_secs(12);
/// How long it may take until everything is rolled up: a second, or what another instance needs to take over.
const ROLLUP: Duration = Duration::from_secs(10);
/// How much of the program's log is shown with what is wrong.
const LAST_LINES: usize = 5;

/// A database with the small world in it, and what is known of it.
#[derive(Debug)]
pub struct Proof {
    /// The database's address.
    pub url: String,
    /// What was found so far.
    pub found: Found,
    campaign: Uuid,
    sent: BTreeSet<Uuid>,
    acknowledged: BTreeSet<Uuid>,
}

/// What the rounds of a fault found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Rounds.
    pub rounds: u32,
    /// Forms sent, each counted once.
    pub submissions: usize,
    /// Those acknowledged while the fault happened.
    pub acknowledged: usize,
    /// Those told to try later meanwhile.
    pub told_later: usize,
    /// Acknowledged and not stored.
    pub lost: usize,
    /// Stored more than once.
    pub doubled: usize,
    /// Rounds after which `hailong check` agreed, both before and after everything was sent again.
    pub checked: u32,
    /// The longest that anybody waited for an answer, whichever.
    pub longest: Duration,
    /// Everything that was not as it should be.
    pub wrong: Vec<String>,
}

impl Proof {
    /// Fills an empty database with the small world.
    pub async fn begin(url: &str) -> Self {
        let store = Store::open(url).await.expect("an empty database");
        let campaign = fill(&store).await.feedback.id;
        store.close().await;
        Self { url: url.to_owned(), found: Found::default(), campaign, sent: BTreeSet::new(), acknowledged: BTreeSet::new() }
    }

    /// The campaign to which everything is sent.
    #[must_use]
    pub const fn campaign(&self) -> Uuid {
        self.campaign
    }

    /// Starts the program over the database and waits until it serves.
    pub async fn serve(&self, options: &[&str]) -> Program {
        let mut program = Program::start(&self.url, options);
        program.ready().await;
        program
    }

    /// Notes something that is not as it should be.
    pub fn wrong(&mut self, what: impl Into<String>) {
        let round = self.found.rounds + 1;
        self.found.wrong.push(format!("round {round}: {}", what.into()));
    }

    /// Notes something that is not as it should be, unless it is.
    pub fn must(&mut self, is: bool, what: &str) {
        if !is {
            self.wrong(what);
        }
    }

    /// The program ran all the time, so everybody was thanked or told when to try again.
    pub fn everybody_was_told(&mut self, submissions: &[Submission]) {
        let other = submissions.iter().filter(|sent| !matches!(sent.outcome, Outcome::Stored | Outcome::TryLater));
        let other: Vec<_> = other.map(|sent| format!("{:?} after {} ms", sent.outcome, sent.took.as_millis())).collect();
        if let Some(first) = other.first() {
            self.wrong(format!(
                "{} of {} got neither 303 nor 503 with Retry-After, such as {first}",
                other.len(),
                submissions.len()
            ));
        }
        let longest = submissions.iter().map(|sent| sent.took).max().unwrap_or_default();
        self.must(longest < CLEAR, &format!("somebody was left waiting for {} s", longest.as_secs()));
    }

    /// Waits until everything is rolled up; says whether that happened in time.
    pub async fn nothing_pends_within(&self, patience: Duration) -> bool {
        let store = Store::open(&self.url).await.expect("the database");
        let begun = Instant::now();
        let mut pending = store.pending_rows().await.expect("what is pending");
        while pending > 0 && begun.elapsed() < patience {
            tokio::time::sleep(Duration::from_millis(20)).await;
            pending = store.pending_rows().await.expect("what is pending");
        }
        store.close().await;
        pending == 0
    }

    /// Looks after the storm, sends everything again, looks once more, and waits until everything is rolled up. Ends the round.
    pub async fn after(&mut self, program: &Program, submissions: &[Submission]) {
        let before = self.found.wrong.len();
        self.sent.extend(submissions.iter().map(|sent| sent.id));
        let acknowledged = submissions.iter().filter(|sent| sent.outcome == Outcome::Stored).map(|sent| sent.id);
        let acknowledged: BTreeSet<Uuid> = acknowledged.collect();
        self.acknowledged.extend(&acknowledged);
        let agreed = self.look("after the fault").await;
        self.send_again(program, submissions).await;
        let agreed_again = self.look("after everything was sent again").await;
        let rolled_up = self.nothing_pends_within(ROLLUP).await;
        self.must(rolled_up, "what is pending is not rolled up");
        let log = program.log();
        self.must(!log.contains("panicked"), "the program panicked");
        if self.found.wrong.len() > before {
            let lines: Vec<_> = log.lines().collect();
            self.wrong(format!("the program's log ends: {}", lines[lines.len().saturating_sub(LAST_LINES)..].join(" / ")));
        }
        let found = &mut self.found;
        found.rounds += 1;
        found.submissions += submissions.len();
        found.acknowledged += acknowledged.len();
        found.told_later += submissions.iter().filter(|sent| sent.outcome == Outcome::TryLater).count();
        found.checked += u32::from(agreed && agreed_again);
        found.longest = submissions.iter().map(|sent| sent.took).max().unwrap_or_default().max(found.longest);
    }

    /// Reads what is stored and recounts; whether every count agrees.
    async fn look(&mut self, when: &str) -> bool {
        let store = Store::open(&self.url).await.expect("the database after the fault");
        let rows = store.response_ids(self.campaign).await.expect("the responses");
        let all = store.response_count().await.expect("the responses");
        store.close().await;
        let stored: BTreeSet<Uuid> = rows.iter().copied().collect();
        let lost = self.acknowledged.difference(&stored).count();
        let doubled = rows.len() - stored.len();
        let strange = stored.difference(&self.sent).count() + usize::try_from(all).expect("a count") - rows.len();
        for (number, what) in [(lost, "lost"), (doubled, "doubled"), (strange, "stored and never sent")] {
            if number > 0 {
                self.wrong(format!("{when}: {number} {what}"));
            }
        }
        self.found.lost += lost;
        self.found.doubled += doubled;
        let check = program::check(&self.url);
        if !check.success {
            self.wrong(format!("{when}: `hailong check`: {}{}", check.output, check.errors));
        }
        check.success
    }

    /// Sends every form again: each is thanked, whatever came of it before.
    async fn send_again(&mut self, program: &Program, submissions: &[Submission]) {
        let mut others = Vec::new();
        for some in submissions.chunks(submissions.len().div_ceil(AT_ONCE).max(1)) {
            let (some, address) = (some.to_vec(), program.address().to_owned());
            others.push(async move {
                let mut outcomes = Vec::new();
                for submission in some {
                    outcomes.push((submission.id, submission.again(&address).await));
                }
                outcomes
            });
        }
        let outcomes = others.into_iter().collect::<JoinSet<_>>().join_all().await.concat();
        let (thanked, wrong): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(|(_, outcome)| *outcome == Outcome::Stored);
        self.acknowledged.extend(thanked.into_iter().map(|(id, _)| id));
        if let Some((_, first)) = wrong.first() {
            self.wrong(format!("{} of {} were sent again and not thanked: {first:?}", wrong.len(), submissions.len()));
        }
    }
}
