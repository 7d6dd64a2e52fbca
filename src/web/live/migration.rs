//! `/live/migrations/M-142`: the stream of a migration's page.

use actix_web::{HttpResponse, web};

use crate::live::Hint;
use crate::web::graph::Asked;
use crate::web::live::own_page;
use crate::web::live::seen::Since;
use crate::web::migrations::show;
use crate::web::number::id;
use crate::web::{CurrentMember, Error};

pub async fn show(
    who: CurrentMember,
    number: web::Path<String>,
    asked: web::Query<Asked>,
    since: web::Query<Since>,
) -> Result<HttpResponse, Error> {
    let (number, day) = (id(&number)?, asked.day(&who)?);
    let first = vec![Hint::Everything, show::progress(number), who.member().id.into()];
    let page = async move |who: &CurrentMember| show::sight(who, number, day).await;
    own_page::stream(who, &since.seen, first, page).await
}
