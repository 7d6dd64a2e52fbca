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
use crate::web::form_body::in_time;
use crate::web::{Form, FormErrors};
use crate::words::Message;

/// The most that an upload may weigh: what some two thousand domUs print.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;

/// How long it may take to arrive: that much over a slow line of a member at home.
const PATIENCE: Duration = Duration::from_secs(60);

const MOST_FIELDS: usize = 32;

/// A form with files, checked as any other form.
pub struct Upload {
    pub form: Form,
    /// The fields whose files are no text, each with the first byte of its file that is not.
    no_texts: Vec<NoText>,
}

struct NoText {
    field: String,
    byte: usize,
}

impl Upload {
    /// What is wrong with the files, beside the fields whose places they would have taken.
    pub fn errors(&self) -> FormErrors {
        let mut errors = FormErrors::default();
        for NoText { field, byte } in &self.no_texts {
            errors.add(field.as_str(), Message::new("upload-no-text").with("byte", *byte as i64));
        }
        errors
    }
}

impl FromRequest for Upload {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Upload, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            let read = read(Multipart::new(request.headers(), payload));
            let (fields, no_texts) = in_time(PATIENCE, read).await?;
            Ok(Upload { form: Form::received(&request, fields)?, no_texts })
        })
    }
}

async fn read(mut parts: Multipart) -> Result<(Vec<(String, String)>, Vec<NoText>), Error> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut no_texts = Vec::new();
    let mut left = MOST_BYTES;
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|_| Error::Unreadable("a broken upload"))?;
        let name = part.name().unwrap_or_default().to_owned();
        let bytes = read_bytes(&mut part, &mut left).await?;
        let stem = name.strip_suffix("_file");
        let text = match (text(bytes), stem) {
            (Ok(text), _) => text,
            (Err(_), None) => return Err(Error::Unreadable("not UTF-8, or with a NUL")),
            (Err(byte), Some(stem)) => {
                no_texts.push(NoText { field: stem.to_owned(), byte });
                String::new()
            }
        };
        match stem {
            // A browser sends an empty file where none was chosen.
            Some(_) if text.is_empty() => {}
            Some(stem) => {
                fields.retain(|(field, _)| field != stem);
                fields.push((stem.to_owned(), text));
            }
            None if fields.iter().any(|(field, _)| *field == name) => {}
            None => fields.push((name, text)),
        }
        if fields.len() + no_texts.len() > MOST_FIELDS {
            return Err(Error::TooLarge);
        }
    }
    Ok((fields, no_texts))
}

async fn read_bytes(part: &mut Field, left: &mut usize) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.next().await {
        let chunk = chunk.map_err(|_| Error::Unreadable("a broken upload"))?;
        *left = left.checked_sub(chunk.len()).ok_or(Error::TooLarge)?;
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// The text in UTF-8 without NUL, or the number of the first byte, counted from one, that is none.
fn text(bytes: Vec<u8>) -> Result<String, usize> {
    let text = String::from_utf8(bytes).map_err(|error| error.utf8_error().valid_up_to() + 1)?;
    match text.find('\0') {
        Some(at) => Err(at + 1),
        None => Ok(text.replace("\r\n", "\n")),
    }
}
