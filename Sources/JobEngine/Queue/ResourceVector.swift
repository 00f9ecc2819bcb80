import JobModel

/// Amounts of resources in a form that compares quickly: a pass may compare hundreds of jobs with hundreds of nodes.
struct ResourceVector: Sendable {
    private static let common = ["cpus", "mem", "disk", "gpus"]

    private var amounts: SIMD4<Double>
    private var others: [String: Double]

    init(_ resources: ResourceAmounts) {
        amounts = SIMD4(resources["cpus"], resources["mem"], resources["disk"], resources["gpus"])
        others = resources.amounts.filter { !Self.common.contains($0.key) && $0.key != "sharedmem" }
    }

    func holds(_ needed: ResourceVector) -> Bool {
        guard all(amounts .>= needed.amounts) else { return false }
        return needed.others.isEmpty || needed.others.allSatisfy { others[$0.key] ?? 0 >= $0.value }
    }

    /// What is left of each common resource when `needed` is taken, added up as parts of the whole.
    func room(beside needed: ResourceVector, of whole: ResourceVector) -> Double {
        ((amounts - needed.amounts) / whole.amounts.replacing(with: 1, where: whole.amounts .<= 0)).sum()
    }
}
