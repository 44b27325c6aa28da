//! What staff did: who, when, in which session, and what it was before and after.

pub mod chain;

use serde_json::Value;
use uuid::Uuid;

/// Who does something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Author {
    /// The program itself, or a command on the machine.
    Program,
    /// Somebody who signed in.
    Account {
        /// The name of the account.
        name: String,
        /// The identifier of the session, which opens nothing.
        session: Option<Uuid>,
    },
    /// Another system, by its token.
    Token {
        /// What stands for it in the log: `token` and what it is called, which no account is.
        name: String,
        /// The identifier of the token, which opens nothing.
        id: Uuid,
    },
}

impl Author {
    /// The name as it is noted.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Program => None,
            Self::Account { name, .. } | Self::Token { name, .. } => Some(name),
        }
    }

    /// The session as it is noted.
    #[must_use]
    pub fn session(&self) -> Option<String> {
        match self {
            Self::Account { session: Some(session), .. } => Some(session.to_string()),
            Self::Token { id, .. } => Some(id.to_string()),
            _ => None,
        }
    }
}

/// What can be done. Each is one word in the log and one in the languages of its readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// An account was made.
    AccountAdded,
    /// The name or the roles of an account were changed.
    AccountChanged,
    /// An account was closed to its holder.
    AccountSuspended,
    /// A suspended account was opened again.
    AccountRestored,
    /// A link was made by which a password can be set.
    LinkMade,
    /// A password was set.
    PasswordSet,
    /// An authenticator app was set up.
    SecondFactorSet,
    /// An authenticator app is no longer asked for.
    SecondFactorRemoved,
    /// A recovery code was used.
    RecoveryCodeUsed,
    /// A passkey was added to an account.
    PasskeyAdded,
    /// A passkey was removed from an account.
    PasskeyRemoved,
    /// A passkey had signed less often than it was known to have: there may be a copy of it, and it opened nothing.
    PasskeyWentBack,
    /// Somebody signed in.
    SignedIn,
    /// Somebody tried to sign in with a wrong password or code.
    SignInFailed,
    /// A session was ended.
    SessionEnded,
    /// Microdata were read out.
    Exported,
    /// An export of microdata was asked for.
    ExportAsked,
    /// An export of microdata was given up before it was made.
    ExportCancelled,
    /// An export of microdata was removed with its file.
    ExportRemoved,
    /// A unit was added.
    UnitAdded,
    /// A unit was changed.
    UnitChanged,
    /// A unit was removed.
    UnitRemoved,
    /// A unit was merged into another.
    UnitMerged,
    /// A unit was split into several.
    UnitSplit,
    /// The merger or split of a unit was taken back before its day.
    MergerTakenBack,
    /// It was taken from a file where units lie.
    OutlinesTaken,
    /// It was forgotten where units lie.
    OutlinesRemoved,
    /// A classification was added.
    ClassificationAdded,
    /// A classification was changed.
    ClassificationChanged,
    /// A classification was removed.
    ClassificationRemoved,
    /// A target was added.
    TargetAdded,
    /// A target was changed.
    TargetChanged,
    /// A target was removed.
    TargetRemoved,
    /// A sector was added.
    SectorAdded,
    /// A sector was changed.
    SectorChanged,
    /// A sector was removed.
    SectorRemoved,
    /// A campaign was begun as a draft.
    CampaignAdded,
    /// A campaign was changed.
    CampaignChanged,
    /// A campaign was opened.
    CampaignOpened,
    /// A campaign was closed.
    CampaignClosed,
    /// A campaign was put away.
    CampaignArchived,
    /// A draft of a campaign was removed.
    CampaignRemoved,
    /// A draft of a questionnaire version was uploaded.
    QuestionnaireDrafted,
    /// A questionnaire version was published.
    QuestionnairePublished,
    /// A questionnaire version was retired.
    QuestionnaireRetired,
    /// A draft of a questionnaire version was removed.
    QuestionnaireDraftRemoved,
    /// A collection point was added.
    PointAdded,
    /// A collection point was changed.
    PointChanged,
    /// A collection point is no longer used.
    PointWithdrawn,
    /// A collection point that was no longer used is used again.
    PointRestored,
    /// A collection point was removed.
    PointRemoved,
    /// A tablet became a device.
    DeviceRegistered,
    /// A device was added.
    DeviceAdded,
    /// The name, the point or the settings of a device were changed.
    DeviceChanged,
    /// A link was made by which a tablet becomes a device.
    DeviceLinkMade,
    /// The tablet that was a device is it no longer.
    DeviceRevoked,
    /// A device that no tablet ever was is removed.
    DeviceRemoved,
    /// A list of people was invited.
    InvitationsIssued,
    /// New links for those who have not answered were made and read out.
    LinksExported,
    /// The open invitations of a list were withdrawn.
    InvitationsWithdrawn,
    /// The open invitations of a list expired and were erased.
    InvitationsExpired,
    /// A sample was drawn.
    SampleDrawn,
    /// The sample of a draft was discarded.
    SampleDiscarded,
    /// Paper forms of a campaign are entered twice, or once.
    DoubleEntrySet,
    /// It was decided which of two entries of a paper form is right.
    EntryDecided,
    /// What was entered of a paper form was removed before it was a response.
    EntryRemoved,
    /// Somebody withdrew an answer by its receipt.
    ResponseWithdrawn,
    /// How long what was answered is kept was set.
    RetentionSet,
    /// It was ordered that nothing of a campaign is erased.
    HoldPlaced,
    /// Such an order was lifted.
    HoldLifted,
    /// A kind of what a campaign had was erased, because its time was over.
    Disposed,
    /// A file of units, sectors, targets or classifications was begun to be taken.
    ImportBegun,
    /// Such a file was taken; each of its lines has an entry of its own.
    Imported,
    /// A theme of comments was added.
    ThemeAdded,
    /// A theme of comments was changed.
    ThemeChanged,
    /// A theme of comments was removed.
    ThemeRemoved,
    /// It was set how many respondents there must be where a comment is shown.
    CommentMinimumSet,
    /// An improvement action was added.
    ImprovementAdded,
    /// An improvement action was changed.
    ImprovementChanged,
    /// Something was noted of an improvement action.
    ImprovementNoted,
    /// An improvement action was removed.
    ImprovementRemoved,
    /// An index that others publish was added.
    IndexAdded,
    /// An index that others publish was changed.
    IndexChanged,
    /// An index that others publish was removed.
    IndexRemoved,
    /// The minutes of a monthly review were kept.
    ReviewKept,
    /// A token of the API was made.
    TokenMade,
    /// A token of the API was revoked.
    TokenRevoked,
    /// Responses were taken from another system.
    ResponsesTaken,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 88] = [
        Self::AccountAdded,
        Self::AccountChanged,
        Self::AccountSuspended,
        Self::AccountRestored,
        Self::LinkMade,
        Self::PasswordSet,
        Self::SecondFactorSet,
        Self::SecondFactorRemoved,
        Self::RecoveryCodeUsed,
        Self::PasskeyAdded,
        Self::PasskeyRemoved,
        Self::PasskeyWentBack,
        Self::SignedIn,
        Self::SignInFailed,
        Self::SessionEnded,
        Self::Exported,
        Self::ExportAsked,
        Self::ExportCancelled,
        Self::ExportRemoved,
        Self::UnitAdded,
        Self::UnitChanged,
        Self::UnitRemoved,
        Self::UnitMerged,
        Self::UnitSplit,
        Self::MergerTakenBack,
        Self::OutlinesTaken,
        Self::OutlinesRemoved,
        Self::ClassificationAdded,
        Self::ClassificationChanged,
        Self::ClassificationRemoved,
        Self::TargetAdded,
        Self::TargetChanged,
        Self::TargetRemoved,
        Self::SectorAdded,
        Self::SectorChanged,
        Self::SectorRemoved,
        Self::CampaignAdded,
        Self::CampaignChanged,
        Self::CampaignOpened,
        Self::CampaignClosed,
        Self::CampaignArchived,
        Self::CampaignRemoved,
        Self::QuestionnaireDrafted,
        Self::QuestionnairePublished,
        Self::QuestionnaireRetired,
        Self::QuestionnaireDraftRemoved,
        Self::PointAdded,
        Self::PointChanged,
        Self::PointWithdrawn,
        Self::PointRestored,
        Self::PointRemoved,
        Self::DeviceRegistered,
        Self::DeviceAdded,
        Self::DeviceChanged,
        Self::DeviceLinkMade,
        Self::DeviceRevoked,
        Self::DeviceRemoved,
        Self::InvitationsIssued,
        Self::LinksExported,
        Self::InvitationsWithdrawn,
        Self::InvitationsExpired,
        Self::SampleDrawn,
        Self::SampleDiscarded,
        Self::DoubleEntrySet,
        Self::EntryDecided,
        Self::EntryRemoved,
        Self::ResponseWithdrawn,
        Self::RetentionSet,
        Self::HoldPlaced,
        Self::HoldLifted,
        Self::Disposed,
        Self::ImportBegun,
        Self::Imported,
        Self::ThemeAdded,
        Self::ThemeChanged,
        Self::ThemeRemoved,
        Self::CommentMinimumSet,
        Self::ImprovementAdded,
        Self::ImprovementChanged,
        Self::ImprovementNoted,
        Self::ImprovementRemoved,
        Self::IndexAdded,
        Self::IndexChanged,
        Self::IndexRemoved,
        Self::ReviewKept,
        Self::TokenMade,
        Self::TokenRevoked,
        Self::ResponsesTaken,
    ];

    /// The word under which it is noted.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::AccountAdded => "account-added",
            Self::AccountChanged => "account-changed",
            Self::AccountSuspended => "account-suspended",
            Self::AccountRestored => "account-restored",
            Self::LinkMade => "link-made",
            Self::PasswordSet => "password-set",
            Self::SecondFactorSet => "second-factor-set",
            Self::SecondFactorRemoved => "second-factor-removed",
            Self::RecoveryCodeUsed => "recovery-code-used",
            Self::PasskeyAdded => "passkey-added",
            Self::PasskeyRemoved => "passkey-removed",
            Self::PasskeyWentBack => "passkey-went-back",
            Self::SignedIn => "signed-in",
            Self::SignInFailed => "sign-in-failed",
            Self::SessionEnded => "session-ended",
            Self::Exported => "exported",
            Self::ExportAsked => "export-asked",
            Self::ExportCancelled => "export-cancelled",
            Self::ExportRemoved => "export-removed",
            Self::UnitAdded => "unit-added",
            Self::UnitChanged => "unit-changed",
            Self::UnitRemoved => "unit-removed",
            Self::UnitMerged => "unit-merged",
            Self::UnitSplit => "unit-split",
            Self::MergerTakenBack => "merger-taken-back",
            Self::OutlinesTaken => "outlines-taken",
            Self::OutlinesRemoved => "outlines-removed",
            Self::ClassificationAdded => "classification-added",
            Self::ClassificationChanged => "classification-changed",
            Self::ClassificationRemoved => "classification-removed",
            Self::TargetAdded => "target-added",
            Self::TargetChanged => "target-changed",
            Self::TargetRemoved => "target-removed",
            Self::SectorAdded => "sector-added",
            Self::SectorChanged => "sector-changed",
            Self::SectorRemoved => "sector-removed",
            Self::CampaignAdded => "campaign-added",
            Self::CampaignChanged => "campaign-changed",
            Self::CampaignOpened => "campaign-opened",
            Self::CampaignClosed => "campaign-closed",
            Self::CampaignArchived => "campaign-archived",
            Self::CampaignRemoved => "campaign-removed",
            Self::QuestionnaireDrafted => "questionnaire-drafted",
            Self::QuestionnairePublished => "questionnaire-published",
            Self::QuestionnaireRetired => "questionnaire-retired",
            Self::QuestionnaireDraftRemoved => "questionnaire-draft-removed",
            Self::PointAdded => "point-added",
            Self::PointChanged => "point-changed",
            Self::PointWithdrawn => "point-withdrawn",
            Self::PointRestored => "point-restored",
            Self::PointRemoved => "point-removed",
            Self::DeviceRegistered => "device-registered",
            Self::DeviceAdded => "device-added",
            Self::DeviceChanged => "device-changed",
            Self::DeviceLinkMade => "device-link-made",
            Self::DeviceRevoked => "device-revoked",
            Self::DeviceRemoved => "device-removed",
            Self::InvitationsIssued => "invitations-issued",
            Self::LinksExported => "links-exported",
            Self::InvitationsWithdrawn => "invitations-withdrawn",
            Self::InvitationsExpired => "invitations-expired",
            Self::SampleDrawn => "sample-drawn",
            Self::SampleDiscarded => "sample-discarded",
            Self::DoubleEntrySet => "double-entry-set",
            Self::EntryDecided => "entry-decided",
            Self::EntryRemoved => "entry-removed",
            Self::ResponseWithdrawn => "response-withdrawn",
            Self::RetentionSet => "retention-set",
            Self::HoldPlaced => "hold-placed",
            Self::HoldLifted => "hold-lifted",
            Self::Disposed => "disposed",
            Self::ImportBegun => "import-begun",
            Self::Imported => "imported",
            Self::ThemeAdded => "theme-added",
            Self::ThemeChanged => "theme-changed",
            Self::ThemeRemoved => "theme-removed",
            Self::CommentMinimumSet => "comment-minimum-set",
            Self::ImprovementAdded => "improvement-added",
            Self::ImprovementChanged => "improvement-changed",
            Self::ImprovementNoted => "improvement-noted",
            Self::ImprovementRemoved => "improvement-removed",
            Self::IndexAdded => "index-added",
            Self::IndexChanged => "index-changed",
            Self::IndexRemoved => "index-removed",
            Self::ReviewKept => "review-kept",
            Self::TokenMade => "token-made",
            Self::TokenRevoked => "token-revoked",
            Self::ResponsesTaken => "responses-taken",
        }
    }
}

/// Something that is done, as it goes into the log in the same transaction.
#[derive(Clone, Debug)]
pub struct Act {
    /// What.
    pub action: Action,
    /// The unit whose auditors read it; `None` for what concerns the whole installation.
    pub unit: Option<String>,
    /// To what: a kind and a name, `account an` for example.
    pub subject: String,
    /// What the subject was before.
    pub before: Option<Value>,
    /// What it is afterwards.
    pub after: Option<Value>,
}

impl Act {
    /// Something that is done to a subject, where nothing was before and nothing is after.
    #[must_use]
    pub fn on(action: Action, subject: String) -> Self {
        Self { action, unit: None, subject, before: None, after: None }
    }
}

#[cfg(test)]
mod tests {
    use app::pages::manage::audit::ACTIONS;

    use super::Action;

    #[test]
    fn every_action_has_a_name_for_its_readers() {
        let named: Vec<&str> = ACTIONS.iter().map(|(word, _)| *word).collect();
        assert_eq!(named, Action::ALL.map(Action::word));
    }
}
