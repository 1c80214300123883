/// One message for a topic.
package struct SNSEntry: Sendable, Equatable {
  /// UTF-8 text, not empty.
  package var message: String
  /// For e-mail: at most 100 characters of ASCII in one line.
  package var subject: String?
  package var attributes: [String: SNSMessageAttribute]
  /// Required for FIFO topics.
  package var group: String?
  /// Required for FIFO topics that do not deduplicate by content.
  package var deduplicationID: String?

  package init(
    message: String, subject: String? = nil, attributes: [String: SNSMessageAttribute] = [:], group: String? = nil,
    deduplicationID: String? = nil
  ) {
    self.message = message
    self.subject = subject
    self.attributes = attributes
    self.group = group
    self.deduplicationID = deduplicationID
  }

  /// - Parameter prefix: what stands before each name, with its dot.
  func write(prefix: String, to form: inout QueryForm) {
    form.append("\(prefix)Message", message)
    form.append("\(prefix)Subject", subject)
    form.append("\(prefix)MessageGroupId", group)
    form.append("\(prefix)MessageDeduplicationId", deduplicationID)
    let sorted = attributes.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) }
    form.appendMap("\(prefix)MessageAttributes", keyName: "Name", valueName: "Value", sorted) {
      form, name, attribute in attribute.write(as: name, to: &form)
    }
  }
}
