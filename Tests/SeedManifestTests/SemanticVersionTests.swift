import SeedManifest
import Testing

@Suite struct SemanticVersionTests {
    @Test(arguments: [
        "0.0.0", "1.2.3", "10.20.30", "99999999999999999999999.0.1", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-0.3.7",
        "1.0.0-x-y-z.--", "1.0.0-0a", "1.0.0+001", "1.0.0-rc.1+build.5-6", "1.0.0+a-b",
    ])
    func valid(text: String) {
        #expect(SemanticVersion(text) != nil)
    }

    @Test(arguments: [
        "", "1", "1.0", "1.0.0.0", "01.0.0", "1.00.0", "1.0.01", "1.0.0-", "1.0.0-01", "1.0.0-a..b", "1.0.0-a.", "1.0.0+",
        "1.0.0+a..b", "1.0.0+a+b", "1.0.0-a_b", "1.0.0-é", "v1.0.0", " 1.0.0", "1.0.0\n", "1.0.0 ", "-1.0.0", "1.a.0", "1..0",
        "١.0.0",
    ])
    func invalid(text: String) {
        #expect(SemanticVersion(text) == nil)
    }

    @Test func parts() throws {
        let version = try #require(SemanticVersion("1.22.333-rc.1-x+build.05"))
        #expect([version.major, version.minor, version.patch] == ["1", "22", "333"])
        #expect(version.preRelease == ["rc", "1-x"])
        #expect(version.build == "build.05")
    }

    @Test func veryLongVersionsAreRefused() {
        #expect(SemanticVersion("1.0." + String(repeating: "9", count: 246)) != nil)
        #expect(SemanticVersion("1.0." + String(repeating: "9", count: 247)) == nil)
    }
}
