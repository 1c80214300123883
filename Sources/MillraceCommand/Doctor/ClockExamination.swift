import Foundation

/// How far this machine's clock is from the service's. Signatures are refused beyond 15 minutes.
struct ClockExamination: Examination {
  /// The service's time less this machine's.
  let offset: @Sendable () async throws -> Duration?

  private static let noticeable = Duration.seconds(60)
  private static let refused = Duration.seconds(900)

  func findings() async -> [Finding] {
    guard let offset = (try? await offset()) ?? nil else {
      return [Finding("clock", "AWS", .skipped, "no service has told the time")]
    }
    let distance = offset < .zero ? .zero - offset : offset
    let text = "this machine's clock is \(Quantity.duration(distance)) \(offset < .zero ? "ahead" : "behind")"
    let remedy = "switch time synchronization on: timedatectl set-ntp true"
    if distance >= Self.refused {
      return [Finding("clock", "AWS", .error, "\(text); other programs' signatures are refused", remedy: remedy)]
    }
    if distance >= Self.noticeable { return [Finding("clock", "AWS", .warning, text, remedy: remedy)] }
    return [Finding("clock", "AWS", .ok, "this machine's clock agrees with the service's")]
  }
}
