extension RedisScript {
  /// Moves all files of a manifest, after a change to each. For scripts on a manifest.
  private static let dispersal = #"""
    local function each_file(change)
      for position, number in ipairs(cmsgpack.unpack(redis.call('GET', home .. 'inputs:' .. id))) do
        local f = file(number)
        leave(number, f)
        f[UPDATED] = now
        enter(number, f, change(f, position))
      end
      finish_changes()
    end

    """#

  /// Completes a manifest. `ARGV`: manifest, token, outputs as JSON, their bytes; then rows and bad records of each input.
  static let complete = onManifest(
    dispersal + #"""
      local before = recall()
      if before then return before end
      local state = redis.call('HGET', key, 'state')
      if state == 'completed' then return 'alreadyCompleted' end
      if state ~= 'unfinished' then return 'superseded' end
      if not is_held() then return 'leaseLost' end
      local files = tonumber(redis.call('HGET', key, 'files'))
      if files ~= (#ARGV - 7) / 2 then return files end
      local rows, bad = 0, 0
      each_file(function(f, position)
        f[ROWS], f[BAD], f[REASON] = tonumber(ARGV[6 + 2 * position]), tonumber(ARGV[7 + 2 * position]), false
        rows, bad = rows + f[ROWS], bad + f[BAD]
        return 'c'
      end)
      redis.call('HSET', key, 'state', 'completed', 'outputs', ARGV[6], 'rows', rows, 'bad', bad)
      redis.call('HDEL', key, 'reason', 'notBefore')
      end_lease()
      leave_queue()
      local changes = {rows = rows, bad = bad, bytesIn = redis.call('HGET', key, 'bytes'), bytesOut = ARGV[7],
        filesCompleted = files, manifestsCompleted = 1}
      for field, change in pairs(changes) do redis.call('HINCRBY', totals, field, change) end
      return remember('recorded')
      """#)

  /// Records that an attempt failed. `ARGV`: manifest, token, reason, when to try again (empty: never).
  static let fail = onManifest(
    dispersal + #"""
      local before = recall()
      if before then return before end
      if not is_held() then return 0 end
      local reason, time = ARGV[6], tonumber(ARGV[7])
      local failures = redis.call('HINCRBY', key, 'failures', 1)
      redis.call('HSET', key, 'reason', reason)
      end_lease()
      if time then
        redis.call('HSET', key, 'notBefore', ARGV[7])
        rest(time)
        note_activity()
      else
        redis.call('HSET', key, 'state', 'failed')
        redis.call('HDEL', key, 'notBefore')
        leave_queue()
        each_file(function(f)
          f[ATTEMPTS], f[REASON] = f[ATTEMPTS] + failures, reason
          return 'f'
        end)
      end
      return remember(1)
      """#)

  /// Dissolves a manifest. `ARGV`: manifest, token, reason; then address, version, size, state and reason of each file that
  /// leaves. Answers 1, 0 if the lease is lost, or -1 if one of them is no input.
  static let reject = onManifest(
    dispersal + #"""
      local before = recall()
      if before then return before end
      if not is_held() then return 0 end
      local function name(address, version, size) return #address .. ':' .. address .. #version .. ':' .. version .. size end
      local refusals, missing = {}, 0
      for i = 7, #ARGV, 5 do
        refusals[name(ARGV[i], ARGV[i + 1], ARGV[i + 2])] = {ARGV[i + 3], ARGV[i + 4]}
        missing = missing + 1
      end
      if missing == 0 then return -1 end
      local function refusal(f)
        return refusals[name(f[ADDRESS], f[VERSION], string.format('%.0f', f[SIZE]))]
      end
      for _, number in ipairs(cmsgpack.unpack(redis.call('GET', home .. 'inputs:' .. id))) do
        if refusal(file(number)) then missing = missing - 1 end
      end
      if missing ~= 0 then return -1 end
      local failures = tonumber(redis.call('HGET', key, 'failures'))
      each_file(function(f)
        local found = refusal(f)
        f[ATTEMPTS] = f[ATTEMPTS] + failures
        if found then
          f[REASON] = found[2]
          return found[1]
        end
        f[MANIFEST] = false
        return 'p'
      end)
      redis.call('HSET', key, 'state', 'dissolved', 'reason', ARGV[6])
      redis.call('HDEL', key, 'notBefore')
      end_lease()
      leave_queue()
      return remember(1)
      """#)
}
