# The first page after signing in.
home-good-morning = Good morning, { $name }. { $answer }
home-good-afternoon = Good afternoon, { $name }. { $answer }
home-good-evening = Good evening, { $name }. { $answer }

# A member: the answer, by what their next move does right now.
home-answer-quiet = { $n ->
    [0] No domU of yours is known here yet.
    [one] Your domU stays where it is.
   *[other] Your { $n } domUs stay where they are.
}
home-answer-planned = { $domu } moves { $start }.
home-answer-choose = { $domu } moves to { $site }. When suits you?
home-answer-undecided = { $domu } stays where it is until a day is fixed.
home-answer-due = { $domu } moves any minute now.
home-answer-late = { $domu } should be on its way by now. We are late.
home-answer-preparing = { $domu } is about to move.
home-answer-down = { $domu } is on its way.
home-answer-arriving = { $is_up ->
    [0] { $domu } is nearly there.
   *[other] { $boots ->
        [0] { $domu } has arrived and stays off, as you asked. We are checking the rest.
       *[other] { $domu } is up again, at its new place. We are checking it.
    }
}
home-answer-turning-back = { $is_up ->
    [0] { $domu } is on its way back.
   *[other] { $domu } is up again, at its old place. We are checking it.
}
home-answer-unclear = We are checking where { $domu } may run.
home-answer-returned = { $domu } is back at its old place.
home-answer-moved = { $is_reported ->
    [0] { $boots ->
        [0] { $domu } has moved and is switched off, as you asked. Start it when it suits you.
       *[other] { $domu } has moved. Please see whether everything works.
    }
   *[other] { $domu } has moved. Report { $report } about it is open.
}

# The sheet: beside the name.
home-title-planned = moves to { $site }
home-title-choose = moves to { $site }. When suits you?
home-title-undecided = waits with its move to { $site }
home-title-due = moves to { $site }
home-title-late = moves to { $site }
home-title-preparing = moves to { $site }
home-title-down = moves to { $site }
home-title-arriving = { $is_up ->
    [0] moves to { $site }
   *[other] has come to { $site }
}
home-title-turning-back = { $is_up ->
    [0] goes back to { $source }
   *[other] is back on { $source }
}
home-title-unclear = is being looked for
home-title-returned = is back on { $source }
home-title-moved = has moved to { $site }

# The large figure where it is no time, and what stands beside it.
home-figure-undecided = Not yet
home-figure-due = Any minute
home-figure-late = Late
home-figure-preparing = Soon
home-figure-down = Down
home-figure-arriving = Up
home-figure-turning-back = Up
home-figure-unclear = Unclear
home-figure-returned = Back home
home-figure-moved = Moved
home-note-planned = to go
home-note-choose = to choose
home-note-undecided = no day is fixed
home-note-due = its window is open until { $end }
home-note-late = it should have begun { $start }
home-note-preparing = it is still up
home-note-down = { $is_late ->
    [0] down, back about { $back_at }
   *[other] down; we had expected it back at { $back_at }
}
home-note-arriving = { $boots ->
    [0] handed over, and left off for you
   *[other] { $is_up ->
        [0] { $is_late ->
            [0] down, back about { $back_at }
           *[other] down; we had expected it back at { $back_at }
        }
       *[other] again, we are checking it
    }
}
home-note-turning-back = { $is_up ->
    [0] down
   *[other] again, we are checking it
}
home-note-unclear = nothing is started before we know
home-note-returned = after { $down } down
home-note-moved = { $boots ->
    [0] off until you start it
   *[other] down for { $down }, we had promised { $promised }
}

home-text-planned = { $boots ->
    [0] It shuts down { $start } and should be ready for you to start by { $back_by }. If the copy isn’t done by { $end }, we start it at its old place.
   *[other] It shuts down { $start } and should be back by { $back_by }. If it isn’t back by { $end }, we start it at its old place.
}
home-text-choose = Choose until { $choose_until }. If you don’t, it moves { $start }.
home-text-undecided = It stays on { $source }. You hear from us when there is a new day.
home-text-due = { $boots ->
    [0] It goes down within its window and should be ready for you to start { $expected } later. If the copy isn’t done by { $end }, we start it at its old place.
   *[other] It goes down within its window and should be back { $expected } later. If it isn’t back by { $end }, we start it at its old place.
}
home-text-late = It is still up on { $source }. You get a mail when it starts, or when it gets another time.
home-text-preparing = We are getting ready. It is still up on { $source }.
home-text-down = We shut it down and copy it to { $target }. Until the copy is handed over, { $source } can take it back.
home-text-arriving = { $boots ->
    [0] It is handed over to { $target } and stays off there, as you asked.
   *[other] { $is_up ->
        [0] It is handed over to { $target } and starts there.
       *[other] It came up on { $target } { $up }. We look at it before we say that it has moved.
    }
}
home-text-turning-back = { $is_taken_back ->
    [0] We stopped before the hand-over, so { $source } has the true copy. Nothing is lost.
   *[other] { $is_up ->
        [0] We take it back from its new place.
       *[other] We took it back from its new place.
    } We wrote to you what that means for your data.
}
home-text-unclear = Two of us look at both hosts before anything is started.{ $has_word ->
    [0] {""}
    [1] {" "}You hear from us again { $word } at the latest.
   *[other] {" "}You were to hear from us { $word }: that word is late.
}
home-text-returned = { $is_taken_back ->
    [0] It did not move. It came up again on { $source } { $up }, with its old addresses. Nothing is lost.
   *[other] We took it back. It came up again on { $source } { $up }, with its old addresses. What was written to it at its new place stays there; we wrote to you about it.
}
home-text-moved = { $boots ->
    [0] It arrived on { $target } { $up }, switched off: it is down until you start it. We keep the old copy { $kept }.
   *[other] It came up on { $target } { $up }. We keep the old copy { $kept }.
}

home-too-slow = Its copy is slower than planned. If that stays so, we stop and start { $domu } at its old place, so that it is back by { $end }. Nothing is lost.

home-last-try = This is the { $n ->
    [2] second
    [3] third
   *[other] next
} try. The last one, { $at }, was
home-last-try-link = rolled back
home-why-back = Why it came back
home-what-changes = What changes
home-what-changed = What changed
home-what-to-do = What you need to do

home-todo-before-head = Before: lower the TTL of your DNS records
home-todo-before-when = the day before
home-todo-before-text = Set it to 300 seconds, so that the new address is known soon after the move.
home-todo-ttl-seen = { $ttl } now
home-todo-ttl-done = Done. The new address will be known within minutes after the move.
home-todo-records-head = { $n ->
    [0] DNS: all names point to the new address
    [one] DNS: one record still points to the old address
   *[other] DNS: { $n } records still point to the old address
}
home-todo-records-done = Nothing is left to change.
home-todo-stranded-head = Before: give us a second mail address
home-todo-stranded-text = Your mail is read on { $domu } itself. While it moves, our mails can’t reach you. You can give a second address on your account page.
home-todo-during-head = During the move: nothing
home-todo-during-text = { $boots ->
    [0] We shut { $domu } down, copy it, leave it off, and mail you when you can start it.
   *[other] We shut { $domu } down, copy it, start it, and mail you when it is back.
}
home-todo-under-way-head = Now: nothing
home-todo-under-way-text = { $boots ->
    [0] You get a mail when you can start it.
   *[other] { $is_up ->
        [0] You get a mail when it is up.
       *[other] You get a mail when we have checked it.
    }
}
home-todo-addresses-head = Afterwards: point your DNS to the new address
home-todo-addresses-now-head = Point your DNS to the new address
home-todo-addresses-text = Your firewall rules and backups, too. { $has_old_until ->
    [0] The old address stops when it shuts down.
   *[other] The old address answers until { $old_until }.
}
home-todo-look-head = { $boots ->
    [0] Afterwards: start it, and see whether everything works
   *[other] Afterwards: see whether everything works
}
home-todo-look-now-head = { $boots ->
    [0] Start it, and see whether everything works
   *[other] See whether everything works
}
home-todo-look-text = Then say so here, or tell us what is broken.
home-todo-reported-head = Report { $report } is open
home-todo-reported-text = We keep the old copy { $kept }. The answers stand there, and come by mail.
home-todo-choose-head = Choose when it moves
home-todo-choose-text = Or do nothing: then it moves { $start }.
home-todo-undecided-head = Nothing
home-todo-undecided-text = The core team decides with you when it moves.
home-todo-turning-back-head = Now: nothing
home-todo-turning-back-text = { $is_up ->
    [0] You get a mail when it is up at its old place.
   *[other] You get a mail when we have checked it.
}
home-todo-unclear-head = Now: nothing. Start nothing yourself
home-todo-unclear-text = { $has_word ->
    [1] You get a mail when we know, or { $word } at the latest.
   *[other] You get a mail when we know.
}
home-todo-returned-head = Nothing
home-todo-returned-text = First we mend what went wrong. Before we try again you get a mail that says what we mended, and when.

home-choose = Choose when
home-see-move = See the move
home-see-report = See report { $number }
home-all-fine = Everything works
home-report = Report a problem
home-moves-more = More moves of yours
home-moves-others = There are more. Each stands beside its domU below.

# The same in a line.
home-line-planned = Moves { $start }.
home-line-choose = Moves to { $site }. Choose when, until { $choose_until }.
home-line-undecided = Waits with its move to { $site }.
home-line-due = Moves any minute now.
home-line-late = Was to begin { $start }.
home-line-preparing = Is about to move to { $site }.
home-line-down = Is on its way to { $site }.
home-line-arriving = { $boots ->
    [0] Is handed over, and left off in { $site }.
   *[other] { $is_up ->
        [0] Starts in { $site }.
       *[other] Is up again, in { $site }. We are checking it.
    }
}
home-line-turning-back = { $is_up ->
    [0] Is on its way back to { $source }.
   *[other] Is up again, on { $source }. We are checking it.
}
home-line-unclear = We are checking where it may run.
home-line-returned = Its move came back. We try again.
home-line-moved = { $is_reported ->
    [0] Has moved. Please see whether everything works.
   *[other] Has moved. Report { $report } about it is open.
}

home-domus = Your domUs
home-size = { $disk } disk, { $memory } memory.
home-size-memory = { $memory } memory.
home-lives-on = On { $host } in { $site }
home-since = since
home-as-of = as of
home-never-known = never heard of
home-no-domus = When the core team has brought your domU in, you find it here.
home-more-domus = More of your domUs
home-broken = Something broken?
home-broken-text = Tell us, even if you’re not sure it’s us. The core team gets a message straight away.
home-my-reports = Your open reports
home-all-reports = All your reports
home-issue-waiting = Waiting for you
home-mails = Mails we sent you
home-no-mails = Nothing yet.

# The core team: tonight.
home-core-answer = { $moves }, { $n ->
    [0] nothing needs you.
    [one] one thing needs someone.
    [2] two things need someone.
    [3] three things need someone.
    [4] four things need someone.
    [5] five things need someone.
    [6] six things need someone.
   *[other] { $n } things need someone.
}
home-core-answer-due = { $due }, { $n ->
    [0] nothing else needs you.
    [one] one more thing needs someone.
    [2] two more things need someone.
    [3] three more things need someone.
    [4] four more things need someone.
    [5] five more things need someone.
    [6] six more things need someone.
   *[other] { $n } more things need someone.
}
home-core-due = It is your turn to move { $domu }
home-core-many-due = It is your turn to move { $n } domUs
home-core-quiet = Nothing moves right now
home-core-one-moves = { $domu } is on its way
home-core-one-prepares = { $domu } is about to move
home-core-one-checks = { $domu } is up again and being checked
home-core-one-turns-back = { $domu } is on its way back
home-core-many-move = { $n } domUs are being moved
home-post-update = Post an update
home-begin-head = The house is empty. This is how it fills:
home-begin-site = Add a site, where hosts stand
home-begin-host = Add a host
home-begin-import = Import what xl list prints there
home-begin-invite = Invite the members

home-due-title = to { $site }, run by you
home-due-now = Now
home-due-note = { $has_begun ->
    [0] until its window opens, at { $start }
   *[other] its window is open until { $end }
}
home-due-text = It is still up on { $source }, and its members know that it moves. { $is_too_late ->
    [0] The move takes about { $expected }: to be back before { $end }, it starts at { $last_start } at the latest.
   *[other] The move takes about { $expected }, so it would not be back before { $end } any more: give it another time.
}
home-due-start = Look it over and start
home-run-to = to { $site }, run by { $is_mine ->
    [0] { $operator }
   *[other] you
}
home-run-back = back to { $source }, run by { $is_mine ->
    [0] { $operator }
   *[other] you
}
home-run-down = down, back about { $back_at }
home-run-down-late = down; it was expected back at { $back_at }
home-run-down-back = down, on its way back
home-run-not-yet = Soon
home-run-not-yet-note = still up; its window is from { $start }
home-run-up = Up
home-run-up-note = again, being checked
home-run-copied = { $is_known ->
    [0] Copied { $bytes } of { $total }.
   *[other] Copied { $bytes } of { $total }, about { $left } left.
}
home-run-try = { $n ->
    [1] First try.
    [2] Second try.
    [3] Third try.
   *[other] Try number { $n }.
}
home-run-turn-back = Turn back before
home-run-past-turning = Its window is nearly over. Turn back now, or say why not.
home-run-window-ends = Its window ends
home-carry-on = Carry on
home-look-along = Look along with { $name }
home-doing-preflight = Preflight
home-doing-stop = Shutting down
home-doing-copy = Copying
home-doing-compare = Comparing
home-doing-prepare = Preparing
home-doing-commit = Handing over
home-doing-boot = Starting
home-doing-leave_off = Leaving it off
home-doing-check = Checking

home-needs = Needs someone
home-needs-order = What is down comes first, then the oldest worry. Take one and your name is on it.
home-needs-nobody = Nothing right now. Sleep well.
home-more-wait = More wait:
home-pill-nobody = Nobody yet
home-pill-report-down = Reported down
home-pill-report-partly = Reported broken
home-pill-report-question = Question
home-pill-mail = Mail failed
home-pill-full = Too full
home-pill-shifted = Clocks changed
home-need-overdue = should be over
home-need-overdue-text = Its window ended { $end }. { $has_operator ->
    [0] Nobody runs it.
   *[other] { $operator } runs it.
} Go on, or turn back.
home-need-late-back = should be back on { $source }
home-need-late-back-text = Its window ended { $end }, and the way back is not done.
home-need-not-signed-off = was never signed off
home-need-not-signed-off-text = { $is_up ->
    [0] It was handed over to { $target } and is not said to be up.
   *[other] It came up on { $target } { $up }, but the last step is open.
} Its window ended { $end }.
home-need-never-began = never began
home-need-never-began-text = Its window ended { $end }, and its members were told that it moves.
home-need-returned = came back
home-need-returned-text = It came back to { $source } { $ended }, after { $down } down. Its members wait for the cause, the fix and a new time.
home-need-word-late = waits for a word from us
home-need-word-late-text = Its members were to hear again { $word }. Write to them, even if you know nothing new. Nobody can say whether { $source } or { $target } has it.
home-need-unclear = may run on either side
home-need-unclear-text = Nobody can say whether { $source } or { $target } has it. Two of you look at both before anything is started.
home-need-held-open = was never signed off
home-need-held-open-text = It runs on { $target }. Its grace time ended { $grace }. An open report keeps it open, or a mail about the end that came late.
home-need-undecided = has no time
home-need-undecided-text = Its members were told { $start }, and nothing is booked.
home-need-held = is on hold
home-need-held-text = Its members wait for an answer. It was to move { $start }.
home-need-now = was asked to move at once
home-need-now-text = A member asked. Otherwise it moves { $start }.
home-need-nobody = has nobody who runs it
home-need-nobody-text = It begins { $start }.
home-need-report-text = From { $who }, { $at }. { $is_new ->
    [0] Nobody has taken it for { $waits }.
   *[other] It has just come in.
}{ $has_domu ->
    [0] {""}
   *[other] {" "}It is about { $domu }.
}
home-need-mail = { $who } doesn’t know: { $headline }
home-need-mail-text = Given up { $at } ({ $kind }). { $has_reply ->
    [0] {""}
   *[other] The server said “{ $reply }”.{" "}
}{ $has_second ->
    [0] There is no second address, so someone has to call.
   *[other] It went to their other address, too. Look whether that one arrived.
}
home-pill-services = Silent
home-need-services = does not answer as it did before the move
home-need-services-text = { $n ->
    [one] One service answered before the stop and does not any more.
   *[other] { $n } services answered before the stop and do not any more.
}
home-need-shifted = { $number } was booked for { $meant } { $zone }, which is now { $by_now }
home-need-shifted-post = “{ $title }” was planned for { $meant } { $zone }, which is now { $by_now }
home-need-post-overdue = “{ $title }” was to begin { $start }
home-need-post-overdue-text = It still says that it is planned. Say that it began, or that it is off.
home-need-shifted-text = The rules for the clocks of that zone have changed since. Nothing was moved: it begins { $start }. Book anew, or leave it.
home-need-full = is fuller than it can be
home-need-full-text = { $is_memory ->
    [0] {""}
   *[other] { $memory } of memory are missing.{" "}
}{ $is_disk ->
    [0] {""}
   *[other] { $disk } of disk are missing.{" "}
}A move leads there.
home-answer-it = Answer
home-look = Look at it
home-take = I’ll do it
home-answer = I’ll answer
home-another-time = Give it another time
home-book-again = Book the next try
home-see-mail = See the mail
home-moves = Moves, today and next
home-all-moves = All moves
home-moves-nobody = Nobody yet.
home-no-moves = None is booked.
home-in-hand = In hand
home-nothing-in-hand = Nothing.
home-club = The club tonight
home-club-up = Up
home-club-moved = Moved
home-club-mail = Mail
home-club-domus = { $up } of { $n ->
    [one] 1 domU
   *[other] { $n } domUs
}
home-club-many = all but { $not_up } of more than { $most } domUs
home-club-moves = { $arrived } in a week, { $to_come } to come
home-club-mails = { $failed } failed, { $owed } owed
home-outbox = Outbox
home-own-domus = Your own domUs

home-thanks = Thank you, they said
home-thanks-about = about
