import MillraceJSON

/// A queue's policy, as far as it says who may send to it.
///
/// Knows what such policies are made of in practice: services and “everybody” as principals, actions with wildcards, and
/// conditions on the source. A condition on anything else is taken for fulfilled.
struct QueuePolicy {
  private let statements: [JSONValue]

  /// - Parameter text: the JSON of the attribute `Policy`; nil or empty: nobody but the owner's account may.
  init(_ text: String?) {
    let tree = text.flatMap { try? JSONValue(parsing: $0) }
    statements = tree?["Statement"].map(Self.list) ?? []
  }

  /// Whether a service may send on behalf of a resource.
  ///
  /// - Parameters:
  ///   - service: `s3.amazonaws.com`.
  ///   - source: the ARN of the bucket, topic or rule.
  func lets(_ service: String, sendFor source: String) -> Bool {
    let fitting = statements.filter { statement in
      Self.names(statement["Principal"], service) && Self.texts(statement["Action"]).contains(where: Self.isSending)
        && Self.isFulfilled(statement["Condition"], source)
    }
    return fitting.contains { $0["Effect"]?.text == "Allow" } && !fitting.contains { $0["Effect"]?.text == "Deny" }
  }

  /// The buckets that its conditions name as sources, without those that only a pattern fits.
  var buckets: [String] {
    var names: [String] = []
    for statement in statements where statement["Effect"]?.text == "Allow" {
      for one in statement["Condition"]?.members?.members ?? [] {
        let sources = one.value.members?.members.filter { $0.key.lowercased() == "aws:sourcearn" } ?? []
        names += sources.flatMap { Self.texts($0.value) }.compactMap(Self.bucket)
      }
    }
    return names.reduce(into: []) { unique, name in if !unique.contains(name) { unique.append(name) } }
  }

  /// `arn:aws:s3:::name`
  private static func bucket(_ arn: String) -> String? {
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[2] == "s3", !parts[5].isEmpty, !parts[5].contains(where: { "*?/".contains($0) })
    else { return nil }
    return String(parts[5])
  }

  private static func names(_ principal: JSONValue?, _ service: String) -> Bool {
    if principal?.text == "*" { return true }
    return texts(principal?["AWS"]).contains("*") || texts(principal?["Service"]).contains(service)
  }

  private static func isSending(_ action: String) -> Bool {
    let action = action.lowercased()
    return Wildcard.matches("sqs:sendmessage", pattern: action) || action == "sendmessage"
  }

  private static func isFulfilled(_ condition: JSONValue?, _ source: String) -> Bool {
    guard let operators = condition?.members?.members else { return true }
    return operators.allSatisfy { one in
      let isNegated = one.key.contains("Not")
      return (one.value.members?.members ?? []).allSatisfy { member in
        guard member.key.lowercased() == "aws:sourcearn" else { return true }
        return texts(member.value).contains { Wildcard.matches(source, pattern: $0) } != isNegated
      }
    }
  }

  private static func list(_ value: JSONValue) -> [JSONValue] { value.elements ?? [value] }

  private static func texts(_ value: JSONValue?) -> [String] { value.map(list)?.compactMap(\.text) ?? [] }
}
