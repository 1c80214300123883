/// What an address of a queue says: its URL, its ARN, or its name.
enum QueueReference: Equatable {
  case url(String)
  case arn(name: String, account: String, region: String)
  case name(String)

  init(_ text: String) {
    if text.hasPrefix("https://") || text.hasPrefix("http://") {
      self = .url(text)
      return
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if parts.count == 6, parts[0] == "arn" {
      self = .arn(name: parts[5], account: parts[4], region: parts[3])
    } else {
      self = .name(text)
    }
  }

  /// Where the queue is, as far as the address tells; nil: where the runtime is.
  ///
  /// Only hosts of AWS name regions: `sqs.eu-central-1.amazonaws.com`, and of old `eu-central-1.queue.amazonaws.com`.
  var region: String? {
    switch self {
    case .name: return nil
    case .arn(_, _, let region): return region.isEmpty ? nil : region
    case .url(let url):
      let host = url.split(separator: "/").dropFirst().first.map(String.init) ?? ""
      guard host.hasSuffix(".amazonaws.com") || host.hasSuffix(".amazonaws.com.cn") else { return nil }
      let labels = host.split(separator: ".").map(String.init)
      if labels.count >= 4, ["sqs", "sqs-fips"].contains(labels[0]) { return labels[1] }
      return labels.count >= 4 && labels[1] == "queue" ? labels[0] : nil
    }
  }
}
