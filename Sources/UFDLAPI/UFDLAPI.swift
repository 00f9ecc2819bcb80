import HTTPSupport
import JSONSupport
import JobEngine

/// The dialect of UFDL (seeds 000 to 002 and what they refer to), below `/v1`. It translates; the rules are the engine's.
package struct UFDLAPI: Sendable {
    let engine: JobEngine
    let broadcasts: JobBroadcasts

    package init(engine: JobEngine) {
        self.engine = engine
        broadcasts = JobBroadcasts(engine: engine)
    }

    package func addRoutes(to table: inout RouteTable) {
        addRoot(to: &table)
        addRegistryRoutes(to: &table)
        addTypeRoutes(to: &table)
        addNodeRoutes(to: &table)
        addUserRoutes(to: &table)
        addTemplateRoutes(to: &table)
        addTemplateQuestionRoutes(to: &table)
        addJobRoutes(to: &table)
        addJobActionRoutes(to: &table)
        addJobOutputRoutes(to: &table)
        addOutputCollectionRoutes(to: &table)
    }

    /// Where the lists are, for whoever looks around; open, as the original's (ufdl.md §1.1).
    private func addRoot(to table: inout RouteTable) {
        table.on("/v1", slash: .optional, access: .open, [.get: { call in
            .json { writer in
                writer.beginObject()
                for name in Self.listed {
                    writer.key(name)
                    writer.value(call.url("/v1/\(name)/list"))
                }
                writer.endObject()
            }
        }])
        // Requests are in the server's own log; the list that the original has is here, and empty.
        table.on("/v1/log/list", slash: .optional, access: .write, [.post: { _ in .json(bytes: Array("[]".utf8)) }])
    }

    private static let listed = [
        "datasets", "teams", "projects", "users", "licences", "log", "hardware", "cuda", "docker", "domains", "frameworks",
        "nodes", "pretrained-models", "job-types", "job-contracts", "jobs", "job-templates", "job-outputs",
    ]
}
