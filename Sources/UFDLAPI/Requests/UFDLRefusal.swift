import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

/// A refusal of the engine that UFDL has a status and words of its own for (ufdl.md §1.4).
protocol UFDLRefusal: Error {
    var requestError: RequestError { get }
}

extension SchemaMismatch: UFDLRefusal {
    var requestError: RequestError {
        RequestError(400, "Unable to parse JSON: Error deserialising raw JSON: \(description)")
    }
}

extension EngineError: UFDLRefusal {
    var requestError: RequestError {
        switch code {
        case .notFound where message.hasPrefix("There is no job"): .missing("Job")
        case .notFound: RequestError(404, message)
        case .invalid: RequestError(400, message)
        case .conflict: RequestError(409, message)
        case .forbidden: RequestError(403, message)
        case .tooManyAttempts: RequestError(429, message)
        case .tooLarge: RequestError(413, message)
        }
    }
}

extension NodeRefusal: UFDLRefusal {
    var requestError: RequestError {
        switch reason {
        case .alreadyAcquired: RequestError(406, "Attempted to acquire job #\(job) that has already been acquired")
        case .otherJobInProgress: RequestError(406, "Attempted to start a job with another already in progress")
        case .isCurrentJob: illegal("Can't release a started or finalised job")
        case .notCurrentJob: illegal("Node is not working on the job")
        case .isChildJob: illegal("Job is a child job")
        case .illegalTransition: illegal(rule)
        }
    }

    private func illegal(_ rule: String) -> RequestError {
        let kind = isMeta ? "meta" : "workable"
        return RequestError(
            406,
            "Attempted an illegal phase-transition on \(kind) job \(job) in phase LifecyclePhase.\(phase.ufdlName): "
                + "\(transition.name)\n\(rule)."
        )
    }

    private var rule: String {
        switch transition {
        case .submit, .acquire: "Job is already finalised"
        case .release: "Can't release a started or finalised job"
        case .start: "Job already started"
        case .progress: "Can only progress from the STARTED phase"
        case .finish, .error: "Can only finish from the STARTED phase"
        case .reset: "Job is not in the ERRORED phase"
        case .abort: isMeta ? "Can't abort a meta-job" : "Can't abort a finalised job"
        case .cancel: "Can't cancel a finalised job"
        }
    }
}

extension JobPhase {
    /// UFDL's name (ufdl.md §7.1).
    var ufdlName: String {
        switch self {
        case .pending, .blocked, .queued: "CREATED"
        case .running: "STARTED"
        case .completed: "FINISHED"
        case .failed: "ERRORED"
        case .canceled: "CANCELLED"
        }
    }
}

extension OutputRefusal: UFDLRefusal {
    var requestError: RequestError {
        switch self {
        case .notStarted:
            RequestError(417, "Attempted to perform the following action on an un-started job: add_output")
        case .jobFinished:
            RequestError(406, "Attempted to perform the following action on a finished job: add_output")
        case .nameTaken(let name, let type):
            RequestError(400, "Bad name '\(name)': Job already has an output by this name/type (\(name)/\(type))")
        case .noSuchOutput(let name, let type):
            RequestError(400, "Bad name '\(name)': Job has no output by this name/type (\(name)/\(type))")
        }
    }
}

extension JobRequestRefusal: UFDLRefusal {
    var requestError: RequestError {
        switch self {
        case .missingInput(let name): RequestError(406, "No input value provided for input '\(name)'")
        case .wrongInputType(let name, let type):
            RequestError(406, "Input '\(name)' received value of invalid type \(type)")
        case .wrongInputValue(let name, let problem): RequestError(406, "Input '\(name)': \(problem)")
        case .missingParameter(let name): RequestError(400, "Required parameter '\(name)' is missing")
        case .constantParameter(let name): RequestError(406, "\(name) is const")
        case .wrongParameterType(let name, let type):
            RequestError(406, "Parameter type \(type) is invalid for '\(name)'")
        case .wrongParameterValue(let name, let problem): RequestError(406, "Parameter '\(name)': \(problem)")
        case .unknownParameters(let names):
            RequestError(406, "Unknown job parameters: \(names.joined(separator: ", "))")
        case .overridesForWorkable:
            RequestError(406, "Attempted an add child notification overrides to a non-meta-job")
        case .unknownDescendant(let name): RequestError(406, "Bad descendant name '\(name)'")
        }
    }
}

extension RegistryRefusal: UFDLRefusal {
    var requestError: RequestError {
        var faults = FieldFaults()
        switch self {
        case .notUnique(let registry, let sets):
            for set in sets {
                if set.count == 1 {
                    faults.add(set[0], "\(registry.shape.noun) with this \(set[0]) already exists.")
                } else {
                    faults.add(nil, "The fields \(set.joined(separator: ", ")) must make a unique set.")
                }
            }
        case .noSuchRow(let column, let id):
            faults.add(column, "Invalid pk \"\(id)\" - object does not exist.")
        }
        return faults.error
    }
}
