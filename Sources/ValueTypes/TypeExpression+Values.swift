import JSONSupport

extension TypeExpression {
    /// The `PK`, `Name` and `JobOutput` types of whose values the schema and the check have to ask the server, each once.
    /// With their values fetched beforehand, `schema` and `problem` need neither to wait nor a transaction of their own.
    package var liveTypes: [TypeExpression] {
        var seen: Set<TypeExpression> = []
        return shape?.liveTypes.filter { seen.insert($0).inserted } ?? []
    }

    /// The JSON schema of the type's values (ufdl.md §4.3); nil where they are no JSON. `liveValues` gives the values of
    /// each of `liveTypes`: whole numbers for `PK` and `JobOutput`, strings for `Name`. An abstract type gets a schema
    /// that allows what its sub-types may have.
    package func schema<Failure: Error>(
        liveValues: (TypeExpression) throws(Failure) -> [JSON]
    ) throws(Failure) -> JSON? {
        try shape?.schema(liveValues: liveValues)
    }

    /// What is wrong with `value` as a value of the type, and where, with `$` for the value itself; nil if nothing is.
    /// `exists` says whether one of `liveTypes` has the value; it is asked with whatever JSON is there.
    package func problem<Failure: Error>(
        with value: JSON, exists: (TypeExpression, JSON) throws(Failure) -> Bool
    ) throws(Failure) -> String? {
        guard let shape else { return "\(canonicalText) has no JSON values" }
        guard !isAbstract else { return "\(canonicalText) is abstract; only its sub-types have values" }
        return try shape.problem(with: value, at: "$", exists: exists)
    }
}
