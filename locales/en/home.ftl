# The first page after signing in.
home-head-no-domus = Hello { $name }. No domU of yours is known here yet.
home-head-moving = { $domu } is on its way.
home-head-check = { $domu } has moved. Please see whether everything works.
home-head-returned = { $domu } is back at its old place, { $host }.
home-head-next = { $domu } moves on { $day }.
home-head-quiet = { $n ->
    [one] Your domU stays where it is. No move is planned.
   *[other] Your { $n } domUs stay where they are. No move is planned.
}
home-next-from-to = from { $source } to { $target }
home-next-check = Look at it, and say on its page whether everything works.
home-next-wait = You need to do nothing. You get a mail when it is up.
home-next-nothing-yet = You need to do nothing. You hear from us before we try again.
home-next-lower-ttl = Before that day, lower the TTL of its DNS records to 300 seconds. Its page says what changes.
home-follow = See what happens
home-lives-on = on { $host } in { $site }
home-as-of = as of
home-no-domus = When the core team has brought your domU in, you find it here.
home-more-moves = More moves of yours
home-my-reports = My open reports
home-no-reports = None. If something is broken, tell us, even if you’re not sure it’s us.
home-report = Report a problem
home-mails = What we mailed you
home-no-mails = Nothing yet.

home-core-head = { $name }: { $moves } { $needs }
home-core-quiet = Nothing moves right now.
home-core-one-moves = { $domu } is on its way.
home-core-many-move = { $n } domUs are on their way.
home-core-needs = { $n ->
    [0] Nothing needs you.
    [one] One thing needs someone.
   *[other] { $n } things need someone.
}
home-post-update = Post an update
home-begin-head = The house is empty. This is how it fills:
home-begin-site = Add a site, where hosts stand
home-begin-host = Add a host
home-begin-import = Import what xl list prints there
home-begin-invite = Invite the members
home-run-by = run by { $name }
home-window-ends = The window ends on
home-look-along = Look along
home-needs = Needs someone
home-needs-nobody = Nothing right now. Good.
home-pill-nobody = Nobody yet
home-pill-reports = New reports
home-pill-mail = Mail failed
home-need-overdue = { $domu } should be over: its window ended on { $at }.
home-need-nobody = Nobody runs { $domu } yet, and it begins soon.
home-need-returned = { $domu } came back. Book its next try, with the cause and the fix.
home-need-unclear = Nobody knows where { $domu } may run.
home-need-reports = { $n ->
    [one] One report waits for an answer.
   *[other] { $n } reports wait for an answer.
}
home-need-mail = { $n ->
    [one] One mail could not be delivered.
   *[other] { $n } mails could not be delivered.
}
home-look = Look at it
home-answer = Answer
home-see-mails = See the mails
home-moves = Moves to come
home-all-moves = All moves
home-no-moves = None is booked.
home-in-hand = In hand
home-nothing-in-hand = Nothing.
home-club = The houses
home-host-domus = { $n ->
    [one] one domU
   *[other] { $n } domUs
}
