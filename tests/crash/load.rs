//! Load, and the book in which stands what was acknowledged (RE-1).
//!
//! Each writer has connections and things of its own, so that it always knows what they must say. What was sent and not answered may be
//! there, whole, or not; what was answered with 2xx must be there once. [`Book::check`] holds that against the API, and settles what was in
//! doubt by asking again in the same words.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::Dice;
use crate::disk::Disk;
use crate::people::{Answer, Person, ask, ask_with, must};
use crate::place::{LONG, Place};

/// Whether something was asked for, and answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    No,
    Sent,
    Told,
}

/// An entry of a writer's.
#[derive(Debug, Clone)]
pub struct Entry {
    pub id: Option<String>,
    key: Option<String>,
    /// What each revision says, also the one that was sent last and may not be there.
    pub texts: Vec<String>,
    /// How many of them were acknowledged.
    pub told: usize,
    pub deleted: Asked,
    /// It was looked at since it was made.
    seen: bool,
}

impl Entry {
    fn is_settled(&self) -> bool {
        self.told > 0 && self.told == self.texts.len() && self.deleted == Asked::No
    }

    fn body(&self) -> Value {
        let mut body = json!({"text": self.texts[0]});
        if let (None, Some(id)) = (&self.key, &self.id) {
            body["id"] = json!(id);
        }
        body
    }

    fn headers(&self) -> Vec<(&str, &str)> {
        self.key
            .iter()
            .map(|key| ("Idempotency-Key", key.as_str()))
            .collect()
    }
}

/// A consent of a writer's.
#[derive(Debug, Clone)]
pub struct Consent {
    pub id: String,
    pub entry: String,
    pub revision: usize,
    text: String,
    pub given: Asked,
    pub revoked: Asked,
    /// How many reads under it were answered.
    pub reads: usize,
}

/// Somebody who writes for one of the patients.
#[derive(Debug, Clone)]
pub struct Writer {
    patient: usize,
    pub entries: Vec<Entry>,
    pub consents: Vec<Consent>,
    /// Addresses for which an account was asked for, and that was answered.
    pub registered: Vec<String>,
    dice: Dice,
    /// Answers that nothing explains.
    pub surprises: Vec<String>,
}

/// Who is there beside the writers.
#[derive(Debug)]
pub struct People {
    pub patients: Vec<Person>,
    pub therapist: Person,
    links: Vec<String>,
    notice: i64,
}

impl People {
    /// The link of a patient, and the version of the notice that is shown.
    pub fn link(&self, patient: usize) -> (&str, i64) {
        (&self.links[patient], self.notice)
    }
}

/// Everything that was acknowledged.
#[derive(Debug)]
pub struct Book {
    pub people: People,
    pub writers: Vec<Writer>,
}

/// What the load counts while it runs.
#[derive(Debug, Default)]
pub struct Count {
    pub acknowledged: AtomicUsize,
    pub refused: AtomicUsize,
    pub over: AtomicBool,
}

impl Count {
    /// Waits until so many more writes were acknowledged, or nobody writes any more.
    pub fn wait_for(&self, more: usize) {
        let from = self.acknowledged.load(Ordering::SeqCst);
        self.wait_until(|| self.acknowledged.load(Ordering::SeqCst) >= from + more);
    }

    /// Waits until so many more were told to come back.
    pub fn wait_for_refusals(&self, more: usize) {
        let from = self.refused.load(Ordering::SeqCst);
        self.wait_until(|| self.refused.load(Ordering::SeqCst) >= from + more);
    }

    /// Waits for something that comes with the load, or until nobody writes any more.
    pub fn wait_until(&self, done: impl Fn() -> bool) {
        let began = Instant::now();
        while !done() && !self.over.load(Ordering::SeqCst) {
            assert!(began.elapsed() < LONG, "nobody is answered");
            thread::sleep(Duration::from_millis(1));
        }
    }
}

struct Over<'a>(&'a Count);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.over.store(true, Ordering::SeqCst);
    }
}

/// What became of one request.
enum Outcome {
    Done(Value),
    Refused,
    Silent,
}

impl Book {
    /// People who know each other, and writers for the patients; nothing where the server went away meanwhile.
    pub fn begin(place: &Place, base: &str, disk: Option<&Disk>, writers: usize) -> Option<Self> {
        let patients = [
            Person::register(place, base, "ana@example.org", "patient", None)?,
            Person::register(place, base, "eva@example.org", "patient", None)?,
        ];
        let therapist = Person::therapist(place, base, "bo@example.org", disk)?;
        let mut links = Vec::new();
        for patient in &patients {
            let path = "/v1/care/invitations";
            let code = must(base, "POST", path, Some(&therapist), Some(&json!({})), 201)?;
            let body = json!({"invitation_code": code["code"]});
            let link = must(
                base,
                "POST",
                "/v1/care/links",
                Some(patient),
                Some(&body),
                201,
            )?;
            links.push(link["id"].as_str().unwrap().to_owned());
        }
        let support = must(base, "GET", "/v1/support", Some(&patients[0]), None, 200)?;
        let people = People {
            patients: patients.into(),
            therapist,
            links,
            notice: support["notice"]["version"].as_i64().unwrap(),
        };
        Some(Self {
            people,
            writers: (0..writers).map(Writer::new).collect(),
        })
    }

    /// Everybody writes on their own connections until something is hurt; `hurt` runs meanwhile, and what it returns is passed on when
    /// everybody has stopped. A writer whom nobody answers stops by itself.
    pub fn under_load<T>(
        &mut self,
        base: &str,
        count: &Count,
        hurt: impl FnOnce(&Count, &People) -> T,
    ) -> T {
        let people = &self.people;
        let left = &AtomicUsize::new(self.writers.len());
        count.over.store(false, Ordering::SeqCst);
        thread::scope(|scope| {
            for writer in &mut self.writers {
                scope.spawn(move || {
                    while !count.over.load(Ordering::SeqCst) {
                        if !writer.turn(people, base, count) {
                            break;
                        }
                    }
                    if left.fetch_sub(1, Ordering::SeqCst) == 1 {
                        count.over.store(true, Ordering::SeqCst);
                    }
                });
            }
            // Also where this panics, or nobody would ever stop.
            let _over = Over(count);
            hurt(count, people)
        })
    }

    /// Everybody's tokens anew, as apps take them after a while.
    pub fn refresh(&self, base: &str) -> Vec<String> {
        let all = self.people.patients.iter().chain([&self.people.therapist]);
        let told = all.map(|person| (person, person.refresh(base)));
        told.filter(|(_, told)| told.as_ref().is_none_or(|told| told.status != 200))
            .map(|(person, told)| format!("the token of {} is not good: {told:?}", person.email))
            .collect()
    }

    /// Holds everything that was acknowledged against what is there, and settles what was in doubt; what is not as it must be.
    pub fn check(&mut self, base: &str) -> Vec<String> {
        let mut faults = Vec::new();
        let mut entries = Vec::new();
        let mut consents = Vec::new();
        for patient in &self.people.patients {
            entries.push(all(base, patient, "/v1/entries", &mut faults));
            consents.push(all(base, patient, "/v1/consents", &mut faults));
        }
        for writer in &mut self.writers {
            faults.append(&mut writer.surprises);
            let (there, given) = (&mut entries[writer.patient], &mut consents[writer.patient]);
            writer.check_entries(base, &self.people, there, &mut faults);
            writer.check_consents(base, &self.people, given, &mut faults);
        }
        for left in entries.iter().chain(&consents).flat_map(BTreeMap::keys) {
            faults.push(format!(
                "{left} is there, and nobody asked for it or it is there twice"
            ));
        }
        faults
    }

    /// The same book, to be settled another way.
    pub fn as_it_is(&self) -> Self {
        let People {
            patients,
            therapist,
            links,
            notice,
        } = &self.people;
        Self {
            people: People {
                patients: patients.iter().map(Person::kept).collect(),
                therapist: therapist.kept(),
                links: links.clone(),
                notice: *notice,
            },
            writers: self.writers.clone(),
        }
    }

    /// Asks for one more account, so that mail is sent.
    pub fn ring(&self, base: &str) {
        let (seconds, nanos) = afterword::clock::Clock::system().now().unix();
        let email = format!("{seconds}-{nanos}@example.net");
        drop(register(base, &email));
    }

    /// Every entry.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.writers.iter().flat_map(|writer| &writer.entries)
    }

    /// The consents that were taken back, and told so.
    pub fn revoked(&self) -> impl Iterator<Item = &Consent> {
        let consents = self.writers.iter().flat_map(|writer| &writer.consents);
        consents.filter(|consent| consent.revoked == Asked::Told)
    }
}

/// Everything on a list, by its id.
fn all(base: &str, by: &Person, path: &str, faults: &mut Vec<String>) -> BTreeMap<String, Value> {
    let (mut found, mut cursor) = (BTreeMap::new(), String::new());
    loop {
        let path = format!("{path}?limit=100{cursor}");
        let Some(page) = ask(base, "GET", &path, Some(by), None).filter(|page| page.status == 200)
        else {
            faults.push(format!("{path} cannot be read"));
            return found;
        };
        for item in page.body["items"].as_array().unwrap() {
            let id = item["id"].as_str().unwrap().to_owned();
            if found.insert(id.clone(), item.clone()).is_some() {
                faults.push(format!("{id} is on the list twice"));
            }
        }
        let Some(next) = page.body["next_cursor"].as_str() else {
            return found;
        };
        cursor = format!("&cursor={next}");
    }
}

fn register(base: &str, email: &str) -> Option<Answer> {
    let body = json!({"role": "patient", "email": email, "password": "a small boat on a wide lake", "display_name": "Ida", "time_zone": "UTC"});
    ask(base, "POST", "/v1/auth/register", None, Some(&body))
}

/// What can be read while nothing can be written; how many paths cannot.
pub fn unread(base: &str, people: &People) -> Vec<String> {
    let paths = ["/v1/entries?limit=5", "/v1/goals", "/v1/support"];
    let told = paths.map(|path| {
        (
            path,
            ask(base, "GET", path, Some(&people.patients[0]), None),
        )
    });
    let unread = told
        .iter()
        .filter(|(_, told)| told.as_ref().is_none_or(|told| told.status != 200));
    unread
        .map(|(path, told)| format!("{path} cannot be read: {told:?}"))
        .collect()
}

impl Writer {
    fn new(number: usize) -> Self {
        Self {
            patient: number % 2,
            entries: Vec::new(),
            consents: Vec::new(),
            registered: Vec::new(),
            dice: Dice::new(number + 1_000),
            surprises: Vec::new(),
        }
    }

    /// What came of an answer: one of these statuses, come back later, or nothing.
    fn outcome(
        &mut self,
        what: &str,
        answer: Option<Answer>,
        good: &[u16],
        count: &Count,
    ) -> Outcome {
        match answer {
            None => Outcome::Silent,
            Some(told) if good.contains(&told.status) => {
                count.acknowledged.fetch_add(1, Ordering::SeqCst);
                Outcome::Done(told.body)
            }
            Some(told) if matches!(told.status, 503 | 507) && told.problem && told.retry_after => {
                count.refused.fetch_add(1, Ordering::SeqCst);
                Outcome::Refused
            }
            Some(told) => {
                let surprise = format!("{what}: {} {}", told.status, told.body);
                self.surprises.push(surprise);
                Outcome::Refused
            }
        }
    }

    /// One request; whether it was answered.
    fn turn(&mut self, people: &People, base: &str, count: &Count) -> bool {
        match self.dice.below(40) {
            0 if self.registered.len() < 3 => self.register(base, count),
            1..6 => self.change(people, base, count),
            6 => self.delete(people, base, count),
            7..14 => self.share(people, base, count),
            14..19 => self.revoke(people, base, count),
            19..26 => self.read(people, base, count),
            number => self.create(people, base, number < 32, count),
        }
    }

    fn text(&mut self) -> String {
        let words = if self.dice.once_in(8) { 900 } else { 4 };
        let mark = self.dice.uuid();
        let rest = (0..self.dice.below(words)).map(|_| " a door half open");
        mark + &rest.collect::<String>()
    }

    fn create(&mut self, people: &People, base: &str, by_key: bool, count: &Count) -> bool {
        let text = self.text();
        let name = self.dice.uuid();
        let (id, key) = if by_key {
            (None, Some(name))
        } else {
            (Some(name), None)
        };
        self.entries.push(Entry {
            id,
            key,
            texts: vec![text],
            told: 0,
            deleted: Asked::No,
            seen: false,
        });
        let last = self.entries.len() - 1;
        let answer = self.entries[last].create(&people.patients[self.patient], base);
        match self.outcome("create", answer, &[201], count) {
            Outcome::Done(body) => {
                self.entries[last].take(&body);
                true
            }
            Outcome::Refused => true,
            Outcome::Silent => false,
        }
    }

    /// One of the entries about which there is no doubt.
    fn settled(&mut self) -> Option<usize> {
        let settled = |(place, entry): (usize, &Entry)| entry.is_settled().then_some(place);
        let all: Vec<usize> = self
            .entries
            .iter()
            .enumerate()
            .filter_map(settled)
            .collect();
        // The newest ones mostly: older ones were looked at often enough.
        let newest = &all[all.len().saturating_sub(20)..];
        (!newest.is_empty()).then(|| newest[self.dice.below(newest.len())])
    }

    fn change(&mut self, people: &People, base: &str, count: &Count) -> bool {
        let Some(place) = self.settled() else {
            return true;
        };
        let text = self.text();
        let entry = &mut self.entries[place];
        entry.texts.push(text.clone());
        let condition = format!("\"{}-0\"", entry.told);
        let path = format!("/v1/entries/{}", entry.id.as_ref().unwrap());
        let answer = ask_with(
            base,
            "PATCH",
            &path,
            Some(&people.patients[self.patient]),
            Some(&json!({"text": text})),
            &[("If-Match", &condition)],
        );
        match self.outcome("change", answer, &[200], count) {
            Outcome::Done(_) => {
                self.entries[place].told += 1;
                true
            }
            Outcome::Refused => true,
            Outcome::Silent => false,
        }
    }

    fn delete(&mut self, people: &People, base: &str, count: &Count) -> bool {
        let shared: Vec<&String> = self.consents.iter().map(|one| &one.entry).collect();
        let free = |entry: &&mut Entry| {
            entry.is_settled() && !shared.contains(&entry.id.as_ref().unwrap())
        };
        let Some(entry) = self.entries.iter_mut().rev().find(free) else {
            return true;
        };
        entry.deleted = Asked::Sent;
        let id = entry.id.clone();
        let path = format!("/v1/entries/{}", id.as_ref().unwrap());
        let answer = ask(
            base,
            "DELETE",
            &path,
            Some(&people.patients[self.patient]),
            None,
        );
        match self.outcome("delete", answer, &[204], count) {
            Outcome::Done(_) => {
                let entry = self.entries.iter_mut().find(|entry| entry.id == id);
                entry.unwrap().deleted = Asked::Told;
                true
            }
            Outcome::Refused => true,
            Outcome::Silent => false,
        }
    }

    fn share(&mut self, people: &People, base: &str, count: &Count) -> bool {
        let Some(place) = self.settled() else {
            return true;
        };
        let entry = &self.entries[place];
        let consent = Consent {
            id: String::new(),
            entry: entry.id.clone().unwrap(),
            revision: entry.told,
            text: entry.texts[entry.told - 1].clone(),
            given: Asked::Sent,
            revoked: Asked::No,
            reads: 0,
        };
        let id = self.dice.uuid();
        self.consents.push(Consent { id, ..consent });
        let last = self.consents.len() - 1;
        let answer = self.consents[last].give(people, self.patient, base);
        match self.outcome("share", answer, &[201], count) {
            Outcome::Done(_) => {
                self.consents[last].given = Asked::Told;
                true
            }
            Outcome::Refused => true,
            Outcome::Silent => false,
        }
    }

    /// One of the newest consents that were given, and not taken back where that is asked for.
    fn given(&mut self, living: bool) -> Option<usize> {
        let fits = |one: &Consent| {
            one.given == Asked::Told
                && (one.revoked == Asked::No || (!living && one.revoked == Asked::Told))
        };
        let all = self.consents.iter().enumerate();
        let all: Vec<usize> = all.filter(|(_, one)| fits(one)).map(|(at, _)| at).collect();
        let newest = &all[all.len().saturating_sub(5)..];
        (!newest.is_empty()).then(|| newest[self.dice.below(newest.len())])
    }

    fn revoke(&mut self, people: &People, base: &str, count: &Count) -> bool {
        let Some(place) = self.given(true) else {
            return true;
        };
        self.consents[place].revoked = Asked::Sent;
        let answer = self.consents[place].revoke(people, self.patient, base);
        match self.outcome("revoke", answer, &[200], count) {
            Outcome::Done(_) => {
                self.consents[place].revoked = Asked::Told;
                true
            }
            Outcome::Refused => true,
            Outcome::Silent => false,
        }
    }

    fn read(&mut self, people: &People, base: &str, count: &Count) -> bool {
        let Some(place) = self.given(false) else {
            return true;
        };
        let consent = self.consents[place].clone();
        let answer = consent.read(people, self.patient, base);
        // Another consent may hold the same entry open.
        let others = |one: &&Consent| {
            one.entry == consent.entry && one.given != Asked::No && one.revoked != Asked::Told
        };
        let open = self.consents.iter().filter(others).count();
        let good: &[u16] = match (consent.revoked, open) {
            (Asked::Told, 0) => &[404],
            (Asked::Told, _) => &[200, 404],
            _ => &[200],
        };
        match self.outcome("read", answer, good, count) {
            Outcome::Done(body) if consent.revoked == Asked::No => {
                if open == 1 && body["text"] != json!(consent.text) {
                    self.surprises
                        .push(format!("another text is shown: {body}"));
                }
                self.consents[place].reads += usize::from(open == 1);
                true
            }
            Outcome::Done(_) | Outcome::Refused => true,
            Outcome::Silent => false,
        }
    }

    fn register(&mut self, base: &str, count: &Count) -> bool {
        let email = format!("{}@example.org", self.dice.uuid());
        let answer = register(base, &email);
        match self.outcome("register", answer, &[202], count) {
            Outcome::Done(_) => {
                self.registered.push(email);
                true
            }
            Outcome::Refused => true,
            Outcome::Silent => false,
        }
    }

    fn check_entries(
        &mut self,
        base: &str,
        people: &People,
        there: &mut BTreeMap<String, Value>,
        faults: &mut Vec<String>,
    ) {
        let patient = &people.patients[self.patient];
        for entry in &mut self.entries {
            let found = match &entry.id {
                Some(id) => there.remove(id),
                // Made under a key and not answered: known by what it says.
                None => {
                    let same = |(_, item): &(&String, &Value)| item["text"] == entry.texts[0];
                    let id = there.iter().find(same).map(|(id, _)| id.clone());
                    id.and_then(|id| there.remove(&id))
                }
            };
            let fault = match &found {
                Some(found) => entry.settle(found),
                None => entry.settle_absent(),
            };
            faults.extend(fault.map(|why| format!("entry {:?}: {why}", entry.id)));
            if entry.deleted == Asked::No && entry.told == 0 {
                // Asked for again in the same words; another time is the same.
                for good in [[201, 201], [200, 200]] {
                    match entry.create(patient, base) {
                        Some(told) if good.contains(&told.status) => entry.take(&told.body),
                        other => faults.push(format!("a repeat: {other:?}")),
                    }
                }
            } else if entry.deleted == Asked::No && found.is_some() && !entry.seen {
                match entry.create(patient, base) {
                    Some(told) if told.status == 200 && told.body["id"] == json!(entry.id) => {}
                    other => faults.push(format!("a repeat of what is there: {other:?}")),
                }
            }
            entry.seen = true;
        }
    }

    fn check_consents(
        &mut self,
        base: &str,
        people: &People,
        there: &mut BTreeMap<String, Value>,
        faults: &mut Vec<String>,
    ) {
        for consent in &mut self.consents {
            let found = there.remove(&consent.id);
            let fault = match &found {
                Some(found) => consent.settle(found),
                None if consent.given == Asked::Told => Some("lost".to_owned()),
                None => None,
            };
            faults.extend(fault.map(|why| format!("consent {}: {why}", consent.id)));
            if consent.given == Asked::Sent {
                let good: &[u16] = if found.is_some() { &[200] } else { &[201] };
                match consent.give(people, self.patient, base) {
                    Some(told) if good.contains(&told.status) => consent.given = Asked::Told,
                    other => faults.push(format!("a repeat of a consent: {other:?}")),
                }
            }
            if consent.revoked == Asked::Sent {
                match consent.revoke(people, self.patient, base) {
                    Some(told) if told.status == 200 => consent.revoked = Asked::Told,
                    other => faults.push(format!("a repeat of a revocation: {other:?}")),
                }
            }
        }
        for consent in self.consents.iter().rev().take(3) {
            let path = format!("/v1/consents/{}/receipt", consent.id);
            let patient = &people.patients[self.patient];
            let told = ask(base, "GET", &path, Some(patient), None);
            if told.as_ref().is_none_or(|told| told.status != 200) {
                faults.push(format!("no receipt: {told:?}"));
            }
        }
    }
}

impl Entry {
    fn create(&self, by: &Person, base: &str) -> Option<Answer> {
        let (body, headers) = (self.body(), self.headers());
        ask_with(base, "POST", "/v1/entries", Some(by), Some(&body), &headers)
    }

    fn take(&mut self, body: &Value) {
        self.id = body["id"].as_str().map(ToOwned::to_owned);
        self.told = self.told.max(1);
    }

    /// Takes over what is there, where it is something that was sent.
    fn settle(&mut self, found: &Value) -> Option<String> {
        self.id = found["id"].as_str().map(ToOwned::to_owned);
        let revision = usize::try_from(found["revision"].as_u64().unwrap()).unwrap();
        if self.deleted == Asked::Told {
            return Some("was deleted and is there".to_owned());
        }
        self.deleted = Asked::No;
        if revision < self.told.max(1) || revision > self.texts.len() {
            let (told, texts) = (self.told, self.texts.len());
            return Some(format!(
                "revision {revision} of {told} told and {texts} sent"
            ));
        }
        self.told = revision;
        self.texts.truncate(revision);
        (found["text"] != json!(self.texts[revision - 1]))
            .then(|| format!("says {}", found["text"]))
    }

    fn settle_absent(&mut self) -> Option<String> {
        match (self.deleted, self.told) {
            (Asked::Told, _) | (Asked::No, 0) => None,
            (Asked::Sent, _) => {
                self.deleted = Asked::Told;
                None
            }
            (Asked::No, _) => Some("lost".to_owned()),
        }
    }
}

impl Consent {
    fn give(&self, people: &People, patient: usize, base: &str) -> Option<Answer> {
        let scope = json!({"type": "entry", "entry_id": self.entry, "revision": self.revision});
        let body = json!({"id": self.id, "link_id": people.links[patient], "scope": scope, "notice_version": people.notice});
        let by = Some(&people.patients[patient]);
        ask(base, "POST", "/v1/consents", by, Some(&body))
    }

    fn revoke(&self, people: &People, patient: usize, base: &str) -> Option<Answer> {
        let path = format!("/v1/consents/{}", self.id);
        ask(base, "DELETE", &path, Some(&people.patients[patient]), None)
    }

    /// The therapist reads what it opens.
    pub fn read(&self, people: &People, patient: usize, base: &str) -> Option<Answer> {
        let (link, entry) = (&people.links[patient], &self.entry);
        let path = format!("/v1/therapist/patients/{link}/entries/{entry}");
        ask(base, "GET", &path, Some(&people.therapist), None)
    }

    fn settle(&mut self, found: &Value) -> Option<String> {
        let state = found["state"].as_str().unwrap();
        let opened = found["opened"].as_array().map_or(0, Vec::len);
        let expected: &[&str] = match self.revoked {
            Asked::No => &["in_effect"],
            Asked::Sent => &["in_effect", "revoked"],
            Asked::Told => &["revoked"],
        };
        if !expected.contains(&state) {
            return Some(format!("is {state}, and must be one of {expected:?}"));
        }
        let missing = opened < self.reads.min(100);
        missing.then(|| format!("was read {} times, of which {opened} are told", self.reads))
    }
}
