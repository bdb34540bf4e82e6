//! What units and checklists tell, number by number: the very words, in both languages.

use crate::both;
use crate::content::whole;
use crate::harness::{Client, Value};

/// A number, and what is told of it in English and in Spanish, parted by semicolons.
const TOLD: [(&str, &str, &str); 58] = [
    ("R01", "the therapy comes first", "la terapia va primero"),
    (
        "R02",
        "none has a right answer; nothing here tells you what an image or a feeling stands for",
        "ninguna tiene una respuesta correcta; nada aquí te dice qué hay detrás de una imagen",
    ),
    (
        "R04",
        "a tool inside that work; you can ask, wait, change your mind or stop",
        "una herramienta dentro de ese trabajo; puedes preguntar, esperar, cambiar de idea o parar",
    ),
    (
        "R05",
        "only thinking about it; long ago, or in another place; some never do",
        "solo lo está pensando; hace mucho, o en otro lugar; no lo toma nunca",
    ),
    (
        "R09",
        "a kind of therapy in which a medicine is used",
        "un tipo de terapia en la que a veces se usa un medicamento",
    ),
    (
        "R12",
        "you can note that a check-up is done, and on which day",
        "puedes anotar que una revisión está hecha, y qué día",
    ),
    (
        "R13",
        "worry less once they know more; what feels safe; lose control; plain hopes",
        "se inquietan menos cuando saben más; qué te da seguridad; perder el control; esperanzas sencillas",
    ),
    (
        "R17",
        "does not count them, and nothing is locked",
        "no las cuenta, y nada queda cerrado",
    ),
    (
        "R18",
        "it changes how the mind and the senses work; it does not solve a problem",
        "cambia el modo en que van la mente y los sentidos; no resuelve un problema",
    ),
    (
        "R19",
        "time may seem to stretch; colours, shapes; dissociation; feelings may come fast; the body may feel heavy",
        "el tiempo puede parecer que se estira; colores, formas; disociación; las emociones pueden llegar rápido; el cuerpo puede sentirse pesado",
    ),
    (
        "R20",
        "an experience is what happens; an insight is a thought about it; an outcome is what is different in life",
        "una experiencia es lo que ocurre; una comprensión es lo que piensas; un resultado es lo que es distinto",
    ),
    (
        "R21",
        "carried by therapy and by daily life; not carried by the medicine alone",
        "los sostienen la terapia y la vida diaria; el medicamento solo no los sostiene",
    ),
    (
        "R22",
        "how strong, clear or wise it felt; very different sessions; no right experience",
        "lo fuerte, clara o sabia que pareció; sesiones muy distintas; no hay una experiencia correcta",
    ),
    (
        "R23",
        "there is no test; you can skip a page",
        "no hay examen; puedes saltarte una página",
    ),
    (
        "R24",
        "usually takes about three hours; usually last 45 to 90 minutes; a lozenge; held in the mouth, swished around and then spat out; usually a lighter one; stays awake and can talk; keeps the time and stays with you; your team decides",
        "suele durar unas tres horas; suelen durar de 45 a 90 minutos; una pastilla que se deshace; dejar en la boca, pasar de un lado a otro y luego escupir; suele ser más ligera; no dormirse y poder hablar; cuidar el tiempo y quedarse contigo; tu equipo decide",
    ),
    (
        "R25",
        "in your own words. you can have several, or none; you can change it when you like",
        "con tus palabras. puedes tener varias o ninguna; puedes cambiarla cuando quieras",
    ),
    (
        "R26",
        "i am curious about what comes; gentle with the part of me that hides; open to what comes",
        "tengo curiosidad por lo que venga; con suavidad la parte de mí que se esconde; dejo sitio a lo que venga",
    ),
    (
        "R27",
        "i want to come out fixed; i want to live that one memory again; i want to feel good at once",
        "quiero salir con todo arreglado; quiero vivir de nuevo ese recuerdo; quiero sentirme bien ya mismo",
    ),
    (
        "R28",
        "narrow attention; it does not refuse, grade or change your words",
        "estrechar la atención; no rechaza, no puntúa y no cambia tus palabras",
    ),
    (
        "R30",
        "not the same as a goal for therapy",
        "no es lo mismo que una meta de la terapia",
    ),
    (
        "R36",
        "not about being calm; keeps no score",
        "no trata de estar en calma; no lleva ninguna cuenta",
    ),
    (
        "R37",
        "keeps the time, stays with you and looks after the frame",
        "cuidar el tiempo, quedarse contigo y cuidar el marco",
    ),
    (
        "R38",
        "some support is there; some support is not there",
        "hay apoyo que sí está; hay apoyo que no está",
    ),
    (
        "R39",
        "touch, guidance and talk are each asked about on their own",
        "sobre el contacto, la guía y la charla se pregunta por separado",
    ),
    (
        "R40",
        "for hard moments in a session",
        "para los ratos duros de una sesión",
    ),
    (
        "R41",
        "read again before each session, and changed",
        "leer de nuevo antes de cada sesión, y cambiar",
    ),
    (
        "R42",
        "a healer, a rescuer, or the one source of truth; it is nobody's fault",
        "quien sana, quien rescata o la única fuente de verdad; no es culpa de nadie",
    ),
    (
        "R43",
        "does not credit a dose with a change; nor does it invite you to have another one",
        "no atribuye un cambio a una dosis; tampoco te invita a tomar otra",
    ),
    (
        "R44",
        "liking the medicine more than the hours around it; feeling in a hurry; one more dose",
        "querer más el medicamento que las horas que lo rodean; sentir prisa; otra dosis",
    ),
    (
        "R46",
        "a part of you that hesitates; no reason is asked for",
        "una parte de ti que duda; no se pide ninguna razón",
    ),
    (
        "R47",
        "pillow; blanket; eye mask; prescribed medicine; soft toy; photo",
        "almohada; manta; antifaz; medicamento recetado; peluche; foto",
    ),
    (
        "R48",
        "headphones; grounding meditation; cup",
        "auriculares; meditación de anclaje; vaso",
    ),
    (
        "R49",
        "during a session the app is silent",
        "durante una sesión la app guarda silencio",
    ),
    (
        "R50",
        "this app gives no advice on doses",
        "esta app no da consejos sobre dosis",
    ),
    (
        "R51",
        "giving feelings some room; old patterns, people, the body, and small things; do not fit together yet; near the ground",
        "dejar sitio a lo que sientes; viejas costumbres, gente, el cuerpo y cosas pequeñas; aún no encajan; con los pies en la tierra",
    ),
    (
        "R52",
        "it does not ask how it went; not a report",
        "no pregunta cómo fue; no es un informe",
    ),
    (
        "R53",
        "full of meaning; confusing, or half done; often modest",
        "llenas de sentido; confusas, o a medias; suelen ser modestos",
    ),
    (
        "R54",
        "some things make sense late; no fixing is asked for",
        "algunas cosas cobran sentido tarde; no se pide arreglar nada",
    ),
    (
        "R55",
        "turn away and leave it all behind; lean on the medicine; without another dose as the answer",
        "apartarse y dejarlo todo atrás; apoyarse en el medicamento; sin otra dosis como respuesta",
    ),
    (
        "R56",
        "an image may stay around; a memory may come up; ways to steady yourself; being with people; small changes that last",
        "una imagen puede quedarse; puede surgir un recuerdo; lo que te da firmeza; estar con gente; los cambios pequeños que duran",
    ),
    (
        "R61",
        "good news is not more welcome than bad news, or no news",
        "las buenas noticias no se reciben mejor que las malas, o que ninguna",
    ),
    (
        "R62",
        "the questions in this app are invitations; earlier words are kept, and none is the last",
        "las preguntas de esta app son invitaciones; las palabras de antes se guardan, y ninguna es la última",
    ),
    (
        "R65",
        "a hard feeling can be there without being solved; come back in a week or in a year",
        "una emoción dura puede estar sin que se resuelva; volver en una semana o en un año",
    ),
    (
        "R66",
        "they can be drawn, spoken or moved",
        "se pueden dibujar, decir o mover",
    ),
    (
        "R67",
        "one word is a whole entry",
        "una palabra es una entrada completa",
    ),
    (
        "R69",
        "what stays unchanged has a place here too",
        "lo que sigue igual también tiene aquí su lugar",
    ),
    (
        "R72",
        "small steps are often easier to carry; more is not asked for",
        "los pasos pequeños suelen ser más fáciles de llevar; no se pide más",
    ),
    (
        "R76",
        "count a dose as progress; prefer what came under ketamine; close what is not yet clear; private to you",
        "contar una dosis como avance; preferir lo que vino con la ketamina; cerrar lo que aún no está claro; es privado",
    ),
    (
        "R77",
        "integration has no last page; weeks or months; counts no missed days",
        "la integración no tiene última página; semanas o meses; no cuenta días perdidos",
    ),
    (
        "R79",
        "at the centre are people, time to reflect, the body, and going on with life; the dose is not at the centre",
        "en el centro están la gente, el tiempo para pensar, el cuerpo y la vida que sigue; la dosis no está en el centro",
    ),
    (
        "R80",
        "about three to five days; sources differ; an invitation and not a deadline; no countdown",
        "unos tres a cinco días; las fuentes no coinciden; una invitación y no un plazo; ninguna cuenta atrás",
    ),
    (
        "R81",
        "a talk with your therapist in these days is usual",
        "una charla con tu terapeuta en estos días es común",
    ),
    (
        "R82",
        "food, movement, rest and the people around you; no target",
        "comer, moverse, descansar y la gente cercana; no hay meta",
    ),
    (
        "R83",
        "pick one small thing, in your own words",
        "elegir una cosa pequeña, con tus palabras",
    ),
    (
        "R84",
        "one to three are typical",
        "lo común es de una a tres",
    ),
    (
        "R85",
        "a meeting after each dose is common, above all early on",
        "una cita después de cada dosis es común, sobre todo al inicio",
    ),
    (
        "R86",
        "one therapist goes with you through it all; a hand-over is said openly",
        "una sola persona para toda la terapia; el cambio se dice a las claras",
    ),
    (
        "R87",
        "it does not replace a therapist; can journaling take the place of a therapist? no",
        "no sustituye a tu terapeuta; puede el diario ocupar el lugar de la terapia? no",
    ),
];

/// Everything that one text says, in lower case and in one line.
fn said(text: &Value) -> String {
    let items = text["items"].as_array().into_iter().flatten();
    let paragraphs = text["paragraphs"].as_array().into_iter().flatten();
    let words: Vec<&str> = std::iter::once(&text["title"])
        .chain(paragraphs)
        .chain(items.map(|item| &item["text"]))
        .map(|one| one.as_str().unwrap())
        .collect();
    words.join(" ").to_lowercase()
}

/// Everything that is told of one number, by all texts that serve it.
fn told(texts: &[Value], number: &str) -> String {
    let serves = |text: &&Value| {
        text["serves"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one == number)
    };
    let told: Vec<String> = texts.iter().filter(serves).map(said).collect();
    told.join(" ")
}

fn texts(anyone: &Client<'_>, language: &str) -> Vec<Value> {
    [
        "/v1/learn",
        "/v1/learn?audience=therapist",
        "/v1/checklists",
    ]
    .iter()
    .flat_map(|path| whole(anyone, path, language))
    .collect()
}

both!(
    what_each_number_asks_to_be_told_is_told_in_both_languages,
    |world| {
        let anyone = world.stranger();
        let (english, spanish) = (texts(&anyone, "en"), texts(&anyone, "es"));
        for (number, en, es) in TOLD {
            for (texts, asked) in [(&english, en), (&spanish, es)] {
                let told = told(texts, number);
                for phrase in asked.split("; ") {
                    assert!(told.contains(phrase), "{number} does not say: {phrase}");
                }
            }
        }
    }
);

both!(
    that_writing_does_not_replace_a_therapist_is_said_first,
    |world| {
        let first = world.stranger().get("/v1/learn?limit=1").expect(200);
        let said = said(&first.items()[0]);
        assert!(said.contains("it does not replace a therapist"), "{said}");
    }
);
