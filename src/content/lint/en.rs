//! What presses in English, by kind, and what gives room.
//!
//! The families name grammar first (a modal and "you", "will" and a betterment, a judgement and its person, a copula between
//! what was lived and what it is said to be) and list many words for each place, so that a new sentence of an old manner is found.

use super::Pressure::{
    DemandingOutcome, Directive, Interpreting, Pathologizing, Praising, Promising,
};
use super::Weight::{Firm, Leaning};
use super::{Family, Tables, forms};

pub(super) const TABLES: Tables = Tables {
    forms: forms::english,
    sets: SETS,
    families: FAMILIES,
    room: ROOM,
    open: OPEN,
    denials: DENIALS,
};

const SETS: &[(&str, &str)] = &[
    (
        "will",
        "will shall gonna you'll it'll they'll he'll she'll we'll that'll this'll going_to about_to",
    ),
    (
        "soon",
        "soon finally at_last always also certainly definitely surely truly gradually naturally slowly quickly eventually \
         automatically instantly immediately suddenly simply really actually completely fully totally just all then now only \
         greatly deeply permanently one_day in_time begin_to start_to be_able_to come_to help_you_to help_you learn_to \
         no_doubt once_again again even most_likely",
    ),
    // What makes things better, or makes them go away.
    (
        "better",
        "heal improve transform change relieve reduce ease calm soothe free release cure fix mend restore rebuild rewire reset \
         unlock dissolve vanish disappear fade melt lift resolve loosen lighten brighten strengthen deepen bloom blossom \
         flourish thrive overcome conquer defeat beat erase wipe banish liberate awaken reconnect renew rejuvenate revive \
         repair reprogram reboot quiet silence tame eliminate end stop shrink evaporate subside lessen soften dwindle \
         weaken regain recover reclaim rediscover unburden unblock empower enlighten rejoice succeed solve cleanse purify \
         detox shift double triple boost shorten accelerate guarantee ensure protect shield blow_away wash_away melt_away \
         take_away go_away fall_away drop_away slip_away drift_away switch_off turn_off shut_off shut_down clear_up fall_into_place \
         fall_off make_sense work_wonders set_you_free set_free let_go open_up turn_into turn_around pass_through speed_up \
         snap_out bounce_back break_free break_through grow_stronger grow_lighter get_rid dry_up bring_you bring_peace bring_back \
         give_you make_you lead_you_to take_you carry_you_to show_you_the come_true pay_off leave_you rid_you relax sleep_like \
         sleep_better sleep_soundly sleep_through smile laugh_again love_yourself",
    ),
    // The third person of some of these, where it is more than an s at the end.
    (
        "betters",
        "<better:third> takes_away washes_away switches_off turns_off shuts_off turns_into turns_every turns_your turns_any speeds_up brings_you brings_peace \
         brings_calm brings_back brings_relief brings_lasting gives_you_the gives_you_back gives_you_what gives_you_precisely makes_you makes_change makes_it_easy sets_you_free \
         melts_away goes_away lifts_your wipes_out leads_to lasts_a_lifetime lasts_forever works_every works_wonders works_miracles \
         works_for_everyone works_for_everybody always_works always_helps always_brings always_gives never_fails takes_all takes_every \
         takes_your removes_your removes_all removes_every removes_the_fear clears_your clears_away opens_the_door breaks_the_cycle \
         rids_you leaves_you frees_you saves_you keeps_you_safe",
    ),
    // A better state.
    (
        "state",
        "better best well great good fine free freer freedom lighter light lightness happier happy happiness calm calmer calmness peaceful peace \
         whole wholeness healed healing cured cure new renewed reborn rebirth relaxed safe safer stronger strong strength confident \
         confidence clear clarity clearer alive aliveness joyful joy love loved hope hopeful energy energised energized refreshed \
         relief relieved rested grateful balanced balance harmony wonderful amazing beautiful incredible magical fantastic \
         yourself transformed transformation changed gone over painless effortless easier easy growth wisdom insight insights \
         recovery recovered liberated liberation liberating empowered saved fixed normal complete connected success successful \
         serene serenity bliss blissful purpose meaning unstoppable fearless ready different_person new_person another_person \
         own_self old_self true_self real_self at_home at_ease at_peace in_control like_new like_yourself life_changing smooth \
         gentle meaningful a_lifetime resilient resilience courage enlightened enlightenment closure breakthrough breakthroughs \
         profound sunny brighter bright open deep lasting permanent unforgettable worth_it",
    ),
    (
        "trouble",
        "pain pains sadness depression anxiety anxious fear fears afraid panic trauma traumas grief anger rage shame guilt \
         suffering suffer sorrow loneliness lonely worry worries worried nightmare nightmares insomnia darkness despair distress \
         stress tension stuck numb numbness symptoms symptom burden burdens hurt problems problem doubts doubt addiction cravings \
         wound wounds depressed past scared tears flashbacks memories pills tablets medication antidepressant antidepressants \
         emptiness heartbreak self_hatred self_criticism self_doubt inner_critic inner_child bitterness resentment hatred jealousy \
         shyness perfectionism blockage blockages block blocks habit habits pattern patterns regret regrets mistrust negativity \
         hopelessness exhaustion isolation phobia ego weakness inhibitions defences defenses walls wall armour armor",
    ),
    // What is said to do it.
    (
        "remedy",
        "ketamine medicine medicines dose doses treatment therapy integration session sessions journey journeys trip trips \
         experience process journal journaling journalling diary writing entry entries practice exercise exercises breathing breath breathwork \
         meditation grounding programme program app afterword preparation intention intentions module modules technique method music playlist \
         protocol course healing mushrooms lozenge mindfulness work letter drawing",
    ),
    // What one was in, saw or felt.
    (
        "lived",
        "image images vision visions dream dreams light lights darkness dark tunnel ocean sea water wave waves river rain storm \
         forest tree trees garden mountain house room door doors window wall walls bridge road path desert cave fire flame flames smoke ice snow \
         sun moon star stars sky cloud clouds snake serpent spider dragon wolf dog cat bird birds bear lion fish animal animals \
         monster demon ghost shadow shadows figure figures man woman child girl boy baby stranger stranger's mask mirror train boat ship \
         spiral circle colour color colours colors red black blue green gold symbol symbols shape shapes pattern patterns tears tear crying \
         laughter laughing heaviness weight pressure tightness tension nausea vomiting warmth heat cold coldness trembling shaking \
         shivering falling fall floating flying drowning dissolving dying death burning sinking spinning melting numbness emptiness void silence \
         blankness boredom peace calm sadness anger rage fear panic joy love feeling feelings sensation sensations pain ache lump \
         shoulder shoulders chest throat stomach belly jaw legs session sessions journey trip experience memory \
         memories scene voice voices song melody music word words drawing entry entries moment hour sleep sleeping tiredness \
         irritation resistance restlessness absence reaction longing confusion wish bright abyss hole fog mist blood bird's flower \
         flowers seed egg key clock staircase ladder maze labyrinth city ruins castle prison cage fence knot rope thread web eyes eye face \
         grandmother grandfather mother father sister brother teacher angel god goddess person people creature being presence \
         everything_you whoever_you whatever_you what_you_saw what_you_felt what_you_heard what_you_met what_came what_looked what_seemed what_appeared what_happened",
    ),
    // What it is said to be.
    (
        "inner",
        "ego soul psyche spirit unconscious subconscious self childhood child mother mother's father father's parent parents parents' trauma traumas wound \
         wounds wounded grief sadness anger rage shame guilt fear fears longing loneliness sorrow desire need needs love self_love power \
         strength truth higher_self inner_child inner_critic inner_voice inner_world inner_conflict inner_truth true_self true_nature \
         heart mind body nervous_system brain defence defences defense defenses conscience past ancestors mortality abandonment rejection \
         betrayal neglect control intimacy attachment bond bonds marriage divorce family birth rebirth womb life death resistance \
         denial avoidance conflict message warning sign lesson invitation glimpse gift call reminder map mirror metaphor symbol echo \
         projection reflection expression manifestation encounter masculine feminine sexuality dependence perfectionism depression \
         anxiety way attempt origin root burden regret jealousy envy vulnerability potential freedom identity purpose archetype \
         responsibility perpetrator protector healer yourself younger",
    ),
    // Judgements.
    (
        "fine",
        "brave braver bravest bravely courageous amazing awesome fantastic excellent impressive impressively wonderful wonderfully brilliant brilliantly \
         outstanding remarkable remarkably extraordinary exceptional superb splendid marvellous marvelous magnificent terrific fabulous stunning \
         stellar exemplary admirable commendable praiseworthy inspiring inspirational beautiful beautifully lovely perfect perfectly flawless \
         flawlessly impeccable mature maturity wise wisely wisdom insightful thoughtful thoughtfully honest honestly honesty articulate \
         eloquent poetic profound profoundly devoted dedicated dedication disciplined discipline committed hardworking hard_working diligent \
         persistent perseverance determination resilient resilience strong stronger strength clever smart intelligent talented gifted natural \
         special incredible incredibly phenomenal great greatly gracefully grace graceful generous courage guts generously skilful skillful \
         skilfully self_aware self_awareness first_class world_class top_notch heroic heroically heroine noble nobly loving lovingly \
         touching moving deep deeply vulnerable authentic successful triumphant stupendous terrifically champion warrior hero \
         trooper legend genius superstar rockstar rock_star winner trailblazer role_model inspiration treasure gem joy delight \
         pleasure credit example good_student best finest masterful masterfully mastery master expert pro professional veteran fighter \
         openness sincerity sincere tenacity tenacious commitment patience creative creativity",
    ),
    // Deeds that are judged.
    (
        "deed",
        "job work start progress effort efforts thinking insight insights question questions step steps going choice choices answer \
         answers entry entries page pages reflection reflections attitude decision decisions improvement improvements writing words \
         drawing sentence sentences intention intentions practice week month performance achievement achievements accomplishment \
         accomplishments growth session use focus level spirit boundary boundaries description observation observations result results \
         metaphor image phrasing breathing response honesty courage commitment sense one way attitude",
    ),
    // What a person is told to attain; the bare verb stands where one is told.
    (
        "attain",
        "achieve attain accomplish heal forgive overcome conquer defeat liberate unburden rid reset rewire reprogram \
         reboot reinvent unblock unlock solve resolve integrate reconnect reclaim retrieve recover relive rewrite transform become \
         dissolve eliminate erase banish tame extract uncover unearth pinpoint identify confront conclude transcend \
         extinguish vanquish kill destroy demolish dismantle bury arrive crack decode decipher restore mend \
         strive prove demonstrate discover realise realize figure_out work_out find_out sort_out work_through \
         get_past get_over get_rid get_to_the_bottom get_to_the_root get_to_the_core get_to_the_heart let_go_of let_it_go leave_behind move_on move_past push_through break_through \
         break_free break_the break_down break_out come_back_with come_out_of come_out_with come_away_with come_home_with come_to_terms walk_away walk_out put_an_end put_it_behind put_the_past \
         make_peace make_sense make_progress make_up_your_mind close_the_chapter close_the_door close_the_wound turn_the_page bring_home bring_it_home \
         bring_back find_the_answer find_the_answers find_the_root find_the_cause find_the_source find_the_meaning find_the_origin find_the_reason find_out_why find_out_who find_your_purpose find_your_true find_your_inner find_peace find_closure complete_your complete_the_process \
         reach_a reach_the_place reach_the_bottom reach_the_core reach_the_state reach_your reach_full reach_total reach_complete reach_enlightenment reach_ego meet_your_inner meet_your_higher meet_god see_the_truth \
         say_goodbye_to stop_being stop_hating stop_fearing stop_blaming start_loving begin_loving learn_to_love learn_to_trust \
         love_yourself accept_yourself become_whole experience_ego experience_oneness experience_a_full leave_your use_this_dose use_this_session use_the_session use_the_dose \
         use_your_session use_this_journey use_the_journey use_the_coming use_the_window use_these_days use_tonight's unleash \
         awaken ascend open_your_heart open_your_chakras empty_your_mind clear_your_mind quiet_your_mind cure_your heal_your \
         name_the_wound show_us_how_much show_how_much settle_the settle_your dig_up lay_to_rest put_to_rest see_through",
    ),
    // What a person is told to do, beyond looking and breathing.
    (
        "obey",
        "commit resist obey cut quit cease avoid accept swear vow practise apologise apologize confess thank dig dive press_on persist persevere endure \
         meditate journal memorise memorize recite visualise visualize manifest affirm prioritise prioritize \
         renounce ensure concentrate focus_on behave sit_yourself \
         get_up get_out get_to_work get_started get_going get_moving wake_up go_back_into go_to_bed go_deeper go_home go_into go_straight set_a_boundary set_that_boundary \
         set_a_goal set_a_target set_your_alarm set_a_measurable stay_away stay_positive stay_strong stay_calm stay_focused stay_off stick_to stick_with \
         stand_up_to stand_up_for tell_your tell_him tell_her call_your call_him call_her phone_your confront leave_him leave_her leave_that \
         ask_your_mother ask_your_father talk_to_your_mother talk_to_your_father talk_to_your_boss break_up follow_the_medicine follow_the_advice follow_these \
         follow_every follow_our calm_down cheer_up man_up toughen_up grow_up wake_up give_up give_yourself_fully give_in hold_on_tight hand_over look_on_the_bright \
         think_positive think_positively be_grateful be_strong be_positive be_brave be_patient be_honest_with be_good be_present be_open_to be_kind_to be_disciplined be_thankful \
         choose_gratitude choose_joy choose_love choose_peace choose_happiness choose_to count_your_blessings do_the_work do_the_exercise do_the_opposite do_the_body do_the_meditation do_your_homework do_your_journaling do_your_breathing do_your_best do_your_exercises do_your_part do_as do_it_anyway \
         do_more do_better do_not_think do_not_resist do_not_fight do_not_give do_not_let do_not_skip do_not_miss do_not_stop do_not_talk \
         do_not_waste do_not_forget do_not_worry do_not_be do_not_hold do_not_look do_not_tell do_not_drink do_not_eat do_not_leave do_not_go don't_think don't_resist \
         don't_fight don't_give don't_let don't_skip don't_miss don't_stop don't_talk don't_waste don't_worry don't_be don't_hold don't_look \
         don't_tell don't_ever don't_you don't_drink don't_leave don't_go don't_even don't_try don't_run don't_hide don't_allow don't_dwell don't_come_back work_harder \
         work_on keep_going keep_writing keep_your_promise keep_to_the keep_at_it take_responsibility take_charge take_control take_action take_a_stand \
         dedicate devote drop_your drop_the start_each start_every start_today start_now start_living start_your begin_your begin_each begin_every \
         share_this_entry_now delete_the_old delete_all throw_away throw_out burn_the stop_ stop_thinking stop_fighting stop_complaining stop_avoiding stop_running stop_making stop_telling \
         stop_whatever stop_everything stop_wasting stop_worrying stop_resisting stop_doubting stop_overthinking stop_procrastinating turn_off_your turn_your_back \
         listen_to_your_therapist listen_to_the_playlist listen_to_your_body write_every write_daily write_down_every write_at_least write_the_letter",
    ),
    // The same, where the word can also be the name of a thing; an object shows that it tells.
    (
        "aims",
        "free release beat shed master purge cleanse silence quiet calm cure fix repair complete end face aim earn rise surrender target solve \
         clear break crack open_up",
    ),
    (
        "either",
        "embrace challenge replace force fight trust track measure score report rate exercise schedule practice repeat promise discipline \
         push sacrifice reject refuse ignore suppress remember hurry submit yield question doubt test surrender obey demand rehearse finish",
    ),
    (
        "act",
        "abandon accompany act adapt add address adjust adopt aim allow analyse analyze announce  appreciate approach arrange arrive  assess assign attach attack attend          avoid balance ban be beg begin believe bet blame bless book bring build burn buy call  capture care carry catch celebrate change  cherish clean cling clear close collect          combine compare compete compose conduct connect consider  contribute control convert convince cook correct cover create cry cultivate curb cut dance dare deal decide declare dedicate          defend define delegate deny detach detail develop devote digest direct discover discuss do donate double earn educate empty encourage enjoy enter escape establish evaluate examine expect          explore expose express fall fast feed  finish fit fix fly forget form frame get give  grab grant grieve grow guard guide handle harness have heed help honour honor hug hunt          hurry improve increase inform inspect  invest involve join journey judge jump kick knock know laugh launch lay lead learn leave lend lift limit live log lose lower love maintain make          manage march match maximise maximize measure meet mend mirror miss monitor motivate mourn  nurture observe obtain offer order organise organize own participate  pay perform phone          plan play  postpone pour pray preserve prevent prioritise process produce protect protest prove pull pursue put question quieten race raise reach react  recall receive recite recognise recognize          recommend record recount reduce refrain regain regard regulate rely remain remove  repay replay  respect respond restart restrain restrict retell rethink retrain revise reward ride          risk root sail save schedule search seek seize   separate serve  settle  shape  shift shout show shut sing  slow smile sort speak spend spread stand stare state  stop strengthen          stretch_your structure study submit suffer sum support surprise surround survive sweat swim talk teach tell test think tick tolerate train translate travel treat try turn understand undertake undo  use value           visit volunteer vote wash  welcome win wish withdraw witness wonder work worship wrestle yell",
    ),
    (
        "gifted",
        "gift talent poetry poem artist character effort example natural flair knack instinct masterpiece gem gold brilliance greatness strength power treasure delight finest class champion          credit applause wonder marvel achievement triumph victory success gracefully proud praise glory reward prize honour honor trophy medal crown smiling glowing shining blossoming flying",
    ),
    (
        "badly",
        "insecure traumatised traumatized damaged unstable disturbed sick ill weak fragile helpless worthless useless hopeless stubborn lazy selfish arrogant vain paranoid bitter cold          withdrawn hostile aggressive suspicious jealous possessive obsessed addicted dependent desperate unable incapable unfit inadequate inferior failing failure failures burden pathetic ridiculous absurd          strange odd weird bizarre worrying worries alarming concerning excessive extreme chaotic rigid controlling demanding dramatic moody difficult problematic dangerous toxic unhealthy abnormal immature childish          repressed blocked stuck broken deviant twisted confused deluded dishonest cowardly pessimistic self_centred self_centered overwhelmed out_of_proportion attention shortcomings weaknesses weakness faults fault          tendencies tendency strategies mechanism mechanisms avoidance outbursts outburst tantrums episodes breakdown relapse",
    ),
    (
        "moved",
        "terrified frightened angry furious ashamed guilty jealous lonely sad heartbroken desperate scared afraid grieving mourning hurt wounded abandoned rejected longing hiding avoiding fleeing running fighting          resisting protecting punishing waiting begging asking saying seeking searching looking clinging defending pretending denying trying",
    ),
    (
        "object",
        "your yourself the_medicine the_process the_fear the_pain the_past the_cycle the_work the_memory the_thought this_pattern this_wound \
         that_thought that_fear that_memory it_all him her all_of all_your every each_day each_session to_the_medicine to_the_experience to_the_process \
         through_the without_reservation",
    ),
    // Any of these at the head of a sentence tells somebody to do it.
    (
        "do",
        "ask bring call carry check choose clean close come cook count cry describe do draw drink drop eat end enter examine explain \
         face feel fill find finish focus follow get give go hold imagine invite join keep learn leave let lie list listen look make \
         march meet move name note open pay pick play practise practice put read recall record reflect rest return run say see select \
         send set share shout show sing sit sleep speak spend stand start state stay stop study take talk tell think touch travel try \
         turn use visit wait wake walk watch work write sign pin summon summarise summarize produce present prepare plan",
    ),
    (
        "lead",
        "please just now simply today tonight tomorrow then so really finally first go_ahead_and always this_week this_weekend this_time \
         this_evening this_morning in_this_session in_the_session in_tomorrow's_session during_the_session for_once once_and_for_all \
         in_this_dose in_this_journey from_now_on from_today instead right_now and but be_sure_and",
    ),
    // A time by which it is to be done, or how much of it.
    (
        "until",
        "today tonight tomorrow this_week this_weekend this_session this_dose this_journey this_month this_time this_hour by_the_end by_the_time by_tomorrow \
         by_tonight by_monday by_tuesday by_wednesday by_thursday by_friday by_saturday by_sunday before_you_go before_your_next \
         before_the_next before_the_end before_the_window before_the_music before_sunday before_monday before_friday before_the_weekend \
         before_bed before_breakfast in_this_session in_the_session in_the_next in_the_coming in_tomorrow's within_an_hour \
         within_the within_three within_five within_two within_a_week within_days at_last once_and_for_all finally every_single every_day each_day \
         every_morning each_morning every_evening each_evening every_night each_night twice_a_day three_times_a_day once_a_day daily \
         no_matter no_excuses without_fail without_exception immediately straight_away right_away as_fast_as as_deep_as as_hard_as \
         as_long_as_you_possibly for_good until_it until_you've until_you_have until_nothing completely entirely fully totally all_the_way \
         for_five_whole whatever_happens whatever_it_takes at_all_costs at_least three_insights during_the_journey in_one_sentence in_a_single this_afternoon",
    ),
    (
        "technical",
        "sign enter type confirm install update restart scan verify upload download log_in log_out sign_in sign_out accept_the accept_these \
         be_eighteen be_at_least be_over be_older be_signed be_confirmed be_entered be_typed be_verified be_installed be_connected be_online \
         be_logged be_renewed be_unlocked be_charged be_different be_the_same be_unique be_done_about contain allow_the allow_this allow_notifications \
         approve agree reconnect reload renew unlock the_app answer_the_mail wait_for_the match differ give_its give_their both_sign fill_in_the_code set_a_password \
         choose_a_password choose_a_new_password be_longer be_asked_again be_connected_to confirm_the use_the_code use_a_password have_at_least register happen_on_the_server",
    ),
    (
        "somebody",
        "you we i one everyone everybody patients patient people nobody someone they it he she this that there mind heart body thing things",
    ),
];

const ROOM: &[&str] = &[
    "(not|don't|doesn't|didn't|never|nothing|nobody|no one|none|neither|no) _4 (have|has|need|needs|had) to",
    "need not",
    "no need",
    "(if|when|whenever|what|whatever|where|something|anything|anyone) _3 (have|need|needs) to",
    "feel (that)? (you|they|we|it) (have to|must|should|ought to|need to)",
    "feel you must",
    "have to hand",
    "what you have to say",
    "(do|did|might|would) you need to",
    "does (it|anything|that|this) (have|need) to",
    "^ should (you|the|there|anything|something|it|this|that|any|your|a|an|both|either|neither|words|nothing|one)",
    "what (this|that|it|an image|the image|these) means",
    "if (this|that|it) means",
    "the word _8",
    "effects will _3",
    "effect will _3",
    "(not|no|nothing|nobody|without|cannot|can't) _3 guarantee*",
    "(not|no) (a|any)? cure",
    "(whether|if) _6 <will> _3",
    "(told|tell|tells|said|say|says|hear|heard) (you)? (that)? (you are|you're|you were) _4",
    "(get|feel|be) (better|worse) or (better|worse)",
    "(feel|felt) overcome",
    "overcome (by|with)",
    "(like|want|wish|wanted|able|wishes) to let go of",
    "(whether|anyone|everyone|everybody|somebody|some|others) ... (feel|get|be|feels|gets|is) (better|worse|normal|happy)",
    "or let go of",
    "can let go of (the|your|it)?",
    "resistance (band|bands|training)",
    "(form|clinic|clinics|clinic's|doctor|doctors|nurse|provider|provider's|medical|hospital) ... (symptom*|illness*|diagnos*|disease*|disorder*)",
    "(symptom*|illness*|diagnos*|disease*) ... (form|clinic|doctor|nurse|provider|medical team|hospital)",
    "(given you|given a|have a|a) diagnosis",
    "(is|are) (allowed|welcome|common|ordinary|usual)",
    "(app|page|question|prompt|text|server|word|code|file|server|link|list|form|map) (must|has to|needs to|should)",
    "broken (link|links|phone|file|screen|connection|bone|leg|arm)",
    "crisis line*",
    "the word (heal*|cure*|trauma|symptom*|disorder*)",
    "word <technical>",
    "can (never)? (accept|reject|refuse|ignore|avoid|quit)",
    "(you|they|who|people) (can|may|could|might) (let|reject|refuse|ignore|stop|quit|avoid|leave|skip|question|doubt|practise|practice|repeat|find|resist|decline|ask|try|remember) _2",
    "good (at|for) (a|an|one|all) (day|week|month|hour|year)",
    "in good time",
    "at (the)? best",
    "it is best to (tell|ask|call)",
];

const OPEN: &[&str] = &[
    "(may|might|perhaps|maybe|possibly|sometimes|whether|usually|typically|either|neither|optional)",
    "(some|many|most|other) (people|persons|sessions|days|teams|clinics|find|feel|notice|patients like)",
    "others",
    "if (you|they) (like|want|wish|prefer|would|need|have|can|choose|remember|notice|feel like|are|do|did)",
    "if your",
    "if (any|anything|anywhere|anyone|that|it|there|this|a|an|something|one|words|the|nothing|closing|breathing|some|so|not|only|at)",
    "(or|and) (not|none|nothing|leave|skip|close|stop|neither|keep|choose|only|less|no|go back|say no|somewhere|another)",
    "would (you)? like",
    "(whenever|whichever|wherever|however) (you|it)",
    "(as|when) you (like|wish|prefer|please|want|normally)",
    "you need not",
    "(differ|differs|varies|vary)",
    "not everyone",
    "no two",
    "please",
    "(would want to know|at any time|in any language|any order|in english|if possible|by hand|aloud or silently)",
    "(says|say) nothing",
    "(team|clinic|nurse|doctor|provider)",
    "(up to you|at your own|your own words|for you to say|for you to decide|as it is|as they are)",
    "(can|could) (also|be|stay|have|feel|come|go|leave|take|wait|change|seem|happen|look|hold)",
    "you (can|could) (also|say|ask|leave|skip|stop|write|put|read|share|draw|hide|keep|open|note|bring|tell|describe|begin|turn|set|pick|try|end|let|go on|see|change|choose)",
    "(we|nobody|no one) (do not|don't|cannot|can't|can) (know|promise|say|tell)",
    "(is|are) (fine|enough|welcome|allowed|common|ordinary|all right|okay)",
    "(app|page|export|server|account|password|backup|notification|settings|phone|device|calendar|button|file|permission|code|mail|email|notice|reminder|link|list|timeline|version|copy|download|screen|network|recording|key|share|shares|settings|time zone|address|menu|form|map|entry|entries|agreement|consent|drawing|page|exercise|appointment|headphones|microphone|storage|connection|lozenge|blood pressure)",
];

const DENIALS: &[&str] = &[
    "(not|no|never|nothing|nobody|none|neither|nor|without|cannot|don't|doesn't|didn't|isn't|aren't|wasn't|weren't|can't|couldn't)",
    "(rather|other) than",
    "instead of",
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
    "(keep|attend|finish|complete|do|fill in|answer|follow|take) (every|all|each) _4 even (if|when|though)",
    "even (if|when|though) you (feel|are|don't|do not|would rather|hate|want|can't)",
    // Modals.
    "must -(<technical>)",
    "mustn't",
    "(should|shouldn't) -(have been)",
    "(have|has) to -(<technical>|be <technical>|hand|say)",
    "(you've|you have) got to",
    "gotta",
    "(you|we|one|everyone|everybody) (just|only|really|absolutely|simply|will|still|also|first)? need to -(<technical>)",
    "you'll need to",
    "needs to -(<technical>)",
    "ought to",
    "you ought",
    "(you'd|you had|had) better",
    "(you are|you're|we're|are|is) (supposed|expected|obliged|obligated|required|forbidden|not allowed|meant) to",
    "(you are|you're) (expected|required)",
    "you're to -(be)",
    "(required|expected|demanded) of you",
    "(this week|today|tomorrow|tonight|now) you will",
    "you will <obey>",
    "<will> not (skip|miss|leave|talk|speak|argue|complain|question|doubt|stop)",
    // Weighty judgements about a deed.
    "(essential|crucial|vital|imperative|mandatory|obligatory|compulsory|indispensable|paramount|non negotiable)",
    "(it is|it's|is|it would be|that is|it remains) (absolutely|very|really|so|most|extremely|strictly)? (important|necessary|advisable|critical|key|irresponsible|foolish|unacceptable) (to|that|not to|for you)",
    "(it is|it's) (high|about)? time (to|that|you|for you)",
    "(would|will|is) (be)? a (mistake|shame|pity|waste|must|duty)",
    "your (duty|responsibility|obligation|job|homework|assignment) (is|now|today|tonight|for|as|to)",
    "(is|as) your (duty|responsibility|obligation|job|homework|assignment)",
    "you owe -(no|nobody|nothing|us nothing)",
    "the (best|only|right|correct) (thing|way|course|choice) (to do|for you|is|now|forward)",
    "(no excuses|no exceptions|no more excuses|no ifs|no matter what|whatever it takes|at all costs|at any cost|without fail|without exception|under no circumstances|under any circumstances|no later than|no time to lose|no time to waste|there's no time|from now on|from this day|come what may)",
    "(make sure|be sure to|make certain|see to it|see that you|take care to|take care not)",
    "(do not|don't|never) (forget|neglect|dare|hesitate|let yourself|allow yourself|waste|underestimate|hold back|give up|give in|put off)",
    "remember (to|that (you|your|the medicine|every|healing|all)) -(can|may)",
    "(try to|try and|try harder|push yourself|force yourself|pull yourself|drag yourself|bring yourself|make yourself|apply yourself|discipline yourself|brace yourself|sit yourself|pick yourself)",
    "(i|we) (need|want|expect|urge|ask|advise|insist|order|recommend|require|encourage|would like|demand|suggest) (that)? you to",
    "(i|we|strongly) (insist|recommend|advise|urge|strongly)",
    "(i'd|we'd) (like|advise|urge|want) you to",
    "(you are|you're) (strongly)? (advised|urged|encouraged|instructed|told) to",
    "let me be clear",
    "^ (do not|don't|never) (question|doubt|test|challenge|fight|resist|rush|force|judge|overthink|analyse|analyze|postpone|cancel)",
    "(you can't|you cannot) (afford|allow|let|skip|stay|hide|expect|just|simply|ignore|avoid|run|escape|stop|give up|be)",
    "as (long|hard|deep|deeply|many|much|fast|often|precisely|honestly) _3 as (you|is|humanly)? (possibly|ever)? (can|possible) -(or|if)",
    "(now is|this is|today is) the (time|day|moment) to",
    "nobody (is going to|will|else) _4 for you",
    "why (don't|haven't|didn't|aren't) you",
    "if you (really|truly|seriously) want",
    "if you want (results|to get better|to heal|to change|this to work)",
    // Telling.
    "^ <lead>? <obey>",
    "^ <lead>? <either> <object>",
    "^ (never|always) (let|do|go|skip|miss|leave|stop|forget|give|say|finish|start|begin|write|keep|tell|trust|listen|put|take|be|cancel|close|open|end|use|follow|come|share|allow|question|complete|speak|talk|read|turn|run|look|breathe|eat|drink|hide|doubt|ask)",
    "^ <lead>? (stop|quit|avoid|give up|no more) -(recording|sharing|early|here|there) *ing",
    "(book|order|take|ask for|request|schedule|plan) _2 next dose",
    "(i'll|we'll|i will|we will) (check|be checking|expect|be watching|hold you)",
];

const DIRECTIVE_LEANING: &[&str] = &[
    "^ <lead>? <act> -(, _) -(is|was|are|were|can|may|will|has|have|and|or|of|by|off|limits|takes|ends|stays|belongs)",
    "^ (in|during|before|after|by|over|while|when|for|at|with|as|on|once|until|this|instead) ... , (please|then)? <act> (your|the|it|him|her|them|every|all|to|for|a|an|that|with|in|down|up|yourself|what|how)",
    "^ (set|read|take|write|say|put|speak|name|keep|hold|draw|look|listen|turn|open|start|choose|pick|come|stay) ... (and|,) <act> (your|the|it|him|her|them|every|all|a|in|to|yourself)",
    "^ (take|treat) _3 seriously",
    "^ (read|say|repeat|write|speak|tell) ... (times|aloud|out loud|every|until|before)",
    "you (are|'re) to -(be|your|the|a)",
    "(no|zero) (room|space|time) for",
    "(ten|five|three|four|six|seven|twenty) times",
    "^ set (an alarm|a goal|a target|a deadline|a date|clear|firm|limits|boundaries|yourself)",
    "^ (ask|share|answer|send|keep|name|check|pass) (your (mother|father|partner|boss|husband|wife|family|therapist|sister|brother|ex|promise|word)|him|her|them|yourself|every|all|this with|it with|at least|the (wound|fear|pattern|promise))",
    "put in the",
    "(until|unless) (we|i) (tell|say|allow)",
    "remember that",
    "~ <lead>? <obey>",
    "~ <lead>? (refuse|reject|ignore|suppress|finish|repeat|rehearse|remember|rate|score|measure|track|report|schedule|embrace) (your|the|it|every|all|that|this|him|her|them|what)",
    "~ <lead>? <do> ... <until>",
    "^ <lead>? <do> ... <until>",
    "^ (before|after|when|whenever|once|as soon as|until|while|during|in|by|over|for|with|since|because|on|at) ... , <do> (your|the|that|him|her|it|every|all|down|up|to|for)",
    "^ (do not|don't|never) <do> (your|the|any|anyone|anybody|about|to|until|before|back|of|a|at)",
    "(do so|do it|do this|answer|go|act|start|begin|leave|share|call|write|speak|sit down|book|decide|tell) _5 (immediately|straight away|right away|at once|this instant|this minute)",
    "^ tell (your|him|her|them|us|the|me)",
    "^ (keep|start|begin|stop|go on|continue) *ing",
    "^ (hold|keep|stay|sit|remain) _6 (longer|as long as|as you can|whole|until)",
    "^ (surrender|relax|smile|behave|concentrate|focus|obey|submit|let go)",
    "(your therapist|the clinic|the team|we|i) (wants|expects|needs|want|expect|need) you",
    "(in order to|so that you) (heal|succeed|benefit|progress|make progress|get better)",
    "(a|the) good (patient|client)",
    "(twice|three times) (a|per) day",
    "(every|each) (single)? (day|morning|evening|night) (for|without|before|after|while|in)",
];

const INTERPRETING: &[&str] = &[
    // Verbs of meaning.
    "(symboliz*|symbolis*|symbolic of|symbolically|metaphor for)",
    "-(what) _ (signifies|signified|signify|represents|represented|represent|embodies|embodied|epitomises|personifies|denotes)",
    "representing",
    "(stands|stood|standing) (in)? for -(approval|itself|themselves|nothing) (your|the|a|an|my|his|her|their|how|what|everything|all|fear|grief|love|anger|death|loss)",
    "(this|that|which|it|these|those|session|dream|image|vision|feeling|crying|tears|fact|seeing|meeting) (really|actually|clearly|simply|also|probably|only)? (means|mean|meant) (that|you|your|there|a|the)",
    "(means|meant) (that|you|your) (you|your|are|have|were|body|mind|never|still)",
    "(seeing|feeling|dreaming|hearing|meeting|falling|crying|losing|being) _6 (means|meant)",
    "(shows|showed|proves|proved|suggests|indicates|demonstrates|tells us|implies|signals) (that|how) (you|your|much|deeply|deep|something|there|a|part)",
    "(shows|showed|proves|proved) (you|us) (that|the truth|how you|how your|how much|how deep|who|what you)",
    "(reveals|revealed|betrays|betrayed) (that|how|your|a|an|the|how|what)",
    "(tell|tells|told|telling|tells us|speak|speaks|spoke|speaking) (us|me|to you|of your|about your|volumes)",
    "(reflects|reflected|reflect|mirrors|mirrored|echoes|echoed|expresses|expressed|express|conceals|concealed|masks|masked) (your|a|an|the|how|what|some|old|rage|fear|anger|deep|that|unspoken|his|her|my)",
    "(hides|hid|hiding|lurks|lies|lay|hidden) (behind|beneath|underneath|under|below|in|an|a|your|the) -(page|menu|settings|entries|down)",
    "(behind|beneath|underneath|under) (your|that|those|all that|all your|the (anger|fear|calm|silence|sadness|smile|mask|numbness|rage|joy)) _4 (hides|lies|lay|there is|there was|there's|is|was|are|lurks|sits|waits|lurked|hid)",
    "between the lines",
    "(deep down|deep inside|deep within|at heart|on a deeper level|at a deeper level|at a deep level|on some level|at some level|in your heart of hearts|at its core|in essence)",
    "(subconscious*|unconscious|unconsciously|archetyp*|psyche|superego|oedip*|freud*|jung*|karm*|ancestors|ancestral|reincarnat*|past life|past lives|spirit guide|kundalini|chakra*|the universe|your soul|soul's|soul chose|inner child|inner healer|inner wisdom|inner critic|inner demons|higher self|true self|authentic self|deeper self|false self|shadow self|shadow side|your shadow|your ego|the ego|ego was|your true nature|projection|projected|projecting|repress*|suppressed|sublimat*|transference|unresolved|unfinished business|unspoken|unexpressed|unlived|unmet|unprocessed|unhealed|womb)",
    "(the)? (real|true|deeper|hidden|underlying|actual) (reason|meaning|message|cause|issue|problem|truth|story|root|source|trauma|conflict|theme)",
    "(is|was|were|are|been) (really|actually|truly|in truth|in fact|in reality|at bottom|ultimately|undoubtedly|clearly|obviously|evidently|surely|plainly|of course) -(not|up to|fine|all|used|gone) (about|your|a|an|the|unspoken|you|trying|afraid|angry|sad|longing|grief|fear|anger|shame|sadness|guilt|*ing)",
    "(nothing other|nothing else|none other|nothing more|nothing less|nothing but|no one but) (than)? (your|the|a|you|an|fear|grief)",
    "(is|was|were|are) (trying to tell|telling you|showing you|speaking to you|calling you|asking you to|teaching you|warning you|inviting you|reminding you|sending you|letting you know|pointing|making you aware|urging you|guiding you|saying that|saying goodbye|begging)",
    "(medicine|ketamine|dose|session|journey|vision|dream|universe|experience|trip|plant|image|spirit|soul|psyche) (is|was|has|had)? (tells|told|showed|shown|shows|wants|wanted|wished|tried|knew|knows|taught|teaches|chose|chooses|brought|revealed|reveals|gave you|gives you|took you|led you|reminded|reminds|asked you|asks you|invited|invites|spoke|speaks|made you see|let you see|opened your eyes|was trying|is trying|lets you know|let you know|warned|sent|remembers|remembered|refuses|refused|needed|released|releasing|rejected|rejecting|protected|protecting|chose) -(to be held|to be kept)",
    "(no accident|no coincidence|not a coincidence|not an accident|not by chance|for a reason|by chance that|no wonder)",
    "(it is|it's|it seems|that is|it was|quite|becomes) (clear|obvious|evident|plain|apparent|no surprise|certain|telling|significant) (that|from|to|why|how)",
    "(clearly|obviously|evidently|undoubtedly) (you|your|the|this|that|an|a)",
    "obviously",
    "(sounds|seems|looks|feels) (as though|as if|like|to me) (you|your|the|this|that)",
    "(i|we) (think|believe|sense|suspect|gather|can see|can tell|can be|know) (that)? (you|your|this|the|it|fairly|certain|sure)",
    "we can (be|see|tell|conclude|read|assume|say)",
    "(what|who) you (really|truly|actually|secretly) (feel|felt|want|wanted|need|needed|are|were|fear|think|meant|long)",
    "you (really|secretly|actually|truly|unconsciously) (feel|felt|want|wanted|need|long|hate|fear|wish|believe|miss|are|were)",
    "you (long|longed|yearn|yearned|crave|craved|ache|hunger) (for|to)",
    "you (are|were|have been|'re) (really|still|just|only|unconsciously)? (avoiding|denying|repressing|suppressing|grieving|mourning|projecting|punishing|protecting yourself|running away|running from|clinging|defending|hiding from|reliving|re enacting|longing|searching for|seeking|holding back|holding on to|resisting)",
    "who you (truly|really)? (are|used to be|were meant)",
    "you (cried|wept|felt|saw|fell|laughed|trembled|dissolved|screamed|froze|slept|dreamed|dreamt|shook|left) ... because",
    "because _3 (your childhood|your mother|your father|your parents|you never|you were never|you still|you are still|you finally|you are afraid|you were afraid|deep)",
    "(stems|stemmed|springs|sprang|arises|arose|originates|originated|derives|results|resulted) from",
    "(comes|came|come) from (your|the little|the child|a part|an old|a deep|a wound|the wound|the part|the time|childhood|not being|having)",
    "(rooted in|roots in|goes back to|traces back|can be traced|dates back to|linked to your|tied to your|due to your|caused by your|bound up with)",
    "(has|have|had) to do with (your|how you|the way you|a|an|old)",
    "(is|are|was|were) (all|really|actually)? about (your|the child|the way you|losing|being|the loss|the fear|letting|the part|the chances|wanting|needing|control|trust|power|not)",
    "(is|are|was|were) (a|an|the|your|one|yet another|another)? (clear|sure|certain|perfect|classic|powerful|direct|deep|strong|unmistakable|typical)? (sign|symbol|metaphor|message|manifestation|projection|glimpse|embodiment|echo|messenger|reminder|warning|personification|proof|cry for|map|portrait|mirror|mirror image|expression|reflection|reenactment|representation|encounter with|lesson|evidence|defence|defense) (of|from|about|against|for|that|with|to)",
    "(was|were|is|are|'s) (really)? (an aspect|a part|parts|a side|a version|a fragment|aspects|fragments|the part|the side|the child|the little|the younger) (of)? (you|yourself|your|within you|inside you|in you|that you|who)",
    "(was|is) (a|your|the) way of (protecting|avoiding|hiding|punishing|numbing|telling)",
    "(is|was|were|are) how your (mind|body|brain|psyche|heart|nervous system)",
    "(carries|carry|carried|holds|held|stores|stored) (the|your|a|all the|an|old|same) _2 (burden|message|trauma|grief|pain|anger|weight|memory|wound|fear|shame|sadness|guilt|secret|truth)",
    "(defences|defenses|defence mechanism*|defense mechanism*)",
];

const INTERPRETING_LEANING: &[&str] = &[
    "(<lived>|headache|fatigue|pain|itch|cough|yawn|hunger|thirst|suitcase|key|letter|number|object|scar|knife|coat|dress|shoes|phone|clock|road|map|hand|hands|face|body|stone|rock|island|wall) ... (was|were|is|are) (really|just|only|pure|nothing but)? (jealousy|envy|resistance|pride|hatred|betrayal|hope|longing|regret|despair|revenge|abandonment|rejection|control|fear|grief|guilt|shame|anger|rage|loneliness|sorrow|sadness|trauma|denial|depression|surrender|homesickness|mourning|repression|self hatred|self love|perfectionism|greed|desire|unspoken|old|unfinished)",
    "(is|was|were|are) the (part|side|piece|child|version|voice|memory|weight|wound|love|anger|grief|fear|life|mother|father|self) (of|you|that|who|your|in)",
    "you (saw|dreamed|dreamt|felt|heard|met|drew|chose|cried|fell|slept|forgot|lost|laughed) _6 (because|since|so that|in order|out of)",
    "(who|which|you|that|he|she|father|mother) never (allowed|got to|had|said|felt|grieved|mourned|dared|permitted|learned to|learnt to|received|were allowed|could) ...",
    "your -(last|first|next|previous|new|old|entry|note|page|question|photo|draft|share|appointment|account|therapist|seat|name|clinic|second|third|drawing|recording) _4 (was|were) (a|an|the|your|really|only|just|about|trying|telling|saying|asking|speaking|holding|fear|grief|anger) -(first|second|third|last|next|previous|new|old one|day|week)",
    "(the|that|this|those|these|it|he|she|they) _4 (was|were) (your|you) -(own|choice|entry|turn|therapist|draft|first|last|idea)",
    "it (was|is) (your|the|a) _2 (speaking|talking|crying|calling|asking|trying|that spoke|who spoke|in you|inside you)",
    "(the|that|this|those|these|your) <lived> ... (was|were|is|are) (speaking|talking|calling|asking|trying|saying|holding|begging|crying|telling|letting|preparing|protecting|warning|inviting|guiding|showing|carrying|waiting)",
    "(medicine|ketamine|dose|session|vision|dream|image) (was|is) *ing -(to wear|wearing)",
    "holding up a mirror",
    "you (were|are) (really|still|just|so|deeply|secretly|simply|only)? <moved> -(if|,)",
    "(came|comes|coming|stemming|born|grew|grows) (from) (a|an|the|your|not|being|having|some|that|old|those)",
    "(points|pointed|pointing|points back|leads|led) (to|at|back to|towards) (the|your|a|an|how|something)",
    "(stands|stood) for",
    "(the|that|your) _3 (tells|told|shows|showed|says|said|reveals|revealed|proves|proved|explains|explained|reflects|mirrors|suggests|hints|confirms|marks|echoes|recalls|means|meant|hides|carries|belongs to) (you|us|how|that|what|why|the|a|your|of|me)",
    "(a|an|the) (protest|plea|cry|rebellion|escape|flight|defence|defense|shield|retreat|punishment|message|warning|farewell|goodbye|return|search|longing|refusal|test|sign|trace|echo|memory) (against|for|from|of|to) (your|the|a|being|not|what|something)",
    "(underneath|beneath|behind) (the|your|all|that|this)",
    "(you|your) _3 (because|since) (you|your|of)",
    "(what|all) you (really|were|are) _2 (is|was)",
    "that you _6 (shows|means|proves|tells|suggests|reveals|says|is no)",
    "<lived> ... (is|was|were|are|'s) -(there|here|yours|kept|shared) _3 (your|the|a|an|of|self) _2 <inner>",
    "<lived> ... (was|were|is|are) (your|you|grief|shame|anger|fear|guilt|sadness|love|loneliness|trauma|the fear|the anger|the grief|the rage|the shame|the love|the guilt|the sadness|the loss|unspoken|self) -(own|choice|words|entry|turn|therapist|account|decision|to|read|code|key|data|name|can|could|may)",
    "your <inner> (is|was|has|had|were|wants|wanted|needs|needed|knows|knew|asks|asked|tried|tries|longs|refuses|chose|speaks|spoke|made|makes|needs)",
    "(it|this|that|he|she|they) (was|is|were) (your|you|the part|a part|the child) <inner>? -(therapist|own|choice|turn|account|decision)",
    "<lived> ... (points|pointed|pointing) (to|at|towards)",
    "(tears|crying|laughter|silence|image|dream|vision|feeling|pain|anger|fear|colour|color) _8 (means|meant|suggest|suggests|show|shows|showed|say|says|expresses|expressed|tells|reveals|belongs|belong|wants|wanted)",
    "(was|were|is|are) (in truth|in reality|in fact|really|actually|at bottom)",
    "that is why (you|your)",
    "(shows|showed|shown|proves|proved|suggests|suggested|indicates|indicated|demonstrates|confirms|confirmed|signals|implies) (that|how|your|us|a|an|the) -(entry|entries|page|date|version|list|name|new)",
    "(this|that|which) (explains|is why|shows|proves) (why|how|you|that)?",
    "a (quiet|blank|difficult|deep|silent|hard|gentle|bad) (session|journey|trip) (means|suggests|shows|says|tells|reveals|is a sign)",
    "(body|body's|mind|brain|heart|nervous system) (is|was|has|had)? (telling|told|shows|showed|wants|wanted|tried|trying|knew|knows|chose|revealed|remembers|remembered|refuses|refused|released|releasing|rejected|rejecting|protected|protecting|asked|asks|begging|saying|sending)",
    "a way of (protecting|avoiding|hiding|saying|coping|punishing|telling)",
    "you (have|had) (not|n't)? (finished|never|let go|forgiven|accepted|grieved|healed|outgrown|moved on)",
    "you feel _3 because",
    "(your|the) (longing|anger|fear|sadness|grief|loneliness|shame|guilt|rage|jealousy) (towards|toward|about|of|for) (your|being|losing|not)",
];

const PRAISING: &[&str] = &[
    "(a|an|such a|what a|this|that) (so|very|truly)? (perfect|wonderful|beautiful|brilliant|lovely|brave|great|profound|mature|wise|thoughtful|honest|insightful|powerful|moving|touching) (entry|reflection|answer|intention|drawing|sentence|description|observation|page|choice|decision|work|job|step|question|response|image|boundary|letter)",
    "deserves (a|the|all|every|our|to be) -(time|rest)",
    "only (a|the|someone) (truly|really|very)? (strong|brave|special|mature|wise|courageous|exceptional|remarkable)",
    "(well|beautifully|nicely|bravely|brilliantly|perfectly|wonderfully|superbly|excellently) (done|said|put|handled|written|deserved|expressed|observed|spotted|chosen|noticed|worded|managed|played|phrased|described)",
    "(great|good|nice|lovely|excellent|superb|wonderful|brilliant|fantastic|amazing|beautiful|awesome|fine|terrific|impressive|outstanding|incredible|splendid|marvellous|marvelous|solid|tremendous|remarkable|super|real|best) (job|work|progress|effort|efforts|thinking|insight|insights|going|choice|step|start|catch|attitude|decision|improvement|improvements|achievement|achievements|instinct|instincts|for you|on you|girl|boy)",
    "proud (of|that|how|to)",
    "(so|very|be|are|is|am|we're|i'm|you're|be so|feel) _3 (proud|proudly)",
    "(take|with) pride",
    "(congratulations|congrats|congratulate|bravo|brava|kudos|hooray|hurray|hurrah|wow|woohoo|yay|wahey|well done|chapeau|felicitations)",
    "(applaud|applause|salute|commend|hats off|gold star|gold stars|gold medal|high five|thumbs up|way to go|three cheers|full marks|top marks|ten out of ten|a plus|standing ovation|round of applause|take a bow|pat on the back|pat yourself|give yourself credit|brownie points)",
    "(keep it up|keep up the|keep this up|keep going like|keep shining|keep being)",
    "(nailed it|nailed this|crushed it|smashed it|rocked it|aced|killing it|on fire|you rock|you star|you did it|you made it|clever you|lucky us|good on you|good for you)",
    "(a natural at|a pro at|a star|a champion|like a champion|like a pro|like a true|like a real|a real pro|a true|a born|true warrior|a hero|our hero|a warrior|a fighter|a legend|a genius|a superstar|a rockstar|a role model|an inspiration|an example (to|for)|sets an example|set an example|leads by example|a shining)",
    "(the spirit|the attitude|what i call|what we call|love to see|how it's done|what we like to see)",
    "(amazing|awesome|fantastic|excellent|impressive|impressively|outstanding|superb|splendid|marvellous|marvelous|magnificent|terrific|exemplary|admirable|admirably|commendable|praiseworthy|phenomenal|brilliantly|extraordinary|exceptional|remarkable|remarkably|inspiring|inspirational|stellar|flawless|flawlessly|impeccable|heroic|astonishing|astounding)",
    "(impressed|admire|admires|admired|admiring|admiration|in awe|blown away|delighted|thrilled|overjoyed|astonished|amazed|moved by your|touched by your|inspired by|grateful to you for|honoured) (by|with|at|to|how|that|your|you|of|for|everyone|us)?",
    "(that's|that is|how|this is|that was) (so|really|very|just|absolutely|truly|quite|simply)? (wonderful|great|brilliant|lovely|fabulous|beautiful|brave|courageous|mature|wise|generous|clever|good of you|kind of you|big of you|brave of you|incredible) -(that|idea|if)",
    "what (a|an) _2 <fine>",
    "what (a|an) _1 <deed> !",
    "^ (wonderful|brilliant|perfect|lovely|great|fantastic|superb|beautiful|nice|excellent|marvellous|bingo|yes|good|such) -(for|day|people) (to|that|you|your|,|how|choice|use|a|an|one|work|entry)?  !",
    "(wonderful|great|lovely|good|nice|heartening|inspiring|moving|beautiful|encouraging|joy|pleasure|delight|a privilege) to (see|read|hear|watch|notice|witness) (you|your|how|that|such|from|so)",
    "takes (so much|such|real|a lot of|great|true|enormous|immense|tremendous|guts|courage|strength|bravery|a brave|a strong|a special|some)",
    "(better|further|deeper|more|braver|faster|harder|stronger) than (most|almost|many|anyone|any|everyone|others|the rest|ever before|any other)",
    "(most people|many others|few people|not everyone|not everybody|hardly anyone|very few|only a few|few patients|many people|many patients) (would have|would never|could have|couldn't|manage|dare|ever|get this|get so|reach)",
    "(the best|best yet|one of (our|the|your) (best|most|bravest|finest|deepest|strongest)|your best|the bravest|the strongest|our most|the most) (yet|work|entry|version|patient|patients|devoted|people|we|you|version|person|writer|mature|honest|insightful|thoughtful|dedicated)",
    "you (really|truly|certainly|have|have really|have truly|clearly|fully)? (deserve|deserved|earned|merit)",
    "you (behaved|acted|handled|managed|faced|coped|tackled|performed|carried|responded|held) ... (so|well|bravely|like a|beautifully|perfectly|with courage|with grace|with dignity|wonderfully|gracefully|maturely|calmly|courageously|masterfully|honestly|better)",
    "you did (so|really|very|it so|incredibly|absolutely)? (well|great|brilliantly|beautifully|the right|a better|a great|a good|a wonderful|amazingly|it with)",
    "you (are|were|'re) doing (so|really|very|incredibly)? (well|great|brilliantly|fine|a great|amazing|beautifully|fantastic|everything right)",
    "(you're|you are|you were|you've been|you have been) (so|such|really|truly|very|incredibly|a|an|the|one|our|extremely|exceptionally) _2 <fine>",
    "you're <fine>",
    "how (brave|mature|honest|wise|insightful|thoughtful|courageous|disciplined|generous|kind) (you|your|of)",
    "(so|very|truly|really|incredibly|extremely|exceptionally|amazingly|such) (brave|bravely|mature|honest|wise|insightful|thoughtful|strong|courageous|disciplined|dedicated|devoted|generous|beautiful|eloquent|articulate|perceptive|self aware|committed|hard you|open you|well you|far you|much strength|much courage|good of you)",
    "how (bravely|hard|openly|honestly|deeply|far|beautifully|wisely|well|maturely) you",
    "(you've|you have) come (so|such|a long|very)",
    "how (far|much) you (have|'ve) (come|grown|changed|matured|achieved|accomplished|progressed)",
    "(first class|world class|top notch|second to none|beyond compare|hall of fame|personal best|new record|a milestone|huge step|big step|giant step|great step|giant leap|streak)",
    "your (progress|growth|courage|bravery|honesty|dedication|commitment|openness|strength|maturity|wisdom|perseverance|discipline|resilience|effort|efforts|hard work|sincerity|self awareness|sensitivity|patience|generosity|determination|devotion|consistency) (is|are|was|were|has|have|deserves|shows|this|today|inspires|sets|here|makes|in|paid)",
    "(must|will|would) be (so)? (delighted|proud|thrilled|pleased|happy) (with|of|to|for|by)",
    "we (love|loved|are so happy|are so glad|couldn't be|could not be|are lucky|just wanted to say) (how|to|your|that|it|prouder|happier|more)?",
    "(nobody|no one|hardly anyone|who else) (else)? (could|would|can|has|does) ... (better than|than you|like you|as (well|bravely|openly) as you)",
    "thank you for being (so|such)",
    "(glad|happy|pleased|delighted) (to see|that you|you) (you|your|have|did|made|made it|finished|such)",
];

const PRAISING_LEANING: &[&str] = &[
    "(you|your|you're|you've) ... <gifted>",
    "<gifted> ... (you|your|yourself)",
    "<gifted> for (effort|trying|courage|honesty|you|your)",
    "an a (for|plus)",
    "(better|more|deeper) than (you|before|we|expected|last)",
    "(says|say|speaks|tells) (a lot|so much|volumes|everything|much) about",
    "(you) (kept|keep) (your|going|at|showing|turning|on)",
    "(look at you|just look at|look how|see how (far|much|well))",
    "and it shows",
    "(hard|harder) you (work|worked|try|tried|fought|have)",
    "(pure|sheer|true|real) (poetry|courage|strength|art|class|talent|honesty|gold|magic|wisdom)",
    "how (hard|well|far|much|deeply|bravely|clearly|openly|calmly|nicely) (you|your)",
    "you (have|'ve) (grown|matured|blossomed|earned|mastered|learned|learnt|become|outdone|surpassed|exceeded|made|shown|proven|proved|done|come|managed|succeeded|turned|really) -(changes|this change|no|three|two|a copy|a backup)",
    "you (mastered|managed|earned|excelled|shone|triumphed|succeeded|conquered|outdid|surpassed|exceeded|blossomed|proved|showed|finished|completed|passed|made it|did it|never gave up)",
    "! (you|your|you're|you've)",
    "! _ ... (you|your|you're|you've)",
    "! ^ (such|so|what|how|yes|good|great)",
    "(you|your|you're|you've) ... <fine>",
    "<fine> ... (you|your|yourself)",
    "(such|so) (a|an)? <fine>",
    "(such|so) (a|an) (good|great|lovely|nice|fine)",
    "a <fine> <deed>",
    "<fine> <deed>",
    "your _4 (is|was|has been|are|were) (so|very|really|truly|deeply|incredibly|simply|quite|such)? (a|an)? <fine>",
    "(with|of) _2 (honesty|grace|wisdom|courage|strength|maturity|dignity|depth|dedication|bravery)",
    "only (a|the) (true|real|strong|brave)",
    "(few|not many|not every) (people|patients|person|of us|can|could|would)",
];

const PROMISING: &[&str] = &[
    "nothing will (ever|now|again)",
    "(ever|never) _4 (again|like this)  -(,|if)",
    "(universe|life|fate|medicine|ketamine|process) will (deliver|provide|give|answer|show|take care|know|guide|lead|carry|heal|reward)",
    "(will|'ll) be (laughing|smiling|dancing|celebrating|glowing|flying|singing|thanking|amazed|surprised|grateful)",
    "(guarantee|guarantees|guaranteed|guaranteeing)",
    "(miracle|miracles|miraculous|miraculously|magic bullet|game changer|life changing|life altering|transformative|wonder drug|silver bullet|panacea|magic wand|magical)",
    "(cure|cures|cured|curing)",
    "(proven|scientifically|clinically proven|proved) (to|that|shown|method|results)?",
    "(always works|never fails|works every time|works for everyone|can't fail|cannot fail|foolproof|fail safe|hundred per cent|100|a hundred percent|nine out of ten|ninety percent|success rate)",
    "(rest assured|trust us|trust me|trust the process|believe us|believe me|mark my words|take our word|you can be sure|you can be certain|without (a|any) doubt|no doubt|there is no doubt|have no fear|have faith|no need to worry|nothing to worry|nothing to fear|nothing to be afraid|don't worry|do not worry|never fear|count on it)",
    "(we|i) (promise|can promise|guarantee|assure|swear|are certain|are sure|are convinced|are confident|have no doubt|know that you|know you)",
    "(promises|promised|assured|certain|sure|bound|destined|meant) to (bring|be|heal|help|change|make|feel|give|work|get|find|happen|transform|lead|end|go|succeed|be the)",
    "(is|are) (bound|certain|sure|destined|set|about) to (<better>|bring|be|feel|make|give|work|get|find|happen|lead|go|end|disappear|fade)",
    "nothing (bad|terrible|wrong|negative|can go|will go|can happen|can hurt|can harm|can touch|could go)",
    "no (way|chance) _4 (go wrong|fail|hurt|harm)",
    "(go|goes|gone) wrong -(,|you|with the)",
    "(completely|perfectly|totally|absolutely|entirely|100) (safe|harmless|painless|natural|free|cured|healed|healthy)",
    "(no|zero|without any|free of) (risk|risks|side effects|danger) (at all|whatsoever|in|to|of|for)?",
    "(only|just|simply|merely) (a|one|two|three) (matter|question|session|dose|step|breath|few|week|weeks|sessions|doses) (of|away|from)?",
    "(one|single) (dose|session) (away|is enough|is all|and|will|can)",
    "(awaits|await|awaiting|lies ahead|lie ahead|is waiting for|are waiting for|around the corner|within your grasp|on the other side|in store for you|on its way|is coming your way)",
    "(get ready|prepare) (for|to be) (a|the|deep|amazed|transformed|your|profound)",
    "expect (deep|a deep|great|to feel|to be|to wake|to find|profound|peace|relief|a new|real|lasting|miracles|rapid|fast|a profound|nothing short|joy|clarity)",
    "(will|is sure to|is bound to|must) follow",
    "(once and for all|for good|forever|for ever|for life|for the rest of your life|rest of your life|in no time|overnight|never again|permanently|a lifetime|for years to come|effortless|effortlessly|instantly|in an instant) -(,|or|if)  ... (<will>|<better>|<trouble>|you|your)",
    "(<will>|<better:any>|<trouble>|gone|change|changes|over|habits|effect|effects|growth|last|lasts) _6 (once and for all|for good|forever|for ever|for life|for the rest of your life|in no time|overnight|never again|permanent|permanently|a lifetime|for years|effortlessly|instantly|in an instant|within days|within a week|within weeks|by weeks)",
    // "You will", and what comes after it.
    "(you will|you'll|you are going to|you're going to|you are about to) <soon>? (feel|find) -(the|a|an|some|it|them|this|these|that|your|more|our|all|two|on|in|under|here|out|there|below|every)",
    "(you will|you'll|you are going to|you're going to) <soon>? (see|notice|learn|discover|understand|realise|realize|experience|know|remember|become|gain|regain|grow|wake|walk|leave|return|sleep|enjoy|emerge|look back|live|love|be able|be free|thank|smile|breathe|be surprised|be amazed|reach|achieve|heal|finally|never|no longer|never again|come out|come home|come back|stop|have found|have overcome|get your|get better|get well|say goodbye|forget|laugh|shine|overcome|be yourself) -(the|two|three|four|both|one|this|these|all|only|it|your (entry|entries|list|page|own words|draft|name|code|account)|them|what you|a code|a list|a copy|which|whether|it here|this page|them here|a mail|an entry)",
    "<will> <soon>? <better> -(us|on|at|in|when|your phone|the phone|with the|the page|to another|after|the)",
    "<will> help -(us)",
    "<will> ... (no more|any more|anymore|no longer|never again|ever again)",
    "(won't|will not|will never|will no longer|no longer) _3 (<trouble>|bother|haunt|hurt|torment|control|struggle|need your|need any|need the|hold you|weigh|come back|return|rule)",
    "<will> _3 (be|feel|become|have|stay|last|emerge|find|bring|leave|remain|live|wake|come|come out|come home|walk out) -(able|asked|sent|told|shown|kept|in|on) _4 <state> -(for download|to|code|until|early)",
    "<trouble> _3 <will> -(not|ask)",
    "<will> _4 <trouble> (away|disappear|gone|vanish|for good|behind|melt)",
    "(and|,) so will you",
    "(can|may|could) (count on|look forward to|rest assured|be sure|be certain|rely on) _5",
    "(will|is going to) (never|no longer|not) be the same",
    "<will> have (<better:past>|gone|disappeared|melted|vanished|left|found|lost)",
    "sleep through the night",
    "(<trouble>|response) at once",
    "(the|your) <trouble> (ends|end|stops|dissolves|disappears|vanishes|melts|goes|leaves|lifts|fades|heals|is over|is gone|are over|will) -(usually|as|may)",
    "(starts|begins|ends) here",
    "(real|true|lasting|permanent|total|complete|full|instant|deep|profound|rapid) (transformation|healing|recovery|change|relief|peace|freedom|cure|happiness|growth|calm) (awaits|starts|begins|will|for you|within|at last|is (yours|near|close|possible|here))",
    "(healing|recovery|transformation|happiness|freedom|peace|relief|success|joy|change) (is|are) (guaranteed|certain|assured|near|close|yours|possible for|waiting|only|just|here|now|within|inevitable|at hand)",
    "(makes|ensures|guarantees) (sure)? (that)? (your|you|the|it) _4 (well|better|last|safe|succeed|success|smooth|goes|go|permanent)",
    "makes (sure|you feel|change|everything|it all|you happy|you stronger|you calm|you free)",
    "helps you feel",
    "(healing|recovery|happiness|peace) will",
    "(gives|give|grants|brings|offers) you (the|back|a|everything|all|exactly|precisely|what|peace|lasting|that|real|new|control) _3 (peace|tools|life|joy|need|needed|control|freedom|clarity|wanted|power|strength|deserve|happiness|self|relief|calm|answers|hope)",
];

const PROMISING_LEANING: &[&str] = &[
    "(ketamine|medicine|dose|integration|journaling|breathing|breathwork|meditation|diary|process|programme|program|app|method|afterword) _1 (gives|leaves|makes|lets|turns|takes|opens|wipes|brings|sets|puts|grants|offers|works|hands|returns|cleans|clears|builds|teaches) -(one|two|three|about|place|up|no|its)",
    "(clean slate|fresh start|new beginning|new chapter|second chance|brand new)",
    "(you will|you'll|you are going to|you're going to|you are about to|you shall) -(be (in|at|with|on|offered|met|taken|asked|told|sent|shown|given|logged|signed|able to (read|see|open|write|share|change))|get (a|an|the)|receive|need|see|find the|not|hear|be prompted|have to|keep|lie|sit|wear|meet|stay|spit|hold)",
    "(pain|fear|anxiety|sadness|grief|anger|worries|worry|nightmares|heart|life|mood|soul|sleep|joy|peace|calm|happiness|hope|brain|marriage|future|confidence|energy|relationship|relationships|darkness|light|old self|happiness) ... <will>",
    "<will> ... (pain|fear|anxiety|sadness|grief|anger|worries|worry|nightmares|heart|life|mood|soul|joy|peace|calm|happiness|hope|future|confidence|energy|freedom|better|easier|lighter|stronger|happier)",
    "(your|the) <trouble> (is|are) (over|gone|leaving|ending|fading|history|behind|about|lifting|melting|already|dissolving|finished)",
    "(and|,) _2 <trouble> (dissolve|dissolves|vanish|vanishes|disappear|disappears|fade|fades|melt|melts|is gone|are gone|is over|go|leave|end|ends|lift|lifts)",
    "(sleep|feel|live|breathe|heal|recover|improve|function|love|cope|work) (better|faster|deeper|easier|more deeply|freely|sooner|longer|twice as)",
    "(begins|starts|ends) (with|on) this (page|dose|session|breath|app|exercise|step)",
    "(lasting|true|real|permanent|endless|eternal|complete|total) (happiness|peace|freedom|relief|joy|healing|recovery|love|calm|clarity)",
    "(coming|come|comes|came|is) back _2 (faster|soon|stronger|sooner|to life|for good)",
    "(never|no longer) _3 (again|upset|hurt|haunt|bother|trouble|touch)",
    "(faster|sooner|quicker|better|easier|stronger) than (you think|you can imagine|ever|you expect|you know|any|before|anything)",
    "(within|in) (a few|just|only|two|three|five|a) (days|day|weeks|week|hours|minutes|sessions|month|months) ... (you|your)",
    "(you|your) ... within (a few|just|only|two|three|five|a|days|weeks|hours)",
    "(transformation|salvation|paradise|cure|remedy|bliss|rebirth)",
    "<remedy> _6 <betters>",
    "(ketamine|medicine|integration|journaling|breathing|session|meditation|practice|exercise|diary|process|dose|breathwork|afterword|therapy|preparation) (can|will|always|really|truly)? _2 <better> (you|your|the|all|every|any|what|depression|anxiety|trauma|old)",
    "^ (<do>|<attain>|<obey>|allow|open|let|give|breathe|stick) ... and _4 <will>",
    "^ (<do>|<attain>|<obey>|allow|open|let|give|breathe|stick|believe) ... and (you|your|it|the) _4 (<will>|<betters>)",
    "^ (if|once|as soon as|when|after|by|with|within|in|soon) ... (you|your|it|they|everything|the) _4 <will> -(be asked|be told|be sent|be shown|not|ask|see the|find the|be here)",
    "(your|the) _3 <will> be (saved|healed|over|gone|lifted|solved|fixed|restored|better|different|easier|easy|lighter|wonderful|free)",
    "your (brain|mind|heart|body|nervous system|soul|mood|sleep|life|marriage|relationship|relationships|confidence|energy|self esteem) (learns|changes|heals|opens|rewires|resets|grows|becomes|calms|recovers|returns|finds|improves|transforms|will)",
    "(your|all|every|any|the) <trouble> ... (away|vanishes|vanish|disappears|disappear|dissolves|dissolve|fades|fade|melts|melt|lifts|end|ends|gone)",
    "(turns|transforms|changes|converts) (every|your|any|all|pain|the|fear) ... (into|to)",
    "(every|each) (dose|session|entry|breath|page) (brings|takes|makes|heals|moves) you",
    "what remains is",
    "(always|invariably|every time) (have|has|feel|feels|get|gets|find|finds|leave|leaves|come|comes|end|ends) ... <state>",
    "(breakthrough|breakthroughs|magic)",
    "(everything|all of this|all this|it all) _3 (will|make sense|falls into)",
    "(feeling|feel) like yourself again",
    "enough to (rewire|heal|cure|change|transform|reset|fix|end)",
    "(soon|fast|quick|rapid|permanent) (relief|results|healing|recovery)",
];

const DEMANDING: &[&str] = &[
    "^ (what|which|how|who) _3 you _1 (finally|at last)",
    "^ (what|which) _2 did you (finally|at last)? (understand|learn|realise|realize|discover|resolve|release|let go|forgive|achieve|gain|solve|accept|conquer|bring back|work out|figure out)",
    "(what|which|how much) _3 (has|have) (improved|got better|healed|been solved|been resolved)",
    "(get|feel|be) (better|normal|fixed|healed|cured|happy)  -(than|or)",
    "(fix|heal|cure|reinvent|transform|improve|forgive) (yourself|me|myself|him|her|it all)",
    "(overcome|overcoming|overcame)",
    "(achieve|achieves|achieved|achieving|achievement|achievements|accomplish|accomplished)",
    "let go of (your|the|all|this|that|it|every|everything|old|any|anger|fear|control|what|him|her)",
    "(get|getting|be|being|getting) rid of",
    "(get|getting|got) (over|past) (it|your|the|this|that|him|her)",
    "move on from",
    "(push|break|work) through (it|your|this|that|the wall)",
    "(the|your|our|this|session's|today's|tonight's|week's|tomorrow's|dose's|its|single) (goal|aim|objective|target|mission|purpose|challenge|task) (is|was|of this|for|now|today|tonight|this|here|you set) -(not)",
    "^ (goal|aim|objective|target|mission|task|your intention|today's intention|the intention) (for|is|of) ... (<attain>|to|a|an)",
    "once and for all",
    "^ decide (tonight|now|today|once|before|by)",
    "(make|made|making|show|measurable) (real|visible|good|more|enough)? progress",
    "how much (progress|better|lighter|closer|further|happier|healing|calmer|less)",
    "(measurable|concrete|visible|tangible|clear) (target|goal|result|results|life change|change|answer|answers|decision|outcome|outcomes|progress|improvement|step forward|yes or no)",
    "(results|insights|lessons|breakthroughs) (you|that you|did you|have you)",
    "(what|which|how many|how much) _3 (did|have|will) (you|the session|this session|the dose|it) _2 (achieve|achieved|gain|gained|learn|learned|learnt|extract|resolve|resolved|solve|solved|fix|fixed|change|changed|heal|healed|overcome|accomplish|accomplished|let go|release|released|conquer|improve|improved|master|mastered|complete|completed|bring back|grown|integrated|integrate|forgive|forgiven|be rid|have resolved|become|break)",
    "(what|which) _2 (lesson|lessons|insight|insights|breakthrough|breakthroughs|result|results|answer|answers|problem|problems|truth|realisation|transformation|change|wound|pattern) (did|have|has|will|came out|you)",
    "how (will|are) you (be|going to|become|change|use|apply|make sure)",
    "how (close|near|far) (have you|are you|did you)",
    "why (have|haven't|did|didn't) you (not)? (yet)? (change*|heal*|forgiv*|let go|improv*|finish*|resolv*)",
    "on a scale (from|of)",
    "(stay|think) (positive|positively)",
    "(calm down|just relax|stay calm|cheer up|snap out)",
    "(succeed|succeeding)",
    "(ego death|ego dissolution|enlightenment|full catharsis|catharsis|full emotional release|emotional release|mystical experience|mystical state|full surrender|total surrender|rebirth)",
    "(settle|accept|take|stop at) (for)? nothing less",
    "(don't|do not|never) (come|return|leave|stop|go|finish|end|close|get up) _3 (without|until|before|till|unless)",
    "(you|you'll) _2 have (forgiven|healed|let go|resolved|overcome|solved|become|changed|stopped|released|found|learned|finished|understood|integrated|made)",
    "you will (let go|forgive|resolve|overcome|solve|heal|release|finally|have)",
    "(today|tonight|this time|tomorrow|this week|now) you (finally|will|forgive|heal|let|conquer|overcome|stop|become|release|face|break|leave|at last|free)",
    "let (this|today|tonight) be the (day|session|night|time|dose|end)",
    "(you'll|you will|you want to|you are going to|you're going to|you must) be (rid|cured|healed|free|freed|fixed|saved)",
    "(must|to|has to) be (healed|cured|fixed|overcome|resolved|released|forgiven|saved|freed|conquered)",
    "bring (the|this|your) _3 to (completion|an end|a close|its end|conclusion)",
    "no more (fear|anger|tears|pain|excuses|sadness|grief|anxiety|panic|shame|guilt|self|doubt|hiding|doubts|depression)",
    // Telling what is to come of it.
    "^ <lead>? <attain>",
    "^ <lead>? <aims> (<object>|for|at|from)",
    "^ (in|during|before|after|by|over|within|while|when|for|at|with|as|on|once|until|this|today|tonight|tomorrow) ... , <attain>",
    "^ (<lead>|i want you to|we want you to|aim to|try to|your task is to|plan to|resolve to|decide to|set out to|intend to) ... to? <attain>",
    "(want|need|expect|ask) you to <attain>",
    "(use|spend|take|devote|dedicate) (this|the|your|these|tonight|today|tomorrow|tonight's|tomorrow's) (dose|session|journey|coming|window|time|next|hour|hours|trip|days|experience|minutes|week|medicine|ninety|first) _3 to",
    "(turn|transform|convert|translate) (your|the|this|that|every|each) (session|pain|insight|insights|trauma|fear|anger|vision|grief|experience|wound|image|sadness|weakness|dose|lesson) _3 into",
    "reach (the|a|your|full|total|complete) _3 (bottom|core|place|state|root|source|depth|depths|peace|goal|end|conclusion|decision|self|truth|insight)",
    "(so that|so|until) (it|you|he|she|nothing|they) (ends|end|is gone|remains|are free|are healed|understand|understood|is over|has come true|comes true)",
    "(full|complete|total|final|perfect|absolute|radical|deep) (emotional|healing|release|recovery|forgiveness|surrender|acceptance|transformation|closure|catharsis|understanding|decision|dissolution)",
    "a (full|complete|proper|good|real|deep) (cry|release|catharsis|breakdown|breakthrough|confession)",
];

const DEMANDING_LEANING: &[&str] = &[
    "^ <lead>? (come|go|walk|get|wake|leave|return|emerge|finish|end|step|get up) _4 <state>",
    "how you (have|'ve) (become|changed|improved|grown|healed|progressed|matured|overcome|learned)",
    "only when you (have|'ve|are|know|understand)",
    "(was|is|be|been) (wasted|for nothing|in vain|pointless)",
    "^ (your|the|our|my|today's|tonight's) (mission|goal|task|aim|target|challenge|purpose|objective|job|intention)",
    "^ (have|make|get) (your|a|the|that) _3 (breakthrough|insight|decision|peace|cry|release|catharsis|closure|answer|vision|change)",
    "(find|decide|determine|settle|conclude|resolve) (whether|tonight|now|today|finally|once|forgiveness|peace|closure|love|out|what|who|why) -(you|of|or)",
    "(improved|improvement|improvements|better since|changed for the better|progressed|advanced)",
    "(so that|until|till) (nothing|everything|all|it|no) _3 (left|gone|over|out|remains|healed|clear|solved|resolved)",
    "^ <lead>? cry",
    "(as|into) (someone|somebody|a person|a woman|a man|the person) (who|you)",
    "without (the|your|any|that) _1 (anger|fear|pain|grief|guilt|shame|anxiety|sadness|burden|past|trauma|doubt|doubts|tears)",
    "~ <lead>? <attain>",
    "~ <lead>? <aims> (<object>|for|from)",
    "^ <lead>? <do> ... (heal*|forgiv*|cure*|fear|wound*|trauma*|grief|anger|shame|guilt|truth|lesson*|insight*|result*|answer|answers|meaning|purpose|cause|root|source|joy|peace|love|problem*|pain|ego|self|decision|breakthrough*|breakthrough|goal|target)",
    "(find|discover|understand|realise|learn|know|see|decide) (exactly|finally|at last|once)? (why|who|what|how|whether) (you|your|he|she|to) ...  <until>",
    "(in|during) (this|the coming|the next|tomorrow's|tonight's|today's|your next) (session|dose|journey|ninety|hour|trip|forty|minutes|five)",
    "(be|become|feel) (a)? (better|new|different|happier|lighter|stronger|freer|whole)",
    "(explain|describe|list|state|write down) _4 (results|insights|lessons|achievements|what you (learned|gained|achieved|resolved)|how you (changed|have changed|improved))",
    "(what|which|how) ... (resolved|healed|overcome|achieved|gained|solved|improved|accomplished|cured)",
    "(better|best) version of (yourself|you)",
    "(finally|at last) (forgive|let|free|face|accept|heal|love|understand|see|stop|become|cry|feel|leave|say)",
];

const PATHOLOGIZING: &[&str] = &[
    "(something|anything|everything) _4 (your|you) _2 (is|are)? (off|wrong|broken|amiss|faulty|missing|not right|not working)",
    "normal (patients|patient|people|person|adults|women|men|parents|children|reaction|reactions|behaviour|behavior|brain|mind|life) -(if)",
    "(nobody|no one|everyone|people) (stays|stay|leaves|leave|can stand|puts up|avoid|avoids|is tired of|are tired of|loves) (with)? you",
    "you (smother|suffocate|exhaust|drain|burden|scare|repel|alienate|control|manipulate|hurt|punish) (people|others|everyone|those|your|him|her|them)",
    "(disorder|disorders|disordered|dysfunction|dysfunctions|dysfunctional|dysregulat*|dysphori*)",
    "(irrational|irrationally|maladaptive|maladjusted|patholog*|psychopath*|abnormal|abnormally|abnormality|abnormalities|neurotic|neurotics|neurosis|neuroses)",
    "(resistance|resistant|denial)",
    "(symptom|symptoms|symptomatic|syndrome|syndromes)",
    "(delusion*|paranoi*|psychotic|psychosis|schizo*|manic|mania|bipolar|borderline|narcissis*|sociopath*|hysteri*|histrionic|hypochondr*|obsessive|obsessively|compulsive|compulsively|compulsion|compulsions|phobic|masochis*|sadis*|megaloman*|antisocial|psychiatric case)",
    "(manipulative|manipulating|attention seeking|attention seeker|passive aggressive|codependen*|co dependen*|self destructive|self sabotag*|sabotag*|self defeating|self pity|avoidant|clingy|needy|dependent personality|infantile|childish|childishly|immature|immaturity|melodramatic|overdramatic|drama queen|overreact*|oversensitive|over sensitive|hypersensitive|hypersensitivity|overemotional|unstable|instability|unbalanced|imbalance|erratic)",
    "(distorted (thinking|thoughts|view|perception|self image|beliefs|picture)|cognitive distortion|cognitive distortions|thinking errors|faulty (thinking|beliefs|wiring|brain|thoughts)|negative (thoughts|thinking|self)|unrealistic thoughts|twisted|warped|perverse|perverted|deviant|deviance)",
    "(non compliant|noncompliant|non compliance|treatment resistant|difficult patient|hopeless case|lost cause|textbook (case|symptom|example)|case of|prone to|comorbid*|clinical picture|your file|patients (like you|with your|of your))",
    "(mentally ill|mental illness|mental problem|mental problems|mentally|sick (mind|relationship|head|person|thoughts|in the head|part|need|love)|insane|insanity|crazy|mad (thoughts|ideas|woman|man)|lunatic|unhinged|deranged|madness|sane|sanity)",
    "(unhealthy|toxic (pattern|patterns|trait|traits|behaviour|behavior|relationship|relationships|family|person|thoughts|parts)|toxicity)",
    "(crippl*|afflict*|debilitat*|disturbed|disturbance|disturbances|damaged|defect|defects|defective|deficit|deficits|deficien*|flaw|flaws|flawed|malfunction*|malformed|impair*|stunted|degenerate|retarded|handicap*|inadequa*|inferior|inferiority|incompeten*|insufficien*)",
    "(you are|you're|are you|your|as|feel|something) (so|clearly|deeply|simply|too|still|very|mentally|emotionally|severely)? (broken|damaged|disturbed|abnormal|incapable|hopeless|helpless|addicted|lazy|selfish|crazy|needy|pathetic|unfit|unlovable|mad)",
    "(what is|what's|something is|something|everything|anything|all that is|whatever is|whatever's) (the matter|wrong|broken|faulty|off|amiss) (with|in) (you|your|the way you)",
    "wrong with (you|your|the way you|this kind)",
    "(suffer|suffers|suffered|suffering) from",
    "your (condition|illness|illnesses|disease|sickness|ailment|case|episode|episodes|complaint|complaints|issues|mental state|mental health problem|deficits|limitations|shortcomings|weakness|weaknesses|failings|failures|failure|faults|fault|inability|addiction|craving|cravings|obsession|obsessions|complex|complexes|neediness|instability|trust issues|anger issues|mother issues|father issues|abandonment issues|attachment style|attachment issues|attachment system|personality type|character flaws|pathology|triggers|trigger|lack|excessive|poor|constant|chronic|crippling|extreme|exaggerated|inappropriate|morbid|unnatural|destructive|problematic|disproportionate|hostile|depressive|anxious (personality|attachment|nature)|dependent|severe|low|bad|worst|broken|sick|damaged) -(days|day|connection|phone|screen|night|nights|choice|hopes|worries|light|battery|link|of words|as|things|moments|volume)",
    "(disease|diseases|malady|sickness|ill you|how ill|how sick|the illness|an illness|illness and)",
    "(is|are|was|were|it is|it's|isn't|aren't|that's) not (a)? (normal|healthy|sane|right in|natural|how normal|adult|what normal)",
    "(isn't|aren't|hardly|anything but|far from|less than) (normal|healthy|natural|sane)",
    "(normal|healthy|sound|sane|balanced|mature|stable|well adjusted|ordinary|functional|functioning|rational|reasonable|other) (person|people|adult|adults|mind|human|individual|parent|woman|man|partner|patients) (would|wouldn't|do|does|don't|doesn't|can|could|have|has|had|never|cope|know|are|is|react|sleep|and|manage)",
    "(a|the) (healthy|normal|sound|sane|rational) (mind|person|adult|response|reaction)",
    "nobody (normal|healthy|sane|with)",
    "(unable|incapable|inability|failure|failing|fail|fails|failed|incapacity) (to|of) -(load|open|connect|save|send|read|reach|sync|download|sign|store|arrive)",
    "(too|so|overly|excessively|far too|much too) (sensitive|fragile|weak|needy|dependent|emotional|anxious|attached|rigid|withdrawn|damaged|broken|clingy|dramatic|negative|suspicious|controlling|vulnerable to cope|intense for)",
    "(excessive|excessively|disproportionate|inappropriate|exaggerated|pathetic|morbid|bizarre|worrying|alarming|disturbing|concerning|troubling|out of control|uncontrolled|uncontrollable)",
    "(poor|lack of|low|weak|bad) (impulse|self control|insight|emotional|empathy|drive|feeling|self esteem|boundaries|judgement|judgment|frustration|ego|coping|willpower|discipline|regulation|motivation|functioning|social skills)",
    "(emotional (blunting|instability|immaturity|dysregulation|problem|problems|disturbance|damage|cripple)|mood (swings|regulation|disorder|problem)|attachment (disorder|wound|injury|style|system|problem|problems|issues)|personality (disorder|type|problem|trait|traits|structure)|defects of|character defects|impulse control|flat affect|blunted affect|rumination|catastrophi*)",
    "(depressive|dependent|avoidant|anxious|addictive|obsessive|neurotic|paranoid|hysterical|weak|difficult|disturbed|masochistic|immature) (personality|character|type|structure|nature|part|tendencies|traits|patient)",
    "(a burden|prisoner of|slave to|victim of your|ruined|ruins your|hurts the people|hurting the people|make everyone|makes everyone|drives people away|push people away|pushes people away)",
    "(an|as an|the) (addict|alcoholic|invalid|neurotic|hypochondriac|insomniac|hysteric|narcissist)",
    "a (depressive|psychopath|coward|failure|mess|wreck|case|patient with)",
    "(how (severe|bad|serious|ill|sick|abnormal|irrational|disturbed) (is|are|was|you|have)|severity|the severity of|since when have you been)",
    "(malfunction|the fault|the defect|the flaw|the damage|the problem) (in|with|behind|back|is) (you|your|to)",
    "(treat|treating|correct|correcting|manage|managing) your _2 (behaviour|behavior|personality|thoughts|thinking|emotions|condition)",
    "(typical|characteristic|a sign|signs|a feature|a trait|indicative|well known feature|hallmark|evidence) of (a|an|your|the|someone|people|depress*|mental|ptsd|patients|emotional)",
    "(psychotic|clinical|pathological|diagnostic) (feature|features|sign|signs)",
    "diagnos* ... (will naturally|so be|makes you|explains|naturally|tend to)",
    "someone (with your|like you|as)",
    "(people|patients|someone|persons) (with|like|afflicted|suffering) (your|you|from|by)",
];

const PATHOLOGIZING_LEANING: &[&str] = &[
    "(you|your|you're) ... <badly>",
    "<badly> ... (you|your|yourself)",
    "only (someone|somebody|a person|people) _2 (would|could|does|do|who)",
    "(worries|worry|concerns|alarms|troubles) (us|me|your|everyone)",
    "you (cling|overthink|dramatise|dramatize|exaggerate|ruminate|obsess|sulk|withdraw|manipulate|sabotage|collapse|crumble|overreact|catastrophise|dissociate|relapse|regress|fail|failed|lack|suffer|struggle) -(if|,)",
    "a (traumatised|traumatized|depressed|sick|disturbed|difficult|weak|troubled|anxious|damaged|wounded) (person|patient|mind|soul|child|personality)",
    "you never (matured|learned|learnt|grew|managed|could|were able)",
    "your (moods|mood|reactions|reaction|behaviour|behavior|thinking|emotions|outbursts|inability|emotional|mental|temper|mind) (swing|swings|is|are|go|goes|gets|get|seem|seems|needs|need)",
    "(illness|illnesses|diagnosis|episodes|disability|condition|depression|ptsd)  ... (you|your)",
    "(you|your) ... (illness|diagnosis|disability|ptsd)",
    "(you are|you're) (so|clearly|deeply|simply|too|still|very)? (sick|ill|unwell|weak|fragile|difficult|cold|rigid|wrong)",
    "your (anxiety|depression|fear|withdrawal|anger|panic|avoidance|need|jealousy|dependence|perfectionism|isolation|behaviour|behavior|thinking|emotions|emotion|moods|mood|personality|attachment|nature|character) (is|are|has|have|keeps|makes|prevents|stops|gets|came|hurts|drives)",
    "you (always|never|constantly|keep|cannot|can't|tend to) (overreact*|sabotage|fail|cling|withdraw|avoid|panic|push|ruin|misread|manipulate|cope|control|exaggerate|lie|run away|need)",
    "(keeps|keep|stops|prevents|stopping|preventing) you from",
    "(getting|standing|stand|gets) in (the|your own) way",
    "(be|you are|you're) (suspicious|ashamed) of (your|yourself)",
    "^ (list|describe|explain|name|analyse|analyze|reflect on|examine|think about|look at) (your|the|all your) _2 (weak*|fail*|fault*|problem*|defect*|worst|shortcoming*|trigger*|obsess*|behaviour*|behavior*|mistake*|condition|illness|bad|negative)",
];
