import JSONSupport

extension TypeExpression {
    /// What values of the type look like; nil where they are no JSON. Of an abstract type, what its sub-types may have.
    var shape: ValueShape? {
        switch self {
        case .string(let text): .constant(.string(text))
        case .integer(let number): .constant(.int(number))
        case .float(let number): number.value.isFinite ? .constant(.double(number.value)) : .never
        case .boolean(let flag): .constant(.bool(flag))
        case .opaque: nil
        case .builtin(let typeClass, _, let arguments): shape(of: typeClass, arguments)
        }
    }

    private func shape(of typeClass: TypeClass, _ arguments: [TypeExpression]) -> ValueShape? {
        switch typeClass {
        case .ufdlType, .blob, .compressed, .model: nil
        case .ufdlJSONType, .finiteJSONType, .serverResidentType, .namedServerType, .json: .any
        case .valueType: .either([.string(maximumLength: nil), .number, .boolean])
        case .string: .string(maximumLength: nil)
        case .integer: .integer(minimum: nil)
        case .float: .number
        case .boolean: .boolean
        case .nothing: .null
        case .array: arguments[0].shape.map { .array($0, count: arguments[1].integerLiteral) }
        case .map: arguments[0].shape.map { .map($0) }
        case .pk, .jobOutput: isAbstract ? .integer(minimum: 1) : .live(self)
        case .name: isAbstract ? .string(maximumLength: nil) : .live(self)
        case .cudaVersion, .dataset, .dockerImage, .domain, .framework, .hardware, .pretrainedModel:
            serverObject.map { .object($0) }
        }
    }
}
