//! `GET /v1/content/pack`.

use actix_web::get;
use aws_lc_rs::digest::{SHA256, digest};
use serde::Serialize;
use utoipa::ToSchema;

use crate::access::principal::Anyone;
use crate::access::token::Signed;
use crate::checklists::ChecklistView;
use crate::content::{self, Language, Region};
use crate::error::{Error, Result};
use crate::grounding::ExerciseView;
use crate::http::document::Always;
use crate::http::json::Public;
use crate::http::language::{AcceptLanguageHeader, Preferred};
use crate::http::routing::Routes;
use crate::learn::UnitView;
use crate::prompts::PromptView;
use crate::support::{LineView, NoticeView};
use crate::time::CivilDate;

/// The shape of the payload; raised when a client would have to read it otherwise.
const FORMAT: i64 = 1;
/// The `typ` of the signature, so that a pack passes for no other signed thing (RFC 8725 §3.11).
const KIND: &str = "afterword-pack";

/// A signed pack: a JSON Web Signature in its flattened serialization (RFC 7515 §7.2.2), EdDSA over Ed25519 (RFC 8037).
///
/// `protected` names the key by `kid`, as in `/.well-known/jwks.json`. The payload, once its base64url is undone, is a JSON object:
/// `format` (1), `version` (equal for equal texts), `language`, `prompts`, `exercises`, `learn` and `checklists` (each as its route shows
/// them, for every audience), and `support`: `{reviewed, notice, regions: [{region, lines}]}`. Nothing in it depends on who asks or when.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignedPack {
    /// The texts: JSON in base64url without padding.
    payload: String,
    /// `{"typ": "afterword-pack", "alg": "EdDSA", "kid": …}` in base64url without padding.
    protected: String,
    /// The signature over `protected`, a full stop, and `payload`, in base64url without padding.
    signature: String,
}

impl From<Signed> for SignedPack {
    fn from(signed: Signed) -> Self {
        let Signed {
            payload,
            protected,
            signature,
        } = signed;
        Self {
            payload,
            protected,
            signature,
        }
    }
}

/// What is signed.
#[derive(Debug, Serialize)]
struct Pack {
    format: i64,
    version: String,
    #[serde(flatten)]
    texts: Texts,
}

/// Every public text of one language.
#[derive(Debug, Serialize)]
struct Texts {
    language: Language,
    prompts: Vec<PromptView>,
    exercises: Vec<ExerciseView>,
    learn: Vec<UnitView>,
    checklists: Vec<ChecklistView>,
    support: Support,
}

/// The notice, and the lines of every region.
#[derive(Debug, Serialize)]
struct Support {
    reviewed: Option<CivilDate>,
    notice: NoticeView,
    regions: Vec<RegionLines>,
}

/// The lines of one region.
#[derive(Debug, Serialize)]
struct RegionLines {
    region: &'static str,
    lines: Vec<LineView>,
}

impl From<&'static Region> for RegionLines {
    fn from(region: &'static Region) -> Self {
        Self {
            region: &region.code,
            lines: region.lines.iter().map(LineView::from).collect(),
        }
    }
}

/// Every public text in one language, in the order of the catalogues: equal texts make equal bytes.
fn pack(language: Language) -> Result<Pack> {
    let notice = content::notice(language).ok_or_else(|| Error::internal("no notice"))?;
    let texts = Texts {
        language,
        prompts: content::prompts(language).iter().map(Into::into).collect(),
        exercises: content::exercises(language)
            .iter()
            .map(Into::into)
            .collect(),
        learn: content::units(language).iter().map(Into::into).collect(),
        checklists: content::checklists(language)
            .iter()
            .map(Into::into)
            .collect(),
        support: Support {
            reviewed: content::lines_reviewed(),
            notice: notice.into(),
            regions: content::regions(language).iter().map(Into::into).collect(),
        },
    };
    let bytes = serde_json::to_vec(&texts).map_err(Error::internal)?;
    Ok(Pack {
        format: FORMAT,
        version: data_encoding::BASE64URL_NOPAD.encode(digest(&SHA256, &bytes).as_ref()),
        texts,
    })
}

/// All public texts of one language as one signed pack, to be kept and read without a network (N15).
#[utoipa::path(tag = "content", security(()), params(AcceptLanguageHeader),
    responses((status = 200, description = "The pack", body = SignedPack), (status = 304, description = "As it was"), Always))]
#[get("/v1/content/pack")]
pub async fn get_content_pack(anyone: Anyone, preferred: Preferred) -> Result<Public<SignedPack>> {
    let language = preferred.or(Language::default());
    let signed = anyone.gate().tokens().sign(KIND, &pack(language)?)?;
    Ok(Public(language, signed.into()))
}

/// The route of the pack.
pub fn configure(routes: &mut impl Routes) {
    routes.service(get_content_pack);
}
