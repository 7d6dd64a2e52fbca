//! Every page in one table, with who may open it. The table is also what the tests walk, so a
//! route without a line here does not exist.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::from_fn;
use actix_web::{App as ActixApp, guard, web};

use crate::api;
use crate::app::App;
use crate::web::{
    account, address_changes, assets, confirm_password, demo_mail, domus, finish, fleet_import, health, home,
    hosts, invitations, issues, language, live, members, migrations, networks, outbox, password_resets,
    plans, sign_in, sites, status, unsubscribe,
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
                let route = answering(Method::$method, $path).to($handler);
                match resources.iter().position(|(path, _)| *path == $path) {
                    Some(at) => {
                        let (path, resource) = resources.remove(at);
                        resources.insert(at, (path, resource.route(route)));
                    }
                    None => resources.push(($path, web::resource($path).route(route))),
                }
            )+
            // An exact path is compared, a pattern costs a regular expression, and they are tried in turn.
            resources.sort_by_key(|(path, _)| path.contains('{'));
            for (_, resource) in resources {
                config.service(resource.default_service(web::to(finish::method_not_allowed)));
            }
        }
    };
}

/// What may be got may be asked after, as monitors do (RFC 9110 §9.1): without its body. A stream has no
/// end that such an answer could wait for.
fn answering(method: Method, path: &str) -> actix_web::Route {
    if method != Method::GET || path.starts_with("/live/") {
        return web::method(method);
    }
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}

routes! {
    GET  "/language/{locale}"        Anybody language::choose;
    GET  "/sign-in"                  Anybody sign_in::new;
    POST "/sign-in"                  Anybody sign_in::create;
    POST "/sign-out"                 Anybody sign_in::destroy;
    GET  "/home"                     Member home::show::show;
    GET  "/live/status"              Anybody live::status::show;
    GET  "/live/home"                Member live::home::show;
    GET  "/live/migrations/{number}" Member live::migration::show;
    GET  "/migrations"               Member migrations::index::index;
    POST "/migrations"               Core   migrations::new::create;
    GET  "/migrations/new"           Core   migrations::new::new;
    GET  "/migrations/{number}"      Member migrations::show::show;
    GET  "/migrations/{number}/traffic.svg"   Member migrations::traffic::svg;
    GET  "/migrations/{number}/traffic.png"   Member migrations::traffic::png;
    GET  "/migrations/{number}/schedule"      Core migrations::schedule::new;
    POST "/migrations/{number}/schedule"      Core migrations::schedule::create;
    GET  "/migrations/{number}/window"        Member migrations::window::show;
    POST "/migrations/{number}/window"        Member migrations::window::create;
    POST "/migrations/{number}/hold"          Member migrations::hold::create;
    POST "/migrations/{number}/hold-withdrawal" Member migrations::hold_withdrawal::create;
    GET  "/migrations/{number}/hold-answer"   Core migrations::hold_answer::new;
    POST "/migrations/{number}/hold-answer"   Core migrations::hold_answer::create;
    POST "/migrations/{number}/now"           Member migrations::now::create;
    GET  "/migrations/{number}/now-answer"    Core migrations::now_answer::new;
    POST "/migrations/{number}/now-answer"    Core migrations::now_answer::create;
    GET  "/migrations/{number}/cancellation"  Core migrations::cancellation::new;
    POST "/migrations/{number}/cancellation"  Core migrations::cancellation::create;
    POST "/migrations/{number}/operator"      Core migrations::operator::create;
    POST "/migrations/{number}/confirmation"  Member migrations::confirmation::create;
    POST "/migrations/{number}/thanks"        Member migrations::thanks::create;
    POST "/migrations/{number}/attempts/{n}/diary" Core migrations::diary::create;
    GET  "/confirmations/{token}"    Token  migrations::confirmation_by_mail::show;
    POST "/confirmations/{token}"    Token  migrations::confirmation_by_mail::create;
    GET  "/migrations/{number}/preflight"       Core migrations::preflight::show;
    POST "/migrations/{number}/preflight"       Core migrations::preflight::create;
    POST "/migrations/{number}/preflight/paste" Core migrations::preflight::paste;
    POST "/migrations/{number}/preflight/tick"  Core migrations::preflight::tick;
    POST "/migrations/{number}/preflight/trial" Core migrations::preflight::trial;
    GET  "/migrations/{number}/attempt"       Core migrations::attempt::show;
    POST "/migrations/{number}/attempt"       Core migrations::attempt::create;
    POST "/migrations/{number}/attempt/step"  Core migrations::attempt::update;
    POST "/migrations/{number}/attempt/note"  Core migrations::attempt::note;
    GET  "/migrations/{number}/attempt/abort" Core migrations::abort::new;
    POST "/migrations/{number}/attempt/abort" Core migrations::abort::create;
    POST "/migrations/{number}/attempt/retries"    Core migrations::retries::create;
    POST "/migrations/{number}/attempt/copy-hold"  Core migrations::copy_hold::create;
    GET  "/migrations/{number}/attempt/reversal"   Core migrations::reversal::new;
    POST "/migrations/{number}/attempt/reversal"   Core migrations::reversal::create;
    GET  "/migrations/{number}/attempt/lost-track" Core migrations::lost_track::new;
    POST "/migrations/{number}/attempt/lost-track" Core migrations::lost_track::create;
    GET  "/migrations/{number}/attestations"  Core migrations::attestations::index;
    POST "/migrations/{number}/attestations"  Core migrations::attestations::create;
    GET  "/plans"                    Core   plans::index::index;
    POST "/plans"                    Core   plans::index::create;
    GET  "/plans/evacuation"         Core   plans::evacuation::new;
    POST "/plans/evacuation"         Core   plans::evacuation::create;
    GET  "/plans/{number}"           Core   plans::show::show;
    POST "/plans/{number}/pause"     Core   plans::pauses::create;
    POST "/plans/{number}/resumption" Core  plans::pauses::destroy;
    GET  "/runbook"                  Core   migrations::runbook::index;
    GET  "/runbook/{step}/{side}"    Core   migrations::runbook::edit;
    POST "/runbook/{step}/{side}"    Core   migrations::runbook::update;
    GET  "/hosts"                    Core   hosts::index::index;
    POST "/hosts"                    Core   hosts::edit::create;
    GET  "/hosts/new"                Core   hosts::edit::new;
    GET  "/hosts/{name}"             Core   hosts::show::show;
    GET  "/hosts/{name}/traffic.svg" Core   hosts::traffic::svg;
    GET  "/hosts/{name}/traffic.png" Core   hosts::traffic::png;
    POST "/hosts/{name}/limits-change" Core hosts::limits_change::create;
    POST "/hosts/{name}/draining"    Core   hosts::draining::create;
    POST "/hosts/{name}/draining/end" Core  hosts::draining::destroy;
    POST "/hosts/{name}"             Core   hosts::edit::update;
    GET  "/hosts/{name}/edit"        Core   hosts::edit::edit;
    POST "/hosts/{name}/tokens"      Core   hosts::tokens::create;
    POST "/hosts/{name}/tokens/{id}/revocation" Core hosts::tokens::revoke;
    GET  "/sites"                    Core   sites::index::index;
    POST "/sites"                    Core   sites::edit::create;
    GET  "/sites/new"                Core   sites::edit::new;
    POST "/sites/{code}"             Core   sites::edit::update;
    GET  "/sites/{code}/edit"        Core   sites::edit::edit;
    POST "/interconnects"            Core   sites::interconnects::create;
    GET  "/interconnects/new"        Core   sites::interconnects::new;
    POST "/interconnects/{id}"       Core   sites::interconnects::update;
    GET  "/interconnects/{id}/edit"  Core   sites::interconnects::edit;
    POST "/interconnects/{id}/removal"  Core sites::interconnects::destroy;
    GET  "/networks"                 Core   networks::index::index;
    POST "/networks"                 Core   networks::edit::create;
    GET  "/networks/new"             Core   networks::edit::new;
    GET  "/networks/{id}"            Core   networks::show::show;
    POST "/networks/{id}"            Core   networks::edit::update;
    GET  "/networks/{id}/edit"       Core   networks::edit::edit;
    POST "/networks/{id}/removal"    Core   networks::edit::destroy;
    GET  "/domus"                    Core   domus::index::index;
    POST "/domus"                    Core   domus::new::create;
    GET  "/domus/new"                Core   domus::new::new;
    GET  "/domus/{name}"             Member domus::show::show;
    POST "/domus/{name}"             Core   domus::edit::update;
    GET  "/domus/{name}/edit"        Core   domus::edit::edit;
    GET  "/domus/{name}/history"     Member domus::history::index;
    POST "/domus/{name}/people"      Core   domus::people::create;
    POST "/domus/{name}/people/{id}/removal"    Core domus::people::destroy;
    POST "/domus/{name}/addresses"   Core   domus::addresses::create;
    POST "/domus/{name}/addresses/removal"      Core domus::addresses::destroy;
    POST "/domus/{name}/disks"       Core   domus::disks::create;
    GET  "/domus/{name}/disks/{id}"  Core   domus::disks::edit;
    POST "/domus/{name}/disks/{id}"  Core   domus::disks::update;
    POST "/domus/{name}/disks/{id}/removal"     Core domus::disks::destroy;
    POST "/domus/{name}/preferences" Member domus::preferences::update;
    POST "/domus/{name}/names"       Member domus::names::create;
    POST "/domus/{name}/names/removal"          Member domus::names::destroy;
    POST "/domus/{name}/names/look"  Member domus::names::look;
    POST "/domus/{name}/services"    Member domus::services::create;
    GET  "/domus/{name}/services/new"           Member domus::services::new;
    GET  "/domus/{name}/services/{id}"          Member domus::services::edit;
    POST "/domus/{name}/services/{id}"          Member domus::services::update;
    POST "/domus/{name}/services/{id}/removal"  Member domus::services::destroy;
    GET  "/fleet-import"             Core   fleet_import::new;
    POST "/fleet-import"             Core   fleet_import::create;
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
    POST "/account/address"          Member address_changes::create;
    POST "/account/password"         Member account::change_password;
    POST "/account/sessions"         Member account::sign_out_others;
    GET  "/address/{token}"          Token address_changes::show;
    POST "/address/{token}"          Token address_changes::update;
    GET  "/members"                  Core members::index::index;
    GET  "/members.csv"              Core members::index::file;
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

    GET  "/"                             Anybody status::index::show;
    POST "/status"                       Core   status::new::create;
    GET  "/status/new"                   Core   status::new::new;
    GET  "/status/{number}"              Anybody status::show::show;
    POST "/status/{number}/updates"      Core   status::updates::create;

    GET  "/issues"                       Member issues::index::index;
    POST "/issues"                       Member issues::new::create;
    GET  "/issues/new"                   Member issues::new::new;
    GET  "/issues/{number}"              Member issues::show::show;
    POST "/issues/{number}/replies"      Member issues::replies::create;
    POST "/issues/{number}/notes"        Core   issues::replies::create_note;
    POST "/issues/{number}/state"        Core   issues::changes::state;
    POST "/issues/{number}/assignment"   Core   issues::changes::assignment;
    POST "/issues/{number}/migration"    Core   issues::changes::migration;
    POST "/issues/{number}/fix"          Member issues::changes::fixed;
    POST "/issues/{number}/reopening"    Member issues::changes::reopened;
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
        .configure(api::configure)
        .default_service(web::to(finish::not_found))
        .wrap(from_fn(finish::finish))
}
