/// Where something is, as a pipeline file names it: a path, or `scheme:` and what the scheme takes.
package struct Address: Sendable, Hashable {
  /// What an address may lead to.
  package enum Scheme: String, Sendable, CaseIterable {
    /// A file or a directory; also what an address without a scheme means.
    case file
    /// An SQLite database, with the name of a queue or topic in it behind `#`.
    case sqlite
    /// A bucket of S3, or of a service that speaks its protocol, with a prefix: `s3://bucket/prefix`.
    case s3
    /// A queue of SQS: its URL, its ARN, or `sqs:` and its name or either of those.
    case sqs
    /// A topic of SNS: its ARN, or `sns:` and its name or ARN.
    case sns
    /// A table of DynamoDB: `dynamodb:table`.
    case dynamodb
    /// A Redis server: `redis://[user:password@]host[:port][/database][#name]`.
    case redis
    /// A Redis server over TLS.
    case rediss
    /// A folder of a web server; where a queue is expected, the URL of one of SQS: see ``Address/ofQueue``.
    case http
    /// The same over TLS.
    case https

    /// Whether the address is one of this machine's file system.
    package var isLocal: Bool { self == .file || self == .sqlite }
  }

  package var scheme: Scheme
  /// - `file`, `sqlite`: absolute, without `.` and `..`, and without a slash at its end.
  /// - `s3`: the bucket, and behind a slash the prefix without slashes around it, if there is one.
  /// - `sqs`, `sns`: a name, an ARN, or a URL.
  /// - `dynamodb`: the table's name.
  /// - `redis`, `rediss`: everything behind `//` and before `#`.
  /// - `http`, `https`: everything behind `//`.
  package var path: String
  /// What stands behind `#`: a queue or topic of an SQLite database, the name of a ledger in Redis.
  package var fragment: String?

  package init(scheme: Scheme, path: String, fragment: String? = nil) {
    self.scheme = scheme
    self.path = path
    self.fragment = fragment
  }

  /// The same place where a queue is expected: queues of SQS are named by URLs, too.
  package var ofQueue: Address {
    scheme == .http || scheme == .https ? Address(scheme: .sqs, path: "\(scheme.rawValue)://\(path)") : self
  }
}

extension Address: CustomStringConvertible {
  /// As it may be written in a pipeline file, but without a password.
  package var description: String {
    let suffix = fragment.map { "#\($0)" } ?? ""
    switch scheme {
    case .file, .sqlite, .sqs, .sns, .dynamodb: return "\(scheme.rawValue):\(path)\(suffix)"
    case .s3: return "s3://\(path)"
    case .http, .https:
      let authority = path.prefix { $0 != "/" }
      let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
      return "\(scheme.rawValue)://\(host)\(path.dropFirst(authority.count))"
    case .redis, .rediss:
      let host = path.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
      return "\(scheme.rawValue)://\(host)\(suffix)"
    }
  }
}
