/// The parts of an event that both forms, JSON and CSV, write the same way.
extension TextBuffer {
  mutating func append(urlOf event: borrowing WebEvent) {
    append("https://example.com/")
    append(event.category, of: Vocabulary.categories)
    append("/")
    append(event.product, of: Vocabulary.products)
    append("-")
    append(decimal: event.productNumber)
    append("?utm=")
    append(event.campaign, of: Vocabulary.campaigns)
    append("&cid=")
    append(hexadecimal: event.clickID, digits: 8)
  }

  mutating func append(referrer site: Int, query: UInt64) {
    append(site, of: Vocabulary.referrers)
    append(Int(query >> 32) % Vocabulary.products.count, of: Vocabulary.products)
    append("-")
    append(decimal: query & 0xFFFF)
  }

  mutating func append(ipAddress value: UInt64) {
    append(decimal: value >> 8 & 0x7F | 0x40)
    append(".")
    append(decimal: value >> 16 & 0xFF)
    append(".")
    append(decimal: value >> 24 & 0xFF)
    append(".")
    append(decimal: value >> 32 & 0xFF)
  }

  mutating func append(latitudeOf event: borrowing WebEvent) {
    append(scaled: Vocabulary.cities[event.city].latitude + event.latitudeOffset, places: 6)
  }

  mutating func append(longitudeOf event: borrowing WebEvent) {
    append(scaled: Vocabulary.cities[event.city].longitude + event.longitudeOffset, places: 6)
  }

  mutating func append(_ value: Bool) {
    append(value ? "true" : "false")
  }
}
