import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

/// The errors that jobs fail with (scale.md §6.4, §10).
extension ScaleAPI {
    func addErrorRoutes(to table: inout RouteTable) {
        table.on("\(root)/errors/", [.get: errors, .post: createError])
        table.on("\(root)/errors/{id:int}/", [.get: error, .patch: editError])
    }

    private func errors(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        var filter = ErrorFilter()
        filter.names = try parameters.strings("name")
        filter.jobTypeNames = try parameters.strings("job_type_name")
        filter.categories = try parameters.strings("category")
        filter.isBuiltin = try parameters.boolean("is_builtin")
        filter.from = try parameters.timestamp("started")
        filter.to = try parameters.timestamp("ended")
        try RequestParameters.checkRange(from: filter.from, to: filter.to)
        let order = try Self.errorOrder(call.query.all("order"))
        let page = try await call.page { offset, limit in
            let found = try await engine.errors(matching: filter, order: order, offset: offset, limit: limit)
            return (found.rows, found.count)
        }
        return call.answer(page) { writer, error in writer.error(error) }
    }

    private static func errorOrder(
        _ texts: [String]
    ) throws(RequestError) -> [(field: ErrorOrderField, descending: Bool)] {
        var order: [(field: ErrorOrderField, descending: Bool)] = []
        for text in texts where !text.isEmpty {
            let isDescending = text.hasPrefix("-")
            let name = isDescending ? String(text.dropFirst()) : text
            guard let field = ErrorOrderField(rawValue: name) else {
                let valid = ErrorOrderField.allCases.map(\.rawValue).joined(separator: ", ")
                throw RequestError(400, "\(name) is not a field to order by. Valid fields are: \(valid)")
            }
            order.append((field, isDescending))
        }
        return order
    }

    private static let errorFields = ["title", "description", "category"]

    private func createError(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        let name = try parameters.required("name", parameters.string)
        let change = try Self.errorChange(parameters)
        try parameters.checkFields(["name"] + Self.errorFields)
        let made = try await engine.createError(named: name, change)
        return .json(201, location: call.url("\(root)/errors/\(made.id)/")) { $0.error(made) }
    }

    private func editError(_ call: Call) async throws -> Response {
        let id = try call.pathID("id")
        let parameters = try await call.parameters()
        let change = try Self.errorChange(parameters)
        try parameters.checkFields(Self.errorFields)
        try await engine.changeError(id, change)
        let error = try await engine.error(id)
        return .json { $0.error(error) }
    }

    private static func errorChange(_ parameters: RequestParameters) throws -> ErrorChange {
        var change = ErrorChange()
        change.title = try parameters.string("title")
        change.description = try parameters.string("description")
        if let text = try parameters.string("category") {
            guard let category = ErrorCategory(rawValue: text.uppercased()) else {
                throw RequestError(400, "category must be one of SYSTEM, ALGORITHM and DATA.")
            }
            change.category = category
        }
        return change
    }

    private func error(_ call: Call) async throws -> Response {
        let error = try await engine.error(try call.pathID("id"))
        return .json { $0.error(error) }
    }
}
