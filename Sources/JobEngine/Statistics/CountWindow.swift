import JobModel

/// The lengths of time for which jobs are counted by the moment of their last change of status. The raw values are
/// microseconds, and stored.
enum CountWindow: Int64, CaseIterable {
    case minute = 60_000_000
    case hour = 3_600_000_000

    /// The number of the window that a moment lies in.
    func bucket(of moment: Timestamp) -> Int64 {
        bucket(ofMicroseconds: moment.rawValue)
    }

    func bucket(ofMicroseconds moment: Int64) -> Int64 {
        Self.floor(moment, rawValue)
    }

    fileprivate static func floor(_ value: Int64, _ unit: Int64) -> Int64 {
        value >= 0 ? value / unit : -((unit - 1 - value) / unit)
    }
}

/// A range of time cut into whole hours, whole minutes, and what is left at its ends: counters give the first two, and
/// the jobs themselves are counted only for what is left, which is less than two minutes.
struct WindowedRange: Equatable {
    /// Microseconds, without the upper end.
    private(set) var rests: [Range<Int64>] = []
    /// Numbers of minutes.
    private(set) var minutes: [Range<Int64>] = []
    /// Numbers of hours.
    private(set) var hours: Range<Int64> = 0..<0

    /// - Parameter until: the last moment of the range; nil for no end.
    init(since: Timestamp, until: Timestamp?) {
        let start = since.rawValue
        let end = until.map { $0.rawValue &+ 1 }
        guard end ?? .max > start else { return }
        let (minute, hour) = (CountWindow.minute.rawValue, CountWindow.hour.rawValue)
        let perHour = hour / minute
        let firstMinute = -CountWindow.floor(-start, minute)
        let endMinute = end.map { CountWindow.floor($0, minute) } ?? .max
        guard firstMinute <= endMinute else {
            rests = [start..<(end ?? .max)]
            return
        }
        rests = [start..<(firstMinute * minute), endMinute == .max ? 0..<0 : (endMinute * minute)..<(end ?? .max)]
            .filter { !$0.isEmpty }
        let firstHour = -CountWindow.floor(-firstMinute, perHour)
        let endHour = endMinute == .max ? Int64.max : CountWindow.floor(endMinute, perHour)
        guard firstHour <= endHour else {
            minutes = [firstMinute..<endMinute].filter { !$0.isEmpty }
            return
        }
        minutes = [firstMinute..<(firstHour * perHour), endHour == .max ? 0..<0 : (endHour * perHour)..<endMinute]
            .filter { !$0.isEmpty }
        hours = firstHour..<endHour
    }
}
