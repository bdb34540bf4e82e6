//! What differs between two versions of an agreement, item by item (N10).

use serde::Serialize;
use utoipa::ToSchema;

use super::agreements::{AgreementItem, ItemKind};
use crate::choice;
use crate::ids::AgreementItemId;

choice! {
    /// What became of an item between two versions.
    ItemChange {
        /// Only the later one holds it.
        Added = "added",
        /// Only the earlier one holds it.
        Removed = "removed",
        /// Both hold it, in other words or with other answers.
        Changed = "changed",
    }
}

/// One item that differs, as both versions hold it, with both sides' texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ItemDifference {
    id: AgreementItemId,
    kind: ItemKind,
    change: ItemChange,
    #[schema(required)]
    before: Option<AgreementItem>,
    #[schema(required)]
    after: Option<AgreementItem>,
}

impl ItemDifference {
    fn of(before: Option<&AgreementItem>, after: Option<&AgreementItem>) -> Option<Self> {
        let change = match (before, after) {
            (None, Some(_)) => ItemChange::Added,
            (Some(_), None) => ItemChange::Removed,
            (Some(before), Some(after)) if before != after => ItemChange::Changed,
            _ => return None,
        };
        let item = after.or(before)?;
        Some(Self {
            id: item.id,
            kind: item.kind,
            change,
            before: before.cloned(),
            after: after.cloned(),
        })
    }
}

/// What differs: in the order of the later list, and then what is no longer on it.
pub(in crate::preparation) fn differences(
    before: &[AgreementItem],
    after: &[AgreementItem],
) -> Vec<ItemDifference> {
    let find = |items: &'_ [AgreementItem], id| items.iter().position(|item| item.id == id);
    let kept = after.iter().filter_map(|item| {
        let there = find(before, item.id).and_then(|at| before.get(at));
        ItemDifference::of(there, Some(item))
    });
    let gone = before
        .iter()
        .filter(|item| find(after, item.id).is_none())
        .filter_map(|item| ItemDifference::of(Some(item), None));
    kept.chain(gone).collect()
}
