//! What is claimed of every route.

use super::Fault::{Answered, Asked};
use super::all_are_found;
use crate::edges::{cors, routes};

#[test]
fn methods() {
    all_are_found(&[
        (
            routes::a_method_that_a_path_does_not_have_is_405_with_those_that_it_has,
            "DELETE",
            Answered(|_, answer| answer.swap("DELETE, ", "")),
        ),
        (
            routes::a_path_that_does_not_exist_is_404_whatever_the_method,
            "GET /v1/entries/",
            Asked(|request| request.swap("/v1/entries/ ", "/v1/entries ")),
        ),
        (
            routes::a_path_that_does_not_exist_is_404_whatever_the_method,
            "GET /v1/../v1/entries",
            Asked(|request| request.swap("/v1/../v1/entries ", "/v1/entries ")),
        ),
    ]);
}

#[test]
fn media_types() {
    all_are_found(&[
        (
            routes::a_body_of_another_media_type_is_415_on_every_route,
            "application/jsonx",
            Asked(|request| request.swap("application/jsonx", "application/json")),
        ),
        (
            routes::what_cannot_be_answered_as_accept_asks_is_406_on_every_route,
            "image/png",
            Asked(|request| request.swap("accept: image/png", "accept: */*")),
        ),
        (
            routes::every_body_says_what_it_is,
            "text/",
            Answered(|_, answer| answer.swap("; charset=utf-8", "")),
        ),
    ]);
}

#[test]
fn heads_and_safe_methods() {
    all_are_found(&[
        (
            routes::a_head_is_the_head_of_the_answer_to_get_on_every_route,
            "HEAD /v1/",
            Answered(|request, answer| {
                if request.head.starts_with("HEAD") {
                    answer.without("etag");
                }
            }),
        ),
        // A GET that removes what it should show.
        (
            routes::safe_methods_change_nothing_but_the_log_of_what_was_read,
            "changed by reading",
            Asked(|request| request.swap("GET /v1/steps/", "DELETE /v1/steps/")),
        ),
    ]);
}

#[test]
fn tags_and_conditions() {
    all_are_found(&[
        (
            routes::one_thing_has_a_tag_that_spares_reading_it_again,
            "(304, 0)",
            Asked(|request| request.without("if-none-match")),
        ),
        (
            routes::a_change_asks_which_version_it_changes_on_every_route,
            "428",
            Asked(|request| {
                if request.head.starts_with("PATCH") && !request.head.contains("if-match") {
                    request.with("if-match: *");
                }
            }),
        ),
    ]);
}

#[test]
fn tokens_in_other_places_and_cookies() {
    all_are_found(&[
        (
            routes::a_token_counts_in_its_header_alone_and_no_cookie_is_ever_set,
            "401",
            Asked(|request| {
                let token = request.head.split("?access_token=").nth(1);
                let token = token.and_then(|rest| rest.split(' ').next().map(ToOwned::to_owned));
                if let Some(token) = token {
                    request.with(&format!("authorization: Bearer {token}"));
                    request.swap(&format!("?access_token={token}"), "");
                }
            }),
        ),
        (
            routes::a_token_counts_in_its_header_alone_and_no_cookie_is_ever_set,
            "set-cookie",
            Answered(|_, answer| answer.with("set-cookie: session=1")),
        ),
    ]);
}

#[test]
fn what_browsers_and_caches_are_told() {
    all_are_found(&[
        (
            routes::an_answer_opens_nothing_in_a_browser,
            "/healthz",
            Answered(|_, answer| answer.without("x-frame-options")),
        ),
        (
            routes::an_answer_opens_nothing_in_a_browser,
            "frame-src",
            Answered(|_, answer| answer.swap("frame-ancestors 'none'", "frame-src 'none'")),
        ),
        (
            routes::answers_about_people_are_kept_by_nobody,
            "public, max-age=60",
            Answered(|_, answer| answer.swap("no-store", "public, max-age=60")),
        ),
    ]);
}

#[test]
fn pages_of_other_origins() {
    all_are_found(&[
        (
            cors::only_a_named_origin_may_read_an_answer_on_every_route,
            "from ",
            Answered(|request, answer| {
                if request.head.contains("origin: null") {
                    answer.with("access-control-allow-origin: *");
                }
            }),
        ),
        (
            cors::only_a_page_of_a_named_origin_may_ask_before_it_sends,
            "access-control-",
            Answered(|request, answer| {
                if request.head.starts_with("OPTIONS") {
                    answer.with("access-control-allow-headers: *");
                }
            }),
        ),
    ]);
}
