import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

/// The list, the details and the edit of job types (seed 004; scale.md §5.2, §5.3, §5.7).
extension ScaleAPI {
    private static let editFields = ["error_mapping", "error_mappings", "is_paused"]

    func legacyTypes(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        var filter = LegacyTypeFilter()
        filter.from = try parameters.timestamp("started")
        filter.to = try parameters.timestamp("ended")
        try RequestParameters.checkRange(from: filter.from, to: filter.to)
        filter.names = try parameters.strings("name")
        filter.categories = try parameters.strings("category")
        let order = try LegacyTypeOrder.parse(try parameters.strings("order"))
        let types = LegacyTypeOrder.sort(try await engine.legacyTypes(matching: filter), by: order)
        return try await call.legacyAnswer(types) { writer, type in writer.legacyType(type) }
    }

    func legacyType(_ call: Call) async throws -> Response {
        let details = try await legacyDetails(try call.legacyID())
        return .json(capacity: 4_096) { $0.legacyTypeDetails(details) }
    }

    func editLegacyType(_ call: Call) async throws -> Response {
        let id = try call.legacyID()
        let parameters = try await call.parameters()
        let unexpected = parameters.bodyFields.filter { !Self.editFields.contains($0) }
        guard unexpected.isEmpty else {
            throw RequestError(400, "Fields do not allow updates: \(unexpected.sorted().joined(separator: ", "))")
        }
        guard Self.editFields.contains(where: { parameters.hasBodyField($0) || parameters.value($0) != nil }) else {
            throw RequestError(400, "No fields were specified. Fields that allow updates: error_mappings, is_paused")
        }
        let mapping = try Self.errorMapping(parameters)
        let isPaused = try parameters.boolean("is_paused")
        try await engine.editLegacyType(id, errorMapping: mapping, isPaused: isPaused)
        let details = try await legacyDetails(id)
        return .json(201, capacity: 4_096) { $0.legacyTypeDetails(details) }
    }

    /// The document calls it `error_mappings`, the server of 2015 `error_mapping` (scale.md §9, 12).
    private static func errorMapping(_ parameters: RequestParameters) throws -> JSON? {
        let plural = try parameters.object("error_mappings")
        let singular = try parameters.object("error_mapping")
        guard plural == nil || singular == nil || plural == singular else {
            throw RequestError(400, "error_mappings and error_mapping are one field and must not differ")
        }
        return (plural ?? singular).map { .object($0) }
    }

    private func legacyDetails(_ id: Int64) async throws -> LegacyTypeDetails {
        let now = engine.clock.now()
        let (type, errors, counts) = try await engine.legacyTypeReport(
            id, since: [6, 12, 24].map { now - .seconds($0 * 3_600) }
        )
        return LegacyTypeDetails(
            type: type, errors: errors, lastSixHours: counts[0], lastTwelveHours: counts[1], lastDay: counts[2]
        )
    }
}

extension Call {
    /// The id in the path.
    func legacyID() throws(RequestError) -> Int64 {
        guard let id = Int64(path("id")) else { throw LegacyErrors.notFound }
        return id
    }
}
