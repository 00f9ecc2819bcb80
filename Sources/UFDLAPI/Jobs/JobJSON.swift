import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

extension Response {
    static func ufdlJob(_ job: UFDLJob) -> Response {
        .json(capacity: 768 + job.inputValues.utf8.count) { $0.ufdlJob(job) }
    }

    static func outputs(_ outputs: [JobOutput]) -> Response {
        .json(capacity: 192 * outputs.count + 16) { writer in
            writer.beginArray()
            for output in outputs { writer.output(output) }
            writer.endArray()
        }
    }

    static func output(_ output: JobOutput) -> Response {
        .json { $0.output(output) }
    }
}

extension JSONWriter {
    /// The fifteen fields of a job (seed 002).
    mutating func ufdlJob(_ view: UFDLJob) {
        let state = view.job.state
        let isCanceled = state.phase == .canceled
        beginObject()
        field("pk", view.job.id)
        key("template")
        beginObject()
        field("pk", view.job.definitionID)
        field("name", view.templateName)
        field("version", view.templateVersion)
        endObject()
        field("parent", view.job.parentID)
        field("start_time", state.started)
        field("end_time", isCanceled ? nil : state.ended)
        field("error_reason", isCanceled ? "Cancelled" : view.failure)
        fieldRaw("input_values", view.inputValues)
        fieldRaw("parameter_values", view.parameterValues)
        field("node", state.node)
        key("outputs")
        beginArray()
        for output in view.outputs {
            beginObject()
            field("pk", output.id)
            field("name", output.name)
            field("type", output.type)
            endObject()
        }
        endArray()
        field("description", view.job.description ?? "")
        field("is_cancelled", isCanceled)
        field("creator", view.job.creatorID)
        field("creation_time", view.job.created)
        field("deletion_time", view.job.deleted)
        endObject()
    }

    /// The fields of an output (ufdl.md §8).
    /// - Parameter isGone: whether the row was removed for good, so that it has no key any more.
    mutating func output(_ output: JobOutput, isGone: Bool = false) {
        beginObject()
        field("pk", isGone ? nil : output.id)
        field("job", output.jobID)
        field("name", output.name)
        field("type", output.type)
        field("creator", output.creatorID)
        field("creation_time", output.created)
        field("deletion_time", output.deleted)
        endObject()
    }
}
