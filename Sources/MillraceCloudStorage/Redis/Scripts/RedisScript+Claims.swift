extension RedisScript {
  /// What the scripts on claims share.
  private static let claims = #"""
    local processing, processed = home .. 'processing', home .. 'processed'
    local holders, claimed = home .. 'holders', home .. 'claimed'

    local function holder(item)
      local text = redis.call('HGET', holders, item)
      if text then return string.match(text, '^(%d+) (%d+) (.*)$') end
    end
    -- Token and output of an item that is done, and since when.
    local function result(item)
      local text = redis.call('HGET', processed, item)
      if text then
        local token, at, output = string.match(text, '^(%d+) (%d+) (.*)$')
        return token, output, at
      end
    end
    local function drop(item)
      redis.call('ZREM', processing, item)
      redis.call('ZREM', claimed, item)
      redis.call('HDEL', holders, item)
    end

    -- Does something to each claim that still is its owner's. ARGV: item and token of each, from a place on. Where being done
    -- by the same claim will do, too, nothing is done again.
    local function each_claim(first, change, is_done_well)
      local answers = {}
      for i = first, #ARGV, 2 do
        local is_held = holder(ARGV[i]) == ARGV[i + 1]
        if is_held then change(ARGV[i], ARGV[i + 1]) end
        if not is_held and is_done_well then is_held = result(ARGV[i]) == ARGV[i + 1] end
        answers[#answers + 1] = is_held and '1' or '0'
      end
      return table.concat(answers)
    end

    """#

  /// Takes items. `ARGV`: owner, length in ms, items. Answers for each: 1, token, until; or 2, output; or 3, owner, until.
  static let claimItems = RedisScript(
    body: claims + #"""
      local before = recall()
      if before then return before end
      local owner, till = ARGV[4], now + tonumber(ARGV[5])
      local answers = {}
      for i = 6, #ARGV do
        local item = ARGV[i]
        local lapse = tonumber(redis.call('ZSCORE', processing, item) or 0)
        local _, output = result(item)
        if output then
          answers[#answers + 1] = {2, output}
        elseif lapse > now then
          local _, _, other = holder(item)
          answers[#answers + 1] = {3, other or '', lapse}
        else
          local token = redis.call('HINCRBY', totals, 'lastToken', 1)
          redis.call('ZADD', processing, till, item)
          redis.call('ZADD', claimed, now, item)
          redis.call('HSET', holders, item, token .. ' ' .. now .. ' ' .. owner)
          answers[#answers + 1] = {1, token, till}
        end
      end
      note_activity()
      return remember(answers)
      """#)

  /// Prolongs claims. `ARGV`: length in ms; item and token of each. Answers a letter each: `1` if it was the owner's.
  static let renewClaims = RedisScript(
    body: claims + #"""
      local till = now + tonumber(ARGV[4])
      return each_claim(5, function(item) redis.call('ZADD', processing, till, item) end)
      """#)

  /// Records what is done. `ARGV`: output; item and token of each. Answers as `renewClaims` does.
  static let finishClaims = RedisScript(
    body: claims + #"""
      local before = recall()
      if before then return before end
      local answer = each_claim(5, function(item, token)
        drop(item)
        redis.call('HSET', processed, item, token .. ' ' .. now .. ' ' .. ARGV[4])
      end, true)
      note_activity()
      return remember(answer)
      """#)

  /// Gives items back. `ARGV`: item and token of each.
  static let releaseClaims = RedisScript(body: claims + "return each_claim(4, drop)")

  /// Forgets items. `ARGV`: items.
  static let forgetItems = RedisScript(
    body: claims + #"""
      for i = 4, #ARGV do
        drop(ARGV[i])
        redis.call('HDEL', processed, ARGV[i])
      end
      return #ARGV - 3
      """#)

  /// Held items, the longest held first. `ARGV`: how many. Answers item, owner, when claimed, until when, token.
  static let heldItems = RedisScript(
    body: claims + #"""
      local answer = {}
      for _, item in ipairs(redis.call('ZRANGE', claimed, 0, ARGV[4] - 1)) do
        local token, since, owner = holder(item)
        local till = tonumber(redis.call('ZSCORE', processing, item) or 0)
        answer[#answer + 1] = {item, owner or '', tonumber(since or 0), till, token or '0'}
      end
      return answer
      """#)

  /// Answers how many items are held, how many claims have lapsed, and how many items are done.
  static let claimCounts = RedisScript(
    body: claims + #"""
      return {redis.call('ZCOUNT', processing, '(' .. now, '+inf'), redis.call('ZCOUNT', processing, '-inf', now),
        redis.call('HLEN', processed)}
      """#)

  /// What is known of items. `ARGV`: items. Answers for each: 0; or 2, output, when; or 3, owner, since, until, token.
  static let itemStates = RedisScript(
    body: claims + #"""
      local answers = {}
      for i = 4, #ARGV do
        local item = ARGV[i]
        local _, output, done = result(item)
        local token, since, owner = holder(item)
        if output then
          answers[#answers + 1] = {2, output, tonumber(done)}
        elseif owner then
          local till = tonumber(redis.call('ZSCORE', processing, item) or 0)
          answers[#answers + 1] = {3, owner, tonumber(since), till, token}
        else
          answers[#answers + 1] = {0}
        end
      end
      return answers
      """#)

  /// Stores small texts. `ARGV`: name and text of each.
  static let setCheckpoints = RedisScript(
    body: #"""
      for i = 4, #ARGV, 2 do redis.call('HSET', home .. 'checkpoints', ARGV[i], ARGV[i + 1]) end
      note_activity()
      return 1
      """#)

  /// Forgets small texts. `ARGV`: their names.
  static let removeCheckpoints = RedisScript(
    body: #"""
      for i = 4, #ARGV do redis.call('HDEL', home .. 'checkpoints', ARGV[i]) end
      return 1
      """#)
}
