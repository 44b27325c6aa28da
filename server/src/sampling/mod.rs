//! From a table that an office uploads to a sample: [`table`] says what stands in it, [`frame`] reads its elements, [`planning`] divides the
//! sample and names what cannot be, [`drawing`] draws.
//!
//! What happens to a table before the engine ([`crate::analysis::drawing`]) sees it, for whoever draws the same sample by another program:
//!
//! - A cell is its text without white space around it, with one space for any other, in composed letters (NFC). Rows without any text do
//!   not count. The first row has the names of the columns.
//! - The *hash of the frame* is the SHA-256 of its rows, names included, each as a JSON array of its cells (UTF-8, no space between them,
//!   empty ones at the end left out) with a line feed after it. So it is the same for a CSV file and a workbook that say the same.
//! - Elements stand in the order of the rows; with a column for the order they are sorted by it first: as numbers where all of its cells
//!   are numbers, else as texts by Unicode's code points; what is equal stays as it was.
//! - Strata stand in the order of their names by code points; clusters within a stratum in the order of their first elements.
//! - The *hash of the result* is the SHA-256 of the drawn references in the order of the rows, each with a line feed after it.

pub mod drawing;
pub mod frame;
pub mod looking;
pub mod planning;
pub mod table;
pub mod verifying;

#[cfg(test)]
mod tests;
