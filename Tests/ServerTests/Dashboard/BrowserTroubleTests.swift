import Foundation
import JSONSupport
import NIOHTTP1
import Testing

/// The pages when something is wrong: with the server, the session, or what jobs write.
@Suite(.serialized) struct BrowserTroubleTests {
    @Test func aPageGoesOnAfterARestartOfTheServer() async throws {
        let folder = NSTemporaryDirectory() + "drover-restart-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let first = try await ServerProcess.start(folder: folder)
        let server = first.server
        let added = try await server.send(.POST, "/v6/job-types/", Manifests.image(Manifests.named("plain")))
        #expect(added.status == 201)
        try await WebDriver.run { browser in
            try await browser.logIn(server, path: "/ui/jobs")
            try await browser.wait(for: "No job matches", in: "#job-list")
            try await browser.run("window.stayed = true")
            await first.kill()
            try await browser.wait(for: "cannot be reached", in: "#banner")
            try await browser.screenshot("server-away")
            let second = try await ServerProcess.start(folder: folder, port: server.port)
            #expect(try await server.send(.POST, "/api/jobs", ["job_type": "plain"]).status == 201)
            try await browser.wait(for: "queued", in: "#job-list td")
            try await browser.wait(for: "document.getElementById('banner').innerText === ''")
            #expect(try await browser.run("return window.stayed") == true)
            await second.kill()
        }
    }

    @Test func aSessionThatIsOverIsBegunAgainOverThePage() async throws {
        try await TestServer.run { server in
            try await WebDriver.run { browser in
                try await browser.logIn(server, path: "/ui/jobs?phase=failed")
                try await browser.wait(for: "No job matches", in: "#job-list")
                _ = try await browser.command(.DELETE, "/cookie")
                _ = try await server.send(.POST, "/v6/job-types/", Manifests.image(Manifests.named("plain")))
                _ = try await server.send(.POST, "/api/jobs", ["job_type": "plain"])
                try await browser.wait(for: "session is over", in: "#banner")
                try await browser.type("admin", into: "#login-username")
                try await browser.type(TestServer.password, into: "#login-password")
                try await browser.press(.enter)
                try await browser.wait(for: "document.getElementById('banner').innerText === ''")
                try await browser.wait(for: "No job matches", in: "#job-list")
                #expect(try await browser.address.hasSuffix("/ui/jobs?phase=failed"))
            }
        }
    }

    @Test func whateverJobsWriteIsShownHarmlessly() async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            try await worker.addType(
                "noisy",
                script: """
                    head -c 3000000 /dev/zero | tr '\\0' x; echo
                    printf '\\033]0;title\\007\\033[2Jgone <img src=x onerror=alert(1)>\\n'
                    printf '<script>alert(1)</script>' > "$OUTPUT_DIR/page.html"
                    { printf '\\033[31m<b>'; head -c 1500000 /dev/zero | tr '\\0' y; } > "$OUTPUT_DIR/line.txt"
                    """
            ) { job in
                job["interface"] = [
                    "command": "run", "outputs": ["files": [
                        ["name": "PAGE", "pattern": "*.html", "mediaType": "text/html"],
                        ["name": "LINE", "pattern": "*.txt", "mediaType": "text/plain"],
                    ]],
                ]
            }
            try await worker.run {
                let description = "<img src=x onerror=alert(1)>\u{202E}txt"
                let id = try await worker.submit("noisy", ["description": .string(description)])
                _ = try await worker.finished(id)
                try await WebDriver.run { browser in
                    try await browser.logIn(server, path: "/ui/jobs/\(id)")
                    try await browser.wait(for: "gone <img src=x onerror=alert(1)>", in: "#log-text")
                    try await browser.wait(for: "<img src=x onerror=alert(1)>·txt", in: "dd")
                    try await browser.click("button[aria-label='Preview page.html']")
                    try await browser.wait(for: "<script>alert(1)</script>", in: "#outputs pre")
                    try await browser.click("button[aria-label='Preview line.txt']")
                    try await browser.wait(for: "The first 200 kB", in: "#outputs .preview")
                    let preview = try await browser.run(
                        "return [...document.querySelectorAll('#outputs pre')].map((e) => e.textContent).find((t) => t.includes('yyy'))"
                    ).stringValue ?? ""
                    #expect(preview.hasPrefix("<b>yyy") && preview.count < 200_000)
                    let length = try await browser.run("return document.getElementById('log-text').textContent.length")
                    #expect(length.intValue ?? .max < 10_000, "the long line is in the page")
                    #expect(try await browser.run("return document.querySelectorAll('main img, main script').length") == 0)
                    try await browser.click("a[href='/ui/jobs']")
                    try await browser.wait(for: "<img src=x onerror=alert(1)>", in: "#job-list td")
                    #expect(try await browser.faults() == [])
                }
            }
        }
    }
}
