import JSONSupport

extension SeedManifest {
    /// Picks the JSON outputs out of what a job wrote to `seed.outputs.json` (scale.md §7.5); other keys are ignored.
    /// - Returns: values by output name.
    /// - Throws: `ManifestError` named `INVALID_OUTPUTS` when a required value is missing or of another type.
    package func outputValues(from json: JSON) throws(ManifestError) -> [String: JSON] {
        guard let object = json.objectValue else {
            throw ManifestError("INVALID_OUTPUTS", "seed.outputs.json must hold an object, not \(json.typeDescription)")
        }
        var values: [String: JSON] = [:]
        for output in outputJSON {
            guard let value = object[output.key] else {
                if output.isRequired {
                    throw ManifestError("INVALID_OUTPUTS", "seed.outputs.json lacks '\(output.key)'")
                }
                continue
            }
            guard output.type.accepts(value) else {
                throw ManifestError(
                    "INVALID_OUTPUTS",
                    "seed.outputs.json: '\(output.key)' must be \(output.type.described), not \(value.typeDescription)"
                )
            }
            values[output.name] = value
        }
        return values
    }
}
