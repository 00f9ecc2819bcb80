import JSONSupport
import JobModel
import Storage

extension JobEngine {
    /// Changes what the clients of 2015 may change of a job type; nil leaves a part as it is (scale.md §5.7).
    /// - Throws: `EngineError`: not found, or invalid for a mapping of another form or of a Seed job type, whose exit codes
    ///   are a part of its manifest.
    package func editLegacyType(_ id: Int64, errorMapping: JSON?, isPaused: Bool?) async throws {
        if let errorMapping { try LegacyErrorMapping.check(errorMapping) }
        try await write { [submissionTypes] unit in
            guard let known = try unit.connection.definition(id), known.kind != .ufdl else {
                throw EngineError.notFound("job type", id)
            }
            if let errorMapping {
                guard known.kind == .legacy else {
                    throw EngineError.invalid(
                        "error_mapping",
                        "\(known.name) \(known.version) is a Seed job type; its manifest says what its exit codes mean."
                    )
                }
                try unit.connection.execute(
                    "UPDATE legacy_types SET error_mapping = $1 WHERE definition_id = $2",
                    [.text(errorMapping.compactText), .integer(id)]
                )
            }
            guard errorMapping != nil || isPaused != nil else { return }
            submissionTypes.removeAll()
            let willBePaused = isPaused ?? known.isPaused
            // A repeated pause is a new one, as in 2015.
            let paused = isPaused == true ? unit.now : willBePaused ? known.paused : nil
            try unit.connection.execute(
                "UPDATE definitions SET is_paused = $1, paused = $2, last_modified = $3 WHERE id = $4",
                [.bool(willBePaused), .time(paused), .time(unit.now), .integer(id)]
            )
            unit.raise(.work)
        }
    }
}
