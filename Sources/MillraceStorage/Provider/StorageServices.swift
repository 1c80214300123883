/// What pipelines can be opened on: the storage of this machine, or `CloudStorage`, which reaches services, too. What it opens
/// is the engine's affair, so that nothing of it shows in the library's interface.
public protocol StorageServices: Sendable {}
