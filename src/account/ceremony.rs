//! The ceremonies of passkeys (WebAuthn level 2 §7), by the library of the people of Kanidm; which origin they are bound to (ID-13).

use url::{Host, Url};
use webauthn_rs::prelude::{
    CreationChallengeResponse, DiscoverableAuthentication, DiscoverableKey, Passkey,
    PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential,
    RequestChallengeResponse, WebauthnError,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use crate::account::model::{DisplayName, EmailAddress};
use crate::error::{Error, Result};
use crate::ids::AccountId;

/// What an authenticator shows beside the account.
const NAME: &str = "Afterword";

/// Both sides of the ceremonies of one service.
pub(crate) struct Ceremonies(Webauthn);

/// Who a passkey is made for.
pub(crate) struct Holder<'a> {
    pub(crate) account: AccountId,
    pub(crate) address: &'a EmailAddress,
    pub(crate) name: &'a DisplayName,
}

/// Why an answer to a challenge is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It does not fit the challenge, the origin or the key.
    Unfit,
    /// The counter went back: the key may have been copied.
    Copied,
}

impl Ceremonies {
    /// For clients that reach the service by this URL. Browsers know passkeys for names alone, so a service under a loopback
    /// address is `localhost` to them, and under any other address there are none.
    pub(crate) fn of(public_url: &str) -> Result<Self> {
        let mut origin = Url::parse(public_url).map_err(Error::internal)?;
        let loopback = match origin.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            _ => false,
        };
        if loopback {
            origin
                .set_host(Some("localhost"))
                .map_err(Error::internal)?;
        }
        let name = origin
            .domain()
            .ok_or(Error::Conflict("no-passkeys-here"))?
            .to_owned();
        WebauthnBuilder::new(&name, &origin)
            .and_then(|builder| builder.rp_name(NAME).build())
            .map(Self)
            .map_err(|_| Error::Conflict("no-passkeys-here"))
    }

    /// A challenge for making a passkey that says by itself whose it is.
    pub(crate) fn begin_registration(
        &self,
        holder: &Holder<'_>,
        known: &[Passkey],
    ) -> Result<(CreationChallengeResponse, PasskeyRegistration)> {
        use webauthn_rs_proto::ResidentKeyRequirement;
        let known = known.iter().map(|key| key.cred_id().clone()).collect();
        let (mut options, state) = self
            .0
            .start_passkey_registration(
                holder.account.uuid(),
                holder.address.as_str(),
                holder.name.as_str(),
                Some(known),
            )
            .map_err(|_| Error::internal("a ceremony could not begin"))?;
        if let Some(selection) = options.public_key.authenticator_selection.as_mut() {
            selection.resident_key = Some(ResidentKeyRequirement::Required);
            selection.require_resident_key = true;
        }
        Ok((options, state))
    }

    /// The passkey that was made for this challenge.
    pub(crate) fn finish_registration(
        &self,
        answer: &RegisterPublicKeyCredential,
        state: &PasskeyRegistration,
    ) -> Result<Passkey, Refused> {
        self.0
            .finish_passkey_registration(answer, state)
            .map_err(|_| Refused::Unfit)
    }

    /// A challenge for whoever has a passkey here.
    pub(crate) fn begin_login(
        &self,
    ) -> Result<(RequestChallengeResponse, DiscoverableAuthentication)> {
        let (mut options, state) = self
            .0
            .start_discoverable_authentication()
            .map_err(|_| Error::internal("a ceremony could not begin"))?;
        options.mediation = None;
        Ok((options, state))
    }

    /// Whose passkey an answer says it is, and its id; nothing of it is proved yet.
    pub(crate) fn named<'a>(
        &self,
        answer: &'a PublicKeyCredential,
    ) -> Option<(AccountId, &'a [u8])> {
        self.0
            .identify_discoverable_authentication(answer)
            .ok()
            .map(|(holder, id)| (AccountId::from_uuid(holder), id))
    }

    /// Checks the answer against the passkey, whose counter moves on.
    pub(crate) fn finish_login(
        &self,
        answer: &PublicKeyCredential,
        state: DiscoverableAuthentication,
        passkey: &mut Passkey,
    ) -> Result<(), Refused> {
        let key = DiscoverableKey::from(&*passkey);
        let proved = self
            .0
            .finish_discoverable_authentication_v2(answer, state, key)
            .map_err(|error| match error {
                WebauthnError::CredentialPossibleCompromise => Refused::Copied,
                _ => Refused::Unfit,
            })?;
        if !proved.user_verified() {
            return Err(Refused::Unfit);
        }
        passkey.update_credential(&proved);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_bound_to_the_name_by_which_clients_reach_the_service() {
        for (url, origin) in [
            (
                "https://afterword.example.org",
                "https://afterword.example.org/",
            ),
            ("http://127.0.0.1:8080", "http://localhost:8080/"),
            ("http://[::1]:8080", "http://localhost:8080/"),
            ("http://localhost:8080", "http://localhost:8080/"),
        ] {
            let ceremonies = Ceremonies::of(url).unwrap_or_else(|_| panic!("{url}"));
            let origins = ceremonies.0.get_allowed_origins();
            assert_eq!(origins.len(), 1);
            assert_eq!(origins[0].as_str(), origin);
        }
        for url in ["http://192.0.2.7:8080", "https://[2001:db8::1]"] {
            assert!(matches!(
                Ceremonies::of(url),
                Err(Error::Conflict("no-passkeys-here"))
            ));
        }
    }
}
