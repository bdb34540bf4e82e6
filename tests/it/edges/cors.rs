//! Pages of other origins (HD-2): none may read anything, unless the deployment names its origin letter for letter.

use reqwest::Method;

use super::{filled, operations};
use crate::both;
use crate::harness::World;

const NAMED: &str = "https://app.example.org";

/// What a browser, or somebody who pretends to be one, may send as an origin; the first is named.
const ORIGINS: [&str; 12] = [
    NAMED,
    "null",
    "*",
    "http://app.example.org",
    "https://app.example.org:8443",
    "https://app.example.org/",
    "https://APP.example.org",
    "https://app.example.org.evil.example",
    "https://evil-app.example.org",
    "https://sub.app.example.org",
    "https://app.example.org@evil.example",
    "https://app.example.org, https://evil.example",
];

/// The named origin, and of the others one for each operation in turn.
fn tried(operation: usize) -> [&'static str; 2] {
    [NAMED, ORIGINS[1 + operation % (ORIGINS.len() - 1)]]
}

pub(super) fn naming(world: &World) -> World {
    World::with(world.engine, |settings| {
        settings.cors_origins = vec![NAMED.to_owned(), "http://localhost:5173".to_owned()];
    })
}

both!(
    only_a_named_origin_may_read_an_answer_on_every_route,
    |world| {
        let open = naming(world);
        for (world, named) in [(world, false), (&open, true)] {
            let anyone = world.stranger();
            for (number, (method, path, _)) in operations(world).into_iter().enumerate() {
                for origin in tried(number) {
                    let request = anyone.request(method.parse().unwrap(), &filled(&path));
                    let answer = anyone.send(request.header("origin", origin));
                    let may = named && origin == NAMED;
                    assert_eq!(
                        answer.header("access-control-allow-origin"),
                        if may { NAMED } else { "" },
                        "{method} {path} from {origin}"
                    );
                    assert!(
                        answer
                            .headers
                            .get("access-control-allow-credentials")
                            .is_none()
                    );
                    let varies = answer
                        .headers
                        .get_all("vary")
                        .iter()
                        .any(|value| value == "Origin");
                    assert_eq!(
                        varies, named,
                        "{method} {path}: a cache must not give it to another origin"
                    );
                }
            }
        }
    }
);

both!(
    only_a_page_of_a_named_origin_may_ask_before_it_sends,
    |world| {
        let open = naming(world);
        for (world, named) in [(world, false), (&open, true)] {
            let anyone = world.stranger();
            for (number, (method, path, _)) in operations(world).into_iter().enumerate() {
                for origin in tried(number) {
                    let request = anyone
                        .request(Method::OPTIONS, &filled(&path))
                        .header("origin", origin)
                        .header("access-control-request-method", &method)
                        .header(
                            "access-control-request-headers",
                            "authorization, content-type",
                        );
                    let answer = anyone.send(request);
                    if named && origin == NAMED {
                        answer.clone().expect(204);
                        assert!(
                            answer
                                .header("access-control-allow-methods")
                                .contains(method.as_str())
                        );
                        assert!(
                            answer
                                .header("access-control-allow-headers")
                                .contains("Authorization")
                        );
                        assert_eq!(answer.header("access-control-allow-origin"), NAMED);
                    } else {
                        answer.clone().expect(405);
                        assert!(
                            answer
                                .headers
                                .keys()
                                .all(|name| !name.as_str().starts_with("access-control-"))
                        );
                    }
                }
            }
        }
        let answer = open.stranger();
        let nowhere = answer
            .request(Method::OPTIONS, "/nowhere")
            .header("origin", NAMED)
            .header("access-control-request-method", "GET");
        answer.send(nowhere).expect(404);
    }
);

both!(two_origins_at_once_are_none, |world| {
    two_are_none(&naming(world));
});

/// Ends where a request with two origins may be read; that it can is shown in `spoilt`.
pub(super) fn two_are_none(world: &World) {
    let anyone = world.stranger();
    let request = anyone
        .request(Method::GET, "/healthz")
        .header("origin", NAMED)
        .header("origin", "https://evil.example");
    let answer = anyone.send(request).expect(200);
    assert_eq!(answer.header("access-control-allow-origin"), "");
}

both!(an_origin_that_was_named_by_mistake_is_found, |world| {
    // The planted fault: the setting names an origin that only looks like the right one.
    let wrong = World::with(world.engine, |settings| {
        settings.cors_origins = vec![ORIGINS[8].to_owned()];
    });
    let anyone = wrong.stranger();
    let told = |origin: &str| {
        let request = anyone.request(Method::GET, "/healthz");
        let answer = anyone.send(request.header("origin", origin));
        answer.header("access-control-allow-origin").to_owned()
    };
    assert_eq!(
        (told(NAMED).as_str(), told(ORIGINS[8]).as_str()),
        ("", ORIGINS[8])
    );
});
