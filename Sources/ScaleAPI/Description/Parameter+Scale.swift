import HTTPSupport
import JSONSupport
import JobModel

/// The parameters that many operations of this dialect share.
extension Parameter {
    static let pages = [
        Parameter.query("page", .either(.integer(1...Int64.max), .exactly("last")), "Which page; the first if it is missing."),
        .query(
            "page_size", .integer(1...PageRequest.maximumSize),
            "How many entries a page has; \(PageRequest.defaultSize) if it is missing."
        ),
    ]

    static let isActive = Parameter.query("is_active", .boolean, "Only those that are, or are not, active.")
    static let isSystem = Parameter.query("is_system", .boolean, "Only those that do, or do not, belong to the system.")

    /// - Parameter what: whose time it is, such as `Jobs that changed`.
    static func range(_ what: String) -> [Parameter] {
        [
            .query("started", .moment, "\(what) then or later; a duration is taken back from now."),
            .query("ended", .moment, "\(what) then or earlier; a duration is taken back from now."),
        ]
    }

    /// - Parameter fields: what a list can be sorted by.
    static func order(_ fields: [String], _ text: String) -> Parameter {
        .repeated("order", .oneOf(fields + fields.map { "-" + $0 }), "\(text) A dash turns the order round.")
    }
}
