//! `cargo xtask faults`: every fault, many rounds, on both databases, with a report. Ends with 1 if anything was lost, doubled or wrong.

mod kinds;
mod report;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;
use kinds::Fault;
use report::Line;
use tests::small_disk::NOT_POSSIBLE;
use tokio::signal::unix::{SignalKind, signal};

/// Many rounds of every fault.
#[derive(Parser)]
struct Options {
    /// How many rounds of each fault.
    #[arg(long, default_value_t = 50)]
    rounds: u32,
    /// Only faults whose name contains this.
    #[arg(long)]
    only: Option<String>,
    /// Write the report to this file too, as Markdown.
    #[arg(long)]
    report: Option<PathBuf>,
}

// One thread: the kernel ends what was started when the thread that started it ends.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let options = Options::parse();
    let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate())) else {
        eprintln!("signals cannot be listened for");
        return ExitCode::FAILURE;
    };
    let told_to_stop = async {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    };
    let mut lines = Vec::new();
    tokio::select! {
        // Whatever the rounds had started ends as they are dropped.
        () = told_to_stop => {
            eprintln!("stopped");
            return ExitCode::from(130);
        }
        () = run(&options, &mut lines) => {}
    }
    let table = report::table(&lines);
    println!("\n{table}");
    if let Some(path) = &options.report
        && let Err(error) = fs::write(path, &table)
    {
        eprintln!("{}: {error}", path.display());
        return ExitCode::FAILURE;
    }
    let is_good = !lines.is_empty() && lines.iter().all(|line| line.found.as_ref().is_none_or(|found| found.wrong.is_empty()));
    if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn run(options: &Options, lines: &mut Vec<Line>) {
    let wanted = |fault: &Fault| options.only.as_ref().is_none_or(|only| fault.name().contains(only.as_str()));
    for fault in Fault::ALL.into_iter().filter(wanted) {
        println!("{} ({})", fault.name(), fault.database());
        let Some(mut stage) = fault.stage().await else {
            println!("  {NOT_POSSIBLE}");
            lines.push(Line { fault, found: None, time: Duration::ZERO });
            continue;
        };
        let begun = Instant::now();
        for round in 0..options.rounds {
            let before = stage.proof.found.clone();
            let round_begun = Instant::now();
            fault.round(&mut stage, round).await;
            let found = &stage.proof.found;
            println!(
                "  {:>3}/{}  {:>5} sent  {:>5} acknowledged  {:>4} told to try later  {} lost  {} doubled  {:.1} s",
                round + 1,
                options.rounds,
                found.submissions - before.submissions,
                found.acknowledged - before.acknowledged,
                found.told_later - before.told_later,
                found.lost - before.lost,
                found.doubled - before.doubled,
                round_begun.elapsed().as_secs_f64(),
            );
            for wrong in &found.wrong[before.wrong.len()..] {
                println!("      WRONG: {wrong}");
            }
        }
        lines.push(Line { fault, found: Some(stage.proof.found.clone()), time: begun.elapsed() });
    }
    if lines.is_empty() {
        let names = Fault::ALL.map(Fault::name);
        eprintln!("no fault has this name; there are: {}", names.join(", "));
    }
}
