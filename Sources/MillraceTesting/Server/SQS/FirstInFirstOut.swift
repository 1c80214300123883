/// A line: in at the back, out at the front, both in constant time.
struct FirstInFirstOut<Element: Sendable>: Sendable {
  private var elements: [Element] = []
  private var head = 0

  var count: Int { elements.count - head }
  var first: Element? { head < elements.count ? elements[head] : nil }

  mutating func append(_ element: Element) { elements.append(element) }

  mutating func popFirst() -> Element? {
    guard head < elements.count else { return nil }
    let element = elements[head]
    head += 1
    if head > 1024, head * 2 > elements.count {
      elements.removeFirst(head)
      head = 0
    }
    return element
  }

  /// Brings one from further back to the front, which then takes its place.
  mutating func bringForward(_ offset: Int) {
    if offset < count { elements.swapAt(head, head + offset) }
  }
}
