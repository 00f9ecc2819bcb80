import HTTPSupport
import JSONSupport
import JobEngine
import Storage

/// The fields of a registry's row in a request.
struct RegistryBody {
    private var fields: BodyFields
    private let shape: RegistryShape
    private let isPartial: Bool

    init(_ call: Call, _ shape: RegistryShape, isPartial: Bool) async throws {
        fields = try await BodyFields(call)
        self.shape = shape
        self.isPartial = isPartial
    }

    /// The values by column; what is unknown or read-only is ignored, as the original does.
    /// - Throws: `RequestError` 400 with every fault.
    func values(_ engine: JobEngine) async throws -> [String: SQLValue] {
        var fields = fields
        var values: [String: SQLValue] = [:]
        for column in shape.columns where !column.isReadOnly {
            if case .reference(let registry) = column.kind {
                values[column.name] = try await reference(column, registry, &fields, engine)
            } else {
                values[column.name] = Self.value(column, &fields, isPartial: isPartial)
            }
            if values[column.name] == nil, column.isNullable, fields.has(column.name) {
                values[column.name] = .null
            }
        }
        try fields.faults.throwIfAny()
        return values
    }

    private static func value(_ column: RegistryColumn, _ fields: inout BodyFields, isPartial: Bool) -> SQLValue? {
        let isRequired = !isPartial && !column.isOptional
        switch column.kind {
        case .text(let maximum, let mayBeBlank):
            return fields.text(
                column.name, maximum: maximum, mayBeBlank: mayBeBlank, isRequired: isRequired,
                isNullable: column.isNullable
            ).map { .text($0) }
        case .flag:
            return fields.flag(column.name, isRequired: isRequired).map { .bool($0) }
        case .index, .integer, .real, .texts, .json:
            let value = fields.value(column.name, isRequired: isRequired, isNullable: column.isNullable)
            guard let value else { return nil }
            guard let stored = column.kind.stored(value) else {
                fields.faults.add(column.name, column.kind.fault(value))
                return nil
            }
            return stored
        case .time, .job, .reference:
            return nil
        }
    }

    /// A key, the row as an object, or where the answer shows a name, that name.
    private func reference(
        _ column: RegistryColumn, _ registry: Registry, _ fields: inout BodyFields, _ engine: JobEngine
    ) async throws -> SQLValue? {
        let isRequired = !isPartial && !column.isOptional
        let value = fields.value(column.name, isRequired: isRequired, isNullable: column.isNullable)
        guard let value else { return nil }
        if let id = value.intValue ?? value["pk"]?.intValue ?? value.stringValue.flatMap({ Int64($0) }) {
            guard try await engine.hasRow(registry, id) else {
                fields.faults.add(column.name, "Invalid pk \"\(id)\" - object does not exist.")
                return nil
            }
            return .integer(id)
        }
        guard let text = value.stringValue else {
            fields.faults.add(column.name, "Incorrect type. Expected pk value, received \(value.pythonType).")
            return nil
        }
        let rows = try await engine.rows(registry).rows
        guard let row = rows.first(where: { $0["name"] == value || $0["description"] == value }) else {
            fields.faults.add(column.name, "Invalid pk \"\(text)\" - object does not exist.")
            return nil
        }
        return .integer(row.id)
    }
}

extension RegistryColumn.Kind {
    fileprivate func stored(_ value: JSON) -> SQLValue? {
        switch self {
        case .index:
            Self.integer(value).flatMap { (0...2_147_483_647).contains($0) ? .integer($0) : nil }
        case .integer: Self.integer(value).map { .integer($0) }
        case .real: (value.doubleValue ?? value.stringValue.flatMap(Double.init)).flatMap { $0.isFinite ? .real($0) : nil }
        case .texts: value.arrayValue.flatMap { $0.allSatisfy { $0.stringValue != nil } ? .text(value.compactText) : nil }
        case .json: .text(value.compactText)
        default: nil
        }
    }

    private static func integer(_ value: JSON) -> Int64? {
        value.intValue ?? value.stringValue.flatMap { Int64($0) } ?? value.doubleValue.flatMap { Int64(exactly: $0) }
    }

    fileprivate func fault(_ value: JSON) -> String {
        switch self {
        case .index:
            Self.integer(value) == nil ? "A valid integer is required." : "Ensure this value is between 0 and 2147483647."
        case .integer: "A valid biginteger is required."
        case .real: "A valid number is required."
        case .texts: "Expected a list of items but got type \"\(value.pythonType)\"."
        default: "Not a valid value."
        }
    }
}
