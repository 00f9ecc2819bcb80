/// Writes metrics in the text format of Prometheus, version 0.0.4.
package struct MetricsText {
    package enum Kind: String {
        case counter, gauge, histogram
    }

    package private(set) var text = ""
    private var name: StaticString = ""

    package init() {}

    /// Begins a metric; its samples follow.
    package mutating func metric(_ name: StaticString, _ kind: Kind, _ help: StaticString) {
        self.name = name
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    /// One sample of the metric that was begun last.
    package mutating func sample(_ value: Double, _ labels: [(name: StaticString, value: String)] = []) {
        write("", labels, value)
    }

    /// The samples of a whole distribution.
    package mutating func samples(of histogram: Histogram, _ labels: [(name: StaticString, value: String)] = []) {
        let reading = histogram.reading
        let bounds = histogram.bounds.map { Self.text(of: $0) } + ["+Inf"]
        for (bound, count) in zip(bounds, reading.cumulative) {
            write("_bucket", labels + [("le", bound)], Double(count))
        }
        write("_sum", labels, reading.sum)
        write("_count", labels, Double(reading.cumulative.last ?? 0))
    }

    private mutating func write(
        _ suffix: StaticString, _ labels: [(name: StaticString, value: String)], _ value: Double
    ) {
        let list = labels.map { "\($0.name)=\"\(Self.escape($0.value))\"" }.joined(separator: ",")
        text += "\(name)\(suffix)\(list.isEmpty ? "" : "{\(list)}") \(Self.text(of: value))\n"
    }

    private static func text(of value: Double) -> String {
        Int64(exactly: value).map { String($0) } ?? String(value)
    }

    private static func escape(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n").replacing("\"", with: "\\\"")
    }
}
