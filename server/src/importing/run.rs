//! Taking a file: beside the request that asked for it, because a hundred thousand lines take longer than anybody looks at a page that does
//! not come.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use app::domain::classification::Classification;
use app::domain::import::{Catalogue, Change, Entry};
use app::domain::role::Reach;
use app::domain::target::Target;
use serde_json::json;
use uuid::Uuid;

use super::Failure;
use super::checked::{Checked, Planned};
use super::jobs::{Added, Job, Outcome};
use crate::App;
use crate::audit::{Act, Action, Author};
use crate::store::imports::{Taking, subject, unit_of};
use crate::tables::Table;

/// How long whoever asked waits for the end before they are shown how far it is. Nearly every file is taken sooner.
const PATIENCE: Duration = Duration::from_millis(1_500);
/// How often a file is judged again because something was changed, whatever it was.
const TRIES: usize = 5;

/// Who takes what.
#[derive(Clone, Debug)]
pub struct Order {
    /// The identifier of the import.
    pub id: Uuid,
    /// What the file has.
    pub catalogue: Catalogue,
    /// Who takes it.
    pub author: Author,
    /// How far they reach.
    pub reach: Reach,
    /// The file.
    pub table: Arc<Table>,
}

/// Begins to take a file that was looked at, and waits a little for the end; `false` where too many others wait for their turn. The same
/// again begins nothing.
///
/// # Errors
/// When the database does not answer; then it was not begun.
pub async fn begin(app: &App, order: Order, checked: Checked) -> Result<bool, Failure> {
    let now = app.clock.now();
    let (added, changed, _) = checked.planned.counts();
    let rows = 2 * (added + changed) as u64 + 1;
    let account = order.author.name().unwrap_or_default().to_owned();
    let job = match app.imports.add(order.id, (order.catalogue, &account, rows), now) {
        Added::New(job) => job,
        Added::Known => return Ok(true),
        Added::Full => return Ok(false),
    };
    let act = Act {
        unit: unit_of(&order.reach),
        after: Some(json!({ "of": order.catalogue.word(), "added": added, "changed": changed })),
        ..Act::on(Action::ImportBegun, subject(order.id))
    };
    if let Err(error) = app.store.note(&order.author, now, &act).await {
        job.end(Outcome::Failed);
        return Err(error.into());
    }
    let running = (app.clone(), job.clone());
    tokio::spawn(async move {
        let (app, job) = running;
        let _turn = app.imports.turn.lock().await;
        let outcome = run(&app, &order, checked, &job).await.unwrap_or_else(|error| {
            tracing::error!(%error, id = %order.id, "a file was not taken");
            Outcome::Failed
        });
        job.end(outcome);
    });
    // Whoever is not answered in time looks at how far it is.
    let _ = tokio::time::timeout(PATIENCE, job.ended()).await;
    Ok(true)
}

/// Takes it; where something was changed since it was judged, it is judged again, and taken if it changes what was seen.
async fn run(app: &App, order: &Order, mut checked: Checked, job: &Job) -> Result<Outcome, Failure> {
    let seen = checked.fingerprint.clone();
    for _ in 0..TRIES {
        job.write_anew();
        if take(app, order, &checked, job).await? {
            return Ok(Outcome::Taken);
        }
        match Checked::of(&app.store, &order.reach, order.catalogue, &order.table).await? {
            Ok(again) if !again.is_faulty() && again.fingerprint == seen => checked = again,
            _ => break,
        }
    }
    Ok(Outcome::ChangedMeanwhile)
}

async fn take(app: &App, order: &Order, checked: &Checked, job: &Job) -> Result<bool, Failure> {
    let now = app.clock.now();
    let written = |rows| job.write(rows);
    let taking = Taking {
        by: &order.author,
        now,
        reach: &order.reach,
        id: order.id,
        revision: checked.directory.revision(),
        written: &written,
    };
    let taken = match &checked.planned {
        Planned::Units(plan) => app.store.import_units(&taking, &plan.changes, &checked.directory.units).await,
        Planned::Sectors(plan) => app.store.import_sectors(&taking, &plan.changes).await,
        Planned::Targets(plan, there) => {
            let ids = ids(app, now, &plan.changes, there);
            // Each line has one.
            let id = |change: &Change<Target>| ids.get(&change.line).copied().unwrap_or_default();
            app.store.import_targets(&taking, &plan.changes, id).await
        }
        Planned::Classifications(plan, there) => {
            let ids = ids(app, now, &plan.changes, there);
            let id = |change: &Change<Classification>| ids.get(&change.line).copied().unwrap_or_default();
            app.store.import_classifications(&taking, &plan.changes, id).await
        }
    };
    Ok(taken?)
}

/// The identifier of what each line changes, and a new one for what it adds.
fn ids<T: Entry>(app: &App, now: i64, changes: &[Change<T>], there: &[(Uuid, T)]) -> HashMap<u64, Uuid> {
    let known: HashMap<_, Uuid> = there.iter().map(|(id, entry)| (entry.key(), *id)).collect();
    let id = |change: &Change<T>| known.get(&change.new.key()).copied().unwrap_or_else(|| app.ids.make(now));
    changes.iter().map(|change| (change.line, id(change))).collect()
}
