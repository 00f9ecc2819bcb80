import HTTPTypes
import Synchronization
import Telemetry

/// Counts requests by route, method and status.
package final class HTTPTelemetry: Sendable {
    package struct Key: Hashable, Sendable {
        /// The route's pattern, so that ids make no metrics of their own; empty for paths of no route.
        package let route: String
        package let method: String
        package let status: Int
    }

    private let requests = Mutex<[Key: (count: UInt64, seconds: Double)]>([:])

    package init() {}

    /// What was counted so far, in no order; the seconds are those until the head of the answer.
    package var readings: [(key: Key, count: UInt64, seconds: Double)] {
        requests.withLock { $0.map { ($0.key, $0.value.count, $0.value.seconds) } }
    }

    func observe(_ route: String, _ method: HTTPRequest.Method, _ status: Int, _ duration: Duration) {
        // Methods that no route has would make as many metrics as a client likes.
        let key = Key(route: route, method: Verb(method) == nil ? "other" : method.rawValue, status: status)
        requests.withLock { requests in
            let known = requests[key] ?? (0, 0)
            requests[key] = (known.count + 1, known.seconds + duration.inSeconds)
        }
    }
}
