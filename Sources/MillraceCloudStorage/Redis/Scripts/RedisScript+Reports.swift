extension RedisScript {
  /// Describes a file for a report, in the order that `LedgerFile(reply:pipeline:)` reads.
  private static let fileDescription = #"""
    local function describe(id)
      local f = file(id)
      local attempts, outputs = f[ATTEMPTS], false
      if f[STATE] == 'm' then
        attempts = attempts + (redis.call('HGET', home .. 'manifest:' .. f[MANIFEST], 'failures') or 0)
      elseif f[STATE] == 'c' then
        outputs = redis.call('HGET', home .. 'manifest:' .. f[MANIFEST], 'outputs')
      end
      return {f[ADDRESS], f[VERSION], f[SIZE], f[PARTITION], f[STATE], f[CREATED], f[UPDATED], attempts, f[MANIFEST],
        f[REASON], f[ROWS], f[BAD], outputs}
    end

    """#

  /// All versions of an address. `ARGV`: the hash of the address, the address.
  static let versions = RedisScript(
    body: fileDescription + #"""
      local answer = {}
      for id in string.gmatch(redis.call('HGET', home .. 'index', ARGV[4]) or '', '%d+') do
        local description = describe(id)
        if description[1] == ARGV[5] then answer[#answer + 1] = description end
      end
      return answer
      """#)

  /// Files in a state. `ARGV`: the set of their numbers (empty: they are in none), the state, the number after which to
  /// begin, how many. Answers where to go on (0: this was the end), then the files.
  static let page = RedisScript(
    body: fileDescription + #"""
      local set, state, after, limit = ARGV[4], ARGV[5], tonumber(ARGV[6]), tonumber(ARGV[7])
      local answer = {0}
      if set ~= '' then
        local ids = redis.call('ZRANGEBYSCORE', home .. set, '(' .. ARGV[6], '+inf', 'LIMIT', 0, limit)
        for _, id in ipairs(ids) do answer[#answer + 1] = describe(id) end
        if #ids == limit then answer[1] = tonumber(ids[#ids]) end
        return answer
      end
      -- Completed files are nearly all there are, and in no set. A page looks at a bounded number of files.
      local last = tonumber(redis.call('HGET', totals, 'lastFile') or 0)
      local stop = math.min(last, after + 5000)
      for id = after + 1, stop do
        if file(id)[STATE] == state then answer[#answer + 1] = describe(id) end
        if #answer > limit then stop = id break end
      end
      if stop < last then answer[1] = stop end
      return answer
      """#)

  /// A manifest with its inputs. `ARGV`: its id. Nothing unless it is unfinished or completed.
  static let manifest = RedisScript(
    body: description + #"""
      local state = redis.call('HGET', home .. 'manifest:' .. ARGV[4], 'state')
      if state ~= 'unfinished' and state ~= 'completed' then return false end
      return describe(ARGV[4])
      """#)

  /// Manifests without their inputs. `ARGV`: `unfinished` (oldest first) or `manifests` (newest first), how many.
  static let summaries = RedisScript(
    body: #"""
      local command = ARGV[4] == 'unfinished' and 'ZRANGE' or 'ZREVRANGE'
      local answer = {}
      for _, id in ipairs(redis.call(command, home .. ARGV[4], 0, ARGV[5] - 1)) do
        answer[#answer + 1] = {id, redis.call('HGETALL', home .. 'manifest:' .. id)}
      end
      return answer
      """#)
}
