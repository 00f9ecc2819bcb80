import Glibc

/// Dates as RFC 5322, 3.3 writes them, in UTC whatever the machine's zone and language are.
enum MailDate {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    /// 9999-12-31T23:59:59Z: later years do not fit the form.
    private static let last: Int64 = 253_402_300_799

    static var now: Int64 { Int64(time(nil)) }

    static func text(secondsSince1970 seconds: Int64) -> String {
        var moment = time_t(min(max(seconds, 0), last))
        var parts = tm()
        gmtime_r(&moment, &parts)
        let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map(padded).joined(separator: ":")
        let month = months[Int(parts.tm_mon)]
        return "\(days[Int(parts.tm_wday)]), \(padded(parts.tm_mday)) \(month) \(1900 + parts.tm_year) \(clock) +0000"
    }

    private static func padded(_ number: Int32) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
