import FoundationEssentials
import JSONSupport
import JobModel
import NIOPosix
import Storage

/// What is set or changed of a workspace; nil leaves a part as it is.
package struct WorkspaceChange: Sendable {
    package var title: String?
    package var description: String?
    package var baseURL: String?
    /// `{"broker":{"type":"host","host_path":"/…"}}`
    package var configuration: JSON?
    package var isActive: Bool?

    package init() {}
}

extension JobEngine {
    /// Makes a workspace.
    /// - Parameter name: letters, digits, `-` and `_`; made from the title where it is nil (scale.md §6.9).
    package func createWorkspace(name: String?, _ change: WorkspaceChange) async throws -> Workspace {
        let name = try Self.workspaceName(name, title: change.title)
        guard let configuration = change.configuration else {
            throw EngineError.invalid("configuration", "Missing required parameter: \"configuration\"")
        }
        let stored = try await checkedBroker(configuration)
        return try await write { unit in
            guard try unit.connection.workspace(named: name) == nil else {
                throw EngineError.invalid("name", "There is a workspace named \(name) already.")
            }
            let isActive = change.isActive ?? true
            try unit.connection.execute(
                """
                INSERT INTO workspaces (name, title, description, base_url, configuration, is_active, created, \
                deprecated, last_modified) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $7)
                """,
                [
                    .text(name), .text(change.title ?? name), .text(change.description ?? ""),
                    .text(change.baseURL ?? ""), .text(stored), .bool(isActive), .time(unit.now),
                    .time(isActive ? nil : unit.now),
                ]
            )
            guard let made = try unit.connection.workspace(named: name) else {
                throw EngineError.notFound("workspace", name)
            }
            return made
        }
    }

    /// Changes a workspace.
    package func editWorkspace(_ id: Int64, _ change: WorkspaceChange) async throws {
        var stored: String?
        if let configuration = change.configuration { stored = try await checkedBroker(configuration) }
        let newConfiguration = stored
        try await write { unit in
            guard let known = try unit.connection.workspace(id) else { throw EngineError.notFound("workspace", id) }
            let isActive = change.isActive ?? known.isActive
            try unit.connection.execute(
                """
                UPDATE workspaces SET title = $1, description = $2, base_url = $3, configuration = $4, is_active = $5, \
                deprecated = $6, last_modified = $7 WHERE id = $8
                """,
                [
                    .text(change.title ?? known.title), .text(change.description ?? known.description),
                    .text(change.baseURL ?? known.baseURL), .text(newConfiguration ?? known.configuration),
                    .bool(isActive), .time(isActive ? nil : known.deprecated ?? unit.now), .time(unit.now), .integer(id),
                ]
            )
        }
    }

    package func workspace(_ id: Int64) async throws -> Workspace {
        try await read { connection in
            guard let workspace = try connection.workspace(id) else { throw EngineError.notFound("workspace", id) }
            return workspace
        }
    }

    /// Every workspace, by name.
    package func workspaces() async throws -> [Workspace] {
        try await read { connection in
            try connection.all("SELECT \(Workspace.columns) FROM workspaces ORDER BY name LIMIT 10000") { Workspace($0) }
        }
    }

    private static func workspaceName(_ name: String?, title: String?) throws(EngineError) -> String {
        let wanted = name ?? (title ?? "").lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
            .reduce(into: "") { $0.append($1) }
        let isValid = (1...50).contains(wanted.utf8.count) && wanted.utf8.allSatisfy { byte in
            (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || "-_".utf8.contains(byte)
        }
        guard isValid else {
            throw .invalid("name", "The name of a workspace has 1 to 50 letters, digits, dashes and underscores.")
        }
        return wanted
    }

    /// Checks a broker and returns its configuration with the folder's real path: a symbolic link that is turned
    /// elsewhere later cannot lead the workspace out of the roots.
    private func checkedBroker(_ configuration: JSON) async throws -> String {
        let broker = configuration["broker"]
        guard let type = broker?["type"]?.stringValue else {
            throw EngineError.invalid("configuration", "configuration must be {\"broker\":{\"type\":\"host\",\"host_path\":…}}.")
        }
        guard type == "host" else {
            throw EngineError.invalid("configuration", "The broker \(type) is not supported; host is.")
        }
        guard let path = broker?["host_path"]?.stringValue, path.hasPrefix("/") else {
            throw EngineError.invalid("configuration", "host_path must be an absolute path.")
        }
        let roots = settings.workspaceRoots
        let real = try await NIOThreadPool.singleton.runIfActive { () -> String? in
            guard let real = RealPath.of(path), RealPath.isFolder(real) else { return nil }
            let isInside = roots.compactMap(RealPath.of).contains { real == $0 || real.hasPrefix($0 + "/") }
            return isInside ? real : nil
        }
        guard let real else {
            throw EngineError.invalid(
                "configuration",
                "host_path must be a folder below one that the operator allows with --workspace-root; \(path) is not."
            )
        }
        let stored: JSON = ["broker": ["type": "host", "host_path": .string(real)]]
        return stored.compactText
    }

    /// The place for a new file; nil for the blob store.
    func place(inWorkspace name: String?, path: () -> String) async throws -> WorkspacePlace? {
        guard let name else { return nil }
        let path = path()
        try FileRules.checkPath(path)
        guard let workspace = try await read({ try $0.workspace(named: name) }) else {
            throw EngineError.invalid("workspace", "No workspace named '\(name)'")
        }
        guard workspace.isActive else { throw EngineError.invalid("workspace", "Workspace '\(name)' is deprecated") }
        return WorkspacePlace(workspace: workspace, path: path)
    }
}
