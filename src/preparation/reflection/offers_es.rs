//! What is offered in Spanish in place of a demand; pure data.

use super::Demand;
use super::offer::{Kind, Offers};

pub(super) const OFFERS: Offers = Offers {
    themes: THEMES,
    people: "madre, mama, padre, papa, padres, hermana, hermano, abuela, abuelo, hijo, hija, hijos, mujer, marido, esposa, esposo, pareja, amigo, amiga, perro, perra, gato, bebe, tio, tia, primo, prima",
    determiners: &[
        ("mi", "tu"),
        ("mis", "tus"),
        ("el", "el"),
        ("la", "la"),
        ("los", "los"),
        ("las", "las"),
        ("este", "este"),
        ("esta", "esta"),
        ("ese", "ese"),
        ("esa", "esa"),
    ],
    links: "con, por, de, en, hacia, sobre, ante, entre",
    kinds: KINDS,
};

// Left out on purpose: substances, thoughts of death, people who did harm. A question about those is asked without naming them.
const THEMES: &[(&str, &str)] = &[
    (
        "la",
        "tristeza, pena, ansiedad, angustia, depresion, verguenza, culpa, rabia, ira, tension, opresion, presion, soledad, envidia, inseguridad, preocupacion, autocritica, autoexigencia, apatia, desesperanza, amargura, timidez, pesadez, desgana, irritabilidad, ansiedad social",
    ),
    (
        "el",
        "miedo, panico, duelo, luto, estres, insomnio, vacio, resentimiento, rencor, nudo, cansancio, agotamiento, perfeccionismo, agobio, enojo, enfado, nerviosismo",
    ),
    (
        "los",
        "celos, miedos, atracones, nervios, ataques de panico, rencores",
    ),
    ("las", "pesadillas, preocupaciones, dudas"),
    (
        "",
        "trabajo, cuerpo, matrimonio, relacion, infancia, pasado, futuro, corazon, familia, carrera, estudios, divorcio, separacion, ruptura, perdida, dolor, espalda, pecho, garganta, hombros, vientre, estomago, peso, pregunta, decision, sexualidad, confianza, dinero, sueños, suenos, sueño, sueno, emociones, juventud, fe, autoestima, niñez, ninez, noches",
    ),
];

const KINDS: &[(Demand, Kind)] = &[
    (
        Demand::Outcome,
        Kind {
            why: "Estar pendiente de un resultado concreto puede estrechar la atención a si ya llegó, y otras cosas quizá pasen sin verse.",
            themed: &[
                "¿Cómo sería mirar {} con curiosidad, tenga la forma que tenga el rato?",
                "¿Cómo sería sentarte un rato junto a lo que trae {}, con sitio para las cosas como son?",
                "¿Qué podría notarse en torno a lo que mueve {}, tal como es?",
            ],
            general: &[
                "¿Cómo sería tener curiosidad por lo que haya?",
                "¿A qué te gustaría abrirte, venga lo que venga?",
                "¿Cómo sería hacerte compañía con cariño, tal como eres?",
                "¿Para qué otra cosa podría haber sitio?",
            ],
        },
    ),
    (
        Demand::Content,
        Kind {
            why: "Esperar que aparezca una cosa determinada puede dejar menos sitio para lo que venga en su lugar.",
            themed: &[
                "¿Qué podría haber cerca de lo que trae {}, si no se busca nada?",
                "¿Qué sitio podría haber para lo que mueve {}, venga como venga?",
                "¿Cómo sería estar con lo que mueve {}, con palabras o sin palabras?",
            ],
            general: &[
                "¿Cómo sería dejarte sorprender por lo que venga?",
                "¿Cómo sería seguir con las manos abiertas, con palabras o sin palabras?",
                "¿Para qué otra cosa podría haber sitio?",
            ],
        },
    ),
    (
        Demand::Time,
        Kind {
            why: "Un plazo puede llevar la atención al reloj y apartarla de lo que ocurre.",
            themed: &[
                "¿Cómo sería estar con {} sin ninguna prisa?",
                "¿Cómo sería si lo que mueve {} tuviera sitio, sin ninguna prisa?",
                "¿Cómo sería si {} tuviera su propio ritmo, sin ninguna prisa?",
            ],
            general: &[
                "¿Cómo sería dejar que las cosas vayan a su propio paso?",
                "¿Cómo sería si no hubiera prisa alguna?",
                "¿Qué aspecto podría tener un pequeño comienzo, llegue cuando llegue?",
            ],
        },
    ),
    (
        Demand::Intensity,
        Kind {
            why: "Buscar cierta fuerza puede llevar a medir lo que ocurre, y lo callado quizá pase desapercibido.",
            themed: &[
                "¿Cómo sería estar con {} suavemente, tenga el tamaño que tenga el momento?",
                "¿Cómo sería si lo que mueve {} pudiera ser callado o ruidoso?",
                "¿Qué podría notarse en torno a lo que mueve {} en un rato apacible?",
            ],
            general: &[
                "¿Cómo sería acoger el rato con el tamaño que tenga?",
                "¿Cómo sería si lo callado fuera igual de bienvenido?",
                "¿Qué podría notarse por un camino suave?",
            ],
        },
    ),
    (
        Demand::Ending,
        Kind {
            why: "Buscar un cierre definitivo quizá haga más difícil estar con las cosas como están en este momento.",
            themed: &[
                "¿Cómo sería si lo que mueve {} pudiera quedar abierto?",
                "¿Cómo sería un paso pequeño con {}, sin llegar a ninguna parte?",
                "¿Cómo sería si lo que mueve {} tuviera sitio, poco a poco?",
            ],
            general: &[
                "¿Cómo sería dejar abierto lo demás?",
                "¿Cómo sería dar un paso, con curiosidad por el siguiente?",
                "¿Qué podría moverse aquí a su manera?",
            ],
        },
    ),
    (
        Demand::Worth,
        Kind {
            why: "Querer hacerlo bien, o mostrar algo, puede convertir una parte de la atención en público.",
            themed: &[
                "¿Qué sitio podría haber para lo que mueve {}, si nadie mirara?",
                "¿Cómo sería un rato cerca de lo que mueve {}, sin nada que mostrar?",
                "¿Qué podría notarse en torno a lo que mueve {}, sin nadie mirando?",
            ],
            general: &[
                "¿Cómo sería venir tal como eres?",
                "¿Cómo sería sin nadie mirando?",
                "¿Qué forma podría tener aquí el cariño hacia ti?",
            ],
        },
    ),
];
