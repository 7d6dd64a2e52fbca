# Issues: reports of breakage.
issue-severity-down = It is down
issue-severity-partly = Part of it is broken
issue-severity-question = It works, I have a question
issue-state-new = New
issue-state-acknowledged = We’re on it
issue-state-waiting = Waiting for { $reporter }
issue-state-waiting-short = Waiting for the reporter
issue-state-resolved = Solved
issue-state-closed = Closed

issue-error-not-a-member = Only a member can report this. Sign in first.
issue-error-no-such-domu = You have no domU of that name. Choose one from the list, or “something else”.
issue-error-no-such-migration = That move is not of this domU.
issue-error-nothing-said = Write at least one sentence, and at most 20,000 characters.
issue-error-too-many = You have sent many reports in a short time. Add to one of them, or try again in an hour.
issue-error-no-such-issue = There is no such report.
issue-error-answered-meanwhile = { $by } answered while you wrote. Read it first; your text is still here, and sending it again works.
issue-error-is-closed = This report is closed. If it is broken again, reopen it first.
issue-error-wrong-state = Somebody changed this report in the meantime. Look at where it stands now.
issue-error-not-of-the-core-team = Choose somebody of the core team.
issue-error-taken-meanwhile = { $by } took this on in the meantime.
issue-error-unknown-migration = There is no move with that number.
issue-error-another-domu = That move is of a domU that is not the reporter’s, or not the one this report is about.

issue-error-choose-domu = Choose what it is about.

issues-title = Reports
issues-nobody = { $n ->
    [0] Every report has somebody.
    [one] One report has nobody.
   *[other] { $n } reports have nobody.
}
issues-in-hand = { $n ->
    [0] None is in hand.
    [one] One is in hand.
   *[other] { $n } are in hand.
}
issues-holding = { $n ->
    [one] The clock of one move stands still because of them.
   *[other] The clock of { $n } moves stands still because of them.
}
issues-own = { $n ->
    [0] None of your reports is open.
    [one] One of your reports is open.
   *[other] { $n } of your reports are open.
}
issues-own-lede = Each answer comes by mail, too.
issues-report = Report a problem
issues-write-down = Write one down
issues-search = Search
issues-search-hint = Words, number, member or domU
issues-anyone = Anyone
issues-none-found = No report is like that.
issues-show-all = Show all that are not closed
issues-tabs = Which reports
issues-tab-not-closed = Not closed
issues-tab-mine = Mine, { $n }
issues-tab-holding = Holding up a move
issues-col-report = Report
issues-col-about = About
issues-col-state = State
issues-col-taken-by = Taken by
issues-col-touched = Last word
issues-about-else = Something else
issues-nobody-yet = Nobody yet
issues-none = No reports here. May it stay so quiet.
issues-no-more = No older reports.
issues-older = Older reports

issue-new-title = Tell us what’s broken
issue-new-lede = Three questions. The core team gets your report straight away, and you get every reply by mail.
issue-new-known = We are already on this
issue-new-known-since = since
issue-new-known-anyway = Is it that? Then follow it there. If you are not sure, report it anyway.
issue-new-about-move = You come from the move of { $domu } to { $target } ({ $number }). Your report goes with it.
issue-new-domu = What is it about?
issue-new-domu-place = On { $host } in { $site }
issue-new-domu-else = Something else, or I’m not sure
issue-new-domu-else-hint = The portal, a mail from us, the network
issue-new-other-domu = Or another domU
issue-new-other-domu-hint = By name. This wins over the choice above.
issue-new-body = What is wrong?
issue-new-body-hint = What did you try, and what happened? Paste an error message if you have one.
issue-new-severity = How bad is it?
issue-new-we-add = We add what we know: where the domU lives, and its move if it has just moved.
issue-new-send = Send report
issue-new-never-mind = Never mind

issue-reported-by = Reported by { $reporter }
issue-sent-head = We have it: { $number }
issue-sent-text = A copy is on its way by mail. Somebody looks within the hour on most evenings; at night and on working days it can take longer.
issue-core-team = core team
# How long the old copy of a domU is kept: the end of a sentence.
old-copy-until = until { $at }
old-copy-while-report = for as long as report { $report } is open
old-copy-while-reported = for as long as a report about it is open

issue-the-core-team = The core team
issue-event-reopened = opened it again
issue-event-taken = took it on
issue-event-in-hand = saw to it that somebody is on it
issue-event-answered = answered, so it is with the core team again
issue-event-waits = waits for { $reporter }
issue-event-waits-for-you = waits for you
issue-event-solved = says it is solved
issue-event-fixed = says it is fixed
issue-event-closed = closed it
issue-internal = Internal, the member does not see this
issue-is-closed = This report is closed.
issue-reopen = It is broken again
issue-fixed = It works again, close this
issue-reply = Your reply
issue-reply-hint = The core team sees it at once.
issue-reply-hint-core = Goes to the member by mail and stands in this thread.
issue-reply-state = And then it is
issue-reply-state-same = in the state it has
issue-reply-send = Send reply
issue-reply-send-to = Send to { $reporter }
issue-note = Note for the core team
issue-note-hint = Stays here. It is in no mail, and the member’s page leaves it out.
issue-note-save = Keep note
issue-about = About this report
issue-fact-state = State
issue-fact-severity = How bad
issue-fact-domu = DomU
issue-fact-move = Move
issue-fact-taken-by = Taken by
issue-fact-first-answer = First reply
issue-fact-seen-by = Who sees it
issue-after = after { $time }
issue-move-to = { $number }, to { $target }
issue-seen-by-you = You and the core team
issue-seen-by = { $reporter } and the core team
issue-take = I’ll answer
issue-assign = Who answers
issue-assign-save = Hand over
issue-set-state = Put it, without a mail, to
issue-set-state-save = Change state
issue-link = Move that it holds up
issue-link-hint = A number such as M-142; empty for none.
issue-link-save = Link
