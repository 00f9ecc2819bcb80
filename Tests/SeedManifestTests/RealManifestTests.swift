import FoundationEssentials
import JSONSupport
import SeedManifest
import Testing

/// Manifests that people published, with the verdict that each has to get.
@Suite struct RealManifestTests {
    struct Expectation: Sendable, CustomTestStringConvertible {
        let file: String
        let verdict: String
        var testDescription: String { file }
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/seed-manifests")

    static func expectations() throws -> [Expectation] {
        try String(contentsOf: folder.appending(path: "EXPECTED.tsv"), encoding: .utf8)
            .split(whereSeparator: \.isNewline).dropFirst().map { line in
                let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
                return Expectation(file: String(fields[0]), verdict: String(fields[1]))
            }
    }

    static func verdict(_ bytes: [UInt8]) -> String {
        do {
            let manifest = try SeedManifest.parse(try JSON.parse(bytes))
            switch manifest.warnings.map(\.name) {
            case []: return "valid"
            case let names where names.allSatisfy { $0 == "MISSING_ERROR_NAME" }: return "valid-with-warning"
            case let names: return "valid with \(names)"
            }
        } catch {
            return "invalid"
        }
    }

    @Test func allAreThere() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { $0.hasSuffix(".json") }
        #expect(files.count == 83)
        #expect(try Set(Self.expectations().map(\.file)) == Set(files))
    }

    @Test(arguments: try expectations())
    func verdictIsTheExpectedOne(expectation: Expectation) throws {
        let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: expectation.file)))
        #expect(Self.verdict(bytes) == expectation.verdict)
    }

    /// What is stored has to read back as the same manifest.
    @Test(arguments: try expectations().filter { $0.verdict != "invalid" })
    func storedFormReadsBack(expectation: Expectation) throws {
        let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: expectation.file)))
        let manifest = try SeedManifest.parse(try JSON.parse(bytes))
        let stored = try SeedManifest.stored(manifest.json.compactText)
        #expect(stored.json == manifest.json)
        #expect(stored.inputFiles == manifest.inputFiles)
        #expect(stored.errors == manifest.errors)
    }
}
