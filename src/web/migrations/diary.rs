//! What happened in an attempt, told to everybody in one click and without names.

use actix_web::{HttpResponse, web};

use crate::paths;
use crate::status::{DiaryError, publish_diary};
use crate::web::number::id;
use crate::web::{CoreMember, Error, Form};
use crate::words::Sentence;

pub async fn create(
    who: CoreMember,
    path: web::Path<(String, String)>,
    _: Form,
) -> Result<HttpResponse, Error> {
    let (number, n) = path.into_inner();
    let n = n.parse().map_err(|_| Error::NotFound)?;
    let conn = &mut *who.conn().await?;
    let by = (&who.actor(), who.locale());
    match publish_diary(conn, &who.app.letterhead, by, id(&number)?, n, who.now).await {
        Ok(post) => Ok(who.redirect(&paths::status_post(post))),
        Err(DiaryError::NotFound) => Err(Error::NotFound),
        Err(error @ (DiaryError::NeverDown | DiaryError::NeverUp)) => Err(Error::NotNow(error.sentence())),
        Err(DiaryError::Database(error)) => Err(error.into()),
    }
}
