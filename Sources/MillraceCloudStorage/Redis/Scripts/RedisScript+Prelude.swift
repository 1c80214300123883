// The layout of a ledger in Redis. All keys of a ledger begin with {name}, so that a cluster keeps them together.
//
//   {name}/format                     the number of this layout
//   {name}/pipelines                  set: the names of pipelines
//   {name}/schemas/<dataset>          hash: newest, body:<n>, at:<n>
//   {name}/calls/<id>                 what a call has answered, for a few minutes: see `recall`
//   {name}:<pipeline>:totals          hash: running totals, tallies by state, the last numbers given out
//   {name}:<pipeline>:file:<id>       MessagePack: one version of a file; numbers grow in the order of entry
//   {name}:<pipeline>:index           hash: hash of an address -> numbers of its versions
//   {name}:<pipeline>:waiting         hash: partition -> bytes that are pending in it
//   {name}:<pipeline>:pending:<p>     sorted set: numbers of pending files, in their order
//   {name}:<pipeline>:manifested, failed, quarantined   sorted sets: likewise
//   {name}:<pipeline>:manifest:<id>   hash; with :inputs:<id>, MessagePack: the numbers of its files in the order of inputs
//   {name}:<pipeline>:manifests, unfinished             sorted sets: ids by age
//   {name}:<pipeline>:ready           sorted set: unfinished, neither held nor resting, by age
//   {name}:<pipeline>:resting         sorted set: unfinished, held or resting, by when that ends
//   {name}:<pipeline>:processing      sorted set: claimed items, by when the claim lapses
//   {name}:<pipeline>:holders         hash: claimed item -> token, since when, owner
//   {name}:<pipeline>:claimed         sorted set: claimed items, by since when
//   {name}:<pipeline>:processed       hash: item that is done -> token, when, output; may be trimmed
//   {name}:<pipeline>:checkpoints     hash
//
// Times are in milliseconds since 1970. In the keys' names, a pipeline's “%” and “:” are percent-encoded.

extension RedisScript {
  /// A script with what all have in common in front: the keys' prefixes, the time, and the memory of calls.
  ///
  /// `KEYS`: `{name}`, `{name}:<pipeline>:`. `ARGV`: the call's id (empty if nothing is changed), the time (empty: the
  /// server's own), the pipeline; then the script's own.
  init(body: String) {
    self.init(RedisScript.prelude + body)
  }

  private static let prelude = #"""
    local root, home = KEYS[1], KEYS[2]
    local call, now, pipeline = ARGV[1], tonumber(ARGV[2]), ARGV[3]
    if not now then
      local time = redis.call('TIME')
      now = time[1] * 1000 + math.floor(time[2] / 1000)
    end

    -- A call whose answer was lost is sent again with the same id. It then gets the answer that was lost.
    local function recall()
      local packed = redis.call('GET', root .. '/calls/' .. call)
      if packed then return cmsgpack.unpack(packed)[1] end
    end
    local function remember(answer)
      redis.call('SET', root .. '/calls/' .. call, cmsgpack.pack({answer}), 'PX', 600000)
      return answer
    end

    local ADDRESS, VERSION, SIZE, PARTITION, STATE, CREATED, UPDATED = 1, 2, 3, 4, 5, 6, 7
    local ATTEMPTS, MANIFEST, REASON, ROWS, BAD = 8, 9, 10, 11, 12

    local totals = home .. 'totals'
    local function file(id) return cmsgpack.unpack(redis.call('GET', home .. 'file:' .. id)) end
    local function store(id, f) redis.call('SET', home .. 'file:' .. id, cmsgpack.pack(f)) end

    local function note_activity()
      redis.call('SADD', root .. '/pipelines', pipeline)
      redis.call('HSET', totals, 'activity', now)
    end

    -- Running totals, written once at the end of a script.
    local tallies = {}
    local function tally(field, change) tallies[field] = (tallies[field] or 0) + change end
    local function write_tallies()
      for field, change in pairs(tallies) do redis.call('HINCRBY', totals, field, change) end
    end

    local waiting = {}
    local sets = {m = 'manifested', f = 'failed', q = 'quarantined'}

    -- Takes a file out of the set of its state, and puts it into that of another.
    local function leave(id, f)
      tally('files:' .. f[STATE], -1)
      tally('bytes:' .. f[STATE], -f[SIZE])
      if f[STATE] == 'p' then
        redis.call('ZREM', home .. 'pending:' .. f[PARTITION], id)
        waiting[f[PARTITION]] = (waiting[f[PARTITION]] or 0) - f[SIZE]
      else
        redis.call('ZREM', home .. sets[f[STATE]], id)
      end
    end
    local function enter(id, f, state)
      f[STATE] = state
      tally('files:' .. state, 1)
      tally('bytes:' .. state, f[SIZE])
      if state == 'p' then
        redis.call('ZADD', home .. 'pending:' .. f[PARTITION], id, id)
        waiting[f[PARTITION]] = (waiting[f[PARTITION]] or 0) + f[SIZE]
      elseif sets[state] then
        redis.call('ZADD', home .. sets[state], id, id)
      end
      store(id, f)
    end
    local function finish_changes()
      write_tallies()
      for partition, change in pairs(waiting) do
        if redis.call('EXISTS', home .. 'pending:' .. partition) == 1 then
          redis.call('HINCRBY', home .. 'waiting', partition, change)
        else
          redis.call('HDEL', home .. 'waiting', partition)
        end
      end
      note_activity()
    end

    """#
}
