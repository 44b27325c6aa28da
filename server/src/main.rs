//! The program `hailong`: reads its options, opens the store, does what it is told. Wiring only.

use std::process::ExitCode;

use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use server::accounts::password::Cost;
use server::commands;
use server::config::{Cli, Command};
use server::sources::{Clock, Ids, Secrets, Sources};
use server::store::Store;
use tracing_subscriber::EnvFilter;

/// Rendering a page and reading a form are mostly small pieces of text, made and dropped.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("HAILONG_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match run(Cli::read().command).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("hailong: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Does what was asked and says whether all is well.
async fn run(command: Command) -> Result<bool, Box<dyn std::error::Error>> {
    match command {
        Command::Serve(config) => {
            commands::serve::run(&config, sources()?).await?;
            Ok(true)
        }
        Command::Demo(config) => {
            let store = Store::open(&config.data.url()).await?;
            commands::demo::run(&store, &config.options, &sources()?).await?;
            store.close().await;
            Ok(true)
        }
        Command::Check(check) => {
            let store = Store::open(&check.data.url()).await?;
            let agrees = commands::check::run(&store, check.repair).await?;
            store.close().await;
            Ok(agrees)
        }
        Command::Verify(verify) => {
            let store = Store::open(&verify.data.url()).await?;
            let holds = commands::verify::run(&store, &verify.file, verify.privacy_minimum).await?;
            store.close().await;
            Ok(holds)
        }
        Command::Retention(retention) => {
            let store = Store::open(&retention.data.url()).await?;
            let done = commands::retention::run(&store, &sources()?, retention.now).await?;
            store.close().await;
            Ok(done)
        }
        Command::Backup(backup) => {
            commands::backup::run(&backup.data.url(), &backup.file).await?;
            Ok(true)
        }
        Command::Export(config) => {
            let store = Store::open_with_replica(&config.data.url(), config.replica_url.as_deref()).await?;
            commands::export::run(&store, &config.options, clock().now(), &sources()?.secrets).await?;
            store.close().await;
            Ok(true)
        }
        Command::Analyse(options) => {
            commands::analyse::run(&options)?;
            Ok(true)
        }
        Command::User(user) => {
            let store = Store::open(&user.what.place().data.url()).await?;
            commands::user::run(&store, &sources()?, &user.what).await?;
            store.close().await;
            Ok(true)
        }
        Command::Healthcheck(which) => Ok(commands::healthcheck::run(which.listen).await),
    }
}

/// The system's clock: the one place that reads it.
#[expect(clippy::disallowed_methods, reason = "the program's only reading of the clock; everything else gets it as a parameter")]
fn clock() -> Clock {
    Clock::new(|| jiff::Timestamp::now().as_millisecond())
}

/// What the application is given from outside, its chance from generators seeded by the operating system.
#[expect(clippy::disallowed_methods, reason = "the program's only source of chance; everything else gets it as a parameter")]
fn sources() -> Result<Sources, rand::rngs::SysError> {
    Ok(Sources {
        clock: clock(),
        ids: Ids::new(ChaCha20Rng::try_from_rng(&mut rand::rngs::SysRng)?),
        secrets: Secrets::new(ChaCha20Rng::try_from_rng(&mut rand::rngs::SysRng)?),
        password_cost: Cost::STANDARD,
    })
}
