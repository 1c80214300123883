import MillraceStorage
import Testing

@Suite struct AddressTests {
  @Test(arguments: [
    ("in", Address(scheme: .file, path: "/base/in")), ("./in/", Address(scheme: .file, path: "/base/in")),
    ("../x/./y", Address(scheme: .file, path: "/x/y")), ("/a//b", Address(scheme: .file, path: "/a/b")),
    ("file:in", Address(scheme: .file, path: "/base/in")), ("FILE:/in", Address(scheme: .file, path: "/in")),
    ("file:///a%20b", Address(scheme: .file, path: "/a b")), ("file:/a%20b", Address(scheme: .file, path: "/a%20b")),
    ("file://localhost/x", Address(scheme: .file, path: "/x")), ("/", Address(scheme: .file, path: "/")),
    ("sqlite:./l.db", Address(scheme: .sqlite, path: "/base/l.db")),
    ("./a:b", Address(scheme: .file, path: "/base/a:b")),
    ("2026:x", Address(scheme: .file, path: "/base/2026:x")), ("a/b:c", Address(scheme: .file, path: "/base/a/b:c")),
  ])
  func reads(_ text: String, _ expected: Address) throws {
    #expect(try Address(parsing: text, relativeTo: "/base") == expected)
  }

  @Test(arguments: [
    ("ftp://host/key", AddressError.Code.unknownScheme), ("", .empty), ("file:", .malformed),
    ("file://host/x", .malformed), ("file:///%zz", .malformed), ("a\0b", .malformed),
  ])
  func refuses(_ text: String, _ code: AddressError.Code) throws {
    let error = #expect(throws: AddressError.self) { try Address(parsing: text, relativeTo: "/base") }
    #expect(error?.code == code)
    if code == .unknownScheme { #expect(error?.message.contains("file:PATH, sqlite:PATH") == true) }
  }

  @Test func aTextWithoutSchemeMeansWhatTheCallerSays() throws {
    let address = try Address(parsing: "l.db", relativeTo: "/base", defaultScheme: .sqlite)
    #expect(address.description == "sqlite:/base/l.db")
  }

  @Test(arguments: [
    ("s3://bucket/a/b/", Address(scheme: .s3, path: "bucket/a/b")), ("sqs:q", Address(scheme: .sqs, path: "q")),
    ("sqlite:./q.db#name", Address(scheme: .sqlite, path: "/base/q.db", fragment: "name")),
    ("dynamodb:t", Address(scheme: .dynamodb, path: "t")),
    ("redis://h:1/0#l", Address(scheme: .redis, path: "h:1/0", fragment: "l")),
    ("HTTP://host:8080/a b/", Address(scheme: .http, path: "host:8080/a b/")),
    ("https://u:p@host/x", Address(scheme: .https, path: "u:p@host/x")),
  ])
  func readsWhatLeadsToServices(_ text: String, _ expected: Address) throws {
    #expect(try Address(parsing: text, relativeTo: "/base") == expected)
  }

  @Test func webAddressesAreQueuesWhereThoseAreExpected() throws {
    let text = "https://sqs.eu-central-1.amazonaws.com/1/q"
    let address = try Address(parsing: text, relativeTo: "/base")
    #expect(address.ofQueue == Address(scheme: .sqs, path: text) && address.description == text)
    #expect(try Address(parsing: "http://u:p@host/", relativeTo: "/").description == "http://host/")
    #expect(try Address(parsing: "http://host/a@b/", relativeTo: "/").description == "http://host/a@b/")
    #expect(throws: AddressError.self) { try Address(parsing: "http:/folder", relativeTo: "/") }
    let queue = Address(scheme: .sqs, path: "q")
    #expect(queue.ofQueue == queue)
  }
}
