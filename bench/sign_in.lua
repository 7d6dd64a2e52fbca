-- A flood of wrong passwords for accounts that exist, each from another address. FORM is the form
-- cookie and the token that belongs to it.
local cookie, token = os.getenv("FORM"):match("(%S+) (%S+)")

wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.headers["Sec-Fetch-Site"] = "same-origin"
wrk.headers["Cookie"] = cookie

function init()
  math.randomseed(os.time())
end

function request()
  local random = math.random
  wrk.headers["X-Forwarded-For"] = string.format("10.%d.%d.%d", random(0, 255), random(0, 255), random(1, 254))
  local body = string.format("csrf_token=%s&email=neighbour-%d%%40demo.example&password=not+the+right+one",
    token, random(1, 2000))
  return wrk.format(nil, "/sign-in", nil, body)
end
