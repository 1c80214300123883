import Crypto
package import MillraceStorage

extension RedisLedger {
  /// Files in one script: the server does nothing else meanwhile, so that is a few milliseconds.
  private static let registrationChunk = 500
  /// Scripts sent in one exchange.
  private static let exchange = 20

  package func register(_ files: [NewFile], in pipeline: String) async throws -> [Registration] {
    var registrations: [Registration] = []
    registrations.reserveCapacity(files.count)
    var rest = files[...]
    while !rest.isEmpty {
      var chunks: [[String]] = []
      while !rest.isEmpty && chunks.count < RedisLedger.exchange {
        let chunk = rest.prefix(RedisLedger.registrationChunk)
        chunks.append(chunk.flatMap(RedisLedger.arguments))
        rest = rest.dropFirst(chunk.count)
      }
      for reply in try await change(.register, of: pipeline, each: chunks) {
        registrations += try self.registrations(reply)
      }
    }
    return registrations
  }

  private static func arguments(of file: NewFile) -> [String] {
    [
      digest(of: file.file.address), file.file.address, file.file.version, String(file.file.size), file.partition,
      (file.refusal?.state ?? .pending).letter, file.refusal?.reason ?? "",
    ]
  }

  /// Under which an address is found: 96 bits of its SHA-256. Those with the same are told apart by their text.
  static func digest(of address: String) -> String {
    hexadecimal(SHA256.hash(data: Array(address.utf8)).prefix(12))
  }

  private func registrations(_ reply: RedisReply) throws -> [Registration] {
    let letters = Array(reply.text ?? "")
    return try stride(from: 0, to: letters.count - 1, by: 2).map { index in
      guard let state = FileState(letter: String(letters[index + 1])) else { throw unexpected(reply) }
      return Registration(isNew: letters[index] == "1", state: state)
    }
  }

  /// Files sent round again by one script.
  private static let redriveChunk = 500

  package func redrive(_ selection: RedriveSelection, in pipeline: String) async throws -> Int {
    var total = 0
    for state in [FileState.failed, .quarantined] where selection.states.contains(state) {
      var count: Int
      repeat {
        let arguments = [
          state.letter, selection.address.map(RedisLedger.digest) ?? "", selection.address ?? "",
          String(RedisLedger.redriveChunk),
        ]
        count = Int(try await change(.redrive, of: pipeline, arguments).number ?? 0)
        total += count
      } while count == RedisLedger.redriveChunk
    }
    return total
  }
}
