//! Sends what waits in the outbox: to a folder, or to an SMTP server.

use std::fs::{DirBuilder, File};
use std::os::unix::fs::DirBuilderExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use lettre::message::{Mailbox, header::ContentType};
use lettre::{FileTransport, Message, SmtpTransport, Transport};

use prometheus::core::Collector;
use prometheus::{IntCounterVec, Opts};

use super::store::Taken;
use super::{Letter, store};
use crate::access::gate::Gate;
use crate::config::MailRoute;
use crate::error::Result;

/// How long the mail server may take for one step.
const STEP: Duration = Duration::from_secs(10);
/// How long it may take for a mail: less than the minute for which one that is taken is kept from other instances.
const WHOLE: Duration = Duration::from_secs(50);

/// What may become of a try to hand a mail over.
const SENT: &str = "sent";
const PUT_OFF: &str = "put off";

/// A way for mail to leave.
pub struct Mailer {
    route: Route,
    from: Mailbox,
    /// By outcome: handed over, or not yet.
    tried: IntCounterVec,
}

enum Route {
    Folder(FileTransport, PathBuf),
    Smtp(Box<SmtpTransport>),
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mailer")
    }
}

/// Why mail cannot leave; the text names the setting.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder cannot be made.
    #[error("AFTERWORD_MAIL: {0}: {1}")]
    Folder(PathBuf, std::io::Error),
    /// The URL does not fit.
    #[error("AFTERWORD_MAIL: {0}")]
    Url(lettre::transport::smtp::Error),
    /// What is counted cannot be.
    #[error(transparent)]
    Count(#[from] prometheus::Error),
    /// The sender's address does not fit.
    #[error("AFTERWORD_MAIL_FROM: {0}")]
    From(lettre::address::AddressError),
}

impl Mailer {
    /// Opens the way that the settings name.
    pub fn open(route: &MailRoute, from: &str) -> Result<Self, OpenError> {
        let from = from.parse().map_err(OpenError::From)?;
        let route = match route {
            MailRoute::Folder(folder) => {
                // Codes lie in it, for its owner alone.
                DirBuilder::new()
                    .recursive(true)
                    .mode(0o700)
                    .create(folder)
                    .map_err(|e| OpenError::Folder(folder.clone(), e))?;
                Route::Folder(FileTransport::new(folder), folder.clone())
            }
            MailRoute::Smtp(url) => Route::Smtp(Box::new(
                SmtpTransport::from_url(url)
                    .map_err(OpenError::Url)?
                    .timeout(Some(STEP))
                    .build(),
            )),
        };
        let tried = IntCounterVec::new(
            Opts::new("afterword_mails_total", "Tries to hand over a mail."),
            &["outcome"],
        )?;
        for outcome in [SENT, PUT_OFF] {
            // Told from the start, so that the first one is seen as a rise.
            tried.with_label_values(&[outcome]).reset();
        }
        Ok(Self { route, from, tried })
    }

    /// Everything that is counted here.
    pub(crate) fn collectors(&self) -> Vec<Box<dyn Collector>> {
        vec![Box::new(self.tried.clone())]
    }

    fn send(&self, letter: &Letter) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, letter.to.parse()?))
            .subject(letter.subject.clone())
            .header(ContentType::TEXT_PLAIN)
            .body(letter.body.clone())?;
        match &self.route {
            Route::Folder(transport, folder) => {
                // On disk before the outbox forgets it (RE-1).
                let name = transport.send(&message)?;
                File::open(folder.join(format!("{name}.eml")))?.sync_all()?;
                File::open(folder)?.sync_all()?;
            }
            Route::Smtp(smtp) => drop(smtp.send(&message)?),
        }
        Ok(())
    }
}

/// Sends everything that is due now, one mail after the other, and returns how many left.
pub async fn deliver(gate: &Gate, mailer: &Arc<Mailer>) -> Result<usize> {
    let mut count = 0;
    while let Some(Taken { id, letter }) = gate.system("send mail that is due", store::take).await?
    {
        let sent = match letter {
            Some(letter) => leaves(mailer, letter).await,
            None => {
                tracing::error!(mail = %id, "a mail does not open");
                false
            }
        };
        if !sent {
            // The error could quote the address, so it is not logged.
            tracing::warn!(mail = %id, "a mail could not be sent");
        }
        let outcome = if sent { SENT } else { PUT_OFF };
        mailer.tried.with_label_values(&[outcome]).inc();
        count += usize::from(sent);
        gate.system("settle a mail", move |conn, _| {
            store::settle(conn, id, sent)
        })
        .await?;
    }
    Ok(count)
}

/// Whether a mail could be handed over in time.
async fn leaves(mailer: &Arc<Mailer>, letter: Letter) -> bool {
    let mailer = Arc::clone(mailer);
    let sending = tokio::task::spawn_blocking(move || mailer.send(&letter).is_ok());
    matches!(tokio::time::timeout(WHOLE, sending).await, Ok(Ok(true)))
}
