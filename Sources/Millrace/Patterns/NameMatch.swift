/// What a name check found in a file's name.
enum NameMatch: Equatable {
  /// The name fits; with its date, where the check looks for one.
  case match(CalendarDate?)
  /// The name does not fit.
  case mismatch
  /// The name fits, but its date is no day of the calendar.
  case noSuchDay
}
