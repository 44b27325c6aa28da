//! A frame and a design as they stand in a form, looked at before anything is drawn.

use std::collections::BTreeMap;

use app::domain::sample::column::Column;
use app::domain::sample::fault::Faults;
use app::domain::sample::form::{
    ACT, ALLOCATION, DEFF, DESIGN, EACH, MARGIN, MOST, N, PROPOSE, PSUS, Precision, RATE, SHARE, TEXT, WITHIN, chosen,
    judge_design, judge_precision,
};
use app::domain::sample::{Design, Head, Plan};
use app::parts::fields::Typed;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::frame::Frame;
use super::planning::{Planned, plan};
use super::table::{head, known};
use crate::analysis::sample_size::{PrecisionPlan, PrecisionSize, size_for_precision};
use crate::analysis::share::{Level, Share};
use crate::analysis::undefined::Defined;
use crate::tables::Table;

/// What stands in a form.
#[derive(Clone, Debug, Default)]
pub struct Looked {
    /// The form, with what was filled in.
    pub typed: Typed,
    /// What was read of the frame.
    pub head: Option<Head>,
    /// What is wrong with the frame, or with the design for it.
    pub faults: Faults,
    /// The size that was proposed: of a simple random sample, and to be asked.
    pub proposed: Option<(u64, u64)>,
    /// What can be drawn, where everything is right.
    pub ready: Option<Ready>,
}

/// A sample that can be drawn.
#[derive(Clone, Debug)]
pub struct Ready {
    /// Its frame.
    pub frame: Frame,
    /// All of it but chance.
    pub planned: Planned,
    /// What was asked.
    pub plan: Plan,
    /// A hash of all that, which tells whether it is what somebody looked at.
    pub token: String,
}

/// Looks at a form.
#[must_use]
pub fn look(typed: Typed) -> Looked {
    let mut looked = Looked { typed, ..Looked::default() };
    if !looked.typed.problems.is_empty() {
        return looked;
    }
    let text = looked.typed.fields.first(TEXT).unwrap_or_default();
    if text.trim().is_empty() {
        looked.typed.problems.push((TEXT, "sample-frame-empty"));
        return looked;
    }
    let table = match Table::of_text(text) {
        Ok(table) => table,
        Err(unreadable) => {
            looked.typed.problems.push((TEXT, unreadable.key()));
            return looked;
        }
    };
    let head = head(&table);
    looked.head = Some(head.clone());
    if looked.typed.fields.first(DESIGN).is_none() {
        looked.typed.fields = begun(&looked.typed, &head);
        return looked;
    }
    if looked.typed.fields.has(ACT, PROPOSE) {
        looked.propose(head.elements);
    }
    match judge_design(&looked.typed.fields) {
        Ok(design) => looked.judge(&table, design, &head),
        Err(problems) => looked.typed.problems.extend(problems),
    }
    looked
}

/// The form when a frame has just been uploaded: the columns that are known, and what is usual.
fn begun(typed: &Typed, head: &Head) -> app::domain::submission::Fields {
    let fields = typed.fields.with([
        (DESIGN, "systematic".to_owned()),
        (ALLOCATION, "proportional".to_owned()),
        (WITHIN, "systematic".to_owned()),
        (SHARE, "50".to_owned()),
        (MARGIN, "5".to_owned()),
        (DEFF, "1.5".to_owned()),
        (RATE, "90".to_owned()),
    ]);
    known(&head.columns).into_iter().fold(fields, |fields, (column, number)| fields.with([(column.field(), number.to_string())]))
}

impl Looked {
    fn judge(&mut self, table: &Table, design: Design, head: &Head) {
        let columns = chosen(&self.typed.fields);
        let read = Frame::read(table, design, &columns).and_then(|frame| Ok((plan(&frame, design)?, frame)));
        match read {
            Ok((planned, frame)) => {
                let plan = Plan { design, columns: named(&columns, design, head) };
                let token = token(&plan, &head.hash);
                self.ready = Some(Ready { frame, planned, plan, token });
            }
            Err(faults) => self.faults = faults,
        }
    }

    /// Proposes a size for the precision that is wanted, and fills it in.
    fn propose(&mut self, elements: u64) {
        let precision = match judge_precision(&self.typed.fields) {
            Ok(precision) => precision,
            Err(problems) => {
                self.typed.problems.extend(problems);
                return;
            }
        };
        let Ok(size) = size(precision, elements) else { return };
        let asked = size.to_invite.min(elements).min(MOST);
        self.proposed = Some((rounded(size.simple), asked));
        let each = self.typed.fields.first(EACH).and_then(|each| each.trim().parse::<u64>().ok()).filter(|each| *each > 0);
        let clusters = each.map_or(asked, |each| asked.div_ceil(each));
        let is_staged = self.typed.fields.has(DESIGN, "two-stage");
        let (field, number) = if is_staged { (PSUS, clusters) } else { (N, asked) };
        self.typed.fields = self.typed.fields.with([(field, number.to_string())]);
    }
}

fn size(precision: Precision, elements: u64) -> Defined<PrecisionSize> {
    size_for_precision(&PrecisionPlan {
        share: Share::new(precision.share)?,
        margin: precision.margin,
        level: Level::P95,
        population: Some(elements),
        deff: precision.deff,
        response_rate: precision.rate,
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a size is not negative, and margins keep it below a million"
)]
const fn rounded(size: f64) -> u64 {
    size.ceil() as u64
}

/// The columns that a design uses, by their names.
fn named(columns: &BTreeMap<Column, usize>, design: Design, head: &Head) -> BTreeMap<Column, String> {
    let used = columns.iter().filter(|(column, _)| design.uses(**column));
    used.filter_map(|(column, number)| Some((*column, head.columns.get(*number)?.clone()))).collect()
}

fn token(plan: &Plan, hash: &str) -> String {
    let plan = serde_json::to_string(plan).unwrap_or_default();
    HEXLOWER.encode(&Sha256::digest(format!("{hash} {plan}")))
}
