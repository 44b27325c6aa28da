//! What somebody changes about their own account.

pub mod passkeys;
pub mod password;
mod present;
pub mod second_factor;
pub mod sessions;
