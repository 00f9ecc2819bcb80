import Foundation
import JSONSupport
import Testing

/// Every example of seed 004 that shows job types, as it is printed there: the list, the details, the edit.
@Suite struct Seed004Tests {
    /// The job type of the document's examples, as far as a client may register it: what is of the system itself cannot be.
    private static let clock: JSON = [
        "name": "Scale Clock", "version": "1.0", "description": "Monitors a directory for incoming files to ingest",
        "category": "system", "icon_code": "f013", "uses_docker": false, "priority": 101, "timeout": 1, "max_tries": 1,
        "cpus_required": 0.5, "mem_required": 64.0, "disk_out_const_required": 64.0, "disk_out_mult_required": 0.0,
        "interface": ["version": "1.0", "command": "clock", "command_arguments": ""],
    ]

    private static func fixture(_ name: String) throws -> JSON {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try JSON.parse(Array(Data(contentsOf: folder.appending(path: "Fixtures/seed004-\(name).json"))))
    }

    private static func keys(_ json: JSON?) -> Set<String> {
        Set(json?.objectValue?.keys ?? [])
    }

    /// What differs because it belongs to the system's own job types, which nobody can register.
    private static let ofTheSystem: Set<String> = [
        "id", "is_system", "is_long_running", "priority", "timeout", "max_tries", "created", "last_modified",
    ]

    /// Compares what the document prints of a job type with what is answered.
    private static func expect(_ shown: JSON?, like printed: JSON) {
        for (key, value) in printed.objectValue ?? JSONObject() where !ofTheSystem.contains(key) {
            #expect(shown?[key] == value, "\(key)")
        }
    }

    @Test func theListIsAsPrinted() async throws {
        try await TestServer.run { server in
            let made = try await server.send(.POST, "/job-types/create/", Self.clock)
            #expect(made.status == 200)
            #expect(Self.keys(try made.json()) == ["job_type_id"])
            let printed = try Self.fixture("list")
            let listed = try await server.send(.GET, "/job-types/")
            #expect(listed.status == 200)
            #expect(listed.header("Content-Type") == "application/json")
            let list = try listed.json()
            #expect(Self.keys(list) == Self.keys(printed))
            #expect(list["count"] == 1)
            #expect(list["next"] == .null)
            #expect(list["previous"] == .null)
            let example = try #require(printed["results"]?.arrayValue?.first)
            let shown = try #require(list["results"]?.arrayValue?.first)
            Self.expect(shown, like: example)
            // The example leaves out the title, which the document's list of fields has.
            #expect(Self.keys(shown) == Self.keys(example).union(["title"]))
            #expect(shown.objectValue?.keys == Self.fields)
        }
    }

    /// In the order in which the server of 2015 answered them.
    private static let fields = [
        "id", "name", "version", "title", "description", "category", "author_name", "author_url", "is_system",
        "is_long_running", "is_active", "is_operational", "is_paused", "icon_code", "uses_docker", "docker_privileged",
        "docker_image", "priority", "timeout", "max_tries", "cpus_required", "mem_required", "disk_out_const_required",
        "disk_out_mult_required", "created", "archived", "paused", "last_modified",
    ]

    @Test func theDetailsAreAsPrinted() async throws {
        try await TestServer.run { server in
            let made = try await server.send(.POST, "/job-types/create/", Self.clock).json()
            let id = try #require(made["job_type_id"]?.intValue)
            for _ in 0..<3 { _ = try await LegacyTypes.submit(id, to: server) }
            let printed = try Self.fixture("details")
            let details = try await server.send(.GET, "/job-types/\(id)/").json()
            #expect(Self.keys(details) == Self.keys(printed).union(["title"]))
            var withoutStatistics = printed.objectValue ?? JSONObject()
            for key in ["interface", "error_mapping", "errors", "job_counts_6h", "job_counts_12h", "job_counts_24h"] {
                withoutStatistics.removeValue(forKey: key)
            }
            Self.expect(details, like: .object(withoutStatistics))
            #expect(details["interface"] == Self.clock["interface"])
            #expect(details["error_mapping"] == [:])
            #expect(details["errors"] == [])
            let example = try #require(printed["job_counts_6h"]?.arrayValue?.first)
            for span in ["job_counts_6h", "job_counts_12h", "job_counts_24h"] {
                let counts = try #require(details[span]?.arrayValue)
                #expect(counts.count == 1)
                #expect(Self.keys(counts.first) == Self.keys(example))
                for key in ["status", "count", "category"] { #expect(counts.first?[key] == example[key]) }
                let moment = try #require(counts.first?["most_recent"]?.stringValue)
                #expect(moment.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z/) != nil, "\(moment)")
            }
        }
    }

    @Test func theEditIsAsPrinted() async throws {
        try await TestServer.run { server in
            let made = try await server.send(.POST, "/job-types/create/", Self.clock).json()
            let id = try #require(made["job_type_id"]?.intValue)
            let mapping: JSON = ["version": "1.0", "exit_codes": ["1": "unknown", "3": "no-such-error", "2": "timeout"]]
            let edit: JSON = ["error_mappings": mapping, "is_paused": true]
            let edited = try await server.send(.PATCH, "/job-types/\(id)/", edit)
            #expect(edited.status == 201)
            #expect(edited.header("Content-Type") == "application/json")
            let details = try edited.json()
            #expect(details["error_mapping"] == mapping)
            #expect(details["is_paused"] == true)
            #expect(details["paused"] == details["last_modified"])
            #expect(details["errors"]?.arrayValue?.map { $0["name"] } == ["unknown", "timeout"])
            #expect(details["errors"]?.arrayValue?.first?["category"] == "SYSTEM")
            #expect(try await server.send(.GET, "/job-types/\(id)/").json() == details)

            let unexpected = try await server.send(.PATCH, "/job-types/\(id)/", ["name": "x", "is_paused": false, "a": 1])
            #expect(unexpected.status == 400)
            #expect(unexpected.header("Content-Type")?.hasPrefix("text/plain") == true)
            #expect(unexpected.text == "Fields do not allow updates: a, name")
            let nothing = try await server.send(.PATCH, "/job-types/\(id)/", [:])
            #expect(nothing.status == 400)
            #expect(nothing.header("Content-Type")?.hasPrefix("text/plain") == true)
            let missing = try await server.send(.PATCH, "/job-types/\(id + 1)/", ["is_paused": true])
            #expect(missing.status == 404)
            #expect(missing.header("Content-Type")?.hasPrefix("text/plain") == true)
            #expect(missing.text == "Not found")
        }
    }
}
