# Times, durations and sizes, used by the helpers `time`, `duration`, `bytes` and `rate`.
time-weekday-1 = Monday
time-weekday-2 = Tuesday
time-weekday-3 = Wednesday
time-weekday-4 = Thursday
time-weekday-5 = Friday
time-weekday-6 = Saturday
time-weekday-7 = Sunday
time-weekday-short-1 = Mon
time-weekday-short-2 = Tue
time-weekday-short-3 = Wed
time-weekday-short-4 = Thu
time-weekday-short-5 = Fri
time-weekday-short-6 = Sat
time-weekday-short-7 = Sun
time-month-long-1 = January
time-month-long-2 = February
time-month-long-3 = March
time-month-long-4 = April
time-month-long-5 = May
time-month-long-6 = June
time-month-long-7 = July
time-month-long-8 = August
time-month-long-9 = September
time-month-long-10 = October
time-month-long-11 = November
time-month-long-12 = December
time-month-short-1 = Jan
time-month-short-2 = Feb
time-month-short-3 = Mar
time-month-short-4 = Apr
time-month-short-5 = May
time-month-short-6 = Jun
time-month-short-7 = Jul
time-month-short-8 = Aug
time-month-short-9 = Sep
time-month-short-10 = Oct
time-month-short-11 = Nov
time-month-short-12 = Dec
time-word-today = today
time-word-tomorrow = tomorrow
time-word-yesterday = yesterday
time-day = { $weekday } { $day } { $month }
time-day-year = { $weekday } { $day } { $month } { $year }
time-date = { $day } { $month } { $year }
time-short-near = { $weekday } { $day } { $month }, { $clock }
time-short = { $day } { $month }, { $clock }
time-today = today, { $clock }
time-full = { $day }, { $clock } { $zone }
time-clock-zone = { $clock } { $zone }
time-mail = { $day } at { $clock } { $zone } ({ $utc } UTC)
time-at-tonight = tonight at { $clock }
time-at-today = today at { $clock }
time-at-tomorrow = tomorrow at { $clock }
time-at-yesterday = yesterday at { $clock }
time-at-day = on { $day } at { $clock }
time-ago = { $duration } ago

duration-seconds = { $n ->
    [one] { $n } second
   *[other] { $n } seconds
}
duration-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
duration-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
duration-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
span-seconds = { $n } s
span-minutes = { $n } min
span-hours = { $rest ->
    [0] { $n } h
   *[other] { $n } h { $rest } min
}
span-day = { $rest ->
    [0] 1 day
   *[other] 1 day { $rest } h
}
span-days = { $n } days

duration-two = { $big } and { $small }

decimal-mark = .
bytes-b = { $n } B
bytes-kib = { $n } KiB
bytes-mib = { $n } MiB
bytes-gib = { $n } GiB
bytes-tib = { $n } TiB
rate-mb = { $n } MB/s
