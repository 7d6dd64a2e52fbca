//! `/live/migrations/M-142`: the stream of a migration's page.

use actix_web::{HttpResponse, web};

use crate::live::Hint;
use crate::web::live::own_page;
use crate::web::live::seen::Since;
use crate::web::migrations::show;
use crate::web::number::id;
use crate::web::{CurrentMember, Error};

pub async fn show(
    who: CurrentMember,
    number: web::Path<String>,
    since: web::Query<Since>,
) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let first = vec![Hint::Everything, show::progress(number), who.member().id.into()];
    own_page::stream(who, &since.seen, first, async move |who: &CurrentMember| show::sight(who, number).await)
        .await
}
