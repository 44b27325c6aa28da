//! How far a command has come that takes its time, on standard error: a bar for people, now and then a line for a log.

use std::fmt;
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

/// How often a log hears of the progress.
const LINES_EVERY: Duration = Duration::from_secs(10);

const WITH_END: &str = "{msg} {wide_bar} {human_pos} of {human_len}  {rate}/s  {eta} left";
const WITHOUT_END: &str = "{msg} {spinner} {human_pos}  {rate}/s  {elapsed}";

/// The progress of one piece of work.
#[derive(Debug)]
pub struct Progress {
    what: &'static str,
    bar: ProgressBar,
    last_line: Instant,
}

impl Progress {
    /// Begins to report on something, such as "demonstration", of which there is `total`, if that is known.
    #[must_use]
    pub fn new(what: &'static str, total: Option<u64>) -> Self {
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr()).with_message(what);
        // Both texts are templates that the crate understands, which a test holds; its usual look is no worse reason to go on.
        if let Ok(style) = ProgressStyle::with_template(if total.is_some() { WITH_END } else { WITHOUT_END }) {
            // The crate's own rate has four digits after the point.
            bar.set_style(style.with_key("rate", |state: &ProgressState, to: &mut dyn fmt::Write| {
                // What cannot be shown is left out of the bar.
                let _ = write!(to, "{}", HumanCount(whole(state.per_sec())));
            }));
        }
        Self { what, bar, last_line: Instant::now() }
    }

    /// Tells that `done` are done.
    pub fn is_at(&mut self, done: u64) {
        self.bar.set_position(done);
        // Where standard error is no terminal, the bar draws nothing.
        if self.bar.is_hidden() && self.last_line.elapsed() >= LINES_EVERY {
            self.last_line = Instant::now();
            match self.bar.length() {
                Some(total) => eprintln!("{}: {done} of {total}", self.what),
                None => eprintln!("{}: {done}", self.what),
            }
        }
    }

    /// Ends the report and takes the bar away.
    pub fn finish(self) {
        self.bar.finish_and_clear();
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rate is not negative, and far below 2^53")]
fn whole(rate: f64) -> u64 {
    rate.round() as u64
}

#[cfg(test)]
mod tests {
    use super::{Progress, WITH_END, WITHOUT_END};
    use indicatif::ProgressStyle;

    #[test]
    fn the_templates_are_understood() {
        for template in [WITH_END, WITHOUT_END] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }

    #[test]
    fn the_position_is_kept() {
        let mut progress = Progress::new("test", Some(3));
        progress.is_at(2);
        assert_eq!((progress.bar.position(), progress.bar.length()), (2, Some(3)));
        progress.finish();
    }
}
