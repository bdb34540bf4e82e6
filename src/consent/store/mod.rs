//! The table of consents; private to this folder.

pub(crate) mod grants;

diesel::table! {
    consents (patient_id, id) {
        patient_id -> crate::db::sql::Id,
        id -> crate::db::sql::Id,
        link_id -> crate::db::sql::Id,
        entry_id -> crate::db::sql::Id,
        revision -> BigInt,
        notice_version -> BigInt,
        granted_at -> crate::db::sql::Instant,
        effective_at -> crate::db::sql::Instant,
        expires_at -> Nullable<crate::db::sql::Instant>,
        paused_at -> Nullable<crate::db::sql::Instant>,
        expired_at -> Nullable<crate::db::sql::Instant>,
        revoked_at -> Nullable<crate::db::sql::Instant>,
        link_ended_at -> Nullable<crate::db::sql::Instant>,
        created_mark -> Binary,
        version -> BigInt,
        change_no -> BigInt,
    }
}
