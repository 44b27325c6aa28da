//! One file for each address.

pub mod home;
pub mod methods;
pub mod notice;
pub mod privacy;
pub mod results;
pub mod survey;
pub mod thanks;
