import Foundation
import JSONSupport
import Testing

/// The list of jobs as clients of the native API ask for it.
@Suite struct JobListTests {
    @Test func aTextIsFoundPageByPage() async throws {
        try await TestServer.run { server in
            for name in ["resize", "count"] {
                let added = try await server.send(.POST, "/v6/job-types/", Manifests.image(Manifests.named(name)))
                #expect(added.status == 201)
            }
            for (type, description) in [("resize", "a"), ("count", "Übung 50%"), ("resize", "b"), ("count", "none")] {
                let body: JSON = ["job_type": .string(type), "description": .string(description)]
                #expect(try await server.send(.POST, "/api/jobs", body).status == 201)
            }
            #expect(try await found(server, "text=RESIZE&limit=1") == [3, 1])
            #expect(try await found(server, "text=50%25") == [2])
            #expect(try await found(server, "text=%C3%9Cbung&type=count") == [2])
            #expect(try await found(server, "text=4") == [4])
            #expect(try await found(server, "text=resize&type=count") == [])
            #expect(try await found(server, "text=") == [4, 3, 2, 1])
        }
    }

    @Test func aTextThatIsTooLongIsRefused() async throws {
        try await TestServer.run { server in
            let longest = String(repeating: "x", count: 100)
            #expect(try await server.send(.GET, "/api/jobs?text=\(longest)").status == 200)
            let refused = try await server.send(.GET, "/api/jobs?text=\(longest)x")
            #expect(refused.status == 400)
            #expect(refused.detail == "text may have 100 characters at the most.")
        }
    }

    /// The ids on all pages of a list.
    private func found(_ server: TestServer, _ query: String) async throws -> [Int64] {
        var ids: [Int64] = []
        var next: String? = "/api/jobs?" + query
        while let path = next {
            let page = try await server.send(.GET, path).json()
            ids += try #require(page["jobs"]?.arrayValue).compactMap { $0["id"]?.intValue }
            next = page["next"]?.stringValue.map { $0.replacing(server.address, with: "") }
        }
        return ids
    }
}
