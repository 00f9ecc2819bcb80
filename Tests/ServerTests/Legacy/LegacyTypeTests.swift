import JSONSupport
import Testing

/// Registering, editing and seeing legacy job types, here and in the other dialects.
@Suite struct LegacyTypeTests {
    private static func interface(_ edit: @escaping (inout JSONObject) -> Void) -> (inout JSONObject) -> Void {
        { body in
            var interface: JSONObject = ["version": "1.4", "command": "run", "command_arguments": ""]
            edit(&interface)
            body["interface"] = .object(interface)
        }
    }

    @Test func whatIsWrongIsNamed() async throws {
        let edits: [(String, (inout JSONObject) -> Void)] = [
            ("name", { $0["name"] = "" }), ("name", { $0["name"] = "a/b" }), ("name", { $0["name"] = "status" }),
            ("name", { $0["name"] = .string(String(repeating: "x", count: 51)) }), ("version", { $0["version"] = nil }),
            ("description", { $0["description"] = nil }), ("docker_image", { $0["docker_image"] = nil }),
            ("interface", { $0["interface"] = "x" }), ("priority", { $0["priority"] = 100 }),
            ("timeout", { $0["timeout"] = 0 }), ("max_tries", { $0["max_tries"] = 0 }),
            ("cpus_required", { $0["cpus_required"] = 0 }), ("mem_required", { $0["mem_required"] = "many" }),
            ("disk_out_mult_required", { $0["disk_out_mult_required"] = -1 }), ("is_active", { $0["is_active"] = "no?" }),
            ("error_mapping", { $0["error_mapping"] = [1] }), ("color", { $0["color"] = "red" }),
            ("schema validation", { $0["error_mapping"] = ["exit_code": [:]] }),
            ("command", Self.interface { $0["command"] = nil }), ("command", Self.interface { $0["command"] = " " }),
            ("version", Self.interface { $0["version"] = "2.0" }), ("extra", Self.interface { $0["extra"] = 1 }),
            ("command_arguments", Self.interface { $0["command_arguments"] = "${MISSING}" }),
            ("input_data/0/name", Self.interface { $0["input_data"] = [["name": "a.b", "type": "file"]] }),
            ("input_data/0/type", Self.interface { $0["input_data"] = [["name": "a", "type": "folder"]] }),
            ("'a'", Self.interface { $0["input_data"] = [["name": "a", "type": "file"], ["name": "a", "type": "property"]] }),
            ("output_data/0", Self.interface { $0["output_data"] = [["name": "a"]] }),
            ("mounts/0/path", Self.interface { $0["mounts"] = [["name": "a", "path": "b"]] }),
            ("env_vars/0/name", Self.interface { $0["env_vars"] = [["name": "A=B", "value": "x"]] }),
            ("shared_resources/0", Self.interface { $0["shared_resources"] = [["name": "db", "type": "db"]] }),
        ]
        try await TestServer.run { server in
            for (index, (word, edit)) in edits.enumerated() {
                let answer = try await server.send(.POST, "/job-types/create/", LegacyTypes.body("t", edit))
                #expect(answer.status == 400, "\(index) \(word): \(answer.text)")
                #expect(answer.detail.contains(word), "\(index) \(word): \(answer.text)")
            }
            #expect(try await server.send(.GET, "/job-types/").json()["count"] == 0)
        }
    }

    @Test func defaultsAreThoseOf2015() async throws {
        try await TestServer.run { server in
            let id = try await LegacyTypes.add("plain", to: server) {
                $0["cpus_required"] = nil
                $0["mem_required"] = nil
            }
            let shown = try await server.send(.GET, "/v5/job-types/\(id)/").json()
            let expected: JSON = [
                "title": "Unknown Job Type", "category": "unknown", "priority": 260, "timeout": 1800, "max_tries": 3,
                "cpus_required": 1.0, "mem_required": 5120.0, "disk_out_const_required": 0.0,
                "disk_out_mult_required": 0.0, "icon_code": "f013", "uses_docker": true, "docker_privileged": false,
                "is_operational": true, "is_system": false, "is_long_running": false, "archived": nil, "paused": nil,
            ]
            for (key, value) in expected.objectValue ?? JSONObject() { #expect(shown[key] == value, "\(key)") }
        }
    }

    @Test func aSecondRegistrationIsARevision() async throws {
        try await TestServer.run { server in
            let id = try await LegacyTypes.add("again", to: server)
            let again = try await LegacyTypes.add("again", to: server) {
                $0["priority"] = 150
                $0["title"] = "Again"
                $0["interface"] = ["version": "1.0", "command": "other", "command_arguments": "${job_output_dir}"]
            }
            #expect(again == id)
            let shown = try await server.send(.GET, "/job-types/\(id)/").json()
            #expect(shown["priority"] == 150)
            #expect(shown["interface"]?["command"] == "other")
            let revisions = try await server.send(.GET, "/v6/job-types/again/1.0/revisions/").json()
            #expect(revisions["count"] == 2)
            // Neither kind can take the place of the other.
            let image = Manifests.image(Manifests.named("other"))
            #expect(try await server.send(.POST, "/v6/job-types/", image).status == 201)
            let taken = try await server.send(.POST, "/job-types/create/", LegacyTypes.body("other", version: "1.0.0"))
            #expect(taken.status == 400)
            _ = try await LegacyTypes.add("third", version: "1.0.0", to: server)
            #expect(try await server.send(.POST, "/v6/job-types/", Manifests.image(Manifests.named("third"))).status == 400)
        }
    }

    @Test func aLegacyTypeIsSeenInV6() async throws {
        try await TestServer.run { server in
            let id = try await LegacyTypes.add("Make Geo TIFF", to: server) { body in
                body["author_name"] = "Jane"
                body["timeout"] = 77
                body["disk_out_mult_required"] = 0.1
                body["interface"] = [
                    "version": "1.0", "command": "python make_geotiff.py",
                    "command_arguments": "${image} ${-c :csv file} ${job_output_dir}",
                    "input_data": [
                        ["name": "image", "type": "file", "media_types": ["image/png"]],
                        ["name": "csv file", "type": "files", "required": false], ["name": "mode", "type": "property"],
                    ],
                    "output_data": [["name": "geo_image", "type": "file", "media_type": "image/tiff"]],
                ]
            }
            let shown = try await server.send(.GET, "/job-types/\(id)/").json()
            #expect(shown["disk_out_mult_required"] == 0.1)
            #expect(shown["timeout"] == 77)
            let names = try await server.send(.GET, "/v6/job-types/").json()
            #expect(names["results"]?.arrayValue?.first?["latest_version"] == "1.0")
            let details = try await server.send(.GET, "/v6/job-types/Make%20Geo%20TIFF/1.0/")
            #expect(details.status == 200)
            let job = try details.json()["manifest"]?["job"]
            #expect(job?["jobVersion"] == "1.0")
            #expect(job?["maintainer"]?["name"] == "Jane")
            let interface = job?["interface"]
            #expect(interface?["command"] == "python make_geotiff.py ${image} ${-c :csv file} ${job_output_dir}")
            #expect(interface?["inputs"]?["files"]?.arrayValue?.map { $0["name"] } == ["image", "csv file"])
            #expect(interface?["inputs"]?["files"]?.arrayValue?.last?["multiple"] == true)
            #expect(interface?["inputs"]?["json"]?.arrayValue?.first?["type"] == "string")
            #expect(interface?["outputs"]?["files"]?.arrayValue?.first?["mediaType"] == "image/tiff")
            let paused = try await server.send(.PATCH, "/v6/job-types/Make%20Geo%20TIFF/1.0/", ["is_paused": true])
            #expect(paused.status == 204)
            #expect(try await server.send(.GET, "/job-types/\(id)/").json()["is_paused"] == true)
            let deactivated = try await server.send(.PATCH, "/v6/job-types/Make%20Geo%20TIFF/1.0/", ["is_active": false])
            #expect(deactivated.status == 204)
            let archived = try await server.send(.GET, "/job-types/\(id)/").json()
            #expect(archived["is_active"] == false)
            #expect(archived["archived"]?.stringValue != nil)
        }
    }

    @Test func aSeedTypeIsSeenHere() async throws {
        try await TestServer.run { server in
            let manifest = Manifests.named("seedy") { job in
                job["maintainer"] = ["name": "Jane", "email": "j@example.com", "url": "http://jane.example.com"]
                job["resources"] = ["scalar": [
                    ["name": "cpus", "value": 2], ["name": "disk", "value": 11, "inputMultiplier": 4],
                ]]
                job["errors"] = [["code": 7, "name": "bad-data", "title": "Bad data", "category": "data"]]
                job["interface"] = [
                    "command": "${TEXT}",
                    "inputs": ["files": [["name": "TEXT"]], "json": [["name": "N", "type": "integer"]]],
                    "outputs": ["files": [["name": "OUT", "pattern": "*", "multiple": true]]],
                ]
            }
            let image = Manifests.image(manifest, configuration: ["priority": 42])
            #expect(try await server.send(.POST, "/v6/job-types/", image).status == 201)
            let shown = try await server.send(.GET, "/job-types/?name=seedy").json()["results"]?.arrayValue?.first
            let expected: JSON = [
                "version": "1.0.0", "title": "Title of seedy", "author_name": "Jane", "category": nil,
                "author_url": "http://jane.example.com", "uses_docker": true, "docker_privileged": false,
                "docker_image": "seedy-1.0.0-seed:1.0.0", "priority": 42, "timeout": 60, "max_tries": 3,
                "cpus_required": 2.0, "mem_required": 128.0, "disk_out_const_required": 11.0,
                "disk_out_mult_required": 4.0, "is_operational": true,
            ]
            for (key, value) in expected.objectValue ?? JSONObject() { #expect(shown?[key] == value, "\(key)") }
            let id = try #require(shown?["id"]?.intValue)
            let details = try await server.send(.GET, "/job-types/\(id)/").json()
            #expect(details["error_mapping"] == ["version": "1.0", "exit_codes": ["7": "bad-data"]])
            #expect(details["errors"]?.arrayValue?.first?["category"] == "DATA")
            #expect(details["interface"]?["input_data"]?.arrayValue?.map { $0["type"] } == ["file", "property"])
            #expect(details["interface"]?["output_data"]?.arrayValue?.map { $0["type"] } == ["files"])
            let mapping = try await server.send(.PATCH, "/job-types/\(id)/", ["error_mapping": ["exit_codes": [:]]])
            #expect(mapping.status == 400)
            #expect(mapping.text.contains("manifest"))
            let paused = try await server.send(.PATCH, "/v5/job-types/\(id)/", ["is_paused": true])
            #expect(paused.status == 201)
            #expect(try await server.send(.GET, "/v6/job-types/seedy/1.0.0/").json()["is_paused"] == true)
        }
    }

    @Test func templatesOfUFDLAreNotListed() async throws {
        try await TestServer.run { server in
            let client = try await UFDLClient(server)
            let template = try await client.importTemplate(UFDLClient.workable("train"))
            #expect(try await server.send(.GET, "/job-types/").json()["count"] == 0)
            #expect(try await server.send(.GET, "/job-types/\(template)/").status == 404)
            #expect(try await server.send(.PATCH, "/job-types/\(template)/", ["is_paused": true]).status == 404)
        }
    }

    @Test func theRulesOfTheEdit() async throws {
        try await TestServer.run { server in
            let id = try await LegacyTypes.add("edited", to: server)
            let path = "/job-types/\(id)/"
            func refused(_ body: JSON, _ text: String) async throws {
                let answer = try await server.send(.PATCH, path, body)
                #expect(answer.status == 400, "\(body.compactText)")
                #expect(answer.text.contains(text), "\(answer.text)")
                #expect(answer.header("Content-Type")?.hasPrefix("text/plain") == true)
            }
            try await refused(["error_mapping": ["version": 1]], "Input failed schema validation.")
            try await refused(["error_mapping": ["exit_codes": []]], "Input failed schema validation.")
            try await refused(["error_mapping": "x"], "error_mapping")
            try await refused(["is_paused": "maybe"], "is_paused")
            try await refused(["error_mapping": [:], "error_mappings": ["version": "1.0"]], "error_mappings")
            let broken = try await server.send(.PATCH, path, bytes: Array("{".utf8))
            #expect(broken.status == 400)
            #expect(broken.text.hasPrefix("JSON parse error - "))
            #expect(try await server.send(.PATCH, path, ["is_paused": nil]).status == 201)
            let paused = try await server.send(.PATCH, "\(path)?is_paused=true")
            #expect(paused.status == 201)
            let first = try paused.json()["paused"]?.stringValue
            #expect(first != nil)
            let again = try await server.send(.PATCH, path, ["is_paused": true]).json()
            #expect(again["paused"]?.stringValue != nil)
            #expect((again["paused"]?.stringValue ?? "") >= (first ?? ""))
            let resumed = try await server.send(.PATCH, path, ["is_paused": false]).json()
            #expect(resumed["is_paused"] == false)
            #expect(resumed["paused"] == .null)
        }
    }
}
