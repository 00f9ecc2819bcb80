import HTTPSupport
import JSONSupport
import JobEngine

extension ScaleAPI {
    private static let fields = [
        "name", "title", "description", "base_url", "is_active", "configuration", "json_config",
    ]

    func addWorkspaceRoutes(to table: inout RouteTable) {
        table.on("\(root)/workspaces/", [.get: workspaces, .post: createWorkspace])
        table.on("\(root)/workspaces/{id:int}/", [.get: workspace, .patch: editWorkspace])
    }

    private func workspaces(_ call: Call) async throws -> Response {
        let all = try await engine.workspaces()
        let page = try await call.page { offset, limit in (all.part(offset, limit), Int64(all.count)) }
        return call.answer(page) { writer, workspace in writer.workspace(workspace, withConfiguration: false) }
    }

    private func workspace(_ call: Call) async throws -> Response {
        let workspace = try await engine.workspace(try call.pathID("id"))
        return .json { $0.workspace(workspace, withConfiguration: true) }
    }

    private func createWorkspace(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        try parameters.checkFields(Self.fields)
        let name = try parameters.string("name")
        let made = try await engine.createWorkspace(name: name, try Self.change(parameters))
        return .json(201, location: call.url("\(root)/workspaces/\(made.id)/")) {
            $0.workspace(made, withConfiguration: true)
        }
    }

    private func editWorkspace(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        try parameters.checkFields(Self.fields.filter { $0 != "name" })
        try await engine.editWorkspace(try call.pathID("id"), try Self.change(parameters))
        return .empty(204)
    }

    /// `json_config` is what the configuration was called in 2018.
    private static func change(_ parameters: RequestParameters) throws -> WorkspaceChange {
        var change = WorkspaceChange()
        change.title = try parameters.string("title")
        change.description = try parameters.string("description")
        change.baseURL = try parameters.string("base_url")
        change.isActive = try parameters.boolean("is_active")
        let configuration = try parameters.object("configuration") ?? parameters.object("json_config")
        change.configuration = configuration.map { .object($0) }
        return change
    }
}
