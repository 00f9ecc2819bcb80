import JSONSupport
import Testing

/// How heavy the first page is, and how soon it is there, in a real browser.
@Suite(.serialized) struct BrowserFigureTests {
    /// Notes when the page has its heading and what belongs to it.
    private static let stopwatch = """
        new MutationObserver((_, observer) => {
          if (!document.querySelector("main h1") || !document.querySelector("main form, main section table, main section p")) return;
          window.shown = performance.now();
          observer.disconnect();
        }).observe(document, { childList: true, subtree: true });
        """

    /// Everything that the page has loaded, also from the browser's store.
    private static let bytes = """
        return [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
          .reduce((sum, entry) => sum + entry.encodedBodySize, 0)
        """

    @Test func theFirstPagesAreSmall() async throws {
        try await TestServer.run { server in
            try await WebDriver.run { browser in
                try await browser.prepareEveryPage(Self.stopwatch)
                try await browser.open(server.address)
                try await report("log-in, nothing stored", browser)
                try await browser.logIn(server)
                for state in ["overview", "overview once more"] {
                    try await browser.open(server.address + "/ui/")
                    try await report(state, browser)
                }
            }
        }
    }

    /// Prints the time, which is the machine's, and judges the size, which is ours.
    private func report(_ name: String, _ browser: WebDriver) async throws {
        try await browser.wait(for: "window.shown")
        let bytes = try #require(try await browser.run(Self.bytes).intValue)
        let shown = try #require(try await browser.run("return Math.round(window.shown)").intValue)
        print("\(name): \(bytes) bytes, shown after \(shown) ms")
        #expect(bytes > 10_000 && bytes <= 150_000, "\(name)")
    }
}
