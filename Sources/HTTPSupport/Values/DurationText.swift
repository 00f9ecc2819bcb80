import JobModel

/// ISO 8601 durations of the form `P[nD][T[nH][nM][nS]]` (reference/scale.md §1.5): upper case, decimals with a point,
/// no weeks, months or years, no sign; `P` and `PT` are zero.
enum DurationText {
    private static let dayUnits: [(letter: UInt8, microseconds: Int64)] = [(UInt8(ascii: "D"), 86_400_000_000)]
    private static let timeUnits: [(letter: UInt8, microseconds: Int64)] = [
        (UInt8(ascii: "H"), 3_600_000_000), (UInt8(ascii: "M"), 60_000_000), (UInt8(ascii: "S"), 1_000_000),
    ]

    /// - Returns: the duration in microseconds; nil for any other text or one that is longer than 2⁶³ microseconds.
    static func microseconds(_ text: String) -> Int64? {
        guard text.utf8.count <= 120 else { return nil }
        var cursor = ByteCursor(text)
        guard cursor.take(UInt8(ascii: "P")), let days = sum(of: dayUnits, &cursor) else { return nil }
        guard cursor.take(UInt8(ascii: "T")) else { return cursor.isAtEnd ? days : nil }
        guard let time = sum(of: timeUnits, &cursor), cursor.isAtEnd else { return nil }
        let (total, overflows) = days.addingReportingOverflow(time)
        return overflows ? nil : total
    }

    /// Reads the amounts that are there, each at most once and in the order of the units.
    private static func sum(of units: [(letter: UInt8, microseconds: Int64)], _ cursor: inout ByteCursor) -> Int64? {
        var total: Int64 = 0
        var rest = units[...]
        while let whole = cursor.digits(1...18) {
            var fraction: ArraySlice<UInt8> = []
            if cursor.take(UInt8(ascii: ".")) {
                guard let digits = cursor.digits(1...18) else { return nil }
                fraction = digits
            }
            guard let position = rest.firstIndex(where: { cursor.take($0.letter) }),
                let amount = microseconds(whole, fraction, of: rest[position].microseconds)
            else { return nil }
            rest = rest[(position + 1)...]
            let (sum, overflows) = total.addingReportingOverflow(amount)
            guard !overflows else { return nil }
            total = sum
        }
        return total
    }

    private static func microseconds(
        _ whole: ArraySlice<UInt8>, _ fraction: ArraySlice<UInt8>, of unit: Int64
    ) -> Int64? {
        let (amount, overflows) = ByteCursor.value(whole).multipliedReportingOverflow(by: unit)
        guard !overflows else { return nil }
        var scale = Double(unit)
        var part = 0.0
        for digit in fraction {
            scale /= 10
            part += Double(digit - UInt8(ascii: "0")) * scale
        }
        let (sum, sumOverflows) = amount.addingReportingOverflow(Int64(part.rounded()))
        return sumOverflows ? nil : sum
    }
}
