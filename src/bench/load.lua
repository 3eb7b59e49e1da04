-- The update of an instance, 64 instances in turn. The URL ends in the instance's name without its number;
-- TOKEN and MEDIA_TYPE come by environment, so that no token stands in a process list. Each call replaces eight # of the
-- token by another number.
local INSTANCES = 64
local BODY = '{"terminationProtectionEnabled":true,"tags":[{"key":"owner","value":"payments"},'
    .. '{"key":"environment","value":"load"}]}'

local threads = 0
local requests = {}

function setup(thread)
  thread:set("turn", threads * INSTANCES / 2)
  thread:set("number", threads * 50000000)
  threads = threads + 1
end

function init()
  local headers = { ["Content-Type"] = os.getenv("MEDIA_TYPE"), ["Accept"] = os.getenv("MEDIA_TYPE") }
  if os.getenv("TOKEN") ~= "" then
    headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")
  end
  for instance = 0, INSTANCES - 1 do
    requests[instance] = wrk.format("PATCH", wrk.path .. instance, headers, BODY)
  end
  varies = string.find(requests[0], "########", 1, true)
end

function request()
  turn = (turn + 1) % INSTANCES
  if not varies then
    return requests[turn]
  end
  number = number + 1
  return (string.gsub(requests[turn], "########", string.format("%08d", number), 1))
end

-- calls, seconds, p50 and p99 in milliseconds, answers that are no success, calls without an answer
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    "RESULT %d %.3f %.3f %.3f %d %d\n",
    summary.requests,
    summary.duration / 1e6,
    latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3,
    errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
