/// A member of a hash or an element of a list that an expression makes.
struct ProgramMember: BitwiseCopyable {
  /// What gives the value.
  var node: Int32
  /// The text before the value, such as `,"key":`, in the program's text.
  var offset: Int32
  var count: Int32
}
