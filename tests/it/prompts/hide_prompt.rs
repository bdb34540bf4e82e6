//! `POST, DELETE /v1/prompts/{id}/hidden`: N5, a prompt can be skipped for good.

use crate::both;
use crate::harness::{Answer, Client};

fn offered(ana: &Client<'_>) -> Vec<String> {
    ids(&ana.get("/v1/prompts/offered").expect(200))
}

fn ids(answer: &Answer) -> Vec<String> {
    answer
        .items()
        .iter()
        .map(|prompt| prompt["id"].as_str().unwrap().to_owned())
        .collect()
}

both!(
    a_hidden_prompt_is_never_offered_until_it_is_shown_again,
    |world| {
        let ana = world.patient("Ana");
        let before = offered(&ana);
        let path = format!("/v1/prompts/{}/hidden", before[0]);
        assert!(ana.post_nothing(&path).expect(204).bytes.is_empty());
        assert!(!offered(&ana).contains(&before[0]));
        assert!(offered(&ana).len() >= 3, "others take its place");
        ana.delete(&path).expect(204);
        assert_eq!(offered(&ana), before);
    }
);

both!(hiding_and_showing_twice_is_the_same_as_once, |world| {
    let ana = world.patient("Ana");
    let path = format!("/v1/prompts/{}/hidden", offered(&ana)[0]);
    ana.delete(&path).expect(204);
    ana.post_nothing(&path).expect(204);
    ana.post_nothing(&path).expect(204);
    ana.delete(&path).expect(204);
    ana.delete(&path).expect(204);
});

both!(who_hides_everything_is_offered_nothing, |world| {
    let ana = world.patient("Ana");
    let all = world
        .stranger()
        .get("/v1/prompts?phase=preparation&limit=100")
        .expect(200);
    for id in ids(&all) {
        ana.post_nothing(&format!("/v1/prompts/{id}/hidden"))
            .expect(204);
    }
    assert_eq!(offered(&ana).len(), 0);
});

both!(
    what_one_patient_hides_is_still_offered_to_another,
    |world| {
        let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
        let before = offered(&eva);
        ana.post_nothing(&format!("/v1/prompts/{}/hidden", before[0]))
            .expect(204);
        assert_eq!(offered(&eva), before);
    }
);

both!(
    a_prompt_that_is_not_in_the_catalogue_cannot_be_hidden,
    |world| {
        let ana = world.patient("Ana");
        for path in [
            "/v1/prompts/0198a7c2-1111-7000-8000-000000000001/hidden",
            "/v1/prompts/nothing/hidden",
        ] {
            ana.post_nothing(path).expect(404);
            ana.delete(path).expect(404);
        }
    }
);

both!(only_a_patient_hides_prompts, |world| {
    let id = world.stranger().get("/v1/prompts").items()[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/v1/prompts/{id}/hidden");
    world.stranger().post_nothing(&path).expect(401);
    world.stranger().delete(&path).expect(401);
    let bo = world.therapist("Bo");
    bo.post_nothing(&path).expect(403);
    bo.delete(&path).expect(403);
});
