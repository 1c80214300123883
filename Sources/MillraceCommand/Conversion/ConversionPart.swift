/// The inputs that go into one output file.
struct ConversionPart {
  /// `-` is standard output.
  var path: String
  var items: [InputList.Item]

  /// Divides inputs, in their order, among part files of at most `batchSize` stored bytes each, or of one input.
  static func divide(_ items: [InputList.Item], target: ConversionTarget, batchSize: Int) -> [ConversionPart] {
    switch target {
    case .standardOutput: return [ConversionPart(path: "-", items: items)]
    case .file(let path): return [ConversionPart(path: path, items: items)]
    case .directory(let directory):
      var parts: [ConversionPart] = []
      var size: Int64 = 0
      for item in items {
        let added = item.size ?? 0
        if parts.isEmpty || size + added > Int64(batchSize) {
          parts.append(ConversionPart(path: "\(directory)/part-\(padded(parts.count + 1)).parquet", items: []))
          size = 0
        }
        parts[parts.count - 1].items.append(item)
        size += added
      }
      return parts
    }
  }

  private static func padded(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
  }
}
