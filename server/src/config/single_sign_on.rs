//! What can be set for sign-in by a provider of identities. Nothing of it counts without an issuer.

use std::path::PathBuf;

use clap::Args;

/// How staff sign in at a provider of identities (OpenID Connect).
#[derive(Args, Clone, Debug, Default)]
pub struct SingleSignOn {
    /// The address that a provider of identities (OpenID Connect) calls itself by. Staff may then sign in there.
    #[arg(long, env = "HAILONG_OIDC_ISSUER")]
    pub oidc_issuer: Option<String>,
    /// The name under which the provider knows this program.
    #[arg(long, env = "HAILONG_OIDC_CLIENT_ID")]
    pub oidc_client_id: Option<String>,
    /// The secret by which the provider knows this program.
    #[arg(long, env = "HAILONG_OIDC_CLIENT_SECRET", hide_env_values = true)]
    pub oidc_client_secret: Option<String>,
    /// The file in which that secret stands, instead.
    #[arg(long, env = "HAILONG_OIDC_CLIENT_SECRET_FILE", conflicts_with = "oidc_client_secret")]
    pub oidc_client_secret_file: Option<PathBuf>,
    /// What the provider is asked for besides `openid`, with spaces between.
    #[arg(long, env = "HAILONG_OIDC_SCOPES", default_value = "profile")]
    pub oidc_scopes: String,
    /// The claim in which the provider names somebody's groups; with dots between where it lies inside another one
    /// (`realm_access.roles`).
    #[arg(long, env = "HAILONG_OIDC_GROUPS_CLAIM", default_value = "groups")]
    pub oidc_groups_claim: String,
    /// The file that says which roles the provider's groups have here (TOML).
    #[arg(long, env = "HAILONG_OIDC_GROUPS")]
    pub oidc_groups: Option<PathBuf>,
    /// The words of the button on the sign-in page.
    #[arg(long, env = "HAILONG_OIDC_LABEL")]
    pub oidc_label: Option<String>,
    /// The address to which the provider sends people back, where it is not `/sign-in/provider/return` under the public address: staff may
    /// come by another one.
    #[arg(long, env = "HAILONG_OIDC_RETURN_URL")]
    pub oidc_return_url: Option<String>,
    /// Whoever signs in at the provider must use an authenticator app of ours besides. Without it, a second factor is the provider's business.
    #[arg(long, env = "HAILONG_OIDC_NEEDS_SECOND_FACTOR")]
    pub oidc_needs_second_factor: bool,
}
