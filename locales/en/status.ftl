# The public status page and its posts.
status-kind-outage = Incident
status-kind-maintenance = Maintenance
status-kind-news = Notice
status-kind-outage-hint = Something is broken
status-kind-maintenance-hint = Planned work
status-kind-news-hint = Good to know
status-severity-minor = Minor
status-severity-minor-hint = Slow, or a part doesn’t work
status-severity-major = Major
status-severity-major-hint = Some of it is down
status-severity-critical = Critical
status-severity-critical-hint = All of it is down
status-state-investigating = We are looking
status-state-identified = We know what it is
status-state-watching = Mended, we keep watching
status-state-resolved = Solved
status-state-planned = Planned
status-state-in_progress = Under way
status-state-verifying = Being checked
status-state-completed = Done
status-state-cancelled = Cancelled
status-state-published = Published
status-overdue = Overdue

status-answer-well = Everything is up.
status-answer-nothing-yet = Nobody lives here yet.
status-answer-broken = { $n ->
    [one] Something is broken, and we are on it.
   *[other] { $n } things are broken, and we are on them.
}
status-answer-moving = { $n ->
    [one] One domU is moving.
   *[other] { $n } domUs are moving.
}
status-answer-checked = { $n ->
    [one] One domU is up again and being checked.
   *[other] { $n } domUs are up again and being checked.
}
status-answer-preparing = { $n ->
    [one] One domU is about to move.
   *[other] { $n } domUs are about to move.
}
status-answer-unclear = { $n ->
    [one] We are checking where one domU runs.
   *[other] We are checking where { $n } domUs run.
}
status-answer-work-due = Planned work is due.
status-answer-well-but-unknown = All that we have heard of is up.
status-answer-unknown = We have not heard yet how our domUs are.
status-answer-worked-on = { $n ->
    [one] We are at work.
   *[other] We are at work in { $n } places.
}
status-answer-rest = { $n ->
    [0] {""}
    [one] The other one is fine.
   *[other] The other { $n } are fine.
}
status-answer-today = { $n ->
    [one] One domU moves later today.
   *[other] { $n } domUs move later today.
}

status-error-not-of-the-core-team = Only the core team posts here.
status-error-bad-title = Give it a title of at most 200 characters.
status-error-nothing-said = Write at least one sentence, and at most 20,000 characters.
status-error-wrong-first-state = Choose a state in which a post of this kind can begin.
status-error-outage-ahead = An incident can’t begin later than now. Is it maintenance?
status-error-no-end = Say until when, later than the start.
status-error-outage-with-end = An incident ends when you say that it is solved: leave this empty. Is it maintenance?
status-error-nothing-chosen = Choose at least one site or host, else nobody is affected and nobody gets a mail.
status-error-unknown-scope = One of the chosen sites or hosts is gone. Choose again.
status-error-no-such-post = There is no such post.
status-error-is-over = It is over already. You can add an afterword, but not change its state.
status-error-wrong-state = It can’t go there from where it stands now.
status-error-written-meanwhile = { $by } wrote in the meantime. Read it first; your text is still here, and sending it again works.

status-title = { $answer }
status-post-button = Post an update
status-right-now = Right now,
status-zone = All times are in the club’s zone ({ $zone }).
status-a-domu = A domU
status-to = to
status-until = to
status-begun = Since
status-from = From
status-since = since
status-last-word = Last word from us:
status-follow = Follow it
status-moving = Moving
status-unclear = Being checked
status-was-on-its-way = was on its way from { $source } to { $target }
status-unclear-text = Nobody can say yet where it runs. We look at both hosts before anything is started.
status-plan = Planned
status-plan-moves = { $n ->
    [one] One move until
   *[other] { $n } moves until
}
status-plan-paused = It waits at the moment.
status-on-its-way = is on its way to { $target } in { $site }
status-leg-preparing = is about to move to { $target } in { $site }
status-leg-up = is up on { $host } in { $site }
status-leg-leaving = is about to go back to { $source } in { $site }
status-leg-turning-back = is on its way back to { $source } in { $site }
status-leg-soon = Soon
status-leg-going-back = Going back
status-still-up-there = It is still up at its new place while we prepare.
status-up-again = We are checking it.
status-down-from = Down since
status-down-since = Shut down at
status-expected-back = expected back around
status-still-up = It is still up at its old place while we prepare.
status-takes-longer = It takes longer than we planned.
status-up = Up
status-all = { $domus ->
    [one] One domU
   *[other] All { $domus } domUs
} on { $hosts ->
    [one] one host
   *[other] { $hosts } hosts
}
status-all-heard-of = All that we have heard of
status-all-else = Everything else
status-all-count = In all there { $domus ->
    [one] is one domU
   *[other] are { $domus } domUs
} on { $hosts ->
    [one] one host
   *[other] { $hosts } hosts
}.
status-as-we-know = As far as we know.
status-unknown = { $n ->
    [one] One domU has not been heard of.
   *[other] { $n } domUs have not been heard of.
}
status-off = { $n ->
    [one] One domU is switched off by its owner.
   *[other] { $n } domUs are switched off by their owners.
}
status-street = Where everyone lives
status-street-hint = A house is a host, a window is a domU.
status-domus = { $n ->
    [0] nobody home
    [one] one domU
   *[other] { $n } domUs
}
status-drained = drained
status-further = And { $hosts ->
    [one] one more host
   *[other] { $hosts } more hosts
} along the quay, with { $domus ->
    [one] one domU
   *[other] { $domus } domUs
}.
status-nobody-on-the-water = Nobody on the water
status-window-up = up
status-window-moving = moving
status-window-broken = broken
status-window-doubtful = maybe broken
status-window-off = switched off
status-window-unknown = not heard of
status-window-due = expected here
status-window-empty = nobody home
status-names = A domU is named only if its member wants that. The others are counted, not named, also when they move or break.
status-coming-up = Coming up
status-other-moves = Other moves
status-col-when = When
status-col-domu = DomU
status-col-way = From and to
status-col-down = Down for about
status-nothing-planned = Nothing is planned.
status-updates = Updates from the core team
status-link = All about this
status-moves = { $n ->
    [one] one move
   *[other] { $n } moves
}
status-days = Day by day
status-quiet = A quiet day.
status-quiet-today = A quiet day so far.
status-moved = Moved
status-moved-to = to { $target }
status-rolled-back = Rolled back
status-stayed = stayed on { $source }
status-lost-between = was lost sight of between { $source } and { $target }
status-down-for = down { $time }
status-report-head = Something broken?
status-report-text = Is your domU not working?
status-report-link = Tell us
status-mails = Members get a mail when something of theirs is touched.

status-post-open = We are on it. The newest word is on top.
status-post-due = This is planned for now. Whether it has begun is not said yet.
status-post-over = It is over.
status-post-ahead = This is still to come.
status-post-overdue = The time that we planned for this has passed, and we are not done.
status-post-words = What we wrote
status-post-newest-first = Newest first, unchanged
status-post-by = By { $author }.
status-post-link = Link
status-facts = Facts
status-fact-begins = Begins
status-fact-began = Began
status-fact-first-word = First word
status-fact-at-once = at once
status-fact-after = after { $time }
status-fact-ended = Ended
status-fact-until = Until
status-fact-severity = Severity
status-fact-mailed = Mailed
status-members = { $n ->
    [0] nobody
    [one] one member
   *[other] { $n } members
}
status-now-link = Status right now

status-new-title = Post an update
status-new-lede = Goes on the status page. Mail only those it touches.
status-update-head = Write the next update
status-field-kind = What kind?
status-field-severity = How bad?
status-field-severity-hint = Counts only for incidents.
status-field-scope = What does it touch?
status-field-migrations = Moves
status-field-migrations-hint = Their numbers, such as M-142.
status-field-title = Title
status-field-title-hint = What a member notices, in their words.
status-field-body = Text
status-field-body-hint = Markdown. Say what you know, what you don’t, and when you write again.
status-field-state = State
status-field-state-same = stays as it is
status-field-state-usual = the usual first one
status-field-starts-at = From
status-field-time-hint = Such as 2026-11-18 22:00, in { $zone }. Empty means now.
status-field-ends-at = Until
status-field-ends-hint = For maintenance. Such as 2026-11-18 23:30, in { $zone }.
status-field-audience = Send mail too?
status-audience-nobody = No, status page only
status-audience-affected = Yes, to those it touches
status-audience-everybody = Yes, to everybody
status-left-out = { $n ->
    [one] One more has switched these mails off
   *[other] { $n } more have switched these mails off
}
status-publish = { $n ->
    [0] Publish, mail nobody
    [one] Publish and mail one member
   *[other] Publish and mail { $n } members
}
status-preview = Show preview
status-beside-moves = Members were promised a move in that time
status-beside-hint = Choose another time, give these moves another window, or publish and know that they may suffer. An MTU can’t be changed while they run: the portal doesn’t record it.
status-preview-first = The preview counts who gets a mail. After it you can publish.
status-preview-head = Preview
status-preview-as = As on the status page
status-preview-none = Nothing to show yet.
status-not-published = Not published yet
status-error-count-changed = { $n ->
    [0] Nobody would get this mail now. Look again, then publish.
    [one] One member would get this mail now. Look again, then publish.
   *[other] { $n } members would get this mail now. Look again, then publish.
}
status-error-no-such-move = There is no move { $number }.
status-error-unknown-migration = Write the numbers of moves like M-142.

local-time-unreadable = Write it like 2026-11-18 22:00.

# The diary of an attempt to move a domU
status-diary-title = A move from { $source } to { $target }
status-diary-moved = One domU moved from { $source } to { $target }. It was down for { $down }; we had promised { $promised }.
status-diary-returned = One domU was to move from { $source } to { $target }, and came back to its old place. It was down for { $down }; we had promised { $promised }. Nothing is lost.
status-diary-taken-back = One domU had moved from { $source } to { $target }, and we took it back to its old place. It was down for { $down } on the way back.
status-diary-superseded = One domU moved from { $source } to { $target }, and did not stay there: we took it back later. The way there had it down for { $down }; we had promised { $promised }.
status-diary-unclear = One domU was to move from { $source } to { $target }, and for a while nobody could say where it ran. It was down for { $down } at most; we had promised { $promised }.
status-diary-ended = One domU was to move from { $source } to { $target }. It was down for { $down }; we had promised { $promised }.
status-diary-cause = What was wrong: { $cause }.
status-diary-times = It began on { $began }. In the same time zone:
status-diary-stop = it was shut down
status-diary-copy = its image was copied, { $size }
status-diary-compare = the copy was compared with the original
status-diary-commit = it was handed over to { $target }
status-diary-boot = it was started on { $target }
status-diary-check = everything was checked
status-diary-broken-off = we broke the attempt off
status-diary-start-again = it was started on { $source } again
status-diary-check-again = it was checked at its old place
status-diary-never-down = The domU never went down in this attempt, so there is nothing to tell.
status-diary-never-up = The domU did not come up in this attempt, so how long it was down is told with the one after it.
