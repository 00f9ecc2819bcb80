import DroverServer
import JSONSupport
import Testing

/// What operators look at and set (scale.md §2.9, §6.8, §10), with the fields that the recorded answers have.
@Suite struct OperationsTests {
    private static let typeFields = [
        "author_name", "author_url", "category", "description", "icon_code", "id", "is_active", "is_long_running",
        "is_operational", "is_paused", "is_system", "name", "title", "version",
    ]

    @Test func statisticsOfTypes() async throws {
        try await TestServer.run { server in
            let scene = try await OperationsScene(server)
            let status = try await scene.results("/v6/job-types/status/")
            #expect(status.map { $0["job_type"]?["name"] } == ["busy", "idle", "never"])
            #expect(status.allSatisfy { $0["job_type"]?.names == Self.typeFields })
            #expect(status[0]["job_type"]?["author_name"] == "Jane")
            #expect(status[0]["job_counts"]?.arrayValue?.map { $0.without("most_recent") } == [
                ["status": "FAILED", "count": 1, "category": "SYSTEM"], ["status": "QUEUED", "count": 1, "category": nil],
                ["status": "RUNNING", "count": 1, "category": nil],
            ])
            #expect(status[2]["job_counts"] == [])
            let later = try await scene.results("/v6/job-types/status/?started=2999-01-01T00:00:00Z")
            #expect(later[0]["job_counts"]?.arrayValue?.map { $0["status"] } == ["RUNNING"])
            let running = try await scene.results("/v6/job-types/running/")
            #expect(running.map { $0["count"] } == [1])
            #expect(running[0].names == ["count", "job_type", "longest_running"])
            let failures = try await scene.results("/v6/job-types/system-failures/")
            #expect(failures[0].names == ["count", "error", "first_error", "job_type", "last_error"])
            #expect(failures[0]["error"]?["name"] == "missing-file")
            #expect(try await scene.results("/v6/job-types/pending/").isEmpty)
        }
    }

    @Test(arguments: ["", "/v5"])
    func statisticsInTheFormOf2015(prefix: String) async throws {
        try await TestServer.run { server in
            let scene = try await OperationsScene(server)
            let status = try await scene.results("\(prefix)/job-types/status/?started=PT3H")
            #expect(status.map { $0["job_type"]?["name"] } == ["busy", "idle", "never"])
            #expect(status.allSatisfy { $0["job_type"]?.names == Self.typeFields })
            #expect(status[0]["job_counts"]?.arrayValue?.map { $0["status"] } == ["FAILED", "QUEUED", "RUNNING"])
            let running = try await scene.results("\(prefix)/job-types/running/")
            #expect(running[0]["longest_running"]?.stringValue?.count == "2015-09-08T15:43:15.681Z".count)
            let failures = try await scene.results("\(prefix)/job-types/system-failures/")
            #expect(failures[0]["error"]?.names == [
                "category", "created", "description", "id", "last_modified", "name", "title",
            ])
            let page = try await server.send(.GET, "\(prefix)/job-types/status/?page_size=1&page=2").json()
            #expect(page["count"] == 3 && page["results"]?.arrayValue?.count == 1)
            #expect(page["previous"]?.stringValue?.hasSuffix("page_size=1&page=1") == true)
            #expect(try await server.send(.GET, "\(prefix)/job-types/running/?page=9").status == 400)
            let details = try await server.send(.GET, "\(prefix)/job-types/1/").json()
            #expect(details["job_counts_6h"] == details["job_counts_24h"])
            #expect(details["job_counts_6h"]?.arrayValue?.count == 3)
        }
    }

    @Test func theQueueAndTheLoad() async throws {
        try await TestServer.run { server in
            let scene = try await OperationsScene(server)
            let queue = try await scene.results("/v6/queue/status/")
            #expect(queue.map { $0["job_type"]?["name"] } == ["idle", "busy"])
            #expect(queue[0].names == ["count", "highest_priority", "job_type", "longest_queued"])
            #expect(queue[0]["highest_priority"] == 3)
            let load = try await scene.results("/v6/load/")
            #expect(load.first?.names == ["pending_count", "queued_count", "running_count", "time"])
            let tooLong = try await server.send(.GET, "/v6/load/?started=P40D")
            #expect(tooLong.status == 400)
        }
    }

    @Test func errorsAreListed() async throws {
        try await TestServer.run { server in
            let scene = try await OperationsScene(server)
            let all = try await scene.results("/v6/errors/?order=-name&page_size=1000")
            #expect(all.count > 20)
            #expect(all.compactMap { $0["name"]?.stringValue } == all.compactMap { $0["name"]?.stringValue }.sorted(by: >))
            #expect(all[0].names == [
                "category", "created", "description", "id", "is_builtin", "job_type_name", "last_modified", "name",
                "should_be_retried", "title",
            ])
            #expect(try await scene.results("/v6/errors/?category=DATA").isEmpty)
            let id = try #require(all[0]["id"]?.intValue)
            #expect(try await server.send(.GET, "/v6/errors/\(id)/").json() == all[0])
            #expect(try await server.send(.GET, "/v6/errors/99999/").status == 404)
            #expect(try await server.send(.GET, "/v6/errors/?order=bogus").status == 400)
        }
    }

    @Test func operatorsDefineErrorsOfTheirOwn() async throws {
        try await TestServer.run { server in
            let body: JSON = ["name": "disk-gone", "title": "Disk gone", "category": "SYSTEM"]
            let made = try await server.send(.POST, "/v6/errors/", body)
            #expect(made.status == 201)
            #expect(try made.json()["should_be_retried"] == true)
            let path = "/v6/errors/\(try #require(try made.json()["id"]?.intValue))/"
            #expect(made.header("Location")?.hasSuffix(path) == true)
            let edited = try await server.send(.PATCH, path, ["category": "data", "description": "It is gone."])
            #expect(try edited.json()["category"] == "DATA")
            #expect(try edited.json()["should_be_retried"] == false)
            for bad in [body, ["name": "a b", "category": "DATA"], ["name": "x"], ["name": "y", "category": "ODD"]] as [JSON] {
                #expect(try await server.send(.POST, "/v6/errors/", bad).status == 400)
            }
            #expect(try await server.send(.PATCH, "/v6/errors/1/", ["title": "mine"]).status == 400)
            #expect(try await server.send(.PATCH, "/v6/errors/99999/", ["title": "x"]).status == 404)
        }
    }

    @Test func nodesArePausedAndTakenOutOfService() async throws {
        try await TestServer.run { server in
            let scene = try await OperationsScene(server)
            let path = "/v6/nodes/\(scene.node)/"
            let change: JSON = ["is_paused": true, "pause_reason": "a new disk"]
            #expect(try await server.send(.PATCH, path, change).status == 204)
            let paused = try await server.send(.GET, path).json()
            #expect(paused.names == [
                "created", "deprecated", "hostname", "id", "is_active", "is_paused", "last_modified", "pause_reason",
            ])
            #expect(paused["pause_reason"] == "a new disk")
            #expect(try await server.send(.PATCH, path, ["is_paused": false]).status == 204)
            #expect(try await server.send(.GET, path).json()["pause_reason"] == .null)
            #expect(try await server.send(.PATCH, path, ["is_active": false]).status == 204)
            #expect(try await server.send(.GET, path).json()["deprecated"]?.stringValue != nil)
            #expect(try await scene.results("/v6/nodes/?is_active=true").isEmpty)
            for body in [["bogus": 1], ["is_paused": "perhaps"], [:]] as [JSON] {
                #expect(try await server.send(.PATCH, path, body).status == 400)
            }
            #expect(try await server.send(.PATCH, "/v6/nodes/9999/", ["is_paused": true]).status == 404)
        }
    }

    @Test func theSchedulerIsPausedAndTurnedRound() async throws {
        try await TestServer.run { server in
            #expect(try await server.send(.GET, "/v6/scheduler/").json() == [
                "is_paused": false, "num_message_handlers": 1, "system_logging_level": "INFO", "queue_mode": "FIFO",
            ])
            #expect(try await server.send(.PATCH, "/v6/scheduler/", ["is_paused": true, "queue_mode": "LIFO"]).status == 204)
            let state = try await server.send(.GET, "/v6/scheduler/").json()
            #expect(state["is_paused"] == true && state["queue_mode"] == "LIFO")
            let unexpected = try await server.send(.PATCH, "/v6/scheduler/", ["bogus": 1])
            #expect(unexpected.status == 400 && unexpected.text == #""Unexpected fields: bogus""#)
            let empty = try await server.send(.PATCH, "/v6/scheduler/", [:])
            #expect(empty.status == 400 && empty.text == #""No fields specified for update.""#)
            #expect(try await server.send(.PATCH, "/v6/scheduler/", ["queue_mode": "random"]).status == 400)
        }
    }

    @Test func theStatusOfAllMachines() async throws {
        try await TestServer.run { server in
            _ = try await OperationsScene(server)
            let status = try await server.send(.GET, "/v6/status/").json()
            #expect(status.names == ["job_types", "nodes", "resources", "scheduler", "timestamp"])
            #expect(status["resources"]?["mem"]?["total"] == 1_000.0)
            #expect(status["resources"]?["mem"]?["running"] == 128.0)
            #expect(status["resources"]?["mem"]?["offered"] == 872.0)
            let node = status["nodes"]?.arrayValue?.first
            #expect(node?["state"]?["name"] == "READY")
            #expect(node?["job_executions"]?["running"]?["total"] == 1)
            #expect(status["job_types"]?.arrayValue?.map { $0["name"] } == ["busy"])
        }
    }

    @Test func whoIsLoggedIn() async throws {
        try await TestServer.run { server in
            let profile = try await server.send(.GET, "/v6/accounts/profile/").json()
            #expect(profile.names == ["email", "first_name", "id", "is_staff", "last_name", "username"])
            #expect(profile["username"] == "admin" && profile["is_staff"] == true)
            let login: JSON = ["username": "admin", "password": .string(TestServer.password)]
            let open = ["Authorization": ""]
            let first = try await server.send(.POST, "/v6/api-token-auth/", login, headers: open).json()["token"]?.stringValue
            let token = try #require(first)
            #expect(try await server.send(.POST, "/v6/api-token-auth/", login, headers: open).json()["token"] == .string(token))
            let headers = ["Authorization": "Token \(token)"]
            #expect(try await server.send(.GET, "/v6/accounts/profile/", headers: headers).json() == profile)
            let keys = try await server.send(.GET, "/api/users/admin/keys").json()["keys"]?.arrayValue
            let key = try #require(keys?.first?["id"]?.intValue)
            #expect(try await server.send(.DELETE, "/api/keys/\(key)").status == 204)
            #expect(try await server.send(.GET, "/v6/accounts/profile/", headers: headers).status == 403)
            let next = try await server.send(.POST, "/v6/api-token-auth/", login, headers: open).json()["token"]?.stringValue
            #expect(next != nil && next != token)
            let wrong = try await server.send(.POST, "/v6/api-token-auth/", ["username": "admin", "password": "x"], headers: open)
            #expect(wrong.status == 400)
            #expect(try wrong.json() == ["non_field_errors": ["Unable to log in with provided credentials."]])
            let missing = try await server.send(.POST, "/v6/api-token-auth/", ["username": "admin"], headers: open)
            #expect(try missing.json() == ["password": ["This field is required."]])
            #expect(try await server.send(.GET, "/v6/version/", headers: open).json()["version"]?.stringValue != nil)
        }
    }
}

extension JSON {
    fileprivate func without(_ name: String) -> JSON {
        var object = objectValue ?? JSONObject()
        object[name] = nil
        return .object(object)
    }
}
