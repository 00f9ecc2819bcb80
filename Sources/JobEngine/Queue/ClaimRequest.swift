import JobModel

/// A node asking for work.
package struct ClaimRequest: Sendable {
    package var node: Int64
    package var owner: Int64
    package var incarnation: String
    /// How many executions the node can take.
    package var maximum: Int
    /// What is free on the node.
    package var free: ResourceAmounts
    /// Marks what is claimed as running at once, for workers that start it in the same moment.
    package var startsAtOnce: Bool
    /// How long to wait for work when there is none.
    package var wait: Duration

    package init(
        node: Int64, owner: Int64, incarnation: String, maximum: Int, free: ResourceAmounts,
        startsAtOnce: Bool = false, wait: Duration = .zero
    ) {
        self.node = node
        self.owner = owner
        self.incarnation = incarnation
        self.maximum = maximum
        self.free = free
        self.startsAtOnce = startsAtOnce
        self.wait = wait
    }
}

/// An execution handed to a node, with all that is needed to run it.
package struct ClaimedExecution: Sendable {
    package let token: Int64
    package let job: JobRow
    package let revision: Revision
    /// The configuration that applies, with secret settings opened: for the worker alone.
    package let configuration: String
}
