import HTTPSupport
import JobEngine

/// The dialect of Scale's services (seed 003, and the last release), below a path of its own. It translates; the rules are
/// the engine's.
package struct ScaleAPI {
    let engine: JobEngine
    let release: ScaleRelease
    /// What all paths begin with, such as `/v6`.
    let root: String
    let serverVersion: String

    /// - Parameter root: with a slash before it and none behind it.
    package init(engine: JobEngine, release: ScaleRelease, root: String, serverVersion: String) {
        self.engine = engine
        self.release = release
        self.root = root
        self.serverVersion = serverVersion
    }

    package func addRoutes(to table: inout RouteTable) {
        table.use(ScaleErrors(), below: root)
        addJobTypeRoutes(to: &table)
        addTypeStatisticsRoutes(to: &table)
        addJobRoutes(to: &table)
        addExecutionRoutes(to: &table)
        addFileRoutes(to: &table)
        addWorkspaceRoutes(to: &table)
        addErrorRoutes(to: &table)
        addQueueRoutes(to: &table)
        addNodeRoutes(to: &table)
        addSchedulerRoutes(to: &table)
        addAccountRoutes(to: &table)
        if release.hasLegacyFace { addLegacyRoutes(to: &table) }
    }
}
