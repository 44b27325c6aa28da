//! Questionnaire files and those that come with the program.

pub mod builtin;
pub mod file;
pub mod position;
