import CryptoExtras

/// A stored password hash: `scrypt$N$r$p$salt$hash`, salt and hash in hexadecimal.
struct ScryptHash: Sendable, Hashable {
    struct Cost: Sendable, Hashable {
        let rounds: Int
        let blockSize: Int
        let parallelism: Int

        /// Needs a little over 32 MiB, which is the size from which the C library gives memory back to the system at
        /// once; at half of it a log-in would stay visible in the server's resident memory.
        static let standard = Cost(rounds: 1 << 15, blockSize: 8, parallelism: 1)

        /// Bounds what a stored text may ask for.
        var isSane: Bool {
            (1 << 10 ... 1 << 20).contains(rounds) && rounds & (rounds - 1) == 0
                && (1...32).contains(blockSize) && (1...16).contains(parallelism)
        }
    }

    let cost: Cost
    let salt: [UInt8]
    let hash: [UInt8]

    init(cost: Cost, salt: [UInt8], hash: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.hash = hash
    }

    /// - Returns: nil when the text is not such a hash.
    init?(text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt",
            let rounds = Int(parts[1]), let blockSize = Int(parts[2]), let parallelism = Int(parts[3]),
            let salt = SecretBytes.fromHex(parts[4]), !salt.isEmpty,
            let hash = SecretBytes.fromHex(parts[5]), hash.count == 32
        else { return nil }
        let cost = Cost(rounds: rounds, blockSize: blockSize, parallelism: parallelism)
        guard cost.isSane else { return nil }
        self.init(cost: cost, salt: salt, hash: hash)
    }

    var text: String {
        "scrypt$\(cost.rounds)$\(cost.blockSize)$\(cost.parallelism)$\(SecretBytes.hex(salt))$\(SecretBytes.hex(hash))"
    }

    static func derive(_ password: String, salt: [UInt8], cost: Cost) throws -> [UInt8] {
        // The library stops the process on an empty password; no stored hash was ever made of this one byte.
        let bytes = password.isEmpty ? [0] : Array(password.utf8)
        let key = try KDF.Scrypt.deriveKey(
            from: bytes, salt: salt, outputByteCount: 32,
            rounds: cost.rounds, blockSize: cost.blockSize, parallelism: cost.parallelism
        )
        return key.withUnsafeBytes { Array($0) }
    }
}
