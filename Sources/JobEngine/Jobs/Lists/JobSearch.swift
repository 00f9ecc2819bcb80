import Storage

/// A text to look for in what jobs are called by: their number; name and title of their type and of their error; the host
/// name of their node; and, of the newest jobs, their description. The letters A to Z are the same in either case.
package struct JobSearch: Sendable, Hashable {
    /// The longest text, in characters.
    package static let longestText = 100
    /// In how many of the newest jobs the description is searched: no index helps to find a part of a text.
    package static let descriptions: Int64 = 10_000

    /// The id that the text is, where it is one.
    let id: Int64?
    /// The text as a pattern of `LIKE`, with `\` before what would stand for other text.
    let pattern: SQLValue

    package init(_ text: String) {
        id = Int64(text)
        let escaped = text.map { "\\%_".contains($0) ? "\\\($0)" : String($0) }
        pattern = .text("%" + escaped.joined() + "%")
    }

    static func typeIDs(_ pattern: String) -> String {
        ids(of: "definitions", where: ["name", "title"], like: pattern)
    }

    static func errorIDs(_ pattern: String) -> String {
        ids(of: "errors", where: ["name", "title"], like: pattern)
    }

    static func nodeIDs(_ pattern: String) -> String {
        ids(of: "nodes", where: ["hostname"], like: pattern)
    }

    static func matches(_ column: String, _ pattern: String) -> String {
        "LOWER(\(column)) LIKE LOWER(\(pattern)) ESCAPE '\\'"
    }

    private static func ids(of table: String, where columns: [String], like pattern: String) -> String {
        "SELECT id FROM \(table) WHERE " + columns.map { matches($0, pattern) }.joined(separator: " OR ")
    }
}
