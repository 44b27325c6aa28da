//! How comments are shown: the themes by which they are found, and how many respondents there must be where one is shown.

use app::domain::role::Reach;
use app::domain::theme::{CommentRules, Theme};
use serde_json::{Value, json};

use super::audit::{alone, note};
use super::database::on_read;
use super::settings::{READ, WRITE};
use super::{Store, StoreError, change, row};
use crate::audit::{Act, Action, Author};

/// The setting that holds them.
const RULES: &str = "comment-rules";

fn read(stored: Option<&str>) -> Result<CommentRules, StoreError> {
    let parse = |stored| row::parsed("rules of comments", stored, |json| serde_json::from_str(json).ok());
    stored.map_or_else(|| Ok(CommentRules::usual()), parse)
}

fn told(theme: &Theme) -> Value {
    json!({ "name": theme.name, "keywords": theme.keywords, "hint": theme.hint })
}

fn act(action: Action, before: Option<&Theme>, after: Option<&Theme>) -> Act {
    let code = before.or(after).map(|theme| theme.code.to_string()).unwrap_or_default();
    Act { before: before.map(told), after: after.map(told), ..Act::on(action, format!("theme {code}")) }
}

impl Store {
    /// How comments are shown; as an installation begins, where nobody has said anything yet.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn comment_rules(&self) -> Result<CommentRules, StoreError> {
        let stored: Option<String> = on_read!(&self.db, pool => sqlx::query_scalar(READ).bind(RULES).fetch_optional(pool).await)?;
        read(stored.as_deref())
    }

    /// Changes the rules for whoever reaches everything, as `new` makes others of those that hold, with what the log tells of it; `false`
    /// where it makes none.
    async fn set_comment_rules(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        new: impl FnOnce(CommentRules) -> Option<(CommentRules, Act)>,
    ) -> Result<bool, StoreError> {
        if *reach != Reach::Everything {
            return Ok(false);
        }
        change!(self, tx => {
            alone!(&self.db, tx);
            let stored: Option<String> = sqlx::query_scalar(READ).bind(RULES).fetch_optional(&mut *tx).await?;
            let Some((rules, act)) = new(read(stored.as_deref())?) else { return Ok(false) };
            // Texts, lists and numbers by name always have a JSON form.
            let json = serde_json::to_string(&rules).unwrap_or_default();
            sqlx::query(WRITE).bind(RULES).bind(json).execute(&mut *tx).await?;
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// Sets how many respondents there must be where a comment is shown, for whoever reaches everything; `false` for others.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn set_comment_minimum(&self, by: &Author, now: i64, reach: &Reach, minimum: u64) -> Result<bool, StoreError> {
        let set = |old: CommentRules| {
            let told = |minimum: u64| Some(json!({ "least_respondents": minimum }));
            let act = Act {
                before: told(old.minimum),
                after: told(minimum),
                ..Act::on(Action::CommentMinimumSet, "comments".to_owned())
            };
            Some((CommentRules { minimum, ..old }, act))
        };
        self.set_comment_rules(by, now, reach, set).await
    }

    /// Adds a theme at the end of the list; `false` where its code is taken, or where `reach` is not everything.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn add_theme(&self, by: &Author, now: i64, reach: &Reach, theme: &Theme) -> Result<bool, StoreError> {
        let add = |mut rules: CommentRules| {
            let act = act(Action::ThemeAdded, None, Some(theme));
            let is_taken = rules.themes.iter().any(|known| known.code == theme.code);
            rules.themes.push(theme.clone());
            (!is_taken).then_some((rules, act))
        };
        self.set_comment_rules(by, now, reach, add).await
    }

    /// Changes a theme to what `new` says; `false` where it is gone, or where `reach` is not everything. Comments are matched when they are
    /// read, so every count is that of the new keywords at once.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn change_theme(&self, by: &Author, now: i64, reach: &Reach, new: &Theme) -> Result<bool, StoreError> {
        let change = |mut rules: CommentRules| {
            let old = rules.themes.iter_mut().find(|known| known.code == new.code)?;
            let act = act(Action::ThemeChanged, Some(old), Some(new));
            *old = new.clone();
            Some((rules, act))
        };
        self.set_comment_rules(by, now, reach, change).await
    }

    /// Removes a theme; `false` where it is gone, or where `reach` is not everything.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn remove_theme(&self, by: &Author, now: i64, reach: &Reach, code: &str) -> Result<bool, StoreError> {
        let remove = |mut rules: CommentRules| {
            let place = rules.themes.iter().position(|known| known.code.as_str() == code)?;
            let old = rules.themes.remove(place);
            Some((rules, act(Action::ThemeRemoved, Some(&old), None)))
        };
        self.set_comment_rules(by, now, reach, remove).await
    }
}
