//! A text as a picture that telephones read (QR code, ISO/IEC 18004).

use std::fmt::Write as _;

use qrcodegen::{DataTooLong, QrCode, QrCodeEcc};
use thiserror::Error;

/// How many modules are left white on each side: the standard's quiet zone.
const QUIET: i32 = 4;

/// The text is longer than a QR code holds: 2331 bytes at level M, 1663 at level Q.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the text is too long for a QR code")]
pub struct TooLong;

/// Where a code is read, which decides how much of it may be lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// On a screen, which is clean: level M (15 %).
    Screen,
    /// On paper that hangs at a counter for months, gets scratched, and shines under its foil: level Q (25 %). Level H would need
    /// smaller squares in the same place, which bad cameras lose first.
    Paper,
}

/// The text as an inline SVG picture, one unit of its `viewBox` for each module, with the error correction of its surface or, where it
/// costs no room, better.
///
/// Black on white always, because many cameras do not read the inverse that a dark page would make of it; as attributes and not
/// as a style, which the content security policy forbids. Screen readers pass it over: the page has to say the same in words
/// beside it.
///
/// # Errors
/// [`TooLong`].
pub fn svg(text: &str, surface: Surface) -> Result<String, TooLong> {
    let least = match surface {
        Surface::Screen => QrCodeEcc::Medium,
        Surface::Paper => QrCodeEcc::Quartile,
    };
    let code = QrCode::encode_text(text, least).map_err(|error| match error {
        DataTooLong::SegmentTooLong | DataTooLong::DataOverCapacity(..) => TooLong,
    })?;
    let (size, whole) = (code.size(), code.size() + 2 * QUIET);
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            // One rectangle for each run of dark modules in a row.
            let run = (x..size).take_while(|x| code.get_module(*x, y)).zip(1..).last().map_or(0, |(_, run)| run);
            if run > 0 {
                // Writing to a string does not fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {whole} {whole}\" aria-hidden=\"true\" \
         shape-rendering=\"crispEdges\"><rect width=\"{whole}\" height=\"{whole}\" fill=\"#fff\"/><path d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use qrcodegen::{QrCode, QrCodeEcc};

    use super::{QUIET, Surface, TooLong, svg};

    const URI: &str =
        "otpauth://totp/H%C3%A0i%20L%C3%B2ng:an%40mau.vn?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=H%C3%A0i%20L%C3%B2ng";

    /// The dark modules that a path of `Mx yhNv1h-Nz` draws.
    fn dark(svg: &str) -> Vec<(i32, i32)> {
        let path = svg.split_once("<path d=\"M").unwrap().1.split_once("z\"/>").unwrap().0;
        let runs = path.split("zM").map(|run| {
            let (x, rest) = run.split_once(' ').unwrap();
            let (y, rest) = rest.split_once('h').unwrap();
            let (length, rest) = rest.split_once("v1h-").unwrap();
            assert_eq!(length, rest);
            (x.parse::<i32>().unwrap(), y.parse::<i32>().unwrap(), length.parse::<i32>().unwrap())
        });
        runs.flat_map(|(x, y, length)| (x..x + length).map(move |x| (x, y))).collect()
    }

    #[test]
    fn the_picture_has_the_modules_of_the_code_and_a_quiet_zone() {
        let picture = svg(URI, Surface::Screen).unwrap();
        let code = QrCode::encode_text(URI, QrCodeEcc::Medium).unwrap();
        let size = code.size();
        assert!(picture.contains(&format!("viewBox=\"0 0 {0} {0}\"", size + 8)), "{picture}");
        let wanted: Vec<_> = (0..size)
            .flat_map(|y| (0..size).map(move |x| (x, y)))
            .filter(|(x, y)| code.get_module(*x, *y))
            .map(|(x, y)| (x + QUIET, y + QUIET))
            .collect();
        assert_eq!(dark(&picture), wanted);
        // The finder pattern's upper edge.
        assert!(picture.contains("d=\"M4 4h7v1h-7z"), "{picture}");
    }

    #[test]
    fn the_picture_is_one_path_without_style_and_script() {
        let picture = svg(URI, Surface::Screen).unwrap();
        assert_eq!(picture.matches("<path").count(), 1);
        for forbidden in ["style", "script", "class", "href", "otpauth", "data:"] {
            assert!(!picture.contains(forbidden), "{forbidden}");
        }
        assert!(picture.starts_with("<svg ") && picture.ends_with("</svg>"));
        assert!(picture.contains("aria-hidden=\"true\""));
    }

    #[test]
    fn paper_bears_more_than_a_screen() {
        let address = "https://hailong.tinhmau.gov.vn/s/k7m2xp";
        let code = QrCode::encode_text(address, QrCodeEcc::Quartile).unwrap();
        assert!(svg(address, Surface::Paper).unwrap().contains(&format!("viewBox=\"0 0 {0} {0}\"", code.size() + 8)));
        assert!(code.size() <= 33, "large squares: {}", code.size());
    }

    #[test]
    fn length_has_an_end() {
        assert!(svg("", Surface::Screen).is_ok());
        assert!(svg(&"ậ".repeat(777), Surface::Screen).is_ok());
        assert_eq!(svg(&"ậ".repeat(778), Surface::Screen), Err(TooLong));
    }
}
