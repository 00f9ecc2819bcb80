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
                    """
            ) { job in
                job["interface"] = [
                    "command": "run", "outputs": ["files": [["name": "PAGE", "pattern": "*.html", "mediaType": "text/html"]]],
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
                    try await browser.click("#outputs button")
                    try await browser.wait(for: "<script>alert(1)</script>", in: "#outputs pre")
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

    @Test func everythingIsReachedByKeyboard() async throws {
        try await TestServer.run { server in
            try await WebDriver.run { browser in
                try await browser.logIn(server)
                // Loaded anew, so that the way begins at the top of the page.
                try await browser.open(server.address + "/ui/nodes")
                try await browser.wait(for: "No node has come", in: "main")
                let focused = "return document.activeElement.innerText"
                try await browser.press(.tab)
                #expect(try await browser.run(focused) == "Skip to the content")
                var reached: [String] = []
                while reached.count < 12, reached.last != "Log out" {
                    try await browser.press(.tab)
                    reached.append(try await browser.run(focused).stringValue ?? "")
                }
                #expect(reached.contains("Jobs") && reached.contains("Users and keys") && reached.last == "Log out")
                try await browser.run("document.querySelector('a[href=\"/ui/errors\"]').focus()")
                try await browser.press(.enter)
                try await browser.wait(for: "Errors", in: "main h1")
                #expect(try await browser.run("return document.activeElement.id") == "main")
            }
        }
    }

    @Test func aTemplateHasAForm() async throws {
        try await TestServer.run { server in
            let client = try await UFDLClient(server)
            let parameters: JSON = ["epochs": ["types": ["int"], "help": "How often.", "default": 3]]
            _ = try await client.importTemplate(UFDLClient.workable("teach", parameters: parameters))
            try await WebDriver.run { browser in
                try await browser.logIn(server, path: "/ui/types")
                try await browser.click("a[href^='/ui/templates/']")
                try await browser.wait(for: "teach", in: "main h1")
                try await browser.run("document.getElementById('parameter-epochs').select()")
                try await browser.type("many", into: "#parameter-epochs")
                try await browser.click("#submit-job")
                try await browser.wait(for: "no value of type int", in: "#parameter-epochs-error")
                try await browser.run("document.getElementById('parameter-epochs').select()")
                try await browser.type("5", into: "#parameter-epochs")
                let inputs: JSON = ["dataset": ["value": 1, "type": .string(UFDLClient.dataset)]]
                try await browser.run("document.getElementById('input-values').value = arguments[0]", [.string(inputs.compactText)])
                try await browser.click("#submit-job")
                try await browser.wait(for: "Job 1", in: "main h1")
                #expect(try await client.job(1)["parameter_values"]?["epochs"] == ["value": 5, "type": "int"])
                try await browser.screenshot("template-job")
                #expect(try await browser.faults() == [])
            }
        }
    }
}
