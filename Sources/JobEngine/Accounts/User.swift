import JobModel
import Storage

/// A person or program that may log in; never with its password.
package struct User: Sendable, Hashable {
    package let id: Int64
    package let username: String
    package let email: String
    package let firstName: String
    package let lastName: String
    /// Whether the user may change things.
    package let isStaff: Bool
    /// Whether the user may log in at all.
    package let isActive: Bool
    package let created: Timestamp
    /// Kept to the minute; nil before the first log-in.
    package let lastLogin: Timestamp?

    static let columns = "id, username, email, first_name, last_name, is_staff, is_active, created, last_login"

    init(row: any SQLRow) {
        id = row.int(0)
        username = row.text(1)
        email = row.text(2)
        firstName = row.text(3)
        lastName = row.text(4)
        isStaff = row.bool(5)
        isActive = row.bool(6)
        created = row.time(7)
        lastLogin = row.optionalTime(8)
    }
}

/// A user to be made.
package struct NewUser: Sendable {
    package var username: String
    package var password: String
    package var email = ""
    package var firstName = ""
    package var lastName = ""
    package var isStaff = false
    package var isActive = true

    package init(username: String, password: String, isStaff: Bool = false) {
        self.username = username
        self.password = password
        self.isStaff = isStaff
    }
}

/// What to change of a user; nil leaves a field as it is.
package struct UserChange: Sendable {
    package var isStaff: Bool?
    package var isActive: Bool?
    package var email: String?
    package var firstName: String?
    package var lastName: String?

    package init(isStaff: Bool? = nil, isActive: Bool? = nil) {
        self.isStaff = isStaff
        self.isActive = isActive
    }
}

/// What names and passwords have to look like.
enum UserRules {
    private static let maximumNameLength = 150
    private static let minimumPasswordLength = 8
    private static let maximumPasswordBytes = 1_000

    /// Only ASCII letters and digits count as such: letters of other scripts that look the same would make two names
    /// that nobody can tell apart.
    static func isUsername(_ text: String) -> Bool {
        (1...maximumNameLength).contains(text.utf8.count) && text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "@"), UInt8(ascii: "."), UInt8(ascii: "+"),
                UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }

    static func checkUsername(_ text: String) throws(EngineError) {
        guard isUsername(text) else {
            throw .invalid(
                "username",
                "A username has 1 to \(maximumNameLength) letters (a-z, A-Z), digits and @ . + - _ characters."
            )
        }
    }

    static func checkPassword(_ password: String, of username: String) throws(EngineError) {
        guard password.count >= minimumPasswordLength else {
            throw .invalid("password", "A password has at least \(minimumPasswordLength) characters.")
        }
        guard password.utf8.count <= maximumPasswordBytes else {
            throw .invalid("password", "A password has at most \(maximumPasswordBytes) bytes.")
        }
        guard password.lowercased() != username.lowercased() else {
            throw .invalid("password", "The password must not be the username.")
        }
    }

    static func checkText(_ text: String, _ field: String, maximum: Int) throws(EngineError) {
        guard text.unicodeScalars.count <= maximum else {
            throw .invalid(field, "Ensure this field has no more than \(maximum) characters.")
        }
        guard !text.unicodeScalars.contains("\0") else {
            throw .invalid(field, "Null characters are not allowed.")
        }
    }
}
