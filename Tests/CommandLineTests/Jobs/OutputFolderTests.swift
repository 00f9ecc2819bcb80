import JSONSupport
import Testing

@testable import drover

@Suite struct OutputFolderTests {
    private func localName(_ name: String, taken: Set<String> = []) throws -> String {
        let file = try #require(StoredFileView(["id": 7, "name": .string(name), "size": 1]))
        return OutputFolder.localName(for: file, taken: taken)
    }

    @Test func ordinaryNamesStay() throws {
        #expect(try localName("report.txt") == "report.txt")
    }

    @Test func noNameLeavesTheFolderOrHidesInIt() throws {
        #expect(try localName("../../etc/passwd") == "passwd")
        #expect(try localName("..") == "7..")
        #expect(try localName("a/..") == "7..")
        #expect(try localName(".bashrc") == "7.bashrc")
        #expect(try localName("") == "7")
        #expect(try localName("a\u{1b}[31m\nb") == "a^[[31m b")
    }

    @Test func equalNamesGetTheFilesNumber() throws {
        #expect(try localName("a", taken: ["a"]) == "7.a")
        #expect(try localName("a", taken: ["a", "7.a"]) == "7.7.a")
    }
}
