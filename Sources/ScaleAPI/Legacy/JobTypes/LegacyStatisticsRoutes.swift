import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

/// What operators look at first (seed 004; scale.md §5.4 to §5.6): the numbers of v6 in the form of 2015.
extension ScaleAPI {
    func legacyStatus(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        let since = try parameters.timestamp("started") ?? engine.clock.now() - Self.defaultActivityRange
        let until = try parameters.timestamp("ended")
        let load = { (offset: Int64, limit: Int64) in
            try await engine.typeActivity(since: since, until: until, isActive: nil, offset: offset, limit: limit)
        }
        return try await call.legacyAnswer(load) { writer, activity in
            writer.beginObject()
            writer.key("job_type")
            writer.typeSummary(activity.type, .v6)
            writer.key("job_counts")
            writer.legacyPhaseCounts(activity.counts)
            writer.endObject()
        }
    }

    func legacyRunning(_ call: Call) async throws -> Response {
        let load = { (offset: Int64, limit: Int64) in
            try await engine.crowds(in: .running, offset: offset, limit: limit)
        }
        return try await call.legacyAnswer(load) { writer, crowd in
            writer.beginObject()
            writer.key("job_type")
            writer.typeSummary(crowd.type, .v6)
            writer.field("count", crowd.count)
            writer.milliseconds("longest_running", crowd.earliest)
            writer.endObject()
        }
    }

    func legacySystemFailures(_ call: Call) async throws -> Response {
        let load = { (offset: Int64, limit: Int64) in try await engine.systemFailures(offset: offset, limit: limit) }
        return try await call.legacyAnswer(load) { writer, failure in
            writer.beginObject()
            writer.key("job_type")
            writer.typeSummary(failure.type, .v6)
            writer.key("error")
            writer.legacyError(failure.error)
            writer.field("count", failure.count)
            writer.milliseconds("first_error", failure.first)
            writer.milliseconds("last_error", failure.last)
            writer.endObject()
        }
    }
}
