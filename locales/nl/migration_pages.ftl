# The pages about moves: list, one move, scheduling, running an attempt, the runbook.

# One move
move-attempts = { $n ->
    [one] eerste poging
    [2] tweede poging
    [3] derde poging
   *[other] poging { $n }
}
move-attempt-ahead = { $n ->
    [2] tweede poging komt nog
    [3] derde poging komt nog
   *[other] poging { $n } komt nog
}
move-to = naar
move-old-address = oud:
move-overdue = Over tijd
move-has-ended = Deze verhuizing van { $domu } is afgelopen: er kan niets meer aan veranderen. Op de pagina ervan staat hoe het afliep.
move-not-now = Zoals de verhuizing van { $domu } er nu voor staat, kan dat niet. Op de pagina ervan staat wat wel kan.
move-word-late = Bericht te laat
move-turning-back = Gaat terug
move-down = uit
move-down-since = Uit sinds
move-since = sinds
move-as-of = stand van
move-reload = Laad de pagina opnieuw voor nieuws.
move-head-draft = verhuist misschien naar { $site }
move-head-announced = verhuist naar { $site }. De leden kiezen wanneer.
move-head-planned = verhuist op { $day } naar { $site }
move-head-on_hold = wacht met verhuizen naar { $site }
move-head-running = is onderweg naar { $site }
move-head-turning-back = is op de terugweg naar { $source }
move-head-returned = staat weer op zijn oude plek, { $source }
move-head-unclear = wordt gezocht: we kijken waar hij draait
move-head-verifying = is naar { $site } verhuisd
move-head-closed = is naar { $site } verhuisd
move-head-cancelled = blijft waar hij is, op { $source }
move-lede-draft = Nog niemand weet ervan. Kondigen we het aan, dan begint het { $start }.
move-lede-announced = Kiest niemand een andere tijd, dan begint het { $start }: hij gaat uit en is naar verwachting { $expected } later terug.
move-lede-planned = Het begint { $start }: hij gaat uit en is naar verwachting { $expected } later terug. Is hij er om { $end } nog niet, dan starten we hem op zijn oude plek.
move-lede-on_hold = Hij blijft op { $source } tot het kernteam heeft geantwoord. Het antwoord komt per mail; tot dan gebeurt er niets.
move-lede-on_hold-answered = Het kernteam heeft geantwoord: hij wacht nog, en blijft op { $source } tot hij een nieuwe tijd krijgt. Die komt per mail; tot dan gebeurt er niets.
move-lede-running-up = We bereiden alles voor. { $domu } draait nog op { $source }.
move-lede-running-down = Hij is uit sinds { $down }. Gaat er vóór de overdracht iets mis, dan starten we hem op zijn oude plek.
move-lede-running-handed-over = Hij is uit sinds { $down } en start op zijn nieuwe plek, { $target }.
move-lede-running-left-off = Hij is uit sinds { $down } en blijft uit op zijn nieuwe plek, { $target }: het lid start hem zelf.
move-lede-turning-back = De verhuizing is vóór de overdracht gestopt, dus { $source } heeft de echte kopie. Er is niets verloren.
move-lede-reverting = We halen hem terug van zijn nieuwe plek, { $target }, en starten hem op zijn oude. Wat er naar hem geschreven is sinds hij daar startte, blijft op de kopie op { $target }.
move-lede-taken-back = We hebben hem teruggehaald. Hij draait weer op { $source }, met zijn oude adressen, sinds { $up }. Hij lag er { $real } uit. Wat er op zijn nieuwe plek naar hem geschreven is, staat nog op de kopie daar. Je hoort van ons voor we het weer proberen.
move-lede-found-at-source = Niemand wist waar hij draaide, tot we op beide hosts hadden gekeken. Hij draait op { $source }, met zijn oude adressen, in elk geval sinds { $up }. Je hoort van ons voor we het weer proberen.
move-lede-returned = Hij is niet verhuisd. Hij draait weer op { $source }, met zijn oude adressen, sinds { $up }. Hij lag er { $real } uit. Er is niets verloren. Je hoort van ons voor we het weer proberen.
move-lede-unclear = Op dit moment kan niemand zeggen of hij op { $source } draait, op { $target } of op geen van beide. Twee van ons kijken op beide hosts voordat we iets starten. Je hoeft niets te doen; start ook zelf niets.
move-lede-verifying = Hij draait op { $target } sinds { $up }. Hij lag er { $real } uit. De oude kopie bewaren we { $grace }.
move-lede-verifying-off = Hij staat op { $target } sinds { $up }, na { $real } uit de lucht. We lieten hem uit, zoals het lid koos. De oude kopie bewaren we { $grace }.
move-lede-closed = Hij draait op { $target } sinds { $up }. Hij lag er { $real } uit, en alles is klaar.
move-lede-closed-off = Hij staat op { $target } sinds { $up }, na { $real } uit de lucht. We lieten hem uit, zoals het lid koos. Alles is klaar.
move-lede-verifying-reported = Hij draait op { $target } sinds { $up }. Hij lag er { $real } uit. Er is een melding over open: we bewaren de oude kopie tot die is opgelost.
move-lede-verifying-off-reported = Hij staat op { $target } sinds { $up }, na { $real } uit de lucht. We lieten hem uit, zoals het lid koos. Er is een melding over open: we bewaren de oude kopie tot die is opgelost.
move-lede-closed-reported = Hij draait op { $target } sinds { $up }. Hij lag er { $real } uit. De verhuizing is gesloten, en een melding erover is nog open.
move-lede-closed-off-reported = Hij staat op { $target } sinds { $up }, na { $real } uit de lucht. We lieten hem uit, zoals het lid koos. De verhuizing is gesloten, en een melding erover is nog open.
move-lede-cancelled = De verhuizing is afgezegd. Er verandert niets.
move-check-head = Kijk of alles werkt
move-reported-head = Melding { $number } is open
move-check-text = Laat het weten als er iets kapot is, ook als je niet zeker weet of het aan ons ligt. De oude kopie bewaren we { $grace }.
move-all-fine = Alles werkt
confirm-close-title = De verhuizing van { $domu } sluiten?
confirm-report-open = Er is een melding over deze verhuizing open. Daarom houden we haar open, en bewaren we de oude kopie, tot dat is opgelost. Wie haar toch sluit, laat de oude kopie gaan: dan kan hij niet meer terug.
confirm-report-open-as = { $n ->
    [one] Melding { $reports } over deze verhuizing is open
   *[other] De meldingen { $reports } over deze verhuizing zijn open
}. Daarom houden we haar open, en bewaren we de oude kopie, tot dat is opgelost. Wie haar toch sluit, laat de oude kopie gaan: dan kan hij niet meer terug.
confirm-all-the-same = Toch sluiten
confirm-leave-open = Open laten
move-something-broken = Er is iets kapot
move-picture = De verhuizing als tekening
move-picture-planned = { $domu } verhuist van { $source } naar { $target }
move-picture-waiting = { $domu } wacht op { $source } tot hij verhuist
move-picture-running = { $domu } is tussen { $source } en { $target }
move-picture-done = { $domu } is van { $source } naar { $target } verhuisd
move-picture-back = { $domu } staat weer op { $source }
move-big-planned = Binnenkort op weg
move-big-waiting = Hij wacht
move-big-running = Onderweg
move-big-done = Verhuisd
move-big-back = Weer thuis
move-over-the-interconnect = Over de verbinding
move-window = Venster
move-window-off = Was gepland
move-until = tot
move-expected = Ongeveer uit de lucht
move-down-for = Lag eruit
move-promised = beloofd: { $expected }
move-until-handed-over = tot de overdracht; hij blijft uit tot een lid hem start
move-between = tussen { $low } en { $high }
move-image = Image
move-steps = Stap voor stap
move-attempt-n = { $n ->
    [1] Eerste poging
    [2] Tweede poging
    [3] Derde poging
   *[other] Poging { $n }
}
move-back-about = Terug rond
move-late = Had terug moeten zijn om
move-too-slow = De kopie gaat langzamer dan gepland. Blijft dat zo, dan stoppen we en starten we { $domu } op zijn oude plek, zodat hij om { $end } terug is. Er gaat niets verloren.
move-down-when = Uit de lucht
move-copied = Gekopieerd
move-copied-in = { $bytes } in { $time }, gemiddeld { $rate }
move-attempts-fact = Pogingen
move-some-came-back = { $n ->
    [one] één is teruggedraaid
    [2] twee zijn teruggedraaid
    [3] drie zijn teruggedraaid
   *[other] { $n } zijn teruggedraaid
}
move-all-came-back = { $n ->
    [one] hij is teruggedraaid
    [2] beide zijn teruggedraaid
   *[other] alle zijn teruggedraaid
}
move-mailed-to = gemaild aan { $name }
move-attempt-run-by = uitgevoerd door { $name }.
move-attempt-decided = { $name } besloot terug te draaien.
move-attempt-came-back = Hij lag er { $down } uit en kwam terug waar hij begon, op { $source }, met zijn oude adressen.
move-attempt-down = Uit de lucht:
move-attempt-promised = We hadden { $promised } beloofd.
move-attempt-never-down = Hij is nooit uit geweest.
move-attempt-back = terug van de nieuwe plek
move-attempt-superseded = Hij is overgedragen aan { $target } en met de volgende poging teruggehaald.
move-earlier-cause = Hij was al op de terugweg, hierdoor:
move-word-was-due = Je zou van ons horen, uiterlijk
move-next-word = Weten we eerder niets, dan schrijven we weer, uiterlijk
move-fix = Wat we eraan gedaan hebben:
move-history = Wat er gebeurd is
move-history-explained = Oorzaak: { $cause } Opgelost: { $fix }
move-internal = alleen kernteam
move-facts = Op een rij
move-owner = Van wie
move-run-by = Uitvoerder
move-nobody-yet = nog niemand
move-from = Van
move-target = Naar
move-why = Waarom
move-old-image = Oude kopie
move-kept = bewaard { $kept }
move-old-addresses = Oude adressen
move-answer-until = antwoorden tot
move-answer-waiting = blijven werken zolang hij wacht
move-answer-not = stoppen zodra hij uitgaat
move-arrived = Na aankomst
move-arrived-boots = we starten hem
move-arrived-off = hij blijft uit, het lid start hem zelf
move-new-address = Nieuw adres
move-told = Wie we gemaild hebben
move-told-nobody = Nog niemand.
move-reports = Meldingen hierover
move-tell-us = Werkt er iets niet?
move-tell-us-link = Laat het weten.

move-choose-head = Wanneer komt het je uit?
move-choose-text = Kies tot
move-choose-else = Kies je niet, dan verhuist hij { $start }, en dat is ook goed.
move-choose-again = Kies je niet, dan verhuist hij { $start }. Komt geen enkele tijd uit, vraag ons dan opnieuw te wachten.
move-choose = Kies wanneer
move-hold-head = Iemand vroeg om te wachten
move-withdraw = We hoeven niet meer te wachten
move-withdraw-hint = Komt het toch uit? Dan geldt de oude tijd weer: { $start }. Iedereen die het aangaat krijgt een mail.
move-withdraw-late = De oude tijd is voorbij of te dichtbij, dus het kernteam moet een andere vinden. Hoef je niet meer te wachten?
move-hold-head-own = Je vroeg om te wachten
move-hold-head-by = { $name } vroeg om te wachten
move-now-asked = { $name } vroeg of hij nu kan verhuizen
move-another-time = Andere tijd
move-take-another = Kies een ander venster, of vraag ons te wachten
move-ask-us = Vraag ons te wachten, of vraag of het nu kan

move-do-choose = Kies een tijd voor hen
move-do-answer = Antwoord
move-do-start = Begin de poging
move-do-operate = Naar de volgende stap
move-do-reschedule = Andere tijd
move-do-rebook = Plan de volgende poging
move-do-cancel = Zeg de verhuizing af
move-do-take = Ik doe het
move-do-attest = Zeg wat je op beide hosts ziet
move-do-revert = Haal hem terug naar zijn oude plek
move-do-edit = Verder met het concept

step-no-way-back = hieronder geen weg terug
step-since = sinds
member-step-announced = Aangekondigd
member-step-preflight = Voorbereiden
member-step-stop = Uitgezet
member-step-copy = Schijf kopiëren
member-step-compare = Beide kopieën vergelijken
member-step-prepare = Xen en netwerk instellen
member-step-commit = Overgedragen
member-step-boot = Opstarten
member-step-left_off = Uit gelaten, zoals het lid vroeg
member-step-check = Controleren
member-step-done = Klaar
member-step-aborted = Gestopt en teruggedraaid
member-step-reverted = Teruggehaald van zijn nieuwe plek
member-step-fence = Nieuwe plek op slot
member-step-start_again = Gestart op zijn oude plek
member-step-check_again = Gecontroleerd
# Dezelfde stappen als ze zijn afgebroken.
member-broken-preflight = Voorbereiden afgebroken
member-broken-stop = Uitzetten afgebroken
member-broken-copy = Schijf kopiëren afgebroken
member-broken-compare = Kopieën vergelijken afgebroken
member-broken-prepare = Xen en netwerk instellen afgebroken
member-broken-commit = Niet overgedragen
member-broken-boot = Opstarten afgebroken
member-broken-left_off = Uit laten afgebroken
member-broken-check = Controleren afgebroken
member-broken-fence = Nieuwe plek op slot doen afgebroken
member-broken-start_again = Starten op zijn oude plek afgebroken
member-broken-check_again = Nacontrole afgebroken

# The list
moves-title = Verhuizingen
moves-head-core = { $n ->
    [0] Er staat geen verhuizing open
    [one] Er staat één verhuizing open
   *[other] Er staan { $n } verhuizingen open
}
moves-head-member = { $n ->
    [0] Geen van je domU’s verhuist
    [one] Er staat één verhuizing van jou open
   *[other] Er staan { $n } verhuizingen van jou open
}
moves-filter = Welke verhuizingen
moves-tab-open = Open
moves-tab-ended = Afgelopen
moves-schedule = Plan een verhuizing
moves-when = Begint
moves-domu = DomU
moves-from-to = Van en naar
moves-state = Status
moves-pages = Meer van de lijst
moves-more = Eerdere verhuizingen
moves-none = Hier staat niets. Zodra er een verhuizing gepland is, vind je die hier, met alles wat ermee gebeurt.

# Scheduling
new-move-title = Plan een verhuizing
new-move-kicker = één verhuizing
new-move-head = Verhuis
new-move-head-to = naar { $host }
new-move-lede = Er wordt niets vastgelegd of gemaild tot je op de knop aan het eind drukt.
new-move-domu = DomU
new-move-domu-hint = Zijn naam, zoals in xl list.
new-move-search = Zoek hem in de lijst met domU’s
new-move-next = Volgende
new-move-no-such-domu = We kennen geen domU met deze naam.
new-move-domu-facts = { $disk } schijf, { $memory } geheugen. Op { $host } in { $site }.
new-move-domu-of = Van { $people }.
new-move-domu-of-nobody = Hij is nog van niemand, dus niemand zou een mail krijgen.
new-move-other-domu = Een andere domU
new-move-disk-unknown = onbekend
new-move-where = Waarheen?
new-move-room = { $memory } geheugen, { $disk } schijf vrij
new-move-no-host = Geen host heeft er ruimte voor. In de lijst staat waarom.
new-move-when = Wanneer?
new-move-day = Dag
new-move-starts = Venster begint
new-move-ends = Venster eindigt
new-move-zone = Tijdzone
new-move-notice = Dat is over { $notice }
new-move-notice-text = We hebben minstens 3 dagen beloofd. Neem een latere dag, of zeg waarom het niet kan wachten: je reden komt in de mail.
new-move-short = Waarom zo snel?
new-move-short-hint = Alleen als het kort van tevoren is.
new-move-reason = Waarom verhuist hij?
new-move-reason-hint = Komt in de mail en blijft op de pagina van de verhuizing staan.
new-move-down-for = Uit de lucht: ongeveer
new-move-copy = Kopie
new-move-around = Eromheen
new-move-range = Tussen
new-move-to = en
new-move-back-by = Terug om
new-move-left = Over in het venster
new-move-size-head = Hoelang hij uit is, valt nog niet te zeggen
new-move-size-wanted = Niemand heeft opgeschreven hoe groot { $disks } is, dus valt er niets te beloven. Schrijf die grootte eerst op, bij de schijven van de domU; lvs --units b of ls -l op zijn host vertelt het.
new-move-size-link = Naar zijn schijven
new-move-way-free = Beide hosts en de interconnect zijn dan vrij
new-move-way-busy = { $domu } heeft dan een host of de interconnect nodig
new-move-way-next = De volgende is { $domu }
new-move-addresses = Nieuwe adressen
new-move-addresses-hint = Hetzelfde laatste nummer waar dat vrij is. Vastgehouden zodra je het aankondigt. Laat er een leeg om het oude adres te houden.
new-move-address-now = Nieuw adres voor { $address }
new-move-foreign = Geen netwerk in { $site } bevat { $old }, dus daar antwoordt het niet. { $free } is vrij.
new-move-foreign-none-free = Geen netwerk in { $site } bevat { $old }, dus daar antwoordt het niet, en geen ervan heeft er een adres voor vrij.
new-move-foreign-head = Hij zou adressen van een andere locatie houden
new-move-foreign-text = Geef { $domu } hierboven een nieuw adres, of zorg dat het oude meekomt.
new-move-keeps-addresses = Hij houdt ze, en ze bereiken hem daar
new-move-keeps-foreign = Geen netwerk in { $site } bevat { $addresses }. Vul een nieuw adres in, of vink aan dat hij het oude houdt.
new-move-no-addresses = Hij heeft geen adres dat we kennen.
new-move-not-an-address = ‘{ $text }’ is geen adres.
new-move-grace = Bewaar de oude kopie
new-move-grace-hint = Dagen na de verhuizing.
new-move-old-until = Oude adressen antwoorden tot
new-move-old-until-hint = Leeg: ze stoppen zodra hij uitgaat.
new-move-deadline = Uiterlijk klaar op
new-move-deadline-hint = Bijvoorbeeld wanneer het rack wordt leeggehaald.
new-move-not-a-number = Schrijf een heel aantal dagen.
new-move-mail = Wat ze krijgen
new-move-mail-to = Aan:
new-move-mail-subject = Onderwerp:
new-move-no-preview = Vul het formulier in en druk op ‘Toon de mail’.
new-move-gets = Krijgt de mail
new-move-gets-nobody = Niemand: hij heeft nog geen eigenaar.
new-move-public-named = Op de statuspagina staat dat { $domu } verhuist.
new-move-public-unnamed = Op de statuspagina staat ‘een domU verhuist’: niemand heeft gezegd dat zijn naam er mag staan.
new-move-announce = { $n ->
    [0] Kondig aan zonder mail
    [one] Kondig aan en mail één persoon
   *[other] Kondig aan en mail { $n } mensen
}
new-move-preview = Toon de mail
new-move-draft = Bewaar als concept
new-move-holds = Houdt { $memory } geheugen en { $disk } schijf vast op de nieuwe host, en de adressen.

schedule-title = Een andere tijd voor { $domu }
rebook-title = Plan de volgende poging met { $domu }
schedule-lede = Nu vastgelegd:
rebook-lede = Het vorige venster was
schedule-expected = Naar verwachting uit de lucht: ongeveer
schedule-why = Waarom een andere tijd?
schedule-reason-hint = Komt in de mail.
schedule-cause = Waarom de vorige poging mislukte
schedule-cause-hint = In woorden waar de eigenaar iets aan heeft. Komt in de mail.
schedule-fix = Wat we eraan gedaan hebben
schedule-fix-hint = Komt in de mail, zodat niemand zich afvraagt of het weer misgaat.
schedule-button = { $n ->
    [0] Leg vast zonder mail
    [one] Leg vast en mail één persoon
   *[other] Leg vast en mail { $n } mensen
}
schedule-stale = { $what } Het staat nu vast op { $start } tot { $end }. Wat je typte, staat er nog: verstuur het opnieuw als je het nog wilt.
schedule-short-again = Dat is minder dan { $hours } uur vooruit. Neem een later tijdstip, of verstuur het nog eens als het niet kan wachten.
schedule-short-text = De mail bereikt hen misschien te laat. Neem een later tijdstip, of zeg erin waarom dit niet kan wachten.
new-move-moving = { $domu } heeft al een verhuizing, { $migration }
new-move-moving-text = Hij heeft er één tegelijk. Rond die eerst af, of zeg haar af.
hold-answer-stale = { $what } Wat je typte, staat er nog: verstuur het opnieuw als je het nog wilt.

cancel-title = Zeg de verhuizing van { $domu } af
cancel-lede = { $domu } blijft op { $source }. De ruimte en de adressen die werden vastgehouden, komen weer vrij.
cancel-why = Waarom?
cancel-reason-hint = Komt in de mail.
cancel-button = { $n ->
    [0] Zeg af zonder mail
    [one] Zeg af en mail één persoon
   *[other] Zeg af en mail { $n } mensen
}

# Running an attempt
operate-attempt = { $n ->
    [1] eerste poging
    [2] tweede poging
   *[other] poging { $n }
}
operate-head-preflight = Voordat { $domu } uitgaat: is alles klaar?
operate-head-stop = Zet { $domu } uit op { $source }
operate-head-copy = { $domu } is uit. Kopieer zijn schijf naar { $target }.
operate-head-compare = { $domu } is gekopieerd. Vergelijk beide kopieën.
operate-head-prepare = { $domu } is aan beide kanten gelijk. Zet hem klaar op { $target }.
operate-head-commit = { $domu } staat klaar. Draag hem over aan { $target }.
operate-head-boot = { $domu } is nu van { $target }. Start hem daar.
operate-head-check = { $domu } draait op { $target }. Controleer hem.
operate-head-fence = Zet { $target } op slot, zodat { $domu } daar niet kan starten
operate-head-start_again = Start { $domu } weer op { $source }
operate-head-revert_stop = Zet { $domu } uit op { $target }
operate-head-revert_fence = Zet { $target } op slot, zodat { $domu } daar niet kan starten
operate-head-check_again = { $domu } draait op { $source }. Controleer hem.
operate-head-leave_off = { $domu } is nu van { $target }. Laat hem uit, het lid start hem zelf.
operate-head-check_off = { $domu } staat uit op { $target }. Controleer of alles er is.
operate-step-preflight = Kijk of { $target } hem aankan
operate-step-stop = Zet hem uit, en zorg dat hij niet vanzelf terugkomt
operate-step-copy = Kopieer elke schijf van { $source } naar { $target }
operate-step-compare = Zelfde grootte en zelfde digest aan beide kanten
operate-step-prepare = Schrijf zijn configuratie op { $target }, en kijk of hij op { $source } nog uit is
operate-step-boot = Start { $domu } op { $target }
operate-step-check = Kijk of hij op zijn nieuwe adres antwoordt
operate-step-fence = Zet de halve kopie op { $target } uit
operate-step-start_again = Haal de afscherming van { $source } weg en start { $domu }
operate-step-revert_stop = Zet hem uit op { $target }, en zorg dat hij niet vanzelf terugkomt
operate-step-revert_fence = Zet de kopie op { $target } uit, en bewaar die
operate-step-check_again = Kijk of hij op zijn oude adres antwoordt
operate-step-leave_off = Laat hem uit, het lid start hem zelf
operate-step-check_off = Kijk of hij nog uit is, en of zijn configuratie te lezen is
operate-text-preflight = In deze stap gaat er niets uit.
operate-text-stop = Vanaf hier is hij uit. De volgende stappen houden de weg terug open.
operate-text-copy = Niets hier start { $domu }, dus je kunt elke regel herhalen.
operate-text-compare = Een kopie die verschilt, kopieer je opnieuw; je start die nooit.
operate-text-prepare = Niets hier start { $domu }, dus je kunt elke regel herhalen.
operate-text-boot = Afbreken kan niet meer: start hij niet, lees dan zijn console, herstel het en probeer het opnieuw, of haal hem hieronder terug.
operate-text-check = Als hij antwoordt, krijgt de eigenaar de mail met de nieuwe adressen.
operate-text-fence = { $target } hoeft niet te antwoorden: is hij onbereikbaar, trek dan geen stekkers los, zet het in de notitie en ga verder.
operate-text-start_again = Zelfde configuratie, zelfde adressen.
operate-text-revert_stop = De leden hebben gehoord dat hij nu uitgaat. Vanaf hier mag geen van beide kanten hem starten.
operate-text-revert_fence = Anders dan vóór de overdracht moet { $target } hierbij wel antwoorden: van een kopie die gedraaid kan hebben, moet je zien dat die uit is.
operate-text-check_again = Als hij antwoordt, krijgt de eigenaar de mail dat hij terug is.
operate-text-leave_off = Zo kozen de leden het. Start niets, en maak geen link die hem met { $target } laat meestarten.
operate-text-check_off = Daarna krijgt de eigenaar de mail met de nieuwe adressen, en daarin staat dat hij hem zelf start.
operate-select = Volg de nummers, van host naar host. Eén klik selecteert een heel commando.
operate-done-preflight = Alles is klaar
operate-done-stop = { $domu } is uit
operate-done-copy = Hij is gekopieerd
operate-done-compare = Beide kanten zijn gelijk
operate-done-prepare = { $target } is klaar
operate-done-boot = { $domu } is gestart op { $target }
operate-done-check = Hij antwoordt: laat het de eigenaar weten
operate-done-fence = { $target } zit op slot
operate-done-start_again = { $domu } is gestart op { $source }
operate-done-revert_stop = { $domu } is uit op { $target }
operate-done-revert_fence = { $target } zit op slot
operate-done-check_again = Hij antwoordt: rond de poging af en laat het de eigenaar weten
operate-done-leave_off = Hij is uit, en blijft uit
operate-done-check_off = Alles is er: laat het de eigenaar weten
operate-step-of = Stap { $n } van { $of }
operate-way-back-of = Terugweg, stap { $n } van { $of }
operate-bar = { $done } van { $of } stappen klaar
operate-source = oude host
operate-target = nieuwe host
operate-source-look = oude host, alleen kijken
operate-target-look = nieuwe host, alleen kijken
operate-commands-for = Commando’s voor { $host }
operate-copy = Kopieer
operate-nothing-here = In deze stap is hier niets te doen.
operate-size-wanted = Niemand heeft opgeschreven hoe groot { $disk } is, dus is er nog geen commando voor. Kijk met lvs --units b op de oude host,
operate-size-link = schrijf de grootte op en kom terug.
operate-note = Notitie
operate-note-hint = Voor de geschiedenis. Leden zien dit niet.
operate-did-not-work = Het is niet gelukt
operate-line = Voorbij deze lijn geen weg terug
operate-commit-head = Draag { $domu } over aan { $target }
operate-commit-text = Tot nu toe heeft { $source } de echte kopie van { $domu } en kan die hem op elk moment terugnemen. Hierna mag alleen { $target } hem starten.
operate-attest = Je hebt het zelf gezien, zojuist
operate-attest-source = { $domu } is uit op { $source } en kan daar niet vanzelf starten
operate-attest-target = { $target } is klaar: de schijf is vergeleken, de configuratie kwam door de dry run
operate-type-name = Typ de naam van de domU om hem over te dragen
operate-hand-over = Draag over aan { $target }
operate-true-copy = { $source } heeft de echte kopie, er is niets verloren
operate-way-back-text = Je stopte vóór de overdracht. Drie stappen leiden terug: { $target } op slot zetten, op { $source } starten, controleren. { $target } hoeft daarbij niet te antwoorden.
operate-revert-head = Terug naar { $source }, van waar hij draaide
operate-revert-text = Vier stappen: { $domu } uitzetten op { $target }, { $target } op slot zetten, op { $source } starten, controleren. Dit is de terugweg, dus afbreken kan niet. Raak je kwijt waar hij draait, zeg dat dan hieronder.
operate-retry-head = Start { $domu } niet op { $host }?
operate-tries = { $n ->
    [1] Dit is de eerste keer.
   *[other] Dit is keer { $n }.
}
operate-retry-text = Herstel wat je vindt, typ de commando’s hierboven nog eens, en schrijf op wat je zag. De stap blijft zoals hij is.
operate-failure = Wat je zag
operate-failure-hint = Voor de geschiedenis, waar de eigenaar het ook leest.
operate-retry = Hij startte niet, ik probeer het opnieuw
operate-revert = Haal hem terug naar { $source }
operate-why-head = Waarom hij teruggaat
operate-why-agreement = Afgesproken:
operate-why-later = Komt in de mail en in de geschiedenis. De volgende poging kun je pas plannen met een oorzaak en een oplossing; die kun je dan allebei opnieuw schrijven.
operate-lost-track = Niemand kan zeggen waar { $domu } draait
operate-wrong-head = Als het misgaat
operate-wrong-before-head = Een commando klaagt
operate-wrong-before-text = Lees de laatste regel, herstel het, voer het opnieuw uit. Vóór de overdracht gaat er niets verloren.
operate-wrong-target-head = { $target } antwoordt niet
operate-wrong-target-text = Wacht, of breek af. Voor de terugweg is van { $target } niets nodig.
operate-wrong-target-back-head = { $target } antwoordt niet
operate-wrong-target-back-text = Dan valt er nu niets op slot te zetten: schrijf dat in de notitie en ga verder. Alleen de overdracht maakt dat { $domu } daar mag starten.
operate-wrong-boot-head = { $domu } start niet op { $target }
operate-wrong-boot-text = Kijk met xl console en in het log, herstel de configuratie, start hem opnieuw. { $source } mag hem niet zomaar starten: de echte kopie staat nu op { $target }. Terug kan van hieruit alleen met de terugweg hierboven, die eerst { $target } op slot zet.
operate-wrong-off-head = { $domu } draait al op { $target }
operate-wrong-off-text = Dan heeft iemand hem daar gestart, en er is niets verloren: de echte kopie staat op { $target }. Schrijf het in de notitie en ga verder.
operate-wrong-target-silent-head = { $target } antwoordt niet
operate-wrong-target-silent-text = Dan weet niemand of { $domu } daar draait. Start niets op { $source }. Zeg het hieronder, en haal er iemand bij die meekijkt.
operate-wrong-stuck-head = { $domu } start niet op { $source }
operate-wrong-stuck-text = Laat hem uit en haal er iemand bij die meekijkt. Deze pagina blijft zoals hij is; schrijf hierboven op wat je zag.
operate-wrong-portal-head = Het portaal antwoordt niet
operate-wrong-portal-text = Ga op de dom0 door tot de overdracht, niet verder. Noteer de tijden en vul ze later in.
operate-wrong-portal-back-head = Het portaal antwoordt niet
operate-wrong-portal-back-text = Ga op de dom0 door volgens het draaiboek. Noteer de tijden en vul ze later in.
operate-wrong-tired-head = Je bent te moe, of je twijfelt
operate-wrong-tired-text = Breek af, dat is altijd een goed antwoord. Of laat iemand het overnemen.
operate-notes = Notities bij deze poging
operate-no-notes = Nog geen.
operate-remark = Schrijf iets op
operate-write-down = Schrijf het op
operate-this-attempt = Deze poging
operate-the-way-back = De terugweg
operate-eight-steps = Acht stappen
operate-clock = De klok
operate-promised = Beloofd
operate-back-by = terug om
operate-mail-head = Wat de leden te lezen krijgen
operate-mail-when = { $n ->
    [one] Gaat naar één lid zodra de laatste stap van de terugweg is afgevinkt, met de echte tijd uit de lucht.
   *[other] Gaat naar { $n } leden zodra de laatste stap van de terugweg is afgevinkt, met de echte tijd uit de lucht.
}
operate-overdue = over tijd
operate-turn-back = Terugdraaien
operate-before = vóór
operate-by-copy = Zoals de kopie gaat
operate-ready-about = klaar rond
operate-too-slow = Zoals de kopie gaat, is hij klaar { $ready }. { $is_over ->
    [0] Om hem binnen het venster weer op zijn oude plek te hebben, draai je terug vóór { $turn_back }: beslis nu, wacht er niet op.
   *[other] De tijd om binnen het venster terug te draaien, { $turn_back }, is voorbij: doorgaan is misschien de kortste weg. Laat het zijn leden weten.
}
operate-take-over = Ik neem het over
operate-what-members-see = De eigenaar ziet dezelfde stappen en tijden, niet jouw commando’s en notities.
operate-edit-runbook = Bewerk de commando’s
operate-before-commit = Tot de overdracht leidt alles terug naar { $source }.
operate-before-commit-more = { $target } op slot, { $domu } starten op zijn oude plek, controleren. Er gaat niets verloren.
operate-abort = Breek af, terug naar { $source }

abort-title = Draai { $domu } terug
abort-lede-down = { $source } heeft de echte kopie. Drie stappen leiden terug: { $target } op slot zetten, { $domu } op { $source } starten, controleren.
abort-lede-up = { $domu } is nooit uit geweest, dus er valt niets terug te draaien. De verhuizing blijft gepland.
abort-cause-code = Oorzaak
abort-words = In woorden waar de eigenaar iets aan heeft
abort-cause-hint = Komt in de mail en in de geschiedenis.
abort-fix = Wat we eraan doen
abort-fix-hint = Mag vanavond leeg blijven. Zonder kun je geen tweede poging plannen.
abort-cause-hint-up = Blijft bij de poging staan, op de pagina van de verhuizing. Niemand krijgt een mail: hij is nooit uit geweest.
abort-fix-hint-up = Mag leeg blijven. De verhuizing blijft gepland en kan meteen opnieuw.
abort-button-down = Breek af, terug naar { $source }
abort-button-up = Stop hier, er is niets uit geweest
abort-never-mind = Laat maar
abort-soft = Stoppen is niet falen.
abort-handed-over = { $domu } is overgedragen: { $target } heeft nu de echte kopie. Start hem niet op { $source }, anders draait hij twee keer. Start hem opnieuw op { $target }, of haal hem terug.
abort-leads-back = De poging is al afgebroken: { $domu } is op de terugweg naar { $source }.
abort-boot-again = Opnieuw starten op { $target }
abort-go-on = Naar de poging
abort-take-back = Terughalen naar { $source }
take-over-title = { $who } doet deze verhuizing nu
take-over-since = { $who } doet haar sinds
take-over-text = Jouw pagina was ouder dan dat. Vraag het { $who } eerst, als dat kan: twee mensen aan één verhuizing zitten elkaar in de weg.
take-over-button = Overnemen van { $who }

# Back from the new place
revert-title = Haal { $domu } terug naar { $source }
revert-lede = { $domu } is overgedragen aan { $target }. Om hem terug te halen, gaat hij daar uit, komt { $target } op slot, en start zijn oude kopie op { $source }.
revert-warning-head = Wat { $domu } op zijn nieuwe plek schreef, blijft daar
revert-warning-since = Hij draait op { $target } sinds
revert-warning-text = De kopie op { $source } is zo oud als het moment waarop { $domu } uitging voor de verhuizing. Mails, bestellingen en bestanden die sindsdien binnenkwamen, staan alleen op { $target }. Ze komen niet vanzelf mee terug.
revert-data = Wat weet je daarvan?
revert-data-nothing_written = Er is niets geschreven: { $domu } heeft zijn root nooit beschrijfbaar gemount
revert-data-nothing_written-hint = Hij bleef hangen in de bootloader, de kernel of de initrd. Dat zag je op zijn console.
revert-data-member_agreed = Het lid weet het, en ging schriftelijk akkoord
revert-data-member_agreed-hint = Zeg waar en wanneer, zodat het terug te vinden is.
revert-agreement-label = Waar en wanneer het lid akkoord ging
revert-agreement-hint = Alleen als het lid akkoord ging. Bijvoorbeeld: mail van 23:10, melding I-118. Komt in de mail.
revert-button = { $n ->
    [0] Haal hem terug, zonder mail
    [one] Haal hem terug en mail één persoon
   *[other] Haal hem terug en mail { $n } mensen
}
revert-no-abort = De mail gaat de deur uit voordat er iets uitgaat. Deze terugweg kun je niet afbreken.

# Nobody knows where it runs
lost-title = Niemand kan zeggen waar { $domu } draait
lost-lede = Vanaf hier mag { $domu } niet starten op { $source } en niet op { $target }, tot twee mensen op allebei hebben gekeken. Dat is traag, en het is goed zo: twee draaiende kopieën maken de schijf kapot.
lost-words = Wat je weet, en wat je niet weet
lost-words-hint = Komt in de mails aan de leden en aan het kernteam.
lost-within = De leden horen weer van ons binnen
lost-within-hint = Ook als er dan nog niets bekend is: iemand schrijft ze.
lost-button = { $n ->
    [0] Zeg het, en roep het kernteam erbij
    [one] Zeg het, mail één persoon, roep het kernteam erbij
   *[other] Zeg het, mail { $n } mensen, roep het kernteam erbij
}
lost-hint = De poging eindigt hier als onduidelijk.
attest-title = Waar draait { $domu }?
attest-lede = Start { $domu } nog nergens. Eerst moet iemand op de ene host zien dat hij uit en afgeschermd is, dan wordt { $domu } op de andere gestart of gevonden.
attest-look = Kijk op { $source } en op { $target }
attest-say = Zeg wat je zag
attest-order = Eerst: op de ene host is hij uit en afgeschermd. Dan: op de andere draait hij, gezegd door iemand anders als die er is. Pas dan gaat de verhuizing verder.
attest-saw = Je hebt het zelf gezien, zojuist
attest-down_and_fenced = Op { $host } is { $domu } uit en kan niets hem starten
attest-runs = Op { $host } draait { $domu }
attest-taken_back = Ik neem terug dat { $domu } op { $host } uit en afgeschermd is
attest-how = Hoe je het zag
attest-how-hint = Wat xl list zei, naar welke bestanden en links je keek. Voor de geschiedenis, waar de eigenaar het ook leest.
attest-alone-legend = Maar één paar ogen?
attest-alone-already = Je hebt al op één kant gekeken.
attest-alone-hint = Laat iemand anders het tweede deel zeggen. Alleen als nu niemand kan kijken, vink je dit aan en zeg je waarom; het blijft zichtbaar.
attest-alone-tick = Niemand anders van het kernteam kan nu kijken
attest-alone-why = Waarom niet
attest-alone-why-hint = Alleen als je dat aanvinkte.
attest-button = Dat heb ik gezien
attest-known = Wat er bekend is
attest-next-word = De leden horen van ons, uiterlijk
attest-word-late = dat is voorbij: schrijf ze
attestations-head = Wie wat zag
attestations-none = Er heeft nog niemand gekeken.
attestation-down_and_fenced = { $domu } is uit op { $host } en afgeschermd
attestation-runs = { $domu } draait op { $host }
attestation-taken_back = Teruggenomen: het is niet bekend dat { $domu } op { $host } afgeschermd is
attestation-alone = Niemand anders keek:

# The runbook
runbook-chapter-preflight = Voorcontrole
runbook-chapter-stop = Stop
runbook-chapter-copy = Kopie
runbook-chapter-compare = Vergelijken
runbook-chapter-prepare = Klaarzetten
runbook-chapter-commit = Overdragen
runbook-chapter-boot = Opstarten
runbook-chapter-check = Controle
runbook-chapter-fence = Afschermen
runbook-chapter-start_again = Weer starten
runbook-chapter-check_again = Weer controleren
runbook-chapter-leave_off = Uit laten, zoals het lid koos
runbook-chapter-check_off = Controle, als hij uit blijft
runbook-chapter-revert_stop = Stop, op de terugweg van de nieuwe host
runbook-chapter-revert_fence = Afschermen, op de terugweg van de nieuwe host
runbook-chapter-look = Kijken, als niemand weet waar hij draait
runbook-title = Het draaiboek
runbook-lede = De commando’s die een uitvoerder bij elke stap ziet. De namen en adressen van de domU waar het om gaat worden ingevuld, met quotes voor de shell.
runbook-own = van de club zelf
runbook-edit = Bewerk
runbook-edit-lede = Een regel die met een # begint, is een opmerking onder het commando ervoor.
runbook-body = Commando’s
runbook-save = Bewaar
runbook-restore = Neem de ingebouwde
runbook-placeholders = Wat er wordt ingevuld
runbook-placeholders-text = Schrijf een van deze waar de waarde moet komen. Er komen vanzelf quotes voor de shell omheen, ook binnen die van een ssh-commando, dus zet die er niet zelf bij.
runbook-placeholder-domu = De naam van de domU.
runbook-placeholder-source = De naam van de host die hij verlaat.
runbook-placeholder-target = De naam van de host waar hij naartoe verhuist.
runbook-placeholder-source_address = Het adres van de oude host op de interconnect; zijn naam als er geen bekend is.
runbook-placeholder-target_address = Het adres van de nieuwe host op de interconnect; zijn naam als er geen bekend is.
runbook-placeholder-source_vg = De volumegroep van de oude host.
runbook-placeholder-target_vg = De volumegroep van de nieuwe host.
runbook-placeholder-source_bridge = De bridge van de oude host.
runbook-placeholder-target_bridge = De bridge van de nieuwe host.
runbook-placeholder-disk = De naam van een schijf, zoals xvda. De regel staat er een keer voor elke schijf.
runbook-placeholder-disk_path = Waar die schijf op de oude host ligt.
runbook-placeholder-disk_volume = De naam van zijn logische volume, zonder de volumegroep.
runbook-placeholder-disk_bytes = Hoeveel bytes hij heeft. Zolang niemand dat weet, zegt de regel dat en is er geen commando.
runbook-placeholder-target_disk_path = Waar die schijf op de nieuwe host ligt: een volume in de volumegroep daar, een imagebestand op hetzelfde pad.
runbook-placeholder-target_folder = De map waarin hij daar ligt.
runbook-placeholder-copy_tag = De LVM-tag waaraan een halve kopie van deze domU te herkennen is: copy-of- en zijn naam.
runbook-placeholder-old_address = Een adres dat hij heeft. De regel staat er een keer voor elk adres dat verandert.
runbook-placeholder-new_address = Het adres dat hij daarvoor krijgt.
runbook-marks = Voor schijven van één soort
runbook-marks-text = Een regel die met een van deze begint, geldt alleen voor zulke schijven.
runbook-mark-lv = Logische volumes, zoals /dev/vg0/higgs-disk.
runbook-mark-file = Imagebestanden, zoals /var/lib/xen/images/higgs.qcow2.
runbook-mark-other = Al het andere, waarvoor alleen de club de weg weet.
runbook-side-source = Op de oude host
runbook-side-target = Op de nieuwe host

# Results and history
move-result-refused = Nooit uit geweest
move-result-rolled_back = Teruggedraaid
move-result-succeeded = Verhuisd
move-result-superseded = Teruggehaald
move-result-unclear = Onduidelijk
mail-state-queued = nog niet verstuurd
mail-state-leased = nog niet verstuurd
mail-state-sending = wordt verstuurd
mail-state-sent = verstuurd
mail-state-superseded = vervangen door een nieuwere
mail-state-expired = niet meer verstuurd
mail-state-cancelled = niet verstuurd
mail-state-dead = kon niet worden bezorgd
runbook-unknown-placeholder = { $name } staat niet tussen de invulwoorden hieronder.
runbook-not-closed = { $start } is niet gesloten: er horen twee accolades achter te staan, op dezelfde regel.
runbook-too-long = Hoogstens 20.000 tekens.
runbook-changed = { $who } heeft hier intussen andere commando’s geschreven. Ze staan onder de jouwe: bewaar nog eens om de jouwe ervoor in de plaats te zetten.
runbook-restored-meanwhile = Iemand nam intussen de ingebouwde commando’s. Ze staan onder de jouwe: bewaar nog eens om de jouwe ervoor in de plaats te zetten.
runbook-present = Wat er nu staat

candidate-lives-there = Hij woont daar.
candidate-drained = Wordt leeggehaald: neemt geen domU’s op.
candidate-retired = Voorgoed uitgezet.
candidate-no-memory = Er is { $mebibytes } MiB geheugen te weinig.
candidate-no-disk = Er is { $mebibytes } MiB schijf te weinig.
new-move-estimate-last_copies = Volgens de laatste kopieën tussen deze twee hosts.
new-move-estimate-measured = Volgens wat er op de verbinding gemeten is.
new-move-estimate-nominal = Volgens de snelheid van de verbinding.
new-move-estimate-assumed = Niemand heeft ons van een verbinding tussen deze hosts verteld, dus we gaan uit van een trage.

# Thanks, the diary, and the link in the mail
move-thanks = Ze zeiden bedankt
move-thank-head = Bedankje sturen?
move-thank-again = Het anders zeggen?
move-thank-words = Een zin voor het kernteam
move-thank-hint = Je hoeft niets te schrijven: de knop alleen is ook goed. Ze lezen het op hun eerste pagina.
move-thank-button = Bedank het kernteam
thanks-not-done = Er valt nog niets te bedanken: de verhuizing is niet klaar.
thanks-too-long = Dat zijn meer dan { $max } tekens. Met minder zijn ze net zo blij.
move-diary = Voor iedereen
move-diary-hint = Wat er gebeurde en wanneer, komt op de statuspagina, zonder de naam van de domU of van iemand. Niemand krijgt een mail.
move-diary-publish = { $n ->
    [1] Publiceer de eerste poging
    [2] Publiceer de tweede poging
   *[other] Publiceer poging { $n }
}
move-diary-published = { $n ->
    [1] De eerste poging staat op de statuspagina
    [2] De tweede poging staat op de statuspagina
   *[other] Poging { $n } staat op de statuspagina
}
by-mail-title = De verhuizing van { $domu }
by-mail-asked = Werkt alles op { $domu }?
by-mail-lives = Hij woont nu op { $target }. Probeer mail, SSH en wat je bezoekers gebruiken.
by-mail-kept = De oude kopie van zijn schijf bewaren we tot
by-mail-closed = Bedankt, de verhuizing van { $domu } is gesloten
by-mail-closed-text = De oude kopie wordt opgeruimd. Blijkt er toch iets kapot te zijn, laat het dan alsnog weten.
by-mail-closed-reported = Ze is gesloten terwijl er een melding over open is: de oude kopie gaat weg. De melding blijft open, en we gaan ermee door.
by-mail-not-now = Over { $domu } valt nu niets te zeggen
by-mail-not-now-text = De verhuizing is niet gedaan, of is teruggedraaid. Op de pagina ervan staat hoe het ervoor staat.
by-mail-see-the-move = Bekijk de verhuizing
by-mail-gone-title = Deze link leidt nergens heen
by-mail-gone-text = Misschien is hij in de mail afgebroken, of is de domU niet meer van jou. Log in om je verhuizingen te zien.

# Choosing a window
window-page = Wanneer { $domu } verhuist
window-head = verhuist naar { $site }. Wanneer komt het je uit?
window-head-booked = verhuist naar { $site }. Komt de tijd je nog uit?
window-lede-before = Kies een venster en de lamp gaat aan. Kies vóór
window-lede-else = Kies je niet, dan nemen we
window-lede-fine = en dat is ook goed.
window-lede-again = Komt geen enkele tijd uit, vraag ons dan opnieuw te wachten.
window-lede-booked = Hij verhuist
window-lede-change = { $n ->
    [0] De keren dat je kon veranderen zijn op, maar als kernteamlid kun je hem een ander venster geven.
    [one] Je kunt nog één keer een ander venster nemen, tot 60 minuten van tevoren.
   *[other] Je kunt nog { $n } keer een ander venster nemen, tot 60 minuten van tevoren.
}
window-lede-fixed-now = Veranderen kan niet meer, maar je kunt ons vragen te wachten.
window-lede-fixed = Het kernteam heeft deze tijd vastgelegd. Komt het je niet uit, vraag ons dan te wachten.
window-when = Wanneer mag hij uit?
window-about = Uit de lucht: ongeveer
window-zone = Alle tijden hier zijn die van { $zone }.
window-busy = bezet
window-our-pick = ons voorstel
window-back = terug { $clock }
window-busy-text = Bezet is de verhuizing van een ander, van wie zeggen we niet. Staat jouw tijd er niet bij?
window-not-yours = Komt het je niet uit?
window-ask-to-wait = Vraag ons te wachten
window-earlier = Eerdere dagen
window-later = Latere dagen
window-boot = En als hij er is?
window-boot-legend = Als { $domu } er is
window-boot-yes = Start hem daar
window-boot-yes-address = Start hem op het nieuwe adres
window-boot-yes-hint = We starten { $domu } en kijken of hij antwoordt.
window-boot-no = Laat hem uit, ik start hem zelf
window-boot-no-hint = Hij wacht op { $target }, uit, tot jij hem start. Voor als je eerst naar je firewall wilt kijken.
window-book = Leg het venster vast waar de lamp brandt
window-book-again = Wat je koos
window-button = Leg dit venster vast
window-keep = Houd het zo
window-button-hint = Je krijgt een mail met een afspraak voor je agenda. Je kunt het twee keer veranderen, tot 60 minuten van tevoren.
window-none = Geen van deze?
window-wait = Vraag ons te wachten
window-wait-text = { $domu } blijft op { $source } tot we elkaar gesproken hebben.
window-wait-deadline = Hij kan daar niet blijven na
window-wait-why = Wat zit er in de weg?
window-wait-hint = Het kernteam leest het, en iedereen van wie deze domU is.
window-wait-button = Vraag te wachten
window-now = Verhuis hem nu
window-now-text = Handig als je graag meekijkt. Iemand van het kernteam moet ja zeggen, en er mag niets anders onderweg zijn.
window-now-free = Op dit moment kan het, tot
window-now-busy = Op dit moment is er iets anders onderweg.
window-now-asked = { $name } heeft het gevraagd.
window-now-hint = We antwoorden per mail. Tot dan gebeurt er niets.
window-now-button = Vraag of het nu kan
window-count-on = Waar je op kunt rekenen
window-back-up = Gaat het mis, dan start { $domu } weer op { $source }
window-back-up-text = Met zijn oude adres. Je krijgt een mail met wat er gebeurd is.
window-old-copy = De oude kopie blijft bewaard
window-old-copy-text = Je kunt eerder ‘alles werkt’ zeggen, of ‘er is iets kapot’, en dan staat de klok stil.
window-days = { $n ->
    [one] één dag
   *[other] { $n } dagen
}
window-old-address = Het oude adres antwoordt nog
window-old-address-until = Tot
window-old-address-text = Tijd om je DNS rustig te veranderen.

wishes-head = Hoe ze graag verhuizen
offer-legend = Wie kiest de tijd?
offer-choose = Laat de leden de tijd kiezen
offer-hint = Deze tijd is dan ons voorstel. Ze kiezen tot 72 uur van tevoren; doen ze dat niet, dan wordt het deze.

hold-core-team = Het kernteam
hold-said = Wat er gezegd is
hold-answer-title = Antwoord voor { $domu }
hold-answer-lede = { $domu } blijft op { $source } tot je antwoordt.
hold-answer-old = Dit komt ze niet uit:
hold-answer-free = Het eerste vrije venster op een andere dag:
hold-answer-typed = Wat je hebt ingevuld:
hold-answer-label = Je antwoord
hold-answer-hint = Komt in de mail en blijft op de pagina van de verhuizing staan.
hold-answer-release = { $n ->
    [0] Ga door met deze tijd, zonder mail
    [one] Ga door met deze tijd en mail één persoon
   *[other] Ga door met deze tijd en mail { $n } mensen
}
hold-answer-wait = { $n ->
    [0] Laat hem nog wachten, zonder mail
    [one] Laat hem nog wachten en mail één persoon
   *[other] Laat hem nog wachten en mail { $n } mensen
}

now-answer-title = { $domu } nu verhuizen?
now-answer-lede = { $name } vroeg of hij nu van { $source } naar { $target } kan verhuizen,
now-answer-else = Anders verhuist hij
now-answer-free = Er is niets anders onderweg, tot
now-answer-accept = Ja, ik begin nu
now-answer-preflight = Bekijk eerst de voorcontrole
now-answer-accept-hint = Jij bent de uitvoerder, en de leden krijgen een mail. Hij gaat pas uit als je de stap ‘Stop’ doet.
now-answer-word = Waarom niet?
now-answer-word-hint = Komt in de mail. De tijd die er staat, blijft.
now-answer-decline = { $n ->
    [0] Zeg nee zonder mail
    [one] Zeg nee en mail één persoon
   *[other] Zeg nee en mail { $n } mensen
}
