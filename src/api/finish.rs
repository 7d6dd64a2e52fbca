//! What stands around every request to the API: headers, and no page for a failure.

use actix_web::HttpResponse;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;

use super::Error;

/// The answer as it is; a failure that is not ours, such as of the framework, told as ours are.
/// There are no cookies here, so no foreign page can make a browser ask for anything.
pub async fn finish(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let response = next.call(request).await?.map_into_boxed_body();
    let is_told = response.response().error().is_none_or(|error| error.as_error::<Error>().is_some());
    if is_told {
        return Ok(response);
    }
    let (request, failed) = response.into_parts();
    let error = if failed.status().is_client_error() { Error::NotFound } else { Error::Internal };
    Ok(ServiceResponse::new(request, HttpResponse::from_error(error)))
}
