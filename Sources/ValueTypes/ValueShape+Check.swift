import JSONSupport

extension ValueShape {
    /// What is wrong with `value`, which stands at `path`; nil if nothing is.
    func problem<Failure: Error>(
        with value: JSON, at path: String, exists: (TypeExpression, JSON) throws(Failure) -> Bool
    ) throws(Failure) -> String? {
        func wrong(_ expectation: String) -> String {
            "\(path) has to be \(expectation), not \(value.summary)"
        }
        switch self {
        case .any: return nil
        case .never: return "\(path) has a type that no JSON value has"
        case .null: return value.isNull ? nil : wrong("null")
        case .boolean: return value.boolValue == nil ? wrong("a boolean") : nil
        case .number: return value.doubleValue == nil ? wrong("a number") : nil
        case .string(let maximumLength):
            guard let text = value.stringValue else { return wrong("a string") }
            guard let maximumLength, text.unicodeScalars.count > maximumLength else { return nil }
            return "\(path) may have \(maximumLength) characters at most"
        case .integer(let minimum):
            guard let number = value.wholeNumber else { return wrong("an integer") }
            guard let minimum, number < Double(minimum) else { return nil }
            return "\(path) has to be at least \(minimum)"
        case .constant(let constant):
            return value.equalsConstant(constant) ? nil : wrong(constant.compactText)
        case .live(let type):
            return try exists(type, value.normalized) ? nil : "\(path): \(type.canonicalText) has no value \(value.summary)"
        case .either(let shapes):
            for shape in shapes where try shape.problem(with: value, at: path, exists: exists) == nil { return nil }
            return wrong("a string, a number or a boolean")
        case .nullable(let shape):
            return value.isNull ? nil : try shape.problem(with: value, at: path, exists: exists)
        case .array(let element, let count):
            guard let elements = value.arrayValue else { return wrong("an array") }
            if let count, Int64(elements.count) != count {
                return "\(path) has to have \(count) elements, not \(elements.count)"
            }
            for (index, value) in elements.enumerated() {
                if let problem = try element.problem(with: value, at: "\(path)[\(index)]", exists: exists) {
                    return problem
                }
            }
            return nil
        case .map(let shape):
            guard let members = value.objectValue else { return wrong("an object") }
            for (key, value) in members {
                if let problem = try shape.problem(with: value, at: "\(path).\(key)", exists: exists) { return problem }
            }
            return nil
        case .object(let object):
            guard let members = value.objectValue else { return wrong("an object") }
            return try object.problem(with: members, at: path, exists: exists)
        }
    }
}

extension ObjectShape {
    func problem<Failure: Error>(
        with members: JSONObject, at path: String, exists: (TypeExpression, JSON) throws(Failure) -> Bool
    ) throws(Failure) -> String? {
        if let absent = required.first(where: { members[$0.name] == nil }) {
            return "\(path) has no member \"\(absent.name)\""
        }
        for member in required + optional {
            guard let value = members[member.name] else { continue }
            if let problem = try member.shape.problem(with: value, at: "\(path).\(member.name)", exists: exists) {
                return problem
            }
        }
        guard !isOpen else { return nil }
        let known = Set((required + optional).map(\.name))
        return members.keys.first { !known.contains($0) }.map { "\(path) may not have a member \"\($0)\"" }
    }
}
