/// How much a job needs (scale.md §6.6).
extension SeedManifest {
    private static let minimums = ["cpus": 0.25, "mem": 128, "disk": 0]

    /// The amounts for a job with input files of that size, names in lower case, `mem`, `disk` and `sharedmem` in MiB.
    package func resources(inputBytes: Int64) -> [String: Double] {
        let inputMiB = Self.mebibytes(inputBytes)
        var amounts = Self.minimums
        for resource in resources {
            let name = resource.name.lowercased()
            let grown = resource.inputMultiplier > 0
                ? max(resource.value, (resource.inputMultiplier * inputMiB + resource.value).rounded(.up))
                : resource.value
            amounts[name] = max(grown, Self.minimums[name] ?? 0)
        }
        amounts["disk"] = max(amounts["disk"] ?? 0, inputMiB)
        return amounts
    }

    /// The amounts as the job sees them: without the room for its input files.
    package func allocatedVariables(of amounts: [String: Double], inputBytes: Int64) -> [String: Double] {
        let inputMiB = Self.mebibytes(inputBytes)
        return amounts.reduce(into: [:]) { variables, amount in
            let value = amount.key == "disk" ? max(0, amount.value - inputMiB) : amount.value
            variables["ALLOCATED_" + Self.variableName(amount.key)] = value
        }
    }

    /// Whole MiB, rounded up; no sum that could overflow, because the sizes come from clients.
    private static func mebibytes(_ bytes: Int64) -> Double {
        let (whole, rest) = bytes.quotientAndRemainder(dividingBy: 1_048_576)
        return Double(whole) + (rest > 0 ? 1 : 0)
    }
}
