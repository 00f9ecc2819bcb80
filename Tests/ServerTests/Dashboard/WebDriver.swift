import AsyncHTTPClient
import Foundation
import JSONSupport
import NIOCore
import NIOHTTP1
import Testing

/// A real browser without a window, driven over the W3C WebDriver protocol by chromedriver, a child process.
final class WebDriver: Sendable {
    private static let elementKey = "element-6066-11e4-a52e-4f735466cecf"

    private let process: Process
    private let session: String

    private init(process: Process, session: String) {
        self.process = process
        self.session = session
    }

    /// Starts the browser, runs `body`, and ends what was started.
    static func run(width: Int = 1_280, isDark: Bool = false, _ body: (WebDriver) async throws -> Void) async throws {
        let (process, address) = try await startDriver()
        defer { process.terminate() }
        var arguments: [JSON] = [
            "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=en-GB",
            .string("--window-size=\(width),900"),
        ]
        if isDark { arguments.append("--force-dark-mode") }
        var options: JSONObject = ["args": .array(arguments)]
        // No window is as narrow as a telephone.
        if width < 500 {
            options["mobileEmulation"] = ["deviceMetrics": ["width": .int(Int64(width)), "height": 800, "touch": false]]
        }
        let made = try await request(.POST, address + "/session", [
            "capabilities": ["alwaysMatch": [
                "browserName": "chrome", "goog:chromeOptions": .object(options),
                "goog:loggingPrefs": ["browser": "ALL"],
            ]],
        ])
        let id = try #require(made["sessionId"]?.stringValue)
        let driver = WebDriver(process: process, session: address + "/session/" + id)
        do {
            try await body(driver)
        } catch {
            try? await driver.screenshot("failure")
            print("the page when it failed: \((try? await driver.text(of: "body")) ?? "-")")
            _ = try? await request(.DELETE, driver.session)
            throw error
        }
        _ = try await request(.DELETE, driver.session)
    }

    /// chromedriver takes a free port by itself and says which.
    private static func startDriver() async throws -> (Process, address: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["chromedriver", "--port=0"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let (pieces, source) = AsyncStream<Data>.makeStream()
        output.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            if data.isEmpty { source.finish() } else { source.yield(data) }
        }
        var text = ""
        for await piece in pieces {
            text += String(decoding: piece, as: UTF8.self)
            if let match = text.firstMatch(of: /started successfully on port (\d+)/) {
                return (process, "http://127.0.0.1:\(match.1)")
            }
        }
        throw TestFailure("chromedriver did not start (install chromium and chromium-driver): \(text)")
    }

    private static func request(_ method: HTTPMethod, _ address: String, _ body: JSON? = nil) async throws -> JSON {
        var request = HTTPClientRequest(url: address)
        request.method = method
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(Array(body.compactText.utf8))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        let bytes = try await response.body.collect(upTo: 64 << 20)
        let value = try JSON.parse(Array(bytes.readableBytesView))["value"] ?? .null
        guard response.status == .ok else {
            throw WebDriverError(
                name: value["error"]?.stringValue ?? "", message: value["message"]?.stringValue ?? value.compactText
            )
        }
        return value
    }

    private func command(_ method: HTTPMethod, _ path: String, _ body: JSON? = nil) async throws -> JSON {
        try await Self.request(method, session + path, body)
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
        let actions: JSON = ["actions": [[
            "type": "key", "id": "keyboard",
            "actions": [["type": "keyDown", "value": .string(key.rawValue)], ["type": "keyUp", "value": .string(key.rawValue)]],
        ]]]
        _ = try await command(.POST, "/actions", actions)
    }

    enum Key: String {
        case tab = "\u{E004}"
        case enter = "\u{E007}"
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
    func consoleErrors() async throws -> [String] {
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

/// A command that the browser refused.
struct WebDriverError: Error, CustomStringConvertible {
    let name: String
    let message: String

    /// Whether the page may be different in a moment.
    var isPassing: Bool {
        ["no such element", "stale element reference", "element not interactable", "element click intercepted"].contains(name)
    }

    var description: String { "\(name): \(message)" }
}
