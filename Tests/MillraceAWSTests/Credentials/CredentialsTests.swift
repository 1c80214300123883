import Foundation
import MillraceAWS
import MillraceTesting
import NIOCore
import NIOHTTP1
import Testing

/// Each place of the chain, asked over real HTTP, with a call that is signed by what came of it.
@Suite("Credentials") struct CredentialsTests {
  private static func document(_ id: String, token: String = "Token") -> String {
    #"{"Code":"Success","AccessKeyId":"\#(id)","SecretAccessKey":"S","\#(token)":"T","Expiration":"2015-08-30T18:00:00Z"}"#
  }

  private static func assumed(_ operation: String, _ id: String) -> String {
    "<\(operation)Response><\(operation)Result><Credentials><AccessKeyId>\(id)</AccessKeyId><SecretAccessKey>S"
      + "</SecretAccessKey><SessionToken>T</SessionToken><Expiration>2015-08-30T18:00:00Z</Expiration></Credentials>"
      + "</\(operation)Result></\(operation)Response>"
  }

  /// A queue's answer to a signed call, or what a place of the chain answers.
  private static func answer(_ request: RecordedRequest) -> ScriptedAnswer {
    switch (request.method, request.target) {
    case (.PUT, "/latest/api/token"):
      return request.headers["x-aws-ec2-metadata-token-ttl-seconds"] == ["21600"] ? .status(200, "IMDS") : .status(400)
    case (.GET, "/latest/meta-data/iam/security-credentials/"):
      return isAllowed(request) ? .status(200, "my-role\n") : .status(401)
    case (.GET, "/latest/meta-data/iam/security-credentials/my-role"):
      return isAllowed(request) ? .status(200, document("INSTANCE")) : .status(401)
    case (.GET, "/latest/meta-data/placement/region"):
      return isAllowed(request) ? .status(200, "ap-south-1") : .status(401)
    case (.GET, "/container?a=b"):
      return request.headers["authorization"] == ["container token"]
        ? .status(200, document("CONTAINER")) : .status(403)
    default: break
    }
    let text = request.text
    if text.contains("Action=AssumeRoleWithWebIdentity") {
      let isRight =
        text.contains("WebIdentityToken=web-token") && text.contains("RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr")
        && request.accessKey == nil
      return isRight ? .status(200, assumed("AssumeRoleWithWebIdentity", "WEB")) : .status(400)
    }
    if text.contains("Action=AssumeRole&") {
      return request.accessKey == "SOURCE" ? .status(200, assumed("AssumeRole", "ROLE")) : .status(403)
    }
    return .status(200, "{}")
  }

  private static func isAllowed(_ request: RecordedRequest) -> Bool {
    request.headers["x-aws-ec2-metadata-token"] == ["IMDS"]
  }

  /// Makes a call with what is found in an environment, in which `ENDPOINT` is the server's and `FOLDER` holds the files.
  private func call(
    _ environment: [String: String], files: [String: String] = [:], profile: String? = nil
  ) async throws -> (key: String?, region: String?, error: AWSError?) {
    let folder = try TemporaryDirectory()
    for (name, text) in files { try text.write(toFile: "\(folder.path)/\(name)", atomically: true, encoding: .utf8) }
    return try await ScriptedServer.run { request, _ in
      Self.answer(request)
    } _: { server in
      var set = environment.mapValues {
        $0.replacing("ENDPOINT", with: server.endpoint).replacing("FOLDER", with: folder.path)
      }
      set["AWS_ENDPOINT_URL"] = server.endpoint
      set["AWS_CONFIG_FILE"] = "\(folder.path)/config"
      set["AWS_SHARED_CREDENTIALS_FILE"] = "\(folder.path)/credentials"
      if set["AWS_EC2_METADATA_SERVICE_ENDPOINT"] == nil { set["AWS_EC2_METADATA_DISABLED"] = "true" }
      var configuration = try AWSConfiguration.fromEnvironment(set)
      configuration.eventLoopThreads = 1
      let runtime = AWSRuntime(configuration: configuration, clock: TestClock().clock())
      let client = AWSServiceClient(service: .sqs, runtime: runtime)
      var failure: AWSError?
      do throws(AWSError) {
        _ = try await client.send(AWSRequest(.POST, body: AWSBody("{}")), operation: "ListQueues")
      } catch {
        failure = error
      }
      await runtime.shutdown()
      let request = server.requests.last { $0.text == "{}" }
      return (request?.accessKey, request?.region, failure)
    }
  }

  @Test("environment") func environment() async throws {
    let found = try await call([
      "AWS_ACCESS_KEY_ID": "ENV", "AWS_SECRET_ACCESS_KEY": "S", "AWS_REGION": "eu-west-1",
      "AWS_WEB_IDENTITY_TOKEN_FILE": "FOLDER/token", "AWS_ROLE_ARN": "arn:aws:iam::1:role/r",
    ])
    #expect(found.error == nil && found.key == "ENV" && found.region == "eu-west-1")
    let half = try await call(["AWS_ACCESS_KEY_ID": "ENV", "AWS_REGION": "eu-west-1"])
    #expect(half.error?.message.contains("AWS_SECRET_ACCESS_KEY is not") == true)
  }

  @Test("web identity (IRSA)") func webIdentity() async throws {
    let environment = [
      "AWS_WEB_IDENTITY_TOKEN_FILE": "FOLDER/token", "AWS_ROLE_ARN": "arn:aws:iam::1:role/r", "AWS_REGION": "eu-west-1",
    ]
    let found = try await call(environment, files: ["token": "web-token\n"])
    #expect(found.error == nil && found.key == "WEB")
    let missing = try await call(environment)
    #expect(missing.error?.kind == .credentials && missing.error?.message.contains("web identity") == true)
  }

  @Test("a profile's keys, and its region") func profile() async throws {
    let found = try await call(
      ["AWS_PROFILE": "work"],
      files: [
        "config": "[profile work]\nregion = eu-north-1 # comment\n",
        "credentials":
          "[default]\naws_access_key_id=OTHER\n[work]\naws_access_key_id = PROFILE\naws_secret_access_key=S\n",
      ])
    #expect(found.error == nil && found.key == "PROFILE" && found.region == "eu-north-1")
    let missing = try await call(["AWS_PROFILE": "none", "AWS_REGION": "eu-west-1"])
    #expect(missing.error?.message.contains("“none”") == true)
  }

  @Test("a role with the profile that asks for it") func sourceProfile() async throws {
    let config = """
      [profile role]
      region = eu-west-1
      role_arn = arn:aws:iam::1:role/r
      source_profile = base
      external_id = x
      [profile base]
      aws_access_key_id = SOURCE
      aws_secret_access_key = S
      [profile round]
      role_arn = a
      source_profile = about
      [profile about]
      role_arn = b
      source_profile = round
      """
    let found = try await call(["AWS_PROFILE": "role"], files: ["config": config])
    #expect(found.error == nil && found.key == "ROLE")
    let circle = try await call(["AWS_PROFILE": "round", "AWS_REGION": "eu-west-1"], files: ["config": config])
    #expect(circle.error?.message.contains("round → about → round") == true)
  }

  @Test("a role with the environment's keys") func credentialSource() async throws {
    let config = "[profile role]\nrole_arn = arn:aws:iam::1:role/r\ncredential_source = EcsContainer\n"
    let found = try await call(
      [
        "AWS_PROFILE": "role", "AWS_REGION": "eu-west-1",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": "ENDPOINT/container?a=b",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN": "wrong",
      ], files: ["config": config])
    #expect(found.error?.message.contains("container endpoint") == true)
  }

  @Test("a process") func process() async throws {
    let config = "[default]\ncredential_process = cat FOLDER/out.json\n"
    let found = try await call(
      ["AWS_REGION": "eu-west-1", "PATH": "/usr/bin:/bin", "HOME": "FOLDER"],
      files: [
        "config": config.replacing("FOLDER", with: "$HOME"),
        "out.json": Self.document("PROCESS", token: "SessionToken"),
      ])
    #expect(found.error == nil && found.key == "PROCESS")
    let failing = try await call(
      ["AWS_REGION": "eu-west-1", "PATH": "/usr/bin:/bin"],
      files: ["config": "[default]\ncredential_process = false very-secret\n"])
    #expect(failing.error?.message.contains("“false” failed") == true)
    #expect(failing.error?.message.contains("very-secret") == false)
  }

  @Test("single sign-on is refused, with what to do") func sso() async throws {
    let refused = try await call(
      ["AWS_REGION": "eu-west-1"], files: ["config": "[default]\nsso_session = x\nsso_account_id = 1\n"])
    #expect(refused.error?.message.contains("export-credentials") == true)
  }

  @Test("a container's endpoint") func container() async throws {
    let found = try await call(
      [
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": "ENDPOINT/container?a=b", "AWS_REGION": "eu-west-1",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "FOLDER/token",
      ], files: ["token": "container token\n"])
    #expect(found.error == nil && found.key == "CONTAINER")
    let untrusted = try await call([
      "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://example.com/x", "AWS_REGION": "eu-west-1",
    ])
    #expect(untrusted.error?.message.contains("without TLS") == true)
  }

  @Test("a machine's metadata, region included") func instance() async throws {
    let found = try await call(["AWS_EC2_METADATA_SERVICE_ENDPOINT": "ENDPOINT"])
    #expect(found.error == nil && found.key == "INSTANCE" && found.region == "ap-south-1")
  }

  @Test("nothing anywhere: all that was tried is named") func nothing() async throws {
    let none = try await call(["AWS_REGION": "eu-west-1"])
    let message = none.error?.message ?? ""
    #expect(none.error?.code == "NoCredentials")
    for place in ["environment", "web identity", "shared files", "container endpoint", "instance metadata"] {
      #expect(message.contains("\(place): "), "\(place)")
    }
    let region = try await call(["AWS_ACCESS_KEY_ID": "ENV", "AWS_SECRET_ACCESS_KEY": "S"])
    #expect(region.error?.code == "NoRegion")
  }
}
