//! Numbers by which somebody can be found are taken out of what people write, before anything is stored.
//!
//! Telephone numbers, numbers of papers, insurance, tax and accounts, and e-mail addresses become a mark that says what stood there. Sums of
//! money, dates, years, times, house numbers and short numbers stay. Where a long run of digits could be either, it goes: a comment loses
//! little by it, and a person much.

use unicode_normalization::UnicodeNormalization;

use super::fold::fold;

/// What is taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sensitive {
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// The number of a citizen's identity card, old or new.
    Identity,
    /// The number of a passport.
    Passport,
    /// The number of a social or health insurance.
    Insurance,
    /// The number under which somebody pays taxes.
    Tax,
    /// The number of an account or card.
    Account,
    /// A run of digits too long to be harmless.
    Digits,
}

impl Sensitive {
    /// Everything.
    pub const ALL: [Self; 8] =
        [Self::Phone, Self::Email, Self::Identity, Self::Passport, Self::Insurance, Self::Tax, Self::Account, Self::Digits];

    /// What stands in its place. It is stored, so it is in the language of the administration and never changes.
    #[must_use]
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Phone => "[số điện thoại]",
            Self::Email => "[thư điện tử]",
            Self::Identity => "[số căn cước]",
            Self::Passport => "[số hộ chiếu]",
            Self::Insurance => "[số bảo hiểm]",
            Self::Tax => "[mã số thuế]",
            Self::Account => "[số tài khoản]",
            Self::Digits => "[dãy số]",
        }
    }

    /// Words which, shortly before a number, say what it is; folded.
    const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Phone => &["sdt", "dt", "dien thoai", "so may", "zalo", "goi", "phone", "tel", "mobile", "call"],
            Self::Email | Self::Digits => &[],
            Self::Identity => &["cccd", "cmnd", "cmt", "can cuoc", "chung minh", "dinh danh"],
            Self::Passport => &["ho chieu", "passport"],
            Self::Insurance => &["bhxh", "bhyt", "bao hiem"],
            Self::Tax => &["mst", "ma so thue", "tax code"],
            Self::Account => &["stk", "tai khoan", "account"],
        }
    }

    /// From how many digits on a number is taken for this where such a word stands before it.
    const fn least(self) -> usize {
        match self {
            Self::Account => 6,
            Self::Phone | Self::Passport => 7,
            Self::Identity => 8,
            Self::Email | Self::Insurance | Self::Tax | Self::Digits => LONG,
        }
    }
}

/// From so many digits on a number goes, whatever it is, unless it is money, a date or a list of years.
const LONG: usize = 9;
/// How many characters may stand between two digits of one number.
const WIDEST: usize = 3;
/// How many words before a number may say what it is.
const NEAR: usize = 4;
/// A digit whose value is not known, such as one of another script: it counts, but begins nothing that is known.
const UNKNOWN: u8 = 10;

/// A text without what leads to a person. Done again it changes nothing more.
#[must_use]
pub fn masked(text: &str) -> String {
    if !text.chars().any(|c| is_at(c) || c.is_numeric()) {
        return text.to_owned();
    }
    // Addresses first, with the digits in them.
    [emails, numbers].into_iter().fold(text.to_owned(), |text, find| {
        let characters: Vec<char> = text.chars().collect();
        let mut masked = String::with_capacity(text.len());
        let mut from = 0;
        for (start, end, what) in find(&characters) {
            masked.extend(&characters[from..start]);
            masked.push_str(what.mark());
            from = end;
        }
        masked.extend(&characters[from..]);
        masked
    })
}

/// Where something begins, where it ends, and what it is.
type Found = (usize, usize, Sensitive);

const fn is_at(c: char) -> bool {
    matches!(c, '@' | '\u{ff20}' | '\u{fe6b}')
}

fn emails(text: &[char]) -> Vec<Found> {
    let is_name = |c: &char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
    let mut found: Vec<Found> = Vec::new();
    for at in (0..text.len()).filter(|at| is_at(text[*at])) {
        let after = found.last().map_or(0, |(_, end, _)| *end);
        let start = at - text[after.min(at)..at].iter().rev().take_while(|c| is_name(c)).count();
        let mut end = at + 1 + text[at + 1..].iter().take_while(|c| is_name(c)).count();
        while end > at + 1 && !text[end - 1].is_alphanumeric() {
            end -= 1;
        }
        if start < at && text[at + 1..end].contains(&'.') {
            found.push((start, end, Sensitive::Email));
        }
    }
    found
}

/// The value of a digit in any of its forms; nothing for what is none.
fn digit(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.to_digit(10).and_then(|value| u8::try_from(value).ok());
    }
    if !c.is_numeric() {
        return None;
    }
    let mut plain = std::iter::once(c).nfkc();
    let value = plain.next().and_then(|c| c.to_digit(10)).filter(|_| plain.next().is_none());
    Some(value.and_then(|value| u8::try_from(value).ok()).unwrap_or(UNKNOWN))
}

/// What may stand inside a number: spaces, points, dashes, brackets, and what is not seen at all.
fn is_between(c: char) -> bool {
    (c.is_whitespace() && c != '\n')
        || is_dash(c)
        || matches!(c, '.' | '\u{b7}' | '_' | '(' | ')' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}')
}

/// Digits that stand together without anything between.
#[derive(Clone, Copy, Debug)]
struct Group {
    start: usize,
    end: usize,
}

impl Group {
    const fn len(self) -> usize {
        self.end - self.start
    }
}

fn numbers(text: &[char]) -> Vec<Found> {
    let mut found = Vec::new();
    for chunk in chunks(text) {
        let first = chunk[0].start;
        let last = chunk[chunk.len() - 1].end;
        if is_money(text, &chunk) || are_sums(text, &chunk) {
            continue;
        }
        for part in apart(text, &chunk) {
            if part[part.len() - 1].end == last && is_money(text, part) {
                continue;
            }
            if let Some(what) = judge(text, part) {
                let (mut start, mut end) = (part[0].start, part[part.len() - 1].end);
                // What belongs to the number and is no digit goes with it.
                if start == first {
                    while start > 0 && matches!(text[start - 1], '+' | '\u{ff0b}' | '(') {
                        start -= 1;
                    }
                }
                if what == Sensitive::Passport && start > 0 {
                    start -= 1;
                }
                if end == last && text.get(end) == Some(&')') && text[start..end].contains(&'(') {
                    end += 1;
                }
                found.push((start, end, what));
            }
        }
    }
    found
}

/// The groups of digits of a text, those together that may be one number.
fn chunks(text: &[char]) -> Vec<Vec<Group>> {
    let mut chunks: Vec<Vec<Group>> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if digit(text[at]).is_none() {
            at += 1;
            continue;
        }
        let start = at;
        while at < text.len() && digit(text[at]).is_some() {
            at += 1;
        }
        let group = Group { start, end: at };
        match chunks.last_mut() {
            Some(chunk) if joins(&text[chunk[chunk.len() - 1].end..start]) => chunk.push(group),
            _ => chunks.push(vec![group]),
        }
    }
    chunks
}

/// Whether what stands between two groups of digits leaves them one number. A comma does so only by itself, as in sums.
fn joins(between: &[char]) -> bool {
    matches!(between, [',']) || (between.len() <= WIDEST && between.iter().all(|c| is_between(*c)))
}

/// The values of digits.
fn values(text: &[char], groups: &[Group]) -> Vec<u8> {
    groups.iter().flat_map(|group| &text[group.start..group.end]).filter_map(|c| digit(*c)).collect()
}

/// A group as a number, if it is not too long.
fn number(text: &[char], group: Group) -> Option<u32> {
    let values = values(text, &[group]);
    let is_short = values.len() <= LONG && values.iter().all(|value| *value < UNKNOWN);
    is_short.then(|| values.iter().fold(0, |number, value| number * 10 + u32::from(*value)))
}

/// The parts of a chunk that are each a number of their own: without dates, and what is long by itself apart from what stands beside it.
fn apart<'a>(text: &[char], chunk: &'a [Group]) -> Vec<&'a [Group]> {
    let mut parts = Vec::new();
    let (mut from, mut at) = (0, 0);
    while at < chunk.len() {
        let alone = if is_date(text, &chunk[at..]) {
            3
        } else if chunk[at].len() >= LONG {
            1
        } else {
            at += 1;
            continue;
        };
        if from < at {
            parts.push(&chunk[from..at]);
        }
        if alone == 1 {
            parts.push(&chunk[at..=at]);
        }
        at += alone;
        from = at;
    }
    if from < chunk.len() {
        parts.push(&chunk[from..]);
    }
    parts
}

/// Whether a day, a month and a year begin here.
fn is_date(text: &[char], groups: &[Group]) -> bool {
    let [day, month, year, ..] = groups else { return false };
    let is = |group: &Group, most: usize, range: std::ops::RangeInclusive<u32>| {
        group.len() <= most && number(text, *group).is_some_and(|number| range.contains(&number))
    };
    is(day, 2, 1..=31) && is(month, 2, 1..=12) && is_year(text, *year) && year.start - day.end <= 5
}

fn is_year(text: &[char], group: Group) -> bool {
    group.len() == 4 && number(text, group).is_some_and(|year| (1900..2100).contains(&year))
}

/// Whether groups are one sum of money as such are written: by thousands, or up to eleven digits in a row.
fn is_sum(text: &[char], groups: &[Group]) -> bool {
    let [first, rest @ ..] = groups else { return false };
    let leads = digit(text[first.start]).is_some_and(|value| (1..UNKNOWN).contains(&value));
    let by_thousands = first.len() <= 3 && rest.len() <= 4 && rest.iter().all(|group| group.len() == 3);
    leads && (by_thousands || (rest.is_empty() && first.len() <= 11))
}

/// The groups of a chunk between its dashes, each with those that are written together.
fn between_dashes<'a>(text: &[char], chunk: &'a [Group]) -> Vec<&'a [Group]> {
    chunk.chunk_by(|one, next| !text[one.end..next.start].iter().any(|c| is_dash(*c))).collect()
}

/// Whether a chunk is a sum of money, or one from and to: its currency is named after it.
fn is_money(text: &[char], chunk: &[Group]) -> bool {
    let after: String = text[chunk[chunk.len() - 1].end..].iter().skip_while(|c| **c == ' ').take(6).collect();
    let word: String = after.chars().take_while(|c| c.is_alphanumeric()).nfc().flat_map(char::to_lowercase).collect();
    let parts = between_dashes(text, chunk);
    let is_named = match word.as_str() {
        "đ" | "đồng" | "vnđ" | "vnd" => true,
        // Without its marks this is also a name.
        "dong" => parts.iter().all(|part| part.len() > 1),
        _ => false,
    };
    // What is long by itself is a sum only directly before its currency.
    let is_plain = |place: usize| place + 1 == parts.len() || parts[place].iter().all(|group| group.len() < LONG);
    is_named && parts.iter().enumerate().all(|(place, part)| is_sum(text, part) && is_plain(place))
}

/// Whether a chunk is several sums by thousands, from and to, whose currency is not named.
fn are_sums(text: &[char], chunk: &[Group]) -> bool {
    let parts = between_dashes(text, chunk);
    let is_small = |part: &&[Group]| part.len() > 1 && part.iter().map(|group| group.len()).sum::<usize>() < LONG;
    let is_written = |part: &&[Group]| part.windows(2).all(|two| matches!(text[two[0].end..two[1].start], ['.' | ',']));
    parts.len() > 1 && parts.iter().all(|part| is_sum(text, part) && is_small(part) && is_written(part))
}

/// What a number is, if it must go.
fn judge(text: &[char], groups: &[Group]) -> Option<Sensitive> {
    if groups.iter().all(|group| is_year(text, *group)) {
        return None;
    }
    let start = groups[0].start;
    let values = values(text, groups);
    let length = values.len();
    if is_passport(text, groups) {
        return Some(Sensitive::Passport);
    }
    // The word that stands nearest says what it is.
    let named = before(text, start).and_then(|words| {
        let last = |what: Sensitive| what.words().iter().filter_map(|word| words.rfind(&format!(" {word} "))).max();
        Sensitive::ALL.into_iter().filter_map(|what| Some((last(what)?, what))).max_by_key(|(place, _)| *place)
    });
    let named = named.map(|(_, what)| what);
    let is_public_line = length == 8 && matches!(values[..4], [1, 8 | 9, 0, 0]);
    if let Some(what) = named.filter(|what| length >= what.least() && !is_public_line) {
        return Some(what);
    }
    if length < LONG {
        return None;
    }
    Some(match (values.as_slice(), length) {
        ([0, 0, 8, 4, ..], 12..=15) | ([8, 4, ..], 11..=13) | ([0, 1..=9, ..], 10 | 11) => Sensitive::Phone,
        (_, 9 | 12) => Sensitive::Identity,
        (_, 13) if groups.len() == 2 && groups[1].len() == 3 => Sensitive::Tax,
        _ => Sensitive::Digits,
    })
}

/// A letter and seven or eight digits, which stand for themselves.
fn is_passport(text: &[char], groups: &[Group]) -> bool {
    let [group] = groups else { return false };
    let is_letter = |at: Option<usize>| at.is_some_and(|at| text[at].is_ascii_alphabetic());
    let beyond = |at: usize| at.checked_sub(2).is_some_and(|at| text[at].is_alphabetic());
    matches!(group.len(), 7 | 8)
        && is_letter(group.start.checked_sub(1))
        && !beyond(group.start)
        && text.get(group.end).is_none_or(|c| !c.is_alphanumeric())
}

/// The last words before a place, folded, with a space around each. A mark says what stood there, not what comes next.
fn before(text: &[char], at: usize) -> Option<String> {
    let line: String = text[at.saturating_sub(40)..at].iter().rev().take_while(|c| !matches!(c, '\n' | ']')).collect();
    let line: String = line.chars().rev().collect();
    let folded = fold(&line);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let near = &words[words.len().saturating_sub(NEAR)..];
    (!near.is_empty()).then(|| format!(" {} ", near.join(" ")))
}

#[cfg(test)]
mod tests;
