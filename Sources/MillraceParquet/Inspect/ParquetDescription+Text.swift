extension ParquetDescription {
  /// The description as aligned text, for a terminal.
  package var text: String {
    var text = "\(name.terminalSafe(limit: 4096))\n"
    var facts = [
      ("size", "\(fileSize.grouped) bytes, of which the footer has \(footerSize.grouped)"),
      ("rows", "\(rows.grouped) in \(rowGroups.count.grouped) row group\(rowGroups.count == 1 ? "" : "s")"),
      ("written by", (createdBy ?? "(not recorded)").terminalSafe(limit: 200)),
      ("version", "\(version)"),
    ]
    for pair in keyValueMetadata {
      facts.append(("metadata", "\(pair.key) = \(pair.value ?? "")".terminalSafe(limit: 200)))
    }
    for (label, fact) in facts {
      text += "  " + label + String(repeating: " ", count: 12 - label.count) + fact + "\n"
    }
    text += "\n" + schema.split(separator: "\n").map { String($0).terminalSafe(limit: 200) + "\n" }.joined()
    for group in rowGroups { text += "\n" + group.text }
    return text
  }
}

extension RowGroupDescription {
  var text: String {
    var text = "row group \(index): \(rows.grouped) rows, \(compressedBytes.grouped) bytes "
    text += "(\(uncompressedBytes.grouped) before compression), from byte \(offset.grouped)\n"
    var table = TextTable([
      ("column", .left), ("type", .left), ("codec", .left), ("bytes", .right), ("before", .right), ("ratio", .right),
      ("values", .right), ("nulls", .right), ("pages", .right), ("encodings", .left), ("has", .left), ("min", .left),
      ("max", .left),
    ])
    for column in columns { table.add(column.cells) }
    text += table.lines(indent: "  ")
    for column in columns {
      if let failure = column.pages.failure {
        text += "  " + "\(column.name): \(failure)".terminalSafe(limit: 400) + "\n"
      }
    }
    return text
  }
}

extension ColumnChunkDescription {
  fileprivate var cells: [String] {
    [
      name.terminalSafe(limit: 60), type, codec, compressedBytes.grouped, uncompressedBytes.grouped, ratioText,
      values.grouped, nulls?.grouped ?? "?", pages.dataPages.grouped, encodingsText, featuresText,
      minimum?.text(limit: 36) ?? "", maximum?.text(limit: 36) ?? "",
    ]
  }

  private var ratioText: String {
    let hundredths = (ratio * 100).rounded()
    guard hundredths < 1e15, hundredths > -1e15 else { return "?" }
    let digits = Int(hundredths)
    return "\(digits / 100).\(digits % 100 < 10 ? "0" : "")\(digits % 100)"
  }

  /// Such as `RLE_DICTIONARY ×3, PLAIN ×2, dictionary of 812 in 9,731 bytes`.
  private var encodingsText: String {
    let data = pages.groups.filter { $0.kind != PageType.dictionaryPage.name }
    var parts = data.map { data.count > 1 || $0.count > 1 ? "\($0.encoding) ×\($0.count.grouped)" : $0.encoding }
    if let entries = pages.dictionaryEntries, let bytes = pages.dictionaryBytes {
      parts.append("dictionary of \(entries.grouped) in \(bytes.grouped) bytes")
    }
    return parts.joined(separator: ", ")
  }

  private var featuresText: String {
    var features: [String] = []
    if hasColumnIndex || hasOffsetIndex { features.append("index") }
    if pages.hasChecksums { features.append("crc") }
    if hasBloomFilter { features.append("bloom") }
    return features.joined(separator: " ")
  }
}

extension BoundDescription {
  /// Cut to `limit` characters; a bound that the writer has shortened ends in `~`.
  func text(limit: Int) -> String {
    let safe = text.terminalSafe(limit: limit)
    return (isString ? "\"\(safe)\"" : safe) + (isTruncated ? "~" : "")
  }
}
