import FoundationEssentials

/// What the kernel tells of this process.
enum ProcessMemory {
    private static let pageSize: Int64 = 4_096

    /// - Returns: bytes; nil where there is no `/proc`.
    static func resident() -> Int64? {
        guard let data = FileManager.default.contents(atPath: "/proc/self/statm") else { return nil }
        let fields = String(decoding: data, as: UTF8.self).split(separator: " ")
        return fields.dropFirst().first.flatMap { Int64($0) }.map { $0 * pageSize }
    }
}
