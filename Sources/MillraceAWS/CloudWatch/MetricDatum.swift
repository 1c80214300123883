package import Foundation

/// One value of a metric, or what is known of several.
package struct MetricDatum: Sendable, Equatable {
  /// What a metric's value is.
  package enum Value: Sendable, Equatable {
    case single(Double)
    /// Several values of one minute, summed up.
    case summary(count: Double, sum: Double, minimum: Double, maximum: Double)
  }

  /// What a metric is told apart by.
  package struct Dimension: Sendable, Equatable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package var name: String
  package var value: Value
  /// `Count`, `Bytes`, `Seconds`, `Milliseconds`, `Percent`, `Count/Second`, … as CloudWatch has them.
  package var unit: String
  /// At most 30. Each combination of values is a metric of its own, and paid for as one.
  package var dimensions: [Dimension]
  /// Up to two weeks ago; nil: when it arrives.
  package var time: Date?

  package init(
    _ name: String, _ value: Value, unit: String = "None", dimensions: [Dimension] = [],
    time: Date? = nil
  ) {
    self.name = name
    self.value = value
    self.unit = unit
    self.time = time
    self.dimensions = dimensions
  }

  func write(as prefix: String, to form: inout QueryForm) {
    form.append("\(prefix).MetricName", name)
    form.append("\(prefix).Unit", unit)
    form.append("\(prefix).Timestamp", time.map(AWSTimestamp.dateTime))
    if !dimensions.isEmpty {
      form.appendList("\(prefix).Dimensions", dimensions) { form, name, dimension in
        form.append("\(name).Name", dimension.name)
        form.append("\(name).Value", dimension.value)
      }
    }
    switch value {
    case .single(let value): form.append("\(prefix).Value", "\(value)")
    case .summary(let count, let sum, let minimum, let maximum):
      form.append("\(prefix).StatisticValues.SampleCount", "\(count)")
      form.append("\(prefix).StatisticValues.Sum", "\(sum)")
      form.append("\(prefix).StatisticValues.Minimum", "\(minimum)")
      form.append("\(prefix).StatisticValues.Maximum", "\(maximum)")
    }
  }
}
