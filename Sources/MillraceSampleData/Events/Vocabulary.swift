/// The words that events are made of.
enum Vocabulary {
  static let types = TextTable([
    "page_view", "click", "scroll", "search", "add_to_cart", "remove_from_cart", "login", "logout", "checkout",
    "purchase", "video_play", "error",
  ])
  static let categories = TextTable([
    "shoes", "outdoor", "kitchen", "electronics", "books", "garden", "toys", "bicycles", "music", "furniture",
    "office", "sport", "travel", "lighting", "health", "grocery",
  ])
  static let products = TextTable(pairs(productKinds, productThings, separator: "-"))
  /// The same products as they are written in a page's title.
  static let titles = TextTable(pairs(productKinds, productThings, separator: " "))
  static let campaigns = TextTable([
    "newsletter", "spring_sale", "brand", "retargeting", "affiliate", "social", "none", "app",
  ])
  static let referrers = TextTable([
    "https://www.google.com/search?q=", "https://duckduckgo.com/?q=", "https://www.bing.com/search?q=",
    "https://news.example.org/article/", "https://blog.example.net/posts/", "https://t.example/",
    "https://www.example-forum.de/thread/", "https://shop.example.com/search?query=",
  ])
  static let devices = TextTable(["desktop", "mobile", "tablet", "tv"])
  static let plans = TextTable(["free", "basic", "pro", "enterprise"])
  static let languages = TextTable(["en-US", "de-DE", "fr-FR", "es-ES", "ja-JP", "pt-BR", "pl-PL", "ar-EG"])
  static let statuses = TextTable(["200", "201", "204", "301", "302", "304", "400", "401", "403", "404", "500", "503"])
  static let tags = TextTable([
    "sale", "new", "returning", "beta", "vip", "mobile-app", "a/b:42", "größe-m", "日本", "",
  ])
  static let userAgents = TextTable(makeUserAgents())

  /// Ends of page titles, with what JSON and CSV must escape; the first one is the usual one. The two lists hold the
  /// same texts.
  static let titleEndings = TextTable([
    "", #" \"limited\""#, " – jetzt günstig", #"\nfree shipping"#, " 🎉", #" \u00e9dition sp\u00e9ciale"#,
    #" \ud83d\ude80"#, #" C:\\shop\\new"#, #" 1\/2"#, #"\tΩmega"#, " 特価", " — naïve café",
  ])
  static let titleEndingsCSV = TextTable([
    "", " \"\"limited\"\"", " – jetzt günstig", "\nfree shipping", " 🎉", " édition spéciale", " 🚀", " C:\\shop\\new",
    " 1/2", "\tΩmega", " 特価", " — naïve café",
  ])

  private static let productKinds = [
    "light", "classic", "trail", "urban", "wooden", "steel", "folding", "compact", "organic", "vintage", "smart",
    "silent", "nordic", "alpine", "wireless", "premium", "waterproof", "handmade", "recycled", "giant",
  ]
  private static let productThings = [
    "sneaker", "tent", "kettle", "headphones", "notebook", "shears", "puzzle", "helmet", "guitar", "armchair", "desk",
    "racket", "backpack", "lamp", "thermometer", "espresso", "jacket", "camera", "blanket", "drone",
  ]

  private static func pairs(_ first: [String], _ second: [String], separator: String) -> [String] {
    first.flatMap { kind in second.map { kind + separator + $0 } }
  }

  private static func makeUserAgents() -> [String] {
    let systems = [
      "Windows NT 10.0; Win64; x64", "Macintosh; Intel Mac OS X 10_15_7", "X11; Linux x86_64",
      "Linux; Android 15; Pixel 9",
    ]
    return systems.flatMap { system in
      (120..<150).map { version in
        "Mozilla/5.0 (\(system)) KHTML, like Gecko Chrome/\(version).0.0.0"
      }
    }
  }
}
