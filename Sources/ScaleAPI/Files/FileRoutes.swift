import HTTPSupport
import JSONSupport
import JobEngine

extension ScaleAPI {
    func addFileRoutes(to table: inout RouteTable) {
        table.on("\(root)/files/", [.get: files])
        table.on("\(root)/files/{id:int}/", [.get: file])
    }

    private func files(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        var filter = FileFilter()
        filter.ids = try parameters.integers("id")
        filter.jobs = try parameters.integers("job_id")
        filter.names = try parameters.strings("file_name")
        filter.outputs = try parameters.strings("job_output")
        filter.from = try parameters.timestamp("modified_started") ?? parameters.timestamp("started")
        filter.to = try parameters.timestamp("modified_ended") ?? parameters.timestamp("ended")
        try RequestParameters.checkRange(from: filter.from, to: filter.to)
        let isDescending = try Self.isDescending(call.query.last("order"))
        let page = try await call.page { [filter] offset, limit in
            let found = try await engine.files(
                matching: filter, descending: isDescending, offset: offset, limit: limit
            )
            return (found.files, found.count)
        }
        return call.answer(page) { writer, file in writer.file(file, base: call.baseURL) }
    }

    private static func isDescending(_ order: String?) throws(RequestError) -> Bool {
        switch order {
        case nil, "", "last_modified": false
        case "-last_modified": true
        case let other?: throw RequestError(400, "\(other) is not a field to order by. Valid fields are: last_modified")
        }
    }

    private func file(_ call: Call) async throws -> Response {
        let file = try await engine.file(try call.pathID("id"))
        return .json { $0.file(file, base: call.baseURL) }
    }
}
