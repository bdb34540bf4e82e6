//! Seeding a world through the API, as its people would make it.

use std::collections::HashMap;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use chrono::DateTime;
use serde_json::{Value, json};

use crate::drive::{self, Line, request};
use crate::server::How;
use crate::world::{PASSWORD, Person, Shared, Size, World, renew, shown};

/// How many entries of each patient are remembered, to be asked for one by one.
const REMEMBERED: usize = 20;
/// How many entries a patient shares.
const SHARED: usize = 5;
/// When the first entry was written; the others follow at an hour's distance.
const FIRST: i64 = 1_640_000_000;

/// What a phone sends for an entry of about 1 KB, the `number`th of its patient.
pub(crate) fn body(number: usize) -> String {
    let words = [
        "A door, half open. ",
        "The sea was in it. ",
        "I stayed a while. ",
    ];
    let text: String = (0..54).map(|n| words[(n + number) % 3]).collect();
    let hours = i64::try_from(number).expect("so many");
    let at = DateTime::from_timestamp(FIRST + 3_600 * hours, 0).expect("an instant");
    let at = at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    json!({"text": text, "feelings": ["curious"], "authored_at": at, "authored_time_zone": "Europe/Lisbon"})
        .to_string()
}

/// Makes everybody and everything.
pub(crate) async fn seed(size: Size, how: How<'_>, address: SocketAddr) -> World {
    let therapists: Vec<_> = (0..size.therapists)
        .map(|number| {
            let code = how.operate("invite-therapist");
            json!({"role": "therapist", "email": format!("bo{number}@example.org"), "password": PASSWORD,
                "display_name": "Bo", "time_zone": "Europe/Lisbon", "invitation_code": code})
        })
        .collect();
    let mail = how.folder.join("mail");
    let therapists = register(address, &mail, therapists).await;
    let mut therapists = drive::each(address, 8, therapists, enrolled).await;
    let patients = (0..size.patients).map(|number| {
        json!({"role": "patient", "email": format!("ana{number}@example.org"), "password": PASSWORD,
            "display_name": "Ana", "time_zone": "Europe/Lisbon"})
    });
    let (mut all, mut shared) = (Vec::with_capacity(size.patients), Vec::new());
    let applications: Vec<Value> = patients.collect();
    for some in applications.chunks(400) {
        let mut some = register(address, &mail, some.to_vec()).await;
        write(address, &mut some, size.entries).await;
        if all.is_empty() && !therapists.is_empty() {
            renew(address, &mut therapists).await;
            shared = share(address, &therapists, &some).await;
        }
        all.extend(some);
        if size.patients > 400 {
            eprintln!("{} of {} patients", all.len(), size.patients);
        }
    }
    World {
        patients: all.into_iter().step_by(size.every).collect(),
        therapists,
        shared,
        entries: size.entries,
    }
}

/// Registers these people; the codes come by mail.
async fn register(address: SocketAddr, mail: &Path, applications: Vec<Value>) -> Vec<Person> {
    let mut people = Vec::new();
    for some in applications.chunks(50) {
        let emails: Vec<String> = some.iter().map(|one| text(one, "email")).collect();
        drive::each(address, 8, some.to_vec(), |mut line, one| async move {
            let body = one.to_string();
            let asked = request("POST", "/v1/auth/register", "", Some(&body));
            line.get(&asked, 202).await;
            (line, ())
        })
        .await;
        let codes = codes(mail, &emails);
        people.extend(drive::each(address, 8, codes, confirmed).await);
    }
    people
}

async fn confirmed(mut line: Line, (email, code): (String, String)) -> (Line, Person) {
    let body = json!({"email": email, "code": code}).to_string();
    let asked = request("POST", "/v1/auth/register/confirm", "", Some(&body));
    let answer = line.get(&asked, 201).await;
    let mut person = Person {
        id: text(&answer["account"], "id"),
        email,
        refresh: String::new(),
        factor: None,
        entries: Vec::new(),
        access: String::new(),
    };
    person.take(&answer);
    (line, person)
}

/// Waits for the mails to these addresses, takes them away, and returns the codes in them.
fn codes(mail: &Path, emails: &[String]) -> Vec<(String, String)> {
    let mut found = HashMap::new();
    while !emails.iter().all(|email| found.contains_key(email)) {
        std::thread::sleep(Duration::from_millis(20));
        let files = fs::read_dir(mail).into_iter().flatten().flatten();
        for file in files.map(|file| file.path()) {
            let text = fs::read_to_string(&file).unwrap_or_default();
            let to = text.lines().find_map(|line| line.strip_prefix("To: "));
            if let (Some(to), Some(code)) = (to, code_in(&text)) {
                found.insert(to.trim().to_owned(), code);
                fs::remove_file(file).expect("a mail");
            }
        }
    }
    let code = |email: &String| (email.clone(), found[email].clone());
    emails.iter().map(code).collect()
}

fn code_in(mail: &str) -> Option<String> {
    let is_code = |line: &&str| {
        let mut letters = line.chars();
        line.len() == 8 && letters.all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    };
    mail.lines()
        .map(str::trim)
        .find(is_code)
        .map(ToOwned::to_owned)
}

/// Enrols an authenticator app, as a therapist must before a patient's data shows.
async fn enrolled(mut line: Line, mut person: Person) -> (Line, Person) {
    let asked = request("POST", "/v1/auth/totp", &person.access, Some(""));
    let app = line.get(&without_type(asked), 201).await;
    let secret = text(&app, "secret");
    let body = json!({"code": shown(&secret)}).to_string();
    let asked = request("POST", "/v1/auth/totp/confirm", &person.access, Some(&body));
    line.get(&asked, 200).await;
    person.factor = Some(secret);
    (line, person)
}

/// A request without a body has no type of one.
fn without_type(request: Vec<u8>) -> Vec<u8> {
    let text = String::from_utf8(request).expect("a text");
    text.replace("content-type: application/json\r\n", "")
        .into_bytes()
}

/// Writes so many entries of each of these people, oldest first.
pub(crate) async fn write(address: SocketAddr, people: &mut Vec<Person>, entries: usize) {
    let apart = (entries / REMEMBERED).max(1);
    // Tokens are good for ten minutes.
    let portion = (20_000 / people.len()).max(1);
    for from in (0..entries).step_by(portion) {
        renew(address, people).await;
        let tokens: Rc<[String]> = people.iter().map(|one| one.access.clone()).collect();
        let jobs: Vec<(usize, usize)> = (from..entries.min(from + portion))
            .flat_map(|number| (0..tokens.len()).map(move |person| (number, person)))
            .collect();
        let made = drive::each(address, 64, jobs, move |mut line, (number, person)| {
            let tokens = Rc::clone(&tokens);
            async move {
                let body = body(number);
                let asked = request("POST", "/v1/entries", &tokens[person], Some(&body));
                let made = line.get(&asked, 201).await;
                let remembered = number % apart == 0;
                (line, (person, remembered.then(|| text(&made, "id"))))
            }
        })
        .await;
        for (person, id) in made {
            people[person].entries.extend(id);
        }
    }
}

/// Links every patient of the first two hundred to a therapist and shares some entries.
async fn share(address: SocketAddr, therapists: &[Person], patients: &[Person]) -> Vec<Shared> {
    let jobs: Vec<(usize, Person, Person)> = (patients.iter().take(200).enumerate())
        .map(|(number, patient)| {
            let therapist = number % therapists.len();
            (therapist, therapists[therapist].clone(), patient.clone())
        })
        .collect();
    let work = |mut line, (number, therapist, patient)| async move {
        let shared = shared(&mut line, number, &therapist, &patient).await;
        (line, shared)
    };
    let all = drive::each(address, 16, jobs, work).await;
    all.into_iter().flatten().collect()
}

async fn shared(
    line: &mut Line,
    number: usize,
    therapist: &Person,
    patient: &Person,
) -> Vec<Shared> {
    let asked = request(
        "POST",
        "/v1/care/invitations",
        &therapist.access,
        Some("{}"),
    );
    let invited = line.get(&asked, 201).await;
    let body = json!({"invitation_code": invited["code"]}).to_string();
    let asked = request("POST", "/v1/care/links", &patient.access, Some(&body));
    let link = text(&line.get(&asked, 201).await, "id");
    let support = line
        .get(&request("GET", "/v1/support", "", None), 200)
        .await;
    let mut all = Vec::new();
    for entry in patient.entries.iter().take(SHARED) {
        let scope = json!({"type": "entry", "entry_id": entry});
        let body = json!({"link_id": link, "scope": scope, "notice_version": support["notice"]["version"]});
        let asked = request(
            "POST",
            "/v1/consents",
            &patient.access,
            Some(&body.to_string()),
        );
        line.get(&asked, 201).await;
        all.push(Shared {
            therapist: number,
            link: link.clone(),
            entry: entry.clone(),
        });
    }
    all
}

fn text(value: &Value, name: &str) -> String {
    let text = value[name].as_str();
    text.unwrap_or_else(|| panic!("no {name} in {value}"))
        .to_owned()
}
