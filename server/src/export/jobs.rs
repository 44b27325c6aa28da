//! Exports that staff ask for, made one after another while the program serves: apart from the threads that answer, from the database as it
//! stands, into a folder of their own that goes when nobody needs it.

use std::fs;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use app::domain::export_job::Order;
use app::domain::role::Reach;
use rand::Rng;
use tokio::runtime::Handle;
use tokio::time::interval;
use uuid::Uuid;

use super::archive::archive;
use super::{ExportError, Protection, Request, Stage, export};
use crate::App;
use crate::accounts::token::Token;
use crate::sources::Clock;
use crate::store::export_jobs::Claim;
use crate::store::microdata::Selection;
use crate::store::{Store, StoreError};

/// How often it is looked whether an export waits.
const PACE: Duration = Duration::from_secs(2);
/// How often whoever makes one says how far it is, and hears whether it was cancelled.
const BEAT: Duration = Duration::from_secs(1);
/// How often files that nobody needs are looked for, in glances.
const TIDYING: u32 = 30;

/// The files of an export in its folder, and all of them as one.
const FILES: &str = "files";
const ARCHIVE: &str = "export.zip";

/// Where the files of exports are.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// In this directory, which need not be there yet. Several instances must share it.
    #[must_use]
    pub const fn at(directory: PathBuf) -> Self {
        Self(directory)
    }

    /// The file of an export, to be fetched.
    #[must_use]
    pub fn file(&self, id: Uuid) -> PathBuf {
        self.of(id).join(ARCHIVE)
    }

    fn of(&self, id: Uuid) -> PathBuf {
        self.0.join(id.to_string())
    }

    /// Removes all files of an export.
    ///
    /// # Errors
    /// When there are some and they stay.
    pub fn clear(&self, id: Uuid) -> io::Result<()> {
        match fs::remove_dir_all(self.of(id)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Removes the files of all exports but these.
    fn clear_all_but(&self, kept: &[Uuid]) -> io::Result<()> {
        let entries = match fs::read_dir(&self.0) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        for entry in entries {
            // What has another name is not ours.
            let id = entry?.file_name().to_str().and_then(|name| name.parse().ok());
            if let Some(id) = id.filter(|id| !kept.contains(id)) {
                self.clear(id)?;
            }
        }
        Ok(())
    }
}

/// Makes exports for as long as the program serves.
pub async fn keep_exporting(app: App) {
    let mut glances = interval(PACE);
    let mut count = 0_u32;
    loop {
        glances.tick().await;
        if count.is_multiple_of(TIDYING)
            && let Err(error) = tidy(&app).await
        {
            tracing::warn!(%error, "files of exports that nobody needs could not be removed yet");
        }
        count = count.wrapping_add(1);
        loop {
            match run_next(&app).await {
                Ok(Some(_)) => {}
                Ok(None) => break,
                Err(error) => {
                    tracing::warn!(%error, "an export could not be made yet");
                    break;
                }
            }
        }
    }
}

/// Removes exports whose time is over, and every file that belongs to none.
///
/// # Errors
/// When the database does not answer or a file stays.
pub async fn tidy(app: &App) -> Result<(), ExportError> {
    let kept = app.store.exports_with_files(app.clock.now()).await?;
    Ok(app.exports.clear_all_but(&kept)?)
}

/// How far an export is, as two threads tell each other.
#[derive(Debug, Default)]
struct Shared {
    done: AtomicU64,
    total: AtomicU64,
    over: AtomicBool,
}

/// Ends the work when whoever waits for it is gone.
struct EndsWithMe(Arc<Shared>);

impl Drop for EndsWithMe {
    fn drop(&mut self) {
        self.0.over.store(true, Ordering::Relaxed);
    }
}

/// How the work on an export ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All of it was done.
    Made,
    /// It was broken off, because nobody wants the export any more.
    BrokenOff,
    /// It could not be done.
    Failed,
}

/// Makes the export that has waited longest; `None` where none waits.
///
/// # Errors
/// When the database does not answer. Then the export is begun anew some time later.
pub async fn run_next(app: &App) -> Result<Option<Ending>, StoreError> {
    let Some(claim) = app.store.claim_export(app.clock.now()).await? else { return Ok(None) };
    let Some(job) = app.store.export_job(&Reach::Everything, claim.id).await? else { return Ok(Some(Ending::BrokenOff)) };
    let shared = Arc::new(Shared::default());
    let _ends = EndsWithMe(Arc::clone(&shared));
    let work = Work {
        store: app.store.clone(),
        clock: app.clock.clone(),
        folder: app.exports.clone(),
        order: job.order,
        protection: Protection { minimum: app.privacy_minimum, secret: app.secrets.make(Rng::next_u64) },
        shared: Arc::clone(&shared),
    };
    let handle = Handle::current();
    let mut made = tokio::task::spawn_blocking(move || handle.block_on(work.make(claim.id)));
    let mut beats = interval(BEAT);
    let made = loop {
        tokio::select! {
            made = &mut made => break made,
            _ = beats.tick() => {
                let progress = (shared.done.load(Ordering::Relaxed), shared.total.load(Ordering::Relaxed));
                // While the database does not answer, it is not known whether it is to end.
                if app.store.export_goes_on(claim, app.clock.now(), progress).await.is_ok_and(|goes_on| !goes_on) {
                    shared.over.store(true, Ordering::Relaxed);
                }
            }
        }
    };
    end(app, claim, made.map_err(io::Error::other).map_err(ExportError::from).flatten()).await.map(Some)
}

/// Notes how an export ended; what cannot be fetched leaves nothing behind.
async fn end(app: &App, claim: Claim, made: Result<u64, ExportError>) -> Result<Ending, StoreError> {
    let now = app.clock.now();
    let (ending, stays) = match made {
        Ok(bytes) => {
            let token = app.secrets.make(Token::random);
            (Ending::Made, app.store.finish_export(claim, now, (&token, bytes)).await?)
        }
        Err(ExportError::BrokenOff) => (Ending::BrokenOff, false),
        Err(error) => {
            tracing::error!(%error, export = %claim.id, "an export failed");
            app.store.fail_export(claim, now).await?;
            (Ending::Failed, false)
        }
    };
    if !stays && let Err(error) = app.exports.clear(claim.id) {
        tracing::warn!(%error, export = %claim.id, "files of an export could not be removed yet");
    }
    Ok(ending)
}

/// All that an export needs.
struct Work {
    store: Store,
    clock: Clock,
    folder: Folder,
    order: Order,
    protection: Protection,
    shared: Arc<Shared>,
}

impl Work {
    /// Makes the files of an export and says how many bytes they have as one. Where that fails, none is left.
    async fn make(self, id: Uuid) -> Result<u64, ExportError> {
        // What an earlier try left is of no use.
        self.folder.clear(id)?;
        let made = self.make_in(&self.folder.of(id)).await;
        if made.is_err() {
            self.folder.clear(id)?;
        }
        made
    }

    async fn make_in(&self, folder: &Path) -> Result<u64, ExportError> {
        let reach = Reach::Units(vec![self.order.unit.clone()]);
        let selection = Selection { reach, ..Selection::all(self.order.campaign) }.within(self.order.period);
        let request = Request {
            selection,
            format: self.order.format,
            labels: self.order.labels,
            protection: Some(self.protection),
            comments: false,
        };
        let responses = self.store.selected_count(&request.selection).await?;
        self.shared.total.store(responses * request.passes(), Ordering::Relaxed);
        let files = folder.join(FILES);
        let over = || self.shared.over.load(Ordering::Relaxed);
        let mut watch = |stage| {
            let done = match stage {
                Stage::Read(read) => read,
                Stage::Protected(passed) => responses + passed,
                Stage::Written(written) => 3 * responses + written,
            };
            self.shared.done.store(done, Ordering::Relaxed);
            if over() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        export(&self.store, &files, &request, self.clock.now(), &mut watch).await?;
        let bytes = archive(&files, &folder.join(ARCHIVE), &|| !over());
        let bytes = bytes.map_err(|error| if over() { ExportError::BrokenOff } else { error.into() })?;
        fs::remove_dir_all(&files)?;
        Ok(bytes)
    }
}
