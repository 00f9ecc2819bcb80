/// What a request without credentials may do. The operator opens more than nothing only on a network that is trusted;
/// the Scale clients of 2018 send no credentials.
package enum AnonymousAccess: String, Sendable, Hashable, CaseIterable {
    /// Only what is open to everybody: health, versions, log-in.
    case none
    /// Look at anything.
    case read
    /// Look at and change anything; workers still need their key.
    case write
}
