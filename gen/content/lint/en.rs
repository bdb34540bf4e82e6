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
         share_this_entry_now delete_the_old delete_all throw_away throw_out burn_the stop_thinking stop_fighting stop_complaining stop_avoiding stop_running stop_making stop_telling \
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
         everything whatever what_no_longer what_went what_hurts what_holds what_happened all_that all_this every_last the_old old_pain \
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
    // Machinery, papers and people of the trade: what is said of them presses on nobody.
    (
        "thing",
        "app page pages export server account accounts password passwords backup notification notifications setting settings phone device \
         devices calendar button buttons file files permission permissions code codes mail email notice reminder reminders link links list \
         timeline version versions copy copies download screen network recording recordings key sharing address menu form forms map entry \
         entries agreement consent draft drafts exercise appointment appointments headphones microphone storage connection battery charger field fields \
         date dates name names number numbers identifier document documents passport archive packet import record records data fault error bug \
         log card cards default option options space sound sounds signal browser tablet laptop computer session_list typeface font letters_in \
         tab icon label badge chart row column table image_file questionnaire query translation update updates language languages prompt prompts \
         question questions questionnaires ride taxi driver transport food meal water_bottle end_of sentence text texts attachment photo photos",
    ),
    (
        "staff",
        "therapist therapists clinic clinics doctor doctors nurse nurses provider providers prescriber prescribers pharmacist pharmacy operator operators \
         team teams staff clinician clinicians facilitator sister brother friend friends somebody someone person people companion sitter \
         driver adult nobody he she they client's researcher researchers administrator developer developers physician law",
    ),
    (
        "hedge",
        "may might perhaps maybe possibly sometimes whether could would if some either usually often",
    ),
    // What somebody did or underwent in a session.
    (
        "underwent",
        "cried cry wept felt saw see fell fall laughed trembled dissolved screamed froze slept dreamed dreamt shook kept went forgot forget lost couldn't could_not \
         did_not didn't were_not_able heard met flew floated sank drifted ran hid drew painted chose wrote turned avoided talked sang vomited \
         yawned hesitated refused resisted panicked shivered burned drowned climbed swam swallowed clung clenched held stayed stood \
         lay wanted hated feared missed imagined remembered remember blacked left closed opened stopped sweated choked coughed gagged shrank grew \
         disappeared vanished died can't cannot don't do_not struggled fought pulled pushed curled reached called asked searched looked noticed",
    ),
    (
        "kin",
        "mother mother's father father's parent parents parents' grandmother grandfather grandparents brother sister family family's ancestor ancestors \
         childhood child past lineage husband wife partner ex son daughter younger early generation generations bloodline",
    ),
    // Feelings, wounds and the like, as causes.
    (
        "within",
        "abandonment abandoned neglect neglected rejection rejected betrayal betrayed shame guilt grief anger rage fear fears afraid scared terror \
         trust mistrust distrust intimacy closeness love unloved loneliness lonely longing sadness sorrow trauma traumas wound wounds wounded \
         loss control safety unsafe self_worth worth worthless worthlessness vulnerability vulnerable dependence envy jealousy hatred \
         resentment regret pain painful hurt need needs childhood upbringing mother father parents unseen unheard unworthy \
         emotion emotions feelings death mortality ego identity authority perfectionism surrender letting_go separation attachment forgiveness \
         sexuality belonging powerlessness power helplessness independence freedom permission approval",
    ),
    // Things of the inner life that do something of their own.
    (
        "agent",
        "mind body psyche brain heart soul unconscious subconscious nervous_system system ego inner_child self spirit gut instinct instincts \
         conscience body's memory imagination",
    ),
    (
        "made",
        "created made built produced invented constructed chose sent gave shut hid turned used showed went conjured painted staged \
         offered spared protected replayed closed blocked wanted stored kept said spoke knows knew remembers remembered tried tries refuses refused \
         wants needs needed asks asked longs longed holds held carries carried is_trying was_trying is_asking was_asking is_telling was_telling \
         is_saying was_saying found learned learnt decided rejected rejects fled protects hides tells told speaks clings clung resists resisted \
         defends defended punishes punished mourns mourned grieves releases released braced braces is_holding was_holding is_protecting was_protecting \
         translated disguised dressed buried sealed locked split",
    ),
    // What mends, in verbs that are said of nothing else.
    (
        "mend",
        "heal cure transform rewire rebuild dissolve erase lift soothe undo unlock liberate revive rejuvenate renew mend unburden cleanse \
         awaken overcome conquer banish melt untie untangle unfreeze reboot calm ease relieve quiet silence tame defuse dispel vanquish purify \
         lighten brighten deepen uproot",
    ),
    (
        "mends",
        "heals cures transforms rewires rebuilds dissolves erases lifts soothes undoes unlocks liberates revives rejuvenates renews mends \
         unburdens cleanses awakens overcomes conquers banishes melts unties untangles unfreezes reboots eases relieves silences tames defuses \
         dispels vanquishes purifies uproots",
    ),
    // What one is to come out with.
    (
        "yield",
        "solution solutions answer answers insight insights plan decision decisions result results breakthrough breakthroughs clarity lesson lessons \
         conclusion realisation realization realisations change changes progress proof improvement improvements closure forgiveness \
         success successes achievement achievements purpose mission peace transformation revelation revelations resolution \
         takeaway takeaways belief beliefs habit habits anger fear grief goal goals cause truth understanding vision statement commitment \
         outcome outcomes certainty explanation catharsis evidence shift win wins victory victories",
    ),
    (
        "resolved",
        "resolved healed whole changed transformed reborn free freed lighter calm cured new renewed different complete forgiven gone relaxed \
         released solved fixed finished better stronger happier peaceful reconciled silent quiet still ready at_peace empty clear \
         cleansed dissolved conquered overcome settled stopped closed happy confident restored recovered done over wiser",
    ),
    // What a command about the inner life, or about one's people, is about.
    (
        "stake",
        "discomfort demons demon excuses excuse fear fears shadow shadows pain grief anger rage shame guilt monster monsters darkness unknown \
         wave waves wound wounds truth past story feeling feelings emotion emotions tears ego heart soul demons limits edge worst \
         everything everyone mother father mum mom dad sister brother wife husband partner boss ex family friend son daughter children \
         job habit habits routine comfort courage strength joy love gratitude forgiveness life future happiness peace apology \
         number him her them medicine process silence weakness weaknesses resistance stillness negativity worries doubts doubt \
         thoughts mind memory memories trauma struggle goal goals promise vow decision change boundary boundaries regret secret secrets \
         responsibility control antidepressants alcohol sugar drinking smoking wine coffee television phone anyone distractions weekend \
         discipline gym diet lesson demon dragon spider voice voices beast therapist's insight insights evening letter step deadline",
    ),
    (
        "cmd",
        "lean look ditch drop dump delete open invite say see cancel send sit tell put stay repeat ask face write call leave break quit stop \
         keep hold let turn follow thank learn listen choose welcome pick give take bring confess admit own stand walk run step go come \
         move speak breathe trust honour honor hug greet meet fight stare dig dive reach throw cut burn bury shake scream shout cry feel \
         allow accept surrender release loosen forgive apologise apologize commit stick schedule plan set begin start finish get do make \
         show teach train push pull press force tackle attack approach challenge confront wrestle embrace befriend love treat respect \
         spend invest dedicate devote use make squeeze channel express voice name visit phone text message email invite join leave swap trade \
         replace remove banish block unfollow ignore refuse reject deny doubt question examine explore search hunt chase pursue seek find \
         climb jump leap swim sink float ride crawl march return repay reward punish check count watch notice expect demand claim raise lower \
         guard protect defend shield tend nurture feed nourish soothe sleep rest relax smile laugh dance sing celebrate remember recall \
         imagine picture believe know think consider ponder decide resolve promise swear pledge wake rise act behave prove earn win beat",
    ),
    (
        "kindword",
        "amazing brave gifted wise clever honest patient kind strong eloquent articulate tender graceful faithful steadfast sincere bold mature \
         masterly striking spot_on first_rate quick_learner natural model good_at skilled fearless tireless loyal remarkable devoted hard_working \
         courageous noble dignified composed poised consistent conscientious reflective insightful perceptive sharp gracious sensible",
    ),
    // What a person may be asked to sense or to handle in a plain exercise.
    (
        "soft",
        "hand hands belly ribs feet foot finger fingers fingertips toes sound sounds room object objects skin breaths anchor blanket weight edges nose \
         straight cushion cheek a_while it_down points nearer backwards break notebook us text own_way forth eyes rest_with place \
         farthest warm warmer cool cooler messages size chair floor window light_in air something_to_look comfortable seat",
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
    "(<staff>|<thing>) (-(you|says|said|thinks|wants|expects|tells) _)? (-(you|says|said|thinks|wants|expects|tells) _)? (-(you) _)? (-(you) _)? (only|still|then|also)? (must|has to|have to|needs to|need to|should|ought to|is required to|are required to|are obliged to|is obliged to|are expected to)",
    "(what|which|that|who|it|there|this) (must|has to|should|needs to) (not|be|never)",
    "(we|i) (must|have to|should|need to|are required to) (not|also|still|only|never)? (keep|store|ask|tell|inform|delete|send|record|log|check|verify|report|show|have|know|explain|be able|stop|close|change|move)",
    "(we|i|he|she|they|it|this|that) should have",
    "^ must (it|i|there|this|that|we|the|every|everything|a|my|they)",
    "^ should _",
    "(wrote|said|telling|think|thought|thinking|believe|feel|felt|told|heard|hear|noticing|hearing|says|writes) _4 (should|must|have to|ought to|need to|are to)",
    "if _4 should",
    "should (you|it|they|that|one) (wish|like|want|prefer|need|ever|change|feel|lose|forget|come|become|happen|turn)",
    "(where|when|how|which|what|who|whom) _3 should (the|this|it|we|a|that|they|be|your|go)",
    "(make|making) sure _10 <thing>",
    "^ to make sure",
    "making sure",
    "(list|line|icon|dot|chart|button|row|label|bar|tag|page|number|card|calendar|graph|asterisk|badge|flag|star beside|dash|arrow) _6 (reflects|represents|stands for|shows|means|indicates|marks|signifies|denotes|points to|signals) _2",
    "symbol (in|at|beside|next|on|above) _3 (stands for|means|represents|shows)",
    "^ do as (much|little|many|few|you (like|wish|please|want))",
    "^ thank you",
    "^ (save|show|share|delete|add|open|close|search|print|export|sort|send|start|stop|record|view|hide|edit|undo|cancel|discover|restore|never share|always share|always ask|put away|put aside|leave|improve|discard|finish|complete|rename|import|turn off|turn on|switch|report|repeat|end|release|free|clear|check|fix|repair) (up|all|the|a|this|which|by|one|your|these|more|my|new|fewer|other|some|whole|empty)? <thing>",
    "^ (stop|start|resume|pause|finish|end) recording",
    "^ resolve conflict -(with)",
    "resolve (the|this|a)? (sync|file|version|editing)",
    "(study|studies|research|trial|trials|participants|literature|questionnaire|researchers|article|articles|papers) ... (symptom*|patholog*|disorder*|illness*|diagnos*|depress*|disease*|healed|improved|cure*|proven|proved|mystical experience)",
    "(symptom*|disorder*|illness*|mystical experience|mental health) _2 (questionnaire|questionnaires|scale|scales|list|checklist|study|studies|trial|score)",
    "(illness|disorder|symptom|symptoms|diagnosis|resistance|denial|disease|ego|cure|trauma|patient|dysfunction|transformation|breakthrough) _6 (are|is|as) (a|the|not)? (word|words|term|terms|label|labels)",
    "let go of the (button|key|screen|handle|bar|phone|icon|card|slider)",
    "_8 (was|is) the (title|name) of",
    "_5 (is|are) not (required|needed|necessary|expected|asked|assumed|measured|counted)",
    "(can|cannot|could|to) see that you (shared|have|are|did|changed|opened|wrote)",
    "congratulations (card|cards)",
    "(would|will) it be better",
    "<thing> _3 (damaged|defective|broken|corrupt|faulty|weak|incomplete|too weak|too long|inadequate|insufficient|failed|fails|failing|failure) (to)?",
    "(damaged|broken|weak|abnormal|faulty|defective|insufficient|flawed|corrupt|poor|failed) <thing>",
    "(poor|weak|bad|low) (signal|connection|reception|light|battery|network|sound)",
    "some (call|say|speak|name|people|write|think) _8",
    "^ for (therapists|clinicians|clinics|prescribers|staff|developers|translators|teams) , _30",
    "(word|phrase|term|title|label|heading|slogan) _2 (must|should|cure|healing|transformation|breakthrough|resistance)",
    "^ welcome -(the|it|every|all|your|whatever)",
    "will always find (the|it|this|them|your)",
    "should (be)? (read|saved|opened|sent|kept|deleted)",
    "<thing> (-(you) _)? (-(you) _)? (-(you) _)? (-(you) _)? (-(you) _)? and (must|has to|have to)",
    "leave (it|the way|that|this|them) (free|empty|blank|open|clear|quiet)",
    "will always (find|see|have) (the|it|this|them|your)",
    "(is|be|being) about (being|finding|leaving) _3 (calm|out)",
    "grounding _12",
    "to close what is not yet clear",
    "place to come back",
    "(good|great|nice) one",
    "made sure",
    "if tears come _3",
    "feel free to",
    "have to do with yesterday's",
    "this is the place to come",
    "(find|see|have|notice) the (exit|button|page|menu|list) _6",
    "will always find the exit",
];

const OPEN: &[&str] = &[
    "(may|might|perhaps|maybe|possibly|sometimes|whether|usually|typically|either|neither|optional)",
    "(some|many|most|other) (people|persons|sessions|days|teams|clinics|find|feel|notice|patients like)",
    "if (you|they) (like|want|wish|prefer|would|need|have|can|choose|remember|notice|feel like|are|do|did)",
    "if your",
    "if (any|anything|anywhere|anyone|that (is|feels|suits|helps)|it (is|feels|helps|does|was)|there|something|words|nothing|closing|breathing|some|so|not|only)",
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
    "(can|could) (also|be|stay|wait|seem|happen)",
    "you (can|could) (also|say|ask|leave|skip|stop|write|put|read|share|draw|hide|keep|open|note|bring|tell|describe|begin|turn|set|pick|try|end|let|go on|see|change|choose)",
    "(we|nobody|no one) (do not|don't|cannot|can't|can) (know|promise|say|tell)",
    "(is|are) (fine|enough|welcome|allowed|common|ordinary|all right|okay)",
    "(app|page|export|server|account|password|backup|notification|settings|phone|device|calendar|button|file|permission|code|mail|email|notice|reminder|link|list|timeline|version|copy|download|screen|network|recording|key|share|shares|settings|time zone|address|menu|form|map|agreement|consent|appointment|headphones|microphone|storage|connection|lozenge|blood pressure)",
    "(you|they) decide (what|when|who|which|whether|how|if)",
    "(comfortable|comfortably|pleasant)",
    "as (much|little|often|many|slowly|few) _6 as (you (like|want|wish|please)|feels|is|suits)",
    "you can (allow|refuse|accept|use|look|move|save|add|remove|delete|undo|print|export|pause|listen|answer|record|switch|send|mark|sort|filter|search|rename|edit)",
    "(we are sorry|we're sorry|sorry)",
    "(packet|archive|cards|recording|questionnaire|draft|drafts|import|identifier|(page|entry|entries|drawing) (is|are|was|were|can|belongs|stays|remains|that|you (wrote|shared|opened|deleted|keep|saved))|(share|shared|delete|open|save|print|read|keep|hide|export|close|mark|move|this is) _1 (page|entry|entries|drawing))",
    "(you wrote|you said|as you put it|in your words)",
    "(these|those|such|the) (words|word|phrase|term|terms|label|labels)",
    "(is|was|are|were) (a|the|only|just|not)? (phrase|word|words|slogan|title|claim|term|quote|quotation|heading)",
    "(one|an|another|an optional|the other) option",
    "(as far as|as much as) (is|feels|you)",
    "fine as it is",
    "(leave|skip) out? (whatever|what|anything)",
    "welcome to",
    "^ (show|hear|see|read|tap|press|swipe|scroll|switch)",
    "aloud or in silence",
    "(along|table|chair|window|cup|glass|fingers|fingertip|wall)",
    "(with|or) nothing",
    "feel free",
    "have to do with",
    "if _2 come",
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
    "(have|has) to -(<technical>|be <technical>|hand|say|do with)",
    "(you've|you have) got to",
    "gotta",
    "(you|we|one|everyone|everybody) (just|only|really|absolutely|simply|will|still|also|first)? need to -(<technical>)",
    "you'll need to",
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
    "(make sure|be sure to|make certain|see to it|^ see that you|take care to|take care not)",
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
    "^ <lead>? (always|never) (<do>|<act>|<obey>|<either>|set|aim|ensure) -(by|shared|on|off)",
    "(bite the bullet|strike while|take the bull|take the plunge|get a grip|face the music|pull your|grit your teeth|roll up your|step up|dig in|put your foot|suck it up|buck up|get your act|turn over a new|grasp the nettle|seize the|hold yourself|no pain no gain|snap out|stop looking for|stop making|stop waiting|leave no stone|throw yourself|give it your all|give it everything|step out of your comfort|put your back|bend over backwards|get off your|wake up to|put up with|shape up|chin up|cheer up|calm down|get over yourself|pull up your)",
    "(don't|do not|never) you dare",
    "(don't|do not|never|nobody|no one|you|not) _1 (dare|afford|get away|shy away|chicken out|turn back|look away|look back|bail out|slack|dawdle|quit|cave in|lose focus|get distracted|make excuses|hold anything back|leave anything out|leave anything unsaid) -(to (hope|say|dream))",
    "^ (if|when|whenever|as soon as|the moment|once|wherever|where) (a|an|the|any|your|fear|it|you|tears|something|anything|someone|resistance|panic|sadness|anger|memories|monsters) ... , (then|just|simply|please|always|you)? (go|walk|follow|face|ask|say|do not|don't|let it|let them|stay|look|enter|embrace|welcome|surrender|breathe|lean|move|dive|trust|step|meet|greet|run|thank|push|hold|accept|cry|scream|allow|give in|give yourself|sink|float|approach|challenge|fight|shout|name|bow|ride|open yourself|open your) (it|in|into|toward|towards|through|on|with|straight|him|her|closer|them|everything|what|yourself|your|deeper|to it|at it|run|fight|resist|turn|hide|look|stop|down|back|still|the (fear|pain|feeling|monster|door|wave|light))",
    "(keep|go on|continue|carry on) *ing ... (until|till|even|no matter|and then keep|some more|harder|deeper|anyway)",
    "(no|have no|without any|without a) (choice but|other choice|option but|way around|alternative|excuse|excuses|right to|time to lose|business *ing|other way)",
    "(can't|cannot|don't|do not|mustn't|stop|not) (put|putting|delay|delaying|postpone|postponing|avoid|avoiding|dodge|wait|run|hide|keep) _4 (any longer|forever|any more|off|anymore|from it)",
    "(what|all|thing|one thing) you _3 (have|need|must|ought) (to)? (do|is|be) _3 (is|now) -(tap|here|no)",
    "(therapist|team|doctor|we|i|family|mother|nurse|everyone|everybody) (really|all|just)? (needs|wants|expects|asks|requires|orders|expect|demand|demands|insists|insist|instructs) (you|everyone|everybody|each|all|every patient|patients|that you|on your|from you|of you)",
    "^ <lead>? (read|study|learn|memorise|memorize|watch|complete|finish|answer|fill|listen|review|go through|work through) _1 the (entire|whole|full|complete)",
    "without (hesitating|hesitation|fail|delay|exception|complaint|complaining|stopping|question|asking|looking back|thinking|flinching|excuses|holding back|skipping|pausing|arguing|protest|grumbling|fear)",
    "(change|cut|break|drop|quit|kick|replace) (one|a|your|that|this|every) _2 (habit|habits|tie|ties|pattern|routine|contact) -(or|if)",
    "(so|and|then|now) (go|stop|start|get|call|write|do|face|tell|sit|leave|look|begin) (and|it|up|looking|today|now|your|the|down|them|him|her|on with|moving|writing|talking) (today|now|it|face|look|do|talk|call|write|tell|work|at them|at it|immediately|there)",
    "(twice|again|fully|carefully|properly|first), then (confirm|sign|send|report|show|repeat|write|answer)",
    "you are to (phone|call|write|tell|face|read|finish|complete|stay|sit|ask|begin|stop|keep|leave|go|visit|repeat|practise|practice|speak|avoid|forgive|let|do|make|take|note|listen|walk|report|bring|rest|meditate)",
    "(would|might|will) be (wise|wiser|best|better|sensible|prudent|smart|smarter|advisable) (to|if you|for you|that you) -(share|sit)",
    "(my|our|a piece of|one piece of|the best) advice (is|to|for|would)",
    "^ better (you|to|not|get|go|do|make|start|stop|that you|write|call|tell|leave)",
    "(you'd|you would|you'll|you will|do|does) (do|be) (well|wise|foolish|better|right|smart) (to|off)",
    "(rule|step|lesson|task|order) (number)? (one|two|three|1|2|3) , (never|always|no|you|the|do|<cmd>)",
    "^ (homework|rule|the rule|task|your task|assignment|your homework|mission|challenge|instruction|instructions|order|orders|no exceptions) (for|number|one|until|this|is|,)",
    "^ repeat (after|this|it|the|your|these|until|that)",
    "(is|are) (not|never) (an option|optional|up for|negotiable|open to|allowed|permitted|acceptable|tolerated)",
    "(^|and|,) kindly <cmd>",
    "(a|any|every|each) (serious|real|true|good|committed|responsible|diligent|proper|dedicated|grown) (patient|person|traveller|client|man|woman|journaler|adult|participant|journeyer) -(would)",
    "(every|each|all|no) (patient|patients|participant|participants|member|members|person|client|clients) (write|writes|keeps|keep|attends|attend|finish|finishes|completes|complete|leaves|leave|fills|reads|sits|must|reports|reflects|skips|commits)",
    "(one|you) (does|do|don't) (not)? (interrupt|leave|skip|stop|walk|quit|argue|talk|complain|get to|question) -(if)",
    "(whatever|no matter what|however much|however|even if) it (costs|takes|hurts|may cost|costs you|is hard|scares you)",
    "you (can't|cannot|may not|must not|mustn't|shall not|are not to|aren't to|don't get to|do not get to) (leave|skip|quit|stop|run|go|avoid|miss|give|hide|refuse|turn|keep|sit|walk|wait|stay|lie|let|ignore|back|bottle|carry) -(see|entries)",
    "^ <lead>? let (yourself|go|it all|it out|it happen|it come|it in|it burn|it break|the (medicine|tears|pain|fear|wave|music|process|grief|anger|past|light|love|silence)|your (body|heart|guard|mind|tears|walls|feelings|anger|ego))",
    "^ <lead>? (just|simply|now)? (surrender|submit|obey|behave|persevere|relax|forgive|commit|confess|apologise|apologize|persist|endure|breathe deeply|let go|trust|yield|toughen)",
    "(first thing|right now , -(_)|this very (day|hour|minute|moment|evening|night|week|instant)|this instant|without delay|this minute|before noon|before supper|before dinner|before lunch|before midnight|not tomorrow|not later|starting today|starting now|starting tomorrow|from tomorrow|from monday|as of today|as of now) -(the (app|page)|in the|is your)",
    "(no arguing|no buts|no discussion|no debate|no exceptions|no backing out|no peeking|no cheating|no holding back|no shortcuts|no complaints|no questions asked|end of story|period|full stop|that's an order|that is an order|that is final|or else|like it or not|like i said)",
    "^ <lead>? (sit|stand|get|wake|straighten|shut|shape|speak|open|man|own|face|grow|listen|step|hurry|cheer|lighten|toughen|loosen|sober|clean) up (to|and|straight|now|,|your|this|at|for|or)",
    "^ <lead>? (stop|quit|cease) (*ing|it|being|now|this|that|the|your|at) -(at (any|anytime)|early|any|whenever|if|here|record*)",
    "and (stop|quit|start|begin|keep|never stop) *ing",
    "nothing (else)? (matters|counts) (but|except|more|now|besides)",
    "^ <lead>? (go on|come on|hurry|get on|get to it|off you go|move it|chop chop|out with it|snap to it|straight to it) ,",
    "^ <lead>? (ditch|dump|quit|toss|scrap|banish|bin|shed|axe|junk|shun|forsake|forgo|tackle|confront|befriend|embrace|harness|seize|cultivate|channel|nurture|cherish|honour|honor|maximise|maximize|prioritise|prioritize|shoulder|conquer|outgrow|own) (the|your|every|all|that|this|those|any|what|whatever|him|her|it|each|fear|pain|gratitude|love|joy)",
    "^ lean (into|in|on|towards)",
    "^ look (your|the|him|her|them|it|fear|pain) _3 (in the (eye|face)|squarely|straight)",
    "^ say (yes|no|sorry|goodbye|thank you|it|i) (to|it|out|until|and|now|aloud|every|with|,)",
    "^ <lead>? tell yourself",
    "^ (homework|assignment|task) ,",
    "^ <lead>? <cmd> (your|the|that|this|him|her|every|off|out|to|away|up|down|in|yourself|about)? _6 (every (hour|day|morning|night|evening)|each (hour|day|morning|night|evening)|, now|this instant|by (friday|monday|tuesday|wednesday|thursday|saturday|sunday|tomorrow|tonight|noon|midnight)|before (you've|you have|thursday|friday|monday|sunday|saturday|tuesday|wednesday|bed|breakfast|your next)) -(or|if|at most)",
    "(make sure|be sure|see to it|ensure) _3 (you have|you've|you are|you're|you) (finished|done|read|completed|filled|written|answered|ready|prepared|reflected|forgiven|meditate|practise|practice|journal|write|breathe|rest|cry|face|feel)",
    "refrain from",
];

const DIRECTIVE_LEANING: &[&str] = &[
    "^ <lead>? <act> -(, _) -(you|yourself for|draft|again|fewer|recording|is|was|are|were|can|may|will|has|have|and|or|of|by|off|limits|takes|ends|stays|belongs)",
    "^ (in|during|before|after|by|over|while|when|for|at|with|as|on|once|until|this|instead) ... , (please|then)? <act> (your|the|it|him|her|them|every|all|to|for|a|an|that|with|in|down|up|yourself|what|how)",
    "^ (set|read|take|write|say|put|speak|name|keep|hold|draw|look|listen|turn|open|start|choose|pick|come|stay) ... (and|,) <act> (your|the|it|him|her|them|every|all|a|in|to|yourself)",
    "^ (take|treat) _3 seriously",
    "^ (read|say|repeat|write|speak|tell) ... (times|aloud|out loud|every|until|before)",
    "you (are|'re) to -(be|your|the|a)",
    "(no|zero) (room|space|time) for",
    "^ (<do>|<act>|<obey>) ... (ten|five|three|four|six|seven|twenty) times",
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
    "^ <lead>? -(look around|breathe|let) <cmd> -(, _) ... <stake> -(is|are|was|were|can|may|comes)",
    "~ <lead>? <cmd> (your|the|that|this|every|him|her|them|it|to|into|away|up|out|with|in)? _2 (now|today|tonight|immediately|anyway|instead|out loud|again and again|daily|regularly|tomorrow)",
    "you (get up|sit down|call|phone|tell|write|leave|go|walk|stop|face|forgive|take it|begin|start|do it|say it) _6 (now|today|tonight|tomorrow|first|immediately)",
    "(first thing tomorrow|tomorrow morning|this evening|this very evening) , you",
    "must -(<technical>)",
    "(should|shouldn't) -(have been)",
    "(have|has) to -(<technical>|be <technical>|hand|say|do with)",
    "needs to -(<technical>)",
    "^ <lead>? -(look around|breathe|let|press|sit|lie|notice|show|open|save|send|see|read) -(... <soft>) <cmd> -(, _) -(is|was|are|were|can|may|comes|of|and|or) _1",
    "(is|it's) your turn to",
    "enough (of)? *ing",
    "(i'd|i would) _3 if i were you",
    "(every|each) (dawn|dusk|sunrise|sunset|noon|evening|morning)",
    "^ let no",
    "the only way",
    "so (go|move|act|rest|stop|breathe|write|forgive|stay|do|get|keep|leave|let|start|begin|be|trust|cry|speak|call|take) _2",
    "^ (zero|no) (alcohol|sugar|screens|excuses|television|phone|coffee|contact|talking|distractions)",
    "^ never mind",
    "^ (eyes|mouth|mind|heart|shoulders|chin|attention|hands|phone) (closed|open|shut|up|back|on|down|off|away) ,",
    "(you|and you) (write|sit|stay|walk|go|get|face|tell|say|take|stop|keep|begin|start|hold|forgive|read|finish|leave|breathe) (until|now|today|tonight|every|it|and|with|for|him|her)",
    "(never mind|forget|forget about|ignore) (your|the|all) _2 , <cmd>",
    "^ let no _1",
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
    "(tells|told|telling|tell us how|speak|speaks|spoke|speaking) (us|me|to you|of your|about your|volumes)",
    "(reflects|reflected|reflect|mirrors|mirrored|echoes|echoed|expresses|expressed|express|conceals|concealed|masks|masked) (your|a|an|the|how|what|some|old|rage|fear|anger|deep|that|unspoken|his|her|my)",
    "(hides|hid|hiding|lurks|lies|lay|hidden) (behind|beneath|underneath|under|below|in|an|a|your|the) -(page|menu|settings|entries|down)",
    "(behind|beneath|underneath|under) (your|that|those|all that|all your|the (anger|fear|calm|silence|sadness|smile|mask|numbness|rage|joy)) _4 (hides|lies|lay|there is|there was|there's|is|was|are|lurks|sits|waits|lurked|hid)",
    "between the lines",
    "(deep down|deep inside|deep within|at heart|on a deeper level|at a deeper level|at a deep level|on some level|at some level|in your heart of hearts|at its core|in essence)",
    "(subconscious*|unconscious|unconsciously|archetyp*|psyche|superego|oedip*|freud*|jung*|karm*|ancestral|reincarnat*|past life|past lives|spirit guide|kundalini|chakra*|the universe|your soul|soul's|soul chose|inner child|inner healer|inner wisdom|inner critic|inner demons|higher self|true self|authentic self|deeper self|false self|shadow self|shadow side|your shadow|your ego|the ego|ego was|your true nature|projection|projected|projecting|repress*|suppressed|sublimat*|transference|unresolved|unfinished business|unspoken|unexpressed|unlived|unmet|unprocessed|unhealed|womb)",
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
    "(point|points|pointed|pointing|points all|pointed all) (straight|directly|back|clearly)? (toward|towards|to) (one|a|an|your|something|how|unfinished|old|unresolved|the (loss|wound|child|fear|grief|same|moment|day|part|way|relationship|death))",
    "(at bottom|underneath it all|beneath it all|at the root of|at the heart of)",
    "your (core|central|main|real|deepest|basic|fundamental|underlying|oldest|primal|original|first|true|unconscious) (issue|wound|theme|conflict|fear|belief|problem|lesson|need|pain|loss|longing|struggle|pattern|message|motive) (is|was|has|here|came|lies)",
    "because (you|your) _3 (<within>|never|ready|hard for you|weren't allowed|were not allowed|were a|had to be|want to heal|<kin>) -(therapist|account|phone)",
    "because (part|a part|some part|something|one part) (of|in) you",
    "because (<within>|your <within>) (is|was|has|had|still|scares|frightens|hurts|means)",
    "^ (you|your) (<underwent>|kept _1|could not|were|went|had) ... because (you|your|part|a part|something|it was|the|of your|of the|of a|nobody|no one|someone) -(app|server|link|phone|battery|connection|session was|clinic|therapist|turned|chose|asked|shared|signed|device|account|opened|network|door was|ride|playlist|appointment|music (stopped|was|ended))",
    "<lived> ... because (you|your|of your|part of you|a part) -(turned|chose|asked|shared|signed|therapist|clinic|doctor|phone|device|account|connection|battery|deleted|have not|did not save|put|moved|closed|wrote|told)",
    "(the|one|a|only|another) reason (you|why you|that you|for your|for the|your|behind your|the (image|door|mirror|music|light|figure|stranger)) ... (is|was|lies) -(below|here|on the|shown|a (fault|bug)|given|technical|unknown|yours|not known|the (app|server))",
    "(reveals|reveal|betrays|betray|exposes|exposed|uncovers|uncovered|unmasks|unmasked|discloses|lays bare|laid bare|gives away) -(the (menu|text|page|password|code|list|number)|itself|nothing|more|a (menu|list|page)|it|them)",
    "(tells|show|shows|showed|taught) (me|us) (that|how|what|your|you|why|something|just|exactly|who|where|all) -(is|was|to|the|data|happens|changed|each|every|this app|devices|leaves|has (been)? (read|opened))",
    "(translates|translate|translated|boils|boil|boiled|comes|came|adds|amounts|amount|amounted) (down to|into|up to|to) (a|an|your|the|mistrust|fear|one|being|not|self|how|shame|grief|<within>) -(english|spanish|list|page)",
    "(is|are|was|were) (another|just another|simply another|only another) (word|name|mask|form|way|face) (for|of)",
    "(is|are|was|were) (closely|directly|deeply|clearly|surely|intimately|all|really)? (connected|linked|tied|related|bound up|tethered|wired|chained|bound) (to|with) (the (loss|death|time|day|year|moment|fear|way|part|relationship|divorce|pain|wound|child)|your <kin>|your (first|own|old|early|fear|shame|grief|anger|need|relationship|unresolved)|how|what happened|<within>|a (wound|loss|part|memory|fear))",
    "(who|which|that|they|she|he|it|and|have|had|has|had all) (came|come|appeared|arrived|returned|visited|was sent|were sent|was there|were there|comes) (back)? to (guide|teach|heal|warn|show you|comfort|protect|remind|greet|save|claim|forgive|help you|tell you|take you|bring you|say|ask you|test|free|carry|lead|rescue|punish|collect|deliver)",
    "(is|was|were|are|met|be|been) _1 (the divine|divine|an ancestor|a spirit|your ancestor|a guide|your guide|a past life|cosmic|the collective|god himself|the source|pure consciousness|your own consciousness|universal love|unconditional love|a spirit animal|your spirit|your guardian|a guardian|the great mother|the holy|birth|a birth|your birth|a rebirth|an initiation|a soul) -(certificate|date|name)",
    "(birth|primal|cosmic|karmic|archetypal|ancestral|initiatory|spiritual) (experience|memory|trauma|scream|wound|message|awakening|rage|fear|longing|emergency)",
    "(<lived>|that|it|nothing|stranger) ... (is|was|were|are) (really|in truth|nothing but|simply|only|just)? (the|a|an) (side|part|shape|voice|face|sound|echo|language|price|mark|trace|residue|ghost|shadow|imprint|scar|wound|child|structure|doorway|threshold|legacy|aftershock|remnant|image|picture|portrait|mask|flavour|taste|colour|weight|cry|prison|cage|armour|shield|fortress|grave|womb|mother|father|piece|fragment) (of|for|around|in|inside|within|that|you) (your|you|yourself|an|old|everything|what|years|being|not|missed|never|lost|buried|left|early|all|his|her|a child|unspoken|refuse|refused)",
    "(of|about|in|with|to|for) (emotions|feelings|something|words|things|tears|truths|anger|grief|love|memories) (that)? you (can|could|have|had|never|refuse|refused|never|still|did|cannot|swallowed|won't)",
    "(words|feelings|tears|anger|grief|strength|things|truths|love|power|needs|rage|memories) (that)? you (have|'ve|had|never|refuse|refused|gave|swallowed|buried|hid|silenced|lost|were|could|cannot|can no longer|denied|disowned)",
    "you (weren't|were not|aren't|are not|wasn't|are not yet|weren't yet) (ready|prepared|willing|able|allowed) to (see|know|face|hear|feel|let|accept|meet|forgive|grieve|love|trust|remember|surrender|be)",
    "you (are|were|have been|'re|'ve been|must have been) (still|always|really|only|secretly|just|also)? (waiting|begging|yearning|starving|hungry|homesick|fishing|hoping|looking|searching|asking|calling) for (permission|love|approval|someone|somebody|your (father|mother|parents|childhood|dad|mum)|an apology|recognition|rescue|forgiveness|a (mother|father|home|way out)|him|her)",
    "(belongs|belong|belonged|belonging) to (your|an|another|someone|the) (<kin>|else|life|time|wound|grief|little|part|boy|girl)",
    "(comes|came|come|coming|stem|stems|springs|grew|grows|born|rises|flows) (straight|directly|all|really|out)? (out of|of|from) (years|decades|a lifetime|generations|somewhere deep|somewhere old|the year|the day|the night|early|old|long|unmet|never|that part|the loss|the child|the way|growing|losing|carrying|living|what happened|a place|a deep|an old|your <kin>|deep|<within>|something you|being)",
    "the (theme|message|lesson|meaning|moral|essence|common thread|red thread|thread|core|heart|crux|undertone|subtext|real subject|subject|topic|point) (of|in|behind|here|running|through|that|beneath) _6 (is|was|are|were) -(sent|delivered|empty|missing|shown|not|read)",
    "(is|are|was|were) being (invited|called|asked|urged|guided|led|taught|challenged|shown|tested|prepared|initiated|warned|reborn|nudged|summoned) (to (reclaim|face|forgive|let|trust|surrender|love|look|feel|heal|grow|meet|open|leave|rest|slow|change|become|accept|step|be|return|remember|own)|by|back|home|towards|toward|into)",
    "(people|those|patients|anyone|everyone|men|women|whoever) (who|that)? (see|sees|saw|meet|meets|met|dream|dreams|cry|cries|laugh|laughs|fall|feel|feels|forget|forgets|fly|vomit|shake|hear|hears|avoid|refuse|resist|freeze|grip|panic) ... (are|is|have|has|carry|carries|were|tend|when|because|lost|never|fear|need|needs) ... (<within>|strength|reclaim|hiding|avoiding|unresolved|<kin>|deep)",
    "-(if) your <agent> <made> -(to|app|page|clinic|therapist)",
    "(mind|body|psyche|unconscious|subconscious|soul|nervous system) (was|is|has been|had been) (trying|telling|asking|saying|protecting|hiding|preparing|holding|releasing|defending|sparing|remembering|showing|replaying|rehearsing|warning|begging|processing|discharging|letting)",
    "(so|in order) (that)? (you|it) (would|could|need|should|wouldn't|don't|didn't) (not|never)? (have to|need to|feel|face|see|reach|know|be alone|meet|remember|touch) -(open|read|see the (page|list|entry|text)|type|enter)",
    "(isn't|is|was|wasn't|were|are) (not|really|all|actually|never|always|clearly)? about (emotions|feelings|<within>|your <kin>|leaving|wanting|needing|losing|who you|what you|how you|letting|grief|the (fear|loss|way|child|part|year|day|wound)|not being|being|flying|old|unfinished)",
    "(i|we) (can)? (hear|read|see|sense|notice|detect|recognise|recognize|find|understand) (in|from|behind|between|here|a|an|your|that|the) ... (that you|your|you are|you were|fear|grief|anger|shame|wound|pattern)",
    "(has|have|had) (its|their|his|her|a|your) (root|roots|origin|origins|source|cause|seat|home) (in|with)",
    "(is|are|was|were|'s) (where|when|why|what) (you|your) _3 (lost|learned|learnt|stopped|began|decided|hide|hid|store|keep|hold|carry|buried|fear|feared|need|needed|want|wanted|missed|abandoned|gave up)",
    "what (you|looks|seemed|seems|felt|feels|looked|appeared|appears|sounded|sounds) (took|take|takes|like|to be|mistook|call|called|as|was) _6 (is|was) (only|really|just|in truth|actually|merely|disguised|hidden|old|your|fear|grief|anger|shame|in fact|nothing) -(called|a (bug|fault))",
    "(disguised|masked|veiled|displaced|frozen|swallowed|buried|unshed|unlived|inherited|stored|bottled|pent up|turned inward|dressed up) (anger|rage|grief|fear|sadness|shame|guilt|love|tears|life|trauma|longing|as|hurt|pain|hatred|envy)",
    "(is|was|are|were) (the|your) (body's|mind's|heart's|soul's|psyche's|brain's|unconscious's|mother's|father's|family's|child's) (no|yes|way|answer|voice|cry|wish|protest|attempt|language|grief|shame|anger|fear|pain|silence|revenge|memory|method|secret|burden)",
    "(image|vision|dream|journey|session|trip|figure|dream of teeth|snake|bird|door|water|house) ... (announces|announce|foretells|predicts|heralds|portends|warns of|promises|equals|equal|symboli*|stands for|signals|marks) (the|a|an|your|that|death|change|loss|new) -(sent)",
    "to (cover|hide|mask|escape|avoid|numb|punish|drown|protect|silence|bury) (your|yourself|his|her|the) (shame|fear|grief|anger|pain|guilt|sadness|from|hurt|feelings|feeling|truth|loneliness|mother|father|wound|emptiness|need)",
    "(is|was|were|are) (a|your) (form|kind|way|sign|means|strategy|method|act|type|piece) of (protection|defence|defense|avoidance|resistance|escape|control|denial|surviving|survival|self protection|self punishment|protest|mourning|grieving|surrender|hiding|coping|flight|punishment|love|loyalty|rebellion|dissociation|grief|healing)",
    "(there is|there's|there was|here is|here speaks|here lives) (a|an|the) (frightened|hurt|wounded|little|lonely|angry|lost|abandoned|sad|scared|furious|unloved|neglected|small|young|crying|rejected) (girl|boy|child|part|self|one|person|woman|man|teenager|soul|heart)",
    "(girl|boy|child|part|something|somebody|someone|voice|teenager|adult) (inside|in|within) (of)? you (who|that|is|was|wants|wanted|still|never|knows|knew|refuses|believes|fears|longs|needs|needed|waits|decided|has|had)",
    "you (aren't|are not|weren't|were not) _3 , (you|it|that) (are|were|was|is|'re|have)",
    "(isn't|is not|wasn't|was not|weren't|aren't|was never|is never) (about)? _6 , (but|it is|it's|it was|they are|that was|that is) (about)? (your|grief|fear|anger|shame|love|loss|sadness|loneliness|guilt|rage|old|you|the child|a cry) -(own (words|choice|pace)|decision|choice|therapist|choose|decide)",
    "it all makes sense",
    "(you are|you're|you were|you keep|you have been|you've been) (replaying|repeating|re living|reliving|re enacting|reenacting|acting out|playing out|living out|rehearsing|echoing|recreating|testing|punishing|sabotaging|fleeing|hiding|grieving|mourning|reclaiming|shedding|outgrowing|processing|releasing|integrating) (your|the|a|an|his|her|old|what|him|from|for|grief|childhood)",
    "you (wept|cried|mourned|grieved|screamed|fought|laughed|trembled|shook|ached|begged) (for|over|about|out of|from|with|like|as) (the|your|what|fear|grief|relief|joy|shame|guilt|anger|all|a)",
    "(meant|intended|aimed|really|actually|directed) (for|at) your <kin>",
    "(is|was|were) (how|when|where|why) you (learned|learnt|survived|survive|stopped|decided|protect|protected|cope|coped|kept|keep|hide|hid|say|said|ask|asked|avoid|show)",
    "(someone|somebody|anyone|whoever|a person|one|he|she|a man|a woman|people|those|anybody) who (dreams|dream|sees|see|meets|hears|draws|loses|falls|flies|weeps|cries|forgets|laughs|sleeps|stays|runs|freezes|hides|avoids) (of|about|a|an|the|in|at|from|no|his|her|under|through|silent|everything|nothing)? ... (fears|fear|longs|wants|lost|loses|needs|hates|is|has|carries|seeks|hides|avoids|never|lacks|feels|was|grew|wishes|craves)",
    "you (see|dream of|dream about|meet|draw|hear|think of|forget|cry|laugh|sleep|get headaches|freeze|go numb|shut down) ... when (you|your) _3 (threatened|unsafe|unloved|alone|rejected|abandoned|afraid|fear|needs|need|hurt|angry|ashamed|guilty|lonely|overwhelmed|ignored|powerless|unseen|lose|lost)",
    "(something|part|someone|a voice|your) in you (wanted|wants|knew|knows|refused|refuses|died|broke|is|was|has|had|needs|believes)",
    "(gives|gave|giving) (you|it|yourself) away",
    "there's a reason (that|why|the|you|he|she|this|your|it)",
    "there is a reason (that|why|the|you|he|she|this|it)",
    "(equals|symbolises|symbolizes|is the same as|is identical with|is no other than|is none other|mirrors|echoes|recreates|re enacts) (the|your|a|an|his|her|how|what) -(page|list|text)",
    "your (tears|crying|laughter|silence|anger|nausea|trembling|shaking|numbness|headache|yawning|tiredness|coldness|calm|boredom|panic|fear|dizziness|sleepiness|restlessness|forgetting|forgetfulness|irritation|smile|politeness|humour|jealousy|shyness|resentment|stiffness|cough|insomnia|back pain|migraine|hunger|sweating|breathlessness|heaviness|emptiness|confusion|distance|doubt|doubts|hesitation|rage|envy|shame|guilt|sadness|loneliness) (is|was|were|are) (really|actually|only|just|simply|nothing but|in truth|pure|old|a|an|the|your)? _2 (relief|grief|anger|fear|hurt|no|yes|shame|guilt|love|resistance|sadness|longing|protest|defence|defense|wall|shield|mask|memory|child|armour|protection|rage|loss|mourning|trauma|terror|loneliness|homesickness|envy|regret|despair|self|cry|refusal|goodbye|pride|way|escape|exhaustion|helplessness)",
    "is how you (learned|learnt|survived|protect|protected|coped|hide|hid|punish|keep|kept)",
    "(an|the|a) (expression|image|echo|sign|memory|trace) of (homesickness|longing|grief|fear|anger|shame|guilt|love|loss|abandonment|<within>)",
    "you (never|always|once|still) (truly|really|fully|quite)? (felt|feel|were|wanted|needed|longed|feared|had|got|received) _1 (seen|heard|loved|safe|wanted|held|good enough|enough|welcome|accepted|understood|unseen|unloved|alone|<within>)",
    "(you heard|you learned|you were told|you got|you were given|you received) (as|in your|when you were|at) (a|an|little|small|childhood|early|home|young)",
    "(house|tunnel|sea|ocean|wolf|door|child|tree|stranger|figure|shadow|garden|room|rooms|mountain|bird|snake|voice|light|storm) (is|was|were|are) (you|yourself|your) -(own|choice|word)",
    "(is|are|was|were) the (brother|sister|father|mother|child|friend|love|life|self|home|part|person|job|man|woman|baby|boy|girl) you (lost|missed|never|have|had|left|love|buried|forgot|want|wanted|could|gave|are|were)",
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
    "^ (when|as|while|by|in) ... , (you|your <inner>|your <agent>) (were|was|are|is) _1 *ing",
    "^ by *ing ... , you (were|showed|told|tried|refused|chose|said|asked|acted|protected)",
    "(a|some|one|this|that|the|^|that|because|and|but) (part|side|piece|corner|place) (of|in|inside) you (that|who|does|doesn't|is|was|still|wants|wanted|has|had|refuses|knows|knew|never|believes|feels|fears|longs|which|where)",
    "you (have|'ve|had)? (swallowed|buried|disowned|exiled|banished|locked away|pushed down|pushed away|gave away|given away|locked up|bottled up|walled off|shut away|cut off|split off|been carrying|been holding|lost touch|silenced)",
    "^ (that|this|the|those|these|your) _4 (was|were|is|are) (your|you|grief|love|shame|fear|anger|guilt|longing|unconditional|pure|death|birth|god|the (divine|love|part|child|anger|grief|loss|thing|mother|father|source|way|side|fear|shape|voice|place))  -(entry|page|choice|therapist|clinic|first|last|next|list|name|turn|own words)",
    "you (felt|feel|saw|met|heard|became|entered) ... (is|was) the (shape|voice|face|sound|weight|echo|colour|truth|place|part|child|one)",
    "(the|that|this|those|these|every|each|your) _4 (is|was|were|are) (the|a|an|your|every) _4 (you|your|he|she|they) _2 (gave|give|cannot|can't|never|heard|lost|left|show|wear|miss|missed|want|wanted|were|have|had|need|needed|did|long|carry|buried|refuse|avoid|fear|hide|felt|received|could|longed|denied|used|once|born|grew|lived|still) -(chosen|written|shared|opened|selected|given|signed|set)",
    "(is|was|are|were) (only|merely|disguised|simply|nothing but|really) (resignation|anger|fear|grief|sadness|shame|guilt|relief|resistance|longing|loneliness|exhaustion|hurt|pride|envy|habit|hope|denial|despair)",
    "(<lived>|paths|path|gate|train|room|bird|woman|man|dog|career) ... (is|was|were|are) (the|your|a|an) (two|first|last|old|little)? (men|man|woman|women|career|marriage|job|father|mother|sister|brother|child|boy|girl|life|choice|hospital|school|house|lover|friend|self|you|past|future|love|death|loss|home|family|illness|divorce|body|face)",
    "(came|appeared|came back|showed up|returned|spoke|turned up) to you -(from|by|in the mail)",
    "^ (<underwent>) , _2 (you|your)",
    "you (wanted|needed|longed|wished|hoped|hated|feared|loved|missed|envied|resented|craved|avoided|denied|lacked|came home|fled|mourned|grieved|abandoned|betrayed|punished|swallowed|protected|defended|surrendered) _1 -(to (read|write|share|delete|open|keep))",
    "(under|beneath|behind|below|within|inside) (all)? (this|your|that|the) _3 (burns|burned|lies|sits|waits|sleeps|speaks|lives|hides|breathes|glows|lurks|stands|cries|rages)",
    "(was|is) no (ordinary|mere|simple|random|normal|chance|usual)",
    "(<lived>|message|laughter|smile|it|hand|chair|giant|grass) _3 (could|can) only (have)? (been|be|mean)",
    "(lead|leads|led|leading|lead all) (back)? to (one|a|an|the|your) (loss|wound|fear|same|death|day|moment|father|mother|child|single|grief)",
    "(speaks|speak|spoke|sings|tells|told|talks|whispers|screams|cries) (of|about) (rage|grief|a|an|the|your|old|fear|shame|longing|love|loss|loneliness|anger|hope|something|how|what|death)",
    "(is|was) not _4 , (he|she|it|you|they|this) (is|was|are|were)",
    "(the|a) (father|mother|child|girl|boy|wolf|stranger|enemy|critic|judge) (in|inside|within) you",
    "(message|lesson|meaning|answer|truth) (was|is) (simple|clear|plain|obvious|this|that|unmistakable|loud|always)",
    "that (laughter|crying|laugh|cry|silence|scream|sigh|pause|smile|shiver|blush|yawn|anger|fear|calm|peace|emptiness|coldness|warmth) (was|is) (the|a|an|your)? (defiance|grief|relief|fear|shame|anger|love|joy|resistance|release|goodbye|rage|protest|surrender|pride|longing|truth|wound|child|echo|self)",
    "(<lived>|chair|grass|fence|hill|table|coat|hat|ring|suitcase) (is|was|were|are) (the|your|a) _2 (you|you've|we) (lost|missed|never|have|had|left|love|loved|buried|forgot|want|wanted)",
    "(washed|burned|carried|wiped|swept|tore|took) (away|off|up) (the|your|all|what) _2 (guilt|shame|grief|fear|you|pain|sadness|burden|past|childhood|sorrow)",
    "(hid|hides|hide|covered|covers|concealed|veiled|swallowed) (what|how|the (truth|fact|pain|fear|grief|child|wound|anger))",
    "you came (home|back) to (yourself|your)",
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
    "(nobody|no one|hardly anyone|who else) (else)? (could|would|can|has|does) -(shown|proved|proven|found) ... (better than|than you|like you|as (well|bravely|openly) as you)",
    "thank you for being (so|such)",
    "(glad|happy|pleased|delighted) (to see|that you|you) (you|your|have|did|made|made it|finished|such)",
    "(my|our|a|i take my|we take our)? hat (goes off|is off|off)",
    "(had|have|has) it in you",
    "(rose|rise|rising) to the (occasion|challenge|moment)",
    "above and beyond",
    "(extra mile|flying colours|flying colors|in leaps and bounds|leaps and bounds|set the bar|raised the bar|knocked it|hit it out|outdone yourself|outdid yourself|surpassed yourself|did yourself proud|do yourself proud|made us proud|makes us proud|stood tall|walk tall|made of|tough cookie|one in a million|a credit to|top of the class|top of your|a breath of fresh air|a joy to|a pleasure to|a privilege to|an honour to|nothing short of|a class act|par excellence|textbook)  -(paper|stone|questions|cotton)",
    "(smart|clever|wise|bold|brave|excellent|inspired|neat|classy|solid|nice|great|good|beautiful|lovely|impressive|strong|masterful|shrewd) (move|call|thinking|pick|catch|shot|decision|choice|instinct|instincts|piece of|stuff|show|one !) -(for|with the|if|or|about|time)",
    "a (very|really|truly|most|particularly|especially|remarkably|rather) (good|fine|sharp|clever|wise|brave|beautiful|honest|mature|thoughtful|strong|moving|insightful|deep|impressive|rich|powerful|touching)",
    "(exceptionally|remarkably|unusually|uncommonly|extraordinarily|wonderfully|admirably|impressively|beautifully|exquisitely|superbly|marvellously|astonishingly|outstandingly|splendidly|incredibly|refreshingly|strikingly|touchingly|delightfully) -(long|short|large|small|hot|cold|high|low|quiet|busy|slow|expensive)",
    "(a|an|the|such an|such a|our) (real|true|great|shining|living|genuine|constant|absolute|total)? (inspiration|role model|star|gem|treasure|trooper|natural|hero|heroine|marvel|wonder|legend|delight|blessing) -(of nature|sign|system|order|rhythm|for (the|a|some) (place|song|image)|map)",
    "(not everyone|not everybody|few people|few patients|hardly anyone|most people|many people|nobody else|no one else|some people never) ... (but you|you did|you do|you managed|as you|like you)",
    "^ (super|great|perfect|excellent|bravo|lovely|nice|wonderful|brilliant|fabulous|splendid|sweet|awesome|fantastic|yes|hooray) !",
    "(speechless|goosebumps|lump in my throat|tears in my eyes|jaw dropped|blew me away|blew us away|took my breath|breathtaking|made my day|warms my heart|warmed my heart|touched me|touched us|moved me|moved us|stunned me|hear , hear|champ|superstar|rock star|that's the way|way to go|attagirl|attaboy|that's my (boy|girl)|there you go , |cheering for|rooting for you|fan of yours|in good shape for|heads up high|your head high|hold your head|pat you|good sport|big hand|big heart|heart of gold|heart of a lion|nerves of steel|backbone|light years|leaps ahead|ahead of (the|your)|best of the best|cream of the|top form|going strong|on a roll|in your stride|no mean feat|what a feat|a feat|feats|tour de force|work of art|masterstroke|masterclass|to an art|spot on|on point|bull's eye|hit the nail|home run|right on the money|on the right track|full points|top score|highest score|new heights|record breaking)",
    "(lesser|weaker) (person|people|man|woman|mortals|soul|spirit)",
    "what (courage|strength|honesty|bravery|grace|wisdom|dedication|insight|maturity|dignity|patience|heart|generosity|openness|discipline|a feat|resilience|clarity|power|progress|love|trust|depth|sensitivity|willpower|stamina|eloquence)",
    "(courage|guts|strength|bravery|nerve|grit|heart|dignity|wisdom|discipline|stamina|determination) (it|that) (took|takes|must have|needed)",
    "(took|takes|needed|needs|requires|required|shows|showed|show|demands|demanded) _2 (guts|courage|strength|bravery|nerve|grit|backbone|maturity|wisdom|discipline|willpower|integrity|self awareness|character|class|insight|resilience)",
    "(nobody|no one|few|none) (else)? (could|would|can|has|have) (have)? (faced|done|written|said|put|handled|managed|expressed|borne|carried|told|taken|met|described|coped) _4 (better|so|as|more|like)",
    "(getting|become|becoming|growing|grown) (so|really|very|quite|much|more and more)? (good|better|skilled|strong|wiser|braver|stronger|mature|honest|fluent|confident) (at|in|with|by|every|and) -(or worse)",
    "(never|always|don't) (cease|fail|stop|ceases|fails) (to|*ing) (amaze|impress|surprise|inspire|astonish|delight|move|touch|amazing|impressing|inspiring)",
    "(each|every one|one|this one) better than",
    "(lucky|fortunate|blessed|glad|happy|proud|honoured|privileged) (to have|to know|to work|to read|to walk|to be) (you|your|with you|alongside|by your)",
    "(wish|if only) (all|every|more|everyone|everybody|i|our) _3 (like you|as you|your|half)",
    "everybody can learn from",
    "(everyone|everybody|others|anyone|we|people|i|patients|the world) (can|could|should|might) (all)? (learn|take a leaf|be inspired|look up) _3 (from|to|out of|by)? (you|your)",
    "(brilliant|great|good|excellent|amazing|cracking|top|fantastic|wonderful|impressive|powerful|solid|inspiring|moving|beautiful|superb|strong) (stuff|writing|work|lines|page|pages|entry|one|shot|effort|show|week|day's|going|work there|again) -(day|for)",
    "you (shine|sparkle|shone|sparkled|amaze|amazed|inspire|inspired|impress|impressed|excel|excelled|outshone|outdid|outshine|surpass|rock|rocked|radiate|glow|triumphed|delivered|delight|delighted|astound|touched|moved) -(to the next|on (to|the)|the (phone|slider|card|page))",
    "you (did|got|said|put|made|chose|handled|took|played|nailed|caught|hit|judged) (it|this|that|everything|all|all of it|the exercise|every) (exactly|just|absolutely|quite|all|so|perfectly|totally|step)? (right|well|perfectly|beautifully|wonderfully|justice|brilliantly|superbly|masterfully) -(now|away|hand|before)",
    "(belong to|belongs to|among|one of) (our|the|my) (most|best|finest|bravest|strongest|few|keenest|faithful|top|great) _2",
    "(wiser|braver|stronger|cleverer|kinder|better|smarter|more (mature|honest|gifted|talented|resilient|courageous)) than (you (know|think|believe|realise|realize|give)|your (years|age)|most|i|we|many|people|others|any|ever)",
    "(ever so|so very|most|so incredibly|so truly|so wonderfully) <kindword>",
    "(kind|sort|type) of (person|patient|woman|man|human|writer) (others|we|people|everyone|i|the world|who (never|always))",
    "(your|my|our) (cap|hat) (off|to)",
    "(quick|fast|eager|keen|born|natural|gifted|talented|real|star|dream|model|ideal|perfect|exemplary|excellent|good) (learner|student|pupil|writer|patient|listener|journaler|observer|storyteller|poet|explorer|client|traveller) -(would|who)",
    "like (few others|no one else|nobody else|a (true|real|born|pro|grown|queen|king|lion|hero|star|master|saint))",
    "(the|exactly the|just the|absolutely the) right (way|attitude|spirit|approach|answer|instinct|frame of|question|choice|move|words) (to|of|for|there|,|you)?",
    "more (headway|progress|ground|courage|strength|insight|heart|honesty) than (anyone|most|anybody|many|i|we|all|any|others|you)",
    "(maturity|honesty|courage|clarity|wisdom|depth|grace|dignity|sincerity|beauty|strength|sensitivity|care|love|eloquence) (in|of|behind|with) (these|this|your|those|which) (lines|page|entry|words|sentences|answer|drawing|question|letter|reflection|week's|honesty|boundary|you|entries|pages|reflections)",
    "(i|we) (couldn't|could not|can't|cannot) (have)? (put|said|say|done|do|imagine|ask|asked|think|fault) _4 (better|finer|braver|any better|more|well)",
    "(have|has|had|i've|we've) (rarely|seldom|never|hardly ever) (read|seen|met|heard|known|had|encountered|witnessed) _3 (so|such|as|like|more|better)",
    "(you are|you're) (a|an|the|my|our|such a) (model|star|example|dream|dear|sweetheart|angel|saint|champion|champ|natural|winner|survivor|pro|rock|marvel|genius|gem|credit|poet|lion|lioness|phenomenon|force|inspiration|fighter|warrior|treasure|wonder|beacon)",
    "(was|is|are|were|looks|sounds) (simply|just|truly|quite|really|so|absolutely)? (masterly|masterful|exquisite|first rate|top class|sublime|sensational|a triumph|beyond praise|beyond words|pure gold|striking|faultless|immaculate|gorgeous|glorious|heroic|stellar|divine|magnificent|second to none|unmatched|peerless|a masterpiece|the stuff of)",
    "^ (five|six|seven|eight|nine|ten|four|three|two|twenty|thirty|a hundred|another) _3 (in a row|finished|done|completed|already|straight|running) ,",
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
    "(you|you're|you are|you were|you've been) (so|such|very|truly|really|a rock|in tune|a pillar|a joy|an|quite|extremely|incredibly) -(far|tired|not|that|called|signed)",
    "already so",
    "(i|we) (love|loved|like|liked|adore|enjoy|enjoyed|treasure|cherish|value|respect|appreciate) (how|your|that you|the way|what you|reading|to see)",
    "with (a straight back|your head|open eyes|open arms|such|so much|great|real|admirable|a smile)",
    "(to shame|in the shade|beat everyone|unbeatable|unstoppable|clear headed|level headed|big hearted|open hearted|warm hearted|strong willed)",
    "^ such (a|an)? (clear|calm|good|open|warm|honest|fine|kind|rich|strong|bold|free|wise|deep|care|courage|trust|patience|honesty)",
    "(you've|you have) (really|truly|clearly|already|so)? (grown|blossomed|gone far|found your|made it|got this|done it|come far|earned|mastered|changed so|opened up)",
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
    "(all it takes|all you need|all you'll need|all that it takes|all that is needed|is all that|that's all it) -(is a (phone|pen)|here)",
    "(can|could|will|does|do|is going to|really) (finally|truly|really|also|even|help|completely|gently|fully|slowly)? <mend> (you|your|decades|years|any|every|all|old|even|what|everything|a lifetime|the (pain|past|wound|wounds|fear|grief|heart|soul|mind|knot|damage|deepest|oldest|trauma|depression|anxiety)|a (broken|lifetime)|trauma|depression|anxiety|wounds|broken|grief|pain|fear)",
    "<mends> (you|your|decades|years|any|every|all|old|even|what|everything|a lifetime|the (pain|past|wound|wounds|fear|grief|heart|soul|mind|knot|damage|trauma|nervous|brain|body|spirit)|trauma|depression|anxiety|wounds|broken|grief|pain|fear|us|from|stored|hearts|minds|people|souls)",
    "enough to (turn|change|heal|lift|end|bring|make you|free|transform|set|give|rewire|save|dissolve|open)",
    "(here|today|now|tonight|this) (begins|starts|is) the (end|beginning|first day|start|turning) (of|point)",
    "the end of (your|all your|the) (<trouble>|_1 <trouble>)",
    "(clouds|sun|light|dawn|storm|fog|tide|spring|sunshine|rainbow|darkness|winter|night|rain|doors|heavens|wind|flowers|pieces|knot|knots|wound|wounds|scars|dust|weight|load|burden|mountain|ice) (will|is going to|are going to|shall|is sure|always)",
    "(silver lining|light at the end|brighter days|better days|better tomorrow|brighter tomorrow|happy ending|happily ever after|sunny side|pot of gold|promised land|best is yet|best days)",
    "your new (life|self|beginning|chapter|world|you) (starts|begins|is|awaits|will|opens|waits)",
    "(makes|make|made|making) _5 (disappear|go away|vanish|bearable again|melt|fade|dissolve|easy|easier to live|whole|possible again|lighter) -(to (read|find|open|see|tap|hold))",
    "(closer|nearer|a step|one step|steps) (and closer|nearer|closer)? to (lasting|healing|peace|freedom|happiness|recovery|the life|real|the new|yourself|your true|wholeness|change|a life|relief|being|feeling)",
    "(and|then) (you)? (feel|be|become|get|live|sleep|wake|wake up|come) (more|at peace|lighter|calmer|better|free|freer|happier|renewed|whole|stronger|the difference|deeply|alive|like|safe|at home|healed)",
    "^ (once|when|as soon as|if|the moment|after) (you|your) ... , (the|your|all|every|any|these|those|life|everything) _2 (<trouble>|clouds|rest|walls|doors) _1 (stop|stops|end|ends|fade|fades|vanish|vanishes|dissolve|dissolves|leave|leaves|melt|melts|disappear|disappears|go|goes|lift|lifts|open|opens|falls|fall|follows|heals|heal|lose|loses|quiets|quieten)",
    "(who|whoever|those|everyone|anyone|people|patients) ... (never|always|no longer|soon|all) (have|has|get|gets|experience|suffer|suffers|end|ends|come|comes|leave|leaves|find|finds|feel|feels|sleep|sleeps|wake|wakes|recover|recovers|heal|heals|report|become|regret|regrets|struggle|return|win) -(the (app|page|button|menu)|asked|it here)",
    "(benefits|benefit|effects|effect|results|result|calm|peace|relief|joy|gains|glow|changes|change|lightness|improvement) (of|from|you)? _4 (last|lasts|lasting|stay|stays|remain|remains|grow|grows|endure|endures|deepen|deepens|hold|holds|double|doubles|multiply) (twice|longer|for|forever|with|a|much|all|every|and|far|on|well|double|permanently)",
    "nothing _1 (can|will|could|shall) (reach|harm|hurt|happen|touch|go wrong|break|shake|stop|stand|frighten|disturb|upset|scare|defeat|get to) -(the (app|server|data|file)|your data|here without)",
    "(release|releases|releasing|unlock|unlocks|flush|flushes|clear|clears|dissolve|dissolves|discharge|discharges|dislodge|dislodges|drain|drains|lets go of|purge|purges) (stored|trapped|old|buried|blocked|stuck|held|frozen|pent up|locked|hidden|deep|all|stagnant) (trauma|traumas|emotion|emotions|grief|pain|tension|energy|memories|memory|stress|fear|anger|feelings|sadness|toxins)",
    "(healing|peace|relief|happiness|recovery|growth|transformation|freedom|magic|change|joy|calm|clarity|insight) (happens|happen|begins|starts|follows|comes|arrives|awaits|lies|flows|sets in|takes root|is within|grows|unfolds|appears|emerges)",
    "(is|are) (exactly|precisely|just|the very thing)? (what|that) (heals|frees|saves|cures|will heal|will free|makes you|sets)",
    "(brings|bring|brought|gives|give|offers|grants|delivers|means|guides you|leads|lead|takes you|carries you|carry you|opens) (you|your <agent>|to|the way|a path|straight|safely|back|home|more|real|deep|true|new|lasting|inner|instant|quick|fast|total|immediate)? (safely|to|into|you|back|home|towards|toward)? (peace|relief|calm|clarity|healing|happiness|freedom|joy|wholeness|serenity|balance|recovery|harmony|confidence|closure|hope|transformation|where healing|a better|a happier|a new|light|the light)",
    "(turn|turns|turning|transform|transforms|change|changes) _4 into (clarity|calm|confidence|strength|wisdom|joy|power|peace|gold|light|love|growth|freedom|energy|a gift|gifts|gratitude|hope|happiness|healing|relief)",
    "(will|'ll|going to) be (lifted|gone|over|healed|solved|replaced|rewarded|worth|history|behind you|washed|erased|set free|freed|forgotten|answered|restored|reborn|a thing of|yours) -(by a (copy|new|code)|by the (new|latest))",
    "^ (this|it|the method|our method|our programme|ketamine|the exercise|writing|breathing|meditation|integration|journaling) (really|simply|just|always|truly|does)? (works|work|heals|delivers|pays off|pays|never fails|changes lives|saves lives|changes everything|wins) -(on|with|only|offline|in|without|like this|as|out of|by|differently|the same)",
    "(<trouble>|night|nights|pain|old|voices|voice|ghosts|storm|shadow|darkness) ... (loses its|lose their|loosens its|releases its|gives up its|loses all|is losing its|will lose) (grip|power|hold|sting|force|bite|edge|strength)",
    "(better|brighter|good|happier|lighter|easier|sweet|sunny|calmer|great|wonderful|beautiful|quiet|peaceful) (nights|days|times|future|tomorrow|life|things|years|mornings|weeks|dreams|sleep|chapter|world) (is|are|will|lie|lies|come|comes|await|awaits|follow|begin|ahead)",
    "(hardest|worst|darkest|toughest|most difficult|heaviest) (part|is|days|times|hours|nights|stretch|of it|one|period) _3 (is|are|lies|lie)? (behind you|over|past|done|behind|has passed|gone)",
    "(gets|get|becomes|is getting|are getting|will get|grows|it's getting) (easier|better|lighter|brighter|simpler|calmer) -(or|to (read|see|find)|than|light|contrast)",
    "(can|could|will|is going to|shall) be (saved|healed|cured|rescued|repaired|mended|undone|overcome|rebuilt|transformed|conquered|yours|erased|reversed|freed|restored in) -(in|to|on|the file|as|from the|by a (new|copy))",
    "(my|our) (word|promise|guarantee|solemn word)",
    "(everyone|everybody|anyone|all|whoever|those|thousands|nine|eight|seven|most|people|ninety|patients|all who) (who|of|out|that|percent|per|in) ... (sleeps|sleep|recovers|recover|gets well|get well|get better|feels better|feel better|heals|heal|wakes|improves|improve|finds|succeeds|benefits|leaves|changes|become|lives|is free|are free|are cured|no longer|report relief) -(the (page|button|app)|it (on|in))",
    "(never|won't|doesn't|does not|cannot|can't) (lets|let|fails|fail|disappoint|disappoints|leaves|leave|miss|goes|go) (anyone|you|anybody|a single|to|wrong|down|us)",
    "(can't|cannot|couldn't|won't) go wrong",
    "(does|will do|takes care of|handles|sorts out|will handle|works out) (the rest -(of)|the work for|all the work|everything for|the healing|the magic|wonders|itself)",
    "(old|deep|deepest|all|every|even|your|open|these|the|any) (wounds|wound|scars|pain|pains|sorrow|grief|hurt|hurts|sadness|storm|fear|darkness|nightmare) (close|closes|heal|heals|pass|passes|fade|fades|ends|end|mend|mends|leave|leaves|dissolve|dissolves|shrink|shrinks|melt|melts|goes|go|stop|stops|lift|lifts|disappears|disappear|becomes|become|turn|turns) -(the|usually|and return)",
    "(this|it) (is|'s|will be|was) (the|your) last (winter|night|time|day|week|panic|tear|tears|year|bad|attack|nightmare|depression|summer|sleepless|christmas|spring|autumn|battle|goodbye|session you)",
    "(no|nothing) (harm|bad|evil|danger|fear|pain|wrong|setback|darkness) (can|could|will|ever|comes|come|happens|shall) _1 (come|comes|reach|touch|happen|find|befall|from|near|to)",
    "(everything|all|things|it|it all|life|this) (is|are|'s|will|'ll) (going to)? (be|turn out|work out|work itself|sort itself|fall into|come right) _2 (alright|all right|fine|okay|ok|well|better|good|great|wonderful|place|brighter|easy|out|perfect|itself out|in the end|for the best) -(as|with)",
    "time (heals|will heal|cures|mends|takes care)",
    "(comes|come|came|returns|return|is|are|coming) (back)? (overnight|in no time|back by itself|for good|for ever|forever|stronger|in waves of)",
    "(switches|switch|turns|turn|shuts|shut|blows|blow|keeps|keep|takes|take|washes|wash|drives|drive|sends|send|chases|chase|wipes|wipe) (the|your|all|every|any|bad|old)? <trouble> (off|out|away|down|at bay)",
    "(keeps|keep|takes|drives|chases|holds|pushes|sends|washes|lifts|blows) (the|your|bad|all|dark|every|any|a|heavy|old)? _3 (away|at bay|off your (chest|shoulders|mind|soul|heart|back)|from your (soul|heart|mind|shoulders)) -(by|from (view|sight|screen))",
    "(is|are) here to stay",
    "(sleep|calm|peace|joy|love|relief|happiness|healing|clarity|rest|hope|strength|courage|answers|tears|forgiveness|energy|laughter|trust) (comes|come|finds|find|returns|return|arrives|flows|follows|follow|wins|grows|grow|is near|is close|is coming|is yours|waits|knocks) -(and go|and goes|or|up|from the|in (many|different)|back to this|differently)",
    "(ends|end|stops|finishes|closes|beats|kills|breaks|banishes|fixes|solves|undoes) (your|all|every|the|this) _1 <trouble> -(list|page|entry)",
    "has (already)? (freed|healed|cured|saved|helped|changed|liberated|transformed|rescued|given) (thousands|hundreds|millions|many|countless|people|patients|lives|so many|everyone|me)",
    "(with|and|into|get|be|become|meet|emerge) (them)? (a|the) (new|better|happier|stronger|freer|lighter|calmer|whole|different|changed|renewed|true) (you|self|life|man|woman|person|being|human) -(password|device)",
    "(a|the|your|that) (brighter|better|happier|new|lighter|calmer|beautiful|wonderful|richer|freer) (future|life|tomorrow|you|world|morning|dawn|day|chapter|self) (is|awaits|waits|lies|begins|starts|comes|opens|will|dawns|of)",
    "(don't|doesn't|won't|do not|does not|will not) stand a chance",
    "(back on your feet|out of the woods|over the hump|on the mend|home and dry|in safe hands|out of the dark|out of the tunnel|through the worst|around the corner|happiness within reach|peace within reach|way out of|met its match|in for a|you'll see|hang on and|worth every|speak for themselves|speaks for itself|make the change stick|for ever|for evermore|never look back|never again will|like never before|as never before|once more in love|better than ever|stronger than ever|like a baby|like a stone|second spring|new lease|a whole new|wonders for|do wonders|does wonders|nothing but good|only good|happy ending|brand new you|new you|reset button)",
    "(from|by|starting|in|within|after|before|come|until) (monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|now|a month|two weeks|a week|a year|spring|summer|christmas|then|here|three days|six weeks|next week|this day|today|the weekend) (on)? ,? (you|your|the pain|the fear|everything|life|it all|sadness) (wake|sleep|feel|laugh|are|is|live|see|smile|breathe|walk|stand|no longer|won't|look|love|find|have|know|start|heals|heal|recover|lose|stop|get|gets) _4 (<state>|about this|no longer|rested|again|well|differently|without|free|back on|it)",
    "(every|each|one more|another) (session|dose|page|entry|breath|day|exercise|night|week|step|walk|line|hour) (makes|takes|brings|moves|lifts|heals|frees|gives|adds|opens|strengthens|carries|leads|gets|eases|helps|calms) (the next|you|your|a|it|more|us|some|one|things|what) -(the (list|page)|a (new|date|line|number))",
    "you (can|may|could) (now|safely|fully|soon|really)? (expect|look forward|count on|rely|be sure|hope for|dream|trust that) (a|to|on|the|your|real|deep|calmer|great|lasting|relief|that|better|less|more) -(mail|reply|answer|code|call|copy|ride|quiet (room|place))",
    "(this|that|it|the|your) _3 (is|are) (the)? (key|road|way|path|doorway|gateway|ticket|shortcut|bridge|cure|answer|solution|secret) (to|out of|into|for) (your|a|the|all|inner|real|lasting|<trouble>|happiness|healing|peace|freedom|recovery|joy|calm|sleep|better|well) -(app|page|entry|journal|file|door|archive|account|clinic)",
    "(protects|protect|shields|shield|spares|spare|saves|rids|frees|keeps|guards) (you|your _1) (from|of|safe|against) -(the (app|page))",
    "(deepens|doubles|prolongs|multiplies|boosts|maximises|maximizes|enhances|speeds|accelerates|extends) (the|your|every|all|its) _1 (benefit|benefits|effect|effects|healing|growth|recovery|insight|insights|peace|joy|change|session|relief|mood|confidence|self)",
    "the more you _4 , the (more|less|better|lighter|easier|calmer|freer|happier|stronger|deeper|faster|sooner|closer|quieter|softer|smaller|weaker)",
    "(has|have|stands|stand|had) no (chance|power|place|hold|room) (against|over|in|with)",
    "(for the taking|never disappoints|road to recovery|only goes up|only get better|only gets better|nothing it cannot|no pain (that)? _2 cannot|immediate and lasting|fast and lasting|safe from (panic|pain|fear|harm|anxiety|sadness)|yours to keep forever)",
    "(this|the|a|one|each|every|our|your|ketamine|it) (page|breath|session|dose|exercise|medicine|music|technique|practice|entry|method|line|letter|journal|app|programme|journey|ketamine|meditation)? (can|could|will|is able to) (really|truly|finally|also|even)? (free|save|rescue|change|heal|carry|set|rewrite|teach you|give you|bring you|take you|make you|help you (to)?) (you|your|free|lives|everything|heal|peace|back|home|feel|happy)",
    "(soon|before long|shortly|in no time|any day now) (you|you're|you'll|your|the|it|all|everything|life|these|this) -(be asked|be sent|able to download)",
    "(effect|effects|relief|change|result|results|healing|recovery|improvement|benefit|benefits) (is|are) (immediate|lasting|real|permanent|guaranteed|instant|deep|noticeable|certain|profound|proven|rapid|quick|yours)",
    "no (pain|wound|grief|sadness|fear|trauma|night|darkness) _4 (cannot|can't|won't) (reach|heal|lift|end|ease|soften|touch)",
    "(takes|take|washes|wipes|removes|clears|erases) (away|out|off) (every|each|all|any|the last) _2 (of)?",
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
    "(transformation|salvation|paradise|cure|remedy|bliss|rebirth) -(_3 not)",
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
    "(breakthrough|breakthroughs|magic) -(_3 not)",
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
    "(are|is|was|were) to (be|have|feel|become|know|end|reach|show|bring) (fully|completely|entirely|totally|deeply|well|by then)? (<resolved>|<state>)",
    "(we|i|your therapist|the clinic|your team|the team|everyone|your family|this programme|this program|the programme) (fully|really|still|all)? (expect|expects|want|wants|require|requires|demand|demands|hope|hopes|count on|counts on|look for|are looking for|am looking for|is waiting for|are waiting for) (you|your|to see|to hear|at least|some|to read|real|that you|three|everyone|every|each|a|an|one|progress|results|clear|change|visible|nothing less|answers|honest) -(consent|agreement|address|signature|answer before|reply by mail|break|copy)",
    "^ <lead>? (be|become|feel|get|stay|end up|turn out|grow) (fully|completely|entirely|finally|deeply|already|truly)? (at peace|free|healed|done|whole|over|reconciled|calm|cured|reborn|transformed|happy|grateful|changed|lighter|forgiving|fearless|at ease|complete|new|the person|a new|a better|who you)",
    "(come|arrive|return|go|walk|show up|turn up|get up|leave|emerge|finish|end|exit|wake|wake up|rise|step out|sit up|close|start) -(_3 (quiet|still|ready|calm)) ... (with (a|an|the|your|at least|three|one|two|something|some|real|clear|five) _3 <yield> -(or|if)|as (the|a|an|someone|somebody) _3 (person|man|woman|self|being|version|human|you|who)|<resolved>  -(to|the|at|or|if|,))",
    "^ <lead>? (deliver|produce|extract|formulate|distil|distill|derive|harvest|generate|present|secure|pinpoint|nail down|pin down|work out|hand in|submit|report back|locate|isolate|trace|rebuild|reconstruct|reverse|correct|erase|replace|exchange|swap|trade|convert|fix) (your|the|what|three|two|one|at least|a|an|all|everything|five|each|every|any|that|this|whatever|its|fear|exact|exactly)",
    "^ <lead>? (release|surrender|purge|expel|empty|drop|shed|discharge|burn|lose|lay down|give up|forget|undo|settle|finish|close|complete|end|cure|free|empty out) (everything|whatever|all|the last|every last|your whole|all of|what|every) (your|the|that|of|this|no longer|you|old|remaining|last|pain|fear|has|is|hurts|holds|trace|ounce|bit|grudge|still|anger)",
    "let's (have|see|get|make|achieve|hear|finally|end|solve|resolve|fix|reach|aim|go for|bring) (some|your|a|the|those|real|this|rid|it|what|to|for|about|three)",
    "(list|name|write|write down|describe|state|count|record|give|report|show|note|enter|fill in|present|tell us|share) (at least|exactly|down)? (one|two|three|four|five|six|ten|the|your|all the|all|every|each|a|an|what|how|which) _5 (better now|better than|are better|have improved|has improved|changed|replaced|overcome|resolved|healed|no longer|let go of|conquered|solved|achieved|learned|learnt|gained|forgiven|improved|grown|mastered|permanently|for good|you now can|can now|released|success|proof|wins|evidence of)",
    "(thanks to|because of|since) (my|the|your|this) (session|dose|journey|ketamine|treatment|medicine|experience|last session) _2 (i|you) (can|am|have|no longer|now|feel|are|finally)",
    "(make it count|make this count|make every|make each|make the most of|make the best of|get the most|count for something|not be wasted|worth the money|worth your money|money's worth|is costly|is expensive|pays off)",
    "(can't|cannot|must not|may not|mustn't|not|never) be (left|submitted) (empty|blank|unanswered|open|unfinished|undone|unresolved|without)",
    "(moral of|lesson of|point of) (the|your|this|all) (story|session|journey|experience|dream|this|dose|trip)",
    "(proof|evidence) (do|did|can|have|that|is) _4 (worked|works|have|has|show|offer|give|changed|healed|helped|working)",
    "where (is|are|was) (the|your|all|that) (promised|real|new)? (progress|change|insight|insights|improvement|results|breakthrough|lesson|healing|new you|gratitude|forgiveness|growth)",
    "(insight|change|breakthrough|fear|wound|goal|habit|realisation|truth|lesson|success|victory) (per|a|every|each|for every|for each) (week|day|session|month|dose|entry|morning|page)",
    "(crack|break|tear|rip|blow) (you|yourself|it|your heart|that|the) (open|apart|wide)",
    "(empty out|pour out|cry out|scream out|get out|bring out|draw out|drain|burn away|root out|weed out|squeeze out) (all|every|everything|the|your)",
    "(from|by|after) (zero|now|then|the (end|last|final|third)|that point|this point|tomorrow|sunday|friday|next week|monday|ten breaths|bedtime|the time the|your next) _6 (are to|is to|be|will have|have to have|should have|you have|you've|you no longer|you will|you'll|there will be|your) ... (<resolved>|<yield>|<trouble>)",
    "(so|then|and|now)? what (is|was|'s) (the|your) (moral|lesson|takeaway|conclusion|upshot|breakthrough|result|solution|big insight|insight|main insight|verdict|outcome|proof|final)",
    "what's (the|your) (moral|lesson|takeaway|conclusion|upshot|breakthrough|result|solution|insight|verdict|outcome)",
    "why (are|do|does|is|were|did|aren't|isn't|don't|didn't) (you|your|the|it|this) (still|not|yet|n't|feel no|always|no) _4 (sad|angry|afraid|anxious|there|here|crying|better|healed|hurt|depressed|happy|over|past|forgiven|hurts|stuck|change|changed|improved|feel|gone|unhappy|scared|grieving|ashamed|any|free)",
    "(without|with no) (tears|a breakthrough|insight|an insight|results|change|catharsis|progress|release|pain|a decision|a result) _2 (is|was|are|has|counts|means) _2 (wasted|failed|worthless|useless|nothing|incomplete|pointless|lost|for|no|not|half|failure)",
    "(wasted|failed|useless|worthless|unsuccessful|lost|half hearted) (session|dose|journey|day|week|hour|opportunity|chance|trip|window) -(connection|upload)",
    "(you are|you're|it is|it's|this is|the work is|the session is|counts as|your intention is) (only|not)? (finished|done|over|complete|met|a success|ready|fulfilled|through|there|successful|accomplished|reached|worth) (only)? (when|once|if|as soon as|until) (you|your|the|nothing|all|every) -(save|close|sign|tap|choose|share|have (sent|saved))",
    "(which|what|how many|whose) _2 (goal|goals|fear|fears|wound|wounds|habit|habits|insight|insights|lesson|lessons|breakthrough|breakthroughs|target|targets|trauma|traumas|milestone|milestones|decision|belief|beliefs|problem|problems|demons|resentments|truth|victory|successes|result|results|progress|change|changes) (did|have|has|are|is|do|can|will|were) (you|your|finally|now|gone|the|it|already|this|healed|over|behind)",
    "(tick off|check off|cross off|cross out|strike out|tally|add up|count up|measure|quantify|rate|score|grade|prove|document|demonstrate|verify|validate|show off) (the|your|every|each|how|all|that|what|which|any) _3 (wound|wounds|progress|healing|growth|insight|insights|fear|fears|change|changes|changed|success|trauma|traumas|goals|goal|healed|improvement|recovery|result|results|have|worth|achievement|achievements|lessons|far|much|pain|state|performance|it (worked|helped))",
    "what (are|were|is|was) (the|your|today's|tonight's|this week's) (concrete|final|big|main|measurable|three|first|key)? (results|result|achievement|achievements|outcome|outcomes|insights|insight|takeaway|takeaways|breakthrough|breakthroughs|lesson|lessons|progress|successes|gains|learnings|harvest|conclusions|conclusion|solution|decision|proof)",
    "(let|leave|allow) (nothing|no (trace|remnant|fear|shame|anger|trauma|doubt|tear|pain|part)|none)",
    "(squeeze|wring|milk|extract|draw|mine|harvest|pull|dig|get|take) (every|all|as much|the most|the maximum|the last|each|out|maximum) (drop|the|ounce|bit|meaning|insight|you|possible|last|benefit|lesson|from|of)",
    "^ (see|meet|touch|feel|become|find|reach|experience|know|face|contact|merge|unite) (with)? (god|the divine|your true|oneness|the light|the void|the source|your higher|unity|bliss|ecstasy|nothing but|pure|yourself as|your own death|your soul|total|eternity|the truth|unconditional|infinite|enlightenment|nirvana|the absolute|complete|the real|the core|your core|the universe)",
    "(i am|i'm|i have|i've|we are) (now|finally|at last|no longer|fully|completely)? (free|healed|cured|over|rid|forgiven|overcome|let go|changed|solved|done with|able to let|learned|learnt|become) (of|from|that|to|him|her|my|because|by|it|with)",
    "^ (have|did|are|is|has|was|do) (you|your|the|it|that|this) _5 (forgiven|healed|resolved|overcome|let go|cured|changed|solved|conquered|moved on|got over|grown|improved|better|free|fixed|over|transformed|reborn|reached|achieved|managed|succeeded|different|learned|gone|success|breakthrough|progress) (yet|now|already|at last|finally|since|by now|in the meantime|after)",
    "how (has|have|did|does|will|is|are) (this|it|your|the|you|that) _4 (made|make|makes|making|improved|improve|changed|turned|help|helped|heal|healed|cured|solved|fixed|benefit|benefited) _1 (you|your|a|better|into|things|life|it|that|them) -(feel|look|app)",
    "(end|settle|close|finish|bury|resolve|wrap up|conclude|terminate|stop) (the|your|this|that|it|all|every) _1 (feud|score|chapter|war|battle|conflict|fight|matter|quarrel|drama|story|mourning|grief|grieving|hatred|fear|struggle|case|pain|argument|blame|anger|addiction|resentment|suffering|circle|question of) -(line)",
    "(nothing|anything) (but|except|less than) (love|peace|joy|calm|light|gratitude|forgiveness|total|full|complete|bliss|acceptance|clarity|a breakthrough|success|surrender|the truth|freedom)",
    "^ (have|did|are) you _3 (forgiven|healed|let go|moved on|overcome|cured|resolved|recovered|changed|accepted|reconciled|made peace|got over|finally) _3 (yet|now|already|at last|finally)",
    "^ (fill in|complete|finish) (the (sentence|line|blank|blanks|phrase))? , _6 (session|dose|i|now|free|healed|can|no longer)",
    "(something|anything|what) (do|have) you (got|have)? to show for",
];

const DEMANDING_LEANING: &[&str] = &[
    "^ <lead>? (come|go|walk|get|wake|leave|return|emerge|finish|end|step|get up) _4 <state>",
    "how you (have|'ve) (become|changed|improved|grown|healed|progressed|matured|overcome|learned)",
    "only when you (have|'ve|are|know|understand)",
    "(was|is|be|been) (wasted|for nothing|in vain|pointless)",
    "^ (your|the|our|my|today's|tonight's) (mission|goal|task|aim|target|challenge|purpose|objective|job|intention)",
    "^ (have|make|get) (your|a|the|that) _3 (breakthrough|insight|decision|peace|cry|release|catharsis|closure|answer|vision|change)",
    "(find|decide|determine|settle|conclude|resolve) (whether|tonight|now|today|finally|once|forgiveness|peace|closure|love|out|what|who|why) -(you|of|or)",
    "(improved|improvement -(is not)|improvements|better since|changed for the better|progressed|advanced)",
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
    "(off|out of|lost|losing) your (rocker|head|trolley|mind|marbles|senses|tree|wits|grip)",
    "(screw loose|not right in the head|right in the head|nuts|bonkers|basket case|head case|headcase|train wreck|psycho|nutcase|wacko|cuckoo|loony|barmy|hysterics|certifiable|delirious|messed up|screwed up|fucked up|a wreck|beyond repair|beyond help|incurable|past saving|a hopeless|sick puppy) -(and bolts|or seeds|and seeds)",
    "(inferiority|martyr|oedipus|persecution|victim|saviour|savior|god|messiah|abandonment|guilt|mother|father|daddy|superiority|napoleon|peter pan|castration) (complex|mentality|syndrome|role|issues)",
    "(is|are|was|were|that's|seems|looks|sounds) (simply|plainly|frankly|clearly|just|quite|rather|a bit|a little|really|so)? (regressive|morbid|unhinged|pathetic|infantile|self indulgent|attention seeking|self absorbed|narcissistic|obsessional|obsessive|fanatical|delusional|antisocial|sickly|twisted|perverse|deranged|unnatural|not normal|not healthy|disturbing|deeply disturbed)",
    "(is|are|was|were) sick -(today|on|this|leave|and|with|or|,|when)",
    "(fixation|fixations|fixated|relapse|relapsed|relapsing|regression|regressed|regressing|decompensat*|dissociative (tendenc*|disorder*|state|states|part|parts|personality|symptom*)|borderlines|manic episode|depressive episode|an episode|your episode|episodes of|a breakdown|nervous breakdown|psychic damage|mania|catatoni*|agoraphobi*|alexithymi*|anhedoni*|somatis*|somatiz*|psychosomatic|hypochondria|kleptomani*|nymphomani*|monomani*|melancholic type|personality disordered|arrested development|stunted|traumatised brain|traumatized brain)  -(of the (show|podcast|series))",
    "tendencies (like yours|of yours|need|must|are)",
    "(your|you have|you show|you've got|with your|his|these) _2 (tendencies|pathology|pathologies|neurosis|fixation|mania|disorder|complex|condition|dysfunction|maladjustment|deviance|affliction|malady|impairment|defect|deficiency|abnormality|delusions|paranoia|hysteria|instability|immaturity|compulsion|obsession|psychosis)",
    "(something|what|anything|everything) (is|was|must be|is very|is clearly|is deeply|has gone|went) wrong (with|in|inside) (how|you|your|the way|a person|people|someone|somebody)",
    "(damage|harm|injury) (done|caused|inflicted) _3 (you|your|to you|in childhood|childhood)",
    "(difficult|hard|impossible|exhausting|painful|tiring) to (love|live with|be around|treat|help|reach|like|bear) -(the|this)",
    "(only|just|merely|nothing but|simply) (an|a|your) (episode|symptom|relapse|phase of your|defence|defense|delusion|compulsion|disorder|regression|fixation|coping mechanism)",
    "(your|the way your) (brain|mind|head|wiring|nervous system|personality|character|psyche) (is|has been|was|works|doesn't|does not|cannot|can't|isn't|lacks|fails|malfunctions) _3 (wrong|wrongly|broken|faulty|damaged|sick|ill|defective|function|tell|work|properly|normally|abnormal|disordered|regulate|cope|wired wrong|miswired|distorted|off|unable)",
    "(needs|need|requires|require|calls for|deserves) (professional|psychiatric|medical|clinical|urgent)? (watching|correction|correcting|fixing|treatment|medication|supervision|monitoring|a diagnosis|hospital|taming)",
    "(typical|classic|hopeless|textbook|chronic|born|real|severe|complete|total|clinical|lifelong|true) (depressive|addict|neurotic|hysteric|narcissist|patient|case|depression|borderline|victim|loser|avoider|worrier|procrastinator|masochist|insomniac|codependent|obsessive|pessimist|hypochondriac|failure|dependent|schizoid)",
    "(how|what|like|as|the way) (a|an|all|most|other|normal|healthy|sane|mature|stable|any)? (healthy|normal|sane|mature|stable|well adjusted|balanced|ordinary|other|rational|grown up|reasonable|functional) (people|adults|person|adult|minds|mind|women|men|humans|folk|parents|human beings|human) -(like to|may|might)",
    "(madman|madwoman|lunatic|maniac|freak|weirdo|nutter|fruitcake|cripple|invalid|loser|imbecile|idiot|moron|coward|weakling|misfit|crackpot|psychotic|sociopath|neurotic|spoiled child|spoilt child|cry baby|crybaby|drama queen|control freak|martyr|parasite|monster of a|danger to|menace|burden to|damaged goods|bad seed|black hole of|bottomless pit|dead weight|hot mess)",
    "(wired|miswired|programmed|made|built|put together|hardwired|constituted) (wrong|wrongly|badly|differently than|differently from|defectively|incorrectly|for failure|to fail|to suffer|abnormally)",
    "you (can't|cannot|don't|do not|never|are not able to|aren't able to|fail to|couldn't|are unable to|can hardly|can barely) (even|really|seem to)? (function|cope|regulate|handle|behave|control yourself|manage|love|relate|connect with people|think straight|think clearly|take care of yourself|adjust|adapt|act) _2 (like|as|other|properly|normally|well|others|life|your|reality|closeness|a normal|stress|clearly|yourself|rationally|feelings|emotions|relationships|healthily)",
    "(act|acting|behave|behaving|react|reacting|think|thinking|live|reason|reacted|behaved|acted|talk) like (a|an|some|your) (spoiled|spoilt|child|baby|toddler|lunatic|madwoman|madman|wounded|teenager|adolescent|victim|animal|maniac|patient|addict|neurotic|crazy|hysterical|sick|paranoid|two year|five year|little|infant|martyr)",
    "(the|your|this) (depression|illness|disorder|anxiety|trauma|ptsd|addiction|paranoia|disease|ocd|borderline|narcissist|mania|condition|neurosis|sickness|adhd|bipolar|psychosis) (is|was|has|had|in you|that|speaks|speaking|talking|talks|makes|wants|lies|lying|behind|rules|runs|doing|at work|side)",
    "(brain|mind|head|nervous system|psyche|emotions|feelings|wiring|chemistry) (misfire|misfires|malfunctions|short circuits|breaks down|overreacts|is overreacting|glitches|is faulty|has a defect|lies to you|plays tricks|plays up|fails|is failing|is ill|are ill|collapses|goes haywire|went haywire|runs wild|run wild|are out of control|is out of control|distorts|deceives|exaggerates)",
    "(out of|beyond|without|lacking) (all|any|normal|reasonable)? (proportion|control of yourself|touch with reality|touch with yourself|reason|sense of reality|self control|measure|emotional control|bounds)",
    "(for|at) (someone|a person|a woman|a man|an adult|somebody) (of|your|at|with) (your|age|such|this)",
    "at your age",
    "(you|your|yours) ... (pathological|sick|diseased|deranged|neurotic|abnormal|unhealthy|self destructive|dysfunctional|irrational|codependent|toxic|delusional|hysterical|psychotic|unstable|warped|twisted|maladaptive|disordered|obsessive|compulsive|narcissistic|paranoid|infantile)",
    "(needs|need|require|requires|wants|want|should get|should be on|should see|must be on) _2 (medication|medicating|treatment|a psychiatrist|an institution|hospitalisation|hospitalization|antipsychotics|lithium|sedation|professional help|serious help|help urgently|fixing|to be fixed|curing|correcting|diagnosing|institutionalis*)",
    "(damaged|sick|diseased|disturbed|broken|disordered|unwell|unstable|ill) (mind|minds|brain|brains|soul|souls|person|people|personality|psyche|head|child|heart|thinking|part|parts|relationship|self|inner) -(is welcome)",
    "not how (healthy|normal|sane|mature|adult|grown|other|stable) _1",
    "not (at all|quite|really|very|entirely)? (well|right|normal|all there|sound|sane|okay) in (the|your) head",
    "(problem|difficult|sick|disturbed|troubled|damaged|maladjusted|hysterical|neurotic|unstable|broken) (child|patient|person|woman|man|case|soul|creature|human)",
    "(trauma|stress|fear|attachment|defence|defense|panic|ptsd|depressive|neurotic|hysterical|grief) (response|responses|reaction|reactions|bond|bonding|brain|mode)  -(is common)",
    "you (are|'re) (clearly|obviously|simply|just|so|too|very|deeply|really|rather|plainly)? (self obsessed|self centred|self centered|self absorbed|co dependent|overwrought|unwell|messed up|psychotic|neurotic|hysterical|obsessive|compulsive|depressive|delusional|dysfunctional|traumatised|traumatized|disordered|weird|twisted|not well|not normal|unable|a mess|a problem|a case|hard to|impossible|out of control|in denial|stuck|emotionally|mentally)",
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
