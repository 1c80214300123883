extension RedisScript {
  /// Enters files. `ARGV`: for each file the hash of its address, address, version, size, partition, state, reason.
  /// Answers two letters a file: `1` if it is new, and its state.
  static let register = RedisScript(
    body: #"""
      local before = recall()
      if before then return before end
      local index = home .. 'index'

      local function known(digest, address, version)
        local ids = redis.call('HGET', index, digest)
        for id in string.gmatch(ids or '', '%d+') do
          local f = file(id)
          if f[ADDRESS] == address and f[VERSION] == version then return f, ids end
        end
        return nil, ids
      end

      local answers = {}
      local is_changed = false
      for i = 4, #ARGV, 7 do
        local digest, address, version = ARGV[i], ARGV[i + 1], ARGV[i + 2]
        local f, ids = known(digest, address, version)
        if f then
          answers[#answers + 1] = '0' .. f[STATE]
        else
          local id = redis.call('HINCRBY', totals, 'lastFile', 1)
          local state = ARGV[i + 5]
          local reason = state ~= 'p' and ARGV[i + 6]
          enter(id, {address, version, tonumber(ARGV[i + 3]), ARGV[i + 4], state, now, now, 0, false, reason, false, false},
            state)
          redis.call('HSET', index, digest, ids and (ids .. ',' .. id) or id)
          answers[#answers + 1] = '1' .. state
          is_changed = true
        end
      end
      local answer = table.concat(answers)
      if not is_changed then return answer end
      finish_changes()
      return remember(answer)
      """#)

  /// Sends files round again. `ARGV`: the state they are in, the hash of an address (empty: of all), the address, how many.
  static let redrive = RedisScript(
    body: #"""
      local before = recall()
      if before then return before end
      local state, digest, address, limit = ARGV[4], ARGV[5], ARGV[6], tonumber(ARGV[7])
      local ids = {}
      if digest == '' then
        ids = redis.call('ZRANGE', home .. sets[state], 0, limit - 1)
      else
        for id in string.gmatch(redis.call('HGET', home .. 'index', digest) or '', '%d+') do
          local f = file(id)
          if #ids < limit and f[ADDRESS] == address and f[STATE] == state then ids[#ids + 1] = id end
        end
      end
      if #ids == 0 then return 0 end
      for _, id in ipairs(ids) do
        local f = file(id)
        leave(id, f)
        f[MANIFEST], f[REASON], f[UPDATED] = false, false, now
        enter(id, f, 'p')
      end
      finish_changes()
      return remember(#ids)
      """#)
}
