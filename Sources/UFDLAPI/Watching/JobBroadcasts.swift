import HTTPSupport
import JobEngine
import NIOCore
import Synchronization

/// Hands the transitions of jobs to those who watch them. One task reads the events of a watched job and writes each of
/// them once, however many listeners there are.
final class JobBroadcasts: Sendable {
    private struct Broadcast {
        var listeners: [ObjectIdentifier: WebSocketConnection] = [:]
        /// The last event that was handed to the listeners.
        var position: Int64
    }

    /// How long one look for events lasts; after each, a broadcast without listeners ends.
    private static let patience = Duration.seconds(30)

    private let engine: JobEngine
    private let broadcasts = Mutex<[Int64: Broadcast]>([:])

    init(engine: JobEngine) {
        self.engine = engine
    }

    /// Lets a connection watch a job from an event on, with none lost between what is read for it alone and what all get.
    /// - Parameter position: the last event that the listener has seen.
    func join(_ connection: WebSocketConnection, job: Int64, watch: JobWatch, after position: Int64) async throws {
        var position = position
        connection.onClose { [weak self] in self?.leave(connection, job: job) }
        while true {
            switch enter(connection, job: job, at: position) {
            case .joined: return
            case .begun:
                Task { await self.run(job, watched: watch.watched) }
                return
            case .behind:
                let events = try await engine.events(ofJob: job, after: position, within: .zero)
                Self.send(events, to: [connection], watched: watch.watched, description: watch.job.job.description)
                // Without any, the events between were removed with their job; then there is nothing to catch up with.
                position = events.last?.sequence ?? .max
            }
        }
    }

    private enum Entry {
        case joined
        /// The listener is the first; somebody has to start reading.
        case begun
        /// The others have seen more; catch up first.
        case behind
    }

    private func enter(_ connection: WebSocketConnection, job: Int64, at position: Int64) -> Entry {
        broadcasts.withLock { broadcasts in
            guard let known = broadcasts[job] else {
                broadcasts[job] = Broadcast(listeners: [ObjectIdentifier(connection): connection], position: position)
                return .begun
            }
            guard position >= known.position else { return .behind }
            broadcasts[job]?.listeners[ObjectIdentifier(connection)] = connection
            return .joined
        }
    }

    private func leave(_ connection: WebSocketConnection, job: Int64) {
        _ = broadcasts.withLock { $0[job]?.listeners.removeValue(forKey: ObjectIdentifier(connection)) }
    }

    /// Reads and hands out the events of one job while somebody listens.
    private func run(_ job: Int64, watched: Set<JobTransition>?) async {
        while let position = continuing(job) {
            do {
                let events = try await engine.events(ofJob: job, after: position, within: Self.patience)
                guard let last = events.last else {
                    if engine.signals.isStopped { return }
                    continue
                }
                let description = try await engine.ufdlJob(job).job.description
                // Whoever joins from here on has read these events already.
                let listeners = broadcasts.withLock { broadcasts in
                    broadcasts[job]?.position = last.sequence
                    return broadcasts[job].map { Array($0.listeners.values) } ?? []
                }
                Self.send(events, to: listeners, watched: watched, description: description)
            } catch {
                end(job)
                return
            }
        }
    }

    /// - Returns: where to read on; nil when nobody listens any more.
    private func continuing(_ job: Int64) -> Int64? {
        broadcasts.withLock { broadcasts in
            guard let broadcast = broadcasts[job], !broadcast.listeners.isEmpty else {
                broadcasts[job] = nil
                return nil
            }
            return broadcast.position
        }
    }

    /// The job is gone, or the database: the listeners have to come again.
    private func end(_ job: Int64) {
        let listeners = broadcasts.withLock { $0.removeValue(forKey: job)?.listeners.values.map { $0 } ?? [] }
        for listener in listeners { listener.close(code: .serverError, reason: "the job cannot be watched any more") }
    }

    private static func send(
        _ events: [JobEvent], to listeners: [WebSocketConnection], watched: Set<JobTransition>?, description: String?
    ) {
        for event in events where watched?.contains(event.transition) ?? true {
            let text = JobEventMessage.text(event, description: description ?? "")
            for listener in listeners { _ = listener.send(text: text) }
        }
    }
}
