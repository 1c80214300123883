import Crypto
import MillraceAWS
import MillraceTesting
import NIOHTTP1
import Testing

@Suite("Signature Version 4: AWS's suite", .enabled(if: !SigningCase.all.isEmpty, "the folder of corpora is missing"))
struct SignatureSuiteTests {
  static let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"

  @Test("all cases are there") func count() {
    #expect(SigningCase.all.count == 34)
  }

  @Test("canonical request, string to sign, authorization", arguments: SigningCase.all)
  func agrees(_ suite: SigningCase) throws {
    var credentials = AWSCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: Self.secret)
    if suite.headers["x-amz-security-token"].isEmpty { credentials.sessionToken = Self.token(of: suite) }
    let signer = SigV4Signer(credentials: credentials, region: "us-east-1", service: "service")
    let time = SigningTime(second: 1_440_938_160)
    #expect(time.dateTime == "20150830T123600Z")
    let query = CanonicalQuery(suite.query)
    let hash = SHA256.hash(data: Array(suite.body.utf8)).map { String($0 / 16, radix: 16) + String($0 % 16, radix: 16) }
    var headers = suite.headers
    signer.sign(
      method: suite.method, path: suite.path, query: query, headers: &headers, payloadHash: hash.joined(), at: time)
    #expect(headers.first(name: "authorization") == suite.authorization)

    var signed = headers
    signed.remove(name: "authorization")
    let canonical = CanonicalRequest(
      method: suite.method, path: signer.canonicalPath(suite.path), query: query.text, headers: signed,
      payloadHash: hash.joined())
    #expect(String(decoding: canonical.bytes, as: UTF8.self) == suite.canonicalRequest)
    #expect(String(decoding: signer.stringToSign(canonical, at: time), as: UTF8.self) == suite.stringToSign)
  }

  /// Where the canonical request has a token that the request has not, the credentials had it.
  private static func token(of suite: SigningCase) -> String? {
    let lines = suite.canonicalRequest.split(separator: "\n")
    return lines.first { $0.hasPrefix("x-amz-security-token:") }.map { String($0.dropFirst(21)) }
  }
}
