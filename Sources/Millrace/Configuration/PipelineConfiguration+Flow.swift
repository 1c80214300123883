extension PipelineConfiguration {
  /// `prefetch`: what may be in hand before it is worked on.
  public struct Prefetch: Sendable, Equatable {
    /// `messages`: the most messages of `s3-events` that are held at a time; `nil` (`auto`) takes 1,000 for manifests, and
    /// twice `pipelines` for the processing of objects.
    public var messages: Int?
    /// `bytes`: the most bytes of objects that have been read ahead.
    public var bytes = 128 << 20

    /// A prefetch with every default.
    public init() {}
  }

  /// `health`: where a run answers how it is, over HTTP.
  public struct Health: Sendable, Equatable {
    /// `host`: the address that it listens on; all of the machine's by default.
    public var host = "0.0.0.0"
    /// `port`: from 1 to 65,535; 0 takes any that is free.
    public var port: Int

    /// The given port on all addresses.
    public init(port: Int) {
      self.port = port
    }
  }
}
