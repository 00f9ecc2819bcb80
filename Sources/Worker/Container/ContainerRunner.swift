import JSONSupport
import JobModel
import Logging
import SeedManifest
import WorkerProtocol

/// Runs jobs as containers of an engine on this machine (scale.md §7).
struct ContainerRunner: JobRunner {
    let engine: ContainerEngine
    let settings: ContainerSettings
    let credentials: RegistryCredentials
    let identity: ContainerIdentity
    let user: ContainerUser
    let devices: GPUDevices
    let logger: Logger

    func prepare(_ order: JobOrder) async throws -> any PreparedJob {
        let mounts = try await BlockingCalls.run {
            order.folder.openToContainer()
            return try ContainerMounts(order.work, manifest: order.manifest, roots: settings.mountRoots)
        }
        let image = try await image(ImageReference(order.image), order.control)
        let gpus = devices.take(Int(WholeAmount.of(order.work.resources["gpus"])))
        do {
            let plan = try ContainerPlan(
                order, mounts: mounts, gpus: gpus, user: user.value(for: image), settings: settings, identity: identity
            )
            for volume in plan.volumes { try await engine.createVolume(volume) }
            let id = try await engine.createContainer(plan.body)
            return ContainerJob(
                id: id, order: order, volumes: mounts.volumeNames, gpus: gpus, engine: engine, devices: devices,
                logger: logger
            )
        } catch {
            devices.giveBack(gpus)
            await ContainerJob.remove(volumes: mounts.volumeNames, from: engine, logger: logger)
            throw Self.launchFailure(error)
        }
    }

    /// The image, which is pulled when it is missing.
    private func image(_ reference: ImageReference, _ control: ExecutionControl) async throws -> ImageDetails {
        guard reference.isPlain else { throw LaunchFailure("pull", "'\(reference.text)' is no name of an image.") }
        do {
            if let image = try await engine.image(reference) { return image }
            logger.info("pulling", metadata: ["image": "\(reference.text)"])
            let authorization = credentials.authorization(for: reference.registry)
            try await control.untilInterrupted { try await engine.pull(reference, authorization: authorization) }
            guard let image = try await engine.image(reference) else {
                throw LaunchFailure("pull", "The image \(reference.text) is not there although it was pulled.")
            }
            return image
        } catch let error as EngineError {
            if case .timedOut = error { throw LaunchFailure("pull-timeout", "\(error)") }
            throw LaunchFailure("pull", "The image \(reference.text) could not be pulled: \(error)")
        }
    }

    static func launchFailure(_ error: any Error) -> LaunchFailure {
        error as? LaunchFailure
            ?? LaunchFailure("docker-task-launch", "The container could not be started: \(error)")
    }
}
