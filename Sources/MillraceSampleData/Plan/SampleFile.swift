/// One file to be generated: its name, and the part of the day whose events it holds.
package struct SampleFile: Sendable {
  /// Number of the file in its data set, from 0; with the seed it determines every byte.
  package let index: Int
  /// `yyyy-mm-dd-events-00001.ndjson`, numbered over the whole data set.
  package let name: String
  package let day: CivilDate
  /// Milliseconds since 1970 in which the events happen.
  let window: Range<Int64>
}

extension SampleOptions {
  /// The files of this data set, in order of time.
  package var files: [SampleFile] {
    let firstDay = firstDay.daysSince1970
    let days = max(1, min(days, count))
    return (0..<count).map { index in
      let day = index * days / count
      let firstOfDay = (day * count + days - 1) / days
      let endOfDay = ((day + 1) * count + days - 1) / days
      let length = CivilDate.millisecondsPerDay / Int64(endOfDay - firstOfDay)
      let start = Int64(firstDay + day) * CivilDate.millisecondsPerDay + Int64(index - firstOfDay) * length
      let date = CivilDate(daysSince1970: firstDay + day)
      return SampleFile(index: index, name: name(of: index, on: date), day: date, window: start..<start + length)
    }
  }

  private func name(of index: Int, on date: CivilDate) -> String {
    var text = TextBuffer()
    text.append(date: date)
    text.append("-events-")
    text.append(padded: UInt64(index + 1), width: max(5, String(count).count))
    return String(decoding: text.bytes, as: UTF8.self) + "." + format.rawValue
  }
}
