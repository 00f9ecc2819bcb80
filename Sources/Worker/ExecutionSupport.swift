import Glibc
import JSONSupport
import Synchronization
import SystemPackage
import WorkerProtocol

/// Where jobs find programs.
enum SearchPath {
    static let ofJobs = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
}

enum FileSize {
    /// In bytes. This call blocks.
    static func of(_ path: String) throws -> Int64 {
        let file = try FileDescriptor.open(path, .readOnly, options: [.noFollow, .nonBlocking, .closeOnExec])
        return try file.closeAfter {
            guard RegularFile.isOne(file) else { throw Errno.invalidArgument }
            return try file.seek(offset: 0, from: .end)
        }
    }
}

/// Tells plain files from pipes, devices and whatever else a job may leave among its outputs.
enum RegularFile {
    static func isOne(_ file: FileDescriptor) -> Bool {
        var status = stat()
        return fstat(file.rawValue, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Follows links.
    static func isOne(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}

enum PathSegment {
    /// Percent-encodes everything but unreserved characters.
    static func encode(_ text: String) -> String {
        text.utf8.reduce(into: "") { result, byte in
            let character = Character(Unicode.Scalar(byte))
            if byte < 0x80, character.isLetter || character.isNumber || "-._~".contains(character) {
                result.append(character)
            } else {
                result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
    }
}

/// What `INPUT_METADATA` points to (scale.md §7.2).
enum InputMetadata {
    static func json(of work: ClaimedWork) -> JSON {
        var inputs = JSONObject()
        for (name, files) in work.files.sorted(by: { $0.key < $1.key }) {
            inputs[name] = .array(files.map { file in
                [
                    "id": .int(file.id), "file_name": .string(file.name), "file_size": .int(file.size),
                    "media_type": .string(file.mediaType),
                ]
            })
        }
        for (name, value) in work.values.sorted(by: { $0.key < $1.key }) { inputs[name] = value }
        return ["JOB": .object(inputs)]
    }
}

/// Tells those who send a job's streams that they grow no more.
final class ProcessEnding: Sendable {
    private let flag = Atomic(false)

    var hasCome: Bool {
        flag.load(ordering: .acquiring)
    }

    func come() {
        flag.store(true, ordering: .releasing)
    }
}
