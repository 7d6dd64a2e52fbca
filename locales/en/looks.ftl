# What was seen of a domU from outside: its names and its services.
fleet-name-shape = That can’t be a name in DNS. Write it without https:// and without a path: higgs.example.org.
fleet-name-twice = This name is in the list already.
fleet-name-too-many = Fifty names are enough to check. Remove one first.

names-head = Names that live here
names-caption = Names and where they point
names-name = Name
names-points-to = Points to
names-afterwards = After the move
names-should-be = Should be
names-check = Check
names-alias-of = kept at { $name }
names-nothing = nothing
names-remembered = remembered for
names-as-it-is = as it is
names-take-out = take it out, nothing takes its place
names-ttl-hint = Set the TTL of these records to 300 seconds the day before, so that the new address is known soon after the move. What we see is how long the resolver that we ask still remembers them.
names-unseen = Not looked at yet:
names-reverse = The names of the addresses (reverse DNS)
names-its-name = Its name
names-looked-at = Last looked at
names-never-looked = Nobody has looked yet.
names-due = We look again in a moment: load this page again.
names-look-again = Check again now
names-listed = The list of names
names-edit = Change the list
names-add = Add a name
names-add-hint = A name that leads to this domU: www.example.org. The host names of what lives on it are checked already.
names-add-button = Add it
names-zone = New DNS records
names-left = { $n ->
    [one] One thing left for you: change one DNS record
   *[other] Left for you: change { $n } DNS records
}
names-left-text = Change them where you manage your DNS.
names-left-until = The old address answers until
names-left-more = Where each name points now

names-right = Right
names-right-for-now = Right until the move
names-lower-ttl = Lower the TTL
names-too-early = New address already
names-both = Both addresses
names-old-address = Old address
names-settling = Settling
names-elsewhere = Elsewhere
names-none = No record
names-unknown = Unknown
names-reverse-left = Still named
names-reverse-other = Another name
names-reverse-to-come = Not set yet
names-why-timed_out = the resolver did not answer in time
names-why-server_failure = the name servers of this name failed
names-why-refused = the resolver does not answer us
names-why-unreachable = nothing listens where the resolver should be
names-why-not_recursive = the resolver knows only its own names
names-why-nonsense = the resolver’s answer made no sense
names-why-no_name = this can be no name

survey-head = Did it survive the move?
survey-same-checks = The same checks, before and after
survey-caption = What answered before and after
survey-service = Service
survey-before = Before
survey-after = After
survey-answers = Answers
survey-changed = Answers
survey-worse = Answers worse
survey-lost = Answers no more
survey-silent = No answer
survey-still-silent = No answer, as before
survey-not-looked = not looked at
survey-lost-head = { $n ->
    [one] One service on { $domu } answered before and does not any more
   *[other] { $n } services on { $domu } answered before and do not any more
}
survey-lost-text = See which
survey-change-certificate = another certificate
survey-change-host-key = another host key
survey-change-status = another status
survey-change-banner = another greeting
survey-change-starttls = STARTTLS came or went
survey-web = status { $status }
survey-web-distrusted = status { $status }, with a certificate that browsers refuse
survey-why-refused = nothing listens there
survey-why-timed-out = silence
survey-why-reset = it hung up
survey-why-unreachable = no way to it
survey-why-not-allowed = not in the club’s networks, so we do not look
survey-why-nonsense = it said something else: { $said }

operate-look-not-yet = We have not yet seen what answers on { $domu }. It takes a few seconds: load this page again before you shut it down.
operate-look-nothing = Nothing that { $domu } serves is listed, so nothing was looked at. Looked at
operate-look-seen = We have seen what answers on { $domu } before it is shut down, at

stranded-head = Your mail is read on { $domu }, which moves
stranded-text = While it moves, our mails can’t reach you. Give us a second address, and we write to both.
stranded-link = Give a second address
stranded-core-head = { $who } would not get our mails during the move
stranded-core-text = Every address that we have is read on { $domu } itself. Ask for a second one, or call.
