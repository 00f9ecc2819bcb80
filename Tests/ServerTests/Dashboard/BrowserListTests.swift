import JSONSupport
import Testing

/// The pages that list jobs, in a real browser.
@Suite(.serialized) struct BrowserListTests {
    private func withTypes(_ names: [String], _ body: (TestServer, TestWorker) async throws -> Void) async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            for name in names { try await worker.addType(name, script: "true") }
            try await body(server, worker)
        }
    }

    @Test func aTextIsLookedForAndStaysInTheAddress() async throws {
        try await withTypes(["resize", "count"]) { server, worker in
            _ = try await worker.submit("resize")
            _ = try await worker.submit("count", ["description": "Night <i>run</i>"])
            try await WebDriver.run { browser in
                try await browser.logIn(server, path: "/ui/jobs")
                try await browser.wait(for: "count", in: "#job-list td")
                try await browser.type("RESIZE", into: "#filter-text")
                try await browser.press(.enter)
                try await browser.wait(for: "document.querySelectorAll('#job-list tbody tr').length === 1")
                try await browser.wait(for: "resize", in: "#job-list td")
                #expect(try await browser.address.hasSuffix("/ui/jobs?text=RESIZE"))
                try await browser.open(server.address + "/ui/jobs?text=night%20%3Ci&phase=queued")
                try await browser.wait(for: "Night <i>run</i>", in: "#job-list td")
                #expect(try await browser.run("return document.getElementById('filter-text').value") == "night <i")
                #expect(try await browser.run("return document.querySelectorAll('#job-list tbody tr').length") == 1)
                #expect(try await browser.faults() == [])
            }
        }
    }

    @Test func pagesMoveByEventsAlone() async throws {
        try await withTypes(["plain"]) { server, worker in
            try await WebDriver.run { browser in
                // Without a clock nothing can be asked for again and again.
                try await browser.prepareEveryPage("window.timers = 0; window.setInterval = () => { window.timers += 1; };")
                try await browser.logIn(server)
                let queued = "a[href='/ui/jobs?phase=queued'] strong"
                try await browser.wait(for: "0", in: queued)
                let first = try await worker.submit("plain")
                try await browser.wait(for: "1", in: queued)
                try await browser.click("a[href='/ui/jobs']")
                try await browser.wait(for: "#\(first)", in: "#job-list td")
                let second = try await worker.submit("plain")
                try await browser.click("#job-list a[href='/ui/jobs/\(second)']")
                try await browser.wait(for: "queued", in: "h1")
                try await worker.run {
                    try await browser.wait(for: "completed", in: "h1")
                    try await browser.wait(for: "test-node", in: "td")
                }
                #expect(try await browser.run("return window.timers") == 0)
                #expect(try await browser.faults() == [])
            }
        }
    }
}
