//! Screens for the quality of responses: speed, straight-lining, bursts, duplicates.
//!
//! Screens flag, they never drop: a contented citizen may honestly answer 5 throughout. Figures are shown with and
//! without the flagged rows.

use std::collections::HashMap;

use super::sample::Tally;
use super::undefined::{Defined, Undefined};

/// A response as the screens see it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Screened {
    /// The device, as a code; equal codes mean the same device.
    pub device: u32,
    /// When it was stored, in seconds.
    pub time: i64,
    /// How long it took, in hundred-thousandths of a second; `None` when unknown or zero.
    pub duration: Option<u64>,
    /// The answers in the order of the form; `None` for a blank.
    pub answers: Vec<Option<i32>>,
}

/// Where the screens draw their lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScreenRules {
    /// Median duration over own duration from which a response is fast.
    pub fast: f64,
    /// The same, from which it is very fast.
    pub very_fast: f64,
    /// The fewest answers that can be called a straight line.
    pub straight_line: usize,
    /// The number of responses of one device that make a burst …
    pub burst: usize,
    /// … when they lie within this many seconds.
    pub burst_seconds: i64,
    /// Equal answers from one device within this many seconds are a duplicate.
    pub duplicate_seconds: i64,
}

impl Default for ScreenRules {
    /// Half and a third of the median duration; 6 answers; 5 responses in 120 s; duplicates within 600 s.
    fn default() -> Self {
        Self { fast: 2.0, very_fast: 3.0, straight_line: 6, burst: 5, burst_seconds: 120, duplicate_seconds: 600 }
    }
}

/// What the screens found in one response.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "independent screens, each yes or no")]
pub struct Flags {
    /// The number of answers given.
    pub answered: usize,
    /// The longest run of equal consecutive answers; a blank ends a run.
    pub longest_run: usize,
    /// The standard deviation of the answers (n − 1).
    pub variability: Defined<f64>,
    /// Median duration over own duration; above 1 is faster than most.
    pub speed: Defined<f64>,
    /// At least as fast as the first line.
    pub fast: bool,
    /// At least as fast as the second line.
    pub very_fast: bool,
    /// Enough answers, all equal. Never alone a ground for doubt.
    pub straight_line: bool,
    /// One of many responses of a device within a short time.
    pub burst: bool,
    /// The same answers from the same device shortly before.
    pub duplicate: bool,
}

impl Flags {
    /// Whether any screen raised a flag. Being fast counts from the second line on: the first is too common.
    #[must_use]
    pub fn any(&self) -> bool {
        self.very_fast || self.straight_line || self.burst || self.duplicate
    }
}

/// The median of the known durations, in the unit of [`Screened::duration`].
///
/// # Errors
/// [`Undefined::NoAnswers`] when no duration is known.
pub fn median_duration(responses: &[Screened]) -> Defined<f64> {
    let mut durations: Vec<u64> = responses.iter().filter_map(|response| response.duration).filter(|d| *d > 0).collect();
    durations.sort_unstable();
    let n = durations.len();
    if n == 0 {
        return Err(Undefined::NoAnswers);
    }
    Ok(f64::midpoint(durations[(n - 1) / 2] as f64, durations[n / 2] as f64))
}

/// Screens responses, in the order given.
#[must_use]
pub fn screen(responses: &[Screened], rules: &ScreenRules) -> Vec<Flags> {
    let median = median_duration(responses);
    let bursts = bursts(responses, rules);
    let duplicates = duplicates(responses, rules);
    let flags = |(index, response): (usize, &Screened)| {
        let given: Vec<i32> = response.answers.iter().flatten().copied().collect();
        let speed = match (median, response.duration) {
            (Ok(median), Some(own)) if own > 0 => Ok(median / own as f64),
            _ => Err(Undefined::NotAvailable),
        };
        let equal = given.windows(2).all(|pair| pair[0] == pair[1]);
        Flags {
            answered: given.len(),
            longest_run: longest_run(&response.answers),
            variability: variability(&given),
            speed,
            fast: speed.is_ok_and(|speed| speed >= rules.fast),
            very_fast: speed.is_ok_and(|speed| speed >= rules.very_fast),
            straight_line: given.len() >= rules.straight_line && equal,
            burst: bursts[index],
            duplicate: duplicates[index],
        }
    };
    responses.iter().enumerate().map(flags).collect()
}

/// A share over all responses and over those a condition does not flag: (with, without).
///
/// `answers[i]` is whether response i is satisfied, `None` where it is outside the denominator.
///
/// # Errors
/// [`Undefined::LengthMismatch`] when the lists differ in length.
pub fn with_and_without(answers: &[Option<bool>], flags: &[Flags], excluded: impl Fn(&Flags) -> bool) -> Defined<(Tally, Tally)> {
    if answers.len() != flags.len() {
        return Err(Undefined::LengthMismatch);
    }
    let tally = |kept: &dyn Fn(&Flags) -> bool| {
        let valid = answers.iter().zip(flags).filter(|(_, flags)| kept(flags)).filter_map(|(a, _)| *a);
        let (mut satisfied, mut all) = (0, 0);
        for answer in valid {
            satisfied += u64::from(answer);
            all += 1;
        }
        Tally::new(satisfied, all)
    };
    Ok((tally(&|_| true)?, tally(&|flags| !excluded(flags))?))
}

fn longest_run(answers: &[Option<i32>]) -> usize {
    let runs = answers.chunk_by(|a, b| a.is_some() && a == b);
    runs.filter(|run| run[0].is_some()).map(<[_]>::len).max().unwrap_or(0)
}

fn variability(answers: &[i32]) -> Defined<f64> {
    if answers.len() < 2 {
        return Err(Undefined::OneAnswer);
    }
    let n = answers.len() as f64;
    let mean = answers.iter().map(|answer| f64::from(*answer)).sum::<f64>() / n;
    let squares: f64 = answers.iter().map(|answer| (f64::from(*answer) - mean).powi(2)).sum();
    Ok((squares / (n - 1.0)).sqrt())
}

/// The responses of each device, by time and then by order of arrival.
fn by_device(responses: &[Screened]) -> HashMap<u32, Vec<usize>> {
    let mut devices: HashMap<u32, Vec<usize>> = HashMap::new();
    for (index, response) in responses.iter().enumerate() {
        devices.entry(response.device).or_default().push(index);
    }
    for indices in devices.values_mut() {
        indices.sort_by_key(|&index| (responses[index].time, index));
    }
    devices
}

fn bursts(responses: &[Screened], rules: &ScreenRules) -> Vec<bool> {
    let mut flagged = vec![false; responses.len()];
    for indices in by_device(responses).values() {
        let time = |position: usize| responses[indices[position]].time;
        let mut end = 0;
        for start in 0..indices.len() {
            while end < indices.len() && time(end) - time(start) <= rules.burst_seconds {
                end += 1;
            }
            if end - start >= rules.burst {
                for &index in &indices[start..end] {
                    flagged[index] = true;
                }
            }
        }
    }
    flagged
}

fn duplicates(responses: &[Screened], rules: &ScreenRules) -> Vec<bool> {
    let mut flagged = vec![false; responses.len()];
    for indices in by_device(responses).values() {
        let mut last: HashMap<&[Option<i32>], i64> = HashMap::new();
        for &index in indices {
            let response = &responses[index];
            // Nothing answered twice is no copy of an answer.
            if response.answers.iter().all(Option::is_none) {
                continue;
            }
            let before = last.insert(&response.answers, response.time);
            flagged[index] = before.is_some_and(|time| response.time - time <= rules.duplicate_seconds);
        }
    }
    flagged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(device: u32, time: i64, answers: &[i32]) -> Screened {
        let answers = answers.iter().map(|answer| (*answer > 0).then_some(*answer)).collect();
        Screened { device, time, duration: Some(60), answers }
    }

    #[test]
    fn speed_is_flagged_from_its_lines_on() {
        let mut responses: Vec<_> = (0..5).map(|i| response(i, 0, &[1, 2])).collect();
        responses[0].duration = Some(30);
        responses[1].duration = Some(31);
        responses[2].duration = Some(20);
        responses[3].duration = None;
        responses.extend((5..9).map(|i| response(i, 0, &[1, 2])));
        let flags = screen(&responses, &ScreenRules::default());
        let seen: Vec<_> = flags.iter().map(|flags| (flags.fast, flags.very_fast)).take(4).collect();
        assert_eq!(seen, [(true, false), (false, false), (true, true), (false, false)]);
        assert!(flags[3].speed.is_err());
    }

    #[test]
    fn runs_end_at_blanks_and_lines_need_six() {
        let flags = |answers: &[i32]| screen(&[response(0, 0, answers)], &ScreenRules::default())[0];
        assert_eq!(flags(&[5, 5, 0, 5, 4]).longest_run, 2);
        assert_eq!(flags(&[0, 0]).longest_run, 0);
        assert!(flags(&[5; 6]).straight_line);
        assert!(!flags(&[5; 5]).straight_line);
        assert_eq!(flags(&[5]).variability, Err(Undefined::OneAnswer));
    }

    #[test]
    fn bursts_and_duplicates_stand_at_their_limits() {
        let at = |times: &[i64]| {
            let responses: Vec<_> = (1..).zip(times).map(|(i, time)| response(7, *time, &[i, 2, i])).collect();
            screen(&responses, &ScreenRules::default()).iter().filter(|flags| flags.burst).count()
        };
        assert_eq!(at(&[0, 30, 60, 90, 120]), 5);
        assert_eq!(at(&[0, 30, 60, 90, 121]), 0);
        let copies = [response(1, 0, &[4, 3]), response(1, 600, &[4, 3]), response(1, 1201, &[4, 3])];
        let found: Vec<_> = screen(&copies, &ScreenRules::default()).iter().map(|flags| flags.duplicate).collect();
        assert_eq!(found, [false, true, false]);
        let blank = [response(1, 0, &[0, 0]), response(1, 1, &[0, 0])];
        assert!(!screen(&blank, &ScreenRules::default())[1].duplicate);
    }

    #[test]
    fn figures_come_with_and_without() {
        let responses = [response(1, 0, &[4, 3]), response(1, 5, &[4, 3]), response(2, 0, &[1, 3])];
        let flags = screen(&responses, &ScreenRules::default());
        let answers = [Some(true), Some(true), Some(false)];
        let (with, without) = with_and_without(&answers, &flags, |flags| flags.duplicate).unwrap();
        assert_eq!((with.answers(), without.answers(), without.satisfied()), (3, 2, 1));
    }
}
