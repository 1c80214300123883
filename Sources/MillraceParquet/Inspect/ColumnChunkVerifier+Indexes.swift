/// The comparison of a column chunk's page index with its pages.
extension ColumnChunkVerifier {
  func checkIndexes(_ result: inout ParquetVerification) {
    do throws(ParquetError) {
      if let bytes = try indexBytes(chunk.offsetIndexOffset, chunk.offsetIndexLength) {
        for fault in faults(of: try OffsetIndex(decoding: bytes)) { result.report("\(place), offset index", fault) }
      }
      if let bytes = try indexBytes(chunk.columnIndexOffset, chunk.columnIndexLength) {
        for fault in faults(of: try ColumnIndex(decoding: bytes)) { result.report("\(place), column index", fault) }
      }
    } catch {
      result.report("\(place), page index", error.message)
    }
  }

  private func indexBytes(_ offset: Int64?, _ length: Int32?) throws(ParquetError) -> [UInt8]? {
    guard let offset else { return nil }
    guard let length, length > 0, offset >= 4, offset <= file.footerOffset,
      Int64(length) <= Int64(file.footerOffset) - offset
    else { throw ParquetError(.malformed, "it is not within the file: \(length ?? 0) bytes at byte \(offset)") }
    return try file.bytes.read(at: Int(offset), count: Int(length))
  }

  private func faults(of index: OffsetIndex) -> [String] {
    guard index.pageLocations.count == pages.count else {
      return ["it has \(index.pageLocations.count) pages, the column chunk \(pages.count)"]
    }
    var faults: [String] = []
    for (number, (location, page)) in zip(index.pageLocations, pages).enumerated() {
      if location.offset != Int64(page.offset) {
        faults.append("page \(number) is said to be at byte \(location.offset), and is at \(page.offset)")
      }
      if Int(location.compressedPageSize) != page.storedSize {
        faults.append("page \(number) is said to have \(location.compressedPageSize) bytes, and has \(page.storedSize)")
      }
      if location.firstRowIndex != page.firstRow {
        faults.append("page \(number) is said to begin with row \(location.firstRowIndex), not \(page.firstRow)")
      }
    }
    return faults
  }

  private func faults(of index: ColumnIndex) -> [String] {
    let counts = [
      index.nullPages.count, index.minValues.count, index.maxValues.count, index.nullCounts?.count ?? pages.count,
    ]
    guard counts.allSatisfy({ $0 == pages.count }) else {
      return ["its lists have \(counts) entries, the column chunk \(pages.count) pages"]
    }
    var faults: [String] = []
    for (number, page) in pages.enumerated() {
      if index.nullPages[number] != (page.present == 0) {
        faults.append("page \(number) is \(page.present == 0 ? "not " : "")said to hold only nulls")
      }
      if let nulls = index.nullCounts?[number], nulls != page.nulls {
        faults.append("page \(number) is said to have \(nulls) nulls, and has \(page.nulls)")
      }
      guard !index.nullPages[number] else { continue }
      let bounds = ValueRange.Bounds(least: index.minValues[number], greatest: index.maxValues[number])
      faults += page.range.faults(of: bounds, leaf).map { "page \(number): \($0)" }
    }
    return faults + orderFaults(of: index)
  }

  private func orderFaults(of index: ColumnIndex) -> [String] {
    let order = ValueOrder(leaf)
    let numbers = index.nullPages.indices.filter { !index.nullPages[$0] }
    for (first, second) in zip(numbers, numbers.dropFirst()) {
      let pairs = [index.minValues, index.maxValues].map { ($0[first], $0[second]) }
      let breaks =
        switch index.boundaryOrder {
        case .unordered: false
        case .ascending: pairs.contains { order.precedes($0.1, $0.0) }
        case .descending: pairs.contains { order.precedes($0.0, $0.1) }
        }
      if breaks { return ["it is said to be \(index.boundaryOrder.name), and page \(second) is not"] }
    }
    return []
  }
}
