//! By what staff sign in: pure rules, to which time and chance are given; but for what passkeys sign, which their library draws by itself
//! from the operating system.

pub mod cookie;
pub mod passkeys;
pub mod password;
pub mod password_rule;
pub mod passwords;
pub mod recovery;
pub mod throttle;
pub mod token;
pub mod totp;
