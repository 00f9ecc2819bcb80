/// Compares entity tags with the lists in conditional headers (RFC 9110 §13.1).
enum EntityTag {
    /// Whether `If-None-Match` holds the tag, weakly compared, or `*`.
    static func matches(_ header: String?, _ tag: String) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { entry in
            let entry = entry.trimmed
            return entry == "*" || entry == tag || entry == "W/" + tag
        }
    }
}
