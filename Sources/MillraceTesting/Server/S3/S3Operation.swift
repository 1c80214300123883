internal import NIOHTTP1

/// What a request asks of S3.
enum S3Operation: String, Sendable {
  case listBuckets = "ListBuckets"
  case createBucket = "CreateBucket"
  case deleteBucket = "DeleteBucket"
  case headBucket = "HeadBucket"
  case getBucketLocation = "GetBucketLocation"
  case getBucketVersioning = "GetBucketVersioning"
  case getBucketNotification = "GetBucketNotificationConfiguration"
  case putBucketNotification = "PutBucketNotificationConfiguration"
  case listObjects = "ListObjects"
  case listObjectsV2 = "ListObjectsV2"
  case listMultipartUploads = "ListMultipartUploads"
  case deleteObjects = "DeleteObjects"
  case putObject = "PutObject"
  case copyObject = "CopyObject"
  case getObject = "GetObject"
  case headObject = "HeadObject"
  case deleteObject = "DeleteObject"
  case createMultipartUpload = "CreateMultipartUpload"
  case uploadPart = "UploadPart"
  case uploadPartCopy = "UploadPartCopy"
  case completeMultipartUpload = "CompleteMultipartUpload"
  case abortMultipartUpload = "AbortMultipartUpload"
  case listParts = "ListParts"
  case unsupported = "Unsupported"

  /// Query parameters that name something else than the object or bucket itself and that this server does not have.
  private static let foreign: Set<String> = [
    "acl", "policy", "tagging", "cors", "website", "lifecycle", "encryption", "replication", "logging", "object-lock",
    "versions", "torrent", "restore", "select", "retention", "legal-hold", "attributes", "requestPayment", "accelerate",
    "analytics", "inventory", "metrics", "publicAccessBlock", "ownershipControls", "intelligent-tiering",
    "policyStatus",
    "versionId",
  ]

  init(_ request: ServerRequest, _ place: S3Place) {
    let query = request.query
    if query.items.contains(where: { Self.foreign.contains($0.name) }) {
      self = .unsupported
    } else if place.bucket == nil {
      self = request.method == .GET ? .listBuckets : .unsupported
    } else if place.key == nil {
      self = Self.onBucket(request.method, query)
    } else {
      self = Self.onObject(request, query)
    }
  }

  private static func onBucket(_ method: HTTPMethod, _ query: QueryParameters) -> S3Operation {
    switch method {
    case .GET where query.contains("location"): .getBucketLocation
    case .GET where query.contains("versioning"): .getBucketVersioning
    case .GET where query.contains("notification"): .getBucketNotification
    case .GET where query.contains("uploads"): .listMultipartUploads
    case .GET: query["list-type"] == "2" ? .listObjectsV2 : .listObjects
    case .PUT where query.contains("notification"): .putBucketNotification
    case .PUT: query.contains("versioning") ? .unsupported : .createBucket
    case .HEAD: .headBucket
    case .DELETE: .deleteBucket
    case .POST where query.contains("delete"): .deleteObjects
    default: .unsupported
    }
  }

  private static func onObject(_ request: ServerRequest, _ query: QueryParameters) -> S3Operation {
    let copies = request.headers.contains(name: "x-amz-copy-source")
    return switch request.method {
    case .GET: query.contains("uploadId") ? .listParts : .getObject
    case .HEAD: .headObject
    case .PUT where query.contains("uploadId"): copies ? .uploadPartCopy : .uploadPart
    case .PUT: copies ? .copyObject : .putObject
    case .DELETE: query.contains("uploadId") ? .abortMultipartUpload : .deleteObject
    case .POST where query.contains("uploads"): .createMultipartUpload
    case .POST where query.contains("uploadId"): .completeMultipartUpload
    default: .unsupported
    }
  }
}
