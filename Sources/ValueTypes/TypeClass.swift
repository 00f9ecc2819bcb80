/// The classes of types that the UFDL comes with, in the order of their rows (ufdl.md §4); the raw value is `cls`.
package enum TypeClass: String, Sendable, Hashable, CaseIterable {
    case ufdlType = "ufdl.jobtypes.base.UFDLType"
    case ufdlJSONType = "ufdl.jobtypes.base.UFDLJSONType"
    case finiteJSONType = "ufdl.jobtypes.base.FiniteJSONType"
    case serverResidentType = "ufdl.jobtypes.base.ServerResidentType"
    case namedServerType = "ufdl.jobtypes.base.NamedServerType"
    case valueType = "ufdl.jobtypes.base.ValueType"
    case string = "ufdl.jobtypes.base.String"
    case integer = "ufdl.jobtypes.base.Integer"
    case float = "ufdl.jobtypes.base.Float"
    case boolean = "ufdl.jobtypes.base.Boolean"
    case array = "ufdl.jobtypes.standard.container.Array"
    case map = "ufdl.jobtypes.standard.container.Map"
    case cudaVersion = "ufdl.jobtypes.standard.server.CUDAVersion"
    case dataset = "ufdl.jobtypes.standard.server.Dataset"
    case dockerImage = "ufdl.jobtypes.standard.server.DockerImage"
    case domain = "ufdl.jobtypes.standard.server.Domain"
    case framework = "ufdl.jobtypes.standard.server.Framework"
    case hardware = "ufdl.jobtypes.standard.server.Hardware"
    case pretrainedModel = "ufdl.jobtypes.standard.server.PretrainedModel"
    case blob = "ufdl.jobtypes.standard.util.BLOB"
    case compressed = "ufdl.jobtypes.standard.util.Compressed"
    case json = "ufdl.jobtypes.standard.util.JSON"
    case nothing = "ufdl.jobtypes.standard.util.Nothing"
    case jobOutput = "ufdl.jobtypes.standard.JobOutput"
    case model = "ufdl.jobtypes.standard.Model"
    case name = "ufdl.jobtypes.standard.Name"
    case pk = "ufdl.jobtypes.standard.PK"
}

extension TypeClass {
    /// The name that the class has in a fresh server.
    package var standardName: String {
        switch self {
        case .string: "str"
        case .integer: "int"
        case .float: "float"
        case .boolean: "bool"
        default: rawValue.split(separator: ".").last.map(String.init) ?? rawValue
        }
    }

    /// The class that this one derives from; nil for the root.
    package var parent: TypeClass? {
        switch self {
        case .ufdlType: nil
        case .ufdlJSONType, .blob, .compressed, .model: .ufdlType
        case .finiteJSONType, .valueType, .array, .map, .json: .ufdlJSONType
        case .serverResidentType, .nothing, .name, .pk: .finiteJSONType
        case .namedServerType, .framework, .jobOutput: .serverResidentType
        case .string, .integer, .float, .boolean: .valueType
        case .cudaVersion, .hardware, .domain, .dataset, .dockerImage, .pretrainedModel: .namedServerType
        }
    }

    /// Whether this is `ancestor` or derives from it.
    package func derives(from ancestor: TypeClass) -> Bool {
        self == ancestor || parent?.derives(from: ancestor) ?? false
    }

    /// What each argument has to be a sub-type of, in its most general form.
    package var bounds: [TypeClass] {
        switch self {
        case .array: [.ufdlJSONType, .integer]
        case .map: [.ufdlJSONType]
        case .domain, .blob: [.string]
        case .framework: [.string, .string]
        case .dataset: [.domain]
        case .dockerImage, .pretrainedModel, .model: [.domain, .framework]
        case .jobOutput: [.ufdlType]
        case .compressed: [.ufdlType, .integer]
        case .pk: [.serverResidentType]
        case .name: [.namedServerType]
        default: []
        }
    }

    /// The fewest arguments that brackets may hold: only an array's length may be left out.
    var minimumArguments: Int {
        self == .array ? 1 : bounds.count
    }
}
