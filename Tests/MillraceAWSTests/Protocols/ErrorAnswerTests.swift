import MillraceAWS
import NIOCore
import NIOHTTP1
import Testing

@Suite struct ErrorAnswerTests {
  @Test func readsErrorsOfS3() {
    let body = """
      <?xml version="1.0" encoding="UTF-8"?>
      <Error><Code>PermanentRedirect</Code><Message>Go &amp; see</Message><Region>eu-west-1</Region>\
      <RequestId>R1</RequestId><HostId>H</HostId></Error>
      """
    let error = ErrorAnswer(headers: [:], body: ByteBuffer(string: body))
    #expect(error.code == "PermanentRedirect" && error.message == "Go & see" && error.requestID == "R1")
    #expect(error.fields == ["Region": "eu-west-1", "HostId": "H"])
  }

  @Test func readsErrorsBehindASuccess() {
    let error = ErrorAnswer(
      inSuccess: Array(" \n <?xml version=\"1.0\"?><Error><Code>InternalError</Code></Error>".utf8))
    #expect(error?.code == "InternalError")
    #expect(ErrorAnswer(inSuccess: Array("   <CompleteMultipartUploadResult/>".utf8)) == nil)
    #expect(ErrorAnswer(inSuccess: Array("   ".utf8)) == nil)
  }

  @Test func readsErrorsOfTheJSONProtocol() {
    let body = #"{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"No such queue","Item":{"a":{"S":"x"}}}"#
    let error = ErrorAnswer(
      headers: ["x-amzn-RequestId": "R2", "x-amzn-query-error": "AWS.SimpleQueueService.NonExistentQueue;Sender"],
      body: ByteBuffer(string: body))
    #expect(error.code == "QueueDoesNotExist" && error.message == "No such queue" && error.requestID == "R2")
  }

  @Test(arguments: ["", "<html>Bad gateway", "{\"__type\":", "{\"message\": 7}", "plain", "<a><b></a>"])
  func makesTheBestOfWhatIsNoError(body: String) {
    let error = ErrorAnswer(headers: ["x-amz-request-id": "R3"], body: ByteBuffer(string: body))
    #expect(error.code == nil && error.requestID == "R3")
  }
}
