//! The parts in which responses are drawn. Each is drawn from its own stream of random numbers, so any thread can draw it at any time, and
//! the whole is the same however many threads there are.
//!
//! First comes, point by point, what the usual demonstration has: so every larger one contains it. What a large one has beyond that comes
//! month by month, as it would in reality, so that a database adds at the end of its indexes instead of all over.

use app::domain::period::Month;

use super::moments;
use super::plan::{Plan, stream};
use super::size::divide;
use crate::store::responses::NewResponse;

/// How many responses one transaction takes: few transactions, and a progress that still moves.
pub(super) const GROUP: u64 = 4_000;

/// The responses of a point that are drawn from one stream.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    point: usize,
    responses: u64,
    /// When they are given; none for those of the usual demonstration, which spread over all months of the point.
    later: Option<Later>,
}

/// A month of the data with its step, and the stream of random numbers for it.
#[derive(Clone, Copy, Debug)]
struct Later {
    step: u8,
    month: Month,
    stream: u64,
}

/// The parts of one transaction.
pub(super) type Batch = Vec<Part>;

/// Divides a number into as many parts of at most [`GROUP`] as it needs, with their numbers.
fn blocks(responses: u64) -> impl Iterator<Item = (u64, u64)> {
    (0..responses.div_ceil(GROUP)).map(move |block| (block, GROUP.min(responses - block * GROUP)))
}

impl Plan {
    /// Every part, in the order in which they are stored.
    fn parts(&self) -> impl Iterator<Item = Part> + '_ {
        let first = (0..).zip(&self.points).map(|(point, planned)| Part { point, responses: planned.first(), later: None });
        // What each point has beyond its first part, month by month of those in which it is open.
        let later: Vec<Vec<u64>> = self
            .points
            .iter()
            .map(|planned| {
                let busy: Vec<u64> = planned.months.iter().map(|(step, month)| moments::business(*step, *month).into()).collect();
                divide(planned.responses - planned.first(), &busy).collect()
            })
            .collect();
        let later = self.months.iter().flat_map(move |&(step, month)| {
            let mut parts = Vec::new();
            for (point, (planned, later)) in self.points.iter().zip(&later).enumerate() {
                let Some(place) = planned.months.iter().position(|known| *known == (step, month)) else { continue };
                parts.extend(blocks(later[place]).map(|(block, responses)| {
                    let number = planned.stream + (u64::from(step + 1) << 32) + (block << 40);
                    Part { point, responses, later: Some(Later { step, month, stream: number }) }
                }));
            }
            parts
        });
        first.chain(later).filter(|part| part.responses > 0)
    }

    /// The parts, gathered to transactions.
    pub fn batches(&self) -> impl Iterator<Item = Batch> + '_ {
        let mut parts = self.parts().peekable();
        std::iter::from_fn(move || {
            let first = parts.next()?;
            let (mut size, mut batch) = (first.responses, vec![first]);
            let fits = |part: &Part, size| part.later.is_some() == first.later.is_some() && size + part.responses <= GROUP;
            while let Some(part) = parts.next_if(|part| fits(part, size)) {
                size += part.responses;
                batch.push(part);
            }
            Some(batch)
        })
    }

    /// Draws the responses of a batch: of the usual ones point by point, of later ones as time goes on.
    pub fn draw(&self, batch: &[Part]) -> Vec<NewResponse> {
        let mut drawn = Vec::new();
        for part in batch {
            let planned = &self.points[part.point];
            match part.later {
                None => drawn.extend(self.responses(planned)),
                Some(Later { step, month, stream: number }) => {
                    let mut rng = stream(number);
                    drawn.extend((0..part.responses).filter_map(|_| self.response(planned, (step, month), None, &mut rng)));
                }
            }
        }
        if batch.iter().any(|part| part.later.is_some()) {
            drawn.sort_unstable_by_key(|new| new.response().id);
        }
        drawn
    }
}
