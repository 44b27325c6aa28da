//! Which passwords may be chosen. Nobody is made to use capitals or signs: length and not being the first guess are what
//! counts.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use app::domain::fold::fold;

/// The fewest characters. NIST SP 800-63B (revision 4, section 3.1.1.2) asks for 15 where the password stands alone and 8
/// beside a second factor; staff have one, and the first sign-in comes before it is set up.
pub const SHORTEST: usize = 12;

/// The most characters, of which NIST wants at least 64 allowed. Sentences fit; a novel would only cost time to hash.
pub const LONGEST: usize = 256;

/// What may stand beside a common password or a name without making it a good one: a date (8), a telephone number (10), the
/// number of a citizen's identity card (12).
const PADDING: usize = 12;

/// So few letters beside a name do not make it a good password.
const FEW_LETTERS: usize = 3;

/// A word of a name that is shorter says nothing: "an" stands in many sentences.
const SHORTEST_WORD: usize = 3;

/// The product's name as people type it: without marks, and as Telex leaves it where it is switched off.
const PRODUCT: [&str; 2] = ["hailong", "haiflongf"];

/// The stems of common passwords. The lists name their sources and licences; lines that begin with `#` are remarks.
static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lists = [include_str!("common_passwords.txt"), include_str!("common_passwords_vi.txt")];
    lists.into_iter().flat_map(str::lines).filter(|line| !line.starts_with('#')).collect()
});

/// Why a password may not be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// Fewer than [`SHORTEST`] characters.
    TooShort,
    /// More than [`LONGEST`] characters.
    TooLong,
    /// One that many people have, with or without digits around it; one short piece over and over; a run like `abcdefghijkl`; a
    /// bare number.
    Common,
    /// Little more than the account's name or the product's.
    LikeTheName,
}

/// Judges a password that someone chose. `names` are what is known of the account: sign-in name, display name, e-mail address.
///
/// Characters are Unicode scalar values after canonical composition, as they are hashed: "ậ" is one, however the keyboard sent
/// it.
///
/// # Errors
/// The first [`Weakness`] found.
pub fn judge(password: &str, names: &[&str]) -> Result<(), Weakness> {
    let length = password.nfc().count();
    if length < SHORTEST {
        return Err(Weakness::TooShort);
    }
    if length > LONGEST {
        return Err(Weakness::TooLong);
    }
    if fold(password).chars().any(|c| c.is_alphanumeric() && !c.is_ascii()) {
        // Of other scripts nothing is known, and the rest of such a text says nothing about the whole.
        return Ok(());
    }
    let plain = plain(password);
    let piece = repeated_piece(&plain);
    if is_named(&plain, names) {
        return Err(Weakness::LikeTheName);
    }
    if is_common(&plain) || is_run(&plain) || piece.is_some_and(|piece| piece.len() <= PADDING / 2 || is_common(piece)) {
        return Err(Weakness::Common);
    }
    Ok(())
}

/// What spelling leaves alone: folded letters and digits. Signs and spaces are dropped: `mat-khau` and `m a t k h a u` hide
/// nothing.
fn plain(text: &str) -> String {
    fold(text).chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Whether a plain text is a common password between at most [`PADDING`] digits, or nothing but so few digits.
fn is_common(plain: &str) -> bool {
    let stem = plain.trim_matches(|c: char| c.is_ascii_digit());
    plain.len() - stem.len() <= PADDING && (stem.is_empty() || COMMON.contains(stem))
}

/// Whether all neighbours but a few differ by the same step: `abcdefghijkl`, `123456789012`, `aaaaaaaaaaab`.
fn is_run(plain: &str) -> bool {
    const BREAKS: usize = 2;
    let pairs = plain.len().saturating_sub(1);
    let steps = plain.as_bytes().windows(2).map(|pair| i16::from(pair[1]) - i16::from(pair[0])).collect::<Vec<_>>();
    pairs > 2 * BREAKS && [-1, 0, 1].iter().any(|step| steps.iter().filter(|s| *s == step).count() + BREAKS >= pairs)
}

/// The shortest piece that the text is made of when it is said at least twice; the last time may be broken off.
fn repeated_piece(plain: &str) -> Option<&str> {
    (1..=plain.len() / 2).find(|length| plain[*length..] == plain[..plain.len() - length]).map(|length| &plain[..length])
}

/// Whether hardly anything is left of a plain text when the names are taken out, however often they stand in it.
fn is_named(text: &str, names: &[&str]) -> bool {
    let whole = names.iter().map(|name| plain(name));
    let words = names.iter().flat_map(|name| name.split(|c: char| !c.is_alphanumeric())).map(plain);
    let mut parts: Vec<_> =
        whole.chain(words).chain(PRODUCT.map(str::to_owned)).filter(|part| part.len() >= SHORTEST_WORD).collect();
    // The longest first, or "nguyen" would break "nguyenvanan" apart.
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    let mut rest = text.to_owned();
    for part in parts {
        // A space keeps what is left and right of it from becoming a name that was never typed.
        rest = rest.replace(&part, " ");
    }
    let is_there = rest.contains(' ');
    rest.retain(|c| c != ' ');
    is_there && rest.len() <= PADDING && rest.bytes().filter(u8::is_ascii_alphabetic).count() <= FEW_LETTERS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::{COMMON, LONGEST, SHORTEST, Weakness, judge, plain};

    const NAMES: [&str; 3] = ["nva", "Nguyễn Văn An", "an.nguyenvan@tinhmau.gov.vn"];

    #[test]
    fn length_is_counted_in_composed_characters() {
        let decomposed = "m\u{61}\u{323}\u{302}t ong rung";
        assert_eq!(decomposed.chars().count(), 14);
        assert_eq!(judge(decomposed, &[]), Ok(()));
        assert_eq!(judge("mật ong rừn", &[]), Err(Weakness::TooShort));
        assert_eq!(judge("", &[]), Err(Weakness::TooShort));
        let sentence = "gió đưa cành trúc la đà ".repeat(20);
        let of = |length| sentence.chars().take(length).collect::<String>() + "x";
        assert_eq!(judge(&of(LONGEST - 1), &[]), Ok(()));
        assert_eq!(judge(&of(LONGEST), &[]), Err(Weakness::TooLong));
    }

    #[test]
    fn common_passwords_are_refused_with_all_that_people_put_around_them() {
        for common in [
            "password1234",
            "Password@2025",
            "qwertyuiop12",
            "1q2w3e4r5t6y",
            "Matkhau@123456",
            "mật khẩu 2025",
            "MẬT KHẨU CỦA TÔI",
            "m@tkhau123456",
            "anhyeuem2025",
            "12anhyeuem1990!",
            "xinchao12345",
            "vietnam0987654321",
            "Vi\u{65}\u{323}\u{302}t Nam 1945",
            "congchuc@2026",
            "abc123456789",
            "hà nội 19871020",
            "khongcomatkhau",
        ] {
            assert_eq!(judge(common, &NAMES), Err(Weakness::Common), "{common}");
        }
    }

    #[test]
    fn bare_numbers_runs_and_repetitions_are_refused() {
        for common in [
            "079087001234",
            "0987 654 321 0",
            "20/10/1987 !!",
            "!!!!!!!!!!!!",
            "aaaaaaaaaaaa",
            "abcdefghijkl",
            "zyxwvutsrqpo",
            "123456789012345",
            "abcabcabcabc",
            "xk7xk7xk7xk7xk",
            "matkhaumatkhau",
            "dragondragondragon",
        ] {
            assert_eq!(judge(common, &NAMES), Err(Weakness::Common), "{common}");
        }
    }

    #[test]
    fn names_are_refused_with_all_that_people_put_around_them() {
        for named in [
            "nguyenvanan12",
            "Nguyễn Văn An 2025",
            "NguyenVanAn05121987",
            "vanannguyen!",
            "nguyennguyennguyen",
            "HàiLòng@2025",
            "hailonghailong",
            "hai long hai long hai long",
            "haiflongf2025",
            "tinhmau.gov.vn",
        ] {
            assert_eq!(judge(named, &NAMES), Err(Weakness::LikeTheName), "{named}");
        }
    }

    #[test]
    fn sentences_and_random_texts_may_be_chosen() {
        for good in [
            "con mèo ngủ trên mái",
            "nguyễn văn an thích cà phê sữa đá",
            "hài lòng là khi trời mưa",
            "correct horse battery staple",
            "kT9#vQ2$mX7!",
            "x8fmkq2wvz7r",
            "ngựa-trắng-ăn-cỏ-1987",
            "日本語のパスワードです1",
            "пароль на каждый день abcabc",
            "5827 3390 1746 22",
        ] {
            assert_eq!(judge(good, &NAMES), Ok(()), "{good}");
        }
    }

    #[test]
    fn the_lists_are_stems_in_order() {
        for list in [include_str!("common_passwords.txt"), include_str!("common_passwords_vi.txt")] {
            let stems: Vec<_> = list.lines().filter(|line| !line.starts_with('#')).collect();
            assert!(stems.is_sorted_by(|a, b| a < b));
            for stem in stems {
                assert_eq!(plain(stem).trim_matches(|c: char| c.is_ascii_digit()), stem);
                assert!((2..=40).contains(&stem.len()), "{stem}");
            }
        }
        assert!(COMMON.len() > 10_000);
    }

    proptest! {
        #[test]
        fn every_text_is_judged(text in "\\PC{0,300}", name in "\\PC{0,40}") {
            let length = text.nfc().count();
            prop_assert_eq!(judge(&text, &[&name]) == Err(Weakness::TooShort), length < SHORTEST);
            prop_assert_eq!(judge(&text, &[&name]) == Err(Weakness::TooLong), length > LONGEST);
        }

        #[test]
        fn digits_around_a_common_password_change_nothing(before in "[0-9]{0,5}", after in "[0-9]{5,7}") {
            prop_assert_eq!(judge(&format!("{before}matkhau{after}"), &[]), Err(Weakness::Common));
        }
    }
}
