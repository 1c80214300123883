/// The way to a value, as rescued values are named by: `key`, `outer.inner`, `list[3].key`, `outer."a.b"`.
extension Shredder {
  /// The way down the first `depth` frames, and on to `key` where one is given.
  func path(upTo depth: Int, key: UnsafeBufferPointer<UInt8>? = nil) -> [UInt8] {
    var path: [UInt8] = []
    for frame in 0..<depth {
      let step = frames[frame]
      if step.table >= 0 {
        RescuePath.append(key: plan.tables[Int(step.table)].name(of: Int(step.index)).utf8, to: &path)
      } else {
        path += "[\(step.index)]".utf8
      }
    }
    if let key { RescuePath.append(key: key, to: &path) }
    return path
  }

  /// The way to an entry of a leaf: the numbers of elements follow from the repetition levels since the row began.
  func path(ofEntry entry: Int, leaf: Int) -> [UInt8] {
    let tags = plan.leaves[leaf].tags
    var first = entry
    while first > 0 && tags[first - 1].row == tags[entry].row { first -= 1 }
    var indices = [Int](repeating: 0, count: 256)
    for i in first...entry where i > first {
      let level = Int(tags[i].repetitionLevel)
      indices[level] += 1
      for deeper in level + 1..<indices.count { indices[deeper] = 0 }
    }
    var path: [UInt8] = []
    var level = 0
    for part in plan.leafPaths[leaf] {
      switch part {
      case .field(let name):
        RescuePath.append(key: name.utf8, to: &path)
      case .element:
        level += 1
        path += "[\(indices[level])]".utf8
      }
    }
    return path
  }
}
