//! The people who use a place, over HTTP alone.

use std::fs;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use afterword::clock::Clock;
use data_encoding::BASE32_NOPAD;
use reqwest::blocking::Client;
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use crate::disk::Disk;
use crate::place::{LONG, Place, files_below};

/// The password of everybody here.
const PASSWORD: &str = "a small boat on a wide lake";

static HTTP: LazyLock<Client> = LazyLock::new(|| {
    Client::builder()
        .no_proxy()
        .timeout(Duration::from_secs(120))
        .build()
        .unwrap()
});

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub retry_after: bool,
    pub problem: bool,
    pub body: Value,
    pub took: Duration,
}

/// Asks once; nothing where no whole answer came.
pub fn ask(
    base: &str,
    method: &str,
    path: &str,
    by: Option<&Person>,
    body: Option<&Value>,
) -> Option<Answer> {
    ask_with(base, method, path, by, body, &[])
}

/// The same with headers.
pub fn ask_with(
    base: &str,
    method: &str,
    path: &str,
    by: Option<&Person>,
    body: Option<&Value>,
    headers: &[(&str, &str)],
) -> Option<Answer> {
    let method = method.parse().unwrap();
    let mut request = HTTP.request(method, format!("{base}{path}"));
    if let Some(person) = by {
        request = request.bearer_auth(person.access());
    }
    if let Some(body) = body {
        request = request.json(body);
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let began = Instant::now();
    let answer = request.send().ok()?;
    let (status, retry_after) = (
        answer.status().as_u16(),
        answer.headers().contains_key("retry-after"),
    );
    let kind = answer.headers().get("content-type");
    let problem = kind.is_some_and(|kind| kind == "application/problem+json");
    let bytes = answer.bytes().ok()?;
    Some(Answer {
        status,
        retry_after,
        problem,
        body: serde_json::from_slice(&bytes).unwrap_or_default(),
        took: began.elapsed(),
    })
}

/// Asks for what must be answered with this; nothing where no answer came.
pub fn must(
    base: &str,
    method: &str,
    path: &str,
    by: Option<&Person>,
    body: Option<&Value>,
    status: u16,
) -> Option<Value> {
    let told = ask(base, method, path, by, body)?;
    assert_eq!(told.status, status, "{method} {path}: {}", told.body);
    Some(told.body)
}

#[derive(Debug, Clone, Default)]
struct Tokens {
    access: String,
    refresh: String,
}

/// Somebody with an account.
#[derive(Debug)]
pub struct Person {
    pub email: String,
    secret: Mutex<Option<([u8; 20], u64)>>,
    paper: Mutex<Vec<String>>,
    tokens: Mutex<Tokens>,
}

impl Person {
    fn tokens(&self) -> Tokens {
        let tokens = self.tokens.lock();
        tokens.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn access(&self) -> String {
        self.tokens().access
    }

    fn keep(&self, told: &Value) {
        let text = |name: &str| told[name].as_str().unwrap().to_owned();
        *self.tokens.lock().unwrap() = Tokens {
            access: text("access_token"),
            refresh: text("refresh_token"),
        };
    }

    /// Registers, reads the mail, confirms.
    pub fn register(
        place: &Place,
        base: &str,
        email: &str,
        role: &str,
        invitation: Option<&str>,
    ) -> Option<Self> {
        let mut body = json!({"role": role, "email": email, "password": PASSWORD, "display_name": "Ana", "time_zone": "UTC"});
        if let Some(code) = invitation {
            body["invitation_code"] = json!(code);
        }
        must(base, "POST", "/v1/auth/register", None, Some(&body), 202)?;
        let code = wait_for_code(place, base, email)?;
        let confirmation = json!({"email": email, "code": code});
        let path = "/v1/auth/register/confirm";
        let told = must(base, "POST", path, None, Some(&confirmation), 201)?;
        let person = Self {
            email: email.to_owned(),
            secret: Mutex::default(),
            paper: Mutex::default(),
            tokens: Mutex::default(),
        };
        person.keep(&told);
        Some(person)
    }

    /// A therapist, whom an operator invites, with an authenticator app.
    pub fn therapist(place: &Place, base: &str, email: &str, disk: Option<&Disk>) -> Option<Self> {
        let (invited, code) = place.said(&["invite-therapist"], disk);
        if !invited {
            return None;
        }
        let person = Self::register(place, base, email, "therapist", Some(code.trim()))?;
        let app = must(base, "POST", "/v1/auth/totp", Some(&person), None, 201)?;
        let secret = BASE32_NOPAD.decode(app["secret"].as_str().unwrap().as_bytes());
        *person.secret.lock().unwrap() = Some((secret.unwrap().try_into().unwrap(), 0));
        let code = json!({"code": person.code(0)});
        let path = "/v1/auth/totp/confirm";
        let given = must(base, "POST", path, Some(&person), Some(&code), 200)?;
        let codes = given["recovery_codes"].as_array().unwrap();
        let codes = codes.iter().map(|code| code.as_str().unwrap().to_owned());
        *person.paper.lock().unwrap() = codes.collect();
        Some(person)
    }

    /// What the app shows, so many seconds ahead of the machine's clock; each code is good once, and where the clock went back behind
    /// one that was used (ID-11), there is the paper with recovery codes.
    fn code(&self, ahead: i64) -> String {
        let mut kept = self.secret.lock().unwrap();
        let (secret, used) = kept.as_mut().unwrap();
        let present = Clock::system().now().unix().0.saturating_add_signed(ahead) / 30;
        let step = present.max(*used + 1);
        if step > present + 1 {
            return self.paper.lock().unwrap().pop().expect("a recovery code");
        }
        *used = step;
        let totp = Builder::new().with_secret(Secret::new_stack(*secret));
        totp.build_noncompliant().generate(step * 30).to_string()
    }

    /// Takes the next token of the family, as an app does.
    pub fn refresh(&self, base: &str) -> Option<Answer> {
        let token = json!({"refresh_token": self.tokens().refresh});
        let told = ask(base, "POST", "/v1/auth/refresh", None, Some(&token))?;
        if told.status == 200 {
            self.keep(&told.body);
        }
        Some(told)
    }

    /// Signs in anew, with a clock that is so many seconds ahead.
    pub fn sign_in(&self, base: &str, ahead: i64) -> Option<Answer> {
        let mut body = json!({"email": self.email, "password": PASSWORD});
        let factor = self.secret.lock().unwrap().is_some();
        if factor {
            body["totp"] = json!(self.code(ahead));
        }
        let told = ask(base, "POST", "/v1/auth/login", None, Some(&body))?;
        if told.status == 200 {
            self.keep(&told.body);
        }
        Some(told)
    }

    /// The same person with the tokens of now, kept.
    pub fn kept(&self) -> Self {
        Self {
            email: self.email.clone(),
            secret: Mutex::default(),
            paper: Mutex::default(),
            tokens: Mutex::new(self.tokens()),
        }
    }
}

/// The newest code that was mailed to an address, where one was.
pub fn mailed_code(place: &Place, email: &str) -> Option<String> {
    files_below(&place.mail())
        .iter()
        .filter_map(|path| fs::read_to_string(path).ok())
        .filter(|mail| mail.contains(&format!("To: {email}")))
        .find_map(|mail| code_in(&mail))
}

/// Waits for a code; nothing where the server is gone.
fn wait_for_code(place: &Place, base: &str, email: &str) -> Option<String> {
    let began = Instant::now();
    loop {
        if let Some(code) = mailed_code(place, email) {
            return Some(code);
        }
        ask(base, "GET", "/healthz", None, None)?;
        assert!(began.elapsed() < LONG, "a code comes by mail");
        thread::sleep(Duration::from_millis(2));
    }
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
