import Foundation
import JSONSupport
import Testing

@testable import Worker

/// What legacy jobs say of their results.
@Suite struct LegacyResultTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "drover-legacy-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private func write(_ text: String, _ path: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    @Test func artifactsAreFoundWhereverTheyStand() throws {
        try withFolder { folder in
            let noise = String(repeating: "x", count: 300_000)
            let text = "ARTIFACT:a:/1\r\nnoise\n\(noise)\n ARTIFACT:a:/no\nARTIFACT:b:/with:colon\nARTIFACT:\(noise):/no\nARTIFACT:a:/2"
            try write(text, folder + "/stdout")
            #expect(try ArtifactLines(readingFile: folder + "/stdout").paths == ["a": ["/1", "/2"], "b": ["/with:colon"]])
            #expect(try ArtifactLines(readingFile: folder + "/none").paths.isEmpty)
        }
    }

    @Test func pathsAreThoseThatTheJobSees() throws {
        try withFolder { folder in
            try write("x", folder + "/a")
            let place = OutputPlace(folder: folder, seenAs: "/scale/output_data")
            #expect(place.ownPath("/scale/output_data/a") == "a")
            #expect(place.ownPath("a") == "a")
            for path in ["/scale/output_data", "/scale/output_data/b", "../a", "/etc/passwd", "", "/scale/output_data/../a"] {
                #expect(place.ownPath(path) == nil, "\(path)")
            }
        }
    }

    @Test func theOlderFormHasItsGeometryInAFile() throws {
        try withFolder { folder in
            try write(#"{"type": "Feature", "geometry": {"type": "Point"}, "properties": {"a": 1}}"#, folder + "/geo.json")
            let manifest = #"""
                {"version": "1.0", "files": [{"name": "a", "path": "1"}, {"name": "b", "paths": ["2", "3"]}],
                 "parse_results": [{"filename": "in", "gis_data_path": "geo.json", "data_started": "2015-05-15T10:34:12Z"},
                                   {"filename": "other", "gis_data_path": "/etc/passwd"}]}
                """#
            try write(manifest, folder + "/results_manifest.json")
            var results = try ResultsManifest(OutputPlace(folder: folder, seenAs: folder))
            results.add(["9"], to: "a")
            results.add(["4"], to: "c")
            #expect(results.outputs.mapValues { $0.map(\.path) } == ["a": ["1"], "b": ["2", "3"], "c": ["4"]])
            let expected: JSON = [
                "type": "Feature", "geometry": ["type": "Point"],
                "properties": ["a": 1, "dataStarted": "2015-05-15T10:34:12Z"],
            ]
            #expect(results.inputs == ["in": expected])
        }
    }
}
