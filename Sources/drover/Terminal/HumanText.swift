import FoundationEssentials
import HTTPSupport
import JobModel

/// Amounts, durations and moments as people write them.
enum HumanText {
    /// `999 B`, `1.5 KiB`, `2.0 GiB`.
    static func bytes(_ count: Int64) -> String {
        let units = ["KiB", "MiB", "GiB", "TiB", "PiB"]
        guard count >= 1_024 else { return "\(count) B" }
        var amount = Double(count) / 1_024
        var unit = 0
        while amount >= 1_024, unit < units.count - 1 {
            amount /= 1_024
            unit += 1
        }
        return "\(oneDecimal(amount)) \(units[unit])"
    }

    /// `0.4 s`, `42 s`, `3 min 10 s`, `1 h 4 min`, `2 d 3 h`.
    static func duration(_ duration: Duration) -> String {
        let seconds = max(0, duration.components.seconds)
        switch seconds {
        case 0..<10:
            let tenths = max(0, duration.wholeMicroseconds) / 100_000
            return "\(tenths / 10).\(tenths % 10) s"
        case 10..<60: return "\(seconds) s"
        case 60..<3_600: return "\(seconds / 60) min \(seconds % 60) s"
        case 3_600..<86_400: return "\(seconds / 3_600) h \(seconds % 3_600 / 60) min"
        default: return "\(seconds / 86_400) d \(seconds % 86_400 / 3_600) h"
        }
    }

    /// How long ago an ISO 8601 moment was: `just now`, `5 s ago`, `3 h ago`; the text itself where it is none.
    static func age(_ iso8601: String, now: Timestamp = .now) -> String {
        guard let moment = Timestamp(iso8601: iso8601) else { return iso8601 }
        let seconds = now.duration(since: moment).components.seconds
        switch seconds {
        case ..<2: return "just now"
        case ..<60: return "\(seconds) s ago"
        case ..<3_600: return "\(seconds / 60) min ago"
        case ..<86_400: return "\(seconds / 3_600) h ago"
        default: return "\(seconds / 86_400) d ago"
        }
    }

    static func percent(_ part: Double) -> String {
        "\(Int((min(max(part, 0), 1) * 100).rounded(.down))) %"
    }

    /// A number without a needless fraction: `4`, `0.5`, `1234.25`.
    static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }

    /// `1 job`, `2 jobs`.
    static func count(_ number: Int64, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    private static func oneDecimal(_ value: Double) -> String {
        let tenths = Int64((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}

extension Timestamp {
    static var now: Timestamp {
        Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
    }
}
