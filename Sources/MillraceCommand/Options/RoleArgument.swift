import ArgumentParser
import Millrace

/// `--role`.
enum RoleArgument: String, ExpressibleByArgument, CaseIterable {
  case plan
  case convert
  case all

  var role: PipelineRole {
    switch self {
    case .plan: .plan
    case .convert: .convert
    case .all: .all
    }
  }
}
