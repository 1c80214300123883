extension RedisScript {
  /// What waits: partition, number, bytes, and when the oldest was entered, for each partition.
  static let pendingPartitions = RedisScript(
    body: #"""
      local answer = {}
      local all = redis.call('HGETALL', home .. 'waiting')
      for i = 1, #all, 2 do
        local set = home .. 'pending:' .. all[i]
        local oldest = file(redis.call('ZRANGE', set, 0, 0)[1])
        answer[#answer + 1] = {all[i], redis.call('ZCARD', set), all[i + 1], oldest[CREATED]}
      end
      return answer
      """#)

  /// The files that may go into a manifest, oldest first. `ARGV`: partition, the number after which to begin, how many.
  /// Answers how many wait and their bytes, then number, address, version and size of each.
  static let candidates = RedisScript(
    body: #"""
      local set = home .. 'pending:' .. ARGV[4]
      local answer = {redis.call('ZCARD', set), redis.call('HGET', home .. 'waiting', ARGV[4]) or '0'}
      for _, id in ipairs(redis.call('ZRANGEBYSCORE', set, '(' .. ARGV[5], '+inf', 'LIMIT', 0, ARGV[6])) do
        local f = file(id)
        answer[#answer + 1] = id
        answer[#answer + 1] = f[ADDRESS]
        answer[#answer + 1] = f[VERSION]
        answer[#answer + 1] = f[SIZE]
      end
      return answer
      """#)

  /// Makes a manifest. `ARGV`: its id, partition, schema version, trigger, bytes; then the numbers of its files in the order
  /// of its inputs. Answers the time, or nothing if one of the files does not wait any more: then nothing is changed.
  static let plan = RedisScript(
    body: #"""
      local before = recall()
      if before then return before end
      local id, partition = ARGV[4], ARGV[5]
      local set = home .. 'pending:' .. partition
      local ids = {}
      for i = 9, #ARGV do
        if not redis.call('ZSCORE', set, ARGV[i]) then return false end
        ids[#ids + 1] = tonumber(ARGV[i])
      end
      for i = 9, #ARGV do
        local f = file(ARGV[i])
        leave(ARGV[i], f)
        f[MANIFEST], f[UPDATED] = id, now
        enter(ARGV[i], f, 'm')
      end
      local number = redis.call('HINCRBY', totals, 'lastManifest', 1)
      -- One that was dissolved or failed comes again with the same id if the same files were sent round again.
      local key = home .. 'manifest:' .. id
      redis.call('DEL', key)
      redis.call('HSET', key, 'number', number, 'partition', partition, 'schema', ARGV[6], 'trigger', ARGV[7],
        'bytes', ARGV[8], 'files', #ids, 'state', 'unfinished', 'created', now, 'updated', now, 'failures', 0)
      redis.call('SET', home .. 'inputs:' .. id, cmsgpack.pack(ids))
      for _, name in ipairs({'manifests', 'unfinished', 'ready'}) do redis.call('ZADD', home .. name, number, id) end
      finish_changes()
      return remember(now)
      """#)
}
