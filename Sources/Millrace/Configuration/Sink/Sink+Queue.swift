package import MillraceStorage

extension PipelineConfiguration.Sink {
  /// `sink.queue`: the records of files, as messages of a queue.
  public struct Queue: Sendable, Equatable {
    /// How records are laid out in messages.
    public enum Layout: String, Sendable, CaseIterable {
      /// Several records a message, one a line.
      case ndjson
      /// Several records a message, as a JSON array.
      case array
      /// One record a message.
      case single
    }

    /// What decides the order on a FIFO queue.
    public enum Group: Sendable, Equatable {
      /// The records of a file keep their order.
      case file
      /// Records keep their order for which a JMESPath expression gives the same value.
      case expression(String)
    }

    /// What becomes of records that no message can hold.
    package enum Oversize: Sendable, Equatable {
      /// They go to quarantine.
      case quarantine
      /// `claim-check`: they are put into a store, and the message says where.
      case claimCheck(Address)
    }

    /// What becomes of records that hold characters which SQS refuses.
    public enum Forbidden: String, Sendable, CaseIterable {
      /// Such characters are written as `\uXXXX`, which means the same within strings of JSON.
      case escape
      /// Such records go to quarantine.
      case quarantine
    }

    /// `to`: the queue.
    package var to: Address
    /// `layout`: how records are laid out in messages.
    public var layout = Layout.ndjson
    /// `message-size`: bytes of a message at most, its attributes included; `nil` (`auto`) is what the queue is set to.
    public var messageSize: Int?
    /// `in-flight`: batches of up to ten messages that may be sent before the ledger knows of the first; a process that dies
    /// repeats no more than those.
    public var inFlight = 64
    /// `group`: what decides the order on a FIFO queue; others ignore it.
    public var group = Group.file
    /// `oversize`: what becomes of records that no message can hold.
    package var oversize = Oversize.quarantine
    /// `forbidden`: what becomes of records that hold characters which SQS refuses.
    public var forbidden = Forbidden.escape

    package init(to: Address) {
      self.to = to
    }
  }
}
