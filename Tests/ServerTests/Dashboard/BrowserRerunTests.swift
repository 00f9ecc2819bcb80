import Foundation
import JSONSupport
import Testing

/// What a job left behind, run once more; and what a type was before, in a real browser.
@Suite(.serialized) struct BrowserRerunTests {
    /// One red pixel.
    private static let pixel =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="

    private static let interface: JSON = [
        "command": "run",
        "inputs": ["files": [["name": "TEXT"]], "json": [["name": "WORD", "type": "string"]]],
        "outputs": ["files": [["name": "PICTURE", "pattern": "*.png", "mediaType": "image/png"]]],
    ]

    @Test func aJobIsRunAnewWithItsFilesAndAnotherWord() async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            try await worker.addType(
                "picture", script: #"echo "$WORD: $(cat "$TEXT")"; echo \#(Self.pixel) | base64 -d > "$OUTPUT_DIR/one.png""#
            ) { $0["interface"] = Self.interface }
            let file = try await server.send(.POST, "/api/files?name=in.txt", bytes: Array("kept".utf8)).json()
            let fileID = try #require(file["id"]?.intValue)
            try await worker.run {
                let input: JSON = ["files": ["TEXT": .array([.int(fileID)])], "json": ["WORD": "first"]]
                let first = try await worker.submit("picture", ["input": input])
                _ = try await worker.finished(first)
                try await WebDriver.run { browser in
                    try await browser.logIn(server, path: "/ui/jobs/\(first)")
                    try await browser.click("button[aria-label='Preview one.png']")
                    try await browser.wait(for: "document.querySelector('#outputs img')?.naturalWidth === 1")
                    try await browser.click("#rerun")
                    try await browser.wait(for: "with the inputs of job \(first)", in: "main h2")
                    try await browser.run("document.getElementById('input-WORD').select()")
                    try await browser.type("second", into: "#input-WORD")
                    try await browser.click("#submit-job")
                    try await browser.wait(for: "Job \(first + 1)", in: "h1")
                    try await browser.wait(for: "completed", in: "h1")
                    try await browser.wait(for: "second: kept", in: "#log-text")
                    let job = try await server.send(.GET, "/api/jobs/\(first + 1)").json()
                    #expect(job["input"]?["files"]?["TEXT"] == .array([.int(fileID)]))
                    #expect(try await browser.faults() == [])
                }
            }
        }
    }

    @Test func aRevisionShowsWhatItChanged() async throws {
        try await TestServer.run { server in
            let manifest = Manifests.named("grown") { $0["timeout"] = 60 }
            #expect(try await server.send(.POST, "/v6/job-types/", Manifests.image(manifest)).status == 201)
            let next = Manifests.named("grown") { job in
                job["timeout"] = 90
                job["packageVersion"] = "1.0.1"
            }
            #expect(try await server.send(.POST, "/v6/job-types/", Manifests.image(next, image: "grown:2")).status == 201)
            try await WebDriver.run { browser in
                try await browser.logIn(server, path: "/ui/types/grown/1.0.0")
                try await browser.click("button[aria-label='Show the difference of revision 2']")
                try await browser.wait(for: "\"timeout\": 90", in: ".diff .added")
                try await browser.wait(for: "\"timeout\": 60", in: ".diff .removed")
                try await browser.wait(for: "grown:2", in: ".diff .added")
                #expect(try await browser.run("return document.querySelectorAll('.diff .added').length") == 3)
                try await browser.screenshot("revision-difference")
                #expect(try await browser.faults() == [])
            }
        }
    }
}
