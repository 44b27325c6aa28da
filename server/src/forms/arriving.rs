//! How long an upload may take to arrive: as long as it keeps coming, not slower than the slowest lines of offices, and not for ever.

use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_util::StreamExt;
use tokio::time::{Instant, timeout_at};

use super::body::PATIENCE;
use crate::http::error::PageError;

/// After the time that any form has, an upload has another second for each so many bytes that came: 131 kilobits a second.
const A_SECOND: u64 = 16 * 1024;

/// No upload takes longer than this. The largest file of an import, at the slowest, takes 18 minutes.
pub const LONGEST: Duration = Duration::from_mins(20);

/// The body of an upload, of at most so many bytes.
///
/// # Errors
/// [`PageError::TooLarge`], [`PageError::TooSlow`], or [`PageError::BadForm`] where it broke off.
pub async fn whole(body: Body, largest: usize) -> Result<Bytes, PageError> {
    let (begun, mut last) = (Instant::now(), Instant::now());
    let (mut parts, mut whole) = (body.into_data_stream(), Vec::new());
    loop {
        // Whoever sent much at once may not rest for it.
        let until = (begun + patience(whole.len())).min(last + PATIENCE);
        let part = timeout_at(until, parts.next()).await.map_err(|_| PageError::TooSlow)?;
        let Some(part) = part else { return Ok(whole.into()) };
        let part = part.map_err(|_| PageError::BadForm(Vec::new()))?;
        if part.len() > largest - whole.len() {
            return Err(PageError::TooLarge);
        }
        whole.extend_from_slice(&part);
        last = Instant::now();
    }
}

/// How long a body may take of which so many bytes came.
fn patience(came: usize) -> Duration {
    (PATIENCE + Duration::from_secs(came as u64 / A_SECOND)).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use axum::body::Body;
    use futures_util::{StreamExt, stream};
    use tokio::time::{Duration, Instant, sleep};

    use super::{A_SECOND, LONGEST, whole};
    use crate::forms::body::PATIENCE;
    use crate::http::error::PageError;

    const LARGEST: usize = 64 * 1024 * 1024;

    /// A body that comes in so many parts of so many bytes, one each second.
    fn slow(parts: u64, bytes: usize) -> Body {
        Body::from_stream(stream::unfold(0, move |sent| async move {
            sleep(Duration::from_secs(1)).await;
            (sent < parts).then(|| (Ok::<_, Infallible>(vec![b'a'; bytes]), sent + 1))
        }))
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_keeps_sending_is_waited_for() {
        let rate = usize::try_from(A_SECOND).unwrap();
        // Sixteen megabytes over the slowest line, which no form has.
        let begun = Instant::now();
        assert_eq!(whole(slow(1024, rate), LARGEST).await.unwrap().len(), 1024 * rate);
        assert_eq!(begun.elapsed().as_secs(), 1025);
        let begun = Instant::now();
        assert!(matches!(whole(slow(10_000, rate / 2), LARGEST).await, Err(PageError::TooSlow)));
        assert!(
            (2 * PATIENCE).abs_diff(begun.elapsed()) <= Duration::from_secs(2),
            "half of it is too slow: {:?}",
            begun.elapsed()
        );
        let begun = Instant::now();
        assert!(matches!(whole(slow(10_000, 1), LARGEST).await, Err(PageError::TooSlow)));
        assert_eq!(begun.elapsed(), PATIENCE, "a byte a second");
        let begun = Instant::now();
        assert!(matches!(whole(slow(10_000, rate), LARGEST).await, Err(PageError::TooSlow)));
        assert_eq!(begun.elapsed(), LONGEST, "and nobody for ever");
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_sent_much_at_once_may_not_rest_for_it() {
        let much = stream::iter([Ok::<_, Infallible>(vec![b'a'; LARGEST / 2])]).chain(stream::pending());
        let begun = Instant::now();
        assert!(matches!(whole(Body::from_stream(much), LARGEST).await, Err(PageError::TooSlow)));
        assert_eq!(begun.elapsed(), PATIENCE);
        assert!(matches!(whole(slow(3, 10), 29).await, Err(PageError::TooLarge)));
    }
}
