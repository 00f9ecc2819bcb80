import CEventFD
import FoundationEssentials
import Glibc
import SystemPackage

/// Whether a container has come to its memory limit, from its control group, because not every engine tells. The group is
/// gone soon after the container's end, so the kernel is asked before to count.
final class MemoryWatch: Sendable {
    private let counter: FileDescriptor
    private let group: String
    private let counts: @Sendable (FileDescriptor) -> Int

    /// How many signals tell nothing: the first version of control groups gives one when the group goes.
    private let noise: Int

    /// - Returns: nil where the group cannot be seen from here, as with an engine in a machine of its own.
    init?(process: Int32, container: String) {
        guard let data = FileManager.default.contents(atPath: "/proc/\(process)/cgroup") else { return nil }
        let groups = String(decoding: data, as: UTF8.self).split(separator: "\n").map {
            $0.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        }
        // A number that was taken over by another process shows another group.
        let own = groups.filter { $0.count == 3 && $0[2].contains(container) }
        if let memory = own.first(where: { $0[1].split(separator: ",").contains("memory") }) {
            group = "/sys/fs/cgroup/memory" + memory[2]
            guard let counter = Self.registerEvents(of: group) else { return nil }
            (self.counter, noise, counts) = (counter, 1, Self.signals)
        } else if let unified = own.first(where: { $0[0] == "0" && $0[1].isEmpty }) {
            group = "/sys/fs/cgroup" + unified[2]
            guard let counter = Self.watchChanges(of: group) else { return nil }
            (self.counter, noise, counts) = (counter, 0, Self.changes)
        } else {
            return nil
        }
    }

    deinit {
        try? counter.close()
    }

    /// - Parameter waiting: whether it is worth a moment, because the container was killed: the last signal may be late.
    func hasReachedLimit(waiting: Bool) async -> Bool {
        var seen = counts(counter)
        let deadline = ContinuousClock.now + .milliseconds(500)
        while waiting, seen <= noise, ContinuousClock.now < deadline {
            if seen > 0, FileManager.default.fileExists(atPath: group) { return true }
            try? await Task.sleep(for: .milliseconds(20))
            seen += counts(counter)
        }
        return seen > noise
    }

    /// Version 1: each time the limit is met counts one, and so does the end of the group.
    private static func registerEvents(of group: String) -> FileDescriptor? {
        guard let control = try? FileDescriptor.open(group + "/memory.oom_control", .readOnly, options: .closeOnExec)
        else { return nil }
        defer { try? control.close() }
        let events = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        guard events >= 0 else { return nil }
        let counter = FileDescriptor(rawValue: events)
        do {
            let registry = try FileDescriptor.open(group + "/cgroup.event_control", .writeOnly, options: .closeOnExec)
            try registry.closeAfter { _ = try registry.writeAll("\(events) \(control.rawValue)".utf8) }
            return counter
        } catch {
            try? counter.close()
            return nil
        }
    }

    private static func signals(_ counter: FileDescriptor) -> Int {
        var count: UInt64 = 0
        let size = read(counter.rawValue, &count, MemoryLayout<UInt64>.size)
        return size == MemoryLayout<UInt64>.size ? Int(clamping: count) : 0
    }

    /// Version 2: `memory.events` changes each time the limit is met.
    private static func watchChanges(of group: String) -> FileDescriptor? {
        let watch = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard watch >= 0 else { return nil }
        let changes = FileDescriptor(rawValue: watch)
        guard inotify_add_watch(watch, group + "/memory.events", UInt32(IN_MODIFY)) >= 0 else {
            try? changes.close()
            return nil
        }
        return changes
    }

    private static func changes(_ watch: FileDescriptor) -> Int {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let size = read(watch.rawValue, &buffer, buffer.count)
        guard size > 0 else { return 0 }
        // Each record begins with the watch, the mask, a cookie and the length of a name.
        var (offset, modified) = (0, 0)
        while offset + 16 <= size {
            let mask = buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self) }
            let name = buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self) }
            if mask & UInt32(IN_MODIFY) != 0 { modified += 1 }
            offset += 16 + Int(name)
        }
        return modified
    }
}
