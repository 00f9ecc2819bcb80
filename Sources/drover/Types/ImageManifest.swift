import JSONSupport
import SeedManifest
import Worker

/// The manifest that an image carries in a label (scale.md §8, rule 10).
enum ImageManifest {
    private static let label = "com.ngageoint.seed.manifest"

    /// Asks the engine, which pulls the image when it has none.
    /// - Throws: `CommandFailure` when there is no engine, no image, no label, or no JSON in it.
    static func read(_ name: String, _ options: EngineOptions) async throws -> JSON {
        let reference = ImageReference(name)
        guard reference.isPlain else { throw CommandFailure(.usage, "'\(name)' is no name of an image") }
        do {
            let credentials = try options.registryCredentials.map { try RegistryCredentials(path: $0) }
            let socket = try await EngineSocket.find(options.socket)
            let image = try await ContainerEngine.with(socket: socket) { engine -> ImageDetails? in
                if let image = try await engine.image(reference) { return image }
                let authorization = credentials?.authorization(for: reference.registry)
                try await engine.pull(reference, authorization: authorization)
                return try await engine.image(reference)
            }
            return try manifest(image?.labels[label], name)
        } catch let error as EngineError {
            throw CommandFailure(.failed, "\(error)", advice: "Name a manifest file, or set --container-engine.")
        } catch let error as RegistryCredentials.Unreadable {
            throw CommandFailure(.usage, "\(error)")
        }
    }

    private static func manifest(_ text: String?, _ image: String) throws -> JSON {
        guard let text else {
            throw CommandFailure(.failed, "the image \(image) carries no manifest", advice: "Name a manifest file.")
        }
        guard let json = parse(text) else { throw CommandFailure(.failed, "the label \(label) of \(image) is not JSON") }
        return json
    }

    /// The text is JSON, or JSON written as a string, with or without the quotes around it, as tools differ in escaping.
    static func parse(_ text: String) -> JSON? {
        let unescaped = text.replacing("\\$", with: "$")
        for candidate in [unescaped, "\"\(unescaped)\""] {
            guard let json = try? JSON.parse(Array(candidate.utf8)) else { continue }
            if json.objectValue != nil { return json }
            if let inner = json.stringValue, let json = try? JSON.parse(Array(inner.utf8)), json.objectValue != nil { return json }
        }
        return nil
    }
}
