import ArgumentParser
import JSONSupport

/// A command that talks to a server.
protocol ClientCommand: AsyncParsableCommand {
    var options: ClientOptions { get }

    func run(_ context: ClientContext) async throws
}

extension ClientCommand {
    func run() async throws {
        let context = ClientContext(
            settings: try options.settings(), console: Console(isRaw: options.raw), format: options.format
        )
        try await context.use { try await run($0) }
    }
}

/// What a client command works with.
struct ClientContext: Sendable {
    let client: APIClient
    let console: Console
    let format: OutputFormat

    init(settings: ClientSettings, console: Console, format: OutputFormat) {
        client = APIClient(settings: settings)
        self.console = console
        self.format = format
    }

    /// Runs `body` and closes the connections, whatever comes of it.
    func use<Value: Sendable>(_ body: (ClientContext) async throws -> Value) async throws -> Value {
        do {
            let value = try await body(self)
            await client.close()
            return value
        } catch {
            await client.close()
            throw error
        }
    }

    /// Writes the result: as JSON for scripts, else as `table` shows it.
    func show(_ json: JSON, table: (Console) -> Void) {
        switch format {
        case .json: console.line(json.compactText)
        case .table: table(console)
        }
    }
}
