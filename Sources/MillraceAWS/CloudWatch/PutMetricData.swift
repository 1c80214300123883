extension CloudWatchClient {
  /// Stores metrics: up to 1,000 in one call, of 1 MB in all.
  package struct PutMetricData: QueryOperation {
    package static let name = "PutMetricData"
    /// The most metrics of one call.
    package static let maximumCount = 1_000
    /// 1 to 255 characters, not beginning with `AWS/`.
    package var namespace: String
    package var metrics: [MetricDatum]

    package init(namespace: String, metrics: [MetricDatum]) {
      self.namespace = namespace
      self.metrics = metrics
    }

    package func write(to form: inout QueryForm) {
      form.append("Namespace", namespace)
      form.appendList("MetricData", metrics) { form, name, metric in metric.write(as: name, to: &form) }
    }

    package typealias Output = Void
  }
}
