//! From the code to the person: the tokens that the provider gives for it, and every check of them.

use std::sync::Arc;

use chrono::DateTime;
use openidconnect::core::{CoreErrorResponseType, CoreGenderClaim, CoreJwsSigningAlgorithm};
use openidconnect::{
    AccessTokenHash, AuthorizationCode, ClaimsVerificationError, IdTokenClaims, Nonce, OAuth2TokenResponse, RequestTokenError,
    SignatureVerificationError, StandardErrorResponse, TokenResponse, UserInfoClaims, UserInfoError,
};

use super::Provider;
use super::client::{OtherClaims, Tokens};
use super::discovery::Known;
use super::http::NoAnswer;
use super::person::Person;
use super::refusal::{Refusal, told};
use super::way::Way;

/// By what an ID token may be signed: keys of which the provider alone has one half. Neither by nothing nor by the secret that we share.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

type Claims = IdTokenClaims<OtherClaims, CoreGenderClaim>;

impl Provider {
    /// Who is meant by a code that came back on this way.
    pub(super) async fn exchange(&self, way: &Way, code: String, now: i64) -> Result<Person, Refusal> {
        let known = self.known(now).await?;
        let asking = known.client.exchange_code(AuthorizationCode::new(code)).map_err(|error| Refusal::Away(told(&error)))?;
        let tokens = asking.set_pkce_verifier(way.verifier()).request_async(&self.http).await.map_err(not_exchanged)?;
        let nonce = way.nonce();
        let claims = match claims(&known, &tokens, &nonce, now) {
            Err(error) if may_be_a_new_key(&error) => {
                let known = self.known_anew(Arc::clone(&known), now).await?;
                claims(&known, &tokens, &nonce, now)
            }
            claims => claims,
        };
        let claims = claims.map_err(|error| Refusal::Untrusted(told(&error)))?;
        let mut person = Person::read(self.settings.issuer.as_str(), claims, &self.settings.groups_claim)?;
        if person.groups.is_none() && known.has_user_info {
            self.ask_more(&known, &tokens, &mut person).await?;
        }
        Ok(person)
    }

    /// Asks the provider for what does not stand in the ID token. The library sees to it that the answer is about the same subject.
    async fn ask_more(&self, known: &Known, tokens: &Tokens, person: &mut Person) -> Result<(), Refusal> {
        let subject = openidconnect::SubjectIdentifier::new(person.subject.subject.clone());
        let asking = known.client.user_info(tokens.access_token().clone(), Some(subject));
        let asking = asking.map_err(|error| Refusal::Away(told(&error)))?;
        let told_more: Result<UserInfoClaims<OtherClaims, CoreGenderClaim>, _> = asking.request_async(&self.http).await;
        let more = told_more.map_err(|error| match error {
            UserInfoError::ClaimsVerification(error) => Refusal::Untrusted(told(&error)),
            error => Refusal::Away(told(&error)),
        })?;
        person.add(&more, &self.settings.groups_claim);
        Ok(())
    }
}

/// The claims of an ID token that holds in every respect: who issued it, for whom, when, for which way, by which key, with which access
/// token.
fn claims<'a>(known: &Known, tokens: &'a Tokens, nonce: &Nonce, now: i64) -> Result<&'a Claims, ClaimsVerificationError> {
    let other = |text: &str| ClaimsVerificationError::Other(text.to_owned());
    let token = tokens.id_token().ok_or_else(|| other("there is no ID token"))?;
    let now = DateTime::from_timestamp_millis(now).ok_or_else(|| other("there is no such time"))?;
    let verifier = known.client.id_token_verifier().set_allowed_algs(ALGORITHMS).set_time_fn(move || now);
    let claims = token.claims(&verifier, nonce)?;
    if let Some(expected) = claims.access_token_hash() {
        let wrong = |error: &dyn std::error::Error| other(&told(error));
        let algorithm = token.signing_alg().map_err(ClaimsVerificationError::SignatureVerification)?;
        let key = token.signing_key(&verifier).map_err(ClaimsVerificationError::SignatureVerification)?;
        let actual = AccessTokenHash::from_token(tokens.access_token(), algorithm, key).map_err(|error| wrong(&error))?;
        if actual != *expected {
            return Err(other("the access token is another one than the ID token says"));
        }
    }
    if claims.authorized_party().is_some_and(|party| *party != *known.client.client_id()) {
        return Err(other("the ID token was issued to another client"));
    }
    Ok(claims)
}

/// Whether asking the provider for its keys again may help.
const fn may_be_a_new_key(error: &ClaimsVerificationError) -> bool {
    use SignatureVerificationError::{CryptoError, NoMatchingKey};
    matches!(error, ClaimsVerificationError::SignatureVerification(NoMatchingKey | CryptoError(_)))
}

/// Why there are no tokens for a code.
fn not_exchanged(error: RequestTokenError<NoAnswer, StandardErrorResponse<CoreErrorResponseType>>) -> Refusal {
    match error {
        RequestTokenError::ServerResponse(answer) => Refusal::Declined(answer.error().as_ref().to_owned()),
        error => Refusal::Away(told(&error)),
    }
}
