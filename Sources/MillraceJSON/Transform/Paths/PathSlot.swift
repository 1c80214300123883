/// Where the value of a wanted path is noted.
struct PathSlot: BitwiseCopyable {
  var value: ByteValue
  /// The number of the record that has the value; in others the path leads nowhere.
  var record: UInt64 = 0
  /// The table of the wanted keys below, or -1.
  var table: Int32 = -1
}
