//! What presses in Spanish, by kind, and what gives room.
//!
//! As in English, the families name grammar first. Verbs are listed by their infinitive and found in the forms that press: told
//! ("suelta", "suéltalo", "que te libere"), announced ("sanarás", "sanará") or asserted ("sana").

use super::Pressure::{
    DemandingOutcome, Directive, Interpreting, Pathologizing, Praising, Promising,
};
use super::Weight::{Firm, Leaning};
use super::{Family, Tables, forms};

pub(super) const TABLES: Tables = Tables {
    forms: forms::spanish,
    sets: SETS,
    families: FAMILIES,
    room: ROOM,
    open: OPEN,
    denials: DENIALS,
};

const SETS: &[(&str, &str)] = &[
    (
        "lead",
        "hoy ahora mañana ya siempre por_favor primero esta_noche esta_semana esta_vez esta_tarde en_esta_sesion en_la_sesion en_esta_dosis \
         durante_la_sesion de_una_vez por_fin simplemente solo entonces desde_hoy a_partir_de_hoy y pero luego despues en_este_viaje usted tu",
    ),
    // What makes better, or makes bad things go away.
    (
        "mejorar",
        "sanar curar mejorar transformar cambiar aliviar reducir calmar liberar soltar reparar restaurar reconstruir reiniciar desbloquear disolver \
         desaparecer desvanecer derretir elevar resolver aflojar aclarar iluminar fortalecer profundizar florecer superar vencer conquistar derrotar borrar \
         eliminar despertar reconectar renovar rejuvenecer revivir renacer silenciar domar acabar terminar cesar encoger evaporar remitir disminuir \
         suavizar debilitar recuperar redescubrir descargar empoderar ayudar purificar limpiar multiplicar duplicar triplicar acelerar acortar garantizar \
         asegurar proteger lograr conseguir alcanzar triunfar crecer ganar sonreir reir disfrutar descansar dormir amar brillar volar vivir respirar salir \
         llegar volver regresar encontrar descubrir comprender entender convertir quedar dejar sentir notar ver experimentar poder saber aprender \
         consolidar cerrar cicatrizar abrir quitar llenar devolver regalar traer dar hacer acompañar mantener durar perdurar permanecer funcionar ir irse \
         apagar desactivar regular equilibrar armonizar integrar reprogramar recablear resetear romper mostrar guiar llevar conducir salvar rescatar \
         inundar invadir envolver bañar colmar bastar",
    ),
    // The same where they mend by their own sense.
    (
        "sanar",
        "sanar curar mejorar transformar aliviar calmar liberar reparar reconstruir desbloquear disolver desvanecer fortalecer florecer superar \
         vencer derrotar reconectar renovar rejuvenecer renacer purificar multiplicar duplicar triplicar acelerar acortar \
         garantizar reprogramar recablear resetear cicatrizar sonreir brillar triunfar evaporar apaciguar serenar tranquilizar \
         potenciar empoderar erradicar revertir aniquilar ahuyentar sanear equilibrar armonizar salvar rescatar ",
    ),
    (
        "estado",
        "mejor bien genial libre libertad ligero ligera ligereza liviano liviana feliz felices felicidad calma tranquilo tranquila tranquilidad paz \
         sereno serena serenidad entero entera plenitud pleno plena sano sana curado curada sanado sanada nuevo nueva nuevos renovado renovada relajado \
         relajada seguro segura seguridad fuerte fuertes fuerza confianza claridad vivo viva alegre alegria amor amado amada esperanza energia aliviado aliviada \
         alivio descansado descansada equilibrio armonia maravilloso maravillosa maravilla increible hermoso hermosa magico magica fantastico \
         transformado transformada transformacion liberado liberada liberacion otro otra otra_persona definitivo definitiva inmediato inmediata duradero duradera \
         duraderos permanente permanentes sabiduria sentido conexion curacion sanacion recuperacion cambio cambios beneficio beneficios mejoria exito plenamente \
         completo completa normal tu_mismo ti_mismo ti_misma como_nunca como_nuevo como_nueva en_casa agradecido agradecida invencible \
         imparable gozo dicha proposito creatividad inolvidable profundo profunda radical giro a_salvo sin_miedo sin_dolor sin_ansiedad sin_pastillas sin_angustia sin_culpa",
    ),
    (
        "mal",
        "dolor dolores tristeza depresion ansiedad miedo miedos panico trauma traumas duelo ira rabia enfado verguenza culpa culpas sufrimiento pena soledad \
         preocupacion preocupaciones pesadilla pesadillas insomnio oscuridad desesperacion angustia estres tension bloqueo bloqueos sintoma sintomas carga cargas \
         problema problemas duda dudas adiccion adicciones herida heridas pasado lagrimas recuerdos pastillas antidepresivos medicacion vacio rencor odio celos \
         timidez perfeccionismo habito habitos patron patrones remordimiento remordimientos desconfianza apego dependencia confusion rechazo abandono ego \
         debilidad defensas coraza malestar crisis cansancio negatividad amargura resentimiento fantasmas demonios cadenas muros circuitos obsesion obsesiones tormento",
    ),
    (
        "remedio",
        "ketamina medicina medicamento dosis tratamiento terapia integracion sesion sesiones viaje proceso diario escribir escritura entrada entradas practica practicar \
         ejercicio ejercicios respiracion respirar meditacion meditar anclaje programa aplicacion app afterword preparacion intencion intenciones modulo metodo musica tecnica \
         protocolo curso consejos pasos compartir llorar pagina experiencia hierba planta",
    ),
    // What one was in, saw or felt.
    (
        "vivido",
        "imagen imagenes vision visiones sueño sueños luz luces oscuridad tunel oceano mar agua ola olas rio lluvia tormenta bosque arbol arboles jardin montaña casa \
         puerta ventana muro muros puente camino desierto cueva fuego llama llamas humo hielo nieve sol luna estrella estrellas cielo nube nubes serpiente araña dragon lobo \
         lobos perro gato pajaro pajaros aguila oso leon pez animal animales caballo caballos monstruo demonio fantasma sombra sombras figura figuras hombre mujer niño niña bebe desconocido \
         mascara espejo tren barco espiral circulo color colores rojo negro azul verde dorado forma formas lagrimas llanto risa pesadez peso presion \
         tension nausea nauseas vomito calor frio temblor temblores caida caer flotar volar ahogarse disolverte disolverse muerte hundirte vacio silencio aburrimiento \
         paz calma tristeza rabia ira miedo panico alegria amor emocion emociones sentimiento sentimientos sensacion sensaciones dolor nudo hombros garganta estomago vientre espalda mandibula \
         pecho piernas sesion viaje experiencia recuerdo recuerdos escena voz voces cancion melodia musica dibujo hora sueñe cansancio irritacion \
         inquietud ausencia reaccion anhelo confusion abismo agujero niebla sangre flor flores semilla huevo llave reloj escalera laberinto ciudad ruinas castillo \
         prision jaula cuerda hilo telaraña ojos rostro abuela abuelo madre padre hermana hermano angel dios diosa criatura ser presencia lo_que_viste lo_que_sentiste \
         lo_que_viviste lo_vivido lo_ocurrido todo_lo_vivido entrada intencion ver perderte verte sentirte soñar quedarte caerte perder temblar llorar accidente ansiedad insomnio \
         desconfianza desgana apatia bloqueo sueño enojo enfado lo_que_describes lo_que_llamas lo_que_usted peso mandala piedra roca isla arena volcan terremoto pantano raiz raices tumba ataud cementerio",
    ),
    // What it is said to be.
    (
        "interno",
        "ego alma psique espiritu inconsciente subconsciente yo infancia niñez niño_interior niña_interior madre padre padres trauma herida heridas duelo tristeza rabia ira \
         enojo verguenza culpa miedo miedos soledad pena deseo deseos necesidad amor fuerza poder verdad conciencia corazon mente cuerpo sistema_nervioso defensa defensas \
         pasado ancestros antepasados abandono rechazo traicion control intimidad apego vinculo matrimonio divorcio familia nacimiento renacimiento utero vida muerte \
         resistencia negacion evitacion conflicto mensaje aviso advertencia señal leccion invitacion regalo llamada recordatorio mapa espejo metafora simbolo eco proyeccion reflejo expresion \
         manifestacion encuentro femenino masculino sexualidad dependencia depresion ansiedad forma manera origen raiz carga celos envidia vulnerabilidad \
         potencial libertad identidad proposito arquetipo energia lealtad figura_paterna figura_materna lenguaje transformacion humildad prueba niño niña tu parte odio venganza paz \
         ambicion incapacidad perfeccionismo rencor orgullo conexion maestro maestra guia sanacion represion huida lucha",
    ),
    // Judgements.
    (
        "bueno",
        "valiente valientes valentia valientemente asombroso asombrosa fantastico fantastica excelente excelentes impresionante impresionantes maravilloso maravillosa maravillosamente \
         de_maravilla brillante brillantes brillantemente sobresaliente notable notables extraordinario extraordinaria extraordinariamente excepcional excepcionales soberbio soberbia \
         esplendido esplendida magnifico magnifica genial geniales fabuloso fabulosa estupendo estupenda estupendamente formidable ejemplar ejemplares admirable admirables admirablemente \
         digno_de digna_de elogiable loable inspirador inspiradora inspiracion precioso preciosa preciosos preciosas bello bella hermoso hermosa bonito bonita perfecto perfecta perfectamente \
         impecable impecables maduro madura madurez sabio sabia sabiduria sensato sensata sensatez lucido lucida lucidez profundo profunda profundidad honesto honesta honestidad sincero \
         sincera sinceridad entregado entregada entrega disciplinado disciplinada disciplinados disciplina comprometido comprometida compromiso constante constantes constancia trabajador trabajadora \
         perseverante perseverancia tenaz tenacidad resiliente resiliencia fortaleza fuerte inteligente inteligencia listo lista talento talentoso talentosa don_natural especial increible \
         increibles increiblemente fenomenal grandioso grandiosa generoso generosa generosidad coraje agallas heroico heroica heroe heroina noble nobleza campeon campeona \
         crack maquina figura_del estrella guerrero guerrera luchador luchadora titan experto experta maestro maestra ejemplo modelo_a orgullo joya tesoro genio fiera \
         espectacular espectaculares insuperable inmejorable envidiable ideal modelico modelica elocuente poetico poetica aplicado aplicada merito merecido merecida elegante gran_paso \
         grande_paso imparable invencible magistral atinado acertado acertada conmovedor conmovedora buen_paciente buena_paciente buenisimo buenisima exito exitoso exitosa veterano crecimiento avances avance progreso progresos logro logros",
    ),
    // What a person is told to attain.
    (
        "lograr",
        "lograr alcanzar conseguir obtener sanar curar perdonar superar vencer conquistar derrotar liberar desbloquear desprender soltar reiniciar reprogramar resetear reinventar \
         resolver solucionar integrar reconectar reconciliar recuperar revivir reescribir transformar convertir convertirse dominar purgar limpiar depurar disolver \
         eliminar erradicar borrar desterrar silenciar domar extraer desenterrar descubrir destapar afrontar enfrentar encarar concluir trascender rendir extinguir aniquilar \
         destruir demoler desmontar enterrar descifrar restaurar reparar arreglar renacer aspirar demostrar desvelar averiguar despojar desatar despertar \
         ascender matar desahogar exorcizar expulsar resurgir reencontrar culminar zanjar cicatrizar",
    ),
    // The same where only the object shows it.
    (
        "meta",
        "cambiar aceptar abandonar completar sustituir reemplazar cortar romper arrancar vaciar identificar finalizar asumir quemar despertar \
         seguir cuidar intentar cumplir respetar trabajar practicar registrar evaluar medir controlar vigilar corregir mejorar avanzar empezar comenzar \
         reservar terminar acabar reconocer admitir aprovechar valorar ignorar recordar",
    ),
    // What a person is told to do, beyond looking and breathing.
    (
        "obedecer",
        "deber exigir comprometer prometer jurar confiar obedecer acatar resistir combatir luchar entregar abrazar agradecer disculpar confesar esforzar esmerar forzar empujar \
         insistir persistir perseverar soportar aguantar someter meditar memorizar visualizar manifestar afirmar repetir ensayar priorizar programar sacrificar renunciar \
         rechazar reprimir apresurar concentrar enfocar centrar comportar levantar dedicar consagrar evitar preocupar relajar calmar \
         callar asegurar procurar atrever exponer madrugar ayunar puntuar \
         retar desafiar cuestionar \
         avergonzar demostrar responsabilizar vencer honrar",
    ),
    (
        "actuar",
        "abandonar aceptar acercar acompañar aconsejar acudir adaptar adoptar afinar afrontar agarrar ahorrar ajustar alejar analizar anunciar apagar aplicar aportar aprender apostar aprobar arriesgar          ayudar bailar bendecir borrar bucear calcular cambiar cantar castigar celebrar clasificar colocar combinar comer comparar comprar comprobar comunicar conducir conectar conocer conquistar considerar construir          consultar contestar contribuir controlar convencer conversar convertir copiar correr crear crecer creer criticar cruzar cuestionar cultivar decidir declarar dedicar defender definir delegar demoler derribar desafiar          desahogar desarrollar descargar desechar despedir destacar destinar detener detectar devolver dialogar dirigir disciplinar disfrutar disolver distinguir educar ejercitar elaborar eliminar empezar encontrar entender          enterrar entregar entrenar enumerar escapar esforzar establecer estudiar evaluar examinar exhalar explicar explorar expresar fijar fingir formular frenar ganar gestionar gritar guiar habituar honrar huir imponer impulsar incluir incorporar          indagar informar iniciar insistir integrar interpretar intervenir invertir investigar investir jugar juzgar llorar luchar luchar madurar manejar meditar memorizar mimar mostrar motivar nadar negociar nutrir obedecer obligar ofrecer ordenar          organizar orar pagar participar pedir pelear pensar perder perdonar perseguir planear planificar plantar plantear practicar premiar preparar probarte procesar producir proponer proteger protestar publicar purgar quemar quitar razonar reaccionar          rebuscar recorrer recuperar reconocer reconstruir recopilar recortar rectificar redactar redoblar reducir reforzar regular rehacer reiniciar relatar rellenar renovar reparar repasar repetir reprimir rescatar reservar resistir resolver          respetar responder resumir revelar revisar rezar romper saborear sacar salvar sanar seleccionar sembrar separar silenciar simplificar solicitar solucionar someter sonreir soportar sostenerte sujetar sumar superar suprimir suspender tachar          terminar tolerar trabajar traducir transformar transitar trazar triunfar utilizar valorar vender ventilar viajar vigilar visitar visualizar vivir votar pelear rastrear repartir ubicar valer vencer descubrir comprender asumir indultar",
    ),
    (
        "dotado",
        "don talento talentos poesia artista ejemplo esfuerzo esfuerzos esfuerzas instinto obra_de_arte joya oro brillantez grandeza poder tesoro gusto clase aplauso maravilla triunfo victoria exito exitos gracia gloria premio          medalla corona sonriendo brillando creciendo volando cumpliste_tu_palabra caracter honra merito estrella punto_fuerte altura nivel orgullosa orgulloso",
    ),
    (
        "malo",
        "insegur* traumatizad* dañad* inestable perturbad* enferm* debil fragil desamparad* inutil desesperanzad* terc* perezos* vag* egoista arrogante vanidos* paranoic* amargad* frialdad hostil agresiv* suspicaz celos* posesiv* obsesionad*          adict* dependiente desesperad* incapaz inferior fracas* carga patetic* ridicul* absurd* extrañ* rar* preocupante preocupantes preocupan preocupa alarma alarmante excesiv* extrem* caotic* rigid* controlador* exigente dramatic*          problematic* peligros* toxic* anormal* inmadur* reprimid* bloquead* estancad* rot* desviad* retorcid* confundid* deshonest* cobarde pesimista desmesurad* descontrol* debilidad* defecto* culpable* tendencias estrategias mecanismo*          arrebato* berrinche* episodio* crisis recaida cambios_de_humor negativ*",
    ),
    (
        "movido",
        "aterrad* asustad* enfadad* furios* avergonzad* culpable celos* sol* triste triste desesperad* herid* abandonad* rechazad* escondiendo* evitando huyendo corriendo luchando resistiendo* protegiendo* castigando* esperando rogando          pidiendo diciendo buscando aferrando* defendiendo* fingiendo negando intentando tratando",
    ),
    (
        "hacer",
        "abrir anotar apuntar ayudar bailar bajar beber buscar caminar cantar cerrar comer compartir contar contestar continuar correr crear cuidar dar decir dejar \
         describir dibujar dormir elegir empezar encontrar entrar enviar escoger escribir escuchar estudiar explicar formular fijar guardar hablar hacer imaginar invitar ir leer levantar \
         llamar llegar llevar mantener marcar mirar moverse nombrar observar olvidar parar pasar pedir pensar permanecer poner practicar preguntar preparar presentar quedar quitar rellenar \
         respirar responder reunir romper saber sacar salir sentir señalar sentarse subir tener tocar tomar traer usar venir ver viajar vivir visitar volver revisar resumir ordenar definir",
    ),
    (
        "hasta",
        "hoy_mismo esta_noche mañana_mismo esta_semana este_fin esta_sesion en_esta_dosis este_viaje antes_de_tu antes_de_la antes_del antes_de_que antes_de_pasar antes_de_dormir \
         antes_de_acostarte al_final_de al_terminar cuanto_antes de_una_vez para_siempre por_fin cada_dia cada_mañana cada_noche cada_tarde todos_los_dias todas_las_noches todas_las_mañanas \
         a_diario diariamente dos_veces tres_veces una_vez_al_dia sin_falta sin_excusas sin_excepcion sin_descanso sin_rechistar sin_quejarte pase_lo_que_pase inmediatamente de_inmediato ahora_mismo ya_mismo enseguida \
         cueste_lo_que_cueste del_todo por_completo completamente totalmente hasta_el_fondo hasta_que_no hasta_el_final en_cinco_dias en_tres_dias en_una_semana en_un_mes dentro_de_una_semana \
         en_una_frase sin_una_sola hasta_el_lunes hasta_el_domingo antes_de_una_semana como_minimo al_menos entera entero por_obligacion durante_la_sesion en_los_proximos en_las_proximas",
    ),
    (
        "tecnico",
        "firmar introducir escribir_la escribir_el_codigo escribir_tu confirmar instalar actualizar reiniciar escanear verificar subir descargar iniciar_sesion cerrar_sesion aceptar_las aceptar_el aceptar_los \
         ser_mayor ser_distinta ser_distinto ser_igual ser_la_misma estar_conectado estar_conectada estar_cifrado tener_al_menos tener_conexion tener_seis tener_doce tener_cobertura contener permitir_el permitir_las autorizar \
         aprobar coincidir renovar conectarse estar_de_acuerdo elegir_una_contraseña usar_una_contraseña pulsar cargar validar",
    ),
];

const ROOM: &[&str] = &[
    "(no|nada|nadie|nunca|ningun|ninguna|ninguno|sin|tampoco|ni) _3 (hay|haya|habia) que",
    "(no|nada|nadie|nunca|ningun|ninguna|ninguno|tampoco) _2 (tiene|tienes|tienen|tenia|tenga|tengas) que",
    "(no|nada|nadie|ningun|ninguna|ninguno) _4 (debe|debes|necesita|necesitas|hace falta|es necesario|es preciso|es obligatorio|es obligatoria|obliga)",
    "no (hace|hara) falta",
    "no (es|era) (necesario|preciso|obligatorio|imprescindible|importante|esencial)",
    "si (no)? (tienes|tiene|hay) que",
    "(tenga|tengan|tiene|tienen) o no que ver",
    "que _3 (tenga|tuviera) que ver",
    "(que|lo que|cuando|algo) (necesitas|necesites|necesita)",
    "si necesitas",
    "(debes|debe) nada",
    "(nadie|no|ni|tampoco) _3 (promet*|garant*|asegur*)",
    "(clinica|medico|medica|centro|formulario|equipo|enfermera|hospital) ... (sintoma*|enfermedad*|diagnostic*|trastorno*)",
    "(sintoma*|enfermedad*|diagnostic*|trastorno*) ... (clinica|medico|medica|formulario|equipo|enfermera|hospital)",
    "(se pone|ponerse|te pones|pongas) enferm*",
    "la palabra _2",
    "(no|nadie) (sabemos|sabe|se sabe|puede decir|puede saber) si _12",
    "que (significa|significan|quiere decir) _8",
    "la (curacion|sanacion) es una palabra",
    "lineas de crisis",
    "llam* al _2",
    "(dicho|dice|dicen|dijo|oido|oir|digan) (que)? (eres|estas|tienes) _3",
    "crisis",
    "(la|esta|tu) (app|aplicacion|pagina|contraseña|clave|cuenta|copia) (debe|necesita|tiene que)",
    "(el|este|tu) (codigo|archivo|servidor|telefono|enlace|correo|nombre) (debe|necesita|tiene que)",
    "(como|igual que) siempre",
    "casa o",
    "(lo que|como|cuando|donde) (quieras|prefieras|gustes)",
    "(puede|puedes|pueden|podria|podrias) _1",
    "mejor o peor",
    "(ni|no) (mejores|mejor)",
    "sentirse (mejor|peor)",
    "(mejor|peor) despues",
];

const OPEN: &[&str] = &[
    "(quiza|quizas|acaso|a lo mejor|tal vez|a veces|ocasionalmente|opcional|optativo|optativa|opcionales)",
    "(puede|pueden|podria|podrian|pudiera|puede que)",
    "(algunas|muchas|otras|algunos|muchos|otros|hay) personas",
    "(algunas|otras|otros|alguien|hay quien|quien quiera|cada persona|cada cual|la mayoria de los equipos)",
    "(suele|suelen|suelas|soler|depende|varia|varian)",
    "(si|cuando|como|donde|cuanto|lo que|las veces que|hasta donde) _2 (quieres|quieras|quieran|prefieres|prefiere|prefieras|apetece|apetezca|parece|parezca|gusta|guste|deseas|desees|resulte|necesites|puedas|sirve|sirva|ayuda)",
    "si (hay|hubo|es|no|algo|alguna|alguno|alguien|la|lo|un|una|ninguna|ningun|esto|eso|cerrar|contar|hoy|durante|tu|usted ya|toma|el paso|necesitas|tienes|recuerdas|los)",
    "te (gustaria|apetece|parece|parezca)",
    "(o|y|ni) (no|nada|nunca|ninguno|ninguna|tampoco|pasa|dejarla|dejarlo|dejar|quedarse|esperar|cambiar|otra|otro)",
    "(puedes|podrias|podemos) (también|dejar|parar|saltar|leer|escribir|anotar|cambiar|decir|preguntar|volver|abrir|cerrar|elegir|poner|traer|llamar|hablar|guardar|compartir|ver|tener|quitar|usar|quedarte|responder|contar|contarle|llevar|tomar|hacerlo|esperar|ocultar|empezar|mirar|decidir|dejarlo|dejarla|mantener|seguir|conservar|borrar)",
    "(esta|sigue|queda|basta|vale|cabe) (bien|abierto|abierta|una|un|aqui|tambien)",
    "(es|son) (habitual|frecuente|comun|corriente|normal|tuya|tuyo|tuyas|humano|suficiente|posible|usual)",
    "(nadie|no) (sabe|sabemos|puede|podemos)",
    "sin (prisa|que haga falta)",
    "(emergencia|emergencias|112)",
    "(equipo|equipos|medico|medica|clinica|centro|doctora|enfermera)",
    "(dice|dicen) nada",
    "(app|aplicacion|pagina|cuenta|contraseña|clave|servidor|archivo|copia|copias|aviso|ajustes|codigo|enlace|permiso|dispositivo|telefono|correo|boton|pantalla|menu|borrador|version|lista|calendario|mantenimiento|conexion|formulario|cifras|red|idioma|acuerdo|consentimiento|entrada|entradas|dibujo|auriculares|notificacion|recordatorio|descarga|grabacion|microfono|hora|pastilla|tension arterial)",
];

const DENIALS: &[&str] = &[
    "(no|nunca|jamas|nada|nadie|ningun|ninguna|ninguno|ni|sin|tampoco)",
    "(en lugar de|en vez de|mas que)",
];

const FAMILIES: &[Family] = &[
    Family {
        kind: Directive,
        weight: Firm,
        patterns: DIRECTIVE,
    },
    Family {
        kind: Directive,
        weight: Leaning,
        patterns: DIRECTIVE_LEANING,
    },
    Family {
        kind: Interpreting,
        weight: Firm,
        patterns: INTERPRETING,
    },
    Family {
        kind: Interpreting,
        weight: Leaning,
        patterns: INTERPRETING_LEANING,
    },
    Family {
        kind: Praising,
        weight: Firm,
        patterns: PRAISING,
    },
    Family {
        kind: Praising,
        weight: Leaning,
        patterns: PRAISING_LEANING,
    },
    Family {
        kind: Promising,
        weight: Firm,
        patterns: PROMISING,
    },
    Family {
        kind: Promising,
        weight: Leaning,
        patterns: PROMISING_LEANING,
    },
    Family {
        kind: DemandingOutcome,
        weight: Firm,
        patterns: DEMANDING,
    },
    Family {
        kind: DemandingOutcome,
        weight: Leaning,
        patterns: DEMANDING_LEANING,
    },
    Family {
        kind: Pathologizing,
        weight: Firm,
        patterns: PATHOLOGIZING,
    },
    Family {
        kind: Pathologizing,
        weight: Leaning,
        patterns: PATHOLOGIZING_LEANING,
    },
];

const DIRECTIVE: &[&str] = &[
    "aunque (estes|no te apetezca|no quieras|te cueste|te duela|no tengas ganas|tengas miedo|te encuentres|te sientas|estés)",
    "no (debes|deberias|deberías|debería usted|debe usted|debemos|debéis|has de) -(nada)",
    "^ <lead>? toca (*ar|*er|*ir|*arse|*erse|*irse)",
    "^ no (cuestiones|dudes|discutas|pongas|quites|te quites|faltes|abandones|interrumpas|desobedezcas|mires|leas|salgas|hables|comas|llames|veas|cedas)",
    "(no puedes|no te puedes) (permitirte|saltarte|quedarte|seguir asi|esconderte|ignorar|huir|escapar|rendirte)",
    // Modals.
    "(debes|debe|deben|debemos|debeis|deberas|deberias|debería|deberían|deberíamos|deberá|deberán|debiera|debieras) -(<tecnico>|su|a|nada|haber|usted <tecnico>)",
    "(tienes|tiene|tenemos|tendras|tendrá|tendria|tendrias|tengo|tenéis) que -(<tecnico>|ver)",
    "(has|ha|hemos|habras|habrá) de -(<tecnico>)",
    "(hay|habra|habria) que -(<tecnico>)",
    "(necesitas|necesita|necesitamos) -(el|la|un|una|los|las|ayuda|hablar|algo|mas|tiempo|conexion|<tecnico>) (*ar|*er|*ir|*arte|*erte|*irte|que)",
    "(te|le) toca -(el|la|los|las|un|una|,|algo)",
    "(estas|esta) (obligado|obligada|llamado|llamada) a",
    "(no puedes|no se permite|no debes|no debe) -(<tecnico>|abrir|ver|leer|entrar|borrar|recuperar|deshacer|cambiar|nada|editar) (*ar|*er|*ir|*arte|*erte|*irte|*arse)",
    "(es|resulta|sería|será|parece|seria|considero|creo) (muy|absolutamente|realmente|del todo|mas que)? (necesario|esencial|crucial|vital|imprescindible|fundamental|importante|primordial|indispensable|preciso|obligatorio|obligatoria|clave|urgente|conveniente|recomendable|aconsejable|imperativo|prioritario|menester) (que|*ar|*er|*ir|*arte|*erte|*irte|*arse|no|para)",
    "(es|resulta) (esencial|crucial|vital|imprescindible|fundamental|primordial|indispensable|obligatorio|imperativo|urgente)",
    "(sería|seria|es|será) (bueno|mejor|hora|momento|tu deber|su deber|tu obligacion|tu responsabilidad|su responsabilidad|tu tarea|su tarea|tu trabajo|un error|una pena|tiempo) (que|de|*ar|*er|*ir|no)",
    "es (hora|momento|tiempo) de",
    "(conviene|convendria|hace falta|hara falta|haria falta|urge|importa|interesa|basta ya|mas te vale|mas vale|vale mas) (que|de|*ar|*er|*ir|*arte|*erte)",
    "lo (correcto|mejor|adecuado|suyo|importante|primero|único|unico|que debes|que tienes|que toca|que hay que|que necesitas) (es|hacer|que|ahora|para)",
    "(tu|su|la) (deber|obligacion|responsabilidad|tarea|deberes|mision) (es|ahora|hoy|para|de|sera|será|consiste)",
    "(tiene|tienes) (la)? (responsabilidad|obligacion|el deber|prohibido)",
    "(es un requisito|requisito|obligatorio|obligatoria|prohibido|queda prohibido|terminantemente|bajo ningun|de ningun modo|de ninguna manera) -(aqui|,)",
    "(te|le|os) (pedimos|pido|exijo|exigimos|ruego|rogamos|ordeno|aconsejo|aconsejamos|recomiendo|recomendamos|sugiero|insisto|insto|instamos|animo a|animamos a|queremos|quiero|necesito|obligo|prohibo|recordamos que|invito a que) (que|*ar|*er|*ir|no|encarecidamente)",
    "(quiero|queremos|necesito|necesitamos|espero|esperamos|exijo|exigimos|pido|pedimos|insisto en|insistimos en|confío en|confiamos en) que",
    "(sin excusas|sin excusa|nada de excusas|sin excepcion|sin falta|sin rechistar|pase lo que pase|cueste lo que cueste|a toda costa|como sea|sea como sea|ni un solo dia|sin descanso|no hay tiempo que perder|no pierdas|cuanto antes|de ahora en adelante|a partir de ahora|desde hoy mismo|no valen excusas|ya basta)",
    "(asegurate|aseguraos|asegurese|no olvides|no olvide|no te olvides|no dejes de|no dejes que|no dejes pasar|no deje de|recuerda (siempre|cada|tu|que tu|que eres|que estas|*ar|*er|*ir)|recuerde (siempre|*ar|*er|*ir)|acuerdate|acuerdese|procura|procure|ten en cuenta|ten presente|manos a la obra|ponte las pilas|haz un esfuerzo|haz el favor|pon de tu parte|poner de tu parte|da lo mejor|date prisa|manten la mente|se fuerte|sé valiente|sé positivo|sé positiva|sé fuerte|sé disciplinad*|sé constante|sé agradecid*)",
    "si (quieres|quiere|deseas) (resultados|sanar|curarte|avanzar|cambiar|mejorar|que funcione|de verdad)",
    "quien quiera _3 (debe|tiene|ha de)",
    "(deja|dejad|deje|basta) (ya)? de (*ar|*er|*ir|*arte|*erte|*irte|*arse|*erlo|*arlo)",
    "(por que|cuando) (no)? (vas|piensas) a",
    "(esta semana|hoy|mañana|esta noche) (vas a|iras|hablaras|llamaras|haras|diras|escribiras)",
    // Telling not to.
    "^ <lead>? (no|nunca|jamas) (te|le|se|lo|la|os|me|los|las)? (<hacer:thou>|<meta:thou>|<obedecer:thou>|permitas|<lograr:thou>|<mejorar:thou>|faltes|saltes|malgastes|resistas|rindas|escondas|huyas|niegues|distraigas|conformes|quejes|cedas|bloquees|juzgues|tengas|seas|vayas|hagas|digas|pienses|hables|abras|duermas|uses|bebas|comas)",
    "(bajo ningun concepto|en ningun caso|por nada del mundo|nunca mas)",
    "ni (se te ocurra|lo pienses|hables|abras)",
    // Telling.
    "^ <lead>? <obedecer:told> -(bien|mal|que ver|alguna)",
    "(comprometete|exigete|esfuerzate|obligate|rindete|entregate|atrevete|preocupate|centrate|concentrate|levantate|confia|confie|relajate|calmate|animate|callate|prometete|promete|perdonate|alejate|apartate|apuntate a|cuidate)",
    "(debo|deberia|debería) -(a)",
];

const DIRECTIVE_LEANING: &[&str] = &[
    "^ <lead>? <actuar:told> -(, _) -(mucho|bastante|de una|segun|que|a veces|y|o)",
    "^ <lead>? (haz|pon|ve|ten|sal|ven|ponte|tomatelo|tomate en|hazlo|dilo|ponlo|vete|dale|dile|date) -(una manta|comod*|el nombre|en voz|la mano|algo|el tiempo|lo que|,)",
    "^ (antes|despues|cuando|mientras|durante|en|al|con|por|para|desde|hasta|una vez|tras|hoy|mañana) ... , (<actuar:told>|<obedecer:told>|<lograr:told>) (tu|su|a|al|el|la|los|las|con|en|cada|todo|todos|un|una|lo|que|hasta|de)",
    "^ (lee|lea|escribe|escriba|pon|toma|tome|di|abre|mira|elige|escoge|empieza|ven|quedate) ... y (<actuar:told>|<obedecer:told>|<lograr:told>|escribe|lee|trabaja|haz|di|dilo) -(deja)",
    "^ (lee|lea|di|diga|repite|repita|escribe|escriba) ... (veces|en voz alta diez|cada|todos|todas|antes de|hasta)",
    "en serio",
    "(no puedes|no te puedes) (permitirte|dejar|saltarte|quedarte|seguir|esconderte|esperar|ignorar|evitar|huir|escapar|parar|rendirte)",
    "(diez|cinco|tres|cuatro|seis|siete|veinte) veces",
    "hasta que (te|lo) (avisemos|digamos|indiquemos|permitamos)",
    "por (cansad*|mal|poco|mucho) que",
    "^ <lead>? no _1 (*es|*as) -(nada|prisa|hay|es|eres|estas|tienes|puedes|has|sabes)",
    "(recuerda|recuerde) que",
    "~ <lead>? <obedecer:told> (tu|su|el|la|los|las|en|a|con|por|cada|todo|todas|todos|que|cualquier)",
    "^ <lead>? (<hacer:told>|<mejorar:told>|haz|haga|pon|ponga|di|diga|ve|vaya|ten|tenga|sal|salga|ven) ... <hasta>",
    "~ (<hacer:told>|<mejorar:told>|haz|haga|pon|ponga|di|diga|ve|vaya|ten|tenga|sal|salga|ven) ... <hasta>",
    "^ (antes|despues|cuando|mientras|durante|en|al|con|por|para|desde|hasta|si|una vez|tras) ... , (<obedecer:told>|<hacer:told>|haz|di|pon|ve) (tu|su|a|al|el|la|los|las|con|en|cada|todo|todos)",
    "^ (llama|llame|dile|digale|pidele|pidale|cuentale a tu padre|exige|exija|escribele|habla con tu (jefe|madre|padre|pareja)|enfrentate|plantale|perdona|agradece|agradezca|ponte a|ponte ya|pon fin|pon limites|di que)",
    "^ <lead>? (elige|escoge|cambia|rompe|corta|abandona|aparta|rechaza|exige|ocupate|toma las|toma tu|haz (este|el|cada|todo|todos|lo))",
    "(todos los dias|todas las noches|todas las mañanas|cada dia|cada mañana|cada noche|a diario|dos veces al dia|tres veces) -(o|,)",
    "(tu terapeuta|el equipo|la clinica) (quiere|espera|necesita|exige) que",
];

const INTERPRETING: &[&str] = &[
    "(simboliz*|simbolo de|simbolico|simbolica|simbolicamente|metafora de|alegoria)",
    "(representa|representan|representaba|representaban|encarna|encarnaba|personifica|denota|denotan|evoca|alude|aluden|aludia|remite a|equivale a que)",
    "(significa|significaba|quiere decir|queria decir|viene a decir) (que|tu|su|el|la|un|una)",
    "-(que) (significa|significan)  _ -(cosas|algo|distint*|lo)",
    "(revela|revelan|revelo|demuestra|demuestran|evidencia|evidencian|delata|delatan|traduce|esconde|esconden|escondia|oculta|ocultan|ocultaba|encubre|disfraza) (que|tu|su|un|una|el|la|como|lo|cuanto|el hecho|en) -(menu|pantalla|lista|entrada)",
    "(muestra|muestran|mostro|indica|indican|indicaba|sugiere|sugieren|confirma|confirman|prueba|explica|explican|señala|corresponde a|corresponden a|responde a|obedece a|se debe a|se debia a|se deben a|proviene de|provienen de|procede de) (que|tu|tus|un|como tu|cuanto|ira|rabia|algo que|nunca|todo lo que)",
    "(expresa|expresan|expresaba|refleja|reflejan|reflejaba|deja ver|dejan ver|pone de manifiesto|ponen de manifiesto|da a entender|dan a entender|deja claro|dejan claro|nos dice|nos dicen|te dice|te decia|nos habla|nos hablan|te habla|te hablaba|hablaba de|habla de tu|hablan de tu|hablan de una|apunta a|apuntan a|nace de|nacen de|viene de tu|vienen de tu|surge de tu|tiene su origen|tienen su origen|tiene que ver con tu|tienen que ver con tu|tenia que ver con|esta relacionado con tu|esta relacionada con tu|esta ligado a|esta ligada a|se relaciona con tu|es consecuencia de|es fruto de|es producto de) -(el horario|la hora|las fechas|la fecha)  (que|tu|tus|su|sus|un|una|el|la|los|las|lo|como|por|ira|paz|todo|cuanto|rabia|miedo|tristeza|dolor|aquel|esa|ese|algo|nunca)",
    "(detras|debajo|tras|por debajo) (de)? (tu|esa|ese|esas|esos|toda|todo|esta|aquella|aquel|la rabia|la ira|el enfado|la tristeza) ... (hay|se esconde|se oculta|late|esta|habia|se escondia|yace|vive|existe|asoma)",
    "(se esconde|se oculta|se escondia|se ocultaba|late|yace) (en|un|una|el|la|tu|detras|bajo)",
    "(en el fondo|en lo mas profundo|muy dentro|en realidad|en verdad|de verdad te|en esencia|a un nivel profundo|a nivel profundo|inconscientemente|sin saberlo|sin darte cuenta|por dentro estas|muy en el fondo)",
    "(inconsciente|subconsciente|arquetip*|psique|superyo|edip*|freud*|jung*|karma|karmic*|ancestro|ancestros|ancestral|antepasados|reencarna*|vida pasada|vidas pasadas|kundalini|chakra*|el universo te|universo quiere|tu alma|alma eligio|niño interior|niña interior|sanador interior|sanadora interior|sabiduria interior|yo superior|yo verdadero|verdadero yo|yo autentico|autentico yo|tu sombra|tu ego|el ego|del ego|proyeccion|proyectas|proyectando|proyectabas|reprim*|represion|transferencia|no resuelto|no resuelta|sin resolver desde|asunto pendiente|asuntos pendientes|no dicho|energia femenina|energia masculina|utero|parte instintiva)",
    "(verdadera|verdadero|real|autentica|autentico|auténtica|oculto|oculta|profundo|profunda) (causa|razon|motivo|origen|problema|significado|sentido|mensaje|herida|miedo|trauma|raiz|conflicto|deseo) (es|era|esta|de|fue|son|estaba)?",
    "(tu|su) (verdadero|verdadera|autentico|autentica) (problema|miedo|deseo|herida|yo|naturaleza|esencia|necesidad|conflicto)",
    "(medicina|ketamina|dosis|sesion|viaje|vision|sueño|universo|experiencia|planta|imagen|espiritu|alma|psique|mente|cuerpo|cerebro|corazon) (te|nos) (dijo|dice|decia|mostro|muestra|mostraba|enseño|enseña|enseñaba|pidio|pide|pedia|quiso|quiere|queria|llevo|trajo|regalo|revelo|hablo|hablaba|aviso|avisa|recordo|recuerda|invito|invita|estaba|esta|hizo ver|abrio|mando|envio|dio|hablan)",
    "(medicina|ketamina|dosis|sesion|viaje|vision|universo|planta|alma|psique|mente|cuerpo|espiritu|corazon) (quiso|quería|queria|quiere que|sabia|sabe lo|sabe que|eligio|escogio|insiste|recuerda lo|rechazo|rechazaba|protegio|estaba (pidiendo|diciendo|mostrando|liberando|rechazando|hablando|preparada|lista|soltando|gritando|protegiendo|tratando|intentando))",
    "te (enseño|mostro|revelo|hizo ver|hizo entender|quiso decir|quiso mostrar|estaba diciendo|estaba mostrando|esta diciendo|esta mostrando|esta pidiendo|pedia a gritos|habla de) (que|tu|la|el|como|algo|lo|a)?",
    "(mostrarte|decirte|enseñarte|avisarte|advertirte|recordarte|comunicarte) (=que|algo que)",
    "(no es casualidad|no fue casualidad|no es casual|no fue casual|no es coincidencia|por algo|por una razon|no por azar|no es un accidente)",
    "(esta|es|queda|resulta|parece) (muy|bastante|bien)? (claro|clara|evidente|obvio|obvia|patente|innegable|indudable) (que|de|por|tu)?",
    "(esta claro|claramente|obviamente|evidentemente|sin duda|indudablemente|por supuesto) (que|tu|te|es|eres|estas|fue|era|un|una|se|sientes|tienes|hay)",
    "(es|era|eran|fue|son|fueron) (en realidad|en verdad|realmente|claramente|evidentemente|sin duda|nada mas que|simplemente tu|solo tu|ni mas ni menos) ",
    "(no es mas que|no era mas que|no son mas que|no eran mas que|no fue mas que|no es otra cosa|no era otra cosa|no es sino|no era sino|no es la ... sino|no es el ... sino|nada mas que)",
    "(es|era|eran|fue|son|fueron|sois|eres) (un|una|el|la|los|las)? (proyeccion|reflejo|signo|señal|señales|simbolo|metafora|mensaje|eco|manifestacion|expresion|espejo|leccion|encuentro|advertencia|defensa|grito|retrato|encarnacion|lenguaje|prueba de que|aspecto de ti|parte de ti|version de ti) (de|del|contra|con|para|inequivoca|clara|claro|perfecta) -(apoyo|usar|contacto)",
    "(eras|eres) (tu|tú) (mismo|misma|de|a|quien|en|con)?  -(quien decide|quien elige|la que|el que)",
    "(es|era|eran|fue|son) (un|una|el|la)? (aspecto|parte|version|fragmento|prueba) (de ti|tuya|tuyo|de que|de tu)",
    "<vivido> ... (es|era|eran|fue|son) (un|una|el|la) (parte|prueba|imagen|mapa|recordatorio|llamada|invitacion|aviso|mecanismo|voz|forma|manera) (de|del|para)",
    "(es|era|eran|fue|son) (tu|tus) (propio|propia|propios|propias)? <interno>",
    "(porque|ya que|dado que|pues) (en el fondo|por fin|nunca|estabas|estas|tu|te sentias|te sientes|sigues|llevas|aun|todavia|has|no has|tienes miedo|tenias|necesitas|necesitabas|querias|quieres) ...",
    "es porque",
    "explica por que (hoy|te|tu|nunca|siempre|no|desconf*|huy*|tem*|elig*|sient*|reaccion*)",
    "(estas|estabas|sigues|seguias|llevas|vienes|has estado) _3 (evitando|negando|reprimiendo|huyendo|escapando|proyectando|castigando*|protegiendo*|aferr*|defendiend*|escondiend*|reviviendo|repitiendo|buscando|conteniendo|arrastrando|cargando|luchando|resistiendo*|liberando|soltando|viviendo en)",
    "(que|lo que) (nunca|jamas) (te|pudiste|expresaste|dijiste|lloraste|tuviste|sentiste|has|llegaste|recibiste|supiste)",
    "(nunca|jamas) (te)? (permitiste|permites|atreviste|perdonaste|despediste|superaste|lloraste|sentiste|aceptaste)",
    "(lo que|lo unico que) (de verdad|realmente|en el fondo|en verdad) (te|quieres|sientes|necesitas|buscas|temes|deseas|eres|querias|sentias|anhelas)",
    "(realmente|de verdad|en verdad|secretamente) (quieres|sientes|necesitas|buscas|temes|deseas|eres|querias|sentias|anhelas|odias|amas)",
    "quien (eres|realmente eres|de verdad eres|fuiste)",
    "(anhelas|añoras|ansias|deseas en secreto|extrañas a)",
    "(tu|su) (herida|conflicto|trauma|duelo|rabia|miedo|vacio|dolor) (principal|interior|interno|no|de fondo|original|primario|infantil|mas profundo|profundo|materno|paterno|materna|paterna)",
    "(indica|significa|muestra|sugiere|confirma|revela|demuestra) que",
    "(te has|ya te has|ya has|has) (desprendido|liberado|perdonado|superado|renunciado|cerrado|dejado atras)",
    "(estas|esta) (listo|lista|preparado|preparada) para",
    "(tu|su) (mente|cuerpo|psique|cerebro|corazon|alma|sistema nervioso|parte) _3 (insiste|quiere|queria|pide|pedia|sabe|recuerda|necesita|necesitaba|grita|habla|hablaba|reclama|intenta|intentaba|trata|trataba|rechaza|rechazaba|protege|protegia|dice|decia|busca|buscaba|se defiende|se protege|te pide|te avisa|ha estado|estaba|no estaba)",
];

const INTERPRETING_LEANING: &[&str] = &[
    "(<vivido>|araña|maleta|dolor de cabeza|picor|tos|bostezo|hambre|sed|carta|numero|objeto|cicatriz|cuchillo|abrigo|vestido|zapatos|telefono|mano|manos|cara|piedra|pared|desierto) ... (era|eran|fue|fueron|es|son) (realmente|solo|pura|puro|nada mas que)? (celos|envidia|resistencia|orgullo|odio|traicion|esperanza|anhelo|remordimiento|desesperacion|venganza|abandono|rechazo|control|miedo|duelo|culpa|verguenza|rabia|ira|soledad|pena|tristeza|trauma|negacion|depresion|nostalgia|represion|los celos|la envidia|el orgullo|el odio|el miedo|el abandono|el rechazo|perfeccionismo|deseo|dolor no)",
    "(es|era|son|eran|fue) (la|el|las|los) (parte|lado|trozo|niño|niña|version|voz|memoria|peso|herida|amor|rabia|pena|miedo|vida|madre|padre|años) (de|que|quien|tu)",
    "(viste|soñaste|sentiste|oiste|dibujaste|elegiste|lloraste|caiste|dormiste|olvidaste|perdiste|reiste) _6 (porque|ya que|para que|por no|por miedo)",
    "(tu|tus|ese|esa|esos|esas|aquel|aquella|el|la|lo) -(ultim*|primer*|entrada|nota|pagina|pregunta|foto|borrador|cita|cuenta|terapeuta|nombre|clinica|dibujo|grabacion|segund*|proxim*|anterior) _5 (era|eran|fue|fueron) (un|una|tu|tus|en|solo|miedo|rabia|pena|ganas|la|el|los|las|lo) -(primera|segunda|tercera|dos|tres|lunes|martes|ultim*|dia|mes)",
    "(era|fue|es) (tu|el|la|un|una) _2 (el que|la que|lo que|que) (hablaba|lloraba|gritaba|pedia|buscaba|queria|habla|llora|pide|decia|dormia)",
    "(tu|ese|esa|esos|esas|aquel|aquella|el|la|los|las|que) _5 (señala|señalan|muestra|muestran|revela|prueba|explica|recuerda|delata|habla|hablan|esconde|pertenece a) (lo|=que|como|tu|tus|la|el|una|un|cuanto|de tu|de una|de un)",
    "(venia|venian|viene|vienen|nace|nacen|nacia|brota|brotaba|surge|surgia|salia|salio) de (un|una|tu|tus|aquel|aquella|no|haber|esa|ese|los|las)",
    "(te puso|te ponia|te pone) delante",
    "espejo de",
    "(son|eran|fueron) (los|las) _3 (que|de)",
    "(bajo|tras|detras de|debajo de) (la|el|tu|esa|ese|esos|esas|tanta|tanto) _2 (hay|habia|esta|estaba|vive|hubo)",
    "(estabas|estas) (realmente|en realidad|todavia|muy|tan|solo)? <movido> -(si|,)",
    "(una|un|la|el) (protesta|suplica|rebelion|huida|defensa|escudo|retirada|castigo|mensaje|aviso|despedida|regreso|busqueda|rechazo|prueba|rastro|eco|grito) (contra|para|de|a|por) (tu|tus|la|el|un|una|no|que|lo)",
    "que _6 (muestra|demuestra|significa|revela|prueba|indica|sugiere)",
    "(<vivido>) ... (es|era|eran|fue|son|fueron) _3 (tu|tus|su|sus|el|la|un|una|los|las|de) _2 <interno>",
    "<vivido> ... (es|era|eran|fue|son|fueron) (tu|tus|de tu|miedo|rabia|ira|tristeza|culpa|duelo|soledad|amor|verguenza|el miedo|la rabia|la ira|la tristeza|la culpa|el duelo|la soledad|el trauma|la energia|la parte)  -(decision|eleccion|palabra|palabras|terapeuta|equipo|entrada|cuenta|cita|clave|codigo)",
    "(ese|esa|esos|esas|aquel|aquella|aquellos|aquellas|tu|tus|el|la|los|las) <vivido> ... (refleja|reflejan|expresa|expresan|muestra|muestran|indica|indican|habla|hablan|esconde|esconden|corresponde|corresponden|confirma|confirman|revela|revelan|explica|explican|apunta|apuntan|alude|aluden|remite|remiten|dice|dicen|demuestra|demuestran|delata|delatan|señala|señalan|sugiere|sugieren|pertenece|pertenecen) -(la hora|el horario)",
    "(por eso|de ahi que|asi que|lo que explica|eso explica) (te|tu|tus|hoy|ahora|nunca|siempre|eliges|temes|huyes|desconfias|sientes|reaccionas|lloras|lloraste)",
    "_ (muestra|muestran|mostro|indica|indican|indicaba|sugiere|sugieren|confirma|confirman|prueba|explica|explican|señala|corresponde a|corresponden a|responde a|obedece a|se debe a|se debia a|se deben a|proviene de|provienen de|procede de) (el|la|los|las|lo|una|su|sus|por que|como)",
    "(fue|era|es) (una forma|una manera|un modo|un intento|una leccion|una defensa|una huida|un regalo|un aviso|un mensaje|una señal|una invitacion|una llamada)",
    "(perro|lobo|serpiente|mar|fuego|agua|figura|figuras|niño|niña|mujer|hombre|luz|oscuridad|monstruo|casa|puerta|tren|montaña|ola) ... (es|era|eran|son|fue) (tu|el|la|los|las|un|una)",
    "(todavia|aun) no (has|te has|quieres|puedes) (superado|perdonado|cerrado|soltado|aceptado|despedido|soltar|aceptar|perdonar)",
    "no has (superado|perdonado|cerrado|soltado|aceptado|llorado|resuelto|dejado)",
    "(ahora|por fin) (quiere|queria|reclama|pide|necesita|se libera) ",
];

const PRAISING: &[&str] = &[
    "tu _4 (es|fue|era|ha sido|resulta|resulto|esta) (tan|muy|realmente|verdaderamente|simplemente|de verdad)? (extraordinari*|maravillos*|precios*|brillante|excelente|magnific*|admirable|impresionante|espectacular|increible|genial|impecable|perfect*|valiente|conmovedor*|emocionante|inspirador*|ejemplar|excepcional|esplendid*|fantastic*|estupend*|sobresaliente|hermos*|bellisim*)",
    "(una|un|esta|este|que) (entrada|reflexion|respuesta|intencion|dibujo|frase|descripcion|observacion|pagina|decision|paso|pregunta|imagen|limite|carta) (tan|muy|realmente)? (extraordinari*|maravillos*|precios*|brillante|excelente|magnific*|admirable|impresionante|espectacular|genial|impecable|perfect*|valiente|madur*|sabi*|conmovedor*|lucid*) -(si|o)",
    "(merece|merecen) (un lugar|un sitio|un marco|un premio|todo|todos|nuestro|nuestra|ser)",
    "solo (una|un|alguien) _2 (fuerte|valiente|especial|madura|maduro|sabia|sabio|excepcional) ",
    "da gusto",
    "un placer (trabajar|leerte|verte|acompañarte)",
    "! (mirate|sigues|increible|tu|vaya|que|eso|asi|mira)",
    "(nadie|ninguna persona|quien) (se)? (habria|hubiera|podria|lo habria|lo hubiera|lo hace|ha) ... (mejor que|como tu|tan bien|tanto como)",
    "(enhorabuena|felicidades|felicitaciones|felicitamos|felicito|felicitarte|bravo|brava|ole|hurra|yupi|chapo|chapeau|congratulaciones|asi se hace|asi me gusta|asi se|guau|caray|toma ya|vaya)  -(a|usted|al|con)",
    "(bien hecho|muy bien|bien por ti|bien dicho|bien llevado|bien jugado|que bien|tan bien|super bien|genial|perfecto|estupendo|fenomenal|magnifico|excelente|fantastico|sobresaliente|impresionante|maravilloso|asombroso|increible|extraordinario|admirable|espectacular|brillante|espléndido) -(si|que no|conservad*)",
    "(buen|gran|buena|excelente|magnifico|fantastico|estupendo|maravilloso|enorme|increible|impresionante|bonito|precioso|mejor|tremendo) (trabajo|labor|progreso|avance|avances|esfuerzo|paso|comienzo|inicio|decision|eleccion|logro|reflexion|actitud|respuesta|pregunta|semana|trayectoria|entrega|intencion|mejora|ejercicio|ritmo|resultado|paciente|alumno|alumna)",
    "(orgulloso|orgullosa|orgullosos|orgullosas|enorgullec*|que orgullo|un orgullo|orgullo (de|por|que))",
    "(aplaudimos|aplaudo|aplauso|aplausos|ovacion|medalla|medallas|insignia|trofeo|matricula de honor|un diez|diez sobre diez|diez de diez|premio|nos quitamos el sombrero|me quito el sombrero|sombrero ante|chapo|estrella de oro|punto extra|puntos extra|racha|record|nota maxima|corona)",
    "(sigue asi|siga asi|sigue adelante asi|continua asi|sigue en esta linea|no cambies|no cambies nada|a por mas|adelante campeon)",
    "(lo has|lo hiciste|lo haces|lo estas|lo estas haciendo|lo llevas|lo habeis|la has|te ha|te has|te|nos has) (haciendo)? (logrado|conseguido|bordado|clavado|hecho|genial|fenomenal|muy bien|tan bien|bien|de maravilla|estupendamente|perfecto|perfectamente|mejor|super|fantastico|superado|portado|ganado|lucido|quedado|salido|demostrado|sorprendido|llevado) -(en|desde|el|con tu terapeuta)",
    "(eres|es usted|has sido|fuiste|sois|seras|estas hecho|estas hecha|estas siendo|ha sido usted) (tan|muy|toda|todo|un|una|el|la|los|de|increiblemente|realmente|verdaderamente|extraordinariamente|tremendamente|nuestra|nuestro|mi|mas|simplemente)? _2 <bueno>",
    "(eres|has sido|fuiste) (de los|de las|el mejor|la mejor|lo mejor|los mas|las mas|un ejemplo|toda una|todo un|capaz de todo|un sol|un cielo)",
    "(que|cuanta|cuanto|vaya|menuda|menudo|tanta|tanto|semejante) (gran|grande|buena|buen|bonita|bonito|bien|mayor)? <bueno>",
    "que (gran|bonito|bonita|buena|buen|bien|alegria|orgullo|gusto|maravilla|corazon|hermoso|grande|ejemplo|suerte tenerte|nivel|manera) -(quieras|te gustaria|recuerdas|dia)",
    "(menuda|menudo|vaya) (entrega|trabajo|semana|avance|progreso|logro|cambio|fuerza|paso|ejemplo|capacidad)",
    "(nos|me) (impresiona|impresionas|impresiono|admira|encanta|alegra|alegro|emociona|enorgullece|inspiras|inspira|conmueve|sorprende|fascina|asombra|hace feliz|llena)",
    "(admiramos|admiro|admira|admiran|admiracion|admirad*|celebramos|celebro|reconocemos tu|valoramos tu|agradecemos tu (esfuerzo|valentia|entrega|honestidad))",
    "(encantado|encantada|encantados|contento|contenta|contentos|feliz|felices|maravillado|maravillada|emocionado|emocionada|impresionado|impresionada|impresionados) (con|de|cuando|por|contigo|al)",
    "(merece|mereces|te mereces|la mereces|lo mereces|has merecido|merecido|merecida|digno de|digna de|dignas de) -(la pena)",
    "(mejor que|mas que|mas lejos que|antes que) (la mayoria|nadie|muchos|muchas|todos|otros|ninguno|el resto|cualquiera|casi)",
    "(pocas personas|pocos pacientes|pocas pacientes|muy pocos|muy pocas|casi nadie|no todo el mundo|no todos|no cualquiera|nadie habia|pocos|no todas las personas|muchos otros) _2 (lo|se|llega|llegan|consigue|consiguen|logran|logra|tienen|tiene|puede|pueden|habria|habrian|escrito|hacen|hace|capaz|capaces|atreve|atreven|alcanzan|sabe)",
    "(la mejor|el mejor|mejores|tu mejor) (version|entrada|entradas|intencion|trabajo|paciente|alumno|reflexion|semana|dibujo|que)",
    "(como) (un|una|todo un|toda una|los) (campeon|campeona|experto|experta|profesional|maestro|maestra|guerrero|guerrera|heroe|heroina|leon|leona|valiente|valientes|grande|grandes|titan|crack|verdadero|verdadera|autentico|autentica)",
    "(campeon|campeona|campeones|crack|figura|maquina|guerrero|guerrera|valiente|guapa|artista|corazon|tesoro|cielo) !",
    "(has|habeis|ha) (demostrado|mostrado|actuado|afrontado|respondido|crecido|madurado|avanzado|progresado|sabido|tenido|dado|mejorado|evolucionado|superado|cumplido|completado|alcanzado|logrado|conseguido|trabajado|aprendido) (un|una|mucho|muchisimo|tanto|con|tus|cada|lo que|muy|a|el|que|tu|todo|todos|todas|todo lo) ... ",
    "(cuanto|lo mucho que|todo lo que|lo bien que|lo lejos que|como) has (avanzado|crecido|madurado|mejorado|progresado|cambiado|trabajado|logrado|aprendido|llegado|evolucionado|llevado)",
    "(mucho mas alla de lo|por encima de lo|mas de lo que nadie|supera todas|superas todas|has superado las expectativas|no nos has defraudado|sabiamos que podias|sabia que podias)",
    "gracias por (ser|tu (valentia|honestidad|entrega|sinceridad|esfuerzo|generosidad|confianza|constancia))",
    "(tu|su|tus|sus) (valentia|coraje|honestidad|entrega|constancia|sinceridad|esfuerzo|dedicacion|madurez|sabiduria|disciplina|fuerza|fortaleza|generosidad|progreso|avances|logros|compromiso|perseverancia|sensibilidad|profundidad|evolucion|lucidez|talento) (es|son|nos|me|merece|ha|han|te|resulta|inspira|no|fue|hoy|al|para|durante|esta|estos|este|brilla)",
    "(estar|estas|siente|sentir|sentirte|sientete|estate|puedes estar|puede estar) (muy|tan|bien)? (orgullos*|satisfech*|contenta contigo|contento contigo)",
    "con (una|un|tanta|tanto|mucha|mucho|tal|total|gran|verdadera|enorme|admirable) (valentia|coraje|honestidad|entrega|constancia|madurez|sabiduria|sensatez|fuerza|generosidad|profundidad|lucidez|valor|serenidad|dignidad|sinceridad)",
    "(lleno|llena|llenos|llenas) de (sabiduria|valentia|fuerza|amor|luz|talento|belleza)",
];

const PRAISING_LEANING: &[&str] = &[
    "(tu|tus|te|eres|has|tienes|llevas|cumpliste|hiciste) ... <dotado>",
    "<dotado> ... (tu|tus|ti|contigo)",
    "matricula de",
    "(dice|dicen|habla|hablan) (mucho|muy bien|todo|maravillas) de",
    "(mirate|mira lo|fijate|mira como|mira cuanto)",
    "y se (nota|te nota)",
    "(pura|puro|autentica|autentico|verdadera|verdadero) (poesia|coraje|fuerza|arte|clase|talento|honestidad|oro|magia|sabiduria|valentia)",
    "lo (mucho|bien|lejos|hondo|duro|alto) que (te|has|lo|llegas|trabajas)",
    "(has|habeis) (crecido|madurado|florecido|ganado|dominado|aprendido|superado|excedido|triunfado|avanzado|mejorado|demostrado|conseguido|logrado|sabido|cumplido|dado|vencido) -(cambios|el permiso|permiso)",
    "(dominaste|lograste|ganaste|destacaste|brillaste|triunfaste|conseguiste|conquistaste|superaste|demostraste|cumpliste|completaste|aprobaste|te atreviste|no te rendiste|te luciste)",
    "! (tu|tus|te|eres|has|llevas|lo|la|nos|estas|ya|sigue|enhorabuena|genial)",
    "! _ ... (tu|tus|te|ti|eres|has|llevas|contigo)",
    "(tu|tus|su|sus|eres|has|fuiste|hiciste|llevas) ... <bueno>",
    "<bueno> ... (tu|tus|ti|contigo|eres|has)",
    "(muy|tan|increiblemente|realmente|extraordinariamente|verdaderamente) <bueno>",
    "(gran|buen|buena) <bueno>",
    "(supiste|has sabido|fuiste capaz|has sido capaz) ",
    "(otro|un) (paso|logro|exito) (mas|enorme|grande|importante)",
];

const PROMISING: &[&str] = &[
    "(nada|nadie) (volverá|podrá|te hará|te volverá)",
    "(universo|vida|destino|medicina|ketamina|proceso) (responderá|proveerá|dará|mostrará|sabrá|guiará|llevará|sanará|recompensará|cuidará)",
    "ya no (te|le|os|se|lo|la)? -(podrás|podrá|verás|verá|aparecerá|estará|mostrará|recibirás|recibirá) (*ará|*erá|*irá|*arán|*erán|*irán|*arás|*erás|*irás)",
    "(empieza|comienza|nace) (en|con) esta (pagina|dosis|sesion|respiracion|app|ejercicio)",
    "cuenta con (ello|eso)",
    "(garantiz*|garantia|garantias|garantizad*|asegurad* (el|la|tu|esta|que)|esta asegurad*|prometemos|prometo|promete que|te aseguramos|te aseguro|le aseguramos|te lo aseguramos|te lo aseguro|puedes estar segur*|puede estar segur*|ten por segur*|dalo por|no lo dudes|sin ninguna duda|no cabe duda|no hay duda|no te quepa duda|te doy mi palabra|creenos|creeme|confia en nosotros|confia en mi|confia en el proceso)",
    "^ confia ,",
    "(milagro|milagros|milagroso|milagrosa|milagrosamente|magia|magico|magica|revolucionario|revolucionaria|infalible|infalibles|cura definitiva|remedio definitivo|antes y un despues|te cambia la vida|cambiarte la vida|cambiara tu vida|cambiará tu vida|cambia vidas)",
    "(esta|ha|científicamente|cientificamente) (demostrado|comprobado|probado|probada|cientificamente)",
    "(siempre (funciona|funcionan|ayuda|calma|sirve|da|trae|cura|alivia|sana|encuentra|resulta)|nunca (falla|fallan|defrauda)|no falla|(funciona|funcionan) (siempre|con todos|con todo el mundo|para todos)|cien por cien|al cien|nueve de cada diez|el noventa|100)",
    "(no te preocupes|no se preocupe|no tengas miedo|no tenga miedo|no temas|no hay nada que temer|nada que temer|ningun riesgo|sin riesgo|sin riesgos|sin efectos secundarios|sin peligro|totalmente seguro|totalmente segura|completamente seguro|completamente segura|completamente inofensiv*)",
    "(nada) (malo|mal|grave|puede|podra|podrá) _2 (pasarte|pasar|ocurrirte|ocurrir|salir|suceder|sucederte|pasarle|fallar|detenerte|dañarte)",
    "(puede|podra|podrá) salir mal",
    "(para siempre|de por vida|toda la vida|el resto de tu vida|de una vez por todas|en un instante|al instante|de la noche a la mañana|en un abrir y cerrar|por arte de|definitivamente|de forma definitiva|de forma permanente|de manera permanente|nunca mas|nunca volver*|no volver* a|de raiz|como por encanto|en cuestion de|con toda seguridad|seguro que|sin esfuerzo|en tiempo record|el doble de rapido) -(o)",
    "(solo es cuestion|es cuestion de tiempo|a una sola (dosis|sesion)|a una dosis de|a un paso de|una sola dosis|una dosis basta|un solo paso|una sesion basta|basta una dosis|basta una sesion|bastara|bastará)",
    "(te|le|os|nos) (espera|esperan|aguarda|aguardan|esperara|esperará)",
    "(preparate para|preparese para|espera (una paz|una gran|un gran|grandes|resultados|cambios)|vas a flipar|veras como|verás como|verás cómo|ya veras|ya verás)",
    // What you will do or be.
    "(<sanar:willthou>)",
    "(<mejorar:willthou>) _3 <estado>",
    "(te|le|os)? (sentiras|sentirás|notaras|notarás|experimentaras|experimentarás|encontraras|encontrarás|descubriras|descubrirás|veras|verás|lograras|lograrás|conseguiras|conseguirás|alcanzaras|alcanzarás|dormirás|dormiras|vivirás|viviras|saldrás|saldras|volveras|volverás|dejarás|dejaras|despertarás|despertaras|comprenderás|comprenderas|entenderás|entenderas|disfrutarás|aprenderás|tendrás (paz|mas|una|claridad|energia|por fin|respuestas)|serás|seras|estarás -(en|con)|podrás (por fin|al fin|vivir|dejar|dormir|disfrutar|superar)|perderás|olvidarás|empezarás|comenzarás|llegarás|encontraras) -(el aviso|un aviso|aqui|la lista|la opcion|el codigo|tu lista|el boton|la copia|un correo|la pagina|las entradas|que la entrada|dos|tres|cuatro|ambos|ambas|un boton|una lista|una casilla|una pregunta|una copia|tu entrada|tus textos|tu nota|en ajustes|esta pagina|un enlace|los telefonos|tus entradas)",
    "(dormirá|sentirá|notará|vencerá|saldrá|logrará|superará|conseguirá|recuperará|encontrará) usted",
    "usted (<mejorar:will>|sentirá|notará)",
    "(vas|va|van|vamos) a (<sanar:bare>|sentirte|sentir|dormir|descubrir|cambiar*|ser|estar|volver|notar|encontrar|lograr|conseguir|alcanzar|desaparecer|dejar atras|salir|vivir|comprender|entender|ayudarte|despertar|perder|convertir*|poder|quitar*|acabar|terminar con) -(por escrito|la app|la pagina|la aplicacion|bien ni mal|las preguntas)",
    "(empezarás|empezaras|comenzarás|volveras|volverás|llegarás) a",
    // What it will do.
    "(efecto|efectos|sesion|sesiones|viaje|ketamina|medicina|dosis|proceso|integracion|diario|terapia|respiracion|ejercicio) _4 (<mejorar:will>|será|serán|hará|dará|tendrá) _5 (<estado>|<mal>|mucho tiempo|siempre|vida)",
    "(<mal>|vida|cuerpo|mente|cerebro|corazon|sistema nervioso|cambios|cambio|angustia|felicidad|paz|calma|alegria|claridad|energia|relacion|matrimonio|animo) _4 (<mejorar:will>|será|serán|irá|irán|tendrá|habrá|estará) -(lugar|cerca)",
    "(<sanar:will>) -(el aviso|la cuenta|la copia|los datos|la clave|la entrada|a los|en siete|dentro|tus datos|sola|todo lo que guardaste|con ella)",
    "(te|le|os|se) (lo|la)? (<sanar:will>|protegerá|ayudará|quitará|devolverá|librará|llenará|cambiará|convertirá|regalará|acompañará|disolverán|cerrarán|guiará|salvará) -(un correo|un aviso|una copia|el aviso|acceso|tu terapeuta|a la pagina|dentro de)",
    "(llegará|llegarán|vendrá|vendrán|desaparecerá|desaparecerán|durará|durarán|regresará|volverá|florecerá|cesará|acabará|pasará|terminará) _3 (<estado>|<mal>|toda|siempre|por fin|pronto|en pocas|en pocos|del todo|solo|sola)",
    "(todo|esto) (saldrá|irá|cobrará|estará|tendrá|pasará|encajará|cambiará|será)",
    "(pronto|muy pronto|por fin|enseguida|en breve) _2 (<mejorar:willthou>|<mejorar:will>)",
    "(harás|hará|harán) que _8",
    "(no) (<mejorar:will>|<mejorar:willthou>|necesitarás|tendrás|sufrirás|sentirás|regresará|volverá) _2 (mas|miedo|ansiedad|dolor|nunca|tus pastillas|pastillas|medicacion|regresará|a sufrir|a sentir|a tener)",
    "(quedará|quedarán|quedarás|quedaras) _1 (libre|libres|curad*|reiniciad*|atras|sanad*|limpi*|resuelt*|borrad*|liberad*|en paz)",
    "convertid* en (otra|otro|una nueva|un nuevo|alguien)",
    "(resultados|mejoria|cambio|recuperacion|curacion|sanacion|transformacion|exito|beneficios) (garantizad*|asegurad*|inmediat*|visible|visibles|definitiv*|segur*|permanent*)",
    "(ketamina|medicina|dosis|integracion|respiracion|meditacion|diario|terapia|proceso|ejercicio|tecnica|practica|programa) _4 -(calma|cura) (<sanar:third>) -(o)",
    "(ketamina|medicina|dosis|integracion|respiracion|meditacion|diario|proceso|ejercicio|tecnica|practica|programa) _4 (borra|quita|elimina|devuelve|sabe lo que|da lo que|te da|te hace|hace que|siempre|abre las puertas|cambia la vida|reinicia|apaga|disuelve|rompe|termina con|acaba con|pone fin|garantiza|llega donde) ",
    "(se curan|se sanan|se cura|se sana|mejoran|mejora) (antes|el doble|mas rapido|del todo|por completo|siempre|en|mucho)",
    "equival* a (diez|años|una decada|meses|veinte|cinco)",
];

const PROMISING_LEANING: &[&str] = &[
    "(ketamina|medicina|dosis|integracion|respiracion|meditacion|diario|proceso|programa|metodo|afterword) _1 (da|deja|hace|pone|abre|lleva|trae|convierte|vuelve|limpia|regala|devuelve|ofrece|construye|enseña|logra|consigue|funciona|llega) -(en la boca|abierto|abierta|sitio|espacio|unos|dos|tres|de|lugar)",
    "(pizarra en blanco|nuevo comienzo|nuevo capitulo|segunda oportunidad|borron y cuenta)",
    "(*arás|*erás|*irás|*drás) -(en|con|a|alguien|que alguien|un correo|el codigo|una copia|que volver|el aviso|la opcion|dos|tres|preguntas|avisos|la lista|el boton)",
    "<mal> ... (<mejorar:will>|habrá|habrán|será|irá|quedará|volverá|perderá)",
    "(no|nunca|ya no|jamas) _2 (*ará|*erá|*irá|*arán|*erán|*irán) ",
    "habr* (desaparecido|terminado|pasado|sanado|cesado|cambiado|acabado|sido superad*|dejado|quedado atras)",
    "adios (a|preocupaciones|miedo|miedos|tristeza|dolor|ansiedad|al|penas)",
    "(duerme|duermen|viven|vive|sienten|siente|respiran|mejoran|mejora|funciona|funcionan) (mejor|mas|bien)",
    "(felicidad|paz|libertad|alivio|alegria|sanacion|recuperacion|amor|calma|claridad|mejoria) (durader*|verdader*|real|permanente|eterna|complet*|total|definitiv*)",
    "(esta|estan) (volviendo|regresando|llegando|despertando|sanando|cambiando)",
    "(mas rapido|antes|mejor|mas facil) de lo que (crees|imaginas|piensas|esperas)",
    "(sera|será|serán) (<estado>|un|una|tu)",
    "(menos|mas) (mañana|cada dia)",
    "(transformacion|salvacion|paraiso|remedio|dicha|renacimiento)",
    "<remedio> ... (<sanar:third>|<sanar:will>)",
    "(si|cuando|en cuanto|despues|tras|con|al|gracias a|a partir|tan pronto|una vez|desde) ... (<mejorar:willthou>|<mejorar:will>|desaparecerá|será)",
    "(la|el|tu|los|las|tus) <mal> (se)? (va|van|termina|acaba|desaparece|desaparecen|disuelve|disuelven|acaban|cesa|cede|ceden|irá|irán)",
    "(lo que hoy|lo que ahora) es ...",
    "(en pocas|en pocos|en solo|en apenas) _1 (horas|dias|semanas|meses|sesiones|dosis)",
    "(hacerte|hara que|hace que) _3 (<estado>|<mejorar:told>)",
    "(por fin) _3 (<estado>|<mejorar:bare>)",
    "(tu|su) (cerebro|mente|cuerpo|corazon|sistema nervioso|vida|alma|animo) (<mejorar:will>|<sanar:third>|aprende|se cura|se libera|cambia|sana|florece)",
    "(maravilloso|maravillosa|inolvidable) -(,)",
    "(te|le|os) (lo|la)? (dará|traerá|hará|llevará|permitirá|abrirá|mostrará)",
];

const DEMANDING: &[&str] = &[
    "^ <lead>? pasa (la|de) pagina -(con|para|deslizando|si)",
    "^ que (entendiste|comprendiste|aprendiste|descubriste|soltaste|perdonaste|resolviste|lograste|conseguiste|aceptaste|ganaste|solucionaste|sanaste) ",
    "(que|cuales|cuanto|cuantas|tres|cinco) _3 (ha|han|haya|hayan) (mejorado|sanado|progresado|avanzado)",
    "(el|la|tu|su|nuestro|nuestra|unico|unica|este|esta) (objetivo|meta|proposito|mision|reto|desafio|tarea|finalidad|fin) (de|es|para|sera|será|hoy|ahora|final|principal|consiste|debe) -(no|cada)",
    "(esa|ese|esta|este) es (la|el|tu|su) (tarea|objetivo|meta|proposito|mision|reto)",
    "(queremos|exigimos|esperamos|buscamos|pedimos|quiero|espero) (resultados|respuestas|avances|cambios|una respuesta|un cambio|ver)",
    "(al menos|como minimo) (un|una|dos|tres) (insight|insights|leccion|lecciones|respuesta|respuestas|avance|cambio|cambios|comprension|revelacion|conclusion)",
    "(insight|insights|revelacion) (profund*|por|de|clar*)",
    "de una (vez|buena vez) -(a|en)",
    "(una vez|de una vez) por todas",
    "(libre|libres|curado|curada|sanado|sanada|transformado|transformada|renacido|renacida|limpio|limpia) (de|al|del|antes|hoy|en|a|como|por) (rencor|dolor|miedo|culpa|trauma|traumas|esta|tu|la|el|toda|todo|este|una|salir|terminar|ira|rabia|ansiedad|tristeza|adiccion)",
    "(haber|hayas|haya|habras|habrás|habrá) _1 (perdonado|sanado|superado|resuelto|soltado|dejado|desaparecido|encontrado|entendido|comprendido|logrado|conseguido|vencido|liberado|cerrado|integrado|aprendido|cambiado|curado|olvidado|terminado|aceptado|alcanzado|eliminado|descubierto)",
    "(no (salgas|salga|vuelvas|vuelva|pares|pare|termines|termine|te vayas|se vaya|aceptes|acepte|regreses|regrese|abras|te levantes|cierres|te conformes|descanses|te rindas)) _4 (sin|hasta|antes|menos|con menos|mientras)",
    "(no (salgas|vuelvas|pares|aceptes|te conformes|te rindas|regreses|salga|vuelva|pare|acepte))",
    "(y no (dejes|aceptes|pares|vuelvas|salgas))",
    "(que|cual|cuales|cuantos|cuantas) _3 (has|habras|habrás) _1 (resuelto|aprendido|logrado|conseguido|superado|sanado|cambiado|ganado|alcanzado|extraido|soltado|perdonado|vencido|obtenido|integrado|descubierto)",
    "(que|cual|cuales|cuantos|cuantas) _3 (resolviste|aprendiste|lograste|conseguiste|superaste|sanaste|ganaste|alcanzaste|extrajiste|soltaste|perdonaste|venciste|obtuviste|integraste|cambiaste|solucionaste|curaste|resolvio|soluciono|logro la|vas a (cambiar|resolver|lograr|hacer distinto|sanar|soltar|conseguir|mejorar))",
    "(que|cual) (leccion|lecciones|respuesta|resultado|resultados|conclusion|conclusiones|avance|avances|insight|insights|beneficio|beneficios|aprendizaje|aprendizajes|transformacion|logro|logros|enseñanza) (te|has|sacas|sacaste|extraes|extraiste|obtuviste|trajo|trae|hubo en|tuviste|de|concret*)",
    "(por que (aun|todavia) (no)?)",
    "(cuanto|que tan|como de) (has|te has|mejor|curad*) (mejorado|avanzado|progresado|sanado|curado|acercado|crecido|cerca)?",
    "en que (has|habras) (mejorado|avanzado|progresado|cambiado a mejor)",
    "(muerte del ego|disolucion del ego|disolver el ego|disolver tu ego|estado mistico|experiencia mistica|iluminacion|catarsis|liberacion (total|completa|emocional)|entrega (total|absoluta)|calma (absoluta|total|completa)|perdon (total|completo|absoluto)|paz (total|absoluta)|sanacion (total|completa))",
    "(pasa|pasar|pase) pagina",
    "(deja|deje|dejar|dejad|dejalo|dejala|dejarlo|dejando) (atras|ir|en esta sala|en esta sesion|aqui tu|aqui todo|en el pasado|ya)",
    "(deja|deje) de (tener|sentir|ser|sufrir|temer|odiar|culpar|estar|llorar|pensar|vivir|querer|buscar|huir)",
    "^ <lead>? <lograr:told> -(mucho|bastante|segun|de una persona|con cada|de un)",
    "(, | y | e )? (<lograr:told>) (lo|la|los|las|te) (aqui|ya|hoy|antes)",
    "(sanalo|sanala|resuelvelo|resuelvela|sueltalo|sueltala|liberate|liberese|perdonate|perdonalo|perdonala|perdonale|curate|superalo|superala|vencelo|vencela|transformalo|cierralo|desprendete|desprendase|entierralo|olvidalo|olvidala|rompelo|rompela|transformate|reconciliate|despidete|conviertete|enfrentate|enfrentalo|integralo|integrala|reinventate|arreglalo)",
    "^ que (esta|este|la|el|hoy|tu|al|en|esa|ese|mañana|los|las|tus|con|por) ... (<lograr:told>|<mejorar:told>|<mejorar:thou>|<lograr:thou>|sea|seas|sane|cure|libere|revele|muestre|desaparezca|quede|quedes|salga|salgas|dejes|deje|haya|encuentres|llegue|termine)",
    "^ tu intencion ... (que|sera|será|es|_) ... (haya|desaparezca|cure|sane|libere|deje|salga|lograr|sanar|superar|vencer|curar*|dejar|encontrar|descubrir|perdonar|resolver|entender|terminar|acabar)",
    "^ <lead>? (cierra|cierre) (hoy|ya|por fin|de|la herida|las heridas|el capitulo|el ciclo|el duelo|tu|esa|ese|esta etapa|el circulo|para)",
    "^ <lead>? (encuentra|encuentre|busca|busque|halla|halle|localiza|hallad|rastrea) (la (respuesta|causa|raiz|solucion|salida|verdad|clave|paz|fuente|razon)|el (origen|sentido|momento exacto|motivo|perdon|porque|significado|proposito)|tu (verdadero|proposito|respuesta|paz|verdad|vocacion|mision|verdadera|niño)|por fin|a tu niño|en esta)",
    "^ <lead>? (saca|saque|extrae|extraiga|trae|traiga|traete|vuelve con|regresa con|vuelva con|sal de|salga de|sal con) ... (a la luz|leccion|lecciones|conclusion*|respuesta*|insight*|provecho|enseñanza*|solucion*|decision|plan|curad*|sanad*|nuev*|transformad*|otra persona|fuerza|claridad)",
    "^ <lead>? (llega|llegue|baja|baje|desciende|ve|vaya|entra|entre|viaja|sumergete|adentrate|hunde*) _2 (hasta|al) (el)? (fondo|final|centro|origen|nucleo|raiz|corazon|limite)",
    "^ <lead>? (ten|tenga|haz|haga|consigue|toma|da|pon|ponle|marca|fija*) (un|una|el|tu|fin|punto|tres|dos)? (avance*|cambio*|progreso*|decision*|catarsis|revelacion*|paso (definitivo|decisivo|importante|gigante)|fin|final|la paz|las paces|insight*|meta|metas|objetivo|objetivos|gran|salto)",
    "^ <lead>? (reza|pide|pidele|exigele|exige|ordena*|preguntale) (a la|al|a tu) (ketamina|medicina|dosis|universo|planta|cuerpo|alma)",
    "(haz|hacer|haga|hagas) las paces",
    "(di|decir|diga) adios",
    "(enfrentarse|enfrentarte|enfrentar) a",
    "(y|,) (vencerlo|superarlo|resolverlo|sanarlo|soltarlo|curarlo|vencerla|superarla|sanarla|resolverla)",
    "(es tu oportunidad|ultima oportunidad|hoy es el dia|ahora es el momento|ha llegado el momento|ha llegado la hora|es el momento de|es la hora de|te la debes|te lo debes)",
    "(para eso|a eso) (ha venido|has venido|estas aqui|viniste|vienes)",
    "(mañana|hoy|esta noche|al final|despues|el jueves|el domingo|al terminar|al salir) ... (tienes que|debes|tendras que|deberás|deberas|debe|has de) (sentir|haber|estar|ser|salir|tener|notar)",
    "(sin ansiedad alguna|sin miedo alguno|sin condiciones|sin ni un|sin una sola)",
    "(bajar|baje|baja|reducir|llegar|llegue) a cero",
];

const DEMANDING_LEANING: &[&str] = &[
    "^ <lead>? (vuelve|sal|despierta|regresa|llega|termina|levantate|vete|acaba) _4 <estado>",
    "(como te has|en que te has|cuanto te has|como has|cuanto has) (convertido|cambiado|mejorado|crecido|sanado|progresado|madurado|superado|aprendido|vuelto)",
    "(se habra|habra|habrá sido|se habrá|sera|será) (perdido|perdida|en vano|en balde|inutil|desperdiciad*)",
    "(vuelve|sal|vuelva|salga) mas (ligero|ligera|fuerte|libre|feliz|sereno|serena|tranquilo|tranquila)",
    "^ (tu|el|la|nuestra|nuestro) (mision|meta|tarea|objetivo|proposito|reto)",
    "^ tu intencion , ",
    "(ten|haz|consigue|vive) (tu|una|la|un) _3 (revelacion|catarsis|decision|paz|descarga|respuesta|vision|cambio|avance)",
    "^ <lead>? (encuentra|halla|decide|elige|resuelve|determina|busca) (el|la|tu|si|hoy|esta|por fin|ya|que|quien) _2 (perdon|paz|amor|calma|respuesta|sentido|noche|verdad|salida|si|camino|vida|causa)",
    "(mejorado|progresado|avanzado|mejoria|mejorias) ",
    "hasta que (no quede|nada|todo|se acabe|no haya|desaparezca|lo entiendas|lo sueltes|salga)",
    "(siendo|como|en|hecho|hecha) (alguien|otra persona|una persona|un hombre|una mujer) que",
    "sin (la|el|tu|esa|ese|aquella|aquel|tus) (rabia|ira|miedo|dolor|culpa|pena|verguenza|ansiedad|tristeza|carga|pasado|trauma|dudas|miedos|lagrimas)",
    "^ <lead>? (lloralo|llora|gritalo|sacalo|sueltalo|dejalo)",
    "~ <lead>? <meta:told> (tu|tus|cada|toda|todo|todos|todas|esa|ese|con tu|el patron|los patrones|hoy|ya|por fin|en)",
    "~ <lead>? <lograr:told> (quien|que|por|tu|tus|su|sus|el|la|los|las|lo|a|en|por|cada|toda|todo|de|hoy|con)",
    "^ <lead>? (<hacer:told>|haz|pon|di|ten|sal) ... (sanar|curar|perdonar|trauma*|herida*|culpa|miedo*|ira|rabia|verdad|leccion*|insight*|resultado*|respuesta clara|respuestas|proposito|causa|raiz|problema*|dolor|ego|decision|avance*|objetivo|meta|duelo|tristeza|sufrimiento|rencor) ",
    "(en|durante) (esta (sesion|dosis|hora|noche)|este viaje|los proximos|las proximas|la proxima (dosis|sesion)) ... (<lograr:told>|<lograr:bare>)",
    "(<lograr:told>|<mejorar:told>) ... (en esta sesion|en esta dosis|esta noche|hoy mismo|antes de|de una vez|por fin|en cinco dias|en los proximos|en las proximas|durante el viaje|durante la sesion|esta semana|en este viaje|hoy)",
    "(la)? (mejor version de)",
    "(conviertete|convertirte|convertirse) en",
];

const PATHOLOGIZING: &[&str] = &[
    "(algo|todo|nada) _4 (tu|ti|contigo) _2 (no funciona|falla|va mal|anda mal|esta mal|esta roto|no esta bien|no va bien)",
    "(los|las|un|una)? (pacientes|paciente|personas|gente|adultos|mujeres|hombres|padres|reaccion|reacciones|conducta|cerebro|mente|vida) normal*",
    "(nadie|todos|la gente) (se queda contigo|te aguanta|te soporta|te quiere|se cansa de ti|te deja|huye de ti|te evita)",
    "(agobias|asfixias|agotas|cansas|espantas|alejas|controlas|manipulas|hieres|castigas|absorbes) a (la|los|las|tu|tus|todos|quien|quienes)",
    "(solo|solamente) (alguien|una persona|quien|personas|gente) _4 (haria|*ría|hace|puede|piensa|escribe|podria|siente|reacciona)",
    "(trastorno|trastornos|trastornad*|disfuncion|disfunciones|disfuncional|disfuncionales|desregula*|disfori*)",
    "(irracional|irracionales|irracionalmente|desadaptativ*|inadaptad*|patolog*|psicopat*|anormal|anormales|anormalidad*|anomal*|anomalo|neurotic*|neurosis)",
    "(sintoma|sintomas|sintomatic*|sindrome|sindromes|cuadro que|cuadro clinico|cuadro depresivo|cuadro ansioso)",
    "(delirante|delirantes|delirios|paranoi*|psicotic*|psicosis|esquizo*|maniac*|maniaco|bipolar|borderline|limite de la personalidad|narcisis*|sociopat*|histeri*|histrionic*|hipocondri*|obsesiv*|obsesion|obsesiones|obsesionad*|compulsiv*|compulsion|compulsiones|fobic*|masoquis*|megaloman*|antisocial)",
    "(manipulador*|manipulativ*|manipulas|llamar la atencion|pasivo agresiv*|codependen*|autodestructiv*|autodestruccion|autosabot*|sabote*|autocompasion|evitativ*|infantil|infantiles|infantilismo|inmadur*|melodramatic*|exageras|exagerad*|exageracion|hipersensib*|inestable|inestables|inestabilidad|desequilibrad*|desequilibrio|caprichos*|victimis*|negacionista)",
    "(pensamiento|pensamientos|vision|percepcion|autoimagen|creencia|creencias|idea|ideas) _2 (distorsionad*|erroneo|erroneos|erronea|erroneas|negativo|negativos|irreal|irreales|retorcid*|equivocad*)",
    "(distorsion|distorsiones|distorsionad*|retorcid*|pervers*|desviacion|desviad*|aberrante*|tarad*|taras|tara)",
    "(caso perdido|caso clinico|de manual|de libro|paciente dificil|pacientes como tu|personas como tu|gente como tu|comorbil*|tu historial|propenso a|propensa a|como es tu caso|tu caso)",
    "(enfermo|enferma|enfermos|enfermas|enfermiz*|enfermedad|enfermedades|malsan*|insan*|insano|demente|demencia|loco|loca|locura|chiflad*|desquiciad*|trastornad*|cuerdo|cuerda mental|cordura|persona cuerda|persona sana|mente sana|toxic*|morbos*|dañad*|averiad*|defectuos*|estropead*|rot* por dentro|deteriorad*|perturbad*|perturbacion*|tullid*|lisiad*|invalid*)",
    "(defecto|defectos|deficit|deficiencia|deficiencias|deficiente|carencia|carencias|falla|fallas|fallos de|fallo de|fracasos|debilidad|debilidades|limitaciones emocionales|limitacion emocional|tara|inferior|inferioridad|incompeten*|incapaz|incapaces|incapacidad|incapacidades|inutil|inutiles|inadecuad*|discapacidad*|impotencia) -(de esta|del servidor|de la app)",
    "(no eres|no es|no seas|no fuiste) (capaz|sano|sana|normal|normales|natural|una persona|cuerdo|cuerda|buena persona)  -(no)?",
    "(no es|no son|no parece|nada|poco) (sano|sana|sanos|sanas|normal|normales|natural|saludable|saludables|funcional|razonable) -(obligatori*)",
    "(persona|personas|gente|adulto|adultos|mente|alguien|individuo|madre|padre|mujer|hombre|pareja) (normal|normales|sana|sano|sanas|sanos|equilibrad*|cuerd*|madur*|adult*|razonable|funcional|estable|estables|racional|en su sano juicio)",
    "(lo normal|lo sano|lo natural) (seria|sería|habria|es|en)",
    "(todo|algo|lo que) (lo que)? (esta|va|anda|funciona|falla) (mal|roto|averiado)? (en ti|contigo|en tu|dentro de ti)",
    "(que te pasa|que le pasa|que tienes) (de malo|de raro|en la cabeza|, que no|para que no)",
    "(que)? (anda|esta|va|funciona) mal (en|contigo|dentro)",
    "(sufres|sufre|padeces|padece|padeciste|adoleces|adolece|arrastras|arrastra) -(una demora|un retraso|retraso)",
    "tu (enfermedad|condicion|diagnostico|dolencia|trastorno|patologia|mal|problema|incapacidad|adiccion|dependencia emocional|apego|ira|obsesion|inestabilidad|inseguridad|desconfianza|evitacion|negatividad|pasividad|fragilidad|agresividad|complejo|complejos|debilidad|inmadurez|neurosis|personalidad|caracter|conducta|comportamiento|forma de querer|manera de querer|autoestima|baja|falta de|exceso de|necesidad (infantil|enfermiza|constante|de aprobacion|excesiva)) (es|esta|explica|hace|te|forma|dificulta|impide|resulta|provoca|desproporcionad*|excesiv*|ansios*|inestable|evitativ*|dependiente|cronic*|afecta|arruina|habla|no|empeora|genera|tiene|bloquea|constante|se|lo)",
    "(demasiado|excesivamente|en exceso) (sensible|fragil|debil|dependiente|emocional|ansios*|apegad*|rigid*|retraid*|dañad*|dramatic*|negativ*|desconfiad*|controlador*|vulnerable|necesitad*|intens*|blando|blanda|infantil|inestable)",
    "(eres|es usted|estas|te has vuelto|siempre has sido) (muy|un|una|tan|demasiado|demasiada|claramente|bastante|emocionalmente)? (debil|fragil|dependiente|dificil|vago|vaga|egoista|cobarde|enferm*|roto|rota|mal de|problematic*|rara|raro|adict*|alcoholic*|depresiv*|ansios*|nervios*|inestable|neurotic*|incapaz|inutil|conflictiv*|controlador*|celos*|toxic*|desastre|fracasad*|perdedor*|anormal|insoportable|negativ*|victima) -(si|,)",
    "(desproporcionad*|desmedid*|inapropiad*|patetic*|alarmante|alarmantes|preocupante|preocupantes|descontrolad*|incontrolad*|incontrolable|incontrolables|malsan*) -(si)",
    "(falta|ausencia) de (control|empatia|voluntad|autoestima|insight|juicio|madurez|autocontrol|disciplina|limites)",
    "(baja autoestima|personalidad (depresiva|dependiente|evitativa|ansiosa|obsesiva|neurotica|paranoide|debil|inestable|adictiva|limite|inmadura|problematica)|apego (ansioso|evitativo|desorganizado|inseguro|enfermizo)|caracter (debil|dificil|inestable|depresivo)|mecanismo de defensa|mecanismos de defensa|control de impulsos|inmadurez emocional|dependencia emocional|desregulacion emocional|embotamiento|aplanamiento|rumiacion*|catastrofi*)",
    "(no sabes|no puedes|no logras|no consigues|eres incapaz de|no controlas|no toleras|no soportas) (soltar|controlar|querer|amar|confiar|regular*|tus (emociones|impulsos|reacciones)|la soledad|estar solo|estar sola|vivir sin|poner limites|manejar|gestionar|mantener|relacionarte)",
    "(te) (han convertido|ha convertido|convierte) en (una persona (incapaz|insegur*|fria)|alguien|un|una)",
    "(una carga para|victima de tu|esclav* de|prisioner* de|arruina* (tu|tus)|avergüenza* a|avergonz* a|haces daño a|hacen daño a|alejas a|aleja a los|destruyes|destroz*)",
    "(como|eres un|eres una|un|una) (adicto|adicta|alcoholico|alcoholica|neurotico|hipocondriaco|cobarde|fracasado|depresivo|depresiva) (, (tu|te|tiendes|eres|necesitas))?",
    "(cronico|cronica) -(el)",
    "(gravedad|que tan grave|como de grave|cuan|desde cuando (estas|eres|sufres|padeces))",
    "(hay que|necesita|debes|debe|conviene|toca|tratar|para) _1 (corregir*|correccion|reeducar*|tratar tu|arreglar tu|normalizar*|enderezar*)",
    "(propio|propia|propias|propios|tipico|tipica|tipicos|tipicas|caracteristico|caracteristica|indicio|indicios|signo|signos|rasgo|rasgos) de (una|un|tu|la|el|los|las|quien|quienes|alguien|personas|pacientes|neurosis|depresi*)",
    "(peor|mas inmaduro|mas vergonzoso) (defecto|neurosis|fallo|rasgo|mecanismo|vicio|impulso)",
    "(vicio|vicios|desviacion|degenerad*|anorexic*|bulimic*|ludopat*|drogadict*|yonqui)",
];

const PATHOLOGIZING_LEANING: &[&str] = &[
    "(tu|tus|te|eres|estas) ... <malo>",
    "<malo> ... (tu|tus|ti|contigo)",
    "(nos|me) (preocupa|preocupan|alarma|inquieta|alarman)",
    "te (aferras|encierras|sientes victima|victimizas|escondes|haces la victima|dejas llevar|descontrolas|derrumbas|saboteas|castigas) -(si|,)",
    "(nunca|no) (maduraste|aprendiste|creciste|supiste|has madurado|has aprendido a)",
    "una persona (traumatizad*|deprimid*|enferm*|perturbad*|dificil|debil|ansios*|dañad*|herid*|insegur*|problematic*)",
    "(cambios de humor|arrebatos|estallidos|tendencia a la|tendencias|estrategias de evitacion|conductas de)",
    "(enfermedad*|diagnostico*|depresion|adiccion*) ... (tu|te|tus|eres)",
    "(tu|tus|eres) ... (enfermedad*|diagnostico*|discapacidad*)",
    "(tu|tus|su) (ansiedad|depresion|miedo|ira|panico|evitacion|celos|dependencia|perfeccionismo|aislamiento|conducta|conductas|emociones|humor|personalidad|apego|caracter|reacciones|traumas) (es|son|te|impide|impiden|hace|hacen|aleja|alejan|dificulta|dificultan|arruina|arruinan|provoca|empuja|se ha vuelto|domina|dominan)",
    "(siempre|nunca|constantemente) (exageras|fallas|te aferras|evitas|huyes|arruinas|manipulas|mientes|fracasas|dependes|necesitas|buscas|eliges|culpas)",
    "excesiv*",
    "te impide* (ser|amar|confiar|vivir|tener|avanzar|querer|funcionar)",
    "^ (haz una lista|enumera|describe|explica|nombra|analiza|reflexiona sobre|examina|piensa en|admite|reconoce|cuentanos|registra) ... (debil*|fracas*|fallo*|culpa*|problema*|defect*|peor*|error*|obses*|mal|malo|vergonz*)",
];
