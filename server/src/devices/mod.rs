//! What devices send: their journal, and what becomes of it.

pub mod contact;
pub mod journal;
