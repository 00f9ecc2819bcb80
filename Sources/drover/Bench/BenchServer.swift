import FoundationEssentials

/// A server of its own for the measurement: a child process on a fresh data folder, so that its memory can be read from
/// outside and its work does not share the client's threads.
struct BenchServer: Sendable {
    let processID: Int32

    /// The server's resident memory in MiB.
    func residentMemory() -> Double {
        guard let status = try? String(contentsOfFile: "/proc/\(processID)/status", encoding: .utf8) else { return 0 }
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        let kibibytes = line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Double($0) }
        return (kibibytes ?? 0) / 1_024
    }
}
