//! English lists of words that phrases name; pure data, in the notation of [`super::super::pattern`].

pub(super) const CLASSES: &[(&str, &str)] = &[
    (
        "det",
        "my, the, this, that, these, those, all, all my, all the, all this, our, any, some, every, his, her, their, a, an, such",
    ),
    (
        "own",
        "my, the, this, that, these, those, all my, all this, all the, our",
    ),
    (
        "adv",
        "completely, totally, fully, entirely, finally, really, truly, just, more, much, so, a lot, very, once again, always, simply, genuinely, properly, way, far, all, too, again, as, most, ever, deeply, both, permanently, perfectly, at last, kind of, somewhat, emotionally, mentally",
    ),
    (
        "trouble",
        "sadness, sorrow, grief, grieving, mourning, heartbreak, heartache, fear, fears, anxiety, anxieties, panic, panic attack, panic attacks, attacks, depression, depressed feeling, depressive, melancholy, shame, guilt, guilty feeling, anger, rage, temper, pain, pains, ache, hurt, trauma, traumas, ptsd, cptsd, ocd, adhd, obsession, obsessions, obsessive, compulsion, compulsions, flashback, flashbacks, nightmare, nightmares, bad dreams, insomnia, sleeplessness, sleepless nights, dread, terror, horror, loneliness, emptiness, void, numbness, resentment, resentments, jealousy, envy, hate, hatred, self hate, self hatred, self loathing, self doubt, self criticism, self pity, self harm, doubt, doubts, worry, worries, worrying, stress, tension, tightness, knot, lump, pressure, weight, heaviness, burden, craving, cravings, urge, urges, addiction, addictions, habit, drinking, smoking, vaping, gambling, binge eating, binging, bingeing, purging, starving, eating disorder, bulimia, anorexia, overeating, overthinking, ruminating, rumination, brooding, spiralling, spiraling, obsessing, negativity, negative thinking, negative thoughts, negative, bad thoughts, dark thoughts, intrusive thoughts, suicidal thoughts, thoughts, voice in my head, voices, inner critic, critic, perfectionism, procrastination, laziness, exhaustion, fatigue, tiredness, burnout, darkness, despair, hopelessness, misery, suffering, torment, agony, bitterness, disgust, tinnitus, headache, headaches, migraine, migraines, tics, stutter, stammer, phobia, phobias, fog, brain fog, apathy, irritability, nerves, social anxiety, low mood, mood swings, blues, symptoms, symptom, illness, disease, wound, wounds, damage, block, blocks, blockage, blockages, pattern, patterns, baggage, demons, demon, ghost, ghosts, cloud, black cloud, hole, helplessness, weakness, restlessness, agitation, insecurity, insecurities, paranoia, codependency, people pleasing, neediness, cocaine, coke, alcohol, booze, wine, drink, weed, cannabis, cigarettes, nicotine, opioids, heroin, pills, antidepressants, medication, meds, tablets, benzos, porn, sugar, crying, tears, nausea, trembling, shaking, shakes, blushing, hypervigilance, dissociation, regret, regrets, remorse, abandonment, rejection, humiliation, nervousness, unease, homesickness, boredom, meaninglessness, armour, armor, walls, mask, binge drinking, binge, panic disorder, dissociating, poison, stone, sting, noise, ringing, back pain, grudge, grudges, hang ups, hangups, issues, problems, problem, disorder, condition, diagnosis, self blame, blame, self sabotage, sabotage, inhibitions, inhibition, rigidity, chaos, spiral, downward spiral, night terrors, terrors, flash backs, racing thoughts, racing heart, obsessive thoughts, compulsive thoughts, shopping, scratching, picking, nail biting, hair pulling, betting, gaming, scrolling, impotence, stuttering, clinginess, distrust, mistrust, cynicism, passivity, listlessness, lethargy, dark mood, moods, desperation, frustration, hurt inside, ice, wall, anxious thoughts, dark cloud, black dog, imposter syndrome, impostor syndrome",
    ),
    (
        "habit",
        "drinking, drink, alcohol, smoking, cigarettes, cocaine, gambling, binge eating, bingeing, overeating, panic attacks, panic, anxiety, depression, fear, shame, guilt, insomnia, nightmares, flashbacks, overthinking, self hate, self harm, cutting, cravings, addiction, worrying, jealousy, stress, procrastination, ocd, ptsd, headaches, migraines, pain",
    ),
    (
        "well",
        "happy, happier, calm, calmer, calmness, normal, better, much better, well, healed, cured, fixed, mended, repaired, restored, saved, free, freed, whole, complete, healthy, healthier, sober, clean, confident, assertive, peaceful, relaxed, serene, at peace, in peace, at ease, okay again, ok again, fine again, fine, light, lighter, good, good again, great, alive again, alive, joyful, cheerful, content, stable, balanced, sane, functional, productive, motivated, energetic, energised, energized, refreshed, recharged, fearless, unafraid, carefree, optimistic, positive, secure, lovable, unbothered, untroubled, in control, myself again, me again, my old self, like myself again, brand new, new, reborn, renewed, a new person, a different person, another person, a better mother, a happy person, a normal person, someone else, somebody else, someone new, someone different, pain free, symptom free, anxiety free, panic free, drug free, over it, over him, over her, over this, rid of, off antidepressants, off medication, off my meds, off meds, fit for work, back at work, back to work, recovered, transformed, changed, unbroken, unstuck, independent, attractive, beautiful, thin, slim, loved, wanted, successful, social, outgoing, friendly, fun, funny, less anxious, less afraid, less depressed, less sad, less angry, less tense, less scared, less stressed, less shy, stronger, strong again, at home in my body, like everybody else, like other people, like a normal person, like before, human again, hopeful, hopeful again, okay, satisfied, fulfilled, unburdened, released, relieved, rested, pretty, pregnant, symptom-free, unstoppable, relaxed again, cleansed, purified, independent of, rebalanced, unshakeable, invincible, normal again, whole again, happy again, stable again, on track, sane again, carefree again, well again, free again, calm again, over my, over my ex, mentally healthy, emotionally stable, resilient, off pills, off drugs, off tranquillisers, off benzos, off cigarettes, off alcohol, self confident, self assured, level headed, clear headed, even tempered, grounded again, focused, focussed, disciplined, organised, organized, decisive, bold, vital, vibrant, radiant, lively, fit, fit again, slimmer, thinner, desirable, liberated, mentally stable, in balance, free inside, light inside, quiet inside, calm inside, happy inside, alive inside, confident enough, braver, healthier again, trusting, capable again, able bodied, mobile, past it, past this, out of this, rid, done drinking, off tobacco, off opioids",
    ),
    (
        "ill",
        "depressed, anxious, sad, afraid, scared, frightened, ashamed, guilty, angry, lonely, alone, numb, empty, broken, damaged, sick, ill, miserable, unhappy, tired, exhausted, stuck, jealous, tense, stressed, nervous, worthless, useless, hopeless, addicted, suicidal, shy, insecure, bitter, lost, hurt, haunted, overwhelmed, like this, this way, fat, ugly, so sensitive, sensitive, moody, irritable, dependent, desperate, a mess, hungover, drunk, worried, upset, in pain, panicky, paranoid, embarrassed, disconnected, dead inside, hollow, trapped, frozen, needy, clingy, touchy, grumpy, bored, restless, on edge, so angry, so sad, so tired, so alone, so lonely, so anxious, so afraid, so scared, so empty, this empty, this sad, this alone, this anxious, scared of, afraid of, ashamed of",
    ),
    (
        "fixing",
        "fix, fixes, fixing, heal, heals, healing, cure, cures, curing, repair, repairs, repairing, mend, mending, solve, solves, solving, resolve, resolving, eliminate, eliminates, eliminating, erase, erases, erasing, delete, deleting, remove, removes, removing, overcome, overcoming, conquer, conquering, defeat, defeating, kill, killing, crush, destroy, destroying, banish, eradicate, uproot, purge, expel, neutralise, neutralize, silence, silencing, quiet the, switch off, turn off, shut off, shut up, cut out, get over, getting over, get past, move past, shake off, shaking off, cast off, drop my, drop the, ditch, dump, discard, wipe, wipe out, wipes out, wash away, flush out, clear out, clean out, burn away, burn off, melt away, dissolve my, dissolve the, take away, takes away, taking away, rescue, save, saving, rebuild, restore, reset, resets, resetting, rewire, rewires, rewiring, reboot, reprogram, reprogramme, recalibrate, change everything, change me, changes me, changes everything, transform, transforming, recover, recovering, relieve, reduce, lower, lessen, cut down, sort, sort out, sorting out, straighten out, tame, control my, get control, take control, regain, reclaim, win back, improve, improving, boost, finish off, unblock, unlock my, release all, release my, release the, unload, beat, beating, treat my, reverse, undo, correct, unlearn, cleanse, purify, detox, exorcise",
    ),
    (
        "being",
        "be, being, become, becoming, feel, feeling, felt, get, getting, stay, remain, am, grow, turn, end up, ends up, ending up, come out, wake up, waking up, walk out, go home, come home, leave, emerge, return, come back, keep feeling, is, live",
    ),
    (
        "person",
        "mother, mothers, mum, mom, mama, mummy, mommy, father, dad, daddy, papa, parents, sister, brother, sibling, twin, grandmother, grandma, gran, granny, nana, grandfather, grandpa, grandad, granddad, grandparents, son, daughter, baby, wife, husband, partner, ex, ex wife, ex husband, girlfriend, boyfriend, fiance, friend, best friend, dog, cat, horse, uncle, aunt, auntie, cousin, godfather, nephew, niece, god, jesus, christ, mary, buddha, the virgin, the divine, divine, angel, angels, guardian angel, ancestors, ancestor, spirit, spirits, spirit guide, guide, guides, spirit animal, power animal, animal spirit, entity, entities, being, beings, light, white light, creator, source, universe, inner child, inner healer, younger self, child self, higher self, true self, real self, future self, past self, soul, abuser, attacker, rapist, bully, teacher, dead, the dead, late husband, late wife, late, family, nan, stepfather, stepmother, unborn child, childhood self, loved ones, him, them, her, death, face, eyes, part of me, part that, little girl, little boy, boy i was, teenager, teenage self, little self, shadow, shadow self, elves, machine elves, maker, real me, self, monster, demon, demons, mother again, dead mother, dead father, oma, opa, abuela, great grandmother, holy spirit, saint, prophet, allah, krishna, shiva, goddess, the goddess, mother earth, gaia, plant spirits, plant spirit, jaguar, aliens, animus, anima, mentor, coach, commander, nurse, doctor, neighbour, neighbor, colleague, comrade, comrades, old friend, childhood friend, first love, lover, lost love, kids, children, unborn daughter, unborn son, miscarried baby, stillborn, in laws, foster mother, stepdad, stepmum, older self, teenage me, little me, younger me, past me, old me",
    ),
    (
        "knowledge",
        "answer, answers, the answer, message, messages, sign, signs, signal, insight, insights, vision, visions, revelation, revelations, epiphany, clarity, truth, reason, reasons, cause, causes, root, roots, root cause, origin, source, explanation, purpose, calling, meaning, lesson, lessons, guidance, direction, decision, solution, wound, memory, memories, secret, clue, key, missing piece, missing memory, blueprint, path, instructions, instruction, proof that, moment, scene, image, dream, name, story, certainty, lost years, wisdom, inspiration, idea, ideas, hint, pointer, verdict, advice, pattern i, truth about, knowing",
    ),
    (
        "asking",
        "why, what, who, how, where, when, whether, if, which, exactly what, exactly why, exactly where, exactly who, exactly how, what's, who's",
    ),
    (
        "unit",
        "session, sessions, week, weeks, day, days, month, months, hour, hours, minute, minutes, afternoon, evening, night, weekend, year, morning, dose, round, treatment, trip, time, fortnight, fortnights, half hour, days' time, weeks' time, quarter, semester, term, infusion, infusions, treatments, doses, rounds",
    ),
    (
        "date",
        "monday, tuesday, wednesday, thursday, friday, saturday, sunday, january, february, march, april, may, june, july, august, september, october, november, december, christmas, easter, new year, new year's, summer, autumn, winter, spring, tomorrow, tonight, today, then, now, next week, next month, next year, next session, my birthday, the weekend, the holidays, thanksgiving, noon, midnight, bedtime, dinner, dinnertime, the end, evening, nightfall, lunchtime, lunch, midday, mother's day, father's day, valentine's, halloween, the morning, monday morning, friday night, next monday, next friday, next summer, the first, the fifteenth, the tenth, the twentieth",
    ),
    (
        "number",
        "one, two, three, four, five, six, seven, eight, ten, twelve, a few, a single, the first, the next, 1, 2, 3, 4, 5, 6, 10, 14, 24, 30, a, an, just one, only one, this one, the, nine, eleven, fourteen, thirty, sixty, ninety, 7, 8, 9, 12, 15, 20, 21, 40, 45, 48, 60, 72, 90, 100, half a, half an, a couple, another, the coming, the following, these, those, these two, these three, less than a, under a",
    ),
    (
        "now",
        "today, tonight, now, right now, right away, straight away, straightaway, at once, immediately, instantly, instantaneously, this session, this very session, this week, this month, this weekend, this afternoon, this evening, this morning, this minute, this instant, tomorrow, tomorrow morning, overnight, in this session, in this one session, from day one, in the first session, next session, next week, quickly, fast, rapidly, swiftly, asap, first thing, straight off, within the hour, from today, from today on, from tomorrow, starting today, starting tomorrow, starting now, starting monday, as of today, without delay, straight after, right after, same day, on time, no more waiting, later today, in minutes, in seconds, by tonight, by tomorrow, tonight already, this hour, this summer, this winter, this autumn, this spring, this year, in this very session, today already, directly, effective immediately, within days, within hours, within weeks, in days, first try, soon, very soon, next time, starting tonight, from tonight, from tonight on, from monday, by now, straight afterwards, right afterwards, immediately afterwards, when i wake up tomorrow, already after, in three sessions, on saturday, on sunday, on monday, on tuesday, on wednesday, on thursday, on friday, this monday, this tuesday, this wednesday, this thursday, this friday, this saturday, this sunday, within the week, by dinner, by dinnertime, by evening, by lunch, by noon, by midnight, by morning, by nightfall, by bedtime, before bedtime, before dinner, before lunch, before noon, before nightfall, before midnight, before long, promptly, speedily",
    ),
    (
        "openverb",
        "remember, remember to, feel supported, feel close, feel held, live with, feel into, stay curious, be gentle with, stay, be with, be curious, be open, be gentle, be kind, be present, be honest, be here, be there for, practise, practice, listen, notice, explore, sit with, sit beside, let, allow, take care, look after, look at, breathe, rest, hold, learn to, give, ask, tell, turn towards, turn toward, greet, welcome, wait, trust, open, slow, go gently, go slowly, go slow, approach, treat, honour, honor, thank, walk, follow, try, wander, keep, get to know, feel what, feel how, feel my, feel it, see what, see how, see where, see if, see whether, bring, have a soft, take, take it, enter, remain, soften, make room, make space, leave room, include, meet, attend, accompany, observe, watch, wonder, play, receive, arrive, lean, pause, speak, share, say, go in, be, lie, respect, acknowledge, offer, come, reflect, think",
    ),
    (
        "big",
        "massive, huge, enormous, gigantic, giant, immense, tremendous, extreme, total, complete, absolute, full, radical, earth shattering, mind blowing, life changing, shattering, powerful, intense, overwhelming, violent, wild, ultimate, biggest, strongest, deepest, most powerful, most intense, most profound, heaviest, highest, profound, explosive, cosmic, real, proper, big, great, monumental, epic, seismic, incredible, spectacular, brutal, dramatic, serious, life altering, life-changing, earthshaking, world shattering, soul shaking, insane, crazy, mad, orgasmic, ecstatic, unbelievable, unforgettable, extraordinary, mighty, ferocious, fierce, raw, primal, volcanic, thunderous, devastating, colossal, mystical, transcendental, transcendent",
    ),
    (
        "lowly",
        "weak, weakling, coward, cowards, pathetic, ridiculous, stupid, cowardly, silly, wimp, failure, burden, broken one, broken, disappointment, let down, letdown, loser, nuisance, fool, quitter, crybaby, baby, idiot, fraud, fake, waste, embarrassment, joke, disgrace, shame, odd one, the one who, one who, one that, one person, only one, patient who, patient that, person who, case that, mediocre, average, second best, useless, worthless, inferior, hopeless case, lost cause, problem, problem child, black sheep, sick one, crazy one, weak one, fragile one, weak link, wreck, laughing stock, lazy, ungrateful, difficult patient, bad patient",
    ),
    (
        "role",
        "patient, client, student, participant, traveller, traveler, subject, case, pupil, person, journeyer, psychonaut, tripper, meditator, girl, boy, one, candidate, example, sport, trooper, son, daughter",
    ),
    (
        "place",
        "house, home, room, garden, kitchen, hospital, school, village, street, town, childhood home, place, place where, beach, lake, farm, church, city, flat, apartment, bedroom, attic, basement, cellar, playground, classroom, cottage, cabin, forest, summer, summers, day, night, moment, morning, evening, afternoon, accident, crash, fire, war, funeral, birth, womb, childhood, adolescence, year, years, argument, fight, assault, attack, wedding, scene, past, memory, memories, event, events, incident, time, age, delivery room, school gate, boarding school, orphanage, convent, country, homeland, operation, hour, weekend, holiday, winter, spring, autumn, phone call, divorce, minute, car, train, station, corridor, stairs, cradle, crib, cot",
    ),
    (
        "ordinal",
        "first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, eleventh, twelfth, thirteenth, fourteenth, fifteenth, sixteenth, seventeenth, eighteenth, nineteenth, twentieth, twenty first, thirtieth, thirty first, last, next, 1st, 2nd, 3rd, 4th, 5th, 6th, 7th, 10th, 12th, 15th, 20th, 25th, 30th, 31st",
    ),
    (
        "occasion",
        "anniversary, wedding, exam, exams, interview, trial, operation, surgery, birth, baby, move, moving day, holiday, holidays, trip, deadline, funeral, term, semester, school, hearing, flight, reunion, conference, meeting, birthday, christening, baptism, graduation, presentation, concert, court date, court, appointment, inspection, marathon, race, season, weekend, month, week, year, evening, morning, afternoon, night, session, dose, summer, winter, autumn, spring, visit, due date, start, beginning, end, party, game, match, performance, premiere, audition, tour, job, new job, shift, kids, children, divorce, leave, sick leave, benefit, insurance, money, lease, contract, review, assessment, dinner, family dinner, ceremony, festival, vacation, easter, ramadan, exhibition, defence, viva, thesis, first, second, third, fourth, fifth, tenth, twelfth, fifteenth, twentieth, thirtieth, drip, music, infusion, plane, train, breakfast, bell, launch, opening, verdict, sentencing, chemo, scan, check up, checkup, election, final, tournament, half marathon, big day, ball, prom, drive, journey, return, retirement, new year, new term, school run, school year, tax year, family gathering, gathering, get together, barbecue, playlist, song, session is, kids come, rehearsal, recital, speech, tests, test, finals, op, due, treatment, course, programme, program, study, trial period, probation, notice, deployment, harvest, world cup, olympics, communion, confirmation, bar mitzvah, engagement, honeymoon, house move, sale, thirteenth, fourteenth, sixteenth, seventeenth, eighteenth, nineteenth, twenty first, thirty first, sixth, seventh, eighth, ninth",
    ),
    (
        "must",
        "must, should, shall, has to, have to, needs to, need to, ought to, gotta, had better, is to, better, needs, want to, supposed to",
    ),
    (
        "vague",
        "it, this, something, things, everything, all, that, results, change, changes, progress, an effect, effect, effects, treatment, the treatment, ketamine, the ketamine, the medicine, the drug, whatever, a change, the change, improvement, a difference, it all, this thing, a result, a shift, the turnaround, the effect, one session, the session, this one, the dose, a dose, this dose",
    ),
    (
        "symptoming",
        "panicking, crying, shaking, sweating, worrying, freezing, stuttering, blushing, drinking, smoking, hating, hurting, trembling, breaking down, shouting, screaming, yelling, feeling sick, feeling guilty, feeling ashamed, feeling afraid, feeling anxious, feeling empty, thinking about, thinking of, waking, dreading, overthinking, ruminating, pills, tablets, medication, antidepressants, falling apart, collapsing, choking, fainting, hyperventilating, dissociating, flinching at",
    ),
    (
        "goodthing",
        "confidence, self confidence, self esteem, self worth, self respect, energy, motivation, mood, sleep, joy, trust, libido, appetite, sex drive, willpower, discipline, self control, control, peace, inner peace, calm, calmness, happiness, strength, resilience, focus, concentration, drive, zest, creativity, smile, laugh, voice, spark, life, health, sanity, stability, balance, freedom, serenity, patience, optimism, faith, hope, courage, hunger, acceptance, relaxation, relief",
    ),
    (
        "endstate",
        "gone, over, removed, lifted, vanish, vanishes, vanished, disappear, disappears, disappeared, healed, cured, fixed, erased, dead, resolved, solved, stopped, stop, stops, leave, leaves, fade, fades, ease, eases, silent, silenced, quiet, switched off, turned off, shut up, shut down, under control, in check, at bay, away, cleared, clear, wiped out, dissolved, dissolve, end, ends, die, dies, lift, lifts, subside, heal, heals, off me, out of me, out of my system, out of my life, quieter, smaller, weaker, milder, manageable, go, goes, released, calm down, calms down, down, to zero, asleep",
    ),
];
