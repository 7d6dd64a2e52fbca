//! What became of a service between two looks, one from before a move and one from after it.

use serde::{Deserialize, Serialize};

use super::outcome::{Facts, Outcome};

/// What became of a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "comparison", rename_all = "snake_case")]
pub enum Comparison {
    Same,
    /// It answers both times, not alike. `worse` if visitors will notice: an error where there was
    /// none, a certificate that browsers refuse, another host key (a copied domU keeps its own).
    Changed {
        what: Vec<Change>,
        worse: bool,
    },
    /// It answered before and does not now: shown in red, and in the mail.
    Lost,
    Gained,
    StillSilent,
    /// One of the two looks did not take place.
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    Certificate,
    HostKey,
    Status,
    Banner,
    Starttls,
}

/// What became of one service on one address.
pub fn compare(before: &Outcome, after: &Outcome) -> Comparison {
    match (before, after) {
        (Outcome::NotAllowed | Outcome::NotLooked { .. }, _)
        | (_, Outcome::NotAllowed | Outcome::NotLooked { .. }) => Comparison::Unknown,
        (Outcome::Answered { facts: before }, Outcome::Answered { facts: after }) => facts(before, after),
        (Outcome::Answered { .. }, _) => Comparison::Lost,
        (_, Outcome::Answered { .. }) => Comparison::Gained,
        _ => Comparison::StillSilent,
    }
}

fn facts(before: &Facts, after: &Facts) -> Comparison {
    let changes: Vec<Option<(Change, bool)>> = match (before, after) {
        (Facts::Tcp, Facts::Tcp) => Vec::new(),
        (
            Facts::Https { status: status_before, certificate: before },
            Facts::Https { status: status_after, certificate: after },
        ) => {
            let worse_status = status_after / 100 > (status_before / 100).max(3);
            let worse_certificate = before.problems.is_empty() && !after.problems.is_empty();
            vec![
                unless(status_before == status_after, Change::Status, worse_status),
                unless(before == after, Change::Certificate, worse_certificate),
            ]
        }
        (
            Facts::Smtp { banner: banner_before, starttls: starttls_before, certificate: before },
            Facts::Smtp { banner: banner_after, starttls: starttls_after, certificate: after },
        ) => {
            let is_known = starttls_before.is_some() && starttls_after.is_some();
            let is_same = !is_known || starttls_before == starttls_after;
            let is_now_refused =
                |problems: bool| problems && before.as_ref().is_some_and(|c| c.problems.is_empty());
            let worse = is_now_refused(after.as_ref().is_some_and(|c| !c.problems.is_empty()));
            vec![
                unless(lasting(banner_before) == lasting(banner_after), Change::Banner, false),
                unless(is_same, Change::Starttls, *starttls_before == Some(true)),
                unless(before == after, Change::Certificate, worse),
            ]
        }
        (
            Facts::Ssh { banner: banner_before, host_key: before },
            Facts::Ssh { banner: banner_after, host_key: after },
        ) => {
            let is_known = before.is_some() && after.is_some();
            vec![
                unless(banner_before == banner_after, Change::Banner, false),
                unless(!is_known || before == after, Change::HostKey, true),
            ]
        }
        _ => return Comparison::Unknown,
    };
    let changes: Vec<(Change, bool)> = changes.into_iter().flatten().collect();
    if changes.is_empty() {
        return Comparison::Same;
    }
    let worse = changes.iter().any(|(_, worse)| *worse);
    Comparison::Changed { what: changes.into_iter().map(|(change, _)| change).collect(), worse }
}

fn unless(is_same: bool, change: Change, worse: bool) -> Option<(Change, bool)> {
    (!is_same).then_some((change, worse))
}

/// The name and the program; behind them Exim and Sendmail tell the time.
fn lasting(banner: &str) -> Vec<&str> {
    banner.split_whitespace().take(3).collect()
}

#[cfg(test)]
mod tests {
    use super::super::certificate::{Certificate, CertificateProblem};
    use super::super::outcome::HostKey;
    use super::*;

    fn web(status: u16, fingerprint: &str, problems: &[CertificateProblem]) -> Outcome {
        let certificate = Certificate {
            names: vec!["higgs.example.org".to_owned()],
            issuer: "CN=R11".to_owned(),
            not_before: None,
            not_after: None,
            fingerprint: fingerprint.to_owned(),
            problems: problems.to_vec(),
        };
        Outcome::Answered { facts: Facts::Https { status, certificate } }
    }

    fn mail(banner: &str, starttls: Option<bool>) -> Outcome {
        Outcome::Answered { facts: Facts::Smtp { banner: banner.to_owned(), starttls, certificate: None } }
    }

    fn ssh(banner: &str, fingerprint: Option<&str>) -> Outcome {
        let host_key = fingerprint.map(|fingerprint| HostKey {
            algorithm: "ssh-ed25519".to_owned(),
            fingerprint: fingerprint.to_owned(),
        });
        Outcome::Answered { facts: Facts::Ssh { banner: banner.to_owned(), host_key } }
    }

    fn changed(what: &[Change], worse: bool) -> Comparison {
        Comparison::Changed { what: what.to_vec(), worse }
    }

    #[test]
    fn what_answered_before_and_does_not_now_is_lost() {
        let tcp = || Outcome::Answered { facts: Facts::Tcp };
        let silent = [
            Outcome::Refused,
            Outcome::TimedOut,
            Outcome::Reset,
            Outcome::Unreachable,
            Outcome::ProtocolError { said: "no SMTP".to_owned() },
        ];
        for outcome in &silent {
            assert_eq!(compare(&tcp(), outcome), Comparison::Lost);
            assert_eq!(compare(outcome, &tcp()), Comparison::Gained);
            assert_eq!(compare(outcome, &Outcome::Refused), Comparison::StillSilent);
        }
        for not_looked in [Outcome::NotAllowed, Outcome::NotLooked { why: "no file handles".to_owned() }] {
            for other in silent.iter().chain([&tcp()]) {
                assert_eq!(compare(&not_looked, other), Comparison::Unknown);
                assert_eq!(compare(other, &not_looked), Comparison::Unknown);
            }
        }
        assert_eq!(compare(&tcp(), &tcp()), Comparison::Same);
        assert_eq!(compare(&tcp(), &ssh("SSH-2.0-x", None)), Comparison::Unknown);
    }

    #[test]
    fn what_changed_is_named_and_whether_visitors_notice() {
        use Change::*;
        let expired = [CertificateProblem::Expired];
        for (before, after, comparison) in [
            (web(200, "a", &[]), web(200, "a", &[]), Comparison::Same),
            (web(200, "a", &[]), web(301, "a", &[]), changed(&[Status], false)),
            (web(200, "a", &[]), web(404, "a", &[]), changed(&[Status], true)),
            (web(401, "a", &[]), web(403, "a", &[]), changed(&[Status], false)),
            (web(404, "a", &[]), web(502, "a", &[]), changed(&[Status], true)),
            (web(502, "a", &[]), web(200, "a", &[]), changed(&[Status], false)),
            (web(200, "a", &[]), web(200, "b", &[]), changed(&[Certificate], false)),
            (web(200, "a", &[]), web(200, "a", &expired), changed(&[Certificate], true)),
            (web(200, "a", &expired), web(500, "b", &expired), changed(&[Status, Certificate], true)),
            (ssh("SSH-2.0-x", Some("k")), ssh("SSH-2.0-x", Some("k")), Comparison::Same),
            (ssh("SSH-2.0-x", Some("k")), ssh("SSH-2.0-y", Some("l")), changed(&[Banner, HostKey], true)),
            (ssh("SSH-2.0-x", Some("k")), ssh("SSH-2.0-x", None), Comparison::Same),
            (mail("mx ESMTP Postfix", Some(true)), mail("mx ESMTP Postfix", None), Comparison::Same),
            (
                mail("mx ESMTP Postfix", Some(true)),
                mail("mx ESMTP Exim 4", Some(false)),
                changed(&[Banner, Starttls], true),
            ),
            (
                mail("mx ESMTP Exim 4.96 Thu, 22:01", Some(true)),
                mail("mx ESMTP Exim 4.96 Fri, 00:10", Some(true)),
                Comparison::Same,
            ),
        ] {
            assert_eq!(compare(&before, &after), comparison, "{before:?} {after:?}");
        }
    }

    #[test]
    fn what_is_kept_in_the_database_is_read_again() {
        for outcome in
            [web(200, "a", &[CertificateProblem::SelfSigned]), ssh("SSH-2.0-x", Some("k")), Outcome::TimedOut]
        {
            let kept = serde_json::to_value(&outcome).unwrap();
            assert_eq!(serde_json::from_value::<Outcome>(kept).unwrap(), outcome);
        }
        assert_eq!(serde_json::to_value(Outcome::TimedOut).unwrap()["outcome"], "timed_out");
        assert_eq!(serde_json::to_value(web(200, "a", &[])).unwrap()["facts"]["kind"], "https");
    }
}
