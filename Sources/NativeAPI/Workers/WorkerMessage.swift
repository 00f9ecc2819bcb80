import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

/// The fields of one message of the worker protocol, with errors that name the field.
struct WorkerMessage {
    private let object: JSONObject

    init(_ json: JSON) throws(RequestError) {
        guard let object = json.objectValue else { throw RequestError(400, "The message must be an object.") }
        self.object = object
    }

    func text(_ field: String) throws(RequestError) -> String {
        guard let text = try optionalText(field) else { throw Self.missing(field) }
        return text
    }

    func optionalText(_ field: String) throws(RequestError) -> String? {
        guard let value = object[field], !value.isNull else { return nil }
        guard let text = value.stringValue else { throw RequestError(400, "\(field) must be a string.") }
        return text
    }

    func integer(_ field: String) throws(RequestError) -> Int64 {
        guard let number = try optionalInteger(field) else { throw Self.missing(field) }
        return number
    }

    func optionalInteger(_ field: String) throws(RequestError) -> Int64? {
        guard let value = object[field], !value.isNull else { return nil }
        guard let number = value.intValue else { throw RequestError(400, "\(field) must be an integer.") }
        return number
    }

    func number(_ field: String) throws(RequestError) -> Double {
        guard let number = try optionalNumber(field) else { throw Self.missing(field) }
        return number
    }

    func optionalNumber(_ field: String) throws(RequestError) -> Double? {
        guard let value = object[field], !value.isNull else { return nil }
        guard let number = value.doubleValue else { throw RequestError(400, "\(field) must be a number.") }
        return number
    }

    func optionalFlag(_ field: String) throws(RequestError) -> Bool? {
        guard let value = object[field], !value.isNull else { return nil }
        guard let flag = value.boolValue else { throw RequestError(400, "\(field) must be true or false.") }
        return flag
    }

    func resources(_ field: String) throws(RequestError) -> ResourceAmounts {
        guard let members = object[field]?.objectValue else {
            throw RequestError(400, "\(field) must be an object of resource amounts.")
        }
        var resources = ResourceAmounts()
        for (name, value) in members {
            guard let amount = value.doubleValue else {
                throw RequestError(400, "\(field): \(name) must be a number.")
            }
            resources[name.lowercased()] = amount
        }
        return resources
    }

    func list(_ field: String) throws(RequestError) -> [WorkerMessage] {
        guard let entries = object[field]?.arrayValue else { throw RequestError(400, "\(field) must be an array.") }
        var messages: [WorkerMessage] = []
        messages.reserveCapacity(entries.count)
        for entry in entries { messages.append(try WorkerMessage(entry)) }
        return messages
    }

    /// How an execution ended.
    func result(token: Int64) throws(RequestError) -> FinishedExecution {
        let outcome: FinishedExecution.Outcome
        switch try text("outcome") {
        case "succeeded": outcome = .succeeded
        case "failed": outcome = .failed(error: try optionalText("error"))
        default: throw RequestError(400, "outcome must be succeeded or failed.")
        }
        return FinishedExecution(
            token: token, outcome: outcome, exitCode: try optionalInteger("exit_code"),
            message: try optionalText("message"), output: try output(), metadata: try metadata()
        )
    }

    private func metadata() throws(RequestError) -> [Int64: String] {
        guard let metadata = object["metadata"], !metadata.isNull else { return [:] }
        var texts: [Int64: String] = [:]
        for (key, value) in metadata.objectValue ?? JSONObject() {
            guard let id = Int64(key), value.objectValue != nil else {
                throw RequestError(400, "metadata must be an object of GeoJSON objects by file id.")
            }
            texts[id] = value.compactText
        }
        return texts
    }

    private func output() throws(RequestError) -> String? {
        guard let output = object["output"], !output.isNull else { return nil }
        let files = output["files"]?.objectValue ?? JSONObject()
        let areIDs = files.allSatisfy { $0.value.arrayValue?.allSatisfy { $0.intValue != nil } ?? false }
        guard output.objectValue != nil, areIDs else {
            throw RequestError(400, #"output must be {"files":{name:[file ids]},"json":{name:value}}."#)
        }
        let stored: JSON = ["files": .object(files), "json": output["json"] ?? .object(JSONObject())]
        return stored.compactText
    }

    private static func missing(_ field: String) -> RequestError {
        RequestError(400, "\(field) is missing.")
    }
}
