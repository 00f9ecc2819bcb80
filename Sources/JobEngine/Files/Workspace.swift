import JSONSupport
import JobModel
import SeedManifest
import Storage

/// A folder of the server's machine where files are put for others to find (scale.md §6.9).
package struct Workspace: Sendable, Hashable {
    package let id: Int64
    package let name: String
    package let title: String
    package let description: String
    package let baseURL: String
    /// `{"broker":{"type":"host","host_path":"/…"}}`
    package let configuration: String
    package let isActive: Bool
    package let created: Timestamp
    package let deprecated: Timestamp?
    package let lastModified: Timestamp

    static let columns = """
        id, name, title, description, base_url, configuration, is_active, created, deprecated, last_modified
        """

    init(_ row: any SQLRow) {
        id = row.int(0)
        name = row.text(1)
        title = row.text(2)
        description = row.text(3)
        baseURL = row.text(4)
        configuration = row.text(5)
        isActive = row.bool(6)
        created = row.time(7)
        deprecated = row.optionalTime(8)
        lastModified = row.time(9)
    }

    /// The folder.
    var hostPath: String {
        (try? JSON.parse(configuration))?["broker"]?["host_path"]?.stringValue ?? ""
    }
}

/// A place for a file in a workspace.
struct WorkspacePlace: Sendable {
    let workspace: Workspace
    /// Relative to the workspace's folder.
    let path: String

    var fullPath: String {
        workspace.hostPath + "/" + path
    }
}

extension SQLConnection {
    func workspace(_ id: Int64) throws -> Workspace? {
        try first("SELECT \(Workspace.columns) FROM workspaces WHERE id = $1", [.integer(id)]) { Workspace($0) }
    }

    func workspace(named name: String) throws -> Workspace? {
        try first("SELECT \(Workspace.columns) FROM workspaces WHERE name = $1", [.text(name)]) { Workspace($0) }
    }

    func workspaceStatus(_ name: String) throws -> WorkspaceStatus {
        guard let workspace = try workspace(named: name) else { return .missing }
        return workspace.isActive ? .active : .deprecated
    }
}
