import DroverServer
import Foundation
import HTTPSupport
import JSONSupport
import JobEngine
import Testing

/// What `/openapi.json` says against the routes that there are.
@Suite struct ReferenceTests {
    /// Pages for people; docs/dashboard.md describes them.
    private static let pages = ["GET /", "GET /ui", "GET /ui/{page}", "GET /ui/assets/{release}/{name}"]

    @Test func everyRouteIsDescribedAndEveryDescriptionHasARoute() async throws {
        let folder = NSTemporaryDirectory() + "drover-reference-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var options = ServerOptions(dataDirectory: folder)
        options.finalScalePaths = ["/api/v6"]
        let engine = try await JobEngine.open(dataDirectory: folder, settings: options.engine)
        let document = DroverServer.reference(to: DroverServer.routes(engine: engine, options).endpoints, options)
        let undescribed = document.undescribed.map { "\($0.verb.rawValue) \($0.path)" }
        #expect(undescribed.sorted() == Self.pages.sorted())
        #expect(document.unrouted == [])
        try await engine.close()
    }

    @Test func theServedDocumentIsWhole() async throws {
        try await TestServer.run({ $0.finalScalePaths = ["/api/v6"] }) { server in
            let answer = try await server.send(.GET, "/openapi.json", nil, headers: ["Authorization": ""])
            #expect(answer.status == 200)
            let document = try answer.json()
            #expect(document["openapi"] == "3.1.0")
            var identifiers: [String] = []
            for (_, path) in try #require(document["paths"]?.objectValue) {
                for (_, operation) in try #require(path.objectValue) {
                    identifiers.append(try #require(operation["operationId"]?.stringValue))
                }
            }
            #expect(identifiers.count > 40)
            #expect(identifiers.count == Set(identifiers).count)
            let tags = try #require(document["tags"]?.arrayValue).compactMap { $0["name"]?.stringValue }
            #expect(tags.contains("Scale v7: jobs"))
            #expect(tags.count == Set(tags).count)
            let refusals = try #require(document["components"]?["responses"]?.objectValue)
            #expect(refusals.keys.allSatisfy { $0.wholeMatch(of: /[A-Za-z0-9._-]+/) != nil })
            for reference in Self.references(in: document) {
                var place = document
                for key in reference.dropFirst(2).split(separator: "/") {
                    place = try #require(place[String(key)], "nothing at \(reference)")
                }
            }
        }
    }

    @Test func onlyWhatSaysSoIsOpen() async throws {
        try await TestServer.run { server in
            let nobody = ["Authorization": ""]
            let document = try await server.send(.GET, "/openapi.json", nil, headers: nobody).json()
            for (template, path) in try #require(document["paths"]?.objectValue) {
                for (verb, operation) in try #require(path.objectValue) {
                    let method = try #require(TestMethod(rawValue: verb.uppercased()))
                    let target = template.replacing(/\{[^}]*\}/, with: "1")
                    let body: [UInt8]? = method == .GET ? nil : Array("{}".utf8)
                    let status = try await server.send(method, target, bytes: body, headers: nobody).status
                    let isOpen = operation["security"]?.arrayValue?.isEmpty ?? false
                    let isScale = operation["tags"]?.arrayValue?.first?.stringValue?.hasPrefix("Scale ") ?? false
                    #expect((status == (isScale ? 403 : 401)) != isOpen, "\(method) \(target): \(status)")
                }
            }
        }
    }

    private static func references(in json: JSON) -> Set<String> {
        switch json {
        case .array(let elements): elements.reduce(into: []) { $0.formUnion(references(in: $1)) }
        case .object(let members): members.reduce(into: []) { found, member in
            if member.key == "$ref", let text = member.value.stringValue { found.insert(text) }
            found.formUnion(references(in: member.value))
        }
        default: []
        }
    }
}
