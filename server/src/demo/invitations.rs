//! A list of invitations, of which some were answered.

use app::domain::invitation::Batch;
use app::domain::role::Reach;
use rand_chacha::ChaCha8Rng;

use super::DemoError;
use super::plan::{Plan, identifier, stream};
use crate::accounts::token::{Purpose, Token, TokenHash};
use crate::audit::Author;
use crate::store::Store;
use crate::store::batches::NewBatch;
use crate::store::responses::NewResponse;

/// How many have not answered.
const SILENT: u64 = 280;
/// How long the links work, in milliseconds: sixty days.
const LASTS: i64 = 60 * 24 * 60 * 60 * 1000;
/// The number of the stream of random numbers for tokens. No point has it.
const STREAM: u64 = u64::MAX;

/// The invitations that are given to responses as they come.
pub(super) struct Invitations {
    point: String,
    open: std::vec::IntoIter<TokenHash>,
}

impl Invitations {
    /// Issues a list for the point at which people were invited, with as many as answered there and some more. Its tokens follow from the
    /// seed, as everything of a demonstration: anybody can know them.
    ///
    /// # Errors
    /// When the store does not take it.
    pub(super) async fn issue(store: &Store, plan: &Plan, now: i64) -> Result<Self, DemoError> {
        let Some(planned) = plan.points.iter().find(|planned| planned.point.by_invitation) else {
            return Ok(Self { point: String::new(), open: Vec::new().into_iter() });
        };
        let mut rng: ChaCha8Rng = stream(STREAM);
        let owner = plan.campaigns[planned.campaign].owner.as_str();
        let new = NewBatch {
            id: identifier(plan.published_at, &mut rng),
            point: planned.point.code.clone(),
            name: "Hồ sơ hộ tịch đã trả kết quả".to_owned(),
            expires_at: now + LASTS,
            // As dossiers of one-stop desks are numbered.
            references: (1..=planned.first() + SILENT).map(|number| format!("000.00.01.H99-{number:06}")).collect(),
        };
        let (program, all) = (Author::Program, Reach::Everything);
        store.issue(&program, now, &all, (&new, owner), || Token::random(&mut rng)).await?;
        let batch: Option<Batch> = store.batch(&all, new.id).await?;
        let made = match &batch {
            Some(batch) => store.make_links(&program, now, &all, (batch, owner), || Token::random(&mut rng)).await?,
            None => None,
        };
        let answered = usize::try_from(planned.first()).unwrap_or_default();
        let made = made.into_iter().flatten().take(answered);
        let hashes: Vec<TokenHash> = made.map(|(_, token)| token.hash(Purpose::Answer)).collect();
        Ok(Self { point: new.point.to_string(), open: hashes.into_iter() })
    }

    /// The same responses, those of the point each by an invitation as long as there are any.
    pub(super) fn given_to(&mut self, responses: Vec<NewResponse>) -> Vec<NewResponse> {
        let mut give = |new: NewResponse| {
            if new.response().point.as_str() != self.point {
                return new;
            }
            match self.open.next() {
                Some(hash) => new.by_invitation(hash),
                None => new,
            }
        };
        responses.into_iter().map(&mut give).collect()
    }
}
