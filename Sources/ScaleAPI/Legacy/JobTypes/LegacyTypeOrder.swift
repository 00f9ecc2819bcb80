import HTTPSupport
import JobEngine
import JobModel

/// The order of the list of 2015: any of its fields, several of them, each with a dash to turn it round (seed 004).
struct LegacyTypeOrder: Sendable {
    /// What a field sorts by. Types without a value come last, as the database of 2015 had it.
    private enum Value: Comparable {
        case number(Double)
        case text(String)
        case nothing
    }

    private let value: @Sendable (LegacyType) -> Value
    private let isDescending: Bool

    /// - Throws: `RequestError` 400 for what is no field.
    static func parse(_ texts: [String]) throws(RequestError) -> [LegacyTypeOrder] {
        var orders: [LegacyTypeOrder] = []
        for text in texts.isEmpty ? ["name", "version"] : texts {
            let isDescending = text.hasPrefix("-")
            let field = isDescending ? String(text.dropFirst()) : text
            guard let value = values.first(where: { $0.field == field })?.value else {
                throw RequestError(
                    400, "\"\(field)\" is not a field to order by. Valid fields are: \(fields.joined(separator: ", "))"
                )
            }
            orders.append(LegacyTypeOrder(value: value, isDescending: isDescending))
        }
        return orders
    }

    static func sort(_ types: [LegacyType], by orders: [LegacyTypeOrder]) -> [LegacyType] {
        types.sorted { left, right in
            for order in orders {
                let (first, second) = (order.value(left), order.value(right))
                if first != second { return (first < second) != order.isDescending }
            }
            return left.definition.id < right.definition.id
        }
    }

    static var fields: [String] { values.map(\.field) }

    private static let values: [(field: String, value: @Sendable (LegacyType) -> Value)] = [
        ("id", { .number(Double($0.definition.id)) }),
        ("name", { .text($0.definition.name) }),
        ("version", { .text($0.definition.version) }),
        ("title", { text($0.definition.title) }),
        ("description", { text($0.definition.description) }),
        ("category", { text($0.profile.category) }),
        ("author_name", { text($0.profile.authorName) }),
        ("author_url", { text($0.profile.authorURL) }),
        ("is_system", { flag($0.definition.isSystem) }),
        ("is_long_running", { flag($0.definition.isLongRunning) }),
        ("is_active", { flag($0.definition.isActive) }),
        ("is_operational", { flag($0.profile.isOperational) }),
        ("is_paused", { flag($0.definition.isPaused) }),
        ("icon_code", { text($0.definition.iconCode) }),
        ("uses_docker", { flag($0.profile.usesDocker) }),
        ("docker_privileged", { flag($0.profile.isPrivileged) }),
        ("docker_image", { text($0.definition.dockerImage) }),
        ("priority", { .number(Double($0.priority)) }),
        ("timeout", { .number(Double($0.timeout)) }),
        ("max_tries", { .number(Double($0.definition.maxTries)) }),
        ("cpus_required", { .number($0.cpus) }),
        ("mem_required", { .number($0.memory) }),
        ("disk_out_const_required", { .number($0.disk) }),
        ("disk_out_mult_required", { .number($0.profile.diskMultiplier) }),
        ("created", { moment($0.definition.created) }),
        ("archived", { moment($0.definition.deprecated) }),
        ("paused", { moment($0.definition.paused) }),
        ("last_modified", { moment($0.definition.lastModified) }),
    ]

    private static func text(_ text: String?) -> Value {
        text.flatMap { $0.isEmpty ? nil : .text($0) } ?? .nothing
    }

    private static func flag(_ flag: Bool) -> Value {
        .number(flag ? 1 : 0)
    }

    private static func moment(_ moment: Timestamp?) -> Value {
        moment.map { .number(Double($0.rawValue)) } ?? .nothing
    }
}
