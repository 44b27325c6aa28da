//! What a connection may take of the program.

use std::time::Duration;

use rustix::process::{Resource, getrlimit};

/// What a connection may take. What it asks for once it has spoken is bounded elsewhere: a form by `forms/body.rs`, a page by
/// `http/patience.rs`.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How many connections there may be at once. Others wait before the door until one ends.
    pub connections: usize,
    /// How long the head of a request may take, from its first byte on, or, on a new connection, from the beginning.
    pub head: Duration,
    /// How long a connection may rest between two requests.
    pub rest: Duration,
    /// The same while more than half of the connections are taken.
    pub rest_in_a_crowd: Duration,
    /// How long nobody may take anything of an answer that was begun.
    pub stall: Duration,
    /// How often connections are looked at: a time may be exceeded by this much.
    pub glance: Duration,
}

impl Limits {
    /// The longest head of a request, in bytes: browsers send a few hundred, with cookies of other programs on the same domain a few
    /// thousand. The number of its lines is bounded by hyper: 100.
    pub const LONGEST_HEAD: usize = 32 * 1024;
    /// No more connections than this, however many files may be open: each may hold some 100 KB.
    const MOST: usize = 4096;
    /// How many connections there may be where the system does not say how many files may be open.
    const USUAL: usize = 768;

    /// The limits of this process. Of the files that it may open, a quarter is left to the database and everything else.
    #[must_use]
    pub fn of_this_process() -> Self {
        let files = getrlimit(Resource::Nofile).current.and_then(|files| usize::try_from(files).ok());
        Self {
            connections: files.map_or(Self::USUAL, |files| (files / 4 * 3).clamp(1, Self::MOST)),
            head: Duration::from_secs(10),
            // Longer than proxies keep a connection for later (nginx a minute, Caddy two): if the program ended it first, a form could
            // be on its way into nothing.
            rest: Duration::from_secs(150),
            rest_in_a_crowd: Duration::from_secs(5),
            stall: Duration::from_secs(30),
            glance: Duration::from_secs(1),
        }
    }
}
