import Foundation
import JSONSupport
import Testing

/// Users and keys in a real browser.
@Suite(.serialized) struct BrowserAccountTests {
    @Test func staffMakeUsersAndKeysAndTakeThemBack() async throws {
        try await TestServer.run { server in
            try await WebDriver.run { browser in
                try await browser.logIn(server, path: "/ui/users")
                try await browser.type("newcomer", into: "#new-user")
                try await browser.click("form[aria-label='Add a user'] button")
                let password = try await secret("section[aria-label='Users'] code", browser)
                try await browser.wait(for: "newcomer", in: "section[aria-label='Users'] td")
                #expect(try await status(server, basic("newcomer", password)) == 200)

                try await browser.click("button[aria-label='Keys of newcomer']")
                try await browser.type("laptop", into: "#key-name")
                try await browser.click("form[aria-label='Make a key'] button")
                let key = try await secret("section[aria-label='Keys of newcomer'] code", browser)
                try await browser.wait(for: "laptop", in: "section[aria-label='Keys of newcomer'] td")
                #expect(try await status(server, "Token " + key) == 200)
                try await browser.screenshot("users-and-keys")
                try await browser.click("button[aria-label='Revoke laptop']")
                try await browser.wait(for: "revoked", in: "section[aria-label='Keys of newcomer'] td")
                #expect(try await status(server, "Token " + key) == 401)

                try await browser.click("button[aria-label='Switch newcomer off']")
                try await browser.wait(for: "switched off", in: "section[aria-label='Users'] td")
                #expect(try await status(server, basic("newcomer", password)) == 401)
                try await browser.open(server.address + "/ui/users")
                try await browser.wait(for: "newcomer", in: "section[aria-label='Users'] td")
                let page = try await browser.text(of: "body")
                #expect(!page.contains(password) && !page.contains(key))
                #expect(try await browser.faults() == [])
            }
        }
    }

    private func basic(_ username: String, _ password: String) -> String {
        "Basic " + Data("\(username):\(password)".utf8).base64EncodedString()
    }

    private func secret(_ selector: String, _ browser: WebDriver) async throws -> String {
        try await browser.wait(for: "", in: selector)
        return try await browser.text(of: selector)
    }

    private func status(_ server: TestServer, _ credentials: String) async throws -> Int {
        try await server.send(.GET, "/api/whoami", headers: ["Authorization": credentials]).status
    }
}
