# The pages about moves: list, one move, scheduling, running an attempt, the runbook.

# One move
move-attempts = { $n ->
    [one] first attempt
    [2] second attempt
    [3] third attempt
   *[other] attempt { $n }
}
move-attempt-ahead = { $n ->
    [2] second attempt to come
    [3] third attempt to come
   *[other] attempt { $n } to come
}
move-to = to
move-old-address = old:
move-overdue = Overdue
move-has-ended = This move of { $domu } has ended: nothing about it can be changed any more. Its page tells what became of it.
move-not-now = That is not possible as the move of { $domu } stands now. Its page says what is.
move-word-late = Word is late
move-turning-back = Turning back
move-down = down
move-down-since = Down since
move-since = since
move-as-of = as of
move-reload = Reload the page for news.
move-head-draft = may move to { $site }
move-head-announced = moves to { $site }. Its members choose when.
move-head-planned = moves to { $site } on { $day }
move-head-on_hold = waits with its move to { $site }
move-head-running = is moving to { $site }
move-head-turning-back = is on its way back to { $source }
move-head-returned = is back at its old place, { $source }
move-head-unclear = is being looked for: we are checking where it may run
move-head-verifying = has moved to { $site }
move-head-closed = has moved to { $site }
move-head-cancelled = stays where it is, on { $source }
move-lede-draft = Nobody has been told yet. If it is announced, it starts { $start }.
move-lede-announced = If nobody chooses another time, it shuts down { $start } and should be back { $expected } later.
move-lede-planned = It shuts down { $start } and should be back { $expected } later. If it isn’t back by { $end }, we start it at its old place.
move-lede-on_hold = It stays on { $source } until the core team has answered. The answer comes by mail; until then nothing happens.
move-lede-on_hold-answered = The core team has answered: it waits on, and stays on { $source } until they give it a new time. That comes by mail; until then nothing happens.
move-lede-running-up = We are getting ready. { $domu } is still up on { $source }.
move-lede-running-down = It went down { $down }. If something goes wrong before the hand-over, we start it at its old place.
move-lede-running-handed-over = It went down { $down } and starts at its new place, { $target }.
move-lede-running-left-off = It went down { $down } and is left off at its new place, { $target }: its member starts it.
move-lede-turning-back = The move was stopped before the hand-over, so { $source } has the true copy. Nothing is lost.
move-lede-reverting = We take it back from its new place, { $target }, and start it at its old one. What was written to it since it started there stays on the copy at { $target }.
move-lede-taken-back = We took it back. It is up again on { $source }, with its old addresses, since { $up }, after { $real } down. What was written to it at its new place is still on the copy there. You hear from us before we try again.
move-lede-found-at-source = Nobody knew where it ran until we had looked at both hosts. It is up on { $source }, with its old addresses, since { $up } at the latest. You hear from us before we try again.
move-lede-returned = It did not move. It is up again on { $source }, with its old addresses, since { $up }, after { $real } down. Nothing is lost. You hear from us before we try again.
move-lede-unclear = Nobody can say right now whether it runs on { $source }, on { $target } or on neither. Two of us look at both hosts before anything is started. You need to do nothing; please start nothing yourself.
move-lede-verifying = It has been up on { $target } since { $up }, after { $real } down. We keep the old copy { $grace }.
move-lede-verifying-off = It has been on { $target } since { $up }, after { $real } down. We left it off, as its member chose. We keep the old copy { $grace }.
move-lede-closed = It has been up on { $target } since { $up }, after { $real } down, and all is done.
move-lede-closed-off = It has been on { $target } since { $up }, after { $real } down. We left it off, as its member chose, and all is done.
move-lede-verifying-reported = It has been up on { $target } since { $up }, after { $real } down. A report about it is open: we keep the old copy until it is solved.
move-lede-verifying-off-reported = It has been on { $target } since { $up }, after { $real } down. We left it off, as its member chose. A report about it is open: we keep the old copy until it is solved.
move-lede-closed-reported = It has been up on { $target } since { $up }, after { $real } down. The move is closed, and a report about it is still open.
move-lede-closed-off-reported = It has been on { $target } since { $up }, after { $real } down. We left it off, as its member chose. The move is closed, and a report about it is still open.
move-lede-cancelled = The move was cancelled. Nothing changes.
move-check-head = Please see whether everything works
move-reported-head = Report { $number } is open
move-check-text = Tell us when something is broken, even if you’re not sure it’s us. The old copy is kept { $grace }.
move-all-fine = Everything works
confirm-close-title = Close the move of { $domu }?
confirm-report-open = A report about this move is open, so we keep it open, and the old copy too, until that is solved. Whoever closes it all the same lets the old copy go: then there is no way back.
confirm-report-open-as = { $n ->
    [one] Report { $reports } about this move is open
   *[other] Reports { $reports } about this move are open
}, so we keep it open, and the old copy too, until that is solved. Whoever closes it all the same lets the old copy go: then there is no way back.
confirm-all-the-same = Close it all the same
confirm-leave-open = Leave it open
move-something-broken = Something is broken
move-picture = The move as a picture
move-picture-planned = { $domu } moves from { $source } to { $target }
move-picture-waiting = { $domu } waits on { $source }
move-picture-running = { $domu } is between { $source } and { $target }
move-picture-done = { $domu } has moved from { $source } to { $target }
move-picture-back = { $domu } is back on { $source }
move-big-planned = On its way soon
move-big-waiting = It waits
move-big-running = On its way
move-big-done = Moved
move-big-back = Back home
move-over-the-interconnect = Over the interconnect
move-window = Window
move-window-off = Was to be
move-until = until
move-expected = Down for about
move-down-for = Was down for
move-promised = promised { $expected }
move-until-handed-over = until it was handed over; it stays off until its member starts it
move-between = between { $low } and { $high }
move-image = Image
move-steps = Step by step
move-attempt-n = { $n ->
    [1] First attempt
    [2] Second attempt
    [3] Third attempt
   *[other] Attempt { $n }
}
move-back-about = Back about
move-late = We had expected it back at
move-too-slow = Its copy is slower than planned. If that stays so, we stop and start { $domu } at its old place, so that it is back by { $end }. Nothing is lost.
move-down-when = Down
move-copied = Copied
move-copied-in = { $bytes } in { $time }, { $rate } on average
move-attempts-fact = Attempts
move-some-came-back = { $n ->
    [one] one was rolled back
    [2] two were rolled back
    [3] three were rolled back
   *[other] { $n } were rolled back
}
move-all-came-back = { $n ->
    [one] it was rolled back
    [2] both were rolled back
   *[other] all were rolled back
}
move-mailed-to = mailed to { $name }
move-attempt-run-by = run by { $name }.
move-attempt-decided = { $name } decided to turn back.
move-attempt-came-back = It was down for { $down } and ended where it began, on { $source }, with its old addresses.
move-attempt-down = It was down for
move-attempt-promised = We had promised { $promised }.
move-attempt-never-down = It never went down.
move-attempt-back = back from the new place
move-attempt-superseded = It was handed over to { $target } and taken back by the next attempt.
move-earlier-cause = It was on its way back:
move-word-was-due = You were to hear from us by
move-next-word = If nothing is known before, we write again by
move-fix = What we did about it:
move-history = What happened
move-history-explained = Cause: { $cause } Mended: { $fix }
move-internal = core team only
move-facts = Facts
move-owner = Whose it is
move-run-by = Run by
move-nobody-yet = nobody yet
move-from = From
move-target = To
move-why = Why
move-old-image = Old copy
move-kept = kept { $kept }
move-old-addresses = Old addresses
move-answer-until = answer until
move-answer-waiting = keep working as long as it waits
move-answer-not = stop when it shuts down
move-arrived = When it has arrived
move-arrived-boots = we start it
move-arrived-off = it stays off, its member starts it
move-new-address = New address
move-told = Who we told
move-told-nobody = Nobody yet.
move-reports = Reports about it
move-tell-us = When something doesn’t work:
move-tell-us-link = tell us.

move-choose-head = When suits you?
move-choose-text = Choose until
move-choose-else = If you don’t, it moves { $start }, and that’s fine too.
move-choose-again = If you don’t, it moves { $start }. If no time suits you, ask us to wait again.
move-choose = Choose when
move-hold-head = Somebody asked to wait
move-withdraw = We needn’t wait any more
move-withdraw-hint = Does it suit you after all? Then the old time stands again: { $start }. Everyone concerned gets a mail.
move-withdraw-late = Its old time is over or too near, so the core team has to find another. If you needn’t wait any more,
move-hold-head-own = You asked to wait
move-hold-head-by = { $name } asked to wait
move-now-asked = { $name } asked to have it moved now
move-another-time = Another time
move-take-another = Take another window, or ask us to wait
move-ask-us = Ask us to wait, or to move it now

move-do-choose = Choose a time for them
move-do-answer = Answer
move-do-start = Start the attempt
move-do-operate = Go to the next step
move-do-reschedule = Another time
move-do-rebook = Book the next try
move-do-cancel = Cancel the move
move-do-take = I’ll run it
move-do-attest = Say what you see on both hosts
move-do-revert = Take it back to its old place
move-do-edit = Go on with the draft

step-no-way-back = no way back below
step-since = since
member-step-announced = Announced
member-step-preflight = Getting ready
member-step-stop = Shut down
member-step-copy = Copying the disk
member-step-compare = Comparing both copies
member-step-prepare = Configure Xen and network
member-step-commit = Handed over
member-step-boot = Boot
member-step-left_off = Left off, as its member asked
member-step-check = Verify
member-step-done = Done
member-step-aborted = Stopped and turned back
member-step-reverted = Taken back from its new place
member-step-fence = New place locked
member-step-start_again = Started at its old place
member-step-check_again = Checked
# The same steps where they were broken off.
member-broken-preflight = Getting ready, broken off
member-broken-stop = Shutting down, broken off
member-broken-copy = Copying the disk, broken off
member-broken-compare = Comparing both copies, broken off
member-broken-prepare = Configuring Xen and network, broken off
member-broken-commit = Not handed over
member-broken-boot = Booting, broken off
member-broken-left_off = Leaving it off, broken off
member-broken-check = Verifying, broken off
member-broken-fence = Locking its new place, broken off
member-broken-start_again = Starting at its old place, broken off
member-broken-check_again = Checking, broken off

# The list
moves-title = Moves
moves-head-core = { $n ->
    [0] No move is open
    [one] One move is open
   *[other] { $n } moves are open
}
moves-head-member = { $n ->
    [0] None of your domUs moves
    [one] One move of yours is open
   *[other] { $n } moves of yours are open
}
moves-filter = Which moves
moves-tab-open = Open
moves-tab-ended = Ended
moves-schedule = Schedule a move
moves-when = Starts
moves-domu = DomU
moves-from-to = From and to
moves-state = State
moves-pages = More of the list
moves-more = Earlier moves
moves-none = Nothing here. When a move is scheduled, you find it here with all that happens to it.

# Scheduling
new-move-title = Schedule a move
new-move-kicker = one move
new-move-head = Move
new-move-head-to = to { $host }
new-move-lede = Nothing is booked or mailed until you press the button at the end.
new-move-domu = DomU
new-move-domu-hint = Its name, as in xl list.
new-move-search = Find it in the list of domUs
new-move-next = Next
new-move-no-such-domu = We know no domU with this name.
new-move-domu-facts = { $disk } disk, { $memory } memory. On { $host } in { $site }.
new-move-domu-of = Of { $people }.
new-move-domu-of-nobody = Nobody owns it yet, so nobody would be mailed.
new-move-other-domu = Another domU
new-move-disk-unknown = unknown
new-move-where = Where to?
new-move-room = { $memory } memory, { $disk } disk free
new-move-no-host = No host has room for it. The list says why.
new-move-when = When?
new-move-day = Day
new-move-starts = Window starts
new-move-ends = Window ends
new-move-zone = Time zone
new-move-notice = That is in { $notice }
new-move-notice-text = We promised at least 3 days. Take a later day, or say why it can’t wait: your reason goes in the mail.
new-move-short = Why so soon?
new-move-short-hint = Only with short notice.
new-move-reason = Why does it move?
new-move-reason-hint = Goes in the mail and stays on the page of the move.
new-move-down-for = Down for about
new-move-copy = Copy
new-move-around = Around it
new-move-range = Between
new-move-to = and
new-move-back-by = Back by
new-move-left = Left in the window
new-move-size-head = How long it will be down can’t be said yet
new-move-size-wanted = Nobody has written down how large { $disks } is, so there is nothing to promise. Write its size down first, among the disks of the domU; lvs --units b or ls -l on its host tells it.
new-move-size-link = To its disks
new-move-way-free = Both hosts and the interconnect are free then
new-move-way-busy = { $domu } needs a host or the interconnect then
new-move-way-next = The next one is { $domu }
new-move-addresses = New addresses
new-move-addresses-hint = Same last number where it’s free. Held for it as soon as you announce. Leave one empty to keep the old address.
new-move-address-now = New address for { $address }
new-move-foreign = No network in { $site } holds { $old }, so it won’t answer there. { $free } is free.
new-move-foreign-none-free = No network in { $site } holds { $old }, so it won’t answer there, and none of them has an address free for it.
new-move-foreign-head = It would keep addresses of another site
new-move-foreign-text = Give { $domu } a new address above, or make sure that the old one is brought along.
new-move-keeps-addresses = It keeps them, and they will reach it there
new-move-keeps-foreign = No network in { $site } holds { $addresses }. Fill in a new address, or tick that it keeps the old one.
new-move-no-addresses = It has no address that we know of.
new-move-not-an-address = “{ $text }” is no address.
new-move-grace = Keep the old copy
new-move-grace-hint = Days after the move.
new-move-old-until = Old addresses answer until
new-move-old-until-hint = Empty: they stop when it shuts down.
new-move-deadline = Must be done by
new-move-deadline-hint = For example when the rack is emptied.
new-move-not-a-number = Write a whole number of days.
new-move-mail = What they will get
new-move-mail-to = To:
new-move-mail-subject = Subject:
new-move-no-preview = Fill in the form and press “Show the mail”.
new-move-gets = Gets the mail
new-move-gets-nobody = Nobody: it has no owner yet.
new-move-public-named = On the status page it says that { $domu } moves.
new-move-public-unnamed = On the status page it says “a domU moves”: nobody has said that it may be named.
new-move-announce = { $n ->
    [0] Announce without mail
    [one] Announce and mail one person
   *[other] Announce and mail { $n } people
}
new-move-preview = Show the mail
new-move-draft = Save as draft
new-move-holds = Holds { $memory } memory and { $disk } disk on the new host, and the addresses.

schedule-title = Another time for { $domu }
rebook-title = Book the next try of { $domu }
schedule-lede = Now booked:
rebook-lede = The last window was
schedule-expected = It should be down for about
schedule-why = Why another time?
schedule-reason-hint = Goes in the mail.
schedule-cause = Why the last try failed
schedule-cause-hint = In words its owner can use. Goes in the mail.
schedule-fix = What we did about it
schedule-fix-hint = Goes in the mail, so that nobody wonders whether it will fail again.
schedule-button = { $n ->
    [0] Book it without mail
    [one] Book it and mail one person
   *[other] Book it and mail { $n } people
}
schedule-stale = { $what } It is booked for { $start } until { $end } now. What you typed still stands below: send it again if you still want it.
schedule-short-again = That is less than { $hours } hours ahead. Take a later time, or send it again if it can’t wait.
schedule-short-text = Their mail may reach them late. Take a later time, or say in it why this can’t wait.
new-move-moving = { $domu } has a move already, { $migration }
new-move-moving-text = It has one at a time. Finish or cancel that one first.
hold-answer-stale = { $what } What you typed still stands below: send it again if you still want it.

cancel-title = Cancel the move of { $domu }
cancel-lede = { $domu } stays on { $source }. The room and the addresses that were held are free again.
cancel-why = Why?
cancel-reason-hint = Goes in the mail.
cancel-button = { $n ->
    [0] Cancel without mail
    [one] Cancel and mail one person
   *[other] Cancel and mail { $n } people
}

# Running an attempt
operate-attempt = { $n ->
    [1] first attempt
    [2] second attempt
   *[other] attempt { $n }
}
operate-head-preflight = Before { $domu } goes down: is everything ready?
operate-head-stop = Shut { $domu } down on { $source }
operate-head-copy = { $domu } is down. Copy its disk to { $target }.
operate-head-compare = { $domu } is copied. Compare both copies.
operate-head-prepare = { $domu } is the same on both sides. Set it up on { $target }.
operate-head-commit = { $domu } is ready. Hand it over to { $target }.
operate-head-boot = { $domu } belongs to { $target } now. Start it there.
operate-head-check = { $domu } is up on { $target }. Check it.
operate-head-fence = Lock { $target }, so that { $domu } can’t start there
operate-head-start_again = Start { $domu } on { $source } again
operate-head-revert_stop = Shut { $domu } down on { $target }
operate-head-revert_fence = Lock { $target }, so that { $domu } can’t start there
operate-head-check_again = { $domu } is up on { $source }. Check it.
operate-head-leave_off = { $domu } belongs to { $target } now. Leave it off, its member starts it.
operate-head-check_off = { $domu } is on { $target }, switched off. Check that all is there.
operate-step-preflight = See that { $target } can take it
operate-step-stop = Shut it down, and keep it from coming back by itself
operate-step-copy = Copy every disk from { $source } to { $target }
operate-step-compare = Same size and same digest on both sides
operate-step-prepare = Write its config on { $target }, and see that it is still off on { $source }
operate-step-boot = Start { $domu } on { $target }
operate-step-check = See that it answers at its new address
operate-step-fence = Switch the half copy on { $target } off
operate-step-start_again = Take the fence off { $source } and start { $domu }
operate-step-revert_stop = Shut it down on { $target }, and keep it from coming back by itself
operate-step-revert_fence = Switch the copy on { $target } off, and keep it
operate-step-check_again = See that it answers at its old address
operate-step-leave_off = Leave it off, its member starts it
operate-step-check_off = See that it is still off, and that its config can be read
operate-text-preflight = Nothing goes down in this step.
operate-text-stop = From here on it is down. The next steps keep the way back open.
operate-text-copy = Nothing here starts { $domu }, so you can repeat each line.
operate-text-compare = A copy that differs is copied again, it is never started.
operate-text-prepare = Nothing here starts { $domu }, so you can repeat each line.
operate-text-boot = There is no abort any more: if it doesn’t start, read its console, mend it and try again, or take it back below.
operate-text-check = When it answers, its owner gets the mail with the new addresses.
operate-text-fence = { $target } doesn’t have to answer: if it is out of reach, unplug nothing, say so in the note and go on.
operate-text-start_again = Same config, same addresses.
operate-text-revert_stop = Its members were told that it goes down now. From here on neither side may start it.
operate-text-revert_fence = Unlike before the hand-over, { $target } has to answer for this one: a copy that may have run must be seen to be down.
operate-text-check_again = When it answers, its owner gets the mail that it is back.
operate-text-leave_off = Its members chose that. Start nothing, and make no link that starts it with { $target }.
operate-text-check_off = Then its owner gets the mail with the new addresses, which says that they start it.
operate-select = Go by the numbers, from host to host. One click selects a whole command.
operate-done-preflight = Everything is ready
operate-done-stop = { $domu } is down
operate-done-copy = It is copied
operate-done-compare = Both sides are the same
operate-done-prepare = { $target } is ready
operate-done-boot = { $domu } is started on { $target }
operate-done-check = It answers: tell its owner
operate-done-fence = { $target } is locked
operate-done-start_again = { $domu } is started on { $source }
operate-done-revert_stop = { $domu } is down on { $target }
operate-done-revert_fence = { $target } is locked
operate-done-check_again = It answers: end the attempt and tell its owner
operate-done-leave_off = It is off, and stays off
operate-done-check_off = All is there: tell its owner
operate-step-of = Step { $n } of { $of }
operate-way-back-of = Way back, step { $n } of { $of }
operate-bar = { $done } of { $of } steps done
operate-source = source
operate-target = target
operate-source-look = source, look only
operate-target-look = target, look only
operate-commands-for = Commands for { $host }
operate-copy = Copy
operate-nothing-here = Nothing to do here in this step.
operate-size-wanted = Nobody has written down how large { $disk } is, so there is no command for it yet. Look with lvs --units b on the source,
operate-size-link = write its size down, and come back.
operate-note = Note
operate-note-hint = For the history. Members don’t see it.
operate-did-not-work = It didn’t work
operate-line = No way back after this line
operate-commit-head = Hand { $domu } over to { $target }
operate-commit-text = Until now { $source } has the true copy of { $domu } and can take it back at any moment. After this only { $target } may start it.
operate-attest = You have seen it yourself, just now
operate-attest-source = { $domu } is down on { $source } and can’t start there by itself
operate-attest-target = { $target } is ready: the disk is compared, the config passed a dry run
operate-type-name = Type the name of the domU to hand it over
operate-hand-over = Hand over to { $target }
operate-true-copy = { $source } has the true copy, nothing is lost
operate-way-back-text = You stopped before the hand-over. Three steps lead back: lock { $target }, start on { $source }, check. { $target } doesn’t have to answer for any of them.
operate-revert-head = Back to { $source }, from where it ran
operate-revert-text = Four steps: shut { $domu } down on { $target }, lock { $target }, start on { $source }, check. This is the way back, so it can’t be aborted. When you lose sight of where it runs, say so below.
operate-retry-head = { $domu } doesn’t come up on { $host }?
operate-tries = { $n ->
    [1] This is the first try.
   *[other] This is try { $n }.
}
operate-retry-text = Mend what you find, type the commands above once more, and write down what you saw. The step stays as it is.
operate-failure = What you saw
operate-failure-hint = For the history, where its owner reads it too.
operate-retry = It didn’t come up, I try again
operate-revert = Take it back to { $source }
operate-why-head = Why it goes back
operate-why-agreement = Agreed:
operate-why-later = Goes in the mail and in the history. The next try can’t be booked without a cause and a fix; both can be written anew then.
operate-lost-track = Nobody can say where { $domu } runs
operate-wrong-head = When it goes wrong
operate-wrong-before-head = A command complains
operate-wrong-before-text = Read its last line, mend it, run it again. Nothing is lost before the hand-over.
operate-wrong-target-head = { $target } doesn’t answer
operate-wrong-target-text = Wait, or abort. The way back needs no word from { $target }.
operate-wrong-target-back-head = { $target } doesn’t answer
operate-wrong-target-back-text = Then there is nothing to lock now: write that in the note and go on. Nothing but the hand-over may start { $domu } there.
operate-wrong-boot-head = { $domu } doesn’t start on { $target }
operate-wrong-boot-text = Look at xl console and its log, mend the config, start it again. { $source } must not start it just like that: the true copy is on { $target } now. What leads back from here is the way back above, which locks { $target } first.
operate-wrong-off-head = { $domu } runs on { $target } already
operate-wrong-off-text = Then somebody started it there, and nothing is lost: the true copy is on { $target }. Write it in the note and go on.
operate-wrong-target-silent-head = { $target } doesn’t answer
operate-wrong-target-silent-text = Then nobody knows whether { $domu } runs there. Start nothing on { $source }. Say so below, and call a second pair of eyes.
operate-wrong-stuck-head = { $domu } doesn’t start on { $source }
operate-wrong-stuck-text = Keep it down and call a second pair of eyes. This page stays as it is; write down above what you saw.
operate-wrong-portal-head = The portal doesn’t answer
operate-wrong-portal-text = Go on at the dom0 up to the hand-over, not over it. Note the times and fill them in later.
operate-wrong-portal-back-head = The portal doesn’t answer
operate-wrong-portal-back-text = Go on at the dom0 by the runbook. Note the times and fill them in later.
operate-wrong-tired-head = You’re too tired, or not sure
operate-wrong-tired-text = Abort, that is always a good answer. Or let somebody take over.
operate-notes = Notes of this attempt
operate-no-notes = None yet.
operate-remark = Write something down
operate-write-down = Write it down
operate-this-attempt = This attempt
operate-the-way-back = The way back
operate-eight-steps = Eight steps
operate-clock = The clock
operate-promised = Promised
operate-back-by = back by
operate-mail-head = What its members will read
operate-mail-when = { $n ->
    [one] It goes to one member when the last step of the way back is ticked, with the real downtime.
   *[other] It goes to { $n } members when the last step of the way back is ticked, with the real downtime.
}
operate-overdue = over time
operate-turn-back = Turn back
operate-before = before
operate-by-copy = As the copy goes
operate-ready-about = ready about
operate-too-slow = As the copy goes, it is ready { $ready }. { $is_over ->
    [0] To have it up at its old place within the window you turn back before { $turn_back }: decide now, don’t wait for it.
   *[other] The time to turn back within the window, { $turn_back }, is over: going on may be the shorter way. Tell its members.
}
operate-take-over = I take it over
operate-what-members-see = Its owner sees the same steps and times, not your commands and notes.
operate-edit-runbook = Edit the commands
operate-before-commit = Before the hand-over: everything leads back to { $source }.
operate-before-commit-more = Lock { $target }, start { $domu } at its old place, check it. Nothing is lost.
operate-abort = Abort, back to { $source }

abort-title = Turn back with { $domu }
abort-lede-down = { $source } has the true copy. Three steps lead back: lock { $target }, start { $domu } on { $source }, check it.
abort-lede-up = { $domu } never went down, so there is nothing to take back. The move stays booked.
abort-cause-code = Cause
abort-words = In words its owner can use
abort-cause-hint = Goes in the mail and in the history.
abort-fix = What we do about it
abort-fix-hint = May be empty tonight. A second try can’t be booked without it.
abort-cause-hint-up = Stays with the attempt, on the page of the move. Nobody is mailed: it never went down.
abort-fix-hint-up = May be empty. The move stays booked and can be tried again at once.
abort-button-down = Abort, back to { $source }
abort-button-up = Stop here, nothing went down
abort-never-mind = Never mind
abort-soft = Stopping is not failing.
abort-handed-over = { $domu } was handed over: { $target } has the true copy now. Don’t start it on { $source }, or it would run twice. Boot it again on { $target }, or take it back.
abort-leads-back = The attempt was broken off before: { $domu } is on its way back to { $source } already.
abort-boot-again = Boot it again on { $target }
abort-go-on = To the attempt
abort-take-back = Take it back to { $source }
take-over-title = { $who } runs it now
take-over-since = { $who } runs it since
take-over-text = Your page was older than that. Ask { $who } first, if you can: two who run one move get in each other’s way.
take-over-button = Take it over from { $who }

# Back from the new place
revert-title = Take { $domu } back to { $source }
revert-lede = { $domu } was handed over to { $target }. To take it back it is shut down there, { $target } is locked, and its old copy on { $source } is started.
revert-warning-head = What { $domu } wrote at its new place stays there
revert-warning-since = It has been up on { $target } since
revert-warning-text = The copy on { $source } is as old as the moment in which { $domu } went down for the move. Mails, orders, files that came to it since then are only on { $target }. They don’t come back by themselves.
revert-data = What do you know of that?
revert-data-nothing_written = Nothing was written: { $domu } never mounted its root read-write
revert-data-nothing_written-hint = It hung in the boot loader, the kernel or the initrd. You saw that on its console.
revert-data-member_agreed = Its member knows, and agreed in writing
revert-data-member_agreed-hint = Say where and when, so that it can be found again.
revert-agreement-label = Where and when its member agreed
revert-agreement-hint = Only when its member agreed. For example: mail of 23:10, report I-118. Goes in the mail.
revert-button = { $n ->
    [0] Take it back, without mail
    [one] Take it back and mail one person
   *[other] Take it back and mail { $n } people
}
revert-no-abort = The mail goes out before anything is shut down. This way back can’t be aborted.

# Nobody knows where it runs
lost-title = Nobody can say where { $domu } runs
lost-lede = From here on { $domu } may be started neither on { $source } nor on { $target }, until two people have looked at both. That is slow, and it is right: two running copies destroy the disk.
lost-words = What you know, and what you don’t
lost-words-hint = Goes in the mails to its members and to the core team.
lost-within = Its members hear again within
lost-within-hint = Even if nothing is known by then: somebody writes to them.
lost-button = { $n ->
    [0] Say so, and call the core team
    [one] Say so, mail one person, call the core team
   *[other] Say so, mail { $n } people, call the core team
}
lost-hint = The attempt ends here as unclear.
attest-title = Where does { $domu } run?
attest-lede = Start { $domu } nowhere yet. First one host is seen to be down and fenced, then { $domu } is started or found on the other.
attest-look = Look at { $source } and at { $target }
attest-say = Say what you saw
attest-order = First: on one host it is down and fenced. Then: on the other it runs, said by somebody else where there is one. Only then does the move go on.
attest-saw = You have seen it yourself, just now
attest-down_and_fenced = On { $host }, { $domu } is down and nothing can start it
attest-runs = On { $host }, { $domu } runs
attest-taken_back = I take back that on { $host } { $domu } is down and fenced
attest-how = How you saw it
attest-how-hint = What xl list said, which files and links you looked at. For the history, where its owner reads it too.
attest-alone-legend = Only one pair of eyes?
attest-alone-already = You have looked at one side already.
attest-alone-hint = Let somebody else say the second part. Only if nobody can look now, tick this and say why; it stays visible.
attest-alone-tick = Nobody else of the core team can look now
attest-alone-why = Why not
attest-alone-why-hint = Only when you ticked that.
attest-button = That is what I saw
attest-known = What is known
attest-next-word = Its members hear by
attest-word-late = that is over: write to them
attestations-head = Who saw what
attestations-none = Nobody has looked yet.
attestation-down_and_fenced = { $domu } is down on { $host } and fenced
attestation-runs = { $domu } runs on { $host }
attestation-taken_back = Taken back: { $domu } is not known to be fenced on { $host }
attestation-alone = Nobody else looked:

# The runbook
runbook-chapter-preflight = Preflight
runbook-chapter-stop = Stop
runbook-chapter-copy = Copy
runbook-chapter-compare = Compare
runbook-chapter-prepare = Prepare
runbook-chapter-commit = Commit
runbook-chapter-boot = Boot
runbook-chapter-check = Check
runbook-chapter-fence = Fence
runbook-chapter-start_again = Start again
runbook-chapter-check_again = Check again
runbook-chapter-leave_off = Leave it off, as its member chose
runbook-chapter-check_off = Check, where it is left off
runbook-chapter-revert_stop = Stop, on the way back from the target
runbook-chapter-revert_fence = Fence, on the way back from the target
runbook-chapter-look = Look, when nobody knows where it runs
runbook-title = The runbook
runbook-lede = The commands that an operator sees at each step. The names and addresses of the domU at hand are filled in, quoted for the shell.
runbook-own = the club’s own
runbook-edit = Edit
runbook-edit-lede = A line that starts with a # is a remark below the command before it.
runbook-body = Commands
runbook-save = Save
runbook-restore = Take the built-in ones
runbook-placeholders = What is filled in
runbook-placeholders-text = Write one of these where the value should stand. Values are quoted for the shell, within the quotes of an ssh command too, so don’t put quotes around them.
runbook-placeholder-domu = The name of the domU.
runbook-placeholder-source = The name of the host that it leaves.
runbook-placeholder-target = The name of the host that it moves to.
runbook-placeholder-source_address = The address of the source on the interconnect; its name where none is known.
runbook-placeholder-target_address = The address of the target on the interconnect; its name where none is known.
runbook-placeholder-source_vg = The volume group of the source.
runbook-placeholder-target_vg = The volume group of the target.
runbook-placeholder-source_bridge = The bridge of the source.
runbook-placeholder-target_bridge = The bridge of the target.
runbook-placeholder-disk = The name of a disk, such as xvda. Its line stands once for each disk.
runbook-placeholder-disk_path = Where that disk lies on the source.
runbook-placeholder-disk_volume = The name of its logical volume, without the volume group.
runbook-placeholder-disk_bytes = How many bytes it has. While nobody knows that, its line says so and is no command.
runbook-placeholder-target_disk_path = Where that disk lies on the target: a volume in its volume group, an image file at the same path.
runbook-placeholder-target_folder = The folder in which it lies there.
runbook-placeholder-copy_tag = The tag of LVM by which a half copy of this domU is known again: copy-of- and its name.
runbook-placeholder-old_address = An address that it has. Its line stands once for each address that changes.
runbook-placeholder-new_address = The address that it gets for that one.
runbook-marks = For disks of one kind
runbook-marks-text = A line that begins with one of these stands for such disks only.
runbook-mark-lv = Logical volumes, such as /dev/vg0/higgs-disk.
runbook-mark-file = Image files, such as /var/lib/xen/images/higgs.qcow2.
runbook-mark-other = All else, for which only the club knows the way.
runbook-side-source = On the source
runbook-side-target = On the target

# Results and history
move-result-refused = Never went down
move-result-rolled_back = Rolled back
move-result-succeeded = Moved
move-result-superseded = Taken back
move-result-unclear = Unclear
mail-state-queued = not yet sent
mail-state-leased = not yet sent
mail-state-sending = being sent
mail-state-sent = sent
mail-state-superseded = replaced by a newer one
mail-state-expired = not sent any more
mail-state-cancelled = not sent
mail-state-dead = could not be delivered
runbook-unknown-placeholder = { $name } is none of the placeholders below.
runbook-not-closed = { $start } is not closed: two braces have to follow it on the same line.
runbook-too-long = At most 20,000 characters.
runbook-changed = { $who } wrote other commands here in the meantime. They stand below yours: save again to put yours in their place.
runbook-restored-meanwhile = Somebody took the built-in commands in the meantime. They stand below yours: save again to put yours in their place.
runbook-present = What stands there now

candidate-lives-there = It lives there.
candidate-drained = Being emptied: it takes no domUs.
candidate-retired = Switched off for good.
candidate-no-memory = { $mebibytes } MiB of memory are missing.
candidate-no-disk = { $mebibytes } MiB of disk are missing.
new-move-estimate-last_copies = From the last copies between these two hosts.
new-move-estimate-measured = From what was measured on the interconnect.
new-move-estimate-nominal = From the speed of the interconnect.
new-move-estimate-assumed = Nobody has told us of an interconnect between these hosts, so we assume a slow one.

# Thanks, the diary, and the link in the mail
move-thanks = They said thank you
move-thank-head = Say thank you?
move-thank-again = Say it in other words?
move-thank-words = A sentence for the core team
move-thank-hint = You need not write anything: the button alone will do. They read it on their first page.
move-thank-button = Thank the core team
thanks-not-done = There is nothing to thank for yet: the move is not done.
thanks-too-long = That is more than { $max } characters. They would be just as glad with fewer.
move-diary = For everybody
move-diary-hint = What happened and when goes on the status page, without the name of the domU or of anybody. Nobody is mailed.
move-diary-publish = { $n ->
    [1] Publish the first attempt
    [2] Publish the second attempt
   *[other] Publish attempt { $n }
}
move-diary-published = { $n ->
    [1] The first attempt is on the status page
    [2] The second attempt is on the status page
   *[other] Attempt { $n } is on the status page
}
by-mail-title = The move of { $domu }
by-mail-asked = Does everything on { $domu } work?
by-mail-lives = It lives on { $target } now. Try mail, SSH and whatever your visitors use.
by-mail-kept = We keep the old copy of its disk until
by-mail-closed = Thank you, the move of { $domu } is closed
by-mail-closed-text = The old copy is tidied up. Should something turn out to be broken after all, tell us all the same.
by-mail-closed-reported = It was closed although a report about it is open: the old copy goes. The report stays open, and we go on with it.
by-mail-not-now = There is nothing to say about { $domu } now
by-mail-not-now-text = The move has not been done, or it was taken back. Its page tells you where it stands.
by-mail-see-the-move = See the move
by-mail-gone-title = This link leads nowhere
by-mail-gone-text = Perhaps it was cut off in the mail, or the domU is no longer yours. Sign in to see your moves.

# Choosing a window
window-page = When { $domu } moves
window-head = moves to { $site }. When suits you?
window-head-booked = moves to { $site }. Does the time still suit you?
window-lede-before = Pick a window and its lamp goes on. Choose before
window-lede-else = If you don’t, we take
window-lede-fine = and that’s fine too.
window-lede-again = If no time suits you, ask us to wait again.
window-lede-booked = It moves
window-lede-change = { $n ->
    [0] You have used your changes, but as one of the core team you can give it another.
    [one] You can take another window once more, until 60 minutes before.
   *[other] You can take another window { $n } times, until 60 minutes before.
}
window-lede-fixed-now = It can’t be changed any more, but you can ask us to wait.
window-lede-fixed = The core team fixed this time. If it doesn’t suit you, ask us to wait.
window-when = When may it be down?
window-about = Down for about
window-zone = All times here are { $zone } time.
window-busy = busy
window-our-pick = our pick
window-back = back { $clock }
window-busy-text = Busy is someone else’s move, we don’t say whose. Not in the list?
window-not-yours = It doesn’t suit you?
window-ask-to-wait = Ask us to wait
window-earlier = Earlier days
window-later = Later days
window-boot = And when it has arrived?
window-boot-legend = When { $domu } has arrived
window-boot-yes = Start it there
window-boot-yes-address = Start it at the new address
window-boot-yes-hint = We start { $domu } and see that it answers.
window-boot-no = Leave it off for me
window-boot-no-hint = It waits on { $target }, switched off, until you start it. For when you want to look at your firewall first.
window-book = Book the window with the lamp on
window-book-again = What you chose
window-button = Book this window
window-keep = Keep it like this
window-button-hint = You get a mail with a calendar entry. You can change it twice, until 60 minutes before.
window-none = None of these?
window-wait = Ask us to wait
window-wait-text = { $domu } stays on { $source } until we’ve talked.
window-wait-deadline = It can’t stay there after
window-wait-why = What stands in the way?
window-wait-hint = The core team reads it, and whoever this domU belongs to.
window-wait-button = Ask to wait
window-now = Move it now
window-now-text = Good if you like to watch. Someone of the core team has to say yes, and nothing else may be on its way.
window-now-free = Right now that is so, until
window-now-busy = Right now something else is on its way.
window-now-asked = { $name } has asked.
window-now-hint = We answer by mail. Until then nothing happens.
window-now-button = Ask to move it now
window-count-on = What you can count on
window-back-up = If it goes wrong, { $domu } goes back up on { $source }
window-back-up-text = With its old address. You get a mail with what happened.
window-old-copy = The old copy is kept
window-old-copy-text = You can say “everything works” sooner, or “something is broken” and the clock stops.
window-days = { $n ->
    [one] one day
   *[other] { $n } days
}
window-old-address = The old address still answers
window-old-address-until = Until
window-old-address-text = Time to change your DNS without hurry.

wishes-head = How they like to be moved
offer-legend = Who chooses the time?
offer-choose = Let its members choose the time
offer-hint = This time is then our proposal. They choose until 72 hours before; if they don’t, it is booked.

hold-core-team = The core team
hold-said = What was said
hold-answer-title = Answer for { $domu }
hold-answer-lede = { $domu } stays on { $source } until you answer.
hold-answer-old = This does not suit them:
hold-answer-free = The next free window on another day:
hold-answer-typed = What you filled in:
hold-answer-label = Your answer
hold-answer-hint = Goes in the mail and stays on the page of the move.
hold-answer-release = { $n ->
    [0] Go on with this time, without mail
    [one] Go on with this time and mail one person
   *[other] Go on with this time and mail { $n } people
}
hold-answer-wait = { $n ->
    [0] Let it wait on, without mail
    [one] Let it wait on and mail one person
   *[other] Let it wait on and mail { $n } people
}

now-answer-title = Move { $domu } now?
now-answer-lede = { $name } asked to have it moved from { $source } to { $target },
now-answer-else = Otherwise it moves
now-answer-free = Nothing else is on its way, until
now-answer-accept = Yes, I begin now
now-answer-preflight = Look at the preflight first
now-answer-accept-hint = You run it, and its members get a mail. It goes down only when you take the step “stop”.
now-answer-word = Why not?
now-answer-word-hint = Goes in the mail. The time that it has stays.
now-answer-decline = { $n ->
    [0] Say no without mail
    [one] Say no and mail one person
   *[other] Say no and mail { $n } people
}
