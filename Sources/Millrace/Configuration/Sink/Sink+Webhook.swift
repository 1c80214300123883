extension PipelineConfiguration.Sink {
  /// `sink.webhook`: an HTTP endpoint that takes the body of each message.
  public struct Webhook: Sendable, Equatable {
    /// A header of each request.
    public struct Header: Sendable, Equatable {
      /// Its name, as in `Authorization`.
      public var name: String
      /// Its value.
      public var value: String

      /// A header.
      public init(name: String, value: String) {
        self.name = name
        self.value = value
      }
    }

    /// `url`: where to.
    public var url: String
    /// `timeout`: how long an answer may take.
    public var timeout = Duration.seconds(30)
    /// `headers`: what each request has besides its type and identity.
    public var headers: [Header] = []
    /// `retries`: how often a request is made again at once, with growing pauses, before the message is given back.
    public var retries = 4

    /// An endpoint with every default.
    public init(url: String) {
      self.url = url
    }
  }
}
