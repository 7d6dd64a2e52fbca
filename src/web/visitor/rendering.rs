//! Pages inside the visitor's frame.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_SECURITY_POLICY;
use serde::Serialize;

use super::Visitor;
use crate::paths;
use crate::web::Error;
use crate::web::cookies::Jar;
use crate::web::frame::{Frame, Live, View};
use crate::web::headers::{self, Nonce};
use crate::web::live::Seen;

impl Visitor {
    /// A page inside the frame. `here` is the menu entry to mark, such as `nav-status`.
    pub fn render(&self, template: &str, here: &str, data: &impl Serialize) -> Result<HttpResponse, Error> {
        self.render_as(StatusCode::OK, template, here, data)
    }

    /// The same form again with 422: what was typed, and the errors beside their fields.
    pub fn refuse(&self, template: &str, here: &str, data: &impl Serialize) -> Result<HttpResponse, Error> {
        self.render_as(StatusCode::UNPROCESSABLE_ENTITY, template, here, data)
    }

    /// The same form again with 409: somebody else was faster, and the next try may overwrite it.
    pub fn clash(&self, template: &str, here: &str, data: &impl Serialize) -> Result<HttpResponse, Error> {
        self.render_as(StatusCode::CONFLICT, template, here, data)
    }

    pub fn render_as(
        &self,
        status: StatusCode,
        template: &str,
        here: &str,
        data: &impl Serialize,
    ) -> Result<HttpResponse, Error> {
        self.respond(status, template, View { frame: Frame::new(self, here), data }, None)
    }

    /// A page that changes by itself, as `stream` tells it to.
    pub fn render_live(
        &self,
        template: &str,
        here: &str,
        data: &impl Serialize,
        stream: &str,
    ) -> Result<HttpResponse, Error> {
        self.render_seen(template, here, data, stream, &Seen::of(self.now, data).to_string())
    }

    /// The same, of a page whose stream knows what it shows by the name `seen`.
    pub fn render_seen(
        &self,
        template: &str,
        here: &str,
        data: &impl Serialize,
        stream: &str,
        seen: &str,
    ) -> Result<HttpResponse, Error> {
        let live = Some(Live { stream: stream.to_owned(), page: self.path.clone() });
        let frame = Frame { live, ..Frame::new(self, here) };
        self.respond(StatusCode::OK, template, View { frame, data }, Some(seen))
    }

    fn respond(
        &self,
        status: StatusCode,
        template: &str,
        view: View<'_, impl Serialize>,
        seen: Option<&str>,
    ) -> Result<HttpResponse, Error> {
        let nonce = Nonce::random();
        let html = self.draw(status, template, view, &nonce, seen)?;
        let policy = headers::content_security_policy(Some(&nonce), self.app.is_https());
        let mut response = HttpResponse::build(status);
        response.content_type("text/html; charset=utf-8").insert_header((CONTENT_SECURITY_POLICY, policy));
        if self.is_new_form_secret {
            response.cookie(Jar::Form.write(&self.form_secret, self.app.is_https()));
        }
        Ok(response.body(html))
    }

    /// A page that was just drawn from the same frame and data, at the same address, is not drawn again.
    /// What somebody typed is not kept, nor a form token that is as new as its cookie.
    fn draw(
        &self,
        status: StatusCode,
        template: &str,
        mut view: View<'_, impl Serialize>,
        nonce: &Nonce,
        seen: Option<&str>,
    ) -> Result<String, Error> {
        let is_kept = status == StatusCode::OK && !self.is_new_form_secret;
        let key = if is_kept { serde_json::to_vec(&(template, &self.path, &view)).ok() } else { None };
        view.frame.nonce = Some(nonce.0.clone());
        if let (Some(live), Some(seen)) = (&mut view.frame.live, seen) {
            live.stream = paths::live_since(&live.stream, seen);
        }
        let marks: Vec<&str> = [nonce.0.as_str()].into_iter().chain(seen).collect();
        Ok(match key {
            Some(key) => self.app.templates.kept_html(template, key, &marks, &view)?,
            None => self.app.templates.html(template, &view)?,
        })
    }
}
