import JSONSupport
import JobModel
import SeedManifest
import WorkerProtocol

/// The messages that make a job's container and its volumes.
struct ContainerPlan {
    let body: JSON
    let volumes: [JSON]

    /// - Throws: `CommandExpansion.Unbalanced`.
    init(
        _ order: JobOrder, mounts: ContainerMounts, gpus: [Int], user: ContainerUser.Choice, settings: ContainerSettings,
        identity: ContainerIdentity
    ) throws {
        let labels = identity.labels(of: order.work.execution)
        let environment = Self.environment(order, mounts: mounts, gpus: gpus)
        let words = try order.words(environment, ContainerMounts.paths)
        var body: JSONObject = [
            "Image": .string(ImageReference(order.image).text),
            "Env": .array(environment.sorted { $0.key < $1.key }.map { .string("\($0.key)=\($0.value)") }),
            "Labels": labels,
            "HostConfig": .object(Self.host(order, mounts: mounts, gpus: gpus, user: user, settings: settings)),
        ]
        // Without words the image says itself what to run.
        if !words.isEmpty { body["Cmd"] = .array(words.map { .string($0) }) }
        body["User"] = user.user.map { .string($0) }
        self.body = .object(body)
        volumes = mounts.volumes.map { volume in
            var volume = volume
            volume["Labels"] = labels
            return .object(volume)
        }
    }

    private static func environment(_ order: JobOrder, mounts: ContainerMounts, gpus: [Int]) -> [String: String] {
        let contract = JobEnvironment(
            order.work, manifest: order.manifest, paths: ContainerMounts.paths, mounts: mounts.targets,
            own: ["HOME": "/tmp", "TMPDIR": "/tmp"]
        ).variables
        var variables = order.environment(contract)
        // Last, so that no setting opens devices that other jobs have: images for such devices ask for all of them.
        variables["NVIDIA_VISIBLE_DEVICES"] = gpus.isEmpty ? "void" : gpus.map(String.init).joined(separator: ",")
        return variables
    }

    private static func host(
        _ order: JobOrder, mounts: ContainerMounts, gpus: [Int], user: ContainerUser.Choice, settings: ContainerSettings
    ) -> JSONObject {
        var host: JSONObject = [
            "NetworkMode": .string(settings.network),
            "ReadonlyRootfs": true,
            "CapDrop": ["ALL"],
            "CapAdd": .array(settings.capabilities.map { .string($0) }),
            "SecurityOpt": ["no-new-privileges"],
            "PidsLimit": .int(settings.processLimit),
            "Tmpfs": ["/tmp": "rw,nosuid,nodev,exec,mode=1777"],
            "Mounts": .array(own(order.folder) + mounts.entries),
            // What the container writes is read while it runs; a second copy at the engine would only fill its disk.
            "LogConfig": ["Type": "none"],
        ]
        if user.keepsID { host["UsernsMode"] = "keep-id" }
        for (key, value) in limits(order) { host[key] = value }
        if !gpus.isEmpty {
            host["DeviceRequests"] = [[
                "Driver": "nvidia", "DeviceIDs": .array(gpus.map { .string(String($0)) }), "Capabilities": [["gpu"]],
            ]]
        }
        return host
    }

    private static func limits(_ order: JobOrder) -> JSONObject {
        let resources = order.work.resources
        var limits: JSONObject = [:]
        if resources["cpus"] > 0 { limits["NanoCpus"] = .int(WholeAmount.of(resources["cpus"] * 1e9)) }
        if let memory = order.memoryLimit {
            limits["Memory"] = .int(memory)
            // The same again: memory and swap together, so no swap.
            limits["MemorySwap"] = .int(memory)
        }
        if resources["sharedmem"] > 0 {
            limits["ShmSize"] = .int(WholeAmount.bytes(resources["sharedmem"].rounded(.up)))
        }
        return limits
    }

    private static func own(_ folder: RunFolder) -> [JSON] {
        [
            [
                "Type": "bind", "Source": .string(folder.inputs), "Target": .string(ContainerMounts.paths.inputs),
                "ReadOnly": true,
            ],
            [
                "Type": "bind", "Source": .string(folder.outputs), "Target": .string(ContainerMounts.paths.outputs),
                "ReadOnly": false,
            ],
        ]
    }
}

extension JobOrder {
    /// In bytes; nil for none.
    var memoryLimit: Int64? {
        let amount = work.resources["mem"]
        return amount > 0 ? WholeAmount.bytes(amount) : nil
    }
}

/// Amounts come from manifests, which may say anything that is a number.
enum WholeAmount {
    /// The largest whole number that every reader of JSON takes.
    private static let limit = 9_007_199_254_740_992.0

    static func of(_ amount: Double) -> Int64 {
        Int64(min(max(amount, 0), limit))
    }

    /// - Parameter mebibytes: as manifests give memory.
    static func bytes(_ mebibytes: Double) -> Int64 {
        of(mebibytes * 1_048_576)
    }
}
