# Of grote frames van de ene host bij de andere komen, beoordeeld naar wat ping liet zien.
mtu-verdict-answered = beantwoord
mtu-verdict-too-big = te groot
mtu-verdict-silence = stilte
mtu-verdict-lossy = met verlies
mtu-verdict-unreachable = onbereikbaar
mtu-verdict-proves-nothing = bewijst niets

# Eén uitvoer: wat die laat zien.
mtu-why-answered = { $sent ->
    [one] De meting van { $bytes } bytes is beantwoord.
   *[other] Alle { $sent } metingen van { $bytes } bytes zijn beantwoord.
}
mtu-why-answered-quiet = { $sent ->
    [one] De meting van { $bytes } bytes is beantwoord, maar de regel ervan ontbreekt. Zonder -q telt het als bewijs.
   *[other] Alle { $sent } metingen van { $bytes } bytes zijn beantwoord, maar de regels ervan ontbreken. Zonder -q telt het als bewijs.
}
mtu-why-router = De router { $router } weigerde { $bytes } bytes: hij laat er { $mtu } door.
mtu-why-router-pieces = De router { $router } weigerde { $bytes } bytes: hij laat er { $mtu } door. De antwoorden daarna kwamen in stukken.
mtu-why-host = De afzender zelf weigerde { $bytes } bytes: hij kent een grens van { $mtu }. Die is van zijn eigen kaart, of een router noemde hem die in de laatste tien minuten.
mtu-why-host-unnamed = De afzender zelf weigerde { $bytes } bytes en noemde geen grens.
mtu-why-silence = { $bytes } bytes: geen antwoord en geen fout. Bij de grens van een kaart had er ‘message too long’ gestaan, bij die van een router ‘frag needed’.
mtu-why-silence-busybox = { $bytes } bytes: geen antwoord. BusyBox zou de fout van een router niet tonen, dus probeer ook de ping van iputils.
mtu-why-silence-no-buffer = { $bytes } bytes: geen antwoord, en de eigen kaart van de afzender nam er niet meer aan (‘No buffer space available’). Een grens noemde hij niet.
mtu-why-lossy = { $received } van { $sent } metingen van { $bytes } bytes zijn beantwoord, de rest ging verloren.
mtu-why-turned-away = { $from } zegt: { $words }.
mtu-why-no-route = Er kon niets verstuurd worden: { $words }.
mtu-why-unknown-name = Er kon niets verstuurd worden: niemand kent de naam { $name }.
mtu-why-busybox = De ping van BusyBox kent geen don’t-fragment-bit: { $bytes } bytes kunnen in stukken zijn gegaan.
mtu-why-in-pieces = Dit draaide zonder -M do: { $bytes } bytes kunnen in stukken zijn gegaan.
mtu-why-quiet-errors = -q verbergt waarom er geen antwoord was. Doe het nog een keer zonder.
mtu-why-usage = Er is niets verstuurd: ping begreep zijn opties niet of kon niet starten. Hij zei ‘{ $line }’.
mtu-why-other-command = De uitvoer hoort niet bij het commando erboven: een andere grootte, host of een ander programma.
mtu-why-cut = Het einde ontbreekt. Plak het met alle regels.
mtu-why-strange = Er staat een regel in die ping of tracepath daar niet schrijft: ‘{ $line }’. Plak de uitvoer zoals hij is.
mtu-why-numbers = De getallen kloppen niet met elkaar. Plak de uitvoer zoals hij is.
mtu-why-doubled = Antwoorden kwamen dubbel of beschadigd. Misschien hebben twee hosts hetzelfde adres, of zit er een lus in het netwerk.
mtu-why-trace-reached = tracepath bereikte de overkant met pakketten van { $mtu } bytes.
mtu-why-trace-router = { $router } vertelde tracepath dat er maar { $mtu } bytes doorkomen.
mtu-why-trace-silence = Niemand antwoordde tracepath. De { $mtu } die erin staat, is van de eigen kaart van de afzender, niet van het pad.
mtu-why-trace-refused = Iemand onderweg stuurde tracepath weg.
mtu-why-links = Grenzen van kaarten en bridges, geen meting: { $links }.
mtu-why-links-down = Grenzen van kaarten en bridges, geen meting. Uit: { $down }. Alle: { $links }.
mtu-why-route = Een route, geen meting.
mtu-why-route-limit = Een route, geen meting. Naar { $to } houdt de kernel zich aan { $mtu } bytes.
mtu-why-driver = De driver van een kaart, geen meting: { $driver }.
mtu-why-kernel = Een kernel, geen meting: { $kernel }.
mtu-why-other-tool = De uitvoer van een programma dat het pad niet meet.
mtu-why-empty = Er staat niets in.
mtu-why-unknown = Dit is geen uitvoer van ping, tracepath of ip, of er is alleen een stuk van: ‘{ $line }’.

# Een aantal stukken uitvoer samen.
mtu-conclusion-fits = past
mtu-conclusion-silence = stilte
mtu-conclusion-router-says = een router laat te weinig door
mtu-conclusion-local-too-small = te lang voor de afzender
mtu-conclusion-unreachable = onbereikbaar
mtu-conclusion-lossy = met verlies
mtu-conclusion-contradiction = tegenstrijdig
mtu-conclusion-incomplete = nog niet bewezen

mtu-fits = Pakketten van { $mtu } bytes komen heel door, over { $families_more ->
    [1] { $families } en { $families_last }
   *[other] { $families_last }
}, naar { $towards_more ->
    [1] { $towards } en { $towards_last }
   *[other] { $towards_last }
}.
mtu-way-fits = Pakketten van { $mtu } bytes komen heel door naar { $towards }, en één byte meer weigert de afzender.
mtu-way-silence = Naar { $towards } worden { $small } bytes beantwoord en verdwijnen er { $bytes } zonder een woord: iets op het pad laat grote frames vallen en vertelt het niemand. Een kopie zou verbinding maken en dan blijven hangen.
mtu-way-trace-silence = Naar { $towards } worden { $small } bytes beantwoord, maar op de { $bytes } van tracepath antwoordt niemand: grote frames lijken zonder een woord te verdwijnen. Een ping van die grootte geeft zekerheid.
mtu-way-silent-alone = Naar { $towards } worden { $bytes } bytes niet beantwoord. Plak ook of kleine dat wel worden: dan weten we of het aan de grootte ligt.
mtu-way-no-answer = Naar { $towards } worden zelfs { $bytes } bytes niet beantwoord. Het ligt niet aan de grootte, maar aan een kabel, een adres of een firewall.
mtu-way-router = De router { $router } op weg naar { $towards } laat { $limit } bytes door, geen { $mtu }.
mtu-way-learned = De weg naar { $towards } laat { $limit } bytes door, geen { $mtu }: de kaart van de afzender kan meer aan, dus een router heeft dat in de laatste tien minuten verteld.
mtu-way-card = De eigen kaart van de afzender neemt naar { $towards } { $limit } bytes aan, geen { $mtu }.
mtu-way-local = De afzender houdt zich naar { $towards } aan { $limit } bytes, niet { $mtu }. Zijn eigen kaart kan niet meer aan, of een router heeft dat in de laatste tien minuten verteld: ip link en tracepath zeggen welke van de twee.
mtu-way-local-unnamed = De afzender weigert deze grootte naar { $towards } en noemt geen grens. Kijk met ip link.
mtu-way-both-reached-and-not = Naar { $towards } kreeg de ene ping antwoord, en kon de andere niet verstuurd worden. Tussendoor is iets veranderd: meet opnieuw.
mtu-way-both-silent-and-not = Naar { $towards } werden { $bytes } bytes de ene keer wel beantwoord en de andere keer niet. Tussendoor is iets veranderd: meet opnieuw.
mtu-way-control-passed = Naar { $towards } werden { $bytes } bytes beantwoord, terwijl { $mtu } het meeste zou zijn. Of een ping draaide zonder -M do en zijn pakketten gingen in stukken, of de grens van de kaart is een andere.
mtu-way-missing = Naar { $towards } zijn deze pings nog niet bewezen, naar payload: { $payloads }.
mtu-way-damaged = Een stuk uitvoer is afgebroken, veranderd of onbekend. Plak het opnieuw, in zijn geheel.
mtu-way-elsewhere = { $to } is van geen van beide hosts een adres.
mtu-way-wrong-side = Een host is vanaf zichzelf gepingd. Elk commando hoort op de andere kant.
mtu-way-one-host = { $host } pingde twee adressen. De weg terug moet vanaf de overkant gemeten worden.
mtu-way-no-ping = Er zit nog geen ping bij.

# Wat je eraan doet.
mtu-do-use-1500 = Gebruik 1500 voor deze verhuizing: dat kost een paar seconden, en verder hoeft er niets te veranderen.
mtu-do-find-the-small-one = Of zoek de kleine: vergelijk de grenzen van elke kaart, bridge en switchpoort onderweg.
mtu-do-change-nothing = Verander vanavond geen MTU. Dat zet de kaart even uit. Plan het als onderhoud, met een timer die de oude waarde terugzet.
mtu-do-use-what-was-named = Gebruik voor deze verhuizing de grens die genoemd is.
mtu-do-ask-for-the-router = Of laat wie de router beheert de grens verhogen, als apart onderhoud.
mtu-do-reach-it-first = Zorg eerst dat de overkant op kleine pings antwoordt.
mtu-do-look-for-errors = Kijk op beide kaarten naar fouten en verlies (ethtool -S), en meet dan opnieuw. Een kopie zou kruipen.
mtu-do-probe-again = Meet opnieuw, beide kanten op, en plak de commando’s met hun uitvoer.
mtu-do-paste-the-rest = Plak wat ontbreekt, met de commando’s boven de uitvoer.

# Waar een commando voor is.
mtu-probe-small = Moet beantwoord worden: dit kan elk netwerk aan.
mtu-probe-large = De grootte van de kopie. Stilte hier is de fout die je zoekt.
mtu-probe-one-more = Moet de host zelf weigeren, ‘message too long’. Komt er antwoord, dan gaan pakketten in stukken en bewijst de regel erboven niets.
mtu-probe-trace = Waar een grens genoemd wordt, en door wie.
mtu-probe-route = Via welke kaart het weggaat, en wat de kernel over het pad heeft geleerd.
mtu-probe-links = Naam en grens van elke kaart en bridge. Een bridge neemt de kleinste van zijn poorten.
mtu-probe-kernel = De kernel waarvoor het oordeel geldt.

# De commandoregel.
mtu-line = { $file }: { $verdict }. { $why }
mtu-line-ping = { $file }: { $payload } bytes over { $family }: { $verdict }. { $why }
mtu-line-conclusion = Conclusie: { $conclusion }. { $why }
mtu-line-suspects = Grenzen onder { $mtu }: { $links }.
mtu-line-unproven = Niet bewezen: { $why }
mtu-unreadable = { $file } is niet te lezen: { $reason }.
mtu-too-long = { $file } is groter dan 1 MiB; dat is geen uitvoer van ping.
