//! What somebody changes about their own account.

pub mod password;
mod present;
pub mod second_factor;
pub mod sessions;
