//! `hailong serve`: serve the pages until told to stop.

use std::time::Duration;

use app::domain::campaign::Openness;
use app::domain::language::Language;
use app::domain::role::{Grant, Role, Scope};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::config::Serve;
use crate::http::door::Limits;
use crate::instrument::builtin;
use crate::single_sign_on::Provider;
use crate::single_sign_on::settings::SettingsError;
use crate::sources::{Clock, Ids, Sources};
use crate::store::{Store, StoreError};
use crate::{build, catalogue, export, http, retention};

use super::user::{self, UserError};

/// How often it is looked whether invitations have expired.
const ERASING: Duration = Duration::from_mins(10);
/// How often it is looked whether the last day of a unit that was merged is over.
const MERGING: Duration = Duration::from_mins(1);

/// How long requests in flight may take after the program was told to stop.
const LAST_CALL: Duration = Duration::from_secs(20);

/// Why serving ended otherwise than by being told.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The network.
    #[error("cannot listen: {0}")]
    Listen(#[from] std::io::Error),
    /// What is set for the provider of identities.
    #[error("sign-in by a provider: {0}")]
    SingleSignOn(#[from] SettingsError),
    /// The first administrator could not be added.
    #[error(transparent)]
    User(#[from] UserError),
    /// The files that come with the program.
    #[error("a file that comes with the program is wrong: {0}")]
    Shipped(String),
}

/// Serves until SIGTERM or Ctrl-C, then finishes what is in flight and writes what is waiting.
///
/// # Errors
/// When the database or the address cannot be had.
pub async fn run(config: &Serve, sources: Sources) -> Result<(), ServeError> {
    let store = Store::open_with_replica(&config.data.url(), config.replica_url.as_deref()).await?;
    prepare(&store, &sources.clock, &sources.ids).await?;
    let listener = TcpListener::bind(config.listen).await?;
    let now = sources.clock.now();
    let first = first_administrator(&store, &sources).await?;
    let provider = provider(config, &store).await?;
    let (clock, secrets) = (sources.clock.clone(), sources.secrets.clone());
    let (app, router) = build(config, provider, store.clone(), sources);
    tell_where_to_look(config, &store, now).await?;
    if let Some(link) = first {
        println!("  first sign-in  {}/invitation/{link}", config.url().trim_end_matches('/'));
        println!(
            "  This link sets the password of the account `admin`, once and within a week; `hailong user link admin` makes another."
        );
    }
    if let Some(address) = config.metrics_listen {
        tokio::spawn(axum::serve(TcpListener::bind(address).await?, http::metrics::router(store.clone())).into_future());
    }
    let rolling_up = tokio::spawn(store.clone().keep_rolling_up());
    let merging = tokio::spawn(keep_merging(store.clone(), clock.clone()));
    let erasing = tokio::spawn(keep_erasing(store.clone(), clock.clone()));
    let disposing = tokio::spawn(retention::keep_erasing(store.clone(), clock, secrets));
    let (stopping, stops) = watch::channel(());
    tokio::spawn(async move {
        told_to_stop().await;
        tracing::info!("stopping: finishing what is in flight");
        // Nobody may listen any more.
        let _ = stopping.send(());
    });
    let exporting = tokio::spawn(export::jobs::keep_exporting(app.clone()));
    let limits = Limits::of_this_process();
    let stopped = |mut stops: watch::Receiver<()>| async move { drop(stops.changed().await) };
    let serving = async {
        match config.staff_listen {
            None => http::door::serve(listener, router, limits, stopped(stops.clone())).await,
            Some(address) => {
                let inside = TcpListener::bind(address).await?;
                tokio::join!(
                    http::door::serve(listener, http::public_router(app), limits, stopped(stops.clone())),
                    http::door::serve(inside, router, limits, stopped(stops.clone())),
                );
            }
        }
        Ok::<_, ServeError>(())
    };
    // A connection that never ends must not keep the program from ending: what was acknowledged is on disk either way.
    let too_long = async {
        stopped(stops.clone()).await;
        tokio::time::sleep(LAST_CALL).await;
    };
    tokio::select! {
        served = serving => served?,
        () = too_long => tracing::warn!("some connections did not end in time"),
    }
    rolling_up.abort();
    erasing.abort();
    merging.abort();
    disposing.abort();
    exporting.abort();
    store.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// Moves or withdraws the collection points of units whose last day is over, for as long as the program serves.
async fn keep_merging(store: Store, clock: Clock) {
    let mut glances = tokio::time::interval(MERGING);
    loop {
        glances.tick().await;
        if let Err(error) = store.carry_out_mergers(clock.now()).await {
            tracing::warn!(%error, "the collection points of units that ended were not moved yet");
        }
    }
}

/// Erases the references of those who were invited, once nobody needs them any more, for as long as the program serves.
async fn keep_erasing(store: Store, clock: Clock) {
    let mut glances = tokio::time::interval(ERASING);
    loop {
        glances.tick().await;
        if let Err(error) = store.erase_expired(clock.now()).await {
            tracing::warn!(%error, "expired invitations were not erased yet");
        }
    }
}

/// Brings what comes with the program into the database: sectors and questionnaires.
async fn prepare(store: &Store, clock: &Clock, ids: &Ids) -> Result<(), ServeError> {
    let sectors = catalogue::sectors().map_err(|error| ServeError::Shipped(error.to_string()))?;
    store.add_sectors(&sectors).await?;
    let versions = builtin::all().map_err(|(code, error)| ServeError::Shipped(format!("{code}: {error}")))?;
    for version in &versions {
        match store.publish(ids.make(clock.now()), version, clock.now()).await {
            Ok(_) => {}
            // A version published earlier stays as it was: its answers are bound to it.
            Err(error @ StoreError::VersionDiffers { .. }) => {
                tracing::warn!(%error, "the built-in questionnaire was not published");
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// The provider of identities, if one is set. That a unit of its groups is unknown is said: it may yet be added.
async fn provider(config: &Serve, store: &Store) -> Result<Option<Provider>, ServeError> {
    let provider = Provider::read(&config.single_sign_on, &config.url())?;
    if let Some(provider) = &provider {
        for unknown in provider.settings.groups.unknown_units(&store.directory().await?.units) {
            let file = config.single_sign_on.oidc_groups.as_ref().map(|file| file.display().to_string());
            tracing::warn!(file, line = unknown.line, unit = %unknown.unit, "there is no such unit, so its line gives nobody a role");
        }
    }
    Ok(provider)
}

/// Adds the first administrator of an installation without accounts, and gives the link by which they set their password. A demonstration
/// has accounts of its own.
async fn first_administrator(store: &Store, sources: &Sources) -> Result<Option<String>, ServeError> {
    if store.has_accounts().await? || store.demonstration().await? {
        return Ok(None);
    }
    let name = "admin".parse().map_err(|_| ServeError::Shipped("the first account has no name".to_owned()))?;
    let grant = Grant { role: Role::Administrator, scope: Scope::Everything };
    match user::add(store, sources, name, ("Administrator".to_owned(), grant)).await {
        Ok(link) => Ok(Some(link)),
        // Another instance, started at the same moment, was quicker.
        Err(UserError::Taken(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Prints the addresses at which someone can begin.
async fn tell_where_to_look(config: &Serve, store: &Store, now: i64) -> Result<(), ServeError> {
    let url = config.url();
    let open: Vec<_> = store.campaigns().await?.into_iter().filter(|campaign| campaign.openness(now) == Openness::Open).collect();
    let points = store.collection_points().await?;
    println!("Hài Lòng serves at {url}");
    println!("  results        {url}/results");
    let land = |point: &&app::domain::collection_point::CollectionPoint| {
        point.sector.as_ref().is_some_and(|sector| sector.as_str() == "land")
    };
    let campaign =
        |point: &app::domain::collection_point::CollectionPoint| open.iter().find(|campaign| campaign.id == point.campaign_id);
    let is_open = |point: &&app::domain::collection_point::CollectionPoint| !point.by_invitation && point.withdrawn_at.is_none();
    let example = points.iter().filter(|point| campaign(point).is_some()).filter(is_open);
    match example.clone().find(land).or_else(|| example.clone().next()) {
        Some(point) => {
            let title = campaign(point).map(|campaign| campaign.title.get(Language::Vi)).unwrap_or_default();
            println!("  questionnaire  {url}/s/{} ({title})", point.code);
        }
        None => println!("  There is no open collection point yet; `hailong demo` fills an empty database with an example."),
    }
    Ok(())
}

/// Returns when the program is told to stop.
async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = match signal(SignalKind::terminate()) {
        Ok(terminate) => terminate,
        Err(error) => {
            tracing::warn!(%error, "SIGTERM cannot be listened for; only Ctrl-C stops gracefully");
            let _ = tokio::signal::ctrl_c().await;
            return;
        }
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
