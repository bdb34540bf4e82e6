//! An authenticator in software: makes passkeys and answers challenges as WebAuthn level 2 asks, and wrongly where a test says so.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use data_encoding::BASE64URL_NOPAD;

use super::{Client, Value, json};

/// Where pages of a world's service come from.
pub(crate) const ORIGIN: &str = "http://afterword.test";

/// A passkey, on one authenticator.
pub(crate) struct Passkey {
    pair: EcdsaKeyPair,
    pub(crate) id: Vec<u8>,
    /// Whose it says it is.
    pub(crate) holder: Vec<u8>,
    pub(crate) counter: u32,
    pub(crate) origin: String,
    pub(crate) rp: String,
    /// Present and verified: 0x01 and 0x04.
    pub(crate) flags: u8,
    pub(crate) spoil_signature: bool,
    pub(crate) kind: &'static str,
}

fn hash(bytes: &[u8]) -> Vec<u8> {
    digest(&SHA256, bytes).as_ref().to_vec()
}

fn bytes_of(value: &Value) -> Vec<u8> {
    let text = value.as_str().expect("a string");
    BASE64URL_NOPAD.decode(text.as_bytes()).expect("base64url")
}

impl Passkey {
    /// Makes a passkey for what `registration/begin` answered; what `navigator.credentials.create` would give.
    pub(crate) fn create(begun: &Value, origin: &str) -> (Self, Value) {
        let options = &begun["options"]["publicKey"];
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).expect("a key");
        let id = hash(pair.public_key().as_ref())[..16].to_vec();
        let made = Self {
            pair,
            id,
            holder: bytes_of(&options["user"]["id"]),
            counter: 1,
            origin: origin.to_owned(),
            rp: options["rp"]["id"].as_str().expect("an id").to_owned(),
            flags: 0x05,
            spoil_signature: false,
            kind: "webauthn.get",
        };
        let answer = made.attested(options, origin);
        (made, answer)
    }

    /// A person's new passkey, and what adding it answered.
    pub(crate) fn added(person: &Client<'_>, name: &str) -> (Self, Value) {
        let begun = person
            .post_nothing("/v1/auth/passkeys/registration/begin")
            .expect(201);
        let (key, answer) = Self::create(&begun.body, ORIGIN);
        let new =
            json!({"ceremony_id": begun.body["ceremony_id"], "credential": answer, "name": name});
        let told = person.post("/v1/auth/passkeys/registration/finish", &new);
        (key, told.expect(201).body)
    }

    fn attested(&self, options: &Value, origin: &str) -> Value {
        let point = self.pair.public_key().as_ref();
        let mut data = self.data(0x40);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).expect("short").to_be_bytes());
        data.extend(&self.id);
        // RFC 9053 §7.1: key type EC2, ES256, curve P-256, x, y.
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(&point[1..33]);
        data.extend([0x22, 0x58, 0x20]);
        data.extend(&point[33..65]);
        let mut object = vec![0xa3, 0x63];
        object.extend(b"fmt");
        object.push(0x64);
        object.extend(b"none");
        object.push(0x67);
        object.extend(b"attStmt");
        object.extend([0xa0, 0x68]);
        object.extend(b"authData");
        object.extend([0x58, u8::try_from(data.len()).expect("short")]);
        object.extend(data);
        let client = client_data("webauthn.create", &options["challenge"], origin);
        json!({
            "id": BASE64URL_NOPAD.encode(&self.id), "rawId": BASE64URL_NOPAD.encode(&self.id), "type": "public-key",
            "response": {"attestationObject": BASE64URL_NOPAD.encode(&object), "clientDataJSON": BASE64URL_NOPAD.encode(&client)},
            "clientExtensionResults": {},
        })
    }

    fn data(&self, more: u8) -> Vec<u8> {
        let mut data = hash(self.rp.as_bytes());
        data.push(self.flags | more);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// Answers a challenge, as `navigator.credentials.get` would; the counter moves on.
    pub(crate) fn get(&mut self, begun: &Value) -> Value {
        self.counter += 1;
        self.answer(begun)
    }

    /// Answers a challenge with the counter as it stands.
    pub(crate) fn answer(&self, begun: &Value) -> Value {
        let challenge = &begun["options"]["publicKey"]["challenge"];
        let client = client_data(self.kind, challenge, &self.origin);
        let data = self.data(0);
        let signed = [data.clone(), hash(&client)].concat();
        let signature = self
            .pair
            .sign(&SystemRandom::new(), &signed)
            .expect("a signature");
        let mut signature = signature.as_ref().to_vec();
        if self.spoil_signature {
            let last = signature.len() - 1;
            signature[last] ^= 1;
        }
        json!({
            "id": BASE64URL_NOPAD.encode(&self.id), "rawId": BASE64URL_NOPAD.encode(&self.id), "type": "public-key",
            "response": {
                "authenticatorData": BASE64URL_NOPAD.encode(&data), "clientDataJSON": BASE64URL_NOPAD.encode(&client),
                "signature": BASE64URL_NOPAD.encode(&signature), "userHandle": BASE64URL_NOPAD.encode(&self.holder),
            },
            "clientExtensionResults": {},
        })
    }
}

fn client_data(kind: &str, challenge: &Value, origin: &str) -> Vec<u8> {
    json!({"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": false})
        .to_string()
        .into_bytes()
}
