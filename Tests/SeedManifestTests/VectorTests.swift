import Foundation
import JSONSupport
import SeedManifest
import Testing

/// 83 manifests that were found in the wild, each with its verdict.
@Suite struct VectorTests {
    struct Vector: Sendable, CustomTestStringConvertible {
        let file: String
        let expected: String

        var testDescription: String { file }
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/seed-manifests")

    static let vectors: [Vector] = {
        let table = (try? String(contentsOf: folder.appending(path: "EXPECTED.tsv"), encoding: .utf8)) ?? ""
        return table.split(whereSeparator: \.isNewline).dropFirst().map { line in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            return Vector(file: String(columns[0]), expected: String(columns[1]))
        }
    }()

    @Test func allOfThemAreThere() {
        #expect(Self.vectors.count == 83)
    }

    @Test(arguments: vectors) func theVerdictIsTheExpectedOne(vector: Vector) throws {
        let text = try Data(contentsOf: Self.folder.appending(path: vector.file))
        #expect(verdict(on: Array(text)) == vector.expected)
    }

    private func verdict(on bytes: [UInt8]) -> String {
        guard let json = try? JSON.parse(bytes), let manifest = try? SeedManifest.parse(json) else { return "invalid" }
        return manifest.warnings.isEmpty ? "valid" : "valid-with-warning"
    }
}
