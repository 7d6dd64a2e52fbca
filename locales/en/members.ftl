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
