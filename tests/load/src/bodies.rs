//! Bodies made beforehand, so that sending one costs a copy and an identifier.

use hyper::body::Bytes;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tokio::time::Instant;
use uuid::Uuid;
use uuid::fmt::Hyphenated;

use crate::answers;
use crate::form::Form;

/// How many different sets of answers there are for each collection point.
const VARIETY: usize = 1_024;
/// What stands before the identifier.
const BEFORE: &str = "id=";

/// The bodies that a collection point may be sent.
pub struct Bodies(Vec<Vec<u8>>);

impl Bodies {
    /// Draws them for the form of a point.
    pub fn draw(form: &Form, rng: &mut ChaCha8Rng) -> Self {
        let body = |_| {
            let mut body = format!("{BEFORE}{}", form.id);
            if let Some(view) = &form.view {
                answers::add(&mut body, "view", view);
            }
            body.push('&');
            body.push_str(&answers::draw(&form.sectors, rng));
            body.into_bytes()
        };
        Self((0..VARIETY).map(body).collect())
    }

    /// One of them under an identifier.
    pub fn under(&self, id: Uuid, rng: &mut ChaCha8Rng) -> Bytes {
        let mut body = self.0[rng.random_range(0..self.0.len())].clone();
        id.hyphenated().encode_lower(&mut body[BEFORE.len()..BEFORE.len() + Hyphenated::LENGTH]);
        body.into()
    }
}

/// Makes identifiers of version 7, as the pages do.
pub struct Ids {
    begun: Instant,
    millisecond: u64,
    rng: ChaCha8Rng,
}

impl Ids {
    /// Identifiers from now (UTC milliseconds) on. Each worker has a number of its own, and with it other chance.
    pub fn new(now: u64, worker: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(now);
        rng.set_stream(worker);
        Self { begun: Instant::now(), millisecond: now, rng }
    }

    /// The next one, and the source of chance for what is sent under it.
    pub fn next(&mut self) -> (Uuid, &mut ChaCha8Rng) {
        let passed = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or_default();
        let mut random = [0; 10];
        self.rng.fill_bytes(&mut random);
        let id = uuid::Builder::from_unix_timestamp_millis(self.millisecond + passed, &random).into_uuid();
        (id, &mut self.rng)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::{Bodies, Ids};
    use crate::form::Form;

    #[test]
    fn a_body_carries_the_identifier_it_is_sent_under() {
        let form = Form { id: "0".repeat(36), view: Some("vi.0.normal.auto".into()), sectors: Vec::new() };
        let bodies = Bodies::draw(&form, &mut ChaCha8Rng::seed_from_u64(1));
        let (id, rng) = (Ids::new(1_773_543_600_000, 0).next().0, &mut ChaCha8Rng::seed_from_u64(2));
        let body = String::from_utf8(bodies.under(id, rng).to_vec()).unwrap();
        assert!(body.starts_with(&format!("id={id}&view=vi.0.normal.auto&q-")), "{body}");
    }

    #[test]
    fn workers_never_make_the_same_identifier() {
        let ids = |worker| {
            let mut ids = Ids::new(1_773_543_600_000, worker);
            (0..1_000).map(move |_| ids.next().0)
        };
        let all: HashSet<_> = (0..4).flat_map(ids).collect();
        assert_eq!(all.len(), 4_000);
        assert!(all.iter().all(|id| id.get_version_num() == 7));
    }
}
