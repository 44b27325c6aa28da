//! How the thanks learn the receipt of what was just sent: by a cookie that only they are told, and that they take away. Nothing of it is in
//! an address, so nothing stays in the history of a device that others use.

use app::domain::receipt::Receipt;
use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

/// The cookie's name.
const NAME: &str = "hailong-receipt";
/// For how many seconds it waits for the thanks to be opened.
const SECONDS: u32 = 120;

/// The header that gives a receipt to the thanks of a collection point.
#[must_use]
pub fn give(receipt: Receipt, point: &str, secure: bool) -> Option<HeaderValue> {
    cookie(&receipt.to_string(), SECONDS, point, secure)
}

/// The header that takes it away.
#[must_use]
pub fn take_away(point: &str, secure: bool) -> Option<HeaderValue> {
    cookie("", 0, point, secure)
}

fn cookie(value: &str, seconds: u32, point: &str, secure: bool) -> Option<HeaderValue> {
    let secure = if secure { "; Secure" } else { "" };
    let cookie = format!("{NAME}={value}; Path=/s/{point}/done; Max-Age={seconds}; SameSite=Strict; HttpOnly{secure}");
    HeaderValue::from_str(&cookie).ok()
}

/// The receipt that a request brings.
#[must_use]
pub fn read(headers: &HeaderMap) -> Option<Receipt> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|cookie| cookie.trim().split_once('='));
    pairs.find(|(name, _)| *name == NAME)?.1.parse().ok()
}
