# Pictures of traffic.
graph-out-of = Uit { $host }
graph-into = Naar { $host }
graph-title-move = Verkeer uit { $source } en naar { $target } op { $day }
graph-title-host = Verkeer van { $host } op { $day }
graph-title-week = Verkeer van { $host } in een week
graph-title-month = Verkeer van { $host } in een maand
graph-title-year = Verkeer van { $host } in een jaar
graph-week = Week
graph-month = Maand
graph-year = Jaar
graph-average-300 = Gemiddelden over 5 minuten
graph-average-1800 = Gemiddelden over 30 minuten
graph-average-7200 = Gemiddelden over 2 uur
graph-average-86400 = Daggemiddelden, in UTC
graph-zone = tijden in { $zone }.
graph-gaps = Gearceerd: er is niets gemeld.
graph-now = nu, { $clock }
graph-date = { $day } { $month }
graph-band-under_way = { $domu }: onderweg
graph-band-succeeded = { $domu }: verhuisd
graph-band-rolled_back = { $domu }: teruggedraaid
graph-band-superseded = { $domu }: teruggehaald
graph-band-refused = { $domu }: niet begonnen
graph-band-unclear = { $domu }: onduidelijk
graph-band-other = een andere verhuizing
graph-band-when = Van { $from } tot { $until } { $label }.
graph-figure = { $name }: gemiddeld { $average }, hoogstens { $highest } ({ $at }), aan het eind { $latest }.
graph-figure-now = { $name }: nu { $latest }, gemiddeld { $average }, hoogstens { $highest } ({ $at }).
graph-figure-unknown = { $name }: er is niets gemeld.
graph-file-note = { $dates }, { $average } in bits per seconde, tijden in { $zone }. { $club }
graph-head-moved = { $n ->
    [1] Een server sprong van huis naar huis
   *[other] { $n } servers sprongen van huis naar huis
}
graph-head-back = { $n ->
    [1] Een server ging op weg en kwam terug
   *[other] { $n } servers gingen op weg en kwamen terug
}
graph-head-day = Wat er die dag over de lijn ging
graph-head-host = Wat er door { $host } gaat
graph-head-passed = { $n ->
    [1] Een server sprong van of naar { $host }
   *[other] { $n } servers sprongen van of naar { $host }
}
graph-caption-move = Wat uit { $source } vertrekt, is naar boven getekend; wat op { $target } aankomt, naar beneden.
graph-caption-host = Wat uit { $host } vertrekt, is naar boven getekend; wat aankomt, naar beneden.
graph-longer = Over langere tijd
graph-longer-table = Week, maand en jaar als tabel
graph-take = Neem het mee:
graph-as-table = Dezelfde grafiek als tabel
graph-table = Verkeer per uur
graph-from = Van
graph-until = Tot
graph-happened = Wat er gebeurde
graph-figures = Verkeer: nu, gemiddeld en hoogstens
graph-direction = Verkeer
graph-latest = Laatste
graph-mean = Gemiddeld
graph-highest = Hoogste
graph-at-the-end = aan het eind
graph-nothing-known = niet gemeld
