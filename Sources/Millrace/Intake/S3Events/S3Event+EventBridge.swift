internal import MillraceJSON

extension S3Event {
  /// An event of EventBridge (Amazon S3 User Guide, “EventBridge event message structure”).
  static func eventBridge(_ event: JSONValue) -> Result<S3Event, S3EventFault> {
    let name = event["detail-type"]?.text ?? ""
    guard let detail = event["detail"], let bucket = detail["bucket"]?["name"]?.text, !bucket.isEmpty else {
      return .failure(S3EventFault(text: "is “\(name)” of EventBridge, and has no “detail.bucket.name”"))
    }
    guard let object = detail["object"], let key = object["key"]?.text, !key.isEmpty else {
      return .failure(S3EventFault(text: "is “\(name)” of EventBridge, and has no “detail.object.key”"))
    }
    return .success(
      S3Event(
        kind: name == "Object Created" ? .created : name == "Object Deleted" ? .removed : .other, name: name,
        form: .eventBridge, bucket: bucket, keys: candidates(key, FormText.decoded(key)), size: size(object["size"]),
        etag: etag(object["etag"] ?? object["eTag"]), version: version(object["version-id"]),
        sequencer: object["sequencer"]?.text.flatMap(S3Sequencer.init)))
  }
}
