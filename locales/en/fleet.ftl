# Sites, hosts, networks, domUs, and their import.
fleet-database-away = The database does not answer. Nothing was changed.

fleet-bytes-empty = Say how much, with its unit: 2 GiB.
fleet-bytes-no-unit = Say the unit too: 2 GiB, 512 MiB.
fleet-bytes-not-a-size = That is not a size. Write it like 2 GiB or 512 MiB.
fleet-bytes-zero = It has to be more than nothing.
fleet-bytes-too-big = That is more than any machine has. Look at the unit.

fleet-host-name-shape = “{ $name }” can’t be the name of a host. Use letters, digits, dots, dashes and underscores, 63 at most, and begin with a letter or a digit. “new” is taken by the page for new ones.
fleet-site-name-length = “{ $name }” can’t be the name of a site. Begin with a letter or a digit and use 100 characters at most.

# Import: what is wrong with an output.
fleet-import-empty = { $output ->
    [list] The output of xl list -l is empty. xl prints nothing when xenstored does not answer or when it stopped with an error: look at what it said, and run it as root.
    [info] The output of xl info is empty. Run it as root on the dom0.
   *[disks] The output of lvs is empty. Run it as root on the dom0.
}
fleet-import-refused = { $output ->
    [list] xl list -l could not look: it said “{ $said }”. Run it as root on the dom0.
    [info] xl info could not look: it said “{ $said }”. Run it as root on the dom0.
   *[disks] lvs could not look: it said “{ $said }”. Run it as root on the dom0.
}
fleet-import-short-list = This is the output of xl list without -l. It lacks uuids, disks and network cards. Run xl list -l.
fleet-import-report-as-list = This looks like what lvs or lvm fullreport prints. It belongs in “{ fleet-import-disks }” (--disks); here goes the output of xl list -l.
fleet-import-ends-early = { $output ->
    [list] The output of xl list -l
    [info] The output of xl info
   *[disks] The output of lvs
} ends too early, in line { $line }, column { $column }. A part of it is missing, so nothing was read from it.
fleet-import-broken = { $output ->
    [list] The output of xl list -l
    [info] The output of xl info
   *[disks] The output of lvs
} can’t be read: in line { $line }, column { $column }: { $why }. Nothing was read from it.
fleet-import-nobody-listed = The output of xl list -l lists nobody, not even Domain-0. xl could not look: run it as root on the dom0.
fleet-import-unknown-host = There is no host { $host }. To make it, say its site too, and give the output of xl info.
fleet-import-new-host-without-info = A host that is new needs the output of xl info, which says how much memory it has.
fleet-import-new-host-without-dom0 = A host that is new needs the whole output of xl list -l: Domain-0 is not in it, so we can’t tell how much memory dom0 takes.
fleet-import-no-memory-left = By xl info and xl list -l, Domain-0 has all memory of this host. Were both taken on the same host?
fleet-import-conflict = Somebody changed the same domUs at the same time, or two domUs want one name. Nothing was imported; try again.

# Import: what a person should know.
fleet-import-note-twice = { $name } is in the list twice. The second was not taken.
fleet-import-note-capitals = { $name } is in the list beside { $other }, and only capitals tell the two names apart. It was not taken. Rename one of the two.
fleet-import-note-capitals-recorded = { $name } is not recorded, but { $recorded } on { $host } is, and only capitals tell the two names apart. It was not taken. If they are one domU, edit its name; if not, rename one of the two.
fleet-import-note-in-transit = { $name } is on its way between two hosts. It was not taken.
fleet-import-note-name = “{ $name }” can’t be recorded under that name: it is too long or has characters that a web address can’t bear. It was not taken.
fleet-import-note-no-uuid = { $name } has no uuid. It was not taken.
fleet-import-note-no-memory = { $name } has no memory size. It was not taken.
fleet-import-note-text = { $name }: { $field ->
    [type] its type
    [kernel] the path of its kernel
    [vdev] the vdev of a disk
    [path] the pdev_path of a disk
    [format] the format of a disk
   *[bridge] the bridge of a network card
} is missing, is longer than { $most } characters, or has a character that it can’t have. It was not taken.
fleet-import-note-too-much-memory = { $name } has more memory than any machine: its max_memkb is over a pebibyte. It was not taken.
fleet-import-note-vcpus = { $name }: its max_vcpus is over { $most }. It was not taken.
fleet-import-note-devices = { $name } has more than { $most } disks, network cards or addresses. It was not taken.
fleet-import-note-disk-twice = { $name } has two disks with the vdev { $disk }. It was not taken.
fleet-import-note-state = xl list -l does not tell who is paused or has crashed and was kept. Whoever is in it is recorded as running; xl list tells more.
fleet-import-note-groups-only = vgs tells how large the volume groups are, and nothing of the disks in them. No disk size was taken from it. Give the output of lvm fullreport --units b --reportformat json, which tells both.
fleet-import-note-no-volumes = The output of lvs lists no volume at all. LVM prints that too, without a word, when it is not run by root. No disk size was taken from it.
fleet-import-note-no-size = { $name }: lvs does not know { $path }. Its size stays unknown unless it was recorded before.
fleet-import-note-other-host = The output of xl info is of { $info }, not of { $host }. Look whether you have the right files.
fleet-import-note-site-kept = { $host } stays at the site where it is recorded. To move a host to another site, edit it.
fleet-import-note-memory = Memory for domUs: { $total } in all, less { $dom0 } for Domain-0, makes { $left }.
fleet-import-note-disk-used = lvs does not tell how large the disks are. We record { $used }, what its volumes take now, so there is no room left on paper. Edit the host to say what it has, or give, in place of lvs, the output of lvm fullreport --units b --reportformat json.
fleet-import-note-disk-unknown = Nobody told how large the disks of this host are. Edit the host to say what it has.
fleet-import-note-partial = Domain-0 is not in the list, so it is not the whole list. Nobody counts as missing.
fleet-import-note-migration = { $name } was seen on { $host } and is recorded on { $recorded }. Its move { $migration } has not ended, so its place stays as recorded.
fleet-import-note-under-way = { $name } is not running. Its move { $migration } is under way, so its state is left to the operator.
fleet-import-note-overfull = The domUs that run on { $host } have { $running } of memory together, and it is recorded with { $memory }. Edit the host or give the output of xl info.
fleet-import-note-name-taken = { $recorded } is called { $name } now, but another domU is recorded under that name. Its name stays as recorded.
fleet-import-note-mac-taken = { $name }: the network card { $nic } is recorded for another domU. It was not taken.
fleet-import-note-no-address = { $name }: “{ $address }” is no IP address. It was not taken.
fleet-import-note-address-taken = { $name }: { $address } is held by another domU or kept for a move. It was not taken.
fleet-import-note-no-network = { $name }: no network of ours contains { $address }. Add the network, then import again.
fleet-import-note-address-reserved = { $name }: { $address } is the gateway or an end of its network. It was not taken.

# Import: fields.
fleet-changed-name = Name
fleet-changed-uuid = uuid
fleet-changed-host = Host
fleet-changed-memory = Memory
fleet-changed-disk-space = Disk space
fleet-changed-xen-version = Xen
fleet-changed-vcpus = vCPUs
fleet-changed-xen-type = Type
fleet-changed-kernel = Kernel
fleet-changed-blocked-by = Kept by
fleet-changed-state = State
fleet-changed-disk = Disk
fleet-changed-nic = Network card
fleet-changed-address = Address
fleet-changed-path = Path on its host
fleet-changed-format = Format
fleet-changed-size = Size
fleet-changed-kind = Looked at by
fleet-changed-hostname = Host name
fleet-changed-port = Port
fleet-changed-role = Role
fleet-changed-starts = Started after a move
fleet-changed-is-named = Named on public pages
fleet-changed-note = The notes of the core team

# What changed, in the history of a domU
fleet-changed-from-to = { $field }: { $old } → { $new }
fleet-changed-first = { $field }: { $new }
fleet-changed-gone = { $field }: { $old } → none
fleet-changed-yes = yes
fleet-changed-no = no

# Import: the report.
fleet-import-report-new-host = New host { $host } at { $site }: { $memory } of memory for domUs, { $disk } of disk
fleet-import-report-host = Host { $host }
fleet-import-report-counts = { $new } new, { $changed } changed, { $absent } not running, { $unchanged } as recorded.
fleet-import-report-new = New: { $name }, { $memory }
fleet-import-report-changed = Changed: { $name }
fleet-import-report-change = { $field }: { $old } → { $new }
fleet-import-report-none = none
fleet-import-report-absent = Not running: { $name } (it stays recorded)
fleet-import-report-note = Note: { $note }
fleet-import-report-dry = Nothing was written.
fleet-import-report-nothing = Nothing changes.
fleet-import-report-applied = Imported.

# Addresses.
fleet-address-no-network = No network of ours contains { $address }. Add the network first.
fleet-address-reserved = { $address } is the gateway or an end of its network, so no domU can have it.
fleet-address-held = { $address } is in use by another domU or kept for a move.
fleet-address-has-it = The domU has { $address } already.
fleet-address-elsewhere = { $address } is an address of { $site }, and the domU does not live there. Give it one of its own site.
fleet-address-not-held = The domU does not have { $address } any more.
fleet-address-shape = That is not an IP address. Write it like 192.0.2.21 or 2001:db8::21.
fleet-address6-shape = That is not an IPv6 address. Write it like 2001:db8::21.

# What several forms and pages say.
fleet-gone = It is not there any more.
fleet-edited-meanwhile = Somebody else has changed it since you opened this page. What it says now stands beside each field that differs. What you typed is still here: change it if you like, and save again.
fleet-edited-alike = Somebody else has changed it since you opened this page, and it says what you typed already.
fleet-now-it-says = Now it says: { $value }
fleet-now-empty = Now it is empty.
fleet-no-site = Choose one of our sites.
fleet-number-shape = Write a whole number.
fleet-number-range = It has to be between { $least } and { $most }.
fleet-edit = Edit
fleet-edit-named = Edit { $name }
fleet-save = Save
fleet-cancel = Cancel
fleet-remove = Remove
fleet-search = Search
fleet-search-short = Search for three letters or more.
fleet-pages = Pages
fleet-next = Next
fleet-none = none
fleet-nobody = nobody yet
fleet-not-known = not known yet
fleet-not-measured = not measured yet
fleet-note = Note
fleet-memory = Memory
fleet-disk = Disk
fleet-vcpus = vCPUs
fleet-nic = Network card
fleet-nic-on = on
fleet-state = State
fleet-known = Last known
fleet-host = Host
fleet-site = Site
fleet-domu = DomU
fleet-owner = Owner
fleet-lives-on = Lives on
fleet-move = Move
fleet-since = Since
fleet-uuid = uuid
fleet-uuid-hint = Leave it empty and we make one.
fleet-uuid-hint-kept = Leave it empty and it stays as it was.
fleet-size-hint = With its unit: 2 GiB, 512 MiB. G and GB count as GiB.
fleet-mbit = { $n } Mbit/s
fleet-domus-count = { $n ->
    [one] { $n } domU
   *[other] { $n } domUs
}
fleet-domus-many = More than { $n } domUs

# Hosts.
fleet-hosts-title = Hosts
fleet-hosts-lede = { $domus ->
    [one] One domU lives on the club’s hosts.
   *[other] { $domus } domUs live on the club’s hosts.
}
fleet-hosts-lede-many = More than { $domus } domUs live on the club’s hosts.
fleet-hosts-none = No house stands here yet
fleet-hosts-none-text = Import what a dom0 prints, and its host and domUs are here.
fleet-hosts-search-hint = Name or site
fleet-hosts-nobody = No such house on this street
fleet-hosts-nobody-text = No host or site matches.
fleet-hosts-all = Show all hosts
fleet-host-add = Add a host
fleet-host-answer = { $domus ->
    [0] has no domUs
    [one] has one domU
   *[other] has { $domus } domUs
}{ $held ->
    [0] {""}
    [one] {" "}and keeps room for one
   *[other] {" "}and keeps room for { $held }
}
fleet-host-active-lede = It stands at { $site } and takes domUs in.
fleet-host-drained-lede = It takes nobody in any more. Those who live here may stay until they move.
fleet-host-last-leaves = The last domU leaves
fleet-host-off-from = Don’t switch { $host } off before
fleet-host-off-why = : until then it keeps what people may want back.
fleet-host-off-open = Something that it keeps has no end yet, so it can’t be switched off on a date.
fleet-host-may-go = Nobody is recorded here and nothing is kept: when nothing runs on it, it may be switched off.
fleet-host-empty = Empty { $host }
fleet-host-facts = About { $host }
fleet-host-drain = Drain { $host }
fleet-host-drain-text = No new move leads here then, by hand or by the planner. Those who live here keep running and keep their dates. Nobody is mailed, and you can undo it.
fleet-host-closed = { $host } takes nobody in
fleet-host-closed-text = No new move leads here, by hand or by the planner. Nobody is mailed when that changes.
fleet-host-open = Let { $host } take domUs in again
fleet-host-retired-lede = It is retired. Nobody lives here.
fleet-host-windows = { $host }, domUs: { $domus }, rooms kept: { $held }
fleet-host-residents = Who lives here
fleet-host-all-residents = All { $n } domUs
fleet-host-nobody = Nobody lives here.
fleet-host-member = Member
fleet-host-of-nobody = Nobody yet
fleet-host-next = Next
fleet-host-moves-to = to { $host }
fleet-host-stays = No move
fleet-host-overfull = More lives or is kept here than the host is recorded to have. Edit the host, or import its xl info.
fleet-host-name = Name
fleet-host-name-hint = As people say it: prins. Letters, digits, dots, dashes and underscores.
fleet-host-name-taken = Another host has this name. Capitals make no difference.
fleet-host-state-active = Active
fleet-host-state-drained = Drained
fleet-host-state-retired = Retired
fleet-host-state-hint = Drained: it takes nobody in. Retired: nobody lives here any more.
fleet-host-memory = Memory for domUs
fleet-host-memory-hint = Without what dom0 takes for itself. 24 GiB, for example.
fleet-host-memory-in-use = { $used } of memory is in use or kept for moves. It can’t be less.
fleet-host-disk = Disk for domUs
fleet-host-disk-hint = What the volume group has in all. 400 GiB, for example.
fleet-host-disk-in-use = { $used } of disk is in use or kept for moves. It can’t be less.
fleet-host-inhabited = { $domus ->
    [0] It still keeps room for a move, so it can’t be retired.
    [one] One domU lives here, so it can’t be retired. Drain it first.
   *[other] { $domus } domUs live here, so it can’t be retired. Drain it first.
}
fleet-host-volume-group = Volume group
fleet-host-volume-group-shape = Write it as LVM does: letters, digits, plus signs, underscores, dots and hyphens, and no hyphen at the beginning.
fleet-host-bridge = Bridge
fleet-host-bridge-shape = Write the name of the interface, like xenbr0: letters, digits, plus signs, underscores, dots and hyphens, 15 at most, and no hyphen at the beginning.
fleet-host-interconnect-address = Address on the interconnect
fleet-host-nobody-there = No other machine can reach this host at { $address }.
fleet-host-interconnect-taken = Another host has this address, so a copy might go to the wrong one.
fleet-host-xen = Xen
fleet-room = Room
fleet-cap = { $used } of { $all }
fleet-cap-held = { $used } + { $held } of { $all }
fleet-cap-unknown = { $used } of nobody knows how much
fleet-legend-used = In use
fleet-legend-held = Held
fleet-legend-lives = Lives here
fleet-interconnect-inside-a-window = { $domu } moves over this link in its window, { $start } to { $end }. What the link carries changes as maintenance of its own, never inside a window.
fleet-hold-coming = Held for { $domu }, which comes
fleet-hold-kept = The old copy of { $domu }, which has gone
fleet-hold-of = of { $owners }
fleet-hold-room = { $memory } memory, { $disk } disk
fleet-hold-since = Since
fleet-hold-planned = until its move is closed, by plan at the earliest
fleet-hold-grace = until its move is closed, at the earliest
fleet-hold-stopped = until its move is closed; an open report stops the clock, so there is no date
fleet-hold-over = until its move is closed; the date for it has passed
fleet-hold-open = until its move is closed or cancelled; no date is set
fleet-hold-sooner = A move is closed sooner when its members say that all is well.
fleet-blocked-by = It can’t move: it uses { $device } of its host.
fleet-cannot-move = Moving

# Sites and interconnects.
fleet-sites-title = Sites and interconnects
fleet-sites = Sites
fleet-sites-none = No site yet
fleet-sites-none-text = A site is a data centre. Hosts and networks belong to one.
fleet-site-add = Add a site
fleet-site-code = Short name
fleet-site-code-hint = As people say it: DC2. Letters, digits, dots, dashes and underscores, 32 at most.
fleet-site-code-shape = Use letters, digits, dots, dashes and underscores, 32 at most, and begin with a letter or a digit. “new” is taken by the page for new ones.
fleet-site-code-taken = Another site has this short name. Capitals make no difference.
fleet-site-name = Name in full
fleet-site-name-hint = DC2 Haarlem, for example.
fleet-interconnects = Interconnects
fleet-interconnects-none = No interconnect yet. Without one we can’t say how long a move takes.
fleet-interconnect-add = Add an interconnect
fleet-maintenance-link = The MTU between { $a } and { $b } changes
fleet-maintenance-host = The MTU of { $host } changes
fleet-maintenance-first = A change of the MTU is planned work of its own, never done beside a move.
fleet-maintenance-plan = Announce it as planned work
fleet-interconnect-lede = The link over which images are copied, between two sites or between two hosts.
fleet-interconnect-between = Between
fleet-interconnect-a = From
fleet-interconnect-b = To
fleet-interconnect-nominal = Speed
fleet-interconnect-nominal-mbit = Speed in Mbit/s
fleet-interconnect-measured = Measured
fleet-interconnect-measured-mb = Measured in MB/s
fleet-interconnect-measured-hint = What a real copy reached. Leave it empty until you know.
fleet-interconnect-mtu = MTU
fleet-interconnect-mtu-hint = 1500, or 9000 where every port on the way has jumbo frames.
fleet-interconnect-same-host = A host is not linked with itself. Choose two.
fleet-interconnect-taken = These two are linked already.
fleet-interconnect-mixed = Choose two sites or two hosts.
fleet-interconnect-remove = Remove this interconnect

# Networks.
fleet-networks-title = Networks
fleet-networks-none = No network yet
fleet-networks-none-text = With the networks of each site we can propose addresses for moves and take them from imports.
fleet-network-add = Add a network
fleet-network = Network
fleet-network-hint = 192.0.2.0/24 or 2001:db8:2::/64, for example.
fleet-network-shape = That is not a network. Write it like 192.0.2.0/24 or 2001:db8:2::/64.
fleet-network-not-the-beginning = That is an address inside a network. Did you mean { $network }?
fleet-network-nobodys = { $why ->
    [everybodys] { $network } is far more than a club is given. Write the part of it that is ours.
    [unspecified] An address of { $network } stands for no address at all, so it can’t be a network of ours.
    [loopback] At an address of { $network } every machine finds itself, so it can’t be a network of ours.
    [link_local] { $network } has addresses that each machine makes up for the cable it hangs on, so it can’t be a network of ours.
    [multicast] { $network } has addresses of groups and not of machines, so it can’t be a network of ours.
   *[reserved] { $network } is reserved, so it can’t be a network of ours.
}
fleet-network-gateway-outside = The gateway has to be in the network.
fleet-network-gateway-is-end = { $address } stands for the whole network, so no gateway can have it.
fleet-network-gateway-held = A domU has this address, so it can’t be the gateway.
fleet-network-overlaps = It overlaps { $network }, which we have.
fleet-network-overlaps-new = It overlaps a network that somebody has just added.
fleet-network-in-use = Addresses of this network are in use. Release them first.
fleet-network-gateway = Gateway { $gateway }.
fleet-network-free = Free next:
fleet-network-full = No address is free.
fleet-addresses-many = More than { $n }
fleet-network-unused = No address is in use.
fleet-network-remove = Remove this network
fleet-gateway = Gateway
fleet-addresses = Addresses
fleet-addresses-used = In use
fleet-addresses-none = No address is recorded.
fleet-address = Address
fleet-address-holder = Held by
fleet-address-for-migration = move { $migration }
fleet-address-assign = Give this address
fleet-address-release = Release

# DomUs.
fleet-domus-title = DomUs
fleet-domus-lede = Every virtual machine of the club, and where it lives.
fleet-domus-search-hint = DomU, owner or address
fleet-domus-nobody = Nobody home
fleet-domus-nobody-for = Nobody home for “{ $search }”
fleet-domus-nobody-text = No domU, owner or address matches.
fleet-domus-all = Show all domUs
fleet-any-host = Any host
fleet-any-state = Any state
fleet-my-domus = My domUs
fleet-domu-add = Add a domU
fleet-domu-add-lede = An import of its host records a domU by itself. Add one by hand if it is not running or its host can’t be asked.
fleet-domu-name = Name
fleet-domu-name-hint = As Xen calls it.
fleet-domu-name-shape = Begin with a letter or a digit; then letters, digits, dots, dashes, underscores, plus signs and blanks, 63 at most. “new” is taken by the page for new ones.
fleet-domu-name-taken = Another domU has this name. Capitals make no difference.
fleet-domu-uuid-shape = That is not a uuid.
fleet-domu-uuid-taken = Another domU has this uuid.
fleet-domu-uuid-of-dom0 = That is the uuid of Domain-0, which every host has. A domU has its own.
fleet-domu-no-host = Choose one of our hosts.
fleet-domu-host-retired = This host is retired. Choose another.
fleet-domu-migrating = Its move has not ended, and the move says where it lives.
fleet-domu-no-memory = The host hasn’t that much memory left: what lives there and what is kept for moves comes first. The host’s page says what is left.
fleet-domu-no-disk = The host hasn’t that much disk left: what lives there and what is kept for moves comes first. The host’s page says what is left.
fleet-domu-size-kept = Two hosts keep room for its move, just as much as it takes now. Its size can change when the move has ended.
fleet-domu-state-running = Up
fleet-domu-state-off = Switched off
fleet-domu-state-unknown = Not known
fleet-domu-away = Off because we are moving it, since
fleet-domu-away-link = See its move
fleet-domu-lost = may run on { $source } or on { $target }, and nobody can say which
fleet-domu-lost-text = Two of us look at both hosts before anything is started. You need to do nothing; please start nothing yourself.
fleet-host-lost = { $source } or { $target }
fleet-domu-answer = lives on { $host }
fleet-domu-known-at = last known
fleet-domu-never-known = Nobody has told us yet how it is.
fleet-something-broken = Something is broken
fleet-where = Where it lives
fleet-disks = Disks
fleet-disks-none = No disk is recorded.
fleet-disk-name = Device
fleet-disk-name-hint = As the domU sees it: xvda.
fleet-disk-path = Path
fleet-disk-path-hint = As the host sees it: /dev/vg0/higgs-disk.
fleet-disk-format = Format
fleet-disk-size = Size
fleet-disk-add = Add a disk
fleet-disk-of = { $disk } of { $domu }
fleet-disk-remove = Remove this disk from the record
fleet-disk-name-taken = The domU has a disk of this name already.
fleet-disk-name-shape = Write it as Xen does, like xvda, xvda1, sda or d0p1.
fleet-disk-path-shape = Write the whole path, like /dev/vg0/higgs-disk: from the root, without blanks, and of special characters only + _ . - : @ = , %.
fleet-disk-path-twice = Another disk of this domU has this path.
fleet-disk-path-taken = A disk of { $domu }, which lives on the same host, has this path.
fleet-size-unknown = size not known yet
fleet-some-size-unknown = and disks whose size is not known yet
fleet-services = What lives on it
fleet-services-none = Nothing is listed. List your sites and services, and both of us know what to look at after a move.
fleet-service-add = Add what lives on { $domu }
fleet-service-lede = What you list here is what we and you look at after a move.
fleet-service-name = What it is
fleet-service-name-hint = My blog, mail, the shop.
fleet-service-kind = Kind
fleet-service-kind-https = Web site (https)
fleet-service-kind-tcp = Anything on a TCP port
fleet-service-kind-smtp = Mail (SMTP)
fleet-service-kind-ssh = SSH
fleet-service-hostname = Host name
fleet-service-hostname-hint = higgs.example.org, without https:// and without a path.
fleet-service-hostname-shape = Write only the host name: letters, digits, dots and dashes, like higgs.example.org.
fleet-service-port = Port
fleet-service-port-hint = Only if it is not the usual one; for a TCP service always.
fleet-service-port-range = A port is a number between 1 and 65535.
fleet-service-no-port = Say the port: a TCP service has no usual one.
fleet-service-twice = This is in the list already.
fleet-service-too-many = Fifty are enough to look at. Remove one first.
fleet-service-remove = Remove from the list
fleet-moves = Its moves
fleet-moves-none = It has not moved as long as we know it.
fleet-move-to = To { $target }
fleet-preferences = Yours to decide
fleet-boot-after = Start it at its new address after a move
fleet-named-publicly = Public pages may say its name
fleet-people = Who may see and ask
fleet-people-none = Nobody yet. Without an owner nobody is mailed when it moves.
fleet-person-owner = Owner
fleet-person-technical = Technical contact
fleet-person-email = E-mail address of the member
fleet-person-role = As
fleet-person-add = Add this person
fleet-person-no-member = No member has this address. Invite them first.
fleet-person-last-owner = This is the last owner. Add another owner first.

# Import: the page.
fleet-import-title = Import from a host
fleet-import-lede = Paste or upload what a dom0 prints. You see the difference first; nothing is written until you say so.
fleet-import-host = Host
fleet-import-host-hint = The name of the dom0 that printed it.
fleet-import-site = Site
fleet-import-site-hint = Only for a host that is new. A site that is new is made too.
fleet-import-list = Output of xl list -l
fleet-import-list-hint = The whole output, run by root. One domU alone works too.
fleet-import-info = Output of xl info
fleet-import-info-hint = Says how much memory the host has. A new host needs it.
fleet-import-disks = Output of lvs
fleet-import-disks-hint = lvm fullreport --units b --reportformat json: how large the disks are, and how much room there is for more. lvs with the same options tells the disks only.
fleet-import-or-file = Or choose a file with it
fleet-import-show = Show the difference
fleet-import-apply = Import this
fleet-import-not-as-shown = The difference is another one now than the one you saw. Look again; nothing was written.
fleet-import-new = New
fleet-import-changed = Changed
fleet-import-absent = Not running
fleet-import-absent-text = They are recorded on this host and were not in the list. They stay recorded, as switched off. { fleet-import-absent-hint }
fleet-import-absent-hint = A domU that restarts is missing from the list for some seconds: look again before you believe it.
fleet-import-notes = Worth knowing

fleet-move-promised = Promised
fleet-move-down = Really down
fleet-lives-since = since
fleet-before = Before
fleet-history = What happened to it
fleet-history-hint = What we did, by whom and why. Its owner sees the same as we do, without our notes.
fleet-history-hint-own = What we did, by whom and why. You see the same as we do, without our notes.
fleet-history-none = Nothing yet since it came into these books.

# What was done to the record of a domU
fleet-history-title = What happened to { $domu }
fleet-history-all = Everything that happened to it
fleet-history-older = What was before
domu-history-added = Written down by hand
domu-history-edited = Its record changed
domu-history-imported = Read from what Xen says
domu-history-imported-new = Added: read from what Xen says
domu-history-preferences_set = Its preferences changed
domu-history-boot_after_migration-yes = is started after a move
domu-history-boot_after_migration-no = is left off after a move
domu-history-is_named_publicly-yes = public pages say its name
domu-history-is_named_publicly-no = public pages don’t say its name
domu-history-vcpus = { $n ->
    [one] one vCPU
   *[other] { $n } vCPUs
}
domu-history-person_set = { $role ->
    [owner] { $person } became an owner
   *[other] { $person } became a technical contact
}
domu-history-person_removed = { $person } left
domu-history-name_added = The name { $name } added to what is checked
domu-history-name_removed = The name { $name } is no longer checked
domu-history-service_set = “{ $service }” is looked at after a move
domu-history-service_removed = “{ $service }” is no longer looked at
domu-history-disk_set = Disk { $disk } written down
domu-history-disk_removed = Disk { $disk } taken off its record
domu-history-address_assigned = Got the address { $address }
domu-history-address_released = Gave back the address { $address }
