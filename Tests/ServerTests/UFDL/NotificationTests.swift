import DroverServer
import Foundation
import JSONSupport
import Testing

/// Notifications of jobs (ufdl.md §10): mail goes out through a real command, and a bad one harms no job.
@Suite struct NotificationTests {
    /// A stand-in for sendmail that keeps what it gets, one file for each message.
    private static func sendmail(in folder: String) throws -> String {
        try FileManager.default.createDirectory(atPath: folder + "/mail", withIntermediateDirectories: true)
        let path = folder + "/sendmail"
        let script = """
            #!/bin/sh
            file="$(mktemp "\(folder)/mail/XXXXXX")"
            { echo "ARGUMENTS $*"; cat; } > "$file"
            mv "$file" "$file.done"
            """
        try Data(script.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    private static func messages(in folder: String, count: Int) async throws -> [String] {
        let deadline = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < deadline {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/mail").filter { $0.hasSuffix(".done") }
            if names.count >= count {
                return try names.map { try String(contentsOfFile: "\(folder)/mail/\($0)", encoding: .utf8) }
            }
            await Task.yield()
        }
        throw TestFailure("\(count) messages did not come")
    }

    @Test func mailIsSentToTheCreatorAndToWhoeverIsNamed() async throws {
        let folder = NSTemporaryDirectory() + "drover-mail-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let command = try Self.sendmail(in: folder)
        try await TestServer.run({
            $0.mail = MailSettings(route: .command(command), from: "drover@example.org")
        }) { server in
            let client = try await UFDLClient(server)
            try await client.call(.PATCH, "users/1", ["email": "admin@example.org"])
            let node = try await client.node()
            let template = try await client.importTemplate(UFDLClient.workable("train"))
            let standard = try await client.createJob(template, ["description": "of the standard kind"])
            try await client.start(standard, node: node)
            try await client.finish(standard, node: node)
            let first = try #require(try await Self.messages(in: folder, count: 1).first)
            #expect(first.contains("admin@example.org"))
            #expect(first.contains("Subject: Job #\(standard) started"))

            let override: JSON = ["actions": ["on_error": [
                ["subject": "{pk} broke", "body": "{error} {unknown}", "to": ["a@example.org"], "bcc": ["blind-copy@example.org"]],
            ]]]
            let broken = try await client.createJob(template, ["notification_override": override])
            try await client.start(broken, node: node)
            try await client.finish(broken, node: node, error: "boom")
            let messages = try await Self.messages(in: folder, count: 2)
            let second = try #require(messages.first { $0.contains("\(broken) broke") })
            #expect(second.contains("boom {unknown}"))
            #expect(second.hasPrefix("ARGUMENTS") && second.contains("blind-copy@example.org"))
            #expect(!second.split(separator: "\n", maxSplits: 1)[1].contains("blind-copy@example.org"), "a blind copy is not named")
        }
    }

    @Test(arguments: [
        #"{"actions":{"on_start":[{"colour":"red"}]}}"#, #"{"actions":{"on_lunch":[]}}"#, #"{"keep_default":true}"#,
        #"{"actions":{"on_start":[{"subject":"s","body":"b","to":[]}]}}"#,
        #"{"actions":{"on_start":[{"subject":"s","body":"b","to":["a@b.c","a@b.c"]}]}}"#,
    ])
    func whatIsNoNotificationIsRefused(override: String) async throws {
        try await TestServer.run { server in
            let client = try await UFDLClient(server)
            let template = try await client.importTemplate(UFDLClient.workable("train"))
            let body: JSON = [
                "input_values": ["dataset": ["value": 1, "type": .string(UFDLClient.dataset)]],
                "notification_override": try JSON.parse(override),
            ]
            let refused = try await client.post("job-templates/\(template)/create-job", body, expecting: 400)
            #expect(refused["detail"]?.stringValue?.contains("notification_override") ?? false, "\(refused.compactText)")
        }
    }
}
