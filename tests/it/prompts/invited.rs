//! What the catalogue invites to, before a session and after it: R14 to R16, R29, R51, R56 to R60, R63 to R78.

use std::collections::BTreeSet;

use crate::both;
use crate::content::whole;
use crate::harness::{Value, World};

/// The prompts of one phase in both languages.
fn of_phase(world: &World, phase: &str) -> Vec<Vec<Value>> {
    let anyone = world.stranger();
    let path = format!("/v1/prompts?phase={phase}");
    ["en", "es"]
        .map(|language| whole(&anyone, &path, language))
        .to_vec()
}

fn values<'a>(prompts: &'a [Value], field: &str) -> BTreeSet<&'a str> {
    prompts
        .iter()
        .map(|prompt| prompt[field].as_str().unwrap())
        .collect()
}

both!(preparation_invites_to_each_of_its_topics, |world| {
    for prompts in of_phase(world, "preparation") {
        let elements = values(&prompts, "element");
        for element in [
            "hopes",
            "present",
            "history",
            "stress",
            "boundaries",
            "fears",
            "comfort",
            "intention",
        ] {
            assert!(elements.contains(element), "{element}");
        }
    }
});

both!(
    what_comes_after_has_room_for_every_theme_and_form,
    |world| {
        for (phase, elements) in [
            (
                "window",
                vec![
                    "meaning",
                    "emotion",
                    "body",
                    "daily_life",
                    "relationship",
                    "medicine",
                    "capture",
                ],
            ),
            (
                "ongoing",
                vec![
                    "daily_life",
                    "relationship",
                    "medicine",
                    "change",
                    "unfolding",
                    "emotion",
                    "body",
                    "boundaries",
                ],
            ),
        ] {
            for prompts in of_phase(world, phase) {
                let there = values(&prompts, "element");
                for element in &elements {
                    assert!(there.contains(element), "{phase}: {element}");
                }
                let forms = BTreeSet::from(["write", "speak", "draw", "move", "fragment"]);
                assert_eq!(values(&prompts, "kind"), forms, "{phase}");
            }
        }
    }
);
