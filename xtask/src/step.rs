//! Progress: a line when a step begins, and how long it took when it ends.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// Runs one step and says so, because a long silence looks like a fault.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("▸ {what}");
    let begun = Instant::now();
    let made = work().with_context(|| format!("step failed: {what}"))?;
    eprintln!("  {what}: {}", seconds(begun.elapsed()));
    Ok(made)
}

/// A remark below the step it belongs to.
pub fn note(text: &str) {
    eprintln!("  {text}");
}

/// A duration as people say it.
pub fn seconds(time: Duration) -> String {
    if time.as_secs() < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", time.as_secs() / 60, time.as_secs() % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        assert_eq!(seconds(Duration::from_millis(1250)), "1.2 s");
        assert_eq!(seconds(Duration::from_secs(62)), "1 min 02 s");
    }
}
