import HTTPSupport
import JobEngine

/// A handler of this dialect: it also learns which node the request is for.
typealias NodeHandler = @Sendable (Call, UFDLNode?) async throws -> Response

extension UFDLAPI {
    /// Looks at the `Node-Id` header of a request before its handler does, on every end-point (ufdl.md §2.1), and turns
    /// what the engine refuses into UFDL's words.
    func handling(_ handler: @escaping NodeHandler) -> RouteHandler {
        { call in
            do {
                return try await handler(call, try await node(of: call))
            } catch let refusal as any UFDLRefusal {
                throw refusal.requestError
            }
        }
    }

    /// - Throws: `RequestError` 400 for an id that is no node's, 403 for the node of somebody else: only who registered a
    ///   node, and staff, may act for it.
    private func node(of call: Call) async throws -> UFDLNode? {
        guard let text = call.header("Node-Id") else { return nil }
        let trimmed = text.split(separator: " ").joined(separator: " ")
        guard let id = Int64(trimmed) else {
            throw RequestError(400, "Bad Node-Id header '\(trimmed)': Unable to parse into an integer primary-key")
        }
        guard let node = try await engine.ufdlNode(id) else {
            throw RequestError(400, "Bad Node-Id header '\(trimmed)': No node with this primary-key")
        }
        guard call.isStaff || node.ownerID == call.principal?.userID else { throw RequestError.forbidden }
        return node
    }
}

extension RequestError {
    static let forbidden = RequestError(403, "You do not have permission to perform this action.")

    static func missing(_ model: String) -> RequestError {
        RequestError(404, "No \(model) matches the given query.")
    }
}

extension Call {
    /// The key in the path.
    /// - Throws: `RequestError` 404 in UFDL's words for a number that no key can be.
    func key(of model: String) throws(RequestError) -> Int64 {
        guard let id = Int64(path("pk")) else { throw .missing(model) }
        return id
    }

    /// The node, where only a node may do this.
    func require(_ node: UFDLNode?) throws(RequestError) -> UFDLNode {
        guard let node else { throw .forbidden }
        return node
    }

    func requireStaff() throws(RequestError) {
        guard isStaff else { throw .forbidden }
    }
}
