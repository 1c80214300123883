extension TextBuffer {
  /// The names of the fields, without an end of line.
  mutating func appendCSVHeader() {
    append("event_id,event_type,timestamp,queued_ms,trace_id,session_id,user_id,plan,is_first_visit,ip_address,")
    append(
      "user_agent,device,language,url,page_title,referrer,country,geo,http_status,duration_ms,bytes_sent,price,tags")
  }

  /// The event as one record of 23 fields, without an end of line. Null and absent are both an empty field.
  mutating func append(csv event: borrowing WebEvent) {
    appendIdentityFields(event)
    appendVisitorFields(event)
    appendPageFields(event)
    appendPlaceFields(event)
    appendMeasureFields(event)
    appendTagField(event)
  }

  private mutating func appendIdentityFields(_ event: borrowing WebEvent) {
    append(uuid: event.eventID)
    append(",")
    append(event.type, of: Vocabulary.types)
    append(",")
    append(timestamp: event.timestamp)
    append(",")
    append(decimal: event.queuedMilliseconds)
    append(",")
    append(uuid: event.traceID)
  }

  private mutating func appendVisitorFields(_ event: borrowing WebEvent) {
    append(",")
    append(uuid: event.sessionID)
    append(",")
    if let userID = event.userID { append(decimal: userID) }
    append(",")
    if let plan = event.plan { append(plan, of: Vocabulary.plans) }
    append(",")
    append(event.isFirstVisit)
    append(",")
    append(ipAddress: event.address)
    append(",\"")
    append(event.userAgent, of: Vocabulary.userAgents)
    append("\",")
    append(event.device, of: Vocabulary.devices)
    append(",")
    append(event.language, of: Vocabulary.languages)
  }

  private mutating func appendPageFields(_ event: borrowing WebEvent) {
    append(",")
    append(urlOf: event)
    append(",\"")
    append(event.product, of: Vocabulary.titles)
    append(event.titleEnding, of: Vocabulary.titleEndingsCSV)
    append("\",")
    if case .page(let site, let query) = event.referrer { append(referrer: site, query: query) }
  }

  private mutating func appendPlaceFields(_ event: borrowing WebEvent) {
    append(",")
    append(event.city, of: Vocabulary.countries)
    append(",\"{\"\"city\"\":\"\"")
    append(event.city, of: Vocabulary.cityNames)
    append("\"\",\"\"lat\"\":")
    append(latitudeOf: event)
    append(",\"\"lon\"\":")
    append(longitudeOf: event)
    append("}\"")
  }

  private mutating func appendMeasureFields(_ event: borrowing WebEvent) {
    append(",")
    append(event.status, of: Vocabulary.statuses)
    append(",")
    append(scaled: event.durationMicroseconds, places: 3)
    append(",")
    append(decimal: event.bytesSent)
    append(",")
    if let price = event.priceCents { append(scaled: price, places: 2) }
  }

  private mutating func appendTagField(_ event: borrowing WebEvent) {
    append(",\"[")
    for number in 0..<event.tagCount {
      append(number == 0 ? "\"\"" : ",\"\"")
      append((event.firstTag + number * 3) % Vocabulary.tags.count, of: Vocabulary.tags)
      append("\"\"")
    }
    append("]\"")
  }
}
