//! By what staff sign in: pure rules, to which time and chance are given.

pub mod cookie;
pub mod password;
pub mod password_rule;
pub mod passwords;
pub mod recovery;
pub mod throttle;
pub mod token;
pub mod totp;
