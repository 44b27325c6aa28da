//! The analyst's desk: one file for each address, and the form of what is asked.

pub mod action;
pub mod action_effect;
pub mod actions;
pub mod comments;
pub mod drivers;
mod expectation_table;
pub mod export;
pub mod exports;
pub mod filter;
pub mod index;
pub mod index_import;
pub mod indices;
mod item_detail;
pub mod items;
pub mod overview;
pub mod report;
pub mod report_paper;
pub mod review;
mod split_table;
pub mod trust;
pub mod unit_heat;
pub mod unit_list;
pub mod unit_where;
pub mod units;
pub mod views;
