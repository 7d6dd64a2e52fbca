# Issues: reports of breakage.
issue-severity-down = Het ligt eruit
issue-severity-partly = Een deel is kapot
issue-severity-question = Het werkt, ik heb een vraag
issue-state-new = Nieuw
issue-state-acknowledged = We zijn ermee bezig
issue-state-waiting = Wacht op { $reporter }
issue-state-waiting-short = Wacht op de melder
issue-state-resolved = Opgelost
issue-state-closed = Gesloten

issue-error-not-a-member = Alleen een lid kan dit melden. Log eerst in.
issue-error-no-such-domu = Je hebt geen domU met die naam. Kies er een uit de lijst, of ‘iets anders’.
issue-error-no-such-migration = Die verhuizing hoort niet bij deze domU.
issue-error-nothing-said = Schrijf minstens één zin, en hoogstens 20.000 tekens.
issue-error-too-many = Je hebt in korte tijd veel meldingen gestuurd. Vul een daarvan aan, of probeer het over een uur weer.
issue-error-no-such-issue = Die melding bestaat niet.
issue-error-answered-meanwhile = { $by } antwoordde terwijl je schreef. Lees dat eerst; je tekst staat hier nog, en opnieuw versturen werkt.
issue-error-is-closed = Deze melding is gesloten. Is het weer kapot, heropen de melding dan eerst.
issue-error-wrong-state = Iemand heeft deze melding intussen veranderd. Kijk hoe het er nu voor staat.
issue-error-not-of-the-core-team = Kies iemand van het kernteam.
issue-error-taken-meanwhile = { $by } heeft dit intussen opgepakt.
issue-error-unknown-migration = Er is geen verhuizing met dat nummer.
issue-error-another-domu = Die verhuizing is van een domU die niet van de melder is, of niet die waar deze melding over gaat.

issue-error-choose-domu = Kies waar het over gaat.

issues-title = Meldingen
issues-nobody = { $n ->
    [0] Alle meldingen zijn opgepakt.
    [one] Eén melding is nog niet opgepakt.
   *[other] { $n } meldingen zijn nog niet opgepakt.
}
issues-in-hand = { $n ->
    [0] Er is er geen in behandeling.
    [one] Er is er één in behandeling.
   *[other] Er zijn er { $n } in behandeling.
}
issues-holding = { $n ->
    [one] De klok van één verhuizing staat daardoor stil.
   *[other] De klok van { $n } verhuizingen staat daardoor stil.
}
issues-own = { $n ->
    [0] Geen van je meldingen staat open.
    [one] Een van je meldingen staat open.
   *[other] { $n } van je meldingen staan open.
}
issues-own-lede = Elk antwoord komt ook per mail.
issues-report = Meld een probleem
issues-write-down = Noteer een melding
issues-search = Zoek
issues-search-hint = Woorden, nummer, lid of domU
issues-anyone = Iedereen
issues-none-found = Niets gevonden.
issues-show-all = Toon alles wat niet gesloten is
issues-tabs = Welke meldingen
issues-tab-not-closed = Niet gesloten
issues-tab-mine = Van mij, { $n }
issues-tab-holding = Houdt een verhuizing op
issues-col-report = Melding
issues-col-about = Over
issues-col-state = Status
issues-col-taken-by = Opgepakt door
issues-col-touched = Laatste bericht
issues-about-else = Iets anders
issues-nobody-yet = Nog niemand
issues-none = Geen meldingen. Laat het zo rustig blijven.
issues-no-more = Geen oudere meldingen.
issues-older = Oudere meldingen

issue-new-title = Laat weten wat er kapot is
issue-new-lede = Drie vragen. Het kernteam krijgt je melding meteen, en jij krijgt elk antwoord per mail.
issue-new-known = Hier zijn we al mee bezig
issue-new-known-since = sinds
issue-new-known-anyway = Is het dat? Volg het dan daar. Weet je het niet zeker, meld het dan toch.
issue-new-about-move = Je komt van de verhuizing van { $domu } naar { $target } ({ $number }). Je melding komt erbij te staan.
issue-new-domu = Waar gaat het over?
issue-new-domu-place = Op { $host } in { $site }
issue-new-domu-else = Iets anders, of ik weet het niet zeker
issue-new-domu-else-hint = Het portaal, een mail van ons, het netwerk
issue-new-other-domu = Of een andere domU
issue-new-other-domu-hint = Met zijn naam. Deze gaat voor de keuze hierboven.
issue-new-body = Wat is er mis?
issue-new-body-hint = Wat heb je geprobeerd, en wat gebeurde er? Plak een foutmelding erbij als je die hebt.
issue-new-severity = Hoe erg is het?
issue-new-we-add = Wij vullen aan wat we weten: waar de domU woont, en zijn verhuizing als hij net verhuisd is.
issue-new-send = Verstuur melding
issue-new-never-mind = Laat maar

issue-reported-by = Gemeld door { $reporter }
issue-sent-head = We hebben hem: { $number }
issue-sent-text = Er is een kopie per mail onderweg. Op de meeste avonden kijkt er binnen een uur iemand; ’s nachts en op werkdagen kan het langer duren.
issue-core-team = kernteam
# How long the old copy of a domU is kept: the end of a sentence.
old-copy-until = tot { $at }
old-copy-while-report = zolang melding { $report } open is
old-copy-while-reported = zolang er een melding over open is

issue-the-core-team = Het kernteam
issue-event-reopened = heeft de melding heropend
issue-event-taken = heeft dit opgepakt
issue-event-in-hand = zorgde dat iemand ermee bezig is
issue-event-answered = heeft geantwoord, dus het kernteam is weer aan zet
issue-event-waits = wacht op { $reporter }
issue-event-waits-for-you = wacht op jou
issue-event-solved = zegt dat het opgelost is
issue-event-fixed = zegt dat het weer werkt
issue-event-closed = heeft de melding gesloten
issue-internal = Intern, het lid ziet dit niet
issue-is-closed = Deze melding is gesloten.
issue-reopen = Het is weer kapot
issue-fixed = Het werkt weer, sluit dit
issue-reply = Je antwoord
issue-reply-hint = Het kernteam ziet het meteen.
issue-reply-hint-core = Gaat per mail naar het lid en komt in dit gesprek te staan.
issue-reply-state = En daarna is de status
issue-reply-state-same = dezelfde als nu
issue-reply-send = Verstuur antwoord
issue-reply-send-to = Verstuur naar { $reporter }
issue-note = Notitie voor het kernteam
issue-note-hint = Blijft hier. Staat in geen enkele mail en niet op de pagina van het lid.
issue-note-save = Bewaar notitie
issue-about = Over deze melding
issue-fact-state = Status
issue-fact-severity = Hoe erg
issue-fact-domu = DomU
issue-fact-move = Verhuizing
issue-fact-taken-by = Opgepakt door
issue-fact-first-answer = Eerste antwoord
issue-fact-seen-by = Wie het ziet
issue-after = na { $time }
issue-move-to = { $number }, naar { $target }
issue-seen-by-you = Jij en het kernteam
issue-seen-by = { $reporter } en het kernteam
issue-take = Ik antwoord
issue-assign = Wie antwoordt
issue-assign-save = Geef door
issue-set-state = Zet hem, zonder mail, op
issue-set-state-save = Verander status
issue-link = Verhuizing die hierdoor wacht
issue-link-hint = Een nummer zoals M-142; leeg als er geen is.
issue-link-save = Koppel
