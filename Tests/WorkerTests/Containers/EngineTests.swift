import Foundation
import JSONSupport
import NIOCore
import Testing

@testable import Worker

/// What is read of an engine's answers, without an engine.
@Suite struct EngineTests {
    @Test(arguments: [1, 2, 3, 7, 8, 9, 1_000])
    func theStreamsAreToldApartWhereverTheBytesAreCut(size: Int) {
        var bytes: [UInt8] = []
        for (source, text) in [(1, "out\n"), (2, "err\n"), (1, ""), (1, String(repeating: "x", count: 300)), (0, "in")] {
            bytes += [UInt8(source), 0, 0, 0, 0, 0, UInt8(text.utf8.count >> 8), UInt8(text.utf8.count & 255)] + text.utf8
        }
        var stream = AttachedStream()
        var (output, errors) = ("", "")
        for start in stride(from: 0, to: bytes.count, by: size) {
            for piece in stream.feed(ByteBuffer(bytes: bytes[start..<min(start + size, bytes.count)])) {
                if piece.source == .output { output += String(buffer: piece.bytes) } else { errors += String(buffer: piece.bytes) }
            }
        }
        #expect(output == "out\n" + String(repeating: "x", count: 300) + "in")
        #expect(errors == "err\n")
    }

    @Test func aFailureInsideTheProgressIsFound() throws {
        var progress = PullProgress()
        try progress.feed(#"{"status":"Pulling from library/x"}"#.utf8)
        try progress.feed("\r\n{\"stat".utf8)
        try progress.feed("us\":\"Downloading\"}\r\n".utf8)
        try progress.feed(#"{"errorDetail":{"message":"manifest unknown"},"error":"x"}"#.utf8)
        #expect(throws: EngineError.failed("manifest unknown")) { try progress.finish() }
    }

    @Test func namesOfImagesAreTakenApart() {
        let cases: [(String, String, String, String)] = [
            ("busybox", "busybox", "latest", "docker.io"),
            ("group/tool-1.0.0-seed:1.0.0", "group/tool-1.0.0-seed", "1.0.0", "docker.io"),
            ("localhost:5000/tool", "localhost:5000/tool", "latest", "localhost:5000"),
            ("registry.example.com/a/b:2", "registry.example.com/a/b", "2", "registry.example.com"),
            ("tool:1@sha256:abc", "tool", "sha256:abc", "docker.io"),
        ]
        for (name, repository, tag, registry) in cases {
            let reference = ImageReference(name)
            #expect((reference.repository, reference.tag, reference.registry) == (repository, tag, registry))
        }
        #expect(ImageReference("tool@sha256:abc").text == "tool@sha256:abc")
        for name in ["../containers/json", "a//b", "", "a b", "a/../../b"] { #expect(!ImageReference(name).isPlain, "\(name)") }
    }

    @Test func versionsAreAgreedOn() throws {
        func common(_ json: JSON) throws -> String { try EngineVersion.common(with: json).description }
        #expect(try common(["ApiVersion": "1.41"]) == "1.41")
        #expect(try common(["ApiVersion": "1.52", "MinAPIVersion": "1.44"]) == "1.47")
        for json: JSON in [["ApiVersion": "1.39"], ["ApiVersion": "1.60", "MinAPIVersion": "1.50"], [:], ["ApiVersion": "x"]] {
            #expect(throws: EngineError.self) { try common(json) }
        }
    }

    @Test func credentialsAreThoseOfTheRegistry() throws {
        let path = NSTemporaryDirectory() + "drover-auth-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let file: JSON = ["auths": [
            "https://index.docker.io/v1/": ["auth": .string(Data("jane:pass:word".utf8).base64EncodedString())],
            "registry.example.com": ["identitytoken": "token"],
        ]]
        try Data(file.compactText.utf8).write(to: URL(filePath: path))
        let credentials = try RegistryCredentials(path: path)
        let text = try #require(credentials.authorization(for: ImageReference("busybox").registry))
        let decoded = try #require(Data(base64Encoded: text.replacing("-", with: "+").replacing("_", with: "/")))
        #expect(try JSON.parse(Array(decoded)) == [
            "username": "jane", "password": "pass:word", "serveraddress": "https://index.docker.io/v1/",
        ])
        #expect(credentials.authorization(for: "registry.example.com") != nil)
        #expect(credentials.authorization(for: "elsewhere.example.com") == nil)
        try Data(#"{"auths": {"x": {"auth": "not base 64 but-a-secret"}}}"#.utf8).write(to: URL(filePath: path))
        #expect { try RegistryCredentials(path: path) } throws: { !"\($0)".contains("but-a-secret") }
    }

    @Test func devicesAreGivenToOneJobAtATime() {
        let devices = GPUDevices(count: 3)
        let first = devices.take(2)
        #expect(first == [0, 1])
        #expect(devices.take(1) == [2])
        devices.giveBack(first)
        #expect(devices.take(1) == [0])
    }

    @Test func onlyRootIsMadeNobody() throws {
        func user(_ image: String, rootless: Bool = false, podman: Bool = false, wanted: String? = nil) -> ContainerUser.Choice {
            ContainerUser(wanted: wanted, isRootless: rootless, isPodman: podman)
                .value(for: ImageDetails(["Config": ["User": .string(image)]]))
        }
        let own = "\(getuid()):\(getgid())"
        #expect(user("", rootless: true, podman: true) == ContainerUser.Choice(user: own, keepsID: true))
        #expect(user("", rootless: true).user == nil)
        #expect(user("root", wanted: "7:8").user == "7:8")
        #expect(user("root:root").user == (getuid() == 0 ? "65534:65534" : own))
        #expect(user("1000").user == (getuid() == 0 ? nil : own))
    }
}
