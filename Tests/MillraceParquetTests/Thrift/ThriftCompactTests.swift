import MillraceParquet
import Testing

@Suite struct ThriftCompactTests {
  /// A structure with a field of every type.
  private struct Everything: ThriftStruct, Equatable {
    var flag = true
    var byte: Int8 = -7
    var short: Int16 = -300
    var number: Int32 = .min
    var long: Int64 = .max
    var text = "héllo"
    var bytes: [UInt8] = Array(0...200)
    var flags = [true, false, true]
    var numbers: [Int32] = [0, -1, .max]
    var longs: [Int64] = Array(-10...10)
    var names = ["a", "", "b"]
    var units: [TimeUnit] = [.millis, .nanos]
    var far: Int32? = 9

    init() {}

    func encode(into writer: inout ThriftCompactWriter) {
      writer.writeStruct { writer in
        writer.write(flag, field: 1)
        writer.write(byte, field: 2)
        writer.write(short, field: 3)
        writer.write(number, field: 4)
        writer.write(long, field: 5)
        writer.write(text, field: 6)
        writer.write(bytes, field: 7)
        writer.write(flags, field: 8)
        writer.write(numbers, field: 9)
        writer.write(longs, field: 10)
        writer.write(names, field: 11)
        writer.write(units, field: 12)
        writer.write(far, field: 1000)
      }
    }

    init(from reader: inout ThriftCompactReader) throws(ParquetError) {
      self.init()
      far = nil
      try reader.beginStruct()
      while let field = try reader.nextField() {
        switch field.id {
        case 1: flag = try reader.readBool(field)
        case 2: byte = try reader.readInt8(field)
        case 3: short = try reader.readInt16(field)
        case 4: number = try reader.readInt32(field)
        case 5: long = try reader.readInt64(field)
        case 6: text = try reader.readString(field)
        case 7: bytes = try reader.readBinary(field)
        case 8: flags = try reader.readBoolList(field)
        case 9: numbers = try reader.readInt32List(field)
        case 10: longs = try reader.readInt64List(field)
        case 11: names = try reader.readStringList(field)
        case 12: units = try reader.readList(field)
        case 1000: far = try reader.readInt32(field)
        default: try reader.skip(field)
        }
      }
    }
  }

  /// Reads any structure and keeps nothing of it.
  private struct Nothing: ThriftStruct {
    func encode(into writer: inout ThriftCompactWriter) { writer.writeStruct { _ in } }

    init(from reader: inout ThriftCompactReader) throws(ParquetError) {
      try reader.beginStruct()
      while let field = try reader.nextField() { try reader.skip(field) }
    }
  }

  @Test func everyTypeComesBack() throws {
    var value = Everything()
    value.flag = false
    #expect(try Everything(decoding: value.encoded()) == value)
  }

  @Test func unknownFieldsArePassedOver() throws {
    let bytes = Everything().encoded() + [0xAB]
    var reader = ThriftCompactReader(bytes)
    _ = try Nothing(from: &reader)
    #expect(reader.position == bytes.count - 1)
  }

  @Test func everyTruncationIsAnError() {
    let bytes = Everything().encoded()
    for count in bytes.indices {
      #expect(throws: ParquetError.self) { try Everything(decoding: Array(bytes[..<count])) }
      #expect(throws: ParquetError.self) { try Nothing(decoding: Array(bytes[..<count])) }
    }
  }

  @Test func encodesAsTheSpecificationHasIt() {
    var writer = ThriftCompactWriter()
    writer.writeStruct { writer in
      writer.write(Int32(-1), field: 1)
      writer.write(Int64(300), field: 17)
      writer.write([true], field: 18)
    }
    #expect(writer.bytes == [0x15, 0x01, 0x06, 0x22, 0xD8, 0x04, 0x19, 0x11, 0x01, 0x00])
  }

  @Test(arguments: [
    [UInt8](repeating: 0x1C, count: 100_000),  // structures in structures
    [0x19] + [UInt8](repeating: 0x19, count: 100_000),  // lists in lists
    [0x19, 0xFC, 0xFF, 0xFF, 0xFF, 0xFF, 0x07],  // a list of two thousand million structures
    [0x18, 0xFF, 0xFF, 0xFF, 0xFF, 0x07],  // a string of as many bytes
    [0x15] + [UInt8](repeating: 0xFF, count: 12),  // a number without an end
    [0x1E],  // a type that does not exist
  ])
  func hostileBytesAreAnError(_ bytes: [UInt8]) {
    #expect(throws: ParquetError.self) { try Nothing(decoding: bytes) }
  }
}
