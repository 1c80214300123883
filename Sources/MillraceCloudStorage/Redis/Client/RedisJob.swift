/// Commands that someone waits for.
struct RedisJob: Sendable {
  let commands: [RedisCommand]
  let continuation: CheckedContinuation<[RedisReply], any Error>
}
