//! The receipt of a response: by it, and by nothing else, the one who answered can withdraw the answer.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use super::campaign::{Campaign, Openness, State};

/// For how long after a campaign closed an answer can be withdrawn, in milliseconds: 14 days.
pub const AFTER_CLOSING: i64 = 14 * 86_400_000;

/// Whether answers to a campaign can be withdrawn at `now` (UTC milliseconds).
#[must_use]
pub fn can_withdraw(campaign: &Campaign, now: i64) -> bool {
    match campaign.openness(now) {
        Openness::Open => true,
        Openness::Closed(end) => campaign.state != State::Archived && now < end.saturating_add(AFTER_CLOSING),
        Openness::Draft | Openness::NotYet(_) => false,
    }
}

/// What a citizen is given after answering: 17 letters and digits and one by which a slip of the pen is noticed.
///
/// It is the identifier of the response in other letters, less what nobody needs to find it: 62 of its random bits, which no one can guess,
/// and of its time only about which nine minutes it was, by which the database finds it without reading everything. So nothing is stored for
/// it, and the same response sent again has the same receipt. That is sound because the identifier is a secret between the citizen's device
/// and the database: it travels in the form alone, is in no address, log, page or export, and whoever reads it in the database could delete
/// the row as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Receipt {
    /// Which span of 2¹⁹ milliseconds since 1970.
    window: u32,
    /// The last 62 bits of the identifier.
    random: u64,
}

/// Why a text is no receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAReceipt;

/// Letters and digits of which none looks like another once it is read kindly: `O` as 0, `I` and `L` as 1. `U` is not among them.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How many carry the receipt.
const LENGTH: usize = 17;
/// How many stand together.
const GROUP: usize = 6;
/// The bits of the identifier's time that a window leaves out.
const SPAN: u32 = 19;
/// The bits of a window: until the year 2109.
const WINDOW: u32 = 23;
/// The random bits.
const RANDOM: u32 = 62;

impl Receipt {
    /// The receipt of a response.
    #[must_use]
    pub fn of(id: Uuid) -> Self {
        let (millisecond, random) = (id.as_u128() >> 80, id.as_u128() & ((1 << RANDOM) - 1));
        let window = (millisecond >> SPAN) & ((1 << WINDOW) - 1);
        // Both have been cut to fewer bits than these types have.
        Self { window: u32::try_from(window).unwrap_or_default(), random: u64::try_from(random).unwrap_or_default() }
    }

    /// The first and the last identifier that may be meant.
    #[must_use]
    pub fn span(self) -> (Uuid, Uuid) {
        let first = u128::from(self.window) << (SPAN + 80);
        (Uuid::from_u128(first), Uuid::from_u128(first | ((1 << (SPAN + 80)) - 1)))
    }

    /// The last eight bytes of the identifier: the random bits behind the two that say of which kind it is.
    #[must_use]
    pub fn end(self) -> [u8; 8] {
        (self.random | 1 << 63).to_be_bytes()
    }

    /// The span of time in which it was given, for counting attempts.
    #[must_use]
    pub const fn window(self) -> u32 {
        self.window
    }
}

/// Twice a letter's value in the field of 32 elements.
const fn twice(value: u8) -> u8 {
    let shifted = value << 1;
    if shifted & 32 == 0 { shifted } else { (shifted ^ 0b10_0101) & 31 }
}

/// The value of the letter that follows these: it differs wherever one letter differs or two neighbours are exchanged.
fn check(values: &[u8]) -> u8 {
    values.iter().fold(0, |sum, value| twice(sum ^ value))
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = (u128::from(self.window) << RANDOM) | u128::from(self.random);
        let value = |place: usize| u8::try_from((bits >> (5 * (LENGTH - 1 - place))) & 31).unwrap_or_default();
        let mut values: Vec<u8> = (0..LENGTH).map(value).collect();
        values.push(check(&values));
        for (place, value) in values.iter().enumerate() {
            if place > 0 && place.is_multiple_of(GROUP) {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(LETTERS[usize::from(*value)]))?;
        }
        Ok(())
    }
}

impl FromStr for Receipt {
    type Err = NotAReceipt;

    /// Reads a receipt as people type it: spaces, strokes and small letters do not matter.
    fn from_str(typed: &str) -> Result<Self, NotAReceipt> {
        let mut values = Vec::with_capacity(LENGTH + 1);
        for letter in typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '.')) {
            let letter = match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                letter => letter,
            };
            let value = LETTERS.iter().position(|known| char::from(*known) == letter).ok_or(NotAReceipt)?;
            if values.len() > LENGTH {
                return Err(NotAReceipt);
            }
            values.push(u8::try_from(value).map_err(|_| NotAReceipt)?);
        }
        match values.split_last() {
            Some((last, values)) if values.len() == LENGTH && *last == check(values) => {
                let bits = values.iter().fold(0_u128, |bits, value| (bits << 5) | u128::from(*value));
                let window = u32::try_from(bits >> RANDOM).map_err(|_| NotAReceipt)?;
                Ok(Self { window, random: u64::try_from(bits & ((1 << RANDOM) - 1)).map_err(|_| NotAReceipt)? })
            }
            _ => Err(NotAReceipt),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::{Builder, Uuid};

    use super::{LETTERS, NotAReceipt, Receipt};

    const NOW: u64 = 1_773_543_600_000;

    fn ids() -> impl Iterator<Item = Uuid> {
        (0..200_u64).map(|number| {
            let mixed = (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes();
            let random = [mixed[1], mixed[2], mixed[0], mixed[3], mixed[4], mixed[5], mixed[6], mixed[7], mixed[0], mixed[2]];
            Builder::from_unix_timestamp_millis(NOW + number * 100_003, &random).into_uuid()
        })
    }

    #[test]
    fn it_is_read_as_it_is_written_and_finds_its_response() {
        for id in ids() {
            let receipt = Receipt::of(id);
            let text = receipt.to_string();
            assert_eq!((text.len(), text.matches('-').count()), (20, 2));
            assert_eq!(text.parse(), Ok(receipt));
            let kindly = text.replace('-', " ").replace('0', "o").replace('1', "l").to_lowercase();
            assert_eq!(kindly.parse(), Ok(receipt), "{kindly}");
            let (first, last) = receipt.span();
            assert!(first <= id && id <= last);
            assert_eq!(id.as_bytes()[8..], receipt.end());
            assert_eq!(last.as_u128() - first.as_u128() + 1, 1 << 99, "about nine minutes");
        }
        assert_eq!("0".repeat(18).parse(), Ok(Receipt { window: 0, random: 0 }));
    }

    #[test]
    fn a_slip_of_the_pen_is_noticed() {
        let text = Receipt::of(ids().nth(3).unwrap()).to_string().replace('-', "");
        for place in 0..text.len() {
            for letter in LETTERS {
                let mut letters = text.clone().into_bytes();
                if letters[place] == *letter {
                    continue;
                }
                letters[place] = *letter;
                assert_eq!(String::from_utf8(letters).unwrap().parse::<Receipt>(), Err(NotAReceipt));
            }
            let mut letters = text.clone().into_bytes();
            if place > 0 && letters[place] != letters[place - 1] {
                letters.swap(place, place - 1);
                assert_eq!(String::from_utf8(letters).unwrap().parse::<Receipt>(), Err(NotAReceipt));
            }
        }
        for bad in ["", "ABC", &format!("{text}0"), &text[1..], "U23456789ABCDEFGHJ", "ệ23456789ABCDEFGHJ"] {
            assert_eq!(bad.parse::<Receipt>(), Err(NotAReceipt), "{bad}");
        }
    }
}
