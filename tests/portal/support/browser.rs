//! A browser without scripts: it keeps cookies, follows nothing by itself, and reads pages with a
//! real HTML parser.

use std::collections::BTreeMap;
use std::rc::Rc;

use actix_web::body::BoxBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::header::{CONTENT_TYPE, COOKIE, HeaderMap, LOCATION, SET_COOKIE};
use actix_web::http::{Method, StatusCode};
use actix_web::test::{self, TestRequest};
use actix_web::web;
use domovoi::app::App;
use domovoi::db::token::Token;
use domovoi::web::{build, csrf};
use futures_util::future::LocalBoxFuture;
use scraper::{Html, Selector};

use super::stream::Stream;

pub struct Browser {
    app: App,
    site: Option<Site>,
    cookies: BTreeMap<String, String>,
    pub address: &'static str,
}

/// The whole site, kept between requests, since building it takes longer than most pages.
type Site = Rc<dyn Fn(TestRequest) -> LocalBoxFuture<'static, ServiceResponse<BoxBody>>>;

/// An answer.
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Browser {
    pub fn new(app: App) -> Browser {
        Browser { app, site: None, cookies: BTreeMap::new(), address: "192.0.2.200:4000" }
    }

    pub fn signed_in(app: App, token: Token) -> Browser {
        let mut browser = Browser::new(app);
        browser.cookies.insert("sid".to_owned(), token.as_str().to_owned());
        browser
    }

    pub async fn get(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, &[], Vec::new()).await
    }

    /// Submits a form as a page of ours would, with its token.
    pub async fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let token = self.form_token();
        let mut all = vec![("csrf_token", token.as_str())];
        all.extend_from_slice(fields);
        self.post(path, &all).await
    }

    /// Submits exactly these fields.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let encode = |text: &str| domovoi::paths::segment(text);
        let pairs: Vec<_> =
            fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        self.post_bytes(path, pairs.join("&").into_bytes()).await
    }

    pub async fn post_bytes(&mut self, path: &str, body: Vec<u8>) -> Page {
        let headers =
            [("sec-fetch-site", "same-origin"), (CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded")];
        self.send(Method::POST, path, &headers, body).await
    }

    /// One request to the letter. Of an answer that goes on it reads what comes first.
    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Page {
        let response = self.ask(method, path, headers, body).await;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = if Stream::is_in(&headers) {
            Stream::of(response).first().await
        } else {
            test::read_body(response).await.to_vec()
        };
        Page { status, headers, body }
    }

    /// Opens a stream, which must be there.
    pub async fn listen(&mut self, path: &str) -> Stream {
        let response = self.ask(Method::GET, path, &[], Vec::new()).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert!(Stream::is_in(response.headers()), "{path}");
        Stream::of(response)
    }

    async fn ask(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> ServiceResponse<BoxBody> {
        let site = self.site().await;
        let mut request = TestRequest::default()
            .method(method)
            .uri(path)
            .peer_addr(self.address.parse().expect("an address"))
            .insert_header((COOKIE, self.cookie_header()));
        for (name, value) in headers {
            request = request.insert_header((*name, *value));
        }
        let response = site(request.set_payload(body)).await;
        let cookies: Vec<String> = response
            .headers()
            .get_all(SET_COOKIE)
            .filter_map(|value| value.to_str().ok().map(str::to_owned))
            .collect();
        cookies.iter().for_each(|cookie| self.keep(cookie));
        response
    }

    async fn site(&mut self) -> Site {
        if let Some(site) = &self.site {
            return site.clone();
        }
        let service = Rc::new(test::init_service(build(web::Data::new(self.app.clone()))).await);
        let site: Site = Rc::new(move |request| {
            let service = service.clone();
            Box::pin(async move {
                test::call_service(&*service, request.to_request()).await.map_into_boxed_body()
            })
        });
        self.site = Some(site.clone());
        site
    }

    /// The cookie's value, if the browser has it.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// What a page of ours would put into its forms for this browser.
    pub fn form_token(&mut self) -> String {
        let held =
            self.cookies.get("sid").or(self.cookies.get("form")).and_then(|value| Token::from_input(value));
        let secret = held.unwrap_or_else(|| {
            let fresh = Token::random();
            self.cookies.insert("form".to_owned(), fresh.as_str().to_owned());
            fresh
        });
        csrf::form_token(&secret)
    }

    fn cookie_header(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn keep(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
        let (name, value) = pair.split_once('=').expect("a cookie is a pair");
        if attributes.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}

impl Page {
    pub fn html(&self) -> String {
        String::from_utf8(self.body.clone()).expect("pages are UTF-8")
    }

    /// Whether the word stands anywhere, in attributes too, but for what is drawn by lot, the forms' token
    /// and the scripts' nonce, in which a short one like `M-2` turns up by chance.
    pub fn gives_away(&self, word: &str) -> bool {
        const DRAWN: [&str; 2] = ["name=\"csrf_token\" value=\"", "nonce=\""];
        DRAWN.iter().fold(self.html(), |html, opening| without_values(&html, opening)).contains(word)
    }

    /// Whether the text stands on the page, tags left out and blanks folded.
    pub fn says(&self, text: &str) -> bool {
        self.text().contains(text)
    }

    /// What a reader sees of `main`, blanks folded.
    pub fn text(&self) -> String {
        let document = Html::parse_document(&self.html());
        let main = Selector::parse("main").expect("a selector");
        let root = document.select(&main).next().unwrap_or_else(|| document.root_element());
        root.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The texts of all elements that match.
    pub fn all(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a selector");
        let fold = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        Html::parse_document(&self.html())
            .select(&selector)
            .map(|e| fold(e.text().collect::<Vec<_>>().join(" ")))
            .collect()
    }

    /// An attribute of the first element that matches.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let selector = Selector::parse(selector).expect("a selector");
        Html::parse_document(&self.html()).select(&selector).next()?.value().attr(name).map(str::to_owned)
    }

    /// Where it redirects to.
    pub fn location(&self) -> &str {
        self.headers.get(LOCATION).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    /// The error beside a field, empty if there is none.
    pub fn error_at(&self, field: &str) -> String {
        self.all(&format!("#{field}-e")).join(" ")
    }

    /// The page, which must be there.
    #[track_caller]
    pub fn ok(self) -> Page {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text());
        self
    }

    /// Asserts a redirect after a change, and says where it leads.
    #[track_caller]
    pub fn went_to(&self) -> String {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text());
        self.location().to_owned()
    }

    /// Asserts that the form came back with errors.
    #[track_caller]
    pub fn refused(self) -> Page {
        assert_eq!(self.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", self.text());
        self
    }

    /// Asserts that there is nothing here for this person.
    #[track_caller]
    pub fn missing(self) -> Page {
        assert_eq!(self.status, StatusCode::NOT_FOUND, "{}", self.text());
        self
    }
}

/// The page without what stands between each `opening` and the quote that ends its value.
fn without_values(html: &str, opening: &str) -> String {
    let mut parts = html.split(opening);
    let first = parts.next().unwrap_or_default();
    parts.filter_map(|part| part.split_once('"')).fold(first.to_owned(), |kept, (_, rest)| kept + rest)
}
