//! Forms about members: coming in, accounts, invitations.

use super::{Form, NAME, Spoilt};

const PERSON: &[Spoilt] = &[
    ("locale", "xx", "locale"),
    ("locale", "@none", "locale"),
    ("time_zone", "Mars/Olympus", "time_zone"),
    ("time_zone", "@none", "time_zone"),
];

const PASSWORD: &[Spoilt] = &[
    ("new_password", "short", "new_password"),
    ("new_password", "@none", "new_password"),
    ("new_password", "@long:129", "new_password"),
    ("new_password_again", "another", "new_password_again"),
];

pub const FORMS: &[Form] = &[
    ("/sign-in", &[&[("email", "@none", ""), ("password", "@none", ""), ("password", "@long:4000", "")]]),
    (
        "/password-reset",
        &[&[
            ("email", "", "email"),
            ("email", "@none", "email"),
            ("email", "not an address", "email"),
            ("email", "@long:300", "email"),
            ("email", "a\u{7}@club.example", "email"),
            ("email", "müller@bücher.example", "email"),
        ]],
    ),
    ("/invitations/{token}", &[NAME, PERSON, PASSWORD]),
    ("/password-reset/{token}", &[PASSWORD]),
    ("/confirm-password", &[&[("password", "wrong", "password"), ("password", "@none", "password")]]),
    (
        "/account",
        &[
            NAME,
            PERSON,
            &[
                ("second_email", "not an address", "second_email"),
                ("second_email", "@long:300", "second_email"),
                ("second_email", "müller@bücher.example", "second_email"),
                ("move_wishes", "@long:501", "move_wishes"),
                ("move_wishes", "a\u{8}b", "move_wishes"),
            ],
        ],
    ),
    (
        "/account/address",
        &[&[
            ("new_email", "not an address", "new_email"),
            ("new_email", "@none", "new_email"),
            ("new_email", "@long:300", "new_email"),
            ("new_email", "x@[127.0.0.1]", "new_email"),
            ("address_password", "@none", "address_password"),
        ]],
    ),
    ("/account/password", &[PASSWORD, &[("present_password", "@none", "present_password")]]),
    (
        "/members",
        &[
            NAME,
            &[
                ("email", "", "email"),
                ("email", "not an address", "email"),
                ("email", "fenna@club.example", "email"),
                ("email", "müller@bücher.example", "email"),
                ("email", "x@[127.0.0.1]", "email"),
                ("role", "king", "role"),
                ("role", "@none", "role"),
            ],
        ],
    ),
    ("/members/{id}/role", &[&[("role", "king", "role"), ("role", "@none", "role")]]),
];
