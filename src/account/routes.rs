//! `/v1/auth`, `/v1/me`, and the public keys.

use actix_web::web::Path;
use actix_web::{HttpResponse, delete, get, patch, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use validator::Validate;

use super::Profile;
use super::credentials::{RefreshToken, invitation_code, mailed_code};
use super::model::{DeviceName, DisplayName, EmailAddress, Locale, NewPassword, Role};
use super::store::accounts::{self, Account, Application, Known, ProfileChange};
use super::store::devices::{self, Device, Refreshed};
use super::store::{registrations, resets};
use crate::access::gate::Gate;
use crate::access::principal::{Anyone, Member};
use crate::access::proof::{Access, Doorstep, Write};
use crate::access::token::{Bearer, LIFETIME};
use crate::crypt::password::Password;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::document::{Always, Conditional, Guarded, OnOne, WithBody, WithQuery};
use crate::http::etag::{IfMatch, IfMatchHeader, Versioned};
use crate::http::json::{Accepted, Json, Made, NoContent, Query, Tagged};
use crate::http::page::{Cursor, Limit, Page};
use crate::ids::{AccountId, DeviceId};
use crate::notices::{self, Letter};
use crate::text;
use crate::time::{At, Zone};

text!(
    /// A code as it was mailed; case, spaces and hyphens do not matter.
    Code, 1..=40
);
text!(
    /// A refresh token.
    Secret, 1..=200
);

/// Who wants an account.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    role: Role,
    email: EmailAddress,
    password: Password,
    display_name: DisplayName,
    time_zone: Zone,
    locale: Option<Locale>,
    invitation_code: Option<Code>,
}

/// What follows is said by mail, the same for every address.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckYourMail {
    /// One sentence for the person.
    message: &'static str,
}

const CHECK_YOUR_MAIL: CheckYourMail = CheckYourMail {
    message: "Please look into your mail: what comes next is there.",
};

/// The code that came by mail.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    email: EmailAddress,
    code: Code,
    device_name: Option<DeviceName>,
}

/// Address and password.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Login {
    email: EmailAddress,
    password: Password,
    device_name: Option<DeviceName>,
}

/// The newest refresh token of a device.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Refresh {
    refresh_token: Secret,
}

/// An address.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ForgottenPassword {
    email: EmailAddress,
}

/// The code that came by mail, and the new password.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordReset {
    email: EmailAddress,
    code: Code,
    new_password: Password,
}

/// The present password and the new one.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    current_password: Password,
    new_password: Password,
}

/// What to change of the profile.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountChange {
    display_name: Option<DisplayName>,
    time_zone: Option<Zone>,
    locale: Option<Locale>,
}

/// An account, to its owner.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountView {
    id: AccountId,
    role: Role,
    email: EmailAddress,
    display_name: DisplayName,
    time_zone: Zone,
    locale: Locale,
    created_at: At,
    #[serde(skip)]
    version: i64,
}

impl From<Account> for AccountView {
    fn from(account: Account) -> Self {
        let Account {
            id,
            role,
            address,
            display_name,
            time_zone,
            locale,
            version,
            created_at,
        } = account;
        Self {
            id,
            role,
            email: address,
            display_name,
            time_zone,
            locale,
            created_at,
            version,
        }
    }
}

impl Versioned for AccountView {
    fn version(&self) -> i64 {
        self.version
    }
}

/// A device is signed in (RFC 6749 §5.1).
#[derive(Debug, Serialize, ToSchema)]
pub struct SignedIn {
    account: AccountView,
    access_token: String,
    refresh_token: String,
    #[schema(examples("Bearer"))]
    token_type: &'static str,
    /// Seconds for which the access token is good.
    expires_in: i64,
}

/// A device that is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeviceView {
    id: DeviceId,
    #[schema(required)]
    name: Option<DeviceName>,
    created_at: At,
    last_seen_at: At,
    /// Whether this is the device that asks.
    current: bool,
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DevicesQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Asks for an account. The answer is the same whether or not the address is known; what comes next is in a mail.
#[utoipa::path(tag = "account", security(()), responses((status = 202, description = "Look into the mail", body = CheckYourMail), WithBody, Always))]
#[post("/v1/auth/register")]
pub async fn register(
    anyone: Anyone,
    Json(new): Json<NewAccount>,
) -> Result<Accepted<CheckYourMail>> {
    let NewAccount {
        role,
        email,
        password,
        display_name,
        time_zone,
        locale,
        invitation_code,
    } = new;
    let min = anyone.gate().policy().password_min;
    let password = NewPassword::choose(
        password,
        min,
        email.as_str(),
        display_name.as_str(),
        "/password",
    )?;
    let password_hash = anyone
        .gate()
        .passwords()
        .hash(password.into_inner())
        .await?;
    let application = Application {
        role,
        address: email,
        display_name,
        password_hash,
        time_zone,
        locale: locale.unwrap_or(Locale::English),
        invitation: None,
    };
    anyone
        .at_door(move |conn, door| {
            let invitation = invitation(conn, door, role, invitation_code)?;
            apply(
                conn,
                door,
                &Application {
                    invitation,
                    ..application
                },
            )
        })
        .await?;
    anyone.gate().bell().ring();
    Ok(Accepted(CHECK_YOUR_MAIL))
}

/// The fingerprint of the invitation that a therapist needs and a patient has no use for.
fn invitation(
    conn: &mut Conn,
    door: &Doorstep,
    role: Role,
    code: Option<Code>,
) -> Result<Option<Vec<u8>>> {
    let code = code.as_ref().map(Code::as_str);
    match (role, code) {
        (Role::Therapist, code) => registrations::check_invitation(conn, door, code).map(Some),
        (Role::Patient, None) => Ok(None),
        (Role::Patient, Some(_)) => Err(Error::field(
            "/invitation_code",
            "unknown",
            "is for therapists only",
        )),
    }
}

/// Keeps the application and mails its code, or tells the owner of a known address.
fn apply(conn: &mut Conn, door: &Doorstep, application: &Application) -> Result<()> {
    let code = mailed_code()?;
    let to = application.address.as_str();
    let known = accounts::known(conn, door, &application.address)?.is_some();
    // What is not kept is not mailed either, so that no address is flooded, known or not.
    if !registrations::insert(conn, door, application, &code)? {
        return Ok(());
    }
    let letter = if known {
        Letter::already_known(to)
    } else {
        Letter::confirm_address(to, &code)
    };
    notices::post(conn, door, &letter)
}

/// Confirms the address with the mailed code and signs the device in.
#[utoipa::path(tag = "account", security(()), responses((status = 201, description = "The account is there and the device is signed in", body = SignedIn),
    (status = 401, description = "The code does not match", body = crate::error::Problem, content_type = "application/problem+json"), WithBody, Always))]
#[post("/v1/auth/register/confirm")]
pub async fn confirm_registration(
    anyone: Anyone,
    Json(confirmation): Json<Confirmation>,
) -> Result<Made<SignedIn>> {
    let Confirmation {
        email,
        code,
        device_name,
    } = confirmation;
    let gate = anyone.gate().clone();
    let signed_in = anyone
        .at_door(move |conn, door| {
            // A wrong code is counted, so the transaction is kept while the answer is a refusal.
            let Some(application) = registrations::take(conn, door, &email, code.as_str())? else {
                return Ok(None);
            };
            if accounts::known(conn, door, &email)?.is_some() {
                return Ok(None);
            }
            if let Some(invitation) = &application.invitation
                && !registrations::use_invitation(conn, door, invitation)?
            {
                return Ok(None);
            }
            let mine = accounts::insert(conn, door, application)?;
            sign_in(conn, &gate, door, &mine, device_name).map(Some)
        })
        .await?;
    signed_in.map(Made).ok_or(Error::WrongCredentials)
}

/// Signs a device in for an account that has proved who it is.
fn sign_in(
    conn: &mut Conn,
    gate: &Gate,
    door: &Doorstep,
    mine: &Access<Profile, Write>,
    device_name: Option<DeviceName>,
) -> Result<SignedIn> {
    let account = accounts::find(conn, mine)?;
    let life = session_life(gate, account.role);
    let token = devices::insert(conn, mine, door.keyring(), device_name, life)?;
    answer(gate, door, account, &token)
}

fn session_life(gate: &Gate, role: Role) -> crate::config::SessionLife {
    match role {
        Role::Patient => gate.policy().patient_session,
        Role::Therapist => gate.policy().therapist_session,
    }
}

fn answer(
    gate: &Gate,
    door: &Doorstep,
    account: Account,
    token: &RefreshToken,
) -> Result<SignedIn> {
    let bearer = Bearer {
        account: account.id,
        device: token.device,
        role: account.role,
    };
    Ok(SignedIn {
        access_token: gate.tokens().issue(&bearer, door.now())?,
        refresh_token: token.spell(door.keyring()),
        token_type: "Bearer",
        expires_in: LIFETIME.num_seconds(),
        account: account.into(),
    })
}

/// Signs a device in with address and password.
#[utoipa::path(tag = "account", security(()), responses((status = 200, description = "The device is signed in", body = SignedIn),
    (status = 401, description = "Address and password do not match", body = crate::error::Problem, content_type = "application/problem+json"), WithBody, Always))]
#[post("/v1/auth/login")]
pub async fn login(anyone: Anyone, Json(login): Json<Login>) -> Result<Json<SignedIn>> {
    let Login {
        email,
        password,
        device_name,
    } = login;
    let gate = anyone.gate().clone();
    let known = anyone
        .at_door(move |conn, door| accounts::known(conn, door, &email))
        .await?;
    let hash = known.as_ref().map(|known| known.password_hash.clone());
    // An unknown address costs one verification too (ID-9).
    let verified = gate.passwords().verify(password, hash.clone()).await?;
    let known = known.filter(|_| verified).ok_or(Error::WrongCredentials)?;
    anyone
        .at_door(move |conn, door| {
            // Between looking and signing in the password may have been changed.
            let now = accounts::by_id(conn, known.id)?
                .filter(|now| Some(&now.password_hash) == hash.as_ref())
                .ok_or(Error::WrongCredentials)?;
            let mine = admit(door, &now)?;
            sign_in(conn, &gate, door, &mine, device_name)
        })
        .await
        .map(Json)
}

fn admit(door: &Doorstep, known: &Known) -> Result<Access<Profile, Write>> {
    door.admit(
        known.id,
        &known.wrapped,
        accounts::actor(known.role, known.id),
    )
}

/// Takes the newest refresh token for the next pair; a used one presented again signs the device out.
#[utoipa::path(tag = "account", security(()), responses((status = 200, description = "The next pair of tokens", body = SignedIn),
    (status = 401, description = "The token is not the newest of a signed-in device", body = crate::error::Problem, content_type = "application/problem+json"), WithBody, Always))]
#[post("/v1/auth/refresh")]
pub async fn refresh(anyone: Anyone, Json(refresh): Json<Refresh>) -> Result<Json<SignedIn>> {
    let gate = anyone.gate().clone();
    let signed_in = anyone
        .at_door(move |conn, door| {
            let Some(token) = RefreshToken::read(refresh.refresh_token.as_str(), door.keyring())
            else {
                return Ok(None);
            };
            let Some(known) = accounts::by_id(conn, token.account)? else {
                return Ok(None);
            };
            let mine = admit(door, &known)?;
            let life = session_life(&gate, known.role);
            match devices::rotate(conn, &mine, door.keyring(), &token, life)? {
                Refreshed::Next(next) => {
                    let account = accounts::find(conn, &mine)?;
                    answer(&gate, door, account, &next).map(Some)
                }
                Refreshed::Reused => {
                    let owner = accounts::find(conn, &mine)?;
                    notices::post(conn, door, &Letter::device_ended(owner.address.as_str()))?;
                    Ok(None)
                }
                Refreshed::Over => Ok(None),
            }
        })
        .await?;
    anyone.gate().bell().ring();
    signed_in.map(Json).ok_or(Error::WrongCredentials)
}

/// Signs this device out; its tokens are refused from the next request on.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])), responses((status = 204, description = "Signed out"), Guarded))]
#[post("/v1/auth/logout")]
pub async fn logout(member: Member) -> Result<NoContent> {
    let device = member.device();
    member
        .write(Profile, move |conn, mine| devices::end(conn, mine, device))
        .await?;
    Ok(NoContent)
}

/// Lists the devices that are signed in, newest first.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])), params(DevicesQuery),
    responses((status = 200, description = "The devices that are signed in", body = Page<DeviceView>), WithQuery, Guarded))]
#[get("/v1/auth/devices")]
pub async fn list_devices(
    member: Member,
    Query(query): Query<DevicesQuery>,
) -> Result<Json<Page<DeviceView>>> {
    let DevicesQuery { limit, cursor } = query;
    let current = member.device();
    let found = member
        .read(Profile, move |conn, mine| {
            devices::page(conn, mine, limit, cursor)
        })
        .await?;
    let page = Page::cut(found, limit, |device| Cursor {
        at: device.created_at,
        id: device.id.uuid(),
    });
    Ok(Json(page.map(
        |Device {
             id,
             name,
             created_at,
             last_seen_at,
         }| DeviceView {
            id,
            name,
            created_at,
            last_seen_at,
            current: id == current,
        },
    )))
}

/// Signs another device out.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])), params(("id" = DeviceId, Path)),
    responses((status = 204, description = "Signed out"), OnOne, Guarded))]
#[delete("/v1/auth/devices/{id}")]
pub async fn end_device(member: Member, id: Path<DeviceId>) -> Result<NoContent> {
    let device = id.into_inner();
    let ended = member
        .write(Profile, move |conn, mine| devices::end(conn, mine, device))
        .await?;
    if ended {
        Ok(NoContent)
    } else {
        Err(Error::NotFound)
    }
}

/// Changes the password; every other device is signed out.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])), responses((status = 204, description = "The password is another one now"), WithBody, Guarded))]
#[post("/v1/auth/password")]
pub async fn change_password(
    member: Member,
    Json(change): Json<PasswordChange>,
) -> Result<NoContent> {
    let PasswordChange {
        current_password,
        new_password,
    } = change;
    let gate = member.gate().clone();
    let (account, hash) = member
        .read(Profile, |conn, mine| {
            Ok((
                accounts::find(conn, mine)?,
                accounts::password_hash(conn, mine)?,
            ))
        })
        .await?;
    if !gate
        .passwords()
        .verify(current_password, Some(hash))
        .await?
    {
        return Err(Error::field(
            "/current_password",
            "wrong",
            "is not the present password",
        ));
    }
    let chosen = NewPassword::choose(
        new_password,
        gate.policy().password_min,
        account.address.as_str(),
        account.display_name.as_str(),
        "/new_password",
    )?;
    let hash = gate.passwords().hash(chosen.into_inner()).await?;
    let device = member.device();
    member
        .write(Profile, move |conn, mine| {
            accounts::set_password(conn, mine, &hash)?;
            // Codes that are still on their way were asked for under the password before.
            resets::end_all(conn, mine)?;
            devices::end_all(conn, mine, Some(device))?;
            notices::post(
                conn,
                &mine.doorstep(),
                &Letter::password_changed(account.address.as_str()),
            )
        })
        .await?;
    gate.bell().ring();
    Ok(NoContent)
}

/// Asks for a code by mail with which a new password can be set; the same answer for every address.
#[utoipa::path(tag = "account", security(()), responses((status = 202, description = "Look into the mail", body = CheckYourMail), WithBody, Always))]
#[post("/v1/auth/password/forgot")]
pub async fn forget_password(
    anyone: Anyone,
    Json(forgotten): Json<ForgottenPassword>,
) -> Result<Accepted<CheckYourMail>> {
    anyone
        .at_door(move |conn, door| {
            let code = mailed_code()?;
            let Some(known) = accounts::known(conn, door, &forgotten.email)? else {
                return Ok(());
            };
            if resets::insert(conn, door, known.id, &forgotten.email, &code)? {
                notices::post(
                    conn,
                    door,
                    &Letter::reset_password(forgotten.email.as_str(), &code),
                )?;
            }
            Ok(())
        })
        .await?;
    anyone.gate().bell().ring();
    Ok(Accepted(CHECK_YOUR_MAIL))
}

/// Sets a new password with the mailed code; every device is signed out.
#[utoipa::path(tag = "account", security(()), responses((status = 204, description = "The password is another one now"),
    (status = 401, description = "The code does not match", body = crate::error::Problem, content_type = "application/problem+json"), WithBody, Always))]
#[post("/v1/auth/password/reset")]
pub async fn reset_password(anyone: Anyone, Json(reset): Json<PasswordReset>) -> Result<NoContent> {
    let PasswordReset {
        email,
        code,
        new_password,
    } = reset;
    let min = anyone.gate().policy().password_min;
    let chosen = NewPassword::choose(new_password, min, email.as_str(), "", "/new_password")?;
    let hash = anyone.gate().passwords().hash(chosen.into_inner()).await?;
    let done = anyone
        .at_door(move |conn, door| {
            let Some(known) = accounts::known(conn, door, &email)? else {
                return Ok(false);
            };
            if !resets::take(conn, door, known.id, &email, code.as_str())? {
                return Ok(false);
            }
            let mine = admit(door, &known)?;
            accounts::set_password(conn, &mine, &hash)?;
            devices::end_all(conn, &mine, None)?;
            notices::post(conn, door, &Letter::password_changed(email.as_str()))?;
            Ok(true)
        })
        .await?;
    anyone.gate().bell().ring();
    if done {
        Ok(NoContent)
    } else {
        Err(Error::WrongCredentials)
    }
}

/// Shows the caller's own account.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])), responses((status = 200, description = "The account", body = AccountView),
    (status = 304, description = "As it was"), Guarded))]
#[get("/v1/me")]
pub async fn get_me(member: Member) -> Result<Tagged<AccountView>> {
    let account = member.read(Profile, accounts::find).await?;
    Ok(Tagged(account.into()))
}

/// Changes the caller's own account.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])), params(IfMatchHeader),
    responses((status = 200, description = "The account as it is now", body = AccountView), WithBody, Conditional, Guarded))]
#[patch("/v1/me")]
pub async fn change_me(
    member: Member,
    condition: IfMatch,
    Json(change): Json<AccountChange>,
) -> Result<Tagged<AccountView>> {
    let AccountChange {
        display_name,
        time_zone,
        locale,
    } = change;
    let account = member
        .write(Profile, move |conn, mine| {
            let current = accounts::find(conn, mine)?;
            condition.check(current.version)?;
            accounts::change(
                conn,
                mine,
                current,
                ProfileChange {
                    display_name,
                    time_zone,
                    locale,
                },
            )
        })
        .await?;
    Ok(Tagged(account.into()))
}

/// The public keys of the access tokens (RFC 7517).
#[utoipa::path(tag = "account", security(()), responses((status = 200, description = "The keys", body = Object), Always))]
#[get("/.well-known/jwks.json")]
pub async fn get_jwks(anyone: Anyone) -> HttpResponse {
    crate::http::edge::public(HttpResponse::Ok().json(anyone.gate().tokens().jwks()))
}

/// An operator's invitation of one therapist: the code, to be told once.
pub async fn invite_therapist(gate: &Gate) -> Result<String> {
    let code = invitation_code()?;
    let kept = code.clone();
    gate.system("invite a therapist", move |conn, door| {
        registrations::invite_therapist(conn, door, &kept)
    })
    .await?;
    Ok(code)
}

/// The routes of accounts.
pub fn configure(routes: &mut ServiceConfig<'_>) {
    routes
        .service(register)
        .service(confirm_registration)
        .service(login)
        .service(refresh)
        .service(logout)
        .service(list_devices)
        .service(end_device)
        .service(change_password)
        .service(forget_password)
        .service(reset_password)
        .service(get_me)
        .service(change_me)
        .service(get_jwks);
}
