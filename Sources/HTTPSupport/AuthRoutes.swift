import HummingbirdCore
import JobEngine
import JSONSupport

/// Log-in for every dialect: `/v1/auth/obtain`, `/refresh` and `/verify` (reference/ufdl.md §2).
package struct AuthRoutes: Sendable {
    private static let options = RouteOptions(maximumBody: 64 * 1024)

    private let engine: JobEngine

    /// - Parameter engine: who knows the users and issues the tokens.
    package init(engine: JobEngine) {
        self.engine = engine
    }

    /// Adds the three routes; the words of UFDL must be set for `/v1` before.
    package func register(in table: inout RouteTable) {
        let handlers: [(path: String, handler: RouteHandler)] = [
            ("/v1/auth/obtain", obtain), ("/v1/auth/refresh", refresh), ("/v1/auth/verify", verify),
        ]
        for (path, handler) in handlers {
            table.on(path, slash: .optional, access: .open, options: Self.options, [.post: handler])
        }
    }

    private func obtain(_ call: Call) async throws -> Response {
        let fields = try await TextFields(call, names: ["username", "password"])
        do {
            let tokens = try await engine.obtainTokens(
                username: fields["username"], password: fields["password"], remoteAddress: call.remoteAddress
            )
            return Response.json { writer in
                writer.beginObject()
                writer.field("refresh", tokens.refresh)
                writer.field("access", tokens.access)
                writer.endObject()
            }
        } catch {
            throw Self.refusal(error)
        }
    }

    private func refresh(_ call: Call) async throws -> Response {
        let fields = try await TextFields(call, names: ["refresh"])
        do {
            let access = try await engine.refreshAccess(fields["refresh"])
            return Response.json { writer in
                writer.beginObject()
                writer.field("access", access)
                writer.endObject()
            }
        } catch {
            throw Self.refusal(error)
        }
    }

    private func verify(_ call: Call) async throws -> Response {
        let fields = try await TextFields(call, names: ["token"])
        do {
            try await engine.verifyToken(fields["token"])
            return .json(bytes: Array("{}".utf8))
        } catch {
            throw Self.refusal(error)
        }
    }

    /// Here a bad token is named for what is wrong with it; elsewhere it is only "not valid".
    private static func refusal(_ failure: AuthenticationFailure) -> any Error {
        guard case .badToken(let reason) = failure else { return failure }
        return RequestError(UFDLErrors.unauthorized(reason.rawValue, code: "token_not_valid"))
    }
}

/// Required texts of a body, with the messages of Django REST framework for what is wrong with each of them.
private struct TextFields {
    private var texts: [String: String] = [:]

    /// - Throws: `RequestError` 400, an object from each field at fault to its messages.
    init(_ call: Call, names: [String]) async throws {
        let parameters = try await call.parameters()
        var faults: [(name: String, message: String)] = []
        for name in names {
            switch parameters.bodyValue(name) {
            case nil where parameters.hasBodyField(name): faults.append((name, "This field may not be null."))
            case nil: faults.append((name, "This field is required."))
            case .string(let text) where text.allSatisfy(\.isWhitespace):
                faults.append((name, "This field may not be blank."))
            case .string(let text): texts[name] = text
            case .int(let number): texts[name] = String(number)
            default: faults.append((name, "Not a valid string."))
            }
        }
        if !faults.isEmpty { throw RequestError(Self.answer(to: faults)) }
    }

    subscript(_ name: String) -> String {
        texts[name] ?? ""
    }

    private static func answer(to faults: [(name: String, message: String)]) -> Response {
        .json(400) { writer in
            writer.beginObject()
            for (name, message) in faults {
                writer.key(name)
                writer.beginArray()
                writer.value(message)
                writer.endArray()
            }
            writer.endObject()
        }
    }
}
