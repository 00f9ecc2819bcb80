import DroverServer
import HTTPSupport
import JSONSupport
import JobEngine
import Testing

/// Who may do what: nothing without credentials, reading for users, writing for staff, work for workers' keys.
@Suite struct RoleTests {
    static func image(_ name: String) -> JSON { Manifests.image(Manifests.named(name)) }

    @Test func nothingIsOpenByDefault() async throws {
        try await TestServer.run { server in
            let nobody = ["Authorization": ""]
            for path in ["/v6/job-types/", "/v6/jobs/", "/v6/files/", "/v6/workspaces/", "/api/jobs", "/api/nodes", "/api/users"] {
                let answer = try await server.send(.GET, path, headers: nobody)
                #expect([401, 403].contains(answer.status), "\(path) is open: \(answer.status)")
                #expect(answer.detail == "Authentication credentials were not provided.")
            }
            for path in ["/healthz", "/ping", "/api/version"] {
                #expect(try await server.send(.GET, path, headers: nobody).status == 200)
            }
            let wrong = try await server.send(.GET, "/v6/jobs/", headers: ["Authorization": "Token drv_nonsense"])
            #expect([401, 403].contains(wrong.status))
        }
    }

    @Test func rolesAreKept() async throws {
        try await TestServer.run { server in
            _ = try await server.send(.POST, "/api/users", ["username": "reader", "password": "long enough"])
            func key(_ user: String, _ role: String) async throws -> [String: String] {
                let made = try await server.send(
                    .POST, "/api/users/\(user)/keys", ["name": .string(role), "role": .string(role)]
                )
                return ["Authorization": "Token \(try made.json()["key"]?.stringValue ?? "")"]
            }
            let reader = try await key("reader", "full")
            #expect(try await server.send(.GET, "/v6/job-types/", headers: reader).status == 200)
            let refused = try await server.send(.POST, "/v6/job-types/", Self.image("a"), headers: reader)
            #expect(refused.status == 403)
            #expect(refused.detail == "You do not have permission to perform this action.")
            #expect(try await server.send(.GET, "/api/users", headers: reader).status == 403)
            let worker = try await key("admin", "worker")
            #expect(try await server.send(.GET, "/v6/jobs/", headers: worker).status == 403)
            #expect(try await server.send(.POST, "/v6/job-types/", Self.image("a"), headers: worker).status == 403)
            let node: JSON = ["hostname": "n", "incarnation": "1", "resources": [:]]
            #expect(try await server.send(.POST, "/api/nodes/register", node, headers: reader).status == 403)
            #expect(try await server.send(.POST, "/api/nodes/register", node, headers: worker).status == 200)
        }
    }

    @Test func aTokenFromTheLogInWorksOnEveryDialect() async throws {
        try await TestServer.run { server in
            let obtained = try await server.send(
                .POST, "/v1/auth/obtain", ["username": "admin", "password": .string(TestServer.password)],
                headers: ["Authorization": ""]
            )
            #expect(obtained.status == 200)
            let access = try #require(try obtained.json()["access"]?.stringValue)
            let bearer = ["Authorization": "Bearer \(access)"]
            #expect(try await server.send(.GET, "/v6/job-types/", headers: bearer).status == 200)
            #expect(try await server.send(.GET, "/api/whoami", headers: bearer).json()["username"] == "admin")
        }
    }

    @Test func anOperatorMayOpenATrustedNetwork() async throws {
        let nobody = ["Authorization": ""]
        try await TestServer.run({ $0.anonymous = .read }) { server in
            #expect(try await server.send(.GET, "/v6/job-types/", headers: nobody).status == 200)
            let refused = try await server.send(.POST, "/v6/job-types/", Self.image("a"), headers: nobody)
            #expect([401, 403].contains(refused.status))
        }
        try await TestServer.run({ $0.anonymous = .write }) { server in
            let added = try await server.send(.POST, "/v6/job-types/", Self.image("a"), headers: nobody)
            #expect(added.status == 201)
        }
    }
}
