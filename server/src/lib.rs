//! What serves the pages: storage, forms, figures, and the application built from them.

pub mod accounts;
pub mod analysis;
pub mod api;
pub mod audit;
pub mod catalogue;
pub mod commands;
pub mod config;
pub mod demo;
pub mod devices;
pub mod export;
pub mod figures;
pub mod forms;
pub mod handover;
pub mod http;
pub mod importing;
pub mod instrument;
pub mod invited_list;
mod marks;
pub mod outlines;
pub mod paper_forms;
pub mod point_codes;
pub mod qr;
pub mod retention;
pub mod sampling;
pub mod single_sign_on;
pub mod sources;
pub mod spreadsheet;
pub mod store;
pub mod surveys;
pub mod tables;

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

use app::domain::collection_point::PointCode;
use app::domain::figure::{Filter, Results};
use app::domain::tree::Tree;
use app::domain::unit::Unit;
use app::parts::frame::Assets;
use app::store::{Figures, Installation, Survey, Surveys, Unavailable};

use accounts::cookie::TokenCookie;
use accounts::passkeys::Passkeys;
use accounts::password::Cost;
use config::Serve;
use export::jobs::Folder;
use figures::comment_pools::RecentPools;
use figures::people::People;
use http::limits::{CONTACT_RATE, DeviceLimits, PointLimits, TokenLimits, WITHDRAWAL_RATE, WithdrawalLimits};
use http::origin::Origin;
use http::prepared::PreparedForms;
use importing::jobs::Jobs;
use single_sign_on::Provider;
use sources::{Clock, Ids, Secrets, Sources};
use store::Store;

/// The application: what every handler has at hand. Each layer around a handler clones it, so it is one pointer.
#[derive(Clone, Debug)]
pub struct App(Arc<Parts>);

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// What the application is made of.
#[derive(Debug)]
pub struct Parts {
    /// The data.
    pub store: Store,
    /// The persons of samples, as figures need them.
    pub people: Arc<People>,
    /// Under which units comments stand.
    pub comment_pools: RecentPools,
    /// Empty forms, rendered once.
    pub forms: Arc<PreparedForms>,
    /// Files that are being taken.
    pub imports: Jobs,
    /// Where the files of exports are.
    pub exports: Folder,
    /// What each collection point may take.
    pub point_limits: PointLimits,
    /// How often devices call.
    pub device_limits: DeviceLimits,
    /// How often each system uses the API.
    pub token_limits: TokenLimits,
    /// How often receipts are tried.
    pub withdrawal_limits: WithdrawalLimits,
    /// The time.
    pub clock: Clock,
    /// New identifiers.
    pub ids: Ids,
    /// New secrets.
    pub secrets: Secrets,
    /// What a password hash costs.
    pub password_cost: Cost,
    /// The names of the built files.
    pub assets: Arc<Assets>,
    /// Where the built files are.
    pub site_dir: PathBuf,
    /// Where our own pages come from; nothing where the public address is none.
    pub public: Option<Origin>,
    /// Whether people come by HTTPS, so that cookies may insist on it.
    pub secure: bool,
    /// The address that people are told, without a slash at its end.
    pub url: String,
    /// What holds for staff.
    pub staff: StaffRules,
    /// Where staff may sign in besides, if they may.
    pub provider: Option<Provider>,
    /// Passkeys, where browsers make some for the public address.
    pub passkeys: Option<Passkeys>,
    /// Figures of fewer respondents are hidden.
    pub privacy_minimum: u64,
}

/// What an installation has set for staff.
#[derive(Clone, Copy, Debug)]
pub struct StaffRules {
    /// Whether the last address of `X-Forwarded-For` is that of the client, because a proxy of ours writes it.
    pub behind_proxy: bool,
    /// Whether staff come by a door of their own.
    pub elsewhere: bool,
    /// Whether administrators must use a second factor.
    pub administrators_need_second_factor: bool,
}

/// Builds the whole application. `main` and the tests differ only in what they pass.
pub fn build(config: &Serve, provider: Option<Provider>, store: Store, sources: Sources) -> (App, axum::Router) {
    // Rendering spawns tasks. Only the first of several applications in one process (as in tests) sets the executor.
    let _ = any_spawner::Executor::init_tokio();
    let app = App(Arc::new(Parts {
        store,
        people: Arc::default(),
        comment_pools: RecentPools::default(),
        forms: Arc::default(),
        imports: Jobs::default(),
        exports: Folder::at(config.export_dir()),
        clock: sources.clock,
        ids: sources.ids,
        secrets: sources.secrets,
        password_cost: sources.password_cost,
        point_limits: PointLimits::new(config.point_rate),
        device_limits: DeviceLimits::new(CONTACT_RATE),
        token_limits: TokenLimits::new(config.token_rate),
        withdrawal_limits: WithdrawalLimits::new(WITHDRAWAL_RATE),
        assets: Arc::new(http::assets::find(&config.site_dir)),
        site_dir: config.site_dir.clone(),
        public: config.url().parse().ok(),
        secure: config.url().starts_with("https://"),
        url: config.url().trim_end_matches('/').to_owned(),
        staff: StaffRules {
            behind_proxy: config.behind_proxy,
            elsewhere: config.staff_listen.is_some(),
            administrators_need_second_factor: config.administrators_need_second_factor,
        },
        provider,
        passkeys: Passkeys::at(&config.url()),
        privacy_minimum: config.privacy_minimum,
    }));
    (app.clone(), http::router(app))
}

impl Parts {
    /// The cookie that says who is signed in.
    #[must_use]
    pub const fn session_cookie(&self) -> TokenCookie {
        TokenCookie::session(self.secure)
    }

    /// The cookie of a browser on its way to the provider of identities and back.
    #[must_use]
    pub const fn way_cookie(&self) -> TokenCookie {
        TokenCookie::way(self.secure)
    }

    /// The cookie by which a tablet is known as a device.
    #[must_use]
    pub const fn device_cookie(&self) -> TokenCookie {
        TokenCookie::device(self.secure)
    }

    /// The cookie of a browser whose passkey is to sign something.
    #[must_use]
    pub const fn passkey_cookie(&self) -> TokenCookie {
        TokenCookie::passkey(self.secure)
    }
}

impl Surveys for App {
    async fn survey(&self, code: &PointCode) -> Result<Option<Arc<Survey>>, Unavailable> {
        Ok(self.store.survey(code).await?)
    }
}

impl Figures for App {
    async fn results(&self, filter: &Filter, now: i64) -> Result<Results, Unavailable> {
        Ok(figures::results(&self.store, &self.people, filter, now, self.privacy_minimum).await?)
    }
}

impl Installation for App {
    async fn units(&self) -> Result<Tree<Unit>, Unavailable> {
        Ok(self.store.directory().await?.units.clone())
    }
}
