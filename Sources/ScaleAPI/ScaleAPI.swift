import HTTPSupport
import JobEngine

/// The dialects of Scale: its v6 services (seed 003) below `/v6`, and those of its first release (seed 004). They translate;
/// the rules are the engine's.
package struct ScaleAPI {
    let engine: JobEngine

    package init(engine: JobEngine) {
        self.engine = engine
    }

    package func addRoutes(to table: inout RouteTable) {
        table.use(ScaleErrors(), below: "/v6")
        addJobTypeRoutes(to: &table)
        addJobRoutes(to: &table)
        addExecutionRoutes(to: &table)
        addFileRoutes(to: &table)
        addWorkspaceRoutes(to: &table)
        addLegacyRoutes(to: &table)
    }
}
