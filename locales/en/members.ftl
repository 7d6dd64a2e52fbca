# Members: signing in, passwords, invitations, roles, the account page.
sign-in-wrong = Check the address and the password: they don’t belong together.
sign-in-too-many = Too many tries. Try again in { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
}.
sign-in-too-many-for-seconds = Too many tries. Try again in { $seconds ->
    [one] a second
   *[other] { $seconds } seconds
}.
sign-in-reset-first = Too many wrong passwords in a row. Ask for a new one by mail: that opens the account again.
sign-in-busy = Too many people are signing in right now. Try again in a few seconds.

password-too-short = Use at least { $least } characters. A sentence that only you know is easy to remember.
password-too-long = Use at most { $most } characters.
password-too-common = This is among the first that anybody would try. A sentence that only you know is better.
password-from-here = This is made of names from around the club, which a neighbour would try first.
password-not-repeated = The two passwords differ.

invite-not-allowed = Only an administrator invites people into the core team.
invite-address-taken = This address belongs to a member already.
invite-not-invited = Nobody is waiting for this invitation any more.
invite-failed = We could not save this. Try again.
member-name-length = A name has between 1 and 100 characters.
email-not-an-address = This does not look like an email address.
email-not-plain = Mail can’t be built for letters such as ü or é before the @. Use an address that is plain there.
email-is-literal = Mail can’t be built for an address in brackets. Name a domain behind the @, such as club.example.

standing-not-allowed = Only an administrator decides this.
standing-last-admin = This is the last administrator. Make somebody else one first.
standing-not-now-invited = They have not accepted their invitation yet.
standing-not-now-active = They can sign in already.
standing-not-now-suspended = They are suspended. Reinstate them first.
standing-not-now-left = They have left the club.

account-address-is-first = This is the address you sign in with. A second one helps when the first does not work.
account-address-too-often = We wrote to several new addresses of yours already. Try again in an hour.
account-not-saved = We could not save this. Try again.
account-password-same = This is the password you have. Choose another one.

locale-en = English
locale-nl = Nederlands
role-member = Member
role-core = Core team
role-admin = Administrator
member-state-invited = Invited
member-state-active = Active
member-state-suspended = Suspended
member-state-left = Left
member-state-invitation-over = Invitation over
invitation-state-owed = Its mail is on its way
invitation-state-kept = Its mail waits
invitation-state-sent = Sent
invitation-state-failed = Its mail did not arrive
invitation-state-opened = Opened
invitation-state-expired = Expired
invitation-state-accepted = Accepted
invitation-state-withdrawn = Withdrawn

member-name = Name
member-locale = Language
member-zone = Time zone
member-zone-hint = We show and write times in this zone, with UTC beside it.
member-facts = Who they are
member-email = Signs in with
member-second = Second address
member-joined = Came in
member-not-joined = not yet
member-reads = { $locale ->
    [nl] Nederlands
   *[en] English
}, times in { $zone }
member-sessions = Signed in
member-sessions-count = { $count ->
    [0] nowhere
    [one] in one browser
   *[other] in { $count } browsers
}
member-invitation = Invitation

password-new = New password
password-again = The same once more
password-hint = 15 characters or more, whatever you like. Spaces count too.

sign-in-done-joined = Your account is ready. Sign in with your address and your new password.
sign-in-done-reset = Your new password is kept, and whoever was signed in is signed out. Sign in with it.

invitation-title = Welcome to { $club }
invitation-lede = You will sign in as { $email }. Say who you are and choose a password.
invitation-button = Come in
invitation-gone-title = This invitation doesn’t work any more
invitation-gone-text = An invitation works once, within three days. Ask the core team to send it again.
invitation-made-at = Invited
invitation-mail = The mail
invitation-mail-kept = No mail server is set, so it waits.
invitation-mail-link = See it in the outbox
invitation-opened-at = Opened
invitation-until = Works until
invitation-resend = Send it again
invitation-withdraw = Withdraw it

reset-title = A new password
reset-lede = Tell us the address with which you sign in, and we mail you a link.
reset-button = Mail me a link
reset-back = Back to signing in
reset-sent-title = Look in your mail
reset-sent-text = If the address belongs to a member, a link is on its way. It works once, within the hour.
reset-sent-none = Nothing there after a few minutes? Look at your spam, or whether it was another address.
reset-choose-title = Choose a new password
reset-choose-lede = Whoever is signed in with the old one is signed out.
reset-choose-button = Keep this password
reset-gone-title = This link doesn’t work any more
reset-gone-text = A link works once, within the hour. Ask for a new one.

address-title = Is this address yours?
address-lede-first = From now on you sign in with { $address }, and our mail goes there.
address-lede-second = From now on mail about your domUs and your account also goes to { $address }.
address-button = Yes, use it
address-done-title = This address counts now
address-done-text = We told your other addresses.
address-done-account = Your account
address-gone-title = This link doesn’t work any more
address-gone-text = A link works once, within a day. Ask for a new one on the page of your account.

confirm-title = Is it still you?
confirm-lede = This touches somebody’s account, so we ask your password again. It counts for 15 minutes.
confirm-button = Go on
confirm-back = Back without changing anything

account-page = Your account
account-title = Your account is in order, { $name }
account-title-refused = Nothing is changed yet
account-since = Member since
account-owner = looks after
account-on-page = On this page
account-you = You
account-mail = Mail
account-signing-in = Signing in
account-first-address = You sign in with { $email }.
account-first-change = Change it
account-address = Change your address
account-address-lede = You sign in with { $email }. Another one counts once you open the link that we mail there, and we tell the old one.
account-address-new = New address
account-address-button = Mail me a link
account-address-waits = We wrote to { $address }. It counts once you open the link there, within a day.
account-moving = When your domUs move
account-wishes = What we should know
account-wishes-hint = For example “not on weekday mornings” or “call me first”. Whoever plans a move reads it.
account-second = Second address
account-second-hint = For when the first one lives on a domU that is down. Mail about your domUs and your account goes to both.
account-what-we-write = What we write to you
account-mail-moves = Moves of your own domUs, and answers to your reports
account-mail-security = Changes of your account
account-mail-always = can’t be switched off
account-mail-status = Status updates
account-save = Save
account-where = Where you are signed in
account-browser = Browser
account-browser-on = { $browser } on { $system }
account-browser-unknown = A browser that says nothing of itself
account-this-one = this one
account-session-since = Since
account-last-seen = Last seen
account-now = now
account-sign-out-others = { $count ->
    [one] Sign out the other one
   *[other] Sign out the { $count } others
}
account-password = Change your password
account-password-lede = It signs you out everywhere else, and we mail you that it was changed.
account-present = Present password
account-present-wrong = This is not your present password.
account-password-button = Change the password
account-done-saved = Saved.
account-done-address = Look in the mail of your new address: it counts once you open the link there.
account-done-password = Your password is changed, and every other browser is signed out.
account-done-others = The other browsers are signed out.

members-title = Members
members-caption = Members and their domUs
members-lede = { $members ->
    [one] One member
    [1001] More than 1,000 members
   *[other] { $members } members
}, { $domus ->
    [0] no domUs
    [one] one domU
   *[other] { $domus } domUs
}.
# The first place, and each that follows it behind a comma: 22 live in DC1, 12 in DC2.
members-live-in = { $domus ->
    [one] One lives in { $site }
   *[other] { $domus } live in { $site }
}
members-and-in = { $domus ->
    [one] one in { $site }
   *[other] { $domus } in { $site }
}
members-add = Invite a member
members-search = Search
members-search-hint = Member, domU or address
members-lives-in = Lives in
members-anywhere = Anywhere
members-role = Role
members-any-role = Any role
members-state = State
members-account = Account
members-any-state = Any state
members-member = Member
members-domus = DomUs
members-no-domu = no domU
members-and-more = and { $n } more
members-csv = Download as CSV
members-csv-disk = Disk in bytes
members-csv-moves-at = Moves at
members-found = { $count ->
    [one] One member, by name
   *[other] { $count } members, by name
}
members-found-many = More than 1,000 members, by name
members-pages = Pages
members-next = Next
members-nobody = Nobody home
members-nobody-for = Nobody home for “{ $search }”
members-nobody-text = No member, domU or address matches.
members-did-you-mean = Did you mean
members-show-all = Show all members
members-invite-title = Invite a member
members-invite-lede = They get a mail with a link that works once, for three days. They choose their own password.
members-invite-name-hint = They can change it when they come in.
members-role-hint = The core team schedules moves and answers reports. An administrator also decides who belongs to it.
members-invite-button = Send the invitation

standing-title = What they may do
standing-lede = Every change signs them out everywhere, so that it counts at once.
standing-role-button = Change the role
standing-end-sessions = { $count ->
    [one] Sign them out of one browser
   *[other] Sign them out of { $count } browsers
}
standing-suspend = Keep { $name } out
standing-reinstate = Let { $name } in again

trail-title = What happened to this account
trail-empty = Nothing yet.
trail-by = by { $name }
trail-by-member = by a member
trail-by-host = by a host
trail-by-command = at the server’s command line
trail-by-clock = by the clock
trail-by-nobody = by somebody who wasn’t signed in
trail-member-invited = Invited
trail-member-invited-again = Invited again
trail-member-invitation-withdrawn = Invitation withdrawn
trail-member-joined = Came in
trail-member-profile-changed = Profile changed
trail-member-role-changed = Role changed
trail-member-suspended = Suspended
trail-member-reinstated = Reinstated
trail-member-sessions-ended = Signed out everywhere
trail-session-started = Signed in
trail-session-refused = A sign-in was refused
trail-session-confirmed = Password confirmed
trail-session-others-ended = Signed out elsewhere
trail-address-asked = Another address was asked for
trail-address-changed = Address changed
trail-password-reset-asked = A new password was asked for
trail-password-reset = Password chosen anew by mail
trail-password-changed = Password changed
