-- For wrk: asks each time for an address that nobody has asked for, so that no page which was drawn
-- before can answer it.
local began, asked = os.time(), 0

function request()
  asked = asked + 1
  return wrk.format(nil, wrk.path .. "?fresh=" .. began .. "." .. asked)
end
