//! `hailong retention`: what is to be erased when, and, where that is asked, erasing what is due.

use app::domain::language::Language;
use app::domain::period::LocalTime;

use crate::retention::{MUCH, Planned, erase, planned, settle};
use crate::sources::Sources;
use crate::store::disposing::Settling;
use crate::store::{Store, StoreError};

/// Prints what is due and what will be; with `erase_now` erases what is due. Returns whether nothing that is due is left, but for what is held.
///
/// # Errors
/// When the database does not answer.
pub async fn run(store: &Store, sources: &Sources, erase_now: bool) -> Result<bool, StoreError> {
    let now = sources.clock.now();
    store.begin_retention(now).await?;
    if !erase_now {
        for one in planned(store, now).await? {
            println!("{}", line(&one, now));
        }
        return Ok(true);
    }
    let erased = erase(store, now, &sources.secrets, MUCH).await?;
    for (campaign, kind) in &erased.finished {
        println!("erased   {} of campaign {campaign}", kind.word());
    }
    for failed in &erased.failed {
        println!("failed   {failed}");
    }
    println!("{} rows erased or changed, {} answers withdrawn that were held", erased.rows, erased.withdrawn);
    if erased.elsewhere {
        println!("another instance is at it");
    }
    let settling = settle(store, None).await?;
    if settling != Settling::Settled {
        println!("others read all the time: what was erased may still stand in the write-ahead log until the next look");
    }
    Ok(settling == Settling::Settled && erased.failed.is_empty() && !erased.elsewhere)
}

/// A line about something that is to be erased.
fn line(planned: &Planned, now: i64) -> String {
    let Planned { campaign, kind, due_at, held } = planned;
    let state = match (*due_at <= now, held) {
        (true, true) => "held",
        (true, false) => "due",
        (false, _) => "later",
    };
    let day = LocalTime::of(*due_at).day();
    format!("{state:<8} {day} {:<9} of campaign {} ({})", kind.word(), campaign.id, campaign.title.get(Language::Vi))
}
