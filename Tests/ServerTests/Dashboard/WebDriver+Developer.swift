import JSONSupport
import NIOHTTP1

/// What the tools for developers of Chromium can do besides (Chrome DevTools Protocol).
extension WebDriver {
    @discardableResult
    func develop(_ command: String, _ parameters: JSON) async throws -> JSON {
        try await self.command(.POST, "/goog/cdp/execute", ["cmd": .string(command), "params": parameters])
    }

    /// Runs a script in each page before its own.
    func prepareEveryPage(_ script: String) async throws {
        try await develop("Page.addScriptToEvaluateOnNewDocument", ["source": .string(script)])
    }

    /// Lets the page believe that the user has chosen "dark" or "light".
    func prefer(_ scheme: String) async throws {
        try await develop(
            "Emulation.setEmulatedMedia", ["features": [["name": "prefers-color-scheme", "value": .string(scheme)]]]
        )
    }
}
