/// Who says that it holds the job.
package enum Claimant: Sendable, Hashable {
    /// A native worker, by the fencing token of its execution.
    case token(Int64)
    /// A UFDL node, by its id.
    case node(Int64)
}

/// How an execution ended.
package enum ExecutionResult: Sendable, Hashable {
    case succeeded
    case failed(FaultReport)
}

/// Everything that can be asked of a job, by any dialect.
package enum JobCommand: Sendable, Hashable {
    /// Everything that the job waited for is there.
    case enqueue
    /// Something that the job waits for cannot come.
    case block
    /// A node takes the job; `expires` is nil where the node has no heartbeat.
    case acquire(node: Int64, expires: Timestamp?)
    /// The node gives the job back without having failed it.
    case release(by: Claimant)
    case start(by: Claimant)
    case progress(by: Claimant, fraction: Double)
    /// The node reports the end. A job that fails for good stays with its node, so that a UFDL node may reset it.
    case finish(by: Claimant, result: ExecutionResult)
    /// UFDL: the owner brings an errored job back to its beginning and keeps it.
    case reset(by: Claimant)
    /// UFDL: an administrator brings any unfinished job back to its beginning and takes it from its node.
    case abort
    case cancel
    /// Scale: a failed or canceled job is queued again with a fresh allowance of tries.
    case requeue(additionalAttempts: Int64, priority: Int64?)
    /// The lease ran out or the node is gone.
    case lose(FaultReport)
    /// The server saw that the time limit has passed.
    case timeOut(FaultReport)
    /// UFDL: a meta-job goes along with its children, on which nodes work; no node ever holds the meta-job itself.
    case follow(ChildNews)
}

/// What a meta-job hears of its children (ufdl.md §9).
package enum ChildNews: Sendable, Hashable {
    /// One of them has started.
    case started
    /// How far all of them together have come.
    case advanced(Double)
    /// All of them have finished.
    case finished
    /// One of them has failed, or could not be made.
    case failed(JobFault)
    /// The last one that had failed is to be tried again.
    case recovered
}

/// What the engine has to do besides storing the new state.
package enum JobEffect: Sendable, Hashable {
    /// Make an execution row; its id becomes the lease's token.
    case opensExecution
    /// Close the row of the execution that was open, with this outcome.
    case closesExecution(token: Int64, outcome: ExecutionOutcome)
    /// The outputs of earlier attempts do not count any more.
    case discardsOutputs
    /// A waiting claim may find work now.
    case offersWork
    /// The job reached `completed`, `failed` or `canceled`.
    case settles
}

/// How an execution's record ends.
package enum ExecutionOutcome: Sendable, Hashable {
    case succeeded
    case failed(JobFault)
    case canceled
}

/// A new state, and what goes with it.
package struct Transition: Sendable, Hashable {
    package var state: JobState
    package var effects: [JobEffect]
    /// False when the command was allowed but had nothing to do, so that nothing is announced.
    package var isChange: Bool
}

/// Why a command was refused. Dialects turn it into their own status and words.
package enum TransitionRefusal: Error, Sendable, Hashable {
    /// Another node holds the job.
    case heldByAnother
    /// The claimant does not hold the job (any more): a late or foreign attempt.
    case notHeld
    /// The command does not fit the phase.
    case wrongPhase(JobPhase)
    /// A started job cannot be given back as if nothing had happened (UFDL).
    case alreadyStarted
    /// A progress outside of 0 … 1, or not a number.
    case progressOutOfRange
}
