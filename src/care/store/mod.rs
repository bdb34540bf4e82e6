//! The tables of care; private to this folder.

pub(crate) mod acknowledging;
pub(crate) mod grants;
pub(crate) mod habits;
pub(crate) mod invitations;
pub(crate) mod links;

diesel::table! {
    care_invitations (code_index) {
        code_index -> Binary,
        therapist_id -> crate::db::sql::Id,
        id -> crate::db::sql::Id,
        code -> Binary,
        created_at -> crate::db::sql::Instant,
        expires_at -> crate::db::sql::Instant,
        used_at -> Nullable<crate::db::sql::Instant>,
        patient_id -> Nullable<crate::db::sql::Id>,
        link_id -> Nullable<crate::db::sql::Id>,
    }
}

diesel::table! {
    care_links (patient_id, id) {
        patient_id -> crate::db::sql::Id,
        id -> crate::db::sql::Id,
        therapist_id -> crate::db::sql::Id,
        created_at -> crate::db::sql::Instant,
        ended_at -> Nullable<crate::db::sql::Instant>,
        ended_by -> Nullable<Text>,
        change_no -> BigInt,
        stopped -> Nullable<BigInt>,
    }
}

diesel::table! {
    caseload (therapist_id, link_id) {
        therapist_id -> crate::db::sql::Id,
        link_id -> crate::db::sql::Id,
        patient_id -> crate::db::sql::Id,
        created_at -> crate::db::sql::Instant,
        ended_at -> Nullable<crate::db::sql::Instant>,
        stopped -> Nullable<BigInt>,
        ended_by -> Nullable<Text>,
    }
}

diesel::table! {
    acknowledgements (patient_id, link_id, entry_id) {
        patient_id -> crate::db::sql::Id,
        link_id -> crate::db::sql::Id,
        entry_id -> crate::db::sql::Id,
        revision -> BigInt,
        kind -> Text,
        at -> crate::db::sql::Instant,
    }
}

diesel::table! {
    reading_habits (therapist_id) {
        therapist_id -> crate::db::sql::Id,
        words -> Nullable<Binary>,
        version -> BigInt,
        change_no -> BigInt,
        updated_at -> crate::db::sql::Instant,
    }
}
