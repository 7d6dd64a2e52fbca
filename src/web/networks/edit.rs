//! A new network, changing one, removing one.

use actix_web::{HttpResponse, web};
use ipnet::IpNet;
use serde::Serialize;

use crate::db::ids::IpNetworkId;
use crate::fleet::edits::{
    NetworkError, NetworkInput, add_network, check_gateway, check_network, edit_network, remove_network,
};
use crate::fleet::ip_network::IpNetwork;
use crate::fleet::queries::{network, sites};
use crate::paths;
use crate::web::choice::Choice;
use crate::web::fleet_form::{address_if_any, checked, must_be_offered, parsed};
use crate::web::{CoreMember, Error, Form, FormErrors, FormView};
use crate::words::Sentence;

#[derive(Serialize)]
struct Page {
    form: FormView,
    action: String,
    back: String,
    /// None for a new one.
    cidr: Option<IpNet>,
    sites: Vec<Choice>,
}

pub async fn new(member: CoreMember) -> Result<HttpResponse, Error> {
    let page = page(&member, &Form::default(), FormErrors::default(), None).await?;
    member.render("networks/edit", "nav-hosts", &page)
}

pub async fn create(member: CoreMember, form: Form) -> Result<HttpResponse, Error> {
    let errors = match parse_new(&form) {
        Ok(input) => {
            match add_network(&mut *member.conn().await?, &member.actor(), &input, member.now).await {
                Ok(id) => return Ok(member.redirect(&paths::network(id))),
                Err(refusal) => told(refusal)?,
            }
        }
        Err(errors) => errors,
    };
    let page = page(&member, &form, errors, None).await?;
    member.refuse("networks/edit", "nav-hosts", &page)
}

pub async fn edit(member: CoreMember, id: web::Path<String>) -> Result<HttpResponse, Error> {
    let network = find(&member, &id).await?;
    let gateway = network.gateway.map(|net| net.addr().to_string()).unwrap_or_default();
    let form = Form::filled([("gateway", gateway), ("note", network.note.clone())]);
    let page = page(&member, &form, FormErrors::default(), Some(&network)).await?;
    member.render("networks/edit", "nav-hosts", &page)
}

pub async fn update(member: CoreMember, id: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let network = find(&member, &id).await?;
    let mut errors = FormErrors::default();
    let gateway = address_if_any(&form, "gateway", &mut errors);
    checked("gateway", check_gateway(network.cidr, gateway), &mut errors);
    let note = form.optional("note", 500, &mut errors);
    if errors.is_empty() {
        let conn = &mut *member.conn().await?;
        match edit_network(conn, &member.actor(), network.id, gateway, &note, member.now).await {
            Ok(()) => return Ok(member.redirect(&paths::network(network.id))),
            Err(refusal) => errors = told(refusal)?,
        }
    }
    let page = page(&member, &form, errors, Some(&network)).await?;
    member.refuse("networks/edit", "nav-hosts", &page)
}

pub async fn destroy(member: CoreMember, id: web::Path<String>, _: Form) -> Result<HttpResponse, Error> {
    let network = find(&member, &id).await?;
    match remove_network(&mut *member.conn().await?, &member.actor(), network.id, member.now).await {
        Ok(()) => Ok(member.redirect(paths::NETWORKS)),
        Err(NetworkError::Database(error)) => Err(error.into()),
        Err(refusal) => Err(Error::conflict(&refusal)),
    }
}

async fn find(member: &CoreMember, id: &str) -> Result<IpNetwork, Error> {
    let id: IpNetworkId = id.parse().map_err(|_| Error::NotFound)?;
    network(&*member.conn().await?, id).await?.ok_or(Error::NotFound)
}

async fn page(
    member: &CoreMember,
    form: &Form,
    mut errors: FormErrors,
    network: Option<&IpNetwork>,
) -> Result<Page, Error> {
    let sites = sites(&*member.conn().await?).await?;
    let sites: Vec<Choice> = sites.into_iter().map(|site| Choice::named(site.id, site.name)).collect();
    must_be_offered(form, "site", &sites, "fleet-no-site", &mut errors);
    let here = network.map(|network| paths::network(network.id));
    Ok(Page {
        form: form.view(&errors, &member.app.words, member.locale()),
        action: here.clone().unwrap_or_else(|| paths::NETWORKS.to_owned()),
        back: here.unwrap_or_else(|| paths::NETWORKS.to_owned()),
        cidr: network.map(|network| network.cidr),
        sites,
    })
}

fn parse_new(form: &Form) -> Result<NetworkInput, FormErrors> {
    let mut errors = FormErrors::default();
    let site_id = parsed(form, "site", "form-not-one-of", &mut errors);
    let cidr: Option<IpNet> = parsed(form, "cidr", "fleet-network-shape", &mut errors);
    let gateway = address_if_any(form, "gateway", &mut errors);
    if let Some(cidr) = cidr {
        checked("cidr", check_network(cidr), &mut errors);
        checked("gateway", check_gateway(cidr, gateway), &mut errors);
    }
    let note = form.optional("note", 500, &mut errors);
    let input = (|| Some(NetworkInput { site_id: site_id?, cidr: cidr?, gateway, note }))();
    errors.or(input)
}

/// The refusal beside its field, or a failure that is not the form's.
fn told(refusal: NetworkError) -> Result<FormErrors, Error> {
    let field = match refusal {
        NetworkError::NotFound => return Err(Error::NotFound),
        NetworkError::Database(error) => return Err(error.into()),
        NetworkError::NotTheBeginning(_) | NetworkError::Nobodys(..) | NetworkError::Overlaps(_) => "cidr",
        NetworkError::GatewayOutside | NetworkError::GatewayIsEnd(_) | NetworkError::GatewayHeld => "gateway",
        NetworkError::NoSite => "site",
        NetworkError::InUse => "",
    };
    Ok(FormErrors::of(field, refusal.sentence()))
}
