/// Why the key file can not be used, or a sealed secret not be opened.
package enum VaultError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no key file, and the data folder is too old for a new one to be of use.
    case keyMissing(path: String)
    /// Others than the owner may read or write the key file; `mode` holds its permission bits.
    case keyExposed(path: String, mode: Int)
    /// Another user of the machine owns the key file.
    case keyOwnedByOther(path: String)
    /// The key file is not a plain file of exactly 32 bytes.
    case keyDamaged(path: String)
    /// The system refused an operation on the key file.
    case fileSystem(path: String, reason: String)
    /// The sealed bytes were changed, moved to another place, or sealed with another key.
    case cannotOpen

    package var description: String {
        switch self {
        case .keyMissing(let path):
            "the key file \(path) is missing: restore it from the backup, without it the stored secrets can not be read"
        case .keyExposed(let path, let mode):
            "the key file \(path) has mode 0\(String(mode, radix: 8)), others can reach it: run chmod 600 on it"
        case .keyOwnedByOther(let path):
            "the key file \(path) belongs to another user: run the server as its owner"
        case .keyDamaged(let path):
            "the key file \(path) must be a plain file of 32 bytes: restore it from the backup"
        case .fileSystem(let path, let reason):
            "the key file \(path) can not be used: \(reason)"
        case .cannotOpen:
            "a stored secret can not be opened: it was changed, or sealed with another key file"
        }
    }
}
