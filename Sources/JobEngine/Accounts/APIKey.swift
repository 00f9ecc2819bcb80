import JobModel
import Storage

/// An API key as it is listed: never with its text, which is not stored.
package struct APIKey: Sendable, Hashable {
    package let id: Int64
    package let userID: Int64
    package let name: String
    package let role: KeyRole
    package let created: Timestamp
    /// When it was revoked; nil while it is good.
    package let revoked: Timestamp?

    static let columns = "id, user_id, name, role, created, revoked"

    init(row: any SQLRow) {
        id = row.int(0)
        userID = row.int(1)
        name = row.text(2)
        // The role of a newer version is shown as the smallest one; it opens nothing at all, see `KeyGrant`.
        role = KeyRole(rawValue: row.text(3)) ?? .read
        created = row.time(4)
        revoked = row.optionalTime(5)
    }
}

/// A key that was just made: the only time that its text is known.
package struct NewAPIKey: Sendable {
    package let key: APIKey
    /// `drv_` and 43 characters.
    package let text: String
}

/// The text of an API key: 256 random bits behind a prefix by which people and leak scanners recognise it.
enum APIKeyText {
    static func random() -> String {
        "drv_" + SecretBytes.base64URL(SecretBytes.random(32))
    }
}
