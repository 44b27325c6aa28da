//! A database for one test: an SQLite file in a temporary directory, or a place of its own in a PostgreSQL server.

mod place;

use server::store::Store;
use tempfile::TempDir;
use tokio::sync::OnceCell;

pub use place::{Place, server_url, sweep};

/// A fresh database with an open store. What it leaves is removed when it is dropped.
#[derive(Debug)]
pub struct TestDatabase {
    /// The address, to open it a second time.
    pub url: String,
    /// The open store.
    pub store: Store,
    _directory: Option<TempDir>,
    _place: Option<Place>,
}

impl TestDatabase {
    /// A new SQLite file.
    pub async fn sqlite() -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let url = format!("sqlite://{}", directory.path().join("test.db").display());
        let store = Store::open(&url).await.expect("a new SQLite database");
        Self { url, store, _directory: Some(directory), _place: None }
    }

    /// A new database in the PostgreSQL server that `TEST_DATABASE_URL` names. `cargo xtask test` starts one.
    pub async fn postgres() -> Self {
        let words = format!("TEMPLATE {}", model().await);
        Self::at(Place::database(&server_url(), &words, "").await).await
    }

    /// A new schema in which these statements were run, before a store opened it.
    pub async fn postgres_from(dump: String) -> Self {
        Self::at(Place::schema(&server_url(), &dump).await).await
    }

    /// A database of its own that orders text by the rules of Vietnamese and counts time in New York.
    pub async fn postgres_elsewhere() -> Self {
        let words = "TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'vi' LOCALE 'C'";
        Self::at(Place::database(&server_url(), words, "SET timezone TO 'America/New_York'").await).await
    }

    async fn at(place: Place) -> Self {
        let url = place.url();
        let store = Store::open(&url).await.expect("a new place in a PostgreSQL server");
        Self { url, store, _directory: None, _place: Some(place) }
    }
}

/// The name of the database from which this process copies those of its tests: to copy one takes a third of the time in which its tables are
/// made. It is there as long as the process.
async fn model() -> &'static str {
    static MODEL: OnceCell<String> = OnceCell::const_new();
    MODEL
        .get_or_init(|| async {
            let TestDatabase { store, _place: place, .. } = TestDatabase::at(Place::database(&server_url(), "", "").await).await;
            // Nobody may use what is copied.
            store.close().await;
            let place = Box::leak(Box::new(place.expect("a database has a place")));
            place.name.clone()
        })
        .await
}
