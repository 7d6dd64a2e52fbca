### What dom0s report, and the tokens that they report with.

host-reporter = What its dom0 reports
host-reporter-text = With a token, domovoi dom0 on { $host } reports copies, steps and traffic. It calls the portal; the portal never signs in to it.
host-tokens = Tokens
host-tokens-none = It has no token, so nothing is reported. Moves are run by hand.
host-token = Token
host-token-made-at = Made
host-token-used-at = Last used
host-token-never-used = Not yet
host-token-revoked = Revoked
host-token-revoke = Revoke
host-token-make = Make a token
host-token-made = A token for { $host }
host-token-once = It is shown this once. We keep no copy that anybody could read.
host-token-file = Put these lines into this file on { $host }, readable by root alone.
host-token-revoke-old = Has it an older token? Revoke that one once this one is in use.
host-token-back = Back to { $host }
host-token-too-many = It has { $most } tokens already. Revoke one first.
host-token-retired = The host is retired: nothing is left to report.
reported-copy-differs = The copy differs from the original, so it is not done.
commit-word-not-the-target = Only the dom0 of the target asks for the commit word.
commit-word-not-under-way = This attempt is not under way.
commit-word-leads-back = The attempt leads back to its old place; nothing boots at the new one.
commit-word-too-early = The attempt is at the step “{ $step ->
    [preflight] { migration-step-preflight }
    [stop] { migration-step-stop }
    [copy] { migration-step-copy }
    [compare] { migration-step-compare }
    [prepare] { migration-step-prepare }
   *[other] { $step }
}”, not at “{ migration-step-commit }”.
copy-head = The copy
copy-copied = copied
copy-done = Copied
copy-bytes-of = { $bytes } of { $total }
copy-speed = Speed
copy-a-second = { $bytes }/s
copy-left = Left
copy-about = about { $time }
copy-heard = Last heard
copy-ago = { $time } ago
copy-heard-at = heard
copy-sent = { $host } sent { $bytes }
copy-received = { $host } received { $bytes }
copy-flat = Nothing has moved for { $time }.
copy-is-same = Both sides have the same BLAKE3 digest.
copy-differs = The two sides do not have the same BLAKE3 digest: the copy differs from the original.
copy-clashed = One report came twice with two contents: two reporters run for this attempt. Stop one of them.
copy-lamp-stale = Nothing heard
copy-lamp-one-silent = One side is silent
copy-lamp-stalled = Stands still
copy-lamp-failed = Broke off
copy-lamp-text-stale = The host has not reported for a while. The copy may well go on: a report that is late changes nothing.
copy-lamp-text-one-silent = { $host } has not reported for a while, the other side has. The copy may well go on: a report that is late changes nothing.
copy-lamp-text-stalled = The host reports, but no bytes go through.
copy-lamp-text-failed = The copy broke off before its end. Nothing is lost: the original is where it was.
copy-hold = Hold the copy
copy-go-on = Let it go on
copy-hold-hint = Whoever copies with --obey holds on between two buffers, and goes on when you say so. Nothing is lost by it but time.
copy-asked-to-hold = Asked to hold on
copy-asked-to-stop = Asked to stop
copy-obeyed = { $host } obeyed
copy-obeyed-not-yet = Not obeyed yet.
copy-stopped-at = The copy got as far as { $bytes } of { $total }.
host-reported = What { $host } says of itself
host-reported-ago = Reported { $time } ago
host-reported-fresh = Reports
host-reported-stale = Nothing heard
host-reported-stale-text = What follows was so then. The host may run well: its reporter, or the way to us, may be what stands still.
host-reported-clock-ahead = Its clock is { $time } ahead of ours.
host-reported-clock-behind = Its clock is { $time } behind ours.
host-reported-running = DomUs running
host-reported-memory-free = Memory free
host-reported-disk-free = Disk free
host-reported-kernel = Kernel
host-reported-as-recorded = Who runs there is who is recorded there.
host-reported-strangers = Runs there and is not recorded: { $names }
host-reported-elsewhere = runs there, and is recorded on { $host }
host-reported-not-running = is recorded here, and does not run
host-reported-awake = Runs, and is recorded as off: { $names }
host-reported-renamed = { $recorded } is called { $name } there
host-reported-nothing-changed = A report changes no domU.
host-reported-import = Import what xl prints
host-reported-trouble = Not everything could be read there:
host-reported-links = Cards, bridges and what they carry
host-link-name = Name
host-link-kind = Kind
host-link-driver = Driver
host-link-card = Card
host-link-bridge = Bridge
host-link-bond = Bond
host-link-vlan = VLAN
host-link-port-of = port of { $name }
host-link-no-driver = none
host-link-up = up
host-link-down = down
step-reported-late = reported { $time } late
