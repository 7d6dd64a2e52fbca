# Plans: several moves prepared together.
plans-title = Plans
plans-lede = Moves that belong together, such as the emptying of a host. The first that comes back pauses the others.
plans-none = No plan yet.
plan-new = A new plan
plan-title = Title
plan-title-hint = For example: Leaving prins.
plan-reason = Why?
plan-reason-hint = For the core team; each move says its own reason to its members.
plan-public = What everybody may read
plan-public-hint = Kept for the status page.
plan-stop = The first move that comes back pauses the others
plan-make = Make the plan
plan-moves = Moves
plan-no-moves = No move is in it yet. Choose it when you schedule one.
plan-paused = Paused
plan-goes-on = Goes on
plan-head = { $title } goes on
plan-head-paused = { $title } waits
plan-paused-head = Nothing of it starts now
plan-paused-text = Its moves keep their dates. When you know that what happened won’t happen to the next one, let it go on.
plan-pause-head = Pause it
plan-pause-why = Why it waits
plan-pause = Pause the plan
plan-resume-head = Let it go on
plan-resume-why = Why it may go on
plan-resume = Let it go on
plan-stop-fact = After a return
plan-stops = the others wait
plan-goes-on-regardless = the others go on
plan-event-made = Made
plan-event-paused = Paused
plan-event-returned = Paused, because a move came back or was lost:
plan-event-resumed = Goes on
plan-not-now = Somebody did that already. Look at the plan as it is now.
plan-reason-missing = Say why.
plan-title-missing = Give it a title.
start-plan-paused = Its plan, { $title }, is paused. Look at what came back, and let the plan go on first.
schedule-no-such-plan = We have no such plan.
new-move-plan = Part of a plan?
new-move-plan-hint = A plan is paused when one of its moves comes back.
new-move-no-plan = No
move-plan = Plan
move-plan-says = What we do

# The planner: emptying a host.
evacuation-title = Empty a host
evacuation-lede = Nothing is scheduled or mailed here. What you keep are drafts, and each is announced on its own page.
evacuation-ask = What to plan
evacuation-host = Empty
evacuation-next = Go on
evacuation-targets = Move to
evacuation-room = { $memory } memory and { $disk } disk free
evacuation-no-targets = No other host takes domUs in.
evacuation-day = First night
evacuation-from = Window starts
evacuation-to = Window ends
evacuation-deadline = To be empty by the end of
evacuation-skip = Not in these nights
evacuation-skip-hint = Days, such as 2026-12-24 2026-12-31.
evacuation-avoid = Not these domUs on these days
evacuation-avoid-hint = A line for each: its name, then the days, such as higgs 2026-11-24 2026-11-25.
evacuation-wishes = What members ask of you
evacuation-counts-on = One domU at a time, with what the last copies over the interconnect took, and half as long again to take it back. Times at which other moves need these hosts are left free.
evacuation-make = Make a plan
evacuation-left-out = Not part of it
evacuation-moves-already = has a move already: { $number }.
evacuation-blocked = is kept by { $device }.
evacuation-too-soon = Members are promised three days’ notice. Choose a later night.
evacuation-not-there = No domU of this host is at the beginning of “{ $line }”.
evacuation-proposed = { $moves ->
    [0] Nothing can be moved so
    [one] One domU in { $nights ->
        [one] one night
       *[other] { $nights } nights
    }
   *[other] { $moves } domUs in { $nights ->
        [one] one night
       *[other] { $nights } nights
    }
}{ $left ->
    [0] {""}
    [one] , one stays behind
   *[other] , { $left } stay behind
}
evacuation-measure = Together they are down for { $down }; copied all at once it would be { $shared }. { $has_gap ->
    [1] It ends { $gap } later than the nights alone would allow ({ $bound }){ $is_exact ->
        [1] , and no other order ends sooner.
       *[other] . Other orders may end sooner.
    }
   *[other] No plan ends sooner.
}
evacuation-conflicts = No place for these
evacuation-advice-time = Let the windows be longer, or let more nights be used.
evacuation-advice-night = Let the window of a night be longer.
evacuation-advice-room = Tick another host, or move something else away first.
evacuation-picture = The nights, drawn
evacuation-table = The plan
evacuation-window = Window
evacuation-up = Up again
evacuation-goes-to = To
evacuation-why = Why so
evacuation-late = After the deadline
evacuation-then-first = The first of the first night.
evacuation-then-after = Follows the one before.
evacuation-then-night = The rest of the night before was too short.
evacuation-then-avoided = Its people asked to avoid what came before.
evacuation-then-busy = Other moves need the hosts before.
evacuation-no-memory = { $host } lacks { $missing } memory by then.
evacuation-no-disk = { $host } lacks { $missing } disk by then.
evacuation-no-night = To { $host } it needs a window of { $needs }, longer than a night.
evacuation-no-time = To { $host } no night has time left.
evacuation-slower = To { $host } it takes { $by } longer.
evacuation-for-others = { $host } would be quicker; its room is for others.
evacuation-as-well = { $host } would do as well.
evacuation-capacity = Room on the targets, when all is done
evacuation-legend-plan = This plan
evacuation-keep = Keep it
evacuation-keep-hint = All of them become drafts in a new plan, or none does. New addresses are proposed where the site changes; look at each draft before you announce it.
evacuation-reason-hint = Goes into the mail of each move.
evacuation-save = { $n ->
    [one] Save one draft in a plan
   *[other] Save { $n } drafts in a plan
}
evacuation-changed = A domU or a target of it is not there any more. Here is a plan of what is there now.
evacuation-nobody = Nobody would move.
evacuation-no-address = No address is left for { $domu } at the site of its target. Add a network first.
evacuation-draft-refused = { $domu }: { $why }
