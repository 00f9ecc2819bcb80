import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

extension NativeAPI {
    private static let ends = [JobPhase.completed, .failed, .canceled]

    func addActivityRoutes(to table: inout RouteTable) {
        table.on("/api/activity", slash: .optional, [.get: activity])
    }

    /// How jobs ended over the last hours.
    private func activity(_ call: Call) async throws -> Response {
        let hours = try await call.parameters().integer("hours") ?? 3
        let longest = JobEngine.longestActivity.components.seconds / 3_600
        guard (1...longest).contains(hours) else { throw RequestError(400, "hours must be between 1 and \(longest).") }
        let activity = try await engine.activity(within: .seconds(hours * 3_600))
        return .json(capacity: 16_384) { writer in
            writer.beginObject()
            writer.field("step_seconds", activity.step.components.seconds)
            writer.key("steps")
            writer.beginArray()
            for step in activity.steps {
                writer.beginObject()
                writer.field("time", step.start)
                for phase in Self.ends {
                    writer.key(phase.name)
                    writer.value(step.counts[phase] ?? 0)
                }
                writer.endObject()
            }
            writer.endArray()
            writer.key("failures")
            writer.beginArray()
            for failure in activity.failures {
                writer.beginObject()
                writer.field("name", failure.error.name)
                writer.field("title", failure.error.title)
                writer.field("category", failure.error.category.rawValue)
                writer.field("count", failure.count)
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
    }
}
