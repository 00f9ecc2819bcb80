import Crypto
import FoundationEssentials

/// Keeps what must not be readable in the database file: it seals secret settings and derives the server's other keys,
/// all from one master key in a file of the data folder.
package struct SecretVault: Sendable {
    /// Marks how the bytes were sealed, so that another way can be added without touching what is stored.
    private static let format: UInt8 = 1

    private let master: SymmetricKey
    private let sealing: SymmetricKey

    /// Opens the vault of a data folder. Reads a small file, so call it where waiting for the disk is allowed.
    /// - Parameters:
    ///   - keyFile: a path in an existing folder. A backup needs this file besides the database.
    ///   - mayCreateKey: whether to make the key file when it is missing: right for a new data folder, wrong for one
    ///     whose database may hold secrets already.
    /// - Throws: `VaultError`, also when others than the server's user can read the key file.
    package init(keyFile: String, mayCreateKey: Bool = true) throws(VaultError) {
        self.init(masterKey: try SecretKeyFile.load(at: keyFile, mayCreate: mayCreateKey))
    }

    /// - Parameter masterKey: 32 random bytes.
    package init(masterKey: [UInt8]) {
        self.master = SymmetricKey(data: masterKey)
        self.sealing = Self.derive("secrets", from: master)
    }

    /// The context that binds a sealed setting to its place: it can not be opened as another setting's value.
    package static func context(definition: Int64, name: String) -> String {
        "definition/\(definition)/\(name)"
    }

    /// A 256-bit key of its own for each purpose; the same for ever for one key file.
    package func key(for purpose: String) -> SymmetricKey {
        Self.derive(purpose, from: master)
    }

    /// Seals a short secret with AES-GCM.
    /// - Parameter context: where the secret belongs; `open` needs the same.
    package func seal(_ text: String, context: String) throws(VaultError) -> [UInt8] {
        do {
            let box = try AES.GCM.seal(Array(text.utf8), using: sealing, authenticating: Array(context.utf8))
            guard let bytes = box.combined else { throw VaultError.cannotOpen }
            return [Self.format] + bytes
        } catch {
            throw .cannotOpen
        }
    }

    /// Opens what `seal` made.
    /// - Throws: `VaultError.cannotOpen` when the bytes, the context or the key are not those of the sealing.
    package func open(_ sealed: [UInt8], context: String) throws(VaultError) -> String {
        guard sealed.first == Self.format else { throw .cannotOpen }
        do {
            let box = try AES.GCM.SealedBox(combined: Array(sealed.dropFirst()))
            let bytes = try AES.GCM.open(box, using: sealing, authenticating: Array(context.utf8))
            return String(decoding: bytes, as: UTF8.self)
        } catch {
            throw .cannotOpen
        }
    }

    private static func derive(_ purpose: String, from master: SymmetricKey) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: master, info: Array("drover/\(purpose)".utf8), outputByteCount: 32
        )
    }
}
