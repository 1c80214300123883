extension DynamoDBClient {
  /// Names the attribute (a number, seconds since 1970) after which items are deleted; that happens within some days.
  /// Refused where it is so already, and within an hour of another change.
  package struct UpdateTimeToLive: JSONOperation {
    package static let name = "UpdateTimeToLive"
    package var table: String
    package var attribute: String
    package var isEnabled: Bool

    package init(table: String, attribute: String, isEnabled: Bool = true) {
      self.table = table
      self.attribute = attribute
      self.isEnabled = isEnabled
    }

    package func write(to writer: inout JSONWriter) {
      writer.member("TableName", table)
      writer.key("TimeToLiveSpecification")
      writer.object { writer in
        writer.member("AttributeName", attribute)
        writer.member("Enabled", isEnabled)
      }
    }

    package typealias Output = Void
  }
}
