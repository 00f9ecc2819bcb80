import FoundationEssentials
import Glibc
import JobModel

/// What this machine, or the container that this process runs in, has to offer.
enum MachineResources {
    private static let mebibyte: UInt64 = 1 << 20

    /// - Parameter folder: where executions will work; what is free there counts as disk.
    static func available(workFolder folder: String) -> ResourceAmounts {
        ResourceAmounts([
            "cpus": cpus, "mem": Double(memory / mebibyte), "disk": Double(freeDisk(folder) / mebibyte),
            "gpus": Double(gpus),
        ])
    }

    /// The cores, or the part of them that the control group allows.
    private static var cpus: Double {
        let cores = Double(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let limit = words(of: "/sys/fs/cgroup/cpu.max")
        guard limit.count == 2, let quota = Double(limit[0]), let period = Double(limit[1]), period > 0 else { return cores }
        return min(cores, quota / period)
    }

    private static var memory: UInt64 {
        let physical = UInt64(max(0, sysconf(Int32(_SC_PHYS_PAGES)))) * UInt64(max(0, sysconf(Int32(_SC_PAGESIZE))))
        guard let limit = words(of: "/sys/fs/cgroup/memory.max").first.flatMap({ UInt64($0) }) else { return physical }
        return min(physical, limit)
    }

    /// Free bytes on the file system of the folder, or of the nearest folder above it that exists.
    private static func freeDisk(_ folder: String) -> UInt64 {
        var status = statvfs()
        var path = folder
        while statvfs(path, &status) != 0 {
            guard let slash = path.lastIndex(of: "/") else { return 0 }
            path = slash == path.startIndex ? "/" : String(path[..<slash])
            if path == "/" { break }
        }
        guard statvfs(path, &status) == 0 else { return 0 }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }

    private static var gpus: Int {
        let devices = (try? FileManager.default.contentsOfDirectory(atPath: "/dev")) ?? []
        return devices.count { $0.hasPrefix("nvidia") && !$0.dropFirst(6).isEmpty && $0.dropFirst(6).allSatisfy(\.isNumber) }
    }

    private static func words(of path: String) -> [String] {
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init)
    }

    static var hostname: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
