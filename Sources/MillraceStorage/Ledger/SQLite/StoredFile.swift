/// A file and its number in the database.
struct StoredFile {
  var id: Int64
  var file: FileVersion
}
