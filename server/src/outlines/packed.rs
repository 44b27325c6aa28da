//! Outlines that were looked at, as the form keeps them until they are taken. They are as little believed as the file was.

use std::collections::BTreeMap;

use app::domain::code::Code;
use app::domain::outline::Outline;

use crate::importing::packed::{pack as pack_text, unpack_text};

/// Packs outlines: a line for each unit.
#[must_use]
pub fn pack(outlines: &BTreeMap<Code, Outline>) -> String {
    let lines: Vec<String> = outlines.iter().map(|(unit, outline)| format!("{unit} {}", outline.to_text())).collect();
    pack_text(&lines.join("\n"))
}

/// Unpacks them; nothing where it is not what was packed.
#[must_use]
pub fn unpack(packed: &str) -> Option<BTreeMap<Code, Outline>> {
    let text = unpack_text(packed).ok()?;
    let line = |line: &str| {
        let (unit, outline) = line.split_once(' ')?;
        Some((unit.parse().ok()?, Outline::parse(outline)?))
    };
    text.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use app::domain::outline::Outline;

    use super::{pack, pack_text, unpack};

    #[test]
    fn what_was_packed_is_unpacked_and_nothing_else() {
        let outline = Outline::of([[(105.0, 21.0), (105.1, 21.0), (105.0, 21.1)]]).unwrap();
        let outlines = BTreeMap::from([("xa-mot".parse().unwrap(), outline.clone()), ("xa-hai".parse().unwrap(), outline)]);
        assert_eq!(unpack(&pack(&outlines)), Some(outlines));
        assert_eq!(unpack(&pack(&BTreeMap::new())), Some(BTreeMap::new()));
        for wrong in ["", "AAAA", &pack_text("xa-mot"), &pack_text("xa-mot [[1]]"), &pack_text(" [[1,2]]")] {
            assert_eq!(unpack(wrong).filter(|outlines| !outlines.is_empty()), None, "{wrong}");
        }
    }
}
