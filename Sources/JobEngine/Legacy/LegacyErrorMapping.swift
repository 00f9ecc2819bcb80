import JSONSupport
import JobModel
import Storage

/// Which error an exit code of a legacy job stands for: `{"version","exit_codes":{code:error name}}` (scale.md §5.7).
enum LegacyErrorMapping {
    private static let limit = 1_000
    static let refusal = "Input failed schema validation."

    /// Names that no error has are kept: the error may come later.
    static func check(_ mapping: JSON) throws(EngineError) {
        guard let object = mapping.objectValue, object.keys.allSatisfy({ ["version", "exit_codes"].contains($0) }),
            object["version"].map({ ($0.stringValue?.count ?? 51) <= 50 }) ?? true,
            object["exit_codes"].map({ ($0.objectValue?.count ?? limit + 1) <= limit }) ?? true
        else { throw .invalid("error_mapping", refusal) }
    }

    static func names(_ mapping: JSON) -> [String] {
        mapping["exit_codes"]?.objectValue?.compactMap(\.value.stringValue) ?? []
    }

    static func name(_ mapping: JSON, exitCode: Int64) -> String? {
        mapping["exit_codes"]?[String(exitCode)]?.stringValue
    }
}

extension UnitOfWork {
    /// The error of a legacy job that ended with an exit code: the mapped one, else `unknown`. Errors of the system are
    /// worth another try, whichever they are (scale.md §6.2, 2015).
    func legacyFault(of result: FinishedExecution, job: JobRow, _ revision: Revision) throws -> FaultReport {
        let mapping = try connection.first(
            "SELECT error_mapping FROM legacy_types WHERE definition_id = $1", [.integer(job.definitionID)]
        ) { try JSON.parse($0.text(0)) }
        let name = mapping.flatMap { mapping in result.exitCode.flatMap { LegacyErrorMapping.name(mapping, exitCode: $0) } }
        let error = try name.flatMap { try connection.error(named: $0, jobTypeName: revision.name) }
            ?? connection.builtinError(BuiltinError.unknown)
        return FaultReport(
            JobFault(errorID: error.id, message: result.shortMessage),
            isRetried: error.isRetried || error.category == .system
        )
    }
}
