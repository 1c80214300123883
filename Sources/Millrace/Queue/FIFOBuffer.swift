/// Elements in the order of their arrival. Appending and taking the first are O(1) on average.
struct FIFOBuffer<Element: Sendable>: Sendable {
  private var elements: [Element?] = []
  private var head = 0

  var isEmpty: Bool { head == elements.count }
  var count: Int { elements.count - head }
  var first: Element? { isEmpty ? nil : elements[head] }

  mutating func append(_ element: Element) {
    elements.append(element)
  }

  mutating func popFirst() -> Element? {
    guard !isEmpty else { return nil }
    let element = elements[head].take()
    head += 1
    if head == elements.count {
      elements.removeAll(keepingCapacity: true)
      head = 0
    } else if head >= 64, head * 2 >= elements.count {
      elements.removeFirst(head)
      head = 0
    }
    return element
  }

  /// Takes up to `limit` elements from the front.
  mutating func popFirst(_ limit: Int) -> [Element] {
    var taken: [Element] = []
    while taken.count < limit, let element = popFirst() { taken.append(element) }
    return taken
  }

  /// Takes the first element that fits, wherever it is.
  mutating func remove(where fits: (Element) -> Bool) -> Element? {
    for index in head..<elements.count {
      if let element = elements[index], fits(element) {
        elements.remove(at: index)
        return element
      }
    }
    return nil
  }

  mutating func removeAll() -> [Element] {
    let all = elements[head...].compactMap { $0 }
    elements = []
    head = 0
    return all
  }
}
