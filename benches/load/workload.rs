//! The kinds of requests, each as prepared bytes.

use std::rc::Rc;

use serde_json::Value;

use crate::drive::{self, Line, request};
use crate::seeding;
use crate::server::Server;
use crate::world::{Person, World};

/// How many patients' journals are paged through.
const PAGED: usize = 40;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Kind {
    /// W1: an entry of 1 KB is created.
    Create,
    /// W2: the newest twenty.
    Newest,
    /// W3: one by its id.
    One,
    /// W4: a hundred after a cursor. The list stands for the changes, which are read in the same way once there is a route.
    Page,
    /// W5: a therapist reads an entry, and that goes on two logs.
    Shared,
    /// W6: signing in by password.
    SignIn,
}

impl Kind {
    /// All of them.
    pub(crate) const ALL: [Self; 6] = [
        Self::Create,
        Self::Newest,
        Self::One,
        Self::Page,
        Self::Shared,
        Self::SignIn,
    ];

    /// Its name in the table.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Create => "W1 create 1 KB",
            Self::Newest => "W2 newest 20",
            Self::One => "W3 one by id",
            Self::Page => "W4 100 after a cursor",
            Self::Shared => "W5 therapist reads",
            Self::SignIn => "W6 sign-in",
        }
    }

    /// The status of its answers.
    pub(crate) const fn status(self) -> u16 {
        match self {
            Self::Create => 201,
            _ => 200,
        }
    }

    /// How many hundredths of the floor's CPU it may take.
    pub(crate) const fn goal(self) -> Option<u64> {
        match self {
            Self::Create => Some(200),
            Self::Newest => Some(220),
            Self::One => Some(350),
            Self::Page => Some(180),
            Self::Shared | Self::SignIn => None,
        }
    }

    /// Whether the floor answers it.
    pub(crate) const fn has_floor(self) -> bool {
        !matches!(self, Self::Shared)
    }

    /// The requests that these people make of this server.
    pub(crate) fn requests(self, world: &World, server: &Server) -> Rc<Vec<Vec<u8>>> {
        let patients = world.patients.iter();
        let get = |person: &Person, path: &str| request("GET", path, &person.access, None);
        let requests: Vec<Vec<u8>> = match self {
            Self::Create => {
                let body = seeding::body(world.entries);
                let create =
                    |one: &Person| request("POST", "/v1/entries", &one.access, Some(&body));
                patients.map(create).collect()
            }
            Self::Newest => patients.map(|one| get(one, "/v1/entries")).collect(),
            Self::One => {
                let most = world.patients.iter().map(|one| one.entries.len()).max();
                let all = (0..most.unwrap_or(0)).flat_map(|place| {
                    let one = move |one: &Person| {
                        let id = one.entries.get(place)?;
                        Some(request(
                            "GET",
                            &format!("/v1/entries/{id}"),
                            &one.access,
                            None,
                        ))
                    };
                    world.patients.iter().filter_map(one)
                });
                all.collect()
            }
            Self::Page => {
                let some = world.patients.iter().take(PAGED).cloned().collect();
                let pages = drive::block_on(drive::each(server.address, 8, some, pages));
                pages.into_iter().flatten().collect()
            }
            Self::Shared => {
                let read = world.shared.iter().map(|shared| {
                    let path = format!(
                        "/v1/therapist/patients/{}/entries/{}",
                        shared.link, shared.entry
                    );
                    get(&world.therapists[shared.therapist], &path)
                });
                read.collect()
            }
            Self::SignIn => {
                let login =
                    |one: &Person| request("POST", "/v1/auth/login", "", Some(&one.login()));
                patients.map(login).collect()
            }
        };
        assert!(!requests.is_empty(), "nothing to ask for");
        Rc::new(requests)
    }
}

/// The requests for one patient's pages, from the newest to the last full one.
async fn pages(mut line: Line, person: Person) -> (Line, Vec<Vec<u8>>) {
    let (mut all, mut path) = (Vec::new(), "/v1/entries?limit=100".to_owned());
    loop {
        let asked = request("GET", &path, &person.access, None);
        let page = line.get(&asked, 200).await;
        let Value::String(cursor) = &page["next_cursor"] else {
            break;
        };
        all.push(asked);
        path = format!("/v1/entries?limit=100&cursor={cursor}");
    }
    (line, all)
}
