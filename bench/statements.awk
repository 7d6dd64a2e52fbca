# Reads PostgreSQL's log with log_min_duration_statement = 0 and prints the queries of one page, with
# their parameters put in: they begin with that of the session, go over one connection, and are all
# over 100 ms later. Jobs ask beside it, each over another connection.
function put_in(text, values,    n, i, value, at) {
  n = 0
  while (match(values, /\$[0-9]+ = ('([^']|'')*'|NULL)/)) {
    value[++n] = substr(values, RSTART, RLENGTH)
    sub(/^\$[0-9]+ = /, "", value[n])
    values = substr(values, RSTART + RLENGTH)
  }
  for (i = n; i >= 1; i--)
    while (at = index(text, "$" i))
      text = substr(text, 1, at - 1) value[i] substr(text, at + length("$" i))
  return text
}
function connection() { return match($0, /\[[0-9]+\]/) ? substr($0, RSTART, RLENGTH) : "" }
function finish() {
  if (statement ~ /^SELECT/ && statement !~ /pg_catalog/) print put_in(statement, parameters) ";"
  statement = parameters = ""
}
/ LOG:  / {
  finish()
  if ($0 !~ /duration: .* execute/) next
  split($2, clock, ":")
  at = clock[1] * 3600 + clock[2] * 60 + clock[3]
  if (!begin && /FROM \("sessions"/) { begin = at; page = connection() }
  if (!begin || at > begin + 0.1 || connection() != page) next
  statement = $0
  sub(/^.* LOG:  duration: [0-9.]+ ms  execute [^:]*: /, "", statement)
  next
}
/ DETAIL:  [Pp]arameters: / && connection() == page && statement != "" { parameters = $0; sub(/^.* DETAIL:  [Pp]arameters: /, "", parameters); next }
/^\t/ && statement != "" { statement = statement " " substr($0, 2) }
END { finish() }
