import JSONSupport
import NIOCore

/// A measured rate of requests or jobs.
struct Rate: Sendable {
    let perSecond: Double
    let failures: Int
}

/// Durations of single steps, for medians and tails.
struct Latencies: Sendable {
    private let sorted: [Duration]

    init(_ durations: [Duration]) {
        sorted = durations.sorted()
    }

    /// The value below which the given part of all lies, from 0 to 1; zero when nothing was measured.
    func quantile(_ part: Double) -> Duration {
        guard !sorted.isEmpty else { return .zero }
        return sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]
    }
}

extension Duration {
    var milliseconds: Double {
        Double(components.seconds) * 1_000 + Double(components.attoseconds) / 1e15
    }
}

/// Sends load over a number of connections and measures what comes back.
struct BenchLoad {
    let connections: [LoadConnection]

    /// The same request from every connection, `total` in all.
    func rate(of total: Int, _ request: (LoadConnection) -> ByteBuffer) async throws -> Rate {
        let each = total / connections.count
        let work = connections.map { ($0, request($0)) }
        let start = ContinuousClock.now
        let failures = try await withThrowingTaskGroup(of: Int.self) { group in
            for (connection, request) in work {
                group.addTask { try await connection.repeatedly(request, count: each) }
            }
            return try await group.reduce(0, +)
        }
        return Rate(perSecond: Self.rate(each * connections.count, since: start), failures: failures)
    }

    /// `body` on every connection at the same time; it returns how many things it did.
    func rate(_ body: @escaping @Sendable (LoadConnection, Int) async throws -> Int) async throws -> Rate {
        let start = ContinuousClock.now
        let done = try await withThrowingTaskGroup(of: Int.self) { group in
            for (number, connection) in connections.enumerated() {
                group.addTask { try await body(connection, number) }
            }
            return try await group.reduce(0, +)
        }
        return Rate(perSecond: Self.rate(done, since: start), failures: 0)
    }

    private static func rate(_ count: Int, since start: ContinuousClock.Instant) -> Double {
        Double(count) / ((ContinuousClock.now - start).milliseconds / 1_000)
    }
}

extension LoadAnswer {
    /// The body as JSON.
    /// - Throws: `BenchError` unless the status is 2xx.
    func json() throws -> JSON {
        guard (200..<300).contains(status) else {
            throw BenchError("the server answered \(status): \(String(buffer: body).prefix(300))")
        }
        return try JSON.parse(Array(body.readableBytesView))
    }
}

/// Why a measurement could not be made.
struct BenchError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
