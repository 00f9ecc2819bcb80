import Testing

@testable import drover

@Suite struct ArgumentTests {
    @Test func filesAreLocalOrStored() {
        #expect(FileArgument(argument: "A=dir/b=c.txt")?.source == .local("dir/b=c.txt"))
        #expect(FileArgument(argument: "A=file:12")?.source == .stored(12))
        #expect(FileArgument(argument: "A=./file:12")?.source == .local("./file:12"))
    }

    @Test(arguments: ["A", "A=", "=b", "", "A=file:x"])
    func whatIsNoFileArgumentIsRefused(text: String) {
        #expect(FileArgument(argument: text) == nil)
    }

    @Test func typesMayHaveAVersion() {
        #expect(TypeArgument(argument: "log-report")?.version == nil)
        #expect(TypeArgument(argument: "log-report:1.0.0+7")?.version == "1.0.0+7")
        #expect(TypeArgument(argument: "log-report:") == nil)
        #expect(TypeArgument(argument: ":1.0.0") == nil)
    }

    @Test func durationsHaveAUnit() {
        #expect(DurationArgument(argument: "90d")?.duration == .seconds(90 * 86_400))
        #expect(DurationArgument(argument: "30s")?.duration == .seconds(30))
        for text in ["30", "0s", "-1d", "d", "1w", "99999999999d"] { #expect(DurationArgument(argument: text) == nil) }
        #expect(RetentionArgument(argument: "never") == .forEver)
        #expect(RetentionArgument(argument: "12h") == .after(.seconds(43_200)))
    }

    @Test(arguments: [
        ("report.txt", "text/plain"), ("access.log.3", "text/plain"), ("a.tar.gz", "application/gzip"),
        ("PHOTO.JPG", "image/jpeg"), ("noextension", "application/octet-stream"), ("2024", "application/octet-stream"),
        ("x.unknown", "application/octet-stream"), (".csv", "application/octet-stream"),
    ])
    func mediaTypesFollowTheName(name: String, type: String) {
        #expect(MediaTypes.guess(forFileNamed: name) == type)
    }

    @Test func theServingLineIsReadBack() {
        #expect(ServingLine.address(in: ServingLine.text(address: "http://127.0.0.1:80")) == "http://127.0.0.1:80")
        #expect(ServingLine.address(in: "First start: log in as admin") == nil)
        #expect(ServingLine.localAddress(host: "0.0.0.0", port: 80) == "http://127.0.0.1:80")
        #expect(ServingLine.localAddress(host: "fe80::1", port: 80) == "http://[fe80::1]:80")
    }
}
