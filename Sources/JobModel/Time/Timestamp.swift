/// A moment in UTC, in whole microseconds since 1970-01-01T00:00:00Z.
///
/// Both original systems keep microseconds; an integer sorts, compares and stores the same way in every database.
package struct Timestamp: RawRepresentable, Sendable, Hashable, Comparable {
    package var rawValue: Int64

    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    package init(microseconds: Int64) {
        self.rawValue = microseconds
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.rawValue < right.rawValue
    }

    package static func + (moment: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(rawValue: moment.rawValue &+ duration.wholeMicroseconds)
    }

    package static func - (moment: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(rawValue: moment.rawValue &- duration.wholeMicroseconds)
    }

    /// The time that passed from `earlier` to `self`; negative when `earlier` is later.
    package func duration(since earlier: Timestamp) -> Duration {
        .microseconds(rawValue - earlier.rawValue)
    }
}

extension Duration {
    /// The duration in microseconds, the fraction dropped.
    package var wholeMicroseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds &* 1_000_000 &+ attoseconds / 1_000_000_000_000
    }
}
