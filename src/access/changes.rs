//! The change sequence of each patient: every change takes the next number, in the order of commits (SY-4).

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::steady::steady;
use crate::each;
use crate::error::Result;
use crate::ids::PatientId;

diesel::table! {
    patient_changes (patient_id) {
        patient_id -> crate::db::sql::Id,
        last -> BigInt,
    }
}

/// Begins the sequence of a new patient.
pub(crate) fn begin(conn: &mut Conn, patient: PatientId) -> Result<()> {
    diesel::insert_into(patient_changes::table)
        .values((
            patient_changes::patient_id.eq(patient),
            patient_changes::last.eq(0),
        ))
        .execute(conn)?;
    Ok(())
}

/// Waits until nobody else changes anything of this patient's, and keeps others waiting until this transaction ends; on SQLite
/// there is one writer at a time anyway. One whose account is gone is held by nobody.
pub(super) fn hold(conn: &mut Conn, patient: PatientId) -> Result<()> {
    let held = diesel::update(patient_changes::table.find(patient))
        .set(patient_changes::last.eq(patient_changes::last));
    each!(conn, conn => steady(held).execute(conn))?;
    Ok(())
}

/// Takes the next number; on PostgreSQL the row stays locked until the commit, so numbers are committed in their order.
pub(super) fn next(conn: &mut Conn, patient: PatientId) -> Result<i64> {
    let taken = diesel::update(patient_changes::table.find(patient))
        .set(patient_changes::last.eq(patient_changes::last + 1))
        .returning(patient_changes::last);
    Ok(each!(conn, conn => steady(taken).get_result(conn))?)
}
