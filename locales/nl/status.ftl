# The public status page and its posts.
status-kind-outage = Storing
status-kind-maintenance = Onderhoud
status-kind-news = Nieuws
status-kind-outage-hint = Er is iets kapot
status-kind-maintenance-hint = Gepland werk
status-kind-news-hint = Goed om te weten
status-severity-minor = Licht
status-severity-minor-hint = Traag, of een deel werkt niet
status-severity-major = Ernstig
status-severity-major-hint = Een deel ligt eruit
status-severity-critical = Kritiek
status-severity-critical-hint = Alles ligt eruit
status-state-investigating = We zoeken het uit
status-state-identified = We weten wat het is
status-state-watching = Hersteld, we houden het in de gaten
status-state-resolved = Opgelost
status-state-planned = Gepland
status-state-in_progress = Bezig
status-state-verifying = Wordt nagekeken
status-state-completed = Klaar
status-state-cancelled = Afgezegd
status-state-published = Gepubliceerd
status-overdue = Over tijd

status-answer-well = Alles draait.
status-answer-nothing-yet = Hier woont nog niemand.
status-answer-broken = { $n ->
    [one] Er is iets kapot, en we zijn ermee bezig.
   *[other] Er zijn { $n } dingen kapot, en we zijn ermee bezig.
}
status-answer-moving = { $n ->
    [one] Eén domU verhuist.
   *[other] Er verhuizen { $n } domU’s.
}
status-answer-checked = { $n ->
    [one] Eén domU draait weer en wordt nagekeken.
   *[other] { $n } domU’s draaien weer en worden nagekeken.
}
status-answer-preparing = { $n ->
    [one] Eén domU gaat zo verhuizen.
   *[other] Er gaan zo { $n } domU’s verhuizen.
}
status-answer-unclear = { $n ->
    [one] We zoeken uit waar één domU draait.
   *[other] We zoeken uit waar { $n } domU’s draaien.
}
status-answer-work-due = Gepland onderhoud is aan de beurt.
status-answer-well-but-unknown = Alles waarvan we iets gehoord hebben, draait.
status-answer-unknown = We hebben nog niet gehoord hoe het met onze domU’s gaat.
status-answer-worked-on = { $n ->
    [one] We zijn aan het werk.
   *[other] We zijn op { $n } plekken aan het werk.
}
status-answer-rest = { $n ->
    [0] {""}
    [one] De andere draait.
   *[other] De andere { $n } draaien.
}
status-answer-today = { $n ->
    [one] Later vandaag verhuist er één domU.
   *[other] Later vandaag verhuizen er { $n } domU’s.
}

status-error-not-of-the-core-team = Alleen het kernteam plaatst hier berichten.
status-error-bad-title = Geef het een titel van hoogstens 200 tekens.
status-error-nothing-said = Schrijf minstens één zin, en hoogstens 20.000 tekens.
status-error-wrong-first-state = Kies een status waarmee een bericht van deze soort kan beginnen.
status-error-outage-ahead = Een storing kan niet later beginnen dan nu. Is het onderhoud?
status-error-no-end = Zeg tot wanneer, later dan het begin.
status-error-outage-with-end = Een storing eindigt als je zegt dat hij verholpen is: laat dit leeg. Is het onderhoud?
status-error-nothing-chosen = Kies minstens één locatie of host, anders raakt het niemand en krijgt niemand een mail.
status-error-unknown-scope = Een van de gekozen locaties of hosts is er niet meer. Kies opnieuw.
status-error-no-such-post = Dat bericht bestaat niet.
status-error-is-over = Het is al voorbij. Je kunt nog een nawoord schrijven, maar de status niet meer veranderen.
status-error-wrong-state = Zoals het er nu voor staat, kan die status niet.
status-error-written-meanwhile = { $by } schreef intussen iets. Lees dat eerst; je tekst staat hier nog, en opnieuw versturen werkt.

status-title = { $answer }
status-post-button = Plaats een bericht
status-right-now = Op dit moment,
status-zone = Alle tijden zijn in de tijdzone van de club ({ $zone }).
status-a-domu = Een domU
status-to = naar
status-until = tot
status-begun = Sinds
status-from = Van
status-since = sinds
status-last-word = Laatste bericht van ons:
status-follow = Volg het
status-moving = Verhuist
status-unclear = Wordt uitgezocht
status-was-on-its-way = was onderweg van { $source } naar { $target }
status-unclear-text = Niemand kan nog zeggen waar hij draait. We kijken op beide hosts voordat we iets starten.
status-plan = Gepland
status-plan-moves = { $n ->
    [one] Eén verhuizing tot
   *[other] { $n } verhuizingen tot
}
status-plan-paused = Op dit moment wacht het.
status-on-its-way = is onderweg naar { $target } in { $site }
status-leg-preparing = gaat zo verhuizen naar { $target } in { $site }
status-leg-up = draait op { $host } in { $site }
status-leg-leaving = gaat zo terug naar { $source } in { $site }
status-leg-turning-back = is op de terugweg naar { $source } in { $site }
status-leg-soon = Zo meteen
status-leg-going-back = Gaat terug
status-still-up-there = Hij draait nog op zijn nieuwe plek terwijl we alles voorbereiden.
status-up-again = We controleren hem.
status-down-from = Uit sinds
status-down-since = Uit sinds
status-expected-back = naar verwachting terug rond
status-still-up = Hij draait nog op zijn oude plek terwijl we alles voorbereiden.
status-takes-longer = Het duurt langer dan gepland.
status-up = Draait
status-all = { $domus ->
    [one] Eén domU
   *[other] Alle { $domus } domU’s
} op { $hosts ->
    [one] één host
   *[other] { $hosts } hosts
}
status-all-heard-of = Alles waarvan we iets gehoord hebben
status-all-else = Al het andere
status-all-count = In totaal { $domus ->
    [one] staat er één domU
   *[other] staan er { $domus } domU’s
} op { $hosts ->
    [one] één host
   *[other] { $hosts } hosts
}.
status-as-we-know = Voor zover we weten.
status-unknown = { $n ->
    [one] Van één domU hebben we niets gehoord.
   *[other] Van { $n } domU’s hebben we niets gehoord.
}
status-off = { $n ->
    [one] Eén domU is uitgezet door zijn eigenaar.
   *[other] { $n } domU’s zijn uitgezet door hun eigenaren.
}
status-street = Wie waar woont
status-street-hint = Een huis is een host, een raam is een domU.
status-domus = { $n ->
    [0] niemand thuis
    [one] één domU
   *[other] { $n } domU’s
}
status-drained = wordt leeggehaald
status-further = En verderop langs de kade { $hosts ->
    [one] nog één host
   *[other] nog { $hosts } hosts
}, met { $domus ->
    [one] één domU
   *[other] { $domus } domU’s
}.
status-nobody-on-the-water = Niemand op het water
status-window-up = draait
status-window-moving = verhuist
status-window-broken = kapot
status-window-doubtful = misschien kapot
status-window-off = uitgezet
status-window-unknown = niets van gehoord
status-window-due = hier verwacht
status-window-empty = niemand thuis
status-names = Een domU staat hier alleen met naam als zijn lid dat wil. De andere tellen we, zonder naam, ook als ze verhuizen of kapotgaan.
status-coming-up = Binnenkort
status-other-moves = Andere verhuizingen
status-col-when = Wanneer
status-col-domu = DomU
status-col-way = Van en naar
status-col-down = Ligt er ongeveer uit
status-nothing-planned = Er staat niets gepland.
status-updates = Nieuws van het kernteam
status-link = Alles hierover
status-moves = { $n ->
    [one] één verhuizing
   *[other] { $n } verhuizingen
}
status-days = Dag voor dag
status-quiet = Een rustige dag.
status-quiet-today = Tot nu toe een rustige dag.
status-moved = Verhuisd
status-moved-to = naar { $target }
status-rolled-back = Teruggedraaid
status-stayed = bleef op { $source }
status-lost-between = was een tijdje zoek tussen { $source } en { $target }
status-down-for = lag er { $time } uit
status-report-head = Iets kapot?
status-report-text = Werkt je domU niet?
status-report-link = Laat het weten
status-mails = Leden krijgen een mail als het iets van hen raakt.

status-post-open = We zijn ermee bezig. Het nieuwste staat bovenaan.
status-post-due = Dit is voor nu gepland. Of het begonnen is, is nog niet gezegd.
status-post-over = Het is voorbij.
status-post-ahead = Dit moet nog komen.
status-post-overdue = De tijd die we hiervoor hadden gepland is voorbij, en we zijn nog niet klaar.
status-post-words = Wat we schreven
status-post-newest-first = Nieuwste eerst, onveranderd
status-post-by = Door { $author }.
status-post-link = Link
status-facts = Op een rij
status-fact-begins = Begint
status-fact-began = Begonnen
status-fact-first-word = Eerste bericht
status-fact-at-once = meteen
status-fact-after = na { $time }
status-fact-ended = Voorbij
status-fact-until = Tot
status-fact-severity = Ernst
status-fact-mailed = Gemaild
status-members = { $n ->
    [0] niemand
    [one] één lid
   *[other] { $n } leden
}
status-now-link = Hoe het er nu voor staat

status-new-title = Plaats een bericht
status-new-lede = Komt op de statuspagina. Mail alleen wie het raakt.
status-update-head = Schrijf het volgende bericht
status-field-kind = Wat voor bericht?
status-field-severity = Hoe erg is het?
status-field-severity-hint = Telt alleen bij een storing.
status-field-scope = Wat raakt het?
status-field-migrations = Verhuizingen
status-field-migrations-hint = Hun nummers, zoals M-142.
status-field-title = Titel
status-field-title-hint = Wat een lid ervan merkt, zoals een lid het zou zeggen.
status-field-body = Tekst
status-field-body-hint = Markdown. Zeg wat je weet, wat je niet weet, en wanneer je weer schrijft.
status-field-state = Status
status-field-state-same = blijft zoals nu
status-field-state-usual = de gebruikelijke eerste
status-field-starts-at = Van
status-field-time-hint = Zoals 2026-11-18 22:00, in { $zone }. Leeg is nu.
status-field-ends-at = Tot
status-field-ends-hint = Voor onderhoud. Zoals 2026-11-18 23:30, in { $zone }.
status-field-audience = Ook mailen?
status-audience-nobody = Nee, alleen op de statuspagina
status-audience-affected = Ja, wie het raakt
status-audience-everybody = Ja, iedereen
status-left-out = { $n ->
    [one] nog één heeft deze mails uitgezet
   *[other] nog { $n } hebben deze mails uitgezet
}
status-publish = { $n ->
    [0] Publiceer, mail niemand
    [one] Publiceer en mail één lid
   *[other] Publiceer en mail { $n } leden
}
status-preview = Toon voorbeeld
status-beside-moves = Leden rekenen in die tijd op een verhuizing
status-beside-hint = Kies een andere tijd, geef deze verhuizingen een ander venster, of publiceer en weet dat ze er last van kunnen hebben. Een MTU kun je niet veranderen zolang ze bezig zijn: het portaal legt dat niet vast.
status-preview-first = Het voorbeeld telt wie een mail krijgt. Daarna kun je publiceren.
status-preview-head = Voorbeeld
status-preview-as = Zoals op de statuspagina
status-preview-none = Nog niets om te tonen.
status-not-published = Nog niet gepubliceerd
status-error-count-changed = { $n ->
    [0] Nu zou niemand deze mail krijgen. Kijk nog eens, en publiceer dan.
    [one] Nu zou één lid deze mail krijgen. Kijk nog eens, en publiceer dan.
   *[other] Nu zouden { $n } leden deze mail krijgen. Kijk nog eens, en publiceer dan.
}
status-error-no-such-move = Er is geen verhuizing { $number }.
status-error-unknown-migration = Schrijf de nummers van verhuizingen zo: M-142.

local-time-unreadable = Schrijf het zo: 2026-11-18 22:00.

# The diary of an attempt to move a domU
status-diary-title = Een verhuizing van { $source } naar { $target }
status-diary-moved = Eén domU verhuisde van { $source } naar { $target }. Hij lag er { $down } uit; we hadden { $promised } beloofd.
status-diary-returned = Eén domU zou van { $source } naar { $target } verhuizen, en kwam terug op zijn oude plek. Hij lag er { $down } uit; we hadden { $promised } beloofd. Er is niets verloren.
status-diary-taken-back = Eén domU was van { $source } naar { $target } verhuisd, en we hebben hem naar zijn oude plek teruggehaald. Op de terugweg lag hij er { $down } uit.
status-diary-superseded = Eén domU verhuisde van { $source } naar { $target }, maar bleef daar niet: later hebben we hem teruggehaald. Op de heenweg lag hij er { $down } uit; we hadden { $promised } beloofd.
status-diary-unclear = Eén domU zou van { $source } naar { $target } verhuizen, en een tijdlang kon niemand zeggen waar hij draaide. Hij lag er hoogstens { $down } uit; we hadden { $promised } beloofd.
status-diary-ended = Eén domU zou van { $source } naar { $target } verhuizen. Hij lag er { $down } uit; we hadden { $promised } beloofd.
status-diary-cause = Wat er mis was: { $cause }.
status-diary-times = Het begon op { $began }. In dezelfde tijdzone:
status-diary-stop = hij ging uit
status-diary-copy = zijn image was gekopieerd, { $size }
status-diary-compare = de kopie was met het origineel vergeleken
status-diary-commit = hij was overgedragen aan { $target }
status-diary-boot = hij was gestart op { $target }
status-diary-check = alles was gecontroleerd
status-diary-broken-off = we braken de poging af
status-diary-start-again = hij was weer gestart op { $source }
status-diary-check-again = hij was gecontroleerd op zijn oude plek
status-diary-never-down = De domU is bij deze poging nooit uit geweest, dus er is niets te vertellen.
status-diary-never-up = De domU kwam bij deze poging niet terug. Hoe lang hij eruit lag, staat bij de poging erna.
