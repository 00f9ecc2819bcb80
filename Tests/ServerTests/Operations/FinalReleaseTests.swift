import DroverServer
import JSONSupport
import Testing

/// The face of Scale's last release (scale.md §3, §10), which its web client speaks.
@Suite struct FinalReleaseTests {
    private static let typeFields = [
        "created", "deprecated", "description", "docker_image", "icon_code", "id", "is_active", "is_paused",
        "is_published", "is_system", "last_modified", "max_scheduled", "max_tries", "name", "paused", "revision_num",
        "title", "unmet_resources", "version",
    ]

    @Test func everyVersionIsARow() async throws {
        try await TestServer.run { server in
            try await addTypes(server, below: "/v7")
            let types = try await results(server, "/v7/job-types/")
            #expect(types.map { $0["version"] } == ["1.10.0", "1.9.0", "1.0.0"])
            #expect(types.allSatisfy { $0.names == Self.typeFields })
            #expect(try await results(server, "/v7/job-types/?keyword=alp&keyword=zzz").count == 2)
            let names = try await results(server, "/v7/job-type-names/")
            #expect(names.map { $0["versions"] } == [["1.10.0", "1.9.0"], ["1.0.0"]])
            #expect(names[0].names == [
                "description", "icon_code", "is_active", "is_paused", "is_published", "is_system", "latest_version", "name",
                "title", "unmet_resources", "versions",
            ])
            let details = try await server.send(.GET, "/v7/job-types/alpha/1.9.0/").json()
            #expect(details.names == (Self.typeFields + ["configuration", "manifest", "recipe_types"]).sorted())
            #expect(details["recipe_types"] == [])
            #expect(try await results(server, "/v6/job-types/").map { $0["num_versions"] } == [2, 1])
        }
    }

    @Test func editsAreAnsweredWithAVerdict() async throws {
        try await TestServer.run { server in
            try await addTypes(server, below: "/v7")
            let again = try await server.send(
                .POST, "/v7/job-types/", Manifests.image(Manifests.named("beta", version: "1.0.0"))
            )
            #expect(again.status == 200)
            #expect(try again.json() == ["is_valid": true, "errors": [], "warnings": []])
            let path = "/v7/job-types/beta/1.0.0/"
            let manifest = Manifests.named("beta", version: "1.0.0") { $0["title"] = "Renewed" }
            let edited = try await server.send(.PATCH, path, ["manifest": manifest, "is_paused": true, "is_published": true])
            #expect(edited.status == 200)
            #expect(try edited.json()["is_valid"] == true)
            let details = try await server.send(.GET, path).json()
            #expect(details["title"] == "Renewed" && details["is_paused"] == true && details["revision_num"] == 3)
            let other = try await server.send(.PATCH, path, ["manifest": Manifests.named("other", version: "1.0.0")])
            #expect(other.status == 400)
            #expect(other.detail == "Manifest name other does not match current Job Type name beta.")
            let version = try await server.send(.PATCH, path, ["manifest": Manifests.named("beta", version: "3.0.0")])
            #expect(version.detail == "Manifest version 3.0.0 does not match current Job Type version 1.0.0.")
            #expect(try await server.send(.PATCH, "/v6/job-types/beta/1.0.0/", ["manifest": manifest]).status == 400)
        }
    }

    @Test func theWebClientMayHaveItsOwnPath() async throws {
        try await TestServer.run({ $0.finalScalePaths = ["/api/v6"] }) { server in
            try await addTypes(server, below: "/api/v6")
            #expect(try await results(server, "/api/v6/job-type-names/").count == 2)
            let status = try await results(server, "/api/v6/job-types/status/?is_active=true")
            #expect(status[0]["job_type"]?.names == [
                "description", "icon_code", "id", "is_active", "is_paused", "is_published", "is_system", "name", "title",
                "unmet_resources", "version",
            ])
            #expect(try await server.send(.GET, "/v7/job-types/status/?is_active=perhaps").status == 400)
            #expect(try await server.send(.GET, "/api/v6/nonsense/").status == 404)
            #expect(try await server.send(.GET, "/api/jobs/counts").status == 200)
        }
    }

    private func addTypes(_ server: TestServer, below root: String) async throws {
        for (name, version) in [("alpha", "1.9.0"), ("alpha", "1.10.0"), ("beta", "1.0.0")] {
            let body = Manifests.image(Manifests.named(name, version: version))
            let answer = try await server.send(.POST, "\(root)/job-types/", body)
            #expect(answer.status == 201)
            #expect(answer.header("Location")?.hasSuffix("\(root)/job-types/\(name)/\(version)/") == true)
        }
    }

    private func results(_ server: TestServer, _ path: String) async throws -> [JSON] {
        try #require(try await server.send(.GET, path).json()["results"]?.arrayValue)
    }
}
