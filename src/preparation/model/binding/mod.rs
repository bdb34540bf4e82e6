//! What holds now: the version in force, and every tightening by either side since (N1, R39).
//!
//! To tighten a boundary works at once and needs nobody's agreement. To loosen one needs both, and in the quiet time around a dose it
//! waits until its end, whoever asks for it.

use super::agreements::{AgreementItem, AgreementWords, ItemAnswer, ItemPart};
use crate::time::At;

/// Whether going from one answer to another loosens a boundary. An answer not given opens nothing, so to give a first "yes" loosens,
/// to take a "yes" back does not, and to take a "no" back does.
fn loosens(before: Option<ItemAnswer>, after: Option<ItemAnswer>) -> bool {
    match (before, after) {
        (Some(before), Some(after)) => after > before,
        (Some(before), None) => before < ItemAnswer::Yes,
        (None, Some(after)) => after > ItemAnswer::No,
        (None, None) => false,
    }
}

/// The same item in another version.
fn same<'a>(items: &'a [AgreementItem], one: &AgreementItem) -> Option<&'a AgreementItem> {
    items
        .iter()
        .find(|item| item.id == one.id && item.kind == one.kind)
}

fn boundaries(items: &[AgreementItem]) -> impl Iterator<Item = &AgreementItem> {
    items.iter().filter(|item| item.kind.is_boundary())
}

/// Whether a list opens more than what holds, on either side.
fn opens_more(held: &[AgreementItem], items: &[AgreementItem]) -> bool {
    let of_held = boundaries(held).any(|item| {
        let after = same(items, item);
        loosens(
            item.patient.answer,
            after.and_then(|item| item.patient.answer),
        ) || loosens(
            item.therapist.answer,
            after.and_then(|item| item.therapist.answer),
        )
    });
    let of_new = boundaries(items)
        .filter(|item| same(held, item).is_none())
        .any(|item| loosens(None, item.patient.answer) || loosens(None, item.therapist.answer));
    of_held || of_new
}

/// From when a list may be in force: now, or, where it opens more than what holds and it is quiet, the end of the quiet time (N1).
pub(super) fn effective_at(
    held: &[AgreementItem],
    items: &[AgreementItem],
    now: At,
    quiet_until: Option<At>,
) -> At {
    match quiet_until {
        Some(until) if opens_more(held, items) => until.max(now),
        _ => now,
    }
}

/// Whether a list tightens some boundary of another one, and opens none of it further.
pub(super) fn only_tightens(before: &[AgreementItem], items: &[AgreementItem]) -> bool {
    let answers = |item: &AgreementItem| [item.patient.answer, item.therapist.answer];
    let tightens = boundaries(items).any(|item| {
        let was = same(before, item).map_or([None, None], answers);
        answers(item) != was
    });
    tightens && !opens_more(before, items)
}

/// Takes over what one side said later of a boundary, where that tightens it.
fn tighten_part(part: &mut ItemPart, said: Option<&ItemPart>) {
    let said = said.cloned().unwrap_or_default();
    if said.answer != part.answer && !loosens(part.answer, said.answer) {
        *part = said;
    }
}

/// Takes over from a later list what either side tightened in it.
fn tighten(items: &mut Vec<AgreementItem>, later: &[AgreementItem]) {
    for item in items.iter_mut().filter(|item| item.kind.is_boundary()) {
        let said = same(later, item);
        tighten_part(&mut item.patient, said.map(|said| &said.patient));
        tighten_part(&mut item.therapist, said.map(|said| &said.therapist));
    }
    let no = |part: &ItemPart| part.answer == Some(ItemAnswer::No);
    for item in boundaries(later).filter(|item| no(&item.patient) || no(&item.therapist)) {
        if same(items, item).is_none() {
            let only_no = |part: &ItemPart| {
                if no(part) {
                    part.clone()
                } else {
                    ItemPart::default()
                }
            };
            items.push(AgreementItem {
                patient: only_no(&item.patient),
                therapist: only_no(&item.therapist),
                ..item.clone()
            });
        }
    }
}

impl AgreementWords {
    /// The items that hold: those of the version in force, each boundary at the tightest that either side has said since.
    ///
    /// A "no" of either side holds from the moment it is said, also while no version is in force.
    pub(in crate::preparation) fn binding(&self, now: At) -> Vec<AgreementItem> {
        let in_force = self.in_force(now);
        let since = in_force.map_or(0, |version| version.number);
        let mut items = in_force.map_or_else(Vec::new, |version| version.items.clone());
        for later in self.versions().filter(|version| version.number > since) {
            tighten(&mut items, &later.items);
        }
        items
    }
}

#[cfg(test)]
mod tests;
