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
status-error-nothing-chosen = Choose at least one site or host, else nobody is affected and nobody gets a mail.
status-error-unknown-scope = One of the chosen sites or hosts is gone. Choose again.
status-error-no-such-post = There is no such post.
status-error-is-over = It is over already. You can add an afterword, but not change its state.
status-error-wrong-state = It can’t go there from where it stands now.
status-error-written-meanwhile = { $by } wrote in the meantime. Read it first; your text is still here, and sending it again works.
