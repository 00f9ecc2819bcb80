import FoundationEssentials
import Worker

/// The images of the demonstration, made of a static busybox and the example folders, without a registry.
struct DemoImages: Sendable {
    /// How the demonstration runs jobs, with a line that says why.
    enum Choice: Sendable {
        case containers(DemoImages)
        case processes(reason: String)
    }

    private static let types = ["log-report", "csv-summary"]

    let engine: String
    let name: String

    /// Makes the images where an engine answers. Whatever goes wrong, the demonstration goes on without.
    /// - Parameter folder: where the files of the images may lie for the while.
    static func make(examples: String, folder: String) async -> Choice {
        do {
            let socket = try await EngineSocket.find(nil)
            return try await ContainerEngine.with(socket: socket) { engine in
                for type in types {
                    let archive = try await BusyboxImage.archive(
                        with: "\(examples)/job-types/\(type)", folder: folder
                    )
                    try await engine.importImage(reference(type), archive: archive, changes: ["WORKDIR /job"])
                    guard try await engine.image(reference(type)) != nil else {
                        return .processes(reason: "\(engine.name) took no image")
                    }
                }
                return .containers(DemoImages(engine: socket, name: engine.name))
            }
        } catch {
            return .processes(reason: "\(error)")
        }
    }

    static func reference(_ type: String) -> ImageReference { ImageReference("drover-demo/\(type):1.0.0") }

    /// Takes the images away again, also when the demonstration was interrupted: in a task that nobody cancels.
    func remove() async {
        await Task { [engine] in
            try? await ContainerEngine.with(socket: engine) { engine in
                for type in Self.types { try? await engine.removeImage(Self.reference(type)) }
            }
        }.value
    }
}
