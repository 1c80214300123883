/// Something outside of the transform, such as a program, that answers each record with what it makes of it. Belongs to one thread at
/// a time, which may be blocked.
package protocol RecordExchange: AnyObject {
  /// Why there are no more answers. The records since then are as if they had not been read: whoever asked must not go on.
  var failure: (any Error)? { get }

  /// Forgets a failure: the next record is asked of another.
  func startAnew()

  /// Asked now and then while an answer is awaited; where it says yes, there is none.
  var shouldStop: () -> Bool { get set }

  /// Hands over a record and waits for its answer, which is appended to `answer`.
  ///
  /// - Parameter record: compact JSON without a line feed. A byte may be appended to it.
  func exchange(_ record: ByteArea, into answer: ByteArea) -> RecordAnswer
}

/// Makes an exchange for each transformer that asks for one.
package protocol RecordExchangeSource: AnyObject, Sendable {
  func makeExchange() -> any RecordExchange
}

/// What an exchange gave for a record.
package enum RecordAnswer {
  /// The answer, which may be no JSON.
  case text
  /// There is an answer, but not one that can be taken.
  case refused(reason: String)
  /// There is none: ``RecordExchange/failure`` says why.
  case none
}
