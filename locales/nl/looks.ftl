# Wat we van buiten van een domU zagen: zijn namen en zijn diensten.
fleet-name-shape = Dat kan geen naam in DNS zijn. Schrijf hem zonder https:// en zonder pad: higgs.example.org.
fleet-name-twice = Deze naam staat al in de lijst.
fleet-name-too-many = Vijftig namen zijn genoeg om te controleren. Haal er eerst een weg.

names-head = Namen die hier wonen
names-caption = Namen en waar ze heen wijzen
names-name = Naam
names-points-to = Wijst naar
names-afterwards = Na de verhuizing
names-should-be = Hoort te zijn
names-check = Controle
names-alias-of = wordt bijgehouden bij { $name }
names-nothing = niets
names-remembered = onthouden, nog
names-as-it-is = zoals het is
names-take-out = haal het weg, er komt niets voor in de plaats
names-ttl-hint = Zet de TTL van deze records de dag ervoor op 300 seconden, dan is het nieuwe adres snel na de verhuizing bekend. Wat wij zien, is hoe lang de resolver die we vragen ze nog onthoudt.
names-unseen = Nog niet bekeken:
names-reverse = De namen van de adressen (reverse DNS)
names-its-name = Naam
names-looked-at = Laatst bekeken:
names-never-looked = Er heeft nog niemand gekeken.
names-due = We kijken zo weer: laad deze pagina dan opnieuw.
names-look-again = Controleer nu opnieuw
names-listed = De lijst met namen
names-edit = Verander de lijst
names-add = Voeg een naam toe
names-add-hint = Een naam die naar deze domU leidt: www.example.org. De hostnamen van wat erop woont, controleren we al.
names-add-button = Voeg toe
names-zone = Nieuwe DNS-records
names-left = { $n ->
    [one] Aan jou nog één ding: verander één DNS-record
   *[other] Aan jou nog: verander { $n } DNS-records
}
names-left-text = Verander ze waar je je DNS beheert.
names-left-until = Het oude adres antwoordt tot
names-left-more = Waar elke naam nu naar wijst

names-right = Klopt
names-right-for-now = Klopt tot de verhuizing
names-lower-ttl = Verlaag de TTL
names-too-early = Al het nieuwe adres
names-both = Beide adressen
names-old-address = Oud adres
names-settling = Nog allebei
names-elsewhere = Ergens anders
names-none = Geen record
names-unknown = Onbekend
names-reverse-left = Heeft nog een naam
names-reverse-other = Andere naam
names-reverse-to-come = Nog niet ingesteld
names-why-timed_out = de resolver antwoordde niet op tijd
names-why-server_failure = de nameservers van deze naam gaven een fout
names-why-refused = de resolver wil ons niet antwoorden
names-why-unreachable = waar de resolver hoort te zijn, luistert niets
names-why-not_recursive = de resolver kent alleen zijn eigen namen
names-why-nonsense = het antwoord van de resolver was onzin
names-why-no_name = dit kan geen naam zijn

survey-head = Heeft alles de verhuizing overleefd?
survey-same-checks = Dezelfde controles, ervoor en erna
survey-caption = Wat er ervoor en erna antwoordde
survey-service = Dienst
survey-before = Ervoor
survey-after = Erna
survey-answers = Antwoordt
survey-changed = Antwoordt
survey-worse = Antwoordt slechter
survey-lost = Antwoordt niet meer
survey-silent = Geen antwoord
survey-still-silent = Geen antwoord, net als eerst
survey-not-looked = niet bekeken
survey-lost-head = { $n ->
    [one] Eén dienst op { $domu } antwoordde eerst wel, en nu niet meer
   *[other] { $n } diensten op { $domu } antwoordden eerst wel, en nu niet meer
}
survey-lost-text = Kijk welke
survey-change-certificate = een ander certificaat
survey-change-host-key = een andere hostkey
survey-change-status = een andere status
survey-change-banner = een andere begroeting
survey-change-starttls = STARTTLS kwam erbij of verdween
survey-web = status { $status }
survey-web-distrusted = status { $status }, met een certificaat dat browsers weigeren
survey-why-refused = daar luistert niets
survey-why-timed-out = stilte
survey-why-reset = hing op
survey-why-unreachable = er gaat geen weg naartoe
survey-why-not-allowed = niet in de netwerken van de club, dus we kijken niet
survey-why-nonsense = zei iets anders: { $said }

operate-look-not-yet = We hebben nog niet gezien wat er op { $domu } antwoordt. Dat duurt een paar seconden: laad deze pagina opnieuw voordat je hem uitzet.
operate-look-nothing = Er staan geen diensten van { $domu } op de lijst, dus er is niets bekeken. Gekeken om
operate-look-seen = We hebben gezien wat er op { $domu } antwoordt voordat hij uitgaat, om

stranded-head = Je leest je mail op { $domu }, en die verhuist
stranded-text = Zolang die verhuist, bereiken onze mails je niet. Geef ons een tweede adres, dan schrijven we naar allebei.
stranded-link = Geef een tweede adres op
stranded-core-head = Tijdens de verhuizing bereiken onze mails { $who } niet
stranded-core-text = Elk adres dat we hebben, wordt op { $domu } zelf gelezen. Vraag om een tweede, of bel.
