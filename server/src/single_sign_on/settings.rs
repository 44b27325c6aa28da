//! What is set for the provider, judged once when the program starts.

use std::path::{Path, PathBuf};

use openidconnect::{ClientId, ClientSecret, IssuerUrl, RedirectUrl};

use super::groups::{Groups, GroupsError};
use super::http::is_loopback;
use crate::config::SingleSignOn;

/// Where the provider sends people back to.
pub const RETURN: &str = "/sign-in/provider/return";

/// What is set for the provider.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What the provider calls itself.
    pub issuer: IssuerUrl,
    /// What it calls this program.
    pub client_id: ClientId,
    /// By what it knows this program.
    pub client_secret: ClientSecret,
    /// What it is asked for besides `openid`.
    pub scopes: Vec<String>,
    /// The claim with somebody's groups.
    pub groups_claim: String,
    /// What the groups may do here.
    pub groups: Groups,
    /// The words of the button; ours, in the language of whoever reads them, where none are set.
    pub label: Option<String>,
    /// The address to which it sends people back.
    pub return_url: RedirectUrl,
    /// Whether an authenticator app of ours is asked for besides.
    pub needs_second_factor: bool,
}

/// Why sign-in by a provider cannot be offered as it is set.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// Something without which it does not go.
    #[error("an issuer is set, but not {0}")]
    Missing(&'static str),
    /// An address is none.
    #[error("`{0}` is no address: {1}")]
    Address(String, openidconnect::url::ParseError),
    /// Whoever stands on the line could be anybody.
    #[error("the issuer `{0}` must be https://…; http:// is for a provider on this machine alone")]
    Unencrypted(String),
    /// A file cannot be read.
    #[error("{}: {}", .0.display(), .1)]
    File(PathBuf, std::io::Error),
    /// There is nothing by which to know the provider again.
    #[error("this machine trusts no certificate: install ca-certificates, or set SSL_CERT_FILE ({0})")]
    NoCertificates(std::io::Error),
    /// The file of groups is wrong.
    #[error("{}: {}", .0.display(), .1)]
    Groups(PathBuf, GroupsError),
}

impl Settings {
    /// Reads what is set, with the files that it names; nothing where no issuer is set. `url` is the address that people are told.
    ///
    /// # Errors
    /// When something is missing or wrong.
    pub fn read(set: &SingleSignOn, url: &str) -> Result<Option<Self>, SettingsError> {
        let Some(issuer) = set.oidc_issuer.as_ref().filter(|issuer| !issuer.is_empty()) else { return Ok(None) };
        let missing = SettingsError::Missing;
        let wrong = |address: &str| {
            let address = address.to_owned();
            |error| SettingsError::Address(address, error)
        };
        let issuer = IssuerUrl::new(issuer.clone()).map_err(wrong(issuer))?;
        if issuer.url().scheme() != "https" && !is_loopback(issuer.url()) {
            return Err(SettingsError::Unencrypted(issuer.to_string()));
        }
        let client_secret = match (&set.oidc_client_secret, &set.oidc_client_secret_file) {
            (Some(secret), _) => secret.clone(),
            (None, Some(file)) => read(file)?.trim_end_matches(['\r', '\n']).to_owned(),
            (None, None) => return Err(missing("HAILONG_OIDC_CLIENT_SECRET or HAILONG_OIDC_CLIENT_SECRET_FILE")),
        };
        let groups = set.oidc_groups.as_ref().ok_or(missing("HAILONG_OIDC_GROUPS"))?;
        let return_url = set.oidc_return_url.clone().unwrap_or_else(|| format!("{}{RETURN}", url.trim_end_matches('/')));
        Ok(Some(Self {
            issuer,
            client_id: ClientId::new(set.oidc_client_id.clone().ok_or(missing("HAILONG_OIDC_CLIENT_ID"))?),
            client_secret: ClientSecret::new(client_secret),
            scopes: set.oidc_scopes.split_whitespace().filter(|scope| *scope != "openid").map(str::to_owned).collect(),
            groups_claim: set.oidc_groups_claim.clone(),
            groups: Groups::read(&read(groups)?).map_err(|error| SettingsError::Groups(groups.clone(), error))?,
            label: set.oidc_label.clone().filter(|label| !label.trim().is_empty()),
            return_url: RedirectUrl::new(return_url.clone()).map_err(wrong(&return_url))?,
            needs_second_factor: set.oidc_needs_second_factor,
        }))
    }
}

fn read(file: &Path) -> Result<String, SettingsError> {
    std::fs::read_to_string(file).map_err(|error| SettingsError::File(file.to_owned(), error))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Settings, SettingsError, SingleSignOn};

    /// Settings that are whole, with files in this folder.
    fn whole(folder: &Path) -> SingleSignOn {
        std::fs::write(folder.join("groups.toml"), "[[group]]\nname = \"a\"\nrole = \"auditor\"\n").unwrap();
        std::fs::write(folder.join("secret"), "một bí mật\n").unwrap();
        SingleSignOn {
            oidc_issuer: Some("https://id.example/realm".into()),
            oidc_client_id: Some("hailong".into()),
            oidc_client_secret_file: Some(folder.join("secret")),
            oidc_scopes: "openid profile groups".into(),
            oidc_groups_claim: "groups".into(),
            oidc_groups: Some(folder.join("groups.toml")),
            ..SingleSignOn::default()
        }
    }

    fn read(set: &SingleSignOn) -> Result<Option<Settings>, SettingsError> {
        Settings::read(set, "https://hailong.example/")
    }

    #[test]
    fn what_is_whole_is_read_and_without_an_issuer_there_is_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let settings = read(&whole(folder.path())).unwrap().unwrap();
        assert_eq!(settings.client_secret.secret(), "một bí mật");
        assert_eq!(settings.scopes, ["profile", "groups"]);
        assert_eq!(settings.return_url.as_str(), "https://hailong.example/sign-in/provider/return");
        assert!(read(&SingleSignOn { oidc_issuer: None, ..whole(folder.path()) }).unwrap().is_none());
        let elsewhere = Some("https://inside.example/sign-in/provider/return".to_owned());
        let settings = read(&SingleSignOn { oidc_return_url: elsewhere.clone(), ..whole(folder.path()) }).unwrap().unwrap();
        assert_eq!(Some(settings.return_url.to_string()), elsewhere);
    }

    #[test]
    fn what_is_missing_or_wrong_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let without = |change: fn(&mut SingleSignOn)| {
            let mut set = whole(folder.path());
            change(&mut set);
            read(&set).unwrap_err().to_string()
        };
        for (message, part) in [
            (without(|set| set.oidc_client_id = None), "CLIENT_ID"),
            (without(|set| set.oidc_client_secret_file = None), "CLIENT_SECRET_FILE"),
            (without(|set| set.oidc_groups = None), "OIDC_GROUPS"),
            (without(|set| set.oidc_groups = Some("/nowhere/groups.toml".into())), "/nowhere/groups.toml: "),
            (without(|set| set.oidc_issuer = Some("http://id.example".into())), "must be https"),
            (without(|set| set.oidc_issuer = Some("id.example".into())), "no address"),
            (without(|set| set.oidc_return_url = Some("here".into())), "`here` is no address"),
        ] {
            assert!(message.contains(part), "{message}");
        }
    }
}
