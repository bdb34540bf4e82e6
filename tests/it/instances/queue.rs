//! What waits for the database is bounded: where there is no room left, the answer comes at once, and says when to come back (RL-4, RE-5).

use std::sync::mpsc;
use std::time::{Duration, Instant};

use actix_web::ResponseError;
use afterword::db::Db;
use afterword::db::endings::EndingsFile;
use afterword::error::Error;

use crate::both;

/// How many may wait.
const ROOM: usize = 1_024;

both!(
    what_finds_no_room_is_told_at_once_and_what_waits_is_done,
    |world| {
        let folder = tempfile::tempdir().unwrap();
        let endings = EndingsFile::at(&folder.path().join("endings"));
        let db = Db::start(&world.settings.database, 1, endings).unwrap();
        let (tell, told) = mpsc::channel();
        let (release, released) = mpsc::channel();
        world.run(async move {
            let held = tokio::spawn({
                let db = db.clone();
                async move {
                    let hold = db.read(move |_| {
                        tell.send(()).unwrap();
                        released.recv().unwrap();
                        Ok(())
                    });
                    hold.await
                }
            });
            // The only lane is taken from here on.
            while told.try_recv().is_err() {
                tokio::task::yield_now().await;
            }
            let asked = Instant::now();
            let all: Vec<_> = (0..ROOM + 100)
                .map(|_| {
                    let db = db.clone();
                    tokio::spawn(async move { db.read(|_| Ok(())).await })
                })
                .collect();
            while all.iter().filter(|one| one.is_finished()).count() < 100 {
                tokio::task::yield_now().await;
            }
            release.send(()).unwrap();
            held.await.unwrap().unwrap();
            let (mut done, mut refused) = (0, 0);
            for one in all {
                match one.await.unwrap() {
                    Ok(()) => done += 1,
                    Err(Error::Busy) => refused += 1,
                    Err(other) => panic!("{other}"),
                }
            }
            if asked.elapsed() < Duration::from_secs(3) {
                assert_eq!((done, refused), (ROOM, 100));
            } else {
                // On a machine as busy as that some have waited four seconds, and were told to come back as they should be.
                assert!(done + refused == ROOM + 100 && refused >= 100);
            }
        });
        let answer = Error::Busy.error_response();
        assert_eq!(answer.status(), 503);
        assert!(answer.headers().contains_key("retry-after"));
    }
);
