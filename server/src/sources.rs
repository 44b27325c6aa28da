//! The clock and the sources of chance: parameters of the application, so that tests fix them.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use rand::Rng;
use rand_chacha::ChaCha20Rng;
use uuid::Uuid;

use crate::accounts::password::Cost;

/// What the application is given from outside.
#[derive(Clone, Debug)]
pub struct Sources {
    /// The time.
    pub clock: Clock,
    /// New identifiers.
    pub ids: Ids,
    /// New secrets.
    pub secrets: Secrets,
    /// What a password hash costs.
    pub password_cost: Cost,
}

/// Tells the time: UTC milliseconds.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> i64 + Send + Sync>);

impl Clock {
    /// A clock from a function.
    pub fn new(now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// A clock that stands still.
    #[must_use]
    pub fn fixed(now: i64) -> Self {
        Self::new(move || now)
    }

    /// The time now: UTC milliseconds.
    #[must_use]
    pub fn now(&self) -> i64 {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// Makes identifiers.
#[derive(Clone)]
pub struct Ids(Arc<Mutex<Fill>>);

/// Fills the random part of an identifier.
type Fill = dyn FnMut(&mut [u8; 10]) + Send;

impl Ids {
    /// Identifiers whose random part comes from this source.
    pub fn new(mut rng: impl Rng + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(move |bytes: &mut [u8; 10]| rng.fill_bytes(bytes))))
    }

    /// A new identifier (`UUIDv7`) for this moment (UTC milliseconds).
    #[must_use]
    pub fn make(&self, now: i64) -> Uuid {
        let mut random = [0; 10];
        let mut fill = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (*fill)(&mut random);
        uuid::Builder::from_unix_timestamp_millis(now.unsigned_abs(), &random).into_uuid()
    }
}

/// Makes secrets: tokens, salts, codes.
#[derive(Clone)]
pub struct Secrets(Arc<Mutex<ChaCha20Rng>>);

impl Secrets {
    /// Secrets from this generator, which must have been seeded by the operating system, except in tests.
    #[must_use]
    pub fn new(rng: ChaCha20Rng) -> Self {
        Self(Arc::new(Mutex::new(rng)))
    }

    /// Makes one.
    pub fn make<T>(&self, secret: impl FnOnce(&mut ChaCha20Rng) -> T) -> T {
        secret(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets")
    }
}

impl fmt::Debug for Ids {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ids")
    }
}
