# Locaties, hosts, netwerken, domU’s, en hoe je ze importeert.
fleet-database-away = De database antwoordt niet. Er is niets veranderd.

fleet-bytes-empty = Zeg hoeveel, met de eenheid erbij: 2 GiB.
fleet-bytes-no-unit = Zet de eenheid erbij: 2 GiB, 512 MiB.
fleet-bytes-not-a-size = Dat is geen grootte. Schrijf het als 2 GiB of 512 MiB.
fleet-bytes-zero = Het moet meer zijn dan niets.
fleet-bytes-too-big = Dat is meer dan welke machine ook heeft. Kijk nog eens naar de eenheid.

fleet-host-name-shape = ‘{ $name }’ kan geen naam van een host zijn. Gebruik letters, cijfers, punten, streepjes en underscores, hooguit 63 tekens, en begin met een letter of cijfer.
fleet-site-name-length = ‘{ $name }’ kan geen naam van een locatie zijn. Begin met een letter of cijfer en gebruik hooguit 100 tekens.

# Importeren: wat er mis is met een uitvoer.
fleet-import-empty = { $output ->
    [list] De uitvoer van xl list -l is leeg. Dat gebeurt als xenstored niet antwoordt of als xl met een fout is gestopt: kijk wat het zei, en voer het uit als root.
    [info] De uitvoer van xl info is leeg. Voer het als root uit op de dom0.
   *[disks] De uitvoer van lvs is leeg. Voer het als root uit op de dom0.
}
fleet-import-refused = { $output ->
    [list] xl list -l kon niet kijken: het zei ‘{ $said }’. Voer het als root uit op de dom0.
    [info] xl info kon niet kijken: het zei ‘{ $said }’. Voer het als root uit op de dom0.
   *[disks] lvs kon niet kijken: het zei ‘{ $said }’. Voer het als root uit op de dom0.
}
fleet-import-short-list = Dit is de uitvoer van xl list zonder -l. Daar staan geen uuid’s, schijven en netwerkkaarten in. Gebruik xl list -l.
fleet-import-ends-early = { $output ->
    [list] De uitvoer van xl list -l
    [info] De uitvoer van xl info
   *[disks] De uitvoer van lvs
} houdt te vroeg op, in regel { $line }, kolom { $column }. Er ontbreekt een stuk, dus er is niets uit overgenomen.
fleet-import-broken = { $output ->
    [list] De uitvoer van xl list -l
    [info] De uitvoer van xl info
   *[disks] De uitvoer van lvs
} is niet te lezen: in regel { $line }, kolom { $column }: { $why }. Er is niets uit overgenomen.
fleet-import-nobody-listed = In de uitvoer van xl list -l staat niemand, ook Domain-0 niet. xl kon niet kijken: voer het als root uit op de dom0.
fleet-import-unknown-host = Er is geen host { $host }. Wil je hem toevoegen, vul dan ook de locatie in en geef de uitvoer van xl info.
fleet-import-new-host-without-info = Voor een nieuwe host is de uitvoer van xl info nodig: daarin staat hoeveel geheugen hij heeft.
fleet-import-new-host-without-dom0 = Voor een nieuwe host is de hele uitvoer van xl list -l nodig: Domain-0 staat er niet in, dus we weten niet hoeveel geheugen dom0 zelf gebruikt.
fleet-import-no-memory-left = Volgens xl info en xl list -l heeft Domain-0 al het geheugen van deze host. Komen ze allebei van dezelfde host?
fleet-import-conflict = Iemand veranderde tegelijk dezelfde domU’s, of twee domU’s willen dezelfde naam. Er is niets geïmporteerd; probeer het opnieuw.

# Importeren: wat je moet weten.
fleet-import-note-twice = { $name } staat er twee keer in. De tweede is niet overgenomen.
fleet-import-note-in-transit = { $name } is onderweg tussen twee hosts. Hij is niet overgenomen.
fleet-import-note-name = ‘{ $name }’ kunnen we niet onder die naam noteren: die is te lang, of heeft tekens die niet in een webadres passen. Hij is niet overgenomen.
fleet-import-note-no-uuid = { $name } heeft geen uuid. Hij is niet overgenomen.
fleet-import-note-no-memory = Van { $name } staat er niet bij hoeveel geheugen hij heeft. Hij is niet overgenomen.
fleet-import-note-text = { $name }: { $field ->
    [type] zijn type
    [kernel] het pad van zijn kernel
    [vdev] de vdev van een schijf
    [path] het pdev_path van een schijf
    [format] het formaat van een schijf
   *[bridge] de bridge van een netwerkkaart
} ontbreekt, is langer dan { $most } tekens of bevat een onzichtbaar teken. Hij is niet overgenomen.
fleet-import-note-too-much-memory = { $name } heeft meer geheugen dan welke machine ook: zijn max_memkb is meer dan een pebibyte. Hij is niet overgenomen.
fleet-import-note-vcpus = { $name }: zijn max_vcpus is meer dan { $most }. Hij is niet overgenomen.
fleet-import-note-devices = { $name } heeft meer dan { $most } schijven, netwerkkaarten of adressen. Hij is niet overgenomen.
fleet-import-note-disk-twice = { $name } heeft twee schijven met de vdev { $disk }. Hij is niet overgenomen.
fleet-import-note-state = xl list -l laat niet zien wie er gepauzeerd is, of gecrasht en bewaard. Wie erin staat, noteren we als draaiend; xl list vertelt meer.
fleet-import-note-no-volumes = In de uitvoer van lvs staat geen enkel volume. Zo ziet die er ook uit als lvs niet door root is uitgevoerd: het zegt er niets bij. We hebben er geen grootte van een schijf uit overgenomen.
fleet-import-note-no-size = { $name }: lvs kent { $path } niet. De grootte blijft onbekend, tenzij die al genoteerd stond.
fleet-import-note-other-host = De uitvoer van xl info is van { $info }, niet van { $host }. Kijk of je de goede bestanden hebt.
fleet-import-note-site-kept = { $host } blijft op de locatie waar hij genoteerd staat. Staat hij nu ergens anders, bewerk hem dan.
fleet-import-note-memory = Geheugen voor domU’s: { $total } in totaal, min { $dom0 } voor Domain-0, is { $left }.
fleet-import-note-disk-used = lvs zegt niet hoe groot de schijven zijn. We noteren { $used }, wat de volumes nu innemen, dus op papier is er geen ruimte over. Bewerk de host om te zeggen wat hij heeft, of geef in plaats van lvs de uitvoer van lvm fullreport --units b --reportformat json.
fleet-import-note-disk-unknown = Nog niemand heeft gezegd hoe groot de schijven van deze host zijn. Bewerk de host en vul in wat hij heeft.
fleet-import-note-partial = Domain-0 staat niet in de lijst, dus het is niet de hele lijst. We missen daarom niemand.
fleet-import-note-migration = { $name } is gezien op { $host } en staat genoteerd op { $recorded }. Zijn verhuizing { $migration } is nog niet afgelopen, dus zijn plek blijft zoals die genoteerd staat.
fleet-import-note-under-way = { $name } draait niet. Zijn verhuizing { $migration } is bezig, dus zijn status laten we over aan de uitvoerder.
fleet-import-note-overfull = De domU’s die op { $host } draaien, hebben samen { $running } geheugen, en de host staat genoteerd met { $memory }. Bewerk de host of geef de uitvoer van xl info.
fleet-import-note-name-taken = { $recorded } heet nu { $name }, maar onder die naam staat al een andere domU genoteerd. Zijn naam blijft zoals die was.
fleet-import-note-mac-taken = { $name }: de netwerkkaart { $nic } staat bij een andere domU genoteerd. Die kaart is niet overgenomen.
fleet-import-note-no-address = { $name }: ‘{ $address }’ is geen IP-adres. Het is niet overgenomen.
fleet-import-note-address-taken = { $name }: { $address } is van een andere domU of wordt vastgehouden voor een verhuizing. Het is niet overgenomen.
fleet-import-note-no-network = { $name }: { $address } zit in geen van onze netwerken. Voeg het netwerk toe, en importeer opnieuw.
fleet-import-note-address-reserved = { $name }: { $address } is de gateway of een uiteinde van zijn netwerk. Het is niet overgenomen.

# Importeren: de velden.
fleet-changed-name = Naam
fleet-changed-uuid = uuid
fleet-changed-host = Host
fleet-changed-memory = Geheugen
fleet-changed-disk-space = Schijfruimte
fleet-changed-xen-version = Xen
fleet-changed-vcpus = vCPU’s
fleet-changed-xen-type = Type
fleet-changed-kernel = Kernel
fleet-changed-blocked-by = Zit vast aan
fleet-changed-state = Status
fleet-changed-disk = Schijf
fleet-changed-nic = Netwerkkaart
fleet-changed-address = Adres
fleet-changed-path = Pad op zijn host
fleet-changed-format = Formaat
fleet-changed-size = Grootte
fleet-changed-kind = Nagekeken via
fleet-changed-hostname = Hostnaam
fleet-changed-port = Poort
fleet-changed-role = Rol
fleet-changed-starts = Start na een verhuizing
fleet-changed-is-named = Met naam op openbare pagina’s
fleet-changed-note = De notities van het kernteam

# Wat er veranderde, in de geschiedenis van een domU
fleet-changed-from-to = { $field }: { $old } → { $new }
fleet-changed-first = { $field }: { $new }
fleet-changed-gone = { $field }: { $old } → geen
fleet-changed-yes = ja
fleet-changed-no = nee

# Importeren: het verslag.
fleet-import-report-new-host = Nieuwe host { $host } in { $site }: { $memory } geheugen voor domU’s, { $disk } schijf
fleet-import-report-host = Host { $host }
fleet-import-report-counts = { $new } nieuw, { $changed } veranderd, { $absent } niet aan, { $unchanged } zoals genoteerd.
fleet-import-report-new = Nieuw: { $name }, { $memory }
fleet-import-report-changed = Veranderd: { $name }
fleet-import-report-change = { $field }: { $old } → { $new }
fleet-import-report-none = geen
fleet-import-report-absent = Draait niet: { $name } (blijft genoteerd)
fleet-import-report-note = Opmerking: { $note }
fleet-import-report-dry = Er is niets opgeslagen.
fleet-import-report-nothing = Er verandert niets.
fleet-import-report-applied = Geïmporteerd.

# Adressen.
fleet-address-no-network = { $address } zit in geen van onze netwerken. Voeg eerst het netwerk toe.
fleet-address-reserved = { $address } is de gateway of een uiteinde van zijn netwerk, dus geen domU kan het krijgen.
fleet-address-held = { $address } is in gebruik bij een andere domU of wordt vastgehouden voor een verhuizing.
fleet-address-not-held = De domU heeft { $address } niet meer.
fleet-address-shape = Dat is geen IP-adres. Schrijf het als 192.0.2.21 of 2001:db8::21.

# Wat op meerdere formulieren en pagina’s staat.
fleet-gone = Dat is er niet meer.
fleet-edited-meanwhile = Iemand anders heeft dit veranderd sinds je deze pagina opende. Kijk wat er nu staat, en verander het dan opnieuw.
fleet-no-site = Kies een van onze locaties.
fleet-number-shape = Vul een heel getal in.
fleet-number-range = Het moet tussen { $least } en { $most } liggen.
fleet-edit = Bewerk
fleet-edit-named = { $name } bewerken
fleet-save = Bewaar
fleet-cancel = Annuleer
fleet-remove = Verwijder
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
fleet-state = Status
fleet-known = Stand van
fleet-host = Host
fleet-site = Locatie
fleet-domu = DomU
fleet-owner = Eigenaar
fleet-lives-on = Woont op
fleet-move = Verhuizing
fleet-since = Sinds
fleet-uuid = uuid
fleet-uuid-hint = Laat het leeg, dan maken we er een.
fleet-size-hint = Met de eenheid: 2 GiB, 512 MiB. G en GB tellen als GiB.
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
fleet-hosts-none-text = Importeer wat een dom0 laat zien, dan vind je zijn host en domU’s hier.
fleet-hosts-search-hint = Naam of locatie
fleet-hosts-nobody = Dat huis staat niet in deze straat
fleet-hosts-nobody-text = Geen host of locatie past daarbij.
fleet-hosts-all = Toon alle hosts
fleet-host-add = Voeg een host toe
fleet-host-answer = { $domus ->
    [0] heeft geen domU’s
    [one] heeft één domU
   *[other] heeft { $domus } domU’s
}{ $held ->
    [0] {""}
    [one] {" "}en houdt ruimte vast voor nog één
   *[other] {" "}en houdt ruimte vast voor nog { $held }
}
fleet-host-active-lede = Hij staat in { $site } en neemt domU’s op.
fleet-host-drained-lede = Hij neemt niemand meer op. Wie hier woont, mag blijven tot hij verhuist.
fleet-host-retired-lede = Hij is buiten dienst. Er woont niemand meer.
fleet-host-windows = { $host }, domU’s: { $domus }, vastgehouden plekken: { $held }
fleet-host-residents = Wie hier woont
fleet-host-all-residents = Alle { $n } domU’s
fleet-host-nobody = Hier woont niemand.
fleet-host-member = Lid
fleet-host-of-nobody = Nog niemand
fleet-host-next = Hierna
fleet-host-moves-to = naar { $host }
fleet-host-stays = Geen verhuizing
fleet-host-overfull = Wat hier woont en wat we vasthouden, is samen meer dan de host volgens onze gegevens heeft. Bewerk de host, of importeer zijn xl info.
fleet-host-name = Naam
fleet-host-name-hint = Zoals iedereen hem noemt: prins. Letters, cijfers, punten, streepjes en underscores.
fleet-host-name-taken = Een andere host heeft deze naam.
fleet-host-state-active = In gebruik
fleet-host-state-drained = Wordt leeggehaald
fleet-host-state-retired = Buiten dienst
fleet-host-state-hint = Wordt leeggehaald: hij neemt niemand meer op. Buiten dienst: er woont niemand meer.
fleet-host-memory = Geheugen voor domU’s
fleet-host-memory-hint = Zonder wat dom0 zelf gebruikt. Bijvoorbeeld 24 GiB.
fleet-host-memory-in-use = { $used } geheugen is in gebruik of wordt vastgehouden voor verhuizingen. Minder kan niet.
fleet-host-disk = Schijf voor domU’s
fleet-host-disk-hint = Wat de volume group in totaal heeft. Bijvoorbeeld 400 GiB.
fleet-host-disk-in-use = { $used } schijf is in gebruik of wordt vastgehouden voor verhuizingen. Minder kan niet.
fleet-host-inhabited = { $domus ->
    [0] Hij houdt nog ruimte vast voor een verhuizing, dus hij kan niet buiten dienst.
    [one] Hier woont nog één domU, dus hij kan niet buiten dienst. Haal hem eerst leeg.
   *[other] Hier wonen nog { $domus } domU’s, dus hij kan niet buiten dienst. Haal hem eerst leeg.
}
fleet-host-volume-group = Volume group
fleet-host-bridge = Bridge
fleet-host-interconnect-address = Adres op de verbinding
fleet-host-xen = Xen
fleet-room = Ruimte
fleet-cap = { $used } van { $all }
fleet-cap-held = { $used } + { $held } van { $all }
fleet-cap-unknown = { $used }, van hoeveel weet niemand
fleet-legend-used = In gebruik
fleet-legend-held = Vastgehouden
fleet-legend-lives = Woont hier
fleet-interconnect-inside-a-window = { $domu } verhuist over deze verbinding, in het venster { $start } tot { $end }. Wat de verbinding doorlaat, verandert als apart onderhoud, nooit binnen een venster.
fleet-hold-coming = Vastgehouden voor { $domu }, die nog komt
fleet-hold-kept = De oude kopie van { $domu }, die verhuisd is
fleet-hold-of = van { $owners }
fleet-hold-room = { $memory } geheugen, { $disk } schijf
fleet-hold-since = Sinds
fleet-hold-planned = tot de verhuizing is afgesloten, volgens plan op zijn vroegst
fleet-hold-grace = tot de verhuizing is afgesloten, op zijn vroegst
fleet-hold-stopped = tot de verhuizing is afgesloten; door een open melding staat de klok stil, dus er is geen datum
fleet-hold-over = tot de verhuizing is afgesloten; de datum daarvoor is voorbij
fleet-hold-open = tot de verhuizing is afgesloten of afgezegd; er is nog geen datum
fleet-hold-sooner = Een verhuizing wordt eerder afgesloten als de leden zeggen dat alles werkt.
fleet-blocked-by = Hij kan niet verhuizen: hij gebruikt { $device } van zijn host.
fleet-cannot-move = Verhuizen

# Locaties en verbindingen.
fleet-sites-title = Locaties en verbindingen
fleet-sites = Locaties
fleet-sites-none = Nog geen locatie
fleet-sites-none-text = Een locatie is een datacenter. Hosts en netwerken horen bij een locatie.
fleet-site-add = Voeg een locatie toe
fleet-site-code = Korte naam
fleet-site-code-hint = Zoals iedereen hem noemt: DC2. Letters, cijfers, punten, streepjes en underscores, hooguit 32 tekens.
fleet-site-code-shape = Gebruik letters, cijfers, punten, streepjes en underscores, hooguit 32 tekens, en begin met een letter of cijfer.
fleet-site-code-taken = Een andere locatie heeft deze korte naam.
fleet-site-name = Volledige naam
fleet-site-name-hint = Bijvoorbeeld DC2 Haarlem.
fleet-interconnects = Verbindingen
fleet-interconnects-none = Nog geen verbinding. Zonder kunnen we niet zeggen hoe lang een verhuizing duurt.
fleet-interconnect-add = Voeg een verbinding toe
fleet-maintenance-link = De MTU tussen { $a } en { $b } verandert
fleet-maintenance-host = De MTU van { $host } verandert
fleet-maintenance-first = Een MTU veranderen is apart gepland werk, nooit iets wat naast een verhuizing gebeurt.
fleet-maintenance-plan = Kondig het aan als gepland werk
fleet-interconnect-lede = De verbinding waarover images worden gekopieerd, tussen twee locaties of tussen twee hosts.
fleet-interconnect-between = Tussen
fleet-interconnect-a = Van
fleet-interconnect-b = Naar
fleet-interconnect-nominal = Snelheid
fleet-interconnect-nominal-mbit = Snelheid in Mbit/s
fleet-interconnect-measured = Gemeten
fleet-interconnect-measured-mb = Gemeten in MB/s
fleet-interconnect-measured-hint = Wat een echte kopie haalde. Laat het leeg tot je het weet.
fleet-interconnect-mtu = MTU
fleet-interconnect-mtu-hint = 1500, of 9000 als elke poort onderweg jumboframes aankan.
fleet-interconnect-same-host = Een host heeft geen verbinding met zichzelf. Kies er twee.
fleet-interconnect-taken = Tussen deze twee is al een verbinding.
fleet-interconnect-mixed = Kies twee locaties of twee hosts.
fleet-interconnect-remove = Verwijder deze verbinding

# Netwerken.
fleet-networks-title = Netwerken
fleet-networks-none = Nog geen netwerk
fleet-networks-none-text = Kennen we de netwerken van elke locatie, dan kunnen we adressen voorstellen voor verhuizingen en ze overnemen uit een import.
fleet-network-add = Voeg een netwerk toe
fleet-network = Netwerk
fleet-network-hint = Bijvoorbeeld 192.0.2.0/24 of 2001:db8:2::/64.
fleet-network-shape = Dat is geen netwerk. Schrijf het als 192.0.2.0/24 of 2001:db8:2::/64.
fleet-network-not-the-beginning = Dat is een adres binnen een netwerk. Bedoelde je { $network }?
fleet-network-gateway-outside = De gateway moet in het netwerk zitten.
fleet-network-gateway-held = Een domU heeft dit adres, dus het kan niet de gateway zijn.
fleet-network-overlaps = Het overlapt met een netwerk dat we al hebben.
fleet-network-in-use = Er zijn adressen van dit netwerk in gebruik. Geef die eerst vrij.
fleet-network-gateway = Gateway { $gateway }.
fleet-network-free = Eerstvolgende vrije adressen:
fleet-network-full = Er is geen adres vrij.
fleet-addresses-many = Meer dan { $n }
fleet-network-unused = Er is geen adres in gebruik.
fleet-network-remove = Verwijder dit netwerk
fleet-gateway = Gateway
fleet-addresses = Adressen
fleet-addresses-used = In gebruik
fleet-addresses-none = Er staat geen adres genoteerd.
fleet-address = Adres
fleet-address-holder = Bezet door
fleet-address-for-migration = verhuizing { $migration }
fleet-address-assign = Geef hem dit adres
fleet-address-release = Geef vrij

# DomU’s.
fleet-domus-title = DomU’s
fleet-domus-lede = Elke virtuele machine van de club, en waar die woont.
fleet-domus-search-hint = DomU, eigenaar of adres
fleet-domus-nobody = Niemand thuis
fleet-domus-nobody-for = Niemand thuis voor ‘{ $search }’
fleet-domus-nobody-text = Geen domU, eigenaar of adres past daarbij.
fleet-domus-all = Toon alle domU’s
fleet-any-host = Alle hosts
fleet-any-state = Elke status
fleet-my-domus = Mijn domU’s
fleet-domu-add = Voeg een domU toe
fleet-domu-add-lede = Importeer je zijn host, dan komt een domU er vanzelf bij. Voeg er een met de hand toe als hij niet draait of als je zijn host niet kunt bevragen.
fleet-domu-name = Naam
fleet-domu-name-hint = Zoals hij bij Xen heet.
fleet-domu-name-shape = Begin met een letter of cijfer; daarna letters, cijfers, punten, streepjes, underscores, plustekens en spaties, hooguit 63 tekens. ‘new’ kan niet: zo heet de pagina om er een toe te voegen.
fleet-domu-name-taken = Een andere domU heeft deze naam.
fleet-domu-uuid-shape = Dat is geen uuid.
fleet-domu-uuid-taken = Een andere domU heeft dit uuid.
fleet-domu-no-host = Kies een van onze hosts.
fleet-domu-host-retired = Deze host is buiten dienst. Kies een andere.
fleet-domu-migrating = Zijn verhuizing is nog niet afgelopen, en die bepaalt waar hij woont.
fleet-domu-no-memory = Zoveel geheugen heeft de host niet meer: wat er woont en wat we voor verhuizingen vasthouden, gaat voor. Op de pagina van de host staat wat er over is.
fleet-domu-no-disk = Zoveel schijf heeft de host niet meer: wat er woont en wat we voor verhuizingen vasthouden, gaat voor. Op de pagina van de host staat wat er over is.
fleet-domu-size-kept = Twee hosts houden ruimte vast voor zijn verhuizing, precies zoveel als hij nu inneemt. Is de verhuizing afgelopen, dan kan zijn grootte veranderen.
fleet-domu-state-running = Draait
fleet-domu-state-off = Uitgezet
fleet-domu-state-unknown = Onbekend
fleet-domu-answer = woont op { $host }
fleet-domu-known-at = stand van
fleet-domu-never-known = Nog niemand heeft ons verteld hoe het ermee gaat.
fleet-something-broken = Er is iets kapot
fleet-where = Waar hij woont
fleet-disks = Schijven
fleet-disks-none = Er staat geen schijf genoteerd.
fleet-disk-name = Device
fleet-disk-name-hint = Zoals de domU hem ziet: xvda.
fleet-disk-path = Pad
fleet-disk-path-hint = Zoals de host hem ziet: /dev/vg0/higgs-disk.
fleet-disk-format = Formaat
fleet-disk-size = Grootte
fleet-disk-add = Voeg een schijf toe
fleet-disk-of = { $disk } van { $domu }
fleet-disk-remove = Haal deze schijf uit de gegevens
fleet-disk-name-taken = De domU heeft al een schijf met deze naam.
fleet-size-unknown = grootte nog niet bekend
fleet-some-size-unknown = plus schijven waarvan de grootte nog niet bekend is
fleet-services = Wat erop draait
fleet-services-none = Er staat nog niets. Zet je sites en diensten in de lijst, dan weten jij en wij waar we na een verhuizing naar moeten kijken.
fleet-service-add = Zet in de lijst wat er op { $domu } draait
fleet-service-lede = Naar wat in deze lijst staat, kijken wij en jij na een verhuizing.
fleet-service-name = Wat het is
fleet-service-name-hint = Mijn blog, mail, de webwinkel.
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
fleet-service-port-range = Een poort is een getal tussen 1 en 65535.
fleet-service-no-port = Vul de poort in: een TCP-dienst heeft geen gebruikelijke.
fleet-service-twice = Dit staat al in de lijst.
fleet-service-too-many = Vijftig is genoeg om na te kijken. Verwijder er eerst een.
fleet-service-remove = Haal uit de lijst
fleet-moves = Zijn verhuizingen
fleet-moves-none = Zolang we hem kennen, is hij niet verhuisd.
fleet-move-to = Naar { $target }
fleet-preferences = Dit beslis jij
fleet-boot-after = Start hem na een verhuizing op zijn nieuwe adres
fleet-named-publicly = Openbare pagina’s mogen zijn naam noemen
fleet-people = Wie hem mag zien en iets mag vragen
fleet-people-none = Nog niemand. Zonder eigenaar krijgt niemand een mail als hij verhuist.
fleet-person-owner = Eigenaar
fleet-person-technical = Technisch contact
fleet-person-email = Mailadres van het lid
fleet-person-role = Als
fleet-person-add = Voeg toe
fleet-person-no-member = Geen lid heeft dit adres. Nodig de persoon eerst uit.
fleet-person-last-owner = Dit is de laatste eigenaar. Voeg eerst een andere eigenaar toe.

# Importeren: de pagina.
fleet-import-title = Importeer van een host
fleet-import-lede = Plak of upload wat een dom0 laat zien. Je ziet eerst het verschil; er wordt niets opgeslagen tot jij het zegt.
fleet-import-host = Host
fleet-import-host-hint = De naam van de dom0 waar dit vandaan komt.
fleet-import-site = Locatie
fleet-import-site-hint = Alleen voor een nieuwe host. Een nieuwe locatie maken we ook aan.
fleet-import-list = Uitvoer van xl list -l
fleet-import-list-hint = De hele uitvoer, uitgevoerd als root. Eén domU alleen kan ook.
fleet-import-info = Uitvoer van xl info
fleet-import-info-hint = Zegt hoeveel geheugen de host heeft. Nodig voor een nieuwe host.
fleet-import-disks = Uitvoer van lvs
fleet-import-disks-hint = lvs --units b --reportformat json, of lvm fullreport met dezelfde opties.
fleet-import-or-file = Of kies een bestand
fleet-import-show = Toon het verschil
fleet-import-apply = Importeer dit
fleet-import-not-as-shown = Het verschil is nu anders dan wat je zag. Kijk opnieuw; er is niets opgeslagen.
fleet-import-new = Nieuw
fleet-import-changed = Veranderd
fleet-import-absent = Draait niet
fleet-import-absent-text = Ze staan op deze host genoteerd en stonden niet in de lijst. Ze blijven genoteerd, als uitgezet.
fleet-import-notes = Goed om te weten

fleet-move-promised = Beloofd
fleet-move-down = Lag er echt uit
fleet-lives-since = sinds
fleet-before = Daarvoor
fleet-history = Wat ermee gebeurde
fleet-history-hint = Wat we deden, wie het deed en waarom. De eigenaar ziet hetzelfde als wij, zonder onze notities.
fleet-history-none = Nog niets sinds hij in de boeken staat.

# Wat er met de gegevens van een domU gebeurde
fleet-history-title = Wat er met { $domu } gebeurde
fleet-history-all = Alles wat ermee gebeurde
fleet-history-older = Wat ervoor gebeurde
domu-history-added = Met de hand ingevoerd
domu-history-edited = Gegevens veranderd
domu-history-imported = Overgenomen van Xen
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
domu-history-name_added = De naam { $name } wordt voortaan gecontroleerd
domu-history-name_removed = De naam { $name } wordt niet meer gecontroleerd
domu-history-service_set = ‘{ $service }’ wordt na een verhuizing nagekeken
domu-history-service_removed = ‘{ $service }’ wordt niet meer nagekeken
domu-history-disk_set = Schijf { $disk } genoteerd
domu-history-disk_removed = Schijf { $disk } uit de gegevens gehaald
domu-history-address_assigned = Kreeg het adres { $address }
domu-history-address_released = Gaf het adres { $address } terug
