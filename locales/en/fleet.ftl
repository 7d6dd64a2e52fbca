# Sites, hosts, networks, domUs, and their import.
fleet-database-away = The database does not answer. Nothing was changed.

fleet-bytes-empty = Say how much, with its unit: 2 GiB.
fleet-bytes-no-unit = Say the unit too: 2 GiB, 512 MiB.
fleet-bytes-not-a-size = That is not a size. Write it like 2 GiB or 512 MiB.
fleet-bytes-zero = It has to be more than nothing.
fleet-bytes-too-big = That is more than any machine has. Look at the unit.

fleet-host-name-shape = “{ $name }” can’t be the name of a host. Use letters, digits, dots, dashes and underscores, 63 at most, and begin with a letter or a digit.
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
fleet-import-note-in-transit = { $name } is on its way between two hosts. It was not taken.
fleet-import-note-name = “{ $name }” can’t be recorded under that name: it is too long or has characters that a web address can’t bear. It was not taken.
fleet-import-note-no-uuid = { $name } has no uuid. It was not taken.
fleet-import-note-no-memory = { $name } has no memory size. It was not taken.
fleet-import-note-no-volumes = The output of lvs lists no volume at all. lvs prints that too, without a word, when it is not run by root. No disk size was taken from it.
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
fleet-import-field-name = Name
fleet-import-field-uuid = uuid
fleet-import-field-host = Host
fleet-import-field-memory = Memory
fleet-import-field-disk-space = Disk space
fleet-import-field-xen-version = Xen
fleet-import-field-vcpus = vCPUs
fleet-import-field-xen-type = Type
fleet-import-field-kernel = Kernel
fleet-import-field-blocked-by = Kept by
fleet-import-field-state = State
fleet-import-field-disk = Disk
fleet-import-field-nic = Network card
fleet-import-field-address = Address

# Import: the report.
fleet-import-report-new-site = New site { $site }
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
fleet-address-not-held = The domU does not have { $address } any more.
