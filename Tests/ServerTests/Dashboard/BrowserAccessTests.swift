import JSONSupport
import Testing

/// The pages for those who use a keyboard, a narrow screen, a screen reader, or the dark, in a real browser.
@Suite(.serialized) struct BrowserAccessTests {
    @Test func theKeyboardReachesEveryPage() async throws {
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

    @Test func aJobIsFoundWithNothingButTheKeyboard() async throws {
        try await withJob { server, job in
            try await WebDriver.run { browser in
                try await browser.open(server.address)
                try await browser.wait(for: "document.activeElement.id === 'login-username'")
                try await browser.press("admin")
                try await browser.press(.tab)
                try await browser.press(TestServer.password)
                try await browser.press(.enter)
                try await browser.wait(for: "Overview", in: "main h1")
                try await browser.run("document.activeElement.blur()")
                try await browser.tab(to: "focused.innerText === 'Jobs'")
                try await browser.press(.enter)
                try await browser.wait(for: "#\(job)", in: "#job-list td")
                try await browser.tab(to: "focused.getAttribute('href') === '/ui/jobs/\(job)'")
                try await browser.press(.enter)
                try await browser.wait(for: "Job \(job)", in: "main h1")
                try await browser.tab(to: "focused.id === 'rerun'")
                try await browser.press(.enter)
                try await browser.wait(for: "with the inputs of job \(job)", in: "main h2")
                try await browser.tab(to: "focused.id === 'submit-job'")
                try await browser.press(.enter)
                try await browser.wait(for: "Job \(job + 1)", in: "main h1")
                #expect(try await browser.faults() == [])
            }
        }
    }

    @Test func everyPageFitsANarrowScreenAndNamesItsParts() async throws {
        try await withJob { server, job in
            let template = try await UFDLClient(server).importTemplate(UFDLClient.workable("teach"))
            try await WebDriver.run(width: 360, isDark: true) { browser in
                try await browser.open(server.address)
                try await browser.wait(for: "document.querySelector('main h1')")
                try await expectGoodPage("log-in", browser)
                try await browser.logIn(server)
                for path in [
                    "", "jobs", "jobs/\(job)", "types", "types/plain/1.0.0", "types/plain/1.0.0?from=\(job)", "templates/\(template)",
                    "register", "nodes", "errors", "users", "nothing",
                ] {
                    try await browser.open(server.address + "/ui/" + path)
                    try await browser.wait(for: "document.querySelector('main h1')")
                    if path != "nothing" { try await browser.wait(for: "document.querySelector('main section, main form')") }
                    try await expectGoodPage("/ui/" + path, browser)
                }
                try await browser.screenshot("narrow-dark")
                #expect(try await browser.faults() == [])
            }
        }
    }

    private func expectGoodPage(_ name: String, _ browser: WebDriver) async throws {
        let width = try await browser.run("return document.documentElement.scrollWidth")
        #expect(width.intValue ?? 9_999 <= 360, "\(name) is wider than the screen")
        let landmarks = try await browser.run(
            "return document.querySelectorAll('header, nav[aria-label], main').length === 3 && document.querySelectorAll('h1').length === 1"
        )
        #expect(landmarks == true, "\(name)")
        let unnamed = try await browser.run(
            """
            const controls = [...document.querySelectorAll("input, select, textarea, button")]
              .filter((e) => !(e.labels?.length || e.getAttribute("aria-label") || e.innerText));
            const parts = [...document.querySelectorAll("section:not([aria-label]), form:not([aria-label]), img:not([alt])")];
            return [...controls, ...parts].map((e) => e.outerHTML);
            """
        )
        #expect(unnamed == [], "\(name) has parts without a name")
        let levels = try await browser.run(
            "return [...document.querySelectorAll('h1, h2, h3, h4')].map((e) => Number(e.localName[1]))"
        ).arrayValue?.compactMap(\.intValue) ?? []
        let isInOrder = zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 }
        #expect(levels.first == 1 && isInOrder, "\(name) leaves out a level of headings: \(levels)")
    }

    @Test func textCanBeReadInTheLightAndInTheDark() async throws {
        try await withJob { server, job in
            try await WebDriver.run { browser in
                try await browser.logIn(server, path: "/ui/jobs/\(job)")
                try await browser.wait(for: "Job \(job)", in: "main h1")
                var grounds: Set<JSON> = []
                for scheme in ["light", "dark"] {
                    try await browser.prefer(scheme)
                    try await browser.wait(for: "matchMedia('(prefers-color-scheme: \(scheme))').matches")
                    grounds.insert(try await browser.run("return getComputedStyle(document.body).backgroundColor"))
                    #expect(try await browser.run(Self.faint) == [], "\(scheme)")
                    try await browser.screenshot("job-\(scheme)")
                }
                #expect(grounds.count == 2)
            }
        }
    }

    /// Texts whose contrast with what lies behind them is less than 4.5 to 1 (WCAG 2.1, 1.4.3).
    private static let faint = """
        const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
        const light = (color) => numbers(color).slice(0, 3).map((v) => v / 255)
          .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
          .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
        const ground = (e) => {
          for (; e; e = e.parentElement) {
            const color = getComputedStyle(e).backgroundColor;
            if ((numbers(color)[3] ?? 1) > 0) return color;
          }
          return "rgb(255, 255, 255)";
        };
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const faint = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const e = node.parentElement;
          if (!node.data.trim() || !e.checkVisibility() || e.closest("script, noscript, :disabled")) continue;
          const [one, other] = [light(getComputedStyle(e).color), light(ground(e))].sort((a, b) => b - a);
          if ((one + 0.05) / (other + 0.05) < 4.5) faint.push(node.data.trim());
        }
        return faint;
        """

    /// A job that is done.
    private func withJob(_ body: (TestServer, _ job: Int64) async throws -> Void) async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            try await worker.addType("plain", script: "echo done")
            let job = try await worker.submit("plain")
            try await worker.run {
                _ = try await worker.finished(job)
                try await body(server, job)
            }
        }
    }
}
