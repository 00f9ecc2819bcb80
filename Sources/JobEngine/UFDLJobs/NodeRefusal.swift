import JobModel

/// Why a UFDL node, or somebody who looks after one, may not do what it asked for. The dialect has the words.
package struct NodeRefusal: Error, Sendable, Hashable {
    package enum Reason: Sendable, Hashable {
        /// Another node holds the job.
        case alreadyAcquired
        /// The node works on another job.
        case otherJobInProgress
        /// The node does not work on this job.
        case notCurrentJob
        /// The node still works on the job.
        case isCurrentJob
        /// Only the meta-job that it belongs to can be cancelled.
        case isChildJob
        /// The job is in the wrong phase.
        case illegalTransition
    }

    package let job: Int64
    package let isMeta: Bool
    package let phase: JobPhase
    package let transition: JobTransition
    package let reason: Reason

    init(_ job: JobRow, _ transition: JobTransition, _ reason: Reason) {
        self.job = job.id
        isMeta = job.ufdlKind == .meta
        phase = job.state.phase
        self.transition = transition
        self.reason = reason
    }
}
