import HTTPSupport
import JobEngine

/// The order of the list of names: any of its fields, several of them, each with a dash to turn it round (seed 003). The
/// document's example sorts by `version`, which means `latest_version` (scale.md §9, 23).
struct JobTypeNameOrder: Sendable {
    static let fields = ["name", "title", "description", "icon_code", "num_versions", "latest_version"]

    private let field: String
    private let isDescending: Bool

    static func parse(_ texts: [String]) throws(RequestError) -> [JobTypeNameOrder] {
        var orders: [JobTypeNameOrder] = []
        for text in texts where !text.isEmpty {
            let isDescending = text.hasPrefix("-")
            let name = isDescending ? String(text.dropFirst()) : text
            let field = name == "version" ? "latest_version" : name
            guard fields.contains(field) else {
                throw RequestError(
                    400, "\(name) is not a field to order by. Valid fields are: \(fields.joined(separator: ", "))"
                )
            }
            orders.append(JobTypeNameOrder(field: field, isDescending: isDescending))
        }
        return orders
    }

    /// Sorts names that come in the order of their names, which decides between equals.
    static func sort(_ names: [DefinitionName], by orders: [JobTypeNameOrder]) -> [DefinitionName] {
        guard !orders.isEmpty else { return names }
        let ranked = names.enumerated().sorted { left, right in
            for order in orders {
                switch order.compare(left.element, right.element) {
                case ..<0: return true
                case 1...: return false
                default: continue
                }
            }
            return left.offset < right.offset
        }
        return ranked.map(\.element)
    }

    /// Negative when `left` comes first.
    private func compare(_ left: DefinitionName, _ right: DefinitionName) -> Int {
        let result = switch field {
        case "num_versions": Self.compare(left.versionCount, right.versionCount)
        case "title": Self.compare(left.title, right.title)
        case "description": Self.compare(left.description, right.description)
        case "icon_code": Self.compare(left.iconCode ?? "", right.iconCode ?? "")
        case "latest_version": Self.compare(left.latestVersionOrder, right.latestVersionOrder)
        default: Self.compare(left.name, right.name)
        }
        return isDescending ? -result : result
    }

    private static func compare<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
        left < right ? -1 : left > right ? 1 : 0
    }
}
