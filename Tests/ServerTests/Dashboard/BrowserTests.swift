import Foundation
import JSONSupport
import Testing

/// The pages in a real browser, on a real server with a real worker.
@Suite(.serialized) struct BrowserTests {
    private static let upper = """
        echo "working for $GREETING"
        printf '\\033[31mred\\033[0m <b>bold</b>\\n'
        mkfifo "FOLDER/go"
        echo "DROVER_PROGRESS 40%"
        read -r go < "FOLDER/go"
        tr a-z A-Z < "$TEXT" > "$OUTPUT_DIR/result.txt"
        """

    private static let interface: JSON = [
        "command": "${TEXT}",
        "inputs": [
            "files": [["name": "TEXT", "mediaTypes": ["text/plain"]]],
            "json": [
                ["name": "GREETING", "type": "string"], ["name": "COUNT", "type": "integer", "required": false],
            ],
        ],
        "outputs": ["files": [["name": "RESULT", "pattern": "*.txt", "mediaType": "text/plain"]]],
    ]

    private func paste(_ text: String, _ browser: WebDriver) async throws {
        try await browser.wait(for: "document.getElementById('manifest')")
        try await browser.run(
            """
            const field = document.getElementById("manifest");
            field.value = arguments[0];
            field.dispatchEvent(new Event("input"));
            """, [.string(text)]
        )
    }

    @Test func aJobFromItsTypeToItsOutput() async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            try worker.addProgram(
                "entrypoint", toImage: "upper", script: Self.upper.replacing("FOLDER", with: server.folder)
            )
            let input = server.folder + "/in.txt"
            try Data("hello world".utf8).write(to: URL(filePath: input))
            try await worker.run {
                try await WebDriver.run { browser in
                    try await browser.logIn(server)
                    #expect(try await browser.address.hasSuffix("/ui/"))
                    try await browser.click("a[href='/ui/register']")
                    try await register(browser)
                    try await browser.run("window.stayed = true")
                    try await submit(input, browser)
                    try await browser.wait(for: "running", in: "h1")
                    try await browser.wait(for: "40 %", in: "#progress")
                    try await browser.wait(for: "working for the test", in: "#log-text")
                    try await browser.wait(for: "red <b>bold</b>", in: "#log-text")
                    try await browser.screenshot("job-running")
                    try FileHandle(forWritingTo: URL(filePath: server.folder + "/go")).write(contentsOf: Data("go\n".utf8))
                    try await browser.wait(for: "completed", in: "h1")
                    try await output(browser)
                    #expect(try await browser.run("return window.stayed") == true, "the page was loaded anew")
                    #expect(try await browser.faults() == [])
                }
            }
        }
    }

    private func register(_ browser: WebDriver) async throws {
        let manifest = Manifests.named("upper") { $0["interface"] = Self.interface }
        try await paste("{\n  \"seedVersion\":\n \"1.0.0\",\n  \"job\": oops\n}", browser)
        try await browser.wait(for: "line 4", in: "#manifest-report")
        let wrong = manifest.compactText.replacing("\"name\":\"upper\"", with: "\n\"name\":\n7")
        try await paste(wrong, browser)
        try await browser.wait(for: "line 2", in: "#manifest-report")
        try await browser.screenshot("register-errors")
        try await paste(manifest.compactText, browser)
        try await browser.wait(for: "valid", in: "#manifest-good")
        try await browser.run("document.getElementById('image').select()")
        try await browser.type("upper", into: "#image")
        try await browser.click("#add-type")
        try await browser.wait(for: "Title of upper", in: "h1")
    }

    private func submit(_ input: String, _ browser: WebDriver) async throws {
        try await browser.click("#submit-job")
        try await browser.wait(for: "TEXT is required", in: "#input-TEXT-error")
        try await browser.wait(for: "GREETING is required", in: "#input-GREETING-error")
        try await browser.type(input, into: "#input-TEXT")
        try await browser.type("the test", into: "#input-GREETING")
        try await browser.type("many", into: "#input-COUNT")
        try await browser.click("#submit-job")
        try await browser.wait(for: "whole number", in: "#input-COUNT-error")
        try await browser.screenshot("submit-form")
        try await browser.run("document.getElementById('input-COUNT').select()")
        try await browser.type("3", into: "#input-COUNT")
        try await browser.click("#submit-job")
        try await browser.wait(for: "Job 1", in: "h1")
    }

    private func output(_ browser: WebDriver) async throws {
        try await browser.click("#outputs button")
        try await browser.wait(for: "HELLO WORLD", in: "#outputs pre")
        try await browser.screenshot("job-completed")
        let path = try await browser.run("return document.querySelector('#outputs a.download').getAttribute('href')")
        let content = try await browser.run(
            "const r = new XMLHttpRequest(); r.open('GET', arguments[0], false); r.send(); return r.responseText", [path]
        )
        #expect(content == "HELLO WORLD")
    }

    @Test func aFailureSaysWhyAndAWaitingJobCanBeCanceled() async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            try await worker.addType("breaks", script: "echo 'no such column' >&2; exit 7") { job in
                job["errors"] = [["code": 7, "name": "bad-data", "title": "Bad <i>data</i>", "category": "data"]]
            }
            try await worker.addType("huge", script: "true") { job in
                job["resources"] = ["scalar": [["name": "mem", "value": 1_000_000]]]
            }
            try await worker.run {
                let broken = try await worker.submit("breaks")
                _ = try await worker.finished(broken)
                let waiting = try await worker.submit("huge")
                try await WebDriver.run { browser in
                    try await browser.logIn(server, path: "/ui/jobs/\(waiting)")
                    try await browser.wait(for: "queued", in: "h1")
                    try await browser.wait(for: "", in: "#waiting li")
                    try await browser.click("#cancel")
                    try await browser.wait(for: "canceled", in: "h1")
                    try await browser.click("a[href='/ui/']")
                    try await browser.wait(for: "Bad <i>data</i>", in: "section[aria-label^='Failures'] td")
                    try await browser.screenshot("overview")
                    try await browser.click("section[aria-label^='Failures'] a")
                    try await browser.click("#job-list a[href='/ui/jobs/\(broken)']")
                    try await browser.wait(for: "Bad <i>data</i>", in: "#problem h2")
                    try await browser.wait(for: "exit code 7", in: "#problem")
                    try await browser.wait(for: "no such column", in: "#log-text")
                    try await browser.screenshot("job-failed")
                    try await browser.click("#requeue")
                    _ = try await worker.wait(for: broken) { ($0["attempt"]?.intValue ?? 0) > 1 && $0["phase"] == "failed" }
                    #expect(try await browser.faults() == [])
                }
            }
        }
    }

    @Test func operatorsChangeSeveralJobsATypeAndANode() async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            try await worker.addType("plain", script: "exec sleep 300")
            let jobs = [try await worker.submit("plain"), try await worker.submit("plain")]
            try await WebDriver.run { browser in
                try await browser.logIn(server, path: "/ui/jobs?phase=queued")
                try await browser.click("#pick-all")
                try await browser.wait(for: "2 selected", in: "main")
                try await browser.click("#bulk-cancel")
                try await browser.wait(for: "No job matches", in: "#job-list")
                for job in jobs { #expect(try await worker.finished(job)["phase"] == "canceled") }

                try await browser.open(server.address + "/ui/types/plain/1.0.0")
                try await browser.click("#pause-type")
                try await browser.wait(for: "paused", in: "#type-state")
                #expect(try await server.send(.GET, "/v6/job-types/plain/1.0.0/").json()["is_paused"] == true)

                try await browser.open(server.address + "/ui/nodes")
                try await worker.run {
                    try await browser.type("a new disk", into: "#pause-reason")
                    try await browser.click("button[aria-label='Pause test-node']")
                    try await browser.wait(for: "a new disk", in: "main td")
                    let node = try await server.send(.GET, "/api/nodes").json()["nodes"]?.arrayValue?.first
                    #expect(node?["is_paused"] == true)
                }
                #expect(try await browser.faults() == [])
            }
        }
    }
}
