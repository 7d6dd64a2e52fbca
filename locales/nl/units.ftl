# Tijden, duren en groottes, voor de helpers `time`, `duration`, `bytes` en `rate`.
time-weekday-1 = maandag
time-weekday-2 = dinsdag
time-weekday-3 = woensdag
time-weekday-4 = donderdag
time-weekday-5 = vrijdag
time-weekday-6 = zaterdag
time-weekday-7 = zondag
time-weekday-short-1 = ma
time-weekday-short-2 = di
time-weekday-short-3 = wo
time-weekday-short-4 = do
time-weekday-short-5 = vr
time-weekday-short-6 = za
time-weekday-short-7 = zo
time-month-long-1 = januari
time-month-long-2 = februari
time-month-long-3 = maart
time-month-long-4 = april
time-month-long-5 = mei
time-month-long-6 = juni
time-month-long-7 = juli
time-month-long-8 = augustus
time-month-long-9 = september
time-month-long-10 = oktober
time-month-long-11 = november
time-month-long-12 = december
time-month-short-1 = jan
time-month-short-2 = feb
time-month-short-3 = mrt
time-month-short-4 = apr
time-month-short-5 = mei
time-month-short-6 = jun
time-month-short-7 = jul
time-month-short-8 = aug
time-month-short-9 = sep
time-month-short-10 = okt
time-month-short-11 = nov
time-month-short-12 = dec
time-word-today = vandaag
time-word-tomorrow = morgen
time-word-yesterday = gisteren
time-day = { $weekday } { $day } { $month }
time-day-year = { $weekday } { $day } { $month } { $year }
time-date = { $day } { $month } { $year }
time-short-near = { $weekday } { $day } { $month }, { $clock }
time-short = { $day } { $month }, { $clock }
time-today = vandaag, { $clock }
time-full = { $day } om { $clock } { $zone }
time-clock-zone = { $clock } { $zone }
time-mail = { $day } om { $clock } { $zone } ({ $utc } UTC)
time-at-tonight = vanavond om { $clock }
time-at-today = vandaag om { $clock }
time-at-tomorrow = morgen om { $clock }
time-at-yesterday = gisteren om { $clock }
time-at-day = op { $day } om { $clock }
time-ago = { $duration } geleden

duration-seconds = { $n ->
    [one] { $n } seconde
   *[other] { $n } seconden
}
duration-minutes = { $n ->
    [one] { $n } minuut
   *[other] { $n } minuten
}
duration-hours = { $n } uur
duration-days = { $n ->
    [one] { $n } dag
   *[other] { $n } dagen
}
span-seconds = { $n } s
span-minutes = { $n } min
span-hours = { $rest ->
    [0] { $n } u
   *[other] { $n } u { $rest } min
}
span-day = { $rest ->
    [0] 1 dag
   *[other] 1 dag { $rest } u
}
span-days = { $n } dagen

duration-two = { $big } en { $small }

decimal-mark = ,
bytes-b = { $n } B
bytes-kib = { $n } KiB
bytes-mib = { $n } MiB
bytes-gib = { $n } GiB
bytes-tib = { $n } TiB
rate-mb = { $n } MB/s
