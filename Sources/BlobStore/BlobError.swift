import Glibc

/// Why the store refused or failed.
package enum BlobError: Error, Sendable, Hashable {
    /// No content with this digest, or no file at this path.
    case notFound(String)
    /// The body has more bytes than the caller allows.
    case tooLarge(limit: Int64)
    /// The file system or the user's quota is full.
    case noSpace
    /// Not 64 lower-case hexadecimal digits.
    case invalidDigest(String)
    /// Empty, with a NUL, with a name longer than the file system takes, or not ending in a file name.
    case invalidPath(String)
    /// A symbolic link, folder, pipe or device where a regular file is asked for.
    case notARegularFile(String)
    /// Something else stands where the path needs a folder.
    case notAFolder(String)
    /// The range begins before the first byte, or at or behind the end of a file of `size` bytes (HTTP 416).
    case rangeNotSatisfiable(size: Int64)
    /// The file became shorter while it was read.
    case truncated(String)
    /// The thread pool has been shut down.
    case stopped
    /// Any other failure of the operating system, with its `errno`.
    case system(operation: String, path: String, code: Int32)

    /// Gives the errors of the operating system that a caller acts on a case of their own.
    init(operation: String, path: String, code: Int32) {
        switch code {
        case ENOSPC, EDQUOT: self = .noSpace
        case ENAMETOOLONG: self = .invalidPath(path)
        case ENOTDIR: self = .notAFolder(path)
        default: self = .system(operation: operation, path: path, code: code)
        }
    }

    /// The `errno` of a failure without a case of its own.
    var systemCode: Int32? {
        if case .system(_, _, let code) = self { code } else { nil }
    }
}

extension BlobError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notFound(let name): "no file \(Self.quoted(name))"
        case .tooLarge(let limit): "the content is larger than the limit of \(limit) bytes"
        case .noSpace: "no space left for files"
        case .invalidDigest(let text): "digest \(Self.quoted(text)): must be 64 lower-case hexadecimal digits"
        case .invalidPath(let path):
            "path \(Self.quoted(path)): must name a file, without NUL, within the allowed length"
        case .notARegularFile(let path): "\(Self.quoted(path)) is not a regular file"
        case .notAFolder(let path): "\(Self.quoted(path)) needs a folder where there is something else"
        case .rangeNotSatisfiable(let size): "the range must begin inside the file of \(size) bytes"
        case .truncated(let path): "\(Self.quoted(path)) became shorter while it was read"
        case .stopped: "the file store has been shut down"
        case .system(let operation, let path, let code):
            "\(operation) \(Self.quoted(path)): \(String(cString: strerror(code))) (errno \(code))"
        }
    }

    /// Escaped and shortened, since the text may come from a client and go to a log.
    private static func quoted(_ text: String) -> String {
        String(text.prefix(300)).debugDescription
    }
}
