//! A body in chunks that was not read to its end is not waited for (IN-6).
//!
//! Where the reading end of such a body is gone, the server would keep the connection open for as long as chunks may still come.
//! Where it is still there when the answer has been sent, the server closes: so the answer holds on to it.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use actix_web::HttpMessage;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest};
use actix_web::error::PayloadError;
use actix_web::http::header::TRANSFER_ENCODING;
use actix_web::web::Bytes;
use futures_core::Stream;

/// The reading end of a body, held by who reads it and by the answer.
#[derive(Clone)]
pub(super) struct Unread(Rc<RefCell<Payload>>);

impl Unread {
    /// Takes hold of the body of a request that comes in chunks.
    pub(super) fn of(req: &mut ServiceRequest) -> Option<Self> {
        if !req.headers().contains_key(TRANSFER_ENCODING) {
            return None;
        }
        let held = Self(Rc::new(RefCell::new(req.take_payload())));
        let payload: Pin<Box<dyn Stream<Item = Result<Bytes, PayloadError>>>> =
            Box::pin(held.clone());
        req.set_payload(Payload::Stream { payload });
        Some(held)
    }

    /// The same body of an answer, with which this one goes.
    pub(super) fn until_sent(self, body: BoxBody) -> BoxBody {
        BoxBody::new(Answer { body, _held: self })
    }
}

impl Stream for Unread {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut *self.0.borrow_mut()).poll_next(context)
    }
}

struct Answer {
    body: BoxBody,
    _held: Unread,
}

impl MessageBody for Answer {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        match self.body.size() {
            // A body of no size at all would not be held on to.
            BodySize::None => BodySize::Sized(0),
            size => size,
        }
    }

    fn poll_next(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.get_mut().body).poll_next(context)
    }
}
