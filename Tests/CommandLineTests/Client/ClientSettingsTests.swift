import FoundationEssentials
import Testing

@testable import drover

@Suite struct ClientSettingsTests {
    private func settings(
        _ flags: ClientSettings.Flags = .init(), environment: [String: String] = [:]
    ) throws -> ClientSettings {
        try ClientSettings.resolve(flags, environment: environment)
    }

    @Test func withoutAnythingItIsTheLocalServerAndNobody() throws {
        let settings = try settings()
        #expect(settings.server == "http://127.0.0.1:8080")
        #expect(settings.credentials == nil)
    }

    @Test func flagsWinOverTheEnvironment() throws {
        let settings = try settings(
            .init(server: "http://flag:1", key: "flag-key"),
            environment: ["DROVER_SERVER": "http://environment:2", "DROVER_KEY": "environment-key"]
        )
        #expect(settings.server == "http://flag:1")
        #expect(settings.credentials == .key("flag-key"))
    }

    @Test func aUserFlagWinsOverTheKeyInTheEnvironment() throws {
        let settings = try settings(
            .init(user: "maria"), environment: ["DROVER_KEY": "environment-key", "DROVER_PASSWORD": "secret"]
        )
        #expect(settings.credentials == .password(user: "maria", password: "secret"))
    }

    @Test func theEnvironmentWinsOverTheFile() throws {
        try withConfiguration(#"{"server":"http://file:3","key":"file-key"}"#) { path in
            let settings = try settings(
                .init(configurationPath: path), environment: ["DROVER_SERVER": "http://file:3", "DROVER_KEY": "other"]
            )
            #expect(settings.credentials == .key("other"))
        }
    }

    @Test func theFileServesWhenNothingElseDoes() throws {
        try withConfiguration(#"{"server":"http://file:3/","user":"admin","password":"secret"}"#) { path in
            let settings = try settings(.init(configurationPath: path))
            #expect(settings.server == "http://file:3")
            #expect(settings.credentials == .password(user: "admin", password: "secret"))
        }
    }

    @Test func theFilesSecretsGoToNoOtherServer() throws {
        try withConfiguration(#"{"server":"http://file:3","key":"file-key"}"#) { path in
            let other = try settings(.init(server: "http://other:4", configurationPath: path))
            #expect(other.credentials == nil)
            let same = try settings(.init(server: "file:3", configurationPath: path))
            #expect(same.credentials == .key("file-key"))
        }
    }

    @Test func theStandardPlaceIsBelowTheHomeFolder() {
        #expect(ConfigurationFile.standardPath(["HOME": "/h"]) == "/h/.config/drover/config.json")
        #expect(ConfigurationFile.standardPath(["HOME": "/h", "XDG_CONFIG_HOME": "/x"]) == "/x/drover/config.json")
        #expect(ConfigurationFile.standardPath([:]) == nil)
    }

    @Test func aSecretThatOthersMayReadIsRefused() throws {
        try withConfiguration(#"{"key":"file-key"}"#, mode: 0o644) { path in
            let failure = #expect(throws: CommandFailure.self) { try ConfigurationFile.read(path) }
            #expect(failure?.status == .usage)
            #expect(failure?.advice == "Close it with: chmod 600 \(path)")
        }
        try withConfiguration(#"{"server":"http://file:3"}"#, mode: 0o644) { path in
            let file = try ConfigurationFile.read(path)
            #expect(file?.server == "http://file:3")
        }
    }

    @Test(arguments: [#"{"sever":"x"}"#, #"{"key":7}"#, "[]", "{"])
    func whatIsNoConfigurationIsRefused(text: String) throws {
        try withConfiguration(text) { path in
            #expect(throws: CommandFailure.self) { try ConfigurationFile.read(path) }
        }
    }

    @Test(arguments: ["ftp://host", "http://", "http://user@host", "http://host?x=1", "http:// host"])
    func whatIsNoAddressIsRefused(address: String) {
        let failure = #expect(throws: CommandFailure.self) { try settings(.init(server: address)) }
        #expect(failure?.status == .usage)
    }

    private func withConfiguration(_ text: String, mode: Int = 0o600, _ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.path() + "/drover-config-\(UUID().uuidString)"
        try Data(text.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }
}
