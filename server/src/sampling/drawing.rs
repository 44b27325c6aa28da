//! The draw itself, and what is kept of it.

use app::domain::sample::Element;
use app::domain::sample::seed::Seed;
use app::text::Words;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::frame::Frame;
use super::planning::{Planned, stratum_code};
use crate::analysis::drawing::{Chance, Drawn};
use crate::spreadsheet::{MARK, reversible, safe, writer};

/// Draws, and gives the drawn elements in the order of the frame.
#[must_use]
pub fn draw(frame: &Frame, planned: &Planned, seed: &Seed) -> Vec<Element> {
    let mut drawn = planned.blueprint.draw(&mut Chance::of(seed.as_str()));
    drawn.sort_unstable_by_key(|drawn| drawn.element);
    drawn.into_iter().map(|drawn| element(frame, drawn)).collect()
}

fn element(frame: &Frame, drawn: Drawn) -> Element {
    let (stratum, position) = (&frame.strata[drawn.stratum], u64::from(drawn.element) + 1);
    let code = stratum_code(drawn.stratum);
    let (name, place) = match drawn.cluster {
        None => ("", (code, format!("e{position}"))),
        // What is certain is a stratum of its own to whoever estimates, and what was drawn first in it are its elements.
        Some((cluster, true)) => {
            (stratum.clusters[cluster].name.as_str(), (format!("{code}-p{}", cluster + 1), format!("e{position}")))
        }
        Some((cluster, false)) => (stratum.clusters[cluster].name.as_str(), (code, format!("p{}", cluster + 1))),
    };
    Element {
        position,
        reference: frame.references[drawn.element as usize].clone(),
        names: (stratum.name.clone(), name.to_owned()),
        place,
        probability: drawn.probability,
        weight: drawn.weight,
    }
}

/// The hash of the result: of the references, each with a line feed after it.
#[must_use]
pub fn hash(elements: &[Element]) -> String {
    let mut hash = Sha256::new();
    for element in elements {
        hash.update(&element.reference);
        hash.update("\n");
    }
    HEXLOWER.encode(&hash.finalize())
}

/// The list as whoever asks people, and later whoever estimates, needs it.
///
/// # Errors
/// None that can happen: memory takes what is written.
pub fn csv(words: Words, elements: &[Element]) -> Result<Vec<u8>, csv::Error> {
    let mut rows = writer(MARK.as_bytes().to_vec());
    let names = ["frame-reference", "frame-stratum", "frame-psu"].map(|key| words.t(key));
    rows.write_record(names.iter().map(String::as_str).chain(["stratum", "psu", "probability", "weight"]))?;
    for Element { reference, names, place, probability, weight, .. } in elements {
        // The reference is read again where those who were drawn are invited; everything else is for people.
        let texts = [reversible(reference), safe(&names.0), safe(&names.1)];
        let (probability, weight) = (probability.to_string(), weight.to_string());
        let codes = [place.0.as_str(), &place.1, &probability, &weight];
        rows.write_record(texts.iter().map(AsRef::as_ref).chain(codes))?;
    }
    rows.into_inner().map_err(|error| error.into_error().into())
}
