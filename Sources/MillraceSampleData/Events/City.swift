/// A place where visitors are: its name, country and middle in millionths of a degree.
struct City: Sendable {
  let latitude: Int64
  let longitude: Int64
}

extension Vocabulary {
  /// Middles of the cities, in the order of `cityNames` and `countries`; the first ones are drawn most often.
  static let cities: [City] = places.map { City(latitude: $0.latitude, longitude: $0.longitude) }
  static let cityNames = TextTable(places.map(\.name))
  static let countries = TextTable(places.map(\.country))

  private typealias Place = (name: String, country: String, latitude: Int64, longitude: Int64)

  private static let places: [Place] = [
    ("Berlin", "DE", 52_520_008, 13_404_954), ("New York", "US", 40_712_776, -74_005_974),
    ("London", "GB", 51_507_351, -127_758), ("Paris", "FR", 48_856_613, 2_352_222),
    ("Tokyo", "JP", 35_689_487, 139_691_711), ("São Paulo", "BR", -23_550_520, -46_633_308),
    ("Zürich", "CH", 47_376_886, 8_541_694), ("Warszawa", "PL", 52_229_676, 21_012_229),
    ("Madrid", "ES", 40_416_775, -3_703_790), ("Sydney", "AU", -33_868_820, 151_209_290),
    ("Toronto", "CA", 43_653_226, -79_383_184), ("القاهرة", "EG", 30_044_420, 31_235_712),
    ("Mumbai", "IN", 19_075_984, 72_877_656), ("Stockholm", "SE", 59_329_324, 18_068_581),
    ("San Francisco", "US", 37_774_929, -122_419_416), ("Nairobi", "KE", -1_292_066, 36_821_946),
    ("Köln", "DE", 50_937_531, 6_960_279), ("Chicago", "US", 41_878_114, -87_629_798),
    ("Lyon", "FR", 45_764_043, 4_835_659), ("大阪", "JP", 34_693_738, 135_502_165),
    ("Buenos Aires", "AR", -34_603_722, -58_381_592), ("Dublin", "IE", 53_349_805, -6_260_310),
    ("Reykjavík", "IS", 64_146_582, -21_942_635), ("Quito", "EC", -180_653, -78_467_838),
  ]
}
