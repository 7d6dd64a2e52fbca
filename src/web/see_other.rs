//! Where a browser goes on to, which is never elsewhere.

use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;

/// 303 to a path of our own.
pub fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, path)).finish()
}

/// A path on this portal to go back to, as it came in a form or an address; anything that could
/// lead elsewhere becomes `otherwise`.
pub fn own_path<'a>(given: &'a str, otherwise: &'a str) -> &'a str {
    let is_own = given.starts_with('/')
        && !given.starts_with("//")
        && given.len() <= 2048
        && given.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_own { given } else { otherwise }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn a_way_back_never_leads_elsewhere() {
        assert_eq!(own_path("/domus/higgs?x=1", "/home"), "/domus/higgs?x=1");
        for elsewhere in
            ["//e", "/\\e", "https:e", "https://e", "javascript:1", "/\t/e", "", "e", "/ e", "/%0d\n"]
        {
            assert_eq!(own_path(elsewhere, "/home"), "/home", "{elsewhere:?}");
        }
    }
}
