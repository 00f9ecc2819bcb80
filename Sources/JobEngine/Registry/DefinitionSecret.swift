import JSONSupport
import Storage

/// A secret setting of a definition, sealed with the server's key.
struct DefinitionSecret: Sendable {
    let name: String
    let sealed: [UInt8]

    /// What the seal is bound to, so that a sealed value cannot be moved to another definition or setting.
    static func context(definition: Int64, name: String) -> String {
        "definition/\(definition)/\(name)"
    }

    /// Puts the opened secrets among the settings of a configuration.
    static func merge(
        _ secrets: [DefinitionSecret], into configuration: String, definition: Int64, vault: SecretVault
    ) throws -> String {
        var object = (try? JSON.parse(configuration))?.objectValue ?? JSONObject()
        var settings = object["settings"]?.objectValue ?? JSONObject()
        for secret in secrets {
            let text = try vault.open(secret.sealed, context: context(definition: definition, name: secret.name))
            settings[secret.name] = .string(text)
        }
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

    /// Replaces all secrets of a definition, as its configuration is replaced as a whole.
    func replaceSecrets(ofDefinition id: Int64, with secrets: [String: String], vault: SecretVault) throws {
        try execute("DELETE FROM definition_secrets WHERE definition_id = $1", [.integer(id)])
        for (name, text) in secrets {
            let sealed = try vault.seal(text, context: DefinitionSecret.context(definition: id, name: name))
            try execute(
                "INSERT INTO definition_secrets (definition_id, name, sealed) VALUES ($1, $2, $3)",
                [.integer(id), .text(name), .blob(sealed)]
            )
        }
    }
}
