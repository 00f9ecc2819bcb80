import JobModel

/// Why the engine refused what it was asked. Dialects turn the code into their status and keep the words.
package struct EngineError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Code: Sendable, Hashable {
        /// The thing named does not exist.
        case notFound
        /// A field breaks a rule; `field` names it.
        case invalid
        /// The request fits no state that the thing is in.
        case conflict
        /// The caller may not do this.
        case forbidden
        /// The caller has to wait before trying again.
        case tooManyAttempts
        /// More bytes than the limit.
        case tooLarge
    }

    package let code: Code
    /// The field at fault, where there is one.
    package let field: String?
    package let message: String
    /// The life cycle's reason, where the refusal comes from there.
    package let refusal: TransitionRefusal?

    package init(_ code: Code, _ message: String, field: String? = nil, refusal: TransitionRefusal? = nil) {
        self.code = code
        self.field = field
        self.message = message
        self.refusal = refusal
    }

    package static func notFound(_ what: String, _ id: some CustomStringConvertible) -> EngineError {
        EngineError(.notFound, "There is no \(what) \(id).")
    }

    package static func invalid(_ field: String, _ message: String) -> EngineError {
        EngineError(.invalid, message, field: field)
    }

    package var description: String {
        message
    }
}
