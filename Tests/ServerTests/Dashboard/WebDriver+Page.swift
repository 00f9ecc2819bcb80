import Foundation
import JSONSupport
import NIOHTTP1
import Testing

/// What a person does with a page, and sees of it. Everything waits for the page, with a deadline.
extension WebDriver {
    private static let elementKey = "element-6066-11e4-a52e-4f735466cecf"

    enum Key: String {
        case tab = "\u{E004}"
        case enter = "\u{E007}"
    }

    /// Logs the administrator in and waits for the page behind.
    func logIn(_ server: TestServer, path: String = "/") async throws {
        try await open(server.address + path)
        try await type("admin", into: "#login-username")
        try await type(TestServer.password, into: "#login-password")
        try await press(.enter)
        try await wait(for: "admin", in: "#who")
    }

    func open(_ address: String) async throws {
        _ = try await command(.POST, "/url", ["url": .string(address)])
    }

    var address: String {
        get async throws { try await command(.GET, "/url").stringValue ?? "" }
    }

    /// Runs a script in the page and returns its value.
    @discardableResult
    func run(_ script: String, _ arguments: [JSON] = []) async throws -> JSON {
        try await command(.POST, "/execute/sync", ["script": .string(script), "args": .array(arguments)])
    }

    private func find(_ selector: String) async throws -> String {
        let found = try await command(.POST, "/element", ["using": "css selector", "value": .string(selector)])
        return try #require(found[Self.elementKey]?.stringValue)
    }

    /// Repeats an action until the page lets it happen: elements come and are replaced as the page refreshes.
    private func eventually<Value>(
        _ what: String, within limit: Duration = .seconds(30), _ action: () async throws -> Value?
    ) async throws -> Value {
        let deadline = ContinuousClock.now + limit
        var last = "it did not come"
        while ContinuousClock.now < deadline {
            do {
                if let value = try await action() { return value }
            } catch let error as WebDriverError where error.isPassing {
                last = error.message
            }
        }
        throw TestFailure("\(what): \(last)")
    }

    func click(_ selector: String) async throws {
        try await eventually("click \(selector)") {
            _ = try await self.command(.POST, "/element/\(try await self.find(selector))/click", [:])
            return ()
        }
    }

    /// Types into an element; for the chooser of a file the text is its path.
    func type(_ text: String, into selector: String) async throws {
        try await eventually("type into \(selector)") {
            _ = try await self.command(.POST, "/element/\(try await self.find(selector))/value", ["text": .string(text)])
            return ()
        }
    }

    func press(_ key: Key) async throws {
        try await press(key.rawValue)
    }

    /// Presses the keys of a text, one after the other, wherever the focus is.
    func press(_ text: String) async throws {
        let actions: [JSON] = text.flatMap { key -> [JSON] in
            [["type": "keyDown", "value": .string(String(key))], ["type": "keyUp", "value": .string(String(key))]]
        }
        _ = try await command(.POST, "/actions", ["actions": [["type": "key", "id": "keyboard", "actions": .array(actions)]]])
    }

    /// Moves the focus on, key by key, until a script says that it is there.
    func tab(to isThere: String) async throws {
        for _ in 0..<80 {
            try await press(.tab)
            if try await run("const focused = document.activeElement; return Boolean(\(isThere))") == true { return }
        }
        throw TestFailure("the keyboard does not lead to \(isThere)")
    }

    /// What a person reads in an element.
    func text(of selector: String) async throws -> String {
        try await eventually("read \(selector)") {
            try await self.command(.GET, "/element/\(try await self.find(selector))/text").stringValue
        }
    }

    /// Waits until a script returns something true.
    func wait(for script: String, _ arguments: [JSON] = []) async throws {
        try await eventually(script) { try await self.run("return Boolean(\(script))", arguments) == true ? () : nil }
    }

    /// Waits until an element shows a text.
    func wait(for text: String, in selector: String) async throws {
        try await wait(
            for: "[...document.querySelectorAll(arguments[0])].some((e) => e.innerText.includes(arguments[1]))",
            [.string(selector), .string(text)]
        )
    }

    /// What the console tells as an error, since the last look.
    func faults() async throws -> [String] {
        let entries = try await command(.POST, "/se/log", ["type": "browser"]).arrayValue ?? []
        return entries.filter { $0["level"] == "SEVERE" }.compactMap { $0["message"]?.stringValue }
    }

    /// Keeps a picture of the page below `.build/screenshots`.
    func screenshot(_ name: String) async throws {
        let text = try await command(.GET, "/screenshot").stringValue ?? ""
        let folder = ServerProcess.executable.deletingLastPathComponent()
            .appending(path: "../../screenshots").standardizedFileURL
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try #require(Data(base64Encoded: text)).write(to: folder.appending(path: name + ".png"))
    }
}
