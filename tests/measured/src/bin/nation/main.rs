//! Fills an empty database with a whole country, for `cargo xtask bench pages`, and prints what every page can be asked there.
//!
//! `nation URL UNITS CAMPAIGNS` prints, one a line and with tabs between: `account`, a role, a name and a password; `page`, the address as the
//! router has it, who asks (a name, or nothing for the public), and the path to ask for. It fails where the router has an address for which
//! it knows no path, so that whoever adds a page is told.

mod addresses;
mod campaigns;
mod names;
mod people;
mod size;
mod units;

use std::env;
use std::error::Error;
use std::io::Write;

use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use server::sources::Ids;
use server::store::Store;

use size::Size;

/// What everything here fails with.
type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// The seed of everything that is drawn.
const SEED: u64 = 34;

/// What is filled, and by what.
struct Country {
    store: Store,
    size: Size,
    /// UTC milliseconds.
    now: i64,
    ids: Ids,
    rng: ChaCha20Rng,
}

#[tokio::main]
async fn main() -> Outcome<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    let [url, units, campaigns] = words.as_slice() else { return Err("usage: nation URL UNITS CAMPAIGNS".into()) };
    let store = Store::open(url).await?;
    if !store.units().await?.nodes().is_empty() {
        return Err("the database has units already".into());
    }
    let size = Size { units: units.parse()?, campaigns: campaigns.parse()? };
    let mut country = Country {
        store,
        size,
        now: now(),
        ids: Ids::new(ChaCha20Rng::seed_from_u64(SEED + 1)),
        rng: ChaCha20Rng::seed_from_u64(SEED),
    };
    let units = units::add(&country).await?;
    let people = people::add(&mut country, &units).await?;
    units::add_targets(&country, &units).await?;
    units::add_improvements(&country, &units).await?;
    units::add_indices(&country, &units).await?;
    units::add_tokens(&country, &units).await?;
    let surveys = campaigns::add(&mut country, &units, &people).await?;
    let mut out = std::io::stdout().lock();
    for person in &people.all {
        writeln!(out, "account\t{}\t{}\t{}", person.role.word(), person.name, person.password)?;
    }
    for page in addresses::all(&country, &units, &people, &surveys)? {
        writeln!(out, "page\t{}\t{}\t{}", page.address, page.by, page.path)?;
    }
    out.flush()?;
    country.store.close().await;
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "what is filled must be open when it is served, a moment later")]
fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}
