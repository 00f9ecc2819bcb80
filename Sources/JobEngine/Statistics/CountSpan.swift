/// A run of counters of one length, by the numbers of their windows.
struct CountSpan: Equatable {
    let window: CountWindow
    var buckets: Range<Int64>

    /// The same counters, each of them in one span alone.
    static func merged(_ spans: [CountSpan]) -> [CountSpan] {
        let sorted = spans.sorted {
            ($0.window.rawValue, $0.buckets.lowerBound) < ($1.window.rawValue, $1.buckets.lowerBound)
        }
        return sorted.reduce(into: []) { merged, span in
            if let last = merged.last, last.window == span.window, last.buckets.upperBound >= span.buckets.lowerBound {
                let end = max(last.buckets.upperBound, span.buckets.upperBound)
                merged[merged.count - 1].buckets = last.buckets.lowerBound..<end
            } else {
                merged.append(span)
            }
        }
    }
}

extension WindowedRange {
    /// How much of a window lies in a range.
    enum Share: Equatable {
        case none
        case whole
        /// Microseconds, without the upper end.
        case part(Range<Int64>)
    }

    /// The counters that tell of the range: of what lies in it whole, and of the minutes that its ends cut.
    var spans: [CountSpan] {
        let cut = rests.map { rest in
            let minute = CountWindow.minute.bucket(ofMicroseconds: rest.lowerBound)
            return CountSpan(window: .minute, buckets: minute..<minute + 1)
        }
        let whole = minutes.map { CountSpan(window: .minute, buckets: $0) }
        return cut + whole + (hours.isEmpty ? [] : [CountSpan(window: .hour, buckets: hours)])
    }

    /// What a counter says of the range. An hour that lies in it only in part has no share: its minutes have.
    func share(of window: CountWindow, _ bucket: Int64) -> Share {
        switch window {
        case .hour:
            return hours.contains(bucket) ? .whole : .none
        case .minute:
            if minutes.contains(where: { $0.contains(bucket) }) { return .whole }
            let rest = rests.first { window.bucket(ofMicroseconds: $0.lowerBound) == bucket }
            return rest.map { .part($0) } ?? .none
        }
    }
}
