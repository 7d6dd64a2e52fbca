# The outbox of the core team, the mails of a demonstration, and the link that ends news.

outbox-title = Mail
outbox-head = { $failed ->
    [0] { $again ->
        [0] { $owed ->
            [0] Every mail went out.
            [one] One mail is on its way. The others went out.
           *[other] { $owed } mails are on their way. The others went out.
        }
        [one] One mail is tried again. No mail has failed.
       *[other] { $again } mails are tried again. No mail has failed.
    }
    [one] { $again ->
        [0] One mail never arrived. The others went out.
        [one] One mail never arrived, one is tried again. The others went out.
       *[other] One mail never arrived, { $again } are tried again. The others went out.
    }
   *[other] { $again ->
        [0] { $failed } mails never arrived. The others went out.
        [one] { $failed } mails never arrived, one is tried again. The others went out.
       *[other] { $failed } mails never arrived, { $again } are tried again. The others went out.
    }
}
outbox-head-kept = No mail server is set, so no mail leaves. { $waiting ->
    [0] None waits.
    [one] One waits.
   *[other] { $waiting } wait.
}
outbox-head-away = { $n ->
    [one] The mail server can’t be reached. One mail waits.
   *[other] The mail server can’t be reached. { $n } mails wait.
}
outbox-lede-away = We have tried in vain since
outbox-lede-failed = { $failed ->
    [one] One mail never arrived.
   *[other] { $failed } mails never arrived.
}
outbox-head-owed = { $owed ->
    [one] One mail is on its way.
   *[other] { $owed } mails are on their way.
}
outbox-lede-none = Nothing is owed right now.
outbox-lede-oldest = The oldest owed mail waits since
outbox-tabs = Which mails
outbox-tab-all = Everything
outbox-many = more than { $count }
outbox-pile-failed = Failed
outbox-pile-again = Tried again
outbox-pile-owed = Owed
outbox-pile-sent = Sent
outbox-pile-dropped = Not sent
outbox-list = Mails
outbox-column-mail = Mail
outbox-column-to = To
outbox-column-state = State
outbox-column-said = What the server said
outbox-column-do = Do
outbox-empty = No mail is here.
outbox-not-tried = not tried yet
outbox-tries = { $attempts ->
    [one] one try, the last
   *[other] { $attempts } tries, the last
}
outbox-next-try = next try
outbox-waits-for-server = waits for the mail server
outbox-doubt = it may have arrived twice
outbox-read = Read it
outbox-retry = Try again
outbox-retry-now = Try now
outbox-nothing-to-retry = This mail has left meanwhile, or it never will. Look at it again.
outbox-why-superseded = A newer mail took its place.
outbox-why-expired = It would only have confused by then.
outbox-why-cancelled = Nothing is sent to this address: { $note }
outbox-older = Older
outbox-newest = Newest
outbox-pages = Pages
outbox-server = The mail server
outbox-server-away = Can’t be reached
outbox-server-since = Since
outbox-server-words = Its last words
outbox-server-waiting = Mails that wait
outbox-server-next = Next try
outbox-server-any-moment = any moment
outbox-server-last = Last took a mail
outbox-server-said = It said
outbox-server-none = None is set. Whoever runs the portal names it in DOMOVOI_SMTP_URL; what waits goes out then.
outbox-server-never = It has taken no mail from us yet.
outbox-back = All mails
outbox-fact-to = To
outbox-fact-subject = Subject
outbox-fact-written = Written
outbox-fact-sent = Sent
outbox-fact-expires = Makes sense until
outbox-letter = What it says
outbox-html = As HTML
outbox-secret = This mail has a link that opens an account, so only its reader sees what it says.

mail-kind-invitation = invitation
mail-kind-password_reset = new password
mail-kind-password_changed = password changed
mail-kind-address_confirm = new address
mail-kind-address_asked = address asked for
mail-kind-address_changed = address changed
mail-kind-role_changed = role changed
mail-kind-suspended = kept out
mail-kind-reinstated = let in again
mail-kind-sessions_ended = signed out
mail-kind-announced = announced
mail-kind-booked = booked
mail-kind-on_hold = waits
mail-kind-hold_answered = answer
mail-kind-goes_on = goes on
mail-kind-now_declined = not now
mail-kind-reminder = reminder
mail-kind-grace_ending = old copy goes
mail-kind-hold_asked = asks to wait
mail-kind-hold_withdrawn = no need to wait
mail-kind-now_asked = asks for now
mail-kind-broken_reported = reported broken
mail-kind-nobody_assigned = nobody runs it
mail-kind-overdue = overdue
mail-kind-undecided = no time
mail-kind-kept_longer = old copy stays
mail-kind-rescheduled = another time
mail-kind-started = started
mail-kind-returned = rolled back
mail-kind-moved = moved
mail-kind-moving_back = moving back
mail-kind-checking = we are checking
mail-kind-lost_track = nobody knows where
mail-kind-word_late = word is late
mail-kind-two_reporters = two reporters
mail-kind-closed = closed
mail-kind-cancelled = cancelled
mail-kind-issue_receipt = report received
mail-kind-issue_reply = reply to a report
mail-kind-issue_reported = new report
mail-kind-status_update = status update
mail-kind-test = test

demo-mail-title = Mails of this demonstration
demo-mail-head = { $count ->
    [0] No mail was written yet.
   *[other] What the club’s members were sent
}
demo-mail-lede = Nothing here leaves this machine. In a real club each of these goes to one person; here you may read them all.
demo-mail-back = All mails of this demonstration

unsubscribe-title = No more news by mail?
unsubscribe-lede = You get no more mails about status updates. Mails about your own domUs go on: those can’t be switched off.
unsubscribe-button = No more news by mail
unsubscribe-done-title = You get no more news by mail
unsubscribe-done = Mails about your own domUs go on. You can switch news on again on your account page.
unsubscribe-account = Your account

# How long something is kept, within a sentence of a mail.
mail-dns-records = { $n ->
    [one] this DNS record
   *[other] these { $n } DNS records
}
mail-dns-take-out = take it out
mail-try = { $n ->
    [2] second try
    [3] third try
    [4] fourth try
    [5] fifth try
    [6] sixth try
   *[other] try { $n }
}
mail-days = { $n ->
    [one] one day
   *[other] { $n } days
}
