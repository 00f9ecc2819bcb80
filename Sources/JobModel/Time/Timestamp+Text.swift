/// Moments as text: ISO 8601 in UTC, with six digits of a second or none (reference/scale.md §1.6).
extension Timestamp {
    /// What four digits of a year can say; anything outside is written as the nearest of the two.
    private static let writable = -62_135_596_800_000_000...253_402_300_799_999_999 as ClosedRange<Int64>
    private static let microsecondsOfDay: Int64 = 86_400_000_000

    /// Whether the moment lies in the years 1 to 9999, so that its text says all of it.
    package var isWritable: Bool {
        Self.writable.contains(rawValue)
    }

    /// `2015-03-11T00:00:00Z` or `2015-03-11T00:00:00.123456Z`.
    package var iso8601: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(27)
        appendISO8601(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Writes what `iso8601` says, without making a string.
    package func appendISO8601(to bytes: inout [UInt8]) {
        let moment = min(max(rawValue, Self.writable.lowerBound), Self.writable.upperBound)
        var days = moment / Self.microsecondsOfDay
        var rest = moment % Self.microsecondsOfDay
        if rest < 0 {
            days -= 1
            rest += Self.microsecondsOfDay
        }
        let date = CalendarDate(daysSince1970: days)
        let seconds = rest / 1_000_000
        Self.append(date.year, 4, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        Self.append(date.month, 2, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        Self.append(date.day, 2, to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        Self.append(seconds / 3_600, 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Self.append(seconds / 60 % 60, 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Self.append(seconds % 60, 2, to: &bytes)
        if rest % 1_000_000 != 0 {
            bytes.append(UInt8(ascii: "."))
            Self.append(rest % 1_000_000, 6, to: &bytes)
        }
        bytes.append(UInt8(ascii: "Z"))
    }

    private static func append(_ number: Int64, _ digits: Int, to bytes: inout [UInt8]) {
        var divisor: Int64 = digits == 2 ? 10 : digits == 4 ? 1_000 : 100_000
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }

    /// Reads an ISO date-time with an offset (`Z`, `+01`, `-0530`, `+05:30`). Seconds may be missing, digits behind the
    /// microsecond are dropped, months, days and times may have one digit, as in Django's parser.
    /// - Returns: nil for any other text, a day that does not exist, or a moment outside the years 1 to 9999.
    package init?(iso8601 text: String) {
        guard text.utf8.count <= 48 else { return nil }
        var cursor = ByteCursor(text)
        guard let date = Self.date(&cursor),
            cursor.take(UInt8(ascii: "T")) || cursor.take(UInt8(ascii: " ")),
            let time = Self.timeOfDay(&cursor),
            let offset = Self.offset(&cursor),
            cursor.isAtEnd
        else { return nil }
        let moment = date.daysSince1970 * Self.microsecondsOfDay + time - offset
        guard Self.writable.contains(moment) else { return nil }
        self.init(microseconds: moment)
    }

    private static func date(_ cursor: inout ByteCursor) -> CalendarDate? {
        guard let year = cursor.number(4...4), cursor.take(UInt8(ascii: "-")),
            let month = cursor.number(1...2), cursor.take(UInt8(ascii: "-")),
            let day = cursor.number(1...2)
        else { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }

    private static func timeOfDay(_ cursor: inout ByteCursor) -> Int64? {
        guard let hour = cursor.number(1...2), hour < 24, cursor.take(UInt8(ascii: ":")),
            let minute = cursor.number(1...2), minute < 60
        else { return nil }
        var microseconds = (hour * 60 + minute) * 60_000_000
        guard cursor.take(UInt8(ascii: ":")) else { return microseconds }
        guard let second = cursor.number(1...2), second < 60 else { return nil }
        microseconds += second * 1_000_000
        guard cursor.take(UInt8(ascii: ".")) else { return microseconds }
        guard let fraction = cursor.digits(1...12) else { return nil }
        let padded = fraction.prefix(6) + Array(repeating: UInt8(ascii: "0"), count: max(0, 6 - fraction.count))
        return microseconds + ByteCursor.value(padded)
    }

    /// How far the written time is ahead of UTC, in microseconds.
    private static func offset(_ cursor: inout ByteCursor) -> Int64? {
        if cursor.take(UInt8(ascii: "Z")) { return 0 }
        let isAhead = cursor.take(UInt8(ascii: "+"))
        guard isAhead || cursor.take(UInt8(ascii: "-")), let hours = cursor.number(2...2), hours < 24
        else { return nil }
        let hasColon = cursor.take(UInt8(ascii: ":"))
        let minutes = cursor.number(2...2)
        guard !hasColon || minutes != nil, minutes ?? 0 < 60 else { return nil }
        return (isAhead ? 1 : -1) * (hours * 60 + (minutes ?? 0)) * 60_000_000
    }
}
