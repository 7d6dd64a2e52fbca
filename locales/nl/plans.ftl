# Plans: several moves prepared together.
plans-title = Plannen
plans-lede = Verhuizingen die bij elkaar horen, zoals bij het leeghalen van een host. De eerste die terugkomt, laat de andere wachten.
plans-none = Nog geen plan.
plan-new = Een nieuw plan
plan-title = Titel
plan-title-hint = Bijvoorbeeld: Weg van prins.
plan-reason = Waarom?
plan-reason-hint = Voor het kernteam; elke verhuizing geeft de leden een eigen reden.
plan-public = Wat iedereen mag lezen
plan-public-hint = Bewaard voor de statuspagina.
plan-stop = De eerste verhuizing die terugkomt, laat de andere wachten
plan-make = Maak het plan
plan-moves = Verhuizingen
plan-no-moves = Er zit nog geen verhuizing in. Kies het plan als je er een inplant.
plan-paused = Gepauzeerd
plan-goes-on = Loopt
plan-head = { $title } loopt
plan-head-paused = { $title } wacht
plan-paused-head = Er begint nu niets van dit plan
plan-paused-text = De verhuizingen houden hun datum. Weet je zeker dat de volgende niet hetzelfde overkomt, laat het plan dan doorgaan.
plan-pause-head = Pauzeer het
plan-pause-why = Waarom het wacht
plan-pause = Pauzeer het plan
plan-resume-head = Laat het doorgaan
plan-resume-why = Waarom het door kan gaan
plan-resume = Laat het doorgaan
plan-stop-fact = Als er een terugkomt
plan-stops = wachten de andere
plan-goes-on-regardless = gaan de andere door
plan-event-made = Gemaakt
plan-event-paused = Gepauzeerd
plan-event-returned = Gepauzeerd, omdat een verhuizing terugkwam of zoekraakte:
plan-event-resumed = Gaat door
plan-not-now = Iemand heeft dat al gedaan. Kijk hoe het plan er nu voor staat.
plan-reason-missing = Zeg waarom.
plan-title-missing = Geef het een titel.
start-plan-paused = Het plan, { $title }, is gepauzeerd. Kijk wat er terugkwam, en laat het plan eerst doorgaan.
schedule-no-such-plan = Dat plan hebben we niet.
new-move-plan = Deel van een plan?
new-move-plan-hint = Een plan wordt gepauzeerd als een van zijn verhuizingen terugkomt.
new-move-no-plan = Nee
move-plan = Plan
move-plan-says = Wat we doen

# The planner: emptying a host.
evacuation-title = Een host leeghalen
evacuation-lede = Hier wordt niets vastgelegd of gemaild. Wat je bewaart zijn concepten, en elk daarvan kondig je aan op zijn eigen pagina.
evacuation-ask = Wat je wilt plannen
evacuation-host = Haal leeg
evacuation-next = Verder
evacuation-targets = Verhuis naar
evacuation-room = { $memory } geheugen en { $disk } schijf vrij
evacuation-no-targets = Geen andere host neemt domU’s op.
evacuation-day = Eerste nacht
evacuation-from = Venster begint
evacuation-to = Venster eindigt
evacuation-deadline = Leeg, uiterlijk aan het eind van
evacuation-skip = Niet in deze nachten
evacuation-skip-hint = Dagen, zoals 2026-12-24 2026-12-31.
evacuation-avoid = Deze domU’s niet op deze dagen
evacuation-avoid-hint = Voor elk een regel: eerst de naam, dan de dagen, zoals higgs 2026-11-24 2026-11-25.
evacuation-wishes = Wat leden van je vragen
evacuation-counts-on = Eén domU tegelijk, met de tijd die de laatste kopieën over de verbinding kostten, en de helft extra om hem terug te halen. Tijden waarop andere verhuizingen deze hosts nodig hebben, blijven vrij.
evacuation-make = Maak een plan
evacuation-left-out = Doen niet mee
evacuation-moves-already = verhuist al: { $number }.
evacuation-blocked = zit vast aan { $device }.
evacuation-too-soon = We beloven leden dat ze het drie dagen van tevoren weten. Kies een latere nacht.
evacuation-not-there = Aan het begin van ‘{ $line }’ staat geen domU van deze host.
evacuation-proposed = { $moves ->
    [0] Zo kan er niets verhuizen
    [one] Eén domU in { $nights ->
        [one] één nacht
       *[other] { $nights } nachten
    }
   *[other] { $moves } domU’s in { $nights ->
        [one] één nacht
       *[other] { $nights } nachten
    }
}{ $left ->
    [0] {""}
    [one] , één blijft achter
   *[other] , { $left } blijven achter
}
evacuation-measure = Samen liggen ze er { $down } uit; allemaal tegelijk gekopieerd zou het { $shared } zijn. { $has_gap ->
    [1] Het is { $gap } later klaar dan de nachten op zich toelaten ({ $bound }){ $is_exact ->
        [1] , en geen andere volgorde is eerder klaar.
       *[other] . Andere volgordes zijn misschien eerder klaar.
    }
   *[other] Geen ander plan is eerder klaar.
}
evacuation-conflicts = Voor deze is geen plek
evacuation-advice-time = Maak de vensters langer, of gebruik meer nachten.
evacuation-advice-night = Maak het venster van een nacht langer.
evacuation-advice-room = Vink nog een host aan, of verhuis eerst iets anders.
evacuation-picture = De nachten, getekend
evacuation-table = Het plan
evacuation-window = Venster
evacuation-up = Draait weer
evacuation-goes-to = Naar
evacuation-why = Waarom zo
evacuation-late = Na het uiterste moment
evacuation-then-first = De eerste van de eerste nacht.
evacuation-then-after = Komt na de vorige.
evacuation-then-night = De rest van de vorige nacht was te kort.
evacuation-then-avoided = De mensen van deze domU vroegen om de tijden ervoor te mijden.
evacuation-then-busy = Daarvoor hebben andere verhuizingen de hosts nodig.
evacuation-no-memory = { $host } komt dan { $missing } geheugen tekort.
evacuation-no-disk = { $host } komt dan { $missing } schijf tekort.
evacuation-no-night = Naar { $host } is een venster van { $needs } nodig, langer dan een nacht.
evacuation-no-time = Naar { $host } heeft geen nacht nog tijd over.
evacuation-slower = Naar { $host } duurt het { $by } langer.
evacuation-for-others = { $host } zou sneller zijn; de ruimte daar is voor andere.
evacuation-as-well = { $host } kan net zo goed.
evacuation-capacity = Ruimte op de nieuwe hosts, als alles klaar is
evacuation-legend-plan = Dit plan
evacuation-keep = Bewaar het
evacuation-keep-hint = Ze worden allemaal concepten in een nieuw plan, of geen enkele. Waar de locatie verandert, worden nieuwe adressen voorgesteld; kijk elk concept na voordat je het aankondigt.
evacuation-reason-hint = Komt in de mail van elke verhuizing.
evacuation-save = { $n ->
    [one] Bewaar één concept in een plan
   *[other] Bewaar { $n } concepten in een plan
}
evacuation-changed = Een domU of een nieuwe host hiervan is er niet meer. Dit is een plan met wat er nu is.
evacuation-nobody = Er zou niets verhuizen.
evacuation-no-address = Op de locatie waar { $domu } heen gaat, is geen adres meer over. Voeg eerst een netwerk toe.
evacuation-draft-refused = { $domu }: { $why }
