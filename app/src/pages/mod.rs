//! One file for each address.

pub mod account;
pub mod analysis;
pub mod home;
pub mod invitation;
pub mod kiosk;
pub mod kiosk_registration;
pub mod manage;
pub mod methods;
pub mod notice;
pub mod passkeys;
pub mod privacy;
pub mod results;
pub mod sign_in;
pub mod survey;
pub mod thanks;
pub mod withdraw;
