extension TextBuffer {
  /// The event as one JSON object of up to 23 members, without an end of line.
  mutating func append(json event: borrowing WebEvent) {
    appendIdentity(event)
    appendVisitor(event)
    appendPage(event)
    appendPlace(event)
    appendMeasures(event)
    appendTags(event)
  }

  private mutating func appendIdentity(_ event: borrowing WebEvent) {
    append("{\"event_id\":\"")
    append(uuid: event.eventID)
    append("\",\"event_type\":\"")
    append(event.type, of: Vocabulary.types)
    append("\",\"timestamp\":\"")
    append(timestamp: event.timestamp)
    append("\",\"queued_ms\":")
    append(decimal: event.queuedMilliseconds)
    append(",\"trace_id\":\"")
    append(uuid: event.traceID)
  }

  private mutating func appendVisitor(_ event: borrowing WebEvent) {
    append("\",\"session_id\":\"")
    append(uuid: event.sessionID)
    append("\",\"user_id\":")
    if let userID = event.userID { append(decimal: userID) } else { append("null") }
    if let plan = event.plan {
      append(",\"plan\":\"")
      append(plan, of: Vocabulary.plans)
      append("\"")
    }
    append(",\"is_first_visit\":")
    append(event.isFirstVisit)
    append(",\"ip_address\":\"")
    append(ipAddress: event.address)
    append("\",\"user_agent\":\"")
    append(event.userAgent, of: Vocabulary.userAgents)
    append("\",\"device\":\"")
    append(event.device, of: Vocabulary.devices)
    append("\",\"language\":\"")
    append(event.language, of: Vocabulary.languages)
  }

  private mutating func appendPage(_ event: borrowing WebEvent) {
    append("\",\"url\":\"")
    append(urlOf: event)
    append("\",\"page_title\":\"")
    append(event.product, of: Vocabulary.titles)
    append(event.titleEnding, of: Vocabulary.titleEndings)
    append("\"")
    switch event.referrer {
    case .absent: break
    case .null: append(",\"referrer\":null")
    case .page(let site, let query):
      append(",\"referrer\":\"")
      append(referrer: site, query: query)
      append("\"")
    }
  }

  private mutating func appendPlace(_ event: borrowing WebEvent) {
    append(",\"country\":\"")
    append(event.city, of: Vocabulary.countries)
    append("\",\"geo\":{\"city\":\"")
    append(event.city, of: Vocabulary.cityNames)
    append("\",\"lat\":")
    append(latitudeOf: event)
    append(",\"lon\":")
    append(longitudeOf: event)
    append("}")
  }

  private mutating func appendMeasures(_ event: borrowing WebEvent) {
    append(",\"http_status\":")
    append(event.status, of: Vocabulary.statuses)
    append(",\"duration_ms\":")
    append(scaled: event.durationMicroseconds, places: 3)
    append(",\"bytes_sent\":")
    append(decimal: event.bytesSent)
    append(",\"price\":")
    if let price = event.priceCents { append(scaled: price, places: 2) } else { append("null") }
  }

  private mutating func appendTags(_ event: borrowing WebEvent) {
    append(",\"tags\":[")
    for number in 0..<event.tagCount {
      append(number == 0 ? "\"" : ",\"")
      append((event.firstTag + number * 3) % Vocabulary.tags.count, of: Vocabulary.tags)
      append("\"")
    }
    append("]}")
  }
}
