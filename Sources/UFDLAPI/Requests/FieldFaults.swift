import HTTPSupport
import JSONSupport

/// What is wrong with the fields of a body, in the form of Django REST framework: an object from fields to messages.
struct FieldFaults {
    private var faults: [(field: String, messages: [String])] = []

    var isEmpty: Bool { faults.isEmpty }

    /// - Parameter field: nil for what concerns no single field.
    mutating func add(_ field: String?, _ message: String) {
        let name = field ?? "non_field_errors"
        if let index = faults.firstIndex(where: { $0.field == name }) {
            faults[index].messages.append(message)
        } else {
            faults.append((name, [message]))
        }
    }

    var error: RequestError {
        RequestError(.json(400) { writer in
            writer.beginObject()
            for fault in faults {
                writer.key(fault.field)
                writer.beginArray()
                for message in fault.messages { writer.value(message) }
                writer.endArray()
            }
            writer.endObject()
        })
    }

    func throwIfAny() throws(RequestError) {
        if !isEmpty { throw error }
    }
}
