-- Takes tokens from every bucket in KEYS, or from none of them.
--
-- ARGV holds four numbers for each key: capacity, refill, period in ms, cost. A negative cost returns tokens.
-- The reply is {0, tokens in each bucket}, or {position of the empty bucket, ms until it has enough tokens}.
--
-- A bucket is stored as "level full at". Level and full are tokens times the period, so that a refill for whole
-- milliseconds is exact in integers below 2^53. At is the time of Redis. A full bucket is not stored: its key
-- expires at the moment it is full. If full differs, the quota has changed, and the level keeps its proportion.
-- If time runs backwards (the clock of another primary), nothing is refilled.

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local buckets = {}

for i, key in ipairs(KEYS) do
  local capacity, refill = tonumber(ARGV[4 * i - 3]), tonumber(ARGV[4 * i - 2])
  local period, cost = tonumber(ARGV[4 * i - 1]), tonumber(ARGV[4 * i])
  local full = capacity * period
  local level = full
  local was, of, at = string.match(redis.call('GET', key) or '', '^(%d+) (%d+) (%d+)$')
  if was then
    level = tonumber(of) == full and tonumber(was) or math.floor(was / of * full)
    level = math.min(full, level + math.max(0, now - at) * refill)
  end
  level = math.min(full, level - cost * period)
  if level < 0 then
    return { i, math.ceil(-level / refill) }
  end
  buckets[i] = { level = level, full = full, refill = refill, period = period }
end

local answer = { 0 }
for i, bucket in ipairs(buckets) do
  if bucket.level == bucket.full then
    redis.call('DEL', KEYS[i])
  else
    local state = string.format('%.0f %.0f %.0f', bucket.level, bucket.full, now)
    redis.call('SET', KEYS[i], state, 'PX', math.ceil((bucket.full - bucket.level) / bucket.refill))
  end
  answer[i + 1] = math.floor(bucket.level / bucket.period)
end
return answer
