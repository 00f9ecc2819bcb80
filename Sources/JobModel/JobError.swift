/// Who has to act on an error (scale.md §6.4). The raw values are stored and shown.
package enum ErrorCategory: String, Sendable, Hashable, CaseIterable {
    case system = "SYSTEM"
    case algorithm = "ALGORITHM"
    case data = "DATA"
}

/// The error that a job or an execution carries.
package struct JobFault: Sendable, Hashable {
    /// The row of the error in the errors table.
    package var errorID: Int64
    /// What happened in this case, for a person to read; nil when the error's own description says it all.
    package var message: String?

    package init(errorID: Int64, message: String? = nil) {
        self.errorID = errorID
        self.message = message
    }
}

/// An error as it is reported, with the rule that decides what follows.
package struct FaultReport: Sendable, Hashable {
    package var fault: JobFault
    /// Whether another attempt may help, so that the job is queued again by itself while it has tries left.
    package var isRetried: Bool

    package init(_ fault: JobFault, isRetried: Bool) {
        self.fault = fault
        self.isRetried = isRetried
    }
}

/// An error that every installation knows, with the retry rule of Scale's final release (scale.md §6.4).
package struct BuiltinError: Sendable, Hashable {
    package let name: String
    package let title: String
    package let description: String
    package let category: ErrorCategory
    package let isRetried: Bool
}
