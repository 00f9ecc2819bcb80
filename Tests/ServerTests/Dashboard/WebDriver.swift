import AsyncHTTPClient
import Foundation
import JSONSupport
import NIOCore
import NIOHTTP1
import Testing

/// A real browser without a window, driven over the W3C WebDriver protocol by chromedriver, a child process.
final class WebDriver: Sendable {
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

    func command(_ method: HTTPMethod, _ path: String, _ body: JSON? = nil) async throws -> JSON {
        try await Self.request(method, session + path, body)
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
