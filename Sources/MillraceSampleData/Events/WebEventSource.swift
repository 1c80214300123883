/// Draws the events of one file, in order of time.
struct WebEventSource {
  private var random: SplitMix64
  private var clock: Int64
  private let end: Int64
  private let step: Int
  private var visits: [Visit]

  /// What stays the same for all events of a visit.
  private struct Visit {
    var sessionID: WebEvent.Wide
    var userID: UInt64?
    var userAgent: Int
    var address: UInt64
    var city: Int
    var device: Int
    var plan: Int?
    var language: Int
    var eventsLeft: Int
  }

  /// `expectedRecords` says how densely the events fill the window.
  init(seed: UInt64, stream: Int, window: Range<Int64>, expectedRecords: Int) {
    random = SplitMix64(seed: seed, stream: UInt64(stream))
    clock = window.lowerBound
    end = window.upperBound - 1
    step = max(1, Int(window.upperBound - window.lowerBound) * 2 / max(1, expectedRecords))
    visits = []
    for _ in 0..<64 { visits.append(Self.makeVisit(&random)) }
  }

  mutating func next() -> WebEvent {
    clock = min(end, clock + Int64(random.next(below: step)))
    let slot = random.next(below: visits.count)
    if visits[slot].eventsLeft == 0 { visits[slot] = Self.makeVisit(&random) }
    visits[slot].eventsLeft -= 1
    var event = WebEvent()
    event.eventID = (random.next(), random.next())
    event.timestamp = clock
    event.queuedMilliseconds = UInt64(random.next(below: 1200))
    event.traceID = (random.next(), random.next())
    copy(visits[slot], to: &event)
    drawPage(&event)
    drawMeasures(&event)
    return event
  }

  /// True with this probability; drawn from the file's own stream.
  mutating func happens(perMillion share: Int) -> Bool {
    share > 0 && random.next(below: 1_000_000) < share
  }

  mutating func pick(below bound: Int) -> Int {
    random.next(below: bound)
  }

  private func copy(_ visit: Visit, to event: inout WebEvent) {
    event.sessionID = visit.sessionID
    event.userID = visit.userID
    event.userAgent = visit.userAgent
    event.address = visit.address
    event.city = visit.city
    event.device = visit.device
    event.plan = visit.plan
    event.language = visit.language
  }

  private mutating func drawPage(_ event: inout WebEvent) {
    event.type = min(random.next(below: Vocabulary.types.count), random.next(below: Vocabulary.types.count))
    event.category = random.next(below: Vocabulary.categories.count)
    event.product = random.next(below: Vocabulary.products.count)
    event.productNumber = UInt64(random.next(below: 90_000) + 10_000)
    event.campaign = random.next(below: Vocabulary.campaigns.count)
    event.clickID = random.next()
    event.titleEnding =
      random.happens(perMille: 60) ? random.next(below: Vocabulary.titleEndings.count) : 0
    switch random.next(below: 100) {
    case 0..<20: event.referrer = .absent
    case 20..<36: event.referrer = .null
    default: event.referrer = .page(site: random.next(below: Vocabulary.referrers.count), query: random.next())
    }
  }

  private mutating func drawMeasures(_ event: inout WebEvent) {
    event.latitudeOffset = Int64(random.next(below: 100_000)) - 50_000
    event.longitudeOffset = Int64(random.next(below: 100_000)) - 50_000
    event.status = random.happens(perMille: 930) ? 0 : random.next(below: Vocabulary.statuses.count)
    event.durationMicroseconds = Int64(random.next(below: 1 << (10 + random.next(below: 13)))) + 200
    event.bytesSent = UInt64(random.next(below: 60_000))
    event.priceCents = random.happens(perMille: 350) ? Int64(random.next(below: 50_000)) + 99 : nil
    event.isFirstVisit = random.happens(perMille: 200)
    event.tagCount = random.next(below: 5)
    event.firstTag = random.next(below: Vocabulary.tags.count)
  }

  private static func makeVisit(_ random: inout SplitMix64) -> Visit {
    let cities = Vocabulary.cities.count
    return Visit(
      sessionID: (random.next(), random.next()),
      userID: random.happens(perMille: 80) ? nil : UInt64(random.next(below: 5_000_000)) + 10_000_000,
      userAgent: random.next(below: Vocabulary.userAgents.count),
      address: random.next(),
      city: min(random.next(below: cities), random.next(below: cities)),
      device: random.next(below: Vocabulary.devices.count),
      plan: random.happens(perMille: 60) ? nil : random.next(below: Vocabulary.plans.count),
      language: random.next(below: Vocabulary.languages.count),
      eventsLeft: 1 + random.next(below: 24))
  }
}
