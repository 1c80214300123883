/// The errors of SQS.
enum SQSError {
  /// What older clients call an error; they find it in `x-amzn-query-error`. Others have one name.
  private static let queryCodes: [String: String] = [
    "QueueDoesNotExist": "AWS.SimpleQueueService.NonExistentQueue",
    "QueueDeletedRecently": "AWS.SimpleQueueService.QueueDeletedRecently",
    "QueueNameExists": "QueueAlreadyExists",
    "PurgeQueueInProgress": "AWS.SimpleQueueService.PurgeQueueInProgress",
    "MessageNotInflight": "AWS.SimpleQueueService.MessageNotInflight",
    "UnsupportedOperation": "AWS.SimpleQueueService.UnsupportedOperation",
    "EmptyBatchRequest": "AWS.SimpleQueueService.EmptyBatchRequest",
    "TooManyEntriesInBatchRequest": "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
    "BatchEntryIdsNotDistinct": "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
    "InvalidBatchEntryId": "AWS.SimpleQueueService.InvalidBatchEntryId",
    "BatchRequestTooLong": "AWS.SimpleQueueService.BatchRequestTooLong",
  ]

  static func queryCode(of code: String) -> String { queryCodes[code] ?? code }

  static let noQueue = ServiceError("QueueDoesNotExist", "The specified queue does not exist.")
  static let notInFlight = ServiceError(
    "MessageNotInflight", "The message referred to isn't in flight.")

  static func invalidParameter(_ reason: String) -> ServiceError { ServiceError("InvalidParameterValue", reason) }

  static func missing(_ parameter: String) -> ServiceError {
    ServiceError("MissingParameter", "The request must contain the parameter \(parameter).")
  }

  static func invalidHandle(_ handle: String) -> ServiceError {
    ServiceError("ReceiptHandleIsInvalid", "The input receipt handle \"\(handle)\" is not a valid receipt handle.")
  }

  static func outOfRange(_ value: Int, _ name: String, _ reason: String) -> ServiceError {
    invalidParameter("Value \(value) for parameter \(name) is invalid. Reason: \(reason)")
  }
}
