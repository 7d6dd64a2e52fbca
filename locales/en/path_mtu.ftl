# Whether large frames get from one host to another, judged from what ping printed.
mtu-verdict-answered = answered
mtu-verdict-too-big = too big
mtu-verdict-silence = silence
mtu-verdict-lossy = lossy
mtu-verdict-unreachable = unreachable
mtu-verdict-proves-nothing = proves nothing

# One output: what it shows.
mtu-why-answered = { $sent ->
    [one] The probe of { $bytes } bytes was answered.
   *[other] All { $sent } probes of { $bytes } bytes were answered.
}
mtu-why-answered-quiet = { $sent ->
    [one] The probe of { $bytes } bytes was answered, but its line is missing. Without -q it counts as proof.
   *[other] All { $sent } probes of { $bytes } bytes were answered, but their lines are missing. Without -q it counts as proof.
}
mtu-why-router = The router { $router } turned { $bytes } bytes away: it lets { $mtu } through.
mtu-why-router-pieces = The router { $router } turned { $bytes } bytes away: it lets { $mtu } through. The answers after that came in pieces.
mtu-why-host = The sender itself refused { $bytes } bytes: it knows a limit of { $mtu }. That is its own card’s, or what a router told it in the last ten minutes.
mtu-why-host-unnamed = The sender itself refused { $bytes } bytes and named no limit.
mtu-why-silence = { $bytes } bytes: no answer and no error. A card’s own limit would have said “message too long”, a router “frag needed”.
mtu-why-silence-busybox = { $bytes } bytes: no answer. BusyBox would not show a router’s error, so try iputils’ ping too.
mtu-why-silence-no-buffer = { $bytes } bytes: no answer, and the sender’s own card took no more of them (“No buffer space available”). It named no limit.
mtu-why-lossy = { $received } of { $sent } probes of { $bytes } bytes were answered, the rest got lost.
mtu-why-turned-away = { $from } says: { $words }.
mtu-why-no-route = Nothing could be sent: { $words }.
mtu-why-unknown-name = Nothing could be sent: nobody knows the name { $name }.
mtu-why-busybox = BusyBox’s ping has no don’t-fragment bit: { $bytes } bytes may have gone in pieces.
mtu-why-in-pieces = It ran without -M do: { $bytes } bytes may have gone in pieces.
mtu-why-quiet-errors = -q hides why there was no answer. Run it again without.
mtu-why-usage = Nothing was sent: ping did not understand its options or could not run. It said “{ $line }”.
mtu-why-other-command = The output is not that of the command above it: another size, host or program.
mtu-why-cut = The end is missing. Paste it with all its lines.
mtu-why-strange = There is a line that ping or tracepath does not print there: “{ $line }”. Paste the output as it is.
mtu-why-numbers = Its numbers do not agree with each other. Paste the output as it is.
mtu-why-doubled = Answers came twice or damaged. Two hosts may have the same address, or the network has a loop.
mtu-why-trace-reached = tracepath reached the other end with packets of { $mtu } bytes.
mtu-why-trace-router = { $router } told tracepath that only { $mtu } bytes get through.
mtu-why-trace-silence = Nobody answered tracepath. The { $mtu } in it is the sender’s own card, not the path.
mtu-why-trace-refused = Somebody on the way turned tracepath away.
mtu-why-links = Limits of cards and bridges, no probe: { $links }.
mtu-why-links-down = Limits of cards and bridges, no probe. Down: { $down }. All: { $links }.
mtu-why-route = A route, no probe.
mtu-why-route-limit = A route, no probe. The kernel keeps to { $mtu } bytes towards { $to }.
mtu-why-driver = The driver of a card, no probe: { $driver }.
mtu-why-kernel = A kernel, no probe: { $kernel }.
mtu-why-other-tool = The output of a tool that does not probe the path.
mtu-why-empty = There is nothing in it.
mtu-why-unknown = This is no output of ping, tracepath or ip, or only a piece of one: “{ $line }”.

# A set of outputs.
mtu-conclusion-fits = fits
mtu-conclusion-silence = silence
mtu-conclusion-router-says = a router is too small
mtu-conclusion-local-too-small = too long for the sender
mtu-conclusion-unreachable = unreachable
mtu-conclusion-lossy = lossy
mtu-conclusion-contradiction = contradiction
mtu-conclusion-incomplete = not proven yet

mtu-fits = Packets of { $mtu } bytes get through whole, over { $families_more ->
    [1] { $families } and { $families_last }
   *[other] { $families_last }
}, towards { $towards_more ->
    [1] { $towards } and { $towards_last }
   *[other] { $towards_last }
}.
mtu-way-fits = Packets of { $mtu } bytes get through whole towards { $towards }, and one byte more is refused by the sender.
mtu-way-silence = Towards { $towards }, { $small } bytes are answered and { $bytes } vanish without a word: something on the path drops large frames and tells nobody. A copy would connect and then hang.
mtu-way-trace-silence = Towards { $towards }, { $small } bytes are answered, but nobody answers tracepath’s { $bytes }: large frames seem to vanish without a word. A ping of that size makes it certain.
mtu-way-silent-alone = Towards { $towards }, { $bytes } bytes are not answered. Whether small ones are, has to be pasted too: then it is known whether the size is to blame.
mtu-way-no-answer = Towards { $towards }, not even { $bytes } bytes are answered. The size is not to blame: a cable, an address or a firewall is.
mtu-way-router = The router { $router } on the way to { $towards } lets { $limit } bytes through, not { $mtu }.
mtu-way-learned = The way to { $towards } lets { $limit } bytes through, not { $mtu }: the sender’s card would take more, so a router told it so in the last ten minutes.
mtu-way-card = The sender’s own card takes { $limit } bytes towards { $towards }, not { $mtu }.
mtu-way-local = The sender keeps to { $limit } bytes towards { $towards }, not { $mtu }. Its own card is that small, or a router told it so in the last ten minutes: ip link and tracepath tell which.
mtu-way-local-unnamed = The sender refuses this size towards { $towards } and names no limit. Look at ip link.
mtu-way-both-reached-and-not = Towards { $towards }, one output was answered and another could not be sent. Something changed in between: probe again.
mtu-way-both-silent-and-not = Towards { $towards }, { $bytes } bytes were once answered and once not. Something changed in between: probe again.
mtu-way-control-passed = Towards { $towards }, { $bytes } bytes were answered though { $mtu } should be the most. Either a ping ran without -M do and its packets went in pieces, or the card’s limit is another one.
mtu-way-missing = Towards { $towards } these pings are not proven yet, by payload: { $payloads }.
mtu-way-damaged = One of the outputs is torn, changed or unknown. Paste it again, whole.
mtu-way-elsewhere = { $to } is an address of neither host.
mtu-way-wrong-side = A host was pinged from that very host. Each command belongs on the other end.
mtu-way-one-host = { $host } pinged two addresses. The way back has to be probed from the other end.
mtu-way-no-ping = There is no ping in it yet.

# What to do about it.
mtu-do-use-1500 = Use 1500 for this move: it costs a few seconds, and nothing else has to change.
mtu-do-find-the-small-one = Or find the small one: compare the limits of every card, bridge and switch port on the way.
mtu-do-change-nothing = Change no MTU tonight. It resets the card. Plan it as maintenance, with a timer that puts the old value back.
mtu-do-use-what-was-named = Use the limit that was named for this move.
mtu-do-ask-for-the-router = Or have whoever runs the router raise its limit, as maintenance of its own.
mtu-do-reach-it-first = Make the other end answer small pings first.
mtu-do-look-for-errors = Look for errors and drops on both cards (ethtool -S), then probe again. A copy would crawl.
mtu-do-probe-again = Probe both ways again and paste the commands with their outputs.
mtu-do-paste-the-rest = Paste what is missing, with the commands above the outputs.

# What a command is for.
mtu-probe-small = Has to be answered: every network carries this.
mtu-probe-large = The size of the copy. Silence here is the fault to look for.
mtu-probe-one-more = Has to be refused by the host itself, “message too long”. If it is answered, packets go in pieces and the line above proves nothing.
mtu-probe-trace = Where a limit is named, and by whom.
mtu-probe-route = Which card it leaves by, and what the kernel has learned of the path.
mtu-probe-links = Name and limit of every card and bridge. A bridge takes the smallest of its ports.
mtu-probe-kernel = The kernel that the verdict holds for.

# The command line.
mtu-line = { $file }: { $verdict }. { $why }
mtu-line-ping = { $file }: { $payload } bytes over { $family }: { $verdict }. { $why }
mtu-line-conclusion = Conclusion: { $conclusion }. { $why }
mtu-line-suspects = Limits below { $mtu }: { $links }.
mtu-line-unproven = Not proven: { $why }
mtu-unreadable = { $file } cannot be read: { $reason }.
mtu-too-long = { $file } is larger than 1 MiB; that is no output of ping.
