import CHiredis
import Foundation
import MillraceStorage

// Unsafe pointers here: this is where hiredis is called, and nowhere else.

/// One connection, for one thread at a time. Every call blocks.
final class RedisConnection {
  private let context: UnsafeMutablePointer<redisContext>

  /// Connects, authenticates, and selects the database.
  init(to address: RedisAddress, options: RedisOptions) throws(RedisFailure) {
    guard
      let context = redisConnectWithTimeout(
        address.host, address.port, RedisConnection.interval(options.connectTimeout))
    else { throw .broken("out of memory") }
    self.context = context
    guard context.pointee.err == 0 else { throw .broken(RedisConnection.message(of: context)) }
    redisSetTimeout(context, RedisConnection.interval(options.commandTimeout))
    // Finds out about peers that have vanished; where it cannot be set, the time-out of commands does.
    redisEnableKeepAlive(context)
    try introduce(to: address)
  }

  deinit {
    redisFree(context)
  }

  /// Sends all commands, then reads all answers, in the same order.
  ///
  /// After an error the connection is of no more use: answers may be under way.
  func run(_ commands: [[String]]) throws(RedisFailure) -> [RedisReply] {
    for command in commands { try append(command) }
    var replies: [RedisReply] = []
    replies.reserveCapacity(commands.count)
    for _ in commands { replies.append(try nextReply()) }
    return replies
  }

  private func introduce(to address: RedisAddress) throws(RedisFailure) {
    if let password = address.password {
      try expectOK(["AUTH"] + (address.user.map { [$0] } ?? []) + [password])
    }
    if address.database != 0 { try expectOK(["SELECT", String(address.database)]) }
  }

  private func expectOK(_ command: [String]) throws(RedisFailure) {
    if case .error(let message)? = try run([command]).first { throw .refused(message) }
  }

  private func append(_ command: [String]) throws(RedisFailure) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(command.reduce(0) { $0 + $1.utf8.count })
    var lengths: [Int] = []
    for word in command {
      bytes.append(contentsOf: word.utf8)
      lengths.append(word.utf8.count)
    }
    // A pointer into an empty buffer is needed, too, when all words are empty.
    bytes.append(0)
    let status = bytes.withUnsafeBytes { buffer in
      var words: [UnsafePointer<CChar>?] = []
      words.reserveCapacity(lengths.count)
      var position = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      for length in lengths {
        words.append(position)
        position = position.map { $0 + length }
      }
      return redisAppendCommandArgv(context, Int32(words.count), &words, lengths)
    }
    if status != REDIS_OK { throw .broken(RedisConnection.message(of: context)) }
  }

  private func nextReply() throws(RedisFailure) -> RedisReply {
    var answer: UnsafeMutableRawPointer?
    guard redisGetReply(context, &answer) == REDIS_OK, let answer else {
      throw .broken(RedisConnection.message(of: context))
    }
    defer { freeReplyObject(answer) }
    return RedisConnection.reply(answer.assumingMemoryBound(to: redisReply.self))
  }

  private static func reply(_ reply: UnsafePointer<redisReply>) -> RedisReply {
    switch reply.pointee.type {
    case REDIS_REPLY_STRING, REDIS_REPLY_STATUS: return .text(text(of: reply))
    case REDIS_REPLY_ERROR: return .error(text(of: reply))
    case REDIS_REPLY_INTEGER: return .integer(reply.pointee.integer)
    case REDIS_REPLY_ARRAY:
      var elements: [RedisReply] = []
      elements.reserveCapacity(reply.pointee.elements)
      for index in 0..<reply.pointee.elements {
        if let element = reply.pointee.element?[index] { elements.append(RedisConnection.reply(element)) }
      }
      return .list(elements)
    default: return .none
    }
  }

  private static func text(of reply: UnsafePointer<redisReply>) -> String {
    guard let start = reply.pointee.str else { return "" }
    return String(decoding: UnsafeRawBufferPointer(start: start, count: reply.pointee.len), as: UTF8.self)
  }

  private static func message(of context: UnsafeMutablePointer<redisContext>) -> String {
    if context.pointee.err == REDIS_ERR_IO, [EAGAIN, ETIMEDOUT].contains(errno) { return "no answer in time" }
    return withUnsafeBytes(of: context.pointee.errstr) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  private static func interval(_ seconds: TimeInterval) -> timeval {
    timeval(tv_sec: Int(seconds), tv_usec: Int((seconds - seconds.rounded(.down)) * 1_000_000))
  }
}
