import HTTPSupport
import JobEngine

/// The dialect of Scale's first release (seed 004): without a version in the path, or below `/v5`.
extension ScaleAPI {
    static let legacyPrefixes = ["", "/v5"]

    func addLegacyRoutes(to table: inout RouteTable) {
        for path in ["/job-types", "/jobs", "/queue", "/v5"] { table.use(LegacyErrors(), below: path) }
        for prefix in Self.legacyPrefixes {
            table.on("\(prefix)/job-types/", [.get: legacyTypes])
            table.on("\(prefix)/job-types/status/", [.get: legacyStatus])
            table.on("\(prefix)/job-types/running/", [.get: legacyRunning])
            table.on("\(prefix)/job-types/system-failures/", [.get: legacySystemFailures])
            table.on("\(prefix)/job-types/create/", [.post: createLegacyType])
            table.on("\(prefix)/job-types/{id:int}/", [.get: legacyType, .patch: inPlainText(editLegacyType)])
            table.on("\(prefix)/queue/status/", [.get: legacyQueueStatus])
            table.on("\(prefix)/queue/new-job/", [.post: newLegacyJob])
            table.on("\(prefix)/queue/requeue-job/", [.post: requeueLegacyJob])
            table.on("\(prefix)/jobs/{id:int}/", [.get: legacyJob, .patch: editLegacyJob])
        }
    }

    /// The prefix by which a request came in, for the URLs of its answer.
    func legacyPrefix(of call: Call) -> String {
        call.isBelow("/v5") ? "/v5" : ""
    }

    /// Turns every refusal of a handler into plain text (seed 004, "Update Job Type").
    private func inPlainText(_ handler: @escaping RouteHandler) -> RouteHandler {
        { call in
            do {
                return try await handler(call)
            } catch let error as RequestError where !error.detail.isEmpty {
                return .text(error.detail, mediaType: "text/plain; charset=utf-8", status: error.status)
            } catch let error as EngineError where error.code == .notFound {
                return .text(LegacyErrors.notFound.detail, mediaType: "text/plain; charset=utf-8", status: 404)
            } catch let error as EngineError where error.code == .invalid {
                return .text(error.message, mediaType: "text/plain; charset=utf-8", status: 400)
            }
        }
    }
}
