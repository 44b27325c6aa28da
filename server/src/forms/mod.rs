//! One file for each POST: parse, act, 303 or the same page again.

pub mod account;
mod acknowledgement;
pub mod analysis;
pub mod arriving;
pub mod body;
pub mod invitation;
pub mod kiosk;
pub mod manage;
mod new_password;
pub mod preferences;
pub mod sign_in;
pub mod sign_in_code;
pub mod sign_in_passkey;
pub mod sign_out;
pub mod survey;
pub mod upload;
pub mod withdraw;
