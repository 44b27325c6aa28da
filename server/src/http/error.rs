//! Why a page cannot be shown, each with its status, its words and a way onward.

use app::domain::code::Code;
use app::domain::period::LocalTime;
use app::pages::notice::Notice;
use app::store::Unavailable;
use app::text::Words;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderValue, StatusCode};

use crate::accounts::password::PasswordError;
use crate::single_sign_on::refusal::Refusal;
use crate::store::StoreError;

/// Why a page cannot be shown or a form not taken.
#[derive(Debug)]
pub enum PageError {
    /// No collection point has this code.
    PointUnknown,
    /// The campaign is still being prepared.
    NotOpened,
    /// The campaign opens later (UTC milliseconds).
    NotYet(i64),
    /// The campaign closed (UTC milliseconds); the unit's results can be seen.
    Closed(i64, Code),
    /// The collection point is not used any more; the unit's results can be seen.
    PointWithdrawn(Code),
    /// Only those who were invited answer at this collection point.
    ByInvitation,
    /// Answers are given on paper here, and entered by collectors.
    OnPaper,
    /// An invitation was answered, replaced by a newer one or withdrawn, or it expired.
    InvitationGone,
    /// The tablet is not known as a device, or not as that of this collection point.
    NotADevice,
    /// A link by which a tablet becomes a device was used, or is too old.
    DeviceLinkGone,
    /// Somebody asks too often; there is room again after so many seconds.
    TooOften(u64),
    /// Nobody is invited to this collection point, or it is not used any more.
    NotInviting,
    /// Another response stands under the same identifier.
    Conflict {
        /// The address of a new form.
        again: String,
        /// The name of the draft that is done with.
        draft: String,
    },
    /// The form is not one of ours; with the names that are unknown.
    BadForm(Vec<String>),
    /// The body is larger than allowed.
    TooLarge,
    /// The body did not arrive in time.
    TooSlow,
    /// The address is longer than any of ours.
    AddressTooLong,
    /// The body is not a form.
    WrongType,
    /// Nothing is served at this address.
    NotFound,
    /// The page of another site sent it.
    FromElsewhere,
    /// The address does not take this method.
    WrongMethod,
    /// A filter names what does not exist.
    BadFilter,
    /// Whoever is signed in may not do this.
    NotAllowed,
    /// A link was used, or is too old.
    LinkGone,
    /// Somebody did not come in by the provider of identities.
    SingleSignOn(Refusal),
    /// Something went wrong on our side.
    Unavailable(Box<dyn std::error::Error + Send + Sync>),
}

impl From<StoreError> for PageError {
    fn from(error: StoreError) -> Self {
        Self::Unavailable(error.into())
    }
}

impl From<PasswordError> for PageError {
    fn from(error: PasswordError) -> Self {
        Self::Unavailable(error.into())
    }
}

impl From<Refusal> for PageError {
    fn from(refusal: Refusal) -> Self {
        Self::SingleSignOn(refusal)
    }
}

impl From<Unavailable> for PageError {
    fn from(error: Unavailable) -> Self {
        Self::Unavailable(error.0)
    }
}

impl PageError {
    /// After how many seconds a request that could not be answered now is worth another try.
    pub const RETRY_SECONDS: u64 = 5;

    /// Its status.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::PointUnknown | Self::NotFound => StatusCode::NOT_FOUND,
            Self::NotOpened
            | Self::NotYet(_)
            | Self::ByInvitation
            | Self::OnPaper
            | Self::NotAllowed
            | Self::NotADevice
            | Self::FromElsewhere => StatusCode::FORBIDDEN,
            Self::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::SingleSignOn(refusal) => single_sign_on_status(refusal),
            Self::Closed(..) | Self::PointWithdrawn(_) | Self::InvitationGone | Self::LinkGone | Self::DeviceLinkGone => {
                StatusCode::GONE
            }
            Self::Conflict { .. } | Self::NotInviting => StatusCode::CONFLICT,
            Self::BadForm(_) | Self::BadFilter => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::AddressTooLong => StatusCode::URI_TOO_LONG,
            Self::WrongType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Headers that belong to it: when to try again.
    pub fn add_headers(&self, headers: &mut HeaderMap) {
        if self.status() == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(RETRY_AFTER, HeaderValue::from(Self::RETRY_SECONDS));
        }
        if let Self::TooOften(seconds) = self {
            headers.insert(RETRY_AFTER, HeaderValue::from(*seconds));
        }
    }

    /// Its words.
    #[must_use]
    pub fn notice(&self, words: Words) -> Notice {
        let say = |title: &str, message: &str| Notice {
            title: words.t(title),
            message: words.t(message),
            details: None,
            onward: Vec::new(),
            asks_code: false,
            forgets: None,
        };
        let at = |title: &str, message: &str, moment: i64| {
            let time = LocalTime::of(moment);
            Notice { message: words.with(message, &[("time", &time.clock()), ("date", &time.date())]), ..say(title, message) }
        };
        match self {
            Self::PointUnknown => Notice { asks_code: true, ..say("point-unknown-title", "point-unknown") },
            Self::NotOpened => say("not-yet-title", "not-opened"),
            Self::NotYet(moment) => at("not-yet-title", "not-yet", *moment),
            Self::Closed(moment, unit) => Notice {
                onward: vec![(format!("/results?unit={unit}"), words.t("closed-results"))],
                ..at("closed-title", "closed", *moment)
            },
            Self::PointWithdrawn(unit) => Notice {
                onward: vec![(format!("/results?unit={unit}"), words.t("closed-results"))],
                asks_code: true,
                ..say("point-withdrawn-title", "point-withdrawn")
            },
            Self::ByInvitation => say("by-invitation-title", "by-invitation"),
            Self::OnPaper => say("on-paper-title", "on-paper"),
            Self::InvitationGone => say("invitation-gone-title", "invitation-gone"),
            Self::NotADevice => Notice { asks_code: true, ..say("not-a-device-title", "not-a-device") },
            Self::DeviceLinkGone => say("device-link-gone-title", "device-link-gone"),
            Self::TooOften(_) => say("too-often-title", "too-often"),
            Self::NotInviting => Notice {
                onward: vec![("/manage/points".to_owned(), words.t("points-title"))],
                ..say("not-inviting-title", "not-inviting")
            },
            Self::Conflict { again, draft } => Notice {
                onward: vec![(again.clone(), words.t("conflict-again"))],
                forgets: Some(draft.clone()),
                ..say("conflict-title", "conflict")
            },
            Self::BadForm(fields) => Notice {
                details: (!fields.is_empty()).then(|| words.with("bad-form-fields", &[("fields", &fields.join(", "))])),
                asks_code: true,
                ..say("bad-form-title", "bad-form")
            },
            Self::TooLarge => say("too-large-title", "too-large"),
            Self::TooSlow => say("too-slow-title", "too-slow"),
            Self::AddressTooLong => say("address-too-long-title", "address-too-long"),
            Self::WrongType => Notice { asks_code: true, ..say("wrong-type-title", "wrong-type") },
            Self::FromElsewhere => Notice { asks_code: true, ..say("from-elsewhere-title", "from-elsewhere") },
            Self::NotFound => say("not-found-title", "not-found"),
            Self::WrongMethod => say("wrong-method-title", "wrong-method"),
            Self::BadFilter => Notice {
                onward: vec![("/results".to_owned(), words.t("results-title"))],
                ..say("bad-filter-title", "bad-filter")
            },
            Self::NotAllowed => Notice {
                onward: vec![("/account".to_owned(), words.t("account-title"))],
                ..say("not-allowed-title", "not-allowed")
            },
            Self::LinkGone => {
                Notice { onward: vec![("/sign-in".to_owned(), words.t("sign-in-title"))], ..say("link-gone-title", "link-gone") }
            }
            Self::SingleSignOn(refusal) => {
                let (title, message) = keys(refusal);
                Notice {
                    details: match refusal {
                        Refusal::Declined(word) => Some(words.with("provider-declined-word", &[("word", word)])),
                        _ => None,
                    },
                    onward: vec![("/sign-in".to_owned(), words.t("sign-in-title"))],
                    ..say(title, message)
                }
            }
            Self::Unavailable(_) => say("unavailable-title", "unavailable"),
        }
    }
}

/// The status of why somebody did not come in by the provider.
const fn single_sign_on_status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::UnknownWay => StatusCode::BAD_REQUEST,
        Refusal::Away(_) => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::Declined(_) | Refusal::Untrusted(_) | Refusal::WithoutRole | Refusal::Suspended => StatusCode::FORBIDDEN,
    }
}

/// The keys of the words for why somebody did not come in by the provider: title and message.
const fn keys(refusal: &Refusal) -> (&'static str, &'static str) {
    match refusal {
        Refusal::UnknownWay => ("provider-way-title", "provider-way"),
        Refusal::Away(_) => ("provider-away-title", "provider-away"),
        Refusal::Declined(_) => ("provider-declined-title", "provider-declined"),
        Refusal::Untrusted(_) => ("provider-untrusted-title", "provider-untrusted"),
        Refusal::WithoutRole => ("provider-no-role-title", "provider-no-role"),
        Refusal::Suspended => ("provider-suspended-title", "provider-suspended"),
    }
}
