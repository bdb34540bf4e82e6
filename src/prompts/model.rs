//! Which prompts belong to a day, and what one of one's own is made of; pure, so that the same day always offers the same.

use std::collections::BTreeMap;

use chrono::{Datelike, Duration};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::record::Record;
use crate::content::{self, Language, Phase, Prompt};
use crate::error::{Error, Result};
use crate::ids::{DosingSessionId, PromptId};
use crate::text;
use crate::time::{At, CivilDate};

text!(
    /// A prompt that somebody wrote for herself (N5).
    OwnPromptText, 1..=280
);
text!(
    /// A word beside it.
    OwnPromptHint, 1..=160
);

/// The words of a prompt of one's own; sealed as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnPromptWords {
    pub(crate) text: OwnPromptText,
    pub(crate) hint: Option<OwnPromptHint>,
    pub(crate) phase: Option<Phase>,
}

text!(
    /// The words of a prompt, whoever wrote them.
    ShownPromptText, 1..=600
);

/// The exact words of a prompt as they were shown; an answer keeps them (N5, N13).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PromptWords {
    pub(crate) id: PromptId,
    #[schema(minimum = 1)]
    pub(crate) version: i64,
    pub(crate) text: ShownPromptText,
}

impl PromptWords {
    /// A prompt as it is shown; whoever writes prompts keeps to a narrower bound than this one.
    pub(crate) fn new(id: PromptId, version: i64, text: &str) -> Result<Self> {
        let text =
            ShownPromptText::parse(text).map_err(|_| Error::internal("a prompt too long"))?;
        Ok(Self { id, version, text })
    }
}

/// How many prompts are offered at a time.
pub(super) const OFFERED: usize = 4;
/// How many stand beside a day of the timeline.
const BESIDE_A_DAY: usize = 3;

/// The prompt of the catalogue with this id, in one language.
pub(super) fn find(id: PromptId, language: Language) -> Option<&'static Prompt> {
    let mut all = content::prompts(language).iter();
    all.find(|prompt| prompt.id == id)
}

/// The present wording of a prompt of the catalogue in the language in which it was shown (N5).
pub(super) fn wording(id: PromptId, language: Language) -> Result<Option<PromptWords>> {
    find(id, language)
        .map(|prompt| PromptWords::new(id, prompt.version, &prompt.text))
        .transpose()
}

/// Up to three prompts beside one day after a session, and never one that is hidden; none on the day of dosing (R49, R52, R80).
pub(crate) fn for_day(day: u8, is_day_of_dosing: bool, hidden: &[PromptId]) -> Vec<PromptId> {
    if is_day_of_dosing {
        return Vec::new();
    }
    let window: Vec<PromptId> = of_phase(Phase::Window, Language::default())
        .map(|prompt| prompt.id)
        .filter(|id| !hidden.contains(id))
        .collect();
    spread(&window, usize::from(day), BESIDE_A_DAY)
}

/// The prompts of one phase in one language, in the order of the catalogue.
pub(super) fn of_phase(phase: Phase, language: Language) -> impl Iterator<Item = &'static Prompt> {
    content::prompts(language)
        .iter()
        .filter(move |prompt| prompt.phase == phase)
}

/// A dosing session that is planned or happened, in the civil dates of its own zone.
#[derive(Debug, Clone)]
pub(super) struct Around {
    /// Whether it happened.
    pub(super) happened: bool,
    /// The dates of its dosing, the first and the last; none where no date is known.
    pub(super) dosing: Option<(CivilDate, CivilDate)>,
    /// The date there now.
    pub(super) today: CivilDate,
}

/// The phase that prompts are offered for now; none on the day of any dosing (R49, R52).
pub(super) fn phase_now(sessions: &[Around], closes_day: u8) -> Option<Phase> {
    let is_on = |session: &Around| {
        let dosing = session.dosing;
        dosing.is_some_and(|(first, last)| (first..=last).contains(&session.today))
    };
    if sessions.iter().any(is_on) {
        return None;
    }
    let days_since = |session: &Around| {
        let ended = session.dosing.map(|(_, last)| last);
        ended.map(|ended| session.today.signed_duration_since(ended).num_days())
    };
    let newest = sessions
        .iter()
        .filter(|session| session.happened)
        .filter_map(days_since)
        .filter(|days| *days > 0)
        .min();
    Some(match newest {
        Some(days) if days <= i64::from(closes_day) => Phase::Window,
        Some(_) => Phase::Ongoing,
        // It happened, but nobody knows when: that is long enough ago (R05, N14).
        None if sessions
            .iter()
            .any(|session| session.happened && session.dosing.is_none()) =>
        {
            Phase::Ongoing
        }
        None => Phase::Preparation,
    })
}

/// A few of the candidates for one date: what was answered already comes last, and the next date brings others.
pub(super) fn offer(
    candidates: &[&'static Prompt],
    answered: &[PromptId],
    date: CivilDate,
) -> Vec<&'static Prompt> {
    let day = usize::try_from(date.num_days_from_ce()).unwrap_or(0);
    let (repeats, fresh): (Vec<&Prompt>, Vec<&Prompt>) = candidates
        .iter()
        .partition(|prompt| answered.contains(&prompt.id));
    let mut offered = spread(&fresh, day, OFFERED);
    offered.extend(spread(&repeats, day, OFFERED.saturating_sub(offered.len())));
    offered
}

/// For how long a prompt of one's own rests after it was answered.
const REST: Duration = Duration::days(7);

/// Since when an answer lets a prompt of one's own rest.
pub(super) fn resting_since(now: At) -> At {
    now.minus(REST)
}

/// A few of one's own prompts for one date and phase, without those that rest; they stand before the catalogue's.
pub(super) fn offer_own<'a>(
    own: &'a [Record<OwnPromptWords>],
    phase: Phase,
    resting: &[PromptId],
    date: CivilDate,
) -> Vec<&'a Record<OwnPromptWords>> {
    let day = usize::try_from(date.num_days_from_ce()).unwrap_or(0);
    let fitting: Vec<_> = own
        .iter()
        .filter(|prompt| prompt.words.phase.is_none_or(|its| its == phase))
        .filter(|prompt| !resting.contains(&PromptId::from_uuid(prompt.id)))
        .collect();
    spread(&fitting, day, OFFERED)
}

/// When a session is or was, and on which date of its own zone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dated {
    pub(super) at: At,
    pub(super) date: CivilDate,
}

/// What belongs to one session, or to none.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Column<T> {
    pub(super) session: Option<DosingSessionId>,
    pub(super) date: Option<CivilDate>,
    pub(super) items: Vec<T>,
}

/// Lays things side by side by their session: by its date, then sessions without one, then what belongs to none (N13).
///
/// Each column keeps the order in which its things come.
pub(super) fn side_by_side<T>(
    items: Vec<T>,
    session: impl Fn(&T) -> Option<DosingSessionId>,
    dates: &BTreeMap<DosingSessionId, Dated>,
) -> Vec<Column<T>> {
    let mut columns: Vec<Column<T>> = Vec::new();
    for item in items {
        let session = session(&item);
        match columns.iter_mut().find(|column| column.session == session) {
            Some(column) => column.items.push(item),
            None => columns.push(Column {
                session,
                date: session
                    .and_then(|id| dates.get(&id))
                    .map(|dated| dated.date),
                items: vec![item],
            }),
        }
    }
    let at = |column: &Column<T>| column.session.and_then(|id| dates.get(&id)).map(|d| d.at);
    columns.sort_by_key(|column| (column.session.is_none(), at(column).is_none(), at(column)));
    columns
}

/// At most `most` of the items, far apart in their order so that they differ in kind, beginning at another place every day.
fn spread<T: Copy>(items: &[T], day: usize, most: usize) -> Vec<T> {
    let taken = most.min(items.len());
    if taken == 0 {
        return Vec::new();
    }
    let (start, step) = (day % items.len(), items.len() / taken);
    items
        .iter()
        .cycle()
        .skip(start)
        .step_by(step)
        .take(taken)
        .copied()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> CivilDate {
        text.parse().expect("a date")
    }

    const TODAY: &str = "2026-03-10";

    fn planned(on: &str) -> Around {
        Around {
            happened: false,
            dosing: Some((date(on), date(on))),
            today: date(TODAY),
        }
    }

    fn happened(on: &str) -> Around {
        Around {
            happened: true,
            ..planned(on)
        }
    }

    fn phase(sessions: &[Around]) -> Option<Phase> {
        phase_now(sessions, 5)
    }

    #[test]
    fn without_a_session_or_before_it_there_is_preparation() {
        assert_eq!(phase(&[]), Some(Phase::Preparation));
        assert_eq!(phase(&[planned("2026-03-11")]), Some(Phase::Preparation));
        assert_eq!(phase(&[planned("2026-03-01")]), Some(Phase::Preparation));
    }

    #[test]
    fn the_window_begins_on_day_one_and_ends_with_the_day_it_closes() {
        assert_eq!(phase(&[happened("2026-03-09")]), Some(Phase::Window));
        assert_eq!(phase(&[happened("2026-03-05")]), Some(Phase::Window));
        assert_eq!(phase(&[happened("2026-03-04")]), Some(Phase::Ongoing));
    }

    #[test]
    fn the_newest_session_that_happened_counts_and_later_plans_do_not_end_it() {
        assert_eq!(
            phase(&[
                happened("2025-01-01"),
                happened("2026-03-08"),
                planned("2026-03-20")
            ]),
            Some(Phase::Window)
        );
        assert_eq!(
            phase(&[happened("2025-01-01"), planned("2026-03-20")]),
            Some(Phase::Ongoing)
        );
    }

    #[test]
    fn a_session_that_happened_nobody_knows_when_is_long_enough_ago() {
        let undated = Around {
            dosing: None,
            ..happened(TODAY)
        };
        assert_eq!(phase(&[undated]), Some(Phase::Ongoing));
    }

    #[test]
    fn on_any_day_of_dosing_nothing_is_offered() {
        assert_eq!(phase(&[planned(TODAY)]), None);
        assert_eq!(phase(&[happened(TODAY)]), None);
        assert_eq!(phase(&[happened("2026-03-08"), planned(TODAY)]), None);
        let overnight = Around {
            dosing: Some((date("2026-03-09"), date(TODAY))),
            ..happened(TODAY)
        };
        assert_eq!(phase(&[overnight]), None);
    }

    #[test]
    fn the_timeline_gets_three_prompts_of_the_window_for_each_day_and_none_on_the_day_of_dosing() {
        assert!(for_day(0, true, &[]).is_empty());
        for day in 0..=5 {
            let offered = for_day(day, false, &[]);
            assert_eq!(offered.len(), 3);
            assert!(offered.iter().all(|id| {
                find(*id, Language::Spanish).is_some_and(|prompt| prompt.phase == Phase::Window)
            }));
            assert_ne!(offered, for_day(day + 1, false, &[]));
        }
    }

    #[test]
    fn what_is_hidden_stands_beside_no_day_and_others_take_its_place() {
        for day in 0..=5 {
            let hidden = for_day(day, false, &[]);
            let offered = for_day(day, false, &hidden);
            assert_eq!(offered.len(), 3);
            assert!(offered.iter().all(|id| !hidden.contains(id)));
        }
        let all: Vec<PromptId> = of_phase(Phase::Window, Language::English)
            .map(|prompt| prompt.id)
            .collect();
        assert!(for_day(1, false, &all).is_empty());
    }

    #[test]
    fn a_day_always_offers_the_same_and_the_next_one_offers_others() {
        for phase in [Phase::Preparation, Phase::Window, Phase::Ongoing] {
            let all: Vec<&Prompt> = of_phase(phase, Language::Spanish).collect();
            let ids = |day: &str| {
                offer(&all, &[], date(day))
                    .iter()
                    .map(|prompt| prompt.id)
                    .collect::<Vec<_>>()
            };
            assert_eq!(ids(TODAY).len(), OFFERED);
            assert_eq!(ids(TODAY), ids(TODAY));
            assert!(ids(TODAY).iter().all(|id| !ids("2026-03-11").contains(id)));
        }
    }

    #[test]
    fn what_was_answered_comes_last() {
        let few: Vec<&Prompt> = of_phase(Phase::Window, Language::English).take(5).collect();
        let answered: Vec<PromptId> = few.iter().take(3).map(|prompt| prompt.id).collect();
        for day in ["2026-03-10", "2026-03-11", "2026-03-12"] {
            let offered = offer(&few, &answered, date(day));
            let repeats: Vec<bool> = offered
                .iter()
                .map(|prompt| answered.contains(&prompt.id))
                .collect();
            assert_eq!(repeats, [false, false, true, true]);
        }
    }

    #[test]
    fn nothing_is_taken_twice_however_few_there_are() {
        for count in 0..12_usize {
            let items: Vec<usize> = (0..count).collect();
            for day in 0..20 {
                let mut taken = spread(&items, day, 4);
                assert_eq!(taken.len(), count.min(4));
                if count > 1 {
                    assert_ne!(taken, spread(&items, day + 1, 4));
                }
                taken.sort_unstable();
                taken.dedup();
                assert_eq!(taken.len(), count.min(4));
            }
        }
    }

    fn own(number: u128, phase: Option<Phase>) -> Record<OwnPromptWords> {
        let now = At::from_micros(0);
        Record {
            id: uuid::Uuid::from_u128(number),
            at: now,
            revision: 1,
            created_at: now,
            updated_at: now,
            words: OwnPromptWords {
                text: OwnPromptText::parse("And the sea?").expect("a text"),
                hint: None,
                phase,
            },
        }
    }

    #[test]
    fn ones_own_prompts_belong_to_their_phase_or_to_any_and_rest_after_an_answer() {
        let all = [own(1, None), own(2, Some(Phase::Window)), own(3, None)];
        let offered = |phase, resting: &[u128]| {
            let resting: Vec<_> = resting
                .iter()
                .map(|number| PromptId::from_uuid(uuid::Uuid::from_u128(*number)))
                .collect();
            let mut ids: Vec<u128> = offer_own(&all, phase, &resting, date(TODAY))
                .iter()
                .map(|prompt| prompt.id.as_u128())
                .collect();
            ids.sort_unstable();
            ids
        };
        assert_eq!(offered(Phase::Window, &[]), [1, 2, 3]);
        assert_eq!(offered(Phase::Ongoing, &[]), [1, 3]);
        assert_eq!(offered(Phase::Ongoing, &[1, 2]), [3]);
    }

    #[test]
    fn columns_come_by_date_then_without_a_date_then_without_a_session() {
        let id = |number| DosingSessionId::from_uuid(uuid::Uuid::from_u128(number));
        let dated = |on: &str| Dated {
            at: format!("{on}T12:00:00Z").parse().expect("an instant"),
            date: date(on),
        };
        let dates = BTreeMap::from([(id(1), dated("2026-03-09")), (id(2), dated("2026-01-01"))]);
        let items = vec![
            (None, "a"),
            (Some(id(3)), "b"),
            (Some(id(1)), "c"),
            (Some(id(2)), "d"),
            (Some(id(1)), "e"),
        ];
        let columns: Vec<_> = side_by_side(items, |item| item.0, &dates)
            .into_iter()
            .map(|column| {
                let texts: String = column.items.iter().map(|item| item.1).collect();
                (column.date.map(|date| date.to_string()), texts)
            })
            .collect();
        assert_eq!(
            columns,
            [
                (Some("2026-01-01".to_owned()), "d".to_owned()),
                (Some("2026-03-09".to_owned()), "ce".to_owned()),
                (None, "b".to_owned()),
                (None, "a".to_owned()),
            ]
        );
    }
}
