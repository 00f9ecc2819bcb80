import JSONSupport
import Testing

/// The page that shows `/openapi.json` to people.
@Suite(.serialized) struct BrowserReferenceTests {
    @Test func theAPICanBeReadAndSearchedWithoutLogIn() async throws {
        try await TestServer.run { server in
            try await WebDriver.run { browser in
                try await browser.open(server.address + "/ui/api")
                try await browser.wait(for: "Lists jobs, newest first.", in: "#main")
                try await browser.type("jobs/{id}/requeue", into: "#api-search")
                try await browser.wait(for: "document.querySelectorAll('summary').length < 20")
                try await browser.click("summary")
                try await browser.wait(for: "priority?: integer | null", in: "details[open]")
                try await browser.wait(for: "JobError = {", in: "details[open]")
                try await browser.screenshot("api")
                #expect(try await browser.faults() == [])
            }
        }
    }
}
