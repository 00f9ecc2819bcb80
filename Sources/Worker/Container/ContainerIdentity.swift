import JSONSupport
import Logging

/// How a worker finds its own containers again: by labels on each of them.
struct ContainerIdentity: Sendable {
    private static let workerLabel = "drover.worker"
    private static let incarnationLabel = "drover.incarnation"
    private static let executionLabel = "drover.execution"

    /// The same in each run of the worker, and different from other workers on the machine, whose servers differ.
    private let worker: String
    private let incarnation: String

    init(hostname: String, server: String, incarnation: String) {
        worker = "\(hostname)@\(server)"
        self.incarnation = incarnation
    }

    func labels(of execution: Int64) -> JSON {
        [
            Self.workerLabel: .string(worker), Self.incarnationLabel: .string(incarnation),
            Self.executionLabel: .string(String(execution)),
        ]
    }

    /// Removes what a dead run of this worker has left. To be called once this run is registered: from then on nothing
    /// that an earlier one holds counts any more.
    func removeOrphans(from engine: ContainerEngine, logger: Logger) async {
        let label = "\(Self.workerLabel)=\(worker)"
        do {
            for (id, labels) in try await engine.containers(label: label) where !isOurs(labels) {
                logger.notice("removing an orphan", metadata: ["container": "\(id)"])
                await insist("container \(id)", logger) { try await engine.removeContainer(id) }
            }
            for (name, labels) in try await engine.volumes(label: label) where !isOurs(labels) {
                await insist("volume \(name)", logger) { try await engine.removeVolume(name) }
            }
        } catch {
            logger.error("orphans not found", metadata: ["error": "\(error)"])
        }
    }

    /// One that stays must not keep the others, nor the worker from its work.
    private func insist(_ what: String, _ logger: Logger, _ removal: () async throws -> Void) async {
        do {
            try await EngineRetry.persistently(removal)
        } catch {
            logger.error("orphan not removed", metadata: ["orphan": "\(what)", "error": "\(error)"])
        }
    }

    private func isOurs(_ labels: JSON) -> Bool {
        labels[Self.incarnationLabel]?.stringValue == incarnation
    }
}
