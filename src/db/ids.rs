//! Typed keys, so that a member's id cannot be handed in where a host's is meant.

use std::fmt;
use std::str::FromStr;

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::BigInt;
use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident $prefix:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, AsExpression, FromSqlRow)]
        #[diesel(sql_type = BigInt)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl ToSql<BigInt, Pg> for $name {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
                <i64 as ToSql<BigInt, Pg>>::to_sql(&self.0, out)
            }
        }

        impl FromSql<BigInt, Pg> for $name {
            fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
                <i64 as FromSql<BigInt, Pg>>::from_sql(value).map($name)
            }
        }

        /// As people see it, in addresses and on pages.
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", $prefix, self.0)
            }
        }

        /// Only the one spelling that `Display` gives is accepted.
        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let digits = text.strip_prefix($prefix).ok_or(NotAnId)?;
                let is_plain = !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit());
                if !is_plain {
                    return Err(NotAnId);
                }
                digits.parse().map($name).map_err(|_| NotAnId)
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    };
}

/// The text is no id of the kind asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct NotAnId;

id!(/// A person of the club.
    MemberId "");
id!(SessionId "");
id!(InvitationId "");
id!(SiteId "");
id!(/// A dom0.
    HostId "");
id!(/// A secret with which a dom0 reports.
    HostTokenId "");
id!(InterconnectId "");
id!(IpNetworkId "");
id!(/// A member's virtual machine.
    DomuId "");
id!(DiskId "");
id!(DomuServiceId "");
id!(/// The planned move of one domU; people see `M-142`.
    MigrationId "M-");
id!(AttemptId "");
id!(/// Several migrations prepared together; people see `P-3`.
    PlanId "P-");
id!(StatusPostId "");
id!(/// A report of breakage; people see `I-37`.
    IssueId "I-");
id!(IssueMessageId "");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_only_as_it_is_written() {
        assert_eq!("M-142".parse(), Ok(MigrationId(142)));
        for wrong in ["142", "M-", "M-0142", "M-+1", "m-142", "M-99999999999999999999", "M-1 "] {
            assert_eq!(wrong.parse::<MigrationId>(), Err(NotAnId), "{wrong}");
        }
    }
}
