package import Foundation

/// The machine's own clock.
package struct SystemWallClock: WallClock {
  package init() {}

  package var now: Date { Date() }
}
