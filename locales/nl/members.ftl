# Leden: inloggen, wachtwoorden, uitnodigingen, rollen, de accountpagina.
sign-in-wrong = Kijk het adres en het wachtwoord na: ze horen niet bij elkaar.
sign-in-too-many = Te veel pogingen. Probeer het over { $minutes ->
    [one] een minuut
   *[other] { $minutes } minuten
} opnieuw.
sign-in-too-many-for-seconds = Te veel pogingen. Probeer het over { $seconds ->
    [one] een seconde
   *[other] { $seconds } seconden
} opnieuw.
sign-in-reset-first = Te vaak achter elkaar een verkeerd wachtwoord. Vraag per mail een nieuw aan: dan gaat het account weer open.
sign-in-busy = Er loggen nu te veel mensen tegelijk in. Probeer het over een paar seconden opnieuw.

password-too-short = Gebruik minstens { $least } tekens. Een zin die alleen jij kent, onthoud je makkelijk.
password-too-long = Gebruik hoogstens { $most } tekens.
password-too-common = Dit is een van de eerste die iedereen zou proberen. Een zin die alleen jij kent, is beter.
password-from-here = Dit bestaat uit namen van rond de club, en die probeert een buurman als eerste.
password-not-repeated = De twee wachtwoorden zijn niet hetzelfde.

invite-not-allowed = Alleen een beheerder nodigt mensen uit voor het kernteam.
invite-address-taken = Dit adres is al van een lid.
invite-not-invited = Er wacht niemand meer op deze uitnodiging.
invite-failed = We konden dit niet bewaren. Probeer het opnieuw.
member-name-length = Een naam heeft 1 tot 100 tekens.
email-not-an-address = Dit lijkt geen e-mailadres.
email-not-plain = Met letters als ü of é vóór de @ kunnen we geen mail maken. Gebruik een adres met gewone letters op die plek.
email-is-literal = Voor een adres tussen haken kunnen we geen mail maken. Zet een domein achter de @, zoals club.example.

standing-not-allowed = Dit beslist alleen een beheerder.
standing-last-admin = Dit is de laatste beheerder. Maak eerst iemand anders beheerder.
standing-not-now-invited = De uitnodiging is nog niet aangenomen.
standing-not-now-active = Dit lid kan al inloggen.
standing-not-now-suspended = Dit account is gesloten. Open het eerst weer.
standing-not-now-left = Dit lid heeft de club verlaten.

account-address-is-first = Met dit adres log je in. Een tweede helpt als het eerste niet werkt.
account-address-too-often = We hebben al naar een aantal nieuwe adressen van je geschreven. Probeer het over een uur opnieuw.
account-not-saved = We konden dit niet bewaren. Probeer het opnieuw.
account-password-same = Dit is het wachtwoord dat je al hebt. Kies een ander.

locale-en = English
locale-nl = Nederlands
role-member = Lid
role-core = Kernteam
role-admin = Beheerder
member-state-invited = Uitgenodigd
member-state-active = Actief
member-state-suspended = Gesloten
member-state-left = Vertrokken
member-state-invitation-over = Uitnodiging verlopen
invitation-state-owed = De mail is onderweg
invitation-state-kept = De mail wacht
invitation-state-sent = Verstuurd
invitation-state-failed = De mail is niet aangekomen
invitation-state-opened = Geopend
invitation-state-expired = Verlopen
invitation-state-accepted = Aangenomen
invitation-state-withdrawn = Ingetrokken

member-name = Naam
member-locale = Taal
member-zone = Tijdzone
member-zone-hint = We tonen en schrijven tijden in deze zone, met UTC erbij.
member-facts = Wie het is
member-email = Logt in met
member-second = Tweede adres
member-joined = Binnengekomen
member-not-joined = nog niet
member-reads = { $locale ->
    [nl] Nederlands
   *[en] English
}, tijden in { $zone }
member-sessions = Ingelogd
member-sessions-count = { $count ->
    [0] nergens
    [one] in één browser
   *[other] in { $count } browsers
}
member-invitation = Uitnodiging

password-new = Nieuw wachtwoord
password-again = Nog een keer hetzelfde
password-hint = 15 tekens of meer, wat je maar wilt. Spaties tellen mee.

sign-in-done-joined = Je account is klaar. Log in met je adres en je nieuwe wachtwoord.
sign-in-done-reset = Je nieuwe wachtwoord is bewaard, en wie er ingelogd was, is nu uitgelogd. Log ermee in.

invitation-title = Welkom bij { $club }
invitation-lede = Je gaat inloggen als { $email }. Zeg wie je bent en kies een wachtwoord.
invitation-button = Kom binnen
invitation-gone-title = Deze uitnodiging werkt niet meer
invitation-gone-text = Een uitnodiging werkt één keer, binnen drie dagen. Vraag het kernteam om een nieuwe.
invitation-made-at = Uitgenodigd
invitation-mail = De mail
invitation-mail-kept = Er is geen mailserver ingesteld, dus hij wacht.
invitation-mail-link = Bekijk hem in Postvak uit
invitation-opened-at = Geopend
invitation-until = Werkt tot
invitation-resend = Verstuur opnieuw
invitation-withdraw = Trek in

reset-title = Een nieuw wachtwoord
reset-lede = Geef het adres waarmee je inlogt, dan mailen we je een link.
reset-button = Mail me een link
reset-back = Terug naar inloggen
reset-sent-title = Kijk in je mail
reset-sent-text = Is het adres van een lid, dan is er een link onderweg. Die werkt één keer, binnen een uur.
reset-sent-none = Na een paar minuten nog niets? Kijk bij je spam, of bedenk of het een ander adres was.
reset-choose-title = Kies een nieuw wachtwoord
reset-choose-lede = Wie nu met het oude is ingelogd, wordt uitgelogd.
reset-choose-button = Bewaar dit wachtwoord
reset-gone-title = Deze link werkt niet meer
reset-gone-text = Een link werkt één keer, binnen een uur. Vraag een nieuwe aan.

address-title = Is dit adres van jou?
address-lede-first = Voortaan log je in met { $address }, en gaat onze mail daarheen.
address-lede-second = Voortaan gaat mail over je domU’s en je account ook naar { $address }.
address-button = Ja, gebruik het
address-done-title = Dit adres geldt nu
address-done-text = Je andere adressen hebben bericht gekregen.
address-done-account = Je account
address-gone-title = Deze link werkt niet meer
address-gone-text = Een link werkt één keer, binnen een dag. Vraag op je accountpagina een nieuwe aan.

confirm-title = Ben jij het nog?
confirm-lede = Dit raakt iemands account, dus vragen we je wachtwoord nog een keer. Het geldt 15 minuten.
confirm-button = Ga verder
confirm-back = Terug, zonder iets te veranderen

account-page = Je account
account-title = Je account is in orde, { $name }
account-title-refused = Er is nog niets veranderd
account-since = Lid sinds
account-owner = zorgt voor
account-on-page = Op deze pagina
account-you = Jij
account-mail = Mail
account-signing-in = Inloggen
account-first-address = Je logt in met { $email }.
account-first-change = Verander het
account-address = Verander je adres
account-address-lede = Je logt in met { $email }. Een ander adres geldt zodra je de link opent die we daarheen mailen, en het oude krijgt bericht.
account-address-new = Nieuw adres
account-address-button = Mail me een link
account-address-waits = We schreven naar { $address }. Het geldt zodra je daar de link opent, binnen een dag.
account-moving = Als je domU’s verhuizen
account-wishes = Wat we moeten weten
account-wishes-hint = Bijvoorbeeld ‘niet op doordeweekse ochtenden’ of ‘bel me eerst’. Wie een verhuizing plant, leest het.
account-second = Tweede adres
account-second-hint = Voor als het eerste op een domU staat die eruit ligt. Mail over je domU’s en je account gaat naar allebei.
account-what-we-write = Wat we je schrijven
account-mail-moves = Verhuizingen van je eigen domU’s, en antwoorden op je meldingen
account-mail-security = Veranderingen in je account
account-mail-always = kun je niet uitzetten
account-mail-status = Statusberichten
account-save = Bewaar
account-where = Waar je bent ingelogd
account-browser = Browser
account-browser-on = { $browser } op { $system }
account-browser-unknown = Een browser die niets over zichzelf zegt
account-this-one = deze
account-session-since = Sinds
account-last-seen = Laatst gezien
account-now = nu
account-sign-out-others = { $count ->
    [one] Log de andere uit
   *[other] Log de { $count } andere uit
}
account-password = Verander je wachtwoord
account-password-lede = Overal elders word je uitgelogd, en we mailen je dat het veranderd is.
account-present = Huidig wachtwoord
account-present-wrong = Dit is niet je huidige wachtwoord.
account-password-button = Verander het wachtwoord
account-done-saved = Bewaard.
account-done-address = Kijk in de mail van je nieuwe adres: het geldt zodra je daar de link opent.
account-done-password = Je wachtwoord is veranderd, en elke andere browser is uitgelogd.
account-done-others = De andere browsers zijn uitgelogd.

members-title = Leden
members-caption = Leden en hun domU’s
members-lede = { $members ->
    [one] Eén lid
    [1001] Meer dan 1.000 leden
   *[other] { $members } leden
}, { $domus ->
    [0] geen domU’s
    [one] één domU
   *[other] { $domus } domU’s
}.
# The first place, and each that follows it behind a comma: 22 wonen in DC1, 12 in DC2.
members-live-in = { $domus ->
    [one] Eén woont in { $site }
   *[other] { $domus } wonen in { $site }
}
members-and-in = { $domus ->
    [one] één in { $site }
   *[other] { $domus } in { $site }
}
members-add = Nodig een lid uit
members-search = Zoek
members-search-hint = Lid, domU of adres
members-lives-in = Woont in
members-anywhere = Overal
members-role = Rol
members-any-role = Elke rol
members-state = Status
members-account = Account
members-any-state = Elke status
members-member = Lid
members-domus = DomU’s
members-no-domu = geen domU
members-and-more = en nog { $n }
members-csv = Download als CSV
members-csv-disk = Schijf in bytes
members-csv-moves-at = Verhuist om
members-found = { $count ->
    [one] Eén lid, op naam
   *[other] { $count } leden, op naam
}
members-found-many = Meer dan 1.000 leden, op naam
members-pages = Pagina’s
members-next = Volgende
members-nobody = Niemand thuis
members-nobody-for = Niemand thuis voor ‘{ $search }’
members-nobody-text = Geen lid, domU of adres past daarbij.
members-did-you-mean = Bedoelde je
members-show-all = Toon alle leden
members-invite-title = Nodig een lid uit
members-invite-lede = Het lid krijgt een mail met een link die één keer werkt, drie dagen lang, en kiest zelf een wachtwoord.
members-invite-name-hint = Bij binnenkomst nog te veranderen.
members-role-hint = Het kernteam plant verhuizingen en beantwoordt meldingen. Een beheerder beslist ook wie daarin zit.
members-invite-button = Verstuur de uitnodiging

standing-title = Wat dit lid mag
standing-lede = Bij elke verandering wordt het lid overal uitgelogd, zodat die meteen geldt.
standing-role-button = Verander de rol
standing-end-sessions = { $count ->
    [one] Log dit lid uit in één browser
   *[other] Log dit lid uit in { $count } browsers
}
standing-suspend = Sluit het account van { $name }
standing-reinstate = Open het account van { $name } weer

trail-title = Wat er met dit account gebeurd is
trail-empty = Nog niets.
trail-by = door { $name }
trail-by-member = door een lid
trail-by-host = door een host
trail-by-command = op de commandoregel van de server
trail-by-clock = door de klok
trail-by-nobody = door iemand die niet was ingelogd
trail-member-invited = Uitgenodigd
trail-member-invited-again = Opnieuw uitgenodigd
trail-member-invitation-withdrawn = Uitnodiging ingetrokken
trail-member-joined = Binnengekomen
trail-member-profile-changed = Profiel veranderd
trail-member-role-changed = Rol veranderd
trail-member-suspended = Account gesloten
trail-member-reinstated = Account weer geopend
trail-member-sessions-ended = Overal uitgelogd
trail-session-started = Ingelogd
trail-session-refused = Inloggen geweigerd
trail-session-confirmed = Wachtwoord bevestigd
trail-session-others-ended = Elders uitgelogd
trail-address-asked = Ander adres gevraagd
trail-address-changed = Adres veranderd
trail-password-reset-asked = Nieuw wachtwoord gevraagd
trail-password-reset = Per mail een nieuw wachtwoord gekozen
trail-password-changed = Wachtwoord veranderd
