//! What is offered in English in place of a demand; pure data.

use super::Demand;
use super::offer::{Kind, Offers};

pub(super) const OFFERS: Offers = Offers {
    themes: THEMES,
    people: "mother, mum, mom, father, dad, parents, sister, brother, grandmother, grandma, grandfather, grandpa, son, daughter, children, kids, wife, husband, partner, friend, dog, cat, baby, uncle, aunt, cousin, ancestors",
    determiners: &[
        ("my", "your"),
        ("the", "the"),
        ("this", "this"),
        ("that", "that"),
        ("these", "these"),
        ("those", "those"),
    ],
    links: "about, around, with, towards, toward, of, for, in, at, before, after, between",
    kinds: KINDS,
};

// Left out on purpose: substances, thoughts of death, people who did harm. A question about those is asked without naming them.
const THEMES: &[(&str, &str)] = &[
    (
        "the",
        "sadness, grief, sorrow, anxiety, panic, panic attacks, fear, fears, depression, shame, guilt, anger, rage, tension, tightness, knot, stress, worry, worries, loneliness, emptiness, numbness, resentment, jealousy, envy, self doubt, self criticism, insomnia, nightmares, overthinking, perfectionism, procrastination, exhaustion, tiredness, burnout, heaviness, despair, hopelessness, restlessness, dread, flashbacks, drinking, smoking, binge eating, insecurity, bitterness, apathy, irritability, boredom, nervousness, social anxiety",
    ),
    (
        "",
        "work, body, sleep, nights, marriage, relationship, relationships, childhood, past, future, heart, family, career, studies, divorce, separation, breakup, loss, pain, chest, throat, shoulders, belly, stomach, weight, pressure, question, decision, sexuality, libido, confidence, eating, money, dreams, feelings, twenties, thirties, teens, youth, faith",
    ),
];

const KINDS: &[(Demand, Kind)] = &[
    (
        Demand::Outcome,
        Kind {
            why: "Looking out for one particular result can narrow attention to whether it is there yet, and other things may go by unseen.",
            themed: &[
                "How might it be to stay a while with {}, curious and in no hurry?",
                "How might it be to sit beside {} for a while, with room for things as they are?",
                "What could there be to notice around {}, just as things are?",
                "What might open if {} were met kindly, one moment and then another?",
            ],
            general: &[
                "What might it be like to be curious about whatever is here?",
                "What would you be open to, whatever comes?",
                "How might it be to keep yourself kind company, as you are?",
                "What else could there be room for?",
            ],
        },
    ),
    (
        Demand::Content,
        Kind {
            why: "Waiting for one certain thing to appear may leave less room for what comes instead.",
            themed: &[
                "What might come by itself around {}, if nothing in particular is asked for?",
                "What could there be to be curious about around {}, if anything?",
                "What might it be like to stay open around {}, with or without words for it?",
            ],
            general: &[
                "What might it be like to be surprised by whatever comes?",
                "How might it be to stay open, with or without words for it?",
                "What else could there be room for?",
            ],
        },
    ),
    (
        Demand::Time,
        Kind {
            why: "A set moment may draw attention to the clock, and away from what is going on.",
            themed: &[
                "How might it be to give {} all the room there is, with no hurry?",
                "What might it be like to be near {} with no hurry at all?",
                "What might show itself around {} at an unhurried pace?",
            ],
            general: &[
                "What might it be like to let things unfold at their own pace?",
                "How might it be if there were no hurry at all?",
                "What could a small beginning look like, whenever it comes?",
            ],
        },
    ),
    (
        Demand::Intensity,
        Kind {
            why: "Reaching for a certain strength may lead to measuring along the way, and quieter things may be overlooked.",
            themed: &[
                "How might it be to be near {}, however quiet or loud it is?",
                "What might it be like to stay near {}, with room for quiet and for loud?",
                "What could there be to notice around {} in a soft hour?",
            ],
            general: &[
                "What might it be like to welcome whatever size the hour has?",
                "How might it be if quiet were as welcome as loud?",
                "What could there be to notice on a gentle path?",
            ],
        },
    ),
    (
        Demand::Ending,
        Kind {
            why: "Looking for a definite close may make it harder to be with how things are at present.",
            themed: &[
                "What could there be to notice around {}, with room on every side?",
                "How might it be to walk some way alongside {}, curious about what moves?",
                "What could there be to notice around {}, a little at a time?",
            ],
            general: &[
                "What might it be like to leave the rest open?",
                "How might it be to take one step, curious about the next?",
                "What might move here in a way of its own?",
            ],
        },
    ),
    (
        Demand::Worth,
        Kind {
            why: "Wishing to do well, or to show something, can turn part of the attention into a spectator.",
            themed: &[
                "What might there be room for around {}, with nothing to show?",
                "How might it be to be near {} just as you are?",
                "What could there be to notice around {}, with nobody watching?",
            ],
            general: &[
                "What might it be like to come just as you are?",
                "How might it be with nobody watching?",
                "What would kindness toward yourself look like here?",
            ],
        },
    ),
];
