import JobModel
import Storage

/// How many jobs of a type are in one phase, with errors of one category.
package struct PhaseCount: Sendable, Hashable {
    package let phase: JobPhase
    /// Of the jobs' error; nil without one.
    package let category: ErrorCategory?
    package let count: Int64
    /// The latest change of status among them.
    package let mostRecent: Timestamp
}

private struct PhaseAndCategory: Hashable {
    let phase: JobPhase
    let category: ErrorCategory?
}

extension PhaseCount {
    /// Merges the groups of a type whose errors have the same category.
    static func merged(_ groups: [GroupCount]) -> [PhaseCount] {
        var merged: [PhaseAndCategory: PhaseCount] = [:]
        for group in groups {
            guard let phase = JobPhase(rawValue: group.group.phase) else { continue }
            let key = PhaseAndCategory(phase: phase, category: group.category)
            let known = merged[key]
            merged[key] = PhaseCount(
                phase: phase, category: key.category, count: group.count + (known?.count ?? 0),
                mostRecent: max(group.mostRecent, known?.mostRecent ?? group.mostRecent)
            )
        }
        return merged.values.sorted {
            ($0.phase.name, $0.category?.rawValue ?? "") < ($1.phase.name, $1.category?.rawValue ?? "")
        }
    }
}
