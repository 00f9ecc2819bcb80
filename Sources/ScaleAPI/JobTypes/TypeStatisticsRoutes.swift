import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

/// What operators look at first: which types run, wait and fail (seed 004; scale.md §2.9, §5.4 to §5.6).
extension ScaleAPI {
    static let defaultActivityRange = Duration.seconds(3 * 3_600)

    func addTypeStatisticsRoutes(to table: inout RouteTable) {
        table.on("\(root)/job-types/status/", [.get: status])
        table.on("\(root)/job-types/pending/", [.get: pending])
        table.on("\(root)/job-types/running/", [.get: running])
        table.on("\(root)/job-types/system-failures/", [.get: systemFailures])
    }

    private func status(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        let since = try parameters.timestamp("started") ?? engine.clock.now() - Self.defaultActivityRange
        let until = try parameters.timestamp("ended")
        let isActive = try parameters.boolean("is_active")
        let page = try await call.page { offset, limit in
            try await engine.typeActivity(since: since, until: until, isActive: isActive, offset: offset, limit: limit)
        }
        return call.answer(page) { writer, activity in
            writer.beginObject()
            writer.key("job_type")
            writer.typeSummary(activity.type, release)
            writer.key("job_counts")
            writer.phaseCounts(activity.counts)
            writer.endObject()
        }
    }

    private func pending(_ call: Call) async throws -> Response {
        try await crowds(call, in: .pending, field: "longest_pending")
    }

    private func running(_ call: Call) async throws -> Response {
        try await crowds(call, in: .running, field: "longest_running")
    }

    private func crowds(_ call: Call, in phase: JobPhase, field: StaticString) async throws -> Response {
        let page = try await call.page { try await engine.crowds(in: phase, offset: $0, limit: $1) }
        return call.answer(page) { writer, crowd in
            writer.beginObject()
            writer.key("job_type")
            writer.typeSummary(crowd.type, release)
            writer.field("count", crowd.count)
            writer.field(field, crowd.earliest)
            writer.endObject()
        }
    }

    private func systemFailures(_ call: Call) async throws -> Response {
        let page = try await call.page { try await engine.systemFailures(offset: $0, limit: $1) }
        return call.answer(page) { writer, failure in
            writer.beginObject()
            writer.key("job_type")
            writer.typeSummary(failure.type, release)
            writer.key("error")
            writer.error(failure.error)
            writer.field("count", failure.count)
            writer.field("first_error", failure.first)
            writer.field("last_error", failure.last)
            writer.endObject()
        }
    }
}

extension JSONWriter {
    /// The job type inside statistics: 14 fields in 2018, 11 in the last release (scale.md §2.9, §3).
    mutating func typeSummary(_ type: TypeSummary, _ release: ScaleRelease) {
        let row = type.row
        beginObject()
        field("id", row.id)
        field("name", row.name)
        field("version", row.version)
        field("title", row.title)
        field("description", row.description)
        if !release.showsShortTypes {
            field("category", type.profile.category)
            field("author_name", type.profile.authorName)
            field("author_url", type.profile.authorURL)
            field("is_long_running", row.isLongRunning)
            field("is_operational", type.profile.isOperational)
        }
        field("is_system", row.isSystem)
        field("is_active", row.isActive)
        field("is_paused", row.isPaused)
        field("icon_code", row.iconCode)
        if release.showsShortTypes {
            field("is_published", row.isActive)
            field("unmet_resources", nil as String?)
        }
        endObject()
    }

    mutating func phaseCounts(_ counts: [PhaseCount]) {
        beginArray()
        for count in counts {
            beginObject()
            field("status", count.phase.scaleName)
            field("count", count.count)
            field("most_recent", count.mostRecent)
            field("category", count.category?.rawValue)
            endObject()
        }
        endArray()
    }
}
