# The first page after signing in.
home-good-morning = Goedemorgen, { $name }. { $answer }
home-good-afternoon = Goedemiddag, { $name }. { $answer }
home-good-evening = Goedenavond, { $name }. { $answer }

# A member: the answer, by what their next move does right now.
home-answer-quiet = { $n ->
    [0] Er is hier nog geen domU van jou bekend.
    [one] Je domU blijft waar hij is.
   *[other] Je { $n } domU’s blijven waar ze zijn.
}
home-answer-planned = { $domu } verhuist { $start }.
home-answer-choose = { $domu } verhuist naar { $site }. Wanneer komt het je uit?
home-answer-undecided = { $domu } blijft waar hij is tot er een dag vaststaat.
home-answer-due = { $domu } kan elk moment verhuizen.
home-answer-late = { $domu } had al onderweg moeten zijn. We zijn te laat.
home-answer-preparing = { $domu } gaat zo verhuizen.
home-answer-down = { $domu } is onderweg.
home-answer-arriving = { $is_up ->
    [0] { $domu } is er bijna.
   *[other] { $boots ->
        [0] { $domu } is aangekomen en blijft uit, zoals je vroeg. We controleren de rest.
       *[other] { $domu } draait weer, op zijn nieuwe plek. We controleren hem.
    }
}
home-answer-turning-back = { $is_up ->
    [0] { $domu } is op de terugweg.
   *[other] { $domu } draait weer, op zijn oude plek. We controleren hem.
}
home-answer-unclear = We zoeken uit waar { $domu } draait.
home-answer-returned = { $domu } staat weer op zijn oude plek.
home-answer-moved = { $is_reported ->
    [0] { $boots ->
        [0] { $domu } is verhuisd en staat uit, zoals je vroeg. Start hem wanneer het je uitkomt.
       *[other] { $domu } is verhuisd. Kijk of alles werkt.
    }
   *[other] { $domu } is verhuisd. Melding { $report } erover is open.
}

# The sheet: beside the name.
home-title-planned = verhuist naar { $site }
home-title-choose = verhuist naar { $site }. Wanneer komt het je uit?
home-title-undecided = wacht met verhuizen naar { $site }
home-title-due = verhuist naar { $site }
home-title-late = verhuist naar { $site }
home-title-preparing = verhuist naar { $site }
home-title-down = verhuist naar { $site }
home-title-arriving = { $is_up ->
    [0] verhuist naar { $site }
   *[other] is in { $site } aangekomen
}
home-title-turning-back = { $is_up ->
    [0] gaat terug naar { $source }
   *[other] staat weer op { $source }
}
home-title-unclear = wordt gezocht
home-title-returned = staat weer op { $source }
home-title-moved = is naar { $site } verhuisd

# The large figure where it is no time, and what stands beside it.
home-figure-undecided = Nog niet
home-figure-due = Elk moment
home-figure-late = Te laat
home-figure-preparing = Zo meteen
home-figure-down = Uit
home-figure-arriving = Draait
home-figure-turning-back = Draait
home-figure-unclear = Onduidelijk
home-figure-returned = Weer thuis
home-figure-moved = Verhuisd
home-note-planned = te gaan
home-note-choose = om te kiezen
home-note-undecided = er staat nog geen dag vast
home-note-due = het venster is open tot { $end }
home-note-late = het had { $start } moeten beginnen
home-note-preparing = hij draait nog
home-note-down = { $is_late ->
    [0] uit, terug rond { $back_at }
   *[other] uit; had om { $back_at } terug moeten zijn
}
home-note-arriving = { $boots ->
    [0] overgedragen, en voor jou uitgelaten
   *[other] { $is_up ->
        [0] { $is_late ->
            [0] uit, terug rond { $back_at }
           *[other] uit; had om { $back_at } terug moeten zijn
        }
       *[other] weer, we controleren hem
    }
}
home-note-turning-back = { $is_up ->
    [0] uit
   *[other] weer, we controleren hem
}
home-note-unclear = we starten niets voor we het weten
home-note-returned = lag er { $down } uit
home-note-moved = { $boots ->
    [0] uit tot je hem start
   *[other] lag er { $down } uit, we hadden { $promised } beloofd
}

home-text-planned = { $boots ->
    [0] Hij gaat { $start } uit en staat naar verwachting om { $back_by } voor je klaar om te starten. Is de kopie er om { $end } nog niet, dan starten we hem op zijn oude plek.
   *[other] Hij gaat { $start } uit en is naar verwachting om { $back_by } terug. Is hij er om { $end } nog niet, dan starten we hem op zijn oude plek.
}
home-text-choose = Kies tot { $choose_until }. Kies je niet, dan verhuist hij { $start }.
home-text-undecided = Hij blijft op { $source }. Je hoort van ons als er een nieuwe dag is.
home-text-due = { $boots ->
    [0] Hij gaat binnen het venster uit en staat naar verwachting { $expected } later voor je klaar om te starten. Is de kopie er om { $end } nog niet, dan starten we hem op zijn oude plek.
   *[other] Hij gaat binnen het venster uit en is naar verwachting { $expected } later terug. Is hij er om { $end } nog niet, dan starten we hem op zijn oude plek.
}
home-text-late = Hij draait nog op { $source }. Je krijgt een mail als het begint, of als er een andere tijd is.
home-text-preparing = We bereiden alles voor. Hij draait nog op { $source }.
home-text-down = We hebben hem uitgezet en kopiëren hem naar { $target }. Tot de kopie is overgedragen, kan hij op { $source } gewoon weer starten.
home-text-arriving = { $boots ->
    [0] Hij is overgedragen aan { $target } en blijft daar uit, zoals je vroeg.
   *[other] { $is_up ->
        [0] Hij is overgedragen aan { $target } en start daar.
       *[other] Hij startte { $up } op { $target }. We kijken hem na voordat we zeggen dat hij verhuisd is.
    }
}
home-text-turning-back = { $is_taken_back ->
    [0] We zijn vóór de overdracht gestopt, dus { $source } heeft de echte kopie. Er is niets verloren.
   *[other] { $is_up ->
        [0] We halen hem terug van zijn nieuwe plek.
       *[other] We hebben hem teruggehaald van zijn nieuwe plek.
    } We schreven je wat dat voor je gegevens betekent.
}
home-text-unclear = Twee van ons kijken op beide hosts voordat we iets starten.{ $has_word ->
    [0] {""}
    [1] {" "}Uiterlijk { $word } hoor je weer van ons.
   *[other] {" "}Je zou { $word } van ons horen: dat bericht is te laat.
}
home-text-returned = { $is_taken_back ->
    [0] Hij is niet verhuisd. Hij startte { $up } weer op { $source }, met zijn oude adressen. Er is niets verloren.
   *[other] We hebben hem teruggehaald. Hij startte { $up } weer op { $source }, met zijn oude adressen. Wat er op zijn nieuwe plek naar hem geschreven is, blijft daar; daar schreven we je over.
}
home-text-moved = { $boots ->
    [0] Hij kwam { $up } aan op { $target } en staat uit tot je hem start. De oude kopie bewaren we { $kept }.
   *[other] Hij kwam { $up } aan op { $target }. De oude kopie bewaren we { $kept }.
}

home-too-slow = De kopie gaat langzamer dan gepland. Blijft dat zo, dan stoppen we en starten we { $domu } op zijn oude plek, zodat hij om { $end } terug is. Er gaat niets verloren.

home-last-try = Dit is de { $n ->
    [2] tweede
    [3] derde
   *[other] volgende
} poging. De vorige, { $at }, is
home-last-try-link = teruggedraaid
home-why-back = Waarom hij terugkwam
home-what-changes = Wat er verandert
home-what-changed = Wat er veranderde
home-what-to-do = Wat je moet doen

home-todo-before-head = Vooraf: verlaag de TTL van je DNS-records
home-todo-before-when = de dag ervoor
home-todo-before-text = Zet hem op 300 seconden, dan is het nieuwe adres snel na de verhuizing bekend.
home-todo-ttl-seen = nu { $ttl }
home-todo-ttl-done = Klaar. Het nieuwe adres is een paar minuten na de verhuizing bekend.
home-todo-records-head = { $n ->
    [0] DNS: alle namen wijzen naar het nieuwe adres
    [one] DNS: één record wijst nog naar het oude adres
   *[other] DNS: { $n } records wijzen nog naar het oude adres
}
home-todo-records-done = Er valt niets meer te veranderen.
home-todo-stranded-head = Vooraf: geef ons een tweede mailadres
home-todo-stranded-text = Je leest je mail op { $domu } zelf. Zolang die verhuist, bereiken onze mails je niet. Op je accountpagina kun je een tweede adres opgeven.
home-todo-during-head = Tijdens de verhuizing: niets
home-todo-during-text = { $boots ->
    [0] We zetten { $domu } uit, kopiëren hem, laten hem uit, en mailen je als je hem kunt starten.
   *[other] We zetten { $domu } uit, kopiëren hem, starten hem, en mailen je als hij terug is.
}
home-todo-under-way-head = Nu: niets
home-todo-under-way-text = { $boots ->
    [0] Je krijgt een mail als je hem kunt starten.
   *[other] { $is_up ->
        [0] Je krijgt een mail als hij draait.
       *[other] Je krijgt een mail als we hem gecontroleerd hebben.
    }
}
home-todo-addresses-head = Daarna: laat je DNS naar het nieuwe adres wijzen
home-todo-addresses-now-head = Laat je DNS naar het nieuwe adres wijzen
home-todo-addresses-text = Je firewallregels en back-ups ook. { $has_old_until ->
    [0] Het oude adres stopt zodra hij uitgaat.
   *[other] Het oude adres antwoordt tot { $old_until }.
}
home-todo-look-head = { $boots ->
    [0] Daarna: start hem, en kijk of alles werkt
   *[other] Daarna: kijk of alles werkt
}
home-todo-look-now-head = { $boots ->
    [0] Start hem, en kijk of alles werkt
   *[other] Kijk of alles werkt
}
home-todo-look-text = Zeg dat dan hier, of laat weten wat er kapot is.
home-todo-reported-head = Melding { $report } is open
home-todo-reported-text = De oude kopie bewaren we { $kept }. De antwoorden staan daar, en komen per mail.
home-todo-choose-head = Kies wanneer hij verhuist
home-todo-choose-text = Of doe niets: dan verhuist hij { $start }.
home-todo-undecided-head = Niets
home-todo-undecided-text = Het kernteam besluit samen met jou wanneer hij verhuist.
home-todo-turning-back-head = Nu: niets
home-todo-turning-back-text = { $is_up ->
    [0] Je krijgt een mail als hij op zijn oude plek draait.
   *[other] Je krijgt een mail als we hem gecontroleerd hebben.
}
home-todo-unclear-head = Nu: niets. Start ook zelf niets
home-todo-unclear-text = { $has_word ->
    [1] Je krijgt een mail zodra we het weten, en anders { $word }.
   *[other] Je krijgt een mail zodra we het weten.
}
home-todo-returned-head = Niets
home-todo-returned-text = Eerst herstellen we wat er misging. Voor we het weer proberen, krijg je een mail met wat we hersteld hebben, en wanneer het wordt.

home-choose = Kies wanneer
home-see-move = Bekijk de verhuizing
home-see-report = Bekijk melding { $number }
home-all-fine = Alles werkt
home-report = Meld een probleem
home-moves-more = Meer verhuizingen van jou
home-moves-others = Er zijn er nog meer. Ze staan hieronder bij hun domU.

# The same in a line.
home-line-planned = Verhuist { $start }.
home-line-choose = Verhuist naar { $site }. Kies wanneer, tot { $choose_until }.
home-line-undecided = Wacht met verhuizen naar { $site }.
home-line-due = Kan elk moment verhuizen.
home-line-late = Had { $start } moeten verhuizen.
home-line-preparing = Gaat zo verhuizen naar { $site }.
home-line-down = Is onderweg naar { $site }.
home-line-arriving = { $boots ->
    [0] Is overgedragen, en blijft uit in { $site }.
   *[other] { $is_up ->
        [0] Start in { $site }.
       *[other] Draait weer, in { $site }. We controleren hem.
    }
}
home-line-turning-back = { $is_up ->
    [0] Is op de terugweg naar { $source }.
   *[other] Draait weer, op { $source }. We controleren hem.
}
home-line-unclear = We zoeken uit waar hij draait.
home-line-returned = Kwam terug van zijn verhuizing. We proberen het opnieuw.
home-line-moved = { $is_reported ->
    [0] Is verhuisd. Kijk of alles werkt.
   *[other] Is verhuisd. Melding { $report } erover is open.
}

home-domus = Je domU’s
home-size = { $disk } schijf, { $memory } geheugen.
home-size-memory = { $memory } geheugen.
home-lives-on = Op { $host } in { $site }
home-since = sinds
home-as-of = stand van
home-never-known = nooit iets van gehoord
home-no-domus = Zodra het kernteam je domU heeft binnengehaald, vind je hem hier.
home-more-domus = Meer van je domU’s
home-broken = Iets kapot?
home-broken-text = Laat het weten, ook als je niet zeker weet of het aan ons ligt. Het kernteam krijgt meteen bericht.
home-my-reports = Je open meldingen
home-all-reports = Al je meldingen
home-issue-waiting = Wacht op jou
home-mails = Mails die we je stuurden
home-no-mails = Nog niets.

# The core team: tonight.
home-core-answer = { $moves }, { $n ->
    [0] en er wacht niets op iemand.
    [one] en er wacht één ding op iemand.
    [2] en er wachten twee dingen op iemand.
    [3] en er wachten drie dingen op iemand.
    [4] en er wachten vier dingen op iemand.
    [5] en er wachten vijf dingen op iemand.
    [6] en er wachten zes dingen op iemand.
   *[other] en er wachten { $n } dingen op iemand.
}
home-core-answer-due = { $due }, { $n ->
    [0] en verder wacht er niets op iemand.
    [one] en verder wacht er één ding op iemand.
    [2] en verder wachten er twee dingen op iemand.
    [3] en verder wachten er drie dingen op iemand.
    [4] en verder wachten er vier dingen op iemand.
    [5] en verder wachten er vijf dingen op iemand.
    [6] en verder wachten er zes dingen op iemand.
   *[other] en verder wachten er { $n } dingen op iemand.
}
home-core-due = Jij bent aan de beurt om { $domu } te verhuizen
home-core-many-due = Jij bent aan de beurt om { $n } domU’s te verhuizen
home-core-quiet = Er verhuist nu niets
home-core-one-moves = { $domu } is onderweg
home-core-one-prepares = { $domu } gaat zo verhuizen
home-core-one-checks = { $domu } draait weer en wordt gecontroleerd
home-core-one-turns-back = { $domu } is op de terugweg
home-core-many-move = { $n } domU’s worden verhuisd
home-post-update = Plaats een bericht
home-begin-head = Het huis is leeg. Zo komt er leven in:
home-begin-site = Voeg een locatie toe, waar hosts staan
home-begin-host = Voeg een host toe
home-begin-import = Importeer wat xl list daar laat zien
home-begin-invite = Nodig de leden uit

home-due-title = naar { $site }, uitvoerder: jij
home-due-now = Nu
home-due-note = { $has_begun ->
    [0] tot het venster opengaat, om { $start }
   *[other] het venster is open tot { $end }
}
home-due-text = Hij draait nog op { $source }, en de leden weten dat hij verhuist. { $is_too_late ->
    [0] De verhuizing duurt ongeveer { $expected }: om vóór { $end } terug te zijn, begint ze uiterlijk om { $last_start }.
   *[other] De verhuizing duurt ongeveer { $expected }, dus vóór { $end } is hij niet meer terug: geef hem een andere tijd.
}
home-due-start = Loop het na en begin
home-run-to = naar { $site }, uitvoerder: { $is_mine ->
    [0] { $operator }
   *[other] jij
}
home-run-back = terug naar { $source }, uitvoerder: { $is_mine ->
    [0] { $operator }
   *[other] jij
}
home-run-down = uit, terug rond { $back_at }
home-run-down-late = uit; had om { $back_at } terug moeten zijn
home-run-down-back = uit, op de terugweg
home-run-not-yet = Zo meteen
home-run-not-yet-note = draait nog; het venster is vanaf { $start }
home-run-up = Draait
home-run-up-note = weer, we controleren hem
home-run-copied = { $is_known ->
    [0] { $bytes } van { $total } gekopieerd.
   *[other] { $bytes } van { $total } gekopieerd, nog ongeveer { $left }.
}
home-run-try = { $n ->
    [1] Eerste poging.
    [2] Tweede poging.
    [3] Derde poging.
   *[other] Poging { $n }.
}
home-run-turn-back = Draai terug vóór
home-run-past-turning = Het venster is bijna voorbij. Draai nu terug, of zeg waarom niet.
home-run-window-ends = Het venster loopt af om
home-carry-on = Ga verder
home-look-along = Kijk mee met { $name }
home-doing-preflight = Voorcontrole
home-doing-stop = Uitzetten
home-doing-copy = Kopiëren
home-doing-compare = Vergelijken
home-doing-prepare = Klaarzetten
home-doing-commit = Overdragen
home-doing-boot = Opstarten
home-doing-leave_off = Uit laten
home-doing-check = Controleren

home-needs = Wacht op iemand
home-needs-order = Wat eruit ligt eerst, dan de oudste zorg. Pak er een op en je naam staat erbij.
home-needs-nobody = Op dit moment niets. Slaap lekker.
home-more-wait = Er wacht nog meer:
home-pill-nobody = Nog niemand
home-pill-report-down = Ligt eruit
home-pill-report-partly = Kapot gemeld
home-pill-report-question = Vraag
home-pill-mail = Mail mislukt
home-pill-full = Te vol
home-pill-shifted = Klok veranderd
home-need-overdue = had klaar moeten zijn
home-need-overdue-text = Het venster liep { $end } af. { $has_operator ->
    [0] Er is geen uitvoerder.
   *[other] { $operator } is de uitvoerder.
} Ga verder, of draai terug.
home-need-late-back = had terug moeten zijn op { $source }
home-need-late-back-text = Het venster liep { $end } af, en de terugweg is niet klaar.
home-need-not-signed-off = is nooit afgetekend
home-need-not-signed-off-text = { $is_up ->
    [0] Hij is overgedragen aan { $target }, maar niemand heeft gezegd dat hij draait.
   *[other] Hij startte { $up } op { $target }, maar de laatste stap staat open.
} Het venster liep { $end } af.
home-need-never-began = is nooit begonnen
home-need-never-began-text = Het venster liep { $end } af, en de leden hadden gehoord dat hij zou verhuizen.
home-need-returned = kwam terug
home-need-returned-text = Hij kwam { $ended } terug op { $source } en lag er { $down } uit. De leden wachten op de oorzaak, de oplossing en een nieuwe tijd.
home-need-word-late = wacht op een bericht van ons
home-need-word-late-text = De leden zouden { $word } weer van ons horen. Schrijf ze, ook als je niets nieuws weet. Niemand kan zeggen of { $source } of { $target } hem heeft.
home-need-unclear = draait misschien aan een van beide kanten
home-need-unclear-text = Niemand kan zeggen of { $source } of { $target } hem heeft. Kijk met zijn tweeën op beide hosts voordat er iets gestart wordt.
home-need-held-open = is nooit afgesloten
home-need-held-open-text = Hij draait op { $target }. De bedenktijd liep { $grace } af. Een open melding houdt de verhuizing open, of een mail over het einde die te laat kwam.
home-need-undecided = heeft geen tijd
home-need-undecided-text = De leden hoorden dat hij { $start } zou verhuizen, maar er is niets vastgelegd.
home-need-held = is uitgesteld
home-need-held-text = De leden wachten op antwoord. Hij zou { $start } verhuizen.
home-need-now = wil nu verhuizen
home-need-now-text = Een lid vroeg erom. Anders verhuist hij { $start }.
home-need-nobody = heeft geen uitvoerder
home-need-nobody-text = Het begint { $start }.
home-need-report-text = Van { $who }, { $at }. { $is_new ->
    [0] Al { $waits } heeft niemand hem opgepakt.
   *[other] Net binnengekomen.
}{ $has_domu ->
    [0] {""}
   *[other] {" "}Het gaat over { $domu }.
}
home-need-mail = { $who } weet dit niet: { $headline }
home-need-mail-text = Opgegeven: { $at } ({ $kind }). { $has_reply ->
    [0] {""}
   *[other] De server zei ‘{ $reply }’.{" "}
}{ $has_second ->
    [0] Er is geen tweede adres, dus iemand moet bellen.
   *[other] De mail ging ook naar het tweede adres. Kijk of die is aangekomen.
}
home-pill-services = Stil
home-need-services = antwoordt niet meer zoals vóór de verhuizing
home-need-services-text = { $n ->
    [one] Eén dienst antwoordde vóór de stop en nu niet meer.
   *[other] { $n } diensten antwoordden vóór de stop en nu niet meer.
}
home-need-shifted = { $number } was vastgelegd voor { $meant } { $zone }, en dat is nu { $by_now }
home-need-shifted-post = ‘{ $title }’ was gepland voor { $meant } { $zone }, en dat is nu { $by_now }
home-need-post-overdue = ‘{ $title }’ zou { $start } beginnen
home-need-post-overdue-text = Er staat nog dat het gepland is. Zeg dat het begonnen is, of dat het niet doorgaat.
home-need-shifted-text = De regels voor de klok in die zone zijn sindsdien veranderd. Er is niets verschoven: het begint { $start }. Leg het opnieuw vast, of laat het zo.
home-need-full = is voller dan kan
home-need-full-text = { $is_memory ->
    [0] {""}
   *[other] Er is { $memory } geheugen te weinig.{" "}
}{ $is_disk ->
    [0] {""}
   *[other] Er is { $disk } schijf te weinig.{" "}
}Er komt nog een verhuizing aan.
home-answer-it = Antwoord
home-look = Bekijk het
home-take = Ik doe het
home-answer = Ik antwoord
home-another-time = Kies een andere tijd
home-book-again = Plan de volgende poging
home-see-mail = Bekijk de mail
home-moves = Verhuizingen, vandaag en binnenkort
home-all-moves = Alle verhuizingen
home-moves-nobody = Nog niemand.
home-no-moves = Er staat er geen gepland.
home-in-hand = In behandeling
home-nothing-in-hand = Niets.
home-club = De club vanavond
home-club-up = Draait
home-club-moved = Verhuisd
home-club-mail = Mail
home-club-domus = { $up } van { $n ->
    [one] 1 domU
   *[other] { $n } domU’s
}
home-club-many = meer dan { $most } domU’s, alle op { $not_up } na
home-club-moves = { $arrived } in een week, nog { $to_come } te gaan
home-club-mails = { $failed } mislukt, { $owed } te versturen
home-outbox = Postvak uit
home-own-domus = Je eigen domU’s

home-thanks = Bedankt, zeiden ze
home-thanks-about = over
