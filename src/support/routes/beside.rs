//! Where support is, beside what is written and shared (N4).

use actix_web::body::BoxBody;
use actix_web::http::header::{HeaderValue, LINK};
use actix_web::{HttpRequest, HttpResponse, Responder};

/// An answer that says where the notice and the lines are: `Link` with the relation `help` (N4; RFC 8288).
///
/// What somebody writes is answered with it every time, whatever it says: nothing here reads the words.
#[derive(Debug)]
pub struct BesideSupport<T>(pub T);

impl<T: Responder<Body = BoxBody>> Responder for BesideSupport<T> {
    type Body = BoxBody;
    fn respond_to(self, req: &HttpRequest) -> HttpResponse {
        let mut answer = self.0.respond_to(req);
        answer.headers_mut().insert(
            LINK,
            HeaderValue::from_static("</v1/support>; rel=\"help\""),
        );
        answer
    }
}
