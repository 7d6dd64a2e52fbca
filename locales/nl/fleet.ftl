# Locaties, hosts, netwerken, domU’s, en hoe die geïmporteerd worden.
fleet-database-away = De database antwoordt niet. Er is niets veranderd.

fleet-bytes-empty = Zeg hoeveel, met de eenheid erbij: 2 GiB.
fleet-bytes-no-unit = Zeg de eenheid erbij: 2 GiB, 512 MiB.
fleet-bytes-not-a-size = Dat is geen grootte. Schrijf het als 2 GiB of 512 MiB.
fleet-bytes-zero = Het moet meer zijn dan niets.
fleet-bytes-too-big = Dat is meer dan welke machine ook heeft. Kijk naar de eenheid.

fleet-host-name-shape = ‘{ $name }’ kan geen naam van een host zijn. Gebruik letters, cijfers, punten, streepjes en underscores, hoogstens 63, en begin met een letter of een cijfer. ‘new’ is al in gebruik, voor de pagina waar je een nieuwe maakt.
fleet-site-name-length = ‘{ $name }’ kan geen naam van een locatie zijn. Begin met een letter of een cijfer en gebruik hoogstens 100 tekens.

# Import: wat er mis is met een uitvoer.
fleet-import-empty = { $output ->
    [list] De uitvoer van xl list -l is leeg. xl schrijft niets als xenstored niet antwoordt of als xl met een fout stopte: kijk wat het zei, en voer het uit als root.
    [info] De uitvoer van xl info is leeg. Voer het uit als root op de dom0.
   *[disks] De uitvoer van lvs is leeg. Voer het uit als root op de dom0.
}
fleet-import-refused = { $output ->
    [list] xl list -l kon niet kijken: het zei ‘{ $said }’. Voer het uit als root op de dom0.
    [info] xl info kon niet kijken: het zei ‘{ $said }’. Voer het uit als root op de dom0.
   *[disks] lvs kon niet kijken: het zei ‘{ $said }’. Voer het uit als root op de dom0.
}
fleet-import-short-list = Dit is de uitvoer van xl list zonder -l. Uuid’s, schijven en netwerkkaarten ontbreken. Voer xl list -l uit.
fleet-import-report-as-list = Dit lijkt op wat lvs of lvm fullreport laat zien. Het hoort bij ‘{ fleet-import-disks }’ (--disks); hier komt de uitvoer van xl list -l.
fleet-import-ends-early = { $output ->
    [list] De uitvoer van xl list -l
    [info] De uitvoer van xl info
   *[disks] De uitvoer van lvs
} houdt te vroeg op, in regel { $line }, kolom { $column }. Er ontbreekt een deel, dus er is niets uit gelezen.
fleet-import-broken = { $output ->
    [list] De uitvoer van xl list -l
    [info] De uitvoer van xl info
   *[disks] De uitvoer van lvs
} is niet te lezen: in regel { $line }, kolom { $column }: { $why }. Er is niets uit gelezen.
fleet-import-nobody-listed = In de uitvoer van xl list -l staat niemand, zelfs Domain-0 niet. xl kon niet kijken: voer het uit als root op de dom0.
fleet-import-unknown-host = Er is geen host { $host }. Om hem te maken, zeg je er de locatie bij, en geef je de uitvoer van xl info.
fleet-import-new-host-without-info = Voor een nieuwe host is de uitvoer van xl info nodig: daarin staat hoeveel geheugen hij heeft.
fleet-import-new-host-without-dom0 = Voor een nieuwe host is de hele uitvoer van xl list -l nodig: Domain-0 staat er niet in, dus we weten niet hoeveel geheugen dom0 neemt.
fleet-import-no-memory-left = Volgens xl info en xl list -l heeft Domain-0 al het geheugen van deze host. Komen ze allebei van dezelfde host?
fleet-import-conflict = Iemand veranderde tegelijk dezelfde domU’s, of twee domU’s willen dezelfde naam. Er is niets geïmporteerd; probeer het opnieuw.

# Import: wat een mens moet weten.
fleet-import-note-twice = { $name } staat twee keer in de lijst. De tweede is niet overgenomen.
fleet-import-note-capitals = { $name } staat in de lijst naast { $other }, en alleen hoofdletters onderscheiden die twee namen. Hij is niet overgenomen. Geef een van de twee een andere naam.
fleet-import-note-capitals-recorded = { $name } staat niet genoteerd, maar { $recorded } op { $host } wel, en alleen hoofdletters onderscheiden die twee namen. Hij is niet overgenomen. Is het dezelfde domU, pas dan zijn naam aan; zo niet, geef een van de twee een andere naam.
fleet-import-note-in-transit = { $name } is onderweg tussen twee hosts. Hij is niet overgenomen.
fleet-import-note-name = ‘{ $name }’ kan niet onder die naam genoteerd worden: die is te lang of heeft tekens die een webadres niet aankan. Hij is niet overgenomen.
fleet-import-note-no-uuid = { $name } heeft geen uuid. Hij is niet overgenomen.
fleet-import-note-no-memory = { $name } heeft geen geheugengrootte. Hij is niet overgenomen.
fleet-import-note-text = { $name }: { $field ->
    [type] het type
    [kernel] het pad van de kernel
    [vdev] de vdev van een schijf
    [path] het pdev_path van een schijf
    [format] het formaat van een schijf
   *[bridge] de bridge van een netwerkkaart
} ontbreekt, is langer dan { $most } tekens, of heeft een teken dat daar niet kan staan. Hij is niet overgenomen.
fleet-import-note-too-much-memory = { $name } heeft meer geheugen dan welke machine ook: zijn max_memkb is meer dan een pebibyte. Hij is niet overgenomen.
fleet-import-note-vcpus = { $name }: zijn max_vcpus is meer dan { $most }. Hij is niet overgenomen.
fleet-import-note-devices = { $name } heeft meer dan { $most } schijven, netwerkkaarten of adressen. Hij is niet overgenomen.
fleet-import-note-disk-twice = { $name } heeft twee schijven met de vdev { $disk }. Hij is niet overgenomen.
fleet-import-note-state = xl list -l zegt niet wie gepauzeerd is, of gecrasht en bewaard. Wie erin staat, wordt genoteerd als draaiend; xl list vertelt meer.
fleet-import-note-groups-only = vgs zegt hoe groot de volumegroepen zijn, en niets over de schijven daarin. Er is geen schijfgrootte uit overgenomen. Geef de uitvoer van lvm fullreport --units b --reportformat json, die vertelt allebei.
fleet-import-note-no-volumes = In de uitvoer van lvs staat geen enkel volume. Dat krijg je ook, zonder een woord, als het niet als root is uitgevoerd. Er is geen schijfgrootte uit overgenomen.
fleet-import-note-no-size = { $name }: lvs kent { $path } niet. De grootte ervan blijft onbekend, tenzij die al genoteerd was.
fleet-import-note-other-host = De uitvoer van xl info is van { $info }, niet van { $host }. Kijk of je de goede bestanden hebt.
fleet-import-note-site-kept = { $host } blijft op de locatie waar hij genoteerd staat. Wil je een host naar een andere locatie brengen, bewerk hem dan.
fleet-import-note-memory = Geheugen voor domU’s: { $total } in totaal, min { $dom0 } voor Domain-0, is { $left }.
fleet-import-note-disk-used = lvs zegt niet hoe groot de schijven zijn. We noteren { $used }, wat de volumes nu innemen, dus op papier is er geen ruimte over. Bewerk de host om te zeggen wat hij heeft, of geef in plaats van lvs de uitvoer van lvm fullreport --units b --reportformat json.
fleet-import-note-disk-unknown = Niemand heeft gezegd hoe groot de schijven van deze host zijn. Bewerk de host om te zeggen wat hij heeft.
fleet-import-note-partial = Domain-0 staat niet in de lijst, dus het is niet de hele lijst. Niemand telt als afwezig.
fleet-import-note-migration = { $name } is gezien op { $host } en staat genoteerd op { $recorded }. Zijn verhuizing { $migration } is niet afgelopen, dus zijn plek blijft zoals genoteerd.
fleet-import-note-under-way = { $name } draait niet. Zijn verhuizing { $migration } is bezig, dus zijn status laten we aan de uitvoerder.
fleet-import-note-overfull = De domU’s die op { $host } draaien, hebben samen { $running } geheugen, en hij staat genoteerd met { $memory }. Bewerk de host of geef de uitvoer van xl info.
fleet-import-note-name-taken = { $recorded } heet nu { $name }, maar onder die naam staat al een andere domU genoteerd. Zijn naam blijft zoals die was.
fleet-import-note-mac-taken = { $name }: de netwerkkaart { $nic } staat genoteerd bij een andere domU. Die is niet overgenomen.
fleet-import-note-no-address = { $name }: ‘{ $address }’ is geen IP-adres. Het is niet overgenomen.
fleet-import-note-address-taken = { $name }: { $address } is van een andere domU, of wordt vastgehouden voor een verhuizing. Het is niet overgenomen.
fleet-import-note-no-network = { $name }: { $address } zit in geen van onze netwerken. Voeg het netwerk toe en importeer dan opnieuw.
fleet-import-note-address-reserved = { $name }: { $address } is de gateway of het begin of einde van zijn netwerk. Het is niet overgenomen.

# Import: velden.
fleet-changed-name = Naam
fleet-changed-uuid = uuid
fleet-changed-host = Host
fleet-changed-memory = Geheugen
fleet-changed-disk-space = Schijfruimte
fleet-changed-xen-version = Xen
fleet-changed-vcpus = vCPU’s
fleet-changed-xen-type = Type
fleet-changed-kernel = Kernel
fleet-changed-blocked-by = Blijft door
fleet-changed-state = Status
fleet-changed-disk = Schijf
fleet-changed-nic = Netwerkkaart
fleet-changed-address = Adres
fleet-changed-path = Pad op zijn host
fleet-changed-format = Formaat
fleet-changed-size = Grootte
fleet-changed-kind = Hoe we ernaar kijken
fleet-changed-hostname = Hostnaam
fleet-changed-port = Poort
fleet-changed-role = Rol
fleet-changed-starts = Gestart na een verhuizing
fleet-changed-is-named = Met naam op openbare pagina’s
fleet-changed-note = De notities van het kernteam

# Wat er veranderde, in de geschiedenis van een domU
fleet-changed-from-to = { $field }: { $old } → { $new }
fleet-changed-first = { $field }: { $new }
fleet-changed-gone = { $field }: { $old } → geen
fleet-changed-yes = ja
fleet-changed-no = nee

# Import: het verslag.
fleet-import-report-new-host = Nieuwe host { $host } op { $site }: { $memory } geheugen voor domU’s, { $disk } schijf
fleet-import-report-host = Host { $host }
fleet-import-report-counts = { $new } nieuw, { $changed } veranderd, { $absent } uit, { $unchanged } zoals genoteerd.
fleet-import-report-new = Nieuw: { $name }, { $memory }
fleet-import-report-changed = Veranderd: { $name }
fleet-import-report-change = { $field }: { $old } → { $new }
fleet-import-report-none = geen
fleet-import-report-absent = Draait niet: { $name } (blijft genoteerd)
fleet-import-report-note = Goed om te weten: { $note }
fleet-import-report-dry = Er is niets geschreven.
fleet-import-report-nothing = Er verandert niets.
fleet-import-report-applied = Geïmporteerd.

# Adressen.
fleet-address-no-network = { $address } zit in geen van onze netwerken. Voeg eerst het netwerk toe.
fleet-address-reserved = { $address } is de gateway of het begin of einde van zijn netwerk, dus geen domU kan het krijgen.
fleet-address-held = { $address } is in gebruik bij een andere domU, of wordt vastgehouden voor een verhuizing.
fleet-address-has-it = De domU heeft { $address } al.
fleet-address-elsewhere = { $address } is een adres van { $site }, en daar woont de domU niet. Geef hem een adres van zijn eigen locatie.
fleet-address-not-held = De domU heeft { $address } niet meer.
fleet-address-shape = Dat is geen IP-adres. Schrijf het als 192.0.2.21 of 2001:db8::21.
fleet-address6-shape = Dat is geen IPv6-adres. Schrijf het als 2001:db8::21.

# Wat op meer formulieren en pagina’s staat.
fleet-gone = Het is er niet meer.
fleet-edited-meanwhile = Iemand anders heeft het veranderd sinds je deze pagina opende. Wat er nu staat, lees je bij elk veld dat verschilt. Wat jij typte staat er nog: pas het aan als je wilt, en bewaar het opnieuw.
fleet-edited-alike = Iemand anders heeft het veranderd sinds je deze pagina opende, en er staat al wat jij typte.
fleet-now-it-says = Nu staat er: { $value }
fleet-now-empty = Nu is het leeg.
fleet-no-site = Kies een van onze locaties.
fleet-number-shape = Schrijf een heel getal.
fleet-number-range = Het moet tussen { $least } en { $most } liggen.
fleet-edit = Bewerk
fleet-edit-named = Bewerk { $name }
fleet-save = Bewaar
fleet-cancel = Laat maar
fleet-remove = Haal weg
fleet-search = Zoek
fleet-search-short = Zoek op drie letters of meer.
fleet-pages = Pagina’s
fleet-next = Volgende
fleet-none = geen
fleet-nobody = nog niemand
fleet-not-known = nog niet bekend
fleet-not-measured = nog niet gemeten
fleet-note = Notitie
fleet-memory = Geheugen
fleet-disk = Schijf
fleet-vcpus = vCPU’s
fleet-nic = Netwerkkaart
fleet-nic-on = op
fleet-state = Status
fleet-known = Laatst bekend
fleet-host = Host
fleet-site = Locatie
fleet-domu = DomU
fleet-owner = Eigenaar
fleet-lives-on = Woont op
fleet-move = Verhuizing
fleet-since = Sinds
fleet-uuid = uuid
fleet-uuid-hint = Laat dit leeg, dan maken wij er een.
fleet-uuid-hint-kept = Laat dit leeg, dan blijft hij zoals hij was.
fleet-size-hint = Met de eenheid erbij: 2 GiB, 512 MiB. G en GB tellen als GiB.
fleet-mbit = { $n } Mbit/s
fleet-domus-count = { $n ->
    [one] { $n } domU
   *[other] { $n } domU’s
}
fleet-domus-many = Meer dan { $n } domU’s

# Hosts.
fleet-hosts-title = Hosts
fleet-hosts-lede = { $domus ->
    [one] Op de hosts van de club woont één domU.
   *[other] Op de hosts van de club wonen { $domus } domU’s.
}
fleet-hosts-lede-many = Op de hosts van de club wonen meer dan { $domus } domU’s.
fleet-hosts-none = Hier staat nog geen huis
fleet-hosts-none-text = Importeer wat een dom0 laat zien, en zijn host en domU’s zijn er.
fleet-hosts-search-hint = Naam of locatie
fleet-hosts-nobody = Zo’n huis staat niet in deze straat
fleet-hosts-nobody-text = Geen host of locatie past daarbij.
fleet-hosts-all = Toon alle hosts
fleet-host-add = Voeg een host toe
fleet-host-answer = { $domus ->
    [0] heeft geen domU’s
    [one] heeft één domU
   *[other] heeft { $domus } domU’s
}{ $held ->
    [0] {""}
    [one] {" "}en houdt ruimte vast voor één
   *[other] {" "}en houdt ruimte vast voor { $held }
}
fleet-host-active-lede = Hij staat op { $site } en neemt domU’s op.
fleet-host-drained-lede = Hij neemt niemand meer op. Wie hier woont, mag blijven tot de verhuizing.
fleet-host-last-leaves = De laatste domU vertrekt
fleet-host-off-from = Zet { $host } niet uit vóór
fleet-host-off-why = : tot dan bewaart hij wat mensen misschien terug willen.
fleet-host-off-open = Iets wat hij bewaart heeft nog geen einde, dus er is nog geen dag waarop hij uit kan.
fleet-host-may-go = Hier staat niemand meer genoteerd en er wordt niets bewaard: als er niets op draait, kan hij uit.
fleet-host-empty = Haal { $host } leeg
fleet-host-facts = Over { $host }
fleet-host-drain = Sluit { $host } voor nieuwkomers
fleet-host-drain-text = Er leidt dan geen nieuwe verhuizing meer hierheen, met de hand of met de planner. Wie hier woont, draait door en houdt zijn datum. Niemand krijgt mail, en je kunt het terugdraaien.
fleet-host-closed = { $host } neemt niemand op
fleet-host-closed-text = Er leidt geen nieuwe verhuizing hierheen, met de hand of met de planner. Niemand krijgt mail als dat verandert.
fleet-host-open = Laat { $host } weer domU’s opnemen
fleet-host-retired-lede = Hij is voorgoed uitgezet. Hier woont niemand.
fleet-host-windows = { $host }, domU’s: { $domus }, plaatsen vastgehouden: { $held }
fleet-host-residents = Wie hier woont
fleet-host-all-residents = Alle { $n } domU’s
fleet-host-nobody = Hier woont niemand.
fleet-host-member = Lid
fleet-host-of-nobody = Nog niemand
fleet-host-next = Hierna
fleet-host-moves-to = naar { $host }
fleet-host-stays = Geen verhuizing
fleet-host-overfull = Er woont of wacht hier meer dan deze host volgens de gegevens aankan. Bewerk de host, of importeer zijn xl info.
fleet-host-name = Naam
fleet-host-name-hint = Zoals mensen het zeggen: prins. Letters, cijfers, punten, streepjes en underscores.
fleet-host-name-taken = Een andere host heeft deze naam. Hoofdletters maken geen verschil.
fleet-host-state-active = In gebruik
fleet-host-state-drained = Wordt leeggehaald
fleet-host-state-retired = Voorgoed uitgezet
fleet-host-state-hint = Wordt leeggehaald: hij neemt niemand op. Voorgoed uitgezet: hier woont niemand meer.
fleet-host-memory = Geheugen voor domU’s
fleet-host-memory-hint = Zonder wat dom0 zelf nodig heeft. Bijvoorbeeld 24 GiB.
fleet-host-memory-in-use = Er is { $used } geheugen in gebruik of vastgehouden voor verhuizingen. Minder kan dus niet.
fleet-host-disk = Schijf voor domU’s
fleet-host-disk-hint = Wat de volumegroep in totaal heeft. Bijvoorbeeld 400 GiB.
fleet-host-disk-in-use = Er is { $used } schijf in gebruik of vastgehouden voor verhuizingen. Minder kan dus niet.
fleet-host-inhabited = { $domus ->
    [0] Hij houdt nog ruimte vast voor een verhuizing, dus hij kan niet voorgoed uit.
    [one] Hier woont één domU, dus hij kan niet voorgoed uit. Haal hem eerst leeg.
   *[other] Hier wonen { $domus } domU’s, dus hij kan niet voorgoed uit. Haal hem eerst leeg.
}
fleet-host-volume-group = Volumegroep
fleet-host-volume-group-shape = Schrijf de naam zoals LVM: letters, cijfers, plustekens, underscores, punten en streepjes, en geen streepje aan het begin.
fleet-host-bridge = Bridge
fleet-host-bridge-shape = Schrijf de naam van de interface, zoals xenbr0: letters, cijfers, plustekens, underscores, punten en streepjes, hoogstens 15, en geen streepje aan het begin.
fleet-host-interconnect-address = Adres op de verbinding
fleet-host-nobody-there = Op { $address } kan geen andere machine deze host bereiken.
fleet-host-interconnect-taken = Een andere host heeft dit adres, dus een kopie zou naar de verkeerde kunnen gaan.
fleet-host-xen = Xen
fleet-room = Ruimte
fleet-cap = { $used } van { $all }
fleet-cap-held = { $used } + { $held } van { $all }
fleet-cap-unknown = { $used }, van hoeveel weet niemand
fleet-legend-used = In gebruik
fleet-legend-held = Vastgehouden
fleet-legend-lives = Woont hier
fleet-interconnect-inside-a-window = { $domu } verhuist in zijn venster over deze verbinding, van { $start } tot { $end }. Wat de verbinding aankan, verander je als apart onderhoud, nooit binnen een venster.
fleet-hold-coming = Vastgehouden voor { $domu }, die nog komt
fleet-hold-kept = De oude kopie van { $domu }, die verhuisd is
fleet-hold-of = van { $owners }
fleet-hold-room = { $memory } geheugen, { $disk } schijf
fleet-hold-since = Sinds
fleet-hold-planned = tot zijn verhuizing is afgesloten, volgens plan op zijn vroegst
fleet-hold-grace = tot zijn verhuizing is afgesloten, op zijn vroegst
fleet-hold-stopped = tot zijn verhuizing is afgesloten; door een open melding staat de klok stil, dus er is geen datum
fleet-hold-over = tot zijn verhuizing is afgesloten; de datum daarvoor is voorbij
fleet-hold-open = tot zijn verhuizing is afgesloten of afgezegd; er is geen datum
fleet-hold-sooner = Een verhuizing wordt eerder afgesloten als de leden zeggen dat alles werkt.
fleet-blocked-by = Hij kan niet verhuizen: hij gebruikt { $device } van zijn host.
fleet-cannot-move = Verhuizen

# Locaties en verbindingen.
fleet-sites-title = Locaties en verbindingen
fleet-sites = Locaties
fleet-sites-none = Nog geen locatie
fleet-sites-none-text = Een locatie is een datacentrum. Hosts en netwerken horen bij een locatie.
fleet-site-add = Voeg een locatie toe
fleet-site-code = Korte naam
fleet-site-code-hint = Zoals mensen het zeggen: DC2. Letters, cijfers, punten, streepjes en underscores, hoogstens 32.
fleet-site-code-shape = Gebruik letters, cijfers, punten, streepjes en underscores, hoogstens 32, en begin met een letter of een cijfer. ‘new’ is al in gebruik, voor de pagina waar je een nieuwe maakt.
fleet-site-code-taken = Een andere locatie heeft deze korte naam. Hoofdletters maken geen verschil.
fleet-site-name = Volledige naam
fleet-site-name-hint = Bijvoorbeeld DC2 Haarlem.
fleet-interconnects = Verbindingen
fleet-interconnects-none = Nog geen verbinding. Zonder kunnen we niet zeggen hoe lang een verhuizing duurt.
fleet-interconnect-add = Voeg een verbinding toe
fleet-maintenance-link = De MTU tussen { $a } en { $b } verandert
fleet-maintenance-host = De MTU van { $host } verandert
fleet-maintenance-first = Een andere MTU is gepland werk op zichzelf, dat je nooit naast een verhuizing doet.
fleet-maintenance-plan = Kondig het aan als gepland werk
fleet-interconnect-lede = De verbinding waarover images worden gekopieerd, tussen twee locaties of tussen twee hosts.
fleet-interconnect-between = Tussen
fleet-interconnect-a = Van
fleet-interconnect-b = Naar
fleet-interconnect-nominal = Snelheid
fleet-interconnect-nominal-mbit = Snelheid in Mbit/s
fleet-interconnect-measured = Gemeten
fleet-interconnect-measured-mb = Gemeten in MB/s
fleet-interconnect-measured-hint = Wat een echte kopie haalde. Laat dit leeg tot je het weet.
fleet-interconnect-mtu = MTU
fleet-interconnect-mtu-hint = 1500, of 9000 als elke poort onderweg jumboframes aankan.
fleet-interconnect-same-host = Een host heeft geen verbinding met zichzelf. Kies er twee.
fleet-interconnect-taken = Tussen deze twee is al een verbinding.
fleet-interconnect-mixed = Kies twee locaties of twee hosts.
fleet-interconnect-remove = Haal deze verbinding weg

# Netwerken.
fleet-networks-title = Netwerken
fleet-networks-none = Nog geen netwerk
fleet-networks-none-text = Kennen we de netwerken van elke locatie, dan kunnen we adressen voorstellen voor verhuizingen en ze overnemen uit een import.
fleet-network-add = Voeg een netwerk toe
fleet-network = Netwerk
fleet-network-hint = Bijvoorbeeld 192.0.2.0/24 of 2001:db8:2::/64.
fleet-network-shape = Dat is geen netwerk. Schrijf het als 192.0.2.0/24 of 2001:db8:2::/64.
fleet-network-not-the-beginning = Dat is een adres binnen een netwerk. Bedoel je { $network }?
fleet-network-nobodys = { $why ->
    [everybodys] { $network } is veel meer dan een club krijgt. Schrijf het deel ervan dat van ons is.
    [unspecified] Een adres van { $network } betekent ‘geen adres’, dus het kan geen netwerk van ons zijn.
    [loopback] Op een adres van { $network } vindt elke machine zichzelf, dus het kan geen netwerk van ons zijn.
    [link_local] { $network } heeft adressen die elke machine zelf bedenkt voor de kabel waar ze aan hangt, dus het kan geen netwerk van ons zijn.
    [multicast] { $network } heeft adressen van groepen en niet van machines, dus het kan geen netwerk van ons zijn.
   *[reserved] { $network } is gereserveerd, dus het kan geen netwerk van ons zijn.
}
fleet-network-gateway-outside = De gateway moet in het netwerk liggen.
fleet-network-gateway-is-end = { $address } staat voor het hele netwerk, dus geen gateway kan het hebben.
fleet-network-gateway-held = Een domU heeft dit adres, dus het kan de gateway niet zijn.
fleet-network-overlaps = Het overlapt met { $network }, dat we al hebben.
fleet-network-overlaps-new = Het overlapt met een netwerk dat iemand net heeft toegevoegd.
fleet-network-in-use = Er zijn adressen van dit netwerk in gebruik. Geef die eerst vrij.
fleet-network-gateway = Gateway { $gateway }.
fleet-network-free = Eerstvolgende vrije:
fleet-network-full = Er is geen adres vrij.
fleet-addresses-many = Meer dan { $n }
fleet-network-unused = Er is geen adres in gebruik.
fleet-network-remove = Haal dit netwerk weg
fleet-gateway = Gateway
fleet-addresses = Adressen
fleet-addresses-used = In gebruik
fleet-addresses-none = Er is geen adres genoteerd.
fleet-address = Adres
fleet-address-holder = Van wie
fleet-address-for-migration = verhuizing { $migration }
fleet-address-assign = Geef dit adres
fleet-address-release = Geef vrij

# DomU’s.
fleet-domus-title = DomU’s
fleet-domus-lede = Elke virtuele machine van de club, en waar die woont.
fleet-domus-search-hint = DomU, eigenaar of adres
fleet-domus-nobody = Niemand thuis
fleet-domus-nobody-for = Niemand thuis voor ‘{ $search }’
fleet-domus-nobody-text = Geen domU, eigenaar of adres past daarbij.
fleet-domus-all = Toon alle domU’s
fleet-any-host = Elke host
fleet-any-state = Elke status
fleet-my-domus = Mijn domU’s
fleet-domu-add = Voeg een domU toe
fleet-domu-add-lede = Een import van zijn host noteert een domU vanzelf. Voeg er een met de hand toe als hij niet draait, of als je zijn host niets kunt vragen.
fleet-domu-name = Naam
fleet-domu-name-hint = Zoals Xen hem noemt.
fleet-domu-name-shape = Begin met een letter of een cijfer; daarna letters, cijfers, punten, streepjes, underscores, plustekens en spaties, hoogstens 63. ‘new’ is al in gebruik, voor de pagina waar je een nieuwe maakt.
fleet-domu-name-taken = Een andere domU heeft deze naam. Hoofdletters maken geen verschil.
fleet-domu-uuid-shape = Dat is geen uuid.
fleet-domu-uuid-taken = Een andere domU heeft deze uuid.
fleet-domu-uuid-of-dom0 = Dat is de uuid van Domain-0, die elke host heeft. Een domU heeft een eigen uuid.
fleet-domu-no-host = Kies een van onze hosts.
fleet-domu-host-retired = Deze host is voorgoed uitgezet. Kies een andere.
fleet-domu-migrating = Zijn verhuizing is niet afgelopen, en die bepaalt waar hij woont.
fleet-domu-no-memory = Zoveel geheugen heeft de host niet meer: wat er woont en wat er voor verhuizingen wordt vastgehouden, gaat voor. Op de pagina van de host staat wat er over is.
fleet-domu-no-disk = Zoveel schijf heeft de host niet meer: wat er woont en wat er voor verhuizingen wordt vastgehouden, gaat voor. Op de pagina van de host staat wat er over is.
fleet-domu-size-kept = Twee hosts houden ruimte vast voor zijn verhuizing, precies zoveel als hij nu inneemt. Zijn grootte kan pas veranderen als de verhuizing is afgelopen.
fleet-domu-state-running = Draait
fleet-domu-state-off = Uitgezet
fleet-domu-state-unknown = Niet bekend
fleet-domu-away = Uit omdat we hem verhuizen, sinds
fleet-domu-away-link = Bekijk de verhuizing
fleet-domu-lost = draait misschien op { $source }, misschien op { $target }: niemand kan het zeggen
fleet-domu-lost-text = Twee van ons kijken op beide hosts voordat we iets starten. Je hoeft niets te doen; start ook zelf niets.
fleet-host-lost = { $source } of { $target }
fleet-domu-answer = woont op { $host }
fleet-domu-known-at = laatst bekend:
fleet-domu-never-known = Nog niemand heeft ons verteld hoe het ermee staat.
fleet-something-broken = Er is iets kapot
fleet-where = Waar hij woont
fleet-disks = Schijven
fleet-disks-none = Er is geen schijf genoteerd.
fleet-disk-name = Apparaat
fleet-disk-name-hint = Zoals de domU het ziet: xvda.
fleet-disk-path = Pad
fleet-disk-path-hint = Zoals de host het ziet: /dev/vg0/higgs-disk.
fleet-disk-format = Formaat
fleet-disk-size = Grootte
fleet-disk-add = Voeg een schijf toe
fleet-disk-of = { $disk } van { $domu }
fleet-disk-remove = Haal deze schijf uit de gegevens
fleet-disk-name-taken = De domU heeft al een schijf met deze naam.
fleet-disk-name-shape = Schrijf de naam zoals Xen: xvda, xvda1, sda of d0p1.
fleet-disk-path-shape = Schrijf het hele pad, zoals /dev/vg0/higgs-disk: vanaf de root, zonder spaties, en van de leestekens alleen + _ . - : @ = , %.
fleet-disk-path-twice = Een andere schijf van deze domU heeft dit pad.
fleet-disk-path-taken = Een schijf van { $domu }, die op dezelfde host woont, heeft dit pad.
fleet-size-unknown = grootte nog niet bekend
fleet-some-size-unknown = en schijven waarvan de grootte nog niet bekend is
fleet-services = Wat erop woont
fleet-services-none = Er staat niets in de lijst. Zet je sites en diensten erin, dan weten jij en wij allebei waar we na een verhuizing naar moeten kijken.
fleet-service-add = Noteer wat er op { $domu } woont
fleet-service-lede = Wat je hier noteert, bekijken jij en wij na een verhuizing.
fleet-service-name = Wat het is
fleet-service-name-hint = Mijn blog, mail, de winkel.
fleet-service-kind = Soort
fleet-service-kind-https = Website (https)
fleet-service-kind-tcp = Iets op een TCP-poort
fleet-service-kind-smtp = Mail (SMTP)
fleet-service-kind-ssh = SSH
fleet-service-hostname = Hostnaam
fleet-service-hostname-hint = higgs.example.org, zonder https:// en zonder pad.
fleet-service-hostname-shape = Schrijf alleen de hostnaam: letters, cijfers, punten en streepjes, zoals higgs.example.org.
fleet-service-port = Poort
fleet-service-port-hint = Alleen als het niet de gebruikelijke is; bij een TCP-dienst altijd.
fleet-service-port-range = Een poort is een getal van 1 tot 65535.
fleet-service-no-port = Zeg de poort erbij: een TCP-dienst heeft geen gebruikelijke.
fleet-service-twice = Dit staat al in de lijst.
fleet-service-too-many = Vijftig zijn genoeg om te bekijken. Haal er eerst een weg.
fleet-service-remove = Haal uit de lijst
fleet-moves = Zijn verhuizingen
fleet-moves-none = Zolang we hem kennen, is hij niet verhuisd.
fleet-move-to = Naar { $target }
fleet-preferences = Wat jij beslist
fleet-boot-after = Start hem na een verhuizing op zijn nieuwe adres
fleet-named-publicly = Openbare pagina’s mogen zijn naam noemen
fleet-people = Wie hem mag zien en iets mag vragen
fleet-people-none = Nog niemand. Zonder eigenaar krijgt niemand een mail als hij verhuist.
fleet-person-owner = Eigenaar
fleet-person-technical = Technisch contact
fleet-person-email = E-mailadres van het lid
fleet-person-role = Als
fleet-person-add = Voeg deze persoon toe
fleet-person-no-member = Geen lid heeft dit adres. Nodig dit lid eerst uit.
fleet-person-last-owner = Dit is de laatste eigenaar. Voeg eerst een andere toe.

# Import: de pagina.
fleet-import-title = Importeer van een host
fleet-import-lede = Plak of upload wat een dom0 laat zien. Je ziet eerst het verschil; er wordt niets geschreven tot jij het zegt.
fleet-import-host = Host
fleet-import-host-hint = De naam van de dom0 waar dit vandaan komt.
fleet-import-site = Locatie
fleet-import-site-hint = Alleen voor een nieuwe host. Een nieuwe locatie wordt ook gemaakt.
fleet-import-list = Uitvoer van xl list -l
fleet-import-list-hint = De hele uitvoer, uitgevoerd als root. Eén domU mag ook.
fleet-import-info = Uitvoer van xl info
fleet-import-info-hint = Daarin staat hoeveel geheugen de host heeft. Nodig voor een nieuwe host.
fleet-import-disks = Uitvoer van lvs
fleet-import-disks-hint = lvm fullreport --units b --reportformat json: hoe groot de schijven zijn, en hoeveel ruimte er nog is. lvs met dezelfde opties vertelt alleen de schijven.
fleet-import-or-file = Of kies een bestand ermee
fleet-import-show = Toon het verschil
fleet-import-apply = Importeer dit
fleet-import-not-as-shown = Het verschil is nu een ander dan je zag. Kijk opnieuw; er is niets geschreven.
fleet-import-new = Nieuw
fleet-import-changed = Veranderd
fleet-import-absent = Draait niet
fleet-import-absent-text = Ze staan genoteerd op deze host en stonden niet in de lijst. Ze blijven genoteerd, als uitgezet. { fleet-import-absent-hint }
fleet-import-absent-hint = Een domU die herstart, ontbreekt een paar seconden in de lijst: kijk nog een keer voordat je het gelooft.
fleet-import-notes = Goed om te weten

fleet-move-promised = Beloofd
fleet-move-down = Echt eruit
fleet-lives-since = sinds
fleet-before = Daarvoor
fleet-history = Wat ermee gebeurd is
fleet-history-hint = Wat we deden, wie en waarom. De eigenaar ziet hetzelfde als wij, zonder onze notities.
fleet-history-hint-own = Wat we deden, wie en waarom. Je ziet hetzelfde als wij, zonder onze notities.
fleet-history-none = Nog niets sinds hij in deze boeken staat.

# Wat er met de gegevens van een domU gedaan is
fleet-history-title = Wat er met { $domu } gebeurd is
fleet-history-all = Alles wat ermee gebeurd is
fleet-history-older = Wat ervoor was
domu-history-added = Met de hand opgeschreven
domu-history-edited = Gegevens veranderd
domu-history-imported = Gelezen uit wat Xen zegt
domu-history-imported-new = Toegevoegd: gelezen uit wat Xen zegt
domu-history-preferences_set = Voorkeuren veranderd
domu-history-boot_after_migration-yes = wordt na een verhuizing gestart
domu-history-boot_after_migration-no = blijft na een verhuizing uit
domu-history-is_named_publicly-yes = openbare pagina’s noemen zijn naam
domu-history-is_named_publicly-no = openbare pagina’s noemen zijn naam niet
domu-history-vcpus = { $n ->
    [one] één vCPU
   *[other] { $n } vCPU’s
}
domu-history-person_set = { $role ->
    [owner] { $person } werd eigenaar
   *[other] { $person } werd technisch contact
}
domu-history-person_removed = { $person } hoort er niet meer bij
domu-history-name_added = De naam { $name } wordt voortaan ook gecontroleerd
domu-history-name_removed = De naam { $name } wordt niet meer gecontroleerd
domu-history-service_set = ‘{ $service }’ wordt na een verhuizing bekeken
domu-history-service_removed = ‘{ $service }’ wordt niet meer bekeken
domu-history-disk_set = Schijf { $disk } genoteerd
domu-history-disk_removed = Schijf { $disk } uit de gegevens gehaald
domu-history-address_assigned = Kreeg het adres { $address }
domu-history-address_released = Gaf het adres { $address } terug
