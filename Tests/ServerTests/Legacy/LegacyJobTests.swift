import Foundation
import JSONSupport
import Testing

/// Legacy jobs from submit to result.
@Suite struct LegacyJobTests {
    private static let interface: JSON = [
        "version": "1.4", "command": "algorithm",
        "command_arguments": "${TEXT} ${-m :MODE} ${--many=:MANY} ${-x :ABSENT} ${job_output_dir} '${KEY}'",
        "input_data": [
            ["name": "TEXT", "type": "file", "media_types": ["text/plain"]], ["name": "MODE", "type": "property"],
            ["name": "MANY", "type": "files"], ["name": "ABSENT", "type": "property", "required": false],
        ],
        "output_data": [
            ["name": "report", "type": "file", "media_type": "text/plain"], ["name": "parts", "type": "files"],
            ["name": "optional one", "type": "file", "required": false],
        ],
        "settings": [["name": "KEY", "required": false, "secret": true]],
        "env_vars": [["name": "KEY_IN_ENVIRONMENT", "value": "<${KEY}>"]],
    ]

    /// Writes its arguments one on a line, and hands back files in both ways.
    private static let script = #"""
        for word in "$@"; do echo "word: $word"; done > "$5/report.txt"
        echo "environment: $KEY_IN_ENVIRONMENT" >> "$5/report.txt"
        ls "${4#--many=}" >> "$5/report.txt" 2>/dev/null
        echo one > "$5/part one"; echo two > "$5/part2"
        cat > "$5/results_manifest.json" <<END
        {"version": "1.1", "output_data": [{"name": "report", "file": {"path": "$5/report.txt", "geo_metadata":
          {"data_started": "2015-05-15T10:34:12Z", "geo_json": {"type": "Point", "coordinates": [1, 2]}}}},
          {"name": "unknown", "file": {"path": "/etc/passwd"}}],
         "parse_results": [{"filename": "in.txt", "geo_metadata": {"data_ended": "2015-05-15T10:36:12Z"}}]}
        END
        echo "ARTIFACT:parts:$5/part one"
        echo "ARTIFACT:report:/etc/passwd"
        printf 'ARTIFACT:parts:part2'
        """#

    private func upload(_ name: String, _ text: String, to server: TestServer) async throws -> Int64 {
        let answer = try await server.send(.POST, "/api/files?name=\(name)", bytes: Array(text.utf8))
        return try #require(try answer.json()["id"]?.intValue)
    }

    @Test func aJobRunsByItsInterface() async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            try worker.addProgram("algorithm", toImage: "shapes", script: Self.script)
            let type = try await LegacyTypes.add("shapes", to: server) { $0["interface"] = Self.interface }
            let secret: JSON = ["configuration": ["settings": ["KEY": "a b"], "priority": 120]]
            #expect(try await server.send(.PATCH, "/v6/job-types/shapes/1.0/", secret).status == 204)
            let text = try await upload("in.txt", "x", to: server)
            let (first, second) = (try await upload("1.txt", "1", to: server), try await upload("2.txt", "2", to: server))
            let data: JSON = ["version": "1.0", "input_data": [
                ["name": "TEXT", "file_id": .int(text)], ["name": "MODE", "value": "two words"],
                ["name": "MANY", "file_ids": [.int(first), .int(second)]],
            ]]
            try await worker.run {
                let id = try await LegacyTypes.submit(type, data, to: server)
                let job = try await worker.finished(id)
                #expect(job["phase"] == "completed", "\(job.compactText)")
                let report = try #require(job["output"]?["files"]?["report"]?.arrayValue?.first?["id"]?.intValue)
                let lines = try await server.send(.GET, "/api/files/\(report)/content").text.split(separator: "\n")
                #expect(lines.count == 9, "\(lines)")
                #expect(lines.first?.hasSuffix("/inputs/TEXT/in.txt") == true)
                #expect(lines.dropFirst().prefix(2) == ["word: -m", "word: two words"])
                #expect(lines.dropFirst(3).first?.hasPrefix("word: --many=/") == true)
                #expect(lines.dropFirst(4).first?.hasSuffix("/outputs") == true)
                #expect(lines.dropFirst(5).first == "word: a b")
                #expect(lines.contains("environment: <a b>"))
                #expect(lines.suffix(2) == ["1.txt", "2.txt"])
                #expect(job["output"]?["files"]?["parts"]?.arrayValue?.count == 2)
                let described = try await server.send(.GET, "/v6/files/\(report)/").json()
                #expect(described["meta_data"]?["geometry"]?["type"] == "Point")
                #expect(described["meta_data"]?["properties"]?["dataStarted"] == "2015-05-15T10:34:12Z")
                #expect(described["media_type"] == "text/plain")
                let parsed = try await server.send(.GET, "/v6/files/\(text)/").json()
                #expect(parsed["meta_data"]?["properties"]?["dataEnded"] == "2015-05-15T10:36:12Z")

                let shown = try await server.send(.GET, "/jobs/\(id)/").json()
                #expect(shown["status"] == "COMPLETED")
                #expect(shown["priority"] == 120)
                #expect(shown["data"]?["input_data"]?.arrayValue?.count == 3)
                #expect(shown["results"]?["output_data"]?.arrayValue?.contains(["name": "report", "file_id": .int(report)]) == true)
                #expect(shown["job_exes"]?.arrayValue?.first?["job_exit_code"] == 0)
                #expect(!shown.compactText.contains("a b"))
                #expect(try await server.send(.GET, "/v6/jobs/\(id)/").json()["status"] == "COMPLETED")
                #expect(try await UFDLClient(server).job(id)["template"]?["name"] == "shapes")
            }
        }
    }

    @Test func exitCodesAreMapped() async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            try worker.addProgram("algorithm", toImage: "exits", script: "exit $1")
            let type = try await LegacyTypes.add("exits", to: server) { body in
                body["max_tries"] = 2
                body["error_mapping"] = ["version": "1.0", "exit_codes": [
                    "3": "algorithm-unknown", "4": "no-such-error", "5": "missing-file",
                ]]
                body["interface"] = [
                    "command": "algorithm", "command_arguments": "${CODE}",
                    "input_data": [["name": "CODE", "type": "property"]],
                ]
            }
            func run(_ code: String) async throws -> JSON {
                let data: JSON = ["input_data": [["name": "CODE", "value": .string(code)]]]
                return try await worker.finished(LegacyTypes.submit(type, data, to: server))
            }
            try await worker.run {
                let mapped = try await run("3")
                #expect(mapped["error"]?["name"] == "algorithm-unknown")
                #expect(mapped["exit_code"] == 3)
                #expect(mapped["attempt"] == 1)
                for code in ["4", "9"] {
                    let unknown = try await run(code)
                    #expect(unknown["error"]?["name"] == "unknown")
                    #expect(unknown["error"]?["category"] == "SYSTEM")
                    #expect(unknown["attempt"] == 2, "errors of the system are tried again")
                }
                let system = try await run("5")
                #expect(system["error"]?["name"] == "missing-file")
                #expect(system["attempt"] == 2)
                // The mapping that counts is the one of the moment at which the job ends.
                let edit: JSON = ["error_mapping": ["exit_codes": ["9": "algorithm-unknown"]]]
                #expect(try await server.send(.PATCH, "/job-types/\(type)/", edit).status == 201)
                #expect(try await run("9")["error"]?["name"] == "algorithm-unknown")
                #expect(try await run("0")["phase"] == "completed")
                let details = try await server.send(.GET, "/job-types/\(type)/").json()
                let counts = details["job_counts_6h"]?.arrayValue?.map { [$0["status"], $0["category"], $0["count"]] }
                #expect(counts == [["COMPLETED", .null, 1], ["FAILED", "ALGORITHM", 2], ["FAILED", "SYSTEM", 3]])
            }
        }
    }

    @Test func resultsThatDoNotFitAreErrors() async throws {
        let scripts: [(name: String, script: String, error: String)] = [
            ("nothing", "true", "missing-required-output"),
            ("outside", "echo ARTIFACT:out:/etc/passwd", "invalid-results-manifest"),
            ("linked", "ln -s /etc/passwd $1/l; echo ARTIFACT:out:$1/l", "invalid-results-manifest"),
            ("absent", "echo ARTIFACT:out:$1/none", "invalid-results-manifest"),
            ("two", "touch $1/a $1/b; echo ARTIFACT:out:a; echo ARTIFACT:out:b", "unexpected-multiple-outputs"),
            ("broken", "echo '{' > $1/results_manifest.json", "invalid-results-manifest"),
            ("strange", "echo '{\"version\": \"7\"}' > $1/results_manifest.json", "invalid-results-manifest"),
            ("twice", #"echo '{"output_data": [{"name": "out", "file": {}}]}' > $1/results_manifest.json"#, "invalid-results-manifest"),
        ]
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            let interface: JSON = [
                "command": "algorithm", "command_arguments": "${job_output_dir}",
                "output_data": [["name": "out", "type": "file"]],
            ]
            try await worker.run {
                for (name, script, error) in scripts {
                    try worker.addProgram("algorithm", toImage: name, script: script)
                    let type = try await LegacyTypes.add(name, to: server) { $0["interface"] = interface }
                    let job = try await worker.finished(LegacyTypes.submit(type, to: server))
                    #expect(job["error"]?["name"]?.stringValue == error, "\(name): \(job.compactText)")
                }
                // The older form of the manifest, of a type whose image is named like itself.
                let old = #"touch $1/a; echo '{"version": "1.0", "files": [{"name": "out", "path": "a"}]}' > $1/results_manifest.json"#
                try worker.addProgram("algorithm", toImage: "old_1.0", script: old)
                let type = try await LegacyTypes.add("old", to: server) { body in
                    body["interface"] = interface
                    body["docker_image"] = nil
                    body["uses_docker"] = false
                }
                #expect(try await worker.finished(LegacyTypes.submit(type, to: server))["phase"] == "completed")
            }
        }
    }

    @Test func mountsAndSettingsThatAreNeededAreMissed() async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            try worker.addProgram("algorithm", toImage: "needs", script: "true")
            func run(_ name: String, _ member: String, _ value: JSON) async throws -> JSON {
                let type = try await LegacyTypes.add(name, to: server) { body in
                    body["docker_image"] = "needs"
                    var interface: JSONObject = ["command": "algorithm", "command_arguments": ""]
                    interface[member] = value
                    body["interface"] = .object(interface)
                }
                return try await worker.finished(LegacyTypes.submit(type, to: server))
            }
            try await worker.run {
                let mount = try await run("mount", "mounts", [["name": "data", "path": "/data"]])
                #expect(mount["error"]?["name"] == "missing-mount")
                let setting = try await run("setting", "settings", [["name": "KEY"]])
                #expect(setting["error"]?["name"] == "missing-setting")
                let optional = try await run("optional", "mounts", [["name": "data", "path": "/data", "required": false]])
                #expect(optional["phase"] == "completed")
            }
        }
    }
}
