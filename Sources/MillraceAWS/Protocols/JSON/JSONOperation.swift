package import MillraceJSON

/// One call of a service that speaks JSON: what is asked, and how its answer is read.
package protocol JSONOperation: Sendable {
  associatedtype Output: Sendable

  /// As the service's documentation has it.
  static var name: String { get }

  /// Writes the members of the request.
  func write(to writer: inout JSONWriter)

  /// Reads the answer, an object.
  static func output(from reader: inout JSONReader) throws(JSONError) -> Output
}

extension JSONOperation {
  /// The body of the request.
  package var body: [UInt8] {
    var writer = JSONWriter(reserving: 256)
    writer.object { write(to: &$0) }
    return writer.bytes
  }
}

extension JSONOperation where Output == Void {
  package static func output(from reader: inout JSONReader) throws(JSONError) { try reader.skip() }
}
