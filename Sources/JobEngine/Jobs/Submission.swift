import JSONSupport
import JobModel
import SeedManifest
import Storage

/// A job to be made.
package struct Submission: Sendable {
    package enum Definition: Sendable, Hashable {
        case id(Int64)
        /// Without a version the latest active one is taken.
        case named(String, version: String?)
    }

    package var definition: Definition
    package var input: JobInput
    /// Replaces the type's configuration as a whole, as in Scale.
    package var configuration: JSON?
    /// More urgent than the configuration's; at least 1.
    package var priority: Int64?
    package var description: String?

    package init(
        definition: Definition, input: JobInput, configuration: JSON? = nil, priority: Int64? = nil,
        description: String? = nil
    ) {
        self.definition = definition
        self.input = input
        self.configuration = configuration
        self.priority = priority
        self.description = description
    }
}

/// The jobs that a submit made, or that an earlier one with the same key had made.
package struct SubmittedJobs: Sendable {
    package let ids: [Int64]
    package let isRepetition: Bool
    /// The job of a submit of one, known without another look into the database; nil for a repetition.
    package let single: JobDetails?
}

/// A key that a client chooses so that a repeated submit makes nothing new.
package struct IdempotencyKey: Sendable, Hashable {
    package let key: String
    /// Tells a repetition from another request under the same key.
    package let requestHash: String

    /// - Throws: `EngineError.Code.invalid` for a key that is empty, too long or not printable ASCII.
    package init(key: String, requestHash: String) throws(EngineError) {
        guard (1...200).contains(key.utf8.count), key.utf8.allSatisfy({ (0x20...0x7e).contains($0) }) else {
            throw .invalid("idempotency_key", "The idempotency key must have 1 to 200 printable ASCII characters.")
        }
        self.key = key
        self.requestHash = requestHash
    }
}
