/// One line of the table.
struct BenchResult: Sendable {
    let measure: String
    let value: String
    let target: String
    /// nil where nothing could be measured.
    let isMet: Bool?
}

extension BenchResult {
    static func ratio(_ name: String, _ rate: Rate, to pings: [Rate], atLeast target: Double) -> BenchResult {
        let ping = pings.map(\.perSecond).reduce(0, +) / Double(max(1, pings.count))
        let ratio = rate.perSecond / max(ping, 1)
        return BenchResult(
            measure: name,
            value: "\(Int(rate.perSecond)) requests/s, \(Int(ratio * 100)) % of ping"
                + (rate.failures == 0 ? "" : ", \(rate.failures) failed"),
            target: "≥ \(Int(target * 100)) % of ping",
            isMet: ratio >= target && rate.failures == 0
        )
    }

    static func result(_ name: String, _ value: Double, _ unit: String, atLeast target: Double) -> BenchResult {
        BenchResult(measure: name, value: "\(value.shown) \(unit)", target: "≥ \(target.shown) \(unit)", isMet: value >= target)
    }

    static func result(_ name: String, _ value: Double, _ unit: String, atMost target: Double) -> BenchResult {
        BenchResult(measure: name, value: "\(value.shown) \(unit)", target: "≤ \(target.shown) \(unit)", isMet: value <= target)
    }
}

extension Double {
    /// Whole when large, two digits after the point when small.
    var shown: String {
        self >= 100 ? String(Int(self.rounded())) : String((self * 100).rounded() / 100)
    }
}
