/// A queue that holds all of its messages from the start, such as those that a function is called with.
///
/// Its `receive` brings nothing only when nothing will come any more: all messages were handed out, and all of them are
/// resolved. Until then it waits, however short the wait that it is asked for.
package protocol FiniteQueue: MessageQueue {}
