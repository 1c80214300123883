extension RedisScript {
  /// Stores a schema. `ARGV`: data set, version, body. Answers 1, or 0 if the version before it is not the newest.
  static let putSchema = RedisScript(
    body: #"""
      local before = recall()
      if before then return before end
      local key, version = root .. '/schemas/' .. ARGV[4], tonumber(ARGV[5])
      if version ~= tonumber(redis.call('HGET', key, 'newest') or 0) + 1 then return 0 end
      redis.call('HSET', key, 'newest', version, 'body:' .. version, ARGV[6], 'at:' .. version, now)
      return remember(1)
      """#)

  /// The newest schemas of a data set, newest first. `ARGV`: data set, how many at most.
  static let schemas = RedisScript(
    body: #"""
      local key = root .. '/schemas/' .. ARGV[4]
      local newest = tonumber(redis.call('HGET', key, 'newest') or 0)
      local answer = {}
      for version = newest, math.max(1, newest - ARGV[5] + 1), -1 do
        local values = redis.call('HMGET', key, 'body:' .. version, 'at:' .. version)
        answer[#answer + 1] = {version, values[1], values[2]}
      end
      return answer
      """#)
}
