import Glibc
import JSONSupport
import SeedManifest
import WorkerProtocol

/// The mounts of a job: what the configuration gives to those that the manifest wants, kept to what the operator allows.
struct ContainerMounts: Sendable {
    /// Where the contract puts inputs and outputs (scale.md §7.1).
    static let paths = JobPaths(inputs: "/scale/input_data", outputs: "/scale/output_data")

    /// For the engine.
    private(set) var entries: [JSON] = []
    /// The volumes to be made before, without their labels.
    private(set) var volumes: [JSONObject] = []
    /// The paths inside, by the mounts' names.
    private(set) var targets: [String: String] = [:]

    var volumeNames: [String] { volumes.compactMap { $0["Name"]?.stringValue } }

    /// This call blocks.
    /// - Throws: `LaunchFailure` that names the mount and the rule.
    init(_ work: ClaimedWork, manifest: SeedManifest, roots: [String]) throws(LaunchFailure) {
        let configuration = work.configuration["mounts"]?.objectValue ?? JSONObject()
        for mount in manifest.mounts {
            guard let configured = configuration[mount.name] else { continue }
            try Self.checkTarget(mount)
            var entry: JSONObject = ["Target": .string(mount.path), "ReadOnly": .bool(!mount.isWritable)]
            if configured["type"]?.stringValue == "volume" {
                let name = "drover-\(work.execution)-\(SeedManifest.variableName(mount.name).lowercased())"
                let options = configured["driver_opts"]?.objectValue ?? JSONObject()
                try Self.checkVolume(mount.name, driver: configured["driver"]?.stringValue, options, roots)
                var volume: JSONObject = ["Name": .string(name), "DriverOpts": .object(options)]
                if let driver = configured["driver"]?.stringValue { volume["Driver"] = .string(driver) }
                volumes.append(volume)
                entry["Type"] = "volume"
                entry["Source"] = .string(name)
            } else {
                entry["Type"] = "bind"
                entry["Source"] = .string(
                    try Self.realFolder(configured["host_path"]?.stringValue ?? "", of: mount.name, below: roots)
                )
            }
            entries.append(.object(entry))
            targets[mount.name] = mount.path
        }
    }

    /// Podman joins mounts to lists with commas before it reads them again: a comma in a path could say anything.
    static func isPlain(_ path: String) -> Bool {
        path.hasPrefix("/") && !path.utf8.contains { $0 < 0x20 || [0x22, 0x2C, 0x3A, 0x7F].contains($0) }
    }

    private static func checkTarget(_ mount: SeedManifest.Mount) throws(LaunchFailure) {
        let parts = mount.path.split(separator: "/")
        let isOurs = parts.isEmpty || ["scale", "proc", "sys", "dev"].contains(String(parts[0]))
        guard isPlain(mount.path), !parts.contains(".."), !isOurs else {
            throw LaunchFailure(
                "missing-mount",
                "The mount '\(mount.name)' cannot lie at \(mount.path): not at the root or below /scale, /proc, /sys and "
                    + "/dev, and without commas, colons and quotes."
            )
        }
    }

    /// Links are followed before the folder is compared.
    private static func realFolder(
        _ path: String, of name: String, below roots: [String]
    ) throws(LaunchFailure) -> String {
        guard let real = realPath(path) else {
            throw LaunchFailure("missing-mount", "The folder \(path) of the mount '\(name)' is not on this worker.")
        }
        let isAllowed = roots.contains { root in
            guard let root = realPath(root) else { return false }
            return real == root || root == "/" || real.hasPrefix(root + "/")
        }
        guard isAllowed, isPlain(real) else {
            throw LaunchFailure(
                "missing-mount",
                "The worker's operator does not allow \(path) for the mount '\(name)': it lies below none of the folders "
                    + "of --container-mounts, or its name has a comma, a colon or a quote."
            )
        }
        return real
    }

    /// With the standard driver, options can make a volume of any folder or disk of the machine.
    private static func checkVolume(
        _ name: String, driver: String?, _ options: JSONObject, _ roots: [String]
    ) throws(LaunchFailure) {
        guard driver ?? "local" == "local" || driver == "", !options.isEmpty else { return }
        if ["nfs", "nfs4", "cifs", "tmpfs"].contains(options["type"]?.stringValue ?? "") { return }
        let flags = options["o"]?.stringValue?.split(separator: ",").map(String.init) ?? []
        guard ["none", ""].contains(options["type"]?.stringValue ?? ""), flags.contains("bind") || flags.contains("rbind")
        else {
            throw LaunchFailure(
                "missing-mount",
                "The volume of the mount '\(name)' may be of the types nfs, cifs and tmpfs, or bind a folder that the "
                    + "worker's operator allows."
            )
        }
        _ = try realFolder(options["device"]?.stringValue ?? "", of: name, below: roots)
    }

    private static func realPath(_ path: String) -> String? {
        guard path.hasPrefix("/"), let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
