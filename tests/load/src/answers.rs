//! What citizens answer to the built-in questionnaire `one-stop-service`, as a browser encodes it.

use std::fmt::Write;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use crate::comments::COMMENTS;

/// The satisfaction items that everybody is asked. `overall` is the one that must be answered.
pub const RATED: [&str; 6] = ["a1", "b1", "c1", "c2", "d1", "overall"];

/// How often each point of the scale is chosen, in percent: most are content, as in published surveys.
const POINTS: [u32; 5] = [2, 4, 12, 47, 35];

/// The items with options, each with how often an option is chosen, in percent.
const CHOSEN: [(&str, &[(&str, u32)]); 4] = [
    ("visits", &[("1", 62), ("2", 28), ("3-more", 10)]),
    ("on-time", &[("early", 12), ("on-time", 68), ("late-told", 9), ("late-untold", 4), ("not-due", 7)]),
    ("result", &[("granted", 80), ("refused", 3), ("waiting", 17)]),
    ("extra-payment", &[("no", 90), ("yes", 2), ("no-answer", 8)]),
];

/// How many of 100 complain, leave a comment, were helped with the form, or pass over an item that need not be answered.
const COMPLAIN: u32 = 6;
const COMMENT: u32 = 15;
const ASSISTED: u32 = 5;
const PASS: u32 = 3;

/// The fields of one citizen's form after the hidden ones, in the order of the page. `sectors` are those among which the page has one
/// choose; none where the collection point knows its sector.
pub fn draw(sectors: &[String], rng: &mut ChaCha8Rng) -> String {
    let mut body = String::new();
    if !sectors.is_empty() {
        add(&mut body, "sector", &sectors[rng.random_range(0..sectors.len())]);
    }
    for item in RATED {
        if item == "overall" {
            let complains = happens(COMPLAIN, rng);
            add(&mut body, "q-complaint", if complains { "yes" } else { "no" });
            if complains {
                add(&mut body, "q-e1", scale(rng));
            }
        } else if happens(PASS, rng) {
            continue;
        }
        add(&mut body, &format!("q-{item}"), scale(rng));
    }
    for (item, options) in CHOSEN {
        if !happens(PASS, rng) {
            add(&mut body, &format!("q-{item}"), pick(options, rng));
        }
    }
    // Browsers send a text field that was left empty.
    let comment = if happens(COMMENT, rng) { COMMENTS[rng.random_range(0..COMMENTS.len())] } else { "" };
    add(&mut body, "q-comment", comment);
    if happens(ASSISTED, rng) {
        add(&mut body, "assisted", "yes");
    }
    body
}

fn happens(percent: u32, rng: &mut ChaCha8Rng) -> bool {
    rng.random_range(0..100) < percent
}

fn scale(rng: &mut ChaCha8Rng) -> &'static str {
    const NAMES: [&str; 5] = ["1", "2", "3", "4", "5"];
    let options: Vec<_> = NAMES.into_iter().zip(POINTS).collect();
    pick(&options, rng)
}

/// One option, each as likely as it is chosen; the percentages of an item make 100.
fn pick(options: &[(&'static str, u32)], rng: &mut ChaCha8Rng) -> &'static str {
    let mut left = rng.random_range(0..100);
    for (option, percent) in options {
        if left < *percent {
            return option;
        }
        left -= percent;
    }
    options[0].0
}

/// Adds one field, encoded as `application/x-www-form-urlencoded`.
pub fn add(body: &mut String, name: &str, value: &str) {
    if !body.is_empty() {
        body.push('&');
    }
    body.push_str(name);
    body.push('=');
    for byte in value.bytes() {
        match byte {
            b' ' => body.push('+'),
            b'*' | b'-' | b'.' | b'_' => body.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => body.push(char::from(byte)),
            _ => {
                // Writing to a string cannot fail.
                let _ = write!(body, "%{byte:02X}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::{CHOSEN, POINTS, add, draw};

    #[test]
    fn shares_make_a_hundred() {
        assert_eq!(POINTS.iter().sum::<u32>(), 100);
        for (item, options) in CHOSEN {
            assert_eq!(options.iter().map(|(_, percent)| percent).sum::<u32>(), 100, "{item}");
        }
    }

    #[test]
    fn fields_are_encoded_as_browsers_do() {
        let mut body = "a=1".to_owned();
        add(&mut body, "q-comment", "Chờ lâu & xa");
        assert_eq!(body, "a=1&q-comment=Ch%E1%BB%9D+l%C3%A2u+%26+xa");
    }

    #[test]
    fn what_must_be_answered_is_and_a_complaint_brings_its_question() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let sectors = ["land".to_owned()];
        for _ in 0..1_000 {
            let body = draw(&sectors, &mut rng);
            assert!(body.starts_with("sector=land&") && body.contains("&q-overall="), "{body}");
            assert_eq!(body.contains("q-complaint=yes"), body.contains("q-e1="), "{body}");
        }
    }
}
