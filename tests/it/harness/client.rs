//! A client: sends what a phone or a desk would send, keeps its tokens fresh, and holds every answer to what all answers promise.

use std::cell::RefCell;
use std::sync::LazyLock;

use afterword::time::At;
use reqwest::blocking::{Client as Http, RequestBuilder};
use reqwest::header::HeaderMap;
use reqwest::{Method, redirect};
use serde_json::Value;

use super::factor::Factor;
use super::json;
use super::world::{PASSWORD, World};

static HTTP: LazyLock<Http> = LazyLock::new(|| {
    Http::builder()
        .redirect(redirect::Policy::none())
        .no_proxy()
        .pool_max_idle_per_host(0)
        // A machine may be as slow as it likes.
        .timeout(None)
        .build()
        .expect("a client")
});

/// What a signed-in client keeps.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) email: String,
    pub(crate) account: String,
    pub(crate) access: String,
    pub(crate) refresh: String,
    /// The authenticator app, where one is enrolled.
    pub(crate) factor: Option<Factor>,
    issued: At,
}

impl Session {
    /// Reads what signing in answered.
    pub(crate) fn of(body: &Value, email: &str, now: At) -> Self {
        let text = |value: &Value| value.as_str().expect("a string").to_owned();
        Self {
            email: email.to_owned(),
            account: text(&body["account"]["id"]),
            access: text(&body["access_token"]),
            refresh: text(&body["refresh_token"]),
            factor: None,
            issued: now,
        }
    }
}

/// Somebody who calls.
pub(crate) struct Client<'w> {
    world: &'w World,
    session: RefCell<Option<Session>>,
}

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
    /// The body as JSON, or null.
    pub(crate) body: Value,
}

/// What was sent, and how it was answered.
#[derive(Debug)]
pub(crate) struct Sent {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: String,
    pub(crate) body: String,
    pub(crate) status: u16,
}

impl Sent {
    fn of(request: &reqwest::blocking::Request) -> Self {
        let body = request.body().and_then(reqwest::blocking::Body::as_bytes);
        Self {
            method: request.method().to_string(),
            path: request.url().path().to_owned(),
            query: request.url().query().unwrap_or_default().to_owned(),
            headers: format!("{:?}", request.headers()),
            body: String::from_utf8_lossy(body.unwrap_or_default()).into_owned(),
            status: 0,
        }
    }
}

impl Answer {
    /// This answer, if it has the status; otherwise the test ends and shows it.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(
            self.status,
            status,
            "{}",
            String::from_utf8_lossy(&self.bytes)
        );
        self
    }

    /// A header, or an empty text.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The `ETag`.
    pub(crate) fn etag(&self) -> String {
        self.header("etag").to_owned()
    }

    /// The `id` of the thing.
    #[track_caller]
    pub(crate) fn id(&self) -> String {
        self.body["id"]
            .as_str()
            .unwrap_or_else(|| panic!("no id in {}", self.body))
            .to_owned()
    }

    /// The last segment of a problem's type.
    pub(crate) fn code(&self) -> &str {
        self.body["type"]
            .as_str()
            .and_then(|kind| kind.rsplit('/').next())
            .unwrap_or_default()
    }

    /// The pointers of the fields that do not fit.
    pub(crate) fn pointers(&self) -> Vec<&str> {
        self.body["errors"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|error| error["pointer"].as_str())
            .collect()
    }

    /// The items of a page.
    pub(crate) fn items(&self) -> &[Value] {
        self.body["items"].as_array().map_or(&[], Vec::as_slice)
    }

    /// The body without what differs from request to request.
    pub(crate) fn without_instance(&self) -> String {
        let mut body = self.body.clone();
        if let Some(body) = body.as_object_mut() {
            body.remove("instance");
        }
        body.to_string()
    }
}

impl<'w> Client<'w> {
    pub(super) fn new(world: &'w World, session: Option<Session>) -> Self {
        Self {
            world,
            session: RefCell::new(session),
        }
    }

    /// A client in the same world with these tokens.
    pub(crate) fn with_session(&self, session: Session) -> Client<'w> {
        Client::new(self.world, Some(session))
    }

    /// What this client keeps.
    pub(crate) fn session(&self) -> Session {
        self.session.borrow().clone().expect("somebody signed in")
    }

    /// A GET; where an export asks for it, the person shows again who they are first, as an app would ask them to.
    pub(crate) fn get(&self, path: &str) -> Answer {
        let answer = self.send(self.request(Method::GET, path));
        if answer.code() == "fresh-authentication-required" {
            self.step_up();
            return self.send(self.request(Method::GET, path));
        }
        answer
    }

    pub(crate) fn get_if_none_match(&self, path: &str, etag: &str) -> Answer {
        self.send(
            self.request(Method::GET, path)
                .header("if-none-match", etag),
        )
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request(Method::POST, path).json(body))
    }

    /// A POST under an `Idempotency-Key`.
    pub(crate) fn post_once(&self, path: &str, key: &str, body: &Value) -> Answer {
        self.send(
            self.request(Method::POST, path)
                .header("idempotency-key", key)
                .json(body),
        )
    }

    /// A POST without a body.
    pub(crate) fn post_nothing(&self, path: &str) -> Answer {
        self.send(self.request(Method::POST, path))
    }

    /// A POST of bytes that need not be JSON.
    pub(crate) fn post_bytes(&self, path: &str, media_type: &str, bytes: &[u8]) -> Answer {
        self.send(
            self.request(Method::POST, path)
                .header("content-type", media_type)
                .body(bytes.to_vec()),
        )
    }

    pub(crate) fn patch(&self, path: &str, etag: &str, body: &Value) -> Answer {
        self.send(
            self.request(Method::PATCH, path)
                .header("if-match", etag)
                .json(body),
        )
    }

    pub(crate) fn patch_unconditionally(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request(Method::PATCH, path).json(body))
    }

    pub(crate) fn delete(&self, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, path))
    }

    /// A request of any kind, with this client's token.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.keep_fresh();
        let request = HTTP.request(method, format!("{}{path}", self.world.base()));
        match &*self.session.borrow() {
            Some(session) => request.bearer_auth(&session.access),
            None => request,
        }
    }

    /// Takes a new access token when the clock has left the old one's time behind, as an app would.
    fn keep_fresh(&self) {
        let now = self.world.clock.0.now();
        let Some(session) = self.session.borrow().clone() else {
            return;
        };
        if now >= session.issued && now.since(session.issued) < chrono::Duration::minutes(9) {
            return;
        }
        let anyone = self.world.stranger();
        let mut answer = anyone.post(
            "/v1/auth/refresh",
            &json!({"refresh_token": session.refresh}),
        );
        if answer.status != 200 {
            let mut login = json!({"email": session.email, "password": PASSWORD});
            if let Some(factor) = &session.factor {
                login["totp"] = json!(factor.code(self.world.clock_of_the_server()));
            }
            answer = anyone.post("/v1/auth/login", &login);
        }
        if answer.status == 200 {
            *self.session.borrow_mut() = Some(Session {
                factor: session.factor,
                ..Session::of(&answer.body, &session.email, now)
            });
        }
    }

    /// Enrols an authenticator app, as a therapist must before a patient's data shows.
    pub(crate) fn enrol(&self) {
        let app = self.post_nothing("/v1/auth/totp").expect(201);
        let factor = Factor::new(app.body["secret"].as_str().expect("a secret"));
        let code = factor.code(self.world.clock_of_the_server());
        let given = self
            .post("/v1/auth/totp/confirm", &json!({"code": code}))
            .expect(200);
        factor.keep(&given.body["recovery_codes"]);
        self.session
            .borrow_mut()
            .as_mut()
            .expect("somebody signed in")
            .factor = Some(factor);
    }

    /// Shows again who is there, by password or second factor, as an app asks before an export.
    pub(crate) fn step_up(&self) {
        let shown = match self.session().factor {
            Some(factor) => json!({"totp": factor.code(self.world.clock_of_the_server())}),
            None => json!({"password": PASSWORD}),
        };
        self.post("/v1/auth/step-up", &shown).expect(204);
    }

    /// Sends, and checks what every answer promises.
    pub(crate) fn send(&self, request: RequestBuilder) -> Answer {
        let request = request.build().expect("a request");
        let sent = Sent::of(&request);
        let response = HTTP.execute(request).expect("an answer");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        self.world.hears(Sent { status, ..sent });
        let bytes = response.bytes().expect("a body").to_vec();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        let answer = Answer {
            status,
            headers,
            bytes,
            body,
        };
        check(&answer);
        answer
    }
}

/// IN-8, HD-1: what holds for every answer.
fn check(answer: &Answer) {
    assert!(
        answer.status < 500 || answer.status == 503,
        "{}",
        String::from_utf8_lossy(&answer.bytes)
    );
    let request_id = answer.header("x-request-id");
    assert_eq!(request_id.len(), 36, "every answer names its request");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert!(
        answer
            .header("content-security-policy")
            .contains("default-src 'none'")
    );
    assert!(!answer.header("cache-control").is_empty());
    assert!(
        answer.headers.get("server").is_none(),
        "no answer tells what software it is"
    );
    if answer.status >= 400 {
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.body["status"], answer.status);
        assert_eq!(answer.body["instance"], format!("urn:uuid:{request_id}"));
        for field in ["type", "title", "detail"] {
            assert!(
                answer.body[field]
                    .as_str()
                    .is_some_and(|text| !text.is_empty()),
                "a problem has a {field}"
            );
        }
        assert_eq!(
            answer.status == 422,
            !answer.body["errors"].is_null(),
            "422 names fields, and nothing else does"
        );
    }
}
