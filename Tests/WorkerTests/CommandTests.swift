import Foundation
import Testing

@testable import Worker

@Suite struct CommandTests {
    func words(_ command: String, _ variables: [String: String] = [:]) throws -> [String] {
        try CommandExpansion.words(of: command, variables: variables)
    }

    @Test func variablesAreExpanded() throws {
        let variables = ["IN": "/in put/a b.txt", "N": "3"]
        #expect(try words("run ${IN} -n $N", variables) == ["run", "/in put/a b.txt", "-n", "3"])
        #expect(try words("${IN/#/--input=} ${OUT/#/--output=}", variables) == ["--input=/in put/a b.txt"])
        #expect(try words("a ${UNSET} b$UNSET.c \"$UNSET\"", variables) == ["a", "b.c", ""])
        #expect(try words("'$N' \"x $N y\" a\\ b $", variables) == ["$N", "x 3 y", "a b", "$"])
    }

    @Test func unbalancedBracesAreAnError() {
        #expect(throws: CommandExpansion.Unbalanced.self) { try words("run ${IN") }
    }

    @Test func progressIsFoundWhereverTheBytesAreCut() {
        var lines = ProgressLines()
        #expect(lines.feed("DROVER_PRO".utf8) == nil)
        #expect(lines.feed("GRESS 0.25 half".utf8) == nil)
        #expect(lines.feed(" way\nnoise\nDROVER_PROGRESS 50%\n".utf8) == 0.5)
        #expect(lines.feed("DROVER_PROGRESS 1.5\nDROVER_PROGRESS x\n".utf8) == nil)
        #expect(lines.feed((String(repeating: "x", count: 10_000) + "\nDROVER_PROGRESS 1\n").utf8) == 1)
    }
}

@Suite struct FolderTests {
    func withFolder(_ body: (String) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "drover-worker-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test func anImageNeverLeadsOutOfItsFolder() throws {
        try withFolder { folder in
            for name in ["images/plain", "images/tagged_1.0", "secret"] {
                try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
            }
            let images = folder + "/images"
            #expect(try ImageFolder(image: "plain:2.0", below: images).path == images + "/plain")
            #expect(try ImageFolder(image: "tagged:1.0", below: images).path == images + "/tagged_1.0")
            for image in ["../secret", "..", ".", "", "/secret", "other"] {
                #expect(throws: ImageFolder.Missing.self) { try ImageFolder(image: image, below: images) }
            }
        }
    }

    @Test func aPatternFindsOwnFilesOnly() throws {
        try withFolder { folder in
            let root = folder + "/out"
            try FileManager.default.createDirectory(atPath: root + "/sub", withIntermediateDirectories: true)
            for name in ["out/a.txt", "out/b.txt", "out/.hidden.txt", "out/sub/c.txt", "outside.txt"] {
                try Data("x".utf8).write(to: URL(filePath: "\(folder)/\(name)"))
            }
            try FileManager.default.createSymbolicLink(atPath: root + "/leak.txt", withDestinationPath: folder + "/outside.txt")
            #expect(Glob.files(matching: "*.txt", below: root) == ["a.txt", "b.txt"])
            #expect(Glob.files(matching: "sub/*.txt", below: root) == ["sub/c.txt"])
            #expect(Glob.files(matching: "../*.txt", below: root) == [])
        }
    }
}
