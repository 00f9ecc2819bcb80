import Foundation
import JSONSupport
import Testing

/// Every example request of seed 003, as it is printed there.
@Suite struct Seed003Tests {
    static func fixture(_ name: String) throws -> JSON {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try JSON.parse(Array(Data(contentsOf: folder.appending(path: "Fixtures/\(name).json"))))
    }

    @Test func theExamplesWorkAsPrinted() async throws {
        try await TestServer.run { server in
            let validation = try await server.send(.POST, "/v6/job-types/validation/", Self.fixture("seed003-validate"))
            #expect(validation.status == 200)
            #expect(try validation.json()["is_valid"] == true)
            #expect(try validation.json()["errors"] == [])

            let added = try await server.send(.POST, "/v6/job-types/", Self.fixture("seed003-add-image"))
            #expect(added.status == 201)
            #expect(added.header("Location") == "\(server.address)/v6/job-types/test/1.0.0/")
            let details = try added.json()
            #expect(details["name"] == "test")
            #expect(details["version"] == "1.0.0")
            #expect(details["title"] == "Job to demonstrate job type APIs")
            #expect(details["icon_code"] == "f1c5")
            #expect(details["max_scheduled"] == 1)
            #expect(details["revision_num"] == 1)
            #expect(details["is_active"] == true)
            #expect(details["deprecated"] == .null)
            #expect(details["manifest"]?["job"]?["errors"]?.arrayValue?.first?["name"] == "error-1")
            #expect(details["configuration"]?["priority"] == 100)
            #expect(details["configuration"]?["settings"] == ["DB_HOST": "som.host.name"])

            let names = try await server.send(.GET, "/v6/job-types/").json()
            #expect(names["count"] == 1)
            #expect(names["next"] == .null)
            #expect(names["results"] == [[
                "name": "test", "title": "Job to demonstrate job type APIs",
                "description": "Reads input file and spit out specified number of bytes as output",
                "icon_code": "f1c5", "num_versions": 1, "latest_version": "1.0.0",
            ]])

            let versions = try await server.send(.GET, "/v6/job-types/test/").json()
            #expect(versions["results"]?.arrayValue?.first?["docker_image"] == "test-1.0.0-seed:1.0.0")
            #expect(versions["results"]?.arrayValue?.first?["manifest"] == nil)

            let shown = try await server.send(.GET, "/v6/job-types/test/1.0.0/")
            #expect(shown.status == 200)
            #expect(try shown.json()["id"] == details["id"])

            let revisions = try await server.send(.GET, "/v6/job-types/test/1.0.0/revisions/").json()
            #expect(revisions["count"] == 1)
            #expect(revisions["results"]?.arrayValue?.first?["job_type"]?["num_versions"] == 1)
            let revision = try await server.send(.GET, "/v6/job-types/test/1.0.0/revisions/1/").json()
            #expect(revision["manifest"]?["job"]?["name"] == "test")

            let edited = try await server.send(.PATCH, "/v6/job-types/test/1.0.0/", Self.fixture("seed003-edit"))
            #expect(edited.status == 204)
            #expect(edited.body.isEmpty)
            #expect(try await server.send(.GET, "/v6/job-types/test/1.0.0/").json()["icon_code"] == "012F")
        }
    }

    @Test func secretsNeverComeBack() async throws {
        try await TestServer.run { server in
            let added = try await server.send(.POST, "/v6/job-types/", Self.fixture("seed003-add-image"))
            let shown = try await server.send(.GET, "/v6/job-types/test/1.0.0/")
            let revision = try await server.send(.GET, "/v6/job-types/test/1.0.0/revisions/1/")
            for answer in [added, shown, revision] {
                #expect(!answer.text.contains("secret_password"))
            }
            let files = try FileManager.default.contentsOfDirectory(atPath: server.folder + "/data")
            #expect(files.contains("secret.key"))
            for file in files where file.hasPrefix("drover.sqlite") {
                let bytes = try Data(contentsOf: URL(filePath: server.folder + "/data/" + file))
                #expect(bytes.range(of: Data("secret_password".utf8)) == nil, "\(file) holds the secret in clear")
            }
        }
    }

    @Test func aSecondPostOfAVersionIsANewRevision() async throws {
        try await TestServer.run { server in
            _ = try await server.send(.POST, "/v6/job-types/", Self.fixture("seed003-add-image"))
            let again = try await server.send(.POST, "/v6/job-types/", Self.fixture("seed003-add-image"))
            #expect(again.status == 201)
            #expect(try again.json()["revision_num"] == 2)
            let revisions = try await server.send(.GET, "/v6/job-types/test/1.0.0/revisions/").json()
            #expect(revisions["results"]?.arrayValue?.compactMap { $0["revision_num"] } == [2, 1])
        }
    }

    @Test func versionsWithSignsAreReachableAndOrdered() async throws {
        try await TestServer.run { server in
            for version in ["1.9.0", "1.10.0", "1.10.0-rc.1", "1.10.0-rc.1+build.5"] {
                let answer = try await server.send(
                    .POST, "/v6/job-types/", Manifests.image(Manifests.named("many", version: version))
                )
                #expect(answer.status == 201, "\(version): \(answer.text)")
                let location = try #require(answer.header("Location"))
                let shown = try await server.send(.GET, String(location.dropFirst(server.address.count)))
                #expect(try shown.json()["version"] == .string(version))
            }
            let plain = try await server.send(.GET, "/v6/job-types/many/1.10.0-rc.1+build.5/")
            #expect(plain.status == 200)
            let names = try await server.send(.GET, "/v6/job-types/").json()
            #expect(names["results"]?.arrayValue?.first?["latest_version"] == "1.10.0")
            #expect(names["results"]?.arrayValue?.first?["num_versions"] == 4)
        }
    }

    @Test func unknownFieldsAreRefusedByName() async throws {
        try await TestServer.run { server in
            var image = try #require(Self.fixture("seed003-add-image").objectValue)
            image["bogus"] = 1
            let added = try await server.send(.POST, "/v6/job-types/", .object(image))
            #expect(added.status == 400)
            #expect(added.detail.hasPrefix("bogus is not a valid field. Valid fields are: "))
            #expect(try await server.send(.GET, "/v6/job-types/").json()["count"] == 0)
            _ = try await server.send(.POST, "/v6/job-types/", Self.fixture("seed003-add-image"))
            let edited = try await server.send(.PATCH, "/v6/job-types/test/1.0.0/", ["nonsense": true])
            #expect(edited.status == 400)
            #expect(edited.detail.contains("nonsense"))
        }
    }

    @Test func falseIsAValueWhenEditing() async throws {
        try await TestServer.run { server in
            _ = try await server.send(.POST, "/v6/job-types/", Self.fixture("seed003-add-image"))
            _ = try await server.send(.PATCH, "/v6/job-types/test/1.0.0/", ["is_active": false, "is_paused": true])
            var shown = try await server.send(.GET, "/v6/job-types/test/1.0.0/").json()
            #expect(shown["is_active"] == false)
            #expect(shown["deprecated"]?.stringValue != nil)
            #expect(shown["paused"]?.stringValue != nil)
            _ = try await server.send(.PATCH, "/v6/job-types/test/1.0.0/", ["is_active": true, "is_paused": false])
            shown = try await server.send(.GET, "/v6/job-types/test/1.0.0/").json()
            #expect(shown["deprecated"] == .null)
            #expect(shown["paused"] == .null)
        }
    }

    @Test func pagesAreLinked() async throws {
        try await TestServer.run { server in
            for name in ["a", "b", "c"] {
                _ = try await server.send(.POST, "/v6/job-types/", Manifests.image(Manifests.named(name)))
            }
            let first = try await server.send(.GET, "/v6/job-types/?page_size=1").json()
            #expect(first["next"] == .string("\(server.address)/v6/job-types/?page=2&page_size=1"))
            #expect(first["previous"] == .null)
            let second = try await server.send(.GET, "/v6/job-types/?page_size=1&page=2").json()
            #expect(second["previous"] == .string("\(server.address)/v6/job-types/?page_size=1"))
            #expect(try await server.send(.GET, "/v6/job-types/?page=9").detail == "Invalid page.")
            let sorted = try await server.send(.GET, "/v6/job-types/?order=-name").json()
            #expect(sorted["results"]?.arrayValue?.compactMap { $0["name"]?.stringValue } == ["c", "b", "a"])
            #expect(try await server.send(.GET, "/v6/job-types/?order=bogus").status == 400)
            #expect(try await server.send(.GET, "/v6/job-types/?order=name&order=version").status == 200)
        }
    }

    @Test func aMissingSlashIsRedirectedAndTheRestIsRefused() async throws {
        try await TestServer.run { server in
            let redirected = try await server.send(.GET, "/v6/job-types?page=1")
            #expect(redirected.status == 301)
            #expect(redirected.header("Location") == "/v6/job-types/?page=1")
            #expect(try await server.send(.GET, "/v6/nonsense/").status == 404)
            let wrong = try await server.send(.PUT, "/v6/job-types/", [:])
            #expect(wrong.status == 405)
            #expect(wrong.header("Allow")?.contains("POST") == true)
            let anonymous = try await server.send(.GET, "/v6/job-types/", headers: ["Authorization": ""])
            #expect(anonymous.status == 403 || anonymous.status == 401)
            #expect(anonymous.detail == "Authentication credentials were not provided.")
        }
    }
}
