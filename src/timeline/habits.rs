//! Small things beside a day: one of each kind, in turn (R82, R83).
//!
//! They are invitations out of the catalogue. Nothing keeps which of them somebody took up, and no day asks for any.

use crate::content::{ChecklistItem, HabitArea};

/// One small thing of each kind for one day after a session, others on the next; none on a day of dosing (R49, R80).
pub(super) fn for_day(
    all: &'static [ChecklistItem],
    day: u8,
    is_day_of_dosing: bool,
) -> Vec<&'static ChecklistItem> {
    if is_day_of_dosing {
        return Vec::new();
    }
    let in_turn = |area: &HabitArea| {
        let of_area = all.iter().filter(|item| item.area == Some(*area));
        of_area.cycle().nth(usize::from(day))
    };
    HabitArea::ALL.iter().filter_map(in_turn).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Language, habits};

    #[test]
    fn each_day_has_one_of_each_kind_and_the_next_day_another() {
        for language in Language::ALL {
            let all = habits(*language);
            let ids = |day| {
                let chosen = for_day(all, day, false);
                let areas: Vec<_> = chosen.iter().filter_map(|item| item.area).collect();
                assert_eq!(areas, HabitArea::ALL);
                chosen.iter().map(|item| item.id).collect::<Vec<_>>()
            };
            for day in 0..14 {
                assert!(ids(day).iter().all(|id| !ids(day + 1).contains(id)));
            }
        }
    }

    #[test]
    fn a_day_of_dosing_has_none() {
        assert!(for_day(habits(Language::English), 0, true).is_empty());
    }
}
