//! One file for each command of the program.

pub mod analyse;
pub mod backup;
pub mod check;
pub mod demo;
pub mod export;
pub mod healthcheck;
mod progress;
pub mod retention;
pub mod serve;
pub mod user;
pub mod verify;
