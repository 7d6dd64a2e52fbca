//! `/live/home`: the stream of a home page.

use actix_web::{HttpResponse, web};

use crate::live::Hint;
use crate::web::home::show::{self, Query};
use crate::web::live::own_page;
use crate::web::live::seen::Since;
use crate::web::{CurrentMember, Error};

pub async fn show(
    who: CurrentMember,
    query: web::Query<Query>,
    since: web::Query<Since>,
) -> Result<HttpResponse, Error> {
    let first = vec![Hint::Everything, who.member().id.into()];
    let query = query.into_inner();
    own_page::stream(who, &since.seen, first, async move |who: &CurrentMember| show::sight(who, &query).await)
        .await
}
