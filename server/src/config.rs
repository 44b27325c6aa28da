//! What can be set, as options and as environment variables.

mod single_sign_on;

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub use single_sign_on::SingleSignOn;

/// Hài Lòng: how satisfied people are with public administration, and how anyone can check the figure.
#[derive(Debug, Parser)]
#[command(name = "hailong", version)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

impl Cli {
    /// Reads the command line and the environment. Nothing typed means `serve`, as `cargo leptos watch` starts the program.
    #[must_use]
    pub fn read() -> Self {
        let mut words: Vec<OsString> = std::env::args_os().collect();
        if words.len() < 2 {
            words.push("serve".into());
        }
        Self::parse_from(words)
    }
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the pages.
    Serve(Box<Serve>),
    /// Fill an empty database with invented data and print every collection point: kind, code, path.
    Demo(Demo),
    /// Recount every figure from the stored responses and name each difference.
    Check(Check),
    /// Compare every figure of a workbook or report that was handed over with what the stored responses give now.
    Verify(Verify),
    /// Say what is to be erased because its time is over, or erase it.
    Retention(Retention),
    /// Copy an SQLite database while it is served.
    Backup(Backup),
    /// Write every response, or those of one campaign, as files for statisticians.
    Export(Export),
    /// Estimates, intervals and verdicts of any CSV file under a sampling design.
    Analyse(crate::commands::analyse::Options),
    /// Add people who work here, and give them links to set their passwords.
    User(User),
    /// Ask a running server whether it is alive and its database reachable.
    Healthcheck(Healthcheck),
}

/// Where the data are.
#[derive(Args, Clone, Debug)]
pub struct Data {
    /// The database: `sqlite://…` or `postgres://…`. Without it, an SQLite file in the data directory.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// The directory for what the program keeps in files.
    #[arg(long, env = "HAILONG_DATA_DIR", default_value = "data")]
    pub data_dir: PathBuf,
}

impl Data {
    /// The address of the database.
    #[must_use]
    pub fn url(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| format!("sqlite://{}", self.data_dir.join("hailong.db").display()))
    }
}

/// What to check.
#[derive(Args, Clone, Debug)]
pub struct Check {
    /// The data.
    #[command(flatten)]
    pub data: Data,
    /// Put right what differs, while the program may go on serving.
    #[arg(long)]
    pub repair: bool,
}

/// Which file to compare.
#[derive(Args, Clone, Debug)]
pub struct Verify {
    /// The data.
    #[command(flatten)]
    pub data: Data,
    /// The workbook (XLSX) or report (HTML).
    pub file: PathBuf,
    /// Figures of fewer respondents than this are hidden: as the server that wrote the file was told.
    #[arg(long, env = "HAILONG_PRIVACY_MINIMUM", default_value_t = 10, value_parser = clap::value_parser!(u64).range(3..=1000))]
    pub privacy_minimum: u64,
}

/// What to erase.
#[derive(Args, Clone, Debug)]
pub struct Retention {
    /// The data.
    #[command(flatten)]
    pub data: Data,
    /// Erase what is due, while the program may go on serving.
    #[arg(long)]
    pub now: bool,
}

/// What to copy where.
#[derive(Args, Clone, Debug)]
pub struct Backup {
    /// The data.
    #[command(flatten)]
    pub data: Data,
    /// The file to write; it must not exist.
    pub file: PathBuf,
}

/// What to fill, and how large.
#[derive(Args, Clone, Debug)]
pub struct Demo {
    /// The data.
    #[command(flatten)]
    pub data: Data,
    /// The size.
    #[command(flatten)]
    pub options: crate::commands::demo::Options,
}

/// Whom to add, or to give a link.
#[derive(Args, Clone, Debug)]
pub struct User {
    /// What to do.
    #[command(subcommand)]
    pub what: crate::commands::user::What,
}

/// What to export.
#[derive(Args, Clone, Debug)]
pub struct Export {
    /// The data.
    #[command(flatten)]
    pub data: Data,
    /// A streaming replica of the database, `postgres://…`, to read from; the database is read while the replica is away.
    #[arg(long, env = "HAILONG_REPLICA_URL", hide_env_values = true)]
    pub replica_url: Option<String>,
    /// What, and where to.
    #[command(flatten)]
    pub options: crate::commands::export::Options,
}

/// How to serve.
#[derive(Args, Clone, Debug)]
pub struct Serve {
    /// The data.
    #[command(flatten)]
    pub data: Data,
    /// A streaming replica of the database, `postgres://…`: it answers for figures; the database does so while the replica is away.
    #[arg(long, env = "HAILONG_REPLICA_URL", hide_env_values = true)]
    pub replica_url: Option<String>,
    /// The address and port to listen on.
    #[arg(long, env = "HAILONG_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
    /// Another address and port, for those who watch the program: numbers at `/metrics`. Never one that citizens reach.
    #[arg(long, env = "HAILONG_METRICS_LISTEN")]
    pub metrics_listen: Option<SocketAddr>,
    /// Another address and port for the staff, within the house for example. The one for the public then has none of the staff's pages.
    #[arg(long, env = "HAILONG_STAFF_LISTEN")]
    pub staff_listen: Option<SocketAddr>,
    /// The address under which people reach the program, as printed and put into cookies' rules. Forms of pages from elsewhere are refused.
    #[arg(long, env = "HAILONG_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// The directory with the built styles and browser part; under `cargo leptos`, the one it builds.
    #[arg(long, env = "HAILONG_SITE_DIR", default_value_os_t = built_site())]
    pub site_dir: PathBuf,
    /// Figures of fewer respondents than this are hidden.
    #[arg(long, env = "HAILONG_PRIVACY_MINIMUM", default_value_t = 10, value_parser = clap::value_parser!(u64).range(3..=1000))]
    pub privacy_minimum: u64,
    /// A proxy of ours stands before the program and writes the client's address last into `X-Forwarded-For`. Without such a proxy anybody
    /// could write there what they like.
    #[arg(long, env = "HAILONG_BEHIND_PROXY")]
    pub behind_proxy: bool,
    /// Administrators must set up an authenticator app before they can do anything else.
    #[arg(long, env = "HAILONG_ADMINISTRATORS_NEED_SECOND_FACTOR")]
    pub administrators_need_second_factor: bool,
    /// Sign-in by a provider of identities.
    #[command(flatten)]
    pub single_sign_on: SingleSignOn,
    /// The directory for exports that staff ask for, as large as the responses are; several instances share one. Without it, a folder `exports`
    /// beside an SQLite file, else one in the directory for temporary files.
    #[arg(long, env = "HAILONG_EXPORT_DIR")]
    pub export_dir: Option<PathBuf>,
    /// How many submissions a collection point takes a minute; whoever comes beyond it is asked to wait. 0 is no limit.
    #[arg(long, env = "HAILONG_POINT_RATE", default_value_t = 300)]
    pub point_rate: u32,
    /// How many requests a token of the API may send a minute. 0 is no limit.
    #[arg(long, env = "HAILONG_TOKEN_RATE", default_value_t = 600)]
    pub token_rate: u32,
}

/// Where the build leaves its files: `cargo leptos` says it, `cargo xtask` has a fixed place.
fn built_site() -> PathBuf {
    std::env::var_os("LEPTOS_SITE_ROOT").map_or_else(|| PathBuf::from("target/site"), PathBuf::from)
}

impl Serve {
    /// The directory for exports.
    #[must_use]
    pub fn export_dir(&self) -> PathBuf {
        if let Some(directory) = &self.export_dir {
            return directory.clone();
        }
        let url = self.data.url();
        match url.strip_prefix("sqlite:") {
            Some(file) => {
                let file = PathBuf::from(file.trim_start_matches("//").split('?').next().unwrap_or_default());
                file.parent().map_or_else(|| PathBuf::from("exports"), |folder| folder.join("exports"))
            }
            None => std::env::temp_dir().join("hailong-exports"),
        }
    }

    /// The address that people are told.
    #[must_use]
    pub fn url(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen))
    }
}

/// Which server to ask.
#[derive(Args, Clone, Debug)]
pub struct Healthcheck {
    /// The address and port on which it listens.
    #[arg(long, env = "HAILONG_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
}
