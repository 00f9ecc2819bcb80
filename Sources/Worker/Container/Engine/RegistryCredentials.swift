import FoundationEssentials
import JSONSupport

/// Who we are at registries, from a file as Docker keeps it in `~/.docker/config.json`.
package struct RegistryCredentials: Sendable {
    /// The user and the password, or a token in their place, by registry.
    private var entries: [String: JSON] = [:]

    package struct Unreadable: Error, CustomStringConvertible {
        package let description: String
    }

    package init() {}

    /// Reads the file. This call blocks.
    /// - Throws: `Unreadable`, which never shows what the file holds.
    package init(path: String) throws(Unreadable) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Unreadable(description: "the registry credentials in \(path) cannot be read")
        }
        guard let json = try? JSON.parse(Array(data)) else {
            throw Unreadable(description: "the registry credentials in \(path) are not JSON")
        }
        for (registry, entry) in json["auths"]?.objectValue ?? JSONObject() {
            guard let credentials = Self.credentials(entry, registry) else {
                throw Unreadable(description: "the entry of \(registry) in \(path) holds neither auth nor a user and a password")
            }
            entries[Self.host(registry)] = credentials
        }
    }

    /// The value of the header `X-Registry-Auth`; nil where nothing is known of the registry.
    package func authorization(for registry: String) -> String? {
        entries[registry].map { entry in
            // The alphabet of URLs, with padding.
            Data(entry.compactText.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        }
    }

    private static func credentials(_ entry: JSON, _ registry: String) -> JSON? {
        if let token = entry["identitytoken"]?.stringValue, !token.isEmpty {
            return ["identitytoken": .string(token), "serveraddress": .string(registry)]
        }
        if let user = entry["username"]?.stringValue, let password = entry["password"]?.stringValue {
            return ["username": .string(user), "password": .string(password), "serveraddress": .string(registry)]
        }
        guard let auth = entry["auth"]?.stringValue, let data = Data(base64Encoded: auth) else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        guard let colon = text.firstIndex(of: ":") else { return nil }
        return [
            "username": .string(String(text[..<colon])), "password": .string(String(text[text.index(after: colon)...])),
            "serveraddress": .string(registry),
        ]
    }

    /// Docker writes its own registry as `https://index.docker.io/v1/`.
    private static func host(_ registry: String) -> String {
        let start = registry.firstRange(of: "://")?.upperBound ?? registry.startIndex
        let host = String(registry[start...].prefix { $0 != "/" })
        return ["index.docker.io", "registry-1.docker.io"].contains(host) ? ImageReference.standardRegistry : host
    }
}
