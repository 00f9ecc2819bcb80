/// What an API key may be used for, below what its user may.
package enum KeyRole: String, Sendable, Hashable, CaseIterable {
    /// Whatever the user may.
    case full
    /// Reading only.
    case read
    /// The end-points of workers, and the files that jobs need; nothing else.
    case worker
}

/// Who makes a request.
package struct Principal: Sendable, Hashable {
    /// What a request is about to do.
    package enum Action: Sendable, Hashable {
        /// Look at anything.
        case read
        /// Fetch the bytes of a file.
        case readFile
        /// Change anything.
        case write
        /// Take jobs as a node and report on them.
        case work
    }

    package let userID: Int64
    package let username: String
    /// Whether the request may do what only staff may: false for a staff user's key with a smaller role.
    package let isStaff: Bool
    /// The role of the key that was used; nil for a password or a JWT.
    package let keyRole: KeyRole?

    package init(userID: Int64, username: String, isStaff: Bool, keyRole: KeyRole? = nil) {
        self.userID = userID
        self.username = username
        self.isStaff = isStaff
        self.keyRole = keyRole
    }

    init(_ account: Account, keyRole: KeyRole? = nil) {
        let hasFullRights = keyRole == nil || keyRole == .full
        self.init(
            userID: account.id, username: account.username,
            isStaff: account.isStaff && hasFullRights, keyRole: keyRole
        )
    }

    /// Reading needs a user, writing needs staff, working needs a key made for it.
    package func may(_ action: Action) -> Bool {
        switch action {
        case .read: keyRole != .worker
        case .readFile: true
        case .write: isStaff
        case .work: keyRole == .worker
        }
    }
}
