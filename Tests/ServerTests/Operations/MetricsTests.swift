import JSONSupport
import Testing

/// What programs that watch the server read.
@Suite struct MetricsTests {
    @Test func theMetricsSayWhatTheServerDoes() async throws {
        try await TestServer.run { server in
            _ = try await OperationsScene(server)
            _ = try await server.send(.GET, "/api/jobs/1")
            _ = try await server.send(.GET, "/api/jobs/2")
            _ = try await server.send(.GET, "/nothing/of/the/kind")
            let answer = try await server.send(.GET, "/metrics")
            #expect(answer.status == 200)
            #expect(answer.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
            let samples = try Self.samples(answer.text)
            #expect(samples[#"drover_jobs{type="busy",version="1.0.0",phase="running"}"#] == 1)
            #expect(samples[#"drover_jobs{type="busy",version="1.0.0",phase="failed"}"#] == 1)
            #expect(samples[#"drover_queue_jobs{type="idle",version="1.0.0"}"#] == 1)
            #expect(samples[#"drover_queue_oldest_seconds{type="idle",version="1.0.0"}"#] ?? -1 >= 0)
            #expect(samples[#"drover_nodes{state="ready"}"#] == 1)
            #expect(samples[#"drover_http_requests_total{route="/api/jobs/{id:int}",method="GET",status="200"}"#] == 2)
            #expect(samples[#"drover_http_requests_total{route="",method="GET",status="404"}"#] == 1)
            #expect(samples["drover_claim_seconds_count"] == 1)
            let commits = try #require(samples["drover_commit_seconds_count"])
            #expect(commits > 5)
            #expect(samples[#"drover_commit_seconds_bucket{le="+Inf"}"#] == commits)
            #expect(samples["drover_commit_writes_sum"] ?? 0 >= commits)
            #expect(samples["drover_database_bytes"] ?? 0 > 4_096)
            #expect(samples["process_resident_memory_bytes"] ?? 0 > 1_048_576)
        }
    }

    @Test func nobodyReadsThemWithoutCredentials() async throws {
        try await TestServer.run { server in
            let open = ["Authorization": ""]
            let refused = try await server.send(.GET, "/metrics", headers: open)
            #expect(refused.status == 401)
            let ready = try await server.send(.GET, "/readyz", headers: open)
            #expect(ready.text == #"{"status":"ready"}"#)
        }
    }

    /// Reads the format as Prometheus does, as far as it is used: every sample belongs to the metric announced before.
    private static func samples(_ text: String) throws -> [String: Double] {
        var samples: [String: Double] = [:]
        var announced = ""
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if line.hasPrefix("# TYPE ") { announced = String(words[2]) }
            guard !line.hasPrefix("#") else { continue }
            let blank = try #require(line.lastIndex(of: " "))
            let name = String(line[..<blank])
            #expect(name.hasPrefix(announced))
            #expect(samples[name] == nil, "\(name) twice")
            samples[name] = try #require(Double(line[line.index(after: blank)...]))
        }
        return samples
    }
}
