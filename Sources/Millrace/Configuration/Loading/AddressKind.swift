internal import MillraceStorage

/// What an address in a pipeline file may lead to, by what it is for.
enum AddressKind {
  /// Objects: a folder, or a bucket.
  case objects
  /// A folder of this machine.
  case folder
  /// A bucket.
  case bucket
  /// A folder of a web server.
  case webFolder
  case queue
  case topic
  case ledger

  /// Whether several are in one SQLite file, told apart by their names.
  var isNamed: Bool { self == .queue || self == .topic }

  var schemes: Set<Address.Scheme> {
    switch self {
    case .objects: [.file, .s3]
    case .folder: [.file]
    case .bucket: [.s3]
    case .webFolder: [.http, .https]
    case .queue: [.sqs, .sqlite]
    case .topic: [.sns, .sqlite]
    case .ledger: [.sqlite, .dynamodb, .redis, .rediss]
    }
  }

  /// What a text without a scheme means.
  var defaultScheme: Address.Scheme {
    switch self {
    case .objects, .folder, .bucket, .webFolder: .file
    case .queue, .topic, .ledger: .sqlite
    }
  }

  /// What may stand there, for a person.
  var wanted: String {
    switch self {
    case .objects: "a folder, or a bucket as in s3://bucket/prefix"
    case .folder: "a folder of this machine"
    case .bucket: "a bucket, as in s3://bucket/prefix"
    case .webFolder: "a folder of a web server, as in https://host/folder/"
    case .queue: "a queue, as in sqs:my-queue, its URL or its ARN, or sqlite:./queues.sqlite#my-queue"
    case .topic: "a topic, as in sns:my-topic or its ARN, or sqlite:./queues.sqlite#my-topic"
    case .ledger: "an SQLite file, dynamodb:table, or redis://host#name"
    }
  }
}
