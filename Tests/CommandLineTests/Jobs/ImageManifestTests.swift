import JSONSupport
import Testing

@testable import drover

/// Manifests in labels of images, in the forms that tools give them.
@Suite struct ImageManifestTests {
    @Test(arguments: [
        #"{"seedVersion":"1.0.0"}"#, #""{\"seedVersion\":\"1.0.0\"}""#, #"{\"seedVersion\":\"1.0.0\"}"#,
    ])
    func everyFormIsRead(label: String) {
        #expect(ImageManifest.parse(label) == ["seedVersion": "1.0.0"])
    }

    @Test func dollarsMayBeEscaped() {
        #expect(ImageManifest.parse(#"{\"command\":\"\${IN}\"}"#) == ["command": "${IN}"])
    }

    @Test(arguments: ["", "no", "[1]", "\"\""])
    func anythingElseIsNoManifest(label: String) {
        #expect(ImageManifest.parse(label) == nil)
    }
}
