/// The output of a conversion cannot be written: no space, a quota, or the device.
struct OutputError: Error, CustomStringConvertible {
  /// What happened, and what to do.
  let description: String
}
