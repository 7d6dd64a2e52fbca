# Het postvak uit van het kernteam, de mails van een demonstratie, en de link waarmee nieuws ophoudt.

outbox-title = Mail
outbox-head = { $failed ->
    [0] { $again ->
        [0] { $owed ->
            [0] Alle mails zijn de deur uit.
            [one] Eén mail is onderweg. De andere zijn de deur uit.
           *[other] { $owed } mails zijn onderweg. De andere zijn de deur uit.
        }
        [one] Eén mail wordt opnieuw geprobeerd. Er is er geen mislukt.
       *[other] { $again } mails worden opnieuw geprobeerd. Er is er geen mislukt.
    }
    [one] { $again ->
        [0] Eén mail is nooit aangekomen. De andere zijn de deur uit.
        [one] Eén mail is nooit aangekomen, één wordt opnieuw geprobeerd. De andere zijn de deur uit.
       *[other] Eén mail is nooit aangekomen, { $again } worden opnieuw geprobeerd. De andere zijn de deur uit.
    }
   *[other] { $again ->
        [0] { $failed } mails zijn nooit aangekomen. De andere zijn de deur uit.
        [one] { $failed } mails zijn nooit aangekomen, één wordt opnieuw geprobeerd. De andere zijn de deur uit.
       *[other] { $failed } mails zijn nooit aangekomen, { $again } worden opnieuw geprobeerd. De andere zijn de deur uit.
    }
}
outbox-head-kept = Er is geen mailserver ingesteld, dus er gaat geen mail de deur uit. { $waiting ->
    [0] Er wacht er geen.
    [one] Er wacht er één.
   *[other] Er wachten er { $waiting }.
}
outbox-head-away = { $n ->
    [one] De mailserver is niet bereikbaar. Eén mail wacht.
   *[other] De mailserver is niet bereikbaar. { $n } mails wachten.
}
outbox-lede-away = We proberen het vergeefs sinds
outbox-lede-failed = { $failed ->
    [one] Eén mail is nooit aangekomen.
   *[other] { $failed } mails zijn nooit aangekomen.
}
outbox-head-owed = { $owed ->
    [one] Eén mail is onderweg.
   *[other] { $owed } mails zijn onderweg.
}
outbox-lede-none = Er is nu niets te versturen.
outbox-lede-oldest = De oudste mail die nog weg moet, wacht sinds
outbox-tabs = Welke mails
outbox-tab-all = Alles
outbox-many = meer dan { $count }
outbox-pile-failed = Mislukt
outbox-pile-again = Opnieuw geprobeerd
outbox-pile-owed = Te versturen
outbox-pile-sent = Verstuurd
outbox-pile-dropped = Niet verstuurd
outbox-list = Mails
outbox-column-mail = Mail
outbox-column-to = Aan
outbox-column-state = Status
outbox-column-said = Wat de server zei
outbox-column-do = Doen
outbox-empty = Hier ligt geen mail.
outbox-not-tried = nog niet geprobeerd
outbox-tries = { $attempts ->
    [one] één poging:
   *[other] { $attempts } pogingen, de laatste:
}
outbox-next-try = volgende poging:
outbox-waits-for-server = wacht op de mailserver
outbox-doubt = misschien twee keer aangekomen
outbox-read = Lees
outbox-retry = Probeer het opnieuw
outbox-retry-now = Probeer het nu
outbox-nothing-to-retry = Deze mail is intussen weg, of gaat nooit meer weg. Kijk er nog eens naar.
outbox-why-superseded = Er kwam een nieuwere mail voor in de plaats.
outbox-why-expired = Hij zou toen alleen nog verwarring geven.
outbox-why-cancelled = Naar dit adres sturen we niets: { $note }
outbox-older = Ouder
outbox-newest = Nieuwste
outbox-pages = Pagina’s
outbox-server = De mailserver
outbox-server-away = Niet bereikbaar
outbox-server-since = Sinds
outbox-server-words = Laatste woorden
outbox-server-waiting = Wachtende mails
outbox-server-next = Volgende poging
outbox-server-any-moment = elk moment
outbox-server-last = Laatste mail aangenomen
outbox-server-said = Wat hij zei
outbox-server-none = Er is er geen ingesteld. Wie het portaal draait, noemt hem in DOMOVOI_SMTP_URL; wat wacht gaat dan de deur uit.
outbox-server-never = Hij heeft nog geen mail van ons aangenomen.
outbox-back = Alle mails
outbox-fact-to = Aan
outbox-fact-subject = Onderwerp
outbox-fact-written = Geschreven
outbox-fact-sent = Verstuurd
outbox-fact-expires = Zinvol tot
outbox-letter = Wat erin staat
outbox-html = Als HTML
outbox-secret = In deze mail staat een link die een account opent, dus wat erin staat, ziet alleen de ontvanger.

mail-kind-invitation = uitnodiging
mail-kind-password_reset = nieuw wachtwoord
mail-kind-password_changed = wachtwoord veranderd
mail-kind-address_confirm = nieuw adres
mail-kind-address_asked = ander adres gevraagd
mail-kind-address_changed = adres veranderd
mail-kind-role_changed = rol veranderd
mail-kind-suspended = account gesloten
mail-kind-reinstated = account weer open
mail-kind-sessions_ended = uitgelogd
mail-kind-announced = aangekondigd
mail-kind-booked = vastgelegd
mail-kind-on_hold = wacht
mail-kind-hold_answered = antwoord
mail-kind-goes_on = gaat door
mail-kind-now_declined = nu niet
mail-kind-reminder = herinnering
mail-kind-grace_ending = oude kopie gaat weg
mail-kind-hold_asked = vraagt te wachten
mail-kind-hold_withdrawn = hoeft niet te wachten
mail-kind-now_asked = vraagt of het nu kan
mail-kind-broken_reported = stuk gemeld
mail-kind-nobody_assigned = niemand doet het
mail-kind-overdue = over tijd
mail-kind-undecided = geen tijdstip
mail-kind-kept_longer = oude kopie blijft
mail-kind-rescheduled = andere tijd
mail-kind-started = begonnen
mail-kind-returned = teruggedraaid
mail-kind-moved = verhuisd
mail-kind-moving_back = gaat terug
mail-kind-checking = we zoeken het uit
mail-kind-lost_track = niemand weet waar
mail-kind-word_late = bericht te laat
mail-kind-two_reporters = twee melders
mail-kind-closed = afgesloten
mail-kind-cancelled = afgezegd
mail-kind-issue_receipt = melding ontvangen
mail-kind-issue_reply = antwoord op een melding
mail-kind-issue_reported = nieuwe melding
mail-kind-status_update = statusbericht
mail-kind-test = test

demo-mail-title = Mails van deze demonstratie
demo-mail-head = { $count ->
    [0] Er is nog geen mail geschreven.
   *[other] Wat de leden van de club kregen
}
demo-mail-lede = Hier verlaat niets deze computer. In een echte club gaat elke mail naar één persoon; hier mag je ze allemaal lezen.
demo-mail-back = Alle mails van deze demonstratie

unsubscribe-title = Geen nieuws meer per mail?
unsubscribe-lede = Je krijgt dan geen mails meer over statusberichten. Mails over je eigen domU’s gaan door: die kun je niet uitzetten.
unsubscribe-button = Geen nieuws meer per mail
unsubscribe-done-title = Je krijgt geen nieuws meer per mail
unsubscribe-done = Mails over je eigen domU’s gaan door. Nieuws zet je weer aan op je accountpagina.
unsubscribe-account = Je account

# How long something is kept, within a sentence of a mail.
mail-dns-records = { $n ->
    [one] dit DNS-record
   *[other] deze { $n } DNS-records
}
mail-dns-take-out = haal dit weg
mail-try = { $n ->
    [2] tweede poging
    [3] derde poging
    [4] vierde poging
    [5] vijfde poging
    [6] zesde poging
   *[other] poging { $n }
}
mail-days = { $n ->
    [one] één dag
   *[other] { $n } dagen
}
