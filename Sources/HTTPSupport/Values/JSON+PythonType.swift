import JSONSupport

extension JSON {
    /// What Python calls the value's type: the original servers' messages have these names.
    package var pythonType: String {
        switch self {
        case .null: "NoneType"
        case .bool: "bool"
        case .int: "int"
        case .double: "float"
        case .string: "str"
        case .array: "list"
        case .object: "dict"
        }
    }
}
