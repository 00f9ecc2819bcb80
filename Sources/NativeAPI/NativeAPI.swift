import HTTPSupport
import JobEngine

/// The native dialect, below `/api`: bulk submit, reasons for waiting, logs, files, nodes, accounts and the protocol of
/// the workers. `docs/api.md` and `docs/worker-protocol.md` describe it.
package struct NativeAPI {
    let engine: JobEngine

    package init(engine: JobEngine) {
        self.engine = engine
    }

    package func addRoutes(to table: inout RouteTable) {
        table.use(NativeErrors(), below: "/api")
        addJobRoutes(to: &table)
        addActivityRoutes(to: &table)
        addLogRoutes(to: &table)
        addEventRoutes(to: &table)
        addFileRoutes(to: &table)
        addNodeRoutes(to: &table)
        addTemplateRoutes(to: &table)
        addAccountRoutes(to: &table)
        addWorkerRoutes(to: &table)
    }
}

/// The words of a path, and where a list ends, are the same for every subject.
enum NativeLimits {
    /// The longest that a request may wait for a change.
    static let wait: Int64 = 60
    static let page: Int64 = 1_000
    static let defaultPage: Int64 = 100
}

extension RequestParameters {
    /// A number of seconds to wait, at most a minute.
    func wait(_ name: String = "wait") throws -> Duration {
        let seconds = try integer(name) ?? 0
        guard (0...NativeLimits.wait).contains(seconds) else {
            throw RequestError(400, "\(name) must be between 0 and \(NativeLimits.wait) seconds.")
        }
        return .seconds(seconds)
    }

    /// The size of a page.
    func limit() throws -> Int64 {
        let limit = try integer("limit") ?? NativeLimits.defaultPage
        guard (1...NativeLimits.page).contains(limit) else {
            throw RequestError(400, "limit must be between 1 and \(NativeLimits.page).")
        }
        return limit
    }
}
