//! The load generator of `cargo xtask bench`: many citizens who answer the one-stop questionnaire, or many who read pages.
//!
//! It is built on hyper because each submission needs an identifier of its own (`UUIDv7`) and answers that differ, as citizens' do.
//! oha and wrk send one fixed body or run a script for each request; k6 and goose can do it, at several times the processor time. That
//! time is not free here: generator, server and database share the cores, so what the generator takes, the measured rate lacks. Hence
//! one thread, connections that stay open, and bodies made beforehand, of which only the identifier is written when one is sent.
//!
//! Each run prints one JSON line. Statuses are counted and left to the caller to judge; a connection that breaks is an error.

mod answers;
mod bodies;
mod comments;
mod complete;
mod connection;
mod form;
mod outcome;
mod pages;
mod submissions;

use std::error::Error;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::SystemTime;

use clap::{Args, Parser, Subcommand};

/// Why a run gives no figures.
type Failure = Box<dyn Error + Send + Sync>;

/// Loads a running server and prints one JSON line.
#[derive(Parser)]
struct Options {
    #[command(subcommand)]
    command: Command,
}

/// What the citizens do.
#[derive(Subcommand)]
enum Command {
    /// Send answers, without reading the form again each time.
    Submit(submissions::Options),
    /// Read pages, one after the other.
    Get(pages::Options),
    /// Read the form and send answers under the identifier found in it, as each citizen does.
    Form(complete::Options),
}

/// Whom to load.
#[derive(Args, Clone, Copy)]
struct Target {
    /// The address and port of the server.
    #[arg(long)]
    address: SocketAddr,
}

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("load: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<String, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let now = now()?;
    let outcome = runtime.block_on(async {
        match &options.command {
            Command::Submit(options) => submissions::run(options, now).await,
            Command::Get(options) => pages::run(options).await,
            Command::Form(options) => complete::run(options, now).await,
        }
    })?;
    Ok(serde_json::to_string(&outcome.summary()?)?)
}

/// UTC milliseconds. They also seed what the citizens draw: two runs never send the same identifiers.
#[expect(clippy::disallowed_methods, reason = "the program's only reading of the clock; everything else gets it as a parameter")]
fn now() -> Result<u64, Failure> {
    Ok(u64::try_from(SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.as_millis())?)
}
