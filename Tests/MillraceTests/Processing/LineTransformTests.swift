import MillraceJSON
import Testing

@testable import Millrace

@Suite struct LineTransformTests {
  private static let text = """
    {"a":1,"t":"é"}

      {"a":2}\r
    {"b":0}
    {"a":"last"}
    """

  private func run(_ pieces: [[UInt8]], limit: Int = 1 << 20, _ steps: RecordTransform.Step...) throws -> String {
    let transform = LineTransform(RecordTransform(steps), limit: limit)
    var result: [UInt8] = []
    for piece in pieces { result += try transform.apply(piece, isLast: false) }
    result += try transform.apply([], isLast: true)
    return String(decoding: result, as: UTF8.self)
  }

  @Test(arguments: 1...40)
  func thePiecesDoNotMatter(size: Int) throws {
    let bytes = Array(Self.text.utf8)
    let pieces = stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
    let result = try run(pieces, .keep(try JMESPath("a")), .select(try JMESPath("{n: a, t: t}")))
    #expect(result == "{\"n\":1,\"t\":\"é\"}\n{\"n\":2,\"t\":null}\n{\"n\":\"last\",\"t\":null}\n")
  }

  @Test(arguments: [
    (
      "{\"a\":1}\n{\"a\":\n",
      "line 2: the transforms cannot be applied: the record ends in the middle of a value (byte 5)"
    ),
    (
      "{\"a\":1}\n\n{\"a\":1} x\n",
      "line 3: the transforms cannot be applied: bytes follow the end of the value (byte 8)"
    ),
    ("{}", "line 1: the transforms cannot be applied: the selection “a” picks nothing from the record"),
    ("{\"a\":1}\n{\"a\":12345678901234567890}\n", "line 2 is longer than 20B; raise “line-limit” if it is to pass"),
    ("{\"a\":\"1234567890123456789", "line 1 is longer than 20B; raise “line-limit” if it is to pass"),
  ])
  func whatCannotBeTransformedIsNamed(text: String, message: String) throws {
    let error = #expect(throws: ProcessingError.self) {
      try run([Array(text.utf8)], limit: 20, .select(try JMESPath("a")))
    }
    #expect(error?.message == message)
  }

  @Test func whatIsNoUTF8IsNamed() throws {
    let error = #expect(throws: ProcessingError.self) {
      try run([Array("{\"a\":1}\n".utf8) + [0x22, 0xFF, 0x22, 0x0A]], .keep(try JMESPath("@")))
    }
    #expect(error?.message == "line 2: the transforms cannot be applied: the bytes are not UTF-8")
  }
}
