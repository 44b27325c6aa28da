//! Drawing a sample from a frame: who is asked is decided by chance, with a probability known for everybody, and can be drawn again.
//!
//! The engine knows elements by their place in the frame and works in whole numbers, so that the same seed and frame give the same
//! sample on any machine. [`Blueprint`] holds all that is certain before the draw (what is taken of which stratum, which clusters are
//! certain to come, every probability); [`Blueprint::draw`] adds chance.
//!
//! # Algorithm 1, in full
//!
//! Whoever wants to draw the same sample in another language needs these rules and nothing else; `tests/fixtures/drawing/draw.py` is
//! that in Python.
//!
//! 1. *Words.* The key is the SHA-256 of the seed's digits as ASCII text. `ChaCha20` under this key, with a nonce of zeros and a block
//!    counter (64 bits) from zero, gives a stream of bytes; each eight of them, little-endian, are a word.
//! 2. *A whole number below b.* Take words until one lies below the largest multiple of b that is at most 2⁶⁴; its remainder by b is
//!    the number. No number is more likely than another.
//! 3. *Systematic, n of N in proportion to size* (Madow 1949). Sizes are whole numbers, S is their sum, and n times the size of an
//!    element is at most S. The start r is a whole number below S. Element i is drawn if one of r, r + S, r + 2S, … lies in
//!    `n·(s₁ + … + sᵢ₋₁) ≤ x < n·(s₁ + … + sᵢ)`. Its probability is n·sᵢ/S. With all sizes one it is systematic sampling with the
//!    fractional interval N/n (Cochran 1977, ch. 8; Särndal, Swensson and Wretman 1992, 3.4).
//! 4. *Simple random, n of N* (Fan, Muller and Rezucha 1962; Knuth 3.4.2, algorithm S). Go through the elements in order; when m are
//!    drawn and N − i are left, this one included, take it if a whole number below N − i is below n − m. Words are taken for every
//!    element until n are drawn.
//! 5. *Certainty.* Where n times the size of a cluster is S or more, the cluster is taken for certain, and the rest is drawn from the
//!    others with what is left of n and S, until there is none such (Särndal, Swensson and Wretman 1992, 3.6; Tillé 2006, 2.10).
//! 6. *Order of chance.* Strata one after the other. In a stratum of two stages first the clusters are drawn, those that are certain
//!    without chance; then, in the order of the frame, the elements of each drawn cluster. A cluster that is taken whole needs no
//!    chance, nor does a stratum: nothing is drawn where all are taken.

pub mod blueprint;
pub mod chance;
pub mod selection;

pub use blueprint::{Blueprint, Cluster, Drawn, Fault, Within};
pub use chance::Chance;

/// The version of the rules above. Another one would draw other samples by the same seeds.
pub const ALGORITHM: u32 = 1;
