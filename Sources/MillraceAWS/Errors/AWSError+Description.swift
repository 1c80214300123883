extension AWSError: CustomStringConvertible {
  /// Service, operation, code, what to do, and what the service's support asks for, in one line.
  package var message: String {
    var text = ""
    if !service.isEmpty { text += service }
    if !operation.isEmpty { text += " \(operation)" }
    text += text.isEmpty ? "\(code): \(detail)" : ": \(code): \(detail)"
    let facts = facts
    return facts.isEmpty ? text : "\(text) (\(facts.joined(separator: ", ")))"
  }

  package var description: String { message }

  private var facts: [String] {
    var facts: [String] = []
    if let status { facts.append("HTTP \(status)") }
    if let requestID { facts.append("request id \(requestID)") }
    if let extendedRequestID { facts.append("id 2 \(extendedRequestID)") }
    if attempts > 1 { facts.append("\(attempts) attempts") }
    return facts
  }
}
