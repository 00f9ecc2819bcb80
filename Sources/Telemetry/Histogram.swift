import Synchronization

/// How often a value fell into each of some ranges, for distributions that are read from outside.
package final class Histogram: Sendable {
    /// What was observed so far.
    package struct Reading: Sendable {
        /// For each bound how many values were not above it, and at the end how many there were.
        package let cumulative: [UInt64]
        package let sum: Double
    }

    private struct State {
        var counts: [UInt64]
        var sum = 0.0
    }

    /// The upper ends of the ranges, ascending; above the last there is one more range.
    package let bounds: [Double]
    private let state: Mutex<State>

    package init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    /// From half a millisecond to ten seconds.
    package static func seconds() -> Histogram {
        Histogram(bounds: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10])
    }

    package func observe(_ value: Double) {
        let range = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[range] += 1
            state.sum += value
        }
    }

    package func observe(_ duration: Duration) {
        observe(duration.inSeconds)
    }

    package var reading: Reading {
        let state = state.withLock { $0 }
        var total: UInt64 = 0
        let cumulative = state.counts.map { count in
            total += count
            return total
        }
        return Reading(cumulative: cumulative, sum: state.sum)
    }
}

extension Duration {
    package var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
