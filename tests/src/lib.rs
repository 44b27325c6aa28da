//! What the suites share: a fresh database, a small world in it, and the whole application around both.

#![expect(clippy::missing_panics_doc, clippy::expect_used, reason = "a test ends where something is not as it should be")]

pub mod authenticator;
pub mod client;
pub mod cluster;
pub mod database;
pub mod desk;
pub mod devices;
pub mod everything;
pub mod faults;
pub mod forms;
pub mod handed_over;
pub mod http;
pub mod invitations;
pub mod issuer;
pub mod load;
pub mod markup;
pub mod outside;
pub mod payloads;
pub mod program;
pub mod proof;
pub mod proxy;
pub mod retention;
pub mod small_disk;
pub mod staff;
pub mod subjects;
pub mod tokens;
pub mod world;

/// A moment in the middle of everything: 15 March 2026, 10:00 in Viet Nam, in UTC milliseconds.
pub const NOW: i64 = 1_773_543_600_000;

/// Runs one behaviour on both databases, as two tests named for them.
#[macro_export]
macro_rules! on_both_databases {
    ($($name:ident),+ $(,)?) => {
        $(
            mod $name {
                #[tokio::test]
                async fn sqlite() {
                    super::$name($crate::database::TestDatabase::sqlite().await).await;
                }
                #[tokio::test]
                async fn postgres() {
                    super::$name($crate::database::TestDatabase::postgres().await).await;
                }
            }
        )+
    };
}
