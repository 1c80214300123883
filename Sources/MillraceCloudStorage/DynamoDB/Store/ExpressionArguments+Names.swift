import MillraceAWS

extension ExpressionArguments {
  /// Finds the names in expressions: `#status` stands for the attribute `status`. All are written that way, since hundreds of
  /// plain words are reserved.
  init(_ expressions: String?..., values: DynamoDBItem) {
    self.init(values: values)
    for expression in expressions {
      for part in (expression ?? "").split(separator: "#", omittingEmptySubsequences: false).dropFirst() {
        let name = part.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        names["#\(name)"] = String(name)
      }
    }
  }
}
