import Foundation

// Unsafe pointers here: a manifest's inputs are sorted several times in their life, and the generic comparison of UTF-8
// views took a tenth of the ledger's time.

extension String {
  /// Negative, zero or positive as these UTF-8 bytes come before, are equal to, or come after others.
  func byteOrder(_ other: String) -> Int {
    var left = self
    var right = other
    return left.withUTF8 { left in
      right.withUTF8 { right in
        if let leftBase = left.baseAddress, let rightBase = right.baseAddress {
          let order = memcmp(leftBase, rightBase, min(left.count, right.count))
          if order != 0 { return Int(order) }
        }
        return left.count - right.count
      }
    }
  }
}
