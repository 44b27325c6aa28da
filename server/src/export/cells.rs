//! From the stored answers of a response to the cells of its line, without making domain types of them on the way: a line is wanted in about
//! a microsecond.

use std::fmt::{self, Write as _};
use std::ops::Range;

use app::domain::code::Code;
use app::domain::questionnaire::Version;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::spreadsheet::safe;

/// The items of a version, each with its column.
#[derive(Debug)]
pub(super) struct Items {
    /// In the order of the codes, as answers are stored.
    by_code: Vec<(Code, usize)>,
    /// Whether no text may begin like a formula.
    guessed: bool,
}

/// The cells of one line. Kept from line to line, so that nothing is allocated for each.
#[derive(Debug, Default)]
pub(super) struct Cells {
    text: String,
    places: Vec<Range<usize>>,
}

impl Items {
    /// The items of a version; `guessed` where a spreadsheet guesses what a cell is, so that no text may begin like a formula.
    pub fn of(version: &Version, guessed: bool) -> Self {
        let mut by_code: Vec<_> = version.items().map(|(_, item)| item.code.clone()).zip(0..).collect();
        by_code.sort_unstable();
        Self { by_code, guessed }
    }

    /// Reads stored answers into cells: points of the scale are 1 to 5, "no opinion" is 0, an option is its code, several are joined by
    /// semicolons, texts are made safe for spreadsheets where they guess.
    ///
    /// # Errors
    /// When the text is no such object or names an item that the version does not have.
    pub fn read(&self, stored: &str, cells: &mut Cells) -> Result<(), serde_json::Error> {
        cells.text.clear();
        cells.places.clear();
        cells.places.resize(self.by_code.len(), 0..0);
        let mut json = serde_json::Deserializer::from_str(stored);
        Object { items: self, cells }.deserialize(&mut json)?;
        json.end()
    }

    /// The column of an item, which is nearly always the one after that of the item before it.
    fn column(&self, item: &str, next: &mut usize) -> Option<usize> {
        // Items that were not answered are passed over, which are few in a row.
        let near = self.by_code.iter().enumerate().skip(*next).take(4).find(|(_, (code, _))| code.as_str() == item);
        let place = near.map(|(place, _)| place);
        let place = place.or_else(|| self.by_code.binary_search_by(|(code, _)| code.as_str().cmp(item)).ok())?;
        *next = place + 1;
        Some(self.by_code[place].1)
    }
}

impl Cells {
    /// The cells in the order of the questionnaire; empty where nothing was answered.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.places.iter().map(|place| &self.text[place.clone()])
    }
}

/// The whole object.
struct Object<'a> {
    items: &'a Items,
    cells: &'a mut Cells,
}

impl<'de> DeserializeSeed<'de> for Object<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of answers")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut next = 0;
        while let Some(item) = map.next_key::<&str>()? {
            let column =
                self.items.column(item, &mut next).ok_or_else(|| A::Error::custom(format!("there is no item `{item}`")))?;
            let start = self.cells.text.len();
            map.next_value_seed(Cell(&mut self.cells.text, self.items.guessed))?;
            self.cells.places[column] = start..self.cells.text.len();
        }
        Ok(())
    }
}

/// One answer, and whether it is made safe.
struct Cell<'a>(&'a mut String, bool);

impl<'de> DeserializeSeed<'de> for Cell<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Cell<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, a text or a list of options")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        match u8::try_from(number) {
            Ok(digit) if digit < 10 => self.0.push(char::from(b'0' + digit)),
            _ => write!(self.0, "{number}").map_err(E::custom)?,
        }
        Ok(())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        write!(self.0, "{number}").map_err(E::custom)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        if self.1 {
            self.0.push_str(&safe(text));
        } else {
            self.0.push_str(text);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut options: A) -> Result<(), A::Error> {
        let start = self.0.len();
        while let Some(option) = options.next_element::<&str>()? {
            if self.0.len() > start {
                self.0.push(';');
            }
            self.0.push_str(&safe(option));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Cells, Items};
    use crate::instrument::builtin;

    fn read(stored: &str) -> Result<Vec<String>, String> {
        let versions = builtin::all().map_err(|(code, _)| code).unwrap();
        let version = versions.iter().find(|version| version.code().as_str() == "household-sipas").unwrap();
        let (items, mut cells) = (Items::of(version, true), Cells::default());
        // What an earlier line left must not show in the next.
        items.read(r#"{"sex":"male","a1":3}"#, &mut cells).unwrap();
        items.read(stored, &mut cells).map_err(|error| error.to_string())?;
        let codes = version.items().map(|(_, item)| item.code.as_str());
        Ok(codes.zip(cells.iter()).filter(|(_, cell)| !cell.is_empty()).map(|(code, cell)| format!("{code}={cell}")).collect())
    }

    #[test]
    fn each_kind_of_answer_has_its_cell_in_the_order_of_the_questionnaire() {
        let stored = r#"{"a1":5,"a2":0,"channels":["radio","press"],"comment":"=1+1","sex":"female","c1":100}"#;
        assert_eq!(read(stored).unwrap(), ["channels=radio;press", "a1=5", "a2=0", "c1=100", "comment='=1+1", "sex=female"]);
        assert_eq!(read("{}").unwrap(), Vec::<String>::new());
        assert_eq!(read(r#"{"comment":"a \"b\"\nc","c1":-7}"#).unwrap(), ["c1=-7", "comment=a \"b\"\nc"]);
        // Whatever the order in which they are stored.
        assert_eq!(read(r#"{"sex":"female","a1":5}"#).unwrap(), ["a1=5", "sex=female"]);
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        for bad in ["", "[]", "{\"a1\":5", r#"{"no-such":1}"#, r#"{"a1":null}"#, r#"{"a1":{}}"#, r#"{"a1":5}x"#, r#"{"a1":[1]}"#]
        {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
