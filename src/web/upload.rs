//! A form whose texts may come as files (`multipart/form-data`, RFC 7578). A file's content takes
//! the place of the text field that it is named after: `list_file` fills `list`.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use actix_multipart::{Field, Multipart};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;

use crate::web::Error;
use crate::web::Form;
use crate::web::form_body::in_time;

/// The most that an upload may weigh: what some two thousand domUs print.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;

/// How long it may take to arrive: that much over a slow line of a member at home.
const PATIENCE: Duration = Duration::from_secs(60);

const MOST_FIELDS: usize = 32;

/// A form with files, checked as any other form.
pub struct Upload(pub Form);

impl FromRequest for Upload {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Upload, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            let fields = in_time(PATIENCE, read(Multipart::new(request.headers(), payload))).await?;
            Form::received(&request, fields).map(Upload)
        })
    }
}

async fn read(mut parts: Multipart) -> Result<Vec<(String, String)>, Error> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut left = MOST_BYTES;
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|_| Error::Unreadable("a broken upload"))?;
        let name = part.name().unwrap_or_default().to_owned();
        let text = read_text(&mut part, &mut left).await?;
        match name.strip_suffix("_file") {
            // A browser sends an empty file where none was chosen.
            Some(_) if text.is_empty() => {}
            Some(stem) => {
                fields.retain(|(field, _)| field != stem);
                fields.push((stem.to_owned(), text));
            }
            None if fields.iter().any(|(field, _)| *field == name) => {}
            None => fields.push((name, text)),
        }
        if fields.len() > MOST_FIELDS {
            return Err(Error::TooLarge);
        }
    }
    Ok(fields)
}

async fn read_text(part: &mut Field, left: &mut usize) -> Result<String, Error> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.next().await {
        let chunk = chunk.map_err(|_| Error::Unreadable("a broken upload"))?;
        *left = left.checked_sub(chunk.len()).ok_or(Error::TooLarge)?;
        bytes.extend_from_slice(&chunk);
    }
    if bytes.contains(&0) {
        return Err(Error::Unreadable("a NUL"));
    }
    let text = String::from_utf8(bytes).map_err(|_| Error::Unreadable("not UTF-8"))?;
    Ok(text.replace("\r\n", "\n"))
}
