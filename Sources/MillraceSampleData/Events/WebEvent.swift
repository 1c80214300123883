/// One event of a web shop, as drawn: numbers, and positions in the vocabulary's tables.
struct WebEvent {
  typealias Wide = (high: UInt64, low: UInt64)

  var eventID: Wide = (0, 0)
  var type = 0
  /// Milliseconds since 1970.
  var timestamp: Int64 = 0
  var queuedMilliseconds: UInt64 = 0
  /// Nil for visitors who are not logged in.
  var userID: UInt64?
  var sessionID: Wide = (0, 0)
  var traceID: Wide = (0, 0)
  var category = 0
  var product = 0
  var productNumber: UInt64 = 0
  var campaign = 0
  var clickID: UInt64 = 0
  var referrer = Referrer.absent
  var userAgent = 0
  var address: UInt64 = 0
  var city = 0
  var latitudeOffset: Int64 = 0
  var longitudeOffset: Int64 = 0
  var device = 0
  /// Nil: the key is absent.
  var plan: Int?
  var language = 0
  var status = 0
  var durationMicroseconds: Int64 = 0
  var bytesSent: UInt64 = 0
  /// Nil where nothing is bought.
  var priceCents: Int64?
  var isFirstVisit = false
  var titleEnding = 0
  var tagCount = 0
  var firstTag = 0

  /// Where a visitor came from.
  enum Referrer {
    case absent
    case null
    case page(site: Int, query: UInt64)
  }
}
