import HTTPSupport
import JSONSupport
import JobEngine

/// Who is logged in, and the token of Scale's clients (scale.md §1.7).
extension ScaleAPI {
    func addAccountRoutes(to table: inout RouteTable) {
        table.on("\(root)/accounts/profile/", access: .read, [.get: profile])
        table.on(
            "\(root)/api-token-auth/", access: .open, options: RouteOptions(maximumBody: 64 * 1_024), [.post: token]
        )
    }

    private func profile(_ call: Call) async throws -> Response {
        guard let principal = call.principal else {
            throw RequestError(403, "Authentication credentials were not provided.")
        }
        let user = try await engine.user(principal.userID)
        return .json { writer in
            writer.beginObject()
            writer.field("id", user.id)
            writer.field("username", user.username)
            writer.field("email", user.email)
            writer.field("first_name", user.firstName)
            writer.field("last_name", user.lastName)
            writer.field("is_staff", user.isStaff)
            writer.endObject()
        }
    }

    private func token(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        let missing = ["username", "password"].filter { parameters.bodyValue($0) == nil }
        guard missing.isEmpty else { throw Self.refusal(missing.map { ($0, "This field is required.") }) }
        do {
            let token = try await engine.clientToken(
                username: try parameters.required("username", parameters.string),
                password: try parameters.required("password", parameters.string), remoteAddress: call.remoteAddress
            )
            return .json { writer in
                writer.beginObject()
                writer.field("token", token)
                writer.endObject()
            }
        } catch AuthenticationFailure.wrongPassword {
            throw Self.refusal([("non_field_errors", "Unable to log in with provided credentials.")])
        }
    }

    private static func refusal(_ faults: [(field: String, message: String)]) -> RequestError {
        RequestError(.json(400) { writer in
            writer.beginObject()
            for fault in faults {
                writer.key(fault.field)
                writer.beginArray()
                writer.value(fault.message)
                writer.endArray()
            }
            writer.endObject()
        })
    }
}
