# Pictures of traffic.
graph-out-of = Out of { $host }
graph-into = Into { $host }
graph-title-move = Traffic out of { $source } and into { $target } on { $day }
graph-title-host = Traffic of { $host } on { $day }
graph-title-week = Traffic of { $host } in a week
graph-title-month = Traffic of { $host } in a month
graph-title-year = Traffic of { $host } in a year
graph-week = Week
graph-month = Month
graph-year = Year
graph-average-300 = 5-minute averages
graph-average-1800 = 30-minute averages
graph-average-7200 = 2-hour averages
graph-average-86400 = Day averages, by UTC
graph-zone = times in { $zone }.
graph-gaps = Hatched: nothing was reported.
graph-now = now, { $clock }
graph-date = { $day } { $month }
graph-band-under_way = { $domu }: under way
graph-band-succeeded = { $domu }: moved
graph-band-rolled_back = { $domu }: returned
graph-band-superseded = { $domu }: taken back
graph-band-refused = { $domu }: not begun
graph-band-unclear = { $domu }: unclear
graph-band-other = another move
graph-band-when = From { $from } to { $until } { $label }.
graph-figure = { $name }: { $average } on average, { $highest } at most ({ $at }), { $latest } at the end.
graph-figure-now = { $name }: { $latest } now, { $average } on average, { $highest } at most ({ $at }).
graph-figure-unknown = { $name }: nothing was reported.
graph-file-note = { $dates }, { $average } in bits a second, times in { $zone }. { $club }
graph-head-moved = { $n ->
    [1] A server jumped from house to house
   *[other] { $n } servers jumped from house to house
}
graph-head-back = { $n ->
    [1] A server set out and came back
   *[other] { $n } servers set out and came back
}
graph-head-day = What went over the line that day
graph-head-host = What goes through { $host }
graph-head-passed = { $n ->
    [1] A server jumped to or from { $host }
   *[other] { $n } servers jumped to or from { $host }
}
graph-caption-move = What leaves { $source } is drawn upward, what arrives at { $target } downward.
graph-caption-host = What leaves { $host } is drawn upward, what arrives downward.
graph-longer = The longer view
graph-longer-table = Week, month and year as a table
graph-take = Take it along:
graph-as-table = The same graph as a table
graph-table = Traffic hour by hour
graph-from = From
graph-until = To
graph-happened = What happened
graph-figures = Traffic now, on average and at most
graph-direction = Traffic
graph-latest = Latest
graph-mean = Average
graph-highest = Highest
graph-at-the-end = at the end
graph-nothing-known = not reported
