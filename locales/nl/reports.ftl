### Wat dom0’s melden, en de tokens waarmee ze dat doen.

host-reporter = Wat zijn dom0 meldt
host-reporter-text = Met een token meldt domovoi dom0 op { $host } kopieën, stappen en verkeer. Hij belt het portaal; het portaal logt nooit bij hem in.
host-tokens = Tokens
host-tokens-none = Hij heeft geen token, dus er wordt niets gemeld. Verhuizingen gaan met de hand.
host-token = Token
host-token-made-at = Gemaakt
host-token-used-at = Laatst gebruikt
host-token-never-used = Nog niet
host-token-revoked = Ingetrokken
host-token-revoke = Trek in
host-token-make = Maak een token
host-token-made = Een token voor { $host }
host-token-once = Je ziet het alleen deze keer. We bewaren geen kopie die iemand kan lezen.
host-token-file = Zet deze regels op { $host } in dit bestand, alleen leesbaar voor root.
host-token-revoke-old = Heeft hij nog een ouder token? Trek dat in zodra dit in gebruik is.
host-token-back = Terug naar { $host }
host-token-too-many = Hij heeft al { $most } tokens. Trek er eerst een in.
host-token-retired = De host is voorgoed uitgezet: er valt niets meer te melden.
reported-copy-differs = De kopie verschilt van het origineel, dus het kopiëren is niet klaar.
commit-word-not-the-target = Alleen de dom0 van de nieuwe host vraagt om het overdrachtswoord.
commit-word-not-under-way = Deze poging is niet bezig.
commit-word-leads-back = De poging leidt terug naar de oude plek; op de nieuwe start niets.
commit-word-too-early = De poging is bij stap ‘{ $step ->
    [preflight] { migration-step-preflight }
    [stop] { migration-step-stop }
    [copy] { migration-step-copy }
    [compare] { migration-step-compare }
    [prepare] { migration-step-prepare }
   *[other] { $step }
}’, nog niet bij de overdracht.
copy-head = De kopie
copy-copied = gekopieerd
copy-done = Gekopieerd
copy-bytes-of = { $bytes } van { $total }
copy-speed = Snelheid
copy-a-second = { $bytes }/s
copy-left = Nog
copy-about = ongeveer { $time }
copy-heard = Laatst gehoord
copy-ago = { $time } geleden
copy-heard-at = gehoord om
copy-sent = { $host } verstuurde { $bytes }
copy-received = { $host } ontving { $bytes }
copy-flat = Al { $time } beweegt er niets.
copy-is-same = Beide kanten hebben hetzelfde BLAKE3-controlegetal.
copy-differs = De twee kanten hebben niet hetzelfde BLAKE3-controlegetal: de kopie verschilt van het origineel.
copy-clashed = Eén melding kwam twee keer, met verschillende inhoud: er draaien twee melders voor deze poging. Stop een van de twee.
copy-lamp-stale = Niets gehoord
copy-lamp-one-silent = Eén kant zwijgt
copy-lamp-stalled = Staat stil
copy-lamp-failed = Afgebroken
copy-lamp-text-stale = De host heeft al een tijdje niets gemeld. Het kopiëren kan best doorgaan: een melding die te laat komt, verandert daar niets aan.
copy-lamp-text-one-silent = { $host } heeft al een tijdje niets gemeld, de andere kant wel. Het kopiëren kan best doorgaan: een melding die te laat komt, verandert daar niets aan.
copy-lamp-text-stalled = De host meldt zich, maar er komen geen bytes door.
copy-lamp-text-failed = Het kopiëren brak voor het einde af. Er is niets verloren: het origineel staat waar het stond.
copy-hold = Laat het kopiëren wachten
copy-go-on = Laat het doorgaan
copy-hold-hint = Wie met --obey kopieert, stopt even tussen twee buffers, en gaat door als jij het zegt. Dat kost alleen tijd.
copy-asked-to-hold = Gevraagd te wachten om
copy-asked-to-stop = Gevraagd te stoppen om
copy-obeyed = { $host } deed dat om
copy-obeyed-not-yet = Nog niet gedaan.
copy-stopped-at = Het kopiëren kwam tot { $bytes } van { $total }.
host-reported = Wat { $host } over zichzelf zegt
host-reported-ago = { $time } geleden gemeld
host-reported-fresh = Meldt zich
host-reported-stale = Niets gehoord
host-reported-stale-text = Wat hieronder staat, was toen zo. De host kan prima draaien: misschien staat alleen zijn melder stil, of de weg naar ons.
host-reported-clock-ahead = Zijn klok loopt { $time } voor op de onze.
host-reported-clock-behind = Zijn klok loopt { $time } achter op de onze.
host-reported-running = Draaiende domU’s
host-reported-memory-free = Geheugen vrij
host-reported-disk-free = Schijf vrij
host-reported-kernel = Kernel
host-reported-as-recorded = Wie daar draait, staat daar ook genoteerd.
host-reported-strangers = Draait daar en staat nergens genoteerd: { $names }
host-reported-elsewhere = draait daar, en staat genoteerd op { $host }
host-reported-not-running = staat hier genoteerd, en draait niet
host-reported-awake = Draait, en staat genoteerd als uit: { $names }
host-reported-renamed = { $recorded } heet daar { $name }
host-reported-nothing-changed = Een melding verandert niets aan een domU.
host-reported-import = Importeer wat xl laat zien
host-reported-trouble = Niet alles was daar te lezen:
host-reported-links = Kaarten, bridges en wat ze aankunnen
host-link-name = Naam
host-link-kind = Soort
host-link-driver = Driver
host-link-card = Kaart
host-link-bridge = Bridge
host-link-bond = Bond
host-link-vlan = VLAN
host-link-port-of = poort van { $name }
host-link-no-driver = geen
host-link-up = aan
host-link-down = uit
step-reported-late = { $time } te laat gemeld
