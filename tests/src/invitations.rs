//! Invitations in a test: a point for those who were invited, and a list of which the test knows the tokens.

use app::domain::campaign::Campaign;
use app::domain::collection_point::CollectionPoint;
use app::domain::mode::Mode;
use app::domain::role::Reach;
use app::domain::texts::Texts;
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use server::accounts::token::Token;
use server::audit::Author;
use server::store::Store;
use server::store::batches::NewBatch;
use uuid::Uuid;

use crate::NOW;

/// The point at which only those who were invited answer, about land at the first commune.
pub const INVITED: &str = "hhhhhh";

/// When the links of a test's list cease to work.
pub const EXPIRES: i64 = NOW + 1_000_000;

/// Adds the point to a campaign.
pub async fn add_point(store: &Store, campaign: &Campaign) {
    let point = CollectionPoint {
        code: INVITED.parse().expect("a code"),
        campaign_id: campaign.id,
        unit: "xa-mot".parse().expect("a code"),
        sector: Some("land".parse().expect("a code")),
        mode: Mode::Link,
        name: Texts::new([("vi", "Thư mời"), ("en", "Letter")]),
        withdrawn_at: None,
        by_invitation: true,
    };
    store.add_collection_points(&[point]).await.expect("a point");
}

/// Issues a list of references, and makes its links: each reference with its token, sorted.
pub async fn issue(store: &Store, id: Uuid, references: &[&str]) -> Vec<(String, Token)> {
    let new = NewBatch {
        id,
        point: INVITED.parse().expect("a code"),
        name: "Danh sách thử".to_owned(),
        expires_at: EXPIRES,
        references: references.iter().map(|reference| (*reference).to_owned()).collect(),
    };
    // The same list has the same links in every run, and no other list has one of them.
    let mut rng = ChaCha20Rng::seed_from_u64(id.as_u64_pair().1);
    let author = Author::Program;
    assert!(store.issue(&author, NOW, &Reach::Everything, (&new, "tinh"), || Token::random(&mut rng)).await.expect("issued"));
    make_links(store, id, &mut rng).await
}

/// Makes links of a list anew.
pub async fn make_links(store: &Store, id: Uuid, rng: &mut ChaCha20Rng) -> Vec<(String, Token)> {
    let batch = store.batch(&Reach::Everything, id).await.expect("an answer").expect("the list");
    let made = store.make_links(&Author::Program, NOW, &Reach::Everything, (&batch, "tinh"), || Token::random(rng)).await;
    made.expect("an answer").expect("links")
}
