# Of grote frames van de ene host naar de andere komen, beoordeeld aan wat ping liet zien.
mtu-verdict-answered = beantwoord
mtu-verdict-too-big = te groot
mtu-verdict-silence = stilte
mtu-verdict-lossy = verlies
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
mtu-why-host = De afzender weigerde zelf { $bytes } bytes: hij kent een limiet van { $mtu }. Die is van zijn eigen kaart, of een router heeft hem die de laatste tien minuten verteld.
mtu-why-host-unnamed = De afzender weigerde zelf { $bytes } bytes en noemde geen limiet.
mtu-why-silence = { $bytes } bytes: geen antwoord en geen fout. Bij een limiet van de eigen kaart had er ‘message too long’ gestaan, bij een router ‘frag needed’.
mtu-why-silence-busybox = { $bytes } bytes: geen antwoord. De fout van een router zou BusyBox niet laten zien, dus probeer ook de ping van iputils.
mtu-why-silence-no-buffer = { $bytes } bytes: geen antwoord, en de kaart van de afzender nam er niet meer aan (‘No buffer space available’). Die noemde geen limiet.
mtu-why-lossy = { $received } van { $sent } metingen van { $bytes } bytes zijn beantwoord, de rest ging verloren.
mtu-why-turned-away = { $from } zegt: { $words }.
mtu-why-no-route = Er kon niets verstuurd worden: { $words }.
mtu-why-unknown-name = Er kon niets verstuurd worden: niemand kent de naam { $name }.
mtu-why-busybox = De ping van BusyBox heeft geen don’t-fragment-bit: { $bytes } bytes zijn misschien in stukken gegaan.
mtu-why-in-pieces = Dit liep zonder -M do: { $bytes } bytes zijn misschien in stukken gegaan.
mtu-why-quiet-errors = Door -q zie je niet waarom er geen antwoord kwam. Doe het nog eens zonder.
mtu-why-usage = Er is niets verstuurd: ping begreep zijn opties niet of kon niet draaien. Het zei ‘{ $line }’.
mtu-why-other-command = Deze uitvoer hoort niet bij het commando erboven: andere grootte, andere host of ander programma.
mtu-why-cut = Het einde ontbreekt. Plak het met alle regels.
mtu-why-strange = Er staat een regel in die ping of tracepath daar niet schrijft: ‘{ $line }’. Plak de uitvoer ongewijzigd.
mtu-why-numbers = De getallen kloppen niet met elkaar. Plak de uitvoer ongewijzigd.
mtu-why-doubled = Antwoorden kwamen dubbel of beschadigd aan. Twee hosts hebben misschien hetzelfde adres, of er zit een lus in het netwerk.
mtu-why-trace-reached = tracepath bereikte de andere kant met pakketten van { $mtu } bytes.
mtu-why-trace-router = { $router } zei tegen tracepath dat er maar { $mtu } bytes doorkomen.
mtu-why-trace-silence = Niemand antwoordde tracepath. De { $mtu } die erin staat, is van de eigen kaart van de afzender, niet van het pad.
mtu-why-trace-refused = Iemand onderweg weigerde tracepath.
mtu-why-links = Limieten van kaarten en bridges, geen meting: { $links }.
mtu-why-links-down = Limieten van kaarten en bridges, geen meting. Down: { $down }. Allemaal: { $links }.
mtu-why-route = Een route, geen meting.
mtu-why-route-limit = Een route, geen meting. De kernel houdt { $mtu } bytes aan richting { $to }.
mtu-why-driver = De driver van een kaart, geen meting: { $driver }.
mtu-why-kernel = Een kernel, geen meting: { $kernel }.
mtu-why-other-tool = De uitvoer van een programma dat het pad niet meet.
mtu-why-empty = Er staat niets in.
mtu-why-unknown = Dit is geen uitvoer van ping, tracepath of ip, of er maar een stuk van: ‘{ $line }’.

# Een set uitvoer.
mtu-conclusion-fits = past
mtu-conclusion-silence = stilte
mtu-conclusion-router-says = een router laat te weinig door
mtu-conclusion-local-too-small = te groot voor de afzender
mtu-conclusion-unreachable = onbereikbaar
mtu-conclusion-lossy = verlies
mtu-conclusion-contradiction = tegenspraak
mtu-conclusion-incomplete = nog niet bewezen

mtu-fits = Pakketten van { $mtu } bytes komen heel aan, over { $families_more ->
    [1] { $families } en { $families_last }
   *[other] { $families_last }
}, richting { $towards_more ->
    [1] { $towards } en { $towards_last }
   *[other] { $towards_last }
}.
mtu-way-fits = Pakketten van { $mtu } bytes komen heel aan richting { $towards }, en één byte meer weigert de afzender.
mtu-way-silence = Richting { $towards } worden { $small } bytes beantwoord en verdwijnen { $bytes } zonder een woord: iets op het pad gooit grote frames weg en zegt het tegen niemand. Een kopie zou verbinding maken en dan blijven hangen.
mtu-way-trace-silence = Richting { $towards } worden { $small } bytes beantwoord, maar de { $bytes } van tracepath niet: grote frames lijken zonder een woord te verdwijnen. Een ping van die grootte geeft zekerheid.
mtu-way-silent-alone = Richting { $towards } worden { $bytes } bytes niet beantwoord. Plak ook of kleine wel antwoord krijgen: dan weten we of het aan de grootte ligt.
mtu-way-no-answer = Richting { $towards } worden zelfs { $bytes } bytes niet beantwoord. Het ligt niet aan de grootte, maar aan een kabel, een adres of een firewall.
mtu-way-router = De router { $router } op weg naar { $towards } laat { $limit } bytes door, geen { $mtu }.
mtu-way-learned = De weg naar { $towards } laat { $limit } bytes door, geen { $mtu }: de kaart van de afzender zou meer aannemen, dus een router heeft hem dat de laatste tien minuten verteld.
mtu-way-card = De eigen kaart van de afzender neemt richting { $towards } { $limit } bytes aan, geen { $mtu }.
mtu-way-local = De afzender houdt richting { $towards } { $limit } bytes aan, geen { $mtu }. Zijn eigen kaart is zo klein, of een router heeft hem dat de laatste tien minuten verteld: ip link en tracepath laten zien welk van de twee.
mtu-way-local-unnamed = De afzender weigert deze grootte richting { $towards } en noemt geen limiet. Kijk in ip link.
mtu-way-both-reached-and-not = Richting { $towards } kreeg de ene meting antwoord en kon de andere niet verstuurd worden. Er is intussen iets veranderd: meet opnieuw.
mtu-way-both-silent-and-not = Richting { $towards } zijn { $bytes } bytes de ene keer wel beantwoord en de andere keer niet. Er is intussen iets veranderd: meet opnieuw.
mtu-way-control-passed = Richting { $towards } zijn { $bytes } bytes beantwoord, terwijl { $mtu } het meeste zou moeten zijn. Of een ping liep zonder -M do en zijn pakketten gingen in stukken, of de kaart heeft een andere limiet.
mtu-way-missing = Richting { $towards } zijn deze pings nog niet bewezen, naar payload: { $payloads }.
mtu-way-damaged = Een stuk uitvoer is afgebroken, veranderd of onbekend. Plak het opnieuw, in zijn geheel.
mtu-way-elsewhere = { $to } is van geen van beide hosts een adres.
mtu-way-wrong-side = Een host is vanaf diezelfde host gepingd. Elk commando hoort aan de andere kant.
mtu-way-one-host = { $host } heeft twee adressen gepingd. De weg terug moet vanaf de andere kant gemeten worden.
mtu-way-no-ping = Er zit nog geen ping bij.

# Wat je eraan doet.
mtu-do-use-1500 = Neem 1500 voor deze verhuizing: het kost een paar seconden, en verder hoeft er niets te veranderen.
mtu-do-find-the-small-one = Of zoek waar het te krap is: vergelijk de limieten van elke kaart, bridge en switchpoort onderweg.
mtu-do-change-nothing = Verander vannacht geen MTU. Dat reset de kaart. Plan het als onderhoud, met een timer die de oude waarde terugzet.
mtu-do-use-what-was-named = Neem voor deze verhuizing de limiet die genoemd is.
mtu-do-ask-for-the-router = Of laat wie de router beheert de limiet verhogen, als apart onderhoud.
mtu-do-reach-it-first = Zorg eerst dat de andere kant antwoordt op kleine pings.
mtu-do-look-for-errors = Zoek op beide kaarten naar fouten en drops (ethtool -S), en meet dan opnieuw. Een kopie zou kruipen.
mtu-do-probe-again = Meet beide kanten op opnieuw, en plak de commando’s met hun uitvoer.
mtu-do-paste-the-rest = Plak wat er ontbreekt, met de commando’s boven de uitvoer.

# Waar een commando voor is.
mtu-probe-small = Moet antwoord krijgen: dit laat elk netwerk door.
mtu-probe-large = De grootte van de kopie. Stilte hier is de fout die we zoeken.
mtu-probe-one-more = Moet de host zelf weigeren, met ‘message too long’. Komt er antwoord, dan gaan pakketten in stukken en bewijst de regel hierboven niets.
mtu-probe-trace = Waar een limiet genoemd wordt, en door wie.
mtu-probe-route = Via welke kaart het vertrekt, en wat de kernel over het pad weet.
mtu-probe-links = Naam en limiet van elke kaart en bridge. Een bridge neemt de kleinste van zijn poorten.
mtu-probe-kernel = De kernel waarvoor het oordeel geldt.

# De opdrachtregel.
mtu-line = { $file }: { $verdict }. { $why }
mtu-line-ping = { $file }: { $payload } bytes over { $family }: { $verdict }. { $why }
mtu-line-conclusion = Conclusie: { $conclusion }. { $why }
mtu-line-suspects = Limieten onder { $mtu }: { $links }.
mtu-line-unproven = Niet bewezen: { $why }
mtu-unreadable = { $file } is niet te lezen: { $reason }.
mtu-too-long = { $file } is groter dan 1 MiB; dat is geen uitvoer van ping.
