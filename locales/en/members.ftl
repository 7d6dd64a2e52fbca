# Members: signing in, passwords, invitations, roles, the account page.
sign-in-wrong = Check the address and the password: they don’t belong together.
sign-in-too-many = Too many tries. Try again in { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
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

standing-not-allowed = Only an administrator decides this.
standing-last-admin = This is the last administrator. Make somebody else one first.
standing-not-now-invited = They have not accepted their invitation yet.
standing-not-now-active = They can sign in already.
standing-not-now-suspended = They are suspended. Reinstate them first.
standing-not-now-left = They have left the club.

account-second-same = This is the address you sign in with. A second one helps when the first does not work.
account-not-saved = We could not save this. Try again.
