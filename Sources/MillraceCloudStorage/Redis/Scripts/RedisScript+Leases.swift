extension RedisScript {
  /// What the scripts that deal with one manifest share. The manifest is `ARGV[4]`, the lease's token `ARGV[5]`.
  private static let lease = #"""
    local id = ARGV[4]
    local key = home .. 'manifest:' .. id

    local function is_held()
      local values = redis.call('HMGET', key, 'state', 'token')
      return values[1] == 'unfinished' and values[2] == ARGV[5]
    end
    local function end_lease()
      redis.call('HDEL', key, 'owner', 'token', 'until')
      redis.call('HSET', key, 'updated', now)
    end
    local function leave_queue()
      for _, name in ipairs({'unfinished', 'ready', 'resting'}) do redis.call('ZREM', home .. name, id) end
    end
    local function rest(time)
      redis.call('ZREM', home .. 'ready', id)
      redis.call('ZADD', home .. 'resting', time, id)
    end

    """#

  static func onManifest(_ body: String) -> RedisScript { RedisScript(body: lease + body) }

  /// Describes a manifest by fields and inputs; to be put in front of scripts that answer with one.
  static let description = #"""
    local function describe(id)
      local answer = {id, redis.call('HGETALL', home .. 'manifest:' .. id)}
      for _, number in ipairs(cmsgpack.unpack(redis.call('GET', home .. 'inputs:' .. id))) do
        local f = file(number)
        answer[#answer + 1] = f[ADDRESS]
        answer[#answer + 1] = f[VERSION]
        answer[#answer + 1] = f[SIZE]
      end
      return answer
    end

    """#

  /// Takes a manifest. `ARGV`: owner, the lease's length in ms, the manifest's id (empty: the oldest there is).
  /// Answers the manifest with its lease, or nothing.
  static let claim = RedisScript(
    body: description + #"""
      local before = recall()
      if before then return describe(before) end
      local wanted = ARGV[6]
      -- Leases that have lapsed, and pauses that are over. A lapsed lease can be renewed until someone takes the manifest.
      for _, due in ipairs(redis.call('ZRANGEBYSCORE', home .. 'resting', '-inf', now, 'LIMIT', 0, 1000)) do
        redis.call('ZREM', home .. 'resting', due)
        redis.call('ZADD', home .. 'ready', redis.call('HGET', home .. 'manifest:' .. due, 'number'), due)
      end
      local id = wanted
      if wanted == '' then
        id = redis.call('ZRANGE', home .. 'ready', 0, 0)[1]
        if not id then return false end
      elseif not redis.call('ZSCORE', home .. 'ready', wanted) then
        -- The time may have come for more than a thousand at once.
        local time = redis.call('ZSCORE', home .. 'resting', wanted)
        if not time or tonumber(time) > now then return false end
      end
      local till = now + tonumber(ARGV[5])
      local token = redis.call('HINCRBY', totals, 'lastToken', 1)
      -- A lease that is still there has lapsed: whoever held it has not ended it.
      local key = home .. 'manifest:' .. id
      if redis.call('HEXISTS', key, 'token') == 1 then redis.call('HINCRBY', key, 'lapses', 1) end
      redis.call('HSET', key, 'owner', ARGV[4], 'token', token, 'until', till, 'updated', now)
      redis.call('ZREM', home .. 'ready', id)
      redis.call('ZADD', home .. 'resting', till, id)
      note_activity()
      remember(id)
      return describe(id)
      """#)

  /// Prolongs a lease. `ARGV`: manifest, token, length in ms. Answers when it ends, or nothing.
  static let renew = onManifest(
    #"""
    if not is_held() then return false end
    local till = now + tonumber(ARGV[6])
    redis.call('HSET', key, 'until', till)
    rest(till)
    return till
    """#)

  /// Gives a manifest back. `ARGV`: manifest, token.
  static let release = onManifest(
    #"""
    if not is_held() then return 0 end
    end_lease()
    redis.call('ZREM', home .. 'resting', id)
    redis.call('ZADD', home .. 'ready', redis.call('HGET', key, 'number'), id)
    return 1
    """#)
}
