import HTTPSupport
import JSONSupport
import JobEngine

/// The handing out of work as a whole, and what all machines do now (scale.md §6.8, §10).
extension ScaleAPI {
    private static let schedulerFields = ["is_paused", "num_message_handlers", "system_logging_level", "queue_mode"]
    static let loggingLevels = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]
    /// How many there may be.
    static let messageHandlers: ClosedRange<Int64> = 0...1_000

    func addSchedulerRoutes(to table: inout RouteTable) {
        table.on("\(root)/scheduler/", [.get: scheduler, .patch: editScheduler])
        table.on("\(root)/status/", [.get: clusterStatus])
        table.on("\(root)/version/", access: .open, [.get: { [serverVersion] _ in
            .json { writer in
                writer.beginObject()
                writer.field("version", serverVersion)
                writer.endObject()
            }
        }])
    }

    private func scheduler(_ call: Call) async throws -> Response {
        let state = try await engine.schedulerState()
        return .json { writer in
            writer.beginObject()
            writer.field("is_paused", state.isPaused)
            writer.field("num_message_handlers", state.messageHandlers)
            writer.field("system_logging_level", state.loggingLevel)
            writer.field("queue_mode", state.queueMode.rawValue)
            writer.endObject()
        }
    }

    /// Refusals are bare strings here, as the original's (scale.md §1.3).
    private func editScheduler(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        let unexpected = parameters.bodyFields.filter { !Self.schedulerFields.contains($0) }
        guard unexpected.isEmpty else { throw Self.refusal("Unexpected fields: \(unexpected.sorted().joined(separator: ", "))") }
        guard !parameters.bodyFields.isEmpty else { throw Self.refusal("No fields specified for update.") }
        var change = SchedulerChange()
        change.isPaused = try parameters.boolean("is_paused")
        if let mode = try parameters.string("queue_mode") {
            guard let known = SchedulerState.QueueMode(rawValue: mode) else {
                throw Self.refusal("queue_mode must be FIFO or LIFO.")
            }
            change.queueMode = known
        }
        if let handlers = try parameters.integer("num_message_handlers") {
            let range = Self.messageHandlers
            guard range.contains(handlers) else {
                throw Self.refusal("num_message_handlers must be between \(range.lowerBound) and \(range.upperBound).")
            }
            change.messageHandlers = handlers
        }
        if let level = try parameters.string("system_logging_level") {
            guard Self.loggingLevels.contains(level) else {
                throw Self.refusal("system_logging_level must be one of \(Self.loggingLevels.joined(separator: ", ")).")
            }
            change.loggingLevel = level
        }
        try await engine.changeScheduler(change)
        return .empty(204)
    }

    private static func refusal(_ text: String) -> RequestError {
        RequestError(.json(400) { $0.value(text) })
    }

    private func clusterStatus(_ call: Call) async throws -> Response {
        let status = try await engine.clusterStatus()
        return .json(capacity: 4_096) { $0.clusterStatus(status, release) }
    }
}
