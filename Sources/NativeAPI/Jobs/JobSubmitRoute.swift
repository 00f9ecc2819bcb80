import Crypto
import HTTPSupport
import HTTPTypes
import JSONSupport
import JobEngine
import NIOCore
import SeedManifest

extension NativeAPI {
    private static let fields = [
        "job_type", "version", "input", "configuration", "priority", "description",
    ]

    /// One job, or up to a thousand under `jobs`, all or none.
    func submit(_ call: Call) async throws -> Response {
        let bytes = try await call.bytes()
        let json = try call.json(of: bytes)
        let key = try idempotencyKey(of: call, body: bytes)
        guard let list = json["jobs"] else { return try await submitOne(json, key: key, call: call) }
        guard let jobs = list.arrayValue else { throw RequestError(400, "jobs must be an array.") }
        guard (1...JobEngine.maximumBatch).contains(jobs.count) else {
            throw RequestError(400, "jobs must hold 1 to \(JobEngine.maximumBatch) jobs.")
        }
        let submissions = try jobs.enumerated().map { try Self.submission($1, at: "jobs[\($0)]: ") }
        let made = try await engine.submit(submissions, creator: call.principal?.userID, idempotencyKey: key)
        return .json(made.isRepetition ? 200 : 201, capacity: made.ids.count * 10 + 16) { writer in
            writer.beginObject()
            writer.key("ids")
            writer.beginArray()
            for id in made.ids { writer.value(id) }
            writer.endArray()
            writer.endObject()
        }
    }

    private func submitOne(_ json: JSON, key: IdempotencyKey?, call: Call) async throws -> Response {
        let submission = try Self.submission(json, at: "")
        let made = try await engine.submit([submission], creator: call.principal?.userID, idempotencyKey: key)
        guard let job = made.single else { return try await answer(made.ids.first ?? 0) }
        return .json(201, location: call.url("/api/jobs/\(job.job.id)"), capacity: 1_024) {
            $0.nativeJob(JobView(submitted: job))
        }
    }

    private func idempotencyKey(of call: Call, body: ByteBuffer) throws -> IdempotencyKey? {
        guard let name = HTTPField.Name("Idempotency-Key"), let key = call.header(name) else { return nil }
        let hash = SHA256.hash(data: body.readableBytesView).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return try IdempotencyKey(key: key, requestHash: hash.joined())
    }

    /// - Parameter place: where in a bulk submit the job stands, for messages.
    private static func submission(_ json: JSON, at place: String) throws -> Submission {
        guard let object = json.objectValue else { throw RequestError(400, "\(place)A job must be an object.") }
        for (field, _) in object where !fields.contains(field) {
            throw RequestError(
                400, "\(place)\(field) is not a valid field. Valid fields are: \(fields.joined(separator: ", "))"
            )
        }
        do {
            return Submission(
                definition: try definition(object),
                input: try JobInput.parse(object["input"] ?? .object(JSONObject())),
                configuration: object["configuration"].flatMap { $0.isNull ? nil : $0 },
                priority: try integer(object, "priority"),
                description: try text(object, "description")
            )
        } catch let error as RequestError {
            throw RequestError(error.status, place + error.detail)
        } catch let error as JobInputError {
            throw RequestError(400, "\(place)\(error.message)")
        }
    }

    private static func definition(_ object: JSONObject) throws(RequestError) -> Submission.Definition {
        switch object["job_type"] {
        case .int(let id): return .id(id)
        case .string(let name): return .named(name, version: try text(object, "version"))
        case nil: throw RequestError(400, "Missing required parameter: \"job_type\"")
        default: throw RequestError(400, "job_type must be a name or an id.")
        }
    }

    private static func integer(_ object: JSONObject, _ field: String) throws(RequestError) -> Int64? {
        guard let value = object[field], !value.isNull else { return nil }
        guard let number = value.intValue else { throw RequestError(400, "\(field) must be an integer.") }
        return number
    }

    private static func text(_ object: JSONObject, _ field: String) throws(RequestError) -> String? {
        guard let value = object[field], !value.isNull else { return nil }
        guard let text = value.stringValue else { throw RequestError(400, "\(field) must be a string.") }
        guard text.utf8.count <= 4_000 else { throw RequestError(400, "\(field) may have 4000 bytes at the most.") }
        return text
    }
}
