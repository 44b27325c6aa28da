//! From the fields of a form to a sector: the one place where what an administrator says of a sector is judged.

use super::code::Code;
use super::form::{CODE, NAME_EN, NAME_VI, PARENT, Problems, line, names};
use super::language::Language;
use super::sector::Sector;
use super::submission::Fields;
use super::tree::Tree;

/// The field of the place among its siblings.
pub const POSITION: &str = "position";

/// The places that make sense.
const POSITIONS: std::ops::RangeInclusive<i64> = 0..=9_999;

/// What the fields of a sector show, its code apart.
#[must_use]
pub fn fields(sector: &Sector) -> [(&'static str, String); 4] {
    [
        (NAME_VI, sector.name.only(Language::Vi).to_owned()),
        (NAME_EN, sector.name.only(Language::En).to_owned()),
        (PARENT, sector.parent.as_ref().map(ToString::to_string).unwrap_or_default()),
        (POSITION, sector.position.to_string()),
    ]
}

/// The sector that a form describes: a new one, or `old` as it is to be.
///
/// # Errors
/// What is wrong, by field.
pub fn judge(fields: &Fields, old: Option<&Sector>, sectors: &Tree<Sector>) -> Result<Sector, Problems> {
    let mut problems = Problems::new();
    let name = names(fields, old.map(|old| old.name.clone()).unwrap_or_default(), &mut problems);
    let code = match old {
        Some(old) => Some(old.code.clone()),
        None => new_code(fields, sectors, &mut problems),
    };
    let parent = parent(fields, old, sectors).unwrap_or_else(|problem| {
        problems.push((PARENT, problem));
        None
    });
    let position = line(fields, POSITION).parse().ok().filter(|position| POSITIONS.contains(position));
    if position.is_none() {
        problems.push((POSITION, "sector-position-wrong"));
    }
    match (code, position) {
        (Some(code), Some(position)) if problems.is_empty() => Ok(Sector { code, parent, name, position }),
        _ => Err(problems),
    }
}

fn new_code(fields: &Fields, sectors: &Tree<Sector>, problems: &mut Problems) -> Option<Code> {
    let code = line(fields, CODE).parse::<Code>().ok();
    match &code {
        None => problems.push((CODE, "code-invalid")),
        Some(code) if sectors.get(code.as_str()).is_some() => problems.push((CODE, "code-taken")),
        Some(_) => {}
    }
    code
}

/// The sector above, which is neither the sector itself nor below it; or none.
fn parent(fields: &Fields, old: Option<&Sector>, sectors: &Tree<Sector>) -> Result<Option<Code>, &'static str> {
    let typed = line(fields, PARENT);
    if typed.is_empty() {
        return Ok(None);
    }
    let parent = sectors.get(&typed).ok_or("target-sector-wrong")?;
    if old.is_some_and(|old| sectors.is_within(parent.code.as_str(), old.code.as_str())) {
        return Err("sector-parent-below");
    }
    Ok(Some(parent.code.clone()))
}

#[cfg(test)]
mod tests {
    use super::{POSITION, judge};
    use crate::domain::form::{CODE, NAME_VI, PARENT};
    use crate::domain::sector::Sector;
    use crate::domain::texts::Texts;
    use crate::domain::tree::Tree;

    #[test]
    fn what_is_wrong_is_said_by_field() {
        let sector = |code: &str, parent: Option<&str>| Sector {
            code: code.parse().unwrap(),
            parent: parent.map(|parent| parent.parse().unwrap()),
            name: Texts::default(),
            position: 0,
        };
        let sectors = Tree::new(vec![sector("top", None), sector("land", Some("top"))]);
        let judged = |changes: &[(&str, &str)], old: Option<&Sector>| {
            let usual = [(NAME_VI, "Mới"), (CODE, "new"), (PARENT, "top"), (POSITION, "3")];
            let kept = usual.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
            let fields = kept.chain(changes).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            judge(&fields, old, &sectors)
        };
        let new = judged(&[], None).unwrap();
        assert_eq!((new.code.as_str(), new.parent.unwrap().as_str(), new.position), ("new", "top", 3));
        for (field, value, key) in [
            (NAME_VI, "", "name-missing"),
            (CODE, "Đất", "code-invalid"),
            (CODE, "land", "code-taken"),
            (PARENT, "nowhere", "target-sector-wrong"),
            (POSITION, "-1", "sector-position-wrong"),
            (POSITION, "", "sector-position-wrong"),
        ] {
            assert_eq!(judged(&[(field, value)], None).unwrap_err(), [(field, key)], "{field} {value}");
        }
        for below in ["top", "land"] {
            assert_eq!(judged(&[(PARENT, below)], sectors.get("top")).unwrap_err(), [(PARENT, "sector-parent-below")], "{below}");
        }
        assert_eq!(judged(&[(PARENT, "")], sectors.get("land")).unwrap().parent, None);
    }
}
