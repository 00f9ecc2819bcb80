import Foundation
import JSONSupport
import Testing

/// Secret settings reach the job and nobody else, whatever is done to the configuration.
@Suite struct SecretTests {
    private static func manifest(secret: Bool) -> (inout JSONObject) -> Void {
        { job in
            job["interface"] = [
                "command": "",
                "settings": [["name": "A", "secret": .bool(secret)], ["name": "B", "secret": true]],
                "outputs": ["files": [["name": "OUT", "pattern": "*.txt", "mediaType": "text/plain"]]],
            ]
        }
    }

    private static let script = #"printf '%s %s' "$A" "$B" > "$OUTPUT_DIR/seen.txt""#

    private func seen(_ worker: TestWorker, _ body: JSONObject = [:]) async throws -> String {
        let job = try await worker.finished(worker.submit("secretive", body))
        #expect(!job.compactText.contains("hidden"), "\(job.compactText)")
        let file = try #require(job["output"]?["files"]?["OUT"]?.arrayValue?.first?["id"]?.intValue)
        return try await worker.server.send(.GET, "/api/files/\(file)/content").text
    }

    @Test func secretsOfTypesAndJobsStaySecret() async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            try await worker.addType("secretive", script: Self.script, Self.manifest(secret: false))
            let configured: JSON = ["configuration": ["settings": ["A": "hidden-a", "B": "hidden-b"]]]
            #expect(try await server.send(.PATCH, "/v6/job-types/secretive/1.0.0/", configured).status == 204)
            try await worker.run {
                // The setting A becomes a secret with the next revision, which brings no configuration.
                try await worker.addType("secretive", script: Self.script, Self.manifest(secret: true))
                let shown = try await server.send(.GET, "/v6/job-types/secretive/1.0.0/")
                #expect(!shown.text.contains("hidden"))
                #expect(try await seen(worker) == "hidden-a hidden-b")

                // A configuration that was read, changed and sent back has no secrets in it; they stay.
                let edit: JSON = ["configuration": ["priority": 50]]
                #expect(try await server.send(.PATCH, "/v6/job-types/secretive/1.0.0/", edit).status == 204)
                #expect(try await seen(worker) == "hidden-a hidden-b")

                // A job may bring a secret of its own.
                let own: JSONObject = ["configuration": ["settings": ["B": "hidden-own"]]]
                #expect(try await seen(worker, own) == "hidden-a hidden-own")
            }
            for path in ["/v6/jobs/3/", "/v6/jobs/3/executions/", "/api/jobs/3", "/v6/jobs/"] {
                #expect(!(try await server.send(.GET, path).text.contains("hidden")), "\(path)")
            }
        }
    }
}
