import Testing

/// Who may do what, as the seeds say it, for every end-point and every kind of caller.
@Suite struct UFDLPermissionTests {
    @Test func everyEndPointAsksForWhatTheSeedsSay() async throws {
        try await TestServer.run { server in
            let scene = try await PermissionScene(server)
            for request in PermissionTable.requests {
                for actor in Actor.allCases {
                    let status = try await scene.status(of: actor, request)
                    let expected = Self.expected(of: actor, request)
                    #expect(
                        Self.outcome(status) == expected,
                        "\(request.method.rawValue) \(request.path) as \(actor): \(status), expected \(expected)"
                    )
                }
            }
        }
    }

    private static func expected(of actor: Actor, _ request: PermissionRequest) -> String {
        if request.rule.allowed.contains(actor) { return "allowed" }
        return [.anonymous, .anonymousNode].contains(actor) ? "401" : "403"
    }

    private static func outcome(_ status: Int) -> String {
        // A fault of the server must not pass for a permission.
        switch status {
        case 401, 403: "\(status)"
        case 500...: "a fault"
        default: "allowed"
        }
    }
}
