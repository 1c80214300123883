package import MillraceJSON
package import NIOCore

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
  package var content: ByteBuffer {
    var writer = JSONWriter(reserving: 4_096)
    writer.object { write(to: &$0) }
    return writer.buffer
  }

  /// The body of the request, copied.
  package var body: [UInt8] { Array(content.readableBytesView) }
}

extension JSONOperation where Output == Void {
  package static func output(from reader: inout JSONReader) throws(JSONError) { try reader.skip() }
}
