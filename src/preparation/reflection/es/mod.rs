//! Spanish phrases that make, take back or hold lightly a demand; pure data, in the notation of [`super::pattern`].

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
    intro: "yo, quiero, queria, necesito, tengo que, tengo, debo, deberia, deseo, espero, pretendo, busco, pido, exijo, ojala, vengo a, vengo a por, vengo para, vengo por, voy a, he venido a, me gustaria, me encantaria, quisiera, querria, que, que se, que me, que se me, que la ketamina, que la ketamina me, la ketamina, la medicina, esta sesion, la sesion, la sesion tiene que, que esta sesion, para, poder, poder por fin, por fin, al fin, de verdad, por favor, solo, solamente, simplemente, sobre todo, mi intencion es, mi meta es, mi objetivo es, mi proposito es, mi deseo es, mi plan es, la meta es, el objetivo es, la intencion es, la idea es, lo que quiero es, lo que necesito es, lo que quiero, lo unico que quiero es, lo unico que pido es, ya, hoy, ahora, esta vez, esta vez si, esta noche, hoy mismo, ahora mismo, me, se, se me, conseguir, lograr, intentar, lo, a, al menos, hay que, tiene que, ha de, he de, aqui, alli, a mi, en esta sesion, en una sola sesion, de una vez, en serio, ser capaz de, necesitamos, porque quiero, si, es, sin falta, a toda costa, una vez mas, finalmente, completamente, totalmente, como sea, cuanto antes, mas que nada, quiero que, necesito que, espero que, pido que, quiero que se, quiero que se me, quiero que me, necesito que me, necesito que se me, necesito que se",
    joints: "y, e, o, y que, y que se, y que se me, y que me, y luego, para, para que, y asi, y por fin, hasta, y poder, y no, y ya, para poder, que, y de paso",
    turns: "pero, sino, salvo, aunque, porque, solo, y si",
    parts: "y, e, para, asi, que",
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
