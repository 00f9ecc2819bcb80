import FoundationEssentials
import JSONSupport

/// What a server needs before it can be measured.
enum BenchSetUp {
    /// Registers a job type that does nothing.
    /// - Returns: an API key.
    static func prepare(_ settings: ClientSettings) async throws -> String {
        let client = APIClient(settings: settings)
        do {
            try await client.post("/v6/job-types/", jobType)
            let made = try await client.post("/api/users/admin/keys", ["name": "bench", "role": "full"])
            await client.close()
            guard let key = made["key"]?.stringValue else { throw BenchError("the server gave no key") }
            return key
        } catch {
            await client.close()
            throw error
        }
    }

    static func port(of address: String) throws -> Int {
        guard let port = address.split(separator: ":").last.flatMap({ Int($0) }) else {
            throw BenchError("the server's address \(address) has no port")
        }
        return port
    }

    private static let jobType: JSON = [
        "docker_image": "bench-noop-1.0.0-seed:1.0.0",
        "manifest": [
            "seedVersion": "1.0.0",
            "job": [
                "name": .string(BenchRun.jobType), "jobVersion": "1.0.0", "packageVersion": "1.0.0",
                "title": "Nothing", "description": "Does nothing, for measurements", "timeout": 60,
                "maintainer": ["name": "Drover", "email": "drover@example.com"],
                "interface": ["command": "true"],
            ],
        ],
    ]
}
