import Glibc
import NIOCore
import NIOPosix

/// A file that takes its name only when it is complete, so that an interrupted download never looks like a whole one.
final class PartialFile: Sendable {
    let path: String
    private let partialPath: String
    private let descriptor: Descriptor

    /// - Throws: `CommandFailure` when it cannot be made.
    init(path: String) async throws {
        self.path = path
        let partialPath = path + ".part"
        self.partialPath = partialPath
        descriptor = try await NIOThreadPool.singleton.runIfActive {
            let number = open(partialPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
            guard number >= 0 else { throw CommandFailure(.failed, "cannot write \(partialPath): \(lastSystemError())") }
            return Descriptor(number: number)
        }
    }

    func append(_ buffer: ByteBuffer) async throws {
        try await NIOThreadPool.singleton.runIfActive { [self] in
            var rest = buffer.readableBytesView[...]
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes { write(descriptor.number, $0.baseAddress, $0.count) }
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { throw CommandFailure(.failed, "cannot write \(path): \(lastSystemError())") }
                rest = rest.dropFirst(written)
            }
        }
    }

    func complete() async throws {
        try await NIOThreadPool.singleton.runIfActive { [self] in
            guard rename(partialPath, path) == 0 else {
                throw CommandFailure(.failed, "cannot write \(path): \(lastSystemError())")
            }
        }
    }

    func abandon() async {
        _ = try? await NIOThreadPool.singleton.runIfActive { [self] in unlink(partialPath) }
    }
}
