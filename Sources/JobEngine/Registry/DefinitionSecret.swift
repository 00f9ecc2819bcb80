import JSONSupport
import SeedManifest
import Storage

/// A secret setting of a definition or of one job, sealed with the server's key.
struct DefinitionSecret: Sendable {
    let name: String
    let sealed: [UInt8]

    /// What the seal is bound to, so that a sealed value cannot be moved to another definition or setting.
    static func context(definition: Int64, name: String) -> String {
        "definition/\(definition)/\(name)"
    }

    static func context(job: Int64, name: String) -> String {
        "job/\(job)/\(name)"
    }

    /// Puts opened secrets among the settings of a configuration; of two with one name the later one counts.
    static func merge(_ secrets: [(name: String, text: String)], into configuration: String) throws -> String {
        var object = (try? JSON.parse(configuration))?.objectValue ?? JSONObject()
        var settings = object["settings"]?.objectValue ?? JSONObject()
        for secret in secrets { settings[secret.name] = .string(secret.text) }
        object["settings"] = .object(settings)
        return JSON.object(object).compactText
    }
}

extension SQLConnection {
    func secrets(ofDefinition id: Int64) throws -> [DefinitionSecret] {
        try all("SELECT name, sealed FROM definition_secrets WHERE definition_id = $1", [.integer(id)]) {
            DefinitionSecret(name: $0.text(0), sealed: $0.bytes(1))
        }
    }

    func secrets(ofJob id: Int64) throws -> [DefinitionSecret] {
        try all("SELECT name, sealed FROM job_secrets WHERE job_id = $1", [.integer(id)]) {
            DefinitionSecret(name: $0.text(0), sealed: $0.bytes(1))
        }
    }

    /// Stores the secrets that were given. Those that were not given stay: nobody who edits a configuration can send back
    /// what no answer shows. Settings that are no secrets of the manifest any more are forgotten.
    func updateSecrets(
        ofDefinition id: Int64, with secrets: [String: String], manifest: SeedManifest, vault: SecretVault
    ) throws {
        let names = manifest.settings.filter(\.isSecret).map(\.name)
        for known in try self.secrets(ofDefinition: id) where !names.contains(known.name) {
            try execute(
                "DELETE FROM definition_secrets WHERE definition_id = $1 AND name = $2", [.integer(id), .text(known.name)]
            )
        }
        for (name, text) in secrets {
            let sealed = try vault.seal(text, context: DefinitionSecret.context(definition: id, name: name))
            try execute(
                """
                INSERT INTO definition_secrets (definition_id, name, sealed) VALUES ($1, $2, $3)
                ON CONFLICT (definition_id, name) DO UPDATE SET sealed = excluded.sealed
                """,
                [.integer(id), .text(name), .blob(sealed)]
            )
        }
    }

    func addSecrets(_ secrets: [String: String], toJob id: Int64, vault: SecretVault) throws {
        for (name, text) in secrets {
            let sealed = try vault.seal(text, context: DefinitionSecret.context(job: id, name: name))
            try execute(
                "INSERT INTO job_secrets (job_id, name, sealed) VALUES ($1, $2, $3)",
                [.integer(id), .text(name), .blob(sealed)]
            )
        }
    }
}
