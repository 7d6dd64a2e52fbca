# Moves: states, steps, causes, and what stands in the way of a change.
migration-state-draft = Draft
migration-state-announced = Announced
migration-state-booked = Planned
migration-state-on-hold = On hold
migration-state-running = Moving
migration-state-returned = Rolled back
migration-state-unclear = Unclear
migration-state-verifying = Moved
migration-state-closed = Done
migration-state-cancelled = Cancelled
migration-state-overdue = Overdue

migration-step-preflight = Preflight
migration-step-stop = Stop
migration-step-copy = Copy
migration-step-compare = Compare
migration-step-prepare = Prepare
migration-step-commit = Commit
migration-step-boot = Boot
migration-step-check = Check
migration-step-fence = Fence
migration-step-start-again = Start again
migration-step-check-again = Check again

migration-cause-path-mtu = Path MTU
migration-cause-nic-driver = NIC driver
migration-cause-disk-full = Disk full
migration-cause-slow-link = Slow link
migration-cause-xen-config = Xen config
migration-cause-bridge-or-vlan = Bridge or VLAN
migration-cause-address-or-gateway = Address or gateway
migration-cause-kernel-or-initrd = Kernel or initrd
migration-cause-bootloader = Bootloader
migration-cause-operator-stopped = Operator stopped
migration-cause-out-of-time = Out of time
migration-cause-other = Other

# History, one line an entry.
migration-event-save = Saved as a draft
migration-event-publish = Announced
migration-event-pick_slot = Booked
migration-event-assign_default = Booked at the announced time
migration-event-reschedule = Given another time
migration-event-hold = Put on hold
migration-event-release = Released
migration-event-start = Attempt started
migration-event-move_now = Started at once
migration-event-finish_step = Step done
migration-event-remark = Written down
migration-event-abort = Attempt aborted, turning back
migration-event-refuse = Attempt broken off before it went down
migration-event-roll_back = Back up at its old place
migration-event-succeed = Up at its new place
migration-event-lose_track = Lost track of it
migration-event-attest_source = Attested at its old place
migration-event-attest_target = Attested at its new place
migration-event-rebook = Announced again
migration-event-confirm = Confirmed and closed
migration-event-end_grace = Closed after the grace time
migration-event-report_broken = Reported broken
migration-event-revert = Taken back to its old place
migration-event-cancel = Cancelled
migration-event-take = Taken over

# Somebody else was faster.
migration-conflict = That is no longer possible. Look at the page as it is now.
migration-conflict-clock = That is no longer possible: the time for it is over.
migration-conflict-save = { $who } changed this draft in the meantime.
migration-conflict-publish = { $who } announced it in the meantime.
migration-conflict-pick_slot = That is not possible now: { $who } booked it.
migration-conflict-assign_default = That is not possible now: it was booked in the meantime.
migration-conflict-reschedule = { $who } gave it another time in the meantime.
migration-conflict-hold = { $who } put it on hold in the meantime.
migration-conflict-release = { $who } released it in the meantime.
migration-conflict-start = { $who } started an attempt in the meantime.
migration-conflict-move_now = { $who } started an attempt in the meantime.
migration-conflict-finish_step = { $who } was faster: that step is done, and the attempt has gone on.
migration-conflict-remark = { $who } wrote something down.
migration-conflict-abort = { $who } aborted the attempt in the meantime; it is on its way back.
migration-conflict-refuse = { $who } broke the attempt off in the meantime; it never went down.
migration-conflict-roll_back = { $who } has brought it back to its old place in the meantime.
migration-conflict-succeed = { $who } finished the attempt in the meantime; it runs at its new place.
migration-conflict-lose_track = Nobody knows which side runs. Attest both sides first.
migration-conflict-attest_source = { $who } attested that it runs at its old place.
migration-conflict-attest_target = { $who } attested that it runs at its new place.
migration-conflict-rebook = { $who } booked a second try in the meantime.
migration-conflict-confirm = { $who } closed it in the meantime.
migration-conflict-end_grace = It was closed in the meantime.
migration-conflict-report_broken = { $who } reported it broken.
migration-conflict-revert = { $who } is taking it back to its old place.
migration-conflict-cancel = { $who } cancelled it in the meantime.
migration-conflict-take = That is not possible in its present state. { $who } took it over last.

migration-not-found = There is no such move.
migration-core-only = Only the core team can do this.
migration-database = The database did not take it. Nothing was changed; try again.

# Scheduling.
schedule-no-such-domu = We have no domU of that name.
schedule-no-such-host = We have no host of that name.
schedule-target-is-source = It lives on { $host } already.
schedule-target-takes-none = { $host } takes no domUs: it is drained or retired.
schedule-blocked = { $device } of its host keeps it from moving.
schedule-no-memory = { $host } has too little memory free, { $mebibytes } MiB are missing.
schedule-no-disk = { $host } has too little disk free, { $mebibytes } MiB are missing.
schedule-room-taken = Somebody else took the room on that host first. Choose another host.
schedule-short-notice = That is less than { $hours } hours ahead. Take a later window, or say why it can’t wait.
schedule-reason = Say why it moves, in at most 2,000 characters. It goes in the mail.
schedule-grace-days = Keep the old copy for 1 to 60 days.
schedule-already-moving-as = It has a move already, { $migration }. Finish or cancel that one first.
schedule-already-moving = It has a move already. Finish or cancel that one first.
schedule-window-taken = It has another move in that window.
window-past = The window starts in the past.
window-ends-before-start = The window ends before it starts.
window-longer-than-a-day = The window is longer than 24 hours.
window-too-short = The window is too short: it needs { $minutes } minutes, to come back if the move fails.
address-not-its-own = { $address } is no address of this domU.
address-outside-the-site = { $address } is in no network of the target’s site.
address-not-for-hosts = { $address } is the gateway or the network itself.
address-taken = { $address } is taken.
address-twice = { $address } is there twice.
address-other-family = { $old } and { $new } are of different kinds, IPv4 and IPv6.

reschedule-same-window = That is the window it has.
reschedule-reason = Say why it gets another time. It goes in the mail.
cancel-reason = Say why it is cancelled. It goes in the mail.

# An attempt.
start-needs-an-operator = An attempt needs a person who runs it.
start-moved-meanwhile = It lives on { $host } now. Cancel this move and schedule it anew.
start-too-early = It is too early: the preflight may begin { $minutes } minutes before the window.
start-too-late = Too little of the window is left: it needs { $minutes } minutes. Give it another time.
step-before-the-window = Its members were promised that it runs until the window opens. Stop it then.
step-name-differs = That is not its name. Type { $domu } to hand it over.
step-source-not-attested = Look at the source and tick that it is down and fenced.
step-target-not-attested = Look at the target and tick that it is ready.
abort-after-commit = It was handed over to the target, so there is no abort any more. Boot it again there.
abort-cause = Say what went wrong, in words its members can use.
rebook-cause = Say what went wrong. It goes in the mail.
rebook-fix = Say what was mended. It goes in the mail.
take-not-core = Only an active member of the core team can run it.

# In mails.
mail-address-becomes = { $old } becomes
mail-address-became = { $old } became
mail-address-as-before = { $family }, as before
