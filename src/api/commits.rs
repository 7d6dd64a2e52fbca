//! The word without which the target boots nothing.

use actix_web::{HttpResponse, web};

use super::{Error, ReportingHost};
use crate::db::ids::MigrationId;
use crate::migrations::{CommitWordError, FinishStepError, Refused, commit_word};
use crate::reports::Word;
use crate::words::{Locale, Sentence};

pub async fn create(host: ReportingHost, path: web::Path<(String, String)>) -> Result<HttpResponse, Error> {
    let (number, n) = path.into_inner();
    let number: MigrationId = number.parse().map_err(|_| Error::NotFound)?;
    let n: i32 = n.parse().map_err(|_| Error::NotFound)?;
    let conn = &mut *host.conn().await?;
    match commit_word(conn, &host.app.letterhead, host.id, (number, n), host.now).await {
        Ok(word) => Ok(HttpResponse::Ok().json(Word { word })),
        Err(CommitWordError::Refused(Refused::NotFound)) => Err(Error::NotFound),
        Err(CommitWordError::Database(error) | CommitWordError::Step(FinishStepError::Database(error))) => {
            Err(error.into())
        }
        Err(refused) => Err(Error::Conflict(host.app.words.say(Locale::En, &refused.sentence()))),
    }
}
