//! `GET /v1/consents/{id}/receipt`: what was consented to, signed, for the patient to keep (AZ-6).
//!
//! The sections and names are those of ISO/IEC TS 27560:2023 (record header, PII processing, parties, events). The signature is a JWS
//! over the same bytes, so that the receipt can be checked with the published keys and without this service.

use actix_web::get;
use actix_web::web::Path;
use data_encoding::HEXLOWER;
use serde::Serialize;
use utoipa::ToSchema;

use crate::access::principal::Patient;
use crate::access::proof::{Access, Write};
use crate::access::token::Signed;
use crate::account::DisplayName;
use crate::care::{self, Care};
use crate::choice;
use crate::consent::Consents;
use crate::consent::model::{Facts, Included, State};
use crate::consent::store::{self, Consent, Named};
use crate::consent::views::ScopeView;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::document::{Guarded, OnOne};
use crate::http::json::Json;
use crate::ids::{AccountId, ConsentId};
use crate::time::At;
use crate::words::Language;

/// The `typ` of the signature, so that a receipt passes for no other signed thing (RFC 8725 §3.11).
const KIND: &str = "afterword-consent-receipt";
/// The structure that the names are taken from.
const STRUCTURE: &str = "ISO/IEC TS 27560:2023";
/// What every consent here is for, in the words of the record.
const PURPOSE: &str =
    "To let one therapist read what is named here, for therapy with this patient.";

/// A receipt with its signature: a JSON Web Signature in its flattened serialization (RFC 7515 §7.2.2), EdDSA over Ed25519 (RFC 8037).
///
/// `protected` names the key by `kid`, as in `/.well-known/jwks.json`; the payload, once its base64url is undone, is `receipt`.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignedReceipt {
    receipt: ConsentReceipt,
    /// The receipt: JSON in base64url without padding.
    payload: String,
    /// `{"typ": "afterword-consent-receipt", "alg": "EdDSA", "kid": …}` in base64url without padding.
    protected: String,
    /// The signature over `protected`, a full stop, and `payload`, in base64url without padding.
    signature: String,
}

/// A consent receipt: what the record holds at the moment at which it was asked for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ConsentReceipt {
    schema_version: &'static str,
    /// This state of this record.
    receipt_id: String,
    /// The consent.
    record_id: ConsentId,
    /// Whose words these are.
    pii_principal_id: AccountId,
    /// When the receipt was made.
    issued_at: At,
    state: State,
    privacy_notice: ReceiptNotice,
    #[schema(max_items = 1)]
    pii_processing: Vec<ReceiptProcessing>,
    #[schema(max_items = 3)]
    party_identification: Vec<ReceiptParty>,
    #[schema(max_items = 7)]
    events: Vec<ReceiptEvent>,
}

/// The notice that was shown when it was given (N4).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReceiptNotice {
    #[schema(minimum = 1)]
    version: i64,
    /// SHA-256 over its text in UTF-8, in hexadecimal; null for a consent that is older than this.
    #[schema(required, pattern = "^[0-9a-f]{64}$", max_length = 64)]
    sha256: Option<String>,
    #[schema(required)]
    language: Option<Language>,
}

/// What is done with what, for whom, and how that is ended.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReceiptProcessing {
    purpose: &'static str,
    purpose_type: &'static str,
    lawful_basis: &'static str,
    /// What kinds of record it is.
    #[schema(max_items = 2)]
    pii_information: Vec<ReceiptInformation>,
    /// Exactly what: which records at which revisions, which part, or which session from then on.
    scope: ScopeView,
    processing_method: &'static str,
    /// The parties that may read it.
    #[schema(max_items = 1)]
    recipients: Vec<AccountId>,
    effective_from: At,
    /// Until when; null where no end was set.
    #[schema(required)]
    valid_until: Option<At>,
    /// How it is taken back: one request, at any time, without a reason.
    withdrawal_method: String,
}

/// A kind of record.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReceiptInformation {
    pii_type: Included,
    /// It is of the kinds that need special care: words about one's own health.
    sensitive_pii_category: bool,
}

choice! {
    /// What part somebody has.
    PartyRole {
        /// Whose words these are.
        Principal = "pii_principal",
        /// Who may read them.
        Recipient = "recipient",
        /// Who keeps them.
        Controller = "pii_controller",
    }
}

/// Somebody who has a part in it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReceiptParty {
    party_id: String,
    party_role: PartyRole,
    /// The name of the therapist, while there is an account; the principal's own name is not told to whom a receipt is shown.
    #[schema(required)]
    party_name: Option<DisplayName>,
}

choice! {
    /// What befell a consent.
    ReceiptEventType {
        /// The patient gave it.
        Given = "given",
        /// It took effect, or will.
        TakesEffect = "takes_effect",
        /// The patient put it on hold.
        Paused = "paused",
        /// The patient took it up again.
        Resumed = "resumed",
        /// It was seen to be over.
        Expired = "expired",
        /// The patient took it back.
        Withdrawn = "withdrawn",
        /// Its link ended.
        LinkEnded = "link_ended",
    }
}

/// Something that befell it, in the order of the table.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReceiptEvent {
    event_type: ReceiptEventType,
    event_time: At,
}

fn events(facts: &Facts) -> Vec<ReceiptEvent> {
    use ReceiptEventType::{Expired, Given, LinkEnded, Paused, Resumed, TakesEffect, Withdrawn};
    [
        (Given, Some(facts.granted_at)),
        (TakesEffect, Some(facts.effective_at)),
        (Paused, facts.paused_at),
        (Resumed, facts.resumed_at),
        (Expired, facts.expired_at),
        (Withdrawn, facts.revoked_at),
        (LinkEnded, facts.link_ended_at),
    ]
    .into_iter()
    .filter_map(|(event_type, at)| {
        Some(ReceiptEvent {
            event_type,
            event_time: at?,
        })
    })
    .collect()
}

/// The kinds of record that something names.
fn kinds(named: &Named) -> Vec<ReceiptInformation> {
    let kinds = match named {
        Named::Entry(..) | Named::Excerpt(..) | Named::Packet(..) => vec![Included::Entries],
        Named::Session(_, kinds) => kinds.clone(),
    };
    kinds
        .into_iter()
        .map(|pii_type| ReceiptInformation {
            pii_type,
            sensitive_pii_category: true,
        })
        .collect()
}

fn receipt(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    consent: Consent,
    public_url: &str,
) -> Result<ConsentReceipt> {
    let Consent {
        id,
        link,
        named,
        notice,
        state,
        facts,
        version,
    } = consent;
    let named = named.ok_or_else(|| Error::internal("a consent that names nothing"))?;
    let (therapist, name) = care::recipient(conn, &mine.also::<Care>()?, link)?;
    let party = |party_id: String, party_role, party_name| ReceiptParty {
        party_id,
        party_role,
        party_name,
    };
    Ok(ConsentReceipt {
        schema_version: STRUCTURE,
        receipt_id: format!("{id}/{version}"),
        record_id: id,
        pii_principal_id: mine.owner(),
        issued_at: mine.now(),
        state,
        privacy_notice: ReceiptNotice {
            version: notice.version,
            sha256: notice.hash.map(|hash| HEXLOWER.encode(&hash)),
            language: notice.language,
        },
        pii_processing: vec![ReceiptProcessing {
            purpose: PURPOSE,
            purpose_type: "therapy",
            lawful_basis: "consent",
            pii_information: kinds(&named),
            scope: ScopeView::of(named, store::pinned(conn, mine, id)?),
            processing_method: "reading",
            recipients: vec![therapist],
            effective_from: facts.effective_at,
            valid_until: facts.expires_at,
            withdrawal_method: format!("DELETE {public_url}/v1/consents/{id}"),
        }],
        party_identification: vec![
            party(mine.owner().to_string(), PartyRole::Principal, None),
            party(therapist.to_string(), PartyRole::Recipient, name),
            party(public_url.to_owned(), PartyRole::Controller, None),
        ],
        events: events(&facts),
    })
}

/// Makes a receipt of one consent as it stands now, signed, for the patient to keep (AZ-6).
#[utoipa::path(tag = "consent", security(("bearer" = ["patient"])), params(("id" = ConsentId, Path)),
    responses((status = 200, description = "The receipt", body = SignedReceipt), OnOne, Guarded))]
#[get("/v1/consents/{id}/receipt")]
pub async fn get_consent_receipt(
    patient: Patient,
    id: Path<ConsentId>,
) -> Result<Json<SignedReceipt>> {
    let id = id.into_inner();
    let public_url = patient.public_url().to_owned();
    let receipt = patient
        .write(Consents, move |conn, mine| {
            let consent = store::find(conn, mine, id)?;
            receipt(conn, mine, consent, &public_url)
        })
        .await?;
    let Signed {
        payload,
        protected,
        signature,
    } = patient.gate().tokens().sign(KIND, &receipt)?;
    Ok(Json(SignedReceipt {
        receipt,
        payload,
        protected,
        signature,
    }))
}
