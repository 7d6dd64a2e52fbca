//! Every page in one table, with who may open it. The table is also what the tests walk, so a
//! route without a line here does not exist.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::from_fn;
use actix_web::{App as ActixApp, web};

use crate::app::App;
use crate::web::{
    account, assets, confirm_password, demo_mail, finish, health, invitations, members, outbox,
    password_resets, sign_in, unsubscribe,
};

/// Who may open a page. The handler's extractor is what enforces it; the tests compare the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Everybody.
    Anybody,
    /// Whoever has the secret in the address.
    Token,
    /// Members, each their own things.
    Member,
    /// The core team.
    Core,
    /// Administrators.
    Admin,
}

/// One line of the table.
#[derive(Debug, Clone)]
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub policy: Policy,
}

macro_rules! routes {
    ($($method:ident $path:literal $policy:ident $handler:path;)+) => {
        /// The table as data.
        pub fn table() -> Vec<Route> {
            vec![$(Route { method: Method::$method, path: $path, policy: Policy::$policy }),+]
        }

        fn configure(config: &mut web::ServiceConfig) {
            let mut resources: Vec<(&str, actix_web::Resource)> = Vec::new();
            $(
                let route = web::method(Method::$method).to($handler);
                match resources.iter().position(|(path, _)| *path == $path) {
                    Some(at) => {
                        let (path, resource) = resources.remove(at);
                        resources.insert(at, (path, resource.route(route)));
                    }
                    None => resources.push(($path, web::resource($path).route(route))),
                }
            )+
            for (_, resource) in resources {
                config.service(resource.default_service(web::to(finish::method_not_allowed)));
            }
        }
    };
}

routes! {
    GET  "/sign-in"                  Anybody sign_in::new;
    POST "/sign-in"                  Anybody sign_in::create;
    POST "/sign-out"                 Anybody sign_in::destroy;
    GET  "/healthz"                  Anybody health::alive;
    GET  "/readyz"                   Anybody health::ready;
    GET  "/confirm-password"         Member confirm_password::new;
    POST "/confirm-password"         Member confirm_password::create;
    GET  "/invitations/{token}"      Token invitations::show;
    POST "/invitations/{token}"      Token invitations::create;
    GET  "/password-reset"           Anybody password_resets::new;
    POST "/password-reset"           Anybody password_resets::create;
    GET  "/password-reset/{token}"   Token password_resets::edit;
    POST "/password-reset/{token}"   Token password_resets::update;
    GET  "/account"                  Member account::show;
    POST "/account"                  Member account::update;
    POST "/account/password"         Member account::change_password;
    POST "/account/sessions"         Member account::sign_out_others;
    GET  "/members"                  Core members::index::index;
    POST "/members"                  Core members::new::create;
    GET  "/members/new"              Core members::new::new;
    GET  "/members/{id}"             Core members::show::show;
    POST "/members/{id}/invitation"  Core members::invitation::create;
    POST "/members/{id}/invitation/withdrawal" Core members::invitation::destroy;
    POST "/members/{id}/role"        Admin members::standing::update_role;
    POST "/members/{id}/suspension"  Admin members::standing::suspend;
    POST "/members/{id}/reinstatement" Admin members::standing::reinstate;
    POST "/members/{id}/sessions"    Admin members::standing::end_sessions;
    GET  "/outbox"                   Core outbox::index;
    GET  "/outbox/{id}"              Core outbox::show;
    GET  "/outbox/{id}/html"         Core outbox::html;
    POST "/outbox/{id}/retry"        Core outbox::retry;
    GET  "/unsubscribe/{token}"      Token unsubscribe::show;
    POST "/unsubscribe/{token}"      Token unsubscribe::create;
    GET  "/demo/mail"                Anybody demo_mail::index;
    GET  "/demo/mail/{id}"           Anybody demo_mail::show;
    GET  "/demo/mail/{id}/html"      Anybody demo_mail::html;
    GET  "/assets/{hash}/{name:.*}"  Anybody assets::show;
}

/// The whole site, for one worker.
pub fn build(
    app: web::Data<App>,
) -> ActixApp<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    ActixApp::new()
        .app_data(app)
        .configure(configure)
        .default_service(web::to(finish::not_found))
        .wrap(from_fn(finish::finish))
}
