import Foundation
import Testing

/// What the pages are made of.
@Suite struct AssetTests {
    private static let nobody = ["Authorization": ""]

    private func addresses(_ page: String) -> [String] {
        page.matches(of: /(?:href|src)="(\/ui\/assets\/[^"]+)"/).map { String($0.1) }
    }

    /// The names of all files that the pages are made of.
    private static let files: [String] = {
        let tests = URL(filePath: #filePath).deletingLastPathComponent()
        let folder = tests.appending(path: "../../../Sources/Dashboard/Assets").standardizedFileURL
        return (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.filter { !$0.hasSuffix(".html") } ?? []
    }()

    @Test func thePagesAreSmallAndAskNobodyElse() async throws {
        try await TestServer.run { server in
            let root = try await server.send(.GET, "/", headers: Self.nobody)
            #expect(root.status == 302)
            #expect(root.header("Location") == "ui/")
            let page = try await server.send(.GET, "/ui/", headers: Self.nobody)
            #expect(page.status == 200)
            var total = page.body.count
            let first = addresses(page.text)
            let folder = try #require(first.first).split(separator: "/").dropLast().joined(separator: "/")
            let all = Set(Self.files.map { "/\(folder)/\($0)" })
            #expect(all.count > 20 && all.isSuperset(of: first))
            for address in all {
                let asset = try await server.send(.GET, address, headers: Self.nobody)
                #expect(asset.status == 200, "\(address)")
                #expect(asset.header("Cache-Control")?.contains("immutable") == true)
                #expect(asset.header("X-Content-Type-Options") == "nosniff")
                #expect(asset.text.matches(of: /https?:\/\/(?!www\.w3\.org\/2000\/svg)/).isEmpty, "\(address) goes elsewhere")
                #expect(!asset.text.contains("innerHTML") && !asset.text.contains("eval("), "\(address)")
                total += asset.body.count
            }
            #expect(total <= 150_000, "all pages together have \(total) bytes")
        }
    }

    @Test func everyAddressGetsTheSamePageUnderAStrictPolicy() async throws {
        try await TestServer.run { server in
            let page = try await server.send(.GET, "/ui/", headers: Self.nobody)
            let policy = page.header("Content-Security-Policy") ?? ""
            for rule in [
                "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "base-uri 'none'",
                "frame-ancestors 'none'", "form-action 'self'",
            ] {
                #expect(policy.contains(rule))
            }
            #expect(!policy.contains("unsafe"))
            for script in page.text.matches(of: /<script([^>]*)>([^<]*)</) {
                #expect(script.1.contains("src=") && script.2.isEmpty, "a script stands in the page")
            }
            #expect(!page.text.contains("<style") && page.text.matches(of: /\s(style|on[a-z]+)=/).isEmpty)
            for path in ["/ui", "/ui/jobs", "/ui/jobs/12", "/ui/types/a%2Fb/1.0.0", "/ui/nothing/of/the/kind/"] {
                let other = try await server.send(.GET, path, headers: Self.nobody)
                #expect(other.status == 200 && other.body == page.body, "\(path)")
            }
        }
    }

    @Test func browsersKeepWhatHasNotChanged() async throws {
        try await TestServer.run { server in
            let page = try await server.send(.GET, "/ui/", headers: Self.nobody)
            for path in ["/ui/", try #require(addresses(page.text).first)] {
                let tag = try #require(try await server.send(.GET, path, headers: Self.nobody).header("ETag"))
                let again = try await server.send(.GET, path, headers: ["Authorization": "", "If-None-Match": tag])
                #expect(again.status == 304 && again.body.isEmpty)
            }
            let old = try await server.send(.GET, "/ui/assets/0123/app.js", headers: Self.nobody)
            #expect(old.header("Cache-Control") == "no-cache")
            #expect(try await server.send(.GET, "/ui/assets/0123/none.js", headers: Self.nobody).status == 404)
        }
    }
}
