//! An authenticator in software, for tests: it makes passkeys and signs with them (WebAuthn), and lies about whatever a test wants it to.

use data_encoding::BASE64URL_NOPAD;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Somebody touched it.
const PRESENT: u8 = 0x01;
/// It verified who did.
const VERIFIED: u8 = 0x04;
/// A key comes along.
const WITH_KEY: u8 = 0x40;

/// One passkey, and what is said with it.
#[derive(Clone, Debug)]
pub struct Authenticator {
    key: SigningKey,
    /// What it calls the key.
    pub id: Vec<u8>,
    /// How often the key signed; 0 for one that does not count.
    pub counter: u32,
    /// Whether it verifies its holder.
    pub verifies: bool,
    /// Where the browser says that it is.
    pub origin: String,
    /// For which name it believes to sign.
    pub name: String,
    /// Whose it says the key is.
    pub holder: Option<Vec<u8>>,
}

impl Authenticator {
    /// One with the key of this number, before a site under a name at an address.
    #[must_use]
    pub fn new(number: u8, name: &str, origin: &str) -> Self {
        Self {
            key: SigningKey::from_slice(&[number; 32]).expect("a key"),
            id: vec![number; 16],
            counter: 1,
            verifies: true,
            origin: origin.to_owned(),
            name: name.to_owned(),
            holder: None,
        }
    }

    /// The same, but it does not verify its holder.
    #[must_use]
    pub fn careless(self) -> Self {
        Self { verifies: false, ..self }
    }

    /// The same in a browser that is elsewhere.
    #[must_use]
    pub fn at(self, origin: &str) -> Self {
        Self { origin: origin.to_owned(), ..self }
    }

    /// The same for another name.
    #[must_use]
    pub fn under(self, name: &str) -> Self {
        Self { name: name.to_owned(), ..self }
    }

    /// The same, said to be somebody else's, or nobody's.
    #[must_use]
    pub fn of(self, holder: Option<&[u8]>) -> Self {
        Self { holder: holder.map(<[u8]>::to_vec), ..self }
    }

    /// The same in everything but the key itself.
    #[must_use]
    pub fn with_key_of(self, other: &Self) -> Self {
        Self { key: other.key.clone(), ..self }
    }

    /// Makes the key that is asked for, and says so as a browser does.
    pub fn make(&mut self, options: &Value) -> Value {
        let asked = &options["publicKey"];
        self.holder = Some(decoded(&asked["user"]["id"]));
        let mut data = self.data(WITH_KEY);
        // Who made it, which nobody asked for.
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).expect("a short name").to_be_bytes());
        data.extend(&self.id);
        let point = self.key.verifying_key().to_sec1_point(false);
        // The key in COSE: elliptic curve, ES256, P-256, x, y.
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(point.x().expect("a point").iter());
        data.extend([0x22, 0x58, 0x20]);
        data.extend(point.y().expect("a point").iter());
        // An attestation in CBOR that attests nothing.
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).expect("less than 256 bytes"));
        object.extend(&data);
        json!({
            "id": encoded(&self.id),
            "rawId": encoded(&self.id),
            "type": "public-key",
            "extensions": {"credProps": {"rk": true}},
            "response": {
                "clientDataJSON": encoded(&self.client_data("webauthn.create", asked)),
                "attestationObject": encoded(&object),
            },
        })
    }

    /// Signs what is asked, and says so as a browser does.
    #[must_use]
    pub fn sign(&self, options: &Value) -> Value {
        let client_data = self.client_data("webauthn.get", &options["publicKey"]);
        let data = self.data(0);
        let signature: Signature = self.key.sign(&[data.as_slice(), &Sha256::digest(&client_data)].concat());
        json!({
            "id": encoded(&self.id),
            "rawId": encoded(&self.id),
            "type": "public-key",
            "extensions": {},
            "response": {
                "clientDataJSON": encoded(&client_data),
                "authenticatorData": encoded(&data),
                "signature": encoded(signature.to_der().as_bytes()),
                "userHandle": self.holder.as_deref().map(encoded),
            },
        })
    }

    /// The same with the next number of the counter.
    pub fn sign_next(&mut self, options: &Value) -> Value {
        self.counter += 1;
        self.sign(options)
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        let mut data = Sha256::digest(self.name.as_bytes()).to_vec();
        data.push(PRESENT | flags | if self.verifies { VERIFIED } else { 0 });
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn client_data(&self, kind: &str, asked: &Value) -> Vec<u8> {
        let data = json!({"type": kind, "challenge": asked["challenge"], "origin": self.origin, "crossOrigin": false});
        data.to_string().into_bytes()
    }
}

fn encoded(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

fn decoded(text: &Value) -> Vec<u8> {
    BASE64URL_NOPAD.decode(text.as_str().expect("a text").as_bytes()).expect("base64url")
}
