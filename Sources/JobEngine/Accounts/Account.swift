import Storage

/// What has to be known of a user to let a request in.
package struct Account: Sendable, Hashable {
    package let id: Int64
    package let username: String
    package let passwordHash: String
    package let isStaff: Bool
    package let isActive: Bool

    package init(id: Int64, username: String, passwordHash: String, isStaff: Bool, isActive: Bool) {
        self.id = id
        self.username = username
        self.passwordHash = passwordHash
        self.isStaff = isStaff
        self.isActive = isActive
    }

    private static let columns = "id, username, password_hash, is_staff, is_active"

    static func find(_ id: Int64, _ connection: any SQLConnection) throws -> Account? {
        try connection.first("SELECT \(columns) FROM users WHERE id = $1", [.integer(id)], Account.init(row:))
    }

    static func find(named username: String, _ connection: any SQLConnection) throws -> Account? {
        try connection.first(
            "SELECT \(columns) FROM users WHERE username = $1", [.text(username)], Account.init(row:)
        )
    }

    private init(row: any SQLRow) {
        id = row.int(0)
        username = row.text(1)
        passwordHash = row.text(2)
        isStaff = row.bool(3)
        isActive = row.bool(4)
    }
}

/// What an API key that is still good opens.
package struct KeyGrant: Sendable, Hashable {
    package let userID: Int64
    package let role: KeyRole

    package init(userID: Int64, role: KeyRole) {
        self.userID = userID
        self.role = role
    }

    static func find(_ fingerprint: Fingerprint, _ connection: any SQLConnection) throws -> KeyGrant? {
        let row = try connection.first(
            "SELECT user_id, role FROM api_keys WHERE hash = $1 AND revoked IS NULL", [.text(fingerprint.hex)]
        ) { ($0.int(0), $0.text(1)) }
        // A role that this version does not know grants nothing.
        guard let (userID, roleName) = row, let role = KeyRole(rawValue: roleName) else { return nil }
        return KeyGrant(userID: userID, role: role)
    }
}
