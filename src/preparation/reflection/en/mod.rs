//! English phrases that make, take back or hold lightly a demand; pure data, in the notation of [`super::pattern`].

mod classes;
mod content;
mod ending;
mod held;
mod intensity;
mod outcome;
mod time;
mod worth;

use super::Demand;
use super::rules::Phrases;
use classes::CLASSES;
use content::CONTENT;
use ending::ENDING;
use held::{HOLDING, INSISTING, NEGATING};
use intensity::INTENSITY;
use outcome::OUTCOME;
use time::{TIME_ALONE, TIMES};
use worth::WORTH;

pub(super) const PHRASES: Phrases = Phrases {
    classes: CLASSES,
    intro: "i, i'd, i'm, i'll, we, to, want, want it, want this, want ketamine, need, needs, would, like, would like, love to, have, have got, i've got, gotta, wanna, must, should, will, can, finally, just, really, please, only, also, simply, wish, wish to, hope, hoping, hope to, intend, expect, expect to, demand, my intention is, my goal is, my aim is, my wish is, my plan is, my hope is, the goal is, the aim is, the plan is, all i want is, what i want is, what i need is, what i want in there is, is, it, this, that i, that we, that, the ketamine, ketamine, the medicine, the drug, the session, this session, the treatment, this treatment, for, all, so, so i, so i can, so that i, so that i can, help me, help me to, helps me, helps me to, let me, make me, makes me, get me, going, trying, try, be able, able, i was able, me, today, tonight, now, in this session, here, in there, because i, at last, at least, first, aiming, out, desperate, ready, determined, here to, come to, came to, be the one to, actually, truly, again, completely, mostly, above all, most of all, more than anything",
    joints: "and, then, or, to, and then, and to, so that i, so i, and i, and finally, then i, by, so that i can, that",
    turns: "but, and everybody, and everyone, and they, and he, and she, except, only, just, rather, instead, because, so, unless, otherwise",
    parts: "and, so, then, that, by",
    demands: &[
        (Demand::Outcome, OUTCOME),
        (Demand::Content, CONTENT),
        (Demand::Time, TIME_ALONE),
        (Demand::Intensity, INTENSITY),
        (Demand::Ending, ENDING),
        (Demand::Worth, WORTH),
    ],
    times: TIMES,
    insisting: INSISTING,
    negating: NEGATING,
    holding: HOLDING,
};
