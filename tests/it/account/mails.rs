//! What mails say, and what they never say (ID-16): a mailbox is read by others.

use super::{login, me, refresh, text, wish};
use crate::both;
use crate::harness::world::{PASSWORD, code_in};
use crate::harness::{World, json};

/// Words that would tell somebody else what this is about.
const UNSAID: [&str; 14] = [
    "ketamine", "therap", "session", "journal", "diary", "entry", "entries", "medicine", "dose",
    "dosing", "patient", "clinic", "psych", "consent",
];

/// Makes every mail be sent that accounts bring about: two with a code, the others without.
fn every_mail(world: &World) -> Vec<String> {
    let ana = world.patient("Ana");
    let email = ana.session().email;
    let anyone = world.stranger();
    anyone.post("/v1/auth/register", &wish(&email)).expect(202);
    anyone
        .post("/v1/auth/password/forgot", &json!({"email": email}))
        .expect(202);
    ana.post(
        "/v1/auth/password",
        &json!({"current_password": PASSWORD, "new_password": "an old lighthouse without a lamp"}),
    )
    .expect(204);
    let device = login(world, &email, "an old lighthouse without a lamp").expect(200);
    let next = refresh(world, &text(&device, "refresh_token")).expect(200);
    me(world, &text(&next, "access_token")).expect(200);
    refresh(world, &text(&device, "refresh_token")).expect(401);
    ana.get("/v1/me/export").expect(200);
    ana.enrol();
    let code = ana.session().factor.unwrap().recovery_code();
    ana.post("/v1/auth/step-up", &json!({"totp": code}))
        .expect(204);
    ana.delete("/v1/auth/totp").expect(204);
    let elsewhere = world.address("Elsewhere");
    let eva = world.patient("Eva").session().email;
    for address in [&eva, &elsewhere] {
        ana.post("/v1/me/email", &json!({"email": address}))
            .expect(202);
    }
    let confirmed = json!({"email": elsewhere, "code": world.mailed_code(&elsewhere)});
    ana.post("/v1/me/email/confirm", &confirmed).expect(200);
    let mut mails = world.mails_to(&email);
    mails.extend(world.mails_to(&elsewhere));
    mails.extend(world.mails_to(&eva).pop());
    mails
}

/// The head and the plain-text body of a mail.
fn parts(mail: &str) -> (&str, &str) {
    mail.split_once("\r\n\r\n").expect("a head and a body")
}

both!(no_mail_names_what_this_is_about, |world| {
    let mails = every_mail(world);
    let subjects: Vec<_> = mails
        .iter()
        .filter_map(|mail| mail.lines().find(|line| line.starts_with("Subject: ")))
        .collect();
    assert_eq!(mails.len(), 16, "{subjects:?}");
    for mail in &mails {
        let lower = mail.to_lowercase();
        for word in UNSAID {
            assert!(!lower.contains(word), "{word}: {mail}");
        }
        assert!(
            !mail.contains("Ana\r") && !mail.contains(PASSWORD),
            "no name, no password: {mail}"
        );
    }
});

both!(
    a_code_stands_alone_on_a_line_and_only_where_it_belongs,
    |world| {
        for mail in every_mail(world) {
            let (head, body) = parts(&mail);
            let brings = head.contains("Subject: Your code");
            let alone = |line: &&str| code_in(line).is_some_and(|code| code == **line);
            assert_eq!(
                body.lines().filter(alone).count(),
                usize::from(brings),
                "{mail}"
            );
            assert!(code_in(head).is_none());
            assert!(
                head.contains("Content-Type: text/plain; charset=utf-8"),
                "{head}"
            );
        }
    }
);

both!(nothing_that_was_typed_gets_into_a_mail, |world| {
    let email = world.address("Ana");
    let mut body = wish(&email);
    body["display_name"] = json!("Win money\r\nBcc: eva@example.org at www.example.com");
    world
        .stranger()
        .post("/v1/auth/register", &body)
        .expect(202);
    let mails = world.mails();
    assert_eq!(mails.len(), 1);
    for typed in ["Win money", "Bcc", "eva@", "example.com"] {
        assert!(!mails[0].contains(typed), "{typed}: {}", mails[0]);
    }
});

both!(the_database_keeps_no_mail_that_has_gone, |world| {
    every_mail(world);
    assert_eq!(
        crate::harness::raw::count(world, "SELECT count(*) AS n FROM mails"),
        0
    );
});
