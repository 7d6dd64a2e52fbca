### What dom0s report, and the tokens that they report with.

host-reporter = What its dom0 reports
host-reporter-text = With a token, domovoi dom0 on { $host } reports copies, steps and traffic. It calls the portal; the portal never signs in to it.
host-tokens = Tokens
host-tokens-none = It has no token, so nothing is reported. Moves are run by hand.
host-token = Token
host-token-made-at = Made
host-token-used-at = Last used
host-token-never-used = Not yet
host-token-revoked = Revoked
host-token-revoke = Revoke
host-token-make = Make a token
host-token-made = A token for { $host }
host-token-once = It is shown this once. We keep no copy that anybody could read.
host-token-file = Put these lines into this file on { $host }, readable by root alone.
host-token-revoke-old = Has it an older token? Revoke that one once this one is in use.
host-token-back = Back to { $host }
host-token-too-many = It has { $most } tokens already. Revoke one first.
host-token-retired = The host is retired: nothing is left to report.
