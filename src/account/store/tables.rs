//! The tables themselves.

diesel::table! {
    accounts (id) {
        id -> crate::db::sql::Id,
        role -> Text,
        address -> Binary,
        display_name -> Binary,
        password_hash -> Text,
        time_zone -> Text,
        locale -> Text,
        version -> BigInt,
        created_at -> crate::db::sql::Instant,
        updated_at -> crate::db::sql::Instant,
    }
}

diesel::table! {
    addresses (address_index) {
        address_index -> Binary,
        account_id -> crate::db::sql::Id,
    }
}

diesel::table! {
    data_keys (account_id) {
        account_id -> crate::db::sql::Id,
        wrapped -> Binary,
        created_at -> crate::db::sql::Instant,
    }
}

diesel::table! {
    devices (account_id, id) {
        account_id -> crate::db::sql::Id,
        id -> crate::db::sql::Id,
        name -> Nullable<Binary>,
        generation -> BigInt,
        secret_index -> Binary,
        created_at -> crate::db::sql::Instant,
        last_seen_at -> crate::db::sql::Instant,
        idle_at -> crate::db::sql::Instant,
        expires_at -> crate::db::sql::Instant,
        ended_at -> Nullable<crate::db::sql::Instant>,
        fresh_at -> Nullable<crate::db::sql::Instant>,
        rotated_at -> Nullable<crate::db::sql::Instant>,
        answered_at -> Nullable<crate::db::sql::Instant>,
    }
}

diesel::table! {
    authenticators (account_id) {
        account_id -> crate::db::sql::Id,
        seed -> Binary,
        last_step -> BigInt,
        created_at -> crate::db::sql::Instant,
        confirmed_at -> Nullable<crate::db::sql::Instant>,
    }
}

diesel::table! {
    recovery_codes (account_id, code_index) {
        account_id -> crate::db::sql::Id,
        code_index -> Binary,
    }
}

diesel::table! {
    passkeys (account_id, id) {
        account_id -> crate::db::sql::Id,
        id -> crate::db::sql::Id,
        credential_index -> Binary,
        credential -> Binary,
        name -> Nullable<Binary>,
        version -> BigInt,
        created_at -> crate::db::sql::Instant,
        last_used_at -> Nullable<crate::db::sql::Instant>,
    }
}

diesel::table! {
    ceremonies (id) {
        id -> crate::db::sql::Id,
        kind -> Text,
        account_id -> Nullable<crate::db::sql::Id>,
        device_id -> Nullable<crate::db::sql::Id>,
        state -> Binary,
        expires_at -> crate::db::sql::Instant,
    }
}

diesel::table! {
    guesses (guessed_index) {
        guessed_index -> Binary,
        failures -> BigInt,
        next_at -> crate::db::sql::Instant,
        updated_at -> crate::db::sql::Instant,
    }
}

diesel::table! {
    registrations (address_index, id) {
        address_index -> Binary,
        id -> crate::db::sql::Id,
        application -> Binary,
        code_index -> Binary,
        attempts -> BigInt,
        expires_at -> crate::db::sql::Instant,
    }
}

diesel::table! {
    therapist_invitations (code_index) {
        code_index -> Binary,
        created_at -> crate::db::sql::Instant,
        expires_at -> crate::db::sql::Instant,
        used_at -> Nullable<crate::db::sql::Instant>,
    }
}

diesel::table! {
    password_resets (account_id, id) {
        account_id -> crate::db::sql::Id,
        id -> crate::db::sql::Id,
        code_index -> Binary,
        attempts -> BigInt,
        expires_at -> crate::db::sql::Instant,
    }
}

diesel::table! {
    address_changes (account_id, id) {
        account_id -> crate::db::sql::Id,
        id -> crate::db::sql::Id,
        address_index -> Binary,
        code_index -> Binary,
        attempts -> BigInt,
        expires_at -> crate::db::sql::Instant,
    }
}

diesel::joinable!(data_keys -> accounts (account_id));
diesel::allow_tables_to_appear_in_same_query!(accounts, data_keys, devices);
