/// A number as Parquet stores it, in little-endian byte order.
protocol FixedWidthValue: BitwiseCopyable {
  /// The bits of the value, for finding equal ones: values are told apart exactly when their bits differ.
  var bitKey: UInt64 { get }
  /// False for what has no place in an order (NaN), which bounds must leave out.
  var isOrdered: Bool { get }
  static func precedes(_ a: Self, _ b: Self) -> Bool
  /// Bytes that DELTA_BINARY_PACKED takes, nil where the type has no such encoding.
  static func deltaSize(_ values: UnsafeBufferPointer<Self>) -> Int?
  static func encodeDelta(_ values: UnsafeBufferPointer<Self>, into out: inout EncodingBuffer)
}

extension Int32: FixedWidthValue {
  var bitKey: UInt64 { UInt64(UInt32(bitPattern: self)) }
  var isOrdered: Bool { true }
  static func precedes(_ a: Int32, _ b: Int32) -> Bool { a < b }
  static func deltaSize(_ values: UnsafeBufferPointer<Int32>) -> Int? { DeltaBinaryPackedEncoder.size(of: values) }
  static func encodeDelta(_ values: UnsafeBufferPointer<Int32>, into out: inout EncodingBuffer) {
    DeltaBinaryPackedEncoder.encode(values, into: &out)
  }
}

extension Int64: FixedWidthValue {
  var bitKey: UInt64 { UInt64(bitPattern: self) }
  var isOrdered: Bool { true }
  static func precedes(_ a: Int64, _ b: Int64) -> Bool { a < b }
  static func deltaSize(_ values: UnsafeBufferPointer<Int64>) -> Int? { DeltaBinaryPackedEncoder.size(of: values) }
  static func encodeDelta(_ values: UnsafeBufferPointer<Int64>, into out: inout EncodingBuffer) {
    DeltaBinaryPackedEncoder.encode(values, into: &out)
  }
}

extension Double: FixedWidthValue {
  var bitKey: UInt64 { bitPattern }
  var isOrdered: Bool { !isNaN }
  static func precedes(_ a: Double, _ b: Double) -> Bool { a < b }
  static func deltaSize(_ values: UnsafeBufferPointer<Double>) -> Int? { nil }
  static func encodeDelta(_ values: UnsafeBufferPointer<Double>, into out: inout EncodingBuffer) {}
}
